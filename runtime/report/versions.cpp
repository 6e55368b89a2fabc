#include "runtime/report/versions.h"

#include <algorithm>

namespace msd::report {

std::size_t closed(const ChecklistState& list) {
  return static_cast<std::size_t>(std::count_if(list.items.begin(), list.items.end(), [](const ItemState& item) {
    return item.state == ItemState::State::Closed;
  }));
}

std::vector<Shift> shifts(const DesignReport& report, const ScenarioReport& scenario) {
  const image::Image& image = report.evaluator->facts().image();
  std::vector<Shift> out;
  for (std::size_t i = 0; i < scenario.checklists.size() && i < report.checklists.size(); ++i) {
    const std::size_t before = closed(report.checklists[i]), after = closed(scenario.checklists[i]);
    if (before == after) continue;
    out.push_back({std::string(image.text(image.checklists()[scenario.checklists[i].checklist].label)), before, after});
  }
  return out;
}

bool changes_nothing(const DesignReport& report, const ScenarioReport& scenario) {
  return scenario.changes.empty() && scenario.added.empty() && scenario.left_out.empty() && scenario.come.empty() &&
         scenario.gone.empty() && scenario.questions == report.questions.size();
}

}  // namespace msd::report
