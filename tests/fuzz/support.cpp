#include "tests/fuzz/support.h"

#include "compiler/bind/bind.h"
#include "compiler/bind/scenarios.h"
#include "compiler/driver/decide.h"
#include "compiler/driver/findings.h"
#include "compiler/parse/parse.h"
#include "runtime/archetypes/rank.h"
#include "runtime/report/catalogue.h"
#include "runtime/report/display.h"
#include "runtime/report/reporter.h"
#include "runtime/report/sheets.h"

#include <llvm/Support/Error.h>
#include <llvm/Support/JSON.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace msd::fuzz {

namespace {

using report::Format;

/// Small enough that hostile expressions end soon; what it cuts off is reported as not settled.
constexpr eval::Options kOptions{2'000};

constexpr const char* kName = "main.msd";
constexpr const char* kBeside = "ward.msd";

/// A file system of one file.
/// The text, and beside it a framework that a variant may be made of.
class OneText final : public driver::FileSystem {
 public:
  explicit OneText(std::string_view text) : text_(text) {}
  Kind kind(const std::string& path) const override {
    return path == kName || path == kBeside ? Kind::File : Kind::Missing;
  }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override {
    if (path == kName) return std::string(text_);
    if (path == kBeside) return source::read_file(MSD_SOURCE_DIR "/tests/fuzz/frameworks/ward.msd", 1U << 20U, error);
    error.reason = "there is only one file";
    return std::nullopt;
  }
  std::vector<std::string> list(const std::string&) const override { return {kName, kBeside}; }
  std::string canonical(const std::string& path) const override { return path == "." ? "/" : "/" + path; }
  std::string root_of(const std::string&) const override { return {}; }

 private:
  std::string_view text_;
};

Base load(const std::string& framework, const std::string& design) {
  source::SourceMap sources;
  diag::Sink sink;
  const driver::Compiled compiled = driver::compile(MSD_SOURCE_DIR "/" + framework, {}, sources, sink);
  insist(compiled.image.has_value(), sink.all().empty() ? framework : framework + ": " + sink.all()[0].message);
  source::ReadError error;
  const auto text = source::read_file(MSD_SOURCE_DIR "/" + design, source::kMaxFileBytes, error);
  insist(text.has_value(), design + ": " + error.reason);
  return {*compiled.image, *text};
}

/// An output whose bytes can be read back.
class Captured {
 public:
  Captured() : fd_(::memfd_create("report", MFD_CLOEXEC)), output_(fd_) { insist(fd_ >= 0, "no memory file"); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  ~Captured() { ::close(fd_); }
  report::Output& output() { return output_; }
  std::string text() {
    insist(output_.flush(), "the report could not be written");
    std::string out(static_cast<std::size_t>(::lseek(fd_, 0, SEEK_END)), '\0');
    insist(::pread(fd_, out.data(), out.size(), 0) == static_cast<ssize_t>(out.size()), "the report could not be read");
    return out;
  }

 private:
  int fd_;
  report::Output output_;
};

void insist_json(const std::string& text, std::string_view what) {
  auto parsed = llvm::json::parse(text);
  if (parsed) return;
  insist(false, std::string(what) + " is no JSON: " + llvm::toString(parsed.takeError()) + "\n" + text);
}

void print(report::DesignReport& report, const source::SourceMap& sources) {
  for (const Format format : {Format::Text, Format::Json, Format::Sarif, Format::Github, Format::Junit}) {
    Captured captured;
    report::ReportOptions options;
    options.format = format;
    options.sheets = true;
    options.color = true;
    options.version = "0";
    options.source = [&](const std::string&) {
      return sources.size() == 0 ? report::SourceText() : driver::source_text(sources.file(source::FileId{0}));
    };
    const auto reporter = report::make_reporter(options, captured.output());
    reporter->design(report);
    reporter->finish();
    const std::string text = captured.text();
    if (format == Format::Json || format == Format::Sarif) insist_json(text, "a report");
  }
}

void evaluate(const eval::Facts& facts, diag::Sink& sink, const source::SourceMap& sources) {
  const image::Image& image = facts.image();
  eval::Evaluator evaluator(facts, kOptions);
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const eval::Outcome& outcome = evaluator.cell(row, f);
      report::show_outcome(facts, f, outcome, report::Style::Identifier);
      if (image.fields()[f].rule == image::kNone) continue;
      evaluator.explain(row, f);
      evaluator.computed(row, f);
    }
  }
  for (const auto what : {report::Catalogue::Archetypes, report::Catalogue::Systems}) {
    Captured captured;
    report::show_catalogue(image, what, true, captured.output());
    report::show_catalogue(image, what, false, captured.output());
  }
  archetypes::Judge judge(evaluator);
  archetypes::rank(judge, {500});
  for (std::uint32_t sheet = 0; sheet < image.sheets().size(); ++sheet)
    report::sheet_text(image, report::fill_sheet(evaluator, sheet), 80);
  report::DesignReport report = report::summarize(evaluator);
  driver::evaluation_findings(report, {true, {}});
  const auto found = driver::findings(sink, sources);
  report.findings.insert(report.findings.begin(), found.begin(), found.end());
  print(report, sources);
}

}  // namespace

void insist(bool good, std::string_view what) {
  if (good) return;
  std::fprintf(stderr, "fuzz: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

const Base& base(std::size_t index) {
  static const std::array<Base, kBases> bases = {
      load("tests/fuzz/frameworks/ward.msd", "tests/fuzz/frameworks/night.msd"),
      load("tests/frameworks/triage/triage.msd", "tests/frameworks/triage/designs/open.msd")};
  return bases[index % kBases];
}

driver::Compiled compile_text(std::string_view text, source::SourceMap& sources, diag::Sink& sink) {
  return driver::compile_from(OneText(text), kName, {}, sources, sink);
}

void judge(const image::Image& image, std::string_view text) {
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add("design.msd", std::string(text));
  parse::Options options;
  options.kind = parse::FileKind::Design;
  const ast::Unit unit = parse::parse_file(sources, file, options, sink);
  parse::dump(unit, sources);
  if (unit.designs.empty()) {
    driver::findings(sink, sources);
    return;
  }
  const ast::Design& design = unit.designs[0];
  const eval::Facts facts = bind::bind_design(design, design.body, image, sources, file, {true, kOptions}, sink);
  for (const bind::Scenario& one : bind::scenarios(unit.designs[0].body, image, sink)) {
    bind::Options other{true, kOptions};
    other.last_wins = true;
    const eval::Facts changed = bind::bind(one.body, image, sources, file, other, sink);
    eval::Evaluator evaluator(changed, kOptions);
    report::summarize(evaluator);
  }
  evaluate(facts, sink, sources);
}

void judge_empty(const image::Image& image) {
  source::SourceMap sources;
  diag::Sink sink;
  eval::Facts facts(image);
  std::vector<eval::RowIndex> added(image.rows().size(), image::kNone);
  // A row needs the one that it stands in; the verifier has seen to it that this ends.
  auto add = [&](auto&& self, std::uint32_t kind) -> eval::RowIndex {
    if (added[kind] != image::kNone) return added[kind];
    const std::uint32_t parent = image.rows()[kind].parent;
    const eval::RowIndex around = parent == image::kNone ? image::kNone : self(self, parent);
    return added[kind] = facts.add_row(kind, around, "row_" + std::to_string(kind), {});
  };
  for (std::uint32_t kind = 0; kind < image.rows().size(); ++kind) add(add, kind);
  evaluate(facts, sink, sources);
}

void judge_tests(const driver::Compiled& compiled, source::SourceMap& sources) {
  for (const auto& unit : compiled.loaded.units) {
    for (const ast::TestDecl& test : unit->tests) {
      diag::Sink sink;
      eval::Facts facts = bind::bind(test.body, *compiled.image, sources, test.name.span.file, {false, kOptions}, sink);
      facts.design_name = test.name.value;
      evaluate(facts, sink, sources);
    }
  }
}

void judge_lines(const image::Image& image, std::string_view text) {
  for (std::uint32_t row = 0; row < image.rows().size() && row < 4; ++row) {
    bind::JsonOptions options;
    options.row = row;
    options.defaults = row % 2 == 0;
    options.evaluation = kOptions;
    Captured captured;
    driver::decide(text, 1, image, options, captured.output());
    insist_json(captured.text(), "a decision");
  }
}

}  // namespace msd::fuzz
