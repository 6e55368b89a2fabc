// Archetypes, systems, preferences.
#include "compiler/check/checker.h"

#include <algorithm>

namespace msd::check {

namespace {
std::string label_of(const ast::Text& label, std::string_view name) {
  if (label.given()) return std::string(label.value);
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}
}  // namespace

/// Whether a name is new among `names`; else it is reported.
bool Checker::first_of(std::map<std::string_view, source::Span>& names, const ast::Name& name, std::string_view what) {
  const auto [it, fresh] = names.emplace(name.text, name.span);
  if (!fresh) {
    sink_.report(diag::kind::RequireTwice, name.span, what, name.text)
        .note(it->second, "the first one")
        .help("give it a name of its own");
    usable_ = false;
  }
  return fresh;
}

std::optional<tir::RoleCondition> Checker::role_line(const ast::RoleLine& l) {
  tir::RoleCondition out;
  out.kind = static_cast<tir::RoleCondition::Kind>(l.kind);
  out.name = l.name.text;
  out.because = l.because.value;
  out.span = (*unit_)[l.condition].span;
  const Typed holds = condition(l.condition);
  out.value = holds.id;
  out.message = text_template(l.message);
  out.insert = text_template(l.insert);
  if (!holds.valid()) return std::nullopt;
  return out;
}

/// What the conditions of a role ask of one finite field of its row cannot all be true: no row fills the role then.
void Checker::never_filled(const ast::RoleDecl& d, const tir::Role& role) {
  struct Left {
    std::uint64_t values = 0;
    std::vector<source::Span> places;
  };
  std::map<std::uint32_t, Left> left;  // by field: the values that all conditions so far accept
  std::vector<tir::ExprId> open;
  for (const tir::RoleCondition& c : role.conditions) {
    if (c.kind == tir::RoleCondition::Kind::Must) open.push_back(c.value);
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    const tir::Expr& e = program_[open[i]];
    if (e.op == Op::And) {
      open.push_back(e.a);
      open.push_back(e.b);
    }
    const tir::ExprId loaded = e.op == Op::InMask ? e.a : open[i];
    const tir::Expr& of = program_[loaded];
    if (of.op != Op::Load || program_[of.a].op != Op::Here || program_[of.a].x != 0) continue;
    if (of.type.cls != Class::Bool && of.type.cls != Class::Enum) continue;
    const std::uint64_t accepted = e.op == Op::InMask ? static_cast<std::uint64_t>(program_.numbers[e.x]) : 2;
    Left& field = left.try_emplace(of.x, Left{~std::uint64_t{0}, {}}).first->second;
    field.values &= accepted;
    field.places.push_back(e.span);
    if (field.values != 0) continue;
    auto report = sink_.report(diag::kind::RoleNeverFilled, d.name.span, program_[role.row].name, role.name);
    for (const source::Span place : field.places)
      report.note(place, field.places.size() == 1 ? "this never holds" : "these never hold together");
    usable_ = false;
    return;
  }
}

std::optional<tir::Role> Checker::role(const ast::RoleDecl& d, const std::vector<Level>& roles) {
  tir::Role out;
  out.name = d.name.text;
  out.label = label_of(d.label, out.name);
  out.doc = d.doc;
  out.optional = d.optional;
  out.span = d.name.span;
  const auto row = registry_.rows.find(std::string(d.row.text));
  if (row == registry_.rows.end()) return std::nullopt;  // reported with the other roles' rows
  out.row = row->second;
  bool good = true;
  std::map<std::string_view, source::Span> names;
  for (const ast::RoleLine& line : d.lines) {
    levels_ = roles;
    levels_.push_back({out.row});
    if (line.name.given()) first_of(names, line.name, "expectation");
    auto made = role_line(line);
    good = good && made.has_value();
    if (made) out.conditions.push_back(std::move(*made));
  }
  if (!good) return std::nullopt;
  never_filled(d, out);
  return out;
}

void Checker::archetypes() {
  std::map<std::string_view, source::Span> names;
  for (const auto& pending : registry_.archetypes) {
    const ast::ArchetypeDecl& d = *pending.decl;
    bool good = first_of(names, d.name, "archetype");
    tir::Archetype out;
    out.name = d.name.text;
    out.label = label_of(d.label, out.name);
    out.doc = d.doc;
    out.section = d.section.text;
    out.span = d.name.span;
    for (const ast::Text& shape : d.shapes) out.shapes.emplace_back(shape.value);
    for (const ast::Text& example : d.examples) out.examples.emplace_back(example.value);
    if (d.roles.empty() && !registry_.lost.touches(d.span)) {
      sink_.report(diag::kind::NothingInside, d.name.span, "archetype", d.name.text, "roles")
          .help("write `role NAME : ROW { … }` for each part that a row of the design has to play");
      good = false;
    }
    if (d.roles.size() > kMaxRoles) {
      sink_.report(diag::kind::TooManyRoles, d.roles[kMaxRoles].name.span, kMaxRoles, d.name.text, d.roles.size())
          .help("split it into two archetypes, and let a system name both");
      good = false;
    }
    begin(*pending.unit, {});
    std::vector<Level> roles;
    std::map<std::string_view, source::Span> role_names;
    for (const ast::RoleDecl& one : d.roles) {
      good = first_of(role_names, one.name, "role") && good;
      if (registry_.rows.contains(std::string(one.name.text))) {
        sink_.report(diag::kind::RoleLikeRow, one.name.span, one.name.text)
            .note(program_[registry_.rows.at(std::string(one.name.text))].span, "the kind of row")
            .help("call it after the part that the row plays");
        good = false;
      }
      const auto row = registry_.rows.find(std::string(one.row.text));
      if (row != registry_.rows.end()) {
        roles.push_back({row->second, one.name.text, one.optional});
        continue;
      }
      if (!registry_.lost.word(one.row.text)) unknown_row(one.row);
      good = false;
    }
    // With a role missing or doubled, names in conditions would be reported that are only its consequence.
    for (std::size_t i = 0; good && i < d.roles.size(); ++i) {
      auto made = role(d.roles[i], roles);
      if (made) out.roles.push_back(std::move(*made));
    }
    usable_ = usable_ && good && out.roles.size() == d.roles.size();
    program_.archetypes.push_back(std::move(out));  // systems may name it, right or wrong
  }
}

void Checker::systems() {
  std::map<std::string_view, source::Span> names;
  std::vector<std::string_view> known;
  for (const tir::Archetype& one : program_.archetypes) known.push_back(one.name);
  for (const auto& pending : registry_.systems) {
    const ast::SystemDecl& d = *pending.decl;
    first_of(names, d.name, "system");
    tir::System out{std::string(d.name.text), label_of(d.label, d.name.text), d.doc, {}, d.name.span};
    std::map<std::string_view, source::Span> listed;
    for (const ast::Name& one : d.archetypes) {
      const auto [it, fresh] = listed.emplace(one.text, one.span);
      const auto found = std::find(known.begin(), known.end(), one.text);
      if (!fresh) {
        sink_.report(diag::kind::ListedTwice, one.span, one.text)
            .note(it->second, "the first time")
            .help("once is enough");
      } else if (found != known.end()) {
        out.archetypes.push_back(static_cast<std::uint32_t>(found - known.begin()));
      } else {
        if (!registry_.lost.word(one.text))
          explain(
              sink_.report(diag::kind::UnknownArchetype, one.span, one.text).help(diag::did_you_mean(one.text, known)),
              variants::Use::Archetype, "", one.text);
        usable_ = false;
      }
    }
    if (d.archetypes.empty() && !registry_.lost.touches(d.span)) {
      sink_.report(diag::kind::NothingInside, d.name.span, "system", d.name.text, "archetypes")
          .help("list those that it is made of: `{ first_archetype, second_archetype }`");
      usable_ = false;
    }
    program_.systems.push_back(std::move(out));
  }
}

void Checker::preferences() {
  for (const auto& pending : registry_.preferences) {
    const ast::PreferDecl& d = *pending.decl;
    begin(*pending.unit, {});
    const Typed value = expr(d.value, nullptr);
    if (value.valid() && type(value).cls != Class::Number) {
      sink_.report(diag::kind::PreferNoNumber, (*unit_)[d.value].span, words(value))
          .help("count rows: `count ROW where …`, or name a number of a single row");
    }
    if (!value.valid() || type(value).cls != Class::Number) {
      usable_ = false;
      continue;
    }
    program_.preferences.push_back({std::string(d.label.value), d.doc, value.id, step(d.step), (*unit_)[d.value].span});
  }
}

}  // namespace msd::check
