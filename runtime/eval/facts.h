// What a design states, bound to an image: rows, cells, texts. The evaluator reads it and never changes it.
#pragma once

#include "runtime/image/image.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace msd::eval {

/// A place in the file that holds the design; one-based, columns in code points; line 0 is "nowhere".
struct Place {
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
};

/// A row of a design: index into Facts::rows().
using RowIndex = std::uint32_t;
inline constexpr std::uint32_t kNone = image::kNone;

/// Interned texts and names.
class Symbols {
 public:
  Symbols() = default;
  Symbols(const Symbols& other) { *this = other; }
  Symbols& operator=(const Symbols& other);
  ~Symbols() = default;

  std::uint32_t intern(std::string_view text);
  std::string_view text(std::uint32_t symbol) const {
    return symbol < texts_.size() ? std::string_view(texts_[symbol]) : std::string_view();
  }
  /// The symbol of a text that was interned; kNone otherwise.
  std::uint32_t find(std::string_view text) const;
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

/// One known value; which member counts depends on the class of the field.
struct Value {
  std::uint64_t mask = 0;      ///< Bool, Enum: one bit (bool: bit 0 no, bit 1 yes); Set: the members
  std::int64_t number = 0;     ///< Number: base units; Text, Id: a symbol; Ref: a row index
  std::vector<RowIndex> list;  ///< List
  bool operator==(const Value&) const = default;
};

/// Whether a text fits its sentence template; Open if the template that applies is not known.
enum class Fit : std::uint8_t { Open, No, Yes };

/// What the design says about one cell.
struct CellFact {
  /// Missing: left out (the default applies, if there is one; an optional cell is then absent; a list is empty only if
  /// the relation is closed). Unknown: written `?`.
  enum class State : std::uint8_t { Missing, Unknown, Stated, Absent } state = State::Missing;
  Fit fit = Fit::Open;
  std::uint32_t because = kNone;  ///< symbol
  bool faulty = false;            ///< what the design writes here was reported: an error of its own, no open question
  Value value;
  Place place;
};

/// Where an entry can be added inside of a row's block.
struct Insertion {
  enum class Form : std::uint8_t {
    Line,
    SameLine,
    Block
  } form{};                  ///< before a `}` of its own line, before one behind
                             ///< other entries, or in a block that is not there
  Place place;               ///< where to put it: empty; line 0 where the row is not written
  std::uint32_t indent = 0;  ///< blanks before the line of the row's header
};

struct RowFact {
  std::uint32_t kind = kNone;  ///< row record of the image
  RowIndex parent = kNone;
  std::uint32_t name = 0;         ///< symbol
  std::uint32_t cell_first = 0;   ///< cells of the row's fields, in the order of the image's field group
  std::uint32_t because = kNone;  ///< symbol: a reason for the whole row
  bool written = false;           ///< false: a single row that the design leaves out
  bool named = true;              ///< false: it was given a name like ROW_1
  Place place;
  Insertion insertion;
};

/// Rows of a kind that are not listed: there are none, there may be some, or some that unknown facts may lead to.
enum class Unlisted : std::uint8_t { None, Rows, Reached };

/// A design says that it follows an archetype: `like NAME { role: row … }`.
struct LikeFact {
  std::uint32_t archetype = kNone;
  Place place;  ///< of the name
  struct Bound {
    std::uint32_t role = kNone;  ///< its position in the archetype
    RowIndex row = kNone;
    Place place;
  };
  std::vector<Bound> roles;
  bool faulty = false;  ///< something of it was wrong, and reported
};

/// All facts of one design; a copy is independent. Rows are in the design's order; for each single row kind the unnamed
/// one is always there.
class Facts {
 public:
  explicit Facts(const image::Image& image) : image_(&image), by_kind_(image.rows().size()) {}

  /// Adds a row without any stated cell. Relations (Many, Back, Inverse) are never stored: the evaluator derives them
  /// from `parent` and from references. O(fields of the kind).
  RowIndex add_row(std::uint32_t kind, RowIndex parent, std::string_view name, Place place);

  const image::Image& image() const { return *image_; }
  const std::vector<RowFact>& rows() const { return rows_; }
  RowFact& row(RowIndex row) { return rows_[row]; }
  const std::vector<RowIndex>& of_kind(std::uint32_t kind) const { return by_kind_[kind]; }
  /// The unnamed row of a single kind; kNone for other kinds.
  RowIndex single(std::uint32_t kind) const;
  std::size_t cell_count() const { return cells_.size(); }
  CellFact& cell(RowIndex row, std::uint32_t field);
  const CellFact& cell(RowIndex row, std::uint32_t field) const;

  mutable Symbols symbols;      ///< evaluation adds the texts that it makes
  std::vector<LikeFact> likes;  ///< in the design's order
  std::string design_name, design_label, file;
  Place place;  ///< of the design's header
  /// Relations (pairs of row and Many field) whose rows were not supplied: any number of unknown rows may stand there.
  std::vector<std::pair<RowIndex, std::uint32_t>> open_relations;
  /// By row kind, whether there may be rows that are not among `rows`. Empty: the rows of the design are all there are.
  std::vector<Unlisted> unlisted;
  bool open_kind(std::uint32_t kind) const { return kind < unlisted.size() && unlisted[kind] != Unlisted::None; }
  bool reached(std::uint32_t kind) const { return kind < unlisted.size() && unlisted[kind] == Unlisted::Reached; }

 private:
  const image::Image* image_;
  std::vector<RowFact> rows_;
  std::vector<CellFact> cells_;
  std::vector<std::vector<RowIndex>> by_kind_;
};

}  // namespace msd::eval
