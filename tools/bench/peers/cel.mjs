// CEL: a decision is one expression, a chain of conditions that comes to a map; the maps before it are variables.
import { Expressions, text } from "./expressions.mjs";
import { generated, linesOf, rejectable } from "./program.mjs";
import { answer } from "./records.mjs";

const TYPES = { bool: "bool", enum: "string", number: "int", set: "list<string>" };

class Cel extends Expressions {
  read(e) { return e.is === "column" ? this.key(e) : `${this.key(e)}.value`; }
  isTrue(e) { return this.typed(e) ? this.key(e) : super.isTrue(e); }
  /** A comparison with null needs a type that can be null. */
  isThere(e) { return this.typed(e) ? this.always : `(${this.open(e)} != null)`; }
  isAbsent(e) { return this.typed(e) ? this.never : `(${this.open(e)} == null)`; }
  typed(e) { return e.is === "column" && !this.optional(e); }
  open(e) { return e.is === "column" || e.is === "decision" ? this.value(e) : `dyn(${this.value(e)})`; }
  among(a, values) { return `(${this.value(a)} in [${values.map(text).join(", ")}])`; }
  has(set, value) { return `(${value} in ${this.value(set)})`; }
  choose(condition, a, b) { return `(${condition} ? dyn(${a}) : dyn(${b}))`; }
  rejected(key) { return `${key}.rejected`; }
  scale(e, top, bottom) {
    const scaled = `${this.product(e.of[0], top)} / ${bottom}`;
    return this.optional(e.of[0]) ? this.choose(this.isThere(e.of[0]), scaled, "null") : `(${scaled})`;
  }
}

function chained(expressions, decision, lines) {
  const all = lines.map(({ when, gives, rule, rejected }) => {
    const value = gives === undefined ? "null" : expressions.value(gives);
    const map = `{"value": ${value}, "rule": ${text(rule)}, "rejected": ${rejected}}`;
    return when === undefined ? map : `${expressions.truth(when)} ? ${map} : `;
  });
  return { name: decision.name, key: expressions.key({ is: "decision", name: decision.name }), text: all.join("\n") };
}

/** The expressions of a program in their order, and what is left out. */
export function celExpressions(program) {
  const expressions = new Cel(program), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => chained(expressions, decision, linesOf(decision, rejects)));
  const variables = program.columns.map((column) =>
    [expressions.key({ is: "column", name: column.name }), column.optional ? "dyn" : TYPES[column.type]]);
  return { parts, leftOut, variables, expressions };
}

/** Whole numbers are BigInts, and nothing else is. */
const given = (value) => (typeof value === "number" ? BigInt(value) : value);
const shown = (value) => (typeof value === "bigint" ? Number(value) : value);

export function cel({ parts, leftOut, variables, expressions }, { Environment }) {
  // Its limits are for texts that come from anyone.
  const limits = { maxAstNodes: 1e7, maxDepth: 1e5, maxListElements: 1e5 };
  const environment = new Environment({ homogeneousAggregateLiterals: false, limits });
  for (const [name, type] of variables) environment.registerVariable(name, type);
  for (const { key } of parts) environment.registerVariable(key, "map");
  const compiled = parts.map(({ key, text: written }) => [key, environment.parse(written)]);
  const one = (record) => {
    const context = { ...record };
    for (const [key, decide] of compiled) context[key] = decide(context);
    return context;
  };
  return {
    leftOut,
    given: (record) => Object.fromEntries(Object.entries(record).map(([name, value]) =>
      [expressions.key({ is: "column", name }), given(value)])),
    answers: (record, decisions) => {
      const context = one(record);
      return decisions.map(({ name }) => {
        const { value, rule, rejected } = context[expressions.key({ is: "decision", name })];
        return answer(shown(value), rule, rejected);
      });
    },
    run: (records) => { for (const record of records) one(record); },
  };
}
