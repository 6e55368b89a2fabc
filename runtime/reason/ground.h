// What a design rests on: each fact once, with who may change it, and the facts in the form that searches take.
#pragma once

#include "runtime/eval/seek.h"

#include <memory>
#include <vector>

namespace msd::reason {

/// Whose a fact is.
enum class Owner : std::uint8_t {
  Chosen,    ///< the designer's: a chosen field, or an output without a rule
  Judged,    ///< an opinion: a judged field
  Given,     ///< the world's, or a reading of it: everything else without a rule
  Statement  ///< a statement about a computed cell that its rule leaves open
};

struct Fact {
  eval::CellRef cell;
  Owner owner{};
  bool open = false;  ///< the design leaves it open
};

/// Steps of a whole question, shared by its searches. Deterministic, unlike time.
class Budget {
 public:
  explicit Budget(std::uint64_t steps) : left_(steps) {}
  std::uint64_t left() const { return left_; }
  void spend(std::uint64_t steps) { left_ -= steps < left_ ? steps : left_; }

 private:
  std::uint64_t left_;
};

/// The facts of a design. What its rules decide is no fact: statements about such cells are left out here.
class Ground {
 public:
  /// Evaluates the cells that the design states although they have a rule.
  explicit Ground(eval::Evaluator& evaluator);
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;

  const eval::Facts& facts() const { return facts_; }
  /// Evaluates these facts. Texts and names of its outcomes are symbols of them, and of no other facts.
  eval::Evaluator& evaluator() const { return *evaluator_; }
  /// In the order of rows and fields.
  const std::vector<Fact>& all() const { return all_; }
  const Fact* find(eval::CellRef cell) const;
  Owner owner(eval::CellRef cell) const;
  /// Holds for a search: what each kind of owner has. Open facts are free in any case.
  std::vector<eval::Hold> holds(eval::Hold chosen, eval::Hold judged, eval::Hold given, eval::Hold statement) const;
  void set(std::vector<eval::Hold>& holds, eval::CellRef cell, eval::Hold hold) const {
    holds[eval::cell_index(facts_, cell)] = hold;
  }

 private:
  eval::Facts facts_;
  std::vector<Fact> all_;
  std::unique_ptr<eval::Evaluator> evaluator_;
};

/// One seek that is paid from a budget, at most `share` of what is left (0: all of it).
eval::Sought seek(const Ground& ground, eval::Quest quest, Budget& budget, std::uint64_t share = 0);

/// The facts that the present value of an aim is explained by: what the fired rules and the failed conditions before
/// them read, down to facts, in reading order. Likely to force it, and no more than that.
std::vector<eval::CellRef> explaining(const Ground& ground, const eval::Aim& aim);

/// Whether an outcome is for certain as wished; `cls` is the class of its field or node.
bool fulfils(const eval::Outcome& outcome, const eval::Wish& wish, Class cls);
/// The wish for exactly what an outcome has, which is decided.
eval::Wish wish_for(const eval::Outcome& outcome, Class cls);
/// The wish for anything else.
eval::Wish wish_against(const eval::Outcome& outcome, Class cls);

Class class_of(const image::Image& image, std::uint32_t field);

}  // namespace msd::reason
