// How each decision is found, chosen by what it costs.
#pragma once

#include "runtime/records/coding.h"

#include <new>
#include <string>

namespace msd::records {

/// Memory that begins where a register of 64 bytes does: a load of one then touches one line of the cache.
template <class T> struct Aligned {
  using value_type = T;
  static constexpr std::align_val_t kBytes{64};
  Aligned() = default;
  template <class U> Aligned(const Aligned<U>& /*other*/) {}  // NOLINT(google-explicit-constructor): as allocators are
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kBytes)); }
  void deallocate(T* at, std::size_t /*count*/) { ::operator delete(at, kBytes); }
  bool operator==(const Aligned& /*other*/) const { return true; }
};
using AlignedWords = std::vector<std::uint64_t, Aligned<std::uint64_t>>;

/// Of cubes: a reduced decision diagram. A node is the read that it asks, then where each code leads: to a node, or,
/// with the highest bit set, to a line.
struct Diagram {
  std::vector<std::uint32_t> nodes;
  std::uint32_t root = 0;
  std::size_t depth = 0;  ///< reads on the longest way
  static constexpr std::uint32_t kLeaf = 1U << 31U;
};

/// Of cubes: for each code of each read the cubes that it leaves alive, a bit each. The first one that all leave alive
/// matches.
struct RuleSets {
  AlignedWords bits;                 ///< for each 512 cubes eight words of each code of each read
  std::vector<std::uint32_t> first;  ///< by read: how many codes are in front of its code 0
  std::uint32_t codes = 0;           ///< of all reads
  std::uint32_t words = 0;           ///< 64 cubes each, a multiple of 8
  std::vector<std::uint32_t> lines;  ///< by cube
};

struct Table {
  enum class Form : std::uint8_t {
    Letter,   ///< decided by the letter of its rules, each time
    Places,   ///< a place for each combination of codes, filled when it is first met
    Diagram,  ///< one step for each code that is looked at, whatever the number of rules
    RuleSets  ///< 64 and more rules at a time, up to the first that matches
  } form = Form::Letter;
  std::vector<std::uint32_t> reads;  ///< sources
  std::size_t places = 0;            ///< that there are, or would be; at most kNever
  std::size_t cubes = 0;
  // Places of an `attach` that begins with a set: what its rules come to, for each combination of the values that they
  // ask.
  bool adds = false;
  std::vector<std::uint8_t> asked;
  Diagram diagram;
  RuleSets sets;
  std::string why;  ///< the form, in words

  static constexpr std::size_t kNever = SIZE_MAX;
};

struct Plan {
  std::vector<Coding> codings;                ///< of sources
  std::vector<std::optional<Packed>> packed;  ///< of sources
  std::vector<Table> tables;                  ///< by decision
  std::size_t groups = 0;  ///< that there may be; what finds no place in them is decided by the letter
};

/// What a plan may take.
struct Limits {
  std::size_t places = std::size_t{1} << 14U;   ///< of one decision
  std::size_t numbers = std::size_t{1} << 18U;  ///< of a diagram
  std::size_t steps = std::size_t{1} << 22U;    ///< to find it: cubes that are looked at
  std::size_t bytes = std::size_t{64} << 20U;   ///< of rule sets
  std::size_t all = std::size_t{256} << 20U;    ///< bytes of all diagrams and rule sets together
  std::size_t groups = 256;                     ///< of decisions that share places
};

/// The cost of a decision is counted in reads of memory: of a diagram two for each read on its longest way, of rule
/// sets one for each source and 512 cubes. Places are taken where there are few enough; else, of a diagram and rule
/// sets within the limits, what costs less. O(expressions, cubes times codes, steps).
Plan plan(const Program& program, const Limits& limits = {});

/// A program and its forms, in words: deterministic, for `msdc dump records`.
std::string dump(const Program& program, const Plan& plan);

}  // namespace msd::records
