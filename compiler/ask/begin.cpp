#include "compiler/ask/begin.h"

#include "compiler/ask/shapes.h"
#include "compiler/ask/unrejected.h"
#include "runtime/archetypes/judge.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

namespace msd::ask {

namespace {

std::string singles(const image::Image& image) {
  std::string out;
  for (const image::RowRecord& kind : image.rows()) {
    if (kind.single == 0 || kind.parent != kNone) continue;
    std::string body;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      const bool open = stated_by_people(field) && !image.text(field.ask).empty() && field.default_value == kNone &&
                        image.types()[field.type].optional == 0 && field.template_count == 0;
      if (open) body += fmt::format("    {}: ?\n", image.text(field.name));
    }
    if (!body.empty())
      out += fmt::format("  {} {{\n{}  }}\n", image.text(image.header_parts()[kind.header_first].word), body);
  }
  return out;
}

/// The roles whose rows break a `must`, by record: something that ties them to the others is not there.
std::set<std::uint32_t> lacking_roles(const Moment& begun) {
  std::set<std::uint32_t> out;
  if (!begun.readable()) return out;
  eval::Options options;
  options.budget = kTrialBudget;
  eval::Evaluator evaluator(begun.facts(), options);
  archetypes::Judge judge(evaluator);
  for (const eval::LikeFact& like : begun.facts().likes) {
    const image::ArchetypeRecord& archetype = begun.image().archetypes()[like.archetype];
    archetypes::Filling filling(archetype.role_count, kNone);
    for (const auto& bound : like.roles) filling[bound.role] = bound.row;
    for (const archetypes::Condition& c : judge.conditions(like.archetype)) {
      if (c.kind == archetypes::Kind::Must && archetypes::Judge::applies(c, filling) &&
          judge.ask(c, filling) == archetypes::Answer::No)
        out.insert(archetype.role_first + c.role);
    }
  }
  return out;
}

}  // namespace

std::string begin_design(const image::Image& image, const Beginning& beginning) {
  const std::string label = beginning.label.empty() ? edit::words_of(beginning.name) : beginning.label;
  const std::string head =
      fmt::format("design {} {} uses {} {{\n", beginning.name, edit::quoted(label), image.text(image.framework().name));
  const std::string empty = head + singles(image) + "}\n";
  if (beginning.archetypes.empty()) return tidied(empty);
  const Moment moment(empty, beginning.name, image);
  const auto with = [&](const std::set<std::uint32_t>& lacking) {
    const Shapes shapes(moment, beginning.archetypes, lacking);
    const std::string rest = singles(image) + "\n" + shapes.rows() + "}\n";
    return std::pair(head + shapes.likes() + "\n" + rest, head + rest);
  };
  auto [text, plain] = with({});
  auto whole = std::make_unique<Moment>(text, beginning.name, image);
  const std::set<std::uint32_t> lacking = lacking_roles(*whole);
  if (!lacking.empty()) {
    std::tie(text, plain) = with(lacking);
    whole = std::make_unique<Moment>(text, beginning.name, image);
  }
  if (whole->readable() && whole->faults().empty()) {
    text = unrejected(*whole);
    if (text != whole->text()) whole = std::make_unique<Moment>(text, beginning.name, image);
    return tidied(open_slots(*whole));
  }
  // Where a design cannot say what it follows, it still holds the rows.
  return tidied(open_slots(Moment(plain, beginning.name, image)));
}

}  // namespace msd::ask
