#include "compiler/analysis/report.h"

#include "compiler/registry/registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;
namespace kind = diag::kind;

diag::Sink::Builder begin(const Claim& c, diag::Sink& sink) {
  const auto word = [&](std::size_t i) {
    return i < c.words.size() ? std::string_view(c.words[i]) : std::string_view();
  };
  switch (c.id) {
  case Id::DeadRule: return sink.report(kind::DeadRule, c.span, word(0), word(1));
  case Id::Gap: return sink.report(kind::Gap, c.span, word(0));
  case Id::Overlap: return sink.report(kind::Overlap, c.span, word(0), word(1), word(2));
  case Id::MaskedRule: return sink.report(kind::MaskedRule, c.span, word(0), word(1), word(2));
  case Id::UnproducedValue: return sink.report(kind::UnproducedValue, c.span, word(0), word(1));
  case Id::ConstantField: return sink.report(kind::ConstantField, c.span, word(0), word(1));
  case Id::EquivalentFields: return sink.report(kind::EquivalentFields, c.span, word(0), word(1), word(2));
  case Id::RedundantCondition: return sink.report(kind::RedundantCondition, c.span, word(0));
  case Id::RedundantAfter: return sink.report(kind::RedundantAfter, c.span, word(0));
  case Id::UnreadField: return sink.report(kind::UnreadField, c.span, word(0));
  case Id::FactChangesNothing: return sink.report(kind::FactChangesNothing, c.span, word(0));
  case Id::ContradictoryRequirement: return sink.report(kind::ContradictoryRequirement, c.span, word(0));
  case Id::AlwaysHolds: return sink.report(kind::AlwaysHolds, c.span, word(0));
  case Id::NeverApplies: return sink.report(kind::NeverApplies, c.span, word(0));
  case Id::ReadWithoutEffect: return sink.report(kind::ReadWithoutEffect, c.span, word(0), word(1));
  case Id::TableIsTotal: return sink.report(kind::TableIsTotal, c.span, word(0));
  case Id::IdleAddition: return sink.report(kind::IdleAddition, c.span, word(0), word(1));
  case Id::NoInputLeft: return sink.report(kind::NoInputLeft, c.span, word(0));
  case Id::IdleAssumption: return sink.report(kind::IdleAssumption, c.span, word(0));
  case Id::PropertyRefuted: return sink.report(kind::PropertyRefuted, c.span, word(0), word(1));
  case Id::NotMonotone: return sink.report(kind::NotMonotone, c.span, word(0), word(1), word(2));
  case Id::NotIndependent: return sink.report(kind::NotIndependent, c.span, word(0), word(1));
  case Id::ProvedForFew: return sink.report(kind::ProvedForFew, c.span, word(0));
  default: return sink.report(kind::Undecided, c.span, word(0));
  }
}

std::vector<tir::Allow>* allows_of(const Claim& c, tir::Program& program) {
  if (c.field.valid()) return &program[c.field].allows;
  if (c.requirement != UINT32_MAX) return &program.requires_[c.requirement].allows;
  if (c.property != UINT32_MAX) return &program.properties[c.property].allows;
  if (c.dependence != UINT32_MAX) return &program.dependences[c.dependence].allows;
  return nullptr;
}

bool silenced(const Claim& c, tir::Program& program) {
  std::vector<tir::Allow>* allows = allows_of(c, program);
  if (allows == nullptr || !diag::info(c.id).allowable) return false;
  bool found = false;
  for (tir::Allow& allow : *allows) {
    for (std::size_t i = 0; i < allow.slugs.size(); ++i) {
      if (allow.slugs[i] == diag::info(c.id).slug) allow.used[i] = found = true;
    }
  }
  return found;
}

}  // namespace

std::string message(const Claim& claim) {
  diag::Sink sink;
  begin(claim, sink);
  return sink.all().front().message;
}

void report(const Analysis& analysis, tir::Program& program, const Options& options, diag::Sink& sink) {
  for (const Claim& c : analysis.claims) {
    if (silenced(c, program)) continue;
    auto builder = begin(c, sink);
    builder.label(c.label).help(c.help);
    for (const diag::Label& n : c.notes) builder.note(n.span, n.text);
    if (c.bounded)
      builder.note({}, fmt::format("looked at with at most {} rows of a kind beside each other: with more it may be "
                                   "otherwise",
                                   std::max(options.rows, analysis.figures.rows)));
    if (c.witness) builder.witness(c.witness->text);
  }
  // What was not analysed may yet have what an `allow` is for.
  if (analysis.figures.undecided == 0) {
    for (const tir::Field& f : program.fields) registry::unused_allows(f.allows, "M10", sink);
    for (const tir::Require& r : program.requires_) registry::unused_allows(r.allows, "M10", sink);
    for (const tir::Property& q : program.properties) registry::unused_allows(q.allows, "M10", sink);
    for (const tir::Dependence& q : program.dependences) registry::unused_allows(q.allows, "M10", sink);
  }
}

}  // namespace msd::analysis
