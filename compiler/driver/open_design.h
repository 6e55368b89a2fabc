// One design of the command line, parsed and bound: for commands that look at a single one.
#pragma once

#include "compiler/driver/session.h"

namespace msd::driver {

struct OpenDesign {
  ast::Unit unit;  ///< of the file; its first design is the one that is bound
  const image::Image* image = nullptr;
  std::optional<eval::Facts> facts;  ///< with name, label, file and place of the design
  bool readable = true;              ///< false: the file could not be read at all
  bool rules = false;                ///< the file holds declarations of a framework instead
  source::Span start;                ///< of the file: where to say what it lacks
  bool usable() const { return facts.has_value(); }
};

/// Reads `path` (`-`: standard input), finds the framework and binds the first design. What is wrong is reported into
/// `sink`; what could not be read is unknown then. Facts refer to the framework, which the session keeps.
OpenDesign open_design(Session& session, const std::string& path, diag::Sink& sink);

}  // namespace msd::driver
