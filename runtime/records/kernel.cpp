#include "runtime/records/kernel.h"

#include "runtime/lanes/lanes.h"
#include "runtime/records/cubes.h"

namespace msd::records {

namespace {

using State = Content::State;
using Form = Table::Form;

}  // namespace

Kernel::Kernel(const Program& program, const Plan& plan)
    : p_(program), plan_(plan), decider_(program), columns_(program.columns.size()), codes_(plan.codings.size()),
      own_(plan.tables.size()) {
  for (std::size_t i = 0; i < own_.size(); ++i) {
    const Table& table = plan.tables[i];
    Own& own = own_[i];
    own.coded = plan.codings[p_.columns.size() + i].usable;
    own.simple = table.form == Form::Places && !table.adds;
    own.rows.resize(table.reads.size());
    const bool constant = std::all_of(p_.decisions[i].lines.begin(), p_.decisions[i].lines.end(), [&](const Line& l) {
      return l.outcome == kNone || p_.exprs[l.outcome].kind == Expr::Kind::Const;
    });
    coded_ = coded_ && (own.simple || ((table.form == Form::Diagram || table.form == Form::RuleSets) && constant));
    if (table.form != Form::Places) continue;
    own.places.resize(table.places);
    std::size_t step = std::size_t{1} << table.asked.size();
    for (const std::uint32_t source : table.reads) {
      own.reads.push_back({source, static_cast<std::uint32_t>(step)});
      step *= plan.codings[source].codes;
    }
  }
}

Kernel::Place& Kernel::fill(std::size_t decision, std::size_t at, std::uint64_t begins) {
  Place& place = own_[decision].places[at];
  // Where codes are all that is known, one of what they stand for does as well as any other.
  for (const std::uint32_t source : plan_.tables[decision].reads) {
    if (by_codes_ && source < columns_.size()) columns_[source] = plan_.codings[source].sample(codes_[source]);
  }
  const Decided made =
      plan_.tables[decision].adds ? Decided{decider_.grown(decision, begins), kNone} : decider_.decision(decision);
  place = {made.content.number, made.line, 0, made.content.state, true};
  if (own_[decision].coded)
    place.code = static_cast<std::uint16_t>(plan_.codings[p_.columns.size() + decision].code(made.content));
  return place;
}

/// Of an `attach`: what it begins with, and what its rules add.
Decided Kernel::grown(std::size_t decision) {
  const Table& table = plan_.tables[decision];
  Content from;
  if (table.value != kNone) {
    const Expr& e = p_.exprs[table.value];
    from = e.kind == Expr::Kind::Column ? columns_[e.x] : decider_.value(table.value);
  }
  if (from.state != State::Value) from.number = 0;
  std::size_t at = 0;
  std::uint64_t begins = 0;  // what the rules see of the set before they add to it
  for (std::size_t i = 0; i < table.asked.size(); ++i) {
    const std::uint64_t bit = static_cast<std::uint64_t>(from.number) >> table.asked[i] & 1U;
    at |= static_cast<std::size_t>(bit) << i;
    begins |= bit << table.asked[i];
  }
  for (const Read& read : own_[decision].reads) at += std::size_t{codes_[read.source]} * read.step;
  const Place& known = own_[decision].places[at];
  const Place& place = known.known ? known : fill(decision, at, begins);
  if (from.state == State::Rejected || place.state == State::Rejected) return {{State::Rejected, 0}, kNone};
  return {{State::Value, place.number | from.number}, kNone};
}

Decided Kernel::by_cubes(std::size_t decision) {
  const Table& table = plan_.tables[decision];
  std::uint32_t line = kRejectsLine;
  if (table.form == Form::Diagram) {
    std::uint32_t at = table.diagram.root;
    const std::uint32_t* nodes = table.diagram.nodes.data();
    while ((at & Diagram::kLeaf) == 0) at = nodes[at + 1 + codes_[table.reads[nodes[at]]]];
    // The two that are no lines have all higher bits set.
    line = at >= (kAbsentLine | Diagram::kLeaf) ? at : at & ~Diagram::kLeaf;
  } else {
    Own& own = own_[decision];
    for (std::size_t i = 0; i < table.reads.size(); ++i)
      own.rows[i] =
          table.sets.bits.data() + std::size_t{table.sets.first[i] + codes_[table.reads[i]]} * table.sets.words;
    const std::uint32_t cube = lanes::best().first_common(own.rows.data(), own.rows.size(), table.sets.words);
    if (cube < table.sets.lines.size()) line = table.sets.lines[cube];
  }
  if (line == kRejectsLine) return {{State::Rejected, 0}, kNone};
  if (line == kAbsentLine) return {};
  const Line& fired = p_.decisions[decision].lines[line];
  if (fired.outcome == kNone) return {{State::Rejected, 0}, fired.record};
  const Expr& e = p_.exprs[fired.outcome];
  if (e.kind != Expr::Kind::Const) return {decider_.value(fired.outcome), fired.record};
  return {e.absent ? Content{} : Content{State::Value, e.number}, fired.record};
}

void Kernel::decide_one(std::size_t decision) {
  Own& own = own_[decision];
  const std::size_t source = p_.columns.size() + decision;
  if (own.simple) {
    std::size_t at = 0;
    for (const Read& read : own.reads) at += std::size_t{codes_[read.source]} * read.step;
    const Place& known = own.places[at];
    const Place& place = known.known ? known : fill(decision, at, 0);
    codes_[source] = place.code;
    decider_.know(decision, {{place.state, place.number}, place.line});
    return;
  }
  const Form form = plan_.tables[decision].form;
  const Decided made = form == Form::Letter   ? decider_.decision(decision)
                       : form == Form::Places ? grown(decision)
                                              : by_cubes(decision);
  decider_.know(decision, made);
  if (own.coded) codes_[source] = plan_.codings[source].code(made.content);
}

std::span<const Decided> Kernel::decide() {
  by_codes_ = false;
  decider_.begin(columns_);
  for (std::size_t i = 0; i < own_.size(); ++i) decide_one(i);
  return decider_.decided();
}

std::span<const Decided> Kernel::decide(std::span<const Content> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) column(i, columns[i]);
  return decide();
}

std::span<const Decided> Kernel::decide_codes() {
  by_codes_ = true;
  decider_.begin(columns_);
  for (std::size_t i = 0; i < own_.size(); ++i) decide_one(i);
  return decider_.decided();
}

}  // namespace msd::records
