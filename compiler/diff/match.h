// Which declaration of one framework is which of another: by its names, and by renames that the user says.
#pragma once

#include "compiler/check/tir.h"

#include <string>
#include <utility>
#include <vector>

namespace msd::diff {

enum class Side : std::uint8_t { Old, New };
inline constexpr Side kSides[] = {Side::Old, Side::New};
inline constexpr std::uint32_t kNone = UINT32_MAX;
inline Side other(Side s) { return s == Side::Old ? Side::New : Side::Old; }
inline std::size_t at(Side s) { return static_cast<std::size_t>(s); }

/// Two usable programs.
struct Sides {
  const tir::Program& a;  ///< the old one
  const tir::Program& b;
  const tir::Program& of(Side s) const { return s == Side::Old ? a : b; }
};

/// What is the same in both, by kind of declaration: `to[at(Side::Old)][i]` is the index in the new program of the old
/// one's i, and the other way round; kNone: it is in one only.
struct Pairs {
  std::vector<std::uint32_t> to[2];
  std::uint32_t of(Side side, std::uint32_t index) const { return to[at(side)][index]; }
};

/// A name of the old framework, and the one that it has in the new one: `row.field`, `enum.value`, or a single name.
struct Rename {
  std::string from, to;
};

struct Matching {
  Pairs enums, rows, fields, lexicons, requires_;
  std::vector<Pairs> values;  ///< by old enum; empty for one that is gone
  /// By old field: why two fields of one name cannot be compared; empty: they can.
  std::vector<std::string> apart;
  std::vector<Rename> unused;  ///< renames that say nothing of either framework
};

/// O(declarations × log).
Matching match(const Sides& sides, const std::vector<Rename>& renames);

/// `row.field`.
std::string name_of(const tir::Program& program, tir::FieldId field);
/// A type as declarations write it, without its range: `optional set of lane`.
std::string type_of(const tir::Program& program, const tir::Type& type);

}  // namespace msd::diff
