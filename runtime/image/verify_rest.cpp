// What is asked and shown: requirements, texts, sheets, archetypes.
#include "runtime/image/verify.h"

namespace msd::image {

void Verifier::text_template(std::uint32_t index, std::uint32_t row) {
  if (index == kNone || !reason_.empty()) return;
  const TextTemplateRecord& text = image_.text_templates()[index];
  for (std::uint32_t i = 0; i < text.piece_count; ++i) scope(image_.text_pieces()[text.piece_first + i].slot, row);
}

void Verifier::cell(std::uint32_t index, std::uint32_t row, int depth) {
  if (!reason_.empty()) return;
  const CellRecord& c = image_.cells()[index];
  require(depth < 64 &&
              c.part_first + std::uint64_t{c.part_count} <= index + (c.part_count == 0 ? image_.cells().size() : 0),
          "cell", index);
  require((c.kind == 0 || c.kind == 1 || c.kind == 4) == (c.value != kNone) && (c.kind == 2) == (c.text != kNone),
          "cell", index);
  if (c.kind == 1 && c.value != kNone) require(static_cast<Op>(image_.nodes()[c.value].op) == Op::Load, "cell", index);
  const bool each = c.kind == 4;
  if (each && c.value != kNone) {
    const bool parts = c.part_count == 1 || (c.part_count == 2 && image_.cells()[c.part_first + 1].kind == 2);
    require(class_of(c.value) == Class::List && parts, "cell", index);
  }
  require(c.where == kNone || (each && class_of(c.where) == Class::Bool), "cell", index);
  if (!reason_.empty()) return;
  scope(c.value, row);
  text_template(c.text, row);
  const std::uint32_t inner = each ? type_of(c.value).target : row;
  if (c.where != kNone) scope(c.where, inner);
  for (std::uint32_t i = 0; i < c.part_count; ++i) cell(c.part_first + i, i == 0 || !each ? inner : row, depth + 1);
}

void Verifier::rest() {
  for (std::size_t i = 0; i < image_.rows().size() && reason_.empty(); ++i) {
    require(image_.rows()[i].id_where == kNone || class_of(image_.rows()[i].id_where) == Class::Bool, "row", i);
    if (reason_.empty()) scope(image_.rows()[i].id_where, static_cast<std::uint32_t>(i));
    for (std::uint32_t h = 0; h < image_.rows()[i].header_count; ++h) {
      const HeaderPartRecord& part = image_.header_parts()[image_.rows()[i].header_first + h];
      require(part.kind != 2 || (part.field != kNone && image_.fields()[part.field].row == i), "the header of row", i);
    }
  }
  for (std::size_t i = 0; i < image_.requirements().size() && reason_.empty(); ++i) {
    const RequireRecord& r = image_.requirements()[i];
    require(class_of(r.condition) == Class::Bool && (r.where == kNone || class_of(r.where) == Class::Bool),
            "requirement", i);
    scope(r.where, r.row);
    scope(r.condition, r.row);
    for (std::uint32_t text : {r.message, r.hint, r.ask}) text_template(text, r.row);
  }
  for (std::size_t i = 0; i < image_.templates().size() && reason_.empty(); ++i) {
    const SentenceRecord& t = image_.templates()[i];
    const std::uint32_t row = image_.fields()[t.field].row;
    require(t.when == kNone || class_of(t.when) == Class::Bool, "template", i);
    if (reason_.empty()) scope(t.when, row);
    for (std::uint32_t p = 0; p < t.piece_count; ++p) {
      const std::uint32_t slot = image_.sentence_pieces()[t.piece_first + p].slot;
      require(slot == kNone || (image_.fields()[slot].row == row && image_.fields()[slot].builtin == 0), "template", i);
    }
  }
  for (std::size_t i = 0; i < image_.sheets().size() && reason_.empty(); ++i) {
    const SheetRecord& s = image_.sheets()[i];
    require((s.kind == 2) == (s.row == kNone) && (s.where == kNone || class_of(s.where) == Class::Bool), "sheet", i);
    if (reason_.empty()) scope(s.where, s.row);
    for (std::uint32_t c = 0; c < s.column_count; ++c) cell(image_.sheet_columns()[s.column_first + c].cell, s.row, 0);
    for (std::uint32_t f = 0; f < s.field_count; ++f)
      require(image_.fields()[image_.field_list()[s.field_first + f].field].row == s.row, "sheet", i);
    // A sentence is a list, so that what reads it needs to know no other form.
    for (std::uint32_t c = 0; s.kind == 2 && c < s.column_count; ++c)
      require(image_.cells()[image_.sheet_columns()[s.column_first + c].cell].kind == 3, "sheet", i);
  }
}

void Verifier::archetypes() {
  for (std::size_t i = 0; i < image_.archetypes().size() && reason_.empty(); ++i) {
    const ArchetypeRecord& archetype = image_.archetypes()[i];
    require(archetype.role_count > 0 && archetype.role_count <= kMaxRoles, "archetype", i);
    std::vector<std::uint32_t> around;
    for (std::uint32_t r = 0; r < archetype.role_count; ++r)
      around.push_back(image_.roles()[archetype.role_first + r].row);
    for (std::uint32_t r = 0; r < archetype.role_count && reason_.empty(); ++r) {
      const RoleRecord& role = image_.roles()[archetype.role_first + r];
      around.push_back(role.row);
      for (std::uint32_t c = 0; c < role.condition_count; ++c) condition(role.condition_first + c, around);
      around.pop_back();
    }
  }
  for (std::size_t i = 0; i < image_.preferences().size() && reason_.empty(); ++i) {
    require(class_of(image_.preferences()[i].node) == Class::Number, "preference", i);
    if (reason_.empty()) scope(image_.preferences()[i].node, kNone);
  }
}

void Verifier::condition(std::uint32_t index, std::vector<std::uint32_t>& around) {
  const ConditionRecord& c = image_.conditions()[index];
  require(class_of(c.node) == Class::Bool && (c.kind == 2 || (c.message == kNone && c.insert == kNone)) &&
              (c.kind != 2 || c.message != kNone),
          "condition", index);
  scope(c.node, around, kNone);
  for (std::uint32_t text : {c.message, c.insert}) {
    if (text == kNone || !reason_.empty()) continue;
    const TextTemplateRecord& pieces = image_.text_templates()[text];
    for (std::uint32_t i = 0; i < pieces.piece_count; ++i)
      scope(image_.text_pieces()[pieces.piece_first + i].slot, around, kNone);
  }
}

}  // namespace msd::image
