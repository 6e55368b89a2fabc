// What one evaluated design shows of each table.
#include "compiler/coverage/coverage.h"
#include "compiler/coverage/truth.h"

namespace msd::coverage {

namespace {

using eval::Outcome;

/// One table on one row.
class OneRow {
 public:
  OneRow(TableCoverage& to, std::uint32_t number, eval::Evaluator& evaluator, eval::RowIndex row)
      : to_(to), table_(to.table), number_(number), evaluator_(evaluator), row_(row),
        reader_(evaluator, row, to.table.field) {}

  void run() {
    if (table_.kind == Table::Kind::Require) {
      if (evaluator_.requirement(table_.subject, row_).state == eval::Verdict::State::Rejected) return;
    } else {
      const Outcome& stated = evaluator_.cell(row_, table_.field);
      result_ = stated.assertion == Outcome::Assertion::None ? stated : evaluator_.computed(row_, table_.field);
      // A table that reads what is rejected decides nothing.
      if (result_.state == Outcome::State::Rejected && !result_.rejected_here) return;
      values();
    }
    if (applies()) lines();
  }

 private:
  void hit(Measure measure, std::uint32_t line, std::uint32_t part, bool holds) {
    Goal& goal = to_.goal(measure, line, part, holds);
    ++goal.hits;
    if (goal.cases.empty() || goal.cases.back() != number_) goal.cases.push_back(number_);
  }

  void values() {
    if (result_.state != Outcome::State::Value) return;
    for (const Goal& goal : to_.goals) {
      if (goal.measure != Measure::Values) continue;
      if ((result_.value.mask >> goal.part & 1U) != 0) hit(Measure::Values, kNone, goal.part, true);
    }
  }

  /// What a decision says here, however little its atoms tell.
  Truth whole(const Decision& decision, const std::vector<Truth>& atoms) const {
    const Truth plain = value(decision, atoms);
    return plain == Truth::Open ? reader_.node(decision.node) : plain;
  }

  Truth cell(const Decision& decision, const std::vector<Truth>& atoms, const Cell& cell) const {
    const Truth plain = value(decision, atoms, cell.term);
    return plain == Truth::Open ? reader_.node(cell.node) : plain;
  }

  /// The one cell that fails; none if they all hold, several fail, or one is open.
  std::uint32_t only_failure(const Decision& decision, const std::vector<Truth>& atoms) const {
    std::uint32_t out = kNone;
    for (std::uint32_t c = 0; c < decision.cells.size(); ++c) {
      const Truth t = cell(decision, atoms, decision.cells[c]);
      if (t == Truth::Open || (t == Truth::No && out != kNone)) return kNone;
      if (t == Truth::No) out = c;
    }
    return out;
  }

  /// Cells and atoms of a decision that was reached.
  void matters(std::uint32_t line, const Decision& decision, const std::vector<Truth>& atoms, Truth says) {
    if (says == Truth::Yes) {
      for (std::uint32_t c = 0; c < decision.cells.size(); ++c) hit(Measure::Cells, line, c, true);
    } else if (const std::uint32_t c = only_failure(decision, atoms); c != kNone) {
      hit(Measure::Cells, line, c, false);
    }
    for (std::uint32_t a = 0; a < decision.atoms.size(); ++a) {
      if (decides(decision, atoms, a)) hit(Measure::Mcdc, line, a, atoms[a] == Truth::Yes);
    }
  }

  bool applies() {
    const std::vector<Truth> atoms = reader_.atoms(table_.where);
    const Truth says = whole(table_.where, atoms);
    matters(kWhere, table_.where, atoms, says);
    return says == Truth::Yes;
  }

  void lines() {
    for (std::uint32_t l = 0; l < table_.lines.size(); ++l) {
      const Decision& decision = table_.lines[l];
      const std::vector<Truth> atoms = reader_.atoms(decision);
      const Truth says = decision.node == kNone ? Truth::Yes : whole(decision, atoms);
      ++to_.evaluated[l];
      const bool fired = fires(l, says);
      if (fired) hit(Measure::Rules, l, 0, true);
      if (table_.kind == Table::Kind::Require && says == Truth::No) hit(Measure::Rules, l, 0, false);
      // Of two rules of a unique table that match, and of a table that may yet be rejected, none is known to fire.
      if (fired || !ordered() || says != Truth::Yes) matters(l, decision, atoms, says);
      if (table_.kind == Table::Kind::First && says != Truth::No) return;
    }
  }

  /// Whether evaluation names the one line that fires.
  bool ordered() const { return table_.kind == Table::Kind::First || table_.kind == Table::Kind::Unique; }

  bool fires(std::uint32_t line, Truth says) const {
    switch (table_.kind) {
    case Table::Kind::Derive: return result_.state == Outcome::State::Value || result_.state == Outcome::State::Absent;
    case Table::Kind::First:
    case Table::Kind::Unique: return result_.line == first_line() + line && !result_.overlap;
    case Table::Kind::Attach:
    case Table::Kind::Require: return says == Truth::Yes;
    }
    return false;
  }

  std::uint32_t first_line() const { return evaluator_.facts().image().rules()[table_.subject].line_first; }

  TableCoverage& to_;
  const Table& table_;
  std::uint32_t number_;
  eval::Evaluator& evaluator_;
  eval::RowIndex row_;
  Reader reader_;
  Outcome result_;
};

}  // namespace

void add(Coverage& coverage, Case from, eval::Evaluator& evaluator) {
  const auto number = static_cast<std::uint32_t>(coverage.cases.size());
  coverage.cases.push_back(std::move(from));
  for (TableCoverage& table : coverage.tables) {
    for (eval::RowIndex row : evaluator.facts().of_kind(table.table.row)) OneRow(table, number, evaluator, row).run();
  }
}

}  // namespace msd::coverage
