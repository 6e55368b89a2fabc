#!/usr/bin/env python3
"""Interviews from outside: to a closed design over a pipe and on a terminal, through kills, and with bad input.

    run.py MSDC pipe|terminal|killed|input
"""
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from drive import Answers, Ended, Pipe, Tmux, answer_all  # noqa: E402
from hotel import PAIRS  # noqa: E402

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def msdc(*arguments, **more):
    done = subprocess.run([MSDC, *arguments], capture_output=True, timeout=300, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def begin(folder):
    status, printed, _ = msdc("new", "design", "shop", "--system", "Hotel booking", cwd=folder)
    check(status == 0 and "msdc ask shop.msd" in printed, f"new: {printed}")


def closed(folder, what):
    """The design has no error, and all conditions of its stop rule are closed."""
    status, printed, _ = msdc("check", "shop.msd", "--format", "json", cwd=folder)
    check(status == 0, f"{what}: check ends with {status}")
    design = json.loads(printed)["designs"][0]
    for checklist in design["checklists"]:
        for item in checklist["conditions"]:
            check(item["state"] == "closed", f"{what}: {item['name']} of {checklist['name']} is {item['state']}")
    check(len(design["checklists"]) > 0, f"{what}: no checklist")


def pipe():
    with tempfile.TemporaryDirectory() as folder:
        begin(folder)
        talk = Pipe([MSDC, "ask", "shop.msd"], folder)
        count, transcript = answer_all(talk, Answers(PAIRS))
        talk.close()
        check(talk.process.returncode == 0, f"pipe: it ends with {talk.process.returncode}")
        check("Stop rule: closed" in transcript and "\x1b" not in transcript, "pipe: " + transcript[-600:])
        closed(folder, "pipe")
        print(f"{count} answers over a pipe")
        # What is closed is not asked again.
        status, printed, _ = msdc("ask", "shop.msd", cwd=folder, stdin=subprocess.DEVNULL)
        check(status == 0 and "nothing is left to ask" in printed, f"again: {printed}")


def terminal():
    if shutil.which("tmux") is None:
        print("skipped: the interview on a terminal needs tmux")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        begin(folder)
        talk = Tmux([MSDC, "ask", "shop.msd"], folder)
        try:
            count, transcript = answer_all(talk, Answers(PAIRS))
        finally:
            talk.close()
        check("Stop rule: closed" in transcript and "ended with 0" in transcript, "terminal: " + transcript[-600:])
        closed(folder, "terminal")
        print(f"{count} answers on a terminal")


def stated(path):
    """What a design says, word by word, without layout: answers are in it."""
    return re.sub(r"\s+", " ", pathlib.Path(path).read_text())


def said(answer, text):
    """Whether an answer of free words is in the text."""
    words = answer.split(" because ")
    return all(w in text for w in words if " " in w)


def killed():
    """After each answer the next prompt means that it is in the file: the process is killed there, or a moment after it
    got the next answer, and another one goes on."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        begin(folder)
        answers = Answers(PAIRS)
        path = pathlib.Path(folder, "shop.msd")
        given, asked, kills = {}, [], 0  # by question, so that a changed answer counts
        talk = Pipe([MSDC, "ask", "shop.msd"], folder)
        try:
            for _ in range(300):
                question = talk.question()
                last = re.sub(r"\n> ?$", "", question).rstrip().split("\n\n")[-1]
                check(last not in asked, "asked again after it was answered:\n" + last)
                text = stated(path)
                for answer in given.values():
                    check(said(answer, text), f"lost: {answer}")
                # What is to be changed is no answer yet: the one that follows is.
                change = "what do you want to change?"
                steady = change not in last and change not in (asked[-1] if asked else "")
                if steady and chance.random() < 0.5:
                    talk.kill()
                    kills += 1
                    talk = Pipe([MSDC, "ask", "shop.msd"], folder)
                    again = talk.question()
                    check(again.rstrip("> \n").endswith(last), f"another question after a kill:\n{last}\n--\n{again}")
                answer = answers(question)
                talk.say(answer)
                if steady and chance.random() < 0.2:
                    # In the middle: the answer is either in the file or not, and the file is whole.
                    select_wait(chance.random() * 0.02)
                    talk.kill()
                    kills += 1
                    status, _, errors = msdc("check", "shop.msd", "--fail-on", "never", cwd=folder)
                    check(status == 0 and "M02" not in errors, f"a broken file after a kill: {errors}")
                    talk = Pipe([MSDC, "ask", "shop.msd"], folder)
                    again = talk.question()
                    if again.rstrip("> \n").endswith(last):
                        talk.say(answer)
                    else:
                        # It arrived; this question is met once more in the loop.
                        given[last.split("\n")[0]] = answer
                        asked.append(last)
                        talk.kill()
                        talk = Pipe([MSDC, "ask", "shop.msd"], folder)
                        continue
                given[last.split("\n")[0]] = answer
                asked.append(last)
        except Ended:
            pass
        talk.close()
        left = [p.name for p in pathlib.Path(folder).iterdir() if p.name != "shop.msd"]
        closed(folder, "killed")
        print(f"{len(asked)} answers through {kills} kills")
        check(kills > 20, f"only {kills} kills")
        check(len(left) <= kills, f"files left behind: {left}")


def select_wait(seconds):
    import select
    select.select([], [], [], seconds)


DESIGN = "design d \"D\" uses interview {\n  path p \"P\" { requirement: \"x\"  operation: ? }\n}\n"


def bad_input():
    with tempfile.TemporaryDirectory() as folder:
        def ask(text, lines, name="d.msd", **more):
            path = pathlib.Path(folder, name)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            done = subprocess.run([MSDC, "ask", name], cwd=folder, input=lines if isinstance(lines, bytes) else lines.encode(),
                                  capture_output=True, timeout=300, **more)
            return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), path.read_bytes()

        status, out, err, after = ask(DESIGN, "")
        check(status == 0 and after == DESIGN.encode() and "written: d.msd" in out, f"the end at once: {status} {err}")
        status, out, err, after = ask(DESIGN, "\n\n\n")
        check(status == 0 and after == DESIGN.encode() and out.count("type an answer; ") == 3, f"blank lines: {status} {out}")
        status, out, err, after = ask("design d uses interview {\n  path p {\n", "1\n")
        check(status == 1 and "error[M02" in err and not out and after.endswith(b"path p {\n"), f"syntax: {status} {err}")
        status, out, err, after = ask("design d uses interview { path p { operation: walk } }\n", "1\n")
        check(status == 2 and "walk" in err and "mend `d.msd` first" in err, f"a wrong value: {status} {err}")
        status, out, err, after = ask("framework f 1.0\n", "1\n")
        check(status == 1 and "M0801" in err, f"no design: {status} {err}")
        status, out, err, after = ask("design d uses nothing_here {\n}\n", "1\n")
        check(status == 1 and "M0802" in err, f"no framework: {status} {err}")
        status, out, err, after = ask(DESIGN, b"\xff\xfe\n1\n")
        check(status == 0 and "that line is not UTF-8" in out and b"conditional_write" in after, f"bytes: {status} {out}")
        status, out, err, after = ask(DESIGN, b"x" * 100_000 + b"\n1")
        check(status == 0 and "longer than 8000 bytes" in out and b"conditional_write" in after, f"a long line: {status}")
        status, out, err, after = ask(DESIGN, "99\n0\n-1\n1000000000000000000000\n1\n")
        check(status == 0 and out.count("the numbers go from 1 to 8") >= 2 and b"conditional_write" in after, f"numbers: {out}")
        status, out, err, after = ask(DESIGN, b"\x1b[A\n\x00\n")
        check(status == 0 and out.count("control characters") == 2 and "\x1b" not in out, f"escapes: {out!r}")
        crlf = DESIGN.replace("\n", "\r\n")
        status, out, err, after = ask(crlf, "1\r\n")
        check(status == 0 and after == crlf.replace("?", "conditional_write").encode(), f"CRLF: {after!r}")
        status, out, err, after = ask(DESIGN, "1\n", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)))
        check(status == 2 and "cannot write `d.msd`" in err and after == DESIGN.encode(), f"a full disk: {status} {err}")
        if os.geteuid() != 0:
            os.chmod(pathlib.Path(folder, "d.msd"), 0o444)
            done = subprocess.run([MSDC, "ask", "d.msd"], cwd=folder, input=b"1\n", capture_output=True, timeout=300)
            check(done.returncode == 2 and b"cannot write" in done.stderr, f"read-only: {done.stderr}")
        status, out, err = msdc("ask", "nothing.msd", cwd=folder)
        check(status == 2 and "M0101" in err and "begins a new design" in err, f"no file: {status} {err}")
        status, out, err = msdc("ask", "-", cwd=folder)
        check(status == 2 and "needs a file" in err, f"standard input: {status} {err}")
        status, out, err = msdc("new", "design", "d", cwd=folder)
        check(status == 2 and "M0825" in err, f"overwriting: {status} {err}")
        status, out, err = msdc("new", "design", "e", "-o", "no/such/folder/e.msd", cwd=folder)
        check(status == 2 and "cannot write" in err, f"no folder: {status} {err}")
        done = subprocess.run([MSDC, "ask"], cwd=folder, input=b"d\nNew shop\n1\nquit\n", capture_output=True, timeout=300)
        check(done.returncode == 0 and b"there is a `d.msd` already" in done.stdout and pathlib.Path(folder, "new_shop.msd").exists(),
              f"without a file: {done.stdout}")
    with tempfile.TemporaryDirectory() as folder:
        status, out, err = msdc("new", "framework", "moving", cwd=folder)
        check(status == 0, f"new framework: {err}")
        status, out, err = msdc("test", "moving/moving.msd", cwd=folder)
        check(status == 0 and "0 failed" in out and "0 passed" not in out, f"its tests: {out}{err}")
        status, out, err = msdc("new", "design", "flat", "--framework", "moving/moving.msd", cwd=folder)
        check(status == 0, f"its design: {err}")
        done = subprocess.run([MSDC, "ask", "flat.msd", "--framework", "moving/moving.msd"], cwd=folder,
                              input=b"Grand piano\nheavy\n\n", capture_output=True, timeout=300)
        check(b"Done: closed" in done.stdout, f"its interview: {done.stdout}")


if __name__ == "__main__":
    MSDC = str(pathlib.Path(sys.argv[1]).resolve())
    {"pipe": pipe, "terminal": terminal, "killed": killed, "input": bad_input}[sys.argv[2]]()
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))
