// Operations over all inputs at once.
#include "tests/analysis/columns.h"

#include <stdexcept>
#include <tuple>

namespace msd::testing {

using tir::Expr;
using tir::ExprId;

namespace {

__extension__ using Wide = __int128;

bool holds(std::uint32_t comparison, Wide x, Wide y) {
  switch (comparison) {
  case 0: return x == y;
  case 1: return x != y;
  case 2: return x < y;
  case 3: return x <= y;
  case 4: return x > y;
  default: return x >= y;
  }
}

/// `by` of each input; rejected where the operand is.
template <class By> Column each(const Column& a, const By& by) {
  Column out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = a[i] == kRejected ? kRejected : by(a[i]);
  return out;
}
template <class By> Column each(const Column& a, const Column& b, const By& by) {
  Column out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    out[i] = a[i] == kRejected || b[i] == kRejected ? kRejected : by(a[i], b[i]);
  return out;
}

Column of_const(const tir::Const& c, std::size_t count) {
  switch (c.kind) {
  case tir::Const::Kind::Absent: return Column(count, kAbsent);
  case tir::Const::Kind::Finite: return Column(count, __builtin_ctzll(c.mask));
  case tir::Const::Kind::Set: return Column(count, static_cast<std::int64_t>(c.mask));
  case tir::Const::Kind::Number: return Column(count, c.number);
  case tir::Const::Kind::Text: break;
  }
  throw std::runtime_error("small frameworks have no texts");
}

}  // namespace

Column Inputs::eval(ExprId id, const Around& around) {
  if (depth_ == 0) {
    if (const auto found = replaced_.find(id.index); found != replaced_.end())
      return Column(count_, truth(found->second));
  }
  return apply(p_[id], around);
}

Column Inputs::apply(const Expr& e, const Around& around) {
  switch (e.op) {
  case Op::Const: return of_const(p_.constants[e.x], count_);
  case Op::Load: return load(e, around);
  case Op::And:
    return each(eval(e.a, around), eval(e.b, around), [](auto a, auto b) { return truth(yes(a) && yes(b)); });
  case Op::Or:
    return each(eval(e.a, around), eval(e.b, around), [](auto a, auto b) { return truth(yes(a) || yes(b)); });
  case Op::Not: return each(eval(e.a, around), [](auto a) { return truth(!yes(a)); });
  case Op::If: {
    const Column condition = eval(e.a, around);
    Column out = each(eval(e.b, around), eval(e.c, around), [](auto a, auto) { return a; });
    const Column otherwise = eval(e.c, around);
    for (std::size_t i = 0; i < count_; ++i) {
      if (condition[i] == kRejected) out[i] = kRejected;
      if (out[i] != kRejected && !yes(condition[i])) out[i] = otherwise[i];
    }
    return out;
  }
  case Op::InMask:
    return each(eval(e.a, around), [&](auto a) { return truth(is_value(a) && (p_.numbers[e.x] >> a & 1) != 0); });
  case Op::EqFinite:
    return each(eval(e.a, around), eval(e.b, around),
                [&](auto a, auto b) { return truth(is_value(a) && is_value(b) && (a == b) == (e.x == 0)); });
  case Op::Compare: return compare(e, around);
  case Op::Scale:
    return each(eval(e.a, around), [&](auto a) {
      if (!is_value(a)) return kAbsent;
      return static_cast<std::int64_t>(static_cast<Wide>(a) * p_.numbers[e.x] / p_.numbers[e.y]);
    });
  case Op::EqSet:
    return each(eval(e.a, around), eval(e.b, around),
                [&](auto a, auto b) { return truth((members(a) == members(b)) == (e.x == 0)); });
  case Op::HasAll:
    return each(eval(e.a, around), [&](auto a) { return truth((members(a) & p_.numbers[e.x]) == p_.numbers[e.x]); });
  case Op::HasValue:
    return each(eval(e.a, around), eval(e.b, around),
                [](auto a, auto b) { return truth(is_value(b) && (members(a) >> b & 1) != 0); });
  case Op::SingletonSet: return each(eval(e.a, around), [](auto a) { return is_value(a) ? std::int64_t{1} << a : 0; });
  case Op::Union:
    return each(eval(e.a, around), eval(e.b, around), [](auto a, auto b) { return members(a) | members(b); });
  case Op::AttachSelf: return *attach_self_;
  case Op::IsAbsent: return each(eval(e.a, around), [](auto a) { return truth(a == kAbsent); });
  case Op::IsGiven: return given(e, around);
  case Op::Some:
  case Op::Count:
  case Op::CountDistinct: return aggregate(e, around);
  default: throw std::runtime_error("small frameworks have no such operation");
  }
}

/// The row at hand, or the one that it is in.
At Inputs::row_of(ExprId reference, const Around& around) const {
  const Expr& e = p_[reference];
  if (e.op == Op::Here) return around[around.size() - 1 - e.x];
  if (e.op == Op::Load && p_.fields[e.x].builtin == tir::Builtin::Back) return 0;
  throw std::runtime_error("small frameworks have no such reference");
}

Column Inputs::load(const Expr& e, const Around& around) {
  const tir::FieldId field{e.x};
  if (depth_ == 0 && overridden_ && overridden_->first == field) return Column(count_, overridden_->second);
  return cell(row_of(e.a, around), field);
}

Column Inputs::given(const Expr& e, const Around& around) {
  const Expr& asked = p_[e.a];
  const tir::FieldId field{asked.x};
  const At row = row_of(asked.a, around);
  Column out = each(cell(row, field), [](auto a) { return truth(is_value(a)); });
  if (const auto question = find(Choosable::Kind::Given, row, field)) {
    for (std::size_t i = 0; i < count_; ++i) out[i] = out[i] == kRejected ? kRejected : chosen(*question, i);
  }
  return out;
}

/// Fractions are compared without rounding.
Column Inputs::compare(const Expr& e, const Around& around) {
  const auto side = [&](ExprId id) {
    const Expr& s = p_[id];
    const bool scaled = s.op == Op::Scale;
    return std::tuple{eval(scaled ? s.a : id, around), scaled ? p_.numbers[s.x] : 1, scaled ? p_.numbers[s.y] : 1};
  };
  const auto [a, a_top, a_bottom] = side(e.a);
  const auto [b, b_top, b_bottom] = side(e.b);
  const Wide left = static_cast<Wide>(a_top) * b_bottom;
  const Wide right = static_cast<Wide>(b_top) * a_bottom;
  return each(a, b, [&](auto x, auto y) {
    return truth(is_value(x) && is_value(y) && holds(e.x, static_cast<Wide>(x) * left, static_cast<Wide>(y) * right));
  });
}

/// Over the rows inside the one row.
Column Inputs::aggregate(const Expr& e, const Around& around) {
  const Expr& list = p_[e.a];
  if (list.op != Op::Load || p_.fields[list.x].builtin != tir::Builtin::Many)
    throw std::runtime_error("small frameworks have no such list");
  Column count(count_, 0);
  Mask bad(count_);
  std::vector<std::vector<Column>> seen;  // the keys of the rows before
  std::vector<Mask> counted;
  Around inside = around;
  inside.push_back(0);
  for (At row = 1; row <= rows_; ++row) {
    inside.back() = row;
    const Mask there = where(row, rows_, false);
    const Column matches = e.b.valid() ? eval(e.b, inside) : Column(count_, 1);
    std::vector<Column> keys;
    for (std::uint32_t k = 0; e.op == Op::CountDistinct && k < e.y; ++k) keys.push_back(eval(p_.keys[e.x + k], inside));
    Mask in(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      if (there[i] == 0) continue;
      if (matches[i] == kRejected) bad[i] = 1;
      for (const Column& key : keys) {
        if (key[i] == kRejected) bad[i] = 1;
      }
      if (!yes(matches[i])) continue;
      in[i] = 1;
      bool again = false;
      for (std::size_t before = 0; e.op == Op::CountDistinct && before < seen.size() && !again; ++before) {
        again = counted[before][i] != 0;
        for (std::size_t k = 0; k < keys.size(); ++k) again = again && seen[before][k][i] == keys[k][i];
      }
      if (!again) ++count[i];
    }
    seen.push_back(std::move(keys));
    counted.push_back(std::move(in));
  }
  for (std::size_t i = 0; i < count_; ++i) {
    if (bad[i] != 0)
      count[i] = kRejected;
    else
      count[i] = e.op == Op::Some ? truth(count[i] != 0) : count[i] * kOne;
  }
  return count;
}

}  // namespace msd::testing
