// The emitted views in DuckDB and SQLite: the records are a table, and what is timed is another table with all answers.
import { spawnSync } from "node:child_process";
import { isTable } from "./program.mjs";
import { answer } from "./records.mjs";

const ROWS = 400;

const mask = (values, chosen) => chosen.reduce((sum, value) => sum + (1n << BigInt(values.indexOf(value))), 0n);

function cell(column, value) {
  if (value === null) return "NULL";
  if (column.type === "enum") return `'${value}'`;
  if (column.type === "bool") return value ? "TRUE" : "FALSE";
  return String(column.type === "set" ? mask(column.values, value) : value);
}

function row(program, record, id) {
  const cells = program.columns.map((column) =>
    cell(column, record[column.name]) + (column.measure === undefined ? "" : ", FALSE"));
  return `(${[id, ...cells].join(", ")})`;
}

/** The table, which stands in a comment of the emitted text, the views, and the rows as statements. */
export function sqlScript(program, emitted, records) {
  const comment = emitted.slice(emitted.indexOf("-- CREATE TABLE")).split("\n\n", 1)[0];
  const create = comment.replace(/^-- /gm, "");
  const table = create.split(/\s+/)[2];
  const rows = records.map((record, id) => row(program, record, id));
  const inserts = [];
  for (let at = 0; at < rows.length; at += ROWS) {
    inserts.push(`INSERT INTO ${table} VALUES\n${rows.slice(at, at + ROWS).join(",\n")};\n`);
  }
  return { before: `${create}\n${emitted}`, inserts, view: table.slice(0, -"_records".length) };
}

function valueOf(decision, shown) {
  if (shown === null || decision.type === "enum") return shown;
  if (decision.type === "bool") return shown === true || Number(shown) === 1;
  if (decision.type === "number") return Number(shown);
  return decision.values.filter((value, at) => (BigInt(shown) >> BigInt(at)) & 1n);
}

/** A row of the last view: id, then for each decision its value, the rule (of a table), and whether it is rejected. */
function answersOfRow(decisions, cells) {
  let at = 1;
  return decisions.map((decision) => {
    const value = cells[at++], rule = isTable(decision) ? cells[at++] : null, rejected = cells[at++];
    return answer(valueOf(decision, value), rule, rejected === true || rejected === 1);
  });
}

const statement = (view) => `CREATE OR REPLACE TEMP TABLE decided AS SELECT * FROM ${view}`;

export async function duckdb(program, { DuckDBInstance }, emitted, records) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const { before, inserts, view } = sqlScript(program, emitted, records);
  for (const text of ["SET threads = 1;", before, ...inserts]) await connection.run(text);
  return {
    all: async (decisions) => {
      const reader = await connection.runAndReadAll(`SELECT * FROM ${view} ORDER BY id`);
      return reader.getRows().map((cells) => answersOfRow(decisions, cells));
    },
    run: () => connection.run(statement(view)),
  };
}

function sqlite3(script) {
  const out = spawnSync("sqlite3", ["-bail", ":memory:"], { input: script, encoding: "utf8", maxBuffer: 1 << 30 });
  if (out.status !== 0) throw new Error(`sqlite3: ${out.error ?? out.stderr}`);
  return out.stdout;
}

/** The program sqlite3, which measures statements itself: milliseconds each. */
export function sqlite(program, emitted, records, rounds) {
  const { before, inserts, view } = sqlScript(program, emitted, records);
  const round = `.timer off\nDROP TABLE IF EXISTS decided;\n.timer on\n${statement(view).replace("OR REPLACE ", "")};\n`;
  const load = `${before}BEGIN;\n${inserts.join("")}COMMIT;\n`;
  return {
    all: (decisions) => {
      const rows = JSON.parse(sqlite3(`${load}.mode json\nSELECT * FROM ${view} ORDER BY id;\n`));
      return rows.map((one) => answersOfRow(decisions, Object.values(one)));
    },
    times: () => [...sqlite3(load + round.repeat(rounds)).matchAll(/^Run Time: real ([\d.]+)/gm)].map(([, s]) => Number(s) * 1e3),
  };
}

export const hasSqlite = () => spawnSync("sqlite3", ["-version"]).status === 0;
