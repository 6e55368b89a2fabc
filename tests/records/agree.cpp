// Records of random frameworks: the decisions that follow from the columns are those of the table runtime on the
// design.
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

#include "runtime/records/gather.h"
#include "runtime/records/kernel.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <set>

using namespace msd;
using namespace msd::testing;

namespace {

struct Seen {
  std::set<int> exprs, kinds;
  std::size_t decisions = 0, rejected = 0, absent = 0, measures = 0, places = 0, left = 0, skipped = 0;

  void program(const records::Program& p) {
    for (const records::Expr& e : p.exprs) exprs.insert(static_cast<int>(e.kind));
    for (const records::Decision& d : p.decisions) kinds.insert(static_cast<int>(d.kind));
    for (const records::Column& c : p.columns) measures += c.kind == records::Column::Kind::Measure ? 1 : 0;
    places += p.places.size() - 1;
    left += p.left.size();
  }
};

/// What differs on a row, or nothing.
std::string difference(const records::Program& p, records::Decider& decider, eval::Evaluator& evaluator,
                       eval::RowIndex row, Seen& seen) {
  const auto columns = records::gather(p, evaluator, row);
  if (!columns) return ++seen.skipped, "";
  const auto decided = decider.decide(*columns);
  for (std::size_t i = 0; i < p.decisions.size(); ++i) {
    const records::Decision& d = p.decisions[i];
    if (!d.asked) continue;
    const eval::Outcome& out = evaluator.cell(row, d.field);
    const auto cls = static_cast<Class>(p.image.types()[d.type].cls);
    const auto wanted = records::content(out, cls);
    if (!wanted) return d.name + " is not known to the runtime";
    ++seen.decisions;
    seen.rejected += wanted->state == records::Content::State::Rejected ? 1 : 0;
    seen.absent += wanted->state == records::Content::State::Absent ? 1 : 0;
    if (!(*wanted == decided[i].content))
      return fmt::format("{} is {} {}, the record says {} {}", d.name, static_cast<int>(wanted->state), wanted->number,
                         static_cast<int>(decided[i].content.state), decided[i].content.number);
    const bool fired = wanted->state == records::Content::State::Value || out.rejected_here;
    const bool table = d.kind == records::Decision::Kind::First || d.kind == records::Decision::Kind::Unique;
    if (fired && table && !out.overlap && out.line != decided[i].line)
      return fmt::format("{}: line {} fires, the record says {}", d.name, out.line, decided[i].line);
  }
  return "";
}

}  // namespace

TEST_CASE("what the shipped framework decides is remembered, all of it") {
  const Compiled compiled = compile_file(std::string(MSD_SOURCE_DIR) + "/stdlib/interview.msd");
  REQUIRE(compiled.image.has_value());
  std::size_t decisions = 0;
  for (std::uint32_t kind = 0; kind < compiled.image->rows().size(); ++kind) {
    const records::Program program = records::flatten(*compiled.image, kind);
    for (const records::Table& table : records::plan(program).tables) {
      CHECK(table.form == records::Table::Form::Places);
      ++decisions;
    }
  }
  CHECK(decisions > 10);
}

TEST_CASE("a comparison turns where it should, whatever the sign of its factor") {
  const Compiled compiled = compile(R"(framework f 1.0
row a "A"
field a.x : int -5 .. 5 given from "form" as external
field a.y : bool derived from x
derive a.y = -2 * x <= 3
field a.z : bool derived from x
derive a.z = 0.5 * x > -1
)");
  INFO(compiled.errors);
  REQUIRE(compiled.image.has_value());
  const records::Program program = records::flatten(*compiled.image, 0);
  const records::Plan plan = records::plan(program);
  for (const records::Table& table : plan.tables) REQUIRE(table.form == records::Table::Form::Places);
  records::Kernel kernel(program, plan);
  for (int round = 0; round < 2; ++round) {
    for (std::int64_t x = -5; x <= 5; ++x) {
      const records::Content column{records::Content::State::Value, x * 1'000'000};
      const auto decided = kernel.decide({&column, 1});
      CHECK(decided[0].content.number == (-2 * x <= 3 ? 1 : 0));
      CHECK(decided[1].content.number == (x > -2 ? 1 : 0));
    }
  }
}

TEST_CASE("records decide as the runtime does") {
  Seen seen;
  each_framework(settings().frameworks, settings().seed, [&](const Compiled& compiled, Random& random) {
    std::vector<records::Program> programs;
    for (std::uint32_t kind = 0; kind < compiled.image->rows().size(); ++kind) {
      programs.push_back(records::flatten(*compiled.image, kind));
      seen.program(programs.back());
    }
    std::vector<records::Decider> deciders(programs.begin(), programs.end());
    for (std::size_t i = 0; i < settings().designs; ++i) {
      DesignOptions options;
      options.max_rows = 1 + random.below(3);
      const Design design = random_design(compiled.program, *compiled.image, options, random);
      const eval::Facts made = facts(design, compiled.program, *compiled.image);
      eval::Evaluator evaluator(made, {});
      for (eval::RowIndex row = 0; row < made.rows().size(); ++row) {
        const std::uint32_t kind = made.rows()[row].kind;
        const std::string found = difference(programs[kind], deciders[kind], evaluator, row, seen);
        if (!found.empty())
          fmt::print("{}{}", print(design, compiled.program),
                     records::dump(programs[kind], records::plan(programs[kind])));
        INFO("row " << row << ": " << found);
        REQUIRE(found.empty());
      }
    }
  });
  fmt::print("{} decisions ({} rejected, {} absent), {} measures, {} places, {} left out, {} rows skipped\n",
             seen.decisions, seen.rejected, seen.absent, seen.measures, seen.places, seen.left, seen.skipped);
  CHECK(seen.exprs.size() == 18);  // all kinds
  CHECK(seen.kinds.size() == 4);   // of decisions
  CHECK(seen.rejected > 0);
  CHECK(seen.absent > 0);
  CHECK(seen.measures > 0);
  CHECK(seen.places > 0);
  CHECK(seen.left > 0);
  CHECK(seen.skipped * 10 < seen.decisions);
}
