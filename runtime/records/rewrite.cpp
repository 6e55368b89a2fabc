#include "runtime/records/rewrite.h"

#include <algorithm>
#include <array>

namespace msd::records {

namespace {

using Truth = std::uint16_t;  // of four variables: bit i is for those that are the bits of i
constexpr std::array<Truth, 4> kVariables = {0xAAAA, 0xCCCC, 0xF0F0, 0xFF00};
constexpr std::size_t kCost = 5;   // most nodes of a way that is kept
constexpr std::size_t kCuts = 12;  // of a node
constexpr std::size_t kPasses = 8;
constexpr std::size_t kStalled = 2;  // passes behind each other without any gain: one of each kind

/// For each function of four variables the two whose conjunction it is, or its opposite, with the fewest nodes.
class Ways {
 public:
  struct Way {
    Truth a = 0, b = 0;
    std::uint8_t cost = 255;
    bool negated = false;  ///< the conjunction is what it is not
  };
  Ways() : ways_(65'536) {
    std::array<std::vector<Truth>, kCost + 1> by_cost;
    const auto learn = [&](Truth of, const Way& way) {
      if (ways_[of].cost != 255) return;
      ways_[of] = way;
      by_cost[way.cost].push_back(of);
    };
    const auto both = [&](Truth of, Way way) {
      learn(of, way);
      way.negated = !way.negated;
      learn(static_cast<Truth>(~of), way);
    };
    both(0, {0, 0, 0, false});
    for (const Truth variable : kVariables) both(variable, {0, 0, 0, false});
    for (std::size_t cost = 1; cost <= kCost; ++cost) {
      for (std::size_t left = 0; left <= (cost - 1) / 2; ++left) {
        // By index: what is learnt of this cost is not among them.
        for (const Truth a : by_cost[left]) {
          for (const Truth b : by_cost[cost - 1 - left])
            both(static_cast<Truth>(a & b), {a, b, static_cast<std::uint8_t>(cost), false});
        }
      }
    }
  }
  const Way& of(Truth truth) const { return ways_[truth]; }

 private:
  std::vector<Way> ways_;
};

/// Nodes above up to four others, and what they come to as a function of those.
struct Cut {
  std::array<std::uint32_t, 4> leaves{};
  std::uint8_t size = 0;
  Truth truth = 0;

  bool same_leaves(const Cut& other) const {
    return size == other.size && std::equal(leaves.begin(), leaves.begin() + size, other.leaves.begin());
  }
};

/// As a function of more leaves.
Truth spread(const Cut& cut, const Cut& to) {
  std::array<std::uint32_t, 4> place{};
  for (std::uint32_t i = 0; i < cut.size; ++i)
    place[i] = static_cast<std::uint32_t>(std::find(to.leaves.begin(), to.leaves.begin() + to.size, cut.leaves[i]) -
                                          to.leaves.begin());
  std::uint32_t out = 0;
  for (std::uint32_t row = 0; row < 16; ++row) {
    std::uint32_t from = 0;
    for (std::uint32_t i = 0; i < cut.size; ++i) from |= (row >> place[i] & 1U) << i;
    out |= (static_cast<std::uint32_t>(cut.truth) >> from & 1U) << row;
  }
  return static_cast<Truth>(out);
}

class Rewriter {
 public:
  Rewriter(const Circuit& circuit, const std::vector<Bit>& outputs, const Ways& ways) : ways_(ways) {
    for (std::uint32_t n = 0; n < circuit.nodes(); ++n) {
      const Circuit::Node& node = circuit.node(n);
      add(node);
      if (joins(n)) known_.emplace(std::pair(node.a, node.b), n);
    }
    given_ = static_cast<std::uint32_t>(nodes_.size());
    for (const Bit bit : outputs) use(bit / 2);
  }

  /// Also where it only makes another circuit of as many nodes, if `even`.
  void run(bool even) {
    for (std::uint32_t n = 0; n < given_; ++n) {
      if (!joins(n)) {
        cuts_[n] = {own(n)};
        continue;
      }
      if (uses_[n] != 0) visit(n, even);
    }
  }

  Circuit result(std::vector<Bit>& outputs) {
    Circuit out;
    made_.assign(nodes_.size(), kOpen);
    made_[0] = kNo;
    for (std::uint32_t n = 1; n < given_ && !joins(n); ++n) made_[n] = out.input();
    for (Bit& bit : outputs) bit = make(resolved(bit), out);
    return out;
  }

 private:
  static constexpr Bit kOpen = UINT32_MAX;

  void add(const Circuit::Node& node) {
    alias_.push_back(static_cast<Bit>(nodes_.size() * 2));
    nodes_.push_back(node);
    uses_.push_back(0);
    cuts_.emplace_back();
  }
  bool joins(std::uint32_t n) const { return nodes_[n].a != nodes_[n].b; }
  Bit resolved(Bit bit) const {
    while (alias_[bit / 2] != (bit & ~1U)) bit = alias_[bit / 2] ^ (bit & 1U);
    return bit;
  }
  static Cut own(std::uint32_t n) {
    Cut out;
    out.leaves[0] = n;
    out.size = 1;
    out.truth = kVariables[0];
    return out;
  }

  // A node that is needed needs its two; one that nobody needs any longer does not. Not by recursion: circuits are as
  // deep as tables are long.
  void use(std::uint32_t n) {
    open_.assign(1, n);
    while (!open_.empty()) {
      n = open_.back();
      open_.pop_back();
      if (uses_[n]++ == 0) push(n);
    }
  }
  /// How many nodes are needed no longer.
  std::size_t drop(std::uint32_t n) {
    std::size_t out = 0;
    open_.assign(1, n);
    while (!open_.empty()) {
      n = open_.back();
      open_.pop_back();
      if (--uses_[n] != 0 || !joins(n)) continue;
      ++out;
      push(n);
    }
    return out;
  }
  void push(std::uint32_t n) {
    if (!joins(n)) return;
    open_.push_back(resolved(nodes_[n].a) / 2);
    open_.push_back(resolved(nodes_[n].b) / 2);
  }

  /// What two bits come to, if nothing has to be made for it that nobody needs.
  Bit found(Bit a, Bit b, std::uint32_t but) const {
    if (a > b) std::swap(a, b);
    if (a == kNo || a == negated(b)) return kNo;
    if (a == kYes || a == b) return b;
    const auto at = known_.find({a, b});
    if (at == known_.end() || at->second == but || uses_[at->second] == 0 || alias_[at->second] != at->second * 2)
      return kOpen;
    return at->second * 2;
  }
  Bit join(Bit a, Bit b, std::uint32_t but) {
    if (const Bit there = found(a, b, but); there != kOpen) return there;
    if (a > b) std::swap(a, b);
    const auto n = static_cast<std::uint32_t>(nodes_.size());
    add({a, b});
    known_.insert_or_assign({a, b}, n);
    find_cuts(n);
    return n * 2;
  }

  /// How many nodes it takes, and what it is if none.
  std::size_t count(Truth truth, const Cut& cut, std::uint32_t but, Bit& bit) const {
    const Ways::Way& way = ways_.of(truth);
    if (way.cost == 0) return bit = simple(truth, cut), 0;
    Bit a = kOpen, b = kOpen;
    const std::size_t below = count(way.a, cut, but, a) + count(way.b, cut, but, b);
    bit = a == kOpen || b == kOpen ? kOpen : found(a, b, but);
    if (bit == kOpen) return below + 1;
    bit ^= way.negated ? 1U : 0U;
    return below;
  }
  Bit build(Truth truth, const Cut& cut, std::uint32_t but) {
    const Ways::Way& way = ways_.of(truth);
    if (way.cost == 0) return simple(truth, cut);
    const Bit a = build(way.a, cut, but);
    return join(a, build(way.b, cut, but), but) ^ (way.negated ? 1U : 0U);
  }
  static Bit simple(Truth truth, const Cut& cut) {
    for (std::size_t i = 0; i < cut.size; ++i) {
      if (truth == kVariables[i]) return cut.leaves[i] * 2;
      if (truth == static_cast<Truth>(~kVariables[i])) return cut.leaves[i] * 2 + 1;
    }
    return truth == 0 ? kNo : kYes;
  }

  void find_cuts(std::uint32_t n) {
    std::vector<Cut> out{own(n)};
    const Circuit::Node node = nodes_[n];
    for (const Cut& a : cuts_[node.a / 2]) {
      for (const Cut& b : cuts_[node.b / 2]) {
        Cut cut;
        std::array<std::uint32_t, 8> leaves{};
        const auto end = std::set_union(a.leaves.begin(), a.leaves.begin() + a.size, b.leaves.begin(),
                                        b.leaves.begin() + b.size, leaves.begin());
        if (end - leaves.begin() > 4) continue;
        cut.size = static_cast<std::uint8_t>(end - leaves.begin());
        std::copy(leaves.begin(), end, cut.leaves.begin());
        if (std::any_of(out.begin(), out.end(), [&](const Cut& other) { return other.same_leaves(cut); })) continue;
        const auto side = [&](const Cut& of, Bit bit) { return spread(of, cut) ^ ((bit & 1U) != 0 ? 0xFFFF : 0); };
        cut.truth = static_cast<Truth>(side(a, node.a) & side(b, node.b));
        out.push_back(cut);
        if (out.size() == kCuts) {
          cuts_[n] = std::move(out);
          return;
        }
      }
    }
    cuts_[n] = std::move(out);
  }

  /// Everything that needs `n` needs `bit` in its place.
  void replace(std::uint32_t n, Bit bit) {
    const std::uint32_t users = uses_[n];
    for (std::uint32_t i = 0; i < users; ++i) use(bit / 2);
    alias_[n] = bit;
    uses_[n] = 1;
    drop(n);
  }

  void visit(std::uint32_t n, bool even) {
    // What it reads may be said in another way by now.
    Bit a = resolved(nodes_[n].a), b = resolved(nodes_[n].b);
    if (a > b) std::swap(a, b);
    if (a != nodes_[n].a || b != nodes_[n].b) {
      if (const Bit there = found(a, b, n); there != kOpen) {
        // Its uses were handed on with the alias: those that it reads have them already.
        return replace(n, there);
      }
      nodes_[n] = {a, b};
      known_.try_emplace({a, b}, n);
    }
    find_cuts(n);
    const Cut* best = nullptr;
    std::size_t least = 0, saves = 0;
    for (const Cut& cut : cuts_[n]) {
      if (cut.size == 1 || ways_.of(cut.truth).cost > kCost) continue;
      const std::size_t saved = without(n, cut);
      Bit bit = kOpen;
      const std::size_t added = count(cut.truth, cut, n, bit);
      with(n, cut);
      if (added > saved || (added == saved && !even)) continue;
      if (best == nullptr || saved - added > saves || (saved - added == saves && added < least))
        best = &cut, saves = saved - added, least = added;
    }
    if (best == nullptr) return;
    const Cut cut = *best;
    // Of the way as it stands, what is not needed by others is gone while the other is made.
    without(n, cut);
    const Bit bit = build(cut.truth, cut, n);
    with(n, cut);
    const Circuit::Node made = nodes_[bit / 2], old = nodes_[n];
    if (made.a == old.a && made.b == old.b)
      known_[{old.a, old.b}] = n;  // it is said like that already
    else
      replace(n, bit);
  }
  std::size_t without(std::uint32_t n, const Cut& cut) {
    for (std::size_t i = 0; i < cut.size; ++i) use(cut.leaves[i]);
    return 1 + drop(nodes_[n].a / 2) + drop(nodes_[n].b / 2);
  }
  void with(std::uint32_t n, const Cut& cut) {
    use(nodes_[n].a / 2);
    use(nodes_[n].b / 2);
    for (std::size_t i = 0; i < cut.size; ++i) drop(cut.leaves[i]);
  }

  Bit make(Bit bit, Circuit& out) {
    open_.assign(1, bit / 2);
    while (!open_.empty()) {
      const std::uint32_t n = open_.back();
      if (made_[n] != kOpen) {
        open_.pop_back();
        continue;
      }
      const Bit a = resolved(nodes_[n].a), b = resolved(nodes_[n].b);
      if (made_[a / 2] != kOpen && made_[b / 2] != kOpen)
        made_[n] = out.both(made_[a / 2] ^ (a & 1U), made_[b / 2] ^ (b & 1U));
      else
        push(n);
    }
    return made_[bit / 2] ^ (bit & 1U);
  }

  const Ways& ways_;
  std::vector<Circuit::Node> nodes_;
  std::vector<Bit> alias_;  // twice the node itself: it stands
  std::vector<std::uint32_t> uses_;
  std::vector<std::vector<Cut>> cuts_;
  std::map<std::pair<Bit, Bit>, std::uint32_t> known_;
  std::vector<Bit> made_;
  std::vector<std::uint32_t> open_;  // nodes to be looked at
  std::uint32_t given_ = 0;
};

}  // namespace

Circuit rewritten(const Circuit& circuit, std::vector<Bit>& outputs) {
  const Ways ways;
  std::vector<Bit> best_outputs = outputs;
  Circuit best = Rewriter(circuit, outputs, ways).result(best_outputs);  // without what no output needs
  Circuit now = best;
  std::vector<Bit> now_outputs = best_outputs;
  for (std::size_t pass = 0, stalled = 0; pass < kPasses && stalled < kStalled; ++pass) {
    Rewriter rewriter(now, now_outputs, ways);
    rewriter.run(pass % 2 == 1);
    now = rewriter.result(now_outputs);
    if (now.nodes() >= best.nodes()) {
      ++stalled;
      continue;
    }
    stalled = 0;
    best = now;
    best_outputs = now_outputs;
  }
  outputs = best_outputs;
  return best;
}

}  // namespace msd::records
