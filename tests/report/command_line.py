#!/usr/bin/env python3
"""The manual page and the completions know every command and option that `msdc --help` knows, and no other.

    command_line.py MSDC MANUAL
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def output(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, **more)
    return done.stdout + done.stderr, done.returncode


def command_line(msdc):
    """Commands, and for each the long and short options of its help."""
    text, _ = output(msdc, "--help")
    commands = re.findall(r"^  ([\w-]+) {2,}", text.split("Subcommands:")[1], re.M)
    options = {"": set(re.findall(r"^ {2}(-\w)?,?(--[\w-]+)?", text.split("Subcommands:")[0], re.M))}
    for command in commands:
        text, _ = output(msdc, command, "--help")
        options[command] = set(re.findall(r"^ {2}(-\w)?,?(--[\w-]+)?", text, re.M))
    return commands, {c: {o for pair in found for o in pair if o} for c, found in options.items()}


def manual(page, commands, options):
    text = pathlib.Path(page).read_text()
    for command in commands:
        check(f".It Cm {command} " in text, f"the manual does not describe the command {command}")
        check(re.search(rf"^\.Cm {command}$", text, re.M), f"the synopsis of the manual lacks {command}")
    described = set()
    for line in re.findall(r"^\.It Fl (.*)$", text, re.M):
        described |= {"-" + name for name in re.findall(r"(?:^|, )(-?[\w-]+)", line)}
    everywhere = set().union(*options.values())
    check(everywhere == described, f"the manual and the help differ in {sorted(everywhere ^ described)}")
    for shell in ("bash", "zsh", "fish"):
        check(f".Ar {shell}" in text, f"the manual does not name {shell}")
    if shutil.which("mandoc"):
        printed, status = output("mandoc", "-Tlint", "-Wwarning", page)
        check(status == 0, f"mandoc: {printed}")
    if shutil.which("man"):
        printed, status = output("man", "--warnings", "-l", page, env=dict(os.environ, MANPAGER="cat", LC_ALL="C.UTF-8"))
        check(status == 0 and "NAME" in printed and not re.search(r": warning\b", printed), f"man: {printed[:400]}")


def bash_completions(script, folder, words):
    """What bash completes for the last of the words."""
    quoted = " ".join(f"'{w}'" for w in words)
    program = f"""source {script}; cd {folder}; compopt() {{ :; }}
COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _msdc; printf '%s\\n' "${{COMPREPLY[@]}}" """
    text, status = output("bash", "-c", program)
    check(status == 0, f"bash: {text}")
    return set(text.split())


def completions(msdc, commands, options):
    with tempfile.TemporaryDirectory() as folder:
        scripts = {}
        for shell in ("bash", "zsh", "fish"):
            scripts[shell] = pathlib.Path(folder, "msdc." + shell)
            scripts[shell].write_text(output(msdc, "completions", shell)[0])
        work = pathlib.Path(folder, "work")
        (work / "designs").mkdir(parents=True)
        (work / "a.msd").touch()
        formats = {"text", "json", "sarif", "github", "junit", "markdown", "html"}
        cases = [
            ([""], set(commands)),
            (["ch"], {"check"}),
            (["--ver"], {"--version"}),
            *((([c, "-"]), options[c]) for c in commands),
            (["check", "--format", ""], formats),
            (["check", "--format", "s"], {"sarif"}),
            (["check", "--format", "=", "j"], {"json", "junit"}),
            (["check", "--color", ""], {"auto", "always", "never"}),
            (["check", "--fail-on", ""], {"error", "warning", "note", "open", "never"}),
            (["check", ""], {"a.msd", "designs"}),
            (["check", "--sheets", "a"], {"a.msd"}),
            (["check", "--root", ""], {"designs"}),
            (["dump", ""], {"ast", "registry", "graph", "archetypes", "systems", "tir", "image", "records"}),
            (["dump", "registry", ""], {"a.msd", "designs"}),
            (["dump", "--format", "json", "reg"], {"registry"}),
            (["completions", ""], {"bash", "zsh", "fish"}),
        ]
        for words, expected in cases:
            found = bash_completions(scripts["bash"], work, ["msdc", *words])
            check(found == expected, f"bash completes {words} with {sorted(found)}, expected {sorted(expected)}")
        if shutil.which("zsh"):
            printed, status = output("zsh", "-n", scripts["zsh"])
            check(status == 0, f"zsh: {printed}")
            printed, status = output("zsh", "-fc", f"autoload -U compinit; compinit -u -d {folder}/dump; source "
                                     f"{scripts['zsh']}; echo $_comps[msdc]")
            check(printed.strip() == "_msdc", f"zsh: {printed}")
        if shutil.which("fish"):
            printed, status = output("fish", "-n", scripts["fish"])
            check(status == 0, f"fish: {printed}")
            for words, expected in cases:
                if "=" in words or words[-1] == "-":
                    continue  # fish splits and lists these in its own way
                line = " ".join(["msdc", *words])
                printed, _ = output("fish", "--no-config", "-c", f"source {scripts['fish']}; complete -C '{line}'", cwd=work)
                found = {entry.split("\t")[0].rstrip("/") for entry in printed.splitlines()}
                check(found == expected, f"fish completes {words} with {sorted(found)}, expected {sorted(expected)}")


def main():
    msdc = str(pathlib.Path(sys.argv[1]).resolve())
    commands, options = command_line(msdc)
    check(len(commands) >= 7 and all("--help" in o for o in options.values()), "the help could not be read")
    manual(sys.argv[2], commands, options)
    completions(msdc, commands, options)
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
