// msdc why: the fewest facts of a design that force what a cell is.
#include "compiler/driver/fact_words.h"
#include "compiler/driver/inquiry.h"
#include "runtime/report/display.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

using eval::CellRef;
using eval::Outcome;
using image::kNone;
using reason::Forcing;

/// What `why` has to say.
struct Because {
  Outcome outcome;
  Forcing forcing;
  std::uint32_t line = kNone;
};

Because find_out(const reason::Ground& ground, CellRef cell, std::uint64_t steps) {
  eval::Evaluator& evaluator = ground.evaluator();
  const image::Image& image = ground.facts().image();
  Because out;
  const bool computed = image.fields()[cell.field].rule != kNone;
  out.outcome = evaluator.cell(cell.row, cell.field);
  const bool stands_in = out.outcome.assertion == Outcome::Assertion::StandsIn;
  if (computed && !stands_in) out.outcome = evaluator.computed(cell.row, cell.field);
  out.line = computed ? evaluator.explain(cell.row, cell.field).line : kNone;
  if (!computed || stands_in || out.outcome.state == Outcome::State::Unknown) return out;
  eval::Aim aim;
  aim.cell = cell;
  reason::ForceOptions options;
  for (const reason::Fact& fact : ground.all()) {
    if (!fact.open && fact.cell != cell) options.candidates.push_back(fact.cell);
  }
  options.likely = reason::explaining(ground, aim);
  reason::Budget budget(steps);
  const Class cls = reason::class_of(image, cell.field);
  out.forcing = reason::smallest_forcing(ground, aim, reason::wish_against(out.outcome, cls), options, budget);
  return out;
}

/// How much is known about the size of the set.
std::string proof_words(const Forcing& forcing, std::uint64_t steps) {
  using Proof = Forcing::Proof;
  switch (forcing.proof) {
  case Proof::Smallest: return forcing.facts.empty() ? "" : "no smaller set does";
  case Proof::Minimal:
    return fmt::format("none can be spared; whether fewer others would do is undecided after {}",
                       report::counted(steps, "step"));
  case Proof::Enough:
    return fmt::format("whether all of them are needed is undecided after {}", report::counted(steps, "step"));
  case Proof::Undecided:
  case Proof::Impossible: break;
  }
  return fmt::format("undecided after {}: whether these force it", report::counted(steps, "step"));
}

void print_text(Inquiry& inquiry, const reason::Ground& ground, CellRef cell, const Because& why, std::uint64_t steps) {
  const eval::Facts& facts = ground.facts();
  const image::Image& image = inquiry.image();
  FactWords words(ground, inquiry.session().output);
  words.line(0, fmt::format("{} {}", report::cell_name(facts, cell), outcome_words(facts, cell.field, why.outcome)));
  if (why.line != kNone) words.rule(2, fmt::format("by rule `{}`", image.text(image.lines()[why.line].name)), why.line);
  if (image.fields()[cell.field].builtin != 0) {
    words.line(2, "it follows from how the rows are written");
  } else if (why.outcome.state == Outcome::State::Unknown) {
    words.line(2, "nothing forces it; these answers would settle it:");
    for (CellRef need : why.outcome.needs) words.line(4, report::cell_name(facts, need));
    if (!why.outcome.settled) words.line(2, "undecided: the budget of evaluation ended before all was tried");
  } else if (const reason::Fact* fact = ground.find(eval::owner_of(facts, cell)); fact != nullptr) {
    words.line(2, "it is a fact of the design:");
    words.fact(4, fact->cell);
  } else if (why.forcing.facts.empty() && why.forcing.proof == Forcing::Proof::Smallest) {
    words.line(2, "no fact is needed: it is so whatever the facts are");
  } else {
    const bool known = why.forcing.proof != Forcing::Proof::Undecided;
    words.line(2, fmt::format("{} {} it{}:", report::counted(why.forcing.facts.size(), "fact"),
                              known ? why.forcing.facts.size() == 1 ? "forces" : "force" : "may force",
                              known ? ", whatever all others are" : ""));
    words.facts(4, why.forcing.facts);
    words.line(2, proof_words(why.forcing, steps));
  }
}

void print_json(Inquiry& inquiry, const reason::Ground& ground, CellRef cell, const Because& why) {
  const eval::Facts& facts = ground.facts();
  const image::Image& image = inquiry.image();
  report::JsonWriter json(inquiry.session().output);
  json.open_object();
  write_head(json, "msd-why-1", facts, inquiry.session().options.report.version);
  json.member("cell", report::cell_name(facts, cell));
  json.member("value", report::show_outcome(facts, cell.field, why.outcome, report::Style::Identifier));
  json.key("decided");
  json.boolean(why.outcome.state != Outcome::State::Unknown);
  if (why.line != kNone) json.member("rule", image.text(image.lines()[why.line].name));
  const reason::Fact* fact = ground.find(eval::owner_of(facts, cell));
  const bool forced = fact == nullptr && why.outcome.state != Outcome::State::Unknown;
  json.member("proof", forced ? proof_name(why.forcing.proof) : "none");
  write_facts(json, "facts", ground, fact != nullptr ? std::vector<CellRef>{fact->cell} : why.forcing.facts);
  json.key("needs");
  json.open_array();
  for (CellRef need : why.outcome.needs) json.text(report::cell_name(facts, need));
  json.close_array();
  json.close_object();
  json.newline();
}

}  // namespace

int why(const std::string& name, const Common& options) {
  Inquiry inquiry(options);
  if (!inquiry.open(options.files.front())) return inquiry.status();
  const auto cell = inquiry.cell(name);
  if (!cell) return inquiry.status();
  eval::Evaluator evaluator(inquiry.facts(), {});
  const reason::Ground ground(evaluator);
  const Because why = find_out(ground, *cell, options.budget);
  if (options.json) {
    print_json(inquiry, ground, *cell, why);
  } else {
    print_text(inquiry, ground, *cell, why, options.budget);
  }
  return inquiry.end();
}

}  // namespace msd::driver
