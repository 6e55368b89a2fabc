// Cells for records of whatever rules: the ends of what a column may hold, and between them.
#pragma once

#include "runtime/library/msd.h"

#include <cstdint>

namespace msd::testing {

/// `record`: 0 has the first value of each column, 1 the last, 2 absent where that may be, 3 rejected; others are
/// drawn. The same numbers give the same cells. Of an enum without values there is none; what is given then is no
/// value.
inline msd_cell any_cell(const msd_info& column, std::size_t record, std::uint64_t& random) {
  random = random * 6364136223846793005U + 1442695040888963407U;  // Knuth's linear congruential generator
  const std::uint64_t drawn = random >> 33U;
  if (record == 2 && column.optional != 0) return {0, MSD_ABSENT, -1};
  if (record == 3 && column.measure != nullptr) return {0, MSD_REJECTED, -1};
  switch (column.type) {
  case MSD_BOOL:
  case MSD_ENUM: {
    const std::uint64_t last = column.values == 0 ? 0 : column.values - 1;
    const std::uint64_t at = record == 0 ? 0 : record == 1 ? last : drawn % (last + 1);
    return {static_cast<std::int64_t>(at), MSD_VALUE, -1};
  }
  case MSD_SET: {
    const std::uint64_t all = (std::uint64_t{1} << column.values) - 1;
    return {static_cast<std::int64_t>(record == 0 ? 0 : record == 1 ? all : random & all), MSD_VALUE, -1};
  }
  case MSD_NUMBER: break;
  }
  const std::uint64_t width = static_cast<std::uint64_t>(column.high) - static_cast<std::uint64_t>(column.low);
  const std::uint64_t step = record == 0 ? 0 : record == 1 || width == 0 ? width : random % width;
  return {static_cast<std::int64_t>(static_cast<std::uint64_t>(column.low) + step), MSD_VALUE, -1};
}

}  // namespace msd::testing
