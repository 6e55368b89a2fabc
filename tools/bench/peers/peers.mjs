// Other engines beside the emitted JavaScript, on the same rules and random records; see ../README.md.
//
//   node peers.mjs --msdc PROGRAM --work FOLDER [--framework F] [--row ROW] [--records N] [--rounds N]
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { cedar, cedarPolicies } from "./cedar.mjs";
import { cel, celExpressions } from "./cel.mjs";
import { clips, clipsRules, clipsVersion } from "./clips.mjs";
import { jsonRules } from "./json_rules.mjs";
import { answersOf, lineOf, randomRecords } from "./records.mjs";
import { duckdb, hasSqlite, sqlite } from "./sql.mjs";
import { zen, zenExpressions, zenTables } from "./zen.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    msdc: { type: "string" },
    work: { type: "string" },
    framework: { type: "string", default: "interview" },
    row: { type: "string", default: "path" },
    records: { type: "string", default: "20000" },
    rounds: { type: "string", default: "5" },
  },
});
const [count, rounds] = ["records", "rounds"].map((name) => {
  if (/^[1-9]\d{0,7}$/.test(options[name])) return Number(options[name]);
  console.error(`peers: --${name} is ${options[name]}, but must be a whole number from 1 to 99999999`);
  return process.exit(2);
});
/** Engines that take a tenth of a millisecond and more for a record get a part of the records. */
const fewer = Math.min(count, Math.max(200, Math.floor(count / 10)));
const work = resolve(options.work), compiler = resolve(options.msdc);
/** By name, or a file; programs run in the work folder. */
const framework = /\.msdi?$/.test(options.framework) ? resolve(options.framework) : options.framework;
const notes = [];
const say = (text) => process.stderr.write(`${text}\n`);

// ---- what is needed

function command(program, words, stdio) {
  const out = spawnSync(program, words, { stdio, encoding: "utf8", cwd: work, maxBuffer: 1 << 30 });
  if (out.status !== 0) throw new Error(`${program} ${words.join(" ")}: ${out.error ?? out.stderr ?? `status ${out.status}`}`);
  return out.stdout;
}

/** What cannot be installed is optional: it is named, and skipped, when it is asked for. */
function install() {
  copyFileSync(join(here, "package.json"), join(work, "package.json"));
  const wanted = Object.entries(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).optionalDependencies);
  if (wanted.every(([name, version]) => installed(name) === version)) return;
  say(`installing ${wanted.map(([name, version]) => `${name} ${version}`).join(", ")}`);
  const words = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  if (spawnSync("npm", words, { cwd: work, stdio: ["ignore", 2, 2] }).status !== 0) say("npm: not all could be installed");
}

function installed(name) {
  try {
    return JSON.parse(readFileSync(join(work, "node_modules", name, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

function peer(name, part = "") {
  try {
    return createRequire(join(work, "package.json"))(name + part);
  } catch (fault) {
    notes.push(`skipped ${name}: ${String(fault.message).split("\n")[0]}`);
    return undefined;
  }
}

const versioned = (name) => `${name} ${JSON.parse(readFileSync(join(here, "package.json"), "utf8")).optionalDependencies[name]}`;

function emitted(language, end) {
  const path = join(work, `rules.${language}.${end}`);
  command(compiler, ["compile", framework, "--row", options.row, "--emit", language, "-o", path], ["ignore", "ignore", "pipe"]);
  return path;
}

// ---- answers and times

/** Both lists hold the answers of each record, as texts. */
function compare(engine, decisions, records, expected, found) {
  for (let at = 0; at < found.length; ++at) {
    const which = decisions.findIndex((decision, k) => expected[at][k] !== found[at][k]);
    if (which < 0) continue;
    throw new Error(`${engine} differs at record ${at}, ${decisions[which].name}: ${found[at][which]} instead of ${expected[at][which]}`
      + `\n${JSON.stringify(records[at])}`);
  }
}

async function timed(run) {
  const begin = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

async function times(run) {
  const all = [];
  for (let round = 0; round < rounds; ++round) all.push(await timed(run));
  return all;
}

const result = (engine, decided, records, milliseconds) =>
  ({ engine, decisions: decided, records, ns: (Math.min(...milliseconds) * 1e6) / records });

// ---- engines

async function javascript(input) {
  const { decide, records } = input;
  input.expected = records.map((record) => answersOf(input.decisions, decide(record)));
  const kept = new Array(records.length);
  const run = () => { for (let at = 0; at < records.length; ++at) kept[at] = decide(records[at]); };
  return [result("emitted JavaScript", input.decisions.length, records.length, await times(run))];
}

/** Reads lines of JSON and writes them, as a process. */
async function msdc({ program, decisions, records, expected }) {
  const lines = join(work, "records.ndjson");
  writeFileSync(lines, records.map((record) => `${lineOf(program, record)}\n`).join(""));
  const words = ["eval", "--records", "--trace", "--framework", framework, "--row", options.row, lines];
  const out = command(compiler, words).trimEnd().split("\n");
  if (out.length !== records.length) throw new Error(`msdc eval: ${out.length} answers of ${records.length} records`);
  compare("msdc eval", decisions, records, out.map((line) => answersOf(decisions, JSON.parse(line))), expected);
  const run = () => command(compiler, words, ["ignore", "ignore", "inherit"]);
  return [result("msdc eval --records, from text to text", decisions.length, records.length, await times(run))];
}

/** The places of the decisions that an engine can express; the others are named. */
function expressible(name, { leftOut }, { decisions }) {
  for (const [decision, why] of leftOut) notes.push(`${name} leaves out ${decision}: ${why}`);
  return [...decisions.keys()].filter((at) => !leftOut.has(decisions[at].name));
}

/** An engine that takes a record at a time, as an object with names of its own. */
async function oneByOne(name, engine, input, ways, most = fewer) {
  const records = input.records.slice(0, most), given = records.map(engine.given);
  const which = expressible(name, engine, input), decisions = which.map((at) => input.decisions[at]);
  if (decisions.length === 0) return [];
  const found = [];
  for (const record of given) found.push(await engine.answers(record, decisions));
  compare(name, decisions, records, input.expected.map((all) => which.map((at) => all[at])), found);
  const out = [];
  for (const [way, run] of ways) out.push(result(`${name}${way}`, decisions.length, most, await times(() => run(given))));
  return out;
}

async function gorules(input) {
  const module = peer("@gorules/zen-engine");
  if (module === undefined) return [];
  const out = [];
  for (const [form, model] of [["tables", zenTables], ["one node", zenExpressions]]) {
    const engine = zen(model(input.program), module);
    const ways = [["", engine.run], [", 256 at once", engine.runAtOnce]];
    out.push(...(await oneByOne(`${versioned("@gorules/zen-engine")}, ${form}`, engine, input, ways)));
  }
  return out;
}

async function jsonRulesEngine(input) {
  const module = peer("json-rules-engine");
  if (module === undefined) return [];
  const engine = jsonRules(input.program, module);
  return oneByOne(versioned("json-rules-engine"), engine, input, [["", engine.run]]);
}

async function celOf(input) {
  const module = peer("@marcbachmann/cel-js");
  if (module === undefined) return [];
  const engine = cel(celExpressions(input.program), module);
  return oneByOne(`CEL, ${versioned("@marcbachmann/cel-js")}`, engine, input, [["", engine.run]], count);
}

async function cedarOf(input) {
  // Node 20 ended here once, in V8's code that undoes optimized calls of WebAssembly.
  setFlagsFromString("--no-turbo-inline-js-wasm-calls");
  const module = peer("@cedar-policy/cedar-wasm", "/nodejs");
  if (module === undefined) return [];
  const out = [];
  for (const [form, apart] of [["policies that exclude each other", true], ["the first policy that holds", false]]) {
    const engine = cedar(cedarPolicies(input.program, apart), module);
    out.push(...(await oneByOne(`Cedar, ${versioned("@cedar-policy/cedar-wasm")}, ${form}`, engine, input, [["", engine.run]])));
  }
  return out;
}

async function clipsOf(input) {
  const version = clipsVersion();
  if (version === undefined) {
    notes.push("skipped CLIPS: there is no clips");
    return [];
  }
  const name = `CLIPS ${version}`, model = clipsRules(input.program), { records } = input;
  const which = expressible(name, model, input), decisions = which.map((at) => input.decisions[at]);
  if (decisions.length === 0) return [];
  const engine = clips(model, records, rounds, work);
  compare(name, decisions, records, input.expected.map((all) => which.map((at) => all[at])), engine.all(decisions));
  return [result(name, decisions.length, records.length, engine.times())];
}

async function duck({ program, decisions, records, expected }) {
  const module = peer("@duckdb/node-api");
  if (module === undefined) return [];
  const engine = await duckdb(program, module, readFileSync(emitted("duckdb", "sql"), "utf8"), records);
  const name = versioned("@duckdb/node-api");
  compare(name, decisions, records, expected, await engine.all(decisions));
  return [result(`${name}, one thread`, decisions.length, records.length, await times(engine.run))];
}

async function lite({ program, decisions, records, expected }) {
  if (!hasSqlite()) {
    notes.push("skipped SQLite: there is no sqlite3");
    return [];
  }
  const engine = sqlite(program, readFileSync(emitted("sql", "sql"), "utf8"), records, rounds);
  const name = `SQLite ${command("sqlite3", ["-version"]).split(" ")[0]}`;
  compare(name, decisions, records, expected, engine.all(decisions));
  return [result(name, decisions.length, records.length, engine.times())];
}

async function main() {
  mkdirSync(work, { recursive: true });
  install();
  const program = JSON.parse(readFileSync(emitted("json", "json"), "utf8"));
  const { default: decide } = await import(pathToFileURL(emitted("js", "mjs")));
  const input = { program, decide, decisions: program.decisions.filter((one) => one.of_the_row), records: randomRecords(program, count) };
  if (input.decisions.length === 0) throw new Error(`${options.row} has no rules that a record decides`);
  const results = [];
  const engines = [javascript, msdc, duck, lite, clipsOf, celOf, gorules, jsonRulesEngine, cedarOf];
  for (const engine of engines) results.push(...(await engine(input)));
  const { row } = options;
  console.log(JSON.stringify({ framework: options.framework, row, rounds, decisions: input.decisions.length, results, notes }));
}

main().catch((fault) => {
  say(`peers: ${fault.stack ?? fault}`);
  process.exit(1);
});
