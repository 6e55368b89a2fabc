// Coverage beside a run of tests: what the tests and the designs of the call show of each framework.
#pragma once

#include "compiler/coverage/coverage.h"
#include "compiler/driver/session.h"

#include <deque>

namespace msd::driver {

class CoverageRun {
 public:
  explicit CoverageRun(const CoverageOptions& options) : options_(options) {}

  /// Reads the designs of the call. Faults of their files are reported.
  void read_designs(Session& session, diag::Sink& sink);
  /// Begins a framework; `test` and `designs` are about it until the next one.
  void begin(const image::Image& image, const std::string& entry);
  void test(const ast::TestDecl& test, const report::Location& place, eval::Evaluator& evaluator);
  /// Adds the designs that this framework judges; faults of binding are reported.
  void designs(const Session& session, diag::Sink& sink);
  /// Reports designs that no framework judges.
  void unused(diag::Sink& sink) const;
  /// Asks what cannot be covered at all, and reports measures of the framework at hand that are below `--fail-under`.
  void end(const tir::Program& program, diag::Sink& sink);
  /// Prints to the file or the standard output that the call names. Why that failed; empty if it went well.
  std::string print(Session& session) const;
  /// Whether standard output holds a document of its own, so that the tests have to be reported elsewhere.
  bool document() const { return options_.form != coverage::Form::Text && options_.output.empty(); }

 private:
  struct DesignFile {
    ast::Unit unit;
    bool used = false;
  };

  const CoverageOptions& options_;
  std::deque<coverage::Coverage> all_;
  std::deque<DesignFile> designs_;
};

}  // namespace msd::driver
