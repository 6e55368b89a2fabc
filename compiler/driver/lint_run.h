// One framework looked at by `msdc lint`, and what is said of all of them.
#pragma once

#include "compiler/driver/known_findings.h"
#include "compiler/driver/pipeline.h"
#include "compiler/driver/session.h"

namespace msd::driver {

struct Linted {
  Compiled compiled;
  std::string figures;    ///< lines for people
  bool complete = false;  ///< it was analysed, and nothing was left undecided
  bool written = true;    ///< false: its certificates could not be, which was said
};

/// Analyses what was compiled, if it is usable: findings go to `sink`. Witnesses are replayed first, and certificates
/// written if that is asked for.
Linted analyze(Compiled compiled, const LintOptions& lint, Session& session, diag::Sink& sink);

/// Findings of several frameworks, in the format that is asked for, and the exit status.
class LintReport {
 public:
  LintReport(const LintOptions& lint, Session& session);
  /// Reads the baseline, if there is one; false after a report.
  bool begin();
  void framework(const std::string& entry, const Linted& linted, diag::Sink& sink);
  /// Ends the report, and writes the baseline if that is asked for. Gives the exit status.
  int finish();
  /// The findings that the baseline knows are taken out of `all`.
  void hide_known(const std::string& framework, std::vector<diag::Diagnostic>& all) { known_.hide(framework, all); }

 private:
  report::Reporter& reporter();
  void count(std::vector<report::Finding>& all, const std::string& entry, const std::string& figures,
             std::size_t hidden);
  void stale();

  const LintOptions& lint_;
  Session& session_;
  KnownFindings known_;
  std::unique_ptr<report::Reporter> reporter_;
  std::vector<std::string> verdicts_;
  int status_ = 0;
};

}  // namespace msd::driver
