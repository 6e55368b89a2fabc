// The text of a new design: what is known when it begins.
#pragma once

#include "runtime/image/image.h"

#include <string>
#include <vector>

namespace msd::ask {

struct Beginning {
  std::string name, label;
  std::vector<std::uint32_t> archetypes;  ///< that the design follows
};

/// A design that says nothing yet but what its archetypes ask for: its single rows, with a `?` for each fact that
/// people are asked for; then for each archetype a `like`, and for each of its roles that must be filled a row with the
/// facts that the role leaves no choice in, the rows that tie roles together, and what the archetype expects, its slots
/// open where they are not known. It binds without a fault.
std::string begin_design(const image::Image& image, const Beginning& beginning);

}  // namespace msd::ask
