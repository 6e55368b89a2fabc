// The operations as terms.
#include "tests/smt/translation.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace msd::testing::smt {

using tir::Expr;
using tir::ExprId;

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
    for (std::size_t v = 0; v < std::max(a.members.size(), b.members.size()); ++v)
      equal = both(equal, fmt::format("(= {} {})", member(a, v), member(b, v)));
    return {truth({a, b}, e.x == 0 ? equal : negate(equal)), {}};
  }
  case Op::HasAll: {
    std::string all = "true";
    for (std::size_t v = 0; v < 62; ++v) {
      if ((p_.numbers[e.x] >> v & 1) != 0) all = both(all, member(a, v));
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
    for (std::size_t v = 0; v < std::max(a.members.size(), b.members.size()); ++v)
      out.members.push_back(define("Bool", both(is(out.term, 0), either(member(a, v), member(b, v)))));
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
