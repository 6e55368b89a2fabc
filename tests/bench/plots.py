#!/usr/bin/env python3
"""Tables and plots of benchmarks, from a document that was kept (measured.json): nothing is measured here.

    plots.py FOLDER-OF-tools/bench
"""
import copy
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
problems = []


def check(condition, words):
    if not condition:
        problems.append(words)


def call(program, document, *words):
    text = document if isinstance(document, str) else json.dumps(document)
    return subprocess.run([program, *words], input=text, capture_output=True, text=True, timeout=60)


# ---- what is measured, read from the document without the programs that are tested

def stage_name(line):
    name = line["name"].split("/")[0].replace("_", " ")
    return f"{name}: {line['label']}" if "label" in line else name


def bars_of(document):
    """For each picture of bars, the measured lines: name, value."""
    out = {}
    process = out["process"] = []
    for p in document["process"]["programs"]:
        process.append((p["command"], p["median_ms"]))
        if "designs" in p:
            process.append((f"… each of its {p['designs']} designs, beyond the start", p["design_ms"]))
    out["memory"] = [(f"{m['designs']:,} designs, {m['format']}", m["peak_kib"]) for m in document["memory"]]
    units = {"us": 1, "ms": 1000}
    out["throughput"] = [(stage_name(t), units[t["time_unit"]] * t["real_time" if "manual" in t["name"] else "cpu_time"])
                         for t in document["throughput"]["benchmarks"]]
    for line in document["records"]["lines"]:
        name = re.sub(r"_\d+_steps$", "", re.sub(r"\W+", "_", line["part"].lower()))
        out.setdefault(name, []).append((line["name"], line["ns"]))
    out["bulk"] = [(line["name"], line["records_a_second"]) for line in document["bulk"]]
    peers = document["peers"]
    out["peers"] = [(f"{p['engine']} ({p['decisions']} of {peers['decisions']} decisions)", p["ns"]) for p in peers["results"]]
    return out


def curves_of(document):
    """For each picture of curves, the points of each curve."""
    analysis, analysis_memory, tables = {}, {}, document["records"]["tables"]
    for line in document["analysis"]:
        analysis.setdefault(line["shape"], {})[line["rules"]] = line["cpu_seconds"]
        analysis_memory.setdefault(line["shape"], {})[line["rules"]] = line["peak_kib"]
    of = lambda key: {t["rules"]: t[key] for t in tables}  # noqa: E731
    return {"analysis": analysis, "analysis_memory": analysis_memory,
            "rules": {"one record": of("one_ns"), "a batch of bytes": of("batch_ns")},
            "rules_ready": {"compiled from text": of("compiled_ms"), "from an image": of("ready_from_image_ms"),
                            "from a rules file": of("ready_from_rules_ms")}}


PICTURES = {"process": ["process"], "memory": ["memory"], "throughput": ["throughput"], "analysis": ["analysis", "analysis_memory"],
            "records": ["one_record", "many_records_the_emitted_header", "many_records_4_decisions", "many_records_13_decisions",
                        "rules", "rules_ready"],
            "bulk": ["bulk"], "peers": ["peers"]}


# ---- pictures

def marks(root, kind):
    """Title and element of each bar or point."""
    return [(element.find(SVG + "title").text, element) for element in root.iter(SVG + kind) if element.find(SVG + "title") is not None]


def rises(name, pairs):
    """What is larger is drawn farther."""
    pairs = sorted(pairs)
    check(all(b[1] >= a[1] for a, b in zip(pairs, pairs[1:])), f"{name}: a larger value is not drawn farther: {pairs}")
    check(pairs[-1][0] <= pairs[0][0] * 1.05 or pairs[-1][1] > pairs[0][1], f"{name}: all values are drawn alike")


def boxes(root):
    """About where each text is, without those that are turned."""
    turned = {text for group in root.iter(SVG + "g") for text in group}
    for element in root.iter(SVG + "text"):
        if element in turned:
            continue
        x, y, size = (float(element.get(key)) for key in ("x", "y", "font-size"))
        width = 0.6 * size * len(element.text)
        left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
        yield element.text, left, y - 0.8 * size, left + width, y + 0.2 * size


def legible(name, root):
    _, _, width, height = (float(value) for value in root.get("viewBox").split())
    texts = list(boxes(root))
    for words, left, top, right, bottom in texts:
        check(left >= 0 and top >= 0 and right <= width and bottom <= height, f"{name}: `{words}` is not all in the picture")
    for (a, *first), (b, *second) in itertools.combinations(texts, 2):
        if first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]:
            check(False, f"{name}: `{a}` lies over `{b}`")


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(name, style):
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    for ground, sheet in (("light", light), ("dark", dark)):
        colours = dict(re.findall(r"\.(\w+) \{ (?:fill|stroke): (#\w{6}) \}", sheet))
        page = luminance(colours["page"])
        check((page > 0.5) == (ground == "light"), f"{name}: the {ground} page is not {ground}")
        for use, colour in colours.items():
            high, low = sorted((page, luminance(colour)), reverse=True)
            least = {"page": 1, "halo": 1, "grid": 1.2, "ink": 7, "limit": 7}.get(use, 3)
            check((high + 0.05) / (low + 0.05) >= least, f"{name}: .{use} is hard to see on the {ground} page")


def pictures(tools, document):
    with tempfile.TemporaryDirectory() as folder:
        done = call(tools / "plot.py", document, folder)
        check(done.returncode == 0 and not done.stderr, f"plot.py: {done.stderr}")
        names = {name for of in PICTURES.values() for name in of}
        written = {path.stem: xml.parse(path).getroot() for path in pathlib.Path(folder).iterdir()}
        check(set(written) == names, f"plot.py: pictures {sorted(written)} instead of {sorted(names)}")
        check({pathlib.Path(line).stem for line in done.stdout.splitlines()} == names, "plot.py does not name what it writes")
    bars, curves = bars_of(document), curves_of(document)
    check(set(bars) | set(curves) == names, "this test does not look at every picture")
    for name, root in written.items():
        texts = [element.text for element in root.iter(SVG + "text")]
        legible(name, root)
        contrast(name, root.find(SVG + "style").text)
        if name in bars:
            check([text for text, *_ in boxes(root) if text in dict(bars[name])] == [n for n, _ in bars[name]], f"{name}: names differ")
            drawn = marks(root, "rect")
            check([title.split(": ")[0] for title, _ in drawn] == [n.split(": ")[0] for n, _ in bars[name]], f"{name}: bars differ")
            check(all(title[len(n) + 2:] in texts for (title, _), (n, _) in zip(drawn, bars[name])), f"{name}: a bar has no figure")
            rises(name, [(value, float(element.get("width"))) for (_, value), (_, element) in zip(bars[name], drawn)])
        else:
            points = [(line, rules, value) for line, of in curves[name].items() for rules, value in sorted(of.items())]
            drawn = marks(root, "circle")
            check([title.split(" rules: ")[0].replace(",", "") for title, _ in drawn] == [f"{line} {rules}" for line, rules, _ in points],
                  f"{name}: points differ")
            rises(name, [(value, -float(element.get("cy"))) for (_, _, value), (_, element) in zip(points, drawn)])
            rises(name, [(rules, float(element.get("cx"))) for (_, rules, _), (_, element) in zip(points, drawn)])
            for line in curves[name]:
                check(any(text.startswith(line + ": ") for text in texts), f"{name}: `{line}` is not named")
        units = ("ms", "ns a record", "µs a record", "MiB", "seconds", "records a second")
        axes = [text for text in texts if any(unit in text for unit in units) and not re.search(r"\d (ms|ns|µs|MiB|M/s|s)\b", text)]
        check(axes, f"{name}: no axis has a unit")
    limits = [text for text in (element.text for element in written["analysis"].iter(SVG + "text")) if text.startswith("limit ")]
    check(len(limits) == sum(1 for line in document["analysis"] if line["limit_seconds"]), f"analysis: limits are {limits}")
    check(any("logarithmic" in element.text for element in written["one_record"].iter(SVG + "text")), "one_record: the axis is not logarithmic")
    check(not any("logarithmic" in element.text for element in written["memory"].iter(SVG + "text")), "memory: the axis is logarithmic")


# ---- tables

def rows_of(markdown):
    """The rows of all tables, as lists of cells; each row is as long as the head of its table."""
    out, columns = [], 0
    for line in markdown.splitlines():
        if not line.startswith("| "):
            columns = 0
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        check(columns in (0, len(cells)), f"tables.py: a row of {len(cells)} cells among rows of {columns}: {line}")
        columns = len(cells)
        out.append(cells)
    return out


def tables(tools, document):
    done = call(tools / "tables.py", document)
    check(done.returncode == 0 and not done.stderr, f"tables.py: {done.stderr}")
    firsts = [row[0] for row in rows_of(done.stdout)]
    wanted = [name for name, _ in sum((of for name, of in bars_of(document).items() if name != "peers"), []) if not name.startswith("…")]
    wanted += [line["model"] for line in document["analysis"]] + [p["engine"] for p in document["peers"]["results"]]
    wanted += [f"{t['rules']:,}" for t in document["records"]["tables"]]
    for name in wanted:
        check(name in firsts, f"tables.py: no row `{name}`")
    check(done.stdout.count("## ") == len(document), "tables.py: not one heading for each part")


# ---- what is missing or wrong is told

def told(done, status, *words):
    what = f"{done.args[0].name} {done.args[1:]}"
    check(done.returncode == status, f"{what}: status {done.returncode} instead of {status}")
    check("Traceback" not in done.stderr and all(word in done.stderr for word in words), f"{what}: {done.stderr} does not say {words}")


def missing(tools, document):
    for part in document:
        without = {name: value for name, value in document.items() if name != part}
        with tempfile.TemporaryDirectory() as folder:
            told(call(tools / "plot.py", without, folder, *document), 1, f"no `{part}`")
            found = {name[:-4] for name in os.listdir(folder)}
            check(found == {name for other, of in PICTURES.items() for name in of if other != part}, f"without {part}: {sorted(found)}")
            told(call(tools / "plot.py", without, folder), 0, *([f"no `{part}`"] if part != "peers" else []))
            told(call(tools / "tables.py", without, part), 1, f"no `{part}`")
            broken = {part: {"what": 1}}
            told(call(tools / "plot.py", broken, folder, part), 1, f"`{part}` is not as tools/bench/run writes it")
            told(call(tools / "tables.py", broken, part), 1, f"`{part}` is not as tools/bench/run writes it")
    with tempfile.TemporaryDirectory() as folder:
        for text in ("", "process", "[]", '{"other": 1}'):
            told(call(tools / "plot.py", text, folder), 2, "this is not the")
            told(call(tools / "tables.py", text), 2, "this is not the")
        told(call(tools / "plot.py", document, folder, "other"), 2, "FOLDER [PART...]")
        check(not os.listdir(folder), "plot.py writes a picture of nothing")


def strange(tools, document):
    """Names of programs are text, whatever is in them; a design may cost nothing or, by noise, less; curves may end where others do."""
    changed = copy.deepcopy(document)
    programs = changed["process"]["programs"]
    name = programs[1]["command"] = "a <b> & \"c\" | d"
    programs[2]["median_ms"] = 0
    for program in programs:
        if "designs" in program:
            program["design_ms"] = -0.1
    for line in changed["analysis"]:
        line["cpu_seconds"] = 7.0 * line["rules"]
    with tempfile.TemporaryDirectory() as folder:
        told(call(tools / "plot.py", changed, folder, "process", "analysis"), 0)
        roots = {path.stem: xml.parse(path).getroot() for path in pathlib.Path(folder).iterdir()}
    for picture, root in roots.items():
        legible(f"strange {picture}", root)
    check(name in [element.text for element in roots["process"].iter(SVG + "text")], "plot.py changes a name")
    done = call(tools / "tables.py", changed, "process")
    told(done, 0)
    check([row[0] for row in rows_of(done.stdout)][3] == name.replace("|", "\\|"), f"tables.py changes a name: {done.stdout}")


# ---- one command

def one_command(tools, document):
    """tools/bench/run over programs that print what was kept: tables and plots of one run, in which each is started once."""
    with tempfile.TemporaryDirectory(prefix="with blanks ") as folder:
        bench = pathlib.Path(folder) / "build/tools/bench"
        bench.mkdir(parents=True)
        parts = [part for part in document if part != "peers"]
        for part in parts:
            (bench / f"{part}.json").write_text(json.dumps(document[part]))
            program = bench / f"bench_{part}"
            program.write_text('#!/bin/sh\necho "${0##*/}" >>"$0.started"\ncat "${0%/*}/${0##*/bench_}.json"\n')
            program.chmod(0o755)

        def run(*words):
            done = subprocess.run([tools / "run", "--build", pathlib.Path(folder) / "build", *words], capture_output=True, text=True,
                                  cwd=folder, timeout=60)
            started = [path.name[6:-8] for path in bench.glob("*.started") for _ in path.read_text().splitlines()]
            for path in bench.glob("*.started"):
                path.unlink()
            return done, sorted(started)

        done, started = run("--plots", "my plots/new")
        check(done.returncode == 0 and started == sorted(parts), f"run --plots: {done.returncode}, started {started}: {done.stderr}")
        kept = {part: document[part] for part in parts}
        check(done.stdout == call(tools / "tables.py", kept).stdout, "run --plots: not the tables of the document")
        drawn = {path.stem for path in (pathlib.Path(folder) / "my plots/new").iterdir()}
        check(drawn == {name for part in parts for name in PICTURES[part]}, f"run --plots: {sorted(drawn)}")
        done, started = run("--json", "--plots", "json", "bulk", "memory")
        check(json.loads(done.stdout) == {part: document[part] for part in ("bulk", "memory")} and started == ["bulk", "memory"],
              f"run --json: {done.stdout}")
        check({path.stem for path in (pathlib.Path(folder) / "json").iterdir()} == {"bulk", "memory"}, "run --json --plots: other pictures")
        for words in (["--plots"], ["--plots", ""], ["--runs"], ["--build"], ["processes"]):
            done, started = run(*words)
            check(done.returncode == 2 and not started and "usage:" in done.stderr, f"run {words}: {done.returncode} {done.stderr}")
        (bench / "bench_memory").write_text("#!/bin/sh\nexit 3\n")
        done, started = run("--plots", "none", "memory", "bulk")
        check(done.returncode != 0 and not started and not done.stdout, f"run with a part that fails: {done.returncode} {done.stdout}")


def main():
    tools = pathlib.Path(sys.argv[1]).resolve()
    document = json.loads((HERE / "measured.json").read_text())
    check(set(document) == set(PICTURES), "measured.json has not all parts")
    for look in (pictures, tables, missing, strange, one_command):
        look(tools, document)
    for problem in problems:
        print(problem)
    print(f"{sum(map(len, PICTURES.values()))} pictures, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
