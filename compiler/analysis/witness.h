// A place of a model as the text of a `test` block that can be pasted and run.
#pragma once

#include "compiler/analysis/model.h"

#include <functional>
#include <set>

namespace msd::analysis {

/// What the block expects of the row at hand: `size == small`, `held NAME`; the row's name is put where `%` stands.
struct Witness {
  std::string text;                ///< the whole block
  std::string row;                 ///< the row at hand, as the block calls it
  std::vector<std::string> facts;  ///< what it states, one each, as `row.field: value`
  std::vector<std::string> bare;   ///< the lines of rows of which nothing is said: in the model a reference has to lead
                                   ///< somewhere, in a design it may be left open
};

/// The cheapest place where the truth holds: few rows, few facts, defaults where they do. None if it never holds.
std::optional<Assignment> shortest(Model& model, Node truth);

/// The cheapest of the places of a cube.
Assignment cheapest_of(const Model& model, const Cube& cube);

/// What a witness pays for a value: a row more costs most, then a fact, then one that is not the first of its type.
/// Nothing for what a block need not write.
unsigned cost(const Model& model, Variable v, std::uint32_t value);

/// Takes facts out of a place that `truth` does not need, given what a block that leaves them out means: absent, or the
/// default, or anything. A path of a diagram names all that it passes. One implication for each fact.
void spare(Model& model, Node truth, Assignment& at);

/// The same where `also` is asked of a place, too, beside the truth: a question about what the functions of `rests_on`
/// are there.
void spare(Model& model, Node truth, const std::vector<Node>& rests_on, const std::function<bool(Node place)>& also,
           Assignment& at);

/// The same place with all facts of the row at hand that are among `fields` and that it leaves open.
Assignment filled(const Model& model, Assignment at, const std::set<std::uint32_t>& fields);

/// Prints a place. O(atoms).
Witness witness(const Model& model, const Assignment& at, const std::string& title,
                const std::vector<std::string>& expectations);

/// The content of a cell as an expectation or a fact writes it.
std::string written(const Model& model, const tir::Type& type, std::uint32_t terminal);

}  // namespace msd::analysis
