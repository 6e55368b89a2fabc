#!/usr/bin/env python3
"""Hostile input: one clear error each, no crash, nothing half written.

    run.py MSDC
"""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

MSDC = str(pathlib.Path(sys.argv[1]).resolve())
MEMORY = 2 << 30
FRAMEWORK = 'framework tiny 1\nrow box "Box" single\nfield box.size "Size" : int 0 .. 10 given from "tape" as external\n'
DESIGN = "design d uses tiny { box { size: 3 } }\n"
failed = []
count = 0


def limits():
    import resource
    if "san" not in os.environ.get("MSD_BUILD", ""):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def msdc(*arguments, stdin=None, stdout=subprocess.PIPE, cwd="."):
    done = subprocess.run([MSDC, *arguments], stdin=stdin or subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                          cwd=cwd, timeout=300, preexec_fn=limits)
    out = done.stdout.decode("utf-8", "replace") if done.stdout is not None else ""
    return done.returncode, out, done.stderr.decode("utf-8", "replace")


def case(name, result, code, errors=1, status=(1, 2)):
    """`result` must be an orderly end with this code and this many errors in all."""
    global count
    count += 1
    exit_code, out, err = result
    text = out + err
    found = re.findall(r"^(?:error|warning)\[(M\d+)\]", text, re.M)
    problems = []
    if exit_code not in status:
        problems.append(f"exit {exit_code}, expected one of {status}")
    if code and code not in found:
        problems.append(f"expected {code}")
    if errors is not None and len(found) != errors:
        problems.append(f"{len(found)} findings, expected {errors}")
    if "internal fault" in text or "Sanitizer" in text or "terminate called" in text:
        problems.append("a fault of the program itself")
    if problems:
        failed.append(name)
        print(f"{name}: {'; '.join(problems)}\n{text[:1500]}")


def texts():
    """Files that are no design."""
    def check(content, name="x.msd"):
        pathlib.Path(name).write_bytes(content)
        return msdc("check", "--framework", "tiny.msd", name)

    case("an empty file", check(b""), "M0801")
    case("a folder without designs", msdc("check", "empty"), None)
    case("a folder as a framework", msdc("test", "empty"), "M0802")
    case("a folder named like a file", msdc("check", "--framework", "folder.msd", "good.msd"), "M0101", errors=None)
    case("a device", msdc("check", "/dev/zero"), "M0101")
    case("binary noise", check(random.Random(1).randbytes(4096)), None, errors=None)
    case("one byte of noise", check(b"\xff"), None)
    case("invalid UTF-8 in a text", check(b'design d "\xc3\x28" uses tiny {}'), None)
    case("a NUL", check(b"design d uses tiny { \0 }"), None)
    case("a byte order mark", check(b"\xef\xbb\xbf" + DESIGN.encode()), None, errors=0, status=(0,))
    case("line ends of another system", check(DESIGN.replace(" { ", " {\n").replace("\n", "\r\n").encode()), None, errors=0, status=(0,))
    case("old line ends", check(DESIGN.replace(" { ", " {\r").encode()), None, errors=None, status=(0, 1))
    case("a text that is never closed", check(b'design d "name uses tiny {\n box { size: 3 }\n}\n'), None)
    case("a text that ends with the file", check(b'design d "'), None, errors=None)
    case("a brace that is never closed", check(b"design d uses tiny { box {"), None)
    case("200 MB of braces", check(b"{" * 200_000_000, "braces.msd"), "M0101")
    os.remove("braces.msd")
    case("15 MB of braces", check(b"{" * 15_000_000, "braces.msd"), None)
    case("15 MB of words", check(b"a " * 7_500_000, "braces.msd"), None, errors=None)
    case("a row with a million values", check(b"design d uses tiny { box { size: {" + b"1," * 1_000_000 + b"} } }", "braces.msd"), None, errors=None)
    case("a word of 10 MB", check(b"design " + b"a" * 10_000_000 + b" uses tiny {}", "braces.msd"), None, errors=None, status=(0, 1, 2))
    os.remove("braces.msd")

    def rules(content):
        pathlib.Path("r.msd").write_bytes(content)
        return msdc("test", "r.msd")

    head = FRAMEWORK.encode() + b'field box.big "Big" : bool derived from size\nderive box.big = '
    case("100,000 parentheses", rules(head + b"(" * 100_000 + b"size > 3" + b")" * 100_000), None)
    case("100,000 open parentheses", rules(head + b"(" * 100_000), None, errors=None)
    case("100,000 times not", rules(head + b"not " * 100_000 + b"size > 3"), None, errors=None)
    case("100,000 times if", rules(head + b"if size > 3 then yes else " * 100_000 + b"no"), None, errors=None)
    case("100,000 terms", rules(head + b" or ".join([b"size > 3"] * 100_000)), None, errors=None, status=(0, 1))
    case("a number of 100,000 digits", rules(head + b"size > " + b"9" * 100_000), None, errors=None)
    case("100,000 faults", rules(FRAMEWORK.encode() + b"field field row\n" * 100_000), "M0210", errors=None)


def imports():
    def framework(name, text, **others):
        for path, content in {f"{name}.msd": text, **others}.items():
            pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(path).write_text(content)
        return msdc("test", f"{name}.msd")

    os.makedirs("imports/inner", exist_ok=True)
    os.chdir("imports")
    pathlib.Path(".msdroot").touch()
    pathlib.Path("../outside.msd").write_text(FRAMEWORK)
    case("an import cycle", framework("a", FRAMEWORK + 'import "b.msd"\n', **{"b.msd": 'import "a.msd"\n'}), "M0103", errors=None)
    case("an import of itself", framework("s", FRAMEWORK + 'import "s.msd"\n'), "M0103", errors=None)
    case("an import outside of the root", framework("o", FRAMEWORK + 'import "../outside.msd"\n'), None)
    case("an import by an absolute path", framework("p", FRAMEWORK + 'import "/etc/passwd"\n'), None)
    case("an import of nothing", framework("n", FRAMEWORK + 'import "nothing.msd"\n'), "M0102")
    os.symlink("loop.msd", "loop.msd")
    case("a link to itself", framework("l", FRAMEWORK + 'import "loop.msd"\n'), None)
    case("a link to itself as a design", msdc("check", "loop.msd"), "M0101")
    os.symlink("..", "inner/up")
    pathlib.Path("inner/x.msd").write_text('enum e "E" { a, b }\n')
    case("a loop of folders", framework("f", FRAMEWORK + 'import "inner"\n'), None, errors=None, status=(0, 1))
    os.symlink("../../outside.msd", "inner/out.msd")
    os.remove("inner/up")
    case("a link out of the root", framework("k", FRAMEWORK + 'import "inner"\n'), None)
    os.chdir("..")


def images():
    case("compiling", msdc("compile", "tiny.msd", "-o", "tiny.msdi"), None, errors=0, status=(0,))
    good = pathlib.Path("tiny.msdi").read_bytes()

    def check(content):
        pathlib.Path("bad.msdi").write_bytes(content)
        return msdc("check", "--framework", "bad.msdi", "good.msd")

    case("a good image", check(good), None, errors=0, status=(0,))
    for size in sorted({0, 1, 7, 8, 16, 64, len(good) // 2, len(good) - 8, len(good) - 1}):
        case(f"an image cut to {size} bytes", check(good[:size]), "M0804", errors=None)
    case("an image with a tail", check(good + b"\0" * 8), "M0804", errors=None)
    random_bits = random.Random(2)
    for _ in range(60):
        at, bit = random_bits.randrange(len(good)), random_bits.randrange(8)
        flipped = bytearray(good)
        flipped[at] ^= 1 << bit
        case(f"an image with bit {bit} of byte {at} flipped", check(bytes(flipped)), "M0804", errors=None)
    case("a text as an image", check(DESIGN.encode()), "M0804", errors=None)


def outputs():
    with open("/dev/full", "wb") as full:
        for arguments in (["check", "--framework", "tiny.msd", "good.msd"], ["check", "--framework", "tiny.msd", "--format", "json", "good.msd"],
                          ["dump", "registry"], ["test", "interview"], ["explain", "M0101"], ["completions", "bash"]):
            case(f"a full disk: {arguments[0]}", msdc(*arguments, stdout=full), None, errors=None, status=(2,))
    case("an image on a full disk", msdc("compile", "tiny.msd", "-o", "/dev/full"), None, errors=None, status=(2, 1))
    case("an image where no folder is", msdc("compile", "tiny.msd", "-o", "nowhere/x.msdi"), None, errors=None, status=(2,))
    if list(pathlib.Path(".").glob("**/*.part")):
        failed.append("a half-written file is left")
        print(failed[-1])
    pathlib.Path("bad.msd").write_text("framework bad 1\nrow\n")
    pathlib.Path("kept.msdi").write_text("old")
    case("a faulty framework compiled", msdc("compile", "bad.msd", "-o", "kept.msdi"), None)
    if pathlib.Path("kept.msdi").read_text() != "old":
        failed.append("a failed compilation touched its output")
        print(failed[-1])
    read, write = os.pipe()
    os.close(read)
    case("a closed pipe", msdc("dump", "registry", "--format", "json", stdout=write), None, errors=0, status=(0, 2))
    os.close(write)
    os.makedirs("twins", exist_ok=True)
    for name in ("one.msd", "two.msd"):
        pathlib.Path("twins", name).write_text(DESIGN)
    case("two designs of one name", msdc("check", "--framework", "tiny.msd", "twins"), "M0805")
    pathlib.Path("unreadable.msd").write_text(DESIGN)
    os.chmod("unreadable.msd", 0)
    if os.geteuid() != 0:
        case("a file that may not be read", msdc("check", "unreadable.msd"), "M0101")
    case("a missing file among good ones", msdc("check", "--framework", "tiny.msd", "good.msd", "missing.msd"), "M0101", status=(2,))


def json_lines():
    def evaluate(content):
        pathlib.Path("rows.jsonl").write_bytes(content)
        return msdc("eval", "--framework", "tiny.msd", "--row", "box", "rows.jsonl")

    for name, content in {"no JSON": b"{", "a list": b"[1]", "a deep list": b"[" * 100_000, "noise": random.Random(3).randbytes(999),
                          "an unknown field": b'{"nothing": 1}', "a wrong type": b'{"size": "x"}', "out of range": b'{"size": 11}',
                          "a huge number": b'{"size": 1e999}', "half a file": b'{"size": 1}\n{"size"'}.items():
        case(f"rows of JSON: {name}", evaluate(content), None, errors=None, status=(1, 2))
    case("rows of JSON: good", evaluate(b'{"size": 1}\n'), None, errors=0, status=(0,))


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.makedirs("empty")
        os.makedirs("folder.msd")
        pathlib.Path("tiny.msd").write_text(FRAMEWORK)
        pathlib.Path("good.msd").write_text(DESIGN)
        for group in (texts, imports, images, outputs, json_lines):
            group()
        os.chdir("/")
    print(f"{count} cases, {len(failed)} failed")
    sys.exit(bool(failed) or count < 100)


if __name__ == "__main__":
    main()
