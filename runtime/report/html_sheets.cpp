// Worksheets and the graph of decisions as HTML. A cell that the graph shows leads there, and the graph leads back.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/html_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

using image::kNone;

DesignPage::DesignPage(const DesignReport& report, std::string prefix)
    : report_(report), evaluator_(*report.evaluator), facts_(evaluator_.facts()), image_(facts_.image()),
      prefix_(std::move(prefix)), graph_(decision_graph(evaluator_)) {
  tally_.add(report.findings);
  std::copy_if(report.findings.begin(), report.findings.end(), std::back_inserter(told_),
               [](const Finding& f) { return !asks(f); });
  for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n) nodes_.emplace(graph_.nodes[n].cell, n);
  for (std::size_t i = 0; i < report.questions.size(); ++i) asked_.emplace(report.questions[i].cell, i);
  anchored_.resize(graph_.nodes.size());
  std::map<std::string, eval::RowIndex> rows;
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) rows.emplace(row_name(facts_, row), row);
  for (std::size_t i = 0; i < told_.size(); ++i) {
    const auto row = rows.find(told_[i].row);
    if (row == rows.end()) continue;
    const image::RowRecord& kind = image_.rows()[facts_.rows()[row->second].kind];
    bool placed = false;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count && !told_[i].field.empty(); ++f) {
      if (image_.text(image_.fields()[f].name) != told_[i].field) continue;
      at_cell_.emplace(eval::CellRef{row->second, f}, i);
      placed = true;
    }
    if (!placed) at_row_.emplace(row->second, i);
  }
}

std::string DesignPage::article() {
  const std::string sheets_text = sheets();  // first, as it finds out where findings are shown
  return fmt::format("<article id=\"{}\">\n", id("top")) + title_block() + contents() + checklists() + findings() +
         questions() + scenarios() + sheets_text + decisions() + "</article>\n";
}

/// What there is to say in one line: nothing is left, or what is.
std::string DesignPage::verdict() const {
  std::size_t conditions = 0, closed = 0;
  for (const ChecklistState& list : report_.checklists) {
    for (const ItemState& item : list.items) {
      ++conditions;
      if (item.state == ItemState::State::Closed) ++closed;
    }
  }
  if (conditions == 0) return tally_.words();
  return closed == conditions ? fmt::format("closed: all {} conditions hold, {}", conditions, tally_.words())
                              : fmt::format("{} of {} conditions closed, {}", closed, conditions, tally_.words());
}

std::string DesignPage::title_block() const {
  const std::string& label = facts_.design_label.empty() ? facts_.design_name : facts_.design_label;
  return fmt::format("<header>\n<p class=\"kicker\">{} {} <span class=\"path\">{}</span></p>\n<h1><bdi>{}</bdi></h1>\n"
                     "<p class=\"verdict{}\">{}</p>\n</header>\n",
                     html_text(image_.text(image_.framework().name)),
                     html_text(image_.text(image_.framework().version)), html_text(facts_.file), html_text(label),
                     tally_.errors != 0 ? " bad" : "", html_text(verdict()));
}

std::string DesignPage::contents() const {
  std::string out = fmt::format("<nav aria-label=\"Contents\">\n<ul>\n");
  auto entry = [&](const std::string& target, const std::string& text) {
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id(target), text);
  };
  if (!told_.empty()) entry("findings", "Findings");
  if (!report_.questions.empty()) entry("questions", "To answer next");
  if (!report_.scenarios.empty()) entry("scenarios", "Scenarios");
  for (std::uint32_t i = 0; i < image_.sheets().size(); ++i)
    entry(fmt::format("sheet-{}", i), html_text(image_.text(image_.sheets()[i].label)));
  if (!graph_.nodes.empty()) entry("decisions", "Decisions");
  return out + "</ul>\n</nav>\n";
}

std::string DesignPage::sheets() {
  std::string out =
      fmt::format("<section class=\"sheets\" aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">Worksheets</h2>\n", id("sheets"));
  for (std::uint32_t i = 0; i < image_.sheets().size(); ++i) {
    const image::SheetRecord& record = image_.sheets()[i];
    const FilledSheet sheet = fill_sheet(evaluator_, i);
    out += fmt::format(
        "<section class=\"sheet\" aria-labelledby=\"{0}\">\n<h3 id=\"{0}\"><span class=\"letter\">{1}</span> "
        "{2}</h3>\n",
        id(fmt::format("sheet-{}", i)), html_text(image_.text(record.name)), html_text(image_.text(record.label)));
    if (!image_.text(record.doc).empty())
      out += fmt::format("<p class=\"doc\">{}</p>\n", html_text(image_.text(record.doc)));
    out += is_prose(image_, i) ? prose(sheet) : table(sheet, i);
    out += "</section>\n";
  }
  return out + "</section>\n";
}

std::string DesignPage::prose(const FilledSheet& sheet) const {
  std::string out = "<ol class=\"prose\">\n";
  for (const Sentence& sentence : sheet.sentences)
    out += fmt::format("<li><bdi>{}</bdi></li>\n", html_text(sentence.text));
  return out + "</ol>\n";
}

std::string DesignPage::table(const FilledSheet& sheet, std::uint32_t number) {
  if (sheet.rows.empty()) return "<p class=\"none\">no rows</p>\n";
  std::string out =
      fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{}\">\n<table>\n<thead><tr>",
                  id(fmt::format("sheet-{}", number)));
  for (const std::string& column : sheet.columns) out += fmt::format("<th scope=\"col\">{}</th>", html_text(column));
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    out += "<tr>";
    for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) out += cell(sheet.rows[r][c], sheet.about[r], c == 0);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string DesignPage::cell(const SheetCell& cell, eval::RowIndex row, bool first) {
  std::string inner;
  for (std::size_t i = 0; i < cell.lines.size(); ++i) {
    const eval::CellRef ref = i < cell.cells.size() ? cell.cells[i] : eval::CellRef{};
    std::string one = line(cell.lines[i], ref);
    if (ref.row != kNone) one += flags(kNone, ref);
    inner += cell.lines.size() == 1 ? one : "<div class=\"line\">" + one + "</div>";
  }
  if (first) inner += flags(row, {});
  return first ? "<th scope=\"row\">" + inner + "</th>" : "<td>" + inner + "</td>";
}

std::string DesignPage::line(const std::string& text, eval::CellRef ref) {
  const auto node = ref.row == kNone ? nodes_.end() : nodes_.find(ref);
  const auto asked = ref.row == kNone ? asked_.end() : asked_.find(ref);
  if (node == nodes_.end()) {
    if (asked != asked_.end())
      return fmt::format("<a class=\"open\" href=\"#{}question-{}\">?</a>", prefix_, asked->second + 1);
    return text.empty() ? "" : "<bdi>" + html_text(text) + "</bdi>";
  }
  const GraphNode& n = graph_.nodes[node->second];
  std::string anchor;
  if (!anchored_[node->second]) anchor = fmt::format(" id=\"{}\"", id("s-" + n.id));
  anchored_[node->second] = true;
  const bool open = n.kind == NodeKind::Open;
  return fmt::format("<a class=\"cell{}\"{} href=\"#{}\" data-cell=\"{}\"><bdi>{}</bdi></a>",
                     open                           ? " open"
                     : n.kind == NodeKind::Computed ? " computed"
                     : n.kind == NodeKind::Rejected ? " rejected"
                                                    : "",
                     anchor, id(n.id), id(n.id),
                     n.kind == NodeKind::Rejected ? "rejected"
                     : text.empty()               ? "–"
                                                  : html_text(text));
}

std::string DesignPage::flag(std::size_t finding, const std::string& place) {
  const auto [at, fresh] = places_.emplace(finding, place);
  return fmt::format(" <a class=\"flag {0}\"{1} href=\"#{2}finding-{3}\" title=\"{4}\"><span>{0} {3}</span></a>",
                     name(told_[finding].severity), fresh ? fmt::format(" id=\"{}\"", place) : "", prefix_, finding + 1,
                     html_text(told_[finding].message));
}

std::string DesignPage::flags(eval::RowIndex row, eval::CellRef ref) {
  std::string out;
  auto all = [&](auto range) {
    for (auto it = range.first; it != range.second; ++it)
      out += flag(it->second, id(fmt::format("at-{}", it->second + 1)));
  };
  row != kNone ? all(at_row_.equal_range(row)) : all(at_cell_.equal_range(ref));
  return out;
}

std::string DesignPage::decisions() const {
  if (graph_.nodes.empty()) return "";
  std::string out = fmt::format("<section class=\"decisions\" aria-labelledby=\"{0}\">\n<h2 "
                                "id=\"{0}\">Decisions</h2>\n<p class=\"doc\">Each computed "
                                "value, with what its rule read. <span class=\"hint\">Point at a value or move to it "
                                "with the keyboard, here or in the "
                                "worksheets, and the path that led to it lights up.</span></p>\n<p "
                                "class=\"skip-graph\"><a class=\"skip\" href=\"#{1}\">Skip the graph</a></p>\n",
                                id("decisions"), id("after-decisions"));
  out += "<ul class=\"legend\">\n<li class=\"fact\">stated</li><li class=\"default\">by default</li><li "
         "class=\"computed\">computed</li><li class=\"open\">not decided</li><li "
         "class=\"rejected\">rejected</li>\n</ul>\n";
  if (graph_.nodes.size() > kMostDrawn) {
    out += fmt::format("<p>{} cells are too many for a drawing; these are computed:</p>\n<ul class=\"cells\">\n",
                       graph_.nodes.size());
    for (const GraphNode& n : graph_.nodes) {
      if (n.kind == NodeKind::Fact || n.kind == NodeKind::Default) continue;
      out += fmt::format("<li id=\"{}\"><code>{}</code> {}</li>\n", id(n.id), html_text(n.full), html_text(n.value));
    }
    out += "</ul>\n";
  } else {
    const Drawing drawing = lay_out(graph_);
    GraphLinks links;
    links.prefix = prefix_;
    links.anchored = anchored_;
    out += fmt::format("<div class=\"scroll graph\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{0}\">\n<svg "
                       "class=\"graph\" width=\"{1}\" height=\"{2}\" viewBox=\"0 0 {1} {2}\" role=\"group\" "
                       "aria-labelledby=\"{0}\">\n{3}</svg>\n</div>\n",
                       id("decisions"), drawing.width, drawing.height, drawing_svg(graph_, drawing, links));
  }
  return out + fmt::format("<p id=\"{}\" tabindex=\"-1\"></p>\n</section>\n", id("after-decisions"));
}

}  // namespace msd::report
