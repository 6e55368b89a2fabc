// What a claim says, as a question to a solver: whether there is an input that shows it, or one that refutes it.
#pragma once

#include "compiler/analysis/analyze.h"
#include "tests/smt/translation.h"

#include <functional>
#include <set>
#include <tuple>

namespace msd::testing::smt {

struct Question {
  std::string kind;     ///< of the claim
  std::string what;     ///< for people
  bool exists = false;  ///< right if there is such an input; else if there is none
  std::size_t any = 0;  ///< not 0: of all questions with this number one has to be right
};

class Questions {
 public:
  Questions(const tir::Program& program, const analysis::Analysis& analysis);

  const std::vector<Question>& all() const { return all_; }
  /// SMT-LIB 2: one `check-sat` for each question, in their order.
  const std::string& text() const { return text_; }

 private:
  using Claim = analysis::Claim;
  using At = Translation::At;

  void claim(const Claim& c);
  /// In some row of the kind there is an input for which `of` (Bool) holds.
  std::string some(tir::RowId kind, const Claim& c, bool complete, const std::function<std::string(At)>& of);
  void ask(const Claim& c, bool exists, const std::string& holds);
  std::string has(At row, tir::FieldId field, std::uint32_t value);
  void values(const Claim& c);
  void parts(const Claim& c);
  void idle(const Claim& c);
  void read(const Claim& c);
  void fact(const Claim& c);
  void lines();

  const tir::Program& p_;
  const analysis::Analysis& analysis_;
  Translation t_;
  std::vector<Question> all_;
  std::string text_;
  std::set<std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t, std::string>> conditions_;  ///< asked about
};

}  // namespace msd::testing::smt
