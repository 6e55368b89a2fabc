// Requirements, and what is shown: steps, checklists, sheets, archetypes, systems, preferences.
#include "compiler/diff/declared.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

bool Declarations::same(const tir::TextTemplate& a, const tir::TextTemplate& b) {
  return std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end(),
                    [&](const tir::TextPiece& x, const tir::TextPiece& y) {
                      return x.slot.valid() == y.slot.valid() && x.literal == y.literal && same(x.slot, y.slot);
                    });
}

bool Declarations::same(const tir::Cell& a, const tir::Cell& b) {
  return a.kind == b.kind && same(a.value, b.value) && same(a.where, b.where) && same(a.text, b.text) &&
         same(a.parts, b.parts);
}

bool Declarations::same(const std::vector<tir::Cell>& a, const std::vector<tir::Cell>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](const tir::Cell& x, const tir::Cell& y) { return same(x, y); });
}

bool Declarations::same(const tir::Role& a, const tir::Role& b) {
  if (a.optional != b.optional || m_.rows.of(Side::Old, a.row.index) != b.row.index) return false;
  return std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(), b.conditions.end(),
                    [&](const tir::RoleCondition& x, const tir::RoleCondition& y) {
                      return x.kind == y.kind && x.name == y.name && x.because == y.because && same(x.value, y.value) &&
                             same(x.message, y.message) && same(x.insert, y.insert);
                    });
}

void Declarations::requirements() {
  const auto full = [](const tir::Program& p, const tir::Require& r) { return p[r.row].name + "." + r.name; };
  for (std::uint32_t i = 0; i < s_.a.requires_.size(); ++i) {
    const tir::Require& r = s_.a.requires_[i];
    if (m_.requires_.of(Side::Old, i) == kNone)
      add(Kind::Removed, "requirement", full(s_.a, r), std::string(name(r.severity)), {{r.span, {}}}, Level::Minor);
  }
  for (std::uint32_t i = 0; i < s_.b.requires_.size(); ++i) {
    const tir::Require& r = s_.b.requires_[i];
    const std::string name = full(s_.b, r);
    const std::uint32_t old_index = m_.requires_.of(Side::New, i);
    if (old_index == kNone) {
      add(Kind::Added, "requirement", name, std::string(msd::name(r.severity)), {{{}, r.span}},
          r.severity == Severity::Error ? Level::Major : Level::Minor);
      continue;
    }
    const tir::Require& o = s_.a.requires_[old_index];
    const Places at{{o.span, r.span}};
    if (o.name != r.name) changed("requirement", name, "it was called `" + o.name + "`", at, Level::Minor);
    if (o.assumed != r.assumed) {
      changed("requirement", name,
              r.assumed ? "every analysis takes it for granted now" : "no analysis takes it for granted any more", at,
              Level::Minor);
    }
    if (o.severity != r.severity) {
      changed("requirement", name,
              fmt::format("its severity was {} and is {}", msd::name(o.severity), msd::name(r.severity)), at,
              r.severity == Severity::Error ? Level::Major : Level::Minor);
    }
    const auto other = [&](const tir::TextTemplate& x, const tir::TextTemplate& y) {
      return std::string(same(x, y) ? "" : "other");
    };
    texts("requirement", name, at,
          {{"message", "", other(o.message, r.message)},
           {"hint", "", other(o.hint, r.hint)},
           {"question", "", other(o.ask, r.ask)},
           {"description", o.doc, r.doc}});
  }
}

void Declarations::steps() {
  const auto title = [](const tir::Step& s) { return print_quantity(s.number, Dimension::Count) + " " + s.title; };
  for (const tir::Step& a : s_.a.steps) {
    const bool there =
        std::any_of(s_.b.steps.begin(), s_.b.steps.end(), [&](const tir::Step& b) { return a.number == b.number; });
    if (!there) add(Kind::Removed, "step", title(a), "", {{a.span, {}}}, Level::Minor);
  }
  for (const tir::Step& b : s_.b.steps) {
    const auto a =
        std::find_if(s_.a.steps.begin(), s_.a.steps.end(), [&](const tir::Step& s) { return s.number == b.number; });
    if (a == s_.a.steps.end()) {
      add(Kind::Added, "step", title(b), "", {{{}, b.span}}, Level::Minor);
      continue;
    }
    const auto minutes = [](const tir::Step& s) {
      return fmt::format("{} {}", s.minutes_low.value_or(-1), s.minutes_high.value_or(-1));
    };
    texts("step", title(b), {{a->span, b.span}},
          {{"title", a->title, b.title},
           {"purpose", a->purpose, b.purpose},
           {"description", a->doc, b.doc},
           {"time", minutes(*a), minutes(b)}});
  }
}

void Declarations::checklists() {
  for (const auto& [a, b] : by_name("checklist", s_.a.checklists, s_.b.checklists, Level::Minor, Level::Minor)) {
    const Places at{{a->span, b->span}};
    texts("checklist", b->name, at, {{"label", a->label, b->label}, {"description", a->doc, b->doc}});
    const auto find = [](const std::vector<tir::ChecklistItem>& items, const std::string& name) {
      return std::find_if(items.begin(), items.end(), [&](const tir::ChecklistItem& i) { return i.name == name; });
    };
    for (const tir::ChecklistItem& i : a->items) {
      if (find(b->items, i.name) == b->items.end())
        changed("checklist", b->name, "without `" + i.name + "`", at, Level::Minor);
    }
    for (const tir::ChecklistItem& i : b->items) {
      const auto was = find(a->items, i.name);
      if (was == a->items.end()) {
        changed("checklist", b->name, "with `" + i.name + "`", at, Level::Minor);
        continue;
      }
      if (was->text != i.text) changed("checklist", b->name, "`" + i.name + "` is worded otherwise", at, Level::Patch);
      std::vector<std::string> needed, needs;
      for (tir::RequireId r : was->needs) {
        const std::uint32_t there = m_.requires_.of(Side::Old, r.index);
        needed.push_back(there == kNone ? s_.a.requires_[r.index].name : s_.b.requires_[there].name);
      }
      for (tir::RequireId r : i.needs) needs.push_back(s_.b.requires_[r.index].name);
      const auto gone = only_in(needed, needs);
      const auto come = only_in(needs, needed);
      if (!gone.empty())
        changed("checklist", b->name, fmt::format("`{}` no longer needs {}", i.name, braced(gone)), at, Level::Minor);
      if (!come.empty())
        changed("checklist", b->name, fmt::format("`{}` now needs {}", i.name, braced(come)), at, Level::Minor);
    }
  }
}

void Declarations::sheets() {
  for (const auto& [a, b] : by_name("sheet", s_.a.sheets, s_.b.sheets, Level::Minor, Level::Minor)) {
    const Places at{{a->span, b->span}};
    texts("sheet", b->name, at, {{"label", a->label, b->label}, {"description", a->doc, b->doc}});
    const auto labels = [](const tir::Sheet& s) {
      std::vector<std::string> out;
      for (const tir::Sheet::Column& c : s.columns) out.push_back(c.label);
      return out;
    };
    const auto fields = [](const tir::Program& p, const tir::Sheet& s) {
      std::vector<std::string> out;
      for (tir::FieldId f : s.fields) out.push_back(name_of(p, f));
      return out;
    };
    std::vector<std::string> words;
    const auto lists = [&](const char* what, const std::vector<std::string>& x, const std::vector<std::string>& y) {
      const auto gone = only_in(x, y);
      const auto come = only_in(y, x);
      if (!come.empty()) words.push_back(fmt::format("with {} {}", what, braced(come)));
      if (!gone.empty()) words.push_back(fmt::format("without {} {}", what, braced(gone)));
      if (come.empty() && gone.empty() && x != y) words.push_back(fmt::format("other order of {}", what));
    };
    lists("columns", labels(*a), labels(*b));
    lists("fields", fields(s_.a, *a), fields(s_.b, *b));
    for (const tir::Sheet::Column& c : b->columns) {
      for (const tir::Sheet::Column& o : a->columns) {
        if (o.label == c.label && !same(o.cell, c.cell))
          words.push_back(fmt::format("`{}` shows something else", c.label));
      }
    }
    const bool row =
        a->row.valid() == b->row.valid() && (!a->row.valid() || m_.rows.of(Side::Old, a->row.index) == b->row.index);
    if (a->kind != b->kind || !row || !same(a->where, b->where)) words.push_back("other rows");
    if (!same(a->sentences, b->sentences)) words.push_back("other sentences");
    if (!words.empty()) changed("sheet", b->name, fmt::format("{}", fmt::join(words, "; ")), at, Level::Minor);
  }
}

void Declarations::archetypes() {
  for (const auto& [a, b] : by_name("archetype", s_.a.archetypes, s_.b.archetypes, Level::Minor, Level::Major)) {
    const Places at{{a->span, b->span}};
    texts("archetype", b->name, at,
          {{"label", a->label, b->label},
           {"description", a->doc, b->doc},
           {"section", a->section, b->section},
           {"shape", fmt::format("{}", fmt::join(a->shapes, "\n")), fmt::format("{}", fmt::join(b->shapes, "\n"))},
           {"example", fmt::format("{}", fmt::join(a->examples, "\n")),
            fmt::format("{}", fmt::join(b->examples, "\n"))}});
    const auto find = [](const std::vector<tir::Role>& roles, const std::string& name) {
      return std::find_if(roles.begin(), roles.end(), [&](const tir::Role& r) { return r.name == name; });
    };
    for (const tir::Role& r : a->roles) {
      if (find(b->roles, r.name) == b->roles.end())
        changed("archetype", b->name, "without the role `" + r.name + "`", at, Level::Major);
    }
    for (const tir::Role& r : b->roles) {
      const auto was = find(a->roles, r.name);
      if (was == a->roles.end())
        changed("archetype", b->name, "with the role `" + r.name + "`", at, r.optional ? Level::Minor : Level::Major);
      else if (!same(*was, r))
        changed("archetype", b->name, "the role `" + r.name + "` asks for something else", at, Level::Major);
    }
  }
}

void Declarations::rest() {
  for (const auto& [a, b] : by_name("system", s_.a.systems, s_.b.systems, Level::Minor, Level::Major)) {
    const Places at{{a->span, b->span}};
    texts("system", b->name, at, {{"label", a->label, b->label}, {"description", a->doc, b->doc}});
    const auto made_of = [](const tir::Program& p, const tir::System& s) {
      std::vector<std::string> out;
      for (std::uint32_t i : s.archetypes) out.push_back(p.archetypes[i].name);
      return out;
    };
    if (made_of(s_.a, *a) != made_of(s_.b, *b))
      changed("system", b->name, "it is made of other archetypes", at, Level::Minor);
  }
  const auto preferred = [&](const tir::Preference& x, const tir::Preference& y) {
    return x.label == y.label && same(x.value, y.value);
  };
  for (const tir::Preference& x : s_.a.preferences) {
    const bool there = std::any_of(s_.b.preferences.begin(), s_.b.preferences.end(),
                                   [&](const tir::Preference& y) { return preferred(x, y); });
    if (!there) add(Kind::Removed, "preference", x.label, "", {{x.span, {}}}, Level::Minor);
  }
  for (const tir::Preference& y : s_.b.preferences) {
    const bool there = std::any_of(s_.a.preferences.begin(), s_.a.preferences.end(),
                                   [&](const tir::Preference& x) { return preferred(x, y); });
    if (!there) add(Kind::Added, "preference", y.label, "", {{{}, y.span}}, Level::Minor);
  }
}

}  // namespace msd::diff
