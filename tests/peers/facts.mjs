// A small reader of CLIPS: templates, rules of patterns, negated patterns and tests, and functions on fields. At most one
// fact of each template is there at a time. Symbols are Symbols, strings strings, what a multislot holds a list.
import assert from "node:assert/strict";

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\$?\?[\w-]*|<=|>=|<-|=>|:(?=\()|-?\d+|[A-Za-z][\w$*-]*|[()&|~<>*])/y;

function tree(text) {
  const stack = [[]];
  const end = text.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
    const at = TOKEN.lastIndex, found = TOKEN.exec(text);
    assert(found !== null, text.slice(at, at + 40));
    const [, token] = found;
    if (token === "(") stack.push([]);
    else if (token !== ")") stack.at(-1).push(atom(token));
    else stack.at(-2).push(stack.pop());
  }
  assert(stack.length === 1, "brackets");
  return stack[0];
}
const atom = (token) => (token[0] === '"' ? token.slice(1, -1).replace(/\\(.)/g, "$1") : /^-?\d+$/.test(token) ? Number(token) : Symbol.for(token));
const named = (symbol) => (typeof symbol === "symbol" ? Symbol.keyFor(symbol) : undefined);

const TRUE = Symbol.for("TRUE"), FALSE = Symbol.for("FALSE");
const truth = (value) => (value ? TRUE : FALSE);
const numbers = (all) => { assert(all.every((one) => typeof one === "number"), "no numbers"); return all; };
const same = (a, b) => (Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one, at) => one === b[at]) : a === b);
const compared = (holds) => (...all) => truth(holds(...numbers(all)));
const FUNCTIONS = {
  eq: (a, b) => truth(same(a, b)),
  neq: (a, b) => truth(!same(a, b)),
  "<": compared((a, b) => a < b),
  "<=": compared((a, b) => a <= b),
  ">": compared((a, b) => a > b),
  ">=": compared((a, b) => a >= b),
  "*": (...all) => numbers(all).reduce((a, b) => a * b),
  div: (...all) => Math.trunc(numbers(all).reduce((a, b) => a / b)),
  not: (a) => truth(a === FALSE),
  create$: (...all) => all.flat(),
  member$: (a, all) => (all.includes(a) ? all.indexOf(a) + 1 : FALSE),
  subsetp: (some, all) => truth(some.every((one) => all.includes(one))),
};

function value(e, bound) {
  if (typeof e === "symbol" && named(e).includes("?")) {
    const name = named(e).replace("$", "");
    assert(name in bound, `${name} is not bound`);
    return bound[name];
  }
  if (!Array.isArray(e)) return e;
  const [head, ...of] = e, name = named(head);
  if (name === "and") return truth(of.every((one) => value(one, bound) !== FALSE));
  if (name === "or") return truth(of.some((one) => value(one, bound) !== FALSE));
  if (name === "if") {
    assert(named(of[1]) === "then" && named(of[3]) === "else" && of.length === 5);
    return value(value(of[0], bound) === FALSE ? of[4] : of[2], bound);
  }
  assert(name in FUNCTIONS, `no function ${name}`);
  return FUNCTIONS[name](...of.map((one) => value(one, bound)));
}

const split = (list, sign) => list.reduce((out, one) => {
  if (named(one) === sign) out.push([]);
  else out.at(-1).push(one);
  return out;
}, [[]]);

/** A variable before the first `&` stands for itself; `|` then binds less than `&`. */
function constrained(words, held, bound) {
  let rest = words;
  if (/^\$?\?/.test(named(words[0]) ?? "")) {
    bound[named(words[0]).replace("$", "")] = held;
    rest = words.slice(2);
    assert(words.length === 1 || named(words[1]) === "&");
  }
  if (rest.length === 0) return true;
  return split(rest, "|").some((all) => split(all, "&").every(([first, ...of]) => {
    if (named(first) === ":") return value(of[0], bound) !== FALSE;
    return named(first) === "~" ? held !== of[0] : of.length === 0 && held === first;
  }));
}

function matches(pattern, facts, bound) {
  const [fact, ...slots] = pattern;
  return facts.has(named(fact)) && slots.every(([slot, ...words]) => {
    const of = facts.get(named(fact));
    assert(named(slot) in of, `no slot ${named(slot)}`);
    return constrained(words, of[named(slot)], bound);
  });
}

function rule([, name, comment, declare, ...rest]) {
  const arrow = rest.findIndex((one) => named(one) === "=>"), left = [];
  assert(typeof comment === "string" && named(declare[0]) === "declare" && arrow > 0 && rest.length === arrow + 2);
  for (let at = 0; at < arrow; ++at) left.push(Array.isArray(rest[at]) ? rest[at] : rest[(at += 2)]);
  const [action, of] = [named(rest[arrow + 1][0]), rest[arrow + 1][1]];
  return { name: named(name), comment, salience: declare[1][1], left, action, of, slots: rest[arrow + 1].slice(2) };
}

/** The templates, and the rules by salience. */
export function clipsProgram(text) {
  const templates = new Map(), rules = [];
  for (const form of tree(text)) {
    if (named(form[0]) === "deftemplate") templates.set(named(form[1]), new Map(form.slice(2).map(([kind, slot]) => [named(slot), named(kind)])));
    else rules.push(rule(form));
  }
  const saliences = new Set(rules.map(({ salience }) => salience));
  assert(saliences.size === rules.length && [...saliences].every((one) => one >= -10000 && one <= 10000), "saliences");
  return { templates, rules: rules.sort((a, b) => b.salience - a.salience) };
}

function holds({ left }, facts) {
  const bound = {};
  const all = left.every((part) => {
    switch (named(part[0])) {
      case "not": return !matches(part[1], facts, bound);
      case "test": return value(part[1], bound) !== FALSE;
      default: return matches(part, facts, bound);
    }
  });
  return all ? bound : undefined;
}

function made({ templates }, [fact, ...slots], bound, before = {}) {
  const kinds = templates.get(named(fact)), out = { ...before };
  for (const [slot, ...words] of slots) {
    const values = words.map((one) => value(one, bound)), kind = kinds.get(named(slot));
    assert(kind === "multislot" || (kind === "slot" && values.length === 1 && !Array.isArray(values[0])), named(slot));
    out[named(slot)] = kind === "multislot" ? values.flat() : values[0];
  }
  assert([...kinds.keys()].every((slot) => slot in out), `not all slots of ${named(fact)}`);
  return out;
}

/** The facts that there are when no rule holds any more. A rule fires again only where another has changed a fact. */
export function clipsRun(program, record) {
  const [fact] = tree(record), facts = new Map([["record", made(program, fact, {})]]);
  const fired = new Set();
  for (;;) {
    let bound;
    const next = program.rules.find((one) => !fired.has(one) && (bound = holds(one, facts)) !== undefined);
    if (next === undefined) return facts;
    fired.add(next);
    if (next.action === "assert") {
      const name = named(next.of[0]);
      assert(!facts.has(name), `two facts ${name}`);
      facts.set(name, made(program, next.of, bound));
    } else {
      assert(next.action === "modify");
      const name = next.left.map((part) => named(part[0])).find((one) => one === next.name.split("-")[0]);
      facts.set(name, made(program, [Symbol.for(name), ...next.slots], bound, facts.get(name)));
    }
  }
}

export const plain = (one) => (Array.isArray(one) ? one.map(plain) : one === TRUE ? true : one === FALSE ? false : named(one) === "nil" ? null : one);
