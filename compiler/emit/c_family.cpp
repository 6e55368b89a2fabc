#include "compiler/emit/c_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::emit {

const std::set<std::string_view>& taken_by_c_family() {
  static const std::set<std::string_view> kWords = {"EOF",
                                                    "INT64_MAX",
                                                    "INT64_MIN",
                                                    "NULL",
                                                    "UINT64_MAX",
                                                    "alignas",
                                                    "alignof",
                                                    "and",
                                                    "and_eq",
                                                    "asm",
                                                    "assert",
                                                    "auto",
                                                    "bitand",
                                                    "bitor",
                                                    "bool",
                                                    "break",
                                                    "case",
                                                    "catch",
                                                    "cell",
                                                    "char",
                                                    "class",
                                                    "co_await",
                                                    "co_return",
                                                    "co_yield",
                                                    "compl",
                                                    "concept",
                                                    "const",
                                                    "constexpr",
                                                    "continue",
                                                    "decide",
                                                    "decided",
                                                    "decisions",
                                                    "decltype",
                                                    "default",
                                                    "delete",
                                                    "do",
                                                    "double",
                                                    "dynamic_cast",
                                                    "else",
                                                    "enum",
                                                    "errno",
                                                    "explicit",
                                                    "export",
                                                    "extern",
                                                    "false",
                                                    "float",
                                                    "for",
                                                    "friend",
                                                    "goto",
                                                    "if",
                                                    "inline",
                                                    "int",
                                                    "linux",
                                                    "long",
                                                    "mutable",
                                                    "namespace",
                                                    "new",
                                                    "noexcept",
                                                    "not",
                                                    "not_eq",
                                                    "nullptr",
                                                    "offsetof",
                                                    "operator",
                                                    "or",
                                                    "or_eq",
                                                    "private",
                                                    "protected",
                                                    "public",
                                                    "record",
                                                    "register",
                                                    "reinterpret_cast",
                                                    "requires",
                                                    "restrict",
                                                    "return",
                                                    "short",
                                                    "signed",
                                                    "sizeof",
                                                    "static",
                                                    "static_assert",
                                                    "static_cast",
                                                    "stderr",
                                                    "stdin",
                                                    "stdout",
                                                    "struct",
                                                    "switch",
                                                    "template",
                                                    "this",
                                                    "thread_local",
                                                    "throw",
                                                    "true",
                                                    "try",
                                                    "typedef",
                                                    "typeid",
                                                    "typename",
                                                    "union",
                                                    "unix",
                                                    "unsigned",
                                                    "using",
                                                    "value",
                                                    "virtual",
                                                    "void",
                                                    "volatile",
                                                    "wchar_t",
                                                    "while",
                                                    "xor",
                                                    "xor_eq"};
  return kWords;
}

CFamily::CFamily(const Program& program, const Options& options)
    : p_(program), options_(options), names_(names(p_, taken_by_c_family(), {"_rejected"})) {}

// ---- expressions ----------------------------------------------------------------------------------------------------

std::string CFamily::helper(std::string_view name) const { return words().helpers + std::string(name); }

std::string CFamily::truth(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::And: return fmt::format("({})", chain(index, Expr::Kind::And));
  case Expr::Kind::Or: return fmt::format("({})", chain(index, Expr::Kind::Or));
  case Expr::Kind::Not: return "!" + truth(e.a);
  case Expr::Kind::In: return fmt::format("{}({}, {})", helper("in"), value(e.a), mask(e.number));
  case Expr::Kind::Equal:
    if (p_.exprs[e.a].cls == Class::Set)
      return fmt::format("({0}({1}) {2} {0}({3}))", helper("members"), value(e.a), e.x == 0 ? "==" : "!=", value(e.b));
    return fmt::format("{}({}, {})", helper(e.x == 0 ? "eq" : "ne"), value(e.a), value(e.b));
  case Expr::Kind::Compare: return compare(e);
  case Expr::Kind::HasAll:
    return fmt::format("(({0}({1}) & {2}) == {2})", helper("members"), value(e.a), mask(e.number));
  case Expr::Kind::Has:
    return fmt::format("(({}({}) & {}({})) != 0)", helper("members"), value(e.a), helper("bit"), value(e.b));
  case Expr::Kind::IsAbsent: return fmt::format("!{}.there", value(e.a));
  case Expr::Kind::IsThere: return fmt::format("{}.there", value(e.a));
  default: return fmt::format("{}({})", helper("holds"), value(index));
  }
}

/// Without the brackets around it: some compilers think that two pairs around an equality mean something.
std::string CFamily::bare(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  std::string out = truth(index);
  const bool brackets = e.kind == Expr::Kind::And || e.kind == Expr::Kind::Or || e.kind == Expr::Kind::HasAll ||
                        e.kind == Expr::Kind::Has || (e.kind == Expr::Kind::Equal && p_.exprs[e.a].cls == Class::Set);
  return brackets ? out.substr(1, out.size() - 2) : out;
}

/// Operands of the same kind on the left side without brackets of their own: compilers limit how deep those nest.
std::string CFamily::chain(std::uint32_t index, Expr::Kind kind) const {
  const Expr& e = p_.exprs[index];
  if (e.kind != kind) return truth(index);
  return fmt::format("{} {} {}", chain(e.a, kind), kind == Expr::Kind::And ? "&&" : "||", truth(e.b));
}

/// A number times a factor.
std::string CFamily::side(std::uint32_t index, std::int64_t factor) const {
  return factor == 1 ? value(index) : fmt::format("{}({}, {}, 1)", helper("scaled"), value(index), factor);
}

std::string CFamily::compare(const Expr& e) const {
  const std::string a = side(e.a, e.top * e.other_bottom);
  const std::string b = side(e.b, e.other_top * e.bottom);
  static constexpr const char* kNames[] = {"eq", "ne", "lt", "le", "lt", "le"};
  return fmt::format("{}({}, {})", helper(kNames[e.x]), e.x < 4 ? a : b, e.x < 4 ? b : a);
}

/// A cell.
std::string CFamily::value(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  const auto made = [&](const std::string& of) { return fmt::format("{}({})", helper("is"), of); };
  switch (e.kind) {
  case Expr::Kind::Const: return constant(e);
  case Expr::Kind::Column: return fmt::format("c{}{}", words().member, names_.columns[e.x]);
  case Expr::Kind::Decision: return fmt::format("d{}{}.value", words().member, names_.decisions[e.x]);
  case Expr::Kind::If: return fmt::format("({} ? {} : {})", truth(e.a), value(e.b), value(e.c));
  case Expr::Kind::Scale: return fmt::format("{}({}, {}, {})", helper("scaled"), value(e.a), e.top, e.bottom);
  case Expr::Kind::Single: return made(fmt::format("{}({})", helper("bit"), value(e.a)));
  case Expr::Kind::Union: return made(fmt::format("{0}({1}) | {0}({2})", helper("members"), value(e.a), value(e.b)));
  case Expr::Kind::Self: return made("set");
  default: return made(truth(index));
  }
}

// ---- decisions ------------------------------------------------------------------------------------------------------

std::string CFamily::condition(const records::Line& line) const {
  return line.condition == kNone ? "true" : bare(line.condition);
}

std::string CFamily::rejected(const Rejecting& what) const {
  std::vector<std::string> all;
  for (std::uint32_t c : what.columns) all.push_back(fmt::format("c{}{}_rejected", words().member, names_.columns[c]));
  for (std::uint32_t d : what.decisions)
    all.push_back(fmt::format("d{}{}.rejected", words().member, names_.decisions[d]));
  return fmt::format("{}", fmt::join(all, " || "));
}

/// What is not as the lines say.
void CFamily::before(const Decision& d) {
  const auto rejecting_reads = [&](const Rejecting& what) {
    if (!what.none()) out_ += fmt::format("  if ({}) return {};\n", rejected(what), rejects("-1"));
  };
  if (d.where != kNone) {
    rejecting_reads(rejecting(p_, records::reads(p_, {d.where})));
    out_ += fmt::format("  if (!{}) return {};\n", truth(d.where), nothing());
  }
  rejecting_reads(rejecting(p_, records::reads(p_, d)));
}

void CFamily::decision(std::size_t index) {
  const Decision& d = p_.decisions[index];
  const std::string& name = names_.decisions[index];
  const bool has_rules = d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
  const Held long_one = large(d) ? held(d) : Held{};
  if (has_rules) {
    std::vector<std::string> all;
    for (const records::Line& line : d.lines) all.push_back(fmt::format("\"{}\"", line_name(p_, line)));
    out_ += fmt::format("{} {}rules_of_{}[] = {{{}}};\n", words().names, words().functions, name, fmt::join(all, ", "));
    if (large(d)) data(d, name, long_one);
  }
  out_ += head(decided(d), fmt::format("{}decide_{}", words().functions, name));
  before(d);
  if (d.kind == Decision::Kind::Derive)
    out_ += fmt::format("  return {};\n", gives(value(d.value), "-1"));
  else if (d.kind == Decision::Kind::Attach)
    attach(d);
  else if (large(d))
    search(d, name, long_one);
  else
    table(d);
  out_ += "}\n\n";
}

/// Two lines before the last one that match reject, unless it is proved that there are none.
bool CFamily::counts(const Decision& d) { return d.kind == Decision::Kind::Unique && !d.proven && d.lines.size() > 2; }

void CFamily::table(const Decision& d) {
  if (counts(d)) {
    out_ += "  int matches = 0;\n";
    for (std::size_t i = 0; i + 1 < d.lines.size(); ++i)
      out_ += fmt::format("  if ({}) ++matches;  // {}\n", condition(d.lines[i]), line_name(p_, d.lines[i]));
    out_ += fmt::format("  if (matches > 1) return {};\n", rejects("-1"));
  }
  for (std::size_t i = 0; i < d.lines.size(); ++i) {
    const records::Line& line = d.lines[i];
    const std::string rule = fmt::format("{}", i);
    const std::string gives_it = line.outcome == kNone ? rejects(rule) : gives(value(line.outcome), rule);
    if (line.condition == kNone) {
      out_ += fmt::format("  return {};  // {}\n", gives_it, line_name(p_, line));
      return;
    }
    out_ += fmt::format("  if ({}) return {};  // {}\n", condition(line), gives_it, line_name(p_, line));
  }
  out_ += fmt::format("  return {};\n", rejects("-1"));
}

void CFamily::attach(const Decision& d) {
  out_ += fmt::format("  {0} next = {1};\n  {0} set = 0;\n  do {{\n    set = next;\n", words().mask,
                      d.value == kNone ? "0" : fmt::format("{}({})", helper("members"), value(d.value)));
  for (const records::Line& line : d.lines)
    out_ += fmt::format("    if ({}) next |= {}({});  // {}\n", condition(line), helper("members"), value(line.outcome),
                        line_name(p_, line));
  out_ += fmt::format("  }} while (next != set);\n  return {};\n", gives(fmt::format("{}(set)", helper("is")), "-1"));
}

}  // namespace msd::emit
