#include "runtime/reason/force.h"

#include <algorithm>
#include <optional>

namespace msd::reason {

using eval::CellRef;
using eval::Hold;
using eval::Sought;

namespace {

constexpr std::uint64_t kShare = 8;  // of the budget, for one question that only makes a set smaller

using Set = std::vector<std::size_t>;  // positions of candidates, ascending

bool in(const Set& set, std::size_t one) { return std::binary_search(set.begin(), set.end(), one); }

Set without(const Set& set, std::size_t one) {
  Set out = set;
  std::erase(out, one);
  return out;
}

class Forcer {
 public:
  Forcer(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish, const ForceOptions& options,
         Budget& budget)
      : ground_(ground), candidates_(options.candidates), budget_(budget),
        base_(ground.holds(Hold::Free, Hold::Free, Hold::Free, Hold::Free)) {
    quest_.aim = aim;
    quest_.wish = wish;
    quest_.whole = options.whole;
    quest_.open_counts = true;
    std::sort(candidates_.begin(), candidates_.end());
    for (CellRef cell : options.likely) {
      const auto at = std::lower_bound(candidates_.begin(), candidates_.end(), cell);
      if (at != candidates_.end() && *at == cell) likely_.push_back(static_cast<std::size_t>(at - candidates_.begin()));
    }
  }

  Forcing run() {
    using Proof = Forcing::Proof;
    for (std::size_t one : likely_) add(one);
    const Sought::State first = complete();
    if (first == Sought::State::Undecided) return result(Proof::Undecided, held_);
    if (first == Sought::State::Found) return result(Proof::Impossible, {});
    const bool minimal = reduce();
    const std::optional<Set> smallest = minimum();
    if (smallest) return result(Proof::Smallest, *smallest);
    return result(minimal ? Proof::Minimal : Proof::Enough, held_);
  }

 private:
  Forcing result(Forcing::Proof proof, const Set& set) const {
    Forcing out;
    out.proof = proof;
    for (std::size_t one : set) out.facts.push_back(candidates_[one]);
    return out;
  }

  void add(std::size_t one) {
    const auto at = std::lower_bound(held_.begin(), held_.end(), one);
    if (at != held_.end() && *at == one) return;
    held_.insert(at, one);
    order_.push_back(one);
  }

  /// A way to the wish with some candidates loose. `changed`: those of them that are not as the design has them; a
  /// loose statement is not there at all.
  template <class IsLoose> Sought::State ask(const IsLoose& is_loose, Set& changed, std::uint64_t share) {
    quest_.holds = base_;
    for (std::size_t i = 0; i < candidates_.size(); ++i)
      ground_.set(quest_.holds, candidates_[i], is_loose(i) ? Hold::First : Hold::Held);
    const Sought sought = seek(ground_, quest_, budget_, share);
    changed.clear();
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const bool left_out = is_loose(i) && ground_.owner(candidates_[i]) == Owner::Statement;
      if (left_out || std::binary_search(sought.changed.begin(), sought.changed.end(), candidates_[i]))
        changed.push_back(i);
    }
    return sought.state;
  }

  Sought::State with_held(const Set& held, Set& changed, std::uint64_t share) {
    return ask([&](std::size_t i) { return !in(held, i); }, changed, share);
  }

  Sought::State with_loose(const Set& loose, Set& changed, std::uint64_t share) {
    return ask([&](std::size_t i) { return in(loose, i); }, changed, share);
  }

  /// Keeps a way, after leaving out what it need not change.
  Set keep(Set way) {
    for (std::size_t i = 0; i < way.size() && way.size() > 1;) {
      Set changed;
      const Sought::State state = with_loose(without(way, way[i]), changed, share());
      if (state == Sought::State::Found) {
        // What stood before `i` could not be left out, so it is in this way too.
        way = std::move(changed);
      } else {
        ++i;
      }
    }
    if (std::find(ways_.begin(), ways_.end(), way) == ways_.end()) ways_.push_back(way);
    return way;
  }

  std::uint64_t share() const { return budget_.left() / kShare + 1; }

  /// Adds candidates until the wish is impossible.
  Sought::State complete() {
    for (;;) {
      Set way;
      const Sought::State state = with_held(held_, way, 0);
      if (state != Sought::State::Found) return state;
      if (way.empty()) return state;
      add(keep(std::move(way)).front());
    }
  }

  /// Leaves out what can be spared, the last ones first. False if that could not be settled for all of them.
  bool reduce() {
    bool settled = true;
    for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
      Set way;
      // One that changes the answer by itself is in every set.
      if (with_loose({*it}, way, share()) == Sought::State::Found) {
        keep({*it});
        continue;
      }
      const Set fewer = without(held_, *it);
      const Sought::State state = with_held(fewer, way, share());
      if (state == Sought::State::None) held_ = fewer;
      if (state == Sought::State::Found) keep(std::move(way));
      settled = settled && state != Sought::State::Undecided;
    }
    return settled;
  }

  std::optional<Set> minimum() {
    for (;;) {
      if (ways_.empty()) return held_.empty() ? std::optional<Set>(held_) : std::nullopt;
      const Set hitting = smallest_hitting(ways_, budget_);
      if (hitting.empty()) return std::nullopt;
      if (hitting.size() == held_.size()) return held_;
      Set way;
      const Sought::State state = with_held(hitting, way, 0);
      if (state == Sought::State::None) return hitting;
      if (state == Sought::State::Undecided || way.empty()) return std::nullopt;
      keep(std::move(way));
    }
  }

  const Ground& ground_;
  std::vector<CellRef> candidates_;
  Budget& budget_;
  std::vector<Hold> base_;
  eval::Quest quest_;
  Set likely_;
  Set held_;
  std::vector<std::size_t> order_;  // in which they came to be held
  std::vector<Set> ways_;
};

}  // namespace

Forcing smallest_forcing(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish,
                         const ForceOptions& options, Budget& budget) {
  return Forcer(ground, aim, wish, options, budget).run();
}

}  // namespace msd::reason
