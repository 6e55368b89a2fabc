#include "tests/smt/translation.h"

#include <fmt/format.h>

#include <algorithm>

#include <stdexcept>
#include <utility>

namespace msd::testing::smt {

using tir::Expr;
using tir::ExprId;

std::string yes(const Term& t) { return is(t.term, 1); }
std::string bad(const Term& t) { return is(t.term, -2); }
std::string there(const Term& t) { return fmt::format("(bvult {} {})", t.term, number(-2)); }
std::string choice(const std::string& condition, const std::string& then, const std::string& otherwise) {
  return fmt::format("(ite {} {} {})", condition, then, otherwise);
}

std::string number(std::int64_t n) {
  if (n >= 62 || n < -2) throw std::runtime_error("small frameworks have no such number");
  return fmt::format("(_ bv{} 6)", n == -1 ? 63 : n == -2 ? 62 : n);
}
std::string is(const std::string& term, std::int64_t n) { return fmt::format("(= {} {})", term, number(n)); }
std::string both(const std::string& a, const std::string& b) { return fmt::format("(and {} {})", a, b); }
std::string either(const std::string& a, const std::string& b) { return fmt::format("(or {} {})", a, b); }
std::string negate(const std::string& a) { return fmt::format("(not {})", a); }

std::string member(const Term& set, std::size_t value) { return set.members.empty() ? "false" : set.members[value]; }

std::string differ(const Term& a, const Term& b) {
  std::string out = fmt::format("(distinct {} {})", a.term, b.term);
  for (std::size_t i = 0; i < std::max(a.members.size(), b.members.size()); ++i)
    out = either(out, fmt::format("(xor {} {})", member(a, i), member(b, i)));
  return out;
}

Translation::Translation(const tir::Program& program, unsigned rows, std::string prefix)
    : p_(program), prefix_(std::move(prefix)), asked_(p_.fields.size()) {
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i) (p_.rows[i].parent.valid() ? inner_ : outer_) = {i};
  for (const Expr& e : p_.exprs) {
    if (e.op == Op::IsGiven && p_[e.a].op == Op::Load) asked_[p_[e.a].x] = true;
  }
  rows_ = inner_.valid() ? rows : 0;
  out_ += fmt::format("(declare-const {}rows V)\n(assert (bvule {}rows {}))\n", prefix_, prefix_, number(rows_));
  declare(0, outer_);
  for (At row = 1; row <= rows_; ++row) declare(row, inner_);
}

std::string Translation::take() { return std::exchange(out_, {}); }

std::string Translation::define(const std::string& sort, const std::string& body) {
  std::string name = fmt::format("{}d{}", prefix_, next_++);
  out_ += fmt::format("(declare-const {} {})\n(assert (= {} {}))\n", name, sort, name, body);
  return name;
}

void Translation::declare(At row, tir::RowId kind) {
  for (tir::FieldId id : p_[kind].fields) {
    const tir::Field& f = p_[id];
    if (f.rule.valid() || f.builtin != tir::Builtin::None) continue;
    const std::string name = fmt::format("{}{}_{}", prefix_, f.name, row);
    std::int64_t low = 0;
    std::int64_t high = 0;
    if (f.type.cls == Class::Bool) high = 1;
    if (f.type.cls == Class::Enum) high = static_cast<std::int64_t>(p_[f.type.enum_].values.size()) - 1;
    if (f.type.cls == Class::Number) low = f.type.low / kOne, high = f.type.high / kOne;
    std::string range = fmt::format("(and (bvule {} {}) (bvule {} {}))", number(low), name, name, number(high));
    if (f.type.optional) range = either(is(name, -1), range);
    out_ += fmt::format("(declare-const {} V)\n(assert {})\n", name, range);
    Term term{name, {}};
    for (std::size_t v = 0; f.type.cls == Class::Set && v < p_[f.type.enum_].values.size(); ++v) {
      term.members.push_back(fmt::format("{}_{}", name, v));
      out_ += fmt::format("(declare-const {} Bool)\n(assert (=> {} {}))\n", term.members.back(), term.members.back(),
                          is(name, 0));
    }
    cells_[{row, id.index}] = term;
    if (!asked_[id.index] || f.type.optional || f.default_value) continue;
    given_[{row, id.index}] = name + "_given";
    out_ += fmt::format("(declare-const {}_given Bool)\n", name);
  }
}

std::vector<Translation::At> Translation::rows_of(tir::RowId kind) const {
  if (kind == outer_) return {0};
  std::vector<At> out;
  for (At row = 1; row <= rows_; ++row) out.push_back(row);
  return out;
}

std::string Translation::care(At row, unsigned among, bool complete) {
  std::string out =
      fmt::format("(and (bvule {} {}rows) (bvule {}rows {}))", number(row), prefix_, prefix_, number(among));
  for (const auto& [cell, name] : given_) {
    if (complete) out = both(out, name);
  }
  return out;
}

std::vector<std::string> Translation::constants(tir::FieldId fact) const {
  std::vector<std::string> out;
  for (At row : rows_of(p_[fact].row)) {
    const Term& term = cells_.at({row, fact.index});
    out.push_back(term.term);
    out.insert(out.end(), term.members.begin(), term.members.end());
    if (const auto given = given_.find({row, fact.index}); given != given_.end()) out.push_back(given->second);
  }
  return out;
}

// ---- cells and rules -----------------------------------------------------------------------------------------------

Term Translation::cell(At row, tir::FieldId field) {
  const std::pair at{row, field.index};
  if (const auto found = cells_.find(at); found != cells_.end()) return found->second;
  ++depth_;
  auto outer = std::exchange(attach_self_, {});
  Term made = compute(p_[p_[field].rule], row);
  attach_self_ = std::move(outer);
  --depth_;
  return cells_[at] = made;
}

Term Translation::choose(const std::string& condition, const Term& then, const Term& otherwise) {
  Term out{define("V", choice(condition, then.term, otherwise.term)), {}};
  const std::size_t members = std::max(then.members.size(), otherwise.members.size());
  for (std::size_t i = 0; i < members; ++i)
    out.members.push_back(define("Bool", choice(condition, member(then, i), member(otherwise, i))));
  return out;
}

Term Translation::rejected_where(const std::string& bad, const Term& term) {
  return choose(bad, {number(-2), {}}, term);
}

Table Translation::table(const tir::Rule& rule, At row) {
  Table out;
  const Term where = rule.where.valid() ? eval(rule.where, {row}) : Term{number(1), {}};
  std::string unsound = "false";
  std::vector<Term> outcomes;
  for (const tir::Line& line : rule.lines) {
    const Term condition = line.condition.valid() ? eval(line.condition, {row}) : Term{number(1), {}};
    outcomes.push_back(line.outcome.valid() ? eval(line.outcome, {row}) : Term{number(-1), {}});
    unsound = either(unsound, either(bad(condition), bad(outcomes.back())));
    out.conditions.push_back(define("Bool", both(yes(where), yes(condition))));
  }
  out.sound = define("Bool", negate(unsound));
  out.live = define("Bool", both(yes(where), out.sound));
  std::string open = out.live;
  std::string several = "false";
  std::string one = "false";
  for (std::size_t l = 0; l < rule.lines.size(); ++l) {
    out.fires.push_back(define("Bool", both(open, out.conditions[l])));
    open = define("Bool", both(open, negate(out.conditions[l])));
    if (rule.kind != tir::Rule::Kind::Unique || l + 1 == rule.lines.size()) continue;
    several = define("Bool", either(several, both(one, out.conditions[l])));
    one = define("Bool", either(one, out.conditions[l]));
  }
  Term value{number(-2), {}};  // rejected, unless a line gives something
  for (std::size_t l = rule.lines.size(); l-- > 0;) {
    if (rule.lines[l].outcome.valid()) value = choose(out.fires[l], outcomes[l], value);
  }
  value = rejected_where(several, value);
  const Term elsewhere{choice(bad(where), number(-2), number(-1)), {}};
  out.value = choose(yes(where), value, elsewhere);
  return out;
}

Term Translation::attach(const tir::Rule& rule, At row) {
  const std::size_t values = p_[p_[rule.field].type.enum_].values.size();
  const Term start = rule.value.valid() ? eval(rule.value, {row}) : Term{number(0), {}};
  std::string unsound = bad(start);
  std::vector<std::string> now = start.members;
  now.resize(values, "false");
  // As many rounds as there are values: then nothing more can come.
  for (std::size_t round = 0; round <= values; ++round) {
    auto outer = std::exchange(attach_self_, now);
    std::vector<std::string> next = now;
    for (const tir::Line& line : rule.lines) {
      const Term condition = line.condition.valid() ? eval(line.condition, {row}) : Term{number(1), {}};
      const Term adds = eval(line.outcome, {row});
      unsound = define("Bool", either(unsound, either(bad(condition), bad(adds))));
      for (std::size_t v = 0; v < values && v < adds.members.size(); ++v)
        next[v] = define("Bool", either(next[v], both(yes(condition), member(adds, v))));
    }
    attach_self_ = std::move(outer);
    now = std::move(next);
  }
  Term out{define("V", choice(unsound, number(-2), number(0))), {}};
  for (const std::string& member : now) out.members.push_back(define("Bool", both(negate(unsound), member)));
  return out;
}

Term Translation::compute(const tir::Rule& rule, At row) {
  if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique) return table(rule, row).value;
  const Term inside = rule.kind == tir::Rule::Kind::Derive ? eval(rule.value, {row}) : attach(rule, row);
  if (!rule.where.valid()) return inside;
  const Term where = eval(rule.where, {row});
  return choose(yes(where), inside, {choice(bad(where), number(-2), number(-1)), {}});
}

std::vector<std::string> Translation::additions(const tir::Rule& rule, At row) {
  const Term whole = attach(rule, row);
  const Term where = rule.where.valid() ? eval(rule.where, {row}) : Term{number(1), {}};
  std::vector<std::string> out;
  auto outer = std::exchange(attach_self_, whole.members);
  for (const tir::Line& line : rule.lines) {
    const Term condition = line.condition.valid() ? eval(line.condition, {row}) : Term{number(1), {}};
    out.push_back(define("Bool", both(both(yes(where), there(whole)), yes(condition))));
  }
  attach_self_ = std::move(outer);
  return out;
}

std::string Translation::requirement(const tir::Require& require, At row) {
  const Term holds = eval(require.condition, {row});
  const std::string verdict = choice(bad(holds), number(-2), choice(yes(holds), number(1), number(0)));
  if (!require.where.valid()) return define("V", verdict);
  const Term where = eval(require.where, {row});
  return define("V", choice(yes(where), verdict, choice(bad(where), number(-2), number(-1))));
}

}  // namespace msd::testing::smt
