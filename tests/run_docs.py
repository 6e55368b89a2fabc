#!/usr/bin/env python3
"""Runs what README.md and the pages of PAGES show, and follows every link of every Markdown file of the repository.

The blocks of one page share one folder, which also shows `docs`, `stdlib`, `rules`, `tests` and `msd` (which is msdc there):
 - ```msd holds a whole file. A first line `// file: NAME` names it; a file that no block names is checked at once.
   A file with a `framework` line must pass `msdc test`, a file with a `design` must pass `msdc check` with the newest
   framework of that name on the page (or the one that msdc carries), anything else is only written, to be imported.
 - ```msd fails CODE… must fail with just these codes.
 - ```console holds commands (lines that begin with `$ `, continued by a backslash at the end) and what they print, both
   streams. A line `…` stands for any lines. `$?` is the status of the command before.
 - ```ebnf holds the grammar: its quoted words must be the tokens of compiler/parse/tokens.def, no more and no less.
Other blocks are not run. Of all Markdown files: links to files must lead somewhere, and so must paths in backticks, and
codes of findings must exist. The list of what `allow` may silence and the list of packages are held against their sources.

    run_docs.py MSDC [--update]     --update writes what commands print into the ```console blocks that hold no `…`
"""
import os
import pathlib
import re
import shutil
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md"] + [ROOT / "docs" / name for name in ("language.md", "authoring.md", "output.md", "reasons.md", "coverage.md", "diff.md", "lint.md", "certificates.md", "emit.md", "bulk.md")]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)
FILE_NAME = re.compile(r"^// file: (\S+)\n")
CODE = re.compile(r"\[(M\d{4})\]")
TOP = ("compiler", "docs", "grammar", "rules", "runtime", "stdlib", "tests", "tools", ".ci")


class Page:
    def __init__(self, path, msdc, folder):
        self.path, self.msdc, self.folder = path, msdc, pathlib.Path(folder)
        self.problems, self.passed, self.number = [], 0, 0
        self.frameworks = {}
        self.environment = dict(os.environ, PATH=f"{msdc.parent}{os.pathsep}{os.environ['PATH']}", LC_ALL="C.UTF-8")
        self.environment.pop("NO_COLOR", None)
        for name in ("docs", "stdlib", "rules", "tests"):
            (self.folder / name).symlink_to(ROOT / name)
        (self.folder / "msd").symlink_to(msdc)

    def run(self, command):
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return done.stdout.decode("utf-8", "replace"), done.returncode

    def fail(self, line, text):
        self.problems.append(f"{self.path.relative_to(ROOT)}:{line}: {text}")

    def msd(self, info, body, line):
        named = FILE_NAME.match(body)
        self.number += 1
        name = named.group(1) if named else f"example_{self.number}.msd"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
        framework = re.search(r"^(?:framework|variant) (\w+)", body, re.M)
        design = re.search(r"^design \w+ .*?\buses (\w+)|^design \w+ uses (\w+)", body, re.M)
        if framework:
            command = f"msdc test {shlex.quote(name)}"
        elif design:
            used = design.group(1) or design.group(2)
            own = f" --framework {shlex.quote(self.frameworks[used])}" if used in self.frameworks else ""
            command = f"msdc check -q{own} {shlex.quote(name)}"
        elif re.search(r"^design ", body, re.M):
            command = f"msdc check -q {shlex.quote(name)}"
        elif named and not info:
            self.passed += 1
            return
        else:
            command = f"msdc test {shlex.quote(name)}"
        printed, status = self.run(command)
        wanted = info.split()
        if wanted[:1] == ["fails"]:
            codes = set(CODE.findall(printed))
            if codes != set(wanted[1:]) or status == 0:
                return self.fail(line, f"expected {' '.join(wanted[1:])}, but `{command}` prints (exit {status}):\n{printed}")
        elif wanted:
            return self.fail(line, f"`{info.strip()}` is no mark of a block")
        elif status != 0 or (framework and re.search(r"^(error|warning)", printed, re.M)):
            return self.fail(line, f"`{command}` prints (exit {status}):\n{printed}")
        elif framework:
            self.frameworks[framework.group(1)] = name
        self.passed += 1

    def console(self, body, line, update):
        """Runs the commands of a block; gives the block as it should be."""
        made, status, held = "", 0, True
        for part in re.split(r"^(?=\$ )", body, flags=re.M):
            if not part.startswith("$ "):
                if part.strip():
                    self.fail(line, "a ```console block begins with `$ `")
                continue
            lines = part.splitlines(True)
            count = 1
            while count < len(lines) and lines[count - 1].rstrip("\n").endswith("\\"):
                count += 1
            command, expected = "".join(lines[:count])[2:], "".join(lines[count:])
            printed, status = self.run(f"(exit {status}); {command}")
            made += "".join(lines[:count]) + printed
            if expected.rstrip("\n") == printed.rstrip("\n") or matches(expected, printed):
                continue
            held = update
            if not update:
                self.fail(line, f"`{command.strip()}` prints:\n{printed}")
        self.passed += held
        return made.rstrip("\n") + "\n"

    def ebnf(self, body, line):
        tokens = (ROOT / "compiler/parse/tokens.def").read_text()
        words = set(re.findall(r'^MSD_KEYWORD\(\w+, "(\w+)"\)', tokens, re.M)) | {
            "design", "uses", "because", "expect", "held", "broken", "open", "exempt", "variant", "scenario"}
        shown = set(re.findall(r'"([a-z]+)"', body))
        for word in sorted(words ^ shown):
            self.fail(line, f"`{word}` is {'missing in' if word in words else 'only in'} the grammar of the page")
        self.passed += words == shown

    def check(self, update):
        text = self.path.read_text()
        made = text
        for block in BLOCK.finditer(text):
            language, info, body = block.groups()
            line = text.count("\n", 0, block.start()) + 1
            if language == "msd":
                self.msd(info.strip(), body, line)
            elif language == "console":
                rewrite = update and "\n…\n" not in body
                printed = self.console(body, line, rewrite)
                if rewrite:
                    made = made.replace(block.group(0), f"```console\n{printed}```")
            elif language == "ebnf":
                self.ebnf(body, line)
        if update and made != text:
            self.path.write_text(made)


def matches(expected, printed):
    """Whether the lines fit, `…` standing for any run of lines."""
    wanted = re.escape(expected.rstrip("\n")).replace("…", ".*?")
    return "\n…" in "\n" + expected and re.fullmatch(wanted, printed.rstrip("\n"), re.S) is not None


def markdown_files():
    names = []
    if shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, stdout=subprocess.PIPE)
        names = listed.stdout.decode().splitlines() if listed.returncode == 0 else []
    if not names:  # not a checkout, such as an unpacked archive, or a machine without git
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*.md") if "build" not in p.relative_to(ROOT).parts]
    return [ROOT / name for name in sorted(names) if (ROOT / name).exists()]


def anchor(title):
    return re.sub(r"[^\w\- ]", "", title.strip().lower().replace("`", "")).replace(" ", "-")


def links(path):
    """What is wrong with the links and paths of a file."""
    text = path.read_text()
    prose = re.sub(r"^```.*?^```$", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.M | re.S)
    problems = []

    def bad(match, what):
        problems.append(f"{path.relative_to(ROOT)}:{prose.count(chr(10), 0, match.start()) + 1}: {what}")

    for match in re.finditer(r"\]\(([^)\s]+)\)", prose):
        target, _, part = match.group(1).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        found = (path.parent / target).resolve() if target else path
        if not found.exists():
            bad(match, f"the link `{match.group(1)}` leads nowhere")
        elif part and found.suffix == ".md":
            titles = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", found.read_text(), flags=re.M | re.S), re.M)
            if part not in [anchor(t) for t in titles]:
                bad(match, f"`{found.relative_to(ROOT)}` has no part `#{part}`")
    for match in re.finditer(r"`([^`\n]+)`", prose):
        for word in match.group(1).split():
            word = word.removeprefix("./").rstrip(",;:")
            first = word.split("/")[0]
            if "/" not in word or first not in TOP or re.search(r"[<>{}$…]|\b(CODE|CASE|STAGE)\b|NN|NAME", word):
                continue
            if any(c in word for c in "*?"):
                if not list(ROOT.glob(word)):
                    bad(match, f"nothing is called `{word}`")
            elif not (ROOT / word).exists() and not (path.parent / word).exists():
                bad(match, f"there is no `{word}`")
    return problems


def facts():
    """Lists that a page repeats for its readers, held against the place that they come from."""
    kinds = "".join(p.read_text() for p in sorted((ROOT / "compiler/diagnostics/kinds").glob("*.def")))
    known = dict(re.findall(r'^MSD_KIND\(\w+, "(M\d{4})", (\w+)', kinds, re.M))
    allowable = set(re.findall(r'^MSD_KIND\(\w+, "M\d{4}", (\w+), \w+, allow,', kinds, re.M))
    language = (ROOT / "docs/language.md").read_text()
    part = re.search(r"^### allow\n(.*?)^#", language, re.M | re.S).group(1)
    named = {word for word in re.findall(r"`(\w+)`", part) if word in known.values()}
    for slug in sorted(allowable ^ named):
        yield f"docs/language.md: `{slug}` is {'not listed' if slug in allowable else 'listed'} under allow"
    for path in markdown_files():
        for code in sorted(set(re.findall(r"\bM\d{4}\b", path.read_text())) - set(known)):
            yield f"{path.relative_to(ROOT)}: there is no finding {code}"
    listed = re.search(r"^sudo apt-get install (.*?)\n(?!  )", (ROOT / "README.md").read_text(), re.M | re.S).group(1)
    shown = set(listed.replace("\\\n", " ").split())
    wanted = re.findall(r"^(?:build|test) +(\S+) ", (ROOT / "msd").read_text(), re.M)
    for names in wanted:
        if not shown & set(names.split("|")) and names != "ccache":
            yield f"README.md: the package {names} is not listed"
    for name in sorted(shown - {n for names in wanted for n in names.split("|")}):
        yield f"README.md: `msd` knows no package {name}"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if not arguments:
        sys.exit(__doc__)
    msdc = pathlib.Path(arguments[0]).resolve()
    passed, problems = 0, []
    for path in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            page = Page(path, msdc, folder)
            page.check("--update" in sys.argv)
            passed += page.passed
            problems += page.problems
    for path in markdown_files():
        found = links(path)
        passed += not found
        problems += found
    found = list(facts())
    passed += not found
    problems += found
    for problem in problems:
        print(problem)
    print(f"{passed} passed, {len(problems)} failed")
    sys.exit(bool(problems) or passed == 0)


if __name__ == "__main__":
    main()
