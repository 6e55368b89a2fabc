// One JSON line → one JSON line: the exchange format of `msdc eval`.
#pragma once

#include "compiler/bind/rows_of_json.h"
#include "runtime/report/finding.h"
#include "runtime/report/reporter.h"

namespace msd::driver {

/// What a line came to, so that the caller can see what it calls for.
struct Decided {
  std::vector<report::Finding> findings;
  bool open = false;  ///< a computed field of the row, or a requirement, is not decided
};

/// Decides one row and writes what is found as one JSON object with a line end: `line`, `values`, `rules`, `rejected`,
/// `undetermined`, `findings`. A line that cannot be read gives its faults as findings and nothing else.
Decided decide(std::string_view line, std::size_t number, const image::Image& image, const bind::JsonOptions& options,
               report::Output& output);

}  // namespace msd::driver
