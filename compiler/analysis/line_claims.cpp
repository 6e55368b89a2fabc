#include "compiler/analysis/line_claims.h"

#include <fmt/format.h>

namespace msd::analysis {

using diag::Id;

namespace {

const tir::Rule& rule_of(const Workspace& w, tir::FieldId field) { return w.program()[w.program()[field].rule]; }

Claim claim_of(const Workspace& w, Id id, tir::FieldId field, std::uint32_t line, std::vector<std::string> words) {
  Claim c{id, rule_of(w, field).lines[line].span, std::move(words)};
  c.field = field;
  c.line = line;
  return c;
}

}  // namespace

LineClaim gap_claim(const Workspace& w, tir::FieldId field, std::uint32_t line) {
  Claim c = claim_of(w, Id::Gap, field, line, {w.name(field)});
  c.label = "only this line takes it";
  c.help = "add a rule for it, or make the facts that lead here impossible";
  return {std::move(c), fmt::format("a gap of {}", w.name(field)),
          fmt::format("%.{} is rejected", w.program()[field].name)};
}

LineClaim masked_claim(const Workspace& w, tir::FieldId field, std::uint32_t line, std::uint32_t other) {
  const tir::Line& mine = rule_of(w, field).lines[line];
  const tir::Line& first = rule_of(w, field).lines[other];
  Claim c = claim_of(w, Id::MaskedRule, field, line, {mine.name, w.name(field), first.name});
  c.other = other;
  c.notes.push_back({first.span, "this one comes first"});
  return {std::move(c), fmt::format("{} comes before {}", first.name, mine.name),
          fmt::format("%.{} by {}", w.program()[field].name, first.name)};
}

LineClaim overlap_claim(const Workspace& w, tir::FieldId field, std::uint32_t line, std::uint32_t other) {
  const tir::Line& mine = rule_of(w, field).lines[line];
  const tir::Line& first = rule_of(w, field).lines[other];
  Claim c = claim_of(w, Id::Overlap, field, line, {first.name, mine.name, w.name(field)});
  c.other = other;
  c.notes.push_back({first.span, "the other one"});
  return {std::move(c), fmt::format("{} and {} match together", first.name, mine.name),
          fmt::format("%.{} is rejected", w.program()[field].name)};
}

}  // namespace msd::analysis
