// What a rule gives at single places, computed from the content of what it reads there. One place mostly answers
// whether a read makes a difference, where the diagram of a whole rule would have to be made anew for each of its
// values.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// What a function is at a place.
using Place = std::function<std::uint32_t(Node)>;

class Effects {
 public:
  Effects(Workspace& workspace, Model& model, tir::FieldId field);

  /// For some read it is not known yet whether any value leads to the same everywhere.
  bool open() const;
  /// Learns from a valid place. For a long table only one where its lines are not rejected. O(lines of the rule) for
  /// each open value of a read.
  void look(const Place& place);
  /// No value of the read leads to the same everywhere: shown by the places looked at.
  bool makes_a_difference(tir::FieldId read) const;

 private:
  struct Read {
    tir::FieldId field;
    std::vector<bool> same;  ///< by value: no difference seen so far. Empty if the read has no few values
  };
  using Content = std::vector<std::uint32_t>;  ///< terminals; none if they are not known
  Symbol at(const Symbol& cell, const Place& place) const;
  Content content(const Symbol& symbol) const;
  Content result();

  Workspace& w_;
  Model& model_;
  tir::FieldId field_;
  const tir::Rule& rule_;
  bool possible_;
  std::vector<Read> reads_;
};

}  // namespace msd::analysis
