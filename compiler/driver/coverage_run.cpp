#include "compiler/driver/coverage_run.h"

#include "compiler/bind/bind.h"
#include "compiler/driver/write_file.h"
#include "compiler/generate/generate.h"
#include "compiler/generate/proof.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

namespace msd::driver {

void CoverageRun::read_designs(Session& session, diag::Sink& sink) {
  for (const std::string& argument : options_.designs) {
    for_each_file(argument, sink, [&](const std::string& path) {
      source::ReadError error;
      auto text = source::read_file(path, source::kMaxFileBytes, error);
      if (!text) {
        sink.report(diag::kind::CannotRead, {}, path, error.reason);
        return true;
      }
      const source::FileId id = session.sources.add(path, std::move(*text));
      parse::Options options;
      options.kind = parse::FileKind::Auto;
      ast::Unit unit = parse::parse_file(session.sources, id, options, sink);
      if (!unit.designs.empty()) {
        designs_.push_back({std::move(unit)});
      } else if (sink.errors() == 0) {
        sink.report(diag::kind::NoInput, {id, 0, 0}, path);
      }
      return true;
    });
  }
}

void CoverageRun::begin(const image::Image& image, const std::string& entry) {
  all_.push_back(coverage::begin(image, entry));
}

void CoverageRun::test(const ast::TestDecl& test, const report::Location& place, eval::Evaluator& evaluator) {
  coverage::add(all_.back(), {coverage::Case::Kind::Test, std::string(test.name.value), place.file, place.line},
                evaluator);
}

void CoverageRun::designs(const Session& session, diag::Sink& sink) {
  for (DesignFile& file : designs_) {
    const ast::Design& design = file.unit.designs[0];
    const image::Image& image = all_.back().image;
    diag::Sink other;  // a design may belong to another framework of the call
    if (!Session::judges(image, design, other)) continue;
    file.used = true;
    const eval::Facts facts = bind::bind_design(design, design.body, image, session.sources, file.unit.file, {}, sink);
    eval::Evaluator evaluator(facts, {});
    coverage::add(all_.back(), {coverage::Case::Kind::Design, facts.design_name, facts.file, facts.place.line},
                  evaluator);
  }
}

void CoverageRun::unused(diag::Sink& sink) const {
  for (const DesignFile& file : designs_) {
    const ast::Design& design = file.unit.designs[0];
    if (!file.used)
      sink.report(diag::kind::DesignOfNone, design.name.span, design.name.text)
          .help("name the framework that it uses, or leave the design out");
  }
}

void CoverageRun::end(const tir::Program& program, diag::Sink& sink) {
  coverage::Coverage& of = all_.back();
  generate::AnalysisProof proof(program, generate::Options{}.analysis);
  coverage::prove(of, proof);
  if (!options_.fail_under) return;
  for (coverage::Measure measure : coverage::kMeasures) {
    const coverage::Count c = coverage::count(of, measure);
    if (static_cast<double>(c.covered) * 100 >= *options_.fail_under * static_cast<double>(c.all)) continue;
    sink.report(diag::kind::CoverageBelow, {}, fmt::format("{}", *options_.fail_under), coverage::counted(measure),
                of.image.text(of.image.framework().name), c.covered, c.all)
        .help("`--missing` lists what is not covered, and what it needs");
  }
}

std::string CoverageRun::print(Session& session) const {
  constexpr std::size_t kColumns = 80;
  coverage::ReportOptions options;
  options.form = options_.form;
  options.missing = options.impossible = options_.missing;
  options.columns = std::min(session.options.report.columns, kColumns);
  options.version = session.options.report.version;
  const std::string text = coverage::render(all_, options);
  if (options_.output.empty()) {
    if (options_.form == coverage::Form::Text && !all_.empty() && !session.options.report.quiet)
      session.output.write("\n");
    session.output.write(text);
    return {};
  }
  return write_whole(options_.output, std::as_bytes(std::span(text)));
}

}  // namespace msd::driver
