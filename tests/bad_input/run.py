#!/usr/bin/env python3
"""Hostile input: one clear error each, no crash, nothing half written.

    run.py MSDC

Each case names the code of its one error and the exit status. Memory is limited to 2 GiB, except under a sanitizer
(MSD_BUILD=asan in the environment), whose shadow takes more.
"""
import os
import pathlib
import random
import re
import resource
import signal
import stat
import subprocess
import sys
import tempfile

MSDC = str(pathlib.Path(sys.argv[1]).resolve())
MEMORY = 2 << 30
SECONDS = 400  # a guard against endless loops, not a measurement
FRAMEWORK = 'framework tiny 1\nrow box "Box" single\nfield box.size "Size" : int 0 .. 10 given from "tape" as external\n'
DESIGN = "design d uses tiny { box { size: 3 } }\n"
RULE = FRAMEWORK.encode() + b'field box.big "Big" : bool derived from size\nderive box.big = '
FAULT = re.compile(r"internal fault|Sanitizer|runtime error:|terminate called|Segmentation|Assertion")
FINDING = re.compile(r"^(?:error|warning|note)\[(M\d+)\]", re.M)
failed = []
count = 0


def msdc(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, largest=None):
    """Runs msdc; `largest` is the size in bytes that no file may outgrow. Gives status, both outputs, and those words."""
    def limits():
        if "asan" not in os.environ.get("MSD_BUILD", ""):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        done = subprocess.run([MSDC, *arguments], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, timeout=SECONDS,
                              preexec_fn=limits)
    except subprocess.TimeoutExpired:
        return None, "", "", arguments
    return done.returncode, (done.stdout or b"").decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), arguments


def problem(name, words, text=""):
    failed.append(name)
    print(f"{name}: {words}\n{text[:1500]}", flush=True)


def case(name, result, codes, status, says=None):
    """`result` ended in order, with exactly these findings (a code, or several, or none) and this exit status. `says`: what
    standard error must hold, as its only line."""
    global count
    count += 1
    ended, out, err, arguments = result
    expected = [] if codes is None else [codes] if isinstance(codes, str) else list(codes)
    found = FINDING.findall(out + err)
    wrong = []
    if ended is None:
        wrong.append("it did not end")
    elif ended < 0:
        wrong.append(f"killed by {signal.Signals(-ended).name}")
    elif ended != status:
        wrong.append(f"status {ended}, expected {status}")
    if found != expected:
        wrong.append(f"findings {found}, expected {expected}")
    if FAULT.search(out + err):
        wrong.append("a fault of the program itself")
    if says is not None and (not re.fullmatch(says, err.rstrip("\n"))):
        wrong.append(f"it does not say {says!r} and nothing else, but {err!r}")
    if wrong:
        problem(name, "; ".join(wrong) + f"  ({' '.join(arguments)})", out + err)


def at_most(name, result, each, last, limit):
    """Many errors of one text: all of one kind, and one that says that the rest is not looked at."""
    global count
    count += 1
    ended, out, err, arguments = result
    found = FINDING.findall(out + err)
    if ended != 1 or set(found) != {each, last} or len(found) > limit or FAULT.search(out + err):
        problem(name, f"status {ended}, {len(found)} findings {sorted(set(found))}  ({' '.join(arguments)})", out + err)


def check(content, name="x.msd"):
    pathlib.Path(name).write_bytes(content)
    return msdc("check", "--framework", "tiny.msd", name)


def rules(content):
    pathlib.Path("r.msd").write_bytes(content)
    return msdc("test", "r.msd")


def hollow(name, size, head=b""):
    """A file of this size without its weight on the disk."""
    with open(name, "wb") as file:
        file.write(head)
        file.truncate(size)


def files():
    case("an empty file", check(b""), "M0110", 1)
    case("a file of blanks", check(b" \n\t\r\n"), "M0110", 1)
    case("a file of comments", check(b"// nothing\n"), "M0110", 1)
    case("a folder without designs", msdc("check", "empty"), "M0108", 2)
    case("a folder as a framework", msdc("test", "empty"), "M0802", 2)
    case("a folder that is called like a file", msdc("test", "folder.msd"), "M0101", 2)
    case("a folder as --framework", msdc("check", "--framework", "folder.msd", "good.msd"), "M0101", 2)
    case("a missing file", msdc("check", "missing.msd"), "M0101", 2)
    case("a missing file among good ones", msdc("check", "--framework", "tiny.msd", "good.msd", "missing.msd"), "M0101", 2)
    case("a device", msdc("check", "/dev/zero"), "M0101", 2)
    os.mkfifo("pipe.msd")
    case("a named pipe that nobody writes to", msdc("check", "pipe.msd"), "M0101", 2)
    os.symlink("loop.msd", "loop.msd")
    case("a link to itself", msdc("check", "loop.msd"), "M0101", 2)
    case("a link to itself as a framework", msdc("test", "loop.msd"), "M0101", 2)
    os.remove("loop.msd")
    os.makedirs("turns/inner")
    os.symlink("..", "turns/inner/up")
    pathlib.Path("turns/inner/x.msd").write_text(DESIGN)
    case("a folder that a link leads back into", msdc("check", "--framework", "tiny.msd", "turns"), None, 0)
    hollow("braces.msd", 200_000_000, b"{" * 4096)
    case("a file of 200 MB", msdc("check", "braces.msd"), "M0101", 2)
    with open("braces.msd", "rb") as file:
        case("200 MB by way of standard input", msdc("check", "-", stdin=file), "M0101", 2)
    os.remove("braces.msd")
    case("a variant of itself", rules(b"variant r 1.0 of r 1.0\n"), "M0906", 1)
    case("a variant of a folder", rules(b"variant r 1.0 of folder 1.0\n"), "M0907", 1)
    case("a path that is no folder", msdc("check", "--path", "good.msd", "good.msd"), None, 2)
    case("a missing file as an image", msdc("check", "--framework", "missing.msdi", "good.msd"), "M0101", 2)
    if os.geteuid() != 0:
        pathlib.Path("unreadable.msd").write_text(DESIGN)
        os.chmod("unreadable.msd", 0)
        case("a file that may not be read", msdc("check", "unreadable.msd"), "M0101", 2)


def bytes_and_characters():
    noise = random.Random(1)
    for size in (1, 64, 4096):
        case(f"{size} bytes of noise", check(b"\xff" + noise.randbytes(size)), "M0111", 1)
    case("invalid UTF-8 in a text", check(b'design d "\xc3\x28" uses tiny {}'), "M0111", 1)
    case("an overlong character", check(b'design d "\xc0\xaf" uses tiny {}'), "M0111", 1)
    case("half a surrogate pair", check(b'design d "\xed\xa0\x80" uses tiny {}'), "M0111", 1)
    case("a character cut off by the end", check(b"design d uses tiny {} // \xe2\x82"), "M0111", 1)
    case("UTF-16", check(DESIGN.encode("utf-16")), "M0111", 1)
    case("a NUL", check(b"design d uses tiny { \0 }"), "M0112", 1)
    case("a NUL in a text", check(b'design d "a\0b" uses tiny {}'), "M0112", 1)
    case("noise as a framework", rules(b"\xfe\xed" + noise.randbytes(512)), "M0111", 1)
    case("a NUL in a framework", rules(FRAMEWORK.encode() + b"\0"), "M0112", 1)
    case("a byte order mark", check(b"\xef\xbb\xbf" + DESIGN.encode()), None, 0)
    case("two byte order marks", check(b"\xef\xbb\xbf\xef\xbb\xbf" + DESIGN.encode()), "M0115", 1)
    case("CRLF", check(DESIGN.replace(" { ", " {\n").replace("\n", "\r\n").encode()), None, 0)
    case("CR alone", check(DESIGN.replace(" { ", " {\r").encode()), None, 0)


def texts():
    case("a text that is never closed", check(b'design d "name uses tiny {\n box { size: 3 }\n}\n'), "M0113", 1)
    case("a text that ends with the file", check(b'design d uses tiny { box { size: "'), ["M0202", "M0113"], 1)
    case("a text that is never closed, in rules", rules(FRAMEWORK.encode() + b'step 1 "Begin\n'), "M0113", 1)
    case("a brace that is never closed", check(b"design d uses tiny { box { size: 3 }"), "M0202", 1)
    case("200 KB of braces", check(b"{" * 200_000), "M0116", 1)
    case("15 MB of braces", check(b"{" * 15_000_000), "M0116", 1)
    case("100,000 parentheses", rules(RULE + b"(" * 100_000 + b"size > 3" + b")" * 100_000), "M0116", 1)
    case("100,000 open parentheses", rules(RULE + b"(" * 100_000), "M0116", 1)
    case("100,000 closing parentheses", rules(RULE + b"size > 3" + b")" * 100_000), "M0201", 1)
    case("100,000 times not", rules(RULE + b"not " * 100_000 + b"size > 3"), "M0809", 0)
    case("100,000 times if", rules(RULE + b"if size > 3 then yes else " * 100_000 + b"no"), "M0116", 1)
    case("100,000 terms", rules(RULE + b" or ".join([b"size > 3"] * 100_000)), "M0809", 0)
    case("a number of 100,000 digits", rules(RULE + b"size > " + b"9" * 100_000), "M0117", 1)
    case("a word of 10 MB", check(b"design " + b"a" * 10_000_000 + b" uses tiny {}"), None, 0)
    case("a set of 300,000 values", check(b"design d uses tiny { box { size: {" + b"1," * 300_000 + b"} } }"), "M0610", 1)
    case("15 MB of words", check(b"a " * 7_500_000), "M0204", 1)
    at_most("200 KB of closing braces", check(DESIGN.encode() + b"}" * 200_000), "M0203", "M0210", 101)
    at_most("200 KB of stray signs", check(DESIGN.encode() + b"$ " * 100_000), "M0115", "M0210", 101)
    at_most("100,000 faults", rules(FRAMEWORK.encode() + b"field field row\n" * 100_000), "M0201", "M0210", 101)


def imports():
    def framework(name, text, **others):
        for path, content in {f"{name}.msd": text, **others}.items():
            pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(path).write_text(content)
        return msdc("test", f"{name}.msd")

    os.makedirs("imports/inner")
    os.chdir("imports")
    pathlib.Path(".msdroot").touch()
    pathlib.Path("../outside.msd").write_text('enum far "Far" { a, b }\n')
    case("two files that import each other", framework("a", FRAMEWORK + 'import "b.msd"\n', **{"b.msd": 'import "a.msd"\n'}), "M0104", 1)
    three = {"d.msd": 'import "e.msd"\n', "e.msd": 'import "c.msd"\n'}
    case("three files that import each other", framework("c", FRAMEWORK + 'import "d.msd"\n', **three), "M0104", 1)
    case("a file that imports itself", framework("s", FRAMEWORK + 'import "s.msd"\n'), "M0109", 1)
    os.symlink("t.msd", "alias.msd")
    case("a file that imports itself by another name", framework("t", FRAMEWORK + 'import "alias.msd"\n'), "M0109", 1)
    case("an import outside of the root", framework("o", FRAMEWORK + 'import "../outside.msd"\n'), "M0103", 1)
    case("an import that goes out and comes back", framework("q", FRAMEWORK + 'import "../imports/b2.msd"\n', **{"b2.msd": 'enum e "E" { a, b }\n'}), "M0809", 0)
    case("an import by an absolute path", framework("p", FRAMEWORK + 'import "/etc/passwd"\n'), "M0103", 1)
    case("an import of nothing", framework("n", FRAMEWORK + 'import "nothing.msd"\n'), "M0102", 1)
    case("an import without a name", framework("z", FRAMEWORK + 'import ""\n'), "M0103", 1)
    case("an import of an empty folder", framework("m", FRAMEWORK + 'import "inner"\n'), ["M0809", "M0108"], 0)
    case("an import of an empty file", framework("v", FRAMEWORK + 'import "void.msd"\n', **{"void.msd": ""}), "M0110", 1)
    case("an import of noise", framework("w", FRAMEWORK + 'import "noise.msd"\n', **{"noise.msd": "\x01\x02"}), "M0115", 1)
    os.symlink("loop.msd", "loop.msd")
    case("an import of a link to itself", framework("l", FRAMEWORK + 'import "loop.msd"\n'), "M0102", 1)
    os.symlink("..", "inner/up")
    pathlib.Path("inner/x.msd").write_text('enum e "E" { a, b }\n')
    case("an import of a folder that a link leads back into", framework("f", FRAMEWORK + 'import "inner/x.msd"\n'), "M0809", 0)
    os.remove("inner/up")
    os.symlink("../../outside.msd", "inner/out.msd")
    case("a link out of the root", framework("k", FRAMEWORK + 'import "inner"\n'), "M0103", 1)
    os.remove("inner/out.msd")
    os.symlink("../..", "inner/far")
    case("a link to a folder outside of the root", framework("j", FRAMEWORK + 'import "inner"\n'), "M0103", 1)
    os.remove("inner/far")
    os.mkfifo("pipe.msd")
    case("an import of a design", framework("u", FRAMEWORK + 'import "design.msd"\n', **{"design.msd": DESIGN}), "M0206", 1)
    case("an import of a pipe", framework("y", FRAMEWORK + 'import "pipe.msd"\n'), "M0102", 1)
    os.chdir("..")


def images():
    case("compiling", msdc("compile", "tiny.msd", "-o", "tiny.msdi"), None, 0)
    good = pathlib.Path("tiny.msdi").read_bytes()

    def image(content):
        pathlib.Path("bad.msdi").write_bytes(content)
        return msdc("check", "--framework", "bad.msdi", "good.msd")

    case("a good image", image(good), None, 0)
    for size in sorted({0, 1, 7, 8, 16, 64, len(good) // 2, len(good) - 8, len(good) - 1}):
        case(f"an image cut to {size} bytes", image(good[:size]), "M0804", 2)
    case("an image with a tail", image(good + b"\0" * 8), "M0804", 2)
    bits = random.Random(2)
    for _ in range(40):
        at, bit = bits.randrange(len(good)), bits.randrange(8)
        flipped = bytearray(good)
        flipped[at] ^= 1 << bit
        case(f"an image with bit {bit} of byte {at} flipped", image(bytes(flipped)), "M0804", 2)
    newer = bytearray(good)
    newer[12:16] = (77).to_bytes(4, sys.byteorder)
    result = image(bytes(newer))
    case("an image of a newer format", result, "M0804", 2)
    if "format version 77" not in result[1]:
        problem("an image of a newer format", "the version is not named", result[1])
    case("a text as an image", image(DESIGN.encode() + b" " * 2), "M0804", 2)
    hollow("bad.msdi", 300_000_000)
    case("an image of 300 MB", msdc("check", "--framework", "bad.msdi", "good.msd"), "M0101", 2)
    case("an image dumped", msdc("dump", "image", "tiny.msdi"), None, 0)
    pathlib.Path("bad.msdi").write_bytes(good[:-8])
    case("a bad image dumped", msdc("dump", "image", "bad.msdi"), "M0804", 2)


def outputs():
    cannot_print = r"msdc: cannot write to standard output: "
    commands = (["check", "--framework", "tiny.msd", "good.msd"], ["check", "--framework", "tiny.msd", "--format", "json", "good.msd"],
                ["check", "--framework", "tiny.msd", "--format", "sarif", "good.msd"], ["test", "interview"],
                ["dump", "registry"], ["dump", "registry", "--format", "json"], ["explain", "M0208"], ["completions", "bash"],
                ["--version"], ["--help"])
    for arguments in commands:
        with open("/dev/full", "wb") as full:
            case(f"a full disk: {' '.join(arguments)}", msdc(*arguments, stdout=full), None, 2, cannot_print + "No space left on device")
        read, write = os.pipe()
        os.close(read)
        case(f"a closed pipe: {' '.join(arguments)}", msdc(*arguments, stdout=write), None, 2, cannot_print + "Broken pipe")
        os.close(write)
    closed = subprocess.run(["sh", "-c", 'exec "$0" check --framework tiny.msd good.msd >&-', MSDC], stderr=subprocess.PIPE)
    case("standard output closed", (closed.returncode, "", closed.stderr.decode(), ["check"]), None, 2, cannot_print + "Bad file descriptor")


def compiled():
    """Files that are written: whole or not at all."""
    def left(folder="."):
        return sorted(path.name for path in pathlib.Path(folder).iterdir())

    os.makedirs("out")
    os.chdir("out")
    pathlib.Path("tiny.msd").write_text(FRAMEWORK)
    pathlib.Path("bad.msd").write_text("framework bad 1\nrow\n")
    compile_tiny = lambda output, **more: msdc("compile", "tiny.msd", "-o", output, **more)
    case("an image", compile_tiny("new.msdi"), None, 0)
    whole = pathlib.Path("new.msdi").read_bytes()
    if stat.S_IMODE(os.stat("new.msdi").st_mode) & 0o111 or not os.stat("new.msdi").st_mode & stat.S_IRUSR:
        problem("an image", "it has an odd mode")
    pathlib.Path("kept.msdi").write_text("old")
    os.chmod("kept.msdi", 0o640)
    os.symlink("kept.msdi", "link.msdi")
    os.symlink("loop.msdi", "loop.msdi")
    os.symlink("later.msdi", "dangling.msdi")
    os.makedirs("folder.msdi")
    before = left()

    def untouched(name):
        if pathlib.Path("kept.msdi").read_text() != "old" or left() != before:
            problem(name, f"something was written: {left()}")

    case("a faulty framework compiled", msdc("compile", "bad.msd", "-o", "kept.msdi"), "M0201", 1)
    untouched("a faulty framework compiled")
    case("a missing framework compiled", msdc("compile", "missing.msd", "-o", "kept.msdi"), "M0101", 2)
    untouched("a missing framework compiled")
    for size in (0, 1, 512, len(whole) - 1):
        case(f"a disk that is full after {size} bytes", compile_tiny("kept.msdi", largest=size), None, 2,
             "msdc: cannot write `kept.msdi`: File too large")
        untouched(f"a disk that is full after {size} bytes")
    case("an image on a full device", compile_tiny("/dev/full"), None, 2, "msdc: cannot write `/dev/full`: No space left on device")
    if not stat.S_ISCHR(os.stat("/dev/full").st_mode):
        problem("an image on a full device", "the device was replaced")
    case("an image where no folder is", compile_tiny("nowhere/x.msdi"), None, 2, "msdc: cannot write `nowhere/x.msdi`: No such file or directory")
    case("an image in place of a folder", compile_tiny("folder.msdi"), None, 2, "msdc: cannot write `folder.msdi`: it is a folder")
    case("an image below a file", compile_tiny("tiny.msd/x.msdi"), None, 2, "msdc: cannot write `tiny.msd/x.msdi`: Not a directory")
    case("an image on a link to itself", compile_tiny("loop.msdi"), None, 2, "msdc: cannot write `loop.msdi`: Too many levels of symbolic links")
    case("an image without a name", compile_tiny("folder.msdi/"), None, 2, "msdc: cannot write `folder.msdi/`: it is a folder")
    untouched("refused outputs")
    case("an image by way of a link", compile_tiny("link.msdi"), None, 0)
    if not os.path.islink("link.msdi") or pathlib.Path("kept.msdi").read_bytes() != whole:
        problem("an image by way of a link", "the link was replaced, or does not lead to the image")
    if stat.S_IMODE(os.stat("kept.msdi").st_mode) != 0o640:
        problem("an image by way of a link", "the mode was not kept")
    case("an image by way of a link to nothing", compile_tiny("dangling.msdi"), None, 0)
    if not os.path.islink("dangling.msdi") or pathlib.Path("later.msdi").read_bytes() != whole:
        problem("an image by way of a link to nothing", "the link was replaced, or does not lead to the image")
    read, write = os.pipe()
    case("an image to a pipe", compile_tiny("/dev/stdout", stdout=write), None, 0)
    os.close(write)
    if os.read(read, 1 << 20) != whole:
        problem("an image to a pipe", "other bytes came out")
    os.close(read)
    if left() != sorted(before + ["later.msdi"]):
        problem("compiling", f"files are left behind: {left()}")
    os.chdir("..")


def formatted():
    """msdc fmt writes a file whole or not at all, and only files that change and have no error."""
    ugly, neat = b"design d uses tiny {box {size:3}}\r\n", b"design d uses tiny { box { size: 3 } }\n"

    def fmt(*arguments, content=ugly, **more):
        pathlib.Path("f.msd").write_bytes(content)
        return msdc("fmt", "-q", *arguments, **more)

    def holds(name, content, path="f.msd"):
        if pathlib.Path(path).read_bytes() != content:
            problem(name, f"`{path}` holds something else", repr(pathlib.Path(path).read_bytes()))
        if sorted(os.listdir(".")) != before:
            problem(name, f"files came or went: {os.listdir('.')}")

    os.makedirs("formatted/none/deeper")
    os.makedirs("formatted/some/.hidden")
    os.chdir("formatted")
    pathlib.Path("f.msd").write_bytes(ugly)
    os.symlink("f.msd", "link.msd")
    os.symlink("nothing.msd", "dangling.msd")
    os.symlink("..", "some/up")
    before = sorted(os.listdir("."))
    for size in (0, 1, len(neat) - 1):
        name = f"formatting on a disk that is full after {size} bytes"
        case(name, fmt("f.msd", largest=size), None, 2, "msdc: cannot write `f.msd`: File too large")
        holds(name, ugly)
    if os.geteuid() != 0:
        os.chmod("f.msd", 0o444)
        case("formatting a file that may not be written", msdc("fmt", "-q", "f.msd"), None, 2,
             "msdc: cannot write `f.msd`: Permission denied")
        holds("formatting a file that may not be written", ugly)
        os.chmod("f.msd", 0o640)
    case("formatting what is not there", fmt("nothing.msd"), "M0101", 2)
    case("formatting through a link to nothing", fmt("dangling.msd"), "M0101", 2)
    case("formatting a folder without files", fmt("none"), "M0108", 2)
    case("formatting an empty file", fmt("f.msd", content=b""), "M0110", 1)
    case("formatting noise", fmt("f.msd", content=b"\xff\0\1"), "M0111", 1)
    case("formatting a file with an error", fmt("f.msd", content=ugly + b"}"), "M0203", 1)
    holds("formatting a file with an error", ugly + b"}")
    case("a check writes nothing", fmt("--check", "f.msd"), None, 1, "")
    holds("a check writes nothing", ugly)
    case("a diff writes nothing", fmt("--diff", "f.msd"), None, 0, "")
    holds("a diff writes nothing", ugly)
    with open("/dev/full", "wb") as full:
        case("formatting to a full disk", fmt("--diff", "f.msd", stdout=full), None, 2,
             "msdc: cannot write to standard output: No space left on device")
    os.chmod("f.msd", 0o640)
    case("formatting through a link", fmt("link.msd"), None, 0, "")
    holds("formatting through a link", neat)
    if not os.path.islink("link.msd") or stat.S_IMODE(os.stat("f.msd").st_mode) != 0o640:
        problem("formatting through a link", "the link was replaced, or the mode not kept")
    node = os.stat("f.msd").st_ino
    case("formatting what is formatted", msdc("fmt", "-q", "f.msd"), None, 0, "")
    if os.stat("f.msd").st_ino != node:
        problem("formatting what is formatted", "it was written")
    case("a check of a folder with a link to nothing", msdc("fmt", "-q", "--check", "."), "M0101", 2)
    os.remove("dangling.msd")
    before.remove("dangling.msd")
    case("a check of what is formatted", msdc("fmt", "-q", "--check", "."), None, 0, "")
    for path in ("some/a.msd", "some/.hidden/b.msd", "some/.c.msd", "some/d.txt"):
        pathlib.Path(path).write_bytes(ugly)
    pathlib.Path("some/bad.msd").write_bytes(b"design")
    case("formatting a folder with a bad file", fmt("some", content=neat), "M0201", 1)
    holds("formatting a folder with a bad file", neat, "some/a.msd")
    for path in ("some/.hidden/b.msd", "some/.c.msd", "some/d.txt"):
        holds("formatting a folder with other files", ugly, path)
    pathlib.Path("deep.msd").write_bytes(b"design d uses tiny {" + b"a {" * 150 + b"b c\n" * 60_000 + b"}" * 151)
    case("formatting a file that grows beyond the limit", msdc("fmt", "-q", "deep.msd"), "M0820", 1)
    pathlib.Path("wide.msd").write_bytes(b"design d uses tiny {" + b"a: 1 " * 200_000 + b"}")
    case("formatting one very long line", msdc("fmt", "-q", "wide.msd"), None, 0, "")
    pathlib.Path("rows.msd").write_bytes(b"design d uses tiny {\n" + b"a" + b" b" * 200_000 + b"\na" + b" c" * 200_000 + b"\n}")
    case("formatting rows of very many words", msdc("fmt", "-q", "rows.msd"), None, 0, "")
    pathlib.Path("nest.msd").write_bytes((b"design d uses tiny {" + b"a {" * 190 + b"}" * 191 + b"\n") )
    case("formatting rows in rows in rows", msdc("fmt", "-q", "nest.msd"), None, 0, "")
    os.chdir("..")


def designs():
    os.makedirs("twins")
    for name in ("one.msd", "two.msd"):
        pathlib.Path("twins", name).write_text(DESIGN)
    case("two designs of one name", msdc("check", "--framework", "tiny.msd", "twins"), "M0805", 1)
    case("two designs in one file", check((DESIGN + DESIGN.replace("design d", "design e")).encode()), "M0207", 1)
    case("a framework where a design is asked for", msdc("check", "tiny.msd"), "M0801", 1)
    case("a design where a framework is asked for", msdc("test", "good.msd"), "M0106", 1)
    case("a design of a framework that is not there", msdc("check", "good.msd"), "M0802", 1)


def json_lines():
    def evaluate(content):
        pathlib.Path("rows.jsonl").write_bytes(content)
        return msdc("eval", "--framework", "tiny.msd", "--row", "box", "rows.jsonl")

    contents = {"no JSON": b"{", "a list": b"[1]", "a deep list": b"[" * 100_000, "a deep object": b'{"a":' * 100_000,
                "noise": b"\xff" + random.Random(3).randbytes(99).replace(b"\n", b" "), "an unknown field": b'{"nothing": 1}',
                "a wrong type": b'{"size": "x"}', "out of range": b'{"size": 11}', "a huge number": b'{"size": 1e999}',
                "half a line": b'{"size"'}
    for name, content in contents.items():
        result = evaluate(content)
        case(f"a row of JSON: {name}", result, None, 1)
        if result[1].count("\n") != 1 or result[1].count('"severity":"error"') != 1:
            problem(f"a row of JSON: {name}", "there is not one line with one error", result[1])
    case("a good row of JSON", evaluate(b'{"size": 1}\n'), None, 0)
    case("a folder as rows of JSON", msdc("eval", "--framework", "tiny.msd", "--row", "box", "empty"), None, 2,
         r"msdc: cannot read `?empty`?: Is a directory")


def main():
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.makedirs("empty")
        os.makedirs("folder.msd")
        pathlib.Path("tiny.msd").write_text(FRAMEWORK)
        pathlib.Path("good.msd").write_text(DESIGN)
        for group in (files, bytes_and_characters, texts, imports, images, outputs, compiled, formatted, designs, json_lines):
            group()
            os.chdir(folder)
        os.chdir("/")
    print(f"{count} cases, {len(failed)} failed")
    sys.exit(bool(failed) or count < 150)


if __name__ == "__main__":
    main()
