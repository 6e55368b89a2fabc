// Verdict, findings and questions of a design as HTML.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/html_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

/// Our own texts quote names in backticks.
std::string with_code(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('`', at);
    const std::size_t close = open == std::string::npos ? open : text.find('`', open + 1);
    if (close == std::string::npos) break;
    out += html_text(text.substr(at, open - at)) + "<code>" + html_text(text.substr(open + 1, close - open - 1)) +
           "</code>";
    at = close + 1;
  }
  return out + html_text(text.substr(at));
}

std::string where_text(const Location& place) {
  if (!place.given()) return place.file;
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

const char* state_word(ItemState::State state) {
  switch (state) {
  case ItemState::State::Closed: return "closed";
  case ItemState::State::Open: return "open";
  case ItemState::State::Broken: return "broken";
  }
  return "";
}

std::string names(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : ", ") + html_text(one);
  return out;
}

std::string item(const image::Image& image, const ItemState& state) {
  const char* word = state_word(state.state);
  const std::vector<std::string>& why = state.state == ItemState::State::Broken ? state.broken : state.open;
  return fmt::format("<li class=\"{0}\"><span class=\"state\">{0}</span> <span>{1}{2}</span></li>\n", word,
                     html_text(image.text(image.checklist_items()[state.item].text)),
                     state.state == ItemState::State::Closed
                         ? ""
                         : fmt::format("<small>{}: {}</small>",
                                       state.state == ItemState::State::Broken ? "broken" : "waits for", names(why)));
}

}  // namespace

std::string finding_list(const std::vector<Finding>& findings, const Places& places, const std::string& prefix) {
  std::string out = "<ol class=\"findings\">\n";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& f = findings[i];
    const auto place = places.find(i);
    out += fmt::format(
        "<li class=\"{0}\" id=\"{1}finding-{2}\"><p class=\"head\"><span class=\"mark\">{0}</span> {3}</p>\n",
        name(f.severity), prefix, i + 1, with_code(message_with_step(f)));
    if (!f.help.empty()) out += fmt::format("<p class=\"help\">{}</p>\n", with_code(f.help));
    if (!f.notes.empty()) {
      out += "<details><summary>why</summary><ul>\n";
      for (const FindingNote& note : f.notes) {
        out += fmt::format("<li>{}{}</li>\n", with_code(note.text),
                           note.place.given() ? " <small>" + html_text(where_text(note.place)) + "</small>" : "");
      }
      out += "</ul></details>\n";
    }
    out += fmt::format(
        "<p class=\"where\"><small>{} {}</small>{}</p></li>\n", html_text(f.code), html_text(where_text(f.place)),
        place == places.end() ? "" : fmt::format(" <a href=\"#{}\">in the worksheet</a>", place->second));
  }
  return out + "</ol>\n";
}

std::string DesignPage::checklists() const {
  std::string out;
  for (const ChecklistState& list : report_.checklists) {
    const auto closed = std::count_if(list.items.begin(), list.items.end(),
                                      [](const ItemState& one) { return one.state == ItemState::State::Closed; });
    const bool done = closed == static_cast<std::ptrdiff_t>(list.items.size());
    out += fmt::format(
        "<section class=\"checklist{}\" aria-labelledby=\"{}\">\n<h3 id=\"{}\">{} <span class=\"count\">{} of "
        "{} closed</span></h3>\n<ul>\n",
        done ? " done" : "", id(fmt::format("list-{}", list.checklist)), id(fmt::format("list-{}", list.checklist)),
        html_text(image_.text(image_.checklists()[list.checklist].label)), closed, list.items.size());
    for (const ItemState& one : list.items) out += item(image_, one);
    out += "</ul>\n</section>\n";
  }
  return out.empty() ? out : "<div class=\"checklists\">\n" + out + "</div>\n";
}

std::string DesignPage::findings() const {
  if (told_.empty()) return "";
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">Findings</h2>\n{1}</section>\n", id("findings"),
                     finding_list(told_, places_, prefix_));
}

std::string DesignPage::questions() const {
  if (report_.questions.empty()) return "";
  std::string out =
      fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">To answer next</h2>\n<ol class=\"questions\">\n",
                  id("questions"));
  for (std::size_t i = 0; i < report_.questions.size(); ++i) {
    const Question& q = report_.questions[i];
    const auto node = nodes_.find(q.cell);
    const std::string cell = html_text(cell_name(facts_, q.cell));
    out += fmt::format("<li id=\"{}question-{}\"><p>{}</p>\n", prefix_, i + 1, with_code(q.text));
    if (!q.choices.empty()) {
      out += "<p class=\"choices\">";
      for (const std::string& choice : q.choices) out += "<code>" + html_text(choice) + "</code> ";
      out.back() = '<';
      out += "/p>\n";
    }
    out += node == nodes_.end()
               ? fmt::format("<p class=\"where\"><small>{}</small></p></li>\n", cell)
               : fmt::format("<p class=\"where\"><small><a class=\"cell\" href=\"#{0}\" data-cell=\"{0}\">{1}</a>"
                             "</small></p></li>\n",
                             id(graph_.nodes[node->second].id), cell);
  }
  return out + "</ol>\n</section>\n";
}

}  // namespace msd::report
