"""Emitted SQL, run by SQLite, PostgreSQL and DuckDB."""
import glob
import json
import os
import shutil
import subprocess
import tempfile

from records import number_of, put

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
