"""What tables.py and plot.py share: the JSON document of `tools/bench/run --json`, which has a member for each part that was measured."""
import json
import sys

PARTS = ("process", "memory", "throughput", "analysis", "records", "bulk", "peers")


def stop(why, status=1):
    sys.stderr.write(f"{sys.argv[0].rsplit('/', 1)[-1]}: {why}\n")
    sys.exit(status)


def read(stream):
    try:
        document = json.load(stream)
    except ValueError as fault:
        stop(f"this is not the JSON document of tools/bench/run: {fault}", 2)
    if not isinstance(document, dict) or not set(document) <= set(PARTS):
        stop(f"this is not the document of tools/bench/run, whose members are {', '.join(PARTS)}", 2)
    return document


def show(document, wanted, makers):
    """What `makers[part]` makes of each wanted part, in the order of PARTS; of all parts if none is named. Says what is missing."""
    missing = [part for part in wanted or PARTS[:-1] if part not in document]
    made = []
    for part in PARTS:
        if part not in document or (wanted and part not in wanted):
            continue
        try:
            made.append(makers[part](document[part]))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as fault:
            stop(f"`{part}` is not as tools/bench/run writes it: {type(fault).__name__} {fault}")
    if missing:
        words = f"the document has no {', '.join(f'`{part}`' for part in missing)}"
        sys.stderr.write(f"{sys.argv[0].rsplit('/', 1)[-1]}: {words}\n")
    return made, bool(missing and wanted)


def stage(line):
    """The name of a line of Google Benchmark in words, and its time on a processor in ns."""
    words = line["name"].split("/")
    time = line["real_time" if words[-1] == "manual_time" else "cpu_time"]
    unit = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[line["time_unit"]]
    name = words[0].replace("_", " ")
    return (f"{name}: {line['label']}" if line.get("label") else name), time * unit
