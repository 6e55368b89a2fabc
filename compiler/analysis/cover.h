// Long first-match tables, without the diagram of the whole table: whether some input of a condition is left over by
// the lines before. Conditions are cubes; what one of them takes is cut out of the input one fact at a time, which is
// the disjoint sharp of two-level minimizers (Hong, Cain, Ostapko, 1974), with the cube first that leaves the fewest
// ways out.
#pragma once

#include "compiler/analysis/diagrams.h"

namespace msd::analysis {

class Cover {
 public:
  /// `max_steps` cubes looked at, of all questions together; then `exhausted`.
  Cover(const Diagrams& diagrams, std::size_t max_steps) : d_(diagrams), max_steps_(max_steps) {}

  /// Adds the condition of the next line. It is exhausted if one needs more than `kCubes` cubes.
  void add(Node condition);
  std::size_t lines() const { return lines_.size(); }
  bool exhausted() const { return exhausted_; }

  /// What is left of the truth `f` by the lines for which `among` holds: values of some variables, with which, whatever
  /// the others are, the truth holds and no such line takes it. None if nothing is left, or when exhausted.
  std::optional<Cube> left(Node f, const std::vector<bool>& among);
  /// The lines whose conditions share a place with a cube.
  std::vector<std::uint32_t> sharing(Node f, std::uint32_t before);

  static constexpr std::size_t kCubes = 64;  ///< of one condition, and of what is asked for

 private:
  using Masks = std::vector<std::uint64_t>;  ///< by variable: values that are still possible
  bool cut(Masks& space, std::vector<std::uint32_t> rest);
  bool meets(const Masks& space, const Cube& cube) const;
  Masks space_of(const Cube& cube) const;

  const Diagrams& d_;
  std::size_t max_steps_;
  std::size_t steps_ = 0;
  bool exhausted_ = false;
  std::vector<Cube> cubes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines_;  ///< first cube, end
};

}  // namespace msd::analysis
