#!/usr/bin/env python3
"""Markdown tables of the JSON document of `tools/bench/run --json`.

    tools/bench/run --json --build build/bench | tools/bench/tables.py [PART...]

Without names, all parts that the document has. Status 1 if a named one is missing.
"""
import sys

from document import PARTS, read, show, stage, stop


def table(head, rows, left=1):
    """The first `left` columns are words, the others numbers."""
    line = lambda cells: "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"  # noqa: E731
    return [line(head), line(["---"] * left + ["---:"] * (len(head) - left)), *map(line, rows)]


def mib(kib):
    return f"{kib / 1024:.1f}"


def process(found):
    base = found["programs"][0]
    rows, notes = [], []
    for p in found["programs"]:
        name = p["command"] + (f" (exit {p['status']})" if p["status"] else "")
        rows.append([name, f"{p['median_ms']:.2f}", f"{p['least_ms']:.2f}", f"{p['cpu_ms']:.2f}", f"{p['ratio']:.2f}",
                     f"{p['ratio_of_least']:.2f}", mib(p["peak_kib"])])
        if "designs" in p:
            notes += ["", f"{p['command']}: {p['designs']} designs, each {p['design_ms']:.2f} ms beyond the start, "
                          f"{p['design_least_ms']:.2f} at least; the limit is {p['design_limit_ms']} ms"]
    head = ["", "median ms", "least ms", "cpu ms", f"x {base['command']}", "x least", "MiB"]
    return ["## Start-up", "", f"Whole processes, {found['runs']} runs each in turn.", "", *table(head, rows), *notes]


def memory(found):
    rows = [[f"{line['designs']:,} designs, {line['format']}", mib(line["peak_kib"]), f"{line['seconds']:.2f}",
             f"{line['designs_per_second']:.0f}"] for line in found]
    return ["## Memory", "", "The largest resident set of one process over a folder.", "",
            *table(["", "MiB", "s", "designs/s"], rows)]


def throughput(found):
    rows = []
    for line in found["benchmarks"]:
        name, ns = stage(line)
        many = f"{line['items_per_second']:,.0f}" if "items_per_second" in line else ""
        size = f"{line['bytes_per_second'] / 1e6:,.1f}" if "bytes_per_second" in line else ""
        cells = f"{line['cells/s']:,.0f}" if "cells/s" in line else ""
        rows.append([name, f"{ns / 1e6:.4g}", size, many, cells])
    return ["## Throughput", "", "Stages inside one process; time of the processor.", "",
            *table(["", "ms", "MB/s", "designs/s", "cells/s"], rows)]


def analysis(found):
    rows = []
    for line in found:
        limit = line["limit_seconds"] or ""
        rows.append([line["model"], f"{line['cpu_seconds']:.2f}", limit, mib(line["peak_kib"]), line["undecided"]])
    return ["## Analysis", "", "Lint of generated models; time of the processor.", "",
            *table(["", "s", "limit s", "MiB", "undecided"], rows)]


def records(found):
    out, parts = ["## Records"], {}
    for line in found["lines"]:
        parts.setdefault(line["part"], []).append(line)
    for part, lines in parts.items():
        rows = [[line["name"], f"{line['ns']:.3f}", f"{line['times']:.2f}"] for line in lines]
        out += ["", part, "", *table(["", "ns a record", f"x {lines[0]['name']}"], rows)]
    rows = [[f"{t['rules']:,}", f"{t['one_ns']:.0f}", f"{t['batch_ns']:.2f}", f"{t['ready_from_rules_ms']:.2f}",
             f"{t['first_from_rules_ms']:.2f}", f"{t['ready_from_image_ms']:.2f}", f"{t['first_from_image_ms']:.2f}",
             f"{t['compiled_ms']:.0f}"] for t in found["tables"]]
    head = ["rules", "one record, ns", "a batch of bytes, ns", "ready from a rules file, ms", "the first time",
            "from an image, ms", "the first time", "compiled from text, ms"]
    return out + ["", "Tables of many rules, each of which tests five of 20 columns.", "", *table(head, rows, 0), "",
                  f"Largest resident set: {mib(found['peak_kib'])} MiB"]


def bulk(found):
    rows = []
    for line in found:
        rate, size = line["records_a_second"], line["bytes_a_line"]
        rows.append([line["name"], f"{size:.0f}", f"{rate / 1e6:.2f}", f"{rate * size / 1e6:.0f}",
                     f"{line['ratio']:.2f}" if line["ratio"] else "", mib(line["peak_kib"])])
    return ["## Bulk formats", "", f"{found[0]['records']:,} records, one core.", "",
            *table(["", "bytes a line", "M records/s", "MB/s", "x simdjson", "MiB"], rows)]


def peers(found):
    first = found["results"][0]
    rows = []
    for line in found["results"]:
        times = line["ns"] / first["ns"]
        rows.append([line["engine"], f"{line['decisions']} of {found['decisions']}", line["records"], f"{line['ns']:.0f}",
                     f"{times:.1f}" if times < 20 else f"{times:.0f}"])
    head = ["engine", "decisions", "records", "ns a record", f"x the {first['engine']}"]
    return ["## Other engines", "", f"`{found['row']}` of {found['framework']}, all answers alike; the least of {found['rounds']} rounds.",
            "", *table(head, rows), *([""] if found["notes"] else []), *(f"* {note}" for note in found["notes"])]


MAKERS = {"process": process, "memory": memory, "throughput": throughput, "analysis": analysis, "records": records,
          "bulk": bulk, "peers": peers}


def main():
    wanted = sys.argv[1:]
    if not set(wanted) <= set(PARTS):
        stop(__doc__.strip(), 2)
    made, missing = show(read(sys.stdin), wanted, MAKERS)
    print("\n\n".join("\n".join(lines) for lines in made))
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
