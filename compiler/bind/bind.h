// A parsed design (or the body of a test) + an image → facts. The names of rows, fields and values come from the image.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "runtime/eval/eval.h"

#include <optional>

namespace msd::bind {

struct Options {
  bool judged_needs_because = true;  ///< off in tests
  eval::Options evaluation;          ///< of the conditions that choose a sentence's template
  bool scenarios = true;             ///< the block may hold scenarios, which are passed over (scenarios.h reads them)
  bool last_wins = false;            ///< a cell that is stated twice is no fault, and the last statement counts
  /// The scenarios that cells may name; `bind_design` takes those of the design. None: any name will do.
  std::optional<std::vector<std::string_view>> scenario_names = {};
};

/// Binds a block: rows by the header patterns, cells by the types of their fields, references (forward ones too),
/// sentence templates (a sentence gives its slots, slots give the sentence). Reports each fault at its place and leaves
/// the cell unknown, so that evaluation of the rest goes on. Near-linear in the size of the block. `spans` (by row
/// index and field) for reports of places are in the facts themselves (Place).
eval::Facts bind(const ast::Block& body, const image::Image& image, const source::SourceMap& sources,
                 source::FileId file, const Options& options, diag::Sink& sink);

/// The same for a design, or for `body` in place of its own: the facts say the design's name, label, file and place.
eval::Facts bind_design(const ast::Design& design, const ast::Block& body, const image::Image& image,
                        const source::SourceMap& sources, source::FileId file, const Options& options,
                        diag::Sink& sink);

}  // namespace msd::bind
