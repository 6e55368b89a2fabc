// A small reader of the infix languages that the generators write: ZEN, CEL and Cedar. It is strict where they are:
// operands of `and` and `or` are truths, of `<` numbers, and names are known.

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\d+|[A-Za-z_$][\w$]*|&&|\|\||[=!<>]=|[^\s])/y;

function tokens(text) {
  const out = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.trimEnd().length;) out.push(TOKEN.exec(text)[1]);
  return out;
}

const fault = (message) => { throw new Error(message); };
const truth = (value) => (typeof value === "boolean" ? value : fault(`${value} is no truth`));
const list = (value) => (Array.isArray(value) ? value : fault(`${value} is no list`));
const number = (value) => (typeof value === "number" || typeof value === "bigint" ? value : fault(`${value} is no number`));
const pair = (a, b, then) => (typeof number(a) === typeof number(b) ? then(a, b) : fault(`${a} and ${b}`));
const same = (a, b) => {
  if (a === null || b === null) return a === b;
  if (typeof a !== typeof b) fault(`${a} is compared with ${b}`);
  return Array.isArray(a) ? [...a].sort().join("\n") === [...list(b)].sort().join("\n") : a === b;
};
const OPERATORS = {
  "==": same,
  "!=": (a, b) => !same(a, b),
  "<": (a, b) => pair(a, b, (x, y) => x < y),
  "<=": (a, b) => pair(a, b, (x, y) => x <= y),
  ">": (a, b) => pair(a, b, (x, y) => x > y),
  ">=": (a, b) => pair(a, b, (x, y) => x >= y),
  in: (a, b) => list(b).includes(a),
};
const METHODS = {
  contains: (set, value) => list(set).includes(value),
  containsAll: (set, values) => list(values).every((value) => list(set).includes(value)),
};

/** `words`: how it writes and, or, not; `whole(digits)`: a number; `typed(name)`: a variable that cannot be null. */
class Reader {
  constructor(text, { words, whole, typed = () => false }) {
    this.text = text;
    this.tokens = tokens(text);
    this.at = 0;
    this.words = words;
    this.whole = whole;
    this.typed = typed;
  }
  is(...wanted) { return wanted.includes(this.tokens[this.at]); }
  next() { return this.tokens[this.at++] ?? this.wrong(); }
  took(token) { return this.is(token) && this.next() === token; }
  expect(token) { if (!this.took(token)) this.wrong(); }
  wrong() { throw new Error(`at ${this.tokens.slice(this.at, this.at + 5).join(" ")} of ${this.text}`); }
  between(open, close, one) {
    const out = [];
    this.expect(open);
    while (!this.took(close)) {
      if (out.length > 0) this.expect(",");
      out.push(one());
    }
    return out;
  }

  expression() {
    if (this.took("if")) {
      const a = this.expression();
      this.expect("then");
      const b = this.expression();
      this.expect("else");
      return this.choice(a, b, this.expression());
    }
    const a = this.either();
    if (!this.took("?")) return a;
    const b = this.expression();
    this.expect(":");
    return this.choice(a, b, this.expression());
  }
  choice(a, b, c) { return (names) => (truth(a(names)) ? b(names) : c(names)); }
  joined(word, part, stop) {
    const parts = [part.call(this)];
    while (this.took(word)) parts.push(part.call(this));
    if (parts.length === 1) return parts[0];
    return (names) => parts.some((one) => truth(one(names)) === stop) === stop;
  }
  either() { return this.joined(this.words.or, this.both, true); }
  both() { return this.joined(this.words.and, this.relation, false); }
  relation() {
    const a = this.product();
    if (this.took("has")) {
      const key = this.next();
      return (names) => Object.hasOwn(a(names), key);
    }
    if (!this.is(...Object.keys(OPERATORS))) return a;
    const operator = OPERATORS[this.next()], b = this.product();
    if (a.typed && b.constant === null) throw new Error(`compared with null, which it cannot be: ${this.text}`);
    return (names) => operator(a(names), b(names));
  }
  product() {
    let a = this.unary();
    while (this.is("*", "/")) {
      const before = a, times = this.next() === "*", b = this.unary();
      a = (names) => (times ? number(before(names)) * b(names) : number(before(names)) / b(names));
    }
    return a;
  }
  unary() {
    if (this.took(this.words.not)) {
      const a = this.unary();
      return (names) => !truth(a(names));
    }
    if (this.took("-")) {
      const a = this.unary();
      return (names) => -number(a(names));
    }
    let a = this.primary();
    while (this.took(".")) a = this.member(a, this.next());
    return a;
  }
  member(of, name) {
    if (!this.is("(")) return (names) => {
      const value = of(names);
      return Object.hasOwn(value, name) ? value[name] : fault(`there is no ${name}`);
    };
    const given = this.between("(", ")", () => this.expression()), method = METHODS[name] ?? this.wrong();
    return (names) => method(of(names), ...given.map((one) => one(names)));
  }
  primary() {
    if (this.is("[")) {
      const all = this.between("[", "]", () => this.expression());
      return (names) => all.map((one) => one(names));
    }
    if (this.is("{")) {
      const all = this.between("{", "}", () => {
        const key = JSON.parse(this.next());
        this.expect(":");
        return [key, this.expression()];
      });
      return (names) => Object.fromEntries(all.map(([key, one]) => [key, one(names)]));
    }
    if (this.took("(")) {
      const a = this.expression();
      this.expect(")");
      return (names) => a(names);
    }
    const token = this.next();
    if (token === "dyn" && this.is("(")) return this.primary();
    if (/^["\d]|^(true|false|null)$/.test(token)) {
      const constant = /^\d/.test(token) ? this.whole(token) : JSON.parse(token);
      return Object.assign(() => constant, { constant });
    }
    if (!/^[A-Za-z_$]/.test(token)) this.wrong();
    return Object.assign((names) => (Object.hasOwn(names, token) ? names[token] : fault(`there is no ${token}`)), { typed: this.typed(token) });
  }
}

const SIGNS = { and: "&&", or: "||", not: "!" };
export const ZEN = { words: { and: "and", or: "or", not: "not" }, whole: Number };
export const CEL = { words: SIGNS, whole: BigInt };
export const CEDAR = { words: SIGNS, whole: Number };

/** A text as a function of names; all of it has to be read. */
export function read(text, language) {
  const reader = new Reader(text, language), out = reader.expression();
  if (reader.at !== reader.tokens.length) reader.wrong();
  return out;
}

/** A text that begins with an expression: the function, and the tokens that follow. */
export function readSome(words, language) {
  const reader = new Reader("", language);
  reader.text = words.join(" ");
  reader.tokens = words;
  return { condition: reader.expression(), rest: words.slice(reader.at) };
}
export const tokensOf = tokens;
