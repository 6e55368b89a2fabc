// All completions of a small design in which every fact that one cell rests on may be another, tried one by one with
// the slow evaluator: what forcing sets, changes and shares are compared with.
#pragma once

#include "runtime/reason/ground.h"
#include "tests/support/oracle.h"

#include <optional>

namespace msd::testing {

struct Completion {
  std::uint32_t differs = 0;        ///< by fact of the table: it is not as the design has it
  bool whole = true;                ///< all questions about a fact agree on one content
  oracle::Content content;          ///< of the target
  std::vector<oracle::Content> of;  ///< by fact of the table
};

struct Table {
  std::vector<reason::Fact> facts;  ///< that the target may rest on, and the design does not leave open
  std::vector<Completion> all;
};

/// None if there are more than `limit` completions, or facts of a kind that cannot be listed.
std::optional<Table> tabulate(const tir::Program& program, const reason::Ground& ground, eval::CellRef target,
                              std::size_t limit);

/// The size of the smallest set of facts, among those of `among`, that has one in common with each of `sets`; none if
/// there is no such set.
std::optional<std::size_t> smallest_hitting(const std::vector<std::uint32_t>& sets, std::uint32_t among);

/// As positions of facts.
std::uint32_t mask_of(const Table& table, const std::vector<eval::CellRef>& cells);

oracle::Content content_of(const eval::CellFact& fact);
bool fulfils(const oracle::Content& content, const eval::Wish& wish, Class cls);

}  // namespace msd::testing
