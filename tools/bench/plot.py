#!/usr/bin/env python3
"""Plots of what `tools/bench/run --json records` prints, as SVG: a bar for each way to decide, and curves over the number of rules.

    tools/bench/run --json --build build/bench records | tools/bench/plot.py FOLDER
"""
import json
import math
import os
import re
import sys
from html import escape

WIDTH, BAR, LEFT, RIGHT = 760, 22, 270, 130
INK, LINE = "#333", "#ddd"
COLOURS = ("#4477aa", "#cc6677", "#228833", "#aa8800")


def text(x, y, words, anchor="start", size=12):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{INK}">{escape(words)}</text>'


def page(height, parts, title):
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">'
            f'<rect width="{WIDTH}" height="{height}" fill="white"/>')
    return "\n".join([head, text(12, 24, title, size=15), *parts, "</svg>\n"])


def scale(values, low, high):
    """A logarithmic scale from whole powers of ten, and these."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    last = max(last, first + 1)
    at = lambda v: low + (math.log10(v) - first) / (last - first) * (high - low)  # noqa: E731
    return at, [10.0 ** k for k in range(first, last + 1)]


def bars(title, lines):
    at, ticks = scale([line["ns"] for line in lines], LEFT, WIDTH - RIGHT)
    height = 60 + BAR * len(lines) + 20
    parts = []
    for tick in ticks:
        parts.append(f'<line x1="{at(tick):.1f}" y1="40" x2="{at(tick):.1f}" y2="{height - 34}" stroke="{LINE}"/>')
        parts.append(text(at(tick), height - 18, f"{tick:g} ns", "middle", 11))
    for i, line in enumerate(lines):
        y = 44 + BAR * i
        parts.append(text(LEFT - 8, y + 14, line["name"], "end"))
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{max(at(line["ns"]) - LEFT, 1):.1f}" height="{BAR - 6}" '
                     f'fill="{COLOURS[0] if i else COLOURS[1]}"/>')
        parts.append(text(at(line["ns"]) + 6, y + 13, f'{line["ns"]:.3g} ns, x {line["times"]:.3g}', size=11))
    return page(height, parts, title)


def curves(title, series):
    """Over the number of rules; both axes logarithmic."""
    xs = sorted({x for points in series.values() for x in points})
    across, steps = scale(xs, 70, WIDTH - 170)
    up, levels = scale([y for points in series.values() for y in points.values()], 300, 50)
    parts = []
    for x in steps:
        parts.append(f'<line x1="{across(x):.1f}" y1="50" x2="{across(x):.1f}" y2="300" stroke="{LINE}"/>')
        parts.append(text(across(x), 318, f"{x:g}", "middle", 11))
    for y in levels:
        parts.append(f'<line x1="70" y1="{up(y):.1f}" x2="{WIDTH - 170}" y2="{up(y):.1f}" stroke="{LINE}"/>')
        parts.append(text(62, up(y) + 4, f"{y:g} ns", "end", 11))
    parts.append(text((WIDTH - 100) / 2, 338, "rules", "middle", 11))
    for i, (name, points) in enumerate(series.items()):
        colour = COLOURS[i % len(COLOURS)]
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in sorted(points.items()))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        last = max(points)
        parts.append(text(across(last) + 8, up(points[last]) + 4, f"{name}: {points[last]:.3g} ns", size=11))
    return page(350, parts, title)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = json.load(sys.stdin)
    lines = found["records"] if isinstance(found, dict) else found
    parts, sizes = {}, {}
    for line in lines:
        rules = re.match(r"(\d+) rules", line["part"])
        if rules:
            sizes.setdefault(line["name"], {})[int(rules.group(1))] = line["ns"]
        else:
            parts.setdefault(line["part"], []).append(line)
    os.makedirs(sys.argv[1], exist_ok=True)
    pictures = {re.sub(r"\W+", "_", part).lower(): bars(f"{part}: time for a record", of) for part, of in parts.items()}
    if sizes:
        pictures["rules"] = curves("Tables of five tests over 20 columns: time for a record", sizes)
    for name, picture in pictures.items():
        path = os.path.join(sys.argv[1], name + ".svg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(picture)
        print(path)


if __name__ == "__main__":
    main()
