// What a report rests on: a framework, and exactly which one.
#pragma once

#include "runtime/image/image.h"

#include <string>
#include <vector>

namespace msd::report {

struct Origin {
  std::string name, version;
  std::string hash;  ///< of the image, 16 digits: equal for equal sources, wherever they were compiled
  bool operator==(const Origin&) const = default;
};
Origin origin(const image::Image& image);

/// Adds it unless it is there. O(frameworks of a report), of which there are few.
void add_origin(std::vector<Origin>& origins, const image::Image& image);

}  // namespace msd::report
