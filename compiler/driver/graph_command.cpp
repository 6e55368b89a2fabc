// msdc graph: what depends on what, in a design or in a framework.
#include "compiler/driver/open_design.h"
#include "runtime/report/graph.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

/// The framework that a name or a file of the command line means. None after a report.
std::optional<report::Graph> of_framework(Session& session, const std::string& name, diag::Sink& sink) {
  const image::Image* image = session.named(name, sink);
  if (image == nullptr) return std::nullopt;
  return report::framework_graph(*image);
}

}  // namespace

int graph(const std::string& form, const Common& options) {
  Session session(options);
  diag::Sink sink;
  std::string target = options.files.empty() ? std::string() : options.files.front();
  if (target.empty() && !embedded_names().empty()) target = embedded_names().front();
  if (target.empty()) {
    fmt::print(stderr, "msdc: graph of what? Give a design, or a framework by its name or file\n");
    return 2;
  }
  std::optional<report::Graph> graph;
  bool readable = true;
  if (target == "-" || (target.ends_with(".msd") && options.framework != target)) {
    OpenDesign design = open_design(session, target, sink);
    readable = design.readable;
    if (design.usable()) {
      eval::Evaluator evaluator(*design.facts, {});
      graph = report::decision_graph(evaluator);
    } else if (design.rules && target != "-") {
      diag::Sink again;  // what a framework's entry file says is said once, with all that it imports
      graph = of_framework(session, target, again);
      sink = std::move(again);
    }
  } else {
    graph = of_framework(session, target, sink);
    readable = graph.has_value();
  }
  if (graph) {
    session.output.write(form == "dot"       ? report::graph_dot(*graph)
                         : form == "mermaid" ? report::graph_mermaid(*graph)
                                             : report::graph_svg(*graph));
  }
  const bool faults = sink.errors() != 0;
  if (faults || !graph) complain(session, sink);
  return finish(session, !readable ? 2 : faults || !graph ? 1 : 0);
}

}  // namespace msd::driver
