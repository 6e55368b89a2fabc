#!/usr/bin/env python3
"""SVG plots of the JSON document of `tools/bench/run --json`, one or more for each part.

    tools/bench/run --json --build build/bench | tools/bench/plot.py FOLDER [PART...]

Without names, all parts that the document has. Prints the names of the files. Status 1 if a named part is missing.
"""
import math
import os
import re
import sys
from html import escape

from document import PARTS, read, show, stage, stop

BAR, SPAN, SMALL, TEXT, TITLE = 22, 400, 11, 12, 15  # heights and sizes of letters in px; SPAN is the length of an axis
# What is compared with, what is measured, and more of that; light and dark.
COLOURS = (("#bb5566", "#ee8899"), ("#4477aa", "#77aadd"), ("#228833", "#66bb77"), ("#997700", "#ddbb55"))
YARDSTICK, MEASURED, SECOND = 0, 1, 2
STYLE = """<style>
text { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round }
.page { fill: #ffffff } .ink { fill: #333333 } .halo { stroke: #ffffff } .grid { stroke: #dddddd } .limit { stroke: #333333 }
%s
@media (prefers-color-scheme: dark) {
.page { fill: #1a1d21 } .ink { fill: #dddddd } .halo { stroke: #1a1d21 } .grid { stroke: #44484e } .limit { stroke: #dddddd }
%s
}
</style>""" % tuple("\n".join(f".fill{i} {{ fill: {pair[k]} }} .line{i} {{ stroke: {pair[k]} }}" for i, pair in enumerate(COLOURS))
                    for k in (0, 1))


def wide(words, size):
    """About how wide a text is: in the widest of the usual fonts."""
    return 0.62 * size * len(words)


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def text(x, y, words, anchor="start", size=TEXT):
    return f'<text class="ink halo" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'


def grid(x1, y1, x2, y2):
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def page(width, height, parts, title):
    width = max(width, 24 + wide(title, TITLE))
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
            f'font-family="sans-serif">{STYLE}<rect class="page" width="100%" height="100%"/>')
    return "\n".join([head, text(12, 24, title, size=TITLE), *parts, "</svg>\n"])


def scale(values, low, high, room=1.0):
    """Where a value lies between two ends of an axis, the values at its marks, and whether it is logarithmic: if values differ tenfold.
    All of them are `room` times its least mark, or more."""
    values = [value for value in values if value > 0] or [1.0]
    if max(values) < 10 * min(values):
        step = 10.0 ** math.floor(math.log10(max(values) / 2))
        step *= next(by for by in (1, 2, 5, 10) if max(values) / (step * by) <= 5)
        last = math.ceil(max(values) / step)
        return lambda v: low + max(v, 0) / (last * step) * (high - low), [step * k for k in range(last + 1)], False
    first, last = math.floor(math.log10(min(values) / room)), math.ceil(math.log10(max(values)))
    at = lambda v: low + (math.log10(v) - first) / (last - first) * (high - low) if v > 0 else low  # noqa: E731
    return at, [10.0 ** k for k in range(first, last + 1)], True


def axis(words, logarithmic, note=""):
    return words + (", logarithmic" if logarithmic else "") + note


def bars(title, words, rows, note=""):
    """`rows`: name, value, what is written behind the bar, colour. `note`: what there is to say about it, behind the words of the axis."""
    left = 20 + max(wide(name, TEXT) for name, *_ in rows)
    # The shortest bar is to be seen, too.
    at, ticks, logarithmic = scale([value for _, value, *_ in rows], left, left + SPAN, 1.2)
    below = 44 + BAR * len(rows)
    parts = []
    for tick in ticks:
        parts += [grid(at(tick), 40, at(tick), below + 2), text(at(tick), below + 16, number(tick), "middle", SMALL)]
    parts.append(text(left + SPAN / 2, below + 34, axis(words, logarithmic, note), "middle", SMALL))
    for i, (name, value, label, colour) in enumerate(rows):
        y = 44 + BAR * i
        parts.append(text(left - 8, y + 13, name, "end"))
        parts.append(f'<rect class="fill{colour}" x="{left:.1f}" y="{y}" width="{max(at(value) - left, 1):.1f}" height="{BAR - 6}">'
                     f"<title>{escape(f'{name}: {label}')}</title></rect>")
        parts.append(text(at(value) + 6, y + 12, label, size=SMALL))
    width = 12 + max(at(value) + 6 + wide(label, SMALL) for _, value, label, _ in rows)
    return page(max(width, left + SPAN + 30), below + 46, parts, title)


def apart(heights, least=14):
    """The same heights, moved so far that no two are nearer than `least`."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    out = list(heights)
    for before, after in zip(order, order[1:]):
        out[after] = max(out[after], out[before] + least)
    return out


def curves(title, across_words, up_words, unit, series, limits=()):
    """`series`: a name, and values over a number; `limits`: a number and what the value there may not exceed."""
    left, right, top, below = 80, 80 + SPAN, 50, 300
    xs = [x for points in series.values() for x in points]
    across, steps, across_log = scale(xs, left, right)
    up, levels, up_log = scale([y for points in series.values() for y in points.values()] + [y for _, y in limits], below, top)
    parts = []
    for x in steps:
        parts += [grid(across(x), top, across(x), below), text(across(x), below + 18, number(x), "middle", SMALL)]
    for y in levels:
        parts += [grid(left, up(y), right, up(y)), text(left - 8, up(y) + 4, number(y), "end", SMALL)]
    parts.append(text((left + right) / 2, below + 38, axis(across_words, across_log), "middle", SMALL))
    middle = (top + below) / 2
    parts.append(f'<g transform="rotate(-90 18 {middle})">{text(18, middle, axis(up_words, up_log), "middle", SMALL)}</g>')
    names = [f"{name}: {number(points[max(points)])} {unit}" for name, points in series.items()]
    ends = apart([up(points[max(points)]) + 4 for points in series.values()])
    width = 12 + max(across(max(points)) + 10 + wide(name, SMALL) for name, points in zip(names, series.values()))
    for i, (name, points) in enumerate(series.items()):
        colour = 1 + i % (len(COLOURS) - 1)
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in sorted(points.items()))
        parts.append(f'<polyline class="line{colour}" points="{path}" fill="none" stroke-width="2"/>')
        for x, y in sorted(points.items()):
            parts.append(f'<circle class="fill{colour}" cx="{across(x):.1f}" cy="{up(y):.1f}" r="3.5">'
                         f"<title>{escape(f'{name}, {number(x)} {across_words}: {number(y)} {unit}')}</title></circle>")
        parts.append(text(across(max(points)) + 10, ends[i], names[i], size=SMALL))
    for x, y in limits:
        parts.append(f'<line class="limit" x1="{across(x) - 12:.1f}" y1="{up(y):.1f}" x2="{across(x) + 12:.1f}" y2="{up(y):.1f}" stroke-width="2"/>')
        parts.append(text(across(x) - 18, up(y) + 4, f"limit {number(y)} {unit}", "end", SMALL))
    return page(max(width, right + 30), below + 50, parts, title)


# ---- the parts, each with its pictures by name

def process(found):
    rows = []
    for i, p in enumerate(found["programs"]):
        label = f"{number(p['median_ms'])} ms, x {p['ratio']:.3g}"
        rows.append((p["command"], p["median_ms"], label, MEASURED if i else YARDSTICK))
        if "designs" in p:
            label = f"{number(p['design_ms'])} ms, the limit is {p['design_limit_ms']} ms"
            rows.append((f"… each of its {p['designs']} designs, beyond the start", p["design_ms"], label, SECOND))
    return {"process": bars("Start-up: whole processes, from start to end", f"ms, median of {found['runs']} runs", rows,
                            "; x: as long as the first")}


def memory(found):
    sizes = sorted({line["designs"] for line in found})
    rows = [(f"{line['designs']:,} designs, {line['format']}", line["peak_kib"] / 1024, f"{line['peak_kib'] / 1024:.1f} MiB",
             MEASURED + sizes.index(line["designs"]) % (len(COLOURS) - 1)) for line in found]
    return {"memory": bars("Memory: one process over a folder of designs", "largest resident set in MiB", rows)}


def throughput(found):
    rows = []
    for line in found["benchmarks"]:
        name, ns = stage(line)
        rows.append((name, ns / 1e6, f"{number(ns / 1e6)} ms", SECOND if name.startswith("rules") else MEASURED))
    return {"throughput": bars("Throughput: stages inside one process", "ms on a processor", rows)}


def analysis(found):
    seconds, peaks = {}, {}
    for line in found:
        seconds.setdefault(line["shape"], {})[line["rules"]] = line["cpu_seconds"]
        peaks.setdefault(line["shape"], {})[line["rules"]] = line["peak_kib"] / 1024
    limits = [(line["rules"], line["limit_seconds"]) for line in found if line["limit_seconds"]]
    return {"analysis": curves("Analysis: lint of a model", "rules", "seconds on a processor", "s", seconds, limits),
            "analysis_memory": curves("Analysis: memory for lint of a model", "rules", "largest resident set in MiB", "MiB", peaks)}


def records(found):
    parts, pictures = {}, {}
    for line in found["lines"]:
        parts.setdefault(line["part"], []).append(line)
    for part, lines in parts.items():
        rows = [(line["name"], line["ns"], f"{number(line['ns'])} ns, x {number(line['times'])}", MEASURED if i else YARDSTICK)
                for i, line in enumerate(lines)]
        name = re.sub(r"\W+", "_", re.sub(r", \d+ steps$", "", part)).lower()  # of the next version, too
        pictures[name] = bars(f"{part}: time for a record", "ns a record", rows, "; x: as fast as the first")
    over = lambda names: {words: {t["rules"]: t[key] for t in found["tables"]} for key, words in names.items()}  # noqa: E731
    if found["tables"]:
        pictures["rules"] = curves("Tables of five tests over 20 columns: time for a record", "rules", "ns a record", "ns",
                                   over({"one_ns": "one record", "batch_ns": "a batch of bytes"}))
        pictures["rules_ready"] = curves(
            "Tables of five tests over 20 columns: until they can decide", "rules", "ms", "ms",
            over({"compiled_ms": "compiled from text", "ready_from_image_ms": "from an image", "ready_from_rules_ms": "from a rules file"}))
    return pictures


def bulk(found):
    rows = []
    for line in found:
        millions = line["records_a_second"] / 1e6
        beside = f", x {line['ratio']:.2f}" if line["ratio"] else ""
        rows.append((line["name"], millions, f"{number(millions)} M/s, {number(millions * line['bytes_a_line'])} MB/s{beside}",
                     YARDSTICK if line["name"].startswith("simdjson") else MEASURED))
    return {"bulk": bars("Bulk formats, beside simdjson, which only reads: the longer, the faster", "million records a second, one core", rows,
                         "; x: as fast as simdjson")}


def peers(found):
    first = found["results"][0]
    rows = [(f"{line['engine']} ({line['decisions']} of {found['decisions']} decisions)", line["ns"] / 1e3,
             f"{number(line['ns'] / 1e3)} µs, x {number(line['ns'] / first['ns'])}", MEASURED if i else YARDSTICK)
            for i, line in enumerate(found["results"])]
    return {"peers": bars(f"Other engines on {found['row']} of {found['framework']}: time for a record", "µs a record", rows,
                          "; x: as long as the first")}


MAKERS = {"process": process, "memory": memory, "throughput": throughput, "analysis": analysis, "records": records,
          "bulk": bulk, "peers": peers}


def main():
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(PARTS):
        stop(__doc__.strip(), 2)
    folder, wanted = sys.argv[1], sys.argv[2:]
    made, missing = show(read(sys.stdin), wanted, MAKERS)
    os.makedirs(folder, exist_ok=True)
    for pictures in made:
        for name, picture in pictures.items():
            path = os.path.join(folder, name + ".svg")
            with open(path, "w", encoding="utf-8") as file:
                file.write(picture)
            print(path)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
