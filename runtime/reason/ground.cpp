#include "runtime/reason/ground.h"

#include <algorithm>

namespace msd::reason {

using eval::CellFact;
using eval::CellRef;
using eval::Hold;
using eval::Outcome;
using eval::Wish;
using image::kNone;

namespace {

constexpr std::uint64_t kStates = kAbsent | kRejected;

Owner owner_by_field(const image::FieldRecord& field) {
  if (field.rule != kNone) return Owner::Statement;
  if (static_cast<Reading>(field.reading) == Reading::Judged) return Owner::Judged;
  if (static_cast<Reading>(field.reading) == Reading::Stated) return Owner::Given;
  switch (static_cast<Category>(field.category)) {
  case Category::Chosen:
  case Category::Output: return Owner::Chosen;
  case Category::Given:
  case Category::Classified:
  case Category::Derived: return Owner::Given;
  }
  return Owner::Given;
}

/// Depth first from what a rule read, each cell once.
class Walk {
 public:
  explicit Walk(eval::Evaluator& evaluator) : evaluator_(evaluator), seen_(evaluator.facts().cell_count()) {}

  void cell(CellRef ref) {
    const eval::Facts& facts = evaluator_.facts();
    const image::FieldRecord& field = facts.image().fields()[ref.field];
    if (field.rule == kNone) ref = eval::owner_of(facts, ref);
    const std::uint32_t at = eval::cell_index(facts, ref);
    if (seen_[at] || field.builtin != 0) return;
    seen_[at] = true;
    if (field.rule == kNone) {
      out_.push_back(ref);
      return;
    }
    if (facts.cell(ref.row, ref.field).state != CellFact::State::Missing) out_.push_back(ref);
    for (CellRef read : evaluator_.explain(ref.row, ref.field).reads) cell(read);
  }

  std::vector<CellRef> take() { return std::move(out_); }

 private:
  eval::Evaluator& evaluator_;
  std::vector<bool> seen_;
  std::vector<CellRef> out_;
};

}  // namespace

Class class_of(const image::Image& image, std::uint32_t field) {
  return static_cast<Class>(image.types()[image.fields()[field].type].cls);
}

Ground::Ground(eval::Evaluator& evaluator) : facts_(evaluator.facts()) {
  const image::Image& image = facts_.image();
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
    const image::RowRecord& kind = image.rows()[facts_.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      const CellRef ref{row, f};
      if (field.builtin != 0 || eval::owner_of(facts_, ref) != ref) continue;
      CellFact& fact = facts_.cell(row, f);
      if (field.rule != kNone) {
        if (fact.state == CellFact::State::Missing) continue;
        if (evaluator.cell(row, f).assertion == Outcome::Assertion::StandsIn) {
          all_.push_back({ref, Owner::Statement, false});
        } else {
          fact = {};
        }
        continue;
      }
      const bool optional = image.types()[field.type].optional != 0;
      const bool left_out = fact.state == CellFact::State::Missing && field.default_value == kNone && !optional;
      all_.push_back({ref, owner_by_field(field), fact.state == CellFact::State::Unknown || left_out});
    }
  }
  evaluator_ = std::make_unique<eval::Evaluator>(facts_, eval::Options{});
}

const Fact* Ground::find(CellRef cell) const {
  const auto at = std::lower_bound(all_.begin(), all_.end(), cell,
                                   [](const Fact& fact, const CellRef& wanted) { return fact.cell < wanted; });
  return at != all_.end() && at->cell == cell ? &*at : nullptr;
}

Owner Ground::owner(CellRef cell) const { return owner_by_field(facts_.image().fields()[cell.field]); }

std::vector<Hold> Ground::holds(Hold chosen, Hold judged, Hold given, Hold statement) const {
  std::vector<Hold> out(facts_.cell_count(), Hold::Held);
  for (const Fact& fact : all_) {
    Hold& hold = out[eval::cell_index(facts_, fact.cell)];
    switch (fact.owner) {
    case Owner::Chosen: hold = chosen; break;
    case Owner::Judged: hold = judged; break;
    case Owner::Given: hold = given; break;
    case Owner::Statement: hold = statement; break;
    }
    if (fact.open) hold = Hold::Free;
  }
  return out;
}

eval::Sought seek(const Ground& ground, eval::Quest quest, Budget& budget, std::uint64_t share) {
  quest.budget = share == 0 ? budget.left() : std::min(budget.left(), share);
  eval::Sought out = eval::seek(ground.facts(), quest);
  budget.spend(out.steps);
  return out;
}

std::vector<CellRef> explaining(const Ground& ground, const eval::Aim& aim) {
  eval::Evaluator& evaluator = ground.evaluator();
  Walk walk(evaluator);
  if (aim.require != kNone) {
    const image::RequireRecord& require = evaluator.facts().image().requirements()[aim.require];
    for (std::uint32_t node : {require.where, require.condition}) {
      for (CellRef read : evaluator.reads(node, {aim.cell.row})) walk.cell(read);
    }
  } else if (aim.node != kNone) {
    for (CellRef read : evaluator.reads(aim.node, aim.around)) walk.cell(read);
  } else {
    walk.cell(aim.cell);
  }
  return walk.take();
}

bool fulfils(const Outcome& outcome, const Wish& wish, Class cls) {
  const bool finite = cls == Class::Bool || cls == Class::Enum;
  switch (outcome.state) {
  case Outcome::State::Unknown: return finite && (outcome.possible.mask & ~wish.mask) == 0;
  case Outcome::State::Absent: return (wish.mask & kAbsent) != 0;
  case Outcome::State::Rejected: return (wish.mask & kRejected) != 0;
  case Outcome::State::Value: break;
  }
  if (finite) return (outcome.value.mask & wish.mask) != 0;
  switch (wish.kind) {
  case Wish::Kind::None: return false;
  case Wish::Kind::Any: return true;
  case Wish::Kind::Equal: return outcome.value == wish.value;
  case Wish::Kind::Differs: return !(outcome.value == wish.value);
  case Wish::Kind::Holds: return (wish.value.mask & ~outcome.value.mask) == 0;
  }
  return false;
}

Wish wish_for(const Outcome& outcome, Class cls) {
  Wish out;
  if (outcome.state == Outcome::State::Absent) out.mask = kAbsent;
  if (outcome.state == Outcome::State::Rejected) out.mask = kRejected;
  if (outcome.state != Outcome::State::Value) return out;
  if (cls == Class::Bool || cls == Class::Enum) {
    out.mask = outcome.value.mask;
  } else {
    out.kind = Wish::Kind::Equal;
    out.value = outcome.value;
  }
  return out;
}

Wish wish_against(const Outcome& outcome, Class cls) {
  Wish out = wish_for(outcome, cls);
  if (cls == Class::Bool || cls == Class::Enum) {
    out.mask = ~out.mask;
    return out;
  }
  out.mask = ~out.mask & kStates;
  out.kind = outcome.state == Outcome::State::Value ? Wish::Kind::Differs : Wish::Kind::Any;
  return out;
}

}  // namespace msd::reason
