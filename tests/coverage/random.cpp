// On random frameworks: what is measured is what evaluation says.
#include "compiler/coverage/coverage.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"

#include <bit>
#include <map>

using namespace msd;
using namespace msd::testing;
using coverage::Measure;
using eval::Outcome;

namespace {

/// Rows by the line that fired, by requirement and its state, and by computed value, as evaluation has them.
struct Expected {
  std::map<std::uint32_t, std::size_t> lines;
  std::map<std::pair<std::uint32_t, bool>, std::size_t> verdicts;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> values;
};

Expected expected(eval::Evaluator& evaluator) {
  Expected out;
  const eval::Facts& facts = evaluator.facts();
  const image::Image& image = facts.image();
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image.fields()[f].rule == image::kNone) continue;
      const Outcome cell = evaluator.computed(row, f);
      const std::uint32_t of = image.rules()[image.fields()[f].rule].kind;
      const bool table = of == 1 || of == 2;
      if (table && cell.line != image::kNone && !cell.overlap) ++out.lines[cell.line];
      if (cell.state != Outcome::State::Value) continue;
      for (std::uint64_t rest = cell.value.mask; rest != 0; rest &= rest - 1)
        ++out.values[{f, static_cast<std::uint32_t>(std::countr_zero(rest))}];
    }
    for (std::uint32_t r = 0; r < image.requirements().size(); ++r) {
      if (image.requirements()[r].row != facts.rows()[row].kind) continue;
      const auto state = evaluator.requirement(r, row).state;
      if (state == eval::Verdict::State::Held) ++out.verdicts[{r, true}];
      if (state == eval::Verdict::State::Broken) ++out.verdicts[{r, false}];
    }
  }
  return out;
}

template <class Key> std::size_t at(const std::map<Key, std::size_t>& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? 0 : found->second;
}

/// Compares the counts of rows; gives how many goals were met. `whole`: all facts are known. Else a requirement may be
/// called held that perhaps does not apply.
std::size_t compare(const coverage::Coverage& measured, const Expected& wanted, bool whole) {
  std::size_t met = 0;
  for (const coverage::TableCoverage& t : measured.tables) {
    for (const coverage::Goal& g : t.goals) {
      met += g.met() ? 1 : 0;
      if (g.measure == Measure::Values) CHECK(g.hits == at(wanted.values, {t.table.field, g.part}));
      if (g.measure != Measure::Rules) continue;
      const bool table = t.table.kind == coverage::Table::Kind::First || t.table.kind == coverage::Table::Kind::Unique;
      if (table) CHECK(g.hits == at(wanted.lines, measured.image.rules()[t.table.subject].line_first + g.line));
      if (t.table.kind == coverage::Table::Kind::Require && whole)
        CHECK(g.hits == at(wanted.verdicts, {t.table.subject, g.holds}));
    }
  }
  return met;
}

/// A pair is shown only where its rule is reached: a cell that holds wherever its rule fires.
void pairs(const coverage::Coverage& measured) {
  for (const coverage::TableCoverage& t : measured.tables) {
    for (const coverage::Goal& g : t.goals) {
      if (g.measure != Measure::Cells || g.line == coverage::kWhere) continue;
      if (!g.holds) CHECK(g.hits <= t.evaluated[g.line]);
      if (!g.holds || t.table.kind == coverage::Table::Kind::Derive) continue;
      std::size_t fired = 0;
      for (const coverage::Goal& other : t.goals) {
        if (other.measure == Measure::Rules && other.line == g.line && other.holds) fired = other.hits;
      }
      CHECK(g.hits == fired);
    }
  }
}

}  // namespace

TEST_CASE("rules, values and requirements are counted as evaluation has them") {
  std::size_t met = 0, frameworks = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Random random(seed);
    const Framework made = random_framework(random);
    const Compiled compiled = compile(print(made));
    if (!compiled.image) continue;
    ++frameworks;
    for (unsigned unknown : {0U, 15U}) {
      DesignOptions options;
      options.unknown = unknown;
      options.asserted = unknown;
      const Design design = random_design(compiled.program, *compiled.image, options, random);
      const eval::Facts of = facts(design, compiled.program, *compiled.image);
      eval::Evaluator evaluator(of, {});
      coverage::Coverage measured = coverage::begin(*compiled.image, "random");
      coverage::add(measured, {coverage::Case::Kind::Design, "d", "", 0}, evaluator);
      CAPTURE(seed, unknown, print(made), print(design, compiled.program));
      met += compare(measured, expected(evaluator), unknown == 0);
      pairs(measured);
    }
  }
  CHECK(frameworks > 100);
  CHECK(met > 1000);
}
