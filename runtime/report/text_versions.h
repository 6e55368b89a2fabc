// Scenarios and rankings of a design for the text format.
#pragma once

#include "runtime/report/document.h"
#include "runtime/report/snippet.h"

#include <string>

namespace msd::report {

/// A scenario, by what it changes; whole lines, indented by two, its findings folded at `columns`.
std::string scenario_text(const DesignReport& report, const ScenarioReport& scenario, const Paint& paint,
                          std::size_t columns);
/// The versions of a design in order, for one preference of the framework; lines of at most `columns` where names
/// allow.
std::string ranking_text(const DesignReport& report, const Ranking& ranking, const Paint& paint, std::size_t columns);

}  // namespace msd::report
