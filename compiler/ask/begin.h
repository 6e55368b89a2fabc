// The text of a new design: what is known when it begins.
#pragma once

#include "runtime/image/image.h"

#include <string>

namespace msd::ask {

struct Beginning {
  std::string name, label;
};

/// A design that says nothing yet: its single rows, with a `?` for each fact that people are asked for.
std::string begin_design(const image::Image& image, const Beginning& beginning);

}  // namespace msd::ask
