#include "compiler/ask/begin.h"

#include "compiler/ask/shapes.h"

#include <fmt/format.h>

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

}  // namespace

std::string begin_design(const image::Image& image, const Beginning& beginning) {
  const std::string label = beginning.label.empty() ? edit::words_of(beginning.name) : beginning.label;
  const std::string head =
      fmt::format("design {} {} uses {} {{\n", beginning.name, edit::quoted(label), image.text(image.framework().name));
  const std::string empty = head + singles(image) + "}\n";
  if (beginning.archetypes.empty()) return tidied(empty);
  const Moment moment(empty, beginning.name, image);
  Shapes shapes(moment, beginning.archetypes);
  const std::string rest = singles(image) + "\n" + shapes.rows() + "}\n";
  const Moment whole(head + shapes.likes() + "\n" + rest, beginning.name, image);
  if (whole.readable() && whole.faults().empty()) return tidied(open_slots(whole));
  // Where a design cannot say what it follows, it still holds the rows.
  return tidied(open_slots(Moment(head + rest, beginning.name, image)));
}

}  // namespace msd::ask
