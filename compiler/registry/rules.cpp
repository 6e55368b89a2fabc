// Which field has a rule, and whether its category goes with that.
#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

/// Finds the field that a rule is for, and notes that it has one.
class RuleIndex {
 public:
  explicit RuleIndex(Work& work)
      : work_(work), first_(work.out.program.fields.size()), presumed_(work.out.program.fields.size()) {}

  bool take(const ast::Name& row_name, const ast::Name& field_name) {
    if (!row_name.given() || !field_name.given()) return false;
    const auto row = work_.out.rows.find(std::string(row_name.text));
    const source::Span span = source::join(row_name.span, field_name.span);
    const std::string written = std::string(row_name.text) + "." + std::string(field_name.text);
    if (row == work_.out.rows.end()) {
      if (!work_.lost(row_name.text))
        work_.explain(work_.sink.report(diag::kind::RuleForUnknown, span, written)
                          .label("there is no row `" + std::string(row_name.text) + "`")
                          .help(work_.suggest(row_name.text, work_.row_names())),
                      variants::Use::Row, "", row_name.text);
      return false;
    }
    const tir::FieldId id = work_.out.field(row->second, field_name.text);
    if (!id.valid()) {
      unknown(row->second, span, written, field_name);
      return false;
    }
    if (work_.program()[id].builtin != tir::Builtin::None) {
      work_.sink.report(diag::kind::BuiltInHasRule, span, written)
          .label(made_by(work_.program()[id]))
          .help("only what a `field` declares has a rule");
      return false;
    }
    if (first_[id.index].valid()) {
      work_.sink.report(diag::kind::TwoRules, span, written)
          .label("the second rule")
          .note(first_[id.index], "the first one")
          .help("keep one of them; a `classify` has room for several cases");
      return false;
    }
    first_[id.index] = span;
    return true;
  }

  bool has(tir::FieldId id) const { return first_[id.index].valid(); }
  /// A rule was written for a name so near to this one that it was meant.
  bool presumed(tir::FieldId id) const { return presumed_[id.index]; }
  source::Span place(tir::FieldId id) const { return first_[id.index]; }

 private:
  static std::string made_by(const tir::Field& field) {
    switch (field.builtin) {
    case tir::Builtin::None:
    case tir::Builtin::Name: return "every row has a name by itself";
    case tir::Builtin::Id: return "the display id follows from `id \"…\"` of the row";
    case tir::Builtin::Many:
    case tir::Builtin::Back: return "this relation follows from how the rows are written";
    case tir::Builtin::Inverse: return "this is the reverse of another relation";
    }
    return {};
  }

  void unknown(tir::RowId row, source::Span span, const std::string& written, const ast::Name& name) {
    if (work_.lost(name.text)) return;
    const auto names = work_.field_names(row);
    auto report = work_.sink.report(diag::kind::RuleForUnknown, span, written);
    report.label("`" + work_.program()[row].name + "` has no field `" + std::string(name.text) + "`");
    const std::string near = work_.suggest(name.text, names);
    report.help(near.empty() ? "declare it with `field " + written + " : TYPE …`" : near);
    work_.explain(report, variants::Use::Field, work_.program()[row].name, name.text);
    if (near.empty()) return;
    presumed_[work_.out.field(row, diag::nearest(name.text, names)).index] = true;
  }

  Work& work_;
  std::vector<source::Span> first_;
  std::vector<bool> presumed_;
};

void rules_and_categories(Work& work, const RuleIndex& rules) {
  for (std::uint32_t i = 0; i < work.program().fields.size(); ++i) {
    const tir::FieldId id{i};
    tir::Field& field = work.program()[id];
    if (work.sources[i].decl == nullptr || work.sources[i].decl->categories.size() != 1) continue;
    const std::string name = work.name(id);
    const bool computed = field.category == Category::Classified || field.category == Category::Derived;
    if (rules.has(id) && field.category == Category::Given) {
      work.sink.report(diag::kind::GivenHasRule, rules.place(id), name)
          .note(field.span, "declared as given here")
          .help("what is given comes from the design; a field with a rule is `derived`, `classified` or an `output`");
    }
    if (rules.has(id) && field.category == Category::Chosen && !allowed(field, "chosen_has_rule")) {
      work.sink.report(diag::kind::ChosenHasRule, rules.place(id), name)
          .note(field.span, "declared as chosen here")
          .help("a choice that follows from a rule is `derived` or `classified`");
    }
    if (computed && !rules.has(id) && !rules.presumed(id) && field.reading == Reading::Rule && !field.mistyped &&
        !work.lost(field.name) && !work.parts_lost.touches(field.declaration)) {
      work.sink.report(diag::kind::NoRule, field.span, msd::name(field.category), name)
          .help("give it a rule, or say `stated` or `judged` after its category");
    }
    if (rules.has(id) && field.reading != Reading::Rule && !allowed(field, "reading_has_rule")) {
      const std::string_view reading = field.reading == Reading::Stated ? "stated" : "judged";
      work.sink.report(diag::kind::ReadingHasRule, rules.place(id), name, reading)
          .note(field.span, fmt::format("declared as {} here", reading))
          .help(fmt::format("take out `{}`, or the rule", reading));
    }
  }
}

/// An `allow` beside a rule speaks of the field that the rule is for.
template <class Decl> void take_allows(const Decl& d, Work& work) {
  std::vector<tir::Allow> made = read_allows(d.allows, work.sink);
  const auto row = work.out.rows.find(std::string(d.row.text));
  const tir::FieldId id = row == work.out.rows.end() ? tir::FieldId{} : work.out.field(row->second, d.field.text);
  if (!id.valid()) return;
  auto& allows = work.program()[id].allows;
  std::move(made.begin(), made.end(), std::back_inserter(allows));
}

}  // namespace

void attach_rules(const std::vector<const ast::Unit*>& units, Work& work) {
  RuleIndex rules(work);
  for (const ast::Unit* unit : units) {
    for (const auto& d : unit->derives) {
      take_allows(d, work);
      if (rules.take(d.row, d.field)) work.out.derives.push_back({unit, &d});
    }
    for (const auto& d : unit->tables) {
      take_allows(d, work);
      if (rules.take(d.row, d.field)) work.out.tables.push_back({unit, &d});
    }
    for (const auto& d : unit->requires_) work.out.requires_.push_back({unit, &d});
    for (const auto& d : unit->dependences) work.out.dependences.push_back({unit, &d});
    for (const auto& d : unit->templates) work.out.templates.push_back({unit, &d});
    for (const auto& d : unit->checklists) work.out.checklists.push_back({unit, &d});
    for (const auto& d : unit->sheets) work.out.sheets.push_back({unit, &d});
    for (const auto& d : unit->archetypes) work.out.archetypes.push_back({unit, &d});
    for (const auto& d : unit->systems) work.out.systems.push_back({unit, &d});
    for (const auto& d : unit->preferences) work.out.preferences.push_back({unit, &d});
  }
  rules_and_categories(work, rules);
}

}  // namespace msd::registry
