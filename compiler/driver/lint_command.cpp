// msdc lint: what the rules of a framework do, proved; and mended.
#include "compiler/driver/fix_run.h"
#include "compiler/driver/lint_run.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

/// The lines go where the findings do not: a report for programs stays one.
void say(Session& session, const std::string& lines, bool aside) {
  if (session.options.report.quiet) return;
  if (!aside) return session.output.write(lines);
  session.output.flush();
  fmt::print(stderr, "{}", lines);
}

/// Edits first, then what there is to find in what they leave.
int mend(const LintOptions& lint, Session& session, LintReport& report) {
  FixRun fix(lint, session, report);
  if (!fix.run()) return 2;
  const bool aside = lint.diff || session.options.report.format != report::Format::Text;
  if (lint.diff) {
    session.output.write(fix.difference());
    say(session, fix.said() + fix.proposed(), aside);
    return fix.changed() ? 1 : 0;
  }
  if (fix.changed() && !fix.write()) return 2;
  say(session, fix.said() + fix.proposed() + "\n", aside);
  for (FixRun::Rest& rest : fix.rest()) report.framework(rest.entry, rest.linted, rest.sink);
  return report.finish();
}

}  // namespace

int lint(const LintOptions& lint, const Common& options) {
  if (!lint.certificates.empty() && options.files.size() != 1) {
    fmt::print(stderr, "msdc: --certify is for one framework at a time\n");
    return 2;
  }
  Session session(options);
  LintReport report(lint, session);
  if (!report.begin()) return finish(session, 2);
  if (lint.fix) return finish(session, mend(lint, session, report));
  for (const std::string& entry : options.files) {
    diag::Sink sink;
    Compiled compiled = compile(entry, session.load_options(), session.sources, sink);
    const Linted linted = analyze(std::move(compiled), lint, session, sink);
    report.framework(entry, linted, sink);
  }
  return finish(session, report.finish());
}

}  // namespace msd::driver
