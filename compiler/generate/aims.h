// All that generated tests are to show: the goals of coverage, and that each rule is told from its neighbours.
#pragma once

#include "compiler/generate/functions.h"
#include "compiler/source/source.h"

#include <set>

namespace msd::generate {

/// An aim by its place: table, and position among the table's goals, then its neighbours.
using AimId = std::pair<std::size_t, std::size_t>;

class Aims {
 public:
  /// Makes the neighbours of the program's rules. `begun` is of the image that the program was lowered to.
  Aims(const tir::Program& program, coverage::Coverage begun, const source::SourceMap& sources);

  /// The program and its image with the neighbours in them; nodes of the framework keep their numbers.
  const tir::Program& program() const { return program_; }
  const image::Image& image() const { return image_; }
  const coverage::Coverage& coverage() const { return coverage_; }

  std::size_t tables() const { return coverage_.tables.size(); }
  const coverage::Table& table(std::size_t t) const { return coverage_.tables[t].table; }
  /// Of a table.
  std::size_t size(std::size_t t) const { return goals(t) + neighbours_[t].size(); }
  bool met(AimId id) const;
  std::set<AimId> met() const;
  coverage::Claim& claim(AimId id);
  /// What the analysis says about it.
  coverage::Claim prove(AimId id, class AnalysisProof& proof) const;
  Node where(AimId id, GoalFunctions& functions) const;
  /// For a test that is there for it; fit to stand between quotes.
  std::string title(AimId id) const;
  /// Neighbours that a case tells from their rule, and all.
  std::pair<std::size_t, std::size_t> told() const;

  /// The others, but for those that give the same everywhere: in words, each with the reason.
  std::vector<std::string> untold() const;

  /// What a case shows.
  std::set<AimId> shown(eval::Evaluator& evaluator) const;
  /// The same, of `some`, and of the goals of their tables.
  std::set<AimId> shown(eval::Evaluator& evaluator, const std::set<AimId>& some) const;
  /// Counts what a case shows, which is `all`, as met.
  void add(const coverage::Case& from, eval::Evaluator& evaluator, const std::set<AimId>& all);

 private:
  std::size_t goals(std::size_t t) const { return coverage_.tables[t].goals.size(); }
  bool is_goal(AimId id) const { return id.second < goals(id.first); }
  const Neighbour& neighbour(AimId id) const { return neighbours_[id.first][id.second - goals(id.first)]; }

  tir::Program program_;
  coverage::Coverage coverage_, empty_;
  std::vector<std::vector<Neighbour>> neighbours_;
  image::Image image_;
};

}  // namespace msd::generate
