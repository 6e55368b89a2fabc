// Plants every mutant of a framework's rules, one at a time, and says which ones its tests do not notice.
//
//   mutants ENTRY [--only FILE | --generate] [--every N] [--from K] [--list] [--least PERCENT] [--covered]
//
// --only FILE: run the test blocks of this file in place of the framework's own. --generate: those that `msdc test
// --generate` makes of it. --every N: one mutant in N, from the K-th on. --list: names and places, nothing is run.
// --least PERCENT: exit status 1 unless so many of those that are not proved to change nothing are noticed. --covered:
// the same unless generated tests cover all that can be covered. What changes nothing by proof is told apart and not
// listed; what does not compile is noticed.
#include "tests/support/equivalent.h"
#include "tests/support/tested.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <string_view>

using msd::testing::equivalence;
using msd::testing::Equivalence;
using msd::testing::Mutation;
using msd::testing::Tested;

namespace {

struct Arguments {
  std::string entry, only;
  std::size_t every = 1, from = 0, least = 0;
  bool list = false, generate = false, covered = false;
};

Arguments read(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--list")
      out.list = true;
    else if (word == "--generate")
      out.generate = true;
    else if (word == "--covered")
      out.covered = true;
    else if (word == "--only" && i + 1 < argc)
      out.only = argv[++i];
    else if (word == "--from" && i + 1 < argc)
      out.from = std::strtoul(argv[++i], nullptr, 10);
    else if (word == "--least" && i + 1 < argc)
      out.least = std::strtoul(argv[++i], nullptr, 10);
    else if (word == "--every" && i + 1 < argc)
      out.every = std::max(1UL, std::strtoul(argv[++i], nullptr, 10));
    else
      out.entry = word;
  }
  return out;
}

std::string place(const Tested& of, const Mutation& mutation) {
  const auto at = of.sources().position(mutation.span.file, mutation.span.begin);
  return fmt::format("{}:{}:{}", of.sources().file(mutation.span.file).path, at.line, at.column);
}

struct Tally {
  std::size_t killed = 0, survived = 0, same = 0, refused = 0;
};

/// Makes the tests; false if something that can be covered is not.
bool generate(Tested& of) {
  const msd::generate::Generated made = of.generated();
  of.only_text("generated", made.text);
  const auto covered = of.covered();  // throws if a test fails
  bool out = true;
  fmt::print("{} tests", made.tests);
  for (msd::coverage::Measure measure : msd::coverage::kMeasures) {
    const auto count = msd::coverage::count(made.coverage, measure);
    fmt::print(", {}/{} {}", count.covered, count.all, msd::coverage::counted(measure));
    out = out && count.covered == count.all && count.all != 0;
  }
  fmt::print("; {} of {} neighbours told apart\n", made.told, made.neighbours);
  for (const std::string& one : made.untold) fmt::print("  not {}\n", one);
  for (std::size_t t = 0; t < covered.tables.size(); ++t) {
    for (std::size_t g = 0; g < covered.tables[t].goals.size(); ++g)
      out = out && covered.tables[t].goals[g].met() == made.coverage.tables[t].goals[g].met();
  }
  return out;
}

int run(const Arguments& arguments) {
  const auto of = Tested::file(arguments.entry);
  if (!arguments.only.empty()) of->only(arguments.only);
  bool covered = true;
  if (arguments.generate && !arguments.list) covered = generate(*of);
  const auto all = msd::testing::mutations(of->program());
  std::map<std::string, Tally> kinds;
  Tally sum;
  for (std::size_t i = arguments.from; i < all.size(); i += arguments.every) {
    if (arguments.list) {
      fmt::print("{}: {}\n", place(*of, all[i]), all[i].name());
      continue;
    }
    const Tested::Fate fate = of->fate(all[i]);
    const auto proof = fate == Tested::Fate::Survived ? equivalence(of->program(), all[i]) : Equivalence::Differs;
    for (Tally* tally : {&sum, &kinds[all[i].kind]}) {
      switch (fate) {
      case Tested::Fate::Killed: ++tally->killed; break;
      case Tested::Fate::Survived: ++(proof == Equivalence::Same ? tally->same : tally->survived); break;
      case Tested::Fate::Refused: ++tally->refused; break;
      }
    }
    if (fate == Tested::Fate::Survived && proof != Equivalence::Same)
      fmt::print("{}: {}{}\n", place(*of, all[i]), all[i].name(),
                 proof == Equivalence::Differs ? "" : " (not decided)");
  }
  if (arguments.list) return 0;
  fmt::print("\n{:<22}{:>8}{:>10}{:>12}{:>9}\n", "kind", "killed", "survived", "equivalent", "refused");
  kinds["~all"] = sum;
  for (const auto& [kind, t] : kinds)
    fmt::print("{:<22}{:>8}{:>10}{:>12}{:>9}\n", kind[0] == '~' ? "all" : kind, t.killed, t.survived, t.same,
               t.refused);
  const std::size_t noticed = sum.killed + sum.refused, different = noticed + sum.survived;
  fmt::print("{} of {} that are not proved equivalent are noticed ({:.1f} %)\n", noticed, different,
             different == 0 ? 100.0 : 100.0 * static_cast<double>(noticed) / static_cast<double>(different));
  return (covered || !arguments.covered) && noticed * 100 >= arguments.least * different ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = read(argc, argv);
  if (arguments.entry.empty()) {
    fmt::print(stderr, "mutants ENTRY [--only FILE | --generate] [--every N] [--from K] [--list] [--least PERCENT] "
                       "[--covered]\n");
    return 2;
  }
  try {
    return run(arguments);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "mutants: {}\n", fault.what());
    return 2;
  }
}
