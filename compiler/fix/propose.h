// Rules that a table could get for what none of its rules takes: conditions, for which a person chooses the values.
#pragma once

#include "compiler/check/tir.h"

#include <string>
#include <vector>

namespace msd::fix {

struct ProposeOptions {
  unsigned rows = 2;
  std::size_t max_nodes = 1'000'000;
  std::size_t rules = 12;  ///< at most
};

struct Proposal {
  std::vector<std::string> conditions;  ///< as rules write them; together they take what comes to the last line
  bool whole = true;                    ///< those are all; else no short list of conditions is
  std::vector<std::string> values;      ///< that a rule of the table can give, if they can be listed
};

/// For a field whose table ends in a line that rejects. The conditions are over what the table reads and leave out what
/// no facts lead to. None if what comes there cannot be said in a condition, or within the budget: it rests on rows
/// whose number is not known, or on relations.
Proposal propose(const tir::Program& program, tir::FieldId field, const ProposeOptions& options);

}  // namespace msd::fix
