"""Drives `msdc ask` as a person would: reads what it asks, answers by what the question says. Over a pipe, or on a
pseudo-terminal of tmux."""
import os
import re
import select
import shutil
import subprocess
import time

PROMPT = re.compile(r"(?:^|\n)> $")


class Ended(Exception):
    """The program has ended."""


class Pipe:
    """`msdc ask` at the other end of two pipes."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        self.output = ""

    def question(self):
        """What was printed since the last answer, up to the prompt."""
        text = b""
        while not PROMPT.search(text.decode("utf-8", "replace")):
            ready, _, _ = select.select([self.process.stdout], [], [], 120)
            if not ready:
                raise AssertionError("no prompt after: " + text.decode())
            block = os.read(self.process.stdout.fileno(), 65536)
            if not block:
                self.process.wait()
                self.output = text.decode("utf-8", "replace")
                raise Ended
            text += block
        return text.decode("utf-8", "replace")

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass


class Answers:
    """Pairs of a pattern and an answer; the first pattern that is found in the question, and still has an answer, gives
    it. An answer that is a list is used up item by item."""

    def __init__(self, pairs):
        self.pairs = [(re.compile(p, re.M), a) for p, a in pairs]
        self.asked = []

    def __call__(self, question):
        # The question is the last part that begins behind a blank line.
        last = question.rstrip("> \n").split("\n\n")[-1]
        for pattern, answer in self.pairs:
            if not pattern.search(last):
                continue
            if isinstance(answer, list):
                if not answer:
                    continue
                answer = answer.pop(0)
            self.asked.append((last, answer))
            return answer
        raise AssertionError("nobody knows an answer to:\n" + last)


def tmux():
    return shutil.which("tmux")
