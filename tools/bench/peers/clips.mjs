// CLIPS: a record and what decisions come to are facts; each line of a decision is a rule with a salience of its own.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Expressions, text } from "./expressions.mjs";
import { Unsupported, generated, linesOf, rejectable, split, typeOf, visit } from "./program.mjs";
import { answer } from "./records.mjs";

/** What a salience can be. */
const HIGHEST = 10_000, LOWEST = -10_000;

/** Values of enums are strings, truths TRUE and FALSE, what is absent is nil; a set is a list. */
function literal(value) {
  if (value === null) return "nil";
  if (Array.isArray(value)) return `(create$${value.map((one) => ` ${literal(one)}`).join("")})`;
  return typeof value === "boolean" ? String(value).toUpperCase() : text(value);
}

class Clips extends Expressions {
  never = "(eq 0 1)";
  always = "(eq 0 0)";

  read(e) { return `?${this.key(e)}`; }
  and(parts) { return parts.length === 1 ? parts[0] : `(and ${parts.join(" ")})`; }
  or(parts) { return parts.length === 1 ? parts[0] : `(or ${parts.join(" ")})`; }
  not(part) { return `(not ${part})`; }
  isTrue(e) { return `(eq ${this.value(e)} TRUE)`; }
  isThere(e) { return `(neq ${this.value(e)} ${this.nil(e)})`; }
  isAbsent(e) { return `(eq ${this.value(e)} ${this.nil(e)})`; }
  isSet(e) { return typeOf(this.program, e) === "set"; }
  nil(e) { return this.isSet(e) ? "(create$ nil)" : "nil"; }
  sign(a, sign, b) { return `(${{ "==": "eq", "!=": "neq" }[sign] ?? sign} ${a} ${b})`; }
  times(a, factor) { return `(* ${a} ${factor})`; }
  scale(e, top, bottom) {
    const scaled = `(div ${this.product(e.of[0], top)} ${bottom})`;
    return this.optional(e.of[0]) ? this.choose(this.isThere(e.of[0]), scaled, "nil") : scaled;
  }
  in({ values, of: [a] }) {
    return values.length === 0 ? this.never : this.or(values.map((value) => this.sign(this.value(a), "==", literal(value))));
  }
  has(set, value) { return `(neq (member$ ${value} ${this.value(set)}) FALSE)`; }
  hasAll({ values, of: [set] }) {
    return values.length < 2 ? super.hasAll({ values, of: [set] }) : `(subsetp ${literal(values)} ${this.value(set)})`;
  }
  sets(e) {
    if (e.of.some((side) => this.optional(side))) throw new Unsupported("sets that are compared and may be absent");
    const [a, b] = e.of.map((side) => this.value(side)), same = `(and (subsetp ${a} ${b}) (subsetp ${b} ${a}))`;
    return e.sign === "==" ? same : this.not(same);
  }
  madeSet(e) {
    if (e.is === "set_so_far") return "?so-far";
    const parts = e.of.map((part) => (this.optional(part) ? this.choose(this.isThere(part), this.value(part), "(create$)") : this.value(part)));
    return `(create$ ${parts.join(" ")})`;
  }
  choose(condition, a, b) { return `(if ${condition} then ${a} else ${b})`; }
  rejected(key) { return `(eq ?${key}-rejected TRUE)`; }
  value(e) { return e.is === "constant" ? literal(e.value) : super.value(e); }
}

// ---- left sides

const conjuncts = (e) => (e === undefined ? [] : e.is === "and" ? e.of.flatMap(conjuncts) : [e]);

/** The slots that an expression reads: of the record, or of what decisions came to. */
function slotsIn(expressions, e) {
  const found = new Map();
  visit(e, (part) => {
    if (part.is !== "column" && part.is !== "decision" && part.is !== "rejected") return;
    const key = expressions.key(part), variable = part.is === "rejected" ? `${key}-rejected` : key;
    const [fact, slot] = part.is === "column" ? ["record", key] : [key, part.is === "rejected" ? "rejected" : "value"];
    found.set(variable, { fact, slot, variable: `${expressions.isSet(part) ? "$" : ""}?${variable}` });
  });
  return [...found.values()];
}

/** A condition of one slot alone as a constraint without a call, where it has such a form. */
function plain(expressions, e) {
  const negated = e.is === "not", inner = negated ? e.of[0] : e, of = inner.of?.[0];
  const either = (holds, fails) => (negated ? fails : holds);
  const reads = (one) => (one?.is === "column" || one?.is === "decision") && !expressions.isSet(one);
  if (reads(inner) || inner.is === "rejected") return either("TRUE", "~TRUE");
  if (!reads(of)) return undefined;
  switch (inner.is) {
    case "in": {
      const values = inner.values.map(literal);
      return values.length === 0 ? undefined : either(values.join("|"), values.map((value) => `~${value}`).join("&"));
    }
    case "is_absent": return either("nil", "~nil");
    case "is_there": return either("~nil", "nil");
    default: return undefined;
  }
}

const asksTheSet = (e) => {
  let found = false;
  visit(e, (part) => { found ||= part.is === "set_so_far"; });
  return found;
};

/** Patterns and tests of a condition; what `reads` reads is bound, too. */
function leftSide(expressions, when, reads, own) {
  const slots = new Map([["record", new Map()]]), tests = [];
  const slotOf = ({ fact, slot, variable }) => {
    if (!slots.has(fact)) slots.set(fact, new Map());
    const of = slots.get(fact);
    if (!of.has(slot)) of.set(slot, { variable, bound: false, constraints: [] });
    return of.get(slot);
  };
  const bind = (e) => { for (const one of slotsIn(expressions, e)) slotOf(one).bound = true; };
  for (const part of conjuncts(when)) {
    const read = slotsIn(expressions, part), call = expressions.truth(part);
    if (read.length === 1 && !asksTheSet(part)) {
      slotOf(read[0]).constraints.push({ written: plain(expressions, part), call });
    } else {
      tests.push(`(test ${call})`);
      bind(part);
    }
  }
  for (const e of reads) bind(e);
  const constrained = ([slot, { variable, bound, constraints }]) => {
    // Beside a constant, CLIPS 6.30 forgets calls; and two constants that exclude each other are an error.
    const alone = constraints.length === 1;
    const all = constraints.map(({ written, call }) => (alone && written !== undefined ? written : `:${call}`));
    return `(${slot} ${[...(bound || all.some((one) => one.startsWith(":")) ? [variable] : []), ...all].join("&")})`;
  };
  const patterns = [...slots].map(([fact, of]) => `(${[fact, ...[...of].map(constrained)].join(" ")})`);
  return [...patterns, ...own, ...tests];
}

// ---- rules

const rule = (name, comment, salience, left, right) =>
  `(defrule ${name} ${text(comment)}\n  (declare (salience ${salience}))\n  ${left.join("\n  ")}\n  =>\n  ${right})`;

function lineRule(expressions, decision, key, line, name, salience) {
  const value = line.gives === undefined ? "nil" : expressions.value(line.gives);
  const left = leftSide(expressions, line.when, [line.gives], []);
  return rule(name, `${decision.name}: ${line.rule}`, salience, [...left, `(not (${key}))`],
    `(assert (${key} (value ${value}) (rule ${literal(line.rule)}) (rejected ${literal(line.rejected)})))`);
}

/** More in the set can only make more of these conditions hold, so that the order in which rules add does not count. */
function onlyGrows(e) {
  if (e === undefined || !asksTheSet(e)) return true;
  if (e.is === "and" || e.is === "or") return e.of.every(onlyGrows);
  return (e.is === "has_all" || e.is === "has") && e.of[0].is === "set_so_far" && !e.of.slice(1).some(asksTheSet);
}

/** Adds to the fact that a line before has made. */
function growthRule(expressions, decision, key, { name: of, when, gives }, name, salience) {
  if (!onlyGrows(when) || asksTheSet(gives)) throw new Unsupported("a set that asks what it lacks");
  const given = expressions.value(gives), there = ":(not (member$ nil ?so-far))";
  const left = leftSide(expressions, when, [gives], [`?set <- (${key} (value $?so-far&${there}))`]);
  return rule(name, `${decision.name}: ${of}`, salience, [...left, `(test (not (subsetp ${given} ?so-far)))`],
    `(modify ?set (value ?so-far ${given}))`);
}

/** Where a set grows, it is made first. */
function rulesOf(expressions, decision, rejects, salience) {
  const key = expressions.key({ is: "decision", name: decision.name });
  const lines = linesOf(decision, rejects).flatMap(split), growing = decision.kind === "attach" ? decision.rules : [];
  if (decision.kind === "attach") {
    const made = lines.at(-1), start = { is: "constant", value: [] };
    made.gives = made.gives === undefined ? start : { is: "union", of: [made.gives, start] };
  }
  if (salience - lines.length - growing.length < LOWEST) throw new Unsupported("more rules than there are saliences");
  const rules = [
    ...lines.map((line, at) => lineRule(expressions, decision, key, line, `${key}-${at}`, salience - at)),
    ...growing.map((line, at) => growthRule(expressions, decision, key, line, `${key}-adds-${at}`, salience - lines.length - at)),
  ];
  const template = `(deftemplate ${key} (${decision.type === "set" ? "multislot" : "slot"} value) (slot rule) (slot rejected))`;
  return [template, ...rules];
}

/** Templates and rules of a program, and what is left out. */
export function clipsRules(program) {
  const expressions = new Clips(program), rejects = rejectable(program);
  let salience = HIGHEST;
  const { parts, leftOut } = generated(program, (decision) => {
    const rules = rulesOf(expressions, decision, rejects, salience);
    salience -= rules.length - 1;
    return { decision, key: expressions.key({ is: "decision", name: decision.name }), text: rules.join("\n") };
  }, () => {});
  const slots = program.columns.map((column) =>
    `(${column.type === "set" ? "multislot" : "slot"} ${expressions.key({ is: "column", name: column.name })})`);
  const record = `(deftemplate record ${slots.join(" ")})`;
  return { rules: `${[record, ...parts.map((part) => part.text)].join("\n")}\n`, parts, leftOut, expressions };
}

/** A record as a fact. */
export function clipsFact({ expressions }, record) {
  const cells = Object.entries(record).map(([name, value]) =>
    ` (${expressions.key({ is: "column", name })}${(Array.isArray(value) ? value : [value]).map((one) => ` ${literal(one)}`).join("")})`);
  return `(record${cells.join("")})`;
}

// ---- runs

/** Prints what a decision came to: its place, whether it is rejected, its rule, its values. */
const printed = ({ key }, at) =>
  `(do-for-all-facts ((?f ${key})) TRUE (printout answers "${at} " ?f:rejected " " (implode$ (create$ ?f:rule ?f:value)) crlf))`;

/** One record after the other: it is asserted, the rules run, and all facts are taken back; `between` may look at them. */
const decideAll = (name, records, between) =>
  `(deffunction ${name} ()\n${records.map((record, at) => `(record-${at}) (run) ${between}(retract *)\n`).join("")})\n`;

const TIMED = "(bind ?*begin* (time))\n(decide)\n(printout t (- (time) ?*begin*) crlf)\n";

const READ = { TRUE: true, FALSE: false, nil: null };
const words = (line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
  quoted?.replace(/\\(.)/g, "$1") ?? (bare in READ ? READ[bare] : Number(bare)));

function answersIn(lines, parts) {
  const found = new Map();
  for (const line of lines) {
    const [part, rejected, of, ...values] = words(line), { name, type } = parts[part].decision;
    if (found.has(name)) throw new Error(`clips: two answers of ${name}`);
    found.set(name, answer(type === "set" && values[0] !== null ? [...new Set(values)] : values[0], of, rejected));
  }
  return found;
}

/** The program clips, which measures with its own clock, in time of the processor. */
export function clips(model, records, rounds, work) {
  const path = (end) => join(work, `rules.clips.${end}`);
  const facts = records.map((record, at) => `(deffunction record-${at} () (assert ${clipsFact(model, record)}))\n`);
  writeFileSync(path("rules"), model.rules);
  writeFileSync(path("records"), `${facts.join("")}(deffunction print-answers ()\n${model.parts.map(printed).join("\n")}
(printout answers "." crlf))\n${decideAll("answer", records, "(print-answers) ")}${decideAll("decide", records, "")}`);
  writeFileSync(path("run"), `(defglobal ?*begin* = 0)\n(load* "${path("rules")}")\n(load* "${path("records")}")\n`
    + `(open "${path("answers")}" answers "w")\n(answer)\n(close answers)\n${TIMED.repeat(rounds)}(exit)\n`);
  const out = spawnSync("clips", ["-f2", path("run")], { encoding: "utf8", maxBuffer: 1 << 30 });
  const times = out.stdout?.trim().split("\n").map(Number);
  if (out.status !== 0 || times.length !== rounds || times.some(Number.isNaN)) throw new Error(`clips: ${out.error ?? (out.stdout + out.stderr)}`);
  const found = readFileSync(path("answers"), "utf8").split(".\n").slice(0, -1).map((lines) => answersIn(lines.split("\n").slice(0, -1), model.parts));
  return {
    leftOut: model.leftOut,
    all: (decisions) => found.map((one) => decisions.map(({ name }) => one.get(name) ?? "no answer")),
    times: () => times.map((seconds) => seconds * 1e3),
  };
}

/** Undefined where it is not installed. */
export const clipsVersion = () => /CLIPS \((\S+)/.exec(spawnSync("clips", { input: "(exit)\n", encoding: "utf8" }).stdout)?.[1];
