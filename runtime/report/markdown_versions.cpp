// Scenarios and rankings of a design as Markdown.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/markdown_parts.h"
#include "runtime/report/rankings.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

constexpr std::size_t kMostChanges = 50;  // of one scenario, of each sort

std::string code(const std::string& text) { return markdown_with_code("`" + text + "`"); }

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + markdown_text(name);
  return out;
}

std::string changes(const std::vector<CellChange>& all) {
  if (all.empty()) return "";
  std::string out = "\n| Value | in the design | here | by rule |\n| --- | --- | --- | --- |\n";
  for (std::size_t i = 0; i < all.size() && i < kMostChanges; ++i) {
    out += fmt::format("| {} | {} | **{}** | {} |\n", markdown_text(all[i].cell), markdown_text(all[i].before),
                       markdown_text(all[i].after), markdown_text(all[i].rule));
  }
  if (all.size() > kMostChanges) out += fmt::format("\nand {} more\n", all.size() - kMostChanges);
  return out;
}

/// The lists below the table: rows, findings, counts.
std::string points(const DesignReport& report, const ScenarioReport& scenario) {
  std::string out;
  if (!scenario.named_by.empty()) out += fmt::format("- named by {}\n", joined(scenario.named_by));
  if (!scenario.added.empty()) out += fmt::format("- adds {}\n", joined(scenario.added));
  if (!scenario.left_out.empty()) out += fmt::format("- leaves out {}\n", joined(scenario.left_out));
  for (const auto& [word, findings] : {std::pair("gains", &scenario.come), std::pair("loses", &scenario.gone)}) {
    for (std::size_t i = 0; i < findings->size() && i < kMostChanges; ++i) {
      const Finding& f = (*findings)[i];
      out += fmt::format("- {} **{}** {} {}\n", word, name(f.severity), markdown_text(f.code),
                         markdown_with_code(message_with_step(f)));
    }
    if (findings->size() > kMostChanges) out += fmt::format("- and {} more\n", findings->size() - kMostChanges);
  }
  if (scenario.questions != report.questions.size())
    out += fmt::format("- open questions: {} → {}\n", report.questions.size(), scenario.questions);
  for (const Shift& shift : shifts(report, scenario))
    out += fmt::format("- {}: {} → {} closed\n", markdown_text(shift.label), shift.before, shift.after);
  if (changes_nothing(report, scenario)) out += "- changes nothing\n";
  return out.empty() ? out : "\n" + out;
}

std::string ranking(const DesignReport& report, const Ranking& ranking) {
  const eval::Facts& facts = report.evaluator->facts();
  const std::string step = step_of(facts.image(), ranking);
  std::string out =
      fmt::format("\n#### Ranked by {}{}{}\n\n| Place | Version | Amount | |\n| --- | --- | --- | --- |\n",
                  markdown_text(title(facts.image(), ranking)),
                  step.empty() ? "" : fmt::format(" (step {})", markdown_text(step)), order_words(ranking));
  for (const Contender& one : ranking.contenders) {
    const std::string version = version_name(report, one);
    out += fmt::format("| {} | {} | {} | {} |\n", place_text(one), one.version == 0 ? version : code(version),
                       markdown_text(amount_text(facts, ranking, one)), markdown_text(remarks(one)));
  }
  const std::vector<std::string> tied = ties(report, ranking);
  for (const std::string& tie : tied)
    out += fmt::format("{}- {}\n", &tie == tied.data() ? "\n" : "", markdown_text(tie));
  return out;
}

}  // namespace

std::string markdown_versions(const DesignReport& report) {
  std::string out;
  if (!report.scenarios.empty()) out += "\n### Scenarios\n";
  for (const ScenarioReport& one : report.scenarios) {
    out += fmt::format("\n#### {}{}\n", code(one.name), one.label.empty() ? "" : " " + markdown_text(one.label));
    out += changes(one.changes) + points(report, one);
  }
  for (const Ranking& one : report.rankings) out += ranking(report, one);
  return out;
}

}  // namespace msd::report
