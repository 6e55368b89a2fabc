#!/usr/bin/env python3
"""The compiler knows no framework: no name of one stands in its code, and a framework of other names behaves the same.

    framework_free.py MSDC RENAME

MSDC is the compiler, RENAME the program of tests/law/rename.cpp.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CODE = ("grammar", "compiler", "runtime")
# Names that are also plain words of the trade, used in the code in their own sense. Each is a single idea of the compiler.
SHARED = set()


def run(*command, cwd=ROOT):
    # A page that nothing is too wide for: names of other lengths would be folded and cut elsewhere.
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, COLUMNS="100000"))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def declared(msdc):
    """Every name of several words that the shipped framework declares, with its labels of several words."""
    names = set()
    for source in [*ROOT.glob("stdlib/**/*.msd"), *ROOT.glob("rules/**/*.msd")]:
        text = re.sub(r'"(\\.|[^"\\])*"', '""', re.sub(r"//.*", "", source.read_text()))
        names.update(re.findall(r"\b[A-Za-z][a-z0-9]*(?:_[A-Za-z0-9]+)+\b", text))
    registry = json.loads(run(msdc, "dump", "registry", "--format", "json")[1])
    labels = set(re.findall(r'"label": ?"([^"]+)"', json.dumps(registry)))
    return names, {label for label in labels if " " in label}


def names_in_code(msdc):
    names, labels = declared(msdc)
    slugs = set(re.findall(r'"M\d{4}", (\w+)', "".join(p.read_text() for p in ROOT.glob("compiler/diagnostics/kinds/*.def"))))
    names -= slugs | SHARED  # a framework may name the findings of the compiler
    faults = []
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if not path.is_file() or path.suffix == ".md":
                continue
            text = path.read_text()
            words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))
            faults += [f"{path.relative_to(ROOT)}: `{name}`" for name in sorted(names & words)]
            faults += [f"{path.relative_to(ROOT)}: \"{label}\"" for label in sorted(labels) if f'"{label}"' in text]
    return len(names), faults


def plain(text):
    """An output without what a renaming changes: the names' prefix, places, hashes, paths, and room between columns."""
    text = re.sub(r"\bq[_ ]", "", text)
    text = re.sub(r"(\^|-){2,}", "~", text)
    text = re.sub(r'"(line|column|endLine|endColumn)": ?\d+', r'"\1":0', text)
    text = re.sub(r'"hash": ?"[0-9a-f]+"', '"hash":""', text)
    return re.sub(r":\d+(:\d+)?\b", ":0", text)


def cases(tree):
    """What both frameworks are asked: (command after msdc)."""
    interview, triage = "stdlib/interview.msd", "tests/frameworks/triage/triage.msd"
    yield ["test", "--format", "json", interview]
    yield ["test", "--format", "json", triage]
    for framework in (interview, triage):
        for form in ("archetypes", "systems"):
            yield ["dump", form, "--format", "json", framework]
    for framework, designs in ((interview, "docs/examples"), (triage, "tests/frameworks/triage/designs")):
        for design in sorted((tree / designs).glob("*.msd")):
            yield ["check", "--sheets", "--format", "json", "--framework", framework, str(design.relative_to(tree))]


def renamed_behaves_the_same(msdc, rename):
    faults, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        sources = [p for top in ("stdlib", "rules", "docs/examples", "tests/frameworks") for p in (ROOT / top).rglob("*.msd")]
        # The fixed words of sentence forms keep their names, and so do words that look like display ids.
        fixed = set(re.findall(r"\w+", " ".join(re.sub(r"\{\w+\}", "", form) for source in sources
                                                for form in re.findall(r'^template [^"]*"([^"]*)"', source.read_text(), re.M))))
        values = tree / "values"
        for framework in ("interview", "tests/frameworks/triage/triage.msd"):
            registry = json.loads(run(msdc, "dump", "registry", framework, "--format", "json")[1])
            with values.open("a") as out:
                out.writelines(value["id"] + "\n" for enum in registry["enums"] for value in enum["values"]
                               if value["id"] not in fixed and not value["id"][-1].isdigit())
        for source in sources:
            target = tree / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            status, text, _ = run(rename, str(source), str(values))
            if status != 0 or (text == source.read_text() and "framework" not in text and "\nstep" not in text):
                faults.append(f"{source.relative_to(ROOT)} was not renamed")
            target.write_text(text)
        (tree / ".msdroot").touch()
        (tree / "tests/frameworks/triage/.msdroot").touch()
        for case in cases(ROOT):
            first, second = run(msdc, *case), run(msdc, *case, cwd=tree)
            count += 1
            if "q_" in first[1] or (case[0] == "check" and "q_" not in second[1]):
                faults.append(f"msdc {' '.join(case)}: the renaming did not reach this case")
            if (first[0], plain(first[1])) != (second[0], plain(second[1])):
                a, b = plain(first[1]), plain(second[1])
                at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                faults.append(f"msdc {' '.join(case)}: exit {first[0]} and {second[0]}; they part at\n  {a[max(0, at - 150):at + 150]!r}\n  {b[max(0, at - 150):at + 150]!r}\n{second[2][:2000]}")
    return count, faults


def main():
    msdc, rename = str(pathlib.Path(sys.argv[1]).resolve()), str(pathlib.Path(sys.argv[2]).resolve())
    looked_for, faults = names_in_code(msdc)
    compared, more = renamed_behaves_the_same(msdc, rename)
    for fault in faults + more:
        print(fault)
    print(f"{looked_for} names looked for in the code, {compared} commands compared under other names: {len(faults) + len(more)} faults")
    sys.exit(bool(faults or more) or looked_for < 100 or compared < 5)


if __name__ == "__main__":
    main()
