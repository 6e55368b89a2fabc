// A place of a model as the facts of a design, for the slow evaluator.
#pragma once

#include "compiler/analysis/model.h"
#include "tests/support/oracle.h"

#include <map>
#include <vector>

namespace msd::testing {

/// The value of every atom.
using Place = std::vector<std::uint32_t>;

/// Rows and cells as the atoms say; what they do not speak of is left unknown and answered with the first answer that
/// there is.
class SceneOf {
 public:
  SceneOf(analysis::Model& model, const image::Image& image, const Place& place);

  /// What the slow evaluator gives; `slot` must be there.
  const oracle::Evaluated& cell(analysis::Slot slot, tir::FieldId field);
  oracle::Holds requirement(std::uint32_t requirement);
  bool there(analysis::Slot slot) const { return rows_.contains(slot); }
  /// The same content in the words of a model.
  bool agrees(const oracle::Content& content, const analysis::Symbol& symbol);
  std::string print() const;

 private:
  std::uint32_t evaluate(analysis::Node node);
  void add(analysis::Slot slot);
  void state(const analysis::Atom& atom, std::uint32_t content);

  analysis::Model& model_;
  const tir::Program& p_;
  const Place& place_;
  eval::Facts facts_;
  std::map<analysis::Slot, eval::RowIndex> rows_;
  std::map<eval::RowIndex, analysis::Slot> slots_;
  oracle::Answers answers_;
  oracle::Standing standing_;
  std::optional<oracle::World> world_;
};

}  // namespace msd::testing
