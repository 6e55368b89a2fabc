// Scenarios of a design beside it, and the rankings of all its versions, as HTML.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/html_parts.h"
#include "runtime/report/rankings.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

std::string words(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "<bdi>" : ", <bdi>") + html_text(name) + "</bdi>";
  return out;
}

/// `before → after`, said as well as drawn.
std::string from_to(std::size_t before, std::size_t after) {
  return fmt::format("{} <span class=\"to\" role=\"img\" aria-label=\"becomes\">→</span> {}", before, after);
}

std::string point(std::string_view what, const std::string& content) {
  return fmt::format("<li><span class=\"what\">{}</span> <span>{}</span></li>\n", what, content);
}

/// What a scenario does besides values and findings.
std::string points(const DesignReport& report, const ScenarioReport& scenario) {
  std::string out;
  if (!scenario.named_by.empty()) out += point("named by", words(scenario.named_by));
  if (!scenario.added.empty()) out += point("adds", words(scenario.added));
  if (!scenario.left_out.empty()) out += point("leaves out", words(scenario.left_out));
  if (scenario.questions != report.questions.size())
    out += point("open questions", from_to(report.questions.size(), scenario.questions));
  for (const Shift& shift : shifts(report, scenario))
    out += point(html_text(shift.label), from_to(shift.before, shift.after) + " closed");
  if (changes_nothing(report, scenario)) out += point("changes", "nothing");
  return out.empty() ? out : "<ul class=\"points\">\n" + out + "</ul>\n";
}

/// A table in a frame of its own that can be moved where it is too wide.
std::string framed(const std::string& label, const std::string& head, const std::string& body) {
  return fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{}\">\n<table>\n"
                     "<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n",
                     label, head, body);
}

std::string columns(std::initializer_list<std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out += fmt::format("<th scope=\"col\">{}</th>", name);
  return out;
}

std::string listed(std::string_view title, const std::vector<Finding>& all, const std::string& prefix) {
  if (all.empty()) return "";
  return fmt::format("<h4>{}</h4>\n", title) + finding_list(all, {}, prefix);
}

}  // namespace

/// A value of the design leads to its place in the graph.
std::string DesignPage::changed(const CellChange& change) const {
  const auto node = nodes_.find(change.in_baseline);
  const std::string name = html_text(change.cell);
  if (node == nodes_.end()) return name;
  return fmt::format("<a class=\"cell\" href=\"#{0}\" data-cell=\"{0}\">{1}</a>", id(graph_.nodes[node->second].id),
                     name);
}

std::string DesignPage::scenario(const ScenarioReport& one, const std::string& name) const {
  std::string out =
      fmt::format("<section class=\"scenario\" aria-labelledby=\"{0}\">\n<h3 id=\"{0}\"><code>{1}</code>{2}</h3>\n",
                  name, html_text(one.name), one.label.empty() ? "" : " <bdi>" + html_text(one.label) + "</bdi>");
  std::string rows;
  for (const CellChange& change : one.changes) {
    rows += fmt::format(
        "<tr><th scope=\"row\">{}</th><td><bdi>{}</bdi></td><td class=\"now\"><bdi>{}</bdi></td><td>{}</td></tr>\n",
        changed(change), html_text(change.before), html_text(change.after), html_text(change.rule));
  }
  if (!rows.empty()) out += framed(name, columns({"Value", "in the design", "here", "by rule"}), rows);
  out += points(report_, one);
  out += listed("Findings gained", one.come, name + "-gained-") + listed("Findings lost", one.gone, name + "-lost-");
  return out + "</section>\n";
}

std::string DesignPage::ranking(const Ranking& ranking, const std::string& name) const {
  const std::string step = step_of(image_, ranking);
  std::string out =
      fmt::format("<section class=\"scenario\" aria-labelledby=\"{0}\">\n<h3 id=\"{0}\">Ranked by {1}{2}{3}</h3>\n",
                  name, html_text(title(image_, ranking)),
                  step.empty() ? "" : fmt::format(" (step {})", html_text(step)), order_words(ranking));
  std::string rows;
  for (const Contender& one : ranking.contenders) {
    const std::string version = html_text(version_name(report_, one));
    rows += fmt::format("<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", place_text(one),
                        one.version == 0 ? version : "<code>" + version + "</code>",
                        html_text(amount_text(facts_, ranking, one)), html_text(remarks(one)));
  }
  out += framed(name, columns({"Place", "Version", "Amount", "Remarks"}), rows);
  for (const std::string& tie : ties(report_, ranking)) out += "<p class=\"tie\">" + html_text(tie) + "</p>\n";
  return out + "</section>\n";
}

std::string DesignPage::scenarios() const {
  if (report_.scenarios.empty()) return "";
  std::string out = fmt::format(
      "<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">Scenarios</h2>\n<p class=\"doc\">The design once more, "
      "each time with some facts changed. None of them touches the rest of this page.</p>\n",
      id("scenarios"));
  for (std::size_t i = 0; i < report_.scenarios.size(); ++i)
    out += scenario(report_.scenarios[i], id(fmt::format("scenario-{}", i + 1)));
  for (std::size_t i = 0; i < report_.rankings.size(); ++i)
    out += ranking(report_.rankings[i], id(fmt::format("ranking-{}", i + 1)));
  return out + "</section>\n";
}

}  // namespace msd::report
