// An ES module without dependencies. Numbers are Numbers, or BigInts throughout where a product can be beyond 2^53.
#include "compiler/emit/names.h"
#include "runtime/report/escape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::emit {

namespace {

const std::set<std::string_view> kTakenByJavaScript = {
    "__proto__", "arguments", "await",  "break",    "case",    "catch",      "class",     "const",  "continue",
    "debugger",  "default",   "delete", "do",       "else",    "enum",       "eval",      "export", "extends",
    "false",     "finally",   "for",    "function", "if",      "implements", "import",    "in",     "instanceof",
    "interface", "let",       "new",    "null",     "package", "private",    "protected", "public", "return",
    "static",    "super",     "switch", "this",     "throw",   "true",       "try",       "typeof", "undefined",
    "var",       "void",      "while",  "with",     "yield"};

constexpr std::int64_t kExact = std::int64_t{1} << 53U;  // whole numbers up to here are Numbers

/// Helpers of the module. Absent is null; sets are masks of BigInt.
constexpr std::string_view kJavaScriptHelpers = R"(const eq = (a, b) => a !== null && b !== null && a === b;
const ne = (a, b) => a !== null && b !== null && a !== b;
const lt = (a, b) => a !== null && b !== null && a < b;
const le = (a, b) => a !== null && b !== null && a <= b;
const times = (a, k) => (a === null ? null : a * k);
const members = (a) => (a === null ? 0n : a);
const bit = (values, v) => (v === null ? 0n : 1n << BigInt(values.indexOf(v)));
const has = (a, b) => b !== 0n && (members(a) & b) === b;
const list = (values, mask) => values.filter((v, i) => (mask >> BigInt(i)) & 1n);
)";

class JavaScriptWriter {
 public:
  JavaScriptWriter(const Program& program, const Options& options)
      : p_(program), options_(options), names_(names(p_, kTakenByJavaScript)), wide_(!too_wide(p_, kExact).empty()) {}

  std::string run() {
    out_ = fmt::format("// Rules of {}.\n// Made by msdc {}: do not edit.\n\n", origin(p_), options_.version);
    out_ += fmt::format("export const image = \"{:016x}\";\n", p_.image.hash());
    out_ += "/** What a part of a record holds that is rejected. */\nexport const REJECTED = "
            "Symbol.for(\"msd.rejected\");\n\n";
    enums();
    out_ += kJavaScriptHelpers;
    out_ += wide_ ? "const scaled = (a, top, bottom) => (a === null ? null : (a * top) / bottom);\n"
                    "const narrow = (v) => (Number.isSafeInteger(Number(v)) ? Number(v) : v);\n\n"
                  : "const scaled = (a, top, bottom) => (a === null ? null : Math.trunc((a * top) / bottom));\n\n";
    read();
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(static_cast<std::uint32_t>(i));
    whole();
    return std::move(out_);
  }

 private:
  static std::string quoted(std::string_view text) { return report::json_string(text); }
  std::string enumeration(std::uint32_t e) const {
    return fmt::format("VALUES_OF_{}", identifier(p_.image.text(p_.image.enums()[e].name), {}));
  }
  std::string one_of(std::uint32_t e, std::int64_t place) const {
    return quoted(values(p_, e)[static_cast<std::size_t>(place)]);
  }
  std::string literal(std::int64_t n) const { return fmt::format("{}{}", n, wide_ ? "n" : ""); }
  std::string mask(std::int64_t n) const { return fmt::format("{}n", static_cast<std::uint64_t>(n)); }

  void enums() {
    for (std::uint32_t e : used_enums(p_)) {
      std::vector<std::string> all;
      for (std::string_view v : values(p_, e)) all.push_back(quoted(v));
      out_ += fmt::format("const {} = [{}];\n", enumeration(e), fmt::join(all, ", "));
    }
    out_ += '\n';
  }

  /// The record as the functions below want it. What is no value of its column is an error.
  void read() {
    out_ += "/** The columns of a record. Numbers are whole numbers of `unit`. */\nexport const columns = [\n";
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const image::TypeRecord& type = p_.image.types()[c.type];
      std::string of;
      if (const std::uint32_t e = enum_of(p_, c.type); e != kNone) of = fmt::format(", values: {}", enumeration(e));
      if (cls(p_, c.type) == Class::Number)
        of =
            fmt::format(", low: {}, high: {}", literal(p_.image.number(type.low)), literal(p_.image.number(type.high)));
      out_ += fmt::format("  {{ name: {}, type: {}{}, optional: {}, measure: {} }},\n", quoted(c.name),
                          quoted(name(cls(p_, c.type))), of, type.optional != 0,
                          c.kind == Column::Kind::Measure ? quoted(c.written) : "null");
    }
    out_ += "];\n\n";
    out_ += wide_
                ? "/** Numbers here can be too large for a Number: they are BigInts, and may be given as either. */\n"
                  "const number = (v) => (typeof v === \"bigint\" ? v : Number.isSafeInteger(v) ? BigInt(v) : null);\n"
                : "const number = (v) => (Number.isSafeInteger(v) ? v : null);\n";
    out_ += R"(
/** The cell of a record, checked: null is absent. */
const cell = (record, column) => {
  const v = record[column.name];
  const bad = () => { throw new TypeError(`${column.name}: not a value of the column`); };
  if (v === null || v === undefined) return column.optional ? null : bad();
  if (v === REJECTED) return column.measure === null ? bad() : v;
  switch (column.type) {
    case "bool": return typeof v === "boolean" ? v : bad();
    case "enum": return column.values.includes(v) ? v : bad();
    case "number": return number(v) ?? bad();
    default: {
      if (!Array.isArray(v)) return bad();
      let out = 0n;
      for (const one of v) out |= column.values.includes(one) ? bit(column.values, one) : bad();
      return out;
    }
  }
};

)";
  }

  // ---- expressions -------------------------------------------------------------------------------------------------

  bool is_truth(const Expr& e) const {
    switch (e.kind) {
    case Expr::Kind::Const:
    case Expr::Kind::Column:
    case Expr::Kind::Decision:
    case Expr::Kind::If:
    case Expr::Kind::Scale:
    case Expr::Kind::Single:
    case Expr::Kind::Union:
    case Expr::Kind::Self: return false;
    default: return true;
    }
  }

  /// Whether it holds, as a boolean.
  std::string truth(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    switch (e.kind) {
    case Expr::Kind::And: return fmt::format("({} && {})", truth(e.a), truth(e.b));
    case Expr::Kind::Or: return fmt::format("({} || {})", truth(e.a), truth(e.b));
    case Expr::Kind::Not: return "!" + truth(e.a);
    case Expr::Kind::If: return fmt::format("({} ? {} : {})", truth(e.a), truth(e.b), truth(e.c));
    case Expr::Kind::In: return in(e);
    case Expr::Kind::Equal: {
      if (p_.exprs[e.a].cls == Class::Set)
        return fmt::format("(members({}) {} members({}))", value(e.a), e.x == 0 ? "===" : "!==", value(e.b));
      return fmt::format("{}({}, {})", e.x == 0 ? "eq" : "ne", value(e.a), value(e.b));
    }
    case Expr::Kind::Compare: return compare(e);
    case Expr::Kind::HasAll:
      return fmt::format("((members({}) & {}) === {})", value(e.a), mask(e.number), mask(e.number));
    case Expr::Kind::Has: return fmt::format("has({}, bit({}, {}))", value(e.a), of(e.a), value(e.b));
    case Expr::Kind::IsAbsent: return fmt::format("({} === null)", value(e.a));
    case Expr::Kind::IsThere: return fmt::format("({} !== null)", value(e.a));
    default: return fmt::format("({} === true)", value(index));
    }
  }

  /// The values of a set, or of a finite expression.
  std::string of(std::uint32_t index) const { return enumeration(enum_of(p_, type_of(p_, index))); }

  std::string finite(std::uint32_t like, std::int64_t place) const {
    if (p_.exprs[like].cls == Class::Bool) return place == 1 ? "true" : "false";
    return one_of(enum_of(p_, type_of(p_, like)), place);
  }

  std::string in(const Expr& e) const {
    std::vector<std::string> all;
    const std::string a = value(e.a);
    const auto count = p_.exprs[e.a].cls == Class::Bool
                           ? 2
                           : static_cast<std::int64_t>(values(p_, enum_of(p_, type_of(p_, e.a))).size());
    for (std::int64_t v = 0; v < count; ++v) {
      if ((static_cast<std::uint64_t>(e.number) >> v & 1U) == 0) continue;
      all.push_back(fmt::format("{} === {}", a, finite(e.a, v)));
    }
    return all.empty() ? "false" : fmt::format("({})", fmt::join(all, " || "));
  }
  std::string compare(const Expr& e) const {
    const auto side = [&](std::uint32_t index, std::int64_t factor) {
      return factor == 1 ? value(index) : fmt::format("times({}, {})", value(index), literal(factor));
    };
    const std::string a = side(e.a, e.top * e.other_bottom);
    const std::string b = side(e.b, e.other_top * e.bottom);
    switch (e.x) {
    case 0: return fmt::format("eq({}, {})", a, b);
    case 1: return fmt::format("ne({}, {})", a, b);
    case 2: return fmt::format("lt({}, {})", a, b);
    case 3: return fmt::format("le({}, {})", a, b);
    case 4: return fmt::format("lt({}, {})", b, a);
    default: return fmt::format("le({}, {})", b, a);
    }
  }

  std::string value(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    if (is_truth(e)) return truth(index);
    switch (e.kind) {
    case Expr::Kind::Const:
      if (e.absent) return "null";
      if (e.cls == Class::Bool) return e.number == 1 ? "true" : "false";
      if (e.cls == Class::Enum) return one_of(enum_of(p_, e.x), e.number);
      return e.cls == Class::Set ? mask(e.number) : literal(e.number);
    case Expr::Kind::Column: return "c." + names_.columns[e.x];
    case Expr::Kind::Decision: return fmt::format("d.{}.value", names_.decisions[e.x]);
    case Expr::Kind::If: return fmt::format("({} ? {} : {})", truth(e.a), value(e.b), value(e.c));
    case Expr::Kind::Scale: return fmt::format("scaled({}, {}, {})", value(e.a), literal(e.top), literal(e.bottom));
    case Expr::Kind::Single: return fmt::format("bit({}, {})", of(e.a), value(e.a));
    case Expr::Kind::Union: return fmt::format("(members({}) | members({}))", value(e.a), value(e.b));
    default: return "set";
    }
  }

  // ---- decisions ---------------------------------------------------------------------------------------------------

  std::string rejected(const Rejecting& what) const {
    std::vector<std::string> all;
    for (std::uint32_t c : what.columns) all.push_back(fmt::format("c.{} === REJECTED", names_.columns[c]));
    for (std::uint32_t d : what.decisions) all.push_back(fmt::format("d.{}.rejected", names_.decisions[d]));
    return fmt::format("{}", fmt::join(all, " || "));
  }

  static std::string result(const std::string& value, const std::string& rule, bool rejects) {
    return fmt::format("{{ value: {}, rule: {}, rejected: {} }}", value, rule, rejects);
  }

  void decision(std::uint32_t index) {
    const Decision& d = p_.decisions[index];
    out_ += fmt::format("// {}\nconst decide_{} = (c, d) => {{\n", d.name, names_.decisions[index]);
    const auto rejects = [&](const Rejecting& what) {
      if (!what.none()) out_ += fmt::format("  if ({}) return {};\n", rejected(what), result("null", "null", true));
    };
    if (d.where != kNone) {
      rejects(rejecting(p_, records::reads(p_, {d.where})));
      out_ += fmt::format("  if (!{}) return {};\n", truth(d.where), result("null", "null", false));
    }
    rejects(rejecting(p_, records::reads(p_, d)));
    if (d.kind == Decision::Kind::Derive) {
      out_ += fmt::format("  return {};\n", result(value(d.value), "null", false));
    } else if (d.kind == Decision::Kind::Attach) {
      attach(d);
    } else {
      lines(d);
    }
    out_ += "};\n\n";
  }

  void lines(const Decision& d) {
    if (d.kind == Decision::Kind::Unique && !d.proven) {
      std::vector<std::string> all;
      for (std::size_t i = 0; i + 1 < d.lines.size(); ++i) {
        const std::uint32_t condition = d.lines[i].condition;
        all.push_back(fmt::format("Number({})", condition == kNone ? "true" : truth(condition)));
      }
      if (all.size() > 1)
        out_ += fmt::format("  if ({} > 1) return {};\n", fmt::join(all, " + "), result("null", "null", true));
    }
    for (const records::Line& line : d.lines) {
      const std::string rule = quoted(line_name(p_, line));
      const std::string gives =
          line.outcome == kNone ? result("null", rule, true) : result(value(line.outcome), rule, false);
      if (line.condition == kNone) {
        out_ += fmt::format("  return {};\n", gives);
        return;
      }
      out_ += fmt::format("  if ({}) return {};\n", truth(line.condition), gives);
    }
    out_ += fmt::format("  return {};\n", result("null", "null", true));
  }

  void attach(const Decision& d) {
    out_ += fmt::format("  let next = {};\n  let set;\n  do {{\n    set = next;\n",
                        d.value == kNone ? "0n" : fmt::format("members({})", value(d.value)));
    for (const records::Line& line : d.lines)
      out_ += fmt::format("    if ({}) next |= members({}); // {}\n",
                          line.condition == kNone ? "true" : truth(line.condition), value(line.outcome),
                          line_name(p_, line));
    out_ += fmt::format("  }} while (next !== set);\n  return {};\n", result("set", "null", false));
  }

  void whole() {
    out_ += "/**\n * What a record comes to: `values` by field, the `rules` that fired, and what is `rejected`, by "
            "which rule.\n"
            " * Throws a TypeError where a column has no value of its type.\n */\nexport default function "
            "decide(record) {\n  const c = {\n";
    for (std::size_t i = 0; i < p_.columns.size(); ++i)
      out_ += fmt::format("    {}: cell(record, columns[{}]),\n", names_.columns[i], i);
    out_ += "  };\n  const d = {};\n";
    for (const std::string& name : names_.decisions) out_ += fmt::format("  d.{0} = decide_{0}(c, d);\n", name);
    out_ += "  const out = { values: {}, rules: {}, rejected: {} };\n"
            "  const put = (field, one, show) => {\n"
            "    if (one.rejected) out.rejected[field] = one.rule;\n"
            "    else out.values[field] = one.value === null ? null : show(one.value);\n"
            "    if (one.rule !== null) out.rules[field] = one.rule;\n"
            "  };\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) {
      const Decision& d = p_.decisions[i];
      if (!d.asked) continue;
      const bool set = cls(p_, d.type) == Class::Set;
      const bool wide = wide_ && cls(p_, d.type) == Class::Number;
      out_ += fmt::format("  put({}, d.{}, {});\n", quoted(d.name), names_.decisions[i],
                          set    ? fmt::format("(v) => list({}, v)", enumeration(enum_of(p_, d.type)))
                          : wide ? "narrow"
                                 : "(v) => v");
    }
    out_ += "  return out;\n}\n";
  }

  const Program& p_;
  const Options& options_;
  Names names_;
  bool wide_;
  std::string out_;
};

}  // namespace

std::string javascript(const Program& program, const Options& options) {
  return JavaScriptWriter(program, options).run();
}

}  // namespace msd::emit
