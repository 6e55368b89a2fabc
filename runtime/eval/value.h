// The values of evaluation: each stands for all contents that a cell may still have. Known cells are the special case
// of one.
#pragma once

#include "runtime/eval/eval.h"

#include <algorithm>
#include <bit>

namespace msd::eval {

/// What may be. Finite classes: `may` is the mask of values with kAbsent and kRejected. Other classes: `may` holds
/// kPresent, kAbsent, kRejected, and `low`, `high` say what is known of a present value:
///   Set: members that are in for certain, and that may be in · Number: the interval
///   Text, Id: the symbol, or kAny · List: a handle into the evaluator
///   Ref: the row, or kAny: any row of its kind, also one that is not listed
struct Val {
  std::uint64_t may = 0;
  std::int64_t low = 0, high = 0;
  bool operator==(const Val&) const = default;
};

/// What a field is besides a declared cell, as the image numbers it.
enum Builtin : std::uint32_t { kNotBuiltin, kName, kId, kMany, kBack, kInverse };

inline constexpr std::uint64_t kStates = kAbsent | kRejected;  ///< of the bits of a mask, those that are no values
inline constexpr std::int64_t kAny = -1;
inline constexpr std::int64_t kFreshBase = -2;    ///< and below: names that no other cell has
inline constexpr RowIndex kStranger = kNone - 1;  ///< stands for every row that is not listed

inline constexpr std::uint32_t kNoLine = kNone - 1;  ///< for certain no line fires; kNone: that is not known

inline bool finite(Class cls) { return cls == Class::Bool || cls == Class::Enum; }

/// A list whose members may be uncertain; `open`: there may be rows that nobody knows, or the order is not known.
struct ListVal {
  struct Member {
    RowIndex row;
    bool certain;
    bool operator==(const Member&) const = default;
  };
  std::vector<Member> members;
  bool open = false;
  bool shuffled = false;  ///< a member that is certain may stand further back than it is listed
  /// Whether there is one list that it can be.
  bool decided() const {
    return !open && !(shuffled && members.size() > 1) &&
           std::all_of(members.begin(), members.end(), [](const Member& m) { return m.certain; });
  }
};

/// A truth value: which outcomes are possible.
struct Truth {
  bool yes = false, no = false, rejected = false;
  bool only_rejected() const { return rejected && !yes && !no; }
};

inline Truth truth(const Val& v) { return {(v.may & 2) != 0, (v.may & (1 | kAbsent)) != 0, (v.may & kRejected) != 0}; }

/// Collects the rejections of operands: one that is certain leaves nothing else.
class Rejections {
 public:
  void operand(const Val& v) {
    any_ = any_ || (v.may & kRejected) != 0;
    certain_ = certain_ || v.may == kRejected;
  }
  /// An operand on a row that may not be there.
  void uncertain(const Val& v) { any_ = any_ || (v.may & kRejected) != 0; }
  void operand(const Truth& t) {
    any_ = any_ || t.rejected;
    certain_ = certain_ || t.only_rejected();
  }
  bool certain() const { return certain_; }
  bool possible() const { return any_; }
  Val apply(Val v) const {
    if (certain_) return {kRejected, 0, 0};
    if (any_) v.may |= kRejected;
    return v;
  }
  Val boolean(bool yes, bool no) const { return apply({(yes ? 2ULL : 0ULL) | (no ? 1ULL : 0ULL), 0, 0}); }

 private:
  bool any_ = false, certain_ = false;
};

}  // namespace msd::eval
