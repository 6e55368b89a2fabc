#include "compiler/diff/cover.h"

#include <algorithm>

namespace msd::diff {

using analysis::Choice;
using analysis::Cube;
using analysis::Diagrams;
using analysis::Node;
using analysis::Variable;

namespace {

constexpr std::size_t kMostToMerge = 64;
constexpr std::size_t kSmall = 2'000;  // nodes; of what is larger only the paths are taken

std::uint64_t all_of(unsigned values) { return values >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << values) - 1; }

class Covering {
 public:
  Covering(Diagrams& d, std::size_t limit) : d_(d), limit_(limit) {}

  Cover run(Node on, Node care) {
    on_ = d_.both(on, care);
    off_ = d_.both(care, d_.negate(on));
    small_ = d_.size(on_) + d_.size(off_) <= kSmall;
    walk(on_, off_);
    if (small_ && out_.cubes.size() <= kMostToMerge) {
      while (merged()) {}
      for (std::size_t i = 0; i < out_.cubes.size(); ++i) widen(i);
    }
    return std::move(out_);
  }

 private:
  struct Branch {
    Node on, off;
    std::uint64_t values = 0;
  };

  unsigned top(Node n) const { return n.is_terminal() ? UINT32_MAX : d_.asks(n); }
  Node child(Node n, Variable v, unsigned value) const { return top(n) == v ? d_.branches(n)[value] : n; }

  /// Values under which the same may be said of all that stands below are one branch; where nothing is cared for, any
  /// branch does.
  void walk(Node on, Node off) {
    if (on == Diagrams::no() || d_.exhausted()) return;
    if (out_.cubes.size() >= limit_) return void(out_.whole = false);
    if (off == Diagrams::no()) return void(out_.cubes.push_back(path_));
    const Variable v = std::min(top(on), top(off));
    std::vector<Branch> branches;
    std::uint64_t free = 0;  ///< nothing is cared for here
    for (unsigned i = 0; i < d_.values(v); ++i) {
      const Branch b{child(on, v, i), child(off, v, i), std::uint64_t{1} << i};
      if (b.on == Diagrams::no() && b.off == Diagrams::no()) {
        free = b.values | free;
        continue;
      }
      const auto same = std::find_if(branches.begin(), branches.end(),
                                     [&](const Branch& o) { return o.on == b.on && o.off == b.off; });
      if (same == branches.end())
        branches.push_back(b);
      else
        same->values |= b.values;
    }
    for (std::size_t i = 0; small_ && i < branches.size(); ++i) {
      for (std::size_t j = i + 1; j < branches.size();) {
        if (d_.disjoint(branches[i].on, branches[j].off) && d_.disjoint(branches[j].on, branches[i].off)) {
          branches[i].on = d_.either(branches[i].on, branches[j].on);
          branches[i].off = d_.either(branches[i].off, branches[j].off);
          branches[i].values |= branches[j].values;
          branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(j));
        } else {
          ++j;
        }
      }
    }
    if (branches.size() == 1) return walk(branches[0].on, branches[0].off);
    // To the widest branch, so that less has to be said.
    std::max_element(branches.begin(), branches.end(), [](const Branch& a, const Branch& b) {
      return __builtin_popcountll(a.values) < __builtin_popcountll(b.values);
    })->values |= free;
    for (const Branch& b : branches) {
      path_.push_back({v, b.values});
      walk(b.on, b.off);
      path_.pop_back();
    }
  }

  /// Two cubes that differ in the values of one variable are one.
  bool merged() {
    for (std::size_t i = 0; i < out_.cubes.size(); ++i) {
      for (std::size_t j = i + 1; j < out_.cubes.size(); ++j) {
        Cube& a = out_.cubes[i];
        const Cube& b = out_.cubes[j];
        if (a.size() != b.size()) continue;
        std::size_t differs = a.size();
        std::size_t count = 0;
        bool same = true;
        for (std::size_t k = 0; k < a.size() && same; ++k) {
          same = a[k].variable == b[k].variable;
          if (a[k].values != b[k].values) differs = k, ++count;
        }
        if (!same || count != 1) continue;
        a[differs].values |= b[differs].values;
        if (a[differs].values == all_of(d_.values(a[differs].variable)))
          a.erase(a.begin() + static_cast<std::ptrdiff_t>(differs));
        out_.cubes.erase(out_.cubes.begin() + static_cast<std::ptrdiff_t>(j));
        return true;
      }
    }
    return false;
  }

  /// Leaves out what may be left out without meeting another cube.
  void widen(std::size_t i) {
    for (std::size_t k = 0; k < out_.cubes[i].size();) {
      Cube wider = out_.cubes[i];
      wider.erase(wider.begin() + static_cast<std::ptrdiff_t>(k));
      const Node whole = node_of(d_, wider);
      bool fits = d_.disjoint(whole, off_);
      const Node cared = fits ? d_.both(whole, on_) : whole;
      for (std::size_t j = 0; j < out_.cubes.size() && fits; ++j)
        fits = j == i || d_.disjoint(cared, node_of(d_, out_.cubes[j]));
      if (fits && !d_.exhausted())
        out_.cubes[i] = std::move(wider);
      else
        ++k;
    }
  }

  Diagrams& d_;
  std::size_t limit_;
  Node on_, off_;
  bool small_ = true;
  Cube path_;
  Cover out_;
};

}  // namespace

Node node_of(Diagrams& d, const Cube& cube) {
  Node out = Diagrams::yes();
  for (const Choice& c : cube) {
    std::vector<std::uint32_t> in(d.values(c.variable));
    for (unsigned v = 0; v < in.size(); ++v) in[v] = c.values >> v & 1U;
    out = d.both(out, d.select(c.variable, in));
  }
  return out;
}

Cover cover(Diagrams& diagrams, Node on, Node care, std::size_t limit) {
  return Covering(diagrams, limit).run(on, care);
}

}  // namespace msd::diff
