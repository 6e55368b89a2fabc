#include "runtime/archetypes/rank.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace msd::archetypes {

namespace {

constexpr Weight kBit = 1000;
// How often the archetype's own designs meet a condition of each kind.
constexpr double kMeets[] = {1.0, 0.9, 0.7};
constexpr Weight kMissing = 8 * kBit;  // a required role that nobody fills
constexpr double kLeast = 1.0 / 256;   // no single condition says more than eight bits
constexpr Weight kAgain = 2;           // what an archetype before has explained counts by this part

Weight weight(double ratio) { return std::llround(std::log2(ratio) * static_cast<double>(kBit)); }

/// What a condition weighs if it holds, and if it does not.
struct Weights {
  Weight holds = 0, fails = 0;
};

Weights weights(const image::Image& image, const Condition& c) {
  const double by_chance = std::clamp(share(image, image.conditions()[c.record].node), kLeast, 1 - kLeast);
  const double meets = kMeets[static_cast<int>(c.kind)];
  Weights out;
  out.holds = std::max<Weight>(0, weight(meets / by_chance));
  if (c.kind != Kind::Must) out.fails = std::min<Weight>(0, weight((1 - meets) / (1 - by_chance)));
  return out;
}

/// The best filling of one archetype, by depth-first search with a bound.
class Best {
 public:
  Best(Judge& judge, std::uint32_t archetype, const std::set<eval::CellRef>& explained, const RankOptions& options)
      : judge_(judge), archetype_(archetype), explained_(explained), options_(options),
        count_(judge.image().archetypes()[archetype].role_count), filling_(count_, kNone) {
    for (const Condition& c : judge.conditions(archetype)) {
      conditions_.push_back(c);
      weights_.push_back(weights(judge.image(), c));
    }
  }

  Match run() {
    roles();
    descend(0, 0);
    Match out;
    out.archetype = archetype_;
    out.score = best_;
    out.filling = best_filling_;
    out.settled = steps_ <= options_.budget;
    for (std::uint32_t r = 0; r < count_; ++r) {
      if (best_filling_[r] == kNone && judge_.role(archetype_, r).optional == 0) out.missing.push_back(r);
    }
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      const Weight counts = counted(i, best_filling_);
      if (counts != 0) out.reasons.push_back({conditions_[i], counts});
    }
    std::stable_sort(out.reasons.begin(), out.reasons.end(),
                     [](const Reason& a, const Reason& b) { return std::abs(a.weight) > std::abs(b.weight); });
    return out;
  }

 private:
  struct Role {
    std::uint32_t position = 0;
    bool optional = false;
    Weight cost = 0;  // of pointing at one row among those of its kind
    std::vector<RowIndex> rows;
  };

  /// The weight of a condition, less for the part of its cells that an archetype before has explained.
  Weight contribution(std::size_t i, const Filling& filling) {
    const Answer answer = judge_.ask(conditions_[i], filling);
    if (answer == Answer::Open) return 0;
    if (answer == Answer::No) return weights_[i].fails;
    const std::vector<eval::CellRef>& reads = judge_.reads(conditions_[i], filling);
    if (reads.empty()) return weights_[i].holds;
    const auto fresh =
        std::count_if(reads.begin(), reads.end(), [&](eval::CellRef cell) { return !explained_.contains(cell); });
    const auto all = static_cast<Weight>(reads.size());
    return weights_[i].holds * (fresh * kAgain + all - fresh) / (all * kAgain);
  }

  /// The same where roles may be empty. A row that must be tied to that of a required role, which nobody fills, is a
  /// row out of place: that counts against, as much as the tie would count for.
  Weight counted(std::size_t i, const Filling& filling) {
    const Condition& c = conditions_[i];
    if (Judge::applies(c, filling)) return contribution(i, filling);
    if (c.kind != Kind::Must || filling[c.role] == kNone) return 0;
    for (const Role& role : order_) {
      if ((c.roles >> role.position & 1U) != 0 && !role.optional && filling[role.position] == kNone)
        return -weights_[i].holds;
    }
    return 0;
  }

  void roles() {
    const eval::Facts& facts = judge_.evaluator().facts();
    for (std::uint32_t r = 0; r < count_; ++r) {
      Role role;
      role.position = r;
      role.optional = judge_.role(archetype_, r).optional != 0;
      const auto& all = facts.of_kind(judge_.role(archetype_, r).row);
      role.cost = all.empty() ? 0 : weight(static_cast<double>(all.size()));
      std::vector<std::pair<Weight, RowIndex>> rated;
      Filling alone(count_, kNone);
      for (RowIndex row : all) {
        alone[r] = row;
        Weight gain = 0;
        bool good = true;
        for (std::size_t i = 0; i < conditions_.size() && good; ++i) {
          if (conditions_[i].roles != 1U << r) continue;
          good = conditions_[i].kind != Kind::Must || judge_.ask(conditions_[i], alone) != Answer::No;
          gain += good ? contribution(i, alone) : 0;
        }
        if (good) rated.emplace_back(gain, row);
      }
      std::stable_sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      for (const auto& [gain, row] : rated) role.rows.push_back(row);
      order_.push_back(std::move(role));
    }
    std::stable_sort(order_.begin(), order_.end(), [](const Role& a, const Role& b) {
      return a.optional != b.optional ? b.optional : a.rows.size() < b.rows.size();
    });
    // What the roles from a depth on can add at most: each condition counts with the last role that it speaks of.
    hope_.assign(order_.size() + 1, 0);
    std::uint32_t placed = 0;
    std::vector<bool> counted(conditions_.size());
    std::vector<Weight> at(order_.size());
    for (std::size_t depth = 0; depth < order_.size(); ++depth) {
      placed |= 1U << order_[depth].position;
      at[depth] = -order_[depth].cost;
      for (std::size_t i = 0; i < conditions_.size(); ++i) {
        if (counted[i] || (conditions_[i].roles & ~placed) != 0) continue;
        counted[i] = true;
        at[depth] += weights_[i].holds;
      }
      at[depth] = std::max<Weight>(at[depth], 0);
    }
    for (std::size_t depth = order_.size(); depth-- > 0;) hope_[depth] = hope_[depth + 1] + at[depth];
  }

  /// Adds what the conditions count that this role decides; false if one of them is broken that must not be.
  bool settle(std::uint32_t position, Weight& gain) {
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      const Condition& c = conditions_[i];
      if ((c.roles >> position & 1U) == 0 || (c.roles & ~decided_) != 0) continue;
      if (c.kind == Kind::Must && Judge::applies(c, filling_) && judge_.ask(c, filling_) == Answer::No) return false;
      gain += counted(i, filling_);
    }
    return true;
  }

  void descend(std::size_t depth, Weight gained) {
    if (steps_ > options_.budget) return;
    if (!best_filling_.empty() && gained + hope_[depth] <= best_) return;
    if (depth == order_.size()) {
      best_ = gained;
      best_filling_ = filling_;
      return;
    }
    const Role& role = order_[depth];
    decided_ |= 1U << role.position;
    // What need not be there is no evidence for a shape that lacks what must.
    const bool decoration = role.optional && missing_ > 0;
    for (RowIndex row : decoration ? std::vector<RowIndex>() : role.rows) {
      if (std::find(filling_.begin(), filling_.end(), row) != filling_.end()) continue;
      if (++steps_ > options_.budget) break;
      filling_[role.position] = row;
      Weight gain = -role.cost;
      if (settle(role.position, gain)) descend(depth + 1, gained + gain);
      filling_[role.position] = kNone;
    }
    Weight gain = role.optional ? 0 : -kMissing;
    settle(role.position, gain);
    missing_ += role.optional ? 0 : 1;
    descend(depth + 1, gained + gain);
    missing_ -= role.optional ? 0 : 1;
    decided_ &= ~(1U << role.position);
    // Past the budget whatever is complete is better than nothing.
    if (best_filling_.empty()) best_ = gained, best_filling_ = filling_;
  }

  Judge& judge_;
  std::uint32_t archetype_;
  const std::set<eval::CellRef>& explained_;
  RankOptions options_;
  std::uint32_t count_;
  std::vector<Condition> conditions_;
  std::vector<Weights> weights_;
  std::vector<Role> order_;
  std::vector<Weight> hope_;
  Filling filling_, best_filling_;
  std::uint32_t decided_ = 0;  // roles that the search has come to, a bit each
  std::uint32_t missing_ = 0;  // required ones among them that nobody fills
  Weight best_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace

Ranking rank(Judge& judge, const RankOptions& options) {
  Ranking out;
  const image::Image& image = judge.image();
  const eval::Facts& facts = judge.evaluator().facts();
  std::set<eval::CellRef> explained;
  std::vector<std::uint32_t> left(image.archetypes().size());
  std::vector<Weight> alone(left.size());
  std::set<std::uint32_t> kinds;
  for (std::uint32_t i = 0; i < left.size(); ++i) left[i] = i;
  for (const image::RoleRecord& role : image.roles()) kinds.insert(role.row);
  for (std::uint32_t kind : kinds) out.rows += facts.of_kind(kind).size();
  for (bool first = true; !left.empty(); first = false) {
    std::vector<Match> found;
    for (std::uint32_t archetype : left) {
      found.push_back(Best(judge, archetype, explained, options).run());
      if (first) alone[archetype] = found.back().score;
      found.back().alone = alone[archetype];
    }
    const auto key = [](const Match& m) { return std::pair(m.score, m.alone); };
    std::stable_sort(found.begin(), found.end(), [&](const Match& a, const Match& b) { return key(a) > key(b); });
    // Behind the first one that adds nothing, the others are ranked as they stand.
    const bool last = found[0].score <= 0;
    std::size_t take = 1;
    while (take < found.size() && (last || key(found[take]) == key(found[0]))) ++take;
    for (std::size_t i = 0; i < take; ++i) {
      const Match& match = found[i];
      for (const Reason& reason : match.reasons) {
        if (reason.weight <= 0) continue;
        for (eval::CellRef cell : judge.reads(reason.condition, match.filling)) explained.insert(cell);
      }
      std::erase(left, match.archetype);
    }
    const std::size_t before = out.matches.size();
    for (std::size_t i = 0; i < take;) {
      std::size_t end = i + 1;
      while (end < take && key(found[end]) == key(found[i])) ++end;
      const std::size_t begin = i;
      for (; i < end; ++i) {
        found[i].rank = static_cast<std::uint32_t>(before + end);
        found[i].tied = static_cast<std::uint32_t>(end - begin);
        out.matches.push_back(std::move(found[i]));
      }
    }
  }
  std::set<RowIndex> rows;
  for (const Match& match : out.matches) {
    if (match.score <= 0 || !match.missing.empty() || match.score * 3 < out.matches[0].score) break;
    ++out.composed;
    for (RowIndex row : match.filling) {
      if (row != kNone) rows.insert(row);
    }
  }
  out.covered = rows.size();
  return out;
}

}  // namespace msd::archetypes
