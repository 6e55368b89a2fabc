#include "runtime/report/text_versions.h"

#include "runtime/report/display.h"
#include "runtime/report/rankings.h"
#include "runtime/report/sheets.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

constexpr const char* kBold = "1";

std::string padded(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, width(text)), ' ');
}

}  // namespace

std::string scenario_text(const DesignReport& report, const ScenarioReport& scenario, const Paint& paint) {
  std::string out = fmt::format("  {} {}{}\n", paint(kBold, "scenario"), printable(scenario.name),
                                scenario.label.empty() ? "" : fmt::format(" \"{}\"", printable(scenario.label)));
  for (const std::string& row : scenario.named_by) out += fmt::format("    named by {}\n", printable(row));
  for (const auto& [mark, rows] : {std::pair("+", &scenario.added), std::pair("-", &scenario.left_out)}) {
    for (const std::string& row : *rows) out += fmt::format("    {} {}\n", mark, printable(row));
  }
  std::size_t cells = 0;
  for (const CellChange& change : scenario.changes) cells = std::max(cells, width(printable(change.cell)));
  for (const CellChange& change : scenario.changes) {
    out += fmt::format("    {}  {} → {}{}\n", padded(printable(change.cell), cells), printable(change.before),
                       paint(kBold, printable(change.after)),
                       change.rule.empty() ? "" : fmt::format("  ({})", change.rule));
  }
  for (const auto& [mark, findings] : {std::pair("+", &scenario.come), std::pair("-", &scenario.gone)}) {
    for (const Finding& finding : *findings)
      out += fmt::format("    {} {}: {}\n", mark, name(finding.severity), printable(finding.message));
  }
  if (scenario.questions != report.questions.size())
    out += fmt::format("    open questions: {} → {}\n", report.questions.size(), scenario.questions);
  for (const Shift& shift : shifts(report, scenario))
    out += fmt::format("    {}: {} → {} closed\n", shift.label, shift.before, shift.after);
  return changes_nothing(report, scenario) ? out + "    changes nothing\n" : out;
}

std::string ranking_text(const DesignReport& report, const Ranking& ranking, const Paint& paint, std::size_t columns) {
  const eval::Facts& facts = report.evaluator->facts();
  const std::string step = step_of(facts.image(), ranking);
  std::string out = fmt::format("  {}{}{}\n", paint(kBold, title(facts.image(), ranking)),
                                step.empty() ? "" : fmt::format(" (step {})", step), order_words(ranking));
  std::size_t places = 0, names = 0, amounts = 0;
  for (const Contender& one : ranking.contenders) {
    places = std::max(places, width(place_text(one)));
    names = std::max(names, width(printable(version_name(report, one))));
    amounts = std::max(amounts, width(amount_text(facts, ranking, one)));
  }
  for (const Contender& one : ranking.contenders) {
    const std::string remark = remarks(one);
    std::string line = fmt::format("    {}  {}  {}", padded(place_text(one), places),
                                   padded(printable(version_name(report, one)), names),
                                   padded(amount_text(facts, ranking, one), remark.empty() ? 0 : amounts));
    const std::size_t indent = width(line) + 2;
    bool first = true;
    for (const std::string& part : fold(printable(remark), std::max<std::size_t>(columns, indent + 24) - indent)) {
      line += first ? "  " + part : "\n" + std::string(indent, ' ') + part;
      first = false;
    }
    out += line + "\n";
  }
  for (const std::string& tie : ties(report, ranking)) {
    for (const std::string& line : fold(printable(tie), columns - 4)) out += "    " + line + "\n";
  }
  return out;
}

}  // namespace msd::report
