// Why a cell is what it is.
#include "runtime/eval/impl.h"

#include <algorithm>
#include <utility>

namespace msd::eval {

/// The first conjunct that is false; a condition that is no conjunction fails as a whole.
void Evaluator::Impl::failing(std::uint32_t line, std::uint32_t node, const Rows& rows, std::vector<Failure>& out) {
  const image::NodeRecord& n = image_.nodes()[node];
  if (static_cast<Op>(n.op) == Op::And) {
    const std::uint32_t part = !truth(eval(n.a, rows)).yes ? n.a : n.b;
    return failing(line, part, rows, out);
  }
  out.push_back({line, node});
}

std::vector<CellRef> Evaluator::Impl::reads_of(std::uint32_t node, const Rows& rows) {
  std::vector<CellRef> reads;
  if (node == kNone) return reads;
  auto* outer = std::exchange(trace_, &reads);
  const int depth = std::exchange(trace_depth_, rule_depth_);
  epoch_ = ++next_epoch_;
  eval(node, rows);
  trace_ = outer;
  trace_depth_ = depth;
  std::vector<CellRef> once;
  for (CellRef cell : reads) {
    if (std::find(once.begin(), once.end(), cell) == once.end()) once.push_back(cell);
  }
  return once;
}

/// Stated and defaulted facts that a cell rests on: those that the fired rule and the failed conditions before it read.
void Evaluator::Impl::leaves_behind(CellRef cell, std::vector<CellRef>& out, std::vector<CellRef>& seen) {
  if (seen.size() > 10'000 || std::find(seen.begin(), seen.end(), cell) != seen.end()) return;
  seen.push_back(cell);
  const image::FieldRecord& f = image_.fields()[cell.field];
  if (f.builtin != 0) return;
  if (f.rule == kNone) {
    out.push_back(owner(cell.row, cell.field));
    return;
  }
  const image::RuleRecord& r = image_.rules()[f.rule];
  const Outcome& result = outcome(cell);
  const Rows rows{cell.row};
  auto follow = [&](std::uint32_t node) {
    for (CellRef read : reads_of(node, rows)) leaves_behind(read, out, seen);
  };
  follow(r.where);
  if (result.state == Outcome::State::Absent) return;
  follow(r.value);
  std::vector<Failure> failures;
  for (std::uint32_t l = 0; l < r.line_count; ++l) {
    const image::LineRecord& line = image_.lines()[r.line_first + l];
    if (r.line_first + l == result.line || r.kind == 3) {
      follow(line.condition);
      follow(line.outcome);
      if (r.kind != 3) break;
    } else if (line.condition != kNone) {
      failing(r.line_first + l, line.condition, rows, failures);
      follow(failures.back().node);
    }
  }
}

Explanation Evaluator::Impl::explain(CellRef cell) {
  Explanation out;
  out.cell = cell;
  const image::FieldRecord& f = image_.fields()[cell.field];
  const Outcome result = outcome(cell);
  out.line = result.line;
  if (f.rule != kNone) {
    const image::RuleRecord& r = image_.rules()[f.rule];
    const Rows rows{cell.row};
    // A stated cell is explained by its rule, as if it had not been stated.
    const Outcome own = facts_.cell(cell.row, cell.field).state == CellFact::State::Stated ? computed(cell) : result;
    out.line = own.line;
    if (r.kind == 3) attach(rows, r, &out.rounds);
    for (std::uint32_t l = 0; r.kind != 3 && l < r.line_count && r.line_first + l != out.line; ++l) {
      const std::uint32_t condition = image_.lines()[r.line_first + l].condition;
      if (condition != kNone && !truth(eval(condition, rows)).yes)
        failing(r.line_first + l, condition, rows, out.failures);
    }
    std::vector<std::uint32_t> nodes{r.where, r.value};
    for (const Failure& failure : out.failures) nodes.push_back(failure.node);
    for (std::uint32_t l = 0; l < r.line_count; ++l) {
      const image::LineRecord& line = image_.lines()[r.line_first + l];
      if (r.kind == 3 || r.line_first + l == out.line) nodes.push_back(line.condition), nodes.push_back(line.outcome);
    }
    for (std::uint32_t node : nodes) {
      for (CellRef read : reads_of(node, rows)) {
        if (std::find(out.reads.begin(), out.reads.end(), read) == out.reads.end()) out.reads.push_back(read);
      }
    }
  }
  return out;
}

std::vector<Round> Evaluator::Impl::rounds(CellRef cell) {
  std::vector<Round> out;
  const image::FieldRecord& f = image_.fields()[cell.field];
  if (f.rule == kNone || image_.rules()[f.rule].kind != 3) return out;
  epoch_ = ++next_epoch_;
  attach({cell.row}, image_.rules()[f.rule], &out);
  return out;
}

std::vector<CellRef> Evaluator::Impl::grounds(CellRef cell) {
  if (image_.fields()[cell.field].rule == kNone) return {owner(cell.row, cell.field)};
  std::vector<CellRef> all;
  std::vector<CellRef> seen;
  for (CellRef read : explain(cell).reads) leaves_behind(read, all, seen);
  const Outcome whole = computed(cell);
  Facts fewer = facts_;
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    CellFact& fact = fewer.cell(it->row, it->field);
    const CellFact kept = std::exchange(fact, {});
    fact.state = CellFact::State::Unknown;
    fact.place = kept.place;
    const Outcome without = Impl(fewer, {options_.budget / 20}).computed(cell);
    if (without.settled && without.state == whole.state && without.value == whole.value && without.line == whole.line &&
        without.rejected_here == whole.rejected_here) {
      continue;
    }
    fact = kept;
  }
  std::erase_if(all, [&](CellRef ref) {
    const bool dropped = fewer.cell(ref.row, ref.field).state == CellFact::State::Unknown;
    return dropped && facts_.cell(ref.row, ref.field).state != CellFact::State::Unknown;
  });
  return all;
}

}  // namespace msd::eval
