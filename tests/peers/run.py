#!/usr/bin/env python3
"""Rules that tools/bench/peers makes for other engines: complete, and they decide as the emitted JavaScript does.

    tests/peers/run.py MSDC [--records N] [--also FRAMEWORK.msd]… [--cases EMIT_CASES [--frameworks N] [--seed S]]

Each row of the shipped frameworks that has rules, of others, and of random ones. SQLite runs its text itself, and CLIPS, where it is installed; of the other
engines, small readers beside this file take their part, so that no network is needed. Without node it counts as skipped.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHIPPED = ["interview", "interview_strict"]
LANGUAGES = {"json": "json", "js": "mjs", "sql": "sql"}


def emitted(msdc, framework, row, language, path):
    command = [msdc, "compile", framework, "--emit", language, "-o", path] + (["--row", row] if row else [])
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows_of(msdc, framework, folder):
    """The rows that have rules; where there is one only, it need not be said."""
    out = emitted(msdc, framework, None, "json", os.path.join(folder, "any"))
    if out.returncode == 0:
        return [None]
    listed = re.search(r"= help: (.*)", out.stderr)
    if "several rows have rules" not in out.stderr or listed is None:
        sys.exit(out.stderr)
    return listed.group(1).split(", ")


def random_cases(args, folder):
    """The same as for rows; the records that come with them are for other tests."""
    command = [args.cases, folder, "1", "--seed", str(args.seed), "--frameworks", str(args.frameworks)]
    out = subprocess.run(command, capture_output=True, text=True, check=False)
    if out.returncode != 0:
        sys.exit(out.stderr)
    for line in out.stdout.splitlines():
        number = line.split(": ", 1)[0]
        paths = [os.path.join(folder, f"{number}.{end}") for end in LANGUAGES.values()]
        if all(os.path.exists(path) for path in paths):
            yield line, paths


def check(node, what, paths, folder, records, options):
    command = [node, os.path.join(HERE, "check.mjs"), *paths, folder, str(records), *options]
    out = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{what}\n{out.stdout}{out.stderr}", end="")
    return out.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("msdc")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--also", action="append", default=[])
    parser.add_argument("--cases")
    parser.add_argument("--frameworks", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        print("not installed: node")
        sys.exit(77)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for framework in SHIPPED + args.also:
            for row in rows_of(args.msdc, framework, folder):
                paths = {language: os.path.join(folder, f"rules.{end}") for language, end in LANGUAGES.items()}
                for language, path in paths.items():
                    out = emitted(args.msdc, framework, row, language, path)
                    if language == "sql" and "too wide" in out.stderr:
                        paths[language] = "-"
                    elif out.returncode != 0:
                        sys.exit(out.stderr)
                what = f"{os.path.basename(framework)} {row or ''}".strip()
                options = ["--shipped"] if framework in SHIPPED else []
                results.append(check(node, what, paths.values(), folder, args.records, options))
        for what, paths in random_cases(args, folder) if args.cases else []:
            results.append(check(node, what, paths, folder, args.records, []))
    passed, failed = results.count(True), results.count(False)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
