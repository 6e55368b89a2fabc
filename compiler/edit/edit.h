// Edits of a design's text by row and field. What the author wrote stays as it stands, comments and layout too; only
// the bytes that say the new thing are added or replaced.
#pragma once

#include "compiler/parse/ast.h"
#include "runtime/eval/eval.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace msd::edit {

/// A text as a literal, with its quotes and escapes. Line ends and tabs are escaped, other control characters left out.
std::string quoted(std::string_view text);
/// Whether a word can stand as a name without quotes.
bool is_name(std::string_view word);
/// A name made of words: the words as they are if they are one name already, else in lower case and joined by `_`.
/// Empty if no letter or digit of ASCII is in them. At most 60 characters.
std::string name_of(std::string_view words);
/// Words made of a name: `top_shelf` gives "Top shelf".
std::string words_of(std::string_view name);

/// One design in one text. Rows are named by their index in the facts that were bound from that very text; each edit
/// gives the whole new text, after which the editor is out of date.
class Editor {
 public:
  /// All of it must outlive the editor. O(entries).
  Editor(const ast::Unit& unit, const ast::Design& design, const source::SourceMap& sources, const eval::Facts& facts);

  /// States a cell: `value` is written as it stands, so it is a word, a literal, a set, or `?`. Where the cell is
  /// written already, in the header too, its value is replaced; else it is added behind the row's other fields. A
  /// reason that is given takes the place of the old one, or is added. A single row that the design leaves out is
  /// added.
  std::string set_cell(eval::CellRef cell, const std::string& value, const std::string& because = {}) const;
  /// Gives a stated cell its reason, or the row if the cell stands in the header. Changes nothing where it is not
  /// stated.
  std::string set_reason(eval::CellRef cell, const std::string& because) const;
  /// Adds a row, after the last of its kind, else at the end. `parent` kNone: in the design itself. `body`: the entries
  /// between its braces, one a line; none if empty.
  std::string add_row(eval::RowIndex parent, const std::string& header, const std::vector<std::string>& body) const;
  /// Adds a comment line at the end of a row's block, or of the design's.
  std::string add_comment(eval::RowIndex parent, const std::string& comment) const;
  /// The row whose block holds this place, innermost; kNone for the design itself.
  eval::RowIndex row_around(std::uint32_t offset) const;

 private:
  const ast::Entry* entry(eval::RowIndex row) const;
  const ast::Block* block(eval::RowIndex row) const;
  void index(const ast::Block& block);
  std::string replaced(std::uint32_t begin, std::uint32_t end, std::string_view with) const;
  std::string inserted(const ast::Block& block, const ast::Entry* after, const std::string& what, bool apart) const;
  std::string opened(const ast::Entry& row, const std::vector<std::string>& body) const;
  std::string indent_of(std::uint32_t offset) const;
  std::string_view name(std::uint32_t text) const { return facts_.image().text(text); }

  const ast::Unit& unit_;
  const ast::Design& design_;
  const source::SourceMap& sources_;
  const eval::Facts& facts_;
  std::string_view text_;
  std::string line_end_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, const ast::Entry*> entries_;  // by line and column of the header
};

}  // namespace msd::edit
