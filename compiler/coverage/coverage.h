// How much of a framework's rules a set of cases shows: rules that fire, values that come out, cells and smallest
// conditions that are seen to matter. docs/decisions/0015 says what each of these means and why.
#pragma once

#include "compiler/coverage/tables.h"
#include "runtime/eval/eval.h"

#include <array>
#include <string>

namespace msd::coverage {

enum class Measure : std::uint8_t { Rules, Values, Cells, Mcdc };
inline constexpr std::array kMeasures{Measure::Rules, Measure::Values, Measure::Cells, Measure::Mcdc};
std::string_view name(Measure measure);
/// What is counted, in the plural.
std::string_view counted(Measure measure);

inline constexpr std::uint32_t kWhere = kNone - 1;  ///< in place of a line: the table's `where`

/// What is known of a goal that no case meets. Only what is impossible leaves the denominator.
struct Claim {
  enum class Answer : std::uint8_t { Unknown, Reachable, Impossible } answer{};
  std::string because;  ///< the proof in words, or the facts that meet it
};

/// One thing that a case can show.
struct Goal {
  Measure measure{};
  std::uint32_t line = kNone;  ///< decision of the table, or kWhere; Values: none
  std::uint32_t part = 0;      ///< Values: the bit; Cells: the cell; Mcdc: the atom
  bool holds = true;           ///< Cells, Mcdc: whether the part holds; Rules of requirements: held, or broken
  std::size_t hits = 0;        ///< rows that show it
  std::vector<std::uint32_t> cases = {};  ///< with such rows, ascending
  Claim claim = {};
  bool met() const { return hits != 0; }
};

struct TableCoverage {
  Table table;
  std::vector<Goal> goals;  ///< by measure, line (`where` first) and part; of a pair the one that holds first
  std::vector<std::size_t> evaluated;  ///< by line: rows on which it was reached

  /// One of the goals; its cases may grow. O(log goals).
  Goal& goal(Measure measure, std::uint32_t line, std::uint32_t part, bool holds);
};

/// A test or a design.
struct Case {
  enum class Kind : std::uint8_t { Test, Design } kind{};
  std::string name, file;
  std::uint32_t line = 0;
};

struct Coverage {
  image::Image image;
  std::string entry;  ///< as the user names the framework
  std::vector<Case> cases;
  std::vector<TableCoverage> tables;
};

/// Rules and values count one by one, cells and conditions as pairs; impossible ones are not among `all`.
struct Count {
  std::size_t covered = 0, all = 0, impossible = 0;
  Count& operator+=(const Count& other);
};
Count count(const TableCoverage& table, Measure measure);
Count count(const Coverage& coverage, Measure measure);

/// Nothing covered yet.
Coverage begin(const image::Image& image, std::string entry);
/// Adds what the rows of an evaluated design or test show. Each condition of each table is evaluated once a row.
void add(Coverage& coverage, Case from, eval::Evaluator& evaluator);

}  // namespace msd::coverage
