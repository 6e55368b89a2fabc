// The rules that tools/bench/peers makes for other engines, of one row: all of them are there, and decide as the emitted
// JavaScript does.
//
//   node check.mjs RULES.json RULES.mjs RULES.sql WORK-FOLDER RECORDS [--shipped]
//
// In place of RULES.sql `-`, where numbers are too wide for SQL.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { cedar, cedarPolicies } from "../../tools/bench/peers/cedar.mjs";
import { cel, celExpressions } from "../../tools/bench/peers/cel.mjs";
import { clips, clipsFact, clipsRules, clipsVersion } from "../../tools/bench/peers/clips.mjs";
import { jsonRules } from "../../tools/bench/peers/json_rules.mjs";
import { answer, answersOf, randomRecords } from "../../tools/bench/peers/records.mjs";
import { hasSqlite, sqlite } from "../../tools/bench/peers/sql.mjs";
import { zen, zenExpressions, zenTables } from "../../tools/bench/peers/zen.mjs";
import { cedarModule, celModule, jsonRulesModule, zenModule } from "./engines.mjs";
import { clipsProgram, clipsRun, plain } from "./facts.mjs";

const [json, module, sql, work, count, shipped] = process.argv.slice(2);
const program = JSON.parse(readFileSync(json, "utf8"));
const { default: decide } = await import(pathToFileURL(resolve(module)));
const decisions = program.decisions.filter((one) => one.of_the_row);
const records = randomRecords(program, Number(count));
const expected = records.map((record) => answersOf(decisions, decide(record)));

// ---- what is there

const names = (list) => list.map(({ name }) => name);

/** What a decision reads, by its text. */
const reads = (decision) => [...JSON.stringify(decision).matchAll(/"is":"decision","name":("(?:[^"\\]|\\.)*")/g)].map(([, name]) => JSON.parse(name));

/** Decisions that `refused` names, and all that read them. */
function closure(refused) {
  const out = new Set();
  for (const decision of program.decisions) if (refused(decision) || reads(decision).some((name) => out.has(name))) out.add(decision.name);
  return out;
}

const unsure = (one) => one.kind === "unique" && !one.proved_unique;
const grows = (one) => unsure(one) || one.kind === "attach";

/** All parts of an expression, or of what holds some. */
const partsOf = (one) => (one === null || typeof one !== "object" ? [] : [one, ...Object.values(one).flatMap(partsOf)]);

/** A column is multiplied, and the product has no place in 64 bits. */
const beyond = (decision) => partsOf(decision).some(({ factor, other_factor: other, of }) => {
  const [[top, bottom], [otherTop, otherBottom]] = [factor ?? [1, 1], other ?? [1, 1]];
  return (factor ?? other) !== undefined && of.some(({ is, name }, at) => {
    const { high } = (is === "column" && program.columns.find((column) => column.name === name)) || { high: 0 };
    return BigInt(high) * BigInt(Math.abs(at === 0 ? top * otherBottom : otherTop * bottom)) >= 2n ** 63n;
  });
});
const narrow = (one) => grows(one) || beyond(one);

/** Of the shipped rows, only what is refused is left out, and what reads it; of others, nothing without a reason. */
function leftOut(engine, found, refused) {
  for (const [name, why] of found) {
    assert(names(program.decisions).includes(name), `${engine} leaves out ${name}, which is no decision`);
    assert(typeof why === "string" && why !== "", `${engine} does not say why it leaves out ${name}`);
  }
  const wanted = closure(refused);
  const missing = [...wanted].filter((name) => !found.has(name));
  assert.deepEqual(missing, [], `${engine} should leave these out`);
  if (shipped) assert.deepEqual([...found.keys()], [...wanted], `${engine} leaves out what it can say`);
}

/** Every decision is there or left out, and each rule of one that is there stands in its text. */
function complete(engine, found, textOf, quoted = JSON.stringify) {
  for (const decision of program.decisions) {
    const text = textOf(decision);
    assert.equal(text === undefined, found.has(decision.name), `${engine}: ${decision.name} is neither there nor left out`);
    for (const { name } of text === undefined ? [] : decision.rules ?? []) {
      assert(text.includes(quoted(name, decision)), `${engine}: ${decision.name} lacks the rule ${name}`);
    }
  }
}

// ---- answers

let compared = 0;

function alike(engine, found, answers) {
  const which = [...decisions.keys()].filter((at) => !found.has(decisions[at].name));
  assert.equal(answers.length, records.length, engine);
  for (const [at, all] of answers.entries()) {
    for (const [k, place] of which.entries()) {
      assert.equal(all[k], expected[at][place], `${engine}, ${decisions[place].name}, ${JSON.stringify(records[at])}`);
      ++compared;
    }
  }
  console.log(`  ${engine}: ${which.length} of ${decisions.length} decisions`);
}

const said = (found) => decisions.filter(({ name }) => !found.has(name));

async function oneByOne(engine, made) {
  const answers = [];
  for (const record of records) answers.push(await made.answers(made.given(record), said(made.leftOut)));
  alike(engine, made.leftOut, answers);
}

// ---- engines

async function checkJsonRules() {
  const rules = [];
  const Engine = class extends jsonRulesModule.Engine {
    addRule(rule) {
      rules.push(rule);
      super.addRule(rule);
    }
  };
  const made = jsonRules(program, { Engine }), engine = "json-rules-engine";
  leftOut(engine, made.leftOut, (one) => grows(one) || /"(other_)?factor":/.test(JSON.stringify(one)));
  // What a rule gives is a function; it has at least one line for each rule, and lines of before.
  const of = (decision) => rules.filter(({ conditions }) =>
    conditions.all.some(({ fact, operator, value }) => fact === `rejected ${decision.name}` && operator === "equal" && value === undefined));
  for (const decision of program.decisions) {
    const least = made.leftOut.has(decision.name) ? 0 : Math.max(0, (decision.rules?.length ?? 1) - 1);
    assert(of(decision).length >= least, `${engine}: ${decision.name} has ${of(decision).length} lines behind the first`);
  }
  await oneByOne(engine, made);
}

async function checkZen() {
  for (const [form, model] of [["tables", zenTables(program)], ["one node", zenExpressions(program)]]) {
    const engine = `ZEN, ${form}`, key = ({ name }) => model.expressions.key({ is: "decision", name });
    const contents = model.model.nodes.flatMap(({ content }) => content ?? []);
    const rules = (decision) => {
      const column = `${key(decision)}_rule`;
      const cells = contents.flatMap(({ rules: lines, expressions }) =>
        [...(lines ?? []).map((line) => line[column]), ...(expressions ?? []).filter((one) => one.key === column).map(({ value }) => value)]);
      const found = cells.filter((cell) => cell !== undefined);
      return found.length === 0 ? undefined : found.join("\n");
    };
    leftOut(engine, model.leftOut, grows);
    complete(engine, model.leftOut, rules);
    await oneByOne(engine, zen(model, zenModule));
  }
}

async function checkCel() {
  const model = celExpressions(program);
  leftOut("CEL", model.leftOut, narrow);
  complete("CEL", model.leftOut, ({ name }) => model.parts.find((part) => part.name === name)?.text, (rule) => `"rule": ${JSON.stringify(rule)}`);
  await oneByOne("CEL", cel(model, celModule));
}

async function checkCedar() {
  for (const apart of [true, false]) {
    const model = cedarPolicies(program, apart), engine = apart ? "Cedar, apart" : "Cedar, the first";
    leftOut(engine, model.leftOut, narrow);
    complete(engine, model.leftOut, ({ name }) => {
      const part = model.parts.find(({ key }) => key === model.expressions.key({ is: "decision", name }));
      return part?.policies.map(({ rule }) => JSON.stringify(rule)).join("\n");
    });
    for (const { policies } of model.parts) {
      const clauses = policies.map(({ text }) => [...text.matchAll(/\n {2}unless /g)].length);
      assert.deepEqual(clauses, clauses.map((n, at) => (apart ? at : 0)), "each policy excludes all before it, or none");
    }
    await oneByOne(engine, cedar(model, cedarModule()));
  }
}

function checkClips() {
  const model = clipsRules(program), rules = clipsProgram(model.rules);
  leftOut("CLIPS", model.leftOut, (one) => unsure(one) || beyond(one));
  complete("CLIPS", model.leftOut, (decision) => model.parts.find((part) => part.decision === decision)?.text,
    (rule, decision) => ` ${JSON.stringify(`${decision.name}: ${rule}`)}\n`);
  const answers = records.map((record) => {
    const facts = clipsRun(rules, clipsFact(model, record));
    return said(model.leftOut).map((decision) => {
      const fact = facts.get(model.expressions.key({ is: "decision", name: decision.name }));
      if (fact === undefined) return "no answer";
      const value = plain(fact.value), set = decision.type === "set" && value[0] !== null;
      return answer(set ? [...new Set(value)] : [value].flat()[0], plain(fact.rule), plain(fact.rejected));
    });
  });
  alike("CLIPS", model.leftOut, answers);
  if (clipsVersion() === undefined) return;
  alike("CLIPS itself", model.leftOut, clips(model, records, 1, work).all(said(model.leftOut)));
}

function checkSqlite() {
  if (sql === "-") return console.log("  SQLite: numbers are too wide");
  assert(hasSqlite(), "there is no sqlite3");
  const engine = sqlite(program, readFileSync(sql, "utf8"), records, 1);
  return alike("SQLite", new Map(), engine.all(decisions));
}

checkSqlite();
await checkZen();
await checkJsonRules();
await checkCel();
await checkCedar();
checkClips();
console.log(`  ${compared} answers alike`);
