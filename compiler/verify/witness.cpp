#include "compiler/verify/checker.h"

namespace msd::verify {

namespace {

using State = eval::Outcome::State;

/// How many facts of two inputs differ; of other fields than `field`, each is more than enough.
std::size_t differences(const eval::Facts& a, const eval::Facts& b, std::uint32_t field) {
  std::size_t out = a.rows().size() == b.rows().size() ? 0 : 2;
  for (eval::RowIndex row = 0; row < a.rows().size() && out < 2; ++row) {
    if (a.rows()[row].kind != b.rows()[row].kind || a.rows()[row].parent != b.rows()[row].parent) return 2;
    const image::RowRecord& kind = a.image().rows()[a.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const eval::CellFact &x = a.cell(row, f), &y = b.cell(row, f);
      const auto cls = static_cast<Class>(a.image().types()[a.image().fields()[f].type].cls);
      const auto said = [](const eval::Facts& of, const eval::CellFact& fact) {
        return of.symbols.text(static_cast<std::uint32_t>(fact.value.number));
      };
      const bool text = cls == Class::Text || cls == Class::Id;
      if (x.state != y.state || !(text ? said(a, x) == said(b, y) : x.value == y.value)) out += f == field ? 1 : 2;
    }
  }
  return out;
}

}  // namespace

/// The runtime, given the facts of the witness, does what the claim says does happen.
bool Checker::witnessed(const Certificate& c) {
  bool found = false;
  std::vector<std::pair<eval::Facts, eval::Outcome>> inputs;
  const bool agrees = run_(c.test, [&](eval::Evaluator& design) {
    eval::RowIndex row = kNone;
    for (eval::RowIndex r : design.facts().of_kind(now_->facts.rows()[now_->row].kind))
      if (design.facts().symbols.text(design.facts().rows()[r].name) == c.word("at")) row = r;
    if (row == kNone) return;
    const auto holds = [&](std::uint32_t node) { return node == kNone || design.node(node, row).value.mask == 2; };
    if (is("property_refuted") && root_ != kNone) {
      const State state = design.node(root_, row).state;
      found = (state == State::Value || state == State::Absent) && holds(where_) && holds(root_) != wanted_;
    }
    if (field_ == kNone) return;
    const eval::Outcome out = design.cell(row, field_);
    inputs.emplace_back(design.facts(), out);
    if (line_ == kNone) return;
    const std::uint32_t first = image_.rules()[image_.fields()[field_].rule].line_first;
    const bool rejected = out.state == State::Rejected && out.rejected_here;
    if (is("gap")) found = rejected && out.line == first + line_ && line_ + 1 == rule_->lines.size();
    if (other_ >= line_) return;
    const bool both = holds(root_) && holds(rule_->lines[other_].condition.index);
    if (is("overlap")) found = both && rejected && rule_->kind == tir::Rule::Kind::Unique;
    if (is("masked_rule")) found = both && out.line == first + other_;
  });
  if (inputs.size() != 2 || with_ == kNone || differences(inputs[0].first, inputs[1].first, with_) != 1)
    return agrees && found;
  const eval::Outcome &a = inputs[0].second, &b = inputs[1].second;
  const auto size = [](const eval::Value& v) { return v.mask != 0 ? static_cast<std::int64_t>(v.mask) : v.number; };
  if (is("not_independent") && a.state != State::Unknown && b.state != State::Unknown)
    found = a.state != b.state || !(a.value == b.value);
  if (is("not_monotone") && a.state == State::Value && b.state == State::Value)
    found = wanted_ ? size(b.value) < size(a.value) : size(b.value) > size(a.value);
  return agrees && found;
}

}  // namespace msd::verify
