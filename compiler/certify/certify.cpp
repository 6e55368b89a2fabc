#include "compiler/certify/certify.h"

#include "runtime/report/display.h"

#include <algorithm>
#include <set>

namespace msd::certify {

namespace {

using analysis::Claim;
using diag::Id;

constexpr const char* kBounded = "it is looked at with a bounded number of rows";

std::string name(const tir::Program& p, tir::FieldId field) { return p[p[field].row].name + "." + p[field].name; }

/// A value of the field, as cases name it.
std::string value_word(const tir::Program& p, tir::FieldId field, std::uint32_t value) {
  const tir::Type& type = p[field].type;
  if (value == UINT32_MAX) return "absent";
  if (type.cls == Class::Bool) return value == 1 ? "yes" : "no";
  return (type.cls == Class::Set ? "+" : "") + p[type.enum_].values[value].name;
}

}  // namespace

Certificate statement(const tir::Program& p, const Claim& c) {
  Certificate out;
  const auto say = [&](const char* key, std::string value) { out.about.emplace_back(key, std::move(value)); };
  out.claim = std::string(diag::info(c.id).slug);
  tir::FieldId field = c.field, with = c.with;
  bool opposite = c.negated;
  if (c.dependence != UINT32_MAX) {
    const tir::Dependence& q = p.dependences[c.dependence];
    field = q.field;
    with = q.fact;
    opposite = q.monotone && q.down;
  }
  if (field.valid()) say("field", name(p, field));
  if (c.requirement != UINT32_MAX) say("requirement", p.requires_[c.requirement].name);
  if (c.property != UINT32_MAX) say("property", p.properties[c.property].name);
  if (c.line != UINT32_MAX) say("line", std::to_string(c.line + 1));
  if (with.valid()) say("with", name(p, with));
  if (opposite) say("opposite", "yes");
  if (c.part.valid()) say("part", std::to_string(c.part.index));
  switch (c.id) {
  case Id::Overlap:
  case Id::MaskedRule: say("other", std::to_string(c.other + 1)); break;
  case Id::UnproducedValue:
  case Id::ConstantField: say("value", value_word(p, c.field, c.other)); break;
  case Id::ReadWithoutEffect: say("value", value_word(p, c.with, c.other)); break;
  default: break;
  }
  return out;
}

Certificate certify(const tir::Program& p, const Claim& claim, verify::Checker& checker, const Options& options) {
  Certificate out = statement(p, claim);
  if (claim.witness) {
    out.kind = Certificate::Kind::Witness;
    out.about.emplace_back("at", claim.witness->row);
    out.test = claim.witness->text;
    if (const auto fault = checker.fault(out))
      out.kind = Certificate::Kind::None, out.reason = "its witness leaves it open";
    return out;
  }
  switch (claim.id) {
  case Id::Undecided: out.reason = "it was not decided"; return out;
  case Id::FactChangesNothing: out.reason = kBounded; return out;
  case Id::ProvedForFew: {
    Certificate any = out;  // perhaps for any number of them
    const bool property = claim.property != UINT32_MAX;
    any.claim = property ? "property_holds" : p.dependences[claim.dependence].monotone ? "monotone" : "independent";
    if (prove(checker, any, options)) return any;
    out.reason = kBounded;
    return out;
  }
  case Id::UnreadField:
    out.kind = Certificate::Kind::Cases;
    if (checker.fault(out)) out.kind = Certificate::Kind::None, out.reason = "the checker does not look at inverses";
    return out;
  case Id::NoInputLeft:
    for (const tir::Row& row : p.rows) {
      out.about = {{"row", row.name}};
      if (prove(checker, out, options)) return out;
    }
    return out;
  default: break;
  }
  if (!prove(checker, out, options) && claim.bounded) out.reason = kBounded;
  return out;
}

std::vector<Certificate> kept(const tir::Program& p, const analysis::Analysis& analysis) {
  const auto claimed = [&](source::Span span) {
    return std::any_of(analysis.claims.begin(), analysis.claims.end(), [&](const Claim& c) {
      return c.span.file == span.file && c.span.begin == span.begin && c.span.end == span.end;
    });
  };
  // Where no input is left, nothing else was looked at.
  const bool none = std::any_of(analysis.claims.begin(), analysis.claims.end(),
                                [](const Claim& c) { return c.id == Id::NoInputLeft; });
  std::vector<Certificate> out;
  for (const tir::Property& q : p.properties) {
    if (none || claimed(q.span)) continue;
    out.push_back({Certificate::Kind::None, "property_holds", {{"property", q.name}}, {}, {}, {}, 0});
  }
  for (const tir::Dependence& q : p.dependences) {
    if (none || claimed(q.span)) continue;
    Certificate made{Certificate::Kind::None, q.monotone ? "monotone" : "independent", {}, {}, {}, {}, 0};
    made.about = {{"field", name(p, q.field)}, {"with", name(p, q.fact)}};
    if (q.monotone && q.down) made.about.emplace_back("opposite", "yes");
    out.push_back(std::move(made));
  }
  return out;
}

std::vector<std::string> legend(const image::Image& image, const Certificate& certificate) {
  std::set<std::uint32_t> nodes;
  for (const certificates::Case& one : certificate.cases) {
    const std::size_t colon = one.of.rfind(':');
    if (colon != std::string::npos) nodes.insert(static_cast<std::uint32_t>(std::stoul(one.of.substr(colon + 1))));
  }
  const std::string part = certificate.word("part");
  if (!part.empty()) nodes.insert(static_cast<std::uint32_t>(std::stoul(part)));
  std::vector<std::string> out;
  for (std::uint32_t node : nodes) out.push_back(std::to_string(node) + " is `" + report::show_node(image, node) + "`");
  return out;
}

}  // namespace msd::certify
