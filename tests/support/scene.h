// A small framework and a design as text, evaluated: what tests of single sentences of the language read and compare.
#pragma once

#include "runtime/eval/eval.h"
#include "tests/support/compile.h"

#include <optional>
#include <string>

namespace msd::testing {

class Scene {
 public:
  /// Throws std::runtime_error with the reports if one of the two texts is wrong. The framework needs no `framework`
  /// line, the design no frame: `item a { size: 3 }`.
  Scene(const std::string& framework, const std::string& design, const eval::Options& options = {});

  /// `ROW.FIELD` as words: a value, `absent`, `rejected`, or `{what, is, possible}` with `…` if there is more. A row of
  /// a single kind without a name is called by its kind.
  std::string cell(const std::string& name);
  /// The facts that would settle it, separated by blanks.
  std::string needs(const std::string& name);
  /// The line that fired; `-` if none.
  std::string rule(const std::string& name);
  const eval::Outcome& outcome(const std::string& name);
  eval::Explanation explain(const std::string& name);
  std::string line(std::uint32_t line) const;
  /// `held`, `broken`, `open`, `rejected` or `not applicable`.
  std::string verdict(const std::string& requirement, const std::string& row);
  std::string verdict_needs(const std::string& requirement, const std::string& row);
  /// What the slow evaluator says otherwise; empty if it agrees.
  std::string difference() const;

  eval::Evaluator& evaluator() { return *evaluator_; }
  eval::CellRef find(const std::string& name) const;

 private:
  eval::RowIndex row(const std::string& name) const;
  std::string names(const std::vector<eval::CellRef>& cells) const;

  Compiled compiled_;
  std::optional<eval::Facts> facts_;
  std::optional<eval::Evaluator> evaluator_;
};

}  // namespace msd::testing
