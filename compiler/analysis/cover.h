// Long first-match tables, without the diagram of the whole table: whether some input of a condition is left over by
// the lines before. Conditions are cubes, and a set of cubes is a row of bits: for each value of each variable, the
// cubes that allow it. What is left over is searched for one variable at a time, with all cubes that leave one way only
// taken together, which is the unate recursion of two-level minimizers (Brayton, Hachtel, McMullen,
// Sangiovanni-Vincentelli, 1984) with the propagation and the jumps back of a SAT solver.
#pragma once

#include "compiler/analysis/diagrams.h"

#include <array>
#include <deque>

namespace msd::analysis {

class Cover {
 public:
  /// Of all questions together, at most `max_steps` words of 64 cubes are looked at; then `exhausted`.
  Cover(const Diagrams& diagrams, std::size_t max_steps) : d_(diagrams), max_steps_(max_steps) {}

  /// Adds the condition of the next line. It is exhausted if one needs more than `kCubes` cubes. O(cubes * values).
  void add(Node condition);
  std::uint32_t lines() const { return static_cast<std::uint32_t>(ends_.size()); }
  bool exhausted() const { return exhausted_; }
  std::size_t steps() const { return steps_; }

  /// What is left of the truth `f` by the first lines, `before` in number: values of some variables, with which,
  /// whatever the others are, the truth holds and no such line takes it. None if nothing is left, or when exhausted.
  /// Exponential at worst.
  std::optional<Cube> left(Node f, std::uint32_t before);
  /// After `left` has found nothing: lines that together take all of it, ascending; often some of them are not needed.
  std::vector<std::uint32_t> takers() const;
  /// Some of these lines, which take all of `f`, ascending: of a few it is made sure that none can be left out. One
  /// question each, which do not count as steps.
  std::vector<std::uint32_t> fewest(Node f, const std::vector<std::uint32_t>& lines) const;
  /// The first of the lines before `before` that takes all of `f` on its own; none if none does. Linear.
  std::optional<std::uint32_t> alone(Node f, std::uint32_t before) const;
  /// The lines whose conditions share a place with `f`, ascending. Linear.
  std::vector<std::uint32_t> sharing(Node f, std::uint32_t before) const;
  /// The first line that takes a place, given by what each variable is; `lines()` if none does. Linear.
  std::uint32_t first(const std::vector<std::uint32_t>& place) const;

  static constexpr std::size_t kCubes = 256;  ///< of one condition, and of what is asked for

 private:
  using Masks = std::vector<std::uint64_t>;  ///< by variable: values that are still possible
  using Bits = std::vector<std::uint64_t>;   ///< by cube
  struct Word {
    std::uint32_t at;                          ///< 64 cubes from 64 * at on
    std::uint64_t bits;                        ///< those that share a place with the space
    std::uint64_t one = 0, two = 0, more = 0;  ///< that can be left in so many variables or more
  };
  struct Space {
    Masks masks;
    std::vector<Word> rest;
  };
  struct Removed {
    Variable variable;
    std::uint32_t value, cube;  ///< all places with this value are in this cube
  };
  enum class State : std::uint8_t {
    Left,    ///< no cube shares a place with the space
    Taken,   ///< one cube takes all of it
    Forced,  ///< of a cube, one variable is the only way out
    Open
  };

  bool allows(std::uint32_t cube, Variable v, std::uint32_t value) const {
    return (allow_[v][value * words_ + cube / 64] >> (cube % 64) & 1U) != 0;
  }
  std::uint64_t allowed(std::uint32_t cube, Variable v, std::uint64_t among) const;
  /// The rows of bits of the values of a variable that are in a space.
  std::size_t rows(const Masks& masks, Variable v, std::array<const std::uint64_t*, 64>& out) const;
  void meet(Space& space, Variable v) const;
  void widen(std::size_t words);
  Bits first_lines(std::uint32_t before) const;
  Space start(const Cube& cube, const Bits& among) const;
  std::optional<Cube> left(Node f, const Bits& among);
  Masks whole() const { return space_of({}); }
  Masks space_of(const Cube& cube) const;
  State ways(Space& space, std::uint32_t& taker);
  State narrow(Space& space, std::vector<Removed>& removed, std::uint32_t& taker);
  bool force(Space& space, Variable v, std::vector<Removed>& removed, std::uint32_t& taker) const;
  std::pair<Variable, std::uint64_t> branch(const Space& space) const;
  bool cut(std::size_t depth, Bits& used);
  void explain(const std::vector<Removed>& removed, Bits& used) const;
  std::uint64_t common(const Bits& cubes, Variable v) const;
  std::vector<std::uint32_t> lines_of(const Bits& cubes) const;
  Bits meeting(const Cube& cube, std::uint32_t before) const;

  const Diagrams& d_;
  std::size_t max_steps_;
  std::size_t steps_ = 0;
  bool exhausted_ = false;
  std::vector<Variable> asked_;      ///< variables that cubes look at
  std::vector<Bits> allow_;          ///< by variable, value, cube; empty if no cube looks at the variable
  std::size_t words_ = 0;            ///< that each of them has room for
  std::vector<std::uint32_t> line_;  ///< by cube
  std::vector<std::uint32_t> ends_;  ///< by line: end of its cubes
  std::vector<Node> conditions_;     ///< by line
  std::deque<Space> spaces_;         ///< by depth of the search
  Bits used_;
};

}  // namespace msd::analysis
