// GoRules ZEN: decisions as nodes of a JDM graph, one behind the other, conditions in ZEN's language of expressions.
import { Unsupported, factorsOf, generated, isTable, linesOf, optionals, rejectable, typeOf } from "./program.mjs";
import { answer } from "./records.mjs";

const text = (value) => JSON.stringify(value);
const places = (list) => new Map(list.map((one, at) => [one.name, at]));

/** Expressions of ZEN: truths are true or false, never null. */
class Expressions {
  /** What stands before a decision's name: in the node that computes it, it is a part of `$`. */
  constructor(program, before) {
    this.program = program;
    this.before = before;
    this.columns = places(program.columns);
    this.decisions = places(program.decisions);
    this.optional = optionals(program);
  }
  column(name) { return `c${this.columns.get(name)}`; }
  key(name) { return `d${this.decisions.get(name)}`; }
  decision(name) { return this.before + this.key(name); }

  there(...parts) { return parts.filter((e) => this.optional(e)).map((e) => `${this.value(e)} != null and `).join(""); }

  in({ values, of: [a] }) {
    if (values.length === 0) return "false";
    if (values.length === 1) return `(${this.value(a)} == ${text(values[0])})`;
    return `(${this.there(a)}${this.value(a)} in [${values.map(text).join(", ")}])`;
  }
  compare(e) {
    const [a, b] = e.of, factors = factorsOf(e);
    if (typeOf(this.program, a) === "set" || typeOf(this.program, b) === "set") throw new Unsupported("sets that are compared");
    const side = (part, factor) => (factor === 1 ? this.value(part) : `${this.value(part)} * ${factor}`);
    return `(${this.there(a, b)}${side(a, factors[0])} ${e.sign} ${side(b, factors[1])})`;
  }
  truth(e) {
    const joined = (word) => `(${e.of.map((part) => this.truth(part)).join(` ${word} `)})`;
    switch (e.is) {
      case "and": case "or": return joined(e.is);
      case "not": return `(not ${joined("")})`;
      case "in": return this.in(e);
      case "equal": case "compare": return this.compare(e);
      case "has_all": return `(${this.there(e.of[0])}${e.values.map((v) => `${text(v)} in ${this.value(e.of[0])}`).join(" and ")})`;
      case "has": return `(${this.there(...e.of)}${this.value(e.of[1])} in ${this.value(e.of[0])})`;
      case "is_absent": return `(${this.value(e.of[0])} == null)`;
      case "is_there": return `(${this.value(e.of[0])} != null)`;
      case "rejected": return `${this.decision(e.name)}_rejected`;
      default: return `(${this.value(e)} == true)`;
    }
  }
  value(e) {
    switch (e.is) {
      case "constant": return text(e.value);
      case "column": return this.column(e.name);
      case "decision": return this.decision(e.name);
      case "if": return `(${this.truth(e.of[0])} ? ${this.value(e.of[1])} : ${this.value(e.of[2])})`;
      case "scale": case "set_of": case "union": case "set_so_far": throw new Unsupported(e.is);
      default: return this.truth(e);
    }
  }
}

/** The three things that a line comes to, as [key, expression]. */
function outputs(expressions, decision, line) {
  const key = expressions.key(decision.name);
  return [[key, line.gives === undefined ? "null" : expressions.value(line.gives)], [`${key}_rule`, text(line.rule)],
    [`${key}_rejected`, text(line.rejected)]];
}

/** A decision table with the hit policy "first": one column of conditions, three of outputs. */
function tableNode(expressions, decision, lines) {
  const keys = outputs(expressions, decision, lines[0]).map(([key]) => key);
  const rules = lines.map((line, at) => ({
    _id: `${keys[0]}-${at}`,
    when: line.when === undefined ? "" : expressions.truth(line.when),
    ...Object.fromEntries(outputs(expressions, decision, line)),
  }));
  return {
    type: "decisionTableNode",
    content: { hitPolicy: "first", passThrough: true, inputs: [{ id: "when", name: "when", type: "expression" }],
      outputs: keys.map((key) => ({ id: key, name: key, field: key, type: "expression" })), rules },
  };
}

/** The lines as one expression for each of the three outputs. */
function chained(expressions, decision, lines) {
  const all = lines.map((line) => outputs(expressions, decision, line));
  return all[0].map(([key], which) => {
    const otherwise = all.at(-1)[which][1];
    const before = lines.slice(0, -1).map((line, at) => `${expressions.truth(line.when)} ? ${all[at][which][1]} : `);
    return { id: key, key, value: all.some((one) => one[which][1] !== otherwise) ? `${before.join("")}${otherwise}` : otherwise };
  });
}

const expressionNode = (list) => ({ type: "expressionNode", content: { passThrough: true, expressions: list } });

function graph(parts) {
  const nodes = [{ type: "inputNode" }, ...parts, { type: "outputNode" }]
    .map((node, at) => ({ id: `n${at}`, name: `n${at}`, position: { x: 0, y: 0 }, ...node }));
  const edges = nodes.slice(1).map((node, at) => ({ id: `e${at}`, type: "edge", sourceId: nodes[at].id, targetId: node.id }));
  return { nodes, edges };
}

/** The JDM graph of a program and what is left out of it: a node for each decision. */
export function zenTables(program) {
  const expressions = new Expressions(program, ""), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => {
    const lines = linesOf(decision, rejects);
    return isTable(decision) ? tableNode(expressions, decision, lines) : expressionNode(chained(expressions, decision, lines));
  });
  return { model: graph(parts), leftOut, expressions };
}

/** The same as one node of expressions, each a chain of conditions. */
export function zenExpressions(program) {
  const expressions = new Expressions(program, "$."), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => chained(expressions, decision, linesOf(decision, rejects)));
  return { model: graph([expressionNode(parts.flat())]), leftOut, expressions };
}

export function zen({ model, leftOut, expressions }, { ZenEngine, ZenDecisionContent }) {
  const decided = new ZenEngine().createDecision(new ZenDecisionContent(model));
  const one = (record) => decided.evaluate(record);
  return {
    leftOut,
    given: (record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [expressions.column(name), value])),
    answers: async (record, decisions) => {
      const { result } = await one(record);
      return decisions.map(({ name }) => {
        const key = expressions.key(name);
        return answer(result[key], result[`${key}_rule`], result[`${key}_rejected`]);
      });
    },
    run: async (records) => { for (const record of records) await one(record); },
    runAtOnce: async (records) => {
      for (let at = 0; at < records.length; at += 256) await Promise.all(records.slice(at, at + 256).map(one));
    },
  };
}
