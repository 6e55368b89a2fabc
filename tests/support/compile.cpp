#include "tests/support/compile.h"

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <vector>

namespace msd::testing {

namespace {

void back_end(const std::vector<const ast::Unit*>& units, const source::SourceMap& sources, diag::Sink& sink,
              Compiled& out) {
  check::Result checked = check::check(registry::build(units, {}, sink), {}, sink);
  out.program = std::move(checked.program);
  if (checked.usable && sink.errors() == 0) {
    const image::Builder builder = lower::lower(out.program, sources, {}, sink);
    image::Refusal refusal;
    if (sink.errors() == 0) out.image = image::Image::open(builder.finish(), refusal);
    if (!refusal.reason.empty()) out.errors += "the image is refused: " + refusal.reason + "\n";
  }
  for (const diag::Diagnostic& d : sink.all()) {
    if (d.severity == diag::Severity::Error)
      out.errors += fmt::format("{}: {} {}\n", d.span.valid() ? sources.position(d.span.file, d.span.begin).line : 0,
                                diag::info(d.id).code, d.message);
  }
}

}  // namespace

Compiled compile(const std::string& text) {
  Compiled out;
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add("made.msd", text);
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  const ast::Unit unit = parse::parse_file(sources, file, options, sink);
  back_end({&unit}, sources, sink, out);
  return out;
}

Compiled compile_file(const std::string& path) {
  Compiled out;
  source::SourceMap sources;
  diag::Sink sink;
  const auto files = driver::disk();
  const driver::LoadedFramework loaded = driver::load_framework(path, {}, *files, sources, sink);
  std::vector<const ast::Unit*> units;
  for (const auto& unit : loaded.units) units.push_back(unit.get());
  back_end(units, sources, sink, out);
  return out;
}

}  // namespace msd::testing
