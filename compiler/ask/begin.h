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

/// A rule and an archetype to begin with, over the framework's own rows: a file that compiles where it is put among the
/// files of the framework, and whose tests pass. Empty if the framework has no row that is named and has a closed fact.
std::string begin_rule(const image::Image& image, const std::string& name);
std::string begin_archetype(const image::Image& image, const std::string& name);

}  // namespace msd::ask
