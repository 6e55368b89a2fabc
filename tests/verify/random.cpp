// Certificates of random frameworks: each is accepted, as it is and after it was written and read; what the checker
// accepts is true of random designs, whoever claims it.
#include "tests/support/catch.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"
#include "tests/support/oracle.h"
#include "tests/support/settings.h"
#include "tests/verify/certified.h"

#include <fmt/format.h>

#include <map>

using namespace msd;
using namespace msd::testing;
using certificates::Certificate;

namespace {

constexpr std::size_t kDesigns = 12;

using Tally = std::map<std::string, std::size_t>;

std::string print(const Tally& tally) {
  std::string out;
  for (const auto& [what, count] : tally) out += fmt::format("{}: {}\n", what, count);
  return out;
}

/// A design in which all is answered, as the slow evaluator has it.
class Answered {
 public:
  Answered(const Certified& of, Random& random)
      : facts_(facts(random_design(of.program(), of.image(), options(), random), of.program(), of.image())) {
    for (const oracle::Question& q : oracle::questions(of.program(), facts_)) {
      const auto all = oracle::answers_to(of.program(), facts_, q, 1);
      answers_[q] = all.empty() ? oracle::absent() : all[random.below(all.size())];
    }
    world_ = std::make_unique<oracle::World>(of.program(), facts_, answers_, standing_);
  }

  const eval::Facts& all() const { return facts_; }
  oracle::World& world() { return *world_; }

 private:
  static DesignOptions options() {
    DesignOptions out;
    out.max_rows = 4;
    return out;
  }

  eval::Facts facts_;
  oracle::Answers answers_;
  oracle::Standing standing_;
  std::unique_ptr<oracle::World> world_;
};

/// Something that may be claimed of a framework, and whether a row of a design speaks against it.
struct Guess {
  Certificate claim;
  std::uint32_t kind;  ///< of the row
  std::function<bool(oracle::World&, eval::RowIndex)> wrong;
};

using About = std::vector<std::pair<std::string, std::string>>;

std::string name(const tir::Program& p, std::uint32_t field) {
  return p[p.fields[field].row].name + "." + p.fields[field].name;
}

void guess_rule(const tir::Program& p, std::uint32_t field, std::uint32_t first, std::vector<Guess>& out) {
  const tir::Field& f = p.fields[field];
  const tir::Rule& rule = p[f.rule];
  const bool table = rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
  const auto add = [&](const char* claim, About about, auto wrong) {
    about.insert(about.begin(), {"field", name(p, field)});
    out.push_back({{Certificate::Kind::None, claim, std::move(about), {}, {}, {}, 0}, f.row.index, wrong});
  };
  for (std::uint32_t i = 0; table && i < rule.lines.size(); ++i) {
    add("dead_rule", {{"line", std::to_string(i + 1)}}, [=](oracle::World& world, eval::RowIndex row) {
      return world.cell({row, field}).line == first + i;
    });
  }
  const bool finite = f.type.cls == Class::Bool || f.type.cls == Class::Enum;
  const std::size_t values = f.type.cls == Class::Bool            ? 2
                             : finite || f.type.cls == Class::Set ? p[f.type.enum_].values.size()
                                                                  : 0;
  for (std::size_t v = 0; v < values; ++v) {
    const std::string word = f.type.cls == Class::Bool ? (v == 1 ? "yes" : "no") : p[f.type.enum_].values[v].name;
    const auto has = [=](oracle::World& world, eval::RowIndex row) {
      const oracle::Content content = world.cell({row, field}).content;
      return content.state == oracle::Content::State::Value && (content.value.mask >> v & 1U) != 0;
    };
    add("unproduced_value", {{"value", (finite ? "" : "+") + word}}, has);
    if (!finite) continue;
    add("constant_field", {{"value", word}}, [=](oracle::World& world, eval::RowIndex row) {
      return world.cell({row, field}).content.state == oracle::Content::State::Value && !has(world, row);
    });
  }
  for (tir::FieldId other : p[f.row].fields) {
    const tir::Type& t = p[other].type;
    if (!finite || other.index >= field || t.cls != f.type.cls || !(t.enum_ == f.type.enum_)) continue;
    add("equivalent_fields", {{"with", name(p, other.index)}}, [=](oracle::World& world, eval::RowIndex row) {
      return !(world.cell({row, field}).content == world.cell({row, other.index}).content);
    });
  }
}

std::vector<Guess> guesses(const tir::Program& p) {
  std::vector<Guess> out;
  std::uint32_t first = 0;
  for (const tir::Rule& rule : p.rules) {
    guess_rule(p, rule.field.index, first, out);
    first += static_cast<std::uint32_t>(rule.lines.size());
  }
  for (std::uint32_t i = 0; i < p.requires_.size(); ++i) {
    const auto add = [&](const char* claim, auto wrong) {
      const auto speaks = [=](oracle::World& world, eval::RowIndex row) { return wrong(world.requirement(i, row)); };
      out.push_back({{Certificate::Kind::None, claim, {{"requirement", p.requires_[i].name}}, {}, {}, {}, 0},
                     p.requires_[i].row.index,
                     speaks});
    };
    add("requirement_always_holds", [](oracle::Holds h) { return h == oracle::Holds::Broken; });
    add("contradictory_requirement", [](oracle::Holds h) { return h == oracle::Holds::Held; });
    add("requirement_never_applies",
        [](oracle::Holds h) { return h == oracle::Holds::Held || h == oracle::Holds::Broken; });
  }
  return out;
}

/// So many random frameworks that compile, one after the other.
void each(std::size_t frameworks, std::uint64_t first, const CertifyOptions& options,
          const std::function<void(Certified&, Random&)>& look) {
  Random random(first);
  for (std::size_t i = 0; i < frameworks; ++i) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    const Framework framework = random_framework(own);
    Compiled compiled = compile(print(framework));
    if (!compiled.image) continue;
    INFO("seed " << seed << "\n" << print(framework));
    Certified certified(std::move(compiled), options);
    look(certified, own);
  }
}

}  // namespace

TEST_CASE("certificates of random frameworks are accepted, written and read too") {
  Tally tally;
  each(settings().frameworks / 6, settings().seed, {}, [&](Certified& of, Random&) {
    for (const Certificate& made : of.all()) {
      ++tally[made.kind == Certificate::Kind::None ? made.claim + ", " + made.reason : made.claim + ", accepted"];
      ++tally[made.kind == Certificate::Kind::None ? "open" : "all"];
      // What rests on no bound, was decided and has no witness ought to be shown by cases.
      if (made.reason.starts_with("it does not follow") || made.reason.starts_with("no proof")) ++tally["missed"];
      if (made.reason == "it is looked at with a bounded number of rows") ++tally["bounded"];
      if (made.kind == Certificate::Kind::None) continue;
      INFO(certificates::write(made, {}));
      CHECK(of.checker().fault(made).value_or("") == "");
      const certificates::Certificates again =
          certificates::read(std::string(certificates::kFirstLine) + "\n" + certificates::write(made, {"made"}));
      REQUIRE(again.fault == "");
      REQUIRE(again.all.size() == 1);
      CHECK(again.all[0].words() == made.words());
      CHECK(certificates::write(again.all[0], {}) == certificates::write(made, {}));
      CHECK(of.checker().fault(again.all[0]).value_or("") == "");
    }
  });
  INFO(print(tally));
  CHECK(tally["all"] > settings().frameworks);
  CHECK(tally["all"] > tally["open"]);
  CHECK(tally["all"] > 10 * (tally["open"] - tally["bounded"]));
  CHECK(tally["all"] > 50 * tally["missed"]);
  CHECK(tally["dead_rule, accepted"] > 0);
}

TEST_CASE("what cases show is true of random designs, whoever claims it") {
  Tally tally;
  CertifyOptions few;
  few.analysed = false;  // all is guessed
  each(settings().frameworks / 5, settings().seed + 1, few, [&](Certified& of, Random& random) {
    std::vector<Guess> shown;
    for (Guess& guess : guesses(of.program())) {
      ++tally["guesses"];
      if (certify::prove(of.checker(), guess.claim, {60})) shown.push_back(std::move(guess));
    }
    for (std::size_t i = 0; i < kDesigns && !shown.empty(); ++i) {
      Answered design(of, random);
      for (const Guess& guess : shown) {
        for (eval::RowIndex row : design.all().of_kind(guess.kind)) {
          ++tally["judged"];
          INFO(certificates::write(guess.claim, {}));
          REQUIRE_FALSE(guess.wrong(design.world(), row));
        }
      }
    }
    tally["shown"] += shown.size();
  });
  INFO(print(tally));
  CHECK(tally["shown"] > settings().frameworks / 5);
  CHECK(tally["judged"] > 10 * tally["shown"]);
}
