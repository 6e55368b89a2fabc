// Rows of a design: which kind a header means, its name, its place.
#include "compiler/bind/binder.h"
#include "compiler/bind/headers.h"
#include "compiler/bind/scenarios.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::bind {

namespace {
bool is_word(const ast::Value& value, std::string_view word) {
  return value.kind == ast::Value::Kind::Word && value.word.text == word;
}
}  // namespace

eval::Place Binder::place(source::Span span) const {
  if (!span.valid()) return {};
  const auto begin = sources_.position(span.file, span.begin);
  const auto end = sources_.position(span.file, span.end);
  return {begin.line, begin.column, end.line, end.column};
}

std::uint32_t Binder::field_of(std::uint32_t kind, std::string_view name) const {
  const image::RowRecord& row = image_.rows()[kind];
  for (std::uint32_t i = 0; i < row.field_count; ++i) {
    if (text(image_.fields()[row.field_first + i].name) == name) return row.field_first + i;
  }
  return kNone;
}

std::vector<std::string_view> Binder::field_names(std::uint32_t kind) const {
  const image::RowRecord& row = image_.rows()[kind];
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < row.field_count; ++i) {
    if (image_.fields()[row.field_first + i].builtin == 0)
      out.push_back(text(image_.fields()[row.field_first + i].name));
  }
  return out;
}

std::uint32_t Binder::kind_of(const ast::Entry& entry, eval::RowIndex parent) {
  const std::uint32_t around = parent == kNone ? kNone : facts_.rows()[parent].kind;
  const ast::Name& head = entry.values[0].word;
  std::vector<std::string_view> here;
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    const image::RowRecord& row = image_.rows()[kind];
    if (row.parent != around) continue;
    const std::string_view word = text(image_.header_parts()[row.header_first].word);
    if (word == head.text) return kind;
    here.push_back(word);
  }
  std::string help = diag::did_you_mean(head.text, here);
  for (std::uint32_t kind = 0; kind < image_.rows().size() && help.empty(); ++kind) {
    const image::RowRecord& row = image_.rows()[kind];
    if (text(image_.header_parts()[row.header_first].word) != head.text) continue;
    help = row.parent == kNone ? "it stands in the design itself, not inside a row"
                               : fmt::format("it stands inside a `{}`", text(image_.rows()[row.parent].name));
  }
  if (help.empty() && around != kNone && field_of(around, head.text) != kNone)
    help = fmt::format("write a field as `{}: VALUE`", head.text);
  if (help.empty() && !here.empty()) help = fmt::format("rows here begin with `{}`", fmt::join(here, "`, `"));
  sink_.report(diag::kind::UnknownRowWord, head.span, head.text).help(help);
  return kNone;
}

/// The name that a header gives its row; empty if it gives none.
std::string Binder::name_in_header(const ast::Entry& entry, std::uint32_t kind) {
  const std::size_t at = name_position(image_, entry, kind);
  if (at == 0) return {};
  const std::string_view name = name_by_header(image_, entry, kind);
  if (name.empty()) {
    const ast::Value& value = entry.values[at];
    sink_.report(diag::kind::HeaderMismatch, value.span, written(value), text(image_.rows()[kind].name))
        .label("expected a name");
  }
  return std::string(name);
}

const std::vector<eval::RowIndex>& Binder::called(std::string_view name) const {
  static const std::vector<eval::RowIndex> kNobody;
  const auto found = named_.find(facts_.symbols.find(name));
  return found == named_.end() ? kNobody : found->second;
}

/// A row's name is its key in the whole design: no row of another kind has it, and no single row is called so.
bool Binder::name_taken(std::string_view name, std::uint32_t kind, source::Span head) {
  for (std::uint32_t other = 0; other < image_.rows().size(); ++other) {
    const std::string_view word = text(image_.rows()[other].name);
    if (other == kind || image_.rows()[other].single == 0 || word != name) continue;
    sink_.report(diag::kind::NameTaken, head, name, word).help("the single row is called so; take another name");
    return true;
  }
  for (eval::RowIndex row : called(name)) {
    const std::uint32_t other = facts_.rows()[row].kind;
    if (other == kind) continue;
    sink_.report(diag::kind::NameTaken, head, name, text(image_.rows()[other].name))
        .note(row_spans_[row], "the first one")
        .help("a name stands for one row in the whole design; take another one");
    return true;
  }
  return false;
}

/// The row of a kind that stands already under this name, or without one where there can be only one; kNone if none.
eval::RowIndex Binder::same_row(std::string_view name, std::uint32_t kind) const {
  if (name.empty()) return image_.rows()[kind].single != 0 ? unnamed_single(kind) : kNone;
  for (eval::RowIndex row : called(name)) {
    if (facts_.rows()[row].kind == kind) return row;
  }
  return kNone;
}

eval::RowIndex Binder::unnamed_single(std::uint32_t kind) const {
  for (eval::RowIndex row : facts_.of_kind(kind)) {
    if (!facts_.rows()[row].named) return row;
  }
  return kNone;
}

void Binder::row(const ast::Entry& entry, eval::RowIndex parent) {
  const std::uint32_t kind = kind_of(entry, parent);
  if (kind == kNone) return;
  const image::RowRecord& record = image_.rows()[kind];
  const std::string name = name_in_header(entry, kind);
  const source::Span head = entry.values.back().span.valid()
                                ? source::join(entry.values[0].span, entry.values.back().span)
                                : entry.values[0].span;
  if (record.single != 0 && !name.empty() && record.selector == kNone) {
    sink_.report(diag::kind::NotNamed, head, text(record.name)).help(fmt::format("leave `{}` out", name));
    return;
  }
  if (const eval::RowIndex other = same_row(name, kind); other != kNone) {
    sink_
        .report(diag::kind::RowTwice, head, text(record.name),
                name.empty() ? text(record.name) : std::string_view(name))
        .note(row_spans_[other], "the first one");
    return;
  }
  if (!name.empty() && name_taken(name, kind, head)) return;
  const eval::RowIndex made = facts_.add_row(kind, parent, name, place(head));
  facts_.row(made).named = !name.empty();
  if (!name.empty()) named_[facts_.rows()[made].name].push_back(made);
  facts_.row(made).insertion = insertion(entry);
  row_spans_.push_back(head);
  if (entry.because.given()) {
    facts_.row(made).because = facts_.symbols.intern(entry.because.value);
    if (entry.because.value.empty()) sink_.report(diag::kind::EmptyReason, entry.because.span);
  }
  header(entry, made, 1);
  if (entry.body) block(*entry.body, made);
  if (entry.body && entry.body->damaged) damaged_.emplace_back(made, &*entry.body);
}

std::string Binder::header_form(const image::RowRecord& record) const {
  std::string form;
  for (std::uint32_t i = 0; i < record.header_count; ++i) {
    const image::HeaderPartRecord& part = image_.header_parts()[record.header_first + i];
    if (i != 0) form += ' ';
    form += part.kind == 0   ? std::string(text(part.word))
            : part.kind == 1 ? "{name}"
                             : fmt::format("{{{}}}", text(image_.fields()[part.field].name));
  }
  return fmt::format("its form is `{}`, then `{{ … }}` for what else is stated", form);
}

void Binder::header(const ast::Entry& entry, eval::RowIndex row, std::size_t from) {
  const image::RowRecord& record = image_.rows()[facts_.rows()[row].kind];
  std::size_t at = from;
  for (std::uint32_t i = 1; i < record.header_count && at < entry.values.size(); ++i) {
    const image::HeaderPartRecord& part = image_.header_parts()[record.header_first + i];
    const ast::Value& value = entry.values[at];
    if (part.kind == 0) {
      if (!is_word(value, text(part.word))) {
        sink_.report(diag::kind::HeaderMismatch, value.span, written(value), text(record.name))
            .label(fmt::format("expected `{}`", text(part.word)))
            .help(header_form(record));
        return;
      }
    } else if (part.kind == 2) {
      keys_.emplace(std::pair(row, part.field), Key{value.span, pending_.size()});
      pending_.push_back({row, part.field, &value, nullptr, value.span});
    }
    ++at;
  }
  if (record.single != 0 && record.header_count == 1 && at < entry.values.size() && facts_.rows()[row].named) ++at;
  if (at < entry.values.size()) {
    sink_.report(diag::kind::HeaderMismatch, entry.values[at].span, written(entry.values[at]), text(record.name))
        .label("the header ends before this")
        .help(header_form(record));
  }
}

/// How a design says what a field of the rows themselves holds.
std::string Binder::where_from(const image::FieldRecord& field) const {
  enum Builtin : std::uint32_t { kNotBuiltin, kName, kId, kMany, kBack, kInverse };
  switch (field.builtin) {
  case kName: return "the name stands in the header of the row";
  case kId: return "ids are counted by msdc";
  case kMany: {
    const image::RowRecord& member = image_.rows()[image_.types()[field.type].target];
    return fmt::format("write its members as rows inside: `{} …`",
                       text(image_.header_parts()[member.header_first].word));
  }
  case kBack: return "it is the row around this one";
  case kInverse: {
    const image::FieldRecord& of = image_.fields()[field.inverse_of];
    return fmt::format("state `{}` in the rows `{}` instead", text(of.name), text(image_.rows()[of.row].name));
  }
  default: return {};
  }
}

void Binder::field(const ast::Entry& entry, eval::RowIndex row) {
  const std::uint32_t kind = facts_.rows()[row].kind;
  const std::uint32_t field = field_of(kind, entry.key.text);
  if (field == kNone) {
    std::string help = diag::did_you_mean(entry.key.text, field_names(kind));
    for (std::uint32_t other = 0; other < image_.rows().size() && help.empty(); ++other) {
      if (field_of(other, entry.key.text) != kNone)
        help = fmt::format("it is a field of `{}`", text(image_.rows()[other].name));
    }
    const auto names = field_names(kind);
    if (help.empty() && names.size() <= 8) help = fmt::format("its fields are {}", fmt::join(names, ", "));
    sink_.report(diag::kind::UnknownKey, entry.key.span, text(image_.rows()[kind].name), entry.key.text).help(help);
    return;
  }
  const image::FieldRecord& record = image_.fields()[field];
  if (record.builtin != 0) {
    sink_.report(diag::kind::RelationStated, entry.key.span, entry.key.text).help(where_from(record));
    return;
  }
  std::uint32_t target = field;
  for (std::size_t i = 0; i < entry.values.size(); ++i) {
    if (i > 0) target = image_.fields()[target].with;
    if (target == kNone) {
      sink_
          .report(diag::kind::TooManyWords, entry.values[i].span, entry.key.text, i == 1 ? "one value" : "fewer values")
          .help("a set is written in braces: `{a, b}`");
      return;
    }
    const source::Span span = i == 0 ? source::join(entry.key.span, entry.values[0].span) : entry.values[i].span;
    const Pending pending{row, target, &entry.values[i], entry.because.given() ? &entry.because : nullptr, span};
    const auto [it, fresh] = keys_.emplace(std::pair(row, target), Key{span, pending_.size()});
    if (fresh) {
      pending_.push_back(pending);
    } else if (options_.last_wins) {
      it->second.span = span;
      pending_[it->second.pending] = pending;
    } else {
      sink_.report(diag::kind::KeyTwice, span, cell_name(row, target)).note(it->second.span, "the first time");
    }
  }
}

void Binder::block(const ast::Block& body, eval::RowIndex parent) {
  for (const ast::Entry& entry : body.entries) {
    if (options_.scenarios && parent == kNone && opens_scenario(entry, image_)) continue;
    if (parent == kNone && like(entry)) continue;
    if (entry.kind == ast::Entry::Kind::Row) {
      row(entry, parent);
    } else if (parent == kNone) {
      sink_.report(diag::kind::StrayField, entry.key.span).help("put it into the row that it belongs to");
    } else {
      field(entry, parent);
    }
  }
}

/// Rows without a name of their own are numbered by kind; such names never collide with written ones.
void Binder::name_rows() {
  std::set<std::string, std::less<>> taken;
  for (const eval::RowFact& row : facts_.rows()) {
    if (row.named) taken.emplace(facts_.symbols.text(row.name));
  }
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    std::size_t number = 0;
    for (eval::RowIndex index : facts_.of_kind(kind)) {
      ++number;
      eval::RowFact& row = facts_.row(index);
      if (row.named) continue;
      std::string name(text(image_.rows()[kind].name));
      if (image_.rows()[kind].single == 0) name += fmt::format("_{}", number);
      while (taken.contains(name)) name += "_";
      row.name = facts_.symbols.intern(name);
    }
  }
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) by_name_[facts_.rows()[row].name].push_back(row);
}

void Binder::add_singles() {
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    if (image_.rows()[kind].single == 0 || image_.rows()[kind].parent != kNone) continue;
    if (unnamed_single(kind) != kNone) continue;
    const eval::RowIndex made = facts_.add_row(kind, kNone, text(image_.rows()[kind].name), {});
    facts_.row(made).named = false;
    facts_.row(made).written = false;
    row_spans_.push_back({});
  }
}

}  // namespace msd::bind
