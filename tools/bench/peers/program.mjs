// The rules of a row as `msdc compile --emit json` writes them, and what all generators ask of them.

/** What an engine cannot express; the message says why. */
export class Unsupported extends Error {}

export const isTable = (decision) => decision.kind === "first" || decision.kind === "unique";
export const fallsThrough = (decision) => !decision.rules.some((rule) => rule.when === undefined);

export function visit(expression, seen) {
  if (expression === undefined) return;
  seen(expression);
  for (const part of expression.of ?? []) visit(part, seen);
}

export function decisionsIn(...expressions) {
  const names = new Set();
  for (const expression of expressions) {
    visit(expression, (e) => { if (e.is === "decision") names.add(e.name); });
  }
  return [...names];
}

export const expressionsOf = (decision) =>
  [decision.where, decision.value, ...(decision.rules ?? []).flatMap((rule) => [rule.when, rule.gives])];

/** The decisions that can come to be rejected where no measure is. */
export function rejectable(program) {
  const found = new Set();
  for (const decision of program.decisions) {
    const itself = decision.rules?.some((rule) => rule.rejects) || (isTable(decision) && fallsThrough(decision));
    if (itself || decisionsIn(...expressionsOf(decision)).some((name) => found.has(name))) found.add(decision.name);
  }
  return found;
}

/**
 * A decision as lines of which the first one that holds counts: { when, gives, rule, rejected }. What comes before its
 * rules are lines, too: what `where` reads is rejected, `where` does not hold, what else is read is rejected.
 */
export function linesOf(decision, rejects) {
  const bad = (...expressions) => decisionsIn(...expressions).filter((name) => rejects.has(name))
    .map((name) => ({ when: { is: "rejected", name }, rule: null, rejected: true }));
  const lines = [];
  if (decision.where !== undefined) {
    lines.push(...bad(decision.where), { when: { is: "not", of: [decision.where] }, rule: null, rejected: false });
  }
  lines.push(...bad(...expressionsOf(decision)));
  if (!isTable(decision)) return [...lines, { gives: decision.value, rule: null, rejected: false }];
  for (const rule of decision.rules) {
    lines.push({ when: rule.when, gives: rule.gives, rule: rule.name, rejected: rule.rejects === true });
  }
  if (fallsThrough(decision)) lines.push({ rule: null, rejected: true });
  return lines;
}

const CONDITIONS = ["and", "or", "not", "in", "equal", "compare", "has_all", "has", "is_absent", "is_there"];

/** A line that gives the truth of a condition is two lines, and so is one that gives this or that. */
export function split(line) {
  const gives = line.gives ?? {};
  const constant = (value) => ({ is: "constant", value });
  const [condition, yes, no] = gives.is === "if" ? gives.of : CONDITIONS.includes(gives.is) ? [gives, constant(true), constant(false)] : [];
  if (condition === undefined) return [line];
  const when = line.when === undefined ? condition : { is: "and", of: [line.when, condition] };
  return [...split({ ...line, when, gives: yes }), ...split({ ...line, gives: no })];
}

const grows = (decision) => { if (decision.kind === "attach") throw new Unsupported("a set that grows"); };

/**
 * Generates each decision that an engine can express: `generate(decision)` gives its part, or throws Unsupported, and
 * so does `refuse(decision)`, by default where a set grows. What reads a decision that is left out is left out, too.
 */
export function generated(program, generate, refuse = grows) {
  const parts = [], leftOut = new Map();
  for (const decision of program.decisions) {
    try {
      refuse(decision);
      if (decision.kind === "unique" && !decision.proved_unique) throw new Unsupported("two rules may hold at once");
      const missing = decisionsIn(...expressionsOf(decision)).find((name) => leftOut.has(name));
      if (missing !== undefined) throw new Unsupported(`reads ${missing}`);
      parts.push(generate(decision));
    } catch (fault) {
      if (!(fault instanceof Unsupported)) throw fault;
      leftOut.set(decision.name, fault.message);
    }
  }
  return { parts, leftOut };
}

/** What may be absent, by its type or since its decision does not apply: there, comparisons have to ask first. */
export function optionals(program) {
  const out = new Set();
  for (const column of program.columns) if (column.optional) out.add(`column ${column.name}`);
  for (const decision of program.decisions) if (decision.optional || decision.where !== undefined) out.add(`decision ${decision.name}`);
  return (e) => (e.is === "constant" ? e.value === null : e.is === "if" || out.has(`${e.is} ${e.name}`));
}

export function typeOf(program, e) {
  const among = { column: program.columns, decision: program.decisions }[e.is];
  return among?.find((one) => one.name === e.name).type;
}

/** Both sides of a comparison as whole factors, as the emitted languages multiply. */
export function factorsOf(e) {
  const [top, bottom] = e.factor ?? [1, 1], [otherTop, otherBottom] = e.other_factor ?? [1, 1];
  return [top * otherBottom, otherTop * bottom];
}

/** The numbers that a column is compared with. */
export function numbersAt(program, name) {
  const found = new Set();
  const look = (e) => {
    if (e.is !== "compare" && e.is !== "equal") return;
    const [a, b] = e.of;
    const other = a.name === name && a.is === "column" ? b : b.name === name && b.is === "column" ? a : undefined;
    if (other?.is === "constant" && typeof other.value === "number") found.add(other.value);
  };
  for (const decision of program.decisions) for (const e of expressionsOf(decision)) visit(e, look);
  return [...found];
}

/** Whether a side of a comparison stays within 64 bits when it is multiplied. */
export function fits(program, e, factor) {
  if (e.is === "if") return e.of.slice(1).every((one) => fits(program, one, factor));
  const { low, high } = e.is === "constant" ? { low: e.value ?? 0, high: e.value ?? 0 }
    : { column: program.columns, decision: program.decisions }[e.is]?.find((one) => one.name === e.name) ?? {};
  const within = (n) => BigInt.asIntN(64, BigInt(n) * BigInt(factor)) === BigInt(n) * BigInt(factor);
  return factor === 1 || (low !== undefined && within(low) && within(high));
}
