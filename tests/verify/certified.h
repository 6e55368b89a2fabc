// A framework, analysed and certified, as the command does it.
#pragma once

#include "compiler/certify/certify.h"
#include "compiler/driver/replay.h"
#include "tests/support/compile.h"

#include <memory>
#include <string>
#include <vector>

namespace msd::testing {

struct CertifyOptions {
  bool analysed = true;  ///< else nothing is claimed
  std::size_t max_nodes = 100'000;
  std::size_t most_steps = 1'000;
};

class Certified {
 public:
  explicit Certified(Compiled compiled, const CertifyOptions& options = {});
  Certified(const Certified&) = delete;
  Certified& operator=(const Certified&) = delete;

  const tir::Program& program() const { return compiled_.program; }
  const image::Image& image() const { return *compiled_.image; }
  /// Of each finding, and of what is declared and holds.
  const std::vector<certificates::Certificate>& all() const { return all_; }
  verify::Checker& checker() { return *checker_; }
  bool accepts(const certificates::Certificate& certificate) { return !checker_->fault(certificate); }
  /// The first certificate of a claim that is written so; the test fails if there is none.
  const certificates::Certificate& of(const std::string& words) const;

 private:
  Compiled compiled_;
  driver::Common common_;
  driver::Session session_{common_};
  std::unique_ptr<verify::Checker> checker_;
  std::vector<certificates::Certificate> all_;
};

}  // namespace msd::testing
