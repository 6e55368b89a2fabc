#!/usr/bin/env python3
"""Runs the cases of tests/golden: a folder with `cmd`, a shell script run from the root of the repository, and `out`, what it
prints (both streams, then the exit status). `$CASE` is the folder of the case, relative to the root.

    run_golden.py MSDC [--update] [CASE…]     --update writes the `out` files anew
"""
import difflib
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "golden"


def run(case, msdc):
    environment = dict(os.environ, PATH=f"{msdc.parent}{os.pathsep}{os.environ['PATH']}", LC_ALL="C.UTF-8",
                       CASE=str(case.relative_to(ROOT)))
    environment.pop("NO_COLOR", None)
    environment.pop("COLUMNS", None)
    done = subprocess.run(["bash", "-c", (case / "cmd").read_text()], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    return done.stdout.decode("utf-8", "replace") + f"\n[exit {done.returncode}]\n"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if not arguments:
        sys.exit(__doc__)
    msdc = pathlib.Path(arguments[0]).resolve()
    cases = [CASES / a for a in arguments[1:]] or sorted(p.parent for p in CASES.glob("*/cmd"))
    passed = failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, printed in zip(cases, pool.map(lambda c: run(c, msdc), cases)):
            golden = case / "out"
            if "--update" in sys.argv:
                golden.write_text(printed)
            expected = golden.read_text() if golden.exists() else ""
            if expected == printed:
                passed += 1
                continue
            failed += 1
            print(f"{case.relative_to(ROOT)}:")
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), printed.splitlines(True), "expected", "printed"))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0 or passed == 0)


if __name__ == "__main__":
    main()
