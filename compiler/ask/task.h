// What an interview may ask next: tasks, gathered from one state of a design, and which of them comes first.
#pragma once

#include "compiler/ask/moment.h"

#include <set>

namespace msd::ask {

/// What a begun sentence counts: more than anything that may wait.
inline constexpr std::size_t kBegun = 1'000'000;

/// A cell that a new row is born with.
struct Preset {
  std::uint32_t field = kNone;
  std::string value;  ///< as it is written
};

struct Task {
  enum class Kind : std::uint8_t {
    Reason,   ///< `cell` was judged and has no reason yet
    First,    ///< no row of `row_kind` yet
    Cell,     ///< `cell` is open
    Missing,  ///< `require` on `on` is broken for want of a row of `row_kind` in `parent`, with `presets`
    Another,  ///< perhaps one more row of `row_kind` in `parent`
    Repair    ///< `require` on `on` is broken, or `rejected` so, by what is stated: `cells` it rests on
  } kind{};
  std::int64_t step = INT64_MAX;  ///< of the order of work, in millionths
  CellRef cell;
  std::uint32_t row_kind = kNone;
  RowIndex parent = kNone;
  std::vector<Preset> presets;
  std::uint32_t require = kNone;
  RowIndex on = kNone;
  CellRef rejected;  ///< or it is about this cell, which its table rejects
  std::vector<CellRef> cells;
  std::size_t waiting = 0;  ///< cells and requirements that wait for the answer
  std::string key;          ///< the same task in another state of the design has the same key
};

/// What the person has said about the interview itself.
struct Wishes {
  std::set<std::string> skipped;  ///< keys of tasks
  bool more = false;              ///< ask also what has a default or may be left out
};

/// All that is open, without what was skipped. At most a few thousand evaluations, each within kTrialBudget.
std::vector<Task> gather(const Moment& moment, const Wishes& wishes);

/// The index of the task that comes first; `tasks` is not empty. The rule is in docs/decisions/0012-interview.md.
/// Without what-ifs where more than a few tasks compete.
std::size_t first(const Moment& moment, const std::vector<Task>& tasks);

/// For a broken or open requirement: the rows whose absence breaks it.
void missing_rows(const Moment& moment, std::uint32_t require, RowIndex on, std::vector<Task>& out);

/// The comment that says a kind of row is complete.
std::string no_more(const Moment& moment, std::uint32_t row_kind);
/// The field that a new row of a kind is asked for first: the name field, or the first header field without a preset;
/// none if its header asks nothing.
std::uint32_t first_field(const Moment& moment, std::uint32_t row_kind, const std::vector<Preset>& presets);
/// The slots of the template that applies to a text, in order; empty if none is known to apply.
std::vector<CellRef> slots_of(const Moment& moment, CellRef text);
/// A copy of the facts with one cell changed.
eval::Facts with_cell(const eval::Facts& facts, CellRef cell, const eval::CellFact& fact);

}  // namespace msd::ask
