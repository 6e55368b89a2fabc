// Boolean functions of planes: a plane holds one bit of each of many records.
#pragma once

#include "runtime/lanes/lanes.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace msd::records {

/// A function, or what it is not: twice its node, plus one if negated.
using Bit = std::uint32_t;
inline constexpr Bit kNo = 0, kYes = 1;
inline Bit negated(Bit bit) { return bit ^ 1U; }

struct Joined {
  lanes::Join join = lanes::Join::And;
  std::uint32_t plane = 0;
};
/// Adds a chain, as lanes::Lanes::run wants it: planes that are joined one after the other to ones.
void write_chain(std::vector<std::uint32_t>& code, std::uint32_t target, std::span<const Joined> planes);

/// An and-inverter graph: equal nodes are one, and what follows from constants or from one step further is simplified
/// (Kuehlmann, Paruthi, Krohm, Ganai, "Robust Boolean Reasoning for Equivalence Checking and Functional Property
/// Verification", 2002).
class Circuit {
 public:
  Bit input();
  Bit both(Bit a, Bit b);
  Bit either(Bit a, Bit b) { return negated(both(negated(a), negated(b))); }
  Bit choose(Bit condition, Bit then, Bit otherwise);
  Bit same(Bit a, Bit b) { return choose(a, b, negated(b)); }

  struct Node {
    Bit a = kNo, b = kNo;  ///< none for the constant, which is node 0, and for inputs, which are behind it
  };
  std::size_t inputs() const { return inputs_; }
  std::size_t nodes() const { return nodes_.size(); }
  const Node& node(std::size_t index) const { return nodes_[index]; }

  struct Chains {
    std::vector<std::uint32_t> code;  ///< as lanes::Lanes::run wants it
    std::size_t steps = 0;            ///< planes that are read, all in all
    std::uint32_t planes = 0;         ///< inputs, then outputs, then those for what is between
  };
  /// Computes `outputs` from the inputs. Nodes that one other node needs are joined in its chain; planes between are
  /// used again as soon as nobody needs them. O(nodes).
  Chains chains(std::span<const Bit> outputs) const;

 private:
  friend class ChainMaker;
  std::vector<Node> nodes_{{}};
  std::size_t inputs_ = 0;
  std::map<std::pair<Bit, Bit>, std::uint32_t> known_;
};

}  // namespace msd::records
