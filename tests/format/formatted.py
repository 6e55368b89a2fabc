#!/usr/bin/env python3
"""Every `.msd` file of the repository is formatted, but for those that are odd on purpose.

    formatted.py MSDC [--fix]     --fix formats them
"""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ODD = ["tests/golden", "tests/fuzz", "tests/report"]  # what the command, the parser and the pages are shown


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    files = []
    for folder, folders, names in os.walk(ROOT):
        here = pathlib.Path(folder).relative_to(ROOT)
        folders[:] = sorted(n for n in folders if not n.startswith((".", "build")) and str(here / n) not in ODD)
        files += [str(here / name) for name in sorted(names) if name.endswith(".msd")]
    if len(files) < 80:
        sys.exit(f"only {len(files)} files were found")
    how = [] if "--fix" in sys.argv[2:] else ["--check"]
    sys.exit(subprocess.run([msdc, "fmt", *how, *files], cwd=ROOT).returncode)


if __name__ == "__main__":
    main()
