// Text → typed IR and image, as the driver's pipeline does it, without files.
#pragma once

#include "compiler/check/tir.h"
#include "compiler/diagnostics/diagnostics.h"
#include "runtime/image/image.h"

#include <memory>
#include <optional>
#include <string>

namespace msd::testing {

/// `image` is there if there was no error. Moves and copies share the image's block.
struct Compiled {
  tir::Program program;
  std::optional<image::Image> image;
  std::string errors;  ///< one a line, with its line in the text
};

Compiled compile(const std::string& text);
/// A framework of the repository, from its entry file.
Compiled compile_file(const std::string& path);

}  // namespace msd::testing
