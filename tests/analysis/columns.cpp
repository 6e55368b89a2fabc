#include "tests/analysis/columns.h"

#include <utility>

namespace msd::testing {

using tir::Expr;
using tir::ExprId;

namespace {}  // namespace

Mask is(const Column& column, std::int64_t content) {
  Mask out(column.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = column[i] == content ? 1 : 0;
  return out;
}

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
  for (std::size_t i = 0; i < count_; ++i) out.live[i] = static_cast<char>(out.live[i] & applies[i]);
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

}  // namespace msd::testing
