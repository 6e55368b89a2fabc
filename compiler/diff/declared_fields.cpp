#include "compiler/diff/declared.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

namespace {

std::string category_of(const tir::Field& f) {
  std::string out(name(f.category));
  if (f.reading == Reading::Judged) out += " judged";
  if (f.reading == Reading::Stated && f.category != Category::Given && f.category != Category::Chosen) out += " stated";
  return out;
}

std::string range_of(const tir::Type& t) {
  return print_quantity(t.low, t.dimension) + " .. " + print_quantity(t.high, t.dimension);
}

std::vector<std::string> written(const tir::Field& f) {
  std::vector<std::string> out;
  for (const tir::Parent& p : f.parents) out.push_back(p.quoted ? '"' + p.written + '"' : p.written);
  return out;
}

}  // namespace

std::string Declarations::constant(Side side, const tir::Type& type, const tir::Const& c) const {
  const tir::Program& p = s_.of(side);
  switch (c.kind) {
  case tir::Const::Kind::Absent: return "absent";
  case tir::Const::Kind::Number: return print_quantity(c.number, type.dimension);
  case tir::Const::Kind::Text: return type.cls == Class::Id ? c.text : '"' + c.text + '"';
  case tir::Const::Kind::Finite:
    if (type.cls == Class::Bool) return c.mask == 2 ? "yes" : "no";
    return p[type.enum_].values[static_cast<std::size_t>(__builtin_ctzll(c.mask))].name;
  case tir::Const::Kind::Set: break;
  }
  std::vector<std::string> members;
  for (std::uint32_t v = 0; type.enum_.valid() && v < p[type.enum_].values.size(); ++v) {
    if ((c.mask >> v & 1U) != 0) members.push_back(p[type.enum_].values[v].name);
  }
  return braced(members);
}

/// What a field that is new asks of designs that there are.
Level Declarations::of_new(const tir::Field& f) const {
  const bool asked =
      !f.rule.valid() && !f.type.optional && !f.default_value && f.type.cls != Class::Set && f.type.cls != Class::List;
  return asked ? Level::Major : Level::Minor;
}

void Declarations::fields() {
  for (std::uint32_t i = 0; i < s_.a.fields.size(); ++i) {
    const tir::Field& f = s_.a.fields[i];
    if (f.builtin != tir::Builtin::None || m_.fields.of(Side::Old, i) != kNone) continue;
    if (m_.rows.of(Side::Old, f.row.index) == kNone) continue;  // the row is listed
    add(Kind::Removed, "field", name_of(s_.a, {i}), "", {{f.span, {}}}, Level::Major);
  }
  for (std::uint32_t i = 0; i < s_.b.fields.size(); ++i) {
    const tir::Field& f = s_.b.fields[i];
    const std::uint32_t old_index = m_.fields.of(Side::New, i);
    if (f.builtin != tir::Builtin::None) continue;
    if (old_index != kNone) {
      field({old_index}, {i});
      continue;
    }
    if (m_.rows.of(Side::New, f.row.index) == kNone) continue;
    const Level level = of_new(f);
    add(Kind::Added, "field", name_of(s_.b, {i}),
        category_of(f) + (f.rule.valid()          ? ", by a rule"
                          : level == Level::Major ? ", asked of every design"
                          : f.default_value       ? ", with a default"
                                                  : ""),
        {{{}, f.span}}, level);
  }
}

void Declarations::field(tir::FieldId old_field, tir::FieldId new_field) {
  const tir::Field& f = s_.a[old_field];
  const tir::Field& g = s_.b[new_field];
  const std::string name = name_of(s_.b, new_field);
  const Places at{{f.span, g.span}};
  if (f.name != g.name) changed("field", name, "it was called `" + f.name + "`", at, Level::Major);
  if (!m_.apart[old_field.index].empty()) {
    changed("field", name, m_.apart[old_field.index], at, Level::Major);
    return;
  }
  types(f, g, name, at);
  reading(f, g, name, at);
  default_of(f, g, name, at);
  parents(f, g, name, at);
  sentences(f, g, name, at);
  const auto step = [](const tir::Program& p, const tir::Field& field) {
    return field.step.valid() ? p.steps[field.step.index].number : -1;
  };
  if (step(s_.a, f) != step(s_.b, g)) changed("field", name, "it belongs to another step", at, Level::Minor);
  if (!same_field(f.with, g.with)) changed("field", name, "it is shown with another field", at, Level::Patch);
  const auto allows = [](const tir::Field& field) {
    std::vector<std::string> out;
    for (const tir::Allow& a : field.allows) out.insert(out.end(), a.slugs.begin(), a.slugs.end());
    return out;
  };
  const auto gone = only_in(allows(f), allows(g));
  const auto come = only_in(allows(g), allows(f));
  if (!gone.empty())
    changed("field", name, fmt::format("no longer allow({})", fmt::join(gone, ", ")), at, Level::Patch);
  if (!come.empty()) changed("field", name, fmt::format("now allow({})", fmt::join(come, ", ")), at, Level::Patch);
  texts("field", name, at,
        {{"label", f.label, g.label},
         {"description", f.doc, g.doc},
         {"question", f.ask, g.ask},
         {"labels of yes and no", f.true_label + "/" + f.false_label, g.true_label + "/" + g.false_label}});
}

void Declarations::types(const tir::Field& f, const tir::Field& g, const std::string& name, Places at) {
  const bool ruled = g.rule.valid();
  if (f.type.optional != g.type.optional) {
    const bool wider = g.type.optional;
    changed("field", name, wider ? "it may be absent now" : "it may not be absent any more", at,
            wider || ruled ? Level::Minor : Level::Major);
  }
  if (f.type.cls != Class::Number || (f.type.low == g.type.low && f.type.high == g.type.high)) return;
  const bool narrower = g.type.low > f.type.low || g.type.high < f.type.high;
  changed("field", name, fmt::format("its range was {} and is {}", range_of(f.type), range_of(g.type)), at,
          narrower ? Level::Major : Level::Minor);
}

void Declarations::reading(const tir::Field& f, const tir::Field& g, const std::string& name, Places at) {
  const std::string was = category_of(f);
  const std::string is = category_of(g);
  std::string words = was == is ? "" : fmt::format("it was {} and is {}", was, is);
  Level level = g.reading == Reading::Judged && f.reading != Reading::Judged ? Level::Major : Level::Patch;
  if (f.rule.valid() != g.rule.valid()) {
    words += words.empty() ? "" : "; ";
    words += g.rule.valid() ? "a rule computes it now, and a design that says otherwise is at fault"
                            : "no rule computes it any more, and designs say what it is";
    level = Level::Major;
  }
  if (!words.empty()) changed("field", name, words, at, level);
}

void Declarations::default_of(const tir::Field& f, const tir::Field& g, const std::string& name, Places at) {
  if (f.rule.valid() || g.rule.valid()) {
    return;  // a rule took it over, or gave it up
  }
  const auto shown = [&](Side side, const tir::Field& field) {
    return field.default_value ? "`" + constant(side, field.type, *field.default_value) + "`" : std::string("none");
  };
  const std::string was = shown(Side::Old, f);
  const std::string is = shown(Side::New, g);
  if (was == is) return;
  changed("field", name, fmt::format("its default was {} and is {}", was, is), at,
          f.default_value ? Level::Major : Level::Minor);
}

void Declarations::parents(const tir::Field& f, const tir::Field& g, const std::string& name, Places at) {
  const auto gone = only_in(written(f), written(g));
  const auto come = only_in(written(g), written(f));
  std::vector<std::string> words;
  if (!gone.empty()) words.push_back("no longer from " + fmt::format("{}", fmt::join(gone, ", ")));
  if (!come.empty()) words.push_back("now from " + fmt::format("{}", fmt::join(come, ", ")));
  if (!words.empty()) changed("field", name, fmt::format("{}", fmt::join(words, "; ")), at, Level::Patch);
}

/// The sentences that a text fits.
void Declarations::sentences(const tir::Field& f, const tir::Field& g, const std::string& name, Places at) {
  const auto one = [&](const tir::SentenceTemplate& x, const tir::SentenceTemplate& y) {
    return same(x.when, y.when) && std::equal(x.pieces.begin(), x.pieces.end(), y.pieces.begin(), y.pieces.end(),
                                              [&](const tir::SentencePiece& p, const tir::SentencePiece& q) {
                                                return p.literal == q.literal && same_field(p.slot, q.slot);
                                              });
  };
  const bool all =
      std::equal(f.templates.begin(), f.templates.end(), g.templates.begin(), g.templates.end(),
                 [&](std::uint32_t x, std::uint32_t y) { return one(s_.a.templates[x], s_.b.templates[y]); });
  if (!all) changed("field", name, "other sentences fit it", at, Level::Major);
}

}  // namespace msd::diff
