#!/usr/bin/env python3
"""The library as others get it: installed, found by CMake and by pkg-config, linked both ways, from C and from C++.

    tests/library/installed.py MSDC BUILD_FOLDER
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLES = os.path.join(ROOT, "docs", "examples", "library")
failed = passed = 0


def check(what, good, shown=""):
    global failed, passed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"{what}\n{shown}")


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def must(command, **more):
    out = run(command, **more)
    if out.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{out.stdout}{out.stderr}")
    return out.stdout


def main():
    msdc, build = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "usr")
        must(["cmake", "--install", build, "--component", "msd_library", "--prefix", prefix])
        files = sorted(os.path.relpath(os.path.join(at, name), prefix) for at, _, names in os.walk(prefix) for name in names)
        for wanted in ("include/msd.h", "include/msd.hpp"):
            check(f"{wanted} is installed", wanted in files, files)
        # Nothing of where it was built.
        for name in files:
            if name.endswith((".cmake", ".pc")):
                with open(os.path.join(prefix, name), encoding="utf-8") as file:
                    text = file.read()
                check(f"{name} names no folder of the build", ROOT not in text and folder not in text, text)
        library = next(os.path.join(prefix, name) for name in files if re.search(r"libmsd\.so\.\d+\.\d+", name))
        symbols = [line.split()[-1] for line in must(["nm", "-D", "--defined-only", library]).splitlines()]
        with open(os.path.join(prefix, "include", "msd.h"), encoding="utf-8") as file:
            declared = set(re.findall(r"^MSD_API [^;(]*?(\w+)\(", file.read(), re.M))
        check("the interface and nothing else is exported", set(symbols) == declared, set(symbols) ^ declared)

        # Moved somewhere else, it still works.
        moved = os.path.join(folder, "elsewhere")
        shutil.move(prefix, moved)
        libraries = os.path.dirname(os.path.join(moved, os.path.relpath(library, prefix)))
        work = os.path.join(folder, "examples")
        must(["cmake", "-S", EXAMPLES, "-B", work, f"-DCMAKE_PREFIX_PATH={moved}"])
        must(["cmake", "--build", work])
        image = os.path.join(folder, "triage.msdi")
        must([msdc, "compile", os.path.join(ROOT, "tests/frameworks/triage/triage.msd"), "-o", image])
        records = must([msdc, "dump", "records", os.path.join(ROOT, "tests/frameworks/triage/triage.msd")])
        row = re.search(r"^record (\w+)", records, re.M).group(1)

        out = run([os.path.join(work, "decide"), image, row])
        check("a program in C decides", out.returncode == 0 and " = " in out.stdout, out.stdout + out.stderr)
        out = run([os.path.join(work, "decide"), image, "nobody"])
        check("an unknown row is told", out.returncode == 1 and "no such row: nobody" in out.stderr, out.stderr)

        # The same through pkg-config, by a C compiler alone.
        environment = dict(os.environ, PKG_CONFIG_PATH=os.path.join(libraries, "pkgconfig"))
        if shutil.which("pkg-config"):
            flags = must(["pkg-config", "--cflags", "--libs", "msd"], env=environment).split()
        else:
            with open(os.path.join(libraries, "pkgconfig", "msd.pc"), encoding="utf-8") as file:
                check("the file for pkg-config names the library", "-lmsd" in file.read())
            flags = [f"-I{moved}/include", f"-L{libraries}", "-lmsd"]
        plain = os.path.join(folder, "plain")
        must(["cc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", os.path.join(EXAMPLES, "decide.c"), "-o", plain] + flags)
        again = run([plain, image, row], env=dict(os.environ, LD_LIBRARY_PATH=libraries))
        check("linked by pkg-config, the same", again.stdout == run([os.path.join(work, "decide"), image, row]).stdout,
              again.stdout + again.stderr)

        # What decides it here decides it there: all values of a column.
        sample = os.path.join(folder, "parcels.msd")
        with open(sample, "w", encoding="utf-8") as file:
            file.write('framework parcels 1.0\nenum way { plane, train, van }\nrow parcel "Parcel"\n'
                       'field parcel.wanted : way given from "form" as external\n'
                       'field parcel.heavy : optional bool given from "form" as external\n'
                       'field parcel.way : way classified from wanted, heavy\n'
                       'classify parcel.way {\n  heavy when wanted == plane and heavy => reject "too heavy"\n'
                       '  fast when wanted == plane => plane\n  slow when wanted == train => train\n  otherwise van\n}\n')
        must([msdc, "compile", sample, "-o", image, "-q"])
        out = run([os.path.join(work, "table"), image, "parcel", "wanted", "way"])
        check("a program in C++ decides", out.stdout == "plane: plane by fast\ntrain: train by slow\nvan: van by otherwise\n",
              out.stdout + out.stderr)
        one, two = (run([os.path.join(work, "many"), image, "parcel", "way", "90000", threads]) for threads in ("1", "2"))
        counts = dict(line.split(": ") for line in one.stdout.splitlines())
        check("a program decides many records", set(counts) == {"plane", "train", "van", "rejected"} and
              sum(map(int, counts.values())) == 90000, one.stdout + one.stderr)
        check("by two threads, the same", one.stdout == two.stdout, two.stdout + two.stderr)
        out = run([plain, image, "parcel", "wanted=plane", "heavy=yes"], env=dict(os.environ, LD_LIBRARY_PATH=libraries))
        check("a rejection is told, with its rule", out.stdout == "way = rejected by heavy\n", out.stdout + out.stderr)

        # Other versions of the format, damage, other files.
        with open(image, "rb") as file:
            good = file.read()
        version = next(at for at in range(0, 64, 4) if int.from_bytes(good[at:at + 4], "little") in range(1, 100))
        for what, bytes_ in (("newer", good[:version] + (99).to_bytes(4, "little") + good[version + 4:]),
                             ("older", good[:version] + (1).to_bytes(4, "little") + good[version + 4:]),
                             ("damaged", good[:-9] + bytes([good[-9] ^ 1]) + good[-8:]), ("cut", good[:len(good) // 16 * 8]),
                             ("odd", good + b"x"), ("empty", b"")):
            with open(image, "wb") as file:
                file.write(bytes_)
            out = run([plain, image, "parcel"], env=dict(os.environ, LD_LIBRARY_PATH=libraries))
            check(f"an image that is {what} is refused", out.returncode == 1 and "not a usable image" in out.stderr,
                  out.stdout + out.stderr)
            if what in ("newer", "older"):
                check(f"one that is {what} by its version", "version" in out.stderr, out.stderr)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
