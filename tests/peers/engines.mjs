// The part of other engines that the generators use, as small as it can be: what they are given is read and run by the
// letter. The real ones need a network; tools/bench/run peers compares their answers.
import assert from "node:assert/strict";
import { CEDAR, CEL, ZEN, read, readSome, tokensOf } from "./infix.mjs";

// ---- json-rules-engine

const OPERATORS = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  lessThan: (a, b) => typeof a === "number" && typeof b === "number" && a < b,
  lessThanInclusive: (a, b) => typeof a === "number" && typeof b === "number" && a <= b,
  greaterThan: (a, b) => typeof a === "number" && typeof b === "number" && a > b,
  greaterThanInclusive: (a, b) => typeof a === "number" && typeof b === "number" && a >= b,
  in: (a, b) => b.includes(a),
  contains: (a, b) => Array.isArray(a) && a.includes(b),
};

class Almanac {
  constructor(facts) { this.facts = new Map(Object.entries(facts)); }
  factValue(name) { return this.facts.get(name); }
  addFact(name, value) { this.facts.set(name, value); }
  holds(condition) {
    if (condition.all) return condition.all.every((one) => this.holds(one));
    if (condition.any) return condition.any.some((one) => this.holds(one));
    if (condition.not) return !this.holds(condition.not);
    const { fact, operator, value } = condition;
    assert(typeof fact === "string" && operator in OPERATORS && "value" in condition, JSON.stringify(condition));
    const other = value !== null && typeof value === "object" && !Array.isArray(value) ? this.factValue(value.fact) : value;
    return OPERATORS[operator](this.factValue(fact), other);
  }
}

export const jsonRulesModule = {
  Engine: class {
    constructor(rules, { allowUndefinedFacts }) {
      assert(rules.length === 0 && allowUndefinedFacts);
      this.rules = [];
    }
    addRule(rule) {
      assert(this.rules.every(({ priority }) => priority > rule.priority) && rule.priority >= 1);
      this.rules.push(rule);
    }
    async run(facts) {
      const almanac = new Almanac(facts);
      for (const rule of this.rules) if (almanac.holds(rule.conditions)) await rule.onSuccess(rule.event, almanac);
      return { almanac };
    }
  },
};

// ---- GoRules ZEN

/** Rules of a table, the first of which counts, or expressions one after the other. */
function node({ type, content }) {
  assert(content.passThrough === true);
  if (type === "expressionNode") {
    const all = content.expressions.map(({ key, value }) => [key, read(value, ZEN)]);
    return (record) => {
      const $ = {};
      for (const [key, value] of all) $[key] = value({ ...record, $ });
      return $;
    };
  }
  assert(type === "decisionTableNode" && content.hitPolicy === "first" && content.inputs.length === 1);
  const [{ id }] = content.inputs;
  const rules = content.rules.map((rule) => ({
    when: rule[id] === "" ? () => true : read(rule[id], ZEN),
    gives: content.outputs.map((output) => [output.field, read(rule[output.id], ZEN)]),
  }));
  return (record) => {
    const first = rules.find(({ when }) => when(record) === true);
    return Object.fromEntries((first?.gives ?? []).map(([field, value]) => [field, value(record)]));
  };
}

export const zenModule = {
  ZenDecisionContent: class {
    constructor({ nodes, edges }) {
      const follows = new Map(edges.map(({ sourceId, targetId }) => [sourceId, targetId]));
      let one = nodes.find(({ type }) => type === "inputNode");
      for (this.nodes = []; one.type !== "outputNode";) {
        one = nodes.find(({ id }) => id === follows.get(one.id));
        if (one.type !== "outputNode") this.nodes.push(node(one));
      }
      assert(this.nodes.length === nodes.length - 2 && edges.length === nodes.length - 1);
    }
  },
  ZenEngine: class {
    createDecision({ nodes }) {
      return { evaluate: async (record) => ({ result: nodes.reduce((known, one) => ({ ...known, ...one(known) }), record) }) };
    }
  },
};

// ---- CEL

export const celModule = {
  Environment: class {
    types = new Map();
    registerVariable(name, type) { this.types.set(name, type); }
    parse(text) {
      return read(text, { ...CEL, typed: (name) => {
        assert(this.types.has(name), `${name} is not declared`);
        return !["dyn", "map"].includes(this.types.get(name));
      } });
    }
  },
};

// ---- Cedar

/** permit (principal, action == Action::"…", resource) when { … } unless { … } …; */
function policy(text) {
  const head = /^permit \(principal, action == Action::"(\w+)", resource\)/.exec(text);
  assert(head !== null && text.endsWith(";"), text);
  const conditions = [];
  let rest = tokensOf(text.slice(head[0].length, -1));
  while (rest.length > 0) {
    const word = rest[0], read = readSome(rest.slice(2), CEDAR);
    assert((word === "when" || word === "unless") && rest[1] === "{" && read.rest[0] === "}", text);
    conditions.push((names) => read.condition(names) === (word === "when"));
    rest = read.rest.slice(1);
  }
  return { action: head[1], holds: (context) => conditions.every((one) => one({ context })) };
}

export function cedarModule() {
  const sets = new Map();
  return {
    preparsePolicySet: (id, { staticPolicies }) => {
      sets.set(id, Object.entries(staticPolicies).map(([name, text]) => ({ name, ...policy(text) })));
      return { type: "success" };
    },
    statefulIsAuthorized: ({ preparsedPolicySetId, action, context }) => {
      const reason = [], errors = [];
      for (const one of sets.get(preparsedPolicySetId)) {
        try {
          if (one.action === action.id && one.holds(context)) reason.push(one.name);
        } catch (error) {
          errors.push({ policyId: one.name, error: error.message });
        }
      }
      return { type: "success", response: { decision: reason.length > 0 ? "allow" : "deny", diagnostics: { reason, errors } } };
    },
  };
}
