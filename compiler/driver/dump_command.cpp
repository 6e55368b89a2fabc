// msdc dump
#include "compiler/driver/embedded.h"
#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"
#include "runtime/records/store.h"
#include "runtime/report/catalogue.h"

#include <fmt/format.h>

#include <cstdio>

namespace msd::driver {

namespace {

int dump_tree(Session& session, const std::string& path) {
  diag::Sink sink;
  source::ReadError error;
  auto text = source::read_file(path, source::kMaxFileBytes, error);
  if (!text) {
    sink.report(diag::kind::CannotRead, {}, path, error.reason);
    report_findings(session, sink);
    return finish(session, 2);
  }
  const source::FileId id = session.sources.add(path, std::move(*text));
  const ast::Unit unit = parse::parse_file(session.sources, id, {}, sink);
  session.output.write(parse::dump(unit, session.sources));
  return finish(session, report_findings(session, sink));
}

/// The record of each kind of row that has one.
void dump_records(const image::Image& image, Session& session) {
  for (const auto& rules : records::lay_flat(image)) session.output.write(records::dump(rules->program, rules->plan));
}
int dump_rules(Session& session, const std::string& path) {
  diag::Sink sink;
  if (const auto stored = open_rules(path, sink)) {
    for (const auto& rules : stored->rules) {
      const records::Program* const letter = rules->letter();
      if (letter == nullptr) {
        sink.report(diag::kind::BadImage, {}, path, "its conditions are not usable");
        break;
      }
      session.output.write(records::dump(*letter, rules->plan));
    }
  }
  const int status = report_findings(session, sink);
  return finish(session, sink.errors() != 0 ? std::max(2, status) : 0);
}

}  // namespace

int dump(const std::string& what, const Common& options) {
  Session session(options);
  std::string target = options.files.empty() ? std::string() : options.files.front();
  if (target.empty() && !embedded_names().empty()) target = embedded_names().front();
  const bool catalogue = what == "archetypes" || what == "systems";
  if (options.json && what != "registry" && !catalogue) {
    fmt::print(stderr, "msdc: `dump {}` prints text only\n", what);
    return 2;
  }
  if (target.empty()) {
    fmt::print(stderr, "msdc: dump what? Give a file, or the name of a framework\n");
    return 2;
  }
  if (what == "ast" && options.files.empty()) {
    fmt::print(stderr, "msdc: `dump ast` needs a file\n");
    return 2;
  }
  if (what == "ast") return dump_tree(session, target);
  if (what == "records" && target.ends_with(".msdr")) return dump_rules(session, target);
  diag::Sink sink;
  const auto print_image = [&](const image::Image& image) {
    if (what == "image") return session.output.write(image::dump(image));
    if (what == "records") return dump_records(image, session);
    const auto part = what == "systems" ? report::Catalogue::Systems : report::Catalogue::Archetypes;
    report::show_catalogue(image, part, options.json, session.output);
  };
  const bool of_image = what == "image" || what == "records" || catalogue;
  if (of_image && !target.ends_with(".msd")) {
    if (const image::Image* image = session.named(target, sink)) print_image(*image);
    return finish(session, sink.errors() != 0 ? std::max(2, report_findings(session, sink)) : 0);
  }
  const Compiled compiled = compile(target, session.load_options(), session.sources, sink);
  if (!compiled.loaded.units.empty()) {
    if (what == "registry")
      session.output.write(options.json ? registry::dump_json(compiled.program) : registry::dump(compiled.program));
    if (what == "graph") session.output.write(check::dump_graph(compiled.program));
    if (what == "tir") session.output.write(check::dump(compiled.program));
    if (of_image && compiled.image) print_image(*compiled.image);
  }
  // Findings go to standard error, so that what is dumped can be piped on.
  int status = compiled.loaded.units.empty() ? 2 : 0;
  for (const report::Finding& f : findings(sink, session.sources)) {
    report::ReportOptions text = options.report;
    text.source = [&](const std::string& path) { return session.source_text(path); };
    fmt::print(stderr, "{}\n", report::render_finding(f, text));
    status = std::max(status, fails(f, options.fail_on) ? 1 : 0);
  }
  return finish(session, status);
}

}  // namespace msd::driver
