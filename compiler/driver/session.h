// What the commands share: sources, the framework that designs are judged by, output.
#pragma once

#include "compiler/driver/commands.h"
#include "compiler/driver/findings.h"
#include "compiler/driver/pipeline.h"

#include <map>
#include <unistd.h>

namespace msd::driver {

/// A framework as the user names it: a file of rules, an image, or an embedded one.
class Session {
 public:
  explicit Session(const Common& options);

  /// The framework that `--framework` names, or else the one that a design names. None after a report. Cached.
  const image::Image* framework(const ast::Design& design, diag::Sink& sink);
  /// By its name, of a version that fits if one is asked for and there is such a one.
  const image::Image* named(const std::string& name, diag::Sink& sink, std::string_view version = {});
  /// How the entry file of a framework is to be loaded.
  LoadOptions load_options() const;

  report::SourceText source_text(const std::string& path) const;
  /// Whether a framework is the one that the design asks for, or a variant of it, in a version that does.
  static bool judges(const image::Image& image, const ast::Design& design, diag::Sink& sink);

  const Common& options;
  source::SourceMap sources;
  report::Output output{STDOUT_FILENO};

 private:
  std::string unknown_help(const std::string& name) const;

  std::map<std::string, std::optional<image::Image>> frameworks_;
};

/// Ends the output; says on standard error why it could not be written. Gives `status`, or 2.
int finish(Session& session, int status);
/// Prints findings and gives the exit status that they call for.
int report_findings(Session& session, diag::Sink& sink);
/// Prints findings as text on standard error: for commands whose output is no report.
void complain(Session& session, diag::Sink& sink);
bool fails(const report::Finding& finding, FailOn fail_on);

}  // namespace msd::driver
