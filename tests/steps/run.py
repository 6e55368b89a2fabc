#!/usr/bin/env python3
"""Each check of the framework `interview` has a design that shows it, and nothing else.

    run.py MSDC [--framework F] [--update]      --update writes docs/checks.md anew

tests/steps/NAME.msd is a closed design in which one thing was changed. NAME is a requirement of the framework, or a finding
of the language that a step needs with the field that it is about (`judged_no_reason-priority_class`). The design has exactly
one finding: the broken requirement; or the question that the requirement waits for, where a fact is missing that its
condition asks for; or the finding of the language. A design of which this cannot be true says so in its doc comment, with
the reason, and lists all of them: `/// Finds: A, B`. Each finding carries the step that it belongs to: the requirement's own,
and for a finding of the language that of the field. A requirement is found too where a checklist names it as broken: then it
rests on what was rejected.

Each `prefer fewest` of the framework has a design fewest-LABEL without any finding, whose doc comment says how it and its scenarios are
ranked, ties and what is open included: `/// Order: 1 smaller, 2 the design`.

Every requirement that `msdc dump tir` shows has a design here, and its `test` blocks expect it held and not held. The worked
example has no finding at all. docs/checks.md lists the checks by step, and is made from the sources.
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
PAGE = ROOT / "docs" / "checks.md"
FOLDERS = ("stdlib", "rules")


def run(*command):
    return subprocess.run([str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout


def requirements(sources):
    """{requirement: (its step, its severity, what its doc comment says of it)} as the sources of the framework write it."""
    found = {}
    # The sets of values in a `where` have braces too, but on one line; the body opens at the end of a line.
    for one in re.finditer(r"((?:^///[^\n]*\n)*)^require\s+(\w+)\s+on\s(.*?)\{$.*?\botherwise (error|warning|note)\b", sources, re.M | re.S):
        comment, name, head, severity = one.groups()
        step = re.findall(r"\bstep\s+(\d+)", head)
        said = " ".join(line.removeprefix("///").strip() for line in comment.splitlines()).split("Reading:")[0].strip()
        found[name] = (step[-1] if step else "", severity, said)
    return found


def preferences(sources):
    """{name of its design: (its label, its step, what its doc comment says of it)}"""
    found = {}
    for comment, label, step in re.findall(r'((?:^///[^\n]*\n)*)^prefer fewest [^\n]*?"([^"]*)"(?: step (\d+))?$', sources, re.M):
        said = " ".join(line.removeprefix("///").strip() for line in comment.splitlines()).split("Reading:")[0].strip()
        found["fewest-" + label.replace(" ", "_")] = (label, step, said)
    return found


def page(found, chosen, sources):
    """The checks as a document."""
    titles = dict(re.findall(r'^step (\d+) "([^"]*)"', sources, re.M))
    out = ["# The checks of `interview`", "",
           "What a design is held against, by the step of the work that each check belongs to. Every name leads to a design that has",
           "this finding and no other. An *error* says that the design is incomplete or wrong, a *warning* and a *note* advise. Where a fact",
           "is missing, the check is open, and the fact is asked for. `tests/steps/run.py M --update` makes this page from the comments in",
           "`rules/`.", ""]
    for step, title in titles.items():
        out += [f"## Step {step}: {title}", "", "| check | severity | what it asks |", "| --- | --- | --- |"]
        out += [f"| [`{name}`](../tests/steps/{name}.msd) | {severity} | {said} |" for name, (of, severity, said) in found.items() if of == step]
        out += [f"| [fewest {label}](../tests/steps/{name}.msd) | ranking | {said} |" for name, (label, of, said) in chosen.items() if of == step]
        out.append("")
    return "\n".join(out)


def waiting(design):
    """{cell: requirements that wait for its answer}"""
    return {q["cell"]: {name.split(" on ")[0] for name in q["waiting"] if " on " in name} for q in design["questions"]}


def broken(design):
    """Requirements that a checklist names as broken."""
    return {name.split(" on ")[0] for c in design["checklists"] for o in c["conditions"] for name in o["broken"]}


def place(version):
    """Its place as the report for people has it."""
    if version["place"]:
        return str(version["place"])
    return f"{version['best']} {'or' if version['worst'] == version['best'] + 1 else 'to'} {version['worst']}" if version.get("best") else "–"


def ranking_faults(name, design, comment, chosen):
    label, step, _ = chosen[name]
    if design["findings"]:
        yield f"finds {[f['name'] for f in design['findings']]}, and should find nothing"
    told = re.findall(r"^/// Order: (.*)$", comment, re.M)
    rankings = [r for r in design.get("rankings", []) if (r["fewest"], r.get("step", "")) == (label, step)]
    if len(rankings) != 1 or len(told) != 1:
        yield f"has {len(rankings)} rankings by `fewest {label}` of step {step}, and {len(told)} lines `Order:`"
        return
    found = ", ".join(f"{place(v)} {v['scenario'] or 'the design'}" for v in rankings[0]["versions"])
    if found != told[0]:
        yield f"is ranked `{found}`, not `{told[0]}`"


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
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    select = ["--framework", arguments.framework] if arguments.framework else []

    sources = "\n".join(p.read_text(encoding="utf-8") for folder in FOLDERS for p in sorted((ROOT / folder / "interview").rglob("*.msd")))
    checks = requirements(sources)
    chosen = preferences(sources)
    steps = {name: step for name, (step, _, _) in checks.items()}
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
        found = ranking_faults(name, designs[name], comment, chosen) if name in chosen else faults(name, designs[name], comment, steps)
        wrong += [f"tests/steps/{name}.msd {fault}" for fault in found]
    wrong += [f"`{n}` has no design that shows it" for n in sorted((dumped | set(chosen)) - set(designs))]

    made = page(checks, chosen, sources)
    if arguments.update:
        PAGE.write_text(made, encoding="utf-8")
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        wrong.append("docs/checks.md is not what the sources give: run with --update")

    worked = json.loads(run(arguments.msdc, "check", WORKED, "--format", "json", *select))
    wrong += [f"{WORKED}:{f['line']}: {f['message']}" for f in worked["findings"] + [f for d in worked["designs"] for f in d["findings"]]]
    for fault in wrong:
        print(fault)
    print(f"{len(dumped)} requirements, {len(designs)} designs: {len(wrong)} faults")
    sys.exit(bool(wrong) or not dumped)


if __name__ == "__main__":
    main()
