#!/usr/bin/env python3
"""Each check of the framework `interview` has a design that shows it, and nothing else.

    run.py MSDC [--framework F]

tests/steps/NAME.msd is a closed design in which one thing was changed. NAME is a requirement of the framework, or a finding
of the language that a step needs with the field that it is about (`judged_no_reason-priority_class`). The design has exactly
one finding: the broken requirement; or the question that the requirement waits for, where a fact is missing that its
condition asks for; or the finding of the language. A design of which this cannot be true says so in its doc comment, with
the reason, and lists all of them: `/// Finds: A, B`. Each finding carries the step that it belongs to: the requirement's own,
and for a finding of the language that of the field. A requirement is found too where a checklist names it as broken: then it
rests on what was rejected.

Every requirement that `msdc dump tir` shows has a design here, and its `test` blocks expect it held and not held. The worked
example has no finding at all.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = pathlib.Path(__file__).resolve().parent
WORKED = "docs/examples/auction.msd"
FOLDERS = ("stdlib", "rules")


def run(*command):
    return subprocess.run([str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout


def requirements(sources):
    """{requirement: its step} as the sources of the framework write it."""
    steps = {}
    for head in re.finditer(r"^require\s+(\w+)\s+on\s(.*?)\{$", sources, re.M | re.S):
        # The sets of values in a `where` have braces too, but on one line; the body opens at the end of a line.
        step = re.findall(r"\bstep\s+(\d+)", head.group(2))
        steps[head.group(1)] = step[-1] if step else ""
    return steps


def waiting(design):
    """{cell: requirements that wait for its answer}"""
    return {q["cell"]: {name.split(" on ")[0] for name in q["waiting"] if " on " in name} for q in design["questions"]}


def broken(design):
    """Requirements that a checklist names as broken."""
    return {name.split(" on ")[0] for c in design["checklists"] for o in c["conditions"] for name in o["broken"]}


def faults(name, design, comment, steps):
    expected = re.findall(r"^/// Finds: (.*)$", comment, re.M)
    expected = [n.strip() for n in expected[0].split(",")] if expected else [name.split("-")[0]]
    asked = waiting(design)
    found = []
    for f in design["findings"]:
        if f["name"] == "unanswered":
            for_it = asked.get(f"{f['row']}.{f['field']}", set())
            found.append(name if name in for_it else f"unanswered {f['row']}.{f['field']}")
        else:
            found.append(f["name"])
        if not f.get("step"):
            yield f"`{f['name']}` carries no step"
        elif f.get("requirement") and f["step"] != steps[f["requirement"]]:
            yield f"`{f['name']}` carries step {f['step']}, not {steps[f['requirement']]}"
    if sorted(found) != sorted(expected):
        yield f"finds {sorted(found)}, not {sorted(expected)}"
    if name in steps:
        if name not in found and name not in broken(design):
            yield "does not show its requirement"
    elif "-" in name:
        field = name.split("-")[1]
        fields = {f.get("field") for f in design["findings"]}
        if fields != {field}:
            yield f"is about {fields}, not `{field}`"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("msdc", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--framework")
    arguments = parser.parse_args()
    select = ["--framework", arguments.framework] if arguments.framework else []

    sources = "\n".join(p.read_text(encoding="utf-8") for folder in FOLDERS for p in sorted((ROOT / folder / "interview").rglob("*.msd")))
    steps = requirements(sources)
    dumped = set(re.findall(r"^require (\w+) on", run(arguments.msdc, "dump", "tir", arguments.framework or "interview"), re.M))
    wrong = [f"`{n}` is in `dump tir`, but in no source" for n in sorted(dumped - set(steps))]
    wrong += [f"`{n}` is in a source, but not in `dump tir`" for n in sorted(set(steps) - dumped)]
    for state, words in (("held", "held"), ("not held", "broken|open|error|warning|note")):
        tested = set(re.findall(rf"^\s*expect (?:{words}) (\w+)", sources, re.M))
        wrong += [f"no test expects `{n}` to be {state}" for n in sorted(dumped - tested)]

    document = json.loads(run(arguments.msdc, "check", "tests/steps", "--format", "json", *select))
    wrong += [f"{f['file']}:{f['line']}: {f['message']}" for f in document["findings"]]
    designs = {pathlib.Path(d["file"]).stem: d for d in document["designs"]}
    for name in sorted(designs):
        comment = (HERE / f"{name}.msd").read_text(encoding="utf-8")
        wrong += [f"tests/steps/{name}.msd {fault}" for fault in faults(name, designs[name], comment, steps)]
    wrong += [f"`{n}` has no design that shows it" for n in sorted(dumped - set(designs))]

    worked = json.loads(run(arguments.msdc, "check", WORKED, "--format", "json", *select))
    wrong += [f"{WORKED}:{f['line']}: {f['message']}" for f in worked["findings"] + [f for d in worked["designs"] for f in d["findings"]]]
    for fault in wrong:
        print(fault)
    print(f"{len(dumped)} requirements, {len(designs)} designs: {len(wrong)} faults")
    sys.exit(bool(wrong) or not dumped)


if __name__ == "__main__":
    main()
