// What reports say of a scenario beside its design, whatever their format.
#pragma once

#include "runtime/report/document.h"

#include <string>
#include <vector>

namespace msd::report {

/// A checklist of which a scenario closes another number of conditions than the design.
struct Shift {
  std::string label;
  std::size_t before = 0, after = 0;
};

std::size_t closed(const ChecklistState& list);
/// In the order of the checklists.
std::vector<Shift> shifts(const DesignReport& report, const ScenarioReport& scenario);
/// Whether a scenario is the design once more, as far as a report can tell.
bool changes_nothing(const DesignReport& report, const ScenarioReport& scenario);

}  // namespace msd::report
