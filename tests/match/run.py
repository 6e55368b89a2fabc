#!/usr/bin/env python3
"""`msdc match` ranks the archetypes of a design's system first. Prints the table of ranks.

    run.py MSDC

docs/examples/NAME.msd is a design of the system NAME, or of the one whose name begins so. Each archetype that the system
names must be among the first N, where N is how many it names; no more than two may tie for the first place; and neither
what a design says by `like`, nor what its rows are called may change a score. The other folders hold designs that were
written apart from the catalogue (README.md says how, and what the first run found); of each, no more than its number here
may be ranked otherwise. A name there begins with a system, or with the archetype that the design is of.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Folder → designs that may be ranked otherwise than their names say.
APART = {"tests/match/unseen": 0, "tests/match/blind/first": 2, "tests/match/blind/second": 2, "tests/match/blind/third": 0}


def run(msdc, *arguments):
    done = subprocess.run([msdc, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(f"msdc {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def system_of(name, systems):
    """The system, or archetype, that the name of a design stands for."""
    close = [s for s in systems if s == name or s.startswith(name + "_") or name.startswith(s + "_")]
    return max(sorted(close), key=len, default=None)


def ranked(msdc, files):
    designs = run(msdc, "match", "--framework", "interview", "--format", "json", *map(str, files))["designs"]
    return {pathlib.Path(design["file"]).stem: design for design in designs}


def scores(design):
    return sorted((a["archetype"], a["rank"], a["score"]) for a in design["archetypes"])


def disguised(text):
    """The design with other names for its rows, and with a claim of its own that is to be left aside."""
    names = set(re.findall(r"^\s*(?:object|path|concept) (\w+)", text, re.M))
    outside = re.split(r'("(?:\\.|[^"\\])*")', text)  # what is quoted stays
    for i in range(0, len(outside), 2):
        outside[i] = re.sub(r"\w+", lambda m: "Zz_" + m[0][::-1] if m[0] in names else m[0], outside[i])
    return re.sub(r"(design [^{]*\{\n)", r"\1  like subject_append_only_child\n", "".join(outside), count=1)


def same_under_other_names(msdc, names):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name + ".msd") for name in names]
        for file in files:
            file.write_text(disguised((ROOT / "docs/examples" / file.name).read_text()))
        before = ranked(msdc, [ROOT / "docs/examples" / file.name for file in files])
        for name, design in ranked(msdc, files).items():
            rows = {row for a in design["archetypes"] for row in a["roles"].values() if row}
            if not any(row.startswith("Zz_") for row in rows):
                faults.append(f"{name}: the names were not changed")
            if scores(design) != scores(before[name]):
                faults.append(f"{name}: other names or a `like` change the ranking")
    return faults


def judged(design, wanted):
    """(ranked as wanted, faults of the ranking whatever is wanted)"""
    rank = {a["archetype"]: a["rank"] for a in design["archetypes"]}
    first = [a for a in design["archetypes"] if a["score"] == design["archetypes"][0]["score"]]
    name = pathlib.Path(design["file"]).stem
    faults = [f"{name}: {len(first)} archetypes tie for the first place"] if len(first) > 2 else []
    if not all(a["settled"] for a in design["archetypes"]):
        faults.append(f"{name}: the search of an archetype did not end")
    good = all(rank[a] <= len(wanted) for a in wanted)
    print(f"  {'ok ' if good else 'BAD'} {name:44} " + ", ".join(f"{a} {rank[a]}" for a in wanted))
    return good, faults


def table(msdc, folder, named):
    """Prints the ranks of a folder's designs. ({what a design is of: ranked as wanted}, faults)"""
    files = [f for f in sorted((ROOT / folder).glob("*.msd")) if system_of(f.stem, named)]
    print(folder)
    found, faults = [], []
    for name, design in ranked(msdc, files).items():
        of = system_of(name, named)
        good, more = judged(design, named[of])
        found.append((of, good))
        faults += more
    print(f"  {sum(good for _, good in found)} of {len(found)}")
    return found, faults


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    dumped = {form: run(msdc, "dump", form, "interview", "--format", "json")[form] for form in ("systems", "archetypes")}
    systems = {s["name"]: s["archetypes"] for s in dumped["systems"]}
    named = systems | {a["name"]: [a["name"]] for a in dumped["archetypes"]}
    found, faults = table(msdc, "docs/examples", systems)
    faults += [f"{of} is made of {', '.join(systems[of])}" for of, good in found if not good]
    seen = {of for of, _ in found}
    for folder, may_miss in APART.items():
        found, more = table(msdc, folder, named)
        faults += more
        missed = sum(not good for _, good in found)
        if not found or missed > may_miss:
            faults.append(f"{folder}: {missed} of {len(found)} designs are not ranked as their names say")
    faults += [f"there is no design of {system}" for system in sorted(set(systems) - seen)]
    faults += same_under_other_names(msdc, ("uber", "hotel_booking", "instagram", "dropbox"))
    print(*faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
