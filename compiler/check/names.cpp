// Names in expressions: what a path means where it stands.
#include "compiler/check/checker.h"

namespace msd::check {

using tir::ExprId;
using tir::FieldId;
using tir::RowId;

namespace {
tir::Type ref_type(RowId row, bool optional = false) {
  tir::Type type;
  type.cls = Class::Ref;
  type.row = row;
  type.optional = optional;
  return type;
}
tir::Type list_type(RowId row) {
  tir::Type type = ref_type(row);
  type.cls = Class::List;
  return type;
}
}  // namespace

ExprId Checker::here(std::size_t level, source::Span span) {
  return node(Op::Here, ref_type(levels_[level].row, levels_[level].optional), span, {}, {}, {}, {},
              static_cast<std::uint32_t>(levels_.size() - 1 - level))
      .id;
}

Typed Checker::single(RowId row, source::Span span) {
  const ExprId from = levels_.empty() ? ExprId{} : here(levels_.size() - 1, span);
  if (program_[row].selector.valid()) reads_.push_back({program_[row].selector, span, true});
  return node(Op::Single, ref_type(row), span, from, {}, {}, {}, row.index);
}

Typed Checker::load(FieldId field, ExprId row, source::Span span) {
  const tir::Field& f = program_[field];
  if (f.mistyped) {
    usable_ = false;
    return {};
  }
  if (field == attaching_ && program_[row].op == Op::Here && program_[row].x + 1 == levels_.size()) {
    if (!asks_set_ || negative_ > 0) {
      sink_.report(diag::kind::AttachNegative, span).help("write `" + f.name + " has VALUE`, and do not negate it");
      return {};
    }
    return node(Op::AttachSelf, f.type, span);
  }
  reads_.push_back({field, span});
  return node(Op::Load, f.type, span, row, {}, {}, {}, field.index);
}

void Checker::walked(std::size_t first) {
  for (std::size_t i = first; i < reads_.size(); ++i) reads_[i].walked = true;
}

bool Checker::resolvable(const ast::Name& name) const {
  for (const Level& level : levels_) {
    if (level.role.empty() ? registry_.field(level.row, name.text).valid() : level.role == name.text) return true;
  }
  if (registry_.rows.contains(std::string(name.text))) return true;
  for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
    if (program_.rows[i].single && registry_.field(RowId{i}, name.text).valid()) return true;
  }
  return false;
}

std::vector<std::string_view> Checker::names_in_scope() const {
  std::vector<std::string_view> out;
  auto fields = [&](const tir::Row& row) {
    for (FieldId id : row.fields) out.push_back(program_[id].name);
  };
  for (std::size_t i = levels_.size(); i-- > 0;) {
    levels_[i].role.empty() ? fields(program_[levels_[i].row]) : out.push_back(levels_[i].role);
  }
  for (const tir::Row& row : program_.rows) {
    if (row.single) fields(row);
  }
  for (const tir::Row& row : program_.rows) out.push_back(row.name);
  return out;
}

std::optional<std::size_t> Checker::role(std::string_view name) const {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (!levels_[i].role.empty() && levels_[i].role == name) return i;
  }
  return std::nullopt;
}

/// The name of a kind of row, and of a field as well.
Typed Checker::ambiguous(const ast::Name& name, FieldId field) {
  sink_.report(diag::kind::AmbiguousName, name.span, name.text, field_name(field), "row " + std::string(name.text))
      .note(program_[field].span, "the field")
      .note(program_[registry_.rows.at(std::string(name.text))].span, "the row")
      .help("write `" + field_name(field) +
            "` if the field is meant; where it is not, one of the two needs another name");
  return {};
}

Typed Checker::head(const ast::Name& name, bool more) {
  // The row at hand, then the rows around it.
  const std::optional<std::size_t> of_role = role(name.text);
  for (std::size_t i = levels_.size(); i-- > 0;) {
    const FieldId field = levels_[i].role.empty() ? registry_.field(levels_[i].row, name.text) : FieldId{};
    if (!field.valid()) continue;
    const Class cls = program_[field].type.cls;
    const bool leads = cls == Class::Ref || cls == Class::List;
    if (of_role && more && !leads) break;  // only the role's row can be followed
    if (of_role) {
      sink_.report(diag::kind::AmbiguousName, name.span, name.text, field_name(field), "role " + std::string(name.text))
          .note(program_[field].span, "the field")
          .help("give the role another name");
      return {};
    }
    const auto namesake = registry_.rows.find(std::string(name.text));
    if (more && !leads && namesake != registry_.rows.end()) break;  // only the row can be followed
    // A relation called like the rows it leads to is the nearer of two names; one that leads to others is none.
    if (leads && namesake != registry_.rows.end() && !(namesake->second == program_[field].type.row))
      return ambiguous(name, field);
    return load(field, here(i, name.span), name.span);
  }
  if (of_role) return {here(*of_role, name.span)};
  if (registry_.rows.contains(std::string(name.text))) {
    // What a design has once can be asked by its bare name as well, unless a row is called the same.
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
      const FieldId field = program_.rows[i].single ? registry_.field(RowId{i}, name.text) : FieldId{};
      if (!field.valid()) continue;
      const Class cls = program_[field].type.cls;
      if (!more || cls == Class::Ref || cls == Class::List) return ambiguous(name, field);
    }
  }
  if (const auto row = registry_.rows.find(std::string(name.text)); row != registry_.rows.end()) {
    for (std::size_t i = levels_.size(); i-- > 0;) {
      if (levels_[i].role.empty() && levels_[i].row == row->second) return {here(i, name.span)};
    }
    if (program_[row->second].single) return single(row->second, name.span);
    reads_.push_back({program_[row->second].name_field, name.span, true});
    return node(Op::All, list_type(row->second), name.span, {}, {}, {}, {}, row->second.index);
  }
  std::vector<FieldId> found;
  for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
    if (!program_.rows[i].single) continue;
    const FieldId field = registry_.field(RowId{i}, name.text);
    if (field.valid() && program_[field].builtin == tir::Builtin::None) found.push_back(field);
  }
  if (found.size() > 1) {
    sink_.report(diag::kind::AmbiguousName, name.span, name.text, field_name(found[0]), field_name(found[1]))
        .help("write `" + field_name(found[0]) + "` or `" + field_name(found[1]) + "`");
    return {};
  }
  if (found.empty()) {
    usable_ = false;
    if (registry_.lost.word(name.text)) return {};
    explain_any(sink_.report(diag::kind::UnknownName, name.span, name.text)
                    .help(diag::did_you_mean(name.text, names_in_scope())),
                name.text);
    return {};
  }
  const Typed row = single(program_[found[0]].row, name.span);
  return load(found[0], row.id, name.span);
}

Typed Checker::follow(Typed from, const ast::Name& name, bool last, bool many_allowed) {
  const tir::Type at = type(from);
  if (at.cls != Class::Ref && at.cls != Class::List) {
    sink_.report(diag::kind::NotARelation, program_[from.id].span, written(program_[from.id].span))
        .label("this is " + words(from));
    return {};
  }
  const FieldId field = registry_.field(at.row, name.text);
  if (!field.valid()) {
    usable_ = false;
    if (registry_.lost.word(name.text)) return {};
    std::vector<std::string_view> near;
    for (FieldId id : program_[at.row].fields) near.push_back(program_[id].name);
    explain(sink_.report(diag::kind::UnknownField, name.span, program_[at.row].name, name.text)
                .help(diag::did_you_mean(name.text, near)),
            variants::Use::Field, program_[at.row].name, name.text);
    return {};
  }
  const source::Span span = source::join(program_[from.id].span, name.span);
  if (at.cls == Class::Ref) return load(field, from.id, span);
  const tir::Type to = program_[field].type;
  if (to.cls != Class::Ref && to.cls != Class::List) {
    if (!(last && many_allowed)) {
      sink_.report(diag::kind::ManyValues, span, written(span))
          .help("ask about the rows: `some " + written(program_[from.id].span) +
                " where …`, `count`, `distinct` or `first`");
    }
    return {};
  }
  reads_.push_back({field, span});
  return node(Op::Collect, list_type(to.row), span, from.id, {}, {}, {}, field.index);
}

Typed Checker::resolve(const std::vector<ast::Name>& path, bool many_allowed) {
  if (path.empty()) return {};
  std::size_t before = reads_.size();
  Typed at = head(path[0], path.size() > 1);
  for (std::size_t i = 1; at.valid() && i < path.size(); ++i) {
    walked(before);
    before = reads_.size();
    at = follow(at, path[i], i + 1 == path.size(), many_allowed);
  }
  return at;
}

}  // namespace msd::check
