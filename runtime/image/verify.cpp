// What records mean together: enough that evaluation of whatever passes is total and stays inside the image.
#include "runtime/image/verify.h"

#include <fmt/format.h>

namespace msd::image {

std::string Verifier::run() {
  if (image_.frameworks().size() != 1) return "it holds no framework, or several";
  if (image_.block().size() > (std::size_t{1} << 30U)) return "it is too large";
  // Each step reads what the ones before it have found to be sound, so the first fault ends it all.
  for (const auto step : {&Verifier::types, &Verifier::rows, &Verifier::fields, &Verifier::nodes, &Verifier::rules,
                          &Verifier::tables, &Verifier::rest, &Verifier::archetypes}) {
    (this->*step)();
    if (!reason_.empty()) break;
  }
  return reason_;
}

void Verifier::not_well_formed(std::string_view what, std::size_t index) {
  fail(fmt::format("{} {} is not well formed", what, index));
}

void Verifier::types() {
  for (std::size_t i = 0; i < image_.enums().size(); ++i)
    require(image_.enums()[i].value_count <= kMaxEnumValues, "enum", i);
  for (std::size_t i = 0; i < image_.types().size(); ++i) {
    const TypeRecord& t = image_.types()[i];
    const auto cls = static_cast<Class>(t.cls);
    const bool of_enum = cls == Class::Enum || cls == Class::Set;
    const bool of_row = cls == Class::Ref || cls == Class::List;
    const bool good = of_enum  ? t.target < image_.enums().size()
                      : of_row ? t.target < image_.rows().size()
                               : t.target == kNone;
    require(good && image_.number(t.low) <= image_.number(t.high), "type", i);
  }
  require(image_.lexicons().size() <= 64, "lexicon", 64);
}

void Verifier::rows() {
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < image_.rows().size(); ++i) {
    const RowRecord& row = image_.rows()[i];
    require(row.field_first == next, "the field group of row", i);
    next += row.field_count;
    auto own = [&](std::uint32_t field) {
      return field >= row.field_first && field < row.field_first + row.field_count;
    };
    require(own(row.name_field) && own(row.id_field), "row", i);
    require((row.parent == kNone) == (row.back == kNone) && (row.parent == kNone) == (row.many == kNone), "row", i);
    std::size_t steps = 0;
    for (std::uint32_t at = row.parent; at != kNone && reason_.empty(); at = image_.rows()[at].parent) {
      if (++steps > image_.rows().size()) fail("rows stand inside themselves");
    }
    require(row.header_count > 0, "the header of row", i);
  }
  require(next == image_.fields().size(), "the last field group", 0);
}

void Verifier::fields() {
  for (std::size_t i = 0; i < image_.rows().size(); ++i) {
    const RowRecord& row = image_.rows()[i];
    for (std::uint32_t f = 0; f < row.field_count; ++f)
      require(image_.fields()[row.field_first + f].row == i, "field", row.field_first + f);
    if (row.selector != kNone) {
      const TypeRecord& type = image_.types()[image_.fields()[row.selector].type];
      require(row.single != 0 && static_cast<Class>(type.cls) == Class::Ref && type.target == i, "the selector of row",
              i);
    }
    if (row.parent == kNone) continue;
    const TypeRecord& many = image_.types()[image_.fields()[row.many].type];
    const TypeRecord& back = image_.types()[image_.fields()[row.back].type];
    require(static_cast<Class>(many.cls) == Class::List && many.target == i &&
                image_.fields()[row.many].row == row.parent && image_.fields()[row.many].builtin == 3,
            "the relation of row", i);
    require(static_cast<Class>(back.cls) == Class::Ref && back.target == row.parent &&
                image_.fields()[row.back].row == i && image_.fields()[row.back].builtin == 4,
            "the relation of row", i);
  }
  for (std::size_t i = 0; i < image_.fields().size(); ++i) field(i);
}

void Verifier::field(std::size_t i) {
  const FieldRecord& f = image_.fields()[i];
  const TypeRecord& type = image_.types()[f.type];
  const auto cls = static_cast<Class>(type.cls);
  require(f.with == kNone || image_.fields()[f.with].row == f.row, "field", i);
  if (f.builtin == 5) {
    require(cls == Class::List && f.inverse_of != kNone, "field", i);
    if (f.inverse_of != kNone) {
      const FieldRecord& of = image_.fields()[f.inverse_of];
      const TypeRecord& of_type = image_.types()[of.type];
      const auto of_cls = static_cast<Class>(of_type.cls);
      require((of_cls == Class::Ref || of_cls == Class::List) && of_type.target == f.row && of.row == type.target &&
                  of.builtin == 0,
              "field", i);
    }
  }
  if (f.of_scenario != 0) require(cls == Class::Id && f.builtin == 0, "field", i);
  if (f.builtin == 1) require(cls == Class::Id, "field", i);
  if (f.builtin == 2) require(cls == Class::Text, "field", i);
  if (f.builtin == 3 || f.builtin == 4) {
    // Only the relations that a row record names are made from containment.
    bool named = false;
    for (const RowRecord& row : image_.rows()) named = named || row.many == i || row.back == i;
    require(named, "field", i);
  }
  require(f.builtin == 0 || f.rule == kNone, "field", i);
  if (f.default_value != kNone) require(constant(image_.consts()[f.default_value], type), "the default of field", i);
  if (f.rule != kNone) require(image_.rules()[f.rule].field == i, "the rule of field", i);
  for (std::uint32_t t = 0; t < f.template_count; ++t)
    require(image_.templates()[f.template_first + t].field == i, "the templates of field", i);
}

std::uint64_t Verifier::all_values(const TypeRecord& type) const {
  if (static_cast<Class>(type.cls) == Class::Bool) return 3;
  return type.target < image_.enums().size() ? (std::uint64_t{1} << image_.enums()[type.target].value_count) - 1 : 0;
}

bool Verifier::constant(const ConstRecord& c, const TypeRecord& type) const {
  const auto mask = static_cast<std::uint64_t>(image_.number(c.number));
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
  case Class::Enum:
    return c.kind == 0 || (c.kind == 1 && mask != 0 && (mask & (mask - 1)) == 0 && (mask & ~all_values(type)) == 0);
  case Class::Set: return c.kind == 0 || (c.kind == 2 && (mask & ~all_values(type)) == 0);
  case Class::Number: return c.kind == 0 || c.kind == 3;
  case Class::Text:
  case Class::Id: return c.kind == 0 || c.kind == 4;
  case Class::Ref: return c.kind == 0;
  case Class::List: return c.kind == 0 || (c.kind == 2 && mask == 0);  // an empty list is written as an empty set
  }
  return false;
}

std::string verify_meaning(const Image& image) { return Verifier(image).run(); }

}  // namespace msd::image
