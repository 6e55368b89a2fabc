// JSON rows → facts, and decisions → JSON: the exchange format of `msdc eval`.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <string_view>

namespace msd::bind {

struct JsonOptions {
  std::string row;        ///< the kind of row that a line gives
  bool defaults = false;  ///< a missing key takes the default of its field; else it is unknown
};

/// Why rows of this kind cannot be given by lines; empty if they can.
std::string check_row(const image::Image& image, std::string_view row);

/// Decides one line. Keys are fields of the row; fields of single rows stand beside them, qualified where a name is not
/// unique; rows inside the row are arrays of objects under their relation; a relation that is left out is unknown;
/// other rows are arrays under the name of their kind. Quantities are texts such as "10 ms"; plain numbers are counts
/// and ratios. The result is one JSON object without a line end; `good` is false if the line could not be read.
std::string decide_line(std::string_view line, std::size_t number, const image::Image& image,
                        const JsonOptions& options, bool& good);

}  // namespace msd::bind
