#include "tests/analysis/columns.h"

#include <stdexcept>
#include <utility>

namespace msd::testing {

using tir::Expr;
using tir::ExprId;

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kOne = 1'000'000;

bool is_value(std::int64_t n) { return n != kAbsent && n != kRejected; }
std::int64_t truth(bool b) { return b ? 1 : 0; }
/// An absent truth reads as no, an absent set as empty.
bool yes(std::int64_t n) { return n == 1; }
std::int64_t members(std::int64_t n) { return is_value(n) ? n : 0; }

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

Inputs::Inputs(const tir::Program& program, unsigned rows, std::size_t limit) : p_(program), asked_(p_.fields.size()) {
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i) (p_.rows[i].parent.valid() ? inner_ : outer_) = {i};
  for (const Expr& e : p_.exprs) {
    if (e.op == Op::IsGiven && p_[e.a].op == Op::Load) asked_[p_[e.a].x] = true;
    aggregates_ = aggregates_ || e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct;
  }
  rows_ = inner_.valid() ? rows : 0;
  facts(0, outer_);
  if (inner_.valid()) {
    Choosable number{Choosable::Kind::Rows, 0, {}, {}};
    for (unsigned n = 0; n <= rows_; ++n) number.contents.push_back(n);
    choosable_.push_back(std::move(number));
  }
  for (At row = 1; row <= rows_; ++row) facts(row, inner_);
  std::size_t count = 1;
  for (const Choosable& c : choosable_) {
    stride_.push_back(count);
    count *= c.contents.size();
    if (count > limit) return;
  }
  count_ = count;
}

void Inputs::facts(At row, tir::RowId kind) {
  for (tir::FieldId id : p_[kind].fields) {
    const tir::Field& f = p_[id];
    if (f.rule.valid() || f.builtin != tir::Builtin::None) continue;
    Choosable fact{Choosable::Kind::Fact, row, id, {}};
    std::int64_t n = 2;
    if (f.type.cls == Class::Enum) n = static_cast<std::int64_t>(p_[f.type.enum_].values.size());
    if (f.type.cls == Class::Set) n = std::int64_t{1} << p_[f.type.enum_].values.size();
    if (f.type.cls == Class::Number) {
      for (std::int64_t v = f.type.low; v <= f.type.high; v += kOne) fact.contents.push_back(v);
    } else {
      for (std::int64_t v = 0; v < n; ++v) fact.contents.push_back(v);
    }
    if (f.type.optional) fact.contents.push_back(kAbsent);
    choosable_.push_back(std::move(fact));
    // What has no content of its own when it is left out may be left out: whether it is given is another question.
    if (asked_[id.index] && !f.type.optional && !f.default_value)
      choosable_.push_back({Choosable::Kind::Given, row, id, {0, 1}});
  }
}

std::int64_t Inputs::chosen(std::size_t choosable, std::size_t input) const {
  const Choosable& c = choosable_[choosable];
  return c.contents[input / stride_[choosable] % c.contents.size()];
}

Column Inputs::column(std::size_t choosable) const {
  Column out(count_);
  for (std::size_t i = 0; i < count_; ++i) out[i] = chosen(choosable, i);
  return out;
}

std::optional<std::size_t> Inputs::find(Choosable::Kind kind, At row, tir::FieldId field) const {
  for (std::size_t c = 0; c < choosable_.size(); ++c) {
    if (choosable_[c].kind == kind && choosable_[c].row == row && choosable_[c].field == field) return c;
  }
  return std::nullopt;
}

std::vector<At> Inputs::rows_of(tir::RowId kind) const {
  if (kind == outer_) return {0};
  std::vector<At> out;
  for (At row = 1; row <= rows_; ++row) out.push_back(row);
  return out;
}

Mask Inputs::where(At row, unsigned among, bool complete) const {
  Mask out(count_, 1);
  for (std::size_t c = 0; c < choosable_.size(); ++c) {
    const Choosable& what = choosable_[c];
    if (what.kind == Choosable::Kind::Fact || (what.kind == Choosable::Kind::Given && !complete)) continue;
    for (std::size_t i = 0; i < count_; ++i) {
      const std::int64_t n = chosen(c, i);
      if (what.kind == Choosable::Kind::Given ? n == 0 : n < row || n > among) out[i] = 0;
    }
  }
  return out;
}

// ---- cells and rules -----------------------------------------------------------------------------------------------

const Column& Inputs::cell(At row, tir::FieldId field) {
  const std::pair at{row, field.index};
  if (const auto found = cells_.find(at); found != cells_.end()) return found->second;
  const tir::Field& f = p_[field];
  ++depth_;
  const Column* outer = std::exchange(attach_self_, nullptr);
  Column made = f.rule.valid() ? compute(p_[f.rule], row) : column(*find(Choosable::Kind::Fact, row, field));
  attach_self_ = outer;
  --depth_;
  return cells_[at] = std::move(made);
}

Inputs::Table Inputs::table(const tir::Rule& rule, At row) {
  Table out;
  const Column where = rule.where.valid() ? eval(rule.where, {row}) : Column(count_, 1);
  Mask applies(count_);
  for (std::size_t i = 0; i < count_; ++i) applies[i] = yes(where[i]) ? 1 : 0;
  out.sound.assign(count_, 1);
  std::vector<Column> outcomes;
  for (const tir::Line& line : rule.lines) {
    const Column condition = line.condition.valid() ? eval(line.condition, {row}) : Column(count_, 1);
    outcomes.push_back(line.outcome.valid() ? eval(line.outcome, {row}) : Column(count_, kAbsent));
    Mask matches(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      matches[i] = yes(condition[i]) && applies[i] != 0 ? 1 : 0;
      if (condition[i] == kRejected || outcomes.back()[i] == kRejected) out.sound[i] = 0;
    }
    out.conditions.push_back(std::move(matches));
  }
  out.live = out.sound;
  for (std::size_t i = 0; i < count_; ++i) out.live[i] = out.live[i] & applies[i];
  out.fired.assign(count_, -1);
  out.value.assign(count_, kAbsent);
  for (std::size_t i = 0; i < count_; ++i) {
    if (applies[i] == 0) {
      if (where[i] == kRejected) out.value[i] = kRejected;
      continue;
    }
    out.value[i] = kRejected;
    if (out.live[i] == 0) continue;
    unsigned matching = 0;
    for (std::size_t l = 0; l < rule.lines.size(); ++l) {
      if (out.conditions[l][i] == 0) continue;
      if (out.fired[i] < 0) out.fired[i] = static_cast<std::int64_t>(l);
      if (l + 1 < rule.lines.size()) ++matching;
    }
    if (rule.kind == tir::Rule::Kind::Unique && matching > 1) continue;
    const auto l = static_cast<std::size_t>(out.fired[i]);
    if (rule.lines[l].outcome.valid()) out.value[i] = outcomes[l][i];
  }
  return out;
}

Column Inputs::attach(const tir::Rule& rule, At row) {
  Column now = rule.value.valid() ? eval(rule.value, {row}) : Column(count_, 0);
  Mask bad(count_);
  for (std::size_t i = 0; i < count_; ++i) {
    bad[i] = now[i] == kRejected ? 1 : 0;
    now[i] = members(now[i]);
  }
  for (bool grown = true; grown;) {
    grown = false;
    Column next = now;
    const Column* outer = std::exchange(attach_self_, &now);
    for (const tir::Line& line : rule.lines) {
      const Column condition = line.condition.valid() ? eval(line.condition, {row}) : Column(count_, 1);
      const Column adds = eval(line.outcome, {row});
      for (std::size_t i = 0; i < count_; ++i) {
        if (condition[i] == kRejected || adds[i] == kRejected) bad[i] = 1;
        if (yes(condition[i])) next[i] |= members(adds[i]);
      }
    }
    attach_self_ = outer;
    grown = next != now;
    now = std::move(next);
  }
  for (std::size_t i = 0; i < count_; ++i) {
    if (bad[i] != 0) now[i] = kRejected;
  }
  return now;
}

Column Inputs::compute(const tir::Rule& rule, At row) {
  if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique) return table(rule, row).value;
  Column out = rule.kind == tir::Rule::Kind::Derive ? eval(rule.value, {row}) : attach(rule, row);
  if (!rule.where.valid()) return out;
  const Column where = eval(rule.where, {row});
  for (std::size_t i = 0; i < count_; ++i) {
    if (!yes(where[i])) out[i] = where[i] == kRejected ? kRejected : kAbsent;
  }
  return out;
}

std::vector<Mask> Inputs::additions(const tir::Rule& rule, At row) {
  const Column whole = attach(rule, row);
  Column set = whole;
  for (std::int64_t& n : set) n = members(n);
  const Column where = rule.where.valid() ? eval(rule.where, {row}) : Column(count_, 1);
  std::vector<Mask> out;
  const Column* outer = std::exchange(attach_self_, &set);
  for (const tir::Line& line : rule.lines) {
    const Column condition = line.condition.valid() ? eval(line.condition, {row}) : Column(count_, 1);
    Mask matches(count_);
    for (std::size_t i = 0; i < count_; ++i)
      matches[i] = yes(where[i]) && whole[i] != kRejected && yes(condition[i]) ? 1 : 0;
    out.push_back(std::move(matches));
  }
  attach_self_ = outer;
  return out;
}

Column Inputs::requirement(const tir::Require& require, At row) {
  Column out = eval(require.condition, {row});
  for (std::int64_t& n : out) n = n == kRejected ? kRejected : truth(yes(n));
  if (!require.where.valid()) return out;
  const Column where = eval(require.where, {row});
  for (std::size_t i = 0; i < count_; ++i) {
    if (!yes(where[i])) out[i] = where[i] == kRejected ? kRejected : kAbsent;
  }
  return out;
}

// ---- expressions ---------------------------------------------------------------------------------------------------

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
