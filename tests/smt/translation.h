// A framework of `small_framework` as SMT-LIB 2 text: the meaning of the operations written once more, from ops.def,
// and sharing no code with the analysis.
#pragma once

#include "compiler/check/tir.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace msd::testing::smt {

/// A term of sort Int: a truth is 0 or 1, a value of an enum its number, a number whole; -1 is absent, -2 rejected. Of
/// a set the term is 0 if it is there, and `members` are terms of sort Bool, false where it is not.
/// A set without members (an absent one) may have none written down; all of them are false then.
struct Term {
  std::string term;
  std::vector<std::string> members;
};

/// The member of a set.
std::string member(const Term& set, std::size_t value);

struct Table {
  std::string sound, live;              ///< Bool
  std::vector<std::string> conditions;  ///< Bool, by line
  std::vector<std::string> fires;       ///< Bool, by line
  Term value;
};

class Translation {
 public:
  using At = unsigned;  ///< 0 is the one row, 1, 2, … stand in it

  /// At most `rows` rows inside the one row. Facts are constants, whose names begin with `prefix`.
  Translation(const tir::Program& program, unsigned rows, std::string prefix);

  /// The declarations made since the last call.
  std::string take();
  std::vector<At> rows_of(tir::RowId kind) const;
  /// Bool: the row is there among at most `among` inside; if `complete`, all that is asked for is given.
  std::string care(At row, unsigned among, bool complete);
  /// The constants of a fact in all rows; of a set its members.
  std::vector<std::string> constants(tir::FieldId fact) const;

  Term cell(At row, tir::FieldId field);
  Table table(const tir::Rule& rule, At row);
  Term compute(const tir::Rule& rule, At row);
  std::vector<std::string> additions(const tir::Rule& rule, At row);
  Term evaluate(tir::ExprId id, At row) { return eval(id, {row}); }
  /// V: 1 held, 0 broken, -1 does not apply, -2 cannot be judged.
  std::string requirement(const tir::Require& require, At row);

  void replace(tir::ExprId part, bool truth) { replaced_[part.index] = truth; }
  void override_field(tir::FieldId field, std::uint32_t value) { overridden_ = {field, value}; }
  void plain() { replaced_.clear(), overridden_.reset(); }

 private:
  using Around = std::vector<At>;

  std::string define(const std::string& sort, const std::string& body);
  void declare(At row, tir::RowId kind);
  Term eval(tir::ExprId id, const Around& around);
  Term apply(tir::ExprId id, const Around& around);
  std::string truth(const std::vector<Term>& operands, const std::string& holds);
  Term constant(const tir::Expr& e);
  Term choose(const std::string& condition, const Term& then, const Term& otherwise);
  Term rejected_where(const std::string& bad, const Term& term);
  std::string compare(const tir::Expr& e, const Around& around);
  std::string aggregate(const tir::Expr& e, const Around& around);
  std::string given(const tir::Expr& e, const Around& around);
  Term attach(const tir::Rule& rule, At row);
  At row_of(tir::ExprId reference, const Around& around) const;

  const tir::Program& p_;
  std::string prefix_;
  unsigned rows_ = 0;
  tir::RowId outer_, inner_;
  std::vector<bool> asked_;
  std::string out_;
  std::size_t next_ = 0;
  std::map<std::pair<At, std::uint32_t>, Term> cells_;
  std::map<std::pair<At, std::uint32_t>, std::string> given_;
  std::map<std::uint32_t, bool> replaced_;
  std::optional<std::pair<tir::FieldId, std::uint32_t>> overridden_;
  unsigned depth_ = 0;
  std::vector<std::string> attach_self_;
};

/// The sort of all contents; stands before everything else.
inline constexpr const char* kSorts = "(define-sort V () (_ BitVec 6))\n";
inline constexpr std::int64_t kOne = 1'000'000;  ///< numbers of frameworks are in millionths
std::string number(std::int64_t n);
std::string is(const std::string& term, std::int64_t n);
std::string yes(const Term& t);
std::string bad(const Term& t);
std::string there(const Term& t);
std::string choice(const std::string& condition, const std::string& then, const std::string& otherwise);
std::string both(const std::string& a, const std::string& b);
std::string either(const std::string& a, const std::string& b);
std::string negate(const std::string& a);
/// Bool: the two contents are not the same.
std::string differ(const Term& a, const Term& b);

}  // namespace msd::testing::smt
