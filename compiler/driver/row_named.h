// Kinds of rows that the command line names.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "runtime/image/image.h"

#include <string>

namespace msd::driver {

/// The kind of row that the user names; none after a report.
std::uint32_t row_named(const image::Image& image, const std::string& wanted, diag::Sink& sink);

class Session;
struct RowKind {
  const image::Image* image = nullptr;
  std::uint32_t row = image::kNone;
};
/// The framework and the kind of row that the options of a session name, the framework by default the first that is
/// shipped. Its row is none after a report.
RowKind row_kind(Session& session, diag::Sink& sink);

}  // namespace msd::driver
