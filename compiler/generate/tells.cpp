// Whether evaluated facts tell a rule from its neighbour, and what that shows, in words.
#include "compiler/coverage/truth.h"
#include "compiler/coverage/words.h"
#include "compiler/generate/neighbours.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

namespace msd::generate {

using coverage::kNone;
using coverage::kWhere;
using coverage::Reader;
using coverage::Table;
using coverage::Truth;
using eval::Outcome;
using Kind = Neighbour::Kind;
using Slot = Neighbour::Slot;

namespace {

/// One row on which the table is evaluated.
class OneRow {
 public:
  OneRow(eval::Evaluator& evaluator, const Table& table, const Neighbour& neighbour, eval::RowIndex row)
      : evaluator_(evaluator), table_(table), n_(neighbour), row_(row), reader_(evaluator, row, table.field) {}

  bool tells() { return table_.kind == Table::Kind::Require ? requirement() : rule(); }

 private:
  enum class State : std::uint8_t { Exempt, Held, Broken, Open };
  State state(std::uint32_t where, std::uint32_t condition) const {
    const Truth applies = reader_.node(where);
    if (applies != Truth::Yes) return applies == Truth::No ? State::Exempt : State::Open;
    const Truth says = reader_.node(condition);
    return says == Truth::Open ? State::Open : says == Truth::Yes ? State::Held : State::Broken;
  }

  bool requirement() {
    using V = eval::Verdict::State;
    const V verdict = evaluator_.requirement(table_.subject, row_).state;
    if (verdict == V::Open || verdict == V::Rejected) return false;
    const std::uint32_t where = table_.where.node, condition = table_.lines[0].node;
    const bool of_where = n_.line == kWhere;
    const State own = state(where, condition);
    const State other = state(of_where ? n_.other.index : where, of_where ? condition : n_.other.index);
    return own != State::Open && other != State::Open && own != other;
  }

  bool rule() {
    const Outcome& cell = evaluator_.cell(row_, table_.field);
    if (cell.state == Outcome::State::Unknown || cell.assertion != Outcome::Assertion::None) return false;
    if (cell.state == Outcome::State::Rejected && !cell.rejected_here) return false;
    if (n_.line == kWhere) return differ(reader_.node(table_.where.node), reader_.node(n_.other.index));
    if (reader_.node(table_.where.node) != Truth::Yes) return false;
    switch (n_.slot) {
    case Slot::Condition: return asked(cell) && differ(reader_.node(n_.own.index), reader_.node(n_.other.index));
    case Slot::Outcome: return gives(cell) && differ(outcome(n_.own), outcome(n_.other));
    case Slot::Value: return differ(outcome(n_.own), outcome(n_.other));
    }
    return false;
  }

  static bool differ(Truth a, Truth b) { return a != Truth::Open && b != Truth::Open && a != b; }
  static bool differ(const Outcome& a, const Outcome& b) {
    if (a.state == Outcome::State::Unknown || b.state == Outcome::State::Unknown) return false;
    if (a.state == Outcome::State::Rejected || b.state == Outcome::State::Rejected) return false;
    return a.state != b.state || (a.state == Outcome::State::Value && !(a.value == b.value));
  }

  Outcome outcome(tir::ExprId id) { return evaluator_.node_of_rule(id.index, row_, table_.field); }
  std::uint32_t line() const { return evaluator_.facts().image().rules()[table_.subject].line_first + n_.line; }

  /// No line before it fires.
  bool asked(const Outcome& cell) {
    switch (table_.kind) {
    case Table::Kind::First: return cell.line != kNone && cell.line >= line();
    case Table::Kind::Unique: return cell.line != kNone && !cell.overlap;
    default: return cell.state == Outcome::State::Value;
    }
  }

  bool gives(const Outcome& cell) {
    if (table_.kind != Table::Kind::Attach) return cell.line == line();
    return reader_.node(table_.lines[n_.line].node) == Truth::Yes;
  }

  eval::Evaluator& evaluator_;
  const Table& table_;
  const Neighbour& n_;
  eval::RowIndex row_;
  Reader reader_;
};

}  // namespace

bool tells(eval::Evaluator& evaluator, const Table& table, const Neighbour& neighbour) {
  for (eval::RowIndex row : evaluator.facts().of_kind(table.row)) {
    if (OneRow(evaluator, table, neighbour, row).tells()) return true;
  }
  return false;
}

std::string words(const image::Image& image, const Table& table, const Neighbour& n) {
  const auto shown = [&](tir::ExprId id) { return report::show_node(image, id.index); };
  const auto asked = [&] {
    const tir::ExprId of{image.nodes()[n.part.index].a};
    const image::TypeRecord& type = image.types()[image.nodes()[of.index].type];
    return shown(of) +
           " == " + std::string(image.text(image.values()[image.enums()[type.target].value_first + n.value].name));
  };
  switch (n.kind) {
  case Kind::Wider: return "not at " + asked();
  case Kind::Narrower: return "at " + asked();
  case Kind::Always: return "not without " + shown(n.part);
  case Kind::Never: return "with " + shown(n.part);
  case Kind::Limit: return "at the limit of " + shown(n.part);
  case Kind::Every: return "some, not every: " + shown(n.part);
  case Kind::Key: return "each key counts: " + shown(n.part);
  case Kind::Order: return "before " + coverage::line_name(image, table, n.line + 1);
  }
  return {};
}

}  // namespace msd::generate
