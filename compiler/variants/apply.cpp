// Whole declarations: added at a place, removed, replaced.
#include "compiler/variants/copy.h"
#include "compiler/variants/members.h"

#include <algorithm>
#include <list>
#include <optional>
#include <tuple>

namespace msd::variants {

namespace {

using ast::Declarations;
using ast::DeclKind;

/// The declarations of one kind in all units of the base, in order.
template <class Decl> struct Store {
  std::vector<Decl> Declarations::*in_unit;
  struct Entry {
    ast::Unit* unit;
    Decl decl;
  };
  std::list<Entry> all = {};
  using At = typename std::list<Entry>::iterator;
  std::unordered_map<std::string, At> by_key = {};
  std::unordered_map<std::string, std::string> behind = {};  ///< the last one that was put behind another

  void put(At at, ast::Unit* unit, Decl decl) {
    const std::string name = key(target_of(decl), *unit);
    const At made = all.insert(at, {unit, std::move(decl)});
    by_key.emplace(name, made);
  }
  void take_from(Units& units) {
    for (auto& unit : units) {
      std::vector<Decl> old = std::move((*unit).*in_unit);
      ((*unit).*in_unit).clear();
      for (Decl& d : old) put(all.end(), unit.get(), std::move(d));
    }
  }
  void give_back() {
    for (Entry& entry : all) ((*entry.unit).*in_unit).push_back(std::move(entry.decl));
  }
};

class Variation {
 public:
  Variation(Units base, Units variant, const Options& options, Removed& removed, diag::Sink& sink)
      : base_(std::move(base)), variant_(std::move(variant)), options_(options),
        sink_(sink), editing_{options.variant, removed, sink, {}} {}

  Units run() {
    each([&](auto& store) { store.take_from(base_); });
    for (auto& unit : variant_) {
      for (const ast::VariantStep& step : unit->steps_of_change)
        step.whole ? whole(*unit, unit->changes[step.index]) : members(*unit, unit->edited[step.index]);
    }
    each([&](auto& store) { additions(store); });
    each([&](auto& store) { store.give_back(); });
    Units out = std::move(base_);
    for (auto& unit : out) {
      unit->frameworks.clear();
      unit->order.clear();
    }
    for (auto& unit : variant_) {
      for (const ast::VariantDecl& v : unit->variants) unit->frameworks.push_back({v.name, v.version, v.doc, v.span});
      unit->order.clear();
      out.push_back(std::move(unit));
    }
    return out;
  }

 private:
  template <class F> void each(F f) {
    std::apply([&](auto&... store) { (f(store), ...); }, stores_);
  }
  template <class F> void with(DeclKind kind, F f) {
    switch (kind) {
    case DeclKind::Enum: return f(std::get<Store<ast::EnumDecl>>(stores_));
    case DeclKind::Row: return f(std::get<Store<ast::RowDecl>>(stores_));
    case DeclKind::Field: return f(std::get<Store<ast::FieldDecl>>(stores_));
    case DeclKind::Derive: return f(std::get<Store<ast::DeriveDecl>>(stores_));
    case DeclKind::Table: return f(std::get<Store<ast::TableDecl>>(stores_));
    case DeclKind::Require: return f(std::get<Store<ast::RequireDecl>>(stores_));
    case DeclKind::Dependence: return f(std::get<Store<ast::DependenceDecl>>(stores_));
    case DeclKind::Template: return f(std::get<Store<ast::TemplateDecl>>(stores_));
    case DeclKind::Lexicon: return f(std::get<Store<ast::LexiconDecl>>(stores_));
    case DeclKind::Step: return f(std::get<Store<ast::StepDecl>>(stores_));
    case DeclKind::Checklist: return f(std::get<Store<ast::ChecklistDecl>>(stores_));
    case DeclKind::Sheet: return f(std::get<Store<ast::SheetDecl>>(stores_));
    case DeclKind::Archetype: return f(std::get<Store<ast::ArchetypeDecl>>(stores_));
    case DeclKind::System: return f(std::get<Store<ast::SystemDecl>>(stores_));
    case DeclKind::Prefer: return f(std::get<Store<ast::PreferDecl>>(stores_));
    case DeclKind::Test: return f(std::get<Store<ast::TestDecl>>(stores_));
    case DeclKind::Framework:
    case DeclKind::Import:
    case DeclKind::Design: break;  // the grammar has no change of these
    }
  }

  // ---- findings
  template <class Decl> std::string advice(const Store<Decl>& store, const ast::Target& target) const {
    if (sink_.all().size() > 200) return {};  // it would take longer than anybody reads
    std::vector<std::string> names;
    for (const auto& entry : store.all) names.push_back(name(target_of(entry.decl)));
    const std::vector<std::string_view> views(names.begin(), names.end());
    std::string near = diag::did_you_mean(name(target), views);
    if (target.kind == DeclKind::Template && near.empty()) near = conditions(target);
    return near.empty() ? other_kind(target) : near;
  }
  /// The templates that the field has, by their conditions.
  std::string conditions(const ast::Target& target) const {
    std::size_t found = 0;
    for (const auto& entry : std::get<Store<ast::TemplateDecl>>(stores_).all)
      found += name(target_of(entry.decl)) == name(target) ? 1 : 0;
    return found == 0 ? std::string() : "write the condition of the template as it is written there, with `for`";
  }
  /// A rule may be there in another form.
  std::string other_kind(const ast::Target& target) const {
    if (target.kind == DeclKind::Require) {
      for (const auto& entry : std::get<Store<ast::RequireDecl>>(stores_).all) {
        const ast::Target other = target_of(entry.decl);
        if (name(other) == name(target)) return fmt::format("there is {}", words(other));
      }
    }
    if (target.kind != DeclKind::Derive && target.kind != DeclKind::Table) return {};
    const auto rule = [&](const auto& store) {
      for (const auto& entry : store.all) {
        const ast::Target other = target_of(entry.decl);
        if (name(other) == name(target)) return fmt::format("there is `{} {}`", word(other), name(other));
      }
      return std::string();
    };
    const std::string derive = rule(std::get<Store<ast::DeriveDecl>>(stores_));
    return derive.empty() ? rule(std::get<Store<ast::TableDecl>>(stores_)) : derive;
  }
  /// True after a report that what is meant was removed before.
  bool was_removed(const ast::Target& target, const std::string& wanted) {
    const auto found = removed_.find(wanted);
    if (found == removed_.end()) return false;
    sink_.report(diag::kind::RemovedAlready, target.span, words(target))
        .label("used again here")
        .note(found->second, "removed here")
        .help("take one of the two out");
    return true;
  }
  template <class Decl>
  void missing(const Store<Decl>& store, const ast::Target& target, const std::string& wanted, std::string_view verb) {
    if (was_removed(target, wanted)) return;
    sink_.report(diag::kind::NothingToChange, target.span, options_.base, words(target), verb)
        .help(advice(store, target));
  }
  /// False after a report that it is removed or replaced a second time.
  bool once(const ast::Change& change, const std::string& wanted) {
    const auto [first, fresh] = editing_.touched.emplace(wanted, change.target.span);
    if (fresh) return true;
    if (change.verb == ast::Verb::Replace && was_removed(change.target, wanted)) return false;
    sink_.report(diag::kind::ChangedTwice, change.target.span, words(change.target))
        .label("again here")
        .note(first->second, "changed here already")
        .help("make one change of it");
    return false;
  }
  void there(const ast::Target& target, source::Span place) {
    sink_.report(diag::kind::AlreadyThere, target.span, options_.base, words(target))
        .note(place, "it stands here")
        .help("write `replace` in front of the declaration to have it in place of that one");
  }

  // ---- changes
  void whole(ast::Unit& from, const ast::Change& change) {
    with(change.target.kind, [&](auto& store) {
      const std::string wanted = key(change.target, from);
      switch (change.verb) {
      case ast::Verb::Remove: return remove(store, change, wanted);
      case ast::Verb::Replace: return replace(store, from, change, wanted);
      case ast::Verb::Add: return add(store, from, change, wanted);
      }
    });
  }

  template <class Decl> void remove(Store<Decl>& store, const ast::Change& change, const std::string& wanted) {
    if (!once(change, wanted)) return;
    const auto found = store.by_key.find(wanted);
    if (found == store.by_key.end()) return missing(store, change.target, wanted, "remove");
    note_removal(found->second->decl, change.span);
    store.all.erase(found->second);
    store.by_key.erase(found);
    removed_.emplace(wanted, change.target.span);
  }

  template <class Decl>
  void replace(Store<Decl>& store, ast::Unit& from, const ast::Change& change, const std::string& wanted) {
    if (!once(change, wanted)) return;
    const auto found = store.by_key.find(wanted);
    if (found == store.by_key.end()) return missing(store, change.target, wanted, "replace");
    auto& entry = *found->second;
    Decl made = (from.changed.*store.in_unit)[change.decl->index];
    Copier copy(from, *entry.unit);
    move_exprs(made, copy);
    if (made.doc.empty()) made.doc = entry.decl.doc;  // a comment is not lost with what it is about
    note_replacement(entry.decl, made, change.span);
    entry.decl = std::move(made);
  }

  template <class Decl>
  void add(Store<Decl>& store, ast::Unit& from, const ast::Change& change, const std::string& wanted) {
    const ast::Place& place = *change.place;
    const std::string anchor = key(place.of, from);
    if (const auto known = store.by_key.find(wanted); known != store.by_key.end())
      return there(change.target, known->second->decl.span);
    const auto found = place.of.kind == change.target.kind ? store.by_key.find(anchor) : store.by_key.end();
    if (found == store.by_key.end()) {
      if (was_removed(place.of, anchor)) return;
      const bool other = place.of.kind != change.target.kind;
      sink_
          .report(diag::kind::NoSuchPlace, place.span, options_.base, words(place.of), place.after ? "after" : "before")
          .help(other ? fmt::format("only the order of one kind counts: name another `{}`", word(change.target))
                      : advice(store, place.of));
      return;
    }
    auto at = found->second;
    ast::Unit* unit = at->unit;
    if (place.after) {
      const auto last = store.behind.find(anchor);
      const auto behind = last == store.behind.end() ? store.by_key.end() : store.by_key.find(last->second);
      at = std::next(behind == store.by_key.end() ? at : behind->second);
      store.behind[anchor] = wanted;
    }
    Decl made = (from.changed.*store.in_unit)[change.decl->index];
    Copier copy(from, *unit);
    move_exprs(made, copy);
    store.put(at, unit, std::move(made));
  }

  void members(ast::Unit& from, const ast::ChangeDecl& change) {
    with(change.target.kind, [&](auto& store) {
      const std::string wanted = key(change.target, from);
      const auto found = store.by_key.find(wanted);
      if (found == store.by_key.end()) return missing(store, change.target, wanted, "change");
      edit(change, wanted, from, found->second->decl, *found->second->unit, editing_);
    });
  }

  /// A declaration of the variant that stands by itself adds; one that the base has is no addition.
  template <class Decl> void additions(Store<Decl>& store) {
    for (auto& unit : variant_) {
      std::erase_if((*unit).*store.in_unit, [&](const Decl& d) {
        const auto known = store.by_key.find(key(target_of(d), *unit));
        if (known == store.by_key.end()) return false;
        there(target_of(d), known->second->decl.span);
        return true;
      });
    }
  }

  // ---- the list of what was removed
  void gone(Use use, std::string_view owner, std::string_view what, source::Span place) {
    editing_.removed.add(use, owner, what, options_.variant, place);
  }
  template <class Decl> void note_removal(const Decl&, source::Span) {}
  void note_removal(const ast::EnumDecl& d, source::Span place) { gone(Use::Enum, "", d.name.text, place); }
  void note_removal(const ast::RequireDecl& d, source::Span place) { gone(Use::Require, "", d.name.text, place); }
  void note_removal(const ast::ArchetypeDecl& d, source::Span place) { gone(Use::Archetype, "", d.name.text, place); }
  void note_removal(const ast::LexiconDecl& d, source::Span place) { gone(Use::Lexicon, "", d.name.text, place); }
  void note_removal(const ast::StepDecl& d, source::Span place) { gone(Use::Step, "", d.number.digits, place); }
  void note_removal(const ast::RowDecl& d, source::Span place) {
    gone(Use::Row, "", d.name.text, place);
    if (d.parent.given()) gone(Use::Field, d.parent.text, d.many.text, place);
  }
  void note_removal(const ast::FieldDecl& d, source::Span place) {
    gone(Use::Field, d.row.text, d.name.text, place);
    if (d.inverse.given()) gone(Use::Field, d.type.name.text, d.inverse.text, place);
  }
  template <class Decl> void note_replacement(const Decl&, const Decl&, source::Span) {}
  void note_replacement(const ast::EnumDecl& old, const ast::EnumDecl& made, source::Span place) {
    for (const ast::EnumValue& value : old.values) {
      const bool kept = std::any_of(made.values.begin(), made.values.end(),
                                    [&](const ast::EnumValue& other) { return other.name.text == value.name.text; });
      if (!kept) gone(Use::Value, old.name.text, value.name.text, place);
    }
  }
  void note_replacement(const ast::FieldDecl& old, const ast::FieldDecl& made, source::Span place) {
    if (old.inverse.given() && old.inverse.text != made.inverse.text)
      gone(Use::Field, old.type.name.text, old.inverse.text, place);
  }

  Units base_, variant_;
  const Options& options_;
  diag::Sink& sink_;
  Editing editing_;
  std::unordered_map<std::string, source::Span> removed_;  ///< whole declarations, by key
  std::tuple<Store<ast::EnumDecl>, Store<ast::RowDecl>, Store<ast::FieldDecl>, Store<ast::DeriveDecl>,
             Store<ast::TableDecl>, Store<ast::RequireDecl>, Store<ast::DependenceDecl>, Store<ast::TemplateDecl>,
             Store<ast::LexiconDecl>, Store<ast::StepDecl>, Store<ast::ChecklistDecl>, Store<ast::SheetDecl>,
             Store<ast::ArchetypeDecl>, Store<ast::SystemDecl>, Store<ast::PreferDecl>, Store<ast::TestDecl>>
      stores_{{&Declarations::enums},       {&Declarations::rows},       {&Declarations::fields},
              {&Declarations::derives},     {&Declarations::tables},     {&Declarations::requires_},
              {&Declarations::dependences}, {&Declarations::templates},  {&Declarations::lexicons},
              {&Declarations::steps},       {&Declarations::checklists}, {&Declarations::sheets},
              {&Declarations::archetypes},  {&Declarations::systems},    {&Declarations::preferences},
              {&Declarations::tests}};
};

}  // namespace

Units apply(Units base, Units variant, const Options& options, Removed& removed, diag::Sink& sink) {
  return Variation(std::move(base), std::move(variant), options, removed, sink).run();
}

void refuse(const Units& units, diag::Sink& sink) {
  for (const auto& unit : units) {
    for (const ast::VariantStep& step : unit->steps_of_change) {
      const std::string_view verb = !step.whole                                            ? "change"
                                    : unit->changes[step.index].verb == ast::Verb::Remove  ? "remove"
                                    : unit->changes[step.index].verb == ast::Verb::Replace ? "replace"
                                    : unit->changes[step.index].place->after               ? "after"
                                                                                           : "before";
      sink.report(diag::kind::NotAVariant, step.whole ? unit->changes[step.index].span : unit->edited[step.index].span,
                  verb)
          .help("begin the entry file with `variant NAME VERSION of BASE VERSION`, or change the framework itself");
    }
  }
}

}  // namespace msd::variants
