#!/usr/bin/env python3
"""Compares the worksheets of a design with a transcription, cell by cell.

    compare.py MSDC DESIGN TRANSCRIPTION
"""
import json
import subprocess
import sys


def transcribed(path):
    """name → (label, rows of cells)"""
    sheets, current = {}, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#") or not line:
            current = None if not line else current
        elif current is None:
            name, label = line.split(". ", 1)
            current = sheets[name] = (label, [])
        else:
            current[1].append([cell.split(" / ") for cell in line.split(" | ")])
    return sheets


def main():
    msdc, design, transcription = sys.argv[1:]
    done = subprocess.run([msdc, "check", "--sheets", "--format", "json", design], stdout=subprocess.PIPE, check=True)
    printed = {s["name"]: (s["label"], [[[c] for c in s["columns"]], *s["rows"]]) for s in json.loads(done.stdout)["designs"][0]["sheets"]}
    cells = faults = 0
    for name, (label, rows) in transcribed(transcription).items():
        other_label, other_rows = printed.get(name, ("", []))
        if label != other_label or len(rows) != len(other_rows):
            faults += 1
            print(f"{name}: {label!r} with {len(rows)} lines, printed as {other_label!r} with {len(other_rows)}")
            continue
        for row, other in zip(rows, other_rows):
            for i in range(max(len(row), len(other))):
                cells += 1
                a, b = (r[i] if i < len(r) else None for r in (row, other))
                if a != b:
                    faults += 1
                    print(f"{name}: expected {a}, printed {b}")
    print(f"{cells} cells compared, {faults} differ")
    sys.exit(faults != 0 or cells == 0)


if __name__ == "__main__":
    main()
