// Small random frameworks, every input of which is tried: what the runtime says is possible where facts are left open.
#include "tests/analysis/each_small.h"
#include "tests/support/catch.h"
#include "tests/support/oracle.h"
#include "tests/support/settings.h"

#include "runtime/eval/eval.h"

#include <fmt/format.h>

#include <cstdio>

using namespace msd;
using namespace msd::testing;

namespace {

struct PossibleFigures {
  std::size_t frameworks = 0, most = 0, possible = 0, oracle = 0;
};

/// A design of one row, some of whose facts are left open, and the inputs that complete it.
class Partial {
 public:
  Partial(const Compiled& compiled, Inputs& in, Random& random)
      : p_(compiled.program), in_(in), facts_(*compiled.image) {
    facts_.add_row(0, eval::kNone, "item_1", {});
    const std::size_t like = random.below(in.count());
    for (std::size_t c = 0; c < in.choosable().size(); ++c) {
      const Choosable& what = in.choosable()[c];
      if (what.kind != Choosable::Kind::Fact) continue;
      const tir::Field& f = p_[what.field];
      // Whether it is given is a question of its own only where the fact has no content without it.
      const bool may_be_open = !f.type.optional && !f.default_value;
      if (may_be_open && random.chance(50)) continue;
      content_[c] = in.chosen(c, like);
      eval::CellFact& fact = facts_.cell(0, what.field.index);
      fact.state = content_[c] == testing::kAbsent ? eval::CellFact::State::Absent : eval::CellFact::State::Stated;
      if (content_[c] >= 0) fact.value = value(f.type, content_[c]);
    }
  }

  static eval::Value value(const tir::Type& type, std::int64_t n) {
    if (type.cls == Class::Number) return {0, n, {}};
    if (type.cls == Class::Set) return {static_cast<std::uint64_t>(n), 0, {}};
    return {std::uint64_t{1} << n, 0, {}};
  }

  bool completes(std::size_t input) const {
    for (const auto& [c, n] : content_) {
      if (in_.chosen(c, input) != n) return false;
      const auto given = in_.find(Choosable::Kind::Given, 0, in_.choosable()[c].field);
      if (given && in_.chosen(*given, input) != 1) return false;
    }
    return true;
  }

  /// The runtime's possible sets of all finite cells; what differs.
  std::string compare(PossibleFigures& figures) {
    eval::Evaluator evaluator(facts_, {});
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
      const tir::Field& f = p_.fields[i];
      if (!f.rule.valid() || (f.type.cls != Class::Bool && f.type.cls != Class::Enum)) continue;
      std::uint64_t wanted = 0;
      const Column& column = in_.cell(0, {i});
      for (std::size_t k = 0; k < in_.count(); ++k) {
        if (!completes(k)) continue;
        wanted |= column[k] == testing::kAbsent     ? msd::kAbsent
                  : column[k] == testing::kRejected ? msd::kRejected
                                                    : std::uint64_t{1} << column[k];
      }
      const eval::Outcome& found = evaluator.cell(0, i);
      std::uint64_t got = found.possible.mask;
      if (found.state == eval::Outcome::State::Value) got = found.value.mask;
      if (found.state == eval::Outcome::State::Absent) got = msd::kAbsent;
      if (found.state == eval::Outcome::State::Rejected) got = msd::kRejected;
      ++figures.possible;
      if (!found.settled || got != wanted)
        return fmt::format("possible of {}: {:x}, the runtime says {:x}\n", f.name, wanted, got);
    }
    return {};
  }

  /// One completion, held against the slow evaluator: that what all inputs are tried with means the same.
  std::string check(std::size_t input, PossibleFigures& figures) {
    oracle::Answers answers;
    for (const oracle::Question& q : oracle::questions(p_, facts_)) {
      const bool given = q.kind == oracle::Question::Kind::Given;
      const auto c = in_.find(given ? Choosable::Kind::Given : Choosable::Kind::Fact, 0, {q.cell.field});
      if (!c) {
        answers[q] = oracle::truth(true);
        continue;
      }
      const std::int64_t n = in_.chosen(*c, input);
      answers[q] = given ? oracle::truth(n == 1)
                         : oracle::Content{oracle::Content::State::Value, value(p_.fields[q.cell.field].type, n)};
    }
    const oracle::Standing standing;
    oracle::World world(p_, facts_, answers, standing);
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
      const tir::Field& f = p_.fields[i];
      if (!f.rule.valid()) continue;
      ++figures.oracle;
      const oracle::Content content = world.cell({0, i}).content;
      const std::int64_t n = in_.cell(0, {i})[input];
      const oracle::Content mine = n == testing::kAbsent ? oracle::absent()
                                   : n == testing::kRejected
                                       ? oracle::rejected()
                                       : oracle::Content{oracle::Content::State::Value, value(f.type, n)};
      if (!(content == mine)) return fmt::format("the slow evaluator gives something else for {}\n", f.name);
    }
    return {};
  }

 private:
  const tir::Program& p_;
  Inputs& in_;
  eval::Facts facts_;
  std::map<std::size_t, std::int64_t> content_;
};

}  // namespace

TEST_CASE("possible sets of small frameworks are what every completion says") {
  Random random(settings().seed + 3);
  PossibleFigures figures;
  each_small(settings().frameworks / 2, random, [&](const Compiled& compiled, Inputs& in, Random& own) {
    ++figures.frameworks;
    figures.most = std::max(figures.most, in.count());
    for (int design = 0; design < 3; ++design) {
      Partial partial(compiled, in, own);
      REQUIRE(partial.compare(figures) == "");
      for (std::size_t i = own.below(in.count()), tries = 0; tries < in.count(); i = (i + 1) % in.count(), ++tries) {
        if (!partial.completes(i)) continue;
        REQUIRE(partial.check(i, figures) == "");
        break;
      }
    }
  });
  fmt::print(
      "seed {}: {} small frameworks, {} inputs at most of one: {} possible sets; {} cells by the slow evaluator\n",
      settings().seed, figures.frameworks, figures.most, figures.possible, figures.oracle);
  std::fflush(stdout);
  CHECK(figures.possible > figures.frameworks);
  CHECK(figures.oracle > figures.frameworks);
}
