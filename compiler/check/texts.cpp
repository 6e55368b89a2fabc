// Texts with slots: messages, cells of sheets, sentence templates.
#include "compiler/check/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::check {

namespace {

/// A place inside a text, exact where the text holds no escapes.
source::Span inside(const ast::Text& text, std::size_t begin, std::size_t end) {
  if (text.raw.size() != text.value.size()) return text.span;
  const auto base = text.span.begin + 1;
  return {text.span.file, base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
}

struct Piece {
  std::string literal;
  std::vector<ast::Name> slot;
  source::Span span;
};

/// White space as sentences have it: single blanks, none at the ends of the whole.
std::string folded(std::string_view literal, bool first, bool last) {
  std::string out;
  for (char c : literal) {
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (!blank) out += c;
    if (blank && !out.ends_with(' ') && !(first && out.empty())) out += ' ';
  }
  if (last && out.ends_with(' ')) out.pop_back();
  return out;
}

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Splits at `{path}`; `{{` is a brace. Reports what is no slot.
std::vector<Piece> split(const ast::Text& text, diag::Sink& sink) {
  std::vector<Piece> out;
  std::string literal;
  auto flush = [&] {
    if (!literal.empty()) out.push_back({std::move(literal), {}, text.span});
    literal.clear();
  };
  const std::string_view all = text.value;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] != '{') {
      literal += all[i];
      if (all[i] == '}' && i + 1 < all.size() && all[i + 1] == '}') ++i;
      continue;
    }
    if (i + 1 < all.size() && all[i + 1] == '{') {
      literal += '{';
      ++i;
      continue;
    }
    const std::size_t end = all.find('}', i);
    const std::string_view inner = all.substr(i + 1, (end == std::string_view::npos ? all.size() : end) - i - 1);
    std::vector<ast::Name> path;
    std::size_t at = 0;
    bool good = end != std::string_view::npos && !inner.empty();
    for (char c : inner) good = good && word_char(c);
    while (good && at <= inner.size()) {
      const std::size_t dot = std::min(inner.find('.', at), inner.size());
      good = dot > at;
      path.push_back({inner.substr(at, dot - at), inside(text, i + 1 + at, i + 1 + dot)});
      at = dot + 1;
    }
    if (!good) {
      sink.report(diag::kind::BadSlot,
                  inside(text, i, std::min(all.size(), end == std::string_view::npos ? all.size() : end + 1)), inner,
                  end == std::string_view::npos ? "it is not closed" : "a slot holds a path of names")
          .help("write `{{` for a brace");
      if (end == std::string_view::npos) break;
    } else {
      flush();
      out.push_back({{}, std::move(path), inside(text, i, end + 1)});
    }
    i = end;
  }
  flush();
  return out;
}

}  // namespace

tir::TextTemplate Checker::text_template(const ast::Text& text) {
  tir::TextTemplate out;
  out.span = text.span;
  if (!text.given()) return out;
  for (Piece& piece : split(text, sink_)) {
    if (piece.slot.empty()) {
      out.pieces.push_back({std::move(piece.literal), {}});
      continue;
    }
    usable_ = slot(piece.slot, out) && usable_;
  }
  return out;
}

/// A slot that reads fields; false after a report.
bool Checker::slot(const std::vector<ast::Name>& path, tir::TextTemplate& out) {
  outside_ = path;
  const Typed value = resolve(path, false);
  if (value.valid()) out.pieces.push_back({{}, value.id});
  return value.valid();
}

/// A sentence of prose: texts, and between them what stands for the slots that it names itself. Such a name is nearer
/// than any field.
std::optional<tir::Cell> Checker::prose(const ast::Sentence& d) {
  bool good = true;
  std::map<std::string_view, std::size_t> names;
  std::vector<std::optional<tir::Cell>> parts;
  std::vector<bool> used(d.parts.size());
  for (const ast::Sentence::Part& part : d.parts) {
    const auto [it, fresh] = names.emplace(part.name.text, parts.size());
    if (!fresh) {
      sink_.report(diag::kind::RequireTwice, part.name.span, "slot", part.name.text)
          .note(d.parts[it->second].name.span, "the first one")
          .help("give it a name of its own");
    }
    parts.push_back(cell(part.cell));
    good = good && fresh && parts.back().has_value();
  }
  tir::Cell out;
  out.kind = tir::Cell::Kind::List;
  auto literal = [&]() -> tir::TextTemplate& {
    if (out.parts.empty() || out.parts.back().kind != tir::Cell::Kind::Text) {
      out.parts.emplace_back().kind = tir::Cell::Kind::Text;
      out.parts.back().text.span = d.text.span;
    }
    return out.parts.back().text;
  };
  for (Piece& piece : split(d.text, sink_)) {
    const auto own = piece.slot.size() == 1 ? names.find(piece.slot[0].text) : names.end();
    if (piece.slot.empty()) {
      literal().pieces.push_back({std::move(piece.literal), {}});
    } else if (own == names.end()) {
      good = slot(piece.slot, literal()) && good;
    } else {
      used[own->second] = true;
      if (parts[own->second]) out.parts.push_back(*parts[own->second]);
    }
  }
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) continue;
    sink_.report(diag::kind::UnusedSlot, d.parts[i].name.span, d.parts[i].name.text)
        .note(d.text.span, "the sentence")
        .help(fmt::format("write `{{{}}}` where it belongs, or take it out", d.parts[i].name.text));
    good = false;
  }
  return good ? std::optional(std::move(out)) : std::nullopt;
}

/// Whether a sentence of `field` cannot fill this slot; reported then.
bool Checker::bad_slot(const std::vector<ast::Name>& slot, source::Span span, tir::FieldId field) {
  const tir::Row& row = program_[program_[field].row];
  const tir::FieldId id = registry_.field(program_[field].row, slot[0].text);
  std::vector<std::string_view> near;
  for (tir::FieldId other : row.fields) {
    if (program_[other].builtin == tir::Builtin::None && !(other == field)) near.push_back(program_[other].name);
  }
  std::string shown(slot[0].text);
  for (std::size_t i = 1; i < slot.size(); ++i) shown += "." + std::string(slot[i].text);
  std::string why = "a slot of a template is a field of its row";
  std::string help = diag::did_you_mean(slot[0].text, near);
  if (slot.size() > 1) {
    help = "a sentence fills its slots, so they are fields of `" + row.name + "` itself, by their bare names";
  } else if (id.valid() && id == field) {
    why = "it is the sentence itself";
    help.clear();
  } else if (id.valid() && program_[id].builtin != tir::Builtin::None) {
    why = "no sentence can fill it";
    help = "a slot is a declared field of `" + row.name + "`";
  } else if (id.valid()) {
    return false;
  }
  explain(sink_.report(diag::kind::BadSlot, span, shown, why).help(help), variants::Use::Field, row.name, slot[0].text);
  return true;
}

std::optional<tir::SentenceTemplate> Checker::sentence(const ast::TemplateDecl& d, tir::FieldId field) {
  tir::SentenceTemplate out;
  out.field = field;
  out.span = d.form.span;
  const tir::RowId row = program_[field].row;
  const ast::Name* before = nullptr;
  std::vector<Piece> pieces = split(d.form, sink_);
  for (Piece& piece : pieces) {
    if (piece.slot.empty()) {
      std::string literal = folded(piece.literal, &piece == &pieces.front(), &piece == &pieces.back());
      if (literal.find_first_not_of(' ') != std::string::npos) before = nullptr;
      if (!literal.empty()) out.pieces.push_back({std::move(literal), {}});
      continue;
    }
    const ast::Name& name = piece.slot[0];
    const tir::FieldId slot = registry_.field(row, name.text);
    if (bad_slot(piece.slot, piece.span, field)) return std::nullopt;
    if (before != nullptr) {
      sink_.report(diag::kind::AdjacentSlots, piece.span, before->text, name.text)
          .help("put a word between them, or a sentence can be read in two ways");
      return std::nullopt;
    }
    before = &piece.slot[0];
    out.pieces.push_back({{}, slot});
  }
  return out;
}

void Checker::unknown_row(const ast::Name& row) {
  std::vector<std::string_view> near;
  for (const tir::Row& one : program_.rows) near.push_back(one.name);
  explain(sink_.report(diag::kind::UnknownRow, row.span, row.text).help(diag::did_you_mean(row.text, near)),
          variants::Use::Row, "", row.text);
}

void Checker::unknown_target(const ast::Name& row, const ast::Name& field) {
  const auto found = registry_.rows.find(std::string(row.text));
  if (found == registry_.rows.end()) return unknown_row(row);
  std::vector<std::string_view> near;
  for (tir::FieldId id : program_[found->second].fields) near.push_back(program_[id].name);
  explain(sink_.report(diag::kind::UnknownField, field.span, row.text, field.text)
              .help(diag::did_you_mean(field.text, near)),
          variants::Use::Field, row.text, field.text);
}

void Checker::templates() {
  for (const auto& pending : registry_.templates) {
    const ast::TemplateDecl& d = *pending.decl;
    const auto field = target(d.row, d.field);
    if (!field) {
      usable_ = false;
      unknown_target(d.row, d.field);
      continue;
    }
    begin(*pending.unit, program_[*field].row);
    if (program_[*field].type.cls != Class::Text) {
      sink_
          .report(diag::kind::TemplateField, d.field.span, field_name(*field),
                  registry::phrase(program_[*field].type, program_))
          .note(program_[*field].span, "declared here")
          .help("give the template to a text field; this one can be a slot of it");
      usable_ = false;
      continue;
    }
    auto made = sentence(d, *field);
    if (d.when.valid()) {
      const Typed when = condition(d.when);
      if (!when.valid()) made.reset();
      if (made) made->when = when.id;
    }
    if (!made) {
      usable_ = false;
      continue;
    }
    for (const Read& read : reads_) {
      const bool filled = read.field == *field || std::any_of(made->pieces.begin(), made->pieces.end(),
                                                              [&](const auto& p) { return p.slot == read.field; });
      if (!filled) continue;
      sink_.report(diag::kind::TemplateReadsSlot, read.span, field_name(read.field))
          .help("choose by a field that the sentence does not hold");
      usable_ = false;
    }
    program_[*field].templates.push_back(static_cast<std::uint32_t>(program_.templates.size()));
    program_.templates.push_back(std::move(*made));
  }
  // Templates of one field stand together, in the order of declaration.
  std::vector<tir::SentenceTemplate> sorted;
  for (tir::Field& field : program_.fields) {
    for (std::uint32_t& index : field.templates) {
      sorted.push_back(std::move(program_.templates[index]));
      index = static_cast<std::uint32_t>(sorted.size() - 1);
    }
  }
  program_.templates = std::move(sorted);
}

}  // namespace msd::check
