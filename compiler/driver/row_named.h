// Kinds of rows that the command line names.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "runtime/image/image.h"

#include <string>

namespace msd::driver {

/// The kind of row that the user names; none after a report.
std::uint32_t row_named(const image::Image& image, const std::string& wanted, diag::Sink& sink);

}  // namespace msd::driver
