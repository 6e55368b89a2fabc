// json-rules-engine: each line of a decision is a rule with a priority of its own; what it comes to is a fact of the run.
import { Unsupported, factorsOf, generated, linesOf, optionals, rejectable, split, typeOf } from "./program.mjs";
import { answer } from "./records.mjs";

const SIGNS = { "==": "equal", "!=": "notEqual", "<": "lessThan", "<=": "lessThanInclusive", ">": "greaterThan", ">=": "greaterThanInclusive" };
const TURNED = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

const factOf = (e) => {
  if (e.is === "column") return `column ${e.name}`;
  if (e.is === "decision") return `value ${e.name}`;
  throw new Unsupported(`${e.is} as an operand`);
};
const test = (fact, operator, value) => ({ fact, operator, value });
const there = (e) => test(factOf(e), "notEqual", null);

class Conditions {
  constructor(program) {
    this.program = program;
    this.optional = optionals(program);
  }
  compare(e) {
    let [a, b] = e.of, sign = e.sign;
    if (factorsOf(e).some((factor) => factor !== 1)) throw new Unsupported("factors in a comparison");
    if (a.is === "constant") [a, b, sign] = [b, a, TURNED[sign]];
    if ([a, b].some((side) => typeOf(this.program, side) === "set")) throw new Unsupported("sets that are compared");
    const plain = test(factOf(a), SIGNS[sign], b.is === "constant" ? b.value : { fact: factOf(b) });
    return { all: [...[a, b].filter((side) => this.optional(side)).map(there), plain] };
  }
  has(e) {
    const [a, b] = e.of;
    if (b.is !== "constant" || this.optional(a)) throw new Unsupported("has of what is no constant");
    return test(factOf(a), "contains", b.value);
  }
  of(e) {
    const parts = () => e.of.map((part) => this.of(part));
    switch (e.is) {
      case "and": return { all: parts() };
      case "or": return { any: parts() };
      case "not": return { not: this.of(e.of[0]) };
      case "in": return test(factOf(e.of[0]), "in", e.values);
      case "equal": case "compare": return this.compare(e);
      case "has_all": return { all: e.values.map((value) => test(factOf(e.of[0]), "contains", value)) };
      case "has": return this.has(e);
      case "is_absent": return test(factOf(e.of[0]), "equal", null);
      case "is_there": return there(e.of[0]);
      case "rejected": return test(`rejected ${e.name}`, "equal", true);
      case "column": case "decision": return test(factOf(e), "equal", true);
      default: throw new Unsupported(`${e.is} as a condition`);
    }
  }
}

function setter(name, line) {
  const value = line.gives === undefined ? () => null
    : line.gives.is === "constant" ? () => line.gives.value
      : ((fact) => (almanac) => almanac.factValue(fact))(factOf(line.gives));
  return async (event, almanac) => {
    almanac.addFact(`value ${name}`, await value(almanac));
    almanac.addFact(`rule ${name}`, line.rule);
    almanac.addFact(`rejected ${name}`, line.rejected);
  };
}

function rulesOf(decision, conditions, rejects) {
  const lines = linesOf(decision, rejects).flatMap(split);
  return lines.map((line, at) => ({
    // The fact is not there until a line before has held.
    conditions: { all: [...(at > 0 ? [test(`rejected ${decision.name}`, "equal", undefined)] : []),
      ...(line.when === undefined ? [] : [conditions.of(line.when)])] },
    event: { type: "decided" },
    onSuccess: setter(decision.name, line),
  }));
}

export function jsonRules(program, { Engine }) {
  const conditions = new Conditions(program), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => rulesOf(decision, conditions, rejects));
  const engine = new Engine([], { allowUndefinedFacts: true });
  const rules = parts.flat();
  rules.forEach((rule, at) => engine.addRule({ ...rule, priority: rules.length - at }));
  return {
    leftOut,
    given: (record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [`column ${name}`, value])),
    answers: async (record, decisions) => {
      const { almanac } = await engine.run(record);
      return Promise.all(decisions.map(async ({ name }) => answer(await almanac.factValue(`value ${name}`),
        await almanac.factValue(`rule ${name}`), await almanac.factValue(`rejected ${name}`))));
    },
    run: async (records) => { for (const record of records) await engine.run(record); },
  };
}
