#include "runtime/records/possible.h"

namespace msd::records {

Range range(const Coding& c) {
  Range out{0, static_cast<std::uint64_t>(c.high) + 1, 0, 0};
  if (c.cls == Class::Number) {
    out.first = c.code({Content::State::Value, c.low});
    out.count = c.code({Content::State::Value, c.high}) - out.first + 1;
  }
  out.size = out.count + (c.can_be_absent ? 1U : 0U) + (c.can_be_rejected ? 1U : 0U);
  return out;
}

namespace {

Content content(const Coding& c, const Range& range) {
  if (range.at >= range.count)
    return {range.at == range.count && c.can_be_absent ? Content::State::Absent : Content::State::Rejected, 0};
  if (c.cls != Class::Number) return {Content::State::Value, static_cast<std::int64_t>(range.at)};
  const Content sample = c.sample(static_cast<std::uint32_t>(range.first + range.at));
  return {Content::State::Value, std::clamp(sample.number, c.low, c.high)};
}

void join(Can& can, const Decided& decided, Class cls, bool first) {
  const Content& c = decided.content;
  const bool listed = cls == Class::Bool || cls == Class::Enum;
  can.values |= c.state == Content::State::Absent     ? Can::kAbsent
                : c.state == Content::State::Rejected ? Can::kRejected
                                                      : std::uint64_t{1} << (listed ? c.number : 0);
  if (first) {
    can.decided = decided;
    return;
  }
  can.open = can.open || !(can.decided.content == c);
  if (can.decided.line != decided.line) can.decided.line = kNone;
}

}  // namespace

std::size_t possible(const Program& program, const Plan& plan, Kernel& kernel, std::span<const std::uint32_t> unknown,
                     std::size_t limit, std::span<Can> out, std::vector<Range>& ranges) {
  limit = std::min(limit, SIZE_MAX - 1);  // what is one more is a number, too
  std::size_t completions = 1;
  ranges.clear();
  for (const std::uint32_t column : unknown) {
    const Coding& c = plan.codings[column];
    if (c.passed_on || (!c.usable && c.cls != Class::Set)) return SIZE_MAX;
    ranges.push_back(range(c));
    const std::size_t size = ranges.back().size;
    if (size == 0) completions = 0;  // of a type without values: no record is complete
    if (completions == 0) continue;
    completions = completions > limit / size ? limit + 1 : completions * size;
    if (completions > limit) return completions;
    kernel.column(column, content(c, ranges.back()));
  }
  for (Can& can : out) can = {};
  for (std::size_t at = 0; at < completions; ++at) {
    const auto take = [&](std::uint32_t i, const Decided& decided) {
      join(out[i], decided, plan.codings[program.columns.size() + i].cls, at == 0);
    };
    // What comes to the same as in the first completion has been joined.
    if (at == 0) {
      kernel.decide_each(take);
      kernel.remember();
    } else {
      kernel.decide_changed(take);
    }
    if (at + 1 == completions) break;
    // The next combination, as a counter counts.
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const bool over = ++ranges[i].at == ranges[i].size;
      if (over) ranges[i].at = 0;
      kernel.column(unknown[i], content(plan.codings[unknown[i]], ranges[i]));
      if (!over) break;
    }
  }
  return completions;
}

}  // namespace msd::records
