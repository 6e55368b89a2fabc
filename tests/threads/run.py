#!/usr/bin/env python3
"""Several threads use the library: watched by ThreadSanitizer, or by valgrind.

    run.py thread|valgrind MSDC PROGRAM      PROGRAM: `threads`, built for the tool; empty if it could not be

The shipped framework and two others, of each the kind of row with the most decisions, from its image and from a rules file. Exit status 77: the tool is not here.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Records: enough that images are loaded and freed beside the deciding, few enough for a tool that is 20 times slower.
FRAMEWORKS = (("stdlib/interview.msd", "5000"), ("tests/emit/hard_names.msd", "10000"), ("tests/threads/tariffs.msd", "4000"))


def run(arguments, **more):
    return subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, timeout=500, **more)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def busiest_row(msdc, framework):
    counts = {}
    for block in re.split(r"^record ", run([msdc, "dump", "records", framework]).stdout, flags=re.M)[1:]:
        counts[block.split(None, 1)[0]] = len(re.findall(r"^decision ", block, re.M))
    return max(counts, key=counts.get)


def watched(tool, program):
    """The command in front of the program's arguments, and the environment."""
    environment = dict(os.environ)
    if tool == "valgrind":
        if shutil.which("valgrind") is None:
            skip("there is no valgrind")
        # What is still reachable at the end belongs to the standard library.
        # One thread at a time, each in its turn: else those that load images may keep those that decide from ever ending.
        return ["valgrind", "--fair-sched=try", "--quiet", "--error-exitcode=9", "--leak-check=full",
                "--errors-for-leak-kinds=definite,possible",
                program], environment
    if not program:
        skip("this build has no ThreadSanitizer")
    environment["TSAN_OPTIONS"] = "halt_on_error=1 exitcode=9"
    command = [program]
    # It wants its own part of the address space, which some kernels give away at random.
    if "unexpected memory mapping" in run(command, env=environment).stderr and shutil.which("setarch"):
        command = ["setarch", os.uname().machine, "-R", program]
    if "unexpected memory mapping" in run(command, env=environment).stderr:
        skip("ThreadSanitizer does not run on this kernel")
    return command, environment


def main():
    tool, msdc, program = sys.argv[1:4]
    command, environment = watched(tool, program)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        image = os.path.join(folder, "rules")
        for framework, records, form in ((f, r, form) for f, r in FRAMEWORKS for form in ([], ["--records"])):
            made = run([msdc, "compile", framework, *form, "-o", image, "-q"])
            if made.returncode != 0:
                sys.exit(made.stderr)
            out = run([*command, image, busiest_row(msdc, framework), records], env=environment)
            good = out.returncode == 0 and out.stderr == ""
            failed += not good
            print(f"{framework}{' as a rules file' if form else ''}: {out.stdout.strip()}{'' if good else f' [{out.returncode}]'}")
            if not good:
                print(out.stderr)
    print(f"{2 * len(FRAMEWORKS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
