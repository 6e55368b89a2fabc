// Many records at once in an emitted header: the rules as boolean operations on planes of bits.
#pragma once

#include "compiler/emit/names.h"
#include "runtime/records/slice.h"

#include <optional>

namespace msd::emit {

/// What of a program is decided by planes, and what of it is not, and why.
struct Batch {
  std::vector<records::Coding> codings;                ///< of sources, as libmsd has them
  std::vector<std::optional<records::Packed>> packed;  ///< of sources
  std::size_t columns = 0;                             ///< sources in front of decisions
  std::vector<std::uint32_t> decisions;                ///< in the order of their planes
  std::optional<records::Sliced> sliced;               ///< nothing where nothing is decided so
  std::vector<std::string> left;                       ///< sentences without their full stop
};
/// O(what slicing the decisions, each alone and all together, takes).
Batch batch(const Program& program);

/// One operation of a circuit's code.
struct Step {
  std::vector<std::uint32_t> loads;  ///< inputs that nothing before it reads
  std::string expression;            ///< of `i0`, inputs, and `t0`, what steps give
  std::optional<std::uint32_t> output;
  bool read = false;  ///< by a step behind it
};
/// In the order of their numbers. O(steps).
std::vector<Step> steps(const Batch& batch, std::string_view zero);

/// A namespace for a C++ header, or a comment that says why there is none. `columns` and `decisions` are the names of
/// members.
std::string cpp_batch(const Program& program, const Names& names);

}  // namespace msd::emit
