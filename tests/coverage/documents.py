#!/usr/bin/env python3
"""What `msdc test --coverage` writes for programs: JSON as docs/coverage.md states it, LCOV whose counts add up, and which lcov and
genhtml read if they are there.

    documents.py MSDC
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENTRIES = ["stdlib/interview.msd", "tests/frameworks/triage/triage.msd", "tests/golden/test_coverage/rules.msd"]
MEASURES = {"rules": "rule", "values": "value", "cells": "cell", "mcdc": "condition"}
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)
    return condition


def run(msdc, *arguments):
    done = subprocess.run([msdc, "test", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)
    check(done.returncode == 0, f"{arguments}: exit {done.returncode}: {done.stderr[:300]}")
    return done.stdout


def pairs(goals):
    """Cells and conditions come in twos: where it holds, then where it does not."""
    for holds, fails in zip(goals[::2], goals[1::2]):
        check(holds["holds"] and not fails["holds"] and holds.get("part") == fails.get("part"), f"no pair: {holds} {fails}")
        yield [holds, fails]


def count(goals, measure):
    own = [g for g in goals if g["measure"] == measure]
    groups = list(pairs(own)) if measure in ("cell", "condition") else [[g] for g in own]
    possible = [group for group in groups if all(g["state"] != "impossible" for g in group)]
    covered = sum(all(g["state"] == "met" for g in group) for group in possible)
    return {"covered": covered, "all": len(possible), "impossible": len(groups) - len(possible)}


def framework(of):
    check(set(of) == {"name", "version", "hash", "entry", "cases", "totals", "tables"}, f"{of['name']}: {sorted(of)}")
    totals = {m: {"covered": 0, "all": 0, "impossible": 0} for m in MEASURES}
    for table in of["tables"]:
        check(set(table) == {"kind", "name", "file", "line", "goals", *MEASURES}, f"{table['name']}: {sorted(table)}")
        for measure, one in MEASURES.items():
            counted = count(table["goals"], one)
            check(table[measure] == counted, f"{table['name']}: {measure}: {table[measure]}, counted {counted}")
            for key in counted:
                totals[measure][key] += counted[key]
        for goal in table["goals"]:
            cases = goal["cases"]
            check(cases == sorted(set(cases)) and all(0 <= c < len(of["cases"]) for c in cases), f"{table['name']}: {goal}")
            check((goal["state"] == "met") == (goal["hits"] > 0) == bool(cases), f"{table['name']}: {goal}")
            check(("needs" in goal) == (goal["state"] != "met"), f"{table['name']}: {goal}")
            check(goal["hits"] >= len(cases), f"{table['name']}: {goal}")
    check(of["totals"] == totals, f"{of['name']}: {of['totals']}, counted {totals}")
    check(all((ROOT / case["file"]).is_file() and case["line"] > 0 for case in of["cases"]), "a case has no place")
    return sum(t["all"] for t in totals.values())


def json_document(msdc):
    document = json.loads(run(msdc, "--coverage", "json", *ENTRIES))
    check(set(document) == {"schema", "tool", "frameworks"} and document["schema"] == "msd-coverage-1", f"{sorted(document)}")
    check([f["entry"] for f in document["frameworks"]] == ENTRIES, "not the frameworks of the call")
    goals = sum(framework(f) for f in document["frameworks"])
    check(goals > 500, f"only {goals} goals")
    return document


def lcov_document(text):
    """Each record's sums, and lines that are there."""
    records = text.split("end_of_record\n")
    check(records[-1] == "" and len(records) > 5, "the last record does not end")
    for record in records[:-1]:
        path = re.search(r"^SF:(.*)$", record, re.M).group(1)
        lines = (ROOT / path).read_text().count("\n")
        da = [tuple(map(int, m)) for m in re.findall(r"^DA:(\d+),(\d+)$", record, re.M)]
        branches = re.findall(r"^BRDA:(\d+),(\d+),(\d+),(\d+|-)$", record, re.M)
        functions = re.findall(r"^FNDA:(\d+),(.*)$", record, re.M)
        sums = dict(re.findall(r"^(LF|LH|BRF|BRH|FNF|FNH):(\d+)$", record, re.M))
        wanted = {"LF": len(da), "LH": sum(hits > 0 for _, hits in da), "BRF": len(branches),
                  "BRH": sum(taken not in ("-", "0") for *_, taken in branches), "FNF": len(functions),
                  "FNH": sum(hits != "0" for hits, _ in functions)}
        check({k: int(v) for k, v in sums.items()} == wanted, f"{path}: {sums}, counted {wanted}")
        check(len({line for line, _ in da}) == len(da) and all(1 <= line <= lines for line, _ in da), f"{path}: lines")
        check(len({b[:3] for b in branches}) == len(branches), f"{path}: a branch is there twice")


def read_by_others(text):
    with tempfile.TemporaryDirectory() as folder:
        info = pathlib.Path(folder, "coverage.info")
        info.write_text(text)
        for command in (["lcov", "--rc", "lcov_branch_coverage=1", "--summary", info],
                        ["genhtml", "--branch-coverage", "--quiet", "-o", pathlib.Path(folder, "html"), info]):
            if shutil.which(command[0]) is None:
                print(f"{command[0]} is not there, so that was not tried")
                continue
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
            complaints = re.findall(r"^.*(?:ERROR|WARNING|not found).*$", done.stdout + done.stderr, re.M)
            check(done.returncode == 0 and not complaints, f"{command[0]}: exit {done.returncode}: {complaints[:3]}")


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    json_document(msdc)
    lcov = run(msdc, "--coverage", "lcov", *ENTRIES)
    lcov_document(lcov)
    read_by_others(lcov)
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
