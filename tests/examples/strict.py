#!/usr/bin/env python3
"""How many designs of docs/examples are right by interview_strict as well: the figures that docs/authoring.md gives.

    strict.py MSDC

A design counts if it is not marked `Wrong:`. It is right if run.py finds nothing to say about it but its sheets. Prints what
interview_strict says about each of the others.
"""
import json
import pathlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import run as examples

GUIDE = examples.ROOT / "docs" / "authoring.md"
FIGURES = re.compile(r"Of the (\d+) designs in `docs/examples` that are meant to be right, (\d+) are right by both\.")


def faults(msdc, path):
    """What interview_strict finds in a design that interview finds right."""
    command = [msdc, "check", path.relative_to(examples.ROOT), "--format", "json", "--framework", "interview_strict"]
    document = json.loads(examples.run(command).stdout)
    design = document["designs"][0]
    return examples.faults_of(design, examples.marker(path), document["findings"] + design["findings"])


def main():
    msdc = pathlib.Path(sys.argv[1]).resolve()
    designs = [p for p in sorted(examples.EXAMPLES.glob("*.msd")) if examples.marker(p) != "Wrong"]
    with ThreadPoolExecutor() as pool:
        found = list(zip(designs, pool.map(lambda p: faults(msdc, p), designs)))
    for path, said in found:
        if said:
            print(f"{path.stem}", *said, sep="\n  ")
    counted = (len(designs), sum(not said for _, said in found))
    print(f"{counted[0]} designs, {counted[1]} right by both")
    written = FIGURES.search(" ".join(GUIDE.read_text(encoding="utf-8").split()))
    if written is None:
        sys.exit(f"{GUIDE.relative_to(examples.ROOT)} does not give the figures in the words `{FIGURES.pattern}`")
    if tuple(map(int, written.groups())) != counted:
        sys.exit(f"{GUIDE.relative_to(examples.ROOT)} says: {written[0]}")


if __name__ == "__main__":
    main()
