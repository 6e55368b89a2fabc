#!/usr/bin/env python3
"""Checks every design of docs/examples: its findings, its checklists, its sheets, and what all of them cover together.

    run.py MSDC [--framework F] [--update] [NAME…]      --update writes the golden sheets anew; NAMEs skip the coverage

A design is complete, unless a line of its doc comment begins with one of these words:

    Open:   its open points are named there: no errors and no warnings, but a checklist is not closed yet
    Wrong:  it shows a fault: at least one error

A complete design has no finding but notes, no open question, and all its checklists are closed. The sheets of every design
are compared with tests/examples/golden/NAME.txt, and docs/examples/README.md lists the designs with what they show.

Coverage: each write shape, mechanism and read path that the framework's tables can give, and each companion that a design may
have, is in some design that is not marked `Wrong:`. What the tables can give is asked of the framework itself: the values that
are still possible when nothing is known but the priority class.
"""
import argparse
import difflib
import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "docs" / "examples"
GOLDEN = ROOT / "tests" / "examples" / "golden"
FRAMEWORK = "interview"
CLASSES = {"write_shape": "C1", "base_mechanism": "C1", "read_path": "R1"}


def run(command, **options):
    return subprocess.run([str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def marker(path):
    """`Open`, `Wrong` or nothing: what the doc comment says of the design."""
    comment = re.match(r"(?:///.*\n)*", path.read_text(encoding="utf-8")).group(0)
    found = re.findall(r"^/// (Open|Wrong): ", comment, re.M)
    return found[0] if found else None


def faults_of(design, marked, findings):
    """What is not as the marker says."""
    severities = [f["severity"] for f in findings]
    if marked == "Wrong":
        return [] if "error" in severities else ["is marked `Wrong:`, but has no error"]
    faults = [f"{f['severity']}[{f['code']}] line {f['line']}: {f['message']}" for f in findings if f["severity"] in ("error", "warning")]
    left = [f"{c['name']}.{o['name']} is {o['state']}: {o['open'] + o['broken']}"
            for c in design["checklists"] for o in c["conditions"] if o["state"] != "closed"]
    asked = [f"`{q['cell']}` is not answered" for q in design["questions"]]
    if not design["checklists"]:
        faults.append("has no checklist")
    if marked == "Open":
        return faults + ([] if left else ["is marked `Open:`, but everything is closed"])
    return faults + left + asked


def check(path, arguments):
    """(faults, what the design is)"""
    select = ["--framework", arguments.framework] if arguments.framework else []
    document = json.loads(run([arguments.msdc, "check", path.relative_to(ROOT), "--format", "json", *select]).stdout)
    if len(document["designs"]) != 1:
        return ["cannot be read"], None
    design, marked = document["designs"][0], marker(path)
    faults = faults_of(design, marked, document["findings"] + design["findings"])
    if not path.read_text(encoding="utf-8").startswith("///"):
        faults.append("does not begin with a doc comment")

    printed = run([arguments.msdc, "check", path.relative_to(ROOT), "--sheets", *select]).stdout
    golden = GOLDEN / f"{path.stem}.txt"
    if arguments.update:
        golden.write_text(printed, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if expected != printed:
        faults.append("its sheets differ:\n" + "".join(difflib.unified_diff(expected.splitlines(True), printed.splitlines(True), "expected", "printed")))
    return faults, {"label": design["label"], "marked": marked, "paths": [r["fields"] for r in design["rows"] if r["row"] == "path"],
                    "follows": re.findall(r"^  like (\w+)", path.read_text(encoding="utf-8"), re.M)}


def producible(arguments):
    """{field: values that the framework can give it}"""
    framework = arguments.framework or FRAMEWORK
    can = {}
    for field, priority in CLASSES.items():
        answer = json.loads(run([arguments.msdc, "eval", "--row", "path", "--framework", framework],
                                input=json.dumps({"priority_class": priority})).stdout)
        can[field] = set(answer["undetermined"][field]["possible"])
    registry = json.loads(run([arguments.msdc, "dump", "registry", framework, "--format", "json"]).stdout)
    companions = next(f for f in registry["fields"] if (f["row"], f["name"]) == ("path", "required_companions"))
    can["required_companions"] = {v["id"] for v in companions["values"]}
    return can


def coverage(paths, arguments):
    faults = 0
    for field, can in producible(arguments).items():
        values = [p[field]["value"] for p in paths if p[field]["value"] is not None]
        seen = {v for value in values for v in (value if isinstance(value, list) else [value])}
        print(f"{field}: {len(seen & can)} of {len(can)}")
        for value in sorted(can - seen):
            print(f"  no design has {value}")
        for value in sorted(seen - can):
            print(f"  {value} is in a design, though the framework is said not to give it")
        faults += len(can ^ seen)
    return faults


def index(designs, arguments):
    """docs/examples/README.md: one line a design. Returns what is wrong with it."""
    framework = arguments.framework or FRAMEWORK
    registry = json.loads(run([arguments.msdc, "dump", "registry", framework, "--format", "json"]).stdout)
    labels = {(e["name"], v["id"]): v["label"] for e in registry["enums"] for v in e["values"]}
    archetypes = json.loads(run([arguments.msdc, "dump", "archetypes", framework, "--format", "json"]).stdout)["archetypes"]
    labels.update({("archetype", a["name"]): a["label"] for a in archetypes})

    def cell(kind, values):
        return "; ".join(labels.get((kind, v), v) for v in dict.fromkeys(v for v in values if v is not None))

    lines = ["# Designs", "",
             "One design for each system of the framework's catalogue, and for each archetype that no system has. The doc comment of a",
             "design says what it teaches; `msdc check --sheets FILE` prints its worksheets. This table is written and checked by",
             "`tests/examples/run.py`.", "",
             "| design | follows | mechanisms of its writes | its reads |", "| --- | --- | --- | --- |"]
    for path, design in designs:
        note = {"Open": " (open points)", "Wrong": " (shows a fault)"}.get(design["marked"], "")
        lines.append(f"| [{design['label']}]({path.name}){note} | {cell('archetype', design['follows'])} | "
                     f"{cell('base_mechanism', [p['base_mechanism']['value'] for p in design['paths']])} | "
                     f"{cell('read_path', [p['read_path']['value'] for p in design['paths']])} |")
    wanted = "\n".join(lines) + "\n"
    readme = EXAMPLES / "README.md"
    if arguments.update:
        readme.write_text(wanted, encoding="utf-8")
    written = readme.read_text(encoding="utf-8") if readme.exists() else ""
    sys.stdout.writelines(difflib.unified_diff(written.splitlines(True), wanted.splitlines(True), "docs/examples/README.md", "wanted"))
    return written != wanted


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("msdc", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--framework")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()

    designs = [EXAMPLES / f"{n}.msd" for n in arguments.names] or sorted(EXAMPLES.glob("*.msd"))
    found, wrong = [], 0
    with ThreadPoolExecutor() as pool:
        for path, (faults, design) in zip(designs, pool.map(lambda p: check(p, arguments), designs)):
            if design:
                found.append((path, design))
            wrong += bool(faults)
            for fault in faults:
                print(f"{path.relative_to(ROOT)}: {fault}")
    print(f"{len(designs)} designs, {wrong} with faults")
    if not arguments.names:
        for stale in sorted({g.stem for g in GOLDEN.glob("*.txt")} - {d.stem for d in designs}):
            wrong += 1
            print(f"tests/examples/golden/{stale}.txt belongs to no design")
        wrong += coverage([p for _, d in found if d["marked"] != "Wrong" for p in d["paths"]], arguments)
        wrong += index(found, arguments)
    sys.exit(wrong != 0 or not designs)


if __name__ == "__main__":
    main()
