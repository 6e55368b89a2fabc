// Fuzz entry for texts: whatever the bytes are, each stage ends in order, and what it accepts the next one can use.
#include "compiler/check/check.h"
#include "compiler/driver/findings.h"
#include "compiler/parse/parse.h"
#include "compiler/registry/registry.h"
#include "tests/fuzz/support.h"

namespace {

using namespace msd;

void as_framework(std::string_view text) {
  source::SourceMap sources;
  diag::Sink sink;
  const driver::Compiled compiled = fuzz::compile_text(text, sources, sink);
  for (const diag::Diagnostic& d : sink.all()) {
    fuzz::insist(d.id != diag::Id::BadImage, "an image of our own is refused: " + d.message);
  }
  driver::findings(sink, sources);
  for (const auto& unit : compiled.loaded.units) parse::dump(*unit, sources);
  registry::dump(compiled.program);
  registry::dump_json(compiled.program);
  check::dump(compiled.program);
  check::dump_graph(compiled.program);
  if (!compiled.image) return;
  image::dump(*compiled.image);
  fuzz::judge_empty(*compiled.image);
  fuzz::judge_tests(compiled, sources);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (text.substr(start).starts_with("design")) {
    fuzz::judge(fuzz::base(1).image, text);
  } else if (text.starts_with("{") || text.starts_with("[")) {
    fuzz::judge_lines(fuzz::base(1).image, text);
  } else {
    as_framework(text);
  }
  return 0;
}
