#!/usr/bin/env python3
"""Emitted rules, run by the engines that they are for, give what the rules say.

    tests/emit/run.py MSDC EMIT_CASES [--records N] [--space] [--seed S] [--frameworks N] [--engine NAME]… [FRAMEWORK.msd…]

Engines: node, g++, clang++, gcc, clang, dmn (a reader of ours), sqlite3, postgres, duckdb (from npm, @duckdb/node-api, in the folder
$MSD_DUCKDB) and feelin (from npm, with dmn-moddle, in $MSD_FEELIN); one that is not installed is named, and fails the run if it was
asked for by name. With --space, also on records on which each decision meets every combination of what it reads; that fails where
some of them could not be looked for.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from databases import Postgres, duckdb, duckdb_module, postgres, sqlite
from dmn import dmn, feelin, npm_file
from javascript import node
from native import c, cpp
from records import Case

# Each: what it runs, how, and whether it is installed.
ENGINES = {
    "node": ("mjs", node, lambda: shutil.which("node")),
    "g++": ("hpp", cpp("g++"), lambda: shutil.which("g++")),
    "clang++": ("hpp", cpp("clang++"), lambda: shutil.which("clang++")),
    "gcc": ("h", c("gcc"), lambda: shutil.which("gcc")),
    "clang": ("h", c("clang"), lambda: shutil.which("clang")),
    "dmn": ("dmn", dmn, lambda: True),
    "feelin": ("dmn", feelin, npm_file),
    "sqlite3": ("sql", sqlite, lambda: shutil.which("sqlite3")),
    "postgres": ("sql", postgres, Postgres.programs),
    "duckdb": ("duckdb", duckdb, duckdb_module),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("msdc")
    parser.add_argument("cases")
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--space", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frameworks", type=int, default=0)
    parser.add_argument("--engine", action="append", choices=list(ENGINES))
    parser.add_argument("--keep", help="a folder for what is written")
    parser.add_argument("frameworks_by_file", nargs="*")
    args = parser.parse_intermixed_args()
    failed = passed = 0
    seconds, records = {}, {}
    engines = args.engine or list(ENGINES)
    for engine in list(engines):
        if not ENGINES[engine][2]():
            print(f"not installed: {engine}")
            engines.remove(engine)
            failed += 1 if args.engine else 0
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or made
        os.makedirs(folder, exist_ok=True)
        images = []
        for path in args.frameworks_by_file:
            images.append(os.path.join(folder, f"framework_{len(images)}.msdi"))
            made = subprocess.run([args.msdc, "compile", path, "-q", "-o", images[-1]], capture_output=True, text=True, check=False)
            if made.returncode != 0:
                sys.exit(made.stdout + made.stderr)
        command = [args.cases, folder, str(args.records), "--seed", str(args.seed), "--frameworks", str(args.frameworks)]
        command += ["--space"] if args.space else []
        out = subprocess.run(command + images, capture_output=True, text=True, check=False)
        if out.returncode != 0:
            sys.exit(out.stderr)
        for line in out.stdout.splitlines():
            if line.startswith("  "):
                print(line)
                failed += 1 if line.startswith("  part of the space") else 0
                continue
            number, what = line.split(": ", 1)
            case = Case(folder, int(number), what)
            for engine in engines:
                end, run, _ = ENGINES[engine]
                if not case.has(end):
                    continue
                began = time.monotonic()
                results, fault = run(case)
                seconds[engine] = seconds.get(engine, 0) + time.monotonic() - began
                records[engine] = records.get(engine, 0) + len(case.records)
                differing = [] if results is None else [
                    i for i, (a, b) in enumerate(zip(results, case.expected)) if a is not None and a != b]
                if results is None or differing or len(results) != len(case.expected):
                    failed += 1
                    print(f"{engine}: {what}: {fault.strip() or 'wrong results' if results is not None else fault.strip() or 'it failed'}")
                    for i in differing[:1]:
                        print(f"  record   {json.dumps(case.records[i])}")
                        print(f"  given    {json.dumps(results[i])}\n  expected {json.dumps(case.expected[i])}")
                else:
                    passed += 1
                    if None in results:
                        print(f"{engine}: {what}: {results.count(None)} of {len(results)} records are left out")
    for engine in engines:
        if engine in seconds:
            print(f"{engine}: {records[engine]} records, {seconds[engine]:.1f} s")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    try:
        main()
    finally:
        Postgres.stop()
