"""Emitted JavaScript, run by Node."""
import json
import subprocess

from records import big, compared

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
