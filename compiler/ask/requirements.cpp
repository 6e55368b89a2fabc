// Broken requirements: what would mend them. First the facts that hold by default, then rows that are not there, then
// the statements they rest on.
#include "compiler/ask/gather.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

using State = eval::CellFact::State;
using Verdict = eval::Verdict;

namespace {

/// Walks the parts of a condition that make it false, and finds relations in which a row is missing.
class Absences {
 public:
  Absences(const Moment& moment, std::uint32_t require, RowIndex on, std::vector<Task>& out)
      : moment_(moment), image_(moment.image()), require_(require), on_(on), out_(out) {}

  void node(std::uint32_t index) {
    if (index == kNone || holds(index)) return;
    const image::NodeRecord& n = image_.nodes()[index];
    switch (static_cast<Op>(n.op)) {
    case Op::And:
    case Op::Or: node(n.a), node(n.b); break;
    case Op::Some: relation(n.a, n.b); break;
    case Op::Compare: {
      // `count … >= 2` lacks rows when it is false.
      const image::NodeRecord& left = image_.nodes()[n.a];
      if (static_cast<Op>(left.op) == Op::Count && (n.x == 4 || n.x == 5)) relation(left.a, left.b);
      break;
    }
    default: break;
    }
  }

 private:
  bool holds(std::uint32_t index) const {
    const eval::Outcome outcome = moment_.evaluator().node(index, on_);
    return outcome.state == eval::Outcome::State::Value && outcome.value.mask == 2;
  }

  void relation(std::uint32_t list, std::uint32_t where) {
    const image::NodeRecord& n = image_.nodes()[list];
    Task task;
    task.kind = Task::Kind::Missing;
    task.require = require_;
    task.on = on_;
    if (static_cast<Op>(n.op) == Op::All) {
      task.row_kind = n.x;
      if (image_.rows()[n.x].parent != kNone) return;
      conjuncts(where, n.x, task.presets);
    } else if (static_cast<Op>(n.op) == Op::Collect) {
      return relation(n.a, kNone);
    } else if (static_cast<Op>(n.op) == Op::Load) {
      const eval::Outcome from = moment_.evaluator().node(n.a, on_);
      if (from.state != eval::Outcome::State::Value) return;
      const auto row = static_cast<RowIndex>(from.value.number);
      const image::FieldRecord& field = image_.fields()[n.x];
      if (field.inverse_of != kNone) {
        const image::FieldRecord& of = image_.fields()[field.inverse_of];
        if (image_.rows()[of.row].parent != kNone) return;
        task.row_kind = of.row;
        task.presets.push_back({field.inverse_of, report::row_name(moment_.facts(), row)});
      } else {
        for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
          if (image_.rows()[kind].many == n.x) task.row_kind = kind;
        }
        if (task.row_kind == kNone) return;
        task.parent = row;
      }
      conjuncts(where, task.row_kind, task.presets);
    } else {
      return;
    }
    if (image_.rows()[task.row_kind].single == 0) out_.push_back(std::move(task));
  }

  /// What a member must be so that it counts: `field == VALUE`, as far as a design can say it.
  void conjuncts(std::uint32_t index, std::uint32_t kind, std::vector<Preset>& out) const {
    if (index == kNone) return;
    const image::NodeRecord& n = image_.nodes()[index];
    const auto op = static_cast<Op>(n.op);
    if (op == Op::And) {
      conjuncts(n.a, kind, out);
      conjuncts(n.b, kind, out);
      return;
    }
    const bool plain = op == Op::Load;
    if (!plain && op != Op::InMask && op != Op::EqFinite) return;
    const image::NodeRecord& load = plain ? n : image_.nodes()[n.a];
    if (static_cast<Op>(load.op) != Op::Load || load.a == kNone) return;
    const image::NodeRecord& here = image_.nodes()[load.a];
    if (static_cast<Op>(here.op) != Op::Here || here.x != 0) return;
    const image::FieldRecord& field = image_.fields()[load.x];
    if (field.row != kind || !stated_by_people(field)) return;
    eval::Value value;
    if (plain) {
      value.mask = 2;
    } else if (op == Op::InMask) {
      value.mask = static_cast<std::uint64_t>(image_.number(n.x));
    } else {
      const image::NodeRecord& constant = image_.nodes()[n.b];
      if (static_cast<Op>(constant.op) != Op::Const || n.x != 0) return;
      const eval::Outcome outcome = moment_.evaluator().node(n.b, on_);
      if (outcome.state != eval::Outcome::State::Value) return;
      value = outcome.value;
    }
    if (value.mask == 0 || (value.mask & (value.mask - 1)) != 0) return;
    out.push_back({load.x, report::show_value(moment_.facts(), field.type, value, report::Style::Identifier)});
  }

  const Moment& moment_;
  const image::Image& image_;
  std::uint32_t require_;
  RowIndex on_;
  std::vector<Task>& out_;
};

}  // namespace

void missing_rows(const Moment& moment, std::uint32_t require, RowIndex on, std::vector<Task>& out) {
  Absences(moment, require, on, out).node(moment.image().requirements()[require].condition);
}

/// A note is advice; only a checklist makes it something to answer.
bool Gatherer::matters(std::uint32_t require) const {
  if (static_cast<Severity>(image_.requirements()[require].severity) != Severity::Note) return true;
  return std::any_of(image_.require_list().begin(), image_.require_list().end(),
                     [&](const image::RequireRefRecord& item) { return item.require == require; });
}

void Gatherer::requirements() {
  rejections();
  for (std::uint32_t r = 0; r < image_.requirements().size(); ++r) {
    if (!matters(r)) continue;
    for (RowIndex row : moment_.facts().of_kind(image_.requirements()[r].row)) {
      // A requirement over a rejected cell waits until that cell is mended.
      if (moment_.evaluator().requirement(r, row).state == Verdict::State::Broken) mend({r, row, {}});
    }
  }
}

void Gatherer::rejections() {
  for (RowIndex row = 0; row < moment_.facts().rows().size(); ++row) {
    const image::RowRecord& kind = image_.rows()[moment_.facts().rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image_.fields()[f].rule != kNone && moment_.evaluator().cell(row, f).rejected_here)
        mend({kNone, row, {row, f}});
    }
  }
}

bool Gatherer::gone(const Fault& fault, eval::Evaluator& evaluator) const {
  if (fault.require == kNone)
    return evaluator.cell(fault.rejected.row, fault.rejected.field).state != eval::Outcome::State::Rejected;
  const Verdict::State state = evaluator.requirement(fault.require, fault.row).state;
  return state != Verdict::State::Broken && state != Verdict::State::Rejected;
}

/// Whether one of the values that a cell can take ends the fault, everything else being as it is.
bool Gatherer::mends(const Fault& fault, CellRef cell) const {
  const image::TypeRecord& type = moment_.type(cell.field);
  const auto cls = static_cast<Class>(type.cls);
  unsigned values = 0;
  if (cls == Class::Bool) values = 2;
  if (cls == Class::Enum || cls == Class::Set) values = image_.enums()[type.target].value_count;
  eval::Options options;
  options.budget = kTrialBudget;
  eval::CellFact fact;
  for (unsigned v = 0; v < std::max(values, 1U); ++v) {
    fact.state = values == 0 ? State::Unknown : State::Stated;
    fact.value.mask = std::uint64_t{1} << v;
    const eval::Facts facts = with_cell(moment_.facts(), cell, fact);
    eval::Evaluator trial(facts, options);
    if (gone(fault, trial)) return true;
  }
  return false;
}

std::string Gatherer::about(const Fault& fault) const {
  if (fault.require == kNone) return report::cell_name(moment_.facts(), fault.rejected);
  return fmt::format("{} on {}", image_.text(image_.requirements()[fault.require].name),
                     report::row_name(moment_.facts(), fault.row));
}

std::int64_t Gatherer::step_of(const Fault& fault) const {
  return moment_.step(fault.require != kNone ? image_.requirements()[fault.require].step
                                             : moment_.field(fault.rejected.field).step);
}

/// The facts that hold by default and decide about the fault; those that end it by themselves, if there are such.
std::vector<CellRef> Gatherer::loose(const Fault& fault, bool optional) {
  eval::Evaluator& open = reopened(optional);
  std::vector<CellRef> needs;
  if (fault.require != kNone) {
    const Verdict verdict = open.requirement(fault.require, fault.row);
    if (verdict.state == Verdict::State::Open) needs = verdict.needs;
  } else {
    const eval::Outcome& outcome = open.cell(fault.rejected.row, fault.rejected.field);
    if (outcome.state == eval::Outcome::State::Unknown) needs = outcome.needs;
  }
  std::vector<CellRef> alone;
  std::copy_if(needs.begin(), needs.end(), std::back_inserter(alone), [&](CellRef c) { return mends(fault, c); });
  if (alone.empty()) return needs;
  // Of several, those that are said last in the order of work: they are nearest to the fault.
  std::int64_t last = 0;
  for (CellRef c : alone) last = std::max(last, moment_.step(moment_.field(c.field).step));
  std::erase_if(alone, [&](CellRef c) { return moment_.step(moment_.field(c.field).step) != last; });
  return alone;
}

/// The same design with everything open that holds by default; with `optional`, also what is left out.
eval::Evaluator& Gatherer::reopened(bool optional) {
  Reopened& out = reopened_[optional ? 1 : 0];
  if (out.evaluator) return *out.evaluator;
  out.facts.emplace(moment_.facts());
  for (RowIndex row = 0; row < out.facts->rows().size(); ++row) {
    const image::RowRecord& kind = image_.rows()[out.facts->rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const bool loose = image_.fields()[f].default_value != kNone || (optional && moment_.type(f).optional != 0);
      eval::CellFact& fact = out.facts->cell(row, f);
      if (loose && stated_by_people(image_.fields()[f]) && fact.state == State::Missing) fact.state = State::Unknown;
    }
  }
  eval::Options options;
  options.budget = kTrialBudget;
  out.evaluator = std::make_unique<eval::Evaluator>(*out.facts, options);
  return *out.evaluator;
}

void Gatherer::mend(const Fault& fault) {
  for (const bool optional : {false, true}) {
    const std::vector<CellRef> needs = loose(fault, optional);
    if (needs.empty()) continue;
    const std::size_t before = tasks_.size();
    for (CellRef need : needs) cell(need, 1);
    // What holds by default is asked for no sooner than the fault is looked at.
    for (std::size_t i = before; i < tasks_.size(); ++i) {
      tasks_[i].require = fault.require, tasks_[i].on = fault.row, tasks_[i].rejected = fault.rejected;
      tasks_[i].step = std::max(tasks_[i].step, step_of(fault));
    }
    return;
  }
  std::vector<Task> rows;
  if (fault.require != kNone) missing_rows(moment_, fault.require, fault.row, rows);
  for (Task& task : rows) {
    task.step = step_of(fault);
    task.key = fmt::format("missing {} for {}", image_.text(image_.rows()[task.row_kind].name), about(fault));
    if (!wishes_.skipped.contains(task.key)) tasks_.push_back(std::move(task));
  }
  if (rows.empty() && !wishes_.skipped.contains("repair " + about(fault))) repair(fault);
}

/// The statements without which there would be no fault, each by itself.
void Gatherer::repair(const Fault& fault) {
  constexpr std::size_t kMostTried = 400, kMostShown = 9;
  Task task;
  task.kind = Task::Kind::Repair;
  task.step = step_of(fault);
  task.require = fault.require;
  task.on = fault.row;
  task.rejected = fault.rejected;
  task.key = "repair " + about(fault);
  eval::Options options;
  options.budget = kTrialBudget;
  eval::CellFact open;
  open.state = State::Unknown;
  std::size_t tried = 0;
  for (RowIndex other = 0; other < moment_.facts().rows().size(); ++other) {
    const image::RowRecord& kind = image_.rows()[moment_.facts().rows()[other].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (moment_.facts().cell(other, f).state != State::Stated || !stated_by_people(image_.fields()[f])) continue;
      if (++tried > kMostTried || task.cells.size() == kMostShown) break;
      const eval::Facts facts = with_cell(moment_.facts(), {other, f}, open);
      eval::Evaluator trial(facts, options);
      if (gone(fault, trial)) task.cells.push_back({other, f});
    }
  }
  if (!task.cells.empty()) tasks_.push_back(std::move(task));
}

}  // namespace msd::ask
