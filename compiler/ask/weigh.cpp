// Which of the open tasks comes first.
#include "compiler/ask/task.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace msd::ask {

namespace {

constexpr std::size_t kMostWeighed = 16;  // tasks that are tried out; of more, those with most that waits
constexpr unsigned kMostTried = 12;       // values tried of one cell

/// What is not settled in a design: computed cells that are open, requirements that are open or broken.
std::size_t unsettled(const eval::Facts& facts) {
  eval::Options options;
  options.budget = kTrialBudget;
  eval::Evaluator evaluator(facts, options);
  const image::Image& image = facts.image();
  std::size_t out = 0;
  for (RowIndex row = 0; row < facts.rows().size(); ++row) {
    const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image.fields()[f].rule != kNone && evaluator.cell(row, f).state == eval::Outcome::State::Unknown) ++out;
    }
  }
  for (std::uint32_t r = 0; r < image.requirements().size(); ++r) {
    for (RowIndex row : facts.of_kind(image.requirements()[r].row)) {
      using State = eval::Verdict::State;
      const State state = evaluator.requirement(r, row).state;
      if (state == State::Open || state == State::Broken || state == State::Rejected) ++out;
    }
  }
  return out;
}

class Weigher {
 public:
  explicit Weigher(const Moment& moment) : moment_(moment), image_(moment.image()) {}

  /// How much the answers to a cell leave unsettled on average, in thousandths; less is better.
  std::int64_t left(const Task& task) {
    if (!base_) base_ = static_cast<std::int64_t>(unsettled(moment_.facts()));
    std::int64_t sum = 0;
    const std::vector<eval::CellFact> all = trials(task.cell);
    if (all.empty()) return 1000 * *base_;
    for (const eval::CellFact& fact : all)
      sum += static_cast<std::int64_t>(unsettled(with_cell(moment_.facts(), task.cell, fact)));
    return 1000 * sum / static_cast<std::int64_t>(all.size());
  }

  /// Whether an answer to `field` may depend on one to `other`: it is among its parents, or theirs.
  bool rests_on(std::uint32_t field, std::uint32_t other) {
    if (field == other || image_.fields()[other].rank >= image_.fields()[field].rank) return false;
    const auto [at, fresh] = ancestors_.try_emplace(field);
    if (fresh) {
      std::vector<bool> seen(image_.fields().size());
      std::vector<std::uint32_t> todo{field};
      while (!todo.empty()) {
        const image::FieldRecord& f = image_.fields()[todo.back()];
        todo.pop_back();
        for (std::uint32_t p = 0; p < f.parent_count; ++p) {
          const image::ParentRecord& parent = image_.parents()[f.parent_first + p];
          for (std::uint32_t i = 0; i < parent.field_count; ++i) {
            const std::uint32_t up = image_.field_list()[parent.field_first + i].field;
            if (!seen[up]) seen[up] = true, todo.push_back(up);
          }
        }
      }
      at->second = std::move(seen);
    }
    return ancestors_.at(field)[other];
  }

 private:
  /// The values that are tried: those of a closed set, else one that stands for all.
  std::vector<eval::CellFact> trials(CellRef cell) const {
    const image::TypeRecord& type = moment_.type(cell.field);
    eval::CellFact fact;
    fact.state = eval::CellFact::State::Stated;
    fact.fit = eval::Fit::Yes;
    unsigned values = 0;
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool: values = 2; break;
    case Class::Enum: values = std::min(image_.enums()[type.target].value_count, kMostTried); break;
    case Class::Number: fact.value.number = image_.number(type.low); return {fact};
    case Class::Text:
    case Class::Id: fact.value.number = moment_.facts().symbols.intern("?"); return {fact};
    case Class::Ref:
      if (moment_.facts().of_kind(type.target).empty()) return {};
      fact.value.number = moment_.facts().of_kind(type.target)[0];
      return {fact};
    case Class::Set:
    case Class::List: return {fact};
    }
    std::vector<eval::CellFact> out(values, fact);
    for (unsigned v = 0; v < values; ++v) out[v].value.mask = std::uint64_t{1} << v;
    return out;
  }

  const Moment& moment_;
  const image::Image& image_;
  std::optional<std::int64_t> base_;
  std::map<std::uint32_t, std::vector<bool>> ancestors_;
};

}  // namespace

std::size_t first(const Moment& moment, const std::vector<Task>& tasks) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].kind == Task::Kind::Reason) return i;
  }
  // The earliest step; in it the kind of task; of equals, what most waits for, then rows in the
  // design's order, fields in the framework's.
  auto order = [&](std::size_t i) { return std::tuple(tasks[i].step, tasks[i].kind); };
  std::size_t best = 0;
  for (std::size_t i = 1; i < tasks.size(); ++i) {
    if (order(i) < order(best)) best = i;
  }
  if (tasks[best].kind != Task::Kind::Cell) return best;

  std::vector<std::size_t> peers;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (order(i) == order(best)) peers.push_back(i);
  }
  Weigher weigher(moment);
  // Ready: nothing that the answer may depend on is itself still open.
  std::vector<std::size_t> ready;
  for (std::size_t i : peers) {
    const CellRef cell = tasks[i].cell;
    const bool blocked = std::any_of(peers.begin(), peers.end(), [&](std::size_t j) {
      const CellRef other = tasks[j].cell;
      const bool apart =
          other.row != cell.row && moment.facts().rows()[other.row].kind == moment.facts().rows()[cell.row].kind;
      return !apart && weigher.rests_on(cell.field, other.field);
    });
    if (!blocked) ready.push_back(i);
  }
  if (ready.empty()) ready = peers;
  std::stable_sort(ready.begin(), ready.end(),
                   [&](std::size_t a, std::size_t b) { return tasks[a].waiting > tasks[b].waiting; });
  if (tasks[ready[0]].waiting >= kBegun) return ready[0];
  if (ready.size() > kMostWeighed) ready.resize(kMostWeighed);
  auto place = [&](std::size_t i) {
    const CellRef cell = tasks[i].cell;
    return std::tuple(~tasks[i].waiting, cell.row, cell.field);
  };
  best = ready[0];
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i : ready) {
    const std::int64_t left = ready.size() == 1 ? 0 : weigher.left(tasks[i]);
    if (left < least || (left == least && place(i) < place(best))) least = left, best = i;
  }
  return best;
}

}  // namespace msd::ask
