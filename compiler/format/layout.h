// What the passes of formatting share: a file as pieces, the groups that braces make of them, the breaks between them.
#pragma once

#include "compiler/parse/lexer.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace msd::format {

using parse::Tok;

/// Words of a variant, behind which stands what they change.
inline bool changes(Tok kind) { return kind >= Tok::K_CHANGE && kind <= Tok::K_AFTER; }

inline constexpr std::size_t kNone = SIZE_MAX;
/// A line is broken where it is longer than this, if it can be.
inline constexpr std::size_t kLine = 120;
/// A row among others of its kind, each on one line, may be longer: together they are a table.
inline constexpr std::size_t kTableLine = 160;

/// A token or a comment.
struct Piece {
  Tok kind = Tok::END;  ///< END for a comment
  bool comment = false, doc = false;
  bool entry = false;          ///< begins an entry of its group; in a file: a declaration
  bool known = false;          ///< an entry by what it is, whatever line it stands on
  bool clause = false;         ///< begins a clause of a field, behind its category
  bool gone = false;           ///< a separator that is not written
  bool unit = false;           ///< a number with a unit
  std::uint8_t breaks = 0;     ///< line ends before it: none, one, or two for a blank line
  std::uint32_t parens = 0;    ///< open parentheses and brackets around it in its group
  std::size_t group = 0;       ///< the innermost around it; of a brace, that around both
  std::size_t opens = kNone;   ///< `{`: the group that it opens
  std::size_t closes = kNone;  ///< `}`: the group that it closes
  std::size_t width = 0;       ///< in columns
  std::size_t pad = 0;         ///< blanks before it, beyond those that stand there anyway
  std::string_view text;
};

struct Group {
  enum class Kind : std::uint8_t {
    File,
    Block,  ///< body of a design, a row or a test: cells, rows, expectations
    Table,  ///< lines of `classify` and `attach`
    List,   ///< names or texts
    Plain,  ///< any other body: what begins a line is an entry, if nothing says that it goes on from the line before
    Set     ///< values
  } kind = Kind::File;
  Tok of = Tok::END;                        ///< the first word of the declaration whose body it is; of prose: `prose`
  bool words = false;                       ///< a list that needs no commas where each entry has a line of its own
  bool multi = false;                       ///< over several lines
  std::size_t open = kNone, close = kNone;  ///< the braces
  std::size_t parent = 0;
  std::size_t depth = 0;
};

struct Layout {
  std::vector<Piece> pieces;
  std::vector<Group> groups;     ///< the file first
  std::deque<std::string> made;  ///< texts that are written otherwise than they were

  std::size_t size() const { return pieces.size(); }
  /// The nearest token before piece `i`, or kNone.
  std::size_t before(std::size_t i) const;
  /// The nearest token at piece `i` or behind it, or kNone.
  std::size_t token_from(std::size_t i) const;
  Tok kind_before(std::size_t i) const;
};

/// Tokens and comments in order, with the breaks of the text.
Layout pieces_of(const parse::Lexed& lexed, std::string_view text);
/// Finds groups and entries. Can be done again after pieces came or went.
void find_structure(Layout& layout);
/// Takes out separators that say nothing and puts in those that belong.
void settle_separators(Layout& layout);
/// Decides every break.
void settle_breaks(Layout& layout);
/// Sets the padding of what stands in columns.
void align(Layout& layout);
/// The columns between a piece and the one before it on the same line, as blanks (once: a tab).
std::string_view gap(const Layout& layout, std::size_t i);
/// The indentation of the line that begins with each piece; of others it means nothing.
std::vector<std::size_t> indents(const Layout& layout);
/// False if it would be longer than `limit`.
bool render(const Layout& layout, std::size_t limit, std::string& out);

/// Whether the line that begins at `begin` ends before piece `i`; gives the end of the line.
std::size_t line_end(const Layout& layout, std::size_t begin);
/// Whether a line is one entry of its block and nothing else but a comment behind it.
bool whole_entry(const Layout& layout, std::size_t begin, std::size_t end);

}  // namespace msd::format
