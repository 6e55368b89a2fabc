// Quantities as whole texts and as floating-point numbers, as data for programs has them.
#pragma once

#include "runtime/image/types.h"

namespace msd {

/// As the other `parse_quantity`, for digits and unit in one text, with or without blanks between them: `10 ms`.
std::optional<std::int64_t> parse_quantity(std::string_view text, Dimension dimension);
/// The millionths that a floating-point number was written as: the nearest, if they read as the same number.
std::optional<std::int64_t> millionths(double number);

}  // namespace msd
