// Sheets, checklists, display ids.
#include "compiler/check/checker.h"

#include <algorithm>
#include <map>
#include <utility>

namespace msd::check {

std::optional<tir::Cell> Checker::cell(const ast::Cell& c) {
  tir::Cell out;
  outside_ = c.path;
  switch (c.kind) {
  case ast::Cell::Kind::Path: {
    const Typed value = resolve(c.path, false);
    if (!value.valid()) return std::nullopt;
    out.value = value.id;
    return out;
  }
  case ast::Cell::Kind::Why: {
    out.kind = tir::Cell::Kind::Why;
    const Typed value = resolve(c.path, false);
    if (!value.valid()) return std::nullopt;
    if (program_[value.id].op != Op::Load) {
      mismatch(c.span, "a field", value);
      return std::nullopt;
    }
    out.value = value.id;
    return out;
  }
  case ast::Cell::Kind::Text:
    out.kind = tir::Cell::Kind::Text;
    out.text = text_template(c.text);
    return out;
  case ast::Cell::Kind::List:
    out.kind = tir::Cell::Kind::List;
    for (const ast::Cell& part : c.parts) {
      auto made = cell(part);
      if (!made) return std::nullopt;
      out.parts.push_back(std::move(*made));
    }
    return out;
  case ast::Cell::Kind::Each: {
    out.kind = tir::Cell::Kind::Each;
    const Typed list = resolve(c.path, false);
    if (!list.valid()) return std::nullopt;
    if (type(list).cls != Class::List) {
      sink_.report(diag::kind::NotARelation, program_[list.id].span, written(program_[list.id].span))
          .label("this is " + words(list));
      return std::nullopt;
    }
    out.value = list.id;
    // The part is evaluated on the member alone: its row is the only one around.
    const std::vector<Level> outer = std::exchange(levels_, {{type(list).row}});
    bool good = true;
    if (c.value.valid()) {
      outside_.clear();
      const Typed where = condition(c.value);
      good = where.valid();
      out.where = where.id;
    }
    auto made = c.parts.empty() ? std::nullopt : cell(c.parts[0]);
    levels_ = outer;
    if (!made || !good) return std::nullopt;
    out.parts.push_back(std::move(*made));
    if (!c.text.given()) return out;
    tir::Cell none;
    none.kind = tir::Cell::Kind::Text;
    none.text = text_template(c.text);
    out.parts.push_back(std::move(none));
    return out;
  }
  case ast::Cell::Kind::Value: {
    outside_.clear();
    const Typed value = expr(c.value, nullptr);
    if (!value.valid()) return std::nullopt;
    out.value = value.id;
    return out;
  }
  }
  return std::nullopt;
}

void Checker::sheet(const registry::Pending<ast::SheetDecl>& pending) {
  const ast::SheetDecl& d = *pending.decl;
  tir::Sheet out;
  out.name = d.name.text;
  out.label = d.label.given() ? std::string(d.label.value) : out.name;
  out.doc = d.doc;
  out.span = d.name.span;
  out.kind = static_cast<tir::Sheet::Kind>(d.kind);
  if (d.kind != ast::SheetDecl::Kind::Prose) {
    const auto row = registry_.rows.find(std::string(d.row.text));
    if (row == registry_.rows.end()) {
      unknown_row(d.row);
      usable_ = false;
      return;
    }
    out.row = row->second;
  }
  begin(*pending.unit, out.row);
  bool good = true;
  if (d.where.valid()) {
    const Typed where = condition(d.where);
    good = where.valid();
    out.where = where.id;
  }
  for (const auto& column : d.columns) {
    auto made = cell(column.cell);
    good = good && made.has_value();
    if (made) out.columns.push_back({std::string(column.label.value), std::move(*made)});
  }
  for (const ast::Name& name : d.fields) {
    const tir::FieldId field = registry_.field(out.row, name.text);
    if (field.valid()) {
      out.fields.push_back(field);
      continue;
    }
    std::vector<std::string_view> near;
    for (tir::FieldId id : program_[out.row].fields) near.push_back(program_[id].name);
    explain(sink_.report(diag::kind::UnknownField, name.span, program_[out.row].name, name.text)
                .help(diag::did_you_mean(name.text, near)),
            variants::Use::Field, program_[out.row].name, name.text);
    good = false;
  }
  for (const ast::Sentence& one : d.sentences) {
    auto made = prose(one);
    good = good && made.has_value();
    if (made) out.sentences.push_back(std::move(*made));
  }
  usable_ = usable_ && good;
  if (good) program_.sheets.push_back(std::move(out));
}

void Checker::sheets() {
  std::map<std::string_view, source::Span> names;
  for (const auto& pending : registry_.sheets) {
    const auto [it, fresh] = names.emplace(pending.decl->name.text, pending.decl->name.span);
    sheet(pending);
    if (!fresh) {
      sink_.report(diag::kind::RequireTwice, pending.decl->name.span, "sheet", pending.decl->name.text)
          .note(it->second, "the first one")
          .help("give it a name of its own");
    }
  }
}

void Checker::checklists() {
  std::map<std::string_view, source::Span> names;
  std::vector<std::string_view> known;
  for (const tir::Require& require : program_.requires_) known.push_back(require.name);
  for (const auto& pending : registry_.checklists) {
    const ast::ChecklistDecl& d = *pending.decl;
    const auto [it, fresh] = names.emplace(d.name.text, d.name.span);
    if (!fresh) {
      sink_.report(diag::kind::RequireTwice, d.name.span, "checklist", d.name.text)
          .note(it->second, "the first one")
          .help("give it a name of its own");
    }
    tir::Checklist out;
    out.name = d.name.text;
    out.label = d.label.given() ? std::string(d.label.value) : out.name;
    out.doc = d.doc;
    out.span = d.name.span;
    for (const auto& item : d.items) {
      tir::ChecklistItem made{std::string(item.name.text), std::string(item.text.value), {}};
      for (const ast::Name& need : item.needs) {
        const auto found = std::find(known.begin(), known.end(), need.text);
        if (found != known.end()) {
          made.needs.push_back({static_cast<std::uint32_t>(found - known.begin())});
          continue;
        }
        // A requirement that exists but is wrong was reported; only unknown ones are news.
        const bool declared = std::any_of(registry_.requires_.begin(), registry_.requires_.end(), [&](const auto& r) {
          return r.decl->name.text == need.text && r.decl->form <= ast::RequireDecl::Form::Assume;
        });
        if (!declared)
          explain(
              sink_.report(diag::kind::UnknownRequire, need.span, need.text).help(diag::did_you_mean(need.text, known)),
              variants::Use::Require, "", need.text);
        usable_ = false;
      }
      out.items.push_back(std::move(made));
    }
    program_.checklists.push_back(std::move(out));
  }
}

void Checker::rows() {
  for (std::uint32_t i = 0; i < program_.rows.size(); ++i) {
    const auto& pending = registry_.row_decls[i];
    const std::string& word = program_.rows[i].header.empty() ? program_.rows[i].name : program_.rows[i].header[0].word;
    if (word == "like" || word == "scenario") {
      sink_
          .report(diag::kind::HeaderTaken,
                  pending.decl->written.given() ? pending.decl->written.span : program_.rows[i].span,
                  program_.rows[i].name, word)
          .help("begin it with another word: `written \"…\"` says how such a row is written");
      usable_ = false;
    }
    if (!pending.decl->id_where.valid()) continue;
    begin(*pending.unit, tir::RowId{i});
    const Typed where = condition(pending.decl->id_where);
    usable_ = usable_ && where.valid();
    program_.rows[i].id_where = where.id;
    field_reads_.resize(program_.fields.size());
    field_reads_[program_.rows[i].id_field.index] = reads_;
  }
}

}  // namespace msd::check
