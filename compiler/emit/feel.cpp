#include "compiler/emit/feel.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::emit {

namespace {

// Words of the language, the functions that are called here or stand in the way of a parser, and names used here.
const std::set<std::string_view> kTakenByFeel = {
    "abs",       "after",       "all",      "and",     "any",    "append",     "before",   "between",  "ceiling",
    "coincides", "concatenate", "contains", "context", "count",  "date",       "day",      "days",     "decimal",
    "distinct",  "duration",    "during",   "else",    "even",   "every",      "exp",      "external", "extract",
    "false",     "finished",    "finishes", "flatten", "floor",  "for",        "function", "get",      "hours",
    "if",        "in",          "includes", "index",   "insert", "instance",   "is",       "item",     "join",
    "list",      "log",         "lower",    "matches", "max",    "mean",       "median",   "meets",    "met",
    "min",       "minutes",     "mode",     "modulo",  "month",  "months",     "not",      "now",      "null",
    "number",    "odd",         "of",       "one",     "or",     "overlapped", "overlaps", "partial",  "product",
    "put",       "range",       "remove",   "replace", "result", "return",     "reverse",  "round",    "satisfies",
    "seconds",   "some",        "sort",     "split",   "sqrt",   "started",    "starts",   "stddev",   "string",
    "sublist",   "substring",   "sum",      "then",    "time",   "today",      "true",     "union",    "upper",
    "values",    "week",        "year",     "years"};

/// As an attachment grows, its set has a name for each round.
std::set<std::string_view> taken(std::vector<std::string>& rounds) {
  std::set<std::string_view> out = kTakenByFeel;
  for (std::size_t round = 0; round <= 65; ++round) rounds.push_back(fmt::format("set_{}", round));
  out.insert(rounds.begin(), rounds.end());
  return out;
}

Names feel_names(const Program& program) {
  std::vector<std::string> rounds;
  return names(program, taken(rounds), {"_rejected"});
}

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

constexpr std::string_view kFeelSigns[] = {"=", "!=", "<", "<=", ">", ">="};

}  // namespace

Feel::Feel(const Program& program) : p_(program), names_(feel_names(program)) {
  for (const Decision& d : p_.decisions) {
    bool absent = d.where != kNone;
    bool rejects = d.kind == Decision::Kind::Unique && !d.proven;
    if (d.kind == Decision::Kind::Derive) absent = absent || maybe_absent(d.value);
    if (d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique) {
      rejects = rejects || d.lines.empty() || d.lines.back().condition != kNone;
      for (const records::Line& line : d.lines) {
        absent = absent || (line.outcome != kNone && maybe_absent(line.outcome));
        rejects = rejects || line.outcome == kNone;
      }
    }
    for (const records::Reads& reads : {records::reads(p_, {d.where}), records::reads(p_, d)})
      rejects = rejects || !rejected(rejecting(p_, reads)).empty();
    absent_.push_back(absent);
    rejects_.push_back(rejects);
  }
}

bool Feel::maybe_absent(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::Const: return e.absent;
  case Expr::Kind::Column: return p_.image.types()[p_.columns[e.x].type].optional != 0;
  case Expr::Kind::Decision: return absent_[e.x];
  case Expr::Kind::If: return maybe_absent(e.b) || maybe_absent(e.c);
  case Expr::Kind::Scale: return maybe_absent(e.a);
  default: return false;
  }
}

std::string Feel::type(std::uint32_t type_index) const {
  switch (cls(p_, type_index)) {
  case Class::Bool: return "boolean";
  case Class::Enum: return "string";
  case Class::Set: return fmt::format("set_of_{}", p_.image.text(p_.image.enums()[enum_of(p_, type_index)].name));
  default: return "number";
  }
}

std::string Feel::rejected(const Rejecting& what) const {
  std::vector<std::string> all;
  for (std::uint32_t c : what.columns) all.push_back(names_.columns[c] + "_rejected");
  for (std::uint32_t d : what.decisions) {
    if (rejects_[d]) all.push_back(names_.decisions[d] + ".rejected");
  }
  return fmt::format("{}", fmt::join(all, " or "));
}

// ---- expressions ----------------------------------------------------------------------------------------------------

std::string Feel::condition(std::uint32_t index) const {
  const Expr::Kind kind = p_.exprs[index].kind;
  return kind == Expr::Kind::And || kind == Expr::Kind::Or ? chain(index, kind) : truth(index);
}

std::string Feel::chain(std::uint32_t index, Expr::Kind kind) const {
  const Expr& e = p_.exprs[index];
  if (e.kind != kind) return truth(index);
  return fmt::format("{} {} {}", chain(e.a, kind), kind == Expr::Kind::And ? "and" : "or", chain(e.b, kind));
}

std::string Feel::truth(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::And:
  case Expr::Kind::Or: return fmt::format("({})", chain(index, e.kind));
  case Expr::Kind::Not: return fmt::format("not({})", condition(e.a));
  case Expr::Kind::In: return in(e);
  case Expr::Kind::Equal: return equal(e);
  case Expr::Kind::Compare: return compare(e);
  case Expr::Kind::HasAll: {
    std::vector<std::string> all;
    for (const std::string& v : mask(e.a, static_cast<std::uint64_t>(e.number)))
      all.push_back(fmt::format("list contains({}, {})", members(e.a), v));
    return all.empty() ? "true" : fmt::format(fmt::runtime(all.size() == 1 ? "{}" : "({})"), fmt::join(all, " and "));
  }
  case Expr::Kind::Has: return fmt::format("list contains({}, {})", members(e.a), value(e.b));
  case Expr::Kind::IsAbsent: return fmt::format("{} = null", value(e.a));
  case Expr::Kind::IsThere: return fmt::format("{} != null", value(e.a));
  default: return maybe_absent(index) ? fmt::format("{} = true", value(index)) : value(index);
  }
}

std::vector<std::string> Feel::mask(std::uint32_t like, std::uint64_t of) const {
  std::vector<std::string> out;
  if (p_.exprs[like].cls == Class::Bool) {
    for (unsigned v = 0; v < 2; ++v) {
      if ((of >> v & 1U) != 0) out.emplace_back(v == 1 ? "true" : "false");
    }
    return out;
  }
  const auto names = values(p_, enum_of(p_, type_of(p_, like)));
  for (std::size_t v = 0; v < names.size(); ++v) {
    if ((of >> v & 1U) != 0) out.push_back(quoted(names[v]));
  }
  return out;
}

std::string Feel::in(const Expr& e) const {
  const std::vector<std::string> all = mask(e.a, static_cast<std::uint64_t>(e.number));
  if (all.empty()) return "false";
  return all.size() == 1 ? fmt::format("{} = {}", value(e.a), all.front())
                         : fmt::format("{} in ({})", value(e.a), fmt::join(all, ", "));
}

/// What is absent stands in no relation to anything.
std::string Feel::related(std::uint32_t a, std::uint32_t b, const std::string& x, const std::string& y,
                          std::string_view sign) const {
  std::string there;
  if (maybe_absent(a) && (sign != "=" || maybe_absent(b))) there += fmt::format("{} != null and ", value(a));
  if (maybe_absent(b) && sign != "=") there += fmt::format("{} != null and ", value(b));
  return there.empty() ? fmt::format("{} {} {}", x, sign, y) : fmt::format("({}{} {} {})", there, x, sign, y);
}

std::string Feel::equal(const Expr& e) const {
  if (p_.exprs[e.a].cls != Class::Set) return related(e.a, e.b, value(e.a), value(e.b), kFeelSigns[e.x]);
  const std::string a = members(e.a);
  const std::string b = members(e.b);
  const std::string same = fmt::format(
      "(every one in {0} satisfies list contains({1}, one)) and (every one in {1} satisfies list contains({0}, one))",
      a, b);
  return e.x == 0 ? fmt::format("({})", same) : fmt::format("not({})", same);
}

std::string Feel::compare(const Expr& e) const {
  const auto side = [&](std::uint32_t index, std::int64_t factor) {
    return factor == 1  ? value(index)
           : factor < 0 ? fmt::format("{} * ({})", value(index), factor)
                        : fmt::format("{} * {}", value(index), factor);
  };
  return related(e.a, e.b, side(e.a, e.top * e.other_bottom), side(e.b, e.other_top * e.bottom), kFeelSigns[e.x]);
}

/// Rounded towards zero.
std::string Feel::scale(const Expr& e) const {
  const std::string product = fmt::format("{} * ({})", value(e.a), e.top);
  if (e.bottom == 1) return fmt::format("({})", product);
  return fmt::format("(if {0} < 0 then ceiling({0} / {1}) else floor({0} / {1}))", product, e.bottom);
}

std::string Feel::value(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::Const:
    if (e.absent) return "null";
    if (e.cls == Class::Bool) return e.number == 1 ? "true" : "false";
    if (e.cls == Class::Enum) return quoted(values(p_, enum_of(p_, e.x))[static_cast<std::size_t>(e.number)]);
    if (e.cls == Class::Set)
      return fmt::format("[{}]", fmt::join(mask(index, static_cast<std::uint64_t>(e.number)), ", "));
    return e.number < 0 ? fmt::format("({})", e.number) : fmt::format("{}", e.number);
  case Expr::Kind::Column: return names_.columns[e.x];
  case Expr::Kind::Decision: return names_.decisions[e.x] + ".value";
  case Expr::Kind::If: return fmt::format("(if {} then {} else {})", condition(e.a), value(e.b), value(e.c));
  case Expr::Kind::Scale: return scale(e);
  case Expr::Kind::Single:
    return maybe_absent(e.a) ? fmt::format("(if {0} = null then [] else [{0}])", value(e.a))
                             : fmt::format("[{}]", value(e.a));
  case Expr::Kind::Union: return fmt::format("union({}, {})", members(e.a), members(e.b));
  case Expr::Kind::Self: return set_;
  default: return fmt::format("({})", condition(index));
  }
}

std::string Feel::members(std::uint32_t index) const {
  return maybe_absent(index) ? fmt::format("(if {0} = null then [] else {0})", value(index)) : value(index);
}

}  // namespace msd::emit
