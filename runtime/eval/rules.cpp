// Rules: where, value, tables, attach.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

Val Evaluator::Impl::rule(RowIndex row, std::uint32_t index, std::uint32_t& line) {
  const image::RuleRecord& r = image_.rules()[index];
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[r.field].type].cls);
  const Rows rows{row};
  ++rule_depth_;
  Truth where{true, false, false};
  if (r.where != kNone) where = truth(eval(r.where, rows));
  Val out;
  if (where.yes) {
    switch (r.kind) {
    case 0: out = eval(r.value, rows); break;
    case 3: out = attach(rows, r, nullptr); break;
    default: out = r.table != kNone ? table(rows, r, line) : lines(rows, r, line); break;
    }
  }
  if (where.no) out = join(out, {kAbsent, 0, 0}, cls);
  if (where.no || where.rejected) line = where.yes ? kNone : kNoLine;
  if (where.rejected) out.may |= kRejected;
  if (where.rejected && !where.yes && !where.no) out = {kRejected, 0, 0};
  --rule_depth_;
  return out;
}

Val Evaluator::Impl::outcome_of(const Rows& rows, const image::RuleRecord& rule, std::uint32_t line) {
  const image::LineRecord& record = image_.lines()[rule.line_first + line];
  return record.outcome == kNone ? Val{kRejected, 0, 0} : eval(record.outcome, rows);
}

/// Outcomes of rules that do not fire are read too: a rejected cell in any of them rejects the table.
Rejections Evaluator::Impl::outcome_rejections(const Rows& rows, const image::RuleRecord& rule, Rejections all) {
  for (std::uint32_t i = 0; i < rule.line_count; ++i) {
    const image::LineRecord& record = image_.lines()[rule.line_first + i];
    if (record.outcome == kNone || static_cast<Op>(image_.nodes()[record.outcome].op) == Op::Const) continue;
    all.operand(eval(record.outcome, rows));
  }
  return all;
}

Val Evaluator::Impl::table(const Rows& rows, const image::RuleRecord& r, std::uint32_t& line) {
  const image::TableRecord& t = image_.tables()[r.table];
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[r.field].type].cls);
  constexpr std::size_t kInline = 8;
  std::uint32_t maybe_inline[kInline];
  std::uint32_t sure_inline[kInline];
  std::vector<std::uint32_t> heap;
  if (t.words > kInline) heap.resize(std::size_t{t.words} * 2);
  std::uint32_t* maybe = t.words > kInline ? heap.data() : maybe_inline;
  std::uint32_t* sure = t.words > kInline ? heap.data() + t.words : sure_inline;
  std::fill(maybe, maybe + t.words, 0xFFFFFFFFU);
  std::fill(sure, sure + t.words, 0xFFFFFFFFU);
  Rejections rejections;
  for (std::uint32_t c = 0; c < t.column_count; ++c) {
    const image::ColumnRecord& column = image_.columns()[t.column_first + c];
    const Val v = eval(column.node, rows);
    rejections.operand(v);
    const std::uint32_t values = column.alive_count / t.words - 1;
    std::uint64_t mask = v.may & ((std::uint64_t{1} << values) - 1);
    if ((v.may & kAbsent) != 0) mask |= std::uint64_t{1} << values;
    for (std::uint32_t w = 0; w < t.words; ++w) {
      std::uint32_t any = 0;
      std::uint32_t every = 0xFFFFFFFFU;
      for (std::uint64_t rest = mask; rest != 0; rest &= rest - 1) {
        const std::uint32_t bits =
            image_.words()[column.alive_first + static_cast<std::uint32_t>(std::countr_zero(rest)) * t.words + w].bits;
        any |= bits;
        every &= bits;
      }
      maybe[w] &= any;
      sure[w] &= every;
    }
  }
  rejections = outcome_rejections(rows, r, rejections);
  if (rejections.certain()) return line = kNoLine, Val{kRejected, 0, 0};
  if (r.kind == 2 && r.proven == 0) return unproven(rows, r, maybe, sure, rejections, line);
  Val out;
  std::uint32_t fired = kNone;
  bool several = false;
  for (std::uint32_t w = 0; w < t.words; ++w) {
    for (std::uint32_t bits = maybe[w]; bits != 0; bits &= bits - 1) {
      const std::uint32_t cube = w * 32 + static_cast<std::uint32_t>(std::countr_zero(bits));
      if (cube >= t.cube_count) break;
      const std::uint32_t l = image_.cubes()[t.cube_first + cube].line;
      if (l != fired) out = join(out, outcome_of(rows, r, l), cls);
      several = several || (fired != kNone && fired != l);
      fired = l;
      if ((sure[w] >> (cube % 32) & 1U) == 0) continue;
      if (!several && !rejections.possible()) line = r.line_first + fired;
      return rejections.apply(out);
    }
  }
  if (!several && fired != kNone && !rejections.possible()) line = r.line_first + fired;
  return rejections.apply(out);
}

/// A unique table without a proof: two rules that match reject the cell.
Val Evaluator::Impl::unproven(const Rows& rows, const image::RuleRecord& r, const std::uint32_t* maybe,
                              const std::uint32_t* sure, Rejections rejections, std::uint32_t& line) {
  const image::TableRecord& t = image_.tables()[r.table];
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[r.field].type].cls);
  std::vector<std::uint8_t> state(r.line_count);  // bit 0: may match, bit 1: does match
  for (std::uint32_t cube = 0; cube < t.cube_count; ++cube) {
    const std::uint32_t l = image_.cubes()[t.cube_first + cube].line;
    if ((maybe[cube / 32] >> (cube % 32) & 1U) != 0) state[l] |= 1;
    if ((sure[cube / 32] >> (cube % 32) & 1U) != 0) state[l] |= 3;
  }
  const std::uint32_t last = r.line_count - 1;  // `otherwise`
  std::size_t may = 0;
  std::size_t must = 0;
  for (std::uint32_t l = 0; l < last; ++l) {
    may += state[l] & 1U;
    must += state[l] >> 1U & 1U;
  }
  if (must > 1) return line = rejections.possible() ? kNone : kNoLine, Val{kRejected, 0, 0};
  Val out;
  std::uint32_t fired = kNone;
  for (std::uint32_t l = 0; l < last; ++l) {
    if ((state[l] & 1U) == 0) continue;
    if (must == 1 && (state[l] & 2U) == 0) continue;  // it could only match together with the certain one
    out = join(out, outcome_of(rows, r, l), cls);
    fired = l;
  }
  if (must == 0) {
    out = join(out, outcome_of(rows, r, last), cls);
    if (may == 0) fired = last;
  }
  if (may > 1) out.may |= kRejected;
  if (may <= 1 && (must == 1 || may == 0) && !rejections.possible()) line = r.line_first + fired;
  return rejections.apply(out);
}

Val Evaluator::Impl::lines(const Rows& rows, const image::RuleRecord& r, std::uint32_t& line) {
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[r.field].type].cls);
  Rejections rejections;
  std::vector<Truth> truths;
  for (std::uint32_t l = 0; l < r.line_count; ++l) {
    const std::uint32_t condition = image_.lines()[r.line_first + l].condition;
    truths.push_back(condition == kNone ? Truth{true, false, false} : truth(eval(condition, rows)));
    rejections.operand(truths.back());
  }
  rejections = outcome_rejections(rows, r, rejections);
  if (rejections.certain()) return line = kNoLine, Val{kRejected, 0, 0};
  Val out;
  std::uint32_t fired = kNone;
  bool several = false;
  for (std::uint32_t l = 0; l < r.line_count; ++l) {
    if (!truths[l].yes) continue;
    out = join(out, outcome_of(rows, r, l), cls);
    several = fired != kNone;
    fired = l;
    if (!truths[l].no) break;
  }
  if (!several && fired != kNone && !rejections.possible()) line = r.line_first + fired;
  return rejections.apply(out);
}

/// The least fixed point over the set that the rule starts from. Rules ask the set positively only, so both what is in
/// for certain and what may be in only grow; at most as many rounds as the set has values.
Val Evaluator::Impl::attach(const Rows& rows, const image::RuleRecord& r, std::vector<Round>* rounds) {
  Rejections rejections;
  Val self{kPresent, 0, 0};
  if (r.value != kNone) {
    const Val from = eval(r.value, rows);
    rejections.operand(from);
    self = as_set(from);
    self.may = kPresent;
  }
  const Val before = attach_self_;
  for (bool first = true;; first = false) {
    attach_self_ = self;
    Round round;
    for (std::uint32_t l = 0; l < r.line_count; ++l) {
      const image::LineRecord& record = image_.lines()[r.line_first + l];
      Truth t{true, false, false};
      if (record.condition != kNone) {
        const Val v = eval(record.condition, rows);
        t = truth(v);
        if (first) rejections.operand(v);
      }
      const Val raw = eval(record.outcome, rows);
      if (first) rejections.operand(raw);
      const Val added = as_set(raw);
      const Val old = self;
      if (t.yes) self.high |= added.high;
      if (t.yes && !t.no && !t.rejected) self.low |= added.low;
      if (!(self == old)) round.lines.push_back(r.line_first + l);
    }
    if (rounds != nullptr && !round.lines.empty()) rounds->push_back(std::move(round));
    if (self == attach_self_) break;
  }
  attach_self_ = before;
  return rejections.apply(self);
}

}  // namespace msd::eval
