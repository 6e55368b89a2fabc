#!/usr/bin/env python3
"""The comparison of interview with interview_strict names what the variant changes, and nothing else.

    intended.py MSDC ROOT

What the variant changes is read off its sources: the names of its declarations. A result that only follows from another
one is not looked at, nor is what the comparison says of the framework itself. Nothing may be left undecided.
"""
import json
import pathlib
import re
import subprocess
import sys

HEADS = [
    # each names a declaration: of a field `row.name`, of a requirement `row.name`, of a lexicon its name
    (re.compile(r"^(?:change field|change classify|change attach|replace derive|derive|field) (\w+\.\w+)"), "{0}"),
    (re.compile(r"^(?:replace require|require|assume) (\w+) on (\w+)"), "{1}.{0}"),
    (re.compile(r"^lexicon (\w+)"), "{0}"),
]


def declared(root):
    """Names of what the variant declares, and the lines of declarations that no pattern knows."""
    names, unknown = set(), []
    for file in sorted([*root.glob("stdlib/interview_strict/*.msd"), *root.glob("rules/interview_strict/*.msd")]):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not re.match(r"[a-z]", line) or line.startswith(("test ", "replace test ", "remove test ", "remove require ")):
                continue
            for pattern, name in HEADS:
                if found := pattern.match(line):
                    names.add(name.format(*found.groups()))
                    break
            else:
                unknown.append(f"{file.name}: {line}")
    return names, unknown


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    run = subprocess.run([program, "diff", "interview", "interview_strict", "--format", "json"], capture_output=True, text=True)
    if run.returncode != 0:
        print(run.stderr or run.stdout[:2000])
        return 1
    found = json.loads(run.stdout)
    wanted, faults = declared(root)
    told = {}
    for one in found["results"]:
        if one["change"] == "undecided":
            faults.append(f"{one['name']} is undecided")
        if "undecided" in one:
            faults.append(f"{one['name']}: {one['undecided']}")
        if one["change"] != "consequence" or one.get("edits"):
            told[one["name"]] = one["change"]
    follow = {one["name"] for one in found["results"] if one["change"] == "consequence"}
    for one in found["declarations"]:
        if one["kind"] != "framework":
            told.setdefault(one["name"], one["change"])
    faults += [f"{name} is changed by the variant, and not told" for name in sorted(wanted - set(told) - follow)]
    faults += [f"{name} is told ({told[name]}), but the variant does not speak of it" for name in sorted(set(told) - wanted)]
    for fault in faults:
        print(fault)
    print(f"{len(wanted)} declarations of the variant, {len(told)} told, {len(follow)} follow, {len(faults)} faults")
    return 1 if faults or len(wanted) < 30 else 0


sys.exit(main())
