// The table runtime held against the slow evaluator, cell by cell and verdict by verdict.
#pragma once

#include "compiler/check/tir.h"
#include "runtime/eval/eval.h"
#include "tests/support/random.h"

#include <map>
#include <string>

namespace msd::testing {

/// How often each feature was met.
class Coverage {
 public:
  void meet(const std::string& feature, std::size_t times = 1) { counts_[feature] += times; }
  std::size_t count(const std::string& feature) const;
  void add(const Coverage& other);
  /// Every operation, kind of rule and category of the framework.
  void framework(const tir::Program& program);
  std::string print() const;

 private:
  std::map<std::string, std::size_t> counts_;
};

struct CompareOptions {
  std::size_t limit = 1024;  ///< completions
  std::uint64_t order = 0;   ///< seed of the order in which a second evaluator is asked
};

/// What differs, one line each; empty if nothing does. Facts with more than `limit` completions are an error of the
/// caller, and named as a difference.
std::string compare(const tir::Program& program, const eval::Facts& facts, const CompareOptions& options,
                    Coverage& coverage);

}  // namespace msd::testing
