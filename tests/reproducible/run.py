#!/usr/bin/env python3
"""The same sources give the same image, byte for byte, and everything made of it names its hash.

    run.py MSDC [--update]

Frameworks are compiled where they are, by other paths, from other folders, from copies whose files were written in
another order, and in other surroundings. Hashes of frameworks that only the tests have are kept in hashes.txt, so that
another machine or compiler that gives other bytes is noticed; --update writes them anew, after a change of these
frameworks or of the format.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KEPT = os.path.join(ROOT, "tests/reproducible/hashes.txt")
SHIPPED = sorted(f"stdlib/{name}" for name in os.listdir(os.path.join(ROOT, "stdlib")) if name.endswith(".msd"))
PINNED = ("tests/emit/hard_names.msd", "tests/frameworks/triage/triage.msd", "tests/fuzz/frameworks/ward.msd")
SURROUNDINGS = (
    {"LC_ALL": "C", "TZ": "UTC"},
    {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns", "HOME": "/nowhere", "COLUMNS": "17", "NO_COLOR": "1"},
    {"MALLOC_PERTURB_": "165", "SOURCE_DATE_EPOCH": "1"},
)
passed = failed = 0


def check(what, good, detail=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"FAILED: {what}\n{detail}")


def hash_of(image):
    """The checksum behind magic, byte order, version and size."""
    return f"{int.from_bytes(image[24:32], sys.byteorder):016x}"


class Compiler:
    def __init__(self, msdc, folder):
        self.msdc = msdc
        self.folder = folder
        self.count = 0

    def run(self, *arguments, cwd=ROOT, more=None):
        environment = {**os.environ, **(more or {})}
        return subprocess.run([self.msdc, *arguments], capture_output=True, text=True, cwd=cwd, env=environment, timeout=300)

    def image(self, entry, cwd=ROOT, more=None):
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.msdi")
        out = self.run("compile", entry, "-o", path, "-q", cwd=cwd, more=more)
        if out.returncode not in (0, 1) or not os.path.exists(path):
            sys.exit(f"{entry} from {cwd}: [{out.returncode}] {out.stderr}")
        with open(path, "rb") as file:
            return file.read()


def copied(folder, seed):
    """The sources of all frameworks below a folder, written in an order of its own, without their times."""
    files = [os.path.relpath(os.path.join(at, name), ROOT) for top in ("stdlib", "rules", "tests") for at, _, names in
             os.walk(os.path.join(ROOT, top)) for name in names if name.endswith((".msd", ".msdroot"))] + [".msdroot"]
    files.sort()
    random.Random(seed).shuffle(files)
    for name in files:
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(os.path.join(ROOT, name), "rb") as source, open(target, "wb") as file:
            file.write(source.read())
    return folder


def same_bytes(compiler, folder):
    one = copied(os.path.join(folder, "one"), 1)
    two = copied(os.path.join(folder, "a folder with spaces", "ünd mehr", "two"), 2)
    linked = os.path.join(folder, "linked")
    os.symlink(two, linked)
    images = {}
    for entry in (*SHIPPED, *PINNED):
        image = images[entry] = compiler.image(entry)
        where = os.path.dirname(os.path.join(ROOT, entry))
        name = os.path.basename(entry)
        ways = {
            "again": (entry, ROOT), "by its whole path": (os.path.join(ROOT, entry), ROOT),
            "from its own folder": (name, where), "by a detour": (f"./stdlib/..//{entry}", ROOT),
            "from elsewhere": (os.path.join(ROOT, entry), "/"), "from below": (os.path.join("..", entry), os.path.join(ROOT, "docs")),
            "a copy": (entry, one), "a copy by its whole path": (os.path.join(two, entry), folder),
            "a copy from its own folder": (name, os.path.dirname(os.path.join(two, entry))),
            "through a link": (os.path.join(linked, entry), ROOT),
        }
        for way, (path, cwd) in ways.items():
            check(f"{entry}: {way}, the same bytes", compiler.image(path, cwd) == image)
        for more in SURROUNDINGS:
            check(f"{entry}: the same bytes with {more}", compiler.image(entry, more=more) == image)
        check(f"{entry}: no folder of this machine in it", ROOT.encode() not in image and folder.encode() not in compiler.image(
            os.path.join(two, entry), folder))
    # A framework without a mark has the folder of its entry file for a root.
    alone = []
    for name in ("here", "there"):
        os.mkdir(os.path.join(folder, name))
        shutil.copy(os.path.join(ROOT, PINNED[0]), os.path.join(folder, name, "alone.msd"))
        alone.append(compiler.image(os.path.join(folder, name, "alone.msd"), "/"))
    check("one file alone: the same bytes", alone[0] == alone[1])
    return images


def named_in(compiler, images):
    """Whatever is made of an image names its hash."""
    entry = PINNED[0]
    wanted = hash_of(images[entry])
    for language in ("js", "cpp", "sql", "duckdb", "spark", "json"):
        out = compiler.run("compile", entry, "--emit", language, "-o", "-")
        check(f"emitted {language} names the image", wanted in out.stdout, out.stdout[:400] + out.stderr)
    design = "docs/examples/wrong_mechanism.msd"
    wanted = hash_of(images["stdlib/interview.msd"])
    for form in ("json", "sarif", "junit", "markdown", "html"):
        out = compiler.run("check", "--format", form, design)
        check(f"the report as {form} names the image", wanted in out.stdout, out.stdout[-400:] + out.stderr)
        quiet = compiler.run("check", "--format", form, "-q", design)
        check(f"the report as {form}, quiet, names the image", wanted in quiet.stdout, quiet.stdout[-400:])
    sarif = json.loads(compiler.run("check", "--format", "sarif", design).stdout)["runs"][0]
    check("SARIF says which framework it is", [one["hash"] for one in sarif["properties"]["frameworks"]] == [wanted], sarif["properties"])


def places(compiler, folder):
    """An image holds paths from the root; reports show where the files are."""
    entry = "stdlib/interview.msd"
    there = os.path.join(folder, "one")
    dumped = compiler.run("dump", "image", os.path.join(there, entry), cwd="/").stdout
    check("an image holds the path from the root", 'path="stdlib/interview/rows.msd"' in dumped and there not in dumped, dumped[:600])
    shown = json.loads(compiler.run("dump", "archetypes", "--format", "json", os.path.join(there, entry), cwd="/").stdout)
    files = [one["file"] for one in shown["archetypes"]]
    check("a catalogue shows where the files are", files and all(os.path.exists(os.path.join("/", file)) for file in files), files[:3])


def pinned(images, update):
    lines = [f"{hash_of(images[entry])} {entry}\n" for entry in PINNED]
    if update:
        with open(KEPT, "w", encoding="utf-8") as file:
            file.writelines(lines)
    with open(KEPT, encoding="utf-8") as file:
        kept = file.readlines()
    # The bytes are those of a machine with the small end first.
    if sys.byteorder == "little":
        check("images have the hashes that are kept", kept == lines, "".join(lines) + "kept, if the sources are as they were:\n" + "".join(kept))


def main():
    with tempfile.TemporaryDirectory() as folder:
        compiler = Compiler(os.path.abspath(sys.argv[1]), folder)
        images = same_bytes(compiler, folder)
        named_in(compiler, images)
        places(compiler, folder)
        pinned(images, "--update" in sys.argv[2:])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
