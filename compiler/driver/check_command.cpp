// msdc check
#include "compiler/bind/bind.h"
#include "compiler/driver/scenarios.h"
#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <map>

namespace msd::driver {

namespace {

class CheckRun {
 public:
  explicit CheckRun(const Common& options) : session_(options) {
    report::ReportOptions report = options.report;
    report.source = [this](const std::string& path) { return session_.source_text(path); };
    reporter_ = report::make_reporter(report, session_.output);
  }

  int run() {
    if (session_.options.files.empty()) return 2;
    for (const std::string& argument : session_.options.files) {
      diag::Sink sink;
      for_each_file(argument, sink, [this](const std::string& path) {
        file(path);
        return !session_.output.failed();
      });
      if (session_.output.failed()) return finish(session_, status_);
      if (!sink.all().empty()) status_ = 2;
      loose(sink);
    }
    reporter_->finish();
    return finish(session_, status_);
  }

 private:
  /// Findings that belong to no design. What could not be read, and a framework of the command line that is none, are
  /// faults of the call.
  void loose(diag::Sink& sink) {
    const auto all = findings(sink, session_.sources);
    for (const diag::Diagnostic& d : sink.all()) {
      const bool called = d.id == diag::Id::UnknownFramework && !d.span.valid();
      if (called || d.id == diag::Id::CannotRead || d.id == diag::Id::BadImage) status_ = 2;
    }
    for (const report::Finding& f : all) status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
    if (!all.empty()) reporter_->findings(all);
  }

  void file(const std::string& path) {
    diag::Sink sink;
    source::ReadError error;
    auto text = source::read_file(path, source::kMaxFileBytes, error);
    if (!text) {
      sink.report(diag::kind::CannotRead, {}, path, error.reason);
      loose(sink);
      status_ = 2;
      return;
    }
    const source::FileId id = session_.sources.add(path == "-" ? "<standard input>" : path, std::move(*text));
    parse::Options options;
    options.kind = parse::FileKind::Design;
    if (path != "-" && !session_.options.files.empty()) options.kind = parse::FileKind::Auto;
    const ast::Unit unit = parse::parse_file(session_.sources, id, options, sink);
    if (unit.designs.empty()) {
      if (sink.errors() == 0) {
        sink.report(diag::kind::NoInput, {id, 0, 0}, path)
            .help(unit.order.empty()
                      ? ""
                      : "this is a file of a framework: `msdc test` runs its tests, `msdc dump` shows it");
      }
      loose(sink);
    } else {
      design(unit, unit.designs[0], sink);
    }
    session_.sources.release(id);
  }

  void design(const ast::Unit& unit, const ast::Design& design, diag::Sink& sink) {
    const auto [first, fresh] = names_.emplace(std::string(design.name.text), session_.sources.file(unit.file).path);
    if (!fresh) {
      sink.report(diag::kind::DesignTwice, design.name.span, design.name.text)
          .note({}, fmt::format("the first one is in `{}`", first->second))
          .help("reports tell designs apart by their names; rename one of them");
    }
    const image::Image* image = session_.framework(design, sink);
    if (image == nullptr) return loose(sink);
    const std::size_t before = sink.errors();
    const eval::Facts facts = bind::bind_design(design, design.body, *image, session_.sources, unit.file, {}, sink);
    const std::size_t bound = sink.errors() - before;
    eval::Evaluator evaluator(facts, {});
    report::DesignReport report = report::summarize(evaluator);
    evaluation_findings(report, {});
    run_scenarios(unit, design, session_, bound, report, sink);
    auto found = findings(sink, session_.sources);
    for (report::Finding& f : found) f.design = facts.design_name;
    name_cells(found, facts);
    report.findings.insert(report.findings.begin(), found.begin(), found.end());
    for (const report::Finding& f : report.findings)
      status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
    if (session_.options.fail_on == FailOn::Open && report.open_requirements != 0) status_ = std::max(status_, 1);
    reporter_->design(report);
  }

  Session session_;
  std::unique_ptr<report::Reporter> reporter_;
  std::map<std::string, std::string> names_;  // designs by name, with their files
  int status_ = 0;
};

}  // namespace

int check(const Common& options) { return CheckRun(options).run(); }

}  // namespace msd::driver
