// GoRules ZEN: decisions as nodes of a JDM graph, one behind the other, conditions in ZEN's language of expressions.
import { Expressions, text } from "./expressions.mjs";
import { generated, isTable, linesOf, rejectable } from "./program.mjs";
import { answer } from "./records.mjs";

class Zen extends Expressions {
  /** What stands before a decision's name: in the node that computes it, it is a part of `$`. */
  constructor(program, before) {
    super(program);
    this.before = before;
  }
  and(parts) { return parts.length === 1 ? parts[0] : `(${parts.join(" and ")})`; }
  or(parts) { return parts.length === 1 ? parts[0] : `(${parts.join(" or ")})`; }
  not(part) { return `(not ${part})`; }
  read(e) { return e.is === "column" ? this.key(e) : this.before + this.key(e); }
  isThere(e) { return `(${this.value(e)} != null)`; }
  isAbsent(e) { return `(${this.value(e)} == null)`; }
  among(a, values) { return this.and([...this.there(a), `(${this.value(a)} in [${values.map(text).join(", ")}])`]); }
  has(set, value) { return `(${value} in ${this.value(set)})`; }
  choose(condition, a, b) { return `(${condition} ? ${a} : ${b})`; }
  rejected(key) { return `${this.before}${key}_rejected`; }
  /** Its numbers have 96 bits. */
  fits() { return true; }
}

/** The three things that a line comes to, as [key, expression]. */
function outputs(expressions, decision, line) {
  const key = expressions.key({ is: "decision", name: decision.name });
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
  const expressions = new Zen(program, ""), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => {
    const lines = linesOf(decision, rejects);
    return isTable(decision) ? tableNode(expressions, decision, lines) : expressionNode(chained(expressions, decision, lines));
  });
  return { model: graph(parts), leftOut, expressions };
}

/** The same as one node of expressions, each a chain of conditions. */
export function zenExpressions(program) {
  const expressions = new Zen(program, "$."), rejects = rejectable(program);
  const { parts, leftOut } = generated(program, (decision) => chained(expressions, decision, linesOf(decision, rejects)));
  return { model: graph([expressionNode(parts.flat())]), leftOut, expressions };
}

export function zen({ model, leftOut, expressions }, { ZenEngine, ZenDecisionContent }) {
  const decided = new ZenEngine().createDecision(new ZenDecisionContent(model));
  const one = (record) => decided.evaluate(record);
  return {
    leftOut,
    given: (record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [expressions.key({ is: "column", name }), value])),
    answers: async (record, decisions) => {
      const { result } = await one(record);
      return decisions.map(({ name }) => {
        const key = expressions.key({ is: "decision", name });
        return answer(result[key], result[`${key}_rule`], result[`${key}_rejected`]);
      });
    },
    run: async (records) => { for (const record of records) await one(record); },
    runAtOnce: async (records) => {
      for (let at = 0; at < records.length; at += 256) await Promise.all(records.slice(at, at + 256).map(one));
    },
  };
}
