// Rules, in the order of evaluation, and their tables.
#include "runtime/image/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace msd::image {

namespace {

constexpr std::uint32_t kMaxChain = 6000;  // of nodes, through the rules of what they read

}  // namespace

std::vector<std::uint32_t> Verifier::ranked() const {
  std::vector<std::uint32_t> out(image_.rules().size());
  std::iota(out.begin(), out.end(), 0U);
  const auto rank = [&](std::uint32_t rule) { return image_.fields()[image_.rules()[rule].field].rank; };
  std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return out;
}

void Verifier::part(std::uint32_t node, std::uint32_t row, std::uint32_t self) {
  scope(node, row, self);
  if (node != kNone) own_ = std::max(own_, depth_[node] + 1);
}

void Verifier::rules() {
  chain_.resize(image_.fields().size());
  for (const std::uint32_t i : ranked()) {
    if (!reason_.empty()) return;
    const RuleRecord& rule = image_.rules()[i];
    ruled_ = rule.field;
    own_ = below_ = 0;
    const FieldRecord& field = image_.fields()[rule.field];
    const TypeRecord& type = image_.types()[field.type];
    const bool attach = rule.kind == 3;
    require(field.rule == i && (!attach || static_cast<Class>(type.cls) == Class::Set), "rule", i);
    auto boolean = [&](std::uint32_t node) { return node == kNone || class_of(node) == Class::Bool; };
    auto outcome = [&](std::uint32_t node) {
      const auto wanted = static_cast<Class>(type.cls);
      const bool words = (wanted == Class::Text || wanted == Class::Id) &&
                         (class_of(node) == Class::Text || class_of(node) == Class::Id);
      return words || (type_of(node).cls == type.cls && type_of(node).target == type.target);
    };
    require(boolean(rule.where) && (rule.value == kNone ? rule.kind != 0 : outcome(rule.value)), "rule", i);
    if (!reason_.empty()) return;
    part(rule.where, field.row);
    part(rule.value, field.row);
    for (std::uint32_t l = 0; l < rule.line_count && reason_.empty(); ++l) {
      const LineRecord& line = image_.lines()[rule.line_first + l];
      require(boolean(line.condition) && (line.outcome == kNone ? !attach : outcome(line.outcome)), "line",
              rule.line_first + l);
      if (!reason_.empty()) return;
      part(line.condition, field.row, attach ? rule.field : kNone);
      part(line.outcome, field.row);
    }
    chain_[ruled_] = own_ + below_;
    if (chain_[ruled_] > kMaxChain) fail(fmt::format("field {} rests on too many others, one after the other", ruled_));
    ruled_ = kNone;  // what a text shows comes later
    for (std::uint32_t l = 0; l < rule.line_count; ++l)
      text_template(image_.lines()[rule.line_first + l].reject, field.row);
    const bool classify = rule.kind == 1 || rule.kind == 2;
    require(!classify ||
                (rule.line_count > 0 && image_.lines()[rule.line_first + rule.line_count - 1].condition == kNone),
            "rule", i);
  }
}

void Verifier::tables() {
  for (std::size_t i = 0; i < image_.rules().size() && reason_.empty(); ++i) {
    const RuleRecord& rule = image_.rules()[i];
    if (rule.table == kNone) continue;
    const TableRecord& table = image_.tables()[rule.table];
    require(table.words == (table.cube_count + 31) / 32 && table.cube_count > 0 && rule.kind != 0 && rule.kind != 3,
            "table", rule.table);
    std::uint32_t last = 0;
    for (std::uint32_t c = 0; c < table.cube_count && reason_.empty(); ++c) {
      const std::uint32_t line = image_.cubes()[table.cube_first + c].line;
      require(line < rule.line_count && line >= last, "cube", table.cube_first + c);
      last = line;
    }
    for (std::uint32_t c = 0; c < table.column_count && reason_.empty(); ++c) {
      const ColumnRecord& column = image_.columns()[table.column_first + c];
      const Class cls = class_of(column.node);
      require(cls == Class::Bool || cls == Class::Enum, "column", table.column_first + c);
      if (!reason_.empty()) return;
      const std::uint64_t values = cls == Class::Bool ? 2 : image_.enums()[type_of(column.node).target].value_count;
      require(column.alive_count == (values + 1) * table.words, "column", table.column_first + c);
      scope(column.node, image_.fields()[rule.field].row);
    }
  }
}

}  // namespace msd::image
