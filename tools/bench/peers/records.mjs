// Random records of a row, the same ones each time, and their answers in one form.
import { numbersAt } from "./program.mjs";

/** mulberry32, by Tommy Ettinger: numbers from 0 up to, not including, 1. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const MILLION = 1_000_000;

/** Numbers where a comparison turns, and those beside them. */
function numbersOf(program, column) {
  const step = column.dimension === "count" ? MILLION : 1;
  const near = numbersAt(program, column.name).flatMap((n) => [n - step, n, n + step]);
  const all = [...near, column.low, column.low + step].filter((n) => n >= column.low && n <= column.high);
  return [...new Set(all)];
}

function chooser(program, column, next) {
  const one = (values) => values[Math.floor(next() * values.length)];
  switch (column.type) {
    case "bool": return () => next() < 0.5;
    case "enum": return () => one(column.values);
    case "set": return () => column.values.filter(() => next() < 0.5);
    default: {
      const numbers = numbersOf(program, column);
      return () => one(numbers);
    }
  }
}

/** No measure of them is rejected; a fourth of the optional cells is absent. */
export function randomRecords(program, count) {
  const next = random(20);
  const columns = program.columns.map((column) => {
    const choose = chooser(program, column, next);
    return [column.name, () => (column.optional && next() < 0.25 ? null : choose())];
  });
  return Array.from({ length: count }, () => Object.fromEntries(columns.map(([name, cell]) => [name, cell()])));
}

const decimal = (n, places) => {
  const digits = String(Math.abs(n)).padStart(places + 1, "0");
  return `${n < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};
const WRITTEN = {
  count: (n) => decimal(n, 6),
  ratio: (n) => decimal(n, 6),
  time: (n) => `${n} ns`,
  size: (n) => `${n} B`,
  rate: (n) => `${decimal(n, 3)} /d`,
};

/** A record as a line for `msdc eval --records`. */
export function lineOf(program, record) {
  const cells = program.columns.map((column) => {
    const value = record[column.name];
    return [column.name, column.type === "number" && value !== null ? WRITTEN[column.dimension](value) : value];
  });
  return JSON.stringify(Object.fromEntries(cells));
}

/** What a decision comes to as one text, so that answers are compared by ===. Some engines leave out what is null. */
export function answer(value, rule, rejected) {
  if (typeof rejected !== "boolean") return "no answer";
  if (rejected) return `rejected by ${rule ?? null}`;
  return `${JSON.stringify(Array.isArray(value) ? [...value].sort() : value ?? null)} by ${rule ?? null}`;
}

/** Answers of one record in the form that `decide` and `msdc eval --records --trace` give. */
export function answersOf(decisions, result) {
  return decisions.map(({ name }) =>
    answer(result.values[name], result.rejected[name] ?? result.rules[name], name in result.rejected));
}
