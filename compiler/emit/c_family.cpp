#include "compiler/emit/c_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::emit {

namespace {

constexpr std::size_t kLines = 56;  // more of them, and what stands before them, are too many for a mask of 64 bits

std::string joined(const std::vector<std::string>& all, const char* sign) {
  return fmt::format("{}", fmt::join(all, sign));
}

}  // namespace

const std::set<std::string_view>& taken_by_c_family() {
  static const std::set<std::string_view> kWords = {
      "EOF",      "INT64_MAX",     "INT64_MIN",    "NULL",      "UINT64_MAX",   "alignas",
      "alignof",  "and",           "and_eq",       "asm",       "assert",       "auto",
      "bitand",   "bitor",         "bool",         "break",     "case",         "catch",
      "cell",     "char",          "class",        "co_await",  "co_return",    "co_yield",
      "compl",    "concept",       "const",        "constexpr", "content",      "continue",
      "decide",   "decided",       "decisions",    "decltype",  "default",      "delete",
      "do",       "double",        "dynamic_cast", "else",      "enum",         "errno",
      "explicit", "export",        "extern",       "false",     "float",        "for",
      "friend",   "goto",          "if",           "inline",    "int",          "linux",
      "long",     "mutable",       "namespace",    "new",       "noexcept",     "not",
      "not_eq",   "nullptr",       "offsetof",     "operator",  "or",           "or_eq",
      "private",  "protected",     "public",       "record",    "register",     "reinterpret_cast",
      "requires", "restrict",      "return",       "short",     "signed",       "sizeof",
      "static",   "static_assert", "static_cast",  "stderr",    "stdin",        "stdout",
      "struct",   "switch",        "template",     "this",      "thread_local", "throw",
      "true",     "try",           "typedef",      "typeid",    "typename",     "union",
      "unix",     "unsigned",      "using",        "value",     "virtual",      "void",
      "volatile", "wchar_t",       "while",        "xor",       "xor_eq"};
  return kWords;
}

CFamily::CFamily(const Program& program, const Options& options)
    : p_(program), options_(options), names_(names(p_, taken_by_c_family(), {"_rejected"})),
      codings_(records::codings(p_)) {}

bool CFamily::large(const Decision& d) {
  return (d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique) && d.lines.size() > kLines;
}

bool CFamily::any_large() const { return std::any_of(p_.decisions.begin(), p_.decisions.end(), large); }

const char* CFamily::rule_bits() const {
  return std::any_of(p_.decisions.begin(), p_.decisions.end(),
                     [](const Decision& d) { return d.lines.size() > INT16_MAX; })
             ? "int32_t"
             : "int16_t";
}

bool CFamily::wide(const Decision& d) const {
  const Class c = cls(p_, d.type);
  return c == Class::Set || c == Class::Number;
}

std::pair<std::vector<std::size_t>, bool> CFamily::in_struct() const {
  std::vector<std::size_t> out;
  for (const bool wanted : {true, false}) {
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) {
      if (wide(p_.decisions[i]) == wanted) out.push_back(i);
    }
  }
  const auto narrow = std::count_if(out.begin(), out.end(), [&](std::size_t i) { return !wide(p_.decisions[i]); });
  return {out, narrow % 2 != 0 && static_cast<std::size_t>(narrow) != out.size()};
}

std::string CFamily::condition(const records::Line& line) const {
  return line.condition == kNone ? "true" : bare(truth(line.condition));
}

std::string CFamily::rejected(const records::Reads& reads, const records::Reads* but) const {
  std::vector<std::string> all;
  const auto wanted = [&](std::uint32_t of, const std::vector<std::uint32_t>* left, std::size_t source) {
    return codings_[source].can_be_rejected &&
           (left == nullptr || std::find(left->begin(), left->end(), of) == left->end());
  };
  for (const std::uint32_t c : reads.columns) {
    if (wanted(c, but == nullptr ? nullptr : &but->columns, c))
      all.push_back(fmt::format("c{}{}_rejected", words().member, names_.columns[c]));
  }
  for (const std::uint32_t d : reads.decisions) {
    if (wanted(d, but == nullptr ? nullptr : &but->decisions, p_.columns.size() + d))
      all.push_back(fmt::format("(d{}{}.state == {})", words().member, names_.decisions[d], words().rejected));
  }
  return all.size() == 1 ? bare(all.front()) : joined(all, " | ");
}

std::string CFamily::call(std::string_view name, const Decision& d, std::string_view arguments) const {
  return fmt::format("{}{}({})", helper(name), behind(d), arguments);
}

std::string CFamily::comes_to(const Decision& d, const Term& value, const std::string& rejected) const {
  if (value.there.empty() && rejected.empty()) return gives(d, value, "-1");
  return call("comes_to", d,
              fmt::format("{}, {}, {}", bare(value.of), value.there.empty() ? "true" : bare(value.there),
                          rejected.empty() ? "false" : rejected));
}

std::string CFamily::gives(const Decision& d, const Term& value, const std::string& rule) const {
  return value.there.empty() ? call("gives", d, fmt::format("{}, {}", bare(value.of), rule))
                             : call("may_give", d, fmt::format("{}, {}, {}", bare(value.of), bare(value.there), rule));
}

std::string CFamily::rejects(const Decision& d, const std::string& rule) const { return call("rejects", d, rule); }

std::string CFamily::names_of_rules(const Decision& d) const {
  std::vector<std::string> all;
  for (const records::Line& line : d.lines) all.push_back(fmt::format("\"{}\"", line_name(p_, line)));
  return joined(all, ", ");
}

/// What is there wherever this holds.
void CFamily::known_by(std::uint32_t where) {
  const auto walk = [&](const auto& self, std::uint32_t index, bool positive) -> void {
    const Expr& e = p_.exprs[index];
    const auto there = [&](std::uint32_t part) {
      const Expr& of = p_.exprs[part];
      if (of.kind == Expr::Kind::Column || of.kind == Expr::Kind::Decision) known_.insert(source(of));
    };
    switch (e.kind) {
    case Expr::Kind::Not: return self(self, e.a, !positive);
    case Expr::Kind::And:
    case Expr::Kind::Or:
      if ((e.kind == Expr::Kind::And) != positive) return;
      self(self, e.a, positive);
      return self(self, e.b, positive);
    case Expr::Kind::IsThere:
    case Expr::Kind::In:
      if (positive) there(e.a);
      return;
    case Expr::Kind::IsAbsent:
      if (!positive) there(e.a);
      return;
    default: return;
    }
  };
  walk(walk, where, true);
}

/// What `where` says, before anything else is looked at.
std::vector<CFamily::Entry> CFamily::before(const Decision& d) const {
  std::vector<Entry> out;
  if (d.where == kNone) return out;
  if (std::string any = rejected(records::reads(p_, {d.where})); !any.empty())
    out.push_back({std::move(any), "what `where` reads is rejected", words().rejected, {}});
  out.push_back({bare(truth(d.where, false)), "`where` does not hold", words().absent, {}});
  return out;
}

void CFamily::decision(std::size_t index) {
  const Decision& d = p_.decisions[index];
  const std::string& name = names_.decisions[index];
  const bool lines = d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
  if (lines)
    out_ += fmt::format("{} {}rules_of_{}[] = {{{}}};\n", words().names, words().functions, name, names_of_rules(d));
  known_.clear();
  std::vector<Entry> entries = before(d);
  if (d.where != kNone) known_by(d.where);
  const records::Reads first = records::reads(p_, {d.where});
  const std::string rest = rejected(records::reads(p_, d), &first);
  if (lines && !rest.empty()) entries.push_back({rest, "what it reads is rejected", words().rejected, {}});
  if (lines && !large(d)) return table(d, name, std::move(entries));
  const Held long_one = large(d) ? held(d) : Held{};
  if (large(d)) data(d, name, long_one);
  out_ += head(decided(d), fmt::format("{}decide_{}", words().functions, name));
  for (const Entry& entry : entries)
    out_ += fmt::format("  if ({}) return {};  // {}\n", entry.condition,
                        entry.state == words().absent ? call("nothing", d, "") : rejects(d, "-1"), entry.comment);
  if (d.kind == Decision::Kind::Derive)
    out_ += fmt::format("  return {};\n", comes_to(d, term(d.value), rest));
  else if (d.kind == Decision::Kind::Attach)
    attach(d, rest);
  else
    search(d, name, long_one);
  out_ += "}\n\n";
}

/// Two lines before the last one that match reject, unless it is proved that there are none.
bool CFamily::counts(const Decision& d) { return d.kind == Decision::Kind::Unique && !d.proven && d.lines.size() > 2; }

CFamily::Entry CFamily::entry(const records::Line& line, std::size_t place) const {
  Entry out{condition(line), std::string(line_name(p_, line)), words().rejected, {}, fmt::format("{}", place)};
  if (line.outcome == kNone) return out;
  const Expr& e = p_.exprs[line.outcome];
  out.state = e.absent ? words().absent : words().there;
  out.constant = e.kind == Expr::Kind::Const;
  if (!e.absent) out.value = term(line.outcome);
  return out;
}

void CFamily::table(const Decision& d, const std::string& name, std::vector<Entry> entries) {
  const std::size_t several = entries.size();
  if (counts(d)) entries.push_back({{}, "several rules hold", words().rejected, {}});
  const std::size_t first = entries.size();
  bool ends = false;
  for (std::size_t i = 0; i < d.lines.size() && !ends; ++i) {
    entries.push_back(entry(d.lines[i], i));
    ends = d.lines[i].condition == kNone;
  }
  if (!ends) entries.push_back({"true", "no rule holds", words().rejected, {}});
  rows(d, name, entries);
  out_ += head(decided(d), fmt::format("{}decide_{}", words().functions, name));
  out_ += fmt::format("  const {} {} =\n", words().mask, counts(d) ? "matching" : "all");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].condition.empty()) continue;
    out_ += fmt::format("      {}({}, {}){}  // {}\n", helper("at"), i, entries[i].condition,
                        i + 1 == entries.size() ? ";" : " |", entries[i].comment);
  }
  if (counts(d)) {
    const std::uint64_t lines = ((std::uint64_t{1} << (d.lines.size() - 1)) - 1) << first;
    out_ += fmt::format("  const {} all = matching | {}({}, {}(matching & {}));\n", words().mask, helper("at"), several,
                        helper("several"), mask(lines));
  }
  choose(d, name, entries);
  out_ += "}\n\n";
}

/// By the place of an entry what it gives.
void CFamily::rows(const Decision& d, const std::string& name, const std::vector<Entry>& entries) {
  out_ += fmt::format("{} {}outcomes_of_{}[] = {{\n", of_rows(d), words().functions, name);
  for (const Entry& entry : entries)
    out_ += fmt::format("    {},  // {}\n", row(d, entry.constant ? entry.value.of : "", entry.state, entry.rule),
                        entry.comment);
  out_ += "};\n";
}

void CFamily::choose(const Decision& d, const std::string& name, const std::vector<Entry>& entries) {
  const std::string found = fmt::format("{}outcomes_of_{}[", words().functions, name);
  const bool constant = std::all_of(entries.begin(), entries.end(), [](const Entry& entry) { return entry.constant; });
  if (constant) {
    out_ += fmt::format("  return {}{}(all)];\n", found, helper("first"));
    return;
  }
  out_ += fmt::format("  const unsigned first = {}(all);\n  switch (first) {{\n", helper("first"));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].constant)
      out_ += fmt::format("  case {}: return {};  // {}\n", i, gives(d, entries[i].value, entries[i].rule),
                          entries[i].comment);
  }
  out_ += fmt::format("  default: return {}first];\n  }}\n", found);
}

}  // namespace msd::emit
