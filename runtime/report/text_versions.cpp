#include "runtime/report/text_versions.h"

#include "runtime/report/display.h"
#include "runtime/report/rankings.h"
#include "runtime/report/sheets.h"
#include "runtime/report/snippet.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

constexpr std::size_t kLeastText = 24;  // columns that a text gets, however narrow the page is

std::string padded(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, width(text)), ' ');
}

/// Text behind the head of its first line, folded below itself.
std::string hanging(const std::string& head, const std::string& text, std::size_t columns) {
  if (text.empty()) return head + "\n";
  const std::size_t indent = width(head);
  std::string out;
  for (const std::string& line : fold(text, std::max(columns, indent + kLeastText) - indent))
    out += (out.empty() ? head : std::string(indent, ' ')) + line + "\n";
  return out;
}

}  // namespace

std::string scenario_text(const DesignReport& report, const ScenarioReport& scenario, const Paint& paint,
                          std::size_t columns) {
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
      out += hanging(fmt::format("    {} ", mark),
                     printable(fmt::format("{}: {}", name(finding.severity), finding.message)), columns);
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
  std::string out = fmt::format("  {} {}{}{}\n", paint(kBold, "ranked by"), title(facts.image(), ranking),
                                step.empty() ? "" : fmt::format(" (step {})", step), order_words(ranking));
  std::size_t places = 0, names = 0, amounts = 0;
  for (const Contender& one : ranking.contenders) {
    places = std::max(places, width(place_text(one)));
    names = std::max(names, width(printable(version_name(report, one))));
    amounts = std::max(amounts, width(amount_text(facts, ranking, one)));
  }
  for (const Contender& one : ranking.contenders) {
    const std::string remark = remarks(one);
    std::string head = fmt::format("    {}  {}  ", padded(place_text(one), places),
                                   padded(printable(version_name(report, one)), names));
    const std::string amount = amount_text(facts, ranking, one);
    head += remark.empty() ? amount : padded(amount, amounts) + "  ";
    out += hanging(head, printable(remark), columns);
  }
  for (const std::string& tie : ties(report, ranking)) out += hanging("    ", printable(tie), columns);
  return out;
}

}  // namespace msd::report
