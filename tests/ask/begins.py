#!/usr/bin/env python3
"""`msdc new design --archetype A` and `--system S` say `like` for each archetype, with a row in every required role.

    begins.py MSDC

Begins a design for each archetype of the framework, for each system, and for several at once. Each must say `like` once for
each archetype, those of systems first, with its required roles bound to rows of the right kind that the file declares, and
`msdc check` must find no error, no warning and nothing about who fills a role.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FRAMEWORK = "interview"
# Findings about a `like`: a row in a role that it does not fit, a role that nobody fills, several that fit.
ABOUT_LIKES = {"M0707", "M0708", "M0709"}


def run(msdc, *arguments, cwd=ROOT):
    return subprocess.run([msdc, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300)


def dump(msdc, form):
    return json.loads(run(msdc, "dump", form, FRAMEWORK, "--format", "json").stdout)[form]


def likes_of(text):
    """[(archetype, {role: row})] as the file says them."""
    found = re.findall(r"^  like (\w+)(?:\s*\{([^}]*)\})?", text, re.M)
    return [(name, dict(re.findall(r"(\w+):\s+(\w+)", roles))) for name, roles in found]


def rows_of(text):
    """{name: kind} of the rows of the design's first level."""
    return {name: kind for kind, name in re.findall(r"^  (\w+) (\w+)(?: |$)", text, re.M) if kind != "like"}


def faults_of(text, wanted, archetypes):
    likes, rows = likes_of(text), rows_of(text)
    faults = []
    if [name for name, _ in likes] != wanted:
        faults.append(f"says it is like {[name for name, _ in likes]}, wanted {wanted}")
    for name, bound in likes:
        for role in archetypes[name]["roles"]:
            row = bound.pop(role["name"], None)
            if row is None and not role["optional"]:
                faults.append(f"the role {role['name']} of {name} is not bound")
            if row is not None and rows.get(row) != role["row"]:
                faults.append(f"{row}, in the role {role['name']} of {name}, is no {role['row']} of the file")
        faults += [f"{name} has no role {role}" for role in bound]
    return faults


def judged(msdc, folder, file):
    """What check says about it that a design just begun must not have."""
    done = run(msdc, "check", file, "--format", "json", cwd=folder)
    document = json.loads(done.stdout)
    findings = document["findings"] + [f for design in document["designs"] for f in design["findings"]]
    bad = [f"{f['severity']}[{f['code']}] {f['message']}" for f in findings if f["severity"] != "note" or f["code"] in ABOUT_LIKES]
    return bad + ([] if done.returncode == 0 else [f"check ends with {done.returncode}"])


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    archetypes = {a["name"]: a for a in dump(msdc, "archetypes")}
    systems = dump(msdc, "systems")
    cases = [([f"--archetype={name}"], [name]) for name in archetypes]
    cases += [([f"--system={s['label']}"], s["archetypes"]) for s in systems]
    two = sorted(archetypes)[:2]
    both = systems[0]["archetypes"] + [a for a in two if a not in systems[0]["archetypes"]]
    cases.append((["--archetype", two[0], "--archetype", two[1], "--system", systems[0]["label"]], both))
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (options, wanted) in enumerate(cases):
            name = f"begun_{number}"
            done = run(msdc, "new", "design", name, *options, cwd=folder)
            file = pathlib.Path(folder, f"{name}.msd")
            said = [done.stderr] if done.returncode or not file.exists() else (
                faults_of(file.read_text(encoding="utf-8"), wanted, archetypes) + judged(msdc, folder, file.name))
            faults += [f"{' '.join(options)}: {fault}" for fault in said]
    print(f"{len(cases)} designs begun, {len(faults)} faults", *faults, sep="\n")
    sys.exit(bool(faults) or len(cases) < len(archetypes) + len(systems))


if __name__ == "__main__":
    main()
