// A relation whose rows were not supplied may hold any rows. There are too many to try, so random ones are: whatever a
// complete design gives must be possible while some of its rows are not known.
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"
#include "tests/support/oracle.h"
#include "tests/support/settings.h"

#include "runtime/eval/eval.h"

#include <fmt/format.h>

#include <algorithm>

using namespace msd::testing;
using msd::eval::kNone;
using msd::eval::Outcome;
namespace eval = msd::eval;
namespace oracle = msd::oracle;
namespace tir = msd::tir;

namespace {

/// The design without one kind of rows inside one row; what mentioned them is not known.
struct Hidden {
  Design design;
  std::string parent, kind;
};

Hidden hide(const Design& design, Random& random) {
  Hidden out{design, {}, {}};
  std::vector<std::size_t> inside;
  for (std::size_t i = 0; i < design.rows.size(); ++i) {
    if (design.rows[i].parent != SIZE_MAX) inside.push_back(i);
  }
  if (inside.empty()) return out;
  const Row chosen = design.rows[random.pick(inside)];
  out.parent = design.rows[chosen.parent].name;
  out.kind = chosen.kind;
  for (std::size_t i = out.design.rows.size(); i-- > 0;) {
    if (i >= out.design.rows.size()) continue;
    const Row& row = out.design.rows[i];
    if (row.kind != out.kind || row.parent == SIZE_MAX || out.design.rows[row.parent].name != out.parent) continue;
    // Rows inside it go, too; references to any of them are open then.
    std::vector<bool> gone(out.design.rows.size());
    for (std::size_t r = 0; r < gone.size(); ++r)
      gone[r] = r == i || (out.design.rows[r].parent != SIZE_MAX && gone[out.design.rows[r].parent]);
    for (Cell& cell : out.design.cells) {
      const bool ref = cell.cls == msd::Class::Ref && cell.state == eval::CellFact::State::Stated &&
                       gone[static_cast<std::size_t>(cell.number)];
      const bool list = std::any_of(cell.list.begin(), cell.list.end(), [&](std::size_t r) { return gone[r]; });
      if (!ref && !list) continue;
      cell.state = eval::CellFact::State::Unknown;
      cell.number = 0;
      cell.list.clear();
    }
    out.design.remove_row(i);
  }
  return out;
}

bool allows(const Outcome& outcome, const oracle::Content& content, msd::Class cls) {
  using State = oracle::Content::State;
  if (outcome.state == Outcome::State::Absent) return content.state == State::Absent;
  if (outcome.state == Outcome::State::Rejected) return content.state == State::Rejected;
  if (outcome.state == Outcome::State::Value) return content.state == State::Value && content.value == outcome.value;
  if (content.state == State::Absent) return (outcome.possible.mask & msd::kAbsent) != 0;
  if (content.state == State::Rejected) return (outcome.possible.mask & msd::kRejected) != 0;
  if (cls == msd::Class::Bool || cls == msd::Class::Enum) return (outcome.possible.mask & content.value.mask) != 0;
  const auto& values = outcome.possible.values;
  return outcome.possible.open || std::find(values.begin(), values.end(), content.value) != values.end();
}

/// Rows of the smaller facts by those of the complete ones.
std::vector<eval::RowIndex> match(const eval::Facts& all, const eval::Facts& some) {
  std::vector<eval::RowIndex> out(all.rows().size(), kNone);
  for (eval::RowIndex a = 0; a < all.rows().size(); ++a) {
    for (eval::RowIndex b = 0; b < some.rows().size(); ++b) {
      if (all.symbols.text(all.rows()[a].name) == some.symbols.text(some.rows()[b].name)) out[a] = b;
    }
  }
  return out;
}

/// A content of the complete design in the terms of the smaller one; none if it is or holds a row that is hidden.
std::optional<oracle::Content> translate(const oracle::Content& content, msd::Class cls, const eval::Facts& all,
                                         const eval::Facts& some, const std::vector<eval::RowIndex>& rows) {
  oracle::Content out = content;
  if (content.state != oracle::Content::State::Value) return out;
  if (cls == msd::Class::Text || cls == msd::Class::Id)
    out.value.number = some.symbols.intern(all.symbols.text(static_cast<std::uint32_t>(content.value.number)));
  if (cls == msd::Class::Ref) out.value.number = rows[static_cast<std::size_t>(content.value.number)];
  if (cls == msd::Class::Ref && out.value.number == kNone) return std::nullopt;
  for (eval::RowIndex& row : out.value.list) {
    row = rows[row];
    if (row == kNone) return std::nullopt;
  }
  return out;
}

}  // namespace

TEST_CASE("what hidden rows give is possible while they are hidden") {
  Random seeds(settings().seed + 1);
  std::size_t cells = 0;
  std::size_t undecided = 0;
  for (std::size_t i = 0; i < settings().frameworks; ++i) {
    const std::uint64_t seed = seeds.seed();
    Random random(seed);
    const Compiled compiled = compile(print(random_framework(random)));
    if (!compiled.image) continue;
    DesignOptions shape;
    const Design design = random_design(compiled.program, *compiled.image, shape, random);
    const Hidden hidden = hide(design, random);
    if (hidden.kind.empty()) continue;
    const eval::Facts all = facts(design, compiled.program, *compiled.image);
    eval::Facts some = facts(hidden.design, compiled.program, *compiled.image);
    for (const tir::Row& kind : compiled.program.rows) {
      for (eval::RowIndex row = 0; row < some.rows().size() && kind.name == hidden.kind; ++row) {
        if (some.symbols.text(some.rows()[row].name) == hidden.parent)
          some.open_relations.emplace_back(row, kind.many.index);
      }
    }
    const std::vector<eval::RowIndex> rows = match(all, some);
    const auto answer = oracle::decide(compiled.program, all, 64);
    if (!answer || answer->completions != 1) continue;
    eval::Evaluator runtime(some, {});
    for (const auto& [ref, expected] : answer->cells) {
      if (rows[ref.row] == kNone) continue;
      const Outcome& outcome = runtime.cell(rows[ref.row], ref.field);
      const msd::Class cls = compiled.program.fields[ref.field].type.cls;
      const auto content = translate(expected.possible.front(), cls, all, some, rows);
      ++cells;
      undecided += outcome.state == Outcome::State::Unknown ? 1 : 0;
      const bool fine =
          content ? allows(outcome, *content, cls) : outcome.state == Outcome::State::Unknown && outcome.possible.open;
      const bool answered = outcome.state != Outcome::State::Unknown || !outcome.settled || !outcome.needs.empty();
      if (fine && answered) continue;
      fmt::print("state {}, possible mask {:x}, open {}, values {}\n", static_cast<int>(outcome.state),
                 outcome.possible.mask, outcome.possible.open, outcome.possible.values.size());
      fmt::print("{}\n{}", print(random_framework(random = Random(seed))), print(design, compiled.program));
      FAIL("seed " << settings().seed << ": framework " << seed << ", field " << compiled.program.fields[ref.field].name
                   << " of row " << all.symbols.text(all.rows()[ref.row].name) << " with the rows " << hidden.kind
                   << " of " << hidden.parent << " hidden, "
                   << (fine ? "needs nothing" : "does not allow what they give"));
    }
  }
  fmt::print("seed {}: {} cells of designs with hidden rows, {} undecided\n", settings().seed, cells, undecided);
  CHECK(cells != 0);
  CHECK(undecided != 0);
}
