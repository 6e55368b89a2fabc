// Frameworks, enums, rows, lexicons.
#include "compiler/diff/declared.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

std::string braced(const std::vector<std::string>& names) { return fmt::format("{{{}}}", fmt::join(names, ", ")); }

std::vector<std::string> only_in(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> out;
  for (const std::string& one : a) {
    if (std::find(b.begin(), b.end(), one) == b.end()) out.push_back(one);
  }
  return out;
}

void compare_declared(const Sides& sides, const Matching& matching, Diff& out) {
  Declarations(sides, matching, out).run();
}

void Declarations::run() {
  framework();
  enums();
  rows();
  fields();
  lexicons();
  requirements();
  properties();
  dependences();
  steps();
  checklists();
  sheets();
  archetypes();
  rest();
}

/// What people read and no rule does.
void Declarations::texts(const std::string& what, const std::string& name, Places at,
                         std::initializer_list<std::tuple<const char*, std::string, std::string>> all) {
  std::vector<std::string> words;
  for (const auto& [word, a, b] : all) {
    if (a != b) words.emplace_back(word);
  }
  if (!words.empty()) changed(what, name, fmt::format("another {}", fmt::join(words, ", ")), at, Level::Patch);
}

void Declarations::framework() {
  texts("framework", s_.b.name, {}, {{"name", s_.a.name, s_.b.name}, {"description", s_.a.doc, s_.b.doc}});
}

void Declarations::enums() {
  for (std::uint32_t i = 0; i < s_.a.enums.size(); ++i) {
    if (m_.enums.of(Side::Old, i) == kNone)
      add(Kind::Removed, "enum", s_.a.enums[i].name, "", {{s_.a.enums[i].span, {}}}, Level::Major);
  }
  for (std::uint32_t i = 0; i < s_.b.enums.size(); ++i) {
    const tir::Enum& e = s_.b.enums[i];
    const std::uint32_t old_index = m_.enums.of(Side::New, i);
    if (old_index == kNone) {
      add(Kind::Added, "enum", e.name, "", {{{}, e.span}}, Level::Minor);
      continue;
    }
    const tir::Enum& o = s_.a.enums[old_index];
    if (o.name != e.name) changed("enum", e.name, "it was called `" + o.name + "`", {{o.span, e.span}}, Level::Patch);
    texts("enum", e.name, {{o.span, e.span}}, {{"label", o.label, e.label}, {"description", o.doc, e.doc}});
    const Pairs& values = m_.values[old_index];
    for (std::uint32_t v = 0; v < o.values.size(); ++v) {
      if (values.of(Side::Old, v) == kNone)
        add(Kind::Removed, "value", o.name + "." + o.values[v].name, "", {{o.values[v].span, {}}}, Level::Major);
    }
    for (std::uint32_t v = 0; v < e.values.size(); ++v) {
      const tir::EnumValue& value = e.values[v];
      const std::string name = e.name + "." + value.name;
      if (values.of(Side::New, v) == kNone) {
        add(Kind::Added, "value", name, "", {{{}, value.span}}, Level::Minor);
        continue;
      }
      const tir::EnumValue& was = o.values[values.of(Side::New, v)];
      const Places at{{was.span, value.span}};
      if (was.name != value.name) changed("value", name, "it was called `" + was.name + "`", at, Level::Major);
      texts("value", name, at, {{"label", was.label, value.label}, {"description", was.doc, value.doc}});
    }
  }
}

void Declarations::rows() {
  for (std::uint32_t i = 0; i < s_.a.rows.size(); ++i) {
    if (m_.rows.of(Side::Old, i) == kNone)
      add(Kind::Removed, "row", s_.a.rows[i].name, "", {{s_.a.rows[i].span, {}}}, Level::Major);
  }
  for (std::uint32_t i = 0; i < s_.b.rows.size(); ++i) {
    const tir::Row& r = s_.b.rows[i];
    const std::uint32_t old_index = m_.rows.of(Side::New, i);
    if (old_index == kNone) {
      add(Kind::Added, "row", r.name, "", {{{}, r.span}}, Level::Minor);
      continue;
    }
    const tir::Row& o = s_.a.rows[old_index];
    const Places at{{o.span, r.span}};
    if (o.name != r.name) changed("row", r.name, "it was called `" + o.name + "`", at, Level::Major);
    texts("row", r.name, at, {{"label", o.label, r.label}, {"description", o.doc, r.doc}});
    if (o.id_pattern != r.id_pattern || !same(o.id_where, r.id_where))
      changed("row", r.name, "other display ids", at, Level::Minor);
    const bool header = std::equal(o.header.begin(), o.header.end(), r.header.begin(), r.header.end(),
                                   [&](const tir::HeaderPart& x, const tir::HeaderPart& y) {
                                     return x.kind == y.kind && x.word == y.word && same_field(x.field, y.field);
                                   });
    if (!header) changed("row", r.name, "its header is written otherwise", at, Level::Major);
    if (!same_field(o.selector, r.selector)) changed("row", r.name, "it is selected otherwise", at, Level::Major);
  }
}

void Declarations::lexicons() {
  for (const auto& [a, b] : by_name("lexicon", s_.a.lexicons, s_.b.lexicons, Level::Minor, Level::Minor)) {
    const Places at{{a->span, b->span}};
    texts("lexicon", b->name, at, {{"description", a->doc, b->doc}});
    const auto gone = only_in(a->words, b->words);
    const auto come = only_in(b->words, a->words);
    std::vector<std::string> words;
    if (!come.empty()) words.push_back("with " + braced(come));
    if (!gone.empty()) words.push_back("without " + braced(gone));
    if (!words.empty()) changed("lexicon", b->name, fmt::format("{}", fmt::join(words, ", ")), at, Level::Major);
  }
}

bool Declarations::same_field(tir::FieldId a, tir::FieldId b) const {
  if (!a.valid() || !b.valid()) return a.valid() == b.valid();
  return m_.fields.of(Side::Old, a.index) == b.index;
}

}  // namespace msd::diff
