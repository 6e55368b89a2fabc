#include "tests/smt/translation.h"

#include <fmt/format.h>

#include <numeric>
#include <stdexcept>
#include <utility>

namespace msd::testing::smt {

using tir::Expr;
using tir::ExprId;

namespace {

constexpr std::int64_t kOne = 1'000'000;

std::string yes(const Term& t) { return is(t.term, 1); }
std::string bad(const Term& t) { return is(t.term, -2); }
std::string there(const Term& t) { return fmt::format("(bvult {} {})", t.term, number(-2)); }
std::string choice(const std::string& condition, const std::string& then, const std::string& otherwise) {
  return fmt::format("(ite {} {} {})", condition, then, otherwise);
}

}  // namespace

std::string number(std::int64_t n) {
  if (n >= 62 || n < -2) throw std::runtime_error("small frameworks have no such number");
  return fmt::format("(_ bv{} 6)", n == -1 ? 63 : n == -2 ? 62 : n);
}
std::string is(const std::string& term, std::int64_t n) { return fmt::format("(= {} {})", term, number(n)); }
std::string both(const std::string& a, const std::string& b) { return fmt::format("(and {} {})", a, b); }
std::string either(const std::string& a, const std::string& b) { return fmt::format("(or {} {})", a, b); }
std::string negate(const std::string& a) { return fmt::format("(not {})", a); }

std::string differ(const Term& a, const Term& b) {
  std::string out = fmt::format("(distinct {} {})", a.term, b.term);
  for (std::size_t i = 0; i < a.members.size(); ++i)
    out = either(out, fmt::format("(xor {} {})", a.members[i], b.members[i]));
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
    out.members.push_back(define("Bool", choice(condition, then.members.empty() ? "false" : then.members[i],
                                                otherwise.members.empty() ? "false" : otherwise.members[i])));
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
        next[v] = define("Bool", either(next[v], both(yes(condition), adds.members[v])));
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

// ---- expressions ---------------------------------------------------------------------------------------------------

Term Translation::eval(ExprId id, const Around& around) {
  if (depth_ == 0) {
    if (const auto found = replaced_.find(id.index); found != replaced_.end())
      return {number(found->second ? 1 : 0), {}};
  }
  return apply(id, around);
}

/// A truth that is rejected where an operand is.
std::string Translation::truth(const std::vector<Term>& operands, const std::string& holds) {
  std::string rejected = "false";
  for (const Term& t : operands) rejected = either(rejected, bad(t));
  return define("V", choice(rejected, number(-2), choice(holds, number(1), number(0))));
}

Term Translation::constant(const Expr& e) {
  const tir::Const& c = p_.constants[e.x];
  switch (c.kind) {
  case tir::Const::Kind::Absent: return {number(-1), {}};
  case tir::Const::Kind::Finite: return {number(__builtin_ctzll(c.mask)), {}};
  case tir::Const::Kind::Number: return {number(c.number / kOne), {}};
  case tir::Const::Kind::Set: {
    Term out{number(0), {}};
    for (std::size_t v = 0; v < p_[e.type.enum_].values.size(); ++v)
      out.members.push_back((c.mask >> v & 1U) != 0 ? "true" : "false");
    return out;
  }
  case tir::Const::Kind::Text: break;
  }
  throw std::runtime_error("small frameworks have no texts");
}

Term Translation::apply(ExprId id, const Around& around) {
  const Expr& e = p_[id];
  if (e.op == Op::Const) return constant(e);
  if (e.op == Op::Compare) return {compare(e, around), {}};
  if (e.op == Op::IsGiven) return {given(e, around), {}};
  if (e.op == Op::AttachSelf) return {number(0), attach_self_};
  if (e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct) return {aggregate(e, around), {}};
  if (e.op == Op::Load) {
    const tir::FieldId field{e.x};
    if (depth_ == 0 && overridden_ && overridden_->first == field) return {number(overridden_->second), {}};
    return cell(row_of(e.a, around), field);
  }
  const Term a = eval(e.a, around);
  const Term b = e.b.valid() ? eval(e.b, around) : Term{number(0), {}};
  const auto one_of = [&](std::uint64_t mask, const auto& test) {
    std::string out = "false";
    for (std::size_t v = 0; v < 64; ++v) {
      if ((mask >> v & 1U) != 0) out = either(out, test(v));
    }
    return out;
  };
  switch (e.op) {
  case Op::And: return {truth({a, b}, both(yes(a), yes(b))), {}};
  case Op::Or: return {truth({a, b}, either(yes(a), yes(b))), {}};
  case Op::Not: return {truth({a}, negate(yes(a))), {}};
  case Op::If: {
    const Term c = eval(e.c, around);
    return rejected_where(define("Bool", either(bad(a), either(bad(b), bad(c)))), choose(yes(a), b, c));
  }
  case Op::InMask:
    return {truth({a}, one_of(static_cast<std::uint64_t>(p_.numbers[e.x]),
                              [&](std::size_t v) { return is(a.term, static_cast<std::int64_t>(v)); })),
            {}};
  case Op::EqFinite: {
    const std::string equal = fmt::format("(= {} {})", a.term, b.term);
    return {truth({a, b}, both(both(there(a), there(b)), e.x == 0 ? equal : negate(equal))), {}};
  }
  case Op::EqSet: {
    std::string equal = "true";
    for (std::size_t v = 0; v < a.members.size(); ++v)
      equal = both(equal, fmt::format("(= {} {})", a.members[v], b.members[v]));
    return {truth({a, b}, e.x == 0 ? equal : negate(equal)), {}};
  }
  case Op::HasAll: {
    std::string all = "true";
    for (std::size_t v = 0; v < a.members.size(); ++v) {
      if ((p_.numbers[e.x] >> v & 1) != 0) all = both(all, a.members[v]);
    }
    return {truth({a}, all), {}};
  }
  case Op::HasValue: {
    std::string any = "false";
    for (std::size_t v = 0; v < a.members.size(); ++v)
      any = either(any, both(is(b.term, static_cast<std::int64_t>(v)), a.members[v]));
    return {truth({a, b}, any), {}};
  }
  case Op::SingletonSet: {
    Term out{define("V", choice(bad(a), number(-2), number(0))), {}};
    for (std::size_t v = 0; v < p_[e.type.enum_].values.size(); ++v)
      out.members.push_back(define("Bool", is(a.term, static_cast<std::int64_t>(v))));
    return out;
  }
  case Op::Union: {
    Term out{define("V", choice(either(bad(a), bad(b)), number(-2), number(0))), {}};
    for (std::size_t v = 0; v < a.members.size(); ++v)
      out.members.push_back(define("Bool", both(is(out.term, 0), either(a.members[v], b.members[v]))));
    return out;
  }
  case Op::IsAbsent: return {truth({a}, is(a.term, -1)), {}};
  default: throw std::runtime_error("small frameworks have no such operation");
  }
}

Translation::At Translation::row_of(ExprId reference, const Around& around) const {
  const Expr& e = p_[reference];
  if (e.op == Op::Here) return around[around.size() - 1 - e.x];
  if (e.op == Op::Load && p_.fields[e.x].builtin == tir::Builtin::Back) return 0;
  throw std::runtime_error("small frameworks have no such reference");
}

std::string Translation::given(const Expr& e, const Around& around) {
  const Expr& asked = p_[e.a];
  const At row = row_of(asked.a, around);
  const Term content = cell(row, {asked.x});
  const auto question = given_.find({row, asked.x});
  return truth({content}, question != given_.end() ? question->second : there(content));
}

/// A scaled side is multiplied out: a * p / q < b * r / s is a * p * s < b * r * q.
std::string Translation::compare(const Expr& e, const Around& around) {
  struct Side {
    Term term;
    std::int64_t top = 1, bottom = 1;
  };
  const auto side = [&](ExprId id) -> Side {
    const Expr& s = p_[id];
    if (s.op != Op::Scale) return {eval(id, around)};
    const std::int64_t shared = std::gcd(p_.numbers[s.x], p_.numbers[s.y]);
    return {eval(s.a, around), p_.numbers[s.x] / shared, p_.numbers[s.y] / shared};
  };
  const Side a = side(e.a);
  const Side b = side(e.b);
  static const char* const kSigns[] = {"=", "distinct", "bvult", "bvule", "bvugt", "bvuge"};
  return truth({a.term, b.term},
               both(both(there(a.term), there(b.term)),
                    fmt::format("({} (bvmul {} {}) (bvmul {} {}))", kSigns[e.x], number(a.top * b.bottom), a.term.term,
                                number(b.top * a.bottom), b.term.term)));
}

std::string Translation::aggregate(const Expr& e, const Around& around) {
  std::string unsound = "false";
  std::string sum = number(0);
  std::vector<std::string> counted;
  std::vector<std::vector<Term>> keys;
  Around inside = around;
  inside.push_back(0);
  for (At row = 1; row <= rows_; ++row) {
    inside.back() = row;
    const std::string exists = fmt::format("(bvule {} {}rows)", number(row), prefix_);
    const Term where = e.b.valid() ? eval(e.b, inside) : Term{number(1), {}};
    unsound = either(unsound, both(exists, bad(where)));
    std::vector<Term> mine;
    for (std::uint32_t k = 0; e.op == Op::CountDistinct && k < e.y; ++k) {
      mine.push_back(eval(p_.keys[e.x + k], inside));
      unsound = either(unsound, both(exists, bad(mine.back())));
    }
    std::string counts = define("Bool", both(exists, yes(where)));
    std::string fresh = counts;
    for (std::size_t before = 0; e.op == Op::CountDistinct && before < keys.size(); ++before) {
      std::string other = negate(counted[before]);
      for (std::size_t k = 0; k < mine.size(); ++k) other = either(other, differ(keys[before][k], mine[k]));
      fresh = both(fresh, other);
    }
    sum = fmt::format("(bvadd {} {})", sum, choice(fresh, number(1), number(0)));
    counted.push_back(std::move(counts));
    keys.push_back(std::move(mine));
  }
  if (e.op == Op::Some) sum = choice(negate(is(sum, 0)), number(1), number(0));
  return define("V", choice(unsound, number(-2), sum));
}

}  // namespace msd::testing::smt
