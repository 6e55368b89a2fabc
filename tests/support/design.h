// Random designs: facts for any framework, by names, so that they outlive changes of the framework while a failure is
// made smaller.
#pragma once

#include "compiler/check/tir.h"
#include "runtime/eval/facts.h"
#include "tests/support/random.h"

#include <string>
#include <vector>

namespace msd::testing {

struct Cell {
  std::size_t row = 0;  ///< index into Design::rows
  std::string field;
  eval::CellFact::State state{};
  eval::Fit fit{};
  Class cls{};
  std::uint64_t mask = 0;         ///< Bool, Enum, Set
  std::int64_t number = 0;        ///< Number; Ref: index into Design::rows
  std::string text;               ///< Text, Id
  std::vector<std::size_t> list;  ///< List: indices into Design::rows
};

struct Row {
  std::string kind, name;
  std::size_t parent = SIZE_MAX;
  bool named = true;  ///< false: the unnamed row of a single kind
};

struct Design {
  std::vector<Row> rows;  ///< parents before their children
  std::vector<Cell> cells;

  /// Takes a row out, with all inside it; references to it are left out, too.
  void remove_row(std::size_t row);
};

struct DesignOptions {
  unsigned unknown = 0;      ///< percent of the facts that are open
  unsigned asserted = 0;     ///< percent of the computed cells that are stated
  std::size_t max_rows = 3;  ///< of one kind inside one parent
  std::size_t limit = 1024;  ///< open facts are answered at random until there are at most so many completions
};

/// Deterministic from the state of `random`.
Design random_design(const tir::Program& program, const image::Image& image, const DesignOptions& options,
                     Random& random);
/// The facts of a design. What the framework no longer has is left out. `image` must outlive them.
eval::Facts facts(const Design& design, const tir::Program& program, const image::Image& image);
/// The design as `.msd` text, to be read by people.
std::string print(const Design& design, const tir::Program& program);

}  // namespace msd::testing
