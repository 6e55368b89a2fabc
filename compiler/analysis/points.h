// Numbers cut at every constant: for each number field the values that stand for all others.
#pragma once

#include "compiler/check/tir.h"

#include <map>
#include <set>
#include <vector>

namespace msd::analysis {

/// Fields that meet in comparisons, or flow into each other, form a group. A group's constants cut the range of each of
/// its fields into points and gaps; a field is represented by each point and by values inside each gap: one where the
/// field meets constants only, several where it meets other fields. Values are in base units.
class NumberPoints {
 public:
  explicit NumberPoints(const tir::Program& program);

  /// Ascending; at least one; inside the field's range. O(1).
  const std::vector<std::int64_t>& of(tir::FieldId field) const { return points_.at(field.index); }
  /// The points stand for every value: no answer of any comparison is missed. Not so where more than two fields meet by
  /// factors, or where there are more than `kMost` points.
  bool exact(tir::FieldId field) const { return !coarse_.contains(field.index); }
  /// Some rule may tell this value of the field from those beside it; the other points stand for all between two such.
  bool cut(tir::FieldId field, std::int64_t value) const { return cuts_.at(field.index).contains(value); }
  /// The largest whole count that an aggregate is compared with.
  std::int64_t largest_count() const { return largest_count_; }

  static constexpr std::size_t kMost = 64;

 private:
  struct Group {
    std::set<std::int64_t> constants;
    std::set<std::pair<std::int64_t, std::int64_t>> factors;  ///< numerator, denominator
    std::set<std::uint32_t> leaves;                           ///< fields without a rule
    bool meets = false;  ///< two fields are compared, or one with itself in another row
  };
  std::uint32_t find(std::uint32_t of);
  void join(std::uint32_t a, std::uint32_t b);
  void flow(std::uint32_t into, tir::ExprId value);
  void collect(tir::ExprId value, std::vector<std::uint32_t>& nodes, std::vector<std::int64_t>& constants,
               std::vector<std::pair<std::int64_t, std::int64_t>>& factors);
  void compare(const tir::Expr& e);
  void make(tir::FieldId field, const Group& group);

  const tir::Program& program_;
  std::vector<std::uint32_t> parent_;  ///< union-find over fields, then expressions
  std::vector<Group> groups_;          ///< by representative
  std::map<std::uint32_t, std::vector<std::int64_t>> points_;
  std::map<std::uint32_t, std::set<std::int64_t>> cuts_;
  std::set<std::uint32_t> coarse_;
  std::int64_t largest_count_ = 0;
};

}  // namespace msd::analysis
