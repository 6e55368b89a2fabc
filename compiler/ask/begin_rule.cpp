// Rules and archetypes to begin with: small, true, and made of the framework's own words.
#include "compiler/ask/begin.h"
#include "compiler/ask/reading.h"
#include "compiler/ask/task.h"

#include <fmt/format.h>

namespace msd::ask {

namespace {

/// A kind of row that is named and stands by itself, with a closed fact that people state.
struct Subject {
  std::string kind, field, value, other;
  std::string header;  ///< of such a row, called `one`
};

std::optional<Subject> subject(const Moment& moment) {
  const image::Image& image = moment.image();
  for (std::uint32_t k = 0; k < image.rows().size(); ++k) {
    const image::RowRecord& kind = image.rows()[k];
    if (kind.single != 0 || kind.parent != kNone || first_field(moment, k, {}) != kind.name_field) continue;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      const bool open = stated_by_people(field) && field.default_value == kNone && moment.type(f).optional == 0 &&
                        class_of(moment, f) == Class::Enum;
      const std::vector<Choice> choices = open ? choices_of(moment, f) : std::vector<Choice>{};
      if (choices.size() < 2) continue;
      NewRow row;
      row.kind = k;
      row.name = "one";
      row.words = "One";
      std::vector<std::string> body;
      const std::string header = header_of(moment, row, {}, body);
      const std::string name(image.text(field.name));
      // A field that the header holds would be stated twice.
      for (std::uint32_t i = 0; i < kind.header_count; ++i) {
        const image::HeaderPartRecord& part = image.header_parts()[kind.header_first + i];
        if (part.kind == 2 && part.field == f) return std::nullopt;
      }
      return Subject{std::string(image.text(kind.name)), name, choices[0].value, choices[1].value, header};
    }
  }
  return std::nullopt;
}

std::string empty_design(const image::Image& image) {
  return fmt::format("design d uses {} {{\n}}\n", image.text(image.framework().name));
}

}  // namespace

std::string begin_rule(const image::Image& image, const std::string& name) {
  const Moment moment(empty_design(image), "d.msd", image);
  const auto s = moment.readable() ? subject(moment) : std::nullopt;
  if (!s) return {};
  return fmt::format(R"(// Put this file among those of the framework. `msdc test` runs the tests below it.

/// What has to hold, in a sentence. Put your own condition in place of this one.
require {0} on {1} {{
  {2} is given
  otherwise warning "nobody says what {2} {{name}} has" hint "write {2}: {3}, or another value"
}}

test "{0} holds where the fact is stated" {{
  {5} {{ {2}: {3} }}
  expect held {0} on one
}}

test "{0} is open while it is not" {{
  {5} {{ {2}: ? }}
  expect open {0} on one
}}
)",
                     name, s->kind, s->field, s->value, s->other, s->header);
}

std::string begin_archetype(const image::Image& image, const std::string& name) {
  const Moment moment(empty_design(image), "d.msd", image);
  const auto s = moment.readable() ? subject(moment) : std::nullopt;
  if (!s) return {};
  const std::string section(image.archetypes().empty() ? "product" : image.text(image.archetypes()[0].section));
  return fmt::format(R"(// Put this file among those of the framework. A design follows it with `like {0}`.

/// What keeps coming back, in a sentence.
archetype {0} "{6}" in {7} {{
  shape "what it looks like, in a sentence"

  /// who or what plays this part
  role part "Part" : {1} {{
    must {2} is given
    usually {2} == {3} because "say why the other values are unusual"
  }}

  example "a system that has it"
}}

test "a row that fills the part of {0}" {{
  {5} {{ {2}: {3} }}
  expect one.{2} == {3}
}}
)",
                     name, s->kind, s->field, s->value, s->other, s->header, edit::words_of(name), section);
}

}  // namespace msd::ask
