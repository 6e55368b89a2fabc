// Forcing sets of the example designs, tried on evaluation itself: with every other fact unknown it decides the same,
// and with one fact less it does not.
#include "runtime/reason/force.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"

#include "compiler/bind/bind.h"
#include "compiler/parse/parse.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace msd;
using eval::CellFact;
using eval::CellRef;
using reason::Forcing;

namespace {

constexpr std::uint64_t kSteps = 400'000;  // for one forcing set, and for one evaluation

eval::Facts design(const std::string& name, const image::Image& image) {
  std::ifstream in(MSD_SOURCE_DIR "/docs/examples/" + name + ".msd");
  std::stringstream text;
  text << in.rdbuf();
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add(name, text.str());
  const ast::Unit unit = parse::parse_file(sources, file, {}, sink);
  REQUIRE(unit.designs.size() == 1);
  return bind::bind(unit.designs[0].body, image, sources, file, {}, sink);
}

/// The design with nothing left but the facts that are held.
eval::Facts only(const reason::Ground& ground, const std::vector<CellRef>& held) {
  eval::Facts out = ground.facts();
  for (const reason::Fact& fact : ground.all()) {
    if (std::find(held.begin(), held.end(), fact.cell) != held.end()) continue;
    CellFact& cell = out.cell(fact.cell.row, fact.cell.field);
    cell = {};
    if (fact.owner != reason::Owner::Statement) cell.state = CellFact::State::Unknown;
  }
  return out;
}

struct Tally {
  std::size_t forced = 0, smallest = 0, tried = 0;
};

void try_cell(const reason::Ground& ground, CellRef cell, Tally& tally) {
  const Class cls = reason::class_of(ground.facts().image(), cell.field);
  const eval::Outcome outcome = ground.evaluator().computed(cell.row, cell.field);
  if (outcome.state == eval::Outcome::State::Unknown) return;
  eval::Aim aim;
  aim.cell = cell;
  reason::ForceOptions options;
  for (const reason::Fact& fact : ground.all()) {
    if (!fact.open) options.candidates.push_back(fact.cell);
  }
  options.likely = reason::explaining(ground, aim);
  reason::Budget budget(kSteps);
  const Forcing forcing = reason::smallest_forcing(ground, aim, reason::wish_against(outcome, cls), options, budget);
  if (forcing.proof == Forcing::Proof::Undecided) return;
  INFO(report::cell_name(ground.facts(), cell));
  REQUIRE(forcing.proof != Forcing::Proof::Impossible);
  ++tally.forced;
  const auto same = [&](const std::vector<CellRef>& held) {
    const eval::Facts facts = only(ground, held);
    const eval::Outcome other = eval::Evaluator(facts, {kSteps}).computed(cell.row, cell.field);
    return std::pair(other.settled, other.state == outcome.state && other.value == outcome.value);
  };
  if (const auto [settled, decided] = same(forcing.facts); settled) {
    ++tally.tried;
    CHECK(decided);
  }
  if (forcing.proof != Forcing::Proof::Smallest) return;
  ++tally.smallest;
  for (std::size_t i = 0; i < forcing.facts.size(); ++i) {
    std::vector<CellRef> fewer = forcing.facts;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(same(fewer).second);
  }
}

}  // namespace

TEST_CASE("evaluation decides the same with all facts unknown but those that force it") {
  const testing::Compiled compiled = testing::compile_file(MSD_SOURCE_DIR "/stdlib/interview.msd");
  REQUIRE(compiled.image);
  Tally tally;
  for (const char* name : {"auction", "seat_hold", "payment_system", "job_scheduler", "half_written"}) {
    INFO(name);
    const eval::Facts facts = design(name, *compiled.image);
    eval::Evaluator evaluator(facts, {});
    const reason::Ground ground(evaluator);
    for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
      const image::RowRecord& kind = compiled.image->rows()[facts.rows()[row].kind];
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        const Class cls = reason::class_of(*compiled.image, f);
        if (compiled.image->fields()[f].rule == eval::kNone || (cls != Class::Bool && cls != Class::Enum)) continue;
        try_cell(ground, {row, f}, tally);
      }
    }
  }
  fmt::print("{} cells forced, {} by a smallest set; {} tried on evaluation\n", tally.forced, tally.smallest,
             tally.tried);
  CHECK(tally.smallest > 100);
  CHECK(tally.tried > 100);
}
