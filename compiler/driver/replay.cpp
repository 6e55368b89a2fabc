#include "compiler/driver/replay.h"

#include "compiler/driver/expectations.h"
#include "compiler/parse/parse.h"

namespace msd::driver {

std::vector<report::Finding> replay(const std::string& test, const image::Image& image, Session& session,
                                    const std::function<void(eval::Evaluator&)>& seen, std::uint64_t budget) {
  const source::FileId file = session.sources.add("witness", test);
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  diag::Sink sink;
  TestOptions running;
  running.evaluation.budget = budget;
  running.explain = false;
  const ast::Unit unit = parse::parse_file(session.sources, file, options, sink);
  std::vector<report::Finding> out = findings(sink, session.sources);
  if (out.empty()) {
    for (const ast::TestDecl& block : unit.tests) {
      for (report::Finding& f : run_test(block, image, session, file, seen, running)) {
        if (f.severity == Severity::Error) out.push_back(std::move(f));
      }
    }
  }
  session.sources.release(file);
  return out;
}

}  // namespace msd::driver
