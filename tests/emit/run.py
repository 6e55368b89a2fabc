#!/usr/bin/env python3
"""Emitted rules, run by the engines that they are for, give what the rules say.

    tests/emit/run.py EMIT_CASES [--records N] [--seed S] [--frameworks N] [--engine NAME]… [FRAMEWORK.msd…]

Engines: node, g++, sqlite3; one that is not installed is named, and fails the run if it was asked for by name.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def compared(result):
    """Sets without an order."""
    values = {k: sorted(v) if isinstance(v, list) else v for k, v in result["values"].items()}
    return {"values": values, "rules": result["rules"], "rejected": result["rejected"]}


class Case:
    def __init__(self, folder, number, what):
        self.base = os.path.join(folder, str(number))
        self.what = what
        self.folder = folder
        self.number = number
        with open(self.base + ".json", encoding="utf-8") as file:
            self.program = json.load(file)
        self.records = lines(self.base + ".records")
        self.expected = [compared(line) for line in lines(self.base + ".expected")]

    def has(self, end):
        return os.path.exists(f"{self.base}.{end}")


def node(case):
    script = case.base + ".run.mjs"
    with open(script, "w", encoding="utf-8") as file:
        file.write(
            f'import decide, {{ REJECTED }} from "./{case.number}.mjs";\n'
            'import { readFileSync } from "node:fs";\n'
            f'for (const line of readFileSync("{case.base}.records", "utf8").split("\\n")) {{\n'
            '  if (line === "") continue;\n'
            "  const record = JSON.parse(line);\n"
            "  for (const key of Object.keys(record)) {\n"
            "    const v = record[key];\n"
            '    if (v !== null && typeof v === "object" && !Array.isArray(v)) record[key] = REJECTED;\n'
            "  }\n"
            "  console.log(JSON.stringify(decide(record)));\n"
            "}\n")
    out = subprocess.run(["node", script], capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    return [compared(json.loads(line)) for line in out.stdout.splitlines()], ""


def number_of(column, value):
    """A value as the number that stands for it: the place of a bool or an enum value, a mask, a number."""
    if column["type"] == "bool":
        return int(value)
    if column["type"] == "enum":
        return column["values"].index(value)
    if column["type"] == "set":
        return sum(1 << column["values"].index(v) for v in value)
    return value


def value_of(column, number):
    if column["type"] == "bool":
        return bool(number)
    if column["type"] == "enum":
        return column["values"][number]
    if column["type"] == "set":
        return sorted(v for i, v in enumerate(column["values"]) if number >> i & 1)
    return number


def put(result, decision, state, number, rule):
    """state: 0 a value, 1 absent, 2 rejected"""
    name = decision["name"]
    if state == 2:
        result["rejected"][name] = rule
    else:
        result["values"][name] = None if state == 1 else value_of(decision, number)
    if rule is not None:
        result["rules"][name] = rule


def members(header, name):
    """The members of a struct of the header, in order."""
    body = header.split(f"struct {name} {{\n", 1)[1].split("\n};", 1)[0]
    return [line.split("> ", 1)[1].rsplit("{}", 1)[0] for line in body.split("\n")
            if line.startswith("  cell<") or line.startswith("  decided<")]


def gpp(case):
    with open(case.base + ".hpp", encoding="utf-8") as file:
        header = file.read()
    space = header.split("\nnamespace ", 1)[1].split(" ", 1)[0]
    columns = members(header, "record") if case.program["columns"] else []
    decisions = members(header, "decisions")
    text = f'#include "{case.number}.hpp"\n#include <cstdio>\nusing namespace {space};\n'
    text += "template <class T> void get(cell<T>& to) { long long s = 0, n = 0; if (std::scanf(\"%lld %lld\", &s, &n) != 2) return;\n"
    text += "  to = {static_cast<T>(n), s == 0}; rejected = s == 2; }\n"
    text = text.replace("template <class T> void get", "bool rejected = false;\ntemplate <class T> void get")
    text += "template <class T> void put(const decided<T>& d) { std::printf(\"%d %lld %d \", d.rejected ? 2 : d.value.there ? 0 : 1,\n"
    text += "  static_cast<long long>(d.value.value), d.rule); }\n"
    text += "constexpr decisions early = decide(record{});\n"
    text += "int main() {\n  long long records = 0;\n  if (std::scanf(\"%lld\", &records) != 1) return 1;\n"
    text += "  while (records-- > 0) {\n    record c;\n"
    for column, known in zip(columns, case.program["columns"]):
        text += f"    get(c.{column});\n"
        if "measure" in known:
            text += f"    c.{column}_rejected = rejected;\n"
    text += "    const decisions d = decide(c);\n"
    for decision, known in zip(decisions, case.program["decisions"]):
        if known["of_the_row"]:
            text += f"    put(d.{decision});\n"
    text += "    std::printf(\"\\n\");\n  }\n  return sizeof early == 0;\n}\n"
    with open(case.base + ".run.cpp", "w", encoding="utf-8") as file:
        file.write(text)
    out = subprocess.run(["g++", "-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", case.base + ".run.cpp",
                          "-o", case.base + ".run"], capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    given = f"{len(case.records)}\n"
    for record in case.records:
        for column in case.program["columns"]:
            value = record[column["name"]]
            if value is None:
                given += "1 0 "
            elif isinstance(value, dict):
                given += "2 0 "
            else:
                given += f"0 {number_of(column, value)} "
        given += "\n"
    out = subprocess.run([case.base + ".run"], input=given, capture_output=True, text=True, check=False)
    results = []
    asked = [d for d in case.program["decisions"] if d["of_the_row"]]
    for line in out.stdout.splitlines():
        numbers = [int(word) for word in line.split()]
        result = {"values": {}, "rules": {}, "rejected": {}}
        for k, decision in enumerate(asked):
            state, number, rule = numbers[3 * k:3 * k + 3]
            put(result, decision, state, number, decision["rules"][rule]["name"] if rule >= 0 else None)
        results.append(result)
    return results, out.stderr


def sqlite(case):
    with open(case.base + ".sql", encoding="utf-8") as file:
        text = file.read()
    create = "\n".join(line[3:] for line in text.split("-- CREATE TABLE", 1)[1].split("\n\n", 1)[0].split("\n"))
    create = "CREATE TABLE" + text.split("-- CREATE TABLE", 1)[1].split("\n", 1)[0] + create[create.index("\n"):]
    table = create.split()[2]
    script = create + "\n" + text + "BEGIN;\n"
    for number, record in enumerate(case.records):
        cells = [str(number)]
        for column in case.program["columns"]:
            value = record[column["name"]]
            rejected = isinstance(value, dict)
            if value is None or rejected:
                cells.append("NULL")
            elif column["type"] == "enum":
                cells.append(f"'{value}'")
            else:
                cells.append(str(number_of(column, value)))
            if "measure" in column:
                cells.append("TRUE" if rejected else "FALSE")
        script += f"INSERT INTO {table} VALUES ({', '.join(cells)});\n"
    base = table[:-len("_records")]
    script += f"COMMIT;\n.mode json\nSELECT * FROM {base} ORDER BY id;\n"
    out = subprocess.run(["sqlite3", "-bail", ":memory:"], input=script, capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    asked = [d for d in case.program["decisions"] if d["of_the_row"]]
    results = []
    for row in json.loads(out.stdout):
        cells = list(row.values())[1:]
        result = {"values": {}, "rules": {}, "rejected": {}}
        for decision in asked:
            value = cells.pop(0)
            rule = cells.pop(0) if "rules" in decision and decision["kind"] != "attach" else None
            rejected = cells.pop(0)
            if value is not None and decision["type"] == "enum":
                value = decision["values"].index(value)
            put(result, decision, 2 if rejected else 1 if value is None else 0, value, rule)
        results.append(result)
    return results, ""


ENGINES = {"node": ("mjs", node), "g++": ("hpp", gpp), "sqlite3": ("sql", sqlite)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases")
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frameworks", type=int, default=0)
    parser.add_argument("--engine", action="append", choices=list(ENGINES))
    parser.add_argument("--keep", help="a folder for what is written")
    parser.add_argument("frameworks_by_file", nargs="*")
    args = parser.parse_intermixed_args()
    failed = passed = 0
    engines = args.engine or list(ENGINES)
    for engine in list(engines):
        if shutil.which(engine) is None:
            print(f"not installed: {engine}")
            engines.remove(engine)
            failed += 1 if args.engine else 0
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or made
        os.makedirs(folder, exist_ok=True)
        command = [args.cases, folder, str(args.records), "--seed", str(args.seed), "--frameworks", str(args.frameworks)]
        out = subprocess.run(command + args.frameworks_by_file, capture_output=True, text=True, check=False)
        if out.returncode != 0:
            sys.exit(out.stderr)
        for line in out.stdout.splitlines():
            if line.startswith("  "):
                print(line)
                continue
            number, what = line.split(": ", 1)
            case = Case(folder, int(number), what)
            for engine in engines:
                end, run = ENGINES[engine]
                if not case.has(end):
                    continue
                results, fault = run(case)
                differing = [] if results is None else [
                    i for i, (a, b) in enumerate(zip(results, case.expected)) if a != b]
                if results is None or differing or len(results) != len(case.expected):
                    failed += 1
                    print(f"{engine}: {what}: {fault.strip() or 'wrong results' if results is not None else fault.strip() or 'it failed'}")
                    for i in differing[:1]:
                        print(f"  record   {json.dumps(case.records[i])}")
                        print(f"  given    {json.dumps(results[i])}\n  expected {json.dumps(case.expected[i])}")
                else:
                    passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
