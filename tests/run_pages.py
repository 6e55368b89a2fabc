#!/usr/bin/env python3
"""Runs the examples of the pages in docs/diagnostics: every kind of finding has a page, and every page is true.

A page is `# CODE slug`, a few sentences, `## Wrong` and `## Right`. Each of the two sections holds files, in blocks
opened by ```msd (or ```json) whose first line is `// file: NAME`, and may hold one block ```sh with the commands to
run in the folder of those files; without it the command is `msdc check main.msd`
where main.msd is a design, else `msdc test main.msd`. The block ```text under `## Wrong`
is what the commands print. A finding that can be allowed says so before `## Wrong`. `## Wrong` must give the page's finding; `## Right` must not, and its last command must succeed.

    run_pages.py MSDC [--update] [PAGE…]     --update writes the ```text blocks anew
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "diagnostics"
KINDS = ROOT / "compiler" / "diagnostics" / "kinds"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
FILE_NAME = re.compile(r"^// file: (\S+)\n")


def run(section, msdc):
    """The output of a section's commands (both streams, in order) and the last exit code."""
    with tempfile.TemporaryDirectory() as folder:
        commands = None
        for language, body in BLOCK.findall(section):
            name = FILE_NAME.match(body)
            if language == "sh":
                commands = body
            elif language in ("msd", "json"):
                if not name:
                    raise ValueError(f"a ```{language} block does not begin with `// file: NAME`")
                path = pathlib.Path(folder, name.group(1))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body[name.end():])
        if commands is None:
            main = pathlib.Path(folder, "main.msd")
            design = main.exists() and re.search(r"^design\b", main.read_text(), re.M)
            commands = "msdc check main.msd" if design else "msdc test main.msd"
        environment = dict(os.environ, PATH=f"{msdc.parent}{os.pathsep}{os.environ['PATH']}", LC_ALL="C.UTF-8")
        environment.pop("NO_COLOR", None)
        environment.pop("COLUMNS", None)
        done = subprocess.run(["bash", "-c", commands], cwd=folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=120)
        return done.stdout.decode("utf-8", "replace"), done.returncode


def check(page, kinds, allowable, msdc, update):
    """What is wrong with a page, as lines."""
    text = page.read_text()
    code = page.stem
    if code not in kinds:
        return [f"{code} is no kind of finding"]
    title = text.split("\n", 1)[0]
    if title != f"# {code} {kinds[code]}":
        return [f"the title is `{title}`, expected `# {code} {kinds[code]}`"]
    parts = re.split(r"^## (Wrong|Right)\n", text, flags=re.M)
    if parts[1::2] != ["Wrong", "Right"]:
        return ["expected the sections `## Wrong` and `## Right`, in this order"]
    if len(parts[0].split()) < 12:
        return ["nothing explains the finding"]
    if code in allowable and f"allow({kinds[code].replace('-', '_')}) because" not in " ".join(parts[0].split()):
        return ["the page does not say that the finding can be allowed, and how"]
    wrong, right = parts[2], parts[4]
    problems = []
    try:
        printed, _ = run(wrong, msdc)
        if not re.search(rf"\[{code}\]|\"{code}\"|{code}:", printed):
            problems.append(f"`## Wrong` does not give {code}; it prints:\n{printed}")
        expected = [body for language, body in BLOCK.findall(wrong) if language == "text"]
        if len(expected) != 1 and not update:
            problems.append("`## Wrong` needs one ```text block (run with --update)")
        elif update:
            block = "```text\n" + printed.rstrip("\n") + "\n```"
            wrong_new = re.sub(r"^```text\n.*?^```$", lambda _: block, wrong, count=1, flags=re.M | re.S)
            if not expected:
                wrong_new = wrong.rstrip("\n") + "\n\n" + block + "\n\n"
            page.write_text(text.replace(f"## Wrong\n{wrong}", f"## Wrong\n{wrong_new}"))
        elif expected[0].rstrip("\n") != printed.rstrip("\n"):
            problems.append(f"`## Wrong` prints:\n{printed}instead of:\n{expected[0]}")
        printed, status = run(right, msdc)
        if code in printed or status != 0:
            problems.append(f"`## Right` is not right (exit {status}):\n{printed}")
    except (ValueError, subprocess.TimeoutExpired) as fault:
        problems.append(str(fault))
    return problems


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if not arguments:
        sys.exit(__doc__)
    update = "--update" in sys.argv
    msdc = pathlib.Path(arguments[0]).resolve()
    kinds, allowable = {}, set()
    for line in "".join(p.read_text() for p in sorted(KINDS.glob("*.def"))).splitlines():
        found = re.match(r'MSD_KIND\(\w+, "(M\d{4})", (\w+), \w+, (allow|no),', line)
        if found:
            kinds[found.group(1)] = found.group(2).replace("_", "-")
            if found.group(3) == "allow":
                allowable.add(found.group(1))
    wanted = [PAGES / f"{a}.md" for a in arguments[1:]] or sorted(PAGES.glob("*.md"))
    passed = failed = 0
    for page in wanted:
        problems = check(page, kinds, allowable, msdc, update)
        passed, failed = passed + (not problems), failed + bool(problems)
        for problem in problems:
            print(f"{page.relative_to(ROOT)}: {problem}")
    if len(arguments) == 1:
        for code in sorted(set(kinds) - {p.stem for p in wanted}):
            failed += 1
            print(f"docs/diagnostics/{code}.md: there is no such page")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0 or passed == 0)


if __name__ == "__main__":
    main()
