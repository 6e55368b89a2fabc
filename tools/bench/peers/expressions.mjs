// Conditions and values as text, for the languages that write `a and b` in one way or another.
import { Unsupported, factorsOf, fits, optionals, typeOf } from "./program.mjs";

export const text = (value) => JSON.stringify(value);
const places = (list) => new Map(list.map((one, at) => [one.name, at]));
const absent = (e) => e.is === "constant" && e.value === null;

/**
 * Truths are true or false, never null: where something may be absent, that is asked first. A language says how it
 * writes `and`, `or`, `not`, `read`, `isThere`, `among`, `has` and `choose`; what it cannot say throws Unsupported.
 */
export class Expressions {
  never = "false";
  always = "true";

  constructor(program) {
    this.program = program;
    this.columns = places(program.columns);
    this.decisions = places(program.decisions);
    this.optional = optionals(program);
  }
  /** What a column or a decision is called: `c4`, `d2`. */
  key(e) { return e.is === "column" ? `c${this.columns.get(e.name)}` : `d${this.decisions.get(e.name)}`; }

  and(parts) { return parts.length === 1 ? parts[0] : `(${parts.join(" && ")})`; }
  or(parts) { return parts.length === 1 ? parts[0] : `(${parts.join(" || ")})`; }
  not(part) { return `!${part}`; }
  isAbsent(e) { return this.not(this.isThere(e)); }
  isTrue(e) { return `(${this.value(e)} == true)`; }
  sign(a, sign, b) { return `(${a} ${sign} ${b})`; }
  times(a, factor) { return `${a} * ${factor}`; }

  product(e, factor) {
    if (!this.fits(e, factor)) throw new Unsupported("numbers beyond 64 bits");
    return this.times(this.value(e), factor);
  }
  fits(e, factor) { return fits(this.program, e, factor); }

  there(...parts) { return parts.filter((e) => this.optional(e)).map((e) => this.isThere(e)); }

  /** What is absent equals no value. */
  in({ values, of: [a] }) {
    if (values.length === 0) return this.never;
    return values.length === 1 ? this.sign(this.value(a), "==", text(values[0])) : this.among(a, values);
  }
  /** What only some of the languages can say. */
  sets() { throw new Unsupported("sets that are compared"); }
  madeSet() { throw new Unsupported("a set that is computed"); }
  scale() { throw new Unsupported("a number that is divided"); }

  compare(e) {
    if (e.of.some((side) => typeOf(this.program, side) === "set")) return this.sets(e);
    if (e.of.some(absent)) return this.never;
    const [a, b] = e.of.map((side, at) => {
      const factor = factorsOf(e)[at];
      return factor === 1 ? this.value(side) : this.product(side, factor);
    });
    return this.and([...this.there(...e.of), this.sign(a, e.sign, b)]);
  }
  hasAll({ values, of: [set] }) {
    if (values.length === 0) return this.always;
    return this.and([...this.there(set), ...values.map((value) => this.has(set, text(value)))]);
  }
  truth(e) {
    const parts = () => e.of.map((part) => this.truth(part));
    switch (e.is) {
      case "and": return this.and(parts());
      case "or": return this.or(parts());
      case "not": return this.not(parts()[0]);
      case "in": return this.in(e);
      case "equal": case "compare": return this.compare(e);
      case "has_all": return this.hasAll(e);
      case "has": return this.and([...this.there(...e.of), this.has(e.of[0], this.value(e.of[1]))]);
      case "is_absent": return this.isAbsent(e.of[0]);
      case "is_there": return this.isThere(e.of[0]);
      case "rejected": return this.rejected(this.key(e));
      default: return this.isTrue(e);
    }
  }
  value(e) {
    switch (e.is) {
      case "constant": return text(e.value);
      case "column": case "decision": return this.read(e);
      case "if": return this.choose(this.truth(e.of[0]), this.value(e.of[1]), this.value(e.of[2]));
      case "scale": return this.scale(e, ...(e.factor ?? [1, 1]));
      case "set_of": case "union": case "set_so_far": return this.madeSet(e);
      default: return this.truth(e);
    }
  }
}
