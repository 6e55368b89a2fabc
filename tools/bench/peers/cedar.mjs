// Cedar: each line of a decision is a policy of an action of its own; what the policy stands for is known by its id.
import { Expressions, text } from "./expressions.mjs";
import { Unsupported, generated, linesOf, rejectable, split, typeOf, visit } from "./program.mjs";
import { answer } from "./records.mjs";

/** Beyond about a hundred conditions in a policy, the calls of its WebAssembly overflow their stack. */
const MOST_APART = 64;

const constant = (value) => ({ is: "constant", value });

/** What is absent or rejected is no attribute of the context. All policies are evaluated, also behind one that holds. */
class Cedar extends Expressions {
  constructor(program, rejects) {
    super(program);
    const { optional } = this;
    this.absent = optional;
    this.optional = (e) => optional(e) || (e.is === "decision" && rejects.has(e.name));
  }
  read(e) { return `context.${this.key(e)}`; }
  isTrue(e) {
    if (e.is === "constant") return text(e.value === true);
    return this.and([...this.there(e), e.is === "if" ? this.value(e) : this.read(e)]);
  }
  isThere(e) {
    if (e.is === "constant") return text(e.value !== null);
    if (e.is === "if") return this.choose(this.truth(e.of[0]), this.isThere(e.of[1]), this.isThere(e.of[2]));
    if (e.is !== "column" && e.is !== "decision") return "true";
    return `(context has ${this.key(e)})`;
  }
  in(e) { return this.and([...this.there(e.of[0]), super.in(e)]); }
  among(a, values) { return `[${values.map(text).join(", ")}].contains(${this.value(a)})`; }
  has(set, value) { return `${this.value(set)}.contains(${value})`; }
  hasAll(e) {
    if (e.values.length < 2) return super.hasAll(e);
    return this.and([...this.there(e.of[0]), `${this.value(e.of[0])}.containsAll([${e.values.map(text).join(", ")}])`]);
  }
  sets(e) {
    if (e.of.some((side) => this.optional(side))) throw new Unsupported("sets that are compared and may be absent");
    return this.sign(this.value(e.of[0]), e.sign, this.value(e.of[1]));
  }
  choose(condition, a, b) { return `(if ${condition} then ${a} else ${b})`; }
  rejected(key) { return `context.${key}_rejected`; }
}

/** A policy permits and gives nothing: what a line passes on has to be one line for each value. */
function constants(program, expressions, line) {
  const { gives, when } = line;
  if (gives === undefined || gives.is === "constant") return [line];
  if (gives.is !== "column" && gives.is !== "decision") throw new Unsupported(`gives ${gives.is}`);
  const both = (condition) => (when === undefined ? condition : { is: "and", of: [when, condition] });
  const type = typeOf(program, gives), one = { column: program.columns, decision: program.decisions }[gives.is];
  if (type !== "bool" && type !== "enum") throw new Unsupported(`gives a ${type} that is no constant`);
  const values = type === "bool" ? [true, false] : one.find(({ name }) => name === gives.name).values;
  const lines = values.map((value) => ({ ...line, when: both({ is: "in", values: [value], of: [gives] }), gives: constant(value) }));
  if (expressions.absent(gives)) lines.push({ ...line, when: both({ is: "is_absent", of: [gives] }), gives: constant(null) });
  return lines;
}

/** The attributes that conditions name. */
function attributes(expressions, lines) {
  const found = new Set();
  for (const { when } of lines) {
    visit(when, (e) => {
      if (e.is === "rejected") found.add(`${expressions.key(e)}_rejected`);
      else if (e.is === "column" || e.is === "decision") found.add(expressions.key(e));
    });
  }
  return [...found];
}

/** A condition, whose clause is left out where there is none. */
const clause = (word, condition) => (condition === undefined ? "" : `\n  ${word} { ${condition} }`);

/** Policies of a decision; with `apart`, each one also says that none of those before it holds. */
function policies(program, expressions, decision, rejects, apart) {
  const key = expressions.key({ is: "decision", name: decision.name });
  const all = linesOf(decision, rejects).flatMap(split).flatMap((line) => constants(program, expressions, line));
  if (apart && all.length > MOST_APART) throw new Unsupported(`more than ${MOST_APART} policies that exclude each other`);
  const conditions = all.map(({ when }) => (when === undefined ? undefined : expressions.truth(when)));
  return {
    key,
    reads: attributes(expressions, all),
    policies: all.map(({ gives, rule, rejected }, at) => ({
      id: `${key}-${at}`,
      text: `permit (principal, action == Action::"${key}", resource)${clause("when", conditions[at])}${
        apart ? conditions.slice(0, at).map((condition) => clause("unless", condition)).join("") : ""};`,
      value: gives?.value ?? null, rule, rejected,
    })),
  };
}

export function cedarPolicies(program, apart) {
  const rejects = rejectable(program), expressions = new Cedar(program, rejects);
  const { parts, leftOut } = generated(program, (decision) => policies(program, expressions, decision, rejects, apart));
  return { parts, leftOut, expressions, apart };
}

const ENTITIES = { principal: { type: "Reader", id: "of" }, resource: { type: "Record", id: "one" }, entities: [] };

function prepared(module, part, id) {
  const staticPolicies = Object.fromEntries(part.policies.map((policy) => [policy.id, policy.text]));
  const parsed = module.preparsePolicySet(id, { staticPolicies });
  if (parsed.type !== "success") throw new Error(`Cedar: ${part.key}: ${JSON.stringify(parsed.errors)}`);
  return { ...part, order: new Map(part.policies.map((policy, at) => [policy.id, at])),
    call: { ...ENTITIES, action: { type: "Action", id: part.key }, preparsedPolicySetId: id } };
}

/**
 * One request for each decision, and what it comes to is a part of the context of those that read it. A call copies
 * the set of policies and reads all attributes, so that each decision has a set of its own, and is told what it reads.
 */
export function cedar({ parts, leftOut, expressions, apart }, module) {
  const asked = parts.map((part) => prepared(module, part, `${part.key} ${apart}`));
  const decide = ({ key, order, call, reads, policies: of }, known) => {
    const context = {};
    for (const name of reads) if (known[name] !== undefined) context[name] = known[name];
    const said = module.statefulIsAuthorized({ ...call, context });
    const { reason, errors } = said.response?.diagnostics ?? { reason: [], errors: said.errors };
    if (errors.length > 0 || reason.length === 0 || (apart && reason.length > 1)) {
      throw new Error(`Cedar: ${key}: ${JSON.stringify({ reason, errors })}`);
    }
    return of[Math.min(...reason.map((id) => order.get(id)))];
  };
  const one = (record) => {
    const known = { ...record }, found = {};
    for (const question of asked) {
      const policy = found[question.key] = decide(question, known);
      if (policy.value !== null) known[question.key] = policy.value;
      known[`${question.key}_rejected`] = policy.rejected;
    }
    return found;
  };
  return {
    leftOut,
    given: (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)
      .map(([column, value]) => [expressions.key({ is: "column", name: column }), value])),
    answers: (record, decisions) => {
      const found = one(record);
      return decisions.map((decision) => {
        const { value, rule, rejected } = found[expressions.key({ is: "decision", name: decision.name })];
        return answer(value, rule, rejected);
      });
    },
    run: (records) => { for (const record of records) one(record); },
  };
}
