#!/usr/bin/env python3
"""What `why-not` says of example designs holds: a change that it names, written into the design, gives the value, and
without any one part of it does not; it leaves given facts alone, and where no change is there, given facts are the proof,
which `msdc verify` accepts.

For each computed cell of a closed type of five designs, every value that the cell does not have is asked for, as far as a
limit of questions for each design. Texts of a change that stand for any of their form are left out, and counted.

    apply.py MSDC [--all]     --all: every example design, without a limit
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DESIGNS = ("auction", "seat_hold", "payment_system", "job_scheduler", "half_written")
LIMIT = 60  # questions for one design
problems = []


def run(msdc, *arguments):
    done = subprocess.run([msdc, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=300)
    return done.stdout, done.stderr, done.returncode


def read_registry(msdc):
    """By `row kind.field`: whether it has a rule, and its values if its type is closed."""
    text, _, _ = run(msdc, "dump", "registry", "--format", "json")
    out = {}
    for field in json.loads(text)["fields"]:
        kind = field["type"]["class"]
        values = ["yes", "no"] if kind == "bool" else [v["id"] for v in field["values"]] if kind == "enum" else None
        out[f"{field['row']}.{field['name']}"] = ("rule" in field, values)
    return out


def word(value):
    """A value of JSON as a design has it."""
    if value is None:
        return "absent"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "{" + ", ".join(value) + "}"
    return str(value)


def what_if(msdc, design, changes, cell):
    """What the cell is under the changes, by `what-if`; None: as before."""
    text, errors, status = run(msdc, "what-if", design, *changes, "--format", "json")
    if status == 2:
        return f"error: {errors}"
    after = [change["after"] for change in json.loads(text)["changes"] if change["cell"] == cell]
    return after[0] if after else None


def value_after(msdc, design, edits, cell):
    return what_if(msdc, design, [f"{e['fact']}={word(e['to'])}" for e in edits], cell)


def verified(msdc, file, where):
    """What the checker says of the proof that no choice gives the value."""
    text, errors, status = run(msdc, "verify", "interview", file)
    if "1 accepted, 0 refused, 0 not certified" in text:
        return "proved"
    if "0 accepted, 0 refused, 1 not certified" in text:
        return "impossible, not certified"
    problems.append(f"{where}: {text}{errors}")
    return "refused"


def check(msdc, design, cell, value, file):
    text, errors, status = run(msdc, "why-not", design, cell, "=", value, "--format", "json", "--certify", file)
    where = f"{design}: {cell} = {value}"
    if status == 2 or not text:
        problems.append(f"{where}: {errors}")
        return "fault"
    answer = json.loads(text)
    if answer["already"]:
        return "already"
    if answer["change"] == "impossible":
        if answer["proof"] not in ("smallest", "minimal", "enough"):
            problems.append(f"{where}: the proof is {answer['proof']}")
        if any(fact["owner"] != "given" for fact in answer["forbidding"]):
            problems.append(f"{where}: is forbidden by what is not given")
        return verified(msdc, file, where)
    if answer["change"] != "found":
        return answer["change"]
    edits = answer["edits"]
    for edit in edits:
        if edit["owner"] == "given" and not edit["answer"]:
            problems.append(f"{where}: changes the given fact {edit['fact']}")
    if any(edit["any_such_text"] for edit in edits):
        return "a text"
    if not answer["smallest"]:
        problems.append(f"{where}: is not shown to be smallest")
    after = value_after(msdc, design, edits, cell)
    if (answer["value"] if after is None else after) != value:
        problems.append(f"{where}: {[(e['fact'], word(e['to'])) for e in edits]} gives {after}")
    for left_out in range(len(edits)):
        fewer = edits[:left_out] + edits[left_out + 1:]
        if fewer and value_after(msdc, design, fewer, cell) == value:
            problems.append(f"{where}: {edits[left_out]['fact']} can be spared")
    return "found"


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    everything = "--all" in sys.argv
    registry = read_registry(msdc)
    designs = sorted(p.stem for p in (ROOT / "docs/examples").glob("*.msd")) if everything else DESIGNS
    for name in designs:
        design = f"docs/examples/{name}.msd"
        rows = json.loads(run(msdc, "check", design, "--format", "json")[0])["designs"][0]["rows"]
        cells = [(f"{row['name']}.{field}", registry.get(f"{row['row']}.{field}"), cell)
                 for row in rows for field, cell in row["fields"].items()]
        tally = {}
        questions = [(name, value) for name, field, cell in cells
                     if field and field[0] and field[1] and cell["origin"] == "computed" for value in field[1]]
        # Those of all rows and fields alike, where there are more than the limit.
        step = 1 if everything else max(1, -(-len(questions) // LIMIT))
        for cell, value in questions[::step]:
            with tempfile.TemporaryDirectory() as folder:
                came = check(msdc, design, cell, value, f"{folder}/proof")
            tally[came] = tally.get(came, 0) + 1
        print(f"{name}: {', '.join(f'{count} {what}' for what, count in sorted(tally.items()))}")
        if not tally.get("found"):
            problems.append(f"{name}: no change was found at all")
        if tally.get("impossible, not certified", 0) > tally.get("proved", 0):
            problems.append(f"{name}: few proofs were certified")
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())
