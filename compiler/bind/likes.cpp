// What a design says of the archetypes that it follows, and where its rows have room for more.
#include "compiler/bind/binder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::bind {

/// Takes an entry that begins with `like`.
bool Binder::like(const ast::Entry& entry) {
  if (entry.kind != ast::Entry::Kind::Row || entry.values[0].word.text != "like") return false;
  likes_.push_back(&entry);
  return true;
}

void Binder::likes() {
  std::vector<std::string_view> names;
  for (const image::ArchetypeRecord& one : image_.archetypes()) names.push_back(text(one.name));
  for (const ast::Entry* entry : likes_) {
    const source::Span head = entry->values[0].span;
    if (entry->values.size() != 2 || entry->values[1].kind != ast::Value::Kind::Word || entry->because.given()) {
      const source::Span at = entry->values.size() > 2 ? entry->values[2].span
                              : entry->because.given() ? entry->because.span
                                                       : source::join(head, entry->values.back().span);
      sink_.report(diag::kind::LikeForm, at).help("write `like ARCHETYPE`, or `like ARCHETYPE { ROLE: ROW }`");
      continue;
    }
    const ast::Name& name = entry->values[1].word;
    const auto found = std::find(names.begin(), names.end(), name.text);
    if (found == names.end()) {
      std::string help = diag::did_you_mean(name.text, names);
      if (help.empty()) help = "`msdc dump archetypes` lists those that there are";
      sink_.report(diag::kind::UnknownLike, name.span, text(image_.framework().name), name.text).help(help);
      continue;
    }
    eval::LikeFact out;
    out.archetype = static_cast<std::uint32_t>(found - names.begin());
    out.place = place(name.span);
    if (entry->body) {
      for (const ast::Entry& one : entry->body->entries) role(one, out);
      out.faulty = out.faulty || entry->body->damaged;
    }
    facts_.likes.push_back(std::move(out));
  }
}

/// `ROLE: ROW`
void Binder::role(const ast::Entry& entry, eval::LikeFact& out) {
  const image::ArchetypeRecord& archetype = image_.archetypes()[out.archetype];
  const std::size_t faults = sink_.errors();
  std::vector<std::string_view> names;
  for (std::uint32_t r = 0; r < archetype.role_count; ++r)
    names.push_back(text(image_.roles()[archetype.role_first + r].name));
  const ast::Name& key = entry.kind == ast::Entry::Kind::Field ? entry.key : entry.values[0].word;
  const auto found = std::find(names.begin(), names.end(), key.text);
  const bool one = entry.kind == ast::Entry::Kind::Field && entry.values.size() == 1 &&
                   (entry.values[0].kind == ast::Value::Kind::Word || entry.values[0].kind == ast::Value::Kind::Text);
  const bool open = entry.kind == ast::Entry::Kind::Field && entry.values.size() == 1 &&
                    entry.values[0].kind == ast::Value::Kind::Unknown;
  if (found == names.end()) {
    std::string help = diag::did_you_mean(key.text, names);
    if (help.empty()) help = fmt::format("its roles are {}", fmt::join(names, ", "));
    sink_.report(diag::kind::UnknownRole, key.span, text(archetype.name), key.text).help(help);
  } else if (!one && !open) {
    sink_.report(diag::kind::LikeForm, entry.span).help("a role is given as `ROLE: ROW`, with the name of one row");
  } else if (one) {
    const auto position = static_cast<std::uint32_t>(found - names.begin());
    const image::RoleRecord& record = image_.roles()[archetype.role_first + position];
    const ast::Value& value = entry.values[0];
    const std::string_view name = value.kind == ast::Value::Kind::Word ? value.word.text : value.text.value;
    eval::RowIndex row = kNone;
    std::vector<std::string_view> near;
    for (eval::RowIndex other = 0; other < facts_.rows().size(); ++other) {
      const std::string_view own = facts_.symbols.text(facts_.rows()[other].name);
      if (own == name && (row == kNone || facts_.rows()[other].kind == record.row)) row = other;
      if (facts_.rows()[other].kind == record.row) near.push_back(own);
    }
    for (const auto& bound : out.roles) {
      if (bound.role == position) sink_.report(diag::kind::KeyTwice, key.span, key.text);
      if (bound.row == row && row != kNone && bound.role != position)
        sink_.report(diag::kind::RowTwoRoles, value.span, name).help("one row fills one role");
    }
    if (row == kNone) {
      sink_.report(diag::kind::UnknownReference, value.span, text(image_.rows()[record.row].name), name)
          .help(diag::did_you_mean(name, near));
    } else if (facts_.rows()[row].kind != record.row) {
      sink_
          .report(diag::kind::RoleWrongKind, value.span, key.text, text(image_.rows()[record.row].name), name,
                  text(image_.rows()[facts_.rows()[row].kind].name))
          .note(row_spans_[row], fmt::format("`{}` is written here", name));
    }
    if (sink_.errors() == faults) out.roles.push_back({position, row, place(entry.span)});
  }
  out.faulty = out.faulty || sink_.errors() != faults;
}

/// Where another entry could be added to a row.
eval::Insertion Binder::insertion(const ast::Entry& entry) const {
  eval::Insertion out;
  const source::Span head = entry.values[0].span;
  const std::string_view text = sources_.file(file_).text;
  const auto indent = [&](std::uint32_t at) {
    std::uint32_t begin = at;
    while (begin > 0 && text[begin - 1] != '\n') --begin;
    std::uint32_t end = begin;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
    return std::pair(end - begin, end == at);  // the blanks, and whether nothing else stands before
  };
  out.indent = indent(head.begin).first;
  source::Span at = entry.span;
  at.begin = at.end;
  out.form = eval::Insertion::Form::Block;
  if (entry.body && entry.body->span.valid() && entry.body->span.end > entry.body->span.begin) {
    at = entry.body->span;
    at.begin = --at.end;
    if (at.begin >= text.size() || text[at.begin] != '}') return {};  // it was never closed
    out.form = indent(at.begin).second ? eval::Insertion::Form::Line : eval::Insertion::Form::SameLine;
  }
  out.place = place(at);
  return out;
}

}  // namespace msd::bind
