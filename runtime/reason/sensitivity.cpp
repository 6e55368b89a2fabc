#include "runtime/reason/sensitivity.h"

#include "runtime/reason/alternatives.h"

#include <algorithm>

namespace msd::reason {

using eval::Aim;
using eval::CellRef;
using eval::Hold;
using eval::Sought;
using image::kNone;

namespace {

class Survey {
 public:
  Survey(const Ground& ground, const SensitivityOptions& options)
      : ground_(ground), facts_(ground.facts()), image_(facts_.image()), options_(options),
        evaluator_(ground.evaluator()) {
    outcomes();
    eval::Quest quest;
    quest.whole = true;
    quest.budget = options_.per_pair;
    now_ = eval::cases(facts_, quest, aims_);
  }

  Sensitivity run() {
    Sensitivity out;
    for (const Owner owner : {Owner::Chosen, Owner::Judged}) {
      for (const Fact& fact : ground_.all()) {
        if (fact.owner == owner) out.levers.push_back(lever(fact));
      }
    }
    for (std::size_t i = 0; i < aims_.size(); ++i) distance(out, i);
    return out;
  }

 private:
  /// Computed cells row by row, then what is required of each row.
  void outcomes() {
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        if (image_.fields()[f].rule == kNone || !asked({row, f})) continue;
        Aim aim;
        aim.cell = {row, f};
        aims_.push_back(aim);
      }
    }
    if (!options_.only.empty()) return;
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      for (std::uint32_t r = 0; r < image_.requirements().size(); ++r) {
        if (image_.requirements()[r].row != facts_.rows()[row].kind) continue;
        Aim aim;
        aim.cell.row = row;
        aim.require = r;
        aims_.push_back(aim);
      }
    }
  }

  bool asked(CellRef cell) const {
    const auto& only = options_.only;
    return only.empty() || std::find(only.begin(), only.end(), cell) != only.end();
  }

  Lever lever(const Fact& fact) {
    Lever out{fact, count_alternatives(facts_, fact.cell), {}};
    eval::Quest quest;
    quest.holds = ground_.holds(Hold::Held, Hold::Held, Hold::Held, Hold::Held);
    ground_.set(quest.holds, fact.cell, Hold::Free);
    quest.whole = true;
    quest.budget = options_.per_pair;
    const auto all = eval::cases(facts_, quest, aims_);
    for (std::size_t i = 0; i < aims_.size(); ++i) {
      const auto changes = count_changes(facts_, fact.cell, now_[i], all[i]);
      if (changes && *changes == 0) continue;
      out.influences.push_back({aims_[i], changes.value_or(0), changes.has_value()});
    }
    return out;
  }

  void distance(Sensitivity& out, std::size_t i) {
    eval::Quest quest;
    quest.aim = aims_[i];
    quest.whole = true;
    quest.holds = ground_.holds(Hold::First, Hold::First, Hold::Held, Hold::Held);
    if (!against(quest)) return;
    Distance one{aims_[i], Distance::State::Fixed, {}};
    Budget budget(options_.per_outcome);
    Sought best = seek(ground_, quest, budget);
    // Bounds grow until one is wide enough.
    for (std::uint32_t most = 1; best.state == Sought::State::Found && most < best.changed.size(); ++most) {
      quest.most = {most, 0};
      Sought fewer = seek(ground_, quest, budget);
      if (fewer.state != Sought::State::None) best = std::move(fewer);
    }
    if (best.state == Sought::State::Undecided) one.state = Distance::State::Undecided;
    if (best.state == Sought::State::Found) one.state = Distance::State::Found;
    one.nearest = best.changed;
    out.distances.push_back(std::move(one));
  }

  /// Wishes for another outcome than the present one; false if that is not decided.
  bool against(eval::Quest& quest) {
    const Aim& aim = quest.aim;
    if (aim.require == kNone) {
      const eval::Outcome outcome = evaluator_.cell(aim.cell.row, aim.cell.field);
      if (outcome.state == eval::Outcome::State::Unknown || outcome.assertion == eval::Outcome::Assertion::StandsIn)
        return false;
      quest.wish = wish_against(outcome, class_of(image_, aim.cell.field));
      return true;
    }
    using State = eval::Verdict::State;
    const eval::Verdict verdict = evaluator_.requirement(aim.require, aim.cell.row);
    if (verdict.state == State::Open) return false;
    const std::uint64_t now = verdict.state == State::Broken     ? Aim::kBreaks
                              : verdict.state == State::Rejected ? Aim::kCannotSay
                                                                 : Aim::kHolds;
    quest.wish.mask = (Aim::kHolds | Aim::kBreaks | Aim::kCannotSay) & ~now;
    return true;
  }

  const Ground& ground_;
  const eval::Facts& facts_;
  const image::Image& image_;
  const SensitivityOptions& options_;
  eval::Evaluator& evaluator_;
  std::vector<Aim> aims_;
  std::vector<eval::Cases> now_;  // by outcome: as the design stands
};

}  // namespace

Sensitivity sensitivity(const Ground& ground, const SensitivityOptions& options) {
  return Survey(ground, options).run();
}

}  // namespace msd::reason
