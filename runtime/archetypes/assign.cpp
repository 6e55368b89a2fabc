#include "runtime/archetypes/assign.h"

#include <algorithm>

namespace msd::archetypes {

namespace {

constexpr std::size_t kShown = 3;  // fillings of an ambiguous choice

class Search {
 public:
  Search(Judge& judge, const eval::LikeFact& like, const AssignOptions& options)
      : judge_(judge), facts_(judge.evaluator().facts()), archetype_(like.archetype), options_(options),
        count_(judge.image().archetypes()[like.archetype].role_count), filling_(count_, kNone) {
    for (const Condition& c : judge.conditions(archetype_)) {
      if (c.kind == Kind::Must) musts_.push_back(c);
    }
    for (const auto& bound : like.roles) {
      filling_[bound.role] = bound.row;
      bound_ |= 1U << bound.role;
    }
  }

  Assignment run() {
    Assignment out;
    for (const Condition& c : musts_) {
      if ((c.roles & ~bound_) == 0 && judge_.ask(c, filling_) == Answer::No) out.broken.push_back(c);
    }
    // What is between named rows only is settled, for better or worse.
    std::erase_if(musts_, [&](const Condition& c) { return (c.roles & ~bound_) == 0; });
    candidates();
    descend(0);
    if (steps_ > options_.budget) {
      out.state = Assignment::State::Undecided;
    } else if (!sure_.empty()) {
      out.state = sure_.size() == 1 ? Assignment::State::Fits : Assignment::State::Ambiguous;
      out.fillings = sure_;
    } else if (!open_.empty()) {
      out.state = Assignment::State::Open;
      out.fillings = open_;
    } else {
      out.state = Assignment::State::Unfilled;
      blocked(out);
    }
    if (out.fillings.size() > kShown) out.fillings.resize(kShown);
    if (out.state == Assignment::State::Fits || out.state == Assignment::State::Open) {
      out.fillings.resize(1);
      for (const Condition& c : judge_.conditions(archetype_)) {
        if (c.kind == Kind::Must && Judge::applies(c, out.fillings[0]) &&
            judge_.ask(c, out.fillings[0]) == Answer::Open)
          out.open.push_back(c);
      }
    }
    return out;
  }

 private:
  bool optional(std::uint32_t role) const { return judge_.role(archetype_, role).optional != 0; }
  bool taken(RowIndex row) const { return std::find(filling_.begin(), filling_.end(), row) != filling_.end(); }

  /// For each open role the rows that break no condition of their own; roles with few of them come first, optional ones
  /// last.
  void candidates() {
    rows_.resize(count_);
    for (std::uint32_t r = 0; r < count_; ++r) {
      if ((bound_ >> r & 1U) != 0) continue;
      order_.push_back(r);
      Filling alone(count_, kNone);
      for (RowIndex row : facts_.of_kind(judge_.role(archetype_, r).row)) {
        alone[r] = row;
        const bool good = std::none_of(musts_.begin(), musts_.end(), [&](const Condition& c) {
          return c.roles == 1U << r && judge_.ask(c, alone) == Answer::No;
        });
        if (good) rows_[r].push_back(row);
      }
    }
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return optional(a) != optional(b) ? optional(b) : rows_[a].size() < rows_[b].size();
    });
  }

  /// Whether no condition is broken that `role` completes. `sure` becomes false if one of them is open.
  bool goes(std::uint32_t role, bool& sure) {
    for (const Condition& c : musts_) {
      if ((c.roles >> role & 1U) == 0 || !Judge::applies(c, filling_)) continue;
      const Answer answer = judge_.ask(c, filling_);
      if (answer == Answer::No) return false;
      sure = sure && answer == Answer::Yes;
    }
    return true;
  }

  bool enough() const { return steps_ > options_.budget || sure_.size() > kShown; }

  void descend(std::size_t depth, bool sure = true) {
    if (enough()) return;
    if (depth > deepest_ || deepest_filling_.empty()) deepest_ = depth, deepest_filling_ = filling_;
    if (depth == order_.size()) {
      auto& found = sure ? sure_ : open_;
      if (found.size() <= kShown) found.push_back(filling_);
      return;
    }
    const std::uint32_t role = order_[depth];
    const std::size_t before = sure_.size() + open_.size();
    for (RowIndex row : rows_[role]) {
      if (taken(row)) continue;
      if (++steps_ > options_.budget) return;
      filling_[role] = row;
      bool still = sure;
      // A role that need not be filled leaves the others as certain as they were.
      if (goes(role, still)) descend(depth + 1, optional(role) ? sure : still);
      filling_[role] = kNone;
      // The first row that goes with the others is enough for a role that need not be filled.
      if (enough() || (optional(role) && sure_.size() + open_.size() > before)) return;
    }
    if (optional(role)) descend(depth + 1, sure);
  }

  /// Why no filling was found: the first role that could not be filled behind the rows that went together best.
  void blocked(Assignment& out) {
    out.partial = filling_ = deepest_filling_;
    out.role = order_[std::min(deepest_, order_.size() - 1)];
    std::size_t fewest = SIZE_MAX;
    for (RowIndex row : facts_.of_kind(judge_.role(archetype_, out.role).row)) {
      if (taken(row)) continue;
      filling_[out.role] = row;
      std::size_t broken = 0;
      Condition first;
      for (const Condition& c : judge_.conditions(archetype_)) {
        if (c.kind != Kind::Must || (c.roles >> out.role & 1U) == 0 || !Judge::applies(c, filling_)) continue;
        if (judge_.ask(c, filling_) == Answer::No && broken++ == 0) first = c;
      }
      filling_[out.role] = kNone;
      if (broken >= fewest) continue;
      fewest = broken;
      out.nearest = row;
      out.breaks = first;
    }
  }

  Judge& judge_;
  const eval::Facts& facts_;
  std::uint32_t archetype_;
  AssignOptions options_;
  std::uint32_t count_;
  Filling filling_;
  std::uint32_t bound_ = 0;
  std::vector<Condition> musts_;
  std::vector<std::vector<RowIndex>> rows_;
  std::vector<std::uint32_t> order_;
  std::vector<Filling> sure_, open_;
  Filling deepest_filling_;
  std::size_t deepest_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace

Assignment assign(Judge& judge, const eval::LikeFact& like, const AssignOptions& options) {
  return Search(judge, like, options).run();
}

}  // namespace msd::archetypes
