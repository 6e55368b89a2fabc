#include "runtime/report/origin.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

Origin origin(const image::Image& image) {
  return {std::string(image.text(image.framework().name)), std::string(image.text(image.framework().version)),
          fmt::format("{:016x}", image.hash())};
}

void add_origin(std::vector<Origin>& origins, const image::Image& image) {
  Origin added = origin(image);
  if (std::find(origins.begin(), origins.end(), added) == origins.end()) origins.push_back(std::move(added));
}

}  // namespace msd::report
