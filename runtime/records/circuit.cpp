#include "runtime/records/circuit.h"

#include <algorithm>

namespace msd::records {

void write_chain(std::vector<std::uint32_t>& code, std::uint32_t target, std::span<const Joined> planes) {
  code.push_back(target);
  const std::size_t runs = code.size();
  code.push_back(0);
  for (std::size_t i = 0; i < planes.size();) {
    std::size_t end = i;
    while (end < planes.size() && planes[end].join == planes[i].join) ++end;
    ++code[runs];
    code.push_back(
        static_cast<std::uint32_t>((end - i) << lanes::kJoinBits | static_cast<std::size_t>(planes[i].join)));
    for (; i < end; ++i) code.push_back(planes[i].plane);
  }
}

Bit Circuit::input() {
  // Inputs stand in front of all nodes that join.
  ++inputs_;
  nodes_.push_back({});
  return static_cast<Bit>((nodes_.size() - 1) * 2);
}

Bit Circuit::both(Bit a, Bit b) {
  if (a > b) std::swap(a, b);
  if (a == kNo || a == negated(b)) return kNo;
  if (a == kYes || a == b) return b;
  // One step further: a part of `b` that says the same as `a`, or the opposite; and the other way round.
  for (int turn = 0; turn < 2; ++turn, std::swap(a, b)) {
    const Node& below = nodes_[b / 2];
    if (below.a == below.b) continue;
    const bool part = below.a == a || below.b == a;
    const bool opposite = below.a == negated(a) || below.b == negated(a);
    if ((b & 1U) == 0) {
      if (opposite) return kNo;
      if (part) return b;
    } else {
      if (opposite) return a;
      if (part) return both(a, negated(below.a == a ? below.b : below.a));
    }
  }
  if (a > b) std::swap(a, b);
  const auto [at, fresh] = known_.try_emplace({a, b}, static_cast<std::uint32_t>(nodes_.size()));
  if (fresh) nodes_.push_back({a, b});
  return at->second * 2;
}

Bit Circuit::choose(Bit condition, Bit then, Bit otherwise) {
  if (then == otherwise) return then;
  return negated(both(negated(both(condition, then)), negated(both(negated(condition), otherwise))));
}

/// One pass over the nodes that outputs need, from the inputs on.
class ChainMaker {
 public:
  ChainMaker(const Circuit& circuit, std::span<const Bit> outputs)
      : c_(circuit), outputs_(outputs), uses_(circuit.nodes_.size()), plane_(circuit.nodes_.size(), kNowhere),
        flipped_(circuit.nodes_.size()) {}

  Circuit::Chains run() {
    count();
    const auto inputs = static_cast<std::uint32_t>(c_.inputs_);
    out_.planes = inputs + static_cast<std::uint32_t>(outputs_.size());
    std::uint32_t next = 0;
    for (std::size_t n = 1; n < c_.nodes_.size(); ++n) {
      if (!joins(n)) plane_[n] = next++;
    }
    last_.assign(c_.nodes_.size(), 0);
    for (std::size_t n = 1; n < c_.nodes_.size(); ++n) {
      if (joins(n) && uses_[n] != 0 && !absorbed(n)) made_.push_back(n);
    }
    plan();
    for (std::size_t at = 0; at < made_.size(); ++at) {
      const std::size_t n = made_[at];
      emit(n, at);
    }
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      const std::uint32_t target = inputs + static_cast<std::uint32_t>(i);
      const std::size_t n = outputs_[i] / 2;
      if (n != 0 && plane_[n] == target) continue;
      Steps steps;
      if (outputs_[i] == kNo) {
        // Any plane, and what it is not.
        const std::uint32_t any = c_.inputs_ != 0 ? 0 : out_.planes++;
        steps = {{lanes::Join::And, any}, {lanes::Join::AndNot, any}};
      } else if (outputs_[i] != kYes) {
        const bool flip = ((outputs_[i] & 1U) != 0) != flipped_[n];
        steps = {{flip ? lanes::Join::AndNot : lanes::Join::And, plane_[n]}};
      }
      write(target, steps);
    }
    return std::move(out_);
  }

 private:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  using Steps = std::vector<Joined>;

  void write(std::uint32_t target, const Steps& steps) {
    write_chain(out_.code, target, steps);
    out_.steps += steps.size();
  }
  bool joins(std::size_t n) const { return c_.nodes_[n].a != c_.nodes_[n].b; }
  /// It is a part of the chain of the one node that needs it.
  bool absorbed(std::size_t n) const { return into_[n]; }

  void count() {
    std::vector<bool> output(c_.nodes_.size());
    for (const Bit bit : outputs_) {
      ++uses_[bit / 2];
      output[bit / 2] = true;
    }
    for (std::size_t n = c_.nodes_.size(); n-- > 1;) {
      if (uses_[n] == 0 || !joins(n)) continue;
      ++uses_[c_.nodes_[n].a / 2];
      ++uses_[c_.nodes_[n].b / 2];
    }
    depth_.assign(c_.nodes_.size(), 0);
    into_.assign(c_.nodes_.size(), false);
    single_.assign(c_.nodes_.size(), false);
    for (std::size_t n = 1; n < c_.nodes_.size(); ++n) {
      if (!joins(n) || uses_[n] == 0) continue;
      single_[n] = uses_[n] == 1 && !output[n];
      depth_[n] = 1 + std::max(depth_[c_.nodes_[n].a / 2], depth_[c_.nodes_[n].b / 2]);
    }
    for (std::size_t n = 1; n < c_.nodes_.size(); ++n) {
      if (!joins(n) || uses_[n] == 0 || single_[n]) continue;
      parts(n);
    }
    // What is made for another's chain is a head of its own.
    for (std::size_t i = 0; i < heads_.size(); ++i) parts(heads_[i]);
  }

  struct Level {
    std::vector<Bit> leaves;  ///< joined to what is gathered, all alike
    bool inverted = false;    ///< what is gathered is what the node is not
  };

  /// The chain of a node: levels from the end to the beginning. A level is a product of leaves; at most one of them,
  /// which only this level needs, is not made but continued.
  std::vector<Level> levels(std::size_t n, bool inverted) const {
    std::vector<Level> out;
    while (true) {
      Level level{{}, inverted};
      std::vector<Bit> open{c_.nodes_[n].a, c_.nodes_[n].b};
      std::size_t continued = 0;
      while (!open.empty()) {
        const Bit bit = open.back();
        open.pop_back();
        const std::size_t of = bit / 2;
        if (!single_[of])
          level.leaves.push_back(bit);
        else if ((bit & 1U) == 0)
          open.insert(open.end(), {c_.nodes_[of].a, c_.nodes_[of].b});
        else if (continued == 0)
          continued = of;
        else {
          // The longer one goes on.
          level.leaves.push_back(static_cast<Bit>((depth_[continued] >= depth_[of] ? of : continued) * 2 + 1));
          continued = depth_[continued] >= depth_[of] ? continued : of;
        }
      }
      out.push_back(std::move(level));
      if (continued == 0) return out;
      n = continued;
      inverted = !inverted;
    }
  }

  void parts(std::size_t head) {
    std::vector<Bit> leaves;
    for (const Level& level : levels(head, false))
      leaves.insert(leaves.end(), level.leaves.begin(), level.leaves.end());
    std::sort(leaves.begin(), leaves.end());
    mark(head, leaves);
  }
  void mark(std::size_t head, const std::vector<Bit>& leaves) {
    // Every single node below the head that is no leaf is absorbed.
    std::vector<std::size_t> open{c_.nodes_[head].a / 2, c_.nodes_[head].b / 2};
    while (!open.empty()) {
      const std::size_t n = open.back();
      open.pop_back();
      if (!single_[n]) continue;
      if (std::binary_search(leaves.begin(), leaves.end(), static_cast<Bit>(n * 2 + 1))) {
        heads_.push_back(n);
        continue;
      }
      into_[n] = true;
      open.insert(open.end(), {c_.nodes_[n].a / 2, c_.nodes_[n].b / 2});
    }
  }

  /// When each plane is read last, and which outputs stand where they are made.
  void plan() {
    target_.assign(c_.nodes_.size(), kNowhere);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      const std::size_t n = outputs_[i] / 2;
      if (!joins(n) || target_[n] != kNowhere) continue;
      target_[n] = static_cast<std::uint32_t>(c_.inputs_ + i);
      flipped_[n] = (outputs_[i] & 1U) != 0;
    }
    for (std::size_t at = 0; at < made_.size(); ++at) {
      for (const Level& level : levels(made_[at], false)) {
        for (const Bit leaf : level.leaves) last_[leaf / 2] = at;
      }
    }
  }

  void emit(std::size_t n, std::size_t at) {
    const std::vector<Level> all = levels(n, flipped_[n]);
    Steps steps;
    std::vector<std::size_t> read;
    for (std::size_t i = all.size(); i-- > 0;) {
      // Gathered is the product, or, by De Morgan, the sum of what its parts are not. The first level begins with ones:
      // a sum needs one leaf to begin with. Alike joins stand together.
      const bool begins = steps.empty();
      std::vector<Bit> leaves = all[i].leaves;
      std::stable_partition(leaves.begin(), leaves.end(), [&](Bit leaf) { return negative(leaf) != all[i].inverted; });
      for (const Bit leaf : leaves) {
        const bool flip = negative(leaf) != all[i].inverted;
        const bool sum = all[i].inverted && !(begins && steps.empty());
        steps.push_back(
            {sum ? (flip ? lanes::Join::OrNot : lanes::Join::Or) : (flip ? lanes::Join::AndNot : lanes::Join::And),
             plane_[leaf / 2]});
        read.push_back(leaf / 2);
      }
    }
    // A plane that is read here for the last time may take the result: a chain writes behind its last step.
    for (const std::size_t of : read) {
      const bool own = joins(of) && target_[of] == kNowhere;
      if (own && last_[of] == at && plane_[of] != kNowhere) {
        free_.push_back(plane_[of]);
        last_[of] = SIZE_MAX;
      }
    }
    plane_[n] = target_[n] != kNowhere ? target_[n] : free_.empty() ? out_.planes++ : free_.back();
    if (target_[n] == kNowhere && !free_.empty() && plane_[n] == free_.back()) free_.pop_back();
    write(plane_[n], steps);
  }
  /// Whether the plane of a leaf holds what the leaf is not.
  bool negative(Bit leaf) const { return ((leaf & 1U) != 0) != flipped_[leaf / 2]; }

  const Circuit& c_;
  std::span<const Bit> outputs_;
  std::vector<std::uint32_t> uses_, plane_, target_;
  std::vector<bool> flipped_;  // its plane holds what it is not
  std::vector<bool> into_, single_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::size_t> heads_, made_, last_;
  std::vector<std::uint32_t> free_;
  Circuit::Chains out_;
};

Circuit::Chains Circuit::chains(std::span<const Bit> outputs) const { return ChainMaker(*this, outputs).run(); }

}  // namespace msd::records
