// Expressions in C and C++. What may be absent is a value and whether it is there; anything else is the value alone.
#include "compiler/emit/c_family.h"

#include <fmt/format.h>

#include <bit>

namespace msd::emit {

std::string replaced(std::string text, std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
  for (const auto& [word, by] : words) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
      text.replace(at, word.size(), by);
  }
  return text;
}

std::string bare(const std::string& text) {
  if (text.empty() || text.front() != '(') return text;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0) return i + 1 == text.size() ? text.substr(1, i - 1) : text;
  }
  return text;
}

std::string CFamily::helper(std::string_view name) const { return words().helpers + std::string(name); }

std::size_t CFamily::source(const Expr& e) const {
  return e.x + (e.kind == Expr::Kind::Decision ? p_.columns.size() : 0);
}

std::string CFamily::both(const std::string& there, const std::string& what) const {
  return there.empty() ? what : fmt::format("({} & {})", there, what);
}

std::string CFamily::negated(const std::string& what, bool positive) const {
  return positive ? what : fmt::format("{}({})", helper("no"), bare(what));
}

std::string CFamily::truth(std::uint32_t index, bool positive) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::And:
  case Expr::Kind::Or: return negated(fmt::format("({})", chain(index, e.kind)), positive);
  case Expr::Kind::Not: return truth(e.a, !positive);
  case Expr::Kind::In: return among(e, positive);
  case Expr::Kind::Equal: return equal(e, positive);
  case Expr::Kind::Compare: return compare(e, positive);
  case Expr::Kind::HasAll:
  case Expr::Kind::Has: return has(e, positive);
  case Expr::Kind::IsAbsent:
  case Expr::Kind::IsThere: {
    const std::string there = term(e.a).there;
    const bool asks_there = (e.kind == Expr::Kind::IsThere) == positive;
    return there.empty() ? (asks_there ? "true" : "false") : negated(there, asks_there);
  }
  default: return truth_of_bool(index, positive);
  }
}

std::string CFamily::truth_of_bool(std::uint32_t index, bool positive) const {
  const Expr& e = p_.exprs[index];
  if (e.kind == Expr::Kind::Const) return (!e.absent && e.number == 1) == positive ? "true" : "false";
  const Term found = term(index);
  // The value of a decision that is absent is false.
  const bool alone = found.there.empty() || e.kind == Expr::Kind::Decision;
  const bool member = e.kind == Expr::Kind::Column || e.kind == Expr::Kind::Decision;
  if (alone && member) return positive ? found.of : fmt::format("(!{})", found.of);
  return negated(both(found.there, found.of), positive);
}

/// Operands of the same kind without brackets of their own: compilers limit how deep those nest.
std::string CFamily::chain(std::uint32_t index, Expr::Kind kind) const {
  const Expr& e = p_.exprs[index];
  if (e.kind != kind) return truth(index);
  return fmt::format("{} {} {}", chain(e.a, kind), kind == Expr::Kind::And ? "&" : "|", chain(e.b, kind));
}

std::string CFamily::among(const Expr& e, bool positive) const {
  const Expr& of = p_.exprs[e.a];
  const bool boolean = of.cls == Class::Bool;
  const std::uint32_t named_by = boolean ? kNone : enum_of(p_, type_of(p_, e.a));
  const std::size_t count = boolean ? 2 : values(p_, named_by).size();
  const std::uint64_t all = (std::uint64_t{1} << count) - 1;
  const Term found = term(e.a);
  // Where it is always there, not to be one of these is to be one of the others.
  const bool turned = !positive && found.there.empty();
  const std::uint64_t mask = (static_cast<std::uint64_t>(e.number) & all) ^ (turned ? all : 0);
  const auto place = [](std::uint64_t bits) { return static_cast<std::size_t>(std::countr_zero(bits)); };
  std::string out;
  if (mask == 0 || mask == all)
    out = mask == 0 ? "false" : "true";
  else if (boolean)
    out = mask == 2 ? truth(e.a) : truth(e.a, false);
  else if (std::has_single_bit(mask))
    out = fmt::format("({} == {})", found.of, named(named_by, place(mask)));
  else if (std::has_single_bit(mask ^ all))
    out = fmt::format("({} != {})", found.of, named(named_by, place(mask ^ all)));
  else
    out = fmt::format("{}({}, {})", helper("in"), found.of, this->mask(mask));
  return negated(both(found.there, out), positive || turned);
}

/// What is absent is neither equal nor unequal.
std::string CFamily::compared(const std::string& a, const char* sign, const std::string& b, const std::string& there,
                              bool positive) const {
  // Compilers warn of what is compared with itself.
  if (a == b)
    return negated(both(there, std::string_view(sign).ends_with('=') && sign[0] != '!' ? "true" : "false"), positive);
  static constexpr std::pair<std::string_view, const char*> kOpposites[] = {{"==", "!="}, {"!=", "=="}, {"<", ">="},
                                                                            {"<=", ">"},  {">", "<="},  {">=", "<"}};
  if (positive || !there.empty()) return negated(both(there, fmt::format("({} {} {})", a, sign, b)), positive);
  const char* opposite = sign;
  for (const auto& [known, other] : kOpposites) opposite = known == sign ? other : opposite;
  return fmt::format("({} {} {})", a, opposite, b);
}

std::string CFamily::equal(const Expr& e, bool positive) const {
  const char* sign = e.x == 0 ? "==" : "!=";
  if (p_.exprs[e.a].cls == Class::Set) return compared(members(e.a), sign, members(e.b), "", positive);
  const Term a = term(e.a);
  const Term b = term(e.b);
  const std::string there = a.there.empty() ? b.there : b.there.empty() ? a.there : both(a.there, b.there);
  if (p_.exprs[e.a].cls != Class::Bool) return compared(a.of, sign, b.of, there, positive);
  const auto bit = [&](const std::string& of) { return fmt::format("{}({})", helper("yes"), bare(of)); };
  return compared(bit(a.of), sign, bit(b.of), there, positive);
}

std::string CFamily::has(const Expr& e, bool positive) const {
  const std::string of = members(e.a);
  if (e.kind == Expr::Kind::Has) {
    const Term value = term(e.b);
    return negated(both(value.there, fmt::format("{}({}, {})", helper("has"), bare(of), value.of)), positive);
  }
  const auto all = static_cast<std::uint64_t>(e.number);
  if (std::has_single_bit(all)) return fmt::format("(({} & {}) {} 0)", of, mask(all), positive ? "!=" : "==");
  return fmt::format("(({} & {}) {} {})", of, mask(all), positive ? "==" : "!=", mask(all));
}

CFamily::Term CFamily::scaled(const Term& term, std::int64_t top, std::int64_t bottom) const {
  if (top == 1 && bottom == 1) return term;
  const std::string product = fmt::format("{} * {}", term.of, top);
  return {bottom == 1 ? fmt::format("({})", product) : fmt::format("({} / {})", product, bottom), term.there};
}

/// A number times a factor.
CFamily::Term CFamily::side(std::uint32_t index, std::int64_t factor) const {
  const Expr& e = p_.exprs[index];
  if (e.kind == Expr::Kind::Const && !e.absent) return {fmt::format("{}", e.number * factor), ""};
  return scaled(term(index), factor, 1);
}

std::string CFamily::compare(const Expr& e, bool positive) const {
  const Term a = side(e.a, e.top * e.other_bottom);
  const Term b = side(e.b, e.other_top * e.bottom);
  static constexpr const char* kSigns[] = {"==", "!=", "<", "<=", ">", ">="};
  const std::string there = a.there.empty() ? b.there : b.there.empty() ? a.there : both(a.there, b.there);
  return compared(a.of, kSigns[e.x], b.of, there, positive);
}

/// The mask of a set, 0 where it is absent.
std::string CFamily::members(std::uint32_t index) const {
  const Term of = term(index);
  return of.there.empty() ? of.of : fmt::format("{}({}, {})", helper("when"), bare(of.there), bare(of.of));
}

CFamily::Term CFamily::chosen(const Expr& e) const {
  const std::string condition = truth(e.a);
  const Term b = term(e.b);
  const Term c = term(e.c);
  const auto bit = [&](const std::string& of) { return fmt::format("{}({})", helper("yes"), bare(of)); };
  const auto there = [&](const Term& t) { return bit(t.there.empty() ? "true" : t.there); };
  const bool boolean = e.cls == Class::Bool;
  Term out{fmt::format("({} ? {} : {})", condition, boolean ? bit(b.of) : b.of, boolean ? bit(c.of) : c.of), ""};
  if (!b.there.empty() || !c.there.empty()) out.there = fmt::format("({} ? {} : {})", condition, there(b), there(c));
  return out;
}

CFamily::Term CFamily::term(std::uint32_t index) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::Const: return e.absent ? Term{empty(e.x), "false"} : Term{constant(e), ""};
  case Expr::Kind::Column: {
    const std::string member = fmt::format("c{}{}", words().member, names_.columns[e.x]);
    if (!can_be_absent(source(e))) return {member, ""};
    return {member + ".value", known_.contains(source(e)) ? "" : member + ".there"};
  }
  case Expr::Kind::Decision: {
    const std::string member = fmt::format("d{}{}", words().member, names_.decisions[e.x]);
    const bool always = !can_be_absent(source(e)) || known_.contains(source(e));
    return {member + ".value", always ? "" : fmt::format("({}.state == {})", member, words().there)};
  }
  case Expr::Kind::If: return chosen(e);
  case Expr::Kind::Scale: return scaled(term(e.a), e.top, e.bottom);
  case Expr::Kind::Single: {
    const Term of = term(e.a);
    const std::string bit = fmt::format("{}({})", helper("bit"), bare(of.of));
    return {of.there.empty() ? bit : fmt::format("{}({}, {})", helper("when"), bare(of.there), bit), ""};
  }
  case Expr::Kind::Union: return {fmt::format("({} | {})", members(e.a), members(e.b)), ""};
  case Expr::Kind::Self: return {"set", ""};
  default: return {truth(index), ""};
  }
}

}  // namespace msd::emit
