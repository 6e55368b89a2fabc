"""Drives `msdc ask` as a person would: reads what it asks, answers by what the question says. Over a pipe, or on a
pseudo-terminal of tmux."""
import os
import re
import select
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
        self.rest = ""

    def question(self):
        """What was printed since the last answer, up to the prompt."""
        text = b""
        while not PROMPT.search(text.decode("utf-8", "replace")):
            ready, _, _ = select.select([self.process.stdout], [], [], 300)
            if not ready:
                raise AssertionError("no prompt after: " + text.decode())
            block = os.read(self.process.stdout.fileno(), 65536)
            if not block:
                self.process.wait()
                self.rest = text.decode("utf-8", "replace")
                raise Ended
            text += block
        return text.decode("utf-8", "replace")

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.kill()
        self.close()

    def close(self):
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except BrokenPipeError:
                pass
        self.process.wait()


class Tmux:
    """`msdc ask` on the pseudo-terminal of a tmux server of its own."""

    def __init__(self, command, folder):
        self.socket = os.path.join(folder, "tmux.socket")
        self.base = ["tmux", "-S", self.socket, "-f", "/dev/null"]
        environment = {k: v for k, v in os.environ.items() if k not in ("TMUX", "NO_COLOR")}
        line = " ".join("'" + c + "'" for c in command)
        subprocess.run([*self.base, "new-session", "-d", "-x", "160", "-y", "3000", "-c", folder,
                        f"{line}; printf 'ended with %s\\n' $?; sleep 600"],
                       check=True, env=dict(environment, LC_ALL="C.UTF-8", TERM="screen-256color"))
        self.rest, self.seen = "", 0

    def screen(self):
        printed = subprocess.run([*self.base, "capture-pane", "-p", "-J", "-S", "-"], check=True, capture_output=True)
        return printed.stdout.decode("utf-8", "replace").rstrip("\n ")

    def question(self):
        for _ in range(6000):
            screen = self.screen()
            if re.search(r"^ended with \d+$", screen, re.M):
                self.rest = screen[self.seen:]
                raise Ended
            if len(screen) > self.seen and screen.endswith("\n>"):
                text = screen[self.seen:]
                self.seen = len(screen)
                return text + " "
            time.sleep(0.05)
        raise AssertionError("no prompt on the terminal:\n" + self.screen()[-2000:])

    def say(self, line):
        if line:
            subprocess.run([*self.base, "send-keys", "-l", "--", line], check=True)
        subprocess.run([*self.base, "send-keys", "Enter"], check=True)
        # What was typed stands behind the prompt; the next question is longer than that.
        self.seen += len(line) + 1

    def close(self):
        subprocess.run([*self.base, "kill-server"], check=False)


class Answers:
    """Pairs of a pattern and an answer; the first pattern that is found in the question, and still has an answer, gives
    it. An answer that is a list is used up item by item."""

    def __init__(self, pairs):
        self.pairs = [(re.compile(p, re.M), list(a) if isinstance(a, list) else a) for p, a in pairs]

    def __call__(self, question):
        last = re.sub(r"\n> ?$", "", question).rstrip().split("\n\n")[-1]  # a question begins behind a blank line
        for pattern, answer in self.pairs:
            if not pattern.search(last):
                continue
            if isinstance(answer, list):
                if not answer:
                    continue
                answer = answer.pop(0)
            return answer
        raise AssertionError("nobody knows an answer to:\n" + last)


def answer_all(talk, answers, most=200):
    """Answers until the program ends; gives the number of answers, and the transcript."""
    transcript = ""
    for count in range(most):
        try:
            question = talk.question()
        except Ended:
            return count, transcript + talk.rest
        transcript += question
        talk.say(answers(question))
    raise AssertionError("it asks without end:\n" + transcript[-2000:])
