// Models that no means decide within a small budget: what is not checked is named, and nothing is claimed about it.
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/random.h"

#include "compiler/analysis/analyze.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace msd;
using namespace msd::testing;

namespace {

/// Facts that a long conjunction of random clauses looks at: about as many clauses as hold together for once, which is
/// where searches take longest, and in no order that suits a diagram. `parts` fields hold them, and a table asks for
/// all.
std::string random_clauses(std::size_t facts, std::size_t clauses, std::size_t parts) {
  Random random(7);
  std::string head = "framework clauses 1\nenum verdict { all, none }\nrow item \"Item\"\n";
  std::string rules;
  std::string names;
  std::string condition;
  for (std::size_t f = 0; f < facts; ++f)
    head += fmt::format("field item.f{} : bool given from \"x\" as external\n", f);
  for (std::size_t p = 0; p < parts; ++p) {
    std::vector<std::size_t> read;
    std::string value;
    for (std::size_t c = clauses * p / parts; c < clauses * (p + 1) / parts; ++c) {
      std::string clause;
      for (int i = 0; i < 3; ++i) {
        const std::size_t f = random.below(facts);
        if (std::find(read.begin(), read.end(), f) == read.end()) read.push_back(f);
        clause += fmt::format("{}{}f{}", clause.empty() ? "" : " or ", random.chance(50) ? "not " : "", f);
      }
      value += fmt::format("{}({})", value.empty() ? "" : " and ", clause);
    }
    std::string parents;
    for (std::size_t f : read) parents += fmt::format("{}f{}", parents.empty() ? "" : ", ", f);
    head += fmt::format("field item.p{} : bool derived from {}\n", p, parents);
    rules += fmt::format("derive item.p{} = {}\n", p, value);
    names += fmt::format("{}p{}", names.empty() ? "" : ", ", p);
    condition += fmt::format("{}p{}", condition.empty() ? "" : " and ", p);
  }
  head += fmt::format("field item.verdict : verdict classified from {}\n", names);
  return head + rules +
         fmt::format("classify item.verdict {{\n  both when {} => all\n  otherwise none\n}}\n", condition);
}

}  // namespace

TEST_CASE("a model built to blow up ends within its budget, and what was not checked is named") {
  const Compiled compiled = compile(random_clauses(200, 860, 20));
  REQUIRE(compiled.image);
  const analysis::Analysis first = analysis::analyze(compiled.program, {2, 20'000});
  std::vector<std::string> undecided;
  for (const analysis::Claim& c : first.claims) {
    if (c.id == diag::Id::Undecided) undecided.push_back(c.words.at(0));
    CHECK(c.id != diag::Id::DeadRule);
    CHECK(c.id != diag::Id::FactChangesNothing);
  }
  CHECK(first.figures.undecided == undecided.size());
  // Each says what was looked for, and where, and says it once.
  CHECK(std::set(undecided.begin(), undecided.end()).size() == undecided.size());
  for (const std::string& what : undecided) {
    INFO(what);
    if (what == "which fields of `item` are each other") continue;
    const std::size_t at = what.find("`item.");
    REQUIRE(at != std::string::npos);
    const std::vector<std::string> looked_for{"dead rules and gaps of ", "the values of ", "the conditions of ",
                                              "what is read by "};
    CHECK(std::find(looked_for.begin(), looked_for.end(), what.substr(0, at)) != looked_for.end());
    const std::string field = what.substr(at + 6, what.size() - at - 7);
    CHECK(std::any_of(compiled.program.fields.begin(), compiled.program.fields.end(),
                      [&](const tir::Field& f) { return f.name == field && f.rule.valid(); }));
  }
  CHECK(std::find(undecided.begin(), undecided.end(), "dead rules and gaps of `item.verdict`") != undecided.end());
  const analysis::Analysis again = analysis::analyze(compiled.program, {2, 20'000});
  REQUIRE(again.claims.size() == first.claims.size());
  for (std::size_t i = 0; i < first.claims.size(); ++i) {
    CHECK(again.claims[i].id == first.claims[i].id);
    CHECK(again.claims[i].words == first.claims[i].words);
  }
}
