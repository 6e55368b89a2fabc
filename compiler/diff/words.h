// Places of a model in the words that rules use.
#pragma once

#include "compiler/analysis/model.h"
#include "compiler/diff/space.h"

namespace msd::diff {

class Words {
 public:
  Words(const analysis::Model& model, const analysis::NumberPoints& points) : model_(model), points_(points) {}

  /// What a choice of values says: `days in 15 .. 30`, `not broken`, `lane in {a, b}`. O(values).
  std::string condition(const analysis::Choice& choice) const;
  std::vector<std::string> conditions(const analysis::Cube& cube) const;
  /// A terminal of a symbol of this type; `absent` and `rejected` for what is no value.
  std::string value(const tir::Type& type, std::uint32_t terminal) const;
  /// A row as it is called beside the one at hand: `context`, `claim_2`; empty for the one at hand.
  std::string row(analysis::Slot slot) const;

 private:
  std::string name(const analysis::Atom& atom) const;
  std::string finite(const std::string& name, const analysis::Atom& atom, std::uint64_t values) const;
  std::string numbers(const std::string& name, const analysis::Atom& atom, std::uint64_t values) const;
  std::string run(const std::string& name, const analysis::Atom& atom, std::size_t first, std::size_t last,
                  std::size_t count) const;

  const analysis::Model& model_;
  const analysis::NumberPoints& points_;
};

}  // namespace msd::diff
