// The comparison of what both frameworks compute; compare.cpp, and own.cpp for one rule at a time.
#pragma once

#include "compiler/diff/edits.h"

#include <memory>

namespace msd::diff {

/// Rows of one kind that a model looks at, for these rules.
unsigned rows_for(const analysis::NumberPoints& points, unsigned wanted);

/// What is known of one rule or requirement against its other version, over what it reads.
struct Own {
  bool same_text = false;
  bool taken_over = false;  ///< one side states it: its default is compared with the other side's rule
  enum class State : std::uint8_t { Same, SameHere, Differs, Undecided } state = State::Same;  ///< Here: bounded rows
  std::vector<Edit> edits;
  std::optional<Region> direct;
  std::vector<analysis::Atom> atoms;  ///< that the cubes of `direct` speak of
  std::shared_ptr<Space> space;       ///< of these atoms
  bool facts_only = false;
};

/// Compares rules one by one: what they read may be anything.
class OwnRules {
 public:
  OwnRules(const Sides& sides, const Matching& matching, const Options& options)
      : s_(sides), m_(matching), options_(options), names_(sides, matching, Plan{true, {}}) {}
  Own field(tir::FieldId old_field, tir::FieldId new_field);
  Own requirement(const tir::Require& a, const tir::Require& b);

 private:
  void compare(tir::FieldId old_field, tir::FieldId new_field, Own& out);

  const Sides& s_;
  const Matching& m_;
  const Options& options_;
  Space names_;  ///< for the text
};

/// The fields that expressions of a program read, with what selects a single row, ascending.
std::vector<std::uint32_t> reads(const tir::Program& program, const std::vector<tir::ExprId>& roots);

/// Whether some input may reject the field: by a line, by two lines of a `unique` rule, by a number out of its range,
/// or since something that it reads may be. A fact never is. Linear in what the field rests on.
bool may_be_rejected(const tir::Program& program, tir::FieldId field);
/// Whether one of the fields that these expressions read may be. What is the same for all values that are read need not
/// be where one of them is none.
bool reads_rejected(const tir::Program& program, const std::vector<tir::ExprId>& roots);

/// All that both compute. Fills `out.computed` and `out.rows`.
void compare_computed(const Sides& sides, const Matching& matching, const Options& options, Diff& out);
/// All that is declared. Fills `out.declared`.
void compare_declared(const Sides& sides, const Matching& matching, Diff& out);
/// Renames that would make more rules the same. Fills `out.hints`. At most 200 are tried.
void find_hints(const Sides& sides, const Matching& matching, const Options& options, Diff& out);
/// Fills `out.level` and `out.reason`.
void propose(Diff& out);

}  // namespace msd::diff
