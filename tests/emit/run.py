#!/usr/bin/env python3
"""Emitted rules, run by the engines that they are for, give what the rules say.

    tests/emit/run.py MSDC EMIT_CASES [--records N] [--seed S] [--frameworks N] [--engine NAME]… [FRAMEWORK.msd…]

Engines: node, g++, sqlite3, postgres, and duckdb (from npm, @duckdb/node-api, in the folder $MSD_DUCKDB); one that is not installed is named, and fails the run if it was asked for by name.
"""
import argparse
import glob
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


def big(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2 ** 53


def node(case):
    # JSON in JavaScript has no whole numbers beyond 2^53.
    with open(case.base + ".run.records", "w", encoding="utf-8") as file:
        for record in case.records:
            file.write(json.dumps({k: {"big": str(v)} if big(v) else v for k, v in record.items()}) + "\n")
    script = case.base + ".run.mjs"
    with open(script, "w", encoding="utf-8") as file:
        file.write(
            f'import decide, {{ REJECTED }} from "./{case.number}.mjs";\n'
            'import { readFileSync } from "node:fs";\n'
            f'for (const line of readFileSync("{case.base}.run.records", "utf8").split("\\n")) {{\n'
            '  if (line === "") continue;\n'
            "  const record = JSON.parse(line);\n"
            "  for (const key of Object.keys(record)) {\n"
            "    const v = record[key];\n"
            '    if (v === null || typeof v !== "object" || Array.isArray(v)) continue;\n'
            '    record[key] = v.big === undefined ? REJECTED : BigInt(v.big);\n'
            "  }\n"
            '  const shown = (key, v) => (typeof v === "bigint" ? { big: String(v) } : v);\n'
            "  console.log(JSON.stringify(decide(record), shown));\n"
            "}\n")
    out = subprocess.run(["node", script], capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    results = [json.loads(line) for line in out.stdout.splitlines()]
    for result in results:
        values = result["values"]
        result["values"] = {k: int(v["big"]) if isinstance(v, dict) else v for k, v in values.items()}
    return [compared(result) for result in results], ""


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


def sql_script(case, end):
    """Table, views and rows of an emitted file, and the name of the view that shows the results."""
    with open(f"{case.base}.{end}", encoding="utf-8") as file:
        text = file.read()
    # The table stands in a comment.
    head = text.split("-- CREATE TABLE", 1)[1].split("\n\n", 1)[0].split("\n")
    create = "CREATE TABLE" + "\n".join([head[0]] + [line[3:] for line in head[1:]])
    table = create.split()[2]
    script = create + "\n" + text
    rows = []
    for number, record in enumerate(case.records):
        cells = [str(number)]
        for column in case.program["columns"]:
            value = record[column["name"]]
            rejected = isinstance(value, dict)
            if value is None or rejected:
                cells.append("NULL")
            elif column["type"] == "enum":
                cells.append(f"'{value}'")
            elif column["type"] == "bool":
                cells.append("TRUE" if value else "FALSE")
            else:
                cells.append(str(number_of(column, value)))
            if "measure" in column:
                cells.append("TRUE" if rejected else "FALSE")
        rows.append(f"({', '.join(cells)})")
    for at in range(0, len(rows), 400):
        script += f"INSERT INTO {table} VALUES\n" + ",\n".join(rows[at:at + 400]) + ";\n"
    return script, table[:-len("_records")]


def sql_results(case, rows):
    """Rows of the last view: id, then value, rule (of a table), rejected for each field of the row."""
    results = []
    for row in rows:
        cells = list(row)[1:]
        result = {"values": {}, "rules": {}, "rejected": {}}
        for decision in case.program["decisions"]:
            if not decision["of_the_row"]:
                continue
            value = cells.pop(0)
            rule = cells.pop(0) if "rules" in decision and decision["kind"] != "attach" else None
            rejected = cells.pop(0)
            if value is not None and decision["type"] == "enum":
                value = decision["values"].index(value)
            put(result, decision, 2 if rejected else 1 if value is None else 0,
                None if value is None else int(value), rule)
        results.append(result)
    return results


def sqlite(case):
    script, view = sql_script(case, "sql")
    script += f".mode json\nSELECT * FROM {view} ORDER BY id;\n"
    out = subprocess.run(["sqlite3", "-bail", ":memory:"], input=script, capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    return sql_results(case, [row.values() for row in json.loads(out.stdout)]), ""


class Postgres:
    """A server of its own, in a folder of its own, that nobody else can reach; made when it is first asked."""
    folder = None

    @staticmethod
    def programs():
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        return os.path.dirname(found[-1]) if found and shutil.which("psql") else None

    @classmethod
    def command(cls, *words):
        # The server refuses to be run by root.
        return (["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []) + list(words)

    @classmethod
    def start(cls):
        cls.folder = tempfile.mkdtemp(prefix="emit_postgres_")
        if os.getuid() == 0:
            os.chown(cls.folder, 65534, 65534)
        data = os.path.join(cls.folder, "data")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "check": True, "cwd": cls.folder}
        subprocess.run(cls.command(os.path.join(cls.programs(), "initdb"), "-D", data, "-U", "rules", "-A", "trust", "-N"), **quiet)
        subprocess.run(cls.command(os.path.join(cls.programs(), "pg_ctl"), "-D", data, "-w", "-l", os.path.join(cls.folder, "log"),
                                   "-o", f"-k {cls.folder} -c listen_addresses= -c fsync=off", "start"), **quiet)

    @classmethod
    def stop(cls):
        if cls.folder is None:
            return
        subprocess.run(cls.command(os.path.join(cls.programs(), "pg_ctl"), "-D", os.path.join(cls.folder, "data"), "-m", "immediate",
                                   "stop"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=cls.folder)
        shutil.rmtree(cls.folder, ignore_errors=True)


def postgres(case):
    if Postgres.folder is None:
        Postgres.start()
    script, view = sql_script(case, "sql")
    script = f"BEGIN;\nSET client_min_messages = warning;\n{script}\nSELECT json_agg(r ORDER BY id) FROM {view} r;\nROLLBACK;\n"
    out = subprocess.run(["psql", "-h", Postgres.folder, "-U", "rules", "-d", "postgres", "-X", "-q", "-A", "-t", "-v",
                          "ON_ERROR_STOP=1"], input=script, capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    return sql_results(case, [row.values() for row in json.loads(out.stdout)]), ""


DUCKDB = """
const { createRequire } = require("node:module");
const { DuckDBInstance } = createRequire(process.argv[2])("@duckdb/node-api");
const { readFileSync } = require("node:fs");
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(readFileSync(process.argv[3], "utf8"));
  const reader = await connection.runAndReadAll(`SELECT * FROM ${process.argv[4]} ORDER BY id`);
  const plain = (v) => (typeof v === "bigint" ? Number(v) : v);
  for (const row of reader.getRows()) console.log(JSON.stringify(row.map(plain)));
})().catch((fault) => { console.error(String(fault)); process.exit(1); });
"""


def duckdb_module():
    """A file in the folder whose node_modules have @duckdb/node-api: $MSD_DUCKDB, or where the tests are."""
    at = os.path.join(os.environ.get("MSD_DUCKDB", os.path.dirname(os.path.abspath(__file__))), "from.cjs")
    asked = "require('node:module').createRequire(process.argv[1]).resolve('@duckdb/node-api')"
    if not shutil.which("node"):
        return None
    return at if subprocess.run(["node", "-e", asked, at], capture_output=True, check=False).returncode == 0 else None


def duckdb(case):
    script, view = sql_script(case, "duckdb")
    for end, text in (("duckdb.run", script), ("duckdb.cjs", DUCKDB)):
        with open(f"{case.base}.{end}", "w", encoding="utf-8") as file:
            file.write(text)
    out = subprocess.run(["node", case.base + ".duckdb.cjs", duckdb_module(), case.base + ".duckdb.run", view],
                         capture_output=True, text=True, check=False)
    if out.returncode != 0:
        return None, out.stderr
    return sql_results(case, [json.loads(line) for line in out.stdout.splitlines()]), ""


# Each: what it runs, how, and whether it is installed.
ENGINES = {
    "node": ("mjs", node, lambda: shutil.which("node")),
    "g++": ("hpp", gpp, lambda: shutil.which("g++")),
    "sqlite3": ("sql", sqlite, lambda: shutil.which("sqlite3")),
    "postgres": ("sql", postgres, Postgres.programs),
    "duckdb": ("duckdb", duckdb, duckdb_module),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("msdc")
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
        if not ENGINES[engine][2]():
            print(f"not installed: {engine}")
            engines.remove(engine)
            failed += 1 if args.engine else 0
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or made
        os.makedirs(folder, exist_ok=True)
        images = []
        for path in args.frameworks_by_file:
            images.append(os.path.join(folder, f"framework_{len(images)}.msdi"))
            made = subprocess.run([args.msdc, "compile", path, "-q", "-o", images[-1]], capture_output=True, text=True, check=False)
            if made.returncode != 0:
                sys.exit(made.stdout + made.stderr)
        command = [args.cases, folder, str(args.records), "--seed", str(args.seed), "--frameworks", str(args.frameworks)]
        out = subprocess.run(command + images, capture_output=True, text=True, check=False)
        if out.returncode != 0:
            sys.exit(out.stderr)
        for line in out.stdout.splitlines():
            if line.startswith("  "):
                print(line)
                continue
            number, what = line.split(": ", 1)
            case = Case(folder, int(number), what)
            for engine in engines:
                end, run, _ = ENGINES[engine]
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
    try:
        main()
    finally:
        Postgres.stop()
