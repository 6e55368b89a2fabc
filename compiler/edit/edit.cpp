// Where an edit goes in the text.
#include "compiler/edit/edit.h"

#include <algorithm>

namespace msd::edit {

using image::kNone;

namespace {
constexpr std::size_t kLongLine = 110;  // a block on one line is opened before it gets longer

std::uint32_t end_of(const ast::Entry& entry) {
  std::uint32_t end = entry.span.end;
  if (entry.body) end = std::max(end, entry.body->span.end);
  return end;
}
/// The end of the header, its reason included, without the block.
std::uint32_t head_end(const ast::Entry& entry) {
  return entry.because.given() ? entry.because.span.end : entry.values.back().span.end;
}
/// `key: …`, and no row or comment.
bool is_field(const std::string& what) {
  return is_name(what.substr(0, what.find(':'))) && what.find(':') != std::string::npos;
}
std::string with_reason(const std::string& because) { return because.empty() ? "" : "  because " + quoted(because); }
}  // namespace

Editor::Editor(const ast::Unit& unit, const ast::Design& design, const source::SourceMap& sources,
               const eval::Facts& facts)
    : unit_(unit), design_(design), sources_(sources), facts_(facts), text_(sources.file(unit.file).text),
      line_end_(text_.find("\r\n") == std::string_view::npos ? "\n" : "\r\n") {
  index(design.body);
}

void Editor::index(const ast::Block& block) {
  for (const ast::Entry& entry : block.entries) {
    if (entry.kind != ast::Entry::Kind::Row || entry.values.empty()) continue;
    const auto at = sources_.position(unit_.file, entry.values[0].span.begin);
    entries_.emplace(std::pair(at.line, at.column), &entry);
    if (entry.body) index(*entry.body);
  }
}

const ast::Entry* Editor::entry(eval::RowIndex row) const {
  if (row == kNone) return nullptr;
  const eval::Place& place = facts_.rows()[row].place;
  const auto found = entries_.find({place.line, place.column});
  return found == entries_.end() ? nullptr : found->second;
}

const ast::Block* Editor::block(eval::RowIndex row) const {
  if (row == kNone) return &design_.body;
  const ast::Entry* found = entry(row);
  return found != nullptr && found->body ? &*found->body : nullptr;
}

eval::RowIndex Editor::row_around(std::uint32_t offset) const {
  eval::RowIndex out = kNone;
  std::uint32_t begin = 0;
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
    const ast::Block* body = entry(row) == nullptr ? nullptr : block(row);
    if (body == nullptr || offset < body->span.begin || offset >= body->span.end) continue;
    if (out == kNone || body->span.begin > begin) out = row, begin = body->span.begin;
  }
  return out;
}

std::string Editor::replaced(std::uint32_t begin, std::uint32_t end, std::string_view with) const {
  std::string out(text_.substr(0, begin));
  out += with;
  out += text_.substr(end);
  return out;
}

std::string Editor::indent_of(std::uint32_t offset) const {
  const std::size_t line = text_.rfind('\n', offset == 0 ? 0 : offset - 1);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  const std::size_t end = std::min(text_.find_first_not_of(" \t", begin), text_.size());
  return std::string(text_.substr(begin, end - begin));
}

/// Adds `what` on a line of its own behind an entry of a block, or as its first one. `apart`: behind a blank line.
std::string Editor::inserted(const ast::Block& block, const ast::Entry* after, const std::string& what,
                             bool apart) const {
  const std::uint32_t brace = block.span.end == 0 ? 0 : block.span.end - 1;  // of the closing one
  const bool one_line =
      text_.substr(block.span.begin, block.span.end - block.span.begin).find('\n') == std::string_view::npos;
  std::uint32_t at = after != nullptr ? end_of(*after) : block.span.begin + 1;
  if (one_line) {
    const std::size_t line = text_.rfind('\n', block.span.begin);
    const std::size_t width = block.span.end - (line == std::string_view::npos ? 0 : line + 1) + what.size();
    // On one line only fields follow each other without a separator.
    const bool fields = !apart && after != nullptr && after->kind == ast::Entry::Kind::Field && is_field(what);
    if (fields && width <= kLongLine) return replaced(at, at, "  " + what);
    const std::string outer = indent_of(block.span.begin);
    std::string inner(text_.substr(block.span.begin + 1, brace - block.span.begin - 1));
    const std::uint32_t cut = at - block.span.begin - 1;
    std::string before = inner.substr(0, cut);
    std::string behind = inner.substr(cut);
    for (std::string* part : {&before, &behind}) {
      part->erase(0, std::min(part->find_first_not_of(" \t"), part->size()));
      part->erase(std::min(part->find_last_not_of(" \t") + 1, part->size()));
    }
    const std::string gap = line_end_ + outer + "  ";
    std::string body = (before.empty() ? "" : gap + before) + gap + what + (behind.empty() ? "" : gap + behind);
    return replaced(block.span.begin + 1, brace, body + line_end_ + outer);
  }
  // A comment behind the entry belongs to it.
  const std::size_t newline = std::min(text_.find('\n', at), text_.size());
  const std::string_view rest = text_.substr(at, newline - at);
  const std::size_t word = rest.find_first_not_of(" \t\r");
  if (word == std::string_view::npos || rest.compare(word, 2, "//") == 0) {
    at = static_cast<std::uint32_t>(newline);
    if (at > 0 && text_[at - 1] == '\r') --at;
  }
  std::string indent = indent_of(block.span.begin) + "  ";
  for (const ast::Entry& entry : block.entries) {
    const std::string own = indent_of(entry.span.begin);
    const std::size_t line = text_.rfind('\n', entry.span.begin);
    if (line != std::string_view::npos && line + 1 + own.size() == entry.span.begin) {
      indent = own;
      break;
    }
  }
  std::string added = line_end_ + (apart ? line_end_ : "") + indent + what;
  if (at <= brace && text_.substr(at, brace - at).find('\n') == std::string_view::npos)
    added += line_end_ + indent_of(block.span.begin);
  return replaced(at, at, added);
}

/// Gives a row that has no block one with these entries.
std::string Editor::opened(const ast::Entry& row, const std::vector<std::string>& body) const {
  const std::string outer = indent_of(row.span.begin);
  std::string added = " {";
  for (const std::string& line : body) added += line_end_ + outer + "  " + line;
  const std::uint32_t at = head_end(row);
  return replaced(at, at, added + line_end_ + outer + "}");
}

std::string Editor::set_cell(eval::CellRef cell, const std::string& value, const std::string& because) const {
  const image::Image& image = facts_.image();
  const image::RowRecord& kind = image.rows()[facts_.rows()[cell.row].kind];
  const std::string key(name(image.fields()[cell.field].name));
  const std::string line = key + ": " + value + with_reason(because);
  const ast::Entry* row = entry(cell.row);
  if (row == nullptr) {
    const std::string head(name(image.header_parts()[kind.header_first].word));
    const std::string indent = indent_of(design_.body.span.begin) + "  ";
    const std::string whole = head + " {" + line_end_ + indent + "  " + line + line_end_ + indent + "}";
    return inserted(design_.body, nullptr, whole, false);
  }
  // In the header: a part that is there, or the next one that it lacks.
  for (std::uint32_t i = 1; i < kind.header_count; ++i) {
    const image::HeaderPartRecord& part = image.header_parts()[kind.header_first + i];
    if (part.kind != 2 || part.field != cell.field) continue;
    if (i < row->values.size()) {
      const source::Span span = row->values[i].span;
      const std::string out = replaced(span.begin, span.end, value);
      if (because.empty()) return out;
      const auto grown = static_cast<std::int64_t>(value.size()) - static_cast<std::int64_t>(span.end - span.begin);
      if (row->because.given()) return out;
      const auto at = static_cast<std::size_t>(static_cast<std::int64_t>(row->values.back().span.end) + grown);
      return out.substr(0, at) + with_reason(because).substr(1) + out.substr(at);
    }
    if (i == row->values.size()) {
      const std::uint32_t at = row->values.back().span.end;
      return replaced(at, at, " " + value + (row->because.given() ? "" : with_reason(because)));
    }
  }
  if (!row->body) return opened(*row, {line});
  const ast::Entry* last_field = nullptr;
  for (const ast::Entry& field : row->body->entries) {
    if (field.kind != ast::Entry::Kind::Field) continue;
    last_field = &field;
    std::uint32_t target = kNone;
    for (std::uint32_t i = 0; i < kind.field_count; ++i) {
      if (name(image.fields()[kind.field_first + i].name) == field.key.text) target = kind.field_first + i;
    }
    for (std::size_t i = 0; target != kNone && i <= field.values.size(); ++i) {
      if (i > 0) target = image.fields()[target].with;
      if (target != cell.field) continue;
      // A value that belongs to another one stands behind it.
      const std::uint32_t begin = i < field.values.size() ? field.values[i].span.begin : field.values.back().span.end;
      std::uint32_t end = i < field.values.size() ? field.values[i].span.end : begin;
      std::string added = (i < field.values.size() ? "" : " ") + value;
      if (!because.empty()) {
        if (field.because.given() && end <= field.because.span.begin) {
          added += std::string(text_.substr(end, field.because.span.begin - end)) + quoted(because);
          end = field.because.span.end;
        } else if (!field.because.given()) {
          added += std::string(text_.substr(end, field.values.back().span.end - end)) + with_reason(because);
          end = std::max(end, field.values.back().span.end);
        }
      }
      return replaced(begin, end, added);
    }
  }
  return inserted(*row->body, last_field, line, false);
}

std::string Editor::set_reason(eval::CellRef cell, const std::string& because) const {
  const ast::Entry* row = entry(cell.row);
  if (row == nullptr) return std::string(text_);
  const std::string_view key = name(facts_.image().fields()[cell.field].name);
  const ast::Text* old = &row->because;
  std::uint32_t at = row->values.back().span.end;
  if (row->body) {
    for (const ast::Entry& field : row->body->entries) {
      if (field.kind == ast::Entry::Kind::Field && field.key.text == key)
        old = &field.because, at = field.values.back().span.end;
    }
  }
  if (old->given()) return replaced(old->span.begin, old->span.end, quoted(because));
  return replaced(at, at, with_reason(because));
}

std::string Editor::add_row(eval::RowIndex parent, const std::string& header,
                            const std::vector<std::string>& body) const {
  const ast::Block* around = block(parent);
  const std::string indent = indent_of(around != nullptr ? around->span.begin : entry(parent)->span.begin) + "  ";
  std::string row = header;
  if (!body.empty()) {
    row += " {";
    for (const std::string& line : body) row += line_end_ + indent + "  " + line;
    row += line_end_ + indent + "}";
  }
  if (around == nullptr) return opened(*entry(parent), {row});
  const std::string_view word = std::string_view(header).substr(0, header.find(' '));
  const ast::Entry* last = nullptr;
  bool alike = false;
  for (const ast::Entry& other : around->entries) {
    const bool same = other.kind == ast::Entry::Kind::Row && !other.values.empty() && other.values[0].word.text == word;
    if (same || !alike) last = &other, alike = alike || same;
  }
  // In the design itself, kinds stand apart, and so do rows with a block.
  const bool apart = parent == kNone && last != nullptr && (!alike || last->body);
  return inserted(*around, last, row, apart);
}

std::string Editor::add_comment(eval::RowIndex parent, const std::string& comment) const {
  const std::string line = "// " + comment;
  const ast::Block* around = block(parent);
  if (around == nullptr) return opened(*entry(parent), {line});
  const std::uint32_t brace = around->span.end - 1;
  const std::size_t begin = text_.rfind('\n', brace) + 1;
  if (begin > around->span.begin && text_.find_first_not_of(" \t", begin) == brace)
    return replaced(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin),
                    indent_of(around->span.begin) + "  " + line + line_end_);
  return inserted(*around, around->entries.empty() ? nullptr : &around->entries.back(), line, false);
}

}  // namespace msd::edit
