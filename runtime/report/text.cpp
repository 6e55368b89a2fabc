// The text format: findings with their source lines, then a short verdict for each design.
#include "runtime/report/display.h"
#include "runtime/report/formats.h"
#include "runtime/report/sheets.h"
#include "runtime/report/snippet.h"
#include "runtime/report/tally.h"
#include "runtime/report/text_versions.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

constexpr std::size_t kMostNotes = 8;  // of one finding, without places
constexpr const char* kGreen = "1;32";
constexpr const char* kYellow = "1;33";

const char* color_of(Severity severity) {
  switch (severity) {
  case Severity::Error: return "1;31";
  case Severity::Warning: return "1;33";
  case Severity::Note: return "1;36";
  }
  return "0";
}

std::size_t gutter_of(const Finding& finding) {
  std::uint32_t line = finding.place.line;
  for (const FindingNote& note : finding.notes) line = std::max(line, note.place.line);
  return fmt::formatted_size("{}", line);
}

class TextReporter final : public Reporter {
 public:
  TextReporter(const ReportOptions& options, Output& output)
      : options_(options), output_(output), paint_{options.color} {}

  void findings(const std::vector<Finding>& findings) override {
    for (const Finding& finding : findings) {
      ReportOptions options = options_;
      if (repeats(finding)) options.source = nullptr;
      output_.write(render_finding(finding, options) + "\n");
      last_ = finding.place;
      ++counts_[static_cast<std::size_t>(finding.severity)];
    }
  }

  void design(const DesignReport& report) override {
    findings(report.findings);
    ++designs_;
    if (options_.sheets) sheets(*report.evaluator);
    if (!options_.quiet) verdict(report);
    output_.flush();
  }

  void finish() override {
    if (!options_.quiet && (designs_ != 1 || counts_[0] + counts_[1] + counts_[2] > 0)) {
      output_.write(fmt::format("{}: {}, {}, {}\n", counted(designs_, "design"), counted(counts_[2], "error"),
                                counted(counts_[1], "warning"), counted(counts_[0], "note")));
    }
    output_.flush();
  }

 private:
  /// Several questions about one row need its source line once.
  bool repeats(const Finding& finding) const {
    return finding.severity == Severity::Note && finding.label.empty() && finding.place.given() &&
           finding.place.file == last_.file && finding.place.line == last_.line && finding.place.column == last_.column;
  }

  void sheets(eval::Evaluator& evaluator) {
    const image::Image& image = evaluator.facts().image();
    for (std::uint32_t i = 0; i < image.sheets().size(); ++i) {
      output_.write(sheet_text(image, fill_sheet(evaluator, i), options_.columns) + "\n");
    }
  }

  void verdict(const DesignReport& report) {
    const eval::Facts& facts = report.evaluator->facts();
    const image::Image& image = facts.image();
    const std::string& title = facts.design_label.empty() ? facts.design_name : facts.design_label;
    output_.write(paint_(kBold, printable(title)) +
                  fmt::format(" ({} {})\n", image.text(image.framework().name), image.text(image.framework().version)));
    for (const ChecklistState& list : report.checklists) checklist(image, list, &list == report.checklists.data());
    questions(report);
    for (const ScenarioReport& scenario : report.scenarios)
      output_.write(scenario_text(report, scenario, paint_, options_.columns));
    for (const Ranking& ranking : report.rankings)
      output_.write(ranking_text(report, ranking, paint_, options_.columns));
  }

  /// The first checklist is printed in full; of the others, what is not closed, so that several stay readable.
  void checklist(const image::Image& image, const ChecklistState& list, bool in_full) {
    const image::ChecklistRecord& record = image.checklists()[list.checklist];
    output_.write(fmt::format("  {}: {} of {} closed\n", image.text(record.label), closed(list), list.items.size()));
    for (const ItemState& item : list.items) {
      const std::string text(image.text(image.checklist_items()[item.item].text));
      switch (item.state) {
      case ItemState::State::Closed:
        if (in_full) output_.write(fmt::format("    {} {}\n", paint_(kGreen, "✓"), text));
        break;
      case ItemState::State::Open: open_item(paint_(kYellow, "?"), text, "open", item.open); break;
      case ItemState::State::Broken: open_item(paint_("1;31", "✗"), text, "broken", item.broken); break;
      }
    }
  }

  void open_item(const std::string& mark, const std::string& text, std::string_view word,
                 const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < names.size() && i < 3; ++i) all += (i != 0 ? ", " : "") + names[i];
    if (names.size() > 3) all += fmt::format(" and {} more", names.size() - 3);
    output_.write(fmt::format("    {} {}\n", mark, text));
    for (const std::string& line : fold(fmt::format("{}: {}", word, all), options_.columns - 8))
      output_.write("        " + line + "\n");
  }

  void questions(const DesignReport& report) {
    if (report.questions.empty()) return;
    const eval::Facts& facts = report.evaluator->facts();
    const Question& next = report.questions.front();
    output_.write(fmt::format("  {} {}\n", paint_(kBold, "next:"), cell_name(facts, next.cell)));
    for (const std::string& line : fold(printable(next.text), options_.columns - 8))
      output_.write("        " + line + "\n");
    if (!next.choices.empty()) {
      std::string all;
      for (const std::string& choice : next.choices) all += (all.empty() ? "" : " | ") + choice;
      for (const std::string& line : fold("answers: " + all, options_.columns - 8))
        output_.write("        " + line + "\n");
    }
    if (report.questions.size() > 1) output_.write(fmt::format("  {} more to answer\n", report.questions.size() - 1));
  }

  ReportOptions options_;
  Output& output_;
  Paint paint_;
  Location last_;
  std::size_t designs_ = 0;
  std::size_t counts_[3] = {0, 0, 0};
};

}  // namespace

namespace {

/// The snippet of one file: the primary place, if it lies there, and all notes that do.
std::string file_snippet(const Finding& finding, const std::string& file, const SourceText& text,
                         const SnippetStyle& style) {
  const bool primary = finding.place.given() && finding.place.file == file;
  std::vector<Mark> marks;
  if (primary) marks.push_back({finding.place, finding.label, '^', color_of(finding.severity)});
  for (const FindingNote& note : finding.notes) {
    if (note.place.given() && note.place.file == file) marks.push_back({note.place, note.text, '-', kBlue});
  }
  std::string out = render_arrow(marks.front().place, primary ? "-->" : ":::", style);
  return out + render_marks(std::move(marks), text, style);
}

std::string under(const SnippetStyle& style, std::string_view word, const std::string& text) {
  return fmt::format("{} {} {} {}\n", std::string(style.gutter, ' '), style.paint(kBlue, "="), style.paint(kBold, word),
                     printable(text));
}

/// The lines of a witness as they can be pasted, below its heading.
std::string witness_block(std::string_view witness, const SnippetStyle& style) {
  if (witness.empty()) return {};
  std::string out = under(style, "witness:", "");
  out.replace(out.size() - 2, 2, "\n");
  while (!witness.empty()) {
    const std::size_t end = std::min(witness.find('\n'), witness.size());
    out += std::string(style.gutter + 3, ' ') + printable(witness.substr(0, end)) + "\n";
    witness.remove_prefix(std::min(end + 1, witness.size()));
  }
  return out;
}

}  // namespace

std::string render_finding(const Finding& finding, const ReportOptions& options) {
  const SnippetStyle style{gutter_of(finding), options.columns, Paint{options.color}};
  const Paint& paint = style.paint;
  auto source = [&](const Location& place) { return options.source ? options.source(place.file) : SourceText(); };
  std::string out = fmt::format(
      "{}{} {}\n", paint(color_of(finding.severity), fmt::format("{}[{}]", name(finding.severity), finding.code)),
      paint(kBold, ":"), paint(kBold, printable(message_with_step(finding))));
  std::vector<std::string> shown;
  if (finding.place.given()) {
    const SourceText text = source(finding.place);
    if (text.text.empty()) {
      out += render_arrow(finding.place, "-->", style);
    } else {
      out += file_snippet(finding, finding.place.file, text, style);
      shown.push_back(finding.place.file);
    }
  } else if (!finding.place.file.empty()) {
    out += fmt::format("{}{} {}\n", std::string(style.gutter, ' '), paint(kBlue, "-->"), printable(finding.place.file));
  }
  for (const FindingNote& note : finding.notes) {
    if (!note.place.given() || std::find(shown.begin(), shown.end(), note.place.file) != shown.end()) continue;
    const SourceText text = source(note.place);
    if (text.text.empty()) continue;
    out += fmt::format("{} {}\n", std::string(style.gutter, ' '), paint(kBlue, "|"));
    out += file_snippet(finding, note.place.file, text, style);
    shown.push_back(note.place.file);
  }
  const auto plain = static_cast<std::size_t>(std::count_if(
      finding.notes.begin(), finding.notes.end(), [](const FindingNote& note) { return !note.place.given(); }));
  std::size_t told = 0;
  for (const FindingNote& note : finding.notes) {
    if (!note.place.given()) {
      // A page is no place for dozens of them; other formats have them all.
      if (plain <= kMostNotes || told < kMostNotes - 1) out += under(style, "note:", note.text);
      if (++told == plain && plain > kMostNotes)
        out += under(style, "note:", fmt::format("and {} more", plain - kMostNotes + 1));
    } else if (std::find(shown.begin(), shown.end(), note.place.file) == shown.end()) {
      out += under(
          style, "note:", fmt::format("{} ({}:{}:{})", note.text, note.place.file, note.place.line, note.place.column));
    }
  }
  if (!finding.help.empty()) out += under(style, "help:", finding.help);
  for (const FindingFix& fix : finding.fixes) out += under(style, "fix:", fix.title);
  out += witness_block(finding.witness, style);
  return out;
}

std::unique_ptr<Reporter> make_text_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<TextReporter>(options, output);
}

}  // namespace msd::report
