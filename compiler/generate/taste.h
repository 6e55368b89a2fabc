// What a person would write in place of what the analysis proposes: sentences in their form, numbers at the limits that
// the rules name, rows with names.
#pragma once

#include "compiler/check/tir.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace msd::generate {

/// One in the last digit of how a number is written: of `150 s` it is 1 s, of `1.5 GB` 0.1 GB. In base units.
std::int64_t written_step(std::int64_t number, Dimension dimension);

class Taste {
 public:
  explicit Taste(const tir::Program& program);

  /// Sentences of the forms of the text fields of this name, quoted, one a form; its slots hold their own names.
  const std::vector<std::string>& sentences(std::string_view field) const;
  /// Numbers near to `value` at which some rule may turn, as text, the first one the best: the limit below and one step
  /// more, or the limit above. None if the value is a limit itself.
  std::vector<std::string> limits(std::string_view field, std::string_view digits, std::string_view unit,
                                  bool low_first) const;
  /// `a_claim`, `another_claim`, `third_claim`: of the n-th row of a kind, from 1.
  static std::string row_name(const std::string& kind, std::size_t n);

 private:
  struct Limits {
    Dimension dimension{};
    std::set<std::int64_t> constants;
  };
  void compared(const tir::Program& program, tir::ExprId with, std::int64_t constant);

  std::map<std::string, std::vector<std::string>, std::less<>> sentences_;  ///< by name of a field
  std::map<std::string, Limits, std::less<>> limits_;
};

}  // namespace msd::generate
