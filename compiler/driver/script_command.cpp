// msdc script: the prose of a framework with the facts of one design in it.
#include "compiler/driver/open_design.h"
#include "runtime/report/display.h"
#include "runtime/report/json_writer.h"
#include "runtime/report/sheets.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

using report::FilledSheet;

class Script {
 public:
  Script(Session& session, eval::Evaluator& evaluator)
      : output_(session.output), options_(session.options.report), facts_(evaluator.facts()), image_(facts_.image()) {}

  void write(const std::vector<FilledSheet>& sheets) {
    if (options_.format == report::Format::Json) return json(sheets);
    const bool markdown = options_.format == report::Format::Markdown;
    std::size_t n = 0;
    if (markdown) output_.write(fmt::format("## {}\n", report::markdown_text(title())));
    for (const FilledSheet& sheet : sheets) {
      // One sheet needs no heading; several are told apart by theirs.
      const std::string label(image_.text(image_.sheets()[sheet.sheet].label));
      if (markdown) output_.write(fmt::format("\n### {}\n\n", report::markdown_text(label)));
      if (!markdown && sheets.size() > 1) output_.write((n++ == 0 ? "" : "\n") + report::printable(label) + "\n");
      numbered(sheet, markdown);
    }
  }

 private:
  const std::string& title() const { return facts_.design_label.empty() ? facts_.design_name : facts_.design_label; }

  void numbered(const FilledSheet& sheet, bool markdown) {
    for (std::size_t i = 0; i < sheet.sentences.size(); ++i) {
      const std::string head = fmt::format("{}. ", i + 1);
      if (markdown) {
        output_.write(head + report::markdown_text(sheet.sentences[i].text) + "\n");
        continue;
      }
      bool first = true;
      for (const std::string& line :
           report::fold(report::printable(sheet.sentences[i].text), options_.columns - head.size())) {
        output_.write((first ? head : std::string(head.size(), ' ')) + line + "\n");
        first = false;
      }
    }
  }

  void json(const std::vector<FilledSheet>& sheets) {
    report::JsonWriter json(output_);
    json.open_object();
    json.member("schema", "msd-script-1");
    json.member("design", facts_.design_name);
    json.member("label", facts_.design_label);
    json.key("sheets");
    json.open_array();
    for (const FilledSheet& sheet : sheets) {
      json.open_object();
      json.member("name", image_.text(image_.sheets()[sheet.sheet].name));
      json.member("label", image_.text(image_.sheets()[sheet.sheet].label));
      json.key("sentences");
      json.open_array();
      for (const report::Sentence& sentence : sheet.sentences) {
        json.open_object();
        json.member("text", sentence.text);
        json.key("undecided");
        json.open_array();
        for (eval::CellRef cell : sentence.undecided) json.text(report::cell_name(facts_, cell));
        json.close_array();
        json.close_object();
      }
      json.close_array();
      json.close_object();
    }
    json.close_array();
    json.close_object();
    json.newline();
  }

  report::Output& output_;
  const report::ReportOptions& options_;
  const eval::Facts& facts_;
  const image::Image& image_;
};

}  // namespace

int script(const Common& options) {
  Session session(options);
  diag::Sink sink;
  OpenDesign design = open_design(session, options.files.front(), sink);
  if (!design.usable()) {
    if (design.rules && sink.errors() == 0) sink.report(diag::kind::NoInput, design.start, options.files.front());
    complain(session, sink);
    return finish(session, design.readable ? 1 : 2);
  }
  eval::Evaluator evaluator(*design.facts, {});
  std::vector<FilledSheet> sheets;
  for (std::uint32_t i = 0; i < design.image->sheets().size(); ++i) {
    if (!report::is_prose(*design.image, i)) continue;
    sheets.push_back(report::fill_sheet(evaluator, i));
  }
  if (sheets.empty()) {
    sink.report(diag::kind::NoProse, {}, design.image->text(design.image->framework().name))
        .help("a sheet `sheet NAME \"label\" prose { \"…\" }` says what `msdc script` prints");
  } else {
    Script(session, evaluator).write(sheets);
  }
  const bool faults = sink.errors() != 0;
  if (faults) complain(session, sink);
  return finish(session, faults ? 1 : 0);
}

}  // namespace msd::driver
