#!/usr/bin/env python3
"""Compares `msdc dump registry` with the transcription of the framework's registry.

    compare.py MSDC TRANSCRIPTION
"""
import json
import pathlib
import subprocess
import sys

CLASSES = {"true, false": {"bool"}, "free text": {"text", "id"}, "short free text": {"text", "id"}, "short free text label": {"text", "id"},
           "template-constrained text": {"text"}}


def same(a, b):
    def plain(text):
        return text.lower().replace("_", " ")
    return plain(a) == plain(b)


def names(parent):
    """What a parent may be called: the label or the name of its field, the first of two labels, or its quoted text."""
    yield parent["label"]
    yield parent["label"].split(" / ")[0]
    yield parent["written"].split(".")[-1]


def faults(field, category, shape, parents):
    if field["category"] != category.lower():
        yield f"is {field['category']}, not {category}"
    values = [v["label"] for v in field["values"]]
    if shape.startswith("set of: "):
        shape = shape[len("set of: "):]
        if field["type"]["class"] != "set":
            yield "is no set"
    if shape.endswith(", …"):  # ids made by counting
        if field["type"]["class"] not in ("id", "text") or "rule" not in field:
            yield "is no computed id"
    elif shape in CLASSES:
        if field["type"]["class"] not in CLASSES[shape]:
            yield f"is {field['type']['text']}, not {shape}"
    elif not same(", ".join(values), shape):
        yield f"has the values {values}"
    if len({v["id"] for v in field["values"]}) != len(values):
        yield "has an id twice"
    have = [p for p in field["parents"]]
    for parent in parents:
        match = [p for p in have if any(same(n, parent) for n in names(p))]
        if not match:
            yield f"lacks the parent {parent!r}; it has {[p['label'] for p in have]}"
        for p in match:
            if not p["external"] and not p["resolves"]:
                yield f"the parent {parent!r} resolves to nothing"


def main():
    msdc, transcription = sys.argv[1:]
    registry = json.loads(subprocess.run([msdc, "dump", "registry", "--format", "json"], stdout=subprocess.PIPE, check=True).stdout)
    found = wrong = 0
    for line in pathlib.Path(transcription).read_text().splitlines():
        if line.startswith("#") or not line:
            continue
        label, category, shape, parents = line.split(" | ")
        if label == registry["reasons"]["label"]:
            found += 1
            continue
        fields = [f for f in registry["fields"] if same(f["label"], label) or f["name"] == label]
        best = min((list(faults(f, category, shape, parents.split("; "))) for f in fields), key=len, default=["is missing"])
        found += not best
        for fault in best:
            wrong += 1
            print(f"{label}: {fault}")
    print(f"{found} fields as transcribed, {wrong} faults")
    sys.exit(wrong != 0 or found == 0)


if __name__ == "__main__":
    main()
