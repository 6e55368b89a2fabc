// The scenarios of a design: its block once more, with some entries in place of others.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "runtime/image/image.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::bind {

/// One scenario, merged with what it leaves as it is.
struct Scenario {
  std::string name, label;
  source::Span span;  ///< of its header
  /// The whole design under this scenario, for `bind` with Options::last_wins. It shares its texts with the design.
  ast::Block body;
};

/// More scenarios than this in one design are an error: each one costs a copy of the design and an evaluation.
inline constexpr std::size_t kMostScenarios = 64;

/// The scenarios that stand in a design, in its order. Entries that are no scenario, or in which one is wrong, are
/// reported and left out. Costs one copy of the design for each scenario; nothing where there is none.
std::vector<Scenario> scenarios(const ast::Block& design, const image::Image& image, diag::Sink& sink);

/// The names of the scenarios in a design, as it writes them; faults are left to `scenarios`.
std::vector<std::string_view> scenario_names(const ast::Block& design, const image::Image& image);

/// Whether an entry of a design opens a scenario.
bool opens_scenario(const ast::Entry& entry, const image::Image& image);

}  // namespace msd::bind
