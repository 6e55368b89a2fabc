// GitHub-flavoured Markdown, to be read in a comment on a pull request: verdict first, then findings, then what is
// open.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/formats.h"
#include "runtime/report/markdown_parts.h"
#include "runtime/report/origin.h"
#include "runtime/report/sheets.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

std::string markdown_with_code(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('`', at);
    const std::size_t close = open == std::string::npos ? open : text.find('`', open + 1);
    if (close == std::string::npos || close == open + 1) return out + markdown_text(text.substr(at));
    out += markdown_text(text.substr(at, open - at)) + "`";
    for (char c : printable(text.substr(open + 1, close - open - 1))) out += c == '|' ? "\\|" : std::string(1, c);
    out += "`";
    at = close + 1;
  }
  return out;
}

namespace {

constexpr std::size_t kMostFindings = 50, kMostQuestions = 25;

std::string place_of(const Location& place) {
  if (place.file.empty()) return "";
  return markdown_text(place.given() ? fmt::format("{}:{}", place.file, place.line) : place.file);
}

class MarkdownReporter final : public Reporter {
 public:
  MarkdownReporter(const ReportOptions& options, Output& output) : options_(options), output_(output) {}

  void findings(const std::vector<Finding>& findings) override {
    total_.add(findings);
    if (findings.empty()) return;
    heading("## What belongs to no design\n");
    table(findings);
  }

  void design(const DesignReport& report) override {
    const eval::Facts& facts = report.evaluator->facts();
    const image::Image& image = facts.image();
    ++designs_;
    total_.add(report.findings);
    heading(fmt::format("## {}\n", markdown_text(facts.design_label.empty() ? facts.design_name : facts.design_label)));
    if (!options_.quiet) {
      Tally tally;
      tally.add(report.findings);
      output_.write(fmt::format("\n{} · judged by {} {} · {}\n", tally.words(),
                                markdown_text(image.text(image.framework().name)),
                                markdown_text(image.text(image.framework().version)), markdown_text(facts.file)));
      for (const ChecklistState& list : report.checklists) checklist(image, list);
    }
    // A question is in the list of questions, with its choices.
    std::vector<Finding> told;
    std::copy_if(report.findings.begin(), report.findings.end(), std::back_inserter(told),
                 [&](const Finding& f) { return options_.quiet || !asks(f); });
    if (!told.empty()) {
      output_.write("\n### Findings\n");
      table(told);
    }
    if (!options_.quiet) {
      questions(report);
      output_.write(markdown_versions(report));
    }
    if (options_.sheets) sheets(*report.evaluator);
    // For whoever looks at the text: a reader of the page has the version.
    output_.write(fmt::format("\n<!-- image {} -->\n", origin(image).hash));
    output_.flush();
  }

  void finish() override {
    if (designs_ != 1 && !options_.quiet) {
      heading("---\n");
      output_.write(fmt::format("\n{}: {}\n", counted(designs_, "design"), total_.words()));
    }
    output_.flush();
  }

 private:
  void heading(const std::string& text) {
    output_.write((begun_ ? "\n" : "") + text);
    begun_ = true;
  }

  void checklist(const image::Image& image, const ChecklistState& list) {
    const auto closed = std::count_if(list.items.begin(), list.items.end(),
                                      [](const ItemState& item) { return item.state == ItemState::State::Closed; });
    output_.write(fmt::format("\n**{}: {} of {} closed**\n\n",
                              markdown_text(image.text(image.checklists()[list.checklist].label)), closed,
                              list.items.size()));
    for (const ItemState& item : list.items) {
      const std::string text = markdown_text(image.text(image.checklist_items()[item.item].text));
      switch (item.state) {
      case ItemState::State::Closed: output_.write(fmt::format("- ✓ {}\n", text)); break;
      case ItemState::State::Open: output_.write(fmt::format("- **?** {} (open: {})\n", text, few(item.open))); break;
      case ItemState::State::Broken:
        output_.write(fmt::format("- **✗** {} (broken: {})\n", text, few(item.broken)));
        break;
      }
    }
  }

  static std::string few(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < names.size() && i < 3; ++i) all += (i != 0 ? ", " : "") + markdown_text(names[i]);
    return names.size() > 3 ? all + fmt::format(" and {} more", names.size() - 3) : all;
  }

  void table(const std::vector<Finding>& findings) {
    output_.write("\n| | Finding | Where |\n| --- | --- | --- |\n");
    for (std::size_t i = 0; i < findings.size() && i < kMostFindings; ++i) {
      const Finding& f = findings[i];
      std::string what = markdown_with_code(message_with_step(f));
      if (!f.help.empty()) what += "<br>*help:* " + markdown_with_code(f.help);
      output_.write(
          fmt::format("| **{}** {} | {} | {} |\n", name(f.severity), markdown_text(f.code), what, place_of(f.place)));
    }
    if (findings.size() > kMostFindings) output_.write(fmt::format("\nand {} more\n", findings.size() - kMostFindings));
  }

  void questions(const DesignReport& report) {
    if (report.questions.empty()) return;
    const eval::Facts& facts = report.evaluator->facts();
    output_.write(fmt::format("\n### To answer next\n\n"));
    for (std::size_t i = 0; i < report.questions.size() && i < kMostQuestions; ++i) {
      const Question& q = report.questions[i];
      std::string choices;
      for (const std::string& choice : q.choices) choices += (choices.empty() ? "" : ", ") + markdown_text(choice);
      output_.write(fmt::format("{}. **{}**: {}{}\n", i + 1, markdown_text(cell_name(facts, q.cell)),
                                markdown_with_code(q.text), choices.empty() ? "" : fmt::format(" ({})", choices)));
    }
    if (report.questions.size() > kMostQuestions)
      output_.write(fmt::format("\nand {} more\n", report.questions.size() - kMostQuestions));
  }

  void sheets(eval::Evaluator& evaluator) {
    const image::Image& image = evaluator.facts().image();
    for (std::uint32_t i = 0; i < image.sheets().size(); ++i) {
      const FilledSheet sheet = fill_sheet(evaluator, i);
      output_.write(fmt::format("\n<details>\n<summary>{} · {}</summary>\n\n",
                                html_text(image.text(image.sheets()[i].name)),
                                html_text(image.text(image.sheets()[i].label))));
      if (is_prose(image, i)) {
        for (std::size_t n = 0; n < sheet.sentences.size(); ++n)
          output_.write(fmt::format("{}. {}\n", n + 1, markdown_text(sheet.sentences[n].text)));
      } else if (sheet.rows.empty()) {
        output_.write("*no rows*\n");
      } else {
        rows(sheet);
      }
      output_.write("\n</details>\n");
    }
  }

  void rows(const FilledSheet& sheet) {
    std::string head = "|", rule = "|";
    for (const std::string& column : sheet.columns) head += " " + markdown_text(column) + " |", rule += " --- |";
    output_.write(head + "\n" + rule + "\n");
    for (const auto& row : sheet.rows) {
      std::string line = "|";
      for (const SheetCell& cell : row) {
        std::string lines;
        for (const std::string& part : cell.lines) lines += (lines.empty() ? "" : "<br>") + markdown_text(part);
        line += " " + lines + " |";
      }
      output_.write(line + "\n");
    }
  }

  ReportOptions options_;
  Output& output_;
  Tally total_;
  std::size_t designs_ = 0;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Reporter> make_markdown_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<MarkdownReporter>(options, output);
}

}  // namespace msd::report
