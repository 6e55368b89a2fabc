#!/usr/bin/env python3
"""`msdc match` ranks the archetypes of a design's system first. Prints the table of ranks.

    run.py MSDC

docs/examples/NAME.msd is a design of the system NAME, or of the one whose name begins so. Each archetype that the system
names must be among the first N, where N is how many it names; no more than two may tie for the first place; and neither
what a design says by `like`, nor what its rows are called may change a score. The designs in tests/match/unseen were
written apart from the catalogue: of them, no more than UNSEEN_MISSED may be ranked otherwise.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
UNSEEN_MISSED = 1


def run(msdc, *arguments):
    done = subprocess.run([msdc, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(f"msdc {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def system_of(name, systems):
    return next((s for s in sorted(systems) if s == name or s.startswith(name + "_")), None)


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


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    systems = {s["name"]: s["archetypes"] for s in run(msdc, "dump", "systems", "interview", "--format", "json")["systems"]}
    faults, seen, missed = [], set(), 0
    for folder, strict in (("docs/examples", True), ("tests/match/unseen", False)):
        files = [f for f in sorted((ROOT / folder).glob("*.msd")) if system_of(f.stem, systems)]
        print(folder)
        for name, design in ranked(msdc, files).items():
            system = system_of(name, systems)
            wanted = systems[system]
            if strict:
                seen.add(system)
            rank = {a["archetype"]: a["rank"] for a in design["archetypes"]}
            good = all(rank[a] <= len(wanted) for a in wanted)
            first = [a for a in design["archetypes"] if a["score"] == design["archetypes"][0]["score"]]
            print(f"  {'ok ' if good else 'BAD'} {name:24} " + ", ".join(f"{a} {rank[a]}" for a in wanted))
            if len(first) > 2:
                faults.append(f"{name}: {len(first)} archetypes tie for the first place")
            if not all(a["settled"] for a in design["archetypes"]):
                faults.append(f"{name}: the search of an archetype did not end")
            if not good and strict:
                faults.append(f"{name}: {system} is made of {', '.join(wanted)}")
            missed += not good and not strict
    faults += [f"there is no design of {system}" for system in sorted(set(systems) - seen)]
    if missed > UNSEEN_MISSED:
        faults.append(f"{missed} designs of tests/match/unseen are not ranked as their systems say")
    faults += same_under_other_names(msdc, ("uber", "hotel_booking", "instagram", "dropbox"))
    print(*faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
