// Whether evaluated facts tell a rule from its neighbour, and what that shows, in words.
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

/// One row on which the table is evaluated.
class OneRow {
 public:
  OneRow(Teller& teller, const Table& table, const Neighbour& neighbour, eval::RowIndex row)
      : teller_(teller), evaluator_(teller.evaluator_), table_(table), n_(neighbour), row_(row),
        reader_(evaluator_, row, table.field) {}

  bool tells() { return table_.kind == Table::Kind::Require ? requirement() : rule(); }

 private:
  enum class State : std::uint8_t { Exempt, Held, Broken, Open };
  static State state(Truth applies, Truth says) {
    if (applies != Truth::Yes) return applies == Truth::No ? State::Exempt : State::Open;
    return says == Truth::Open ? State::Open : says == Truth::Yes ? State::Held : State::Broken;
  }

  Truth own(std::uint32_t node) {
    const auto [it, fresh] = teller_.own_.try_emplace({node, row_, table_.field});
    if (fresh) it->second = reader_.node(node);
    return it->second;
  }

  bool requirement() {
    using V = eval::Verdict::State;
    const V verdict = evaluator_.requirement(table_.subject, row_).state;
    if (verdict == V::Open || verdict == V::Rejected) return false;
    const std::uint32_t where = table_.where.node, condition = table_.lines[0].node;
    const Truth applies = own(where), says = own(condition);
    const State here = state(applies, says);
    const bool of_where = n_.line == kWhere;
    // What is open, or does not apply, stays so.
    if (here == State::Open || (of_where ? says == Truth::Open && here == State::Exempt : applies != Truth::Yes))
      return false;
    const Truth changed = reader_.node(n_.other.index);
    const State other = of_where ? state(changed, says) : state(applies, changed);
    return other != State::Open && here != other;
  }

  bool rule() {
    const Outcome& cell = evaluator_.cell(row_, table_.field);
    if (cell.state == Outcome::State::Unknown || cell.assertion != Outcome::Assertion::None) return false;
    if (cell.state == Outcome::State::Rejected && !cell.rejected_here) return false;
    if (n_.line == kWhere) return turns(own(table_.where.node));
    if (own(table_.where.node) != Truth::Yes) return false;
    switch (n_.slot) {
    case Slot::Condition: return asked(cell) && turns(own(n_.own.index));
    case Slot::Outcome: return gives(cell) && differ(outcome(n_.own), outcome(n_.other));
    case Slot::Value: return differ(outcome(n_.own), outcome(n_.other));
    }
    return false;
  }

  bool turns(Truth own) const {
    if (own == Truth::Open) return false;
    const Truth other = reader_.node(n_.other.index);
    return other != Truth::Open && other != own;
  }

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
    return own(table_.lines[n_.line].node) == Truth::Yes;
  }

  Teller& teller_;
  eval::Evaluator& evaluator_;
  const Table& table_;
  const Neighbour& n_;
  eval::RowIndex row_;
  Reader reader_;
};

bool Teller::tells(const Table& table, const Neighbour& neighbour) {
  for (eval::RowIndex row : evaluator_.facts().of_kind(table.row)) {
    if (OneRow(*this, table, neighbour, row).tells()) return true;
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
