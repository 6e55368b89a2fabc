#include "runtime/records/possible.h"

#include "runtime/records/slice.h"

namespace msd::records {

namespace {

/// The codes that a column can have, by the bounds of its type: `count` of them from `first` on, and then absent and
/// rejected, if it can be.
struct Range {
  std::uint64_t first = 0, count = 0;
  bool absent = false, rejected = false;
  std::size_t size() const { return count + (absent ? 1U : 0U) + (rejected ? 1U : 0U); }
};

Range range(const Program& p, const Coding& c, std::uint32_t column) {
  Range out{0, c.values, c.can_be_absent, c.can_be_rejected};
  if (c.cls == Class::Set) out.count = std::uint64_t{1} << c.values;
  if (c.cls == Class::Number) {
    const image::TypeRecord& type = p.image.types()[p.columns[column].type];
    out.first = c.code({Content::State::Value, p.image.number(type.low)});
    out.count = c.code({Content::State::Value, p.image.number(type.high)}) - out.first + 1;
  }
  return out;
}

Content content(const Program& p, const Coding& c, const Range& range, std::uint32_t column, std::uint64_t at) {
  if (at >= range.count)
    return {at == range.count && range.absent ? Content::State::Absent : Content::State::Rejected, 0};
  if (c.cls == Class::Set) return {Content::State::Value, static_cast<std::int64_t>(at)};
  Content out = c.sample(static_cast<std::uint32_t>(range.first + at));
  if (c.cls == Class::Number) {
    const image::TypeRecord& type = p.image.types()[p.columns[column].type];
    out.number = std::clamp(out.number, p.image.number(type.low), p.image.number(type.high));
  }
  return out;
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

std::size_t possible(const Program& program, const Plan& plan, Kernel& kernel, std::span<const Content> columns,
                     std::span<const std::uint32_t> unknown, std::size_t limit, std::span<Can> out,
                     std::vector<std::uint64_t>& codes) {
  std::size_t completions = 1;
  codes.assign(unknown.size(), 0);
  for (const std::uint32_t column : unknown) {
    const Coding& c = plan.codings[column];
    if (c.passed_on || (!c.usable && c.cls != Class::Set)) return SIZE_MAX;
    const std::size_t size = range(program, c, column).size();
    completions = completions > limit / size ? limit + 1 : completions * size;
    if (completions > limit) return completions;
  }
  for (std::uint32_t column = 0; column < columns.size(); ++column) {
    if (std::find(unknown.begin(), unknown.end(), column) == unknown.end()) kernel.column(column, columns[column]);
  }
  for (std::size_t at = 0; at < completions; ++at) {
    std::size_t rest = at;
    for (std::size_t i = 0; i < unknown.size(); ++i) {
      const Range of = range(program, plan.codings[unknown[i]], unknown[i]);
      // What has not changed since the last completion stays.
      if (at == 0 || codes[i] != rest % of.size()) {
        codes[i] = rest % of.size();
        kernel.column(unknown[i], content(program, plan.codings[unknown[i]], of, unknown[i], codes[i]));
      }
      rest /= of.size();
    }
    const std::span<const Decided> decided = kernel.decide();
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (at == 0) out[i] = {};
      join(out[i], decided[i], plan.codings[columns.size() + i].cls, at == 0);
    }
  }
  return completions;
}

}  // namespace msd::records
