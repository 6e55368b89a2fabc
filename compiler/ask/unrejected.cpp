#include "compiler/ask/unrejected.h"

#include "compiler/ask/task.h"
#include "runtime/archetypes/judge.h"

#include <algorithm>
#include <set>

namespace msd::ask {

namespace {

using archetypes::Answer;
using archetypes::Condition;
using archetypes::Judge;

/// The first cell that its own table rejects, in the design's order; row kNone if there is none.
CellRef rejected(const Moment& moment, const std::set<CellRef>& but) {
  for (RowIndex row = 0; row < moment.facts().rows().size(); ++row) {
    const image::RowRecord& kind = moment.image().rows()[moment.facts().rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const CellRef cell{row, f};
      if (moment.field(f).rule != kNone && !but.contains(cell) && moment.evaluator().cell(row, f).rejected_here)
        return cell;
    }
  }
  return {kNone, kNone};
}

/// Steps of one look at a condition: what takes more is open, for a design in which nearly all is.
constexpr std::uint64_t kLook = 500;

/// Whether a design breaks a condition of a role that the row fills.
bool breaks_role(eval::Evaluator& evaluator, RowIndex row) {
  const eval::Facts& facts = evaluator.facts();
  Judge judge(evaluator);
  for (const eval::LikeFact& like : facts.likes) {
    archetypes::Filling filling(facts.image().archetypes()[like.archetype].role_count, kNone);
    for (const auto& bound : like.roles) filling[bound.role] = bound.row;
    const std::vector<Condition>& conditions = judge.conditions(like.archetype);
    const bool broken = std::any_of(conditions.begin(), conditions.end(), [&](const Condition& c) {
      return c.kind != archetypes::Kind::Expects && filling[c.role] == row && Judge::applies(c, filling) &&
             judge.ask(c, filling) == Answer::No;
    });
    if (broken) return true;
  }
  return false;
}

/// The facts of the rejected row that hold by default and that the cell needs once they are open.
std::vector<CellRef> defaults_behind(const Moment& moment, CellRef rejection) {
  const image::RowRecord& kind = moment.image().rows()[moment.facts().rows()[rejection.row].kind];
  eval::Facts open = moment.facts();
  std::vector<CellRef> out;
  for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
    eval::CellFact& fact = open.cell(rejection.row, f);
    if (moment.field(f).default_value == kNone || !stated_by_people(moment.field(f)) ||
        fact.state != eval::CellFact::State::Missing)
      continue;
    fact.state = eval::CellFact::State::Unknown;
    out.push_back({rejection.row, f});
  }
  eval::Options options;
  options.budget = kTrialBudget;
  eval::Evaluator evaluator(open, options);
  const std::vector<CellRef> needs = evaluator.cell(rejection.row, rejection.field).needs;
  std::erase_if(out, [&](CellRef cell) { return std::find(needs.begin(), needs.end(), cell) == needs.end(); });
  return out;
}

/// Whether some value of the cell ends the rejection and goes with the roles of the rejected row.
bool goes_with_roles(const Moment& moment, CellRef cell, CellRef rejection) {
  const Class cls = class_of(moment, cell.field);
  if (cls != Class::Bool && cls != Class::Enum) return true;
  const unsigned values = cls == Class::Bool ? 2 : moment.image().enums()[moment.type(cell.field).target].value_count;
  eval::CellFact fact;
  fact.state = eval::CellFact::State::Stated;
  for (unsigned v = 0; v < values; ++v) {
    fact.value.mask = std::uint64_t{1} << v;
    const eval::Facts facts = with_cell(moment.facts(), cell, fact);
    eval::Options options;
    options.budget = kLook;
    eval::Evaluator trial(facts, options);
    const bool still = trial.cell(rejection.row, rejection.field).state == eval::Outcome::State::Rejected;
    if (!still && !breaks_role(trial, rejection.row)) return true;
  }
  return false;
}

}  // namespace

std::string unrejected(const Moment& begun) {
  std::set<CellRef> looked_at;
  std::unique_ptr<Moment> edited;
  const Moment* moment = &begun;
  for (CellRef cell = rejected(begun, {}); cell.row != kNone; cell = rejected(*moment, looked_at)) {
    looked_at.insert(cell);
    std::vector<CellRef> needs = defaults_behind(*moment, cell);
    const auto foreign = [&](CellRef need) { return !goes_with_roles(*moment, need, cell); };
    if (!std::all_of(needs.begin(), needs.end(), foreign)) std::erase_if(needs, foreign);
    for (CellRef need : needs) {
      // Each edit makes a new text; rows keep their numbers, since only cells are added.
      edited = std::make_unique<Moment>(moment->editor().set_cell(need, "?"), "", begun.image());
      if (!edited->readable()) return begun.text();
      moment = edited.get();
    }
  }
  return moment->text();
}

}  // namespace msd::ask
