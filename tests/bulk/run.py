#!/usr/bin/env python3
"""`msdc eval --records` from outside: what it answers, what it refuses, and how it goes on after a kill.

    run.py MSDC answers|bad|resume|streams|memory
"""
import json
import os
import pathlib
import pty
import random
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
SHOP = ["--framework", str(HERE / "shop.msd"), "--row", "order"]
SIZES = ["small", "middle", "large_and_very_long"]
EXTRAS = ["gift", "cold", "quick", "fragile_goods"]
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def record(rng):
    some = lambda values: [v for v in values if rng.random() < 0.4]
    return {
        "some_items_where_heavy": "!rejected" if rng.random() < 0.05 else rng.random() < 0.5,
        "place.closed": rng.random() < 0.2,
        "size": rng.choice(SIZES),
        "mode": rng.choice([*SIZES, None]),
        "paid": rng.random() < 0.5,
        "urgent": rng.choice([True, False, None]),
        "extras": some(EXTRAS),
        "wishes": rng.choice([None, some(EXTRAS)]),
        "weight": rng.choice([0, 2.5, 2.500001, 30, 30.000001, 999999, -40]),
        "pieces": rng.choice([None, -5, 0, 7, 1000000]),
        "discount": rng.choice(["50 %", "49.9 %", 0.5, 0]),
        "wait": rng.choice([None, "90 s", "1.5 min", "24 h", "0 s"]),
    }


def lines(count, seed=1):
    rng = random.Random(seed)
    return "".join(json.dumps(record(rng), separators=(",", ":")) + "\n" for _ in range(count))


def cell(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(value) if value else '""'
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else f'"{value}"'


def as_csv(text):
    records = [json.loads(line) for line in text.splitlines()]
    keys = list(records[0])
    return ",".join(keys) + "\r\n" + "".join(",".join(cell(r[k]) for k in keys) + "\r\n" for r in records)


def msdc(*arguments, text=b"", shop=True):
    text = text.encode() if isinstance(text, str) else text
    done = subprocess.run([MSDC, "eval", "--records", *(SHOP if shop else []), *arguments], input=text,
                          capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def expected(r):
    """The rules of shop.msd once more, by hand."""
    bulky, closed = r["some_items_where_heavy"], r["place.closed"]
    values, rules, rejected = {}, {}, {}
    if bulky == "!rejected":
        rejected["bulky"] = None
    else:
        values["bulky"] = bulky
    if closed:
        values["by"] = None
    elif bulky == "!rejected":
        rejected["by"] = None
    elif r["weight"] > 30 and not r["paid"]:
        rejected["by"] = rules["by"] = "refused"
    else:
        way = [("packed", {"gift", "cold"} <= set(r["extras"]), "middle"), ("wished", r["mode"] is not None and r["size"] != "small", r["mode"]),
               ("far", bulky or r["weight"] <= 2.5, "large_and_very_long"), ("otherwise", True, "small")]
        rules["by"], _, values["by"] = next(w for w in way if w[1])
    values["packed"] = [e for e in EXTRAS if e in r["extras"] or (e == "quick" and "cold" in r["extras"])
                        or (e == "gift" and "gift" in (r["wishes"] or []))]
    values["total"] = r["pieces"]
    values["late"] = {None: None, "90 s": "90 s", "1.5 min": "90 s", "24 h": "1 d", "0 s": "0 s"}[r["wait"]]
    values["hurry"] = r["urgent"] is True or r["discount"] in ("50 %", 0.5)
    return {"values": values, "rules": rules, "rejected": rejected}


def answers():
    text = lines(2000)
    records = [json.loads(line) for line in text.splitlines()]
    status, printed, said = msdc("--trace", text=text)
    check((status, said) == (0, ""), f"answers: {status} {said}")
    got = [json.loads(line) for line in printed.splitlines()]
    check(len(got) == len(records), f"answers: {len(got)} lines for {len(records)} records")
    for r, g in zip(records, got):
        check(g == expected(r), f"answers: {r} gives {g}, not {expected(r)}")
    order = list(got[0]["values"])
    listed = subprocess.run([MSDC, "dump", "records", str(HERE / "shop.msd")], capture_output=True, text=True).stdout
    of_order = listed[listed.index("record order"):].split("\nrecord ")[0]
    decisions = [line.split()[1] for line in of_order.splitlines() if line.startswith("decision")]
    check([d for d in decisions if d in order] == order, f"answers: the order is {order}")
    plain = [{k: v for k, v in g.items() if k != "rules"} for g in got]
    _, printed, _ = msdc(text=text)
    check([json.loads(line) for line in printed.splitlines()] == plain, "answers: --trace changes more than the rules")
    # However it is written, it is the same.
    rng = random.Random(2)
    ways = {"spaces": lambda r: json.dumps(r), "wide": lambda r: "\t" + json.dumps(r, separators=(" , ", "  :\t")) + " \r",
            "shuffled": lambda r: json.dumps(dict(rng.sample(list(r.items()), len(r)))),
            "escaped": lambda r: json.dumps(r).replace("size", "s\\u0069ze").replace("small", "\\u0073mall"),
            "left out": lambda r: json.dumps({k: v for k, v in r.items() if v is not None})}
    for name, way in ways.items():
        end = "\n" if name != "shuffled" else "\r\n"
        status, other, said = msdc(text="\ufeff" + end.join(["", *(way(r) for r in records)]))
        check((status, other) == (0, printed), f"answers: {name}: {status} {said[:300]}")
    status, other, said = msdc("--read", "csv", text="\ufeff" + as_csv(text))
    check((status, other) == (0, printed), f"answers: csv: {status} {said[:300]}")
    _, table, _ = msdc("--write", "csv", "--trace", text=text)
    head, *rows = table.splitlines()
    check(head == ",".join(order + [d + "_rule" for d in order] + ["error"]), f"answers: {head}")
    for row, g in zip(rows, got):
        cells = [("!rejected" if d in g["rejected"] else cell(g["values"][d]).strip('"') or ('""' if g["values"][d] == [] else ""))
                 for d in order]
        check(row == ",".join(cells + [g["rules"].get(d, "") for d in order] + [""]), f"answers: {row} is not {g}")
    # Several files are one run.
    with tempfile.TemporaryDirectory() as folder:
        parts = text.splitlines(keepends=True)
        paths = []
        for n, part in enumerate((parts[:700], parts[700:701], [], parts[701:])):
            paths.append(f"{folder}/{n}")
            pathlib.Path(paths[-1]).write_text("".join(part).rstrip("\n"))
        status, other, _ = msdc(*paths)
        check((status, other) == (0, printed), "answers: several files")


def bad():
    good = lines(1).rstrip("\n")
    r = json.loads(good)
    changed = lambda **more: json.dumps({**r, **more}, separators=(",", ":"))
    without = json.dumps({k: v for k, v in r.items() if k not in ("size", "paid")}, separators=(",", ":"))
    column = good.index('"size":') + 1
    cases = [
        (good.replace('"size"', '"sise"'), column, "there is no column `sise`; did you mean `size`?"),
        (good.replace('"place.closed"', '"place.close"'), None, "there is no column `place.close`; did you mean `place.closed`?"),
        (good[:-1] + ',"nothing_like_it":1}', len(good) + 1, "there is no column `nothing_like_it`"),
        (changed(size="tiny"), column + 7, '`size` is `"tiny"`, but must be a value of `size`'),
        (changed(size=None), column + 7, "`size` is `null`, but must be a value of `size`"),
        (good[:-1] + ',"size":"small"}', len(good) + 1, "`size` is stated twice"),
        (without, 1, "there is no `paid`, `size`"),
        (changed(pieces=1.5), None, "`pieces` is `1.5`, but must be a count from -5 to 1000000 or null"),
        (changed(weight=1e99), None, "`weight` is `1e+99`, but must be"),
        (changed(wait="5 kg"), None, '`wait` is `"5 kg"`, but must be a time from 0 s to 1 d or null'),
        (changed(extras="gift"), None, '`extras` is `"gift"`, but must be an array of values of `extra`'),
        (changed(extras=["gift", "gold"]), None, '`extras` is `"gold"`'),
        (changed(paid={"yes": [1]}), None, '`paid` is `{"yes":[1`'),
        (changed(paid="!rejected"), None, '`paid` is `"!rejected"`'),
        ("[1]", 1, "there is `[` where `{` is expected"),
        (good + "x", len(good) + 1, "there is `x` where the end of the line is expected"),
        (good[:-1], len(good), "the line ends where `,` or `}` is expected"),
        (good[:-1] + ",}", len(good) + 1, "there is `}` where a key is expected"),
        ('{"size', 2, "the text that begins here does not end"),
        ('{"a\\x"', 4, "there is no such escape"),
        ('{"ä": 1}', 2, "there is no column `ä`"),
        ('{"size"é', 8, "there is `é` where `:` is expected"),
        ("nonsense", 1, "there is `n` where `{` is expected"),
        ('{"a\x00b": 1}', 4, "a control character must be written as an escape"),
        (b'{"\xff": 1}', 2, "there is no column `\ufffd`"),
        ('{"' + "k" * 100_000 + '": 1}', 2, "there is no column `kkk"),
        ("[" * 100_000, 1, "there is `[` where"),
    ]
    for text, at, words in cases:
        text = text if isinstance(text, bytes) else text.encode()
        status, printed, said = msdc(text=good.encode() + b"\n\n" + text + b"\n" + good.encode() + b"\n")
        first, second, third = (printed.splitlines() + ["", "", ""])[:3]
        check(status == 1 and printed.count("\n") == 3 and first == third and list(json.loads(second or "{}")) == ["error"],
              f"bad: {text[:80]}: {status} {printed[:300]}")
        place = f"msdc: standard input:3:{at}: " if at else "msdc: standard input:3:"
        check(said.startswith(place) and words in said, f"bad: {text[:80]}: {said[:300]}, not {place}{words}")
        check(("did you mean" in said) == ("did you mean" in words), f"bad: {text[:80]}: {said[:300]}")
        check(words in json.loads(second or '{"error":""}')["error"], f"bad: {second[:200]}")
        check(said.endswith("\nmsdc: 1 of 3 records is bad\n") and said.count("\n") == 2, f"bad: {said[:300]}")
        status, printed, stopped = msdc("--on-error", "stop", text=good.encode() + b"\n\n" + text + b"\n" + good.encode())
        check((status, printed) == (1, first + "\n") and stopped.startswith(place), f"bad: stop: {status} {printed[:200]}")
    long = b'{"size":"' + b"x" * (17 << 20) + b'"}\n'
    spaces = b" " * (17 << 20) + b"\n"
    status, printed, said = msdc(text=long + good.encode() + b"\n" + spaces + good.encode() + b"\n" + long.rstrip())
    kinds = ["error" in json.loads(line) for line in printed.splitlines()]
    check(status == 1 and kinds == [True, False, True, False, True] and said.count("longer than 16 MiB") == 3, f"bad: long: {said}")
    table = as_csv(good)
    head, row = table.split("\r\n")[:2]
    for text, at, words, wanted in [
        ("sise" + head[head.index(","):] + "\n" + row, "1:1", "there is no column `sise`; did you mean `size`?", 2),
        (head + ",size\n" + row, f"1:{len(head) + 2}", "`size` is named twice", 2),
        ("size,paid\nsmall,true\n", "1:1", "there is no `some_items_where_heavy`, `place.closed`, `weight`, `extras`", 2),
        (table + row + ",1\n", f"3:{len(row) + 2}", "more than the 12 fields", 1),
        (table + "small\r\n" + row, "3:1", "`some_items_where_heavy` is `small`", 1),
        (table + "true\n" + row, "3:5", "has 1 fields, but the header names 12", 1),
        (table + row.replace('"', "", 1) + "\n", "3:", "a quote may only stand", 1),
        (table + '"a\n\nb\n', "3:1", "the quotes that begin here are not closed", 1),
        (table + 'true,"a\n""b"\n' + row, "3:6", "`place.closed` is", 1),
    ]:
        status, printed, said = msdc("--read", "csv", text=text)
        check(status == wanted and said.startswith(f"msdc: standard input:{at}") and words in said, f"bad: csv: {text[:200]!r}: {status} {said[:300]}")
    status, printed, said = msdc("--write", "csv", text=good + '\n{"a\\"b": 1}\n')
    check(printed.splitlines()[2].endswith(',"there is no column `a""b`"'), f"bad: csv line: {printed}")
    for arguments, words, wanted in [(["no_such_file"], "cannot read `no_such_file`", 2), ([str(HERE)], "cannot read", 2),
                                     (["--from", "4"], "there are only 1 records", 2), (["--on-error", "ask"], "there is no `ask`", 2),
                                     (["--defaults"], "--defaults", 2), (["--from", "-1"], "", 2)]:
        status, printed, said = msdc(*arguments, text=good)
        check(status == wanted and words in said, f"bad: {arguments}: {status} {said}")
    status, _, said = msdc("--framework", str(HERE / "shop.msd"), "--row", "item", shop=False)
    check(status == 2 and "no rules" in said, f"bad: no rules: {said}")
    done = subprocess.run([MSDC, "eval", *SHOP, "--trace"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    check(done.returncode == 2 and "--records" in done.stderr, f"bad: --trace alone: {done.stderr}")


def resume():
    """Killed in the middle, again and again, it comes to the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, "records"), pathlib.Path(folder, "out")
        broken = ["{}", "nonsense", "", "  "]
        rng = random.Random(3)
        text = "".join(line + ("\n" + rng.choice(broken) if rng.random() < 0.02 else "") + "\n" for line in lines(60_000).splitlines())
        for form, more in (("ndjson", []), ("csv", ["--read", "csv", "--write", "csv", "--trace"])):
            source.write_text(text if form == "ndjson" else as_csv(lines(30_000)) + "true\n" + '"a\nb"\n')
            command = [MSDC, "eval", "--records", *SHOP, *more]
            with open(source) as given:
                whole = subprocess.run(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
            heads = 1 if form == "csv" else 0
            out.write_bytes(b"")
            kills = 0
            for n in range(200):
                done = out.read_bytes()
                done = done[:done.rfind(b"\n") + 1]  # what is half there is written anew
                out.write_bytes(done)
                from_ = max(0, done.count(b"\n") - heads)
                with open(out, "ab") as target:
                    process = subprocess.Popen([*command, "--from", str(from_)], stdin=subprocess.PIPE, stdout=target, stderr=subprocess.DEVNULL)
                    data = source.read_bytes()
                    # It lives until it has written some more; then it dies while it has work.
                    os.set_blocking(process.stdin.fileno(), True)
                    enough = rng.randrange(len(data)) if n < 8 else len(data)
                    try:
                        process.stdin.write(data[:enough])
                        process.stdin.flush()
                        if n < 8:
                            process.send_signal(signal.SIGKILL)
                            kills += 1
                        process.stdin.close()
                    except BrokenPipeError:
                        pass
                    process.wait()
                if n >= 8:
                    break
            check(kills == 8 and out.read_bytes() == whole, f"resume: {form}: the bytes differ after {kills} kills")
            size = whole.count(b"\n") - heads
            for n in (0, 1, size - 1, size):
                with open(source) as given:
                    rest = subprocess.run([*command, "--from", str(n)], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
                cut = whole.split(b"\n", heads if n else 0)[-1] if n else whole
                check(rest == b"\n".join(cut.split(b"\n")[n:]), f"resume: {form}: --from {n}")


def streams():
    good = lines(1)
    command = [MSDC, "eval", "--records", *SHOP]
    # Who writes a line and waits gets the answer.
    talk = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for _ in range(3):
        talk.stdin.write(good.encode())
        talk.stdin.flush()
        check(talk.stdout.readline().startswith(b'{"values":'), "streams: no answer")
    talk.stdin.write(good.encode()[:40])
    talk.stdin.flush()
    talk.stdin.write(good.encode()[40:].rstrip())
    talk.stdin.close()
    check(talk.stdout.read().count(b"\n") == 1, "streams: the last line without its end")
    check(talk.wait() == 0, "streams: it ends badly")
    # A reader that goes away is no news.
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "records")
        source.write_text(good * 20_000)
        with open(source) as given:
            run = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            run.stdout.readline()
            run.stdout.close()
            check(run.stderr.read() == b"", "streams: it complains of a closed pipe")
            check(run.wait() == 2, "streams: a closed pipe is no failure")
        full = subprocess.run([*command, str(source)], stdout=open("/dev/full", "w"), stderr=subprocess.PIPE, text=True)
        check(full.returncode == 2 and "cannot write to standard output: No space left" in full.stderr, f"streams: {full.stderr}")
    # A terminal is told how far it is, once it takes long; others are not.
    for terminal in (True, False):
        ours, theirs = pty.openpty() if terminal else os.pipe()
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        run.stdin.write(good.encode() * 3)
        run.stdin.flush()
        time.sleep(3)
        run.stdin.write(good.encode() * 4 + b"{}\n")
        run.stdin.close()
        run.wait()
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:
            pass
        os.close(ours)
        check((b"\r3 records" in told or b"\r8 records" in told) == terminal, f"streams: progress: {told}")
        check((b"\x1b" in told) == terminal and b"1 of 8 records is bad" in told, f"streams: progress: {told}")


def memory():
    good = lines(200)
    peaks = []
    for size in (10, 100):
        run = subprocess.Popen([MSDC, "eval", "--records", *SHOP, "--read", "ndjson"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        written = 0
        while written < size << 20:
            written += run.stdin.write(good.encode())
        run.stdin.close()
        _, status, usage = os.wait4(run.pid, 0)
        check(status == 0, f"memory: {status}")
        peaks.append(usage.ru_maxrss)
    print(f"largest resident sets for 10 and 100 MiB: {peaks} KiB")
    check(peaks[1] < peaks[0] + 1024, f"memory: it grows from {peaks[0]} to {peaks[1]} KiB")
    check(SANITIZED or peaks[1] < 32 << 10, f"memory: {peaks[1]} KiB")


if __name__ == "__main__":
    MSDC = str(pathlib.Path(sys.argv[1]).resolve())
    SANITIZED = os.environ.get("MSD_BUILD") == "asan"
    {"answers": answers, "bad": bad, "resume": resume, "streams": streams, "memory": memory}[sys.argv[2]]()
    for problem in problems[:20]:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)
