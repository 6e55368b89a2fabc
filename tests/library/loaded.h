// Frameworks as the library has them, and cells for their columns.
#pragma once

#include "tests/support/compile.h"
#include "tests/support/random.h"

#include "runtime/library/msd.hpp"
#include "runtime/records/store.h"

namespace msd::testing {

inline std::span<const std::byte> bytes(const image::Image& image) { return image.block(); }

/// The rules of an image as the library has them from it, and from a rules file of it.
struct Loaded {
  explicit Loaded(const image::Image& image) : whole(msdlib::Image::load(bytes(image))), of_rules(from_rules(image)) {}

  static msdlib::Image from_rules(const image::Image& image) {
    const std::vector<std::uint64_t> block = records::store(image, records::lay_flat(image));
    return msdlib::Image::load(std::as_bytes(std::span(block)));
  }
  msdlib::Image whole, of_rules;
};

struct LoadedRules {
  std::uint32_t row;
  msdlib::Rules rules;
};
/// All kinds of rows, from the image, and again from the rules file where it has them.
inline std::vector<LoadedRules> kinds(const image::Image& image, const Loaded& loaded) {
  std::vector<LoadedRules> out;
  for (std::uint32_t row = 0; row < image.rows().size(); ++row) {
    const std::string name(image.text(image.rows()[row].name));
    out.push_back({row, loaded.whole.rules(name)});
    if (out.back().rules.decisions() != 0) out.push_back({row, loaded.of_rules.rules(name)});
  }
  return out;
}

/// A cell for a column, or one that is none.
inline msd_cell any(const msd_info& column, bool good, Random& random) {
  if (!good) {
    switch (random.below(4)) {
    case 0: return {0, column.optional != 0 ? 7U : static_cast<std::uint32_t>(MSD_ABSENT), -1};
    case 1: return {0, column.measure != nullptr ? 3U : static_cast<std::uint32_t>(MSD_REJECTED), -1};
    case 2: return {column.type == MSD_NUMBER ? column.high + 1 : std::int64_t{1} << 62U, MSD_VALUE, -1};
    default: return {column.type == MSD_NUMBER ? column.low - 1 : -1, MSD_VALUE, -1};
    }
  }
  if (column.measure != nullptr && random.chance(5)) return msdlib::rejected();
  if (column.optional != 0 && random.chance(20)) return msdlib::absent();
  switch (column.type) {
  case MSD_SET: return msdlib::value(static_cast<std::int64_t>(random.below(std::size_t{1} << column.values)));
  case MSD_NUMBER:
    return msdlib::value(column.low + static_cast<std::int64_t>(random.below(1'000) % (column.high - column.low + 1)));
  default: return msdlib::value(static_cast<std::int64_t>(random.below(column.values)));
  }
}

inline const char* const kParcels = R"(framework parcels 1.0
enum way { plane, train, van }
row parcel "Parcel"
field parcel.abroad : bool given from "form" as external
field parcel.weight : int 0 .. 40 given from "scales" as external
field parcel.wanted : optional way given from "form" as external
field parcel.way : way classified from abroad, weight, wanted
classify parcel.way {
  far   when abroad and weight <= 2  => plane
  heavy when abroad and weight > 30  => reject "too heavy"
  liked when wanted == train         => train
  otherwise van
}
)";

inline msdlib::Image parcels() { return msdlib::Image::load(bytes(*compile(kParcels).image)); }

}  // namespace msd::testing
