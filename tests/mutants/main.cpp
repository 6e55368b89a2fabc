// Plants every mutant of a framework's rules, one at a time, and says which ones its tests do not notice.
//
//   mutants ENTRY [--only FILE] [--every N] [--list]
//
// --only FILE: run the test blocks of this file in place of the framework's own. --every N: one mutant in N.
// --list: names and places, nothing is run. What changes nothing by proof is told apart and not listed.
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
  std::size_t every = 1;
  bool list = false;
};

Arguments read(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--list")
      out.list = true;
    else if (word == "--only" && i + 1 < argc)
      out.only = argv[++i];
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

int run(const Arguments& arguments) {
  const auto of = Tested::file(arguments.entry);
  if (!arguments.only.empty()) of->only(arguments.only);
  const auto all = msd::testing::mutations(of->program());
  std::map<std::string, Tally> kinds;
  Tally sum;
  for (std::size_t i = 0; i < all.size(); i += arguments.every) {
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
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = read(argc, argv);
  if (arguments.entry.empty()) {
    fmt::print(stderr, "mutants ENTRY [--only FILE] [--every N] [--list]\n");
    return 2;
  }
  try {
    return run(arguments);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "mutants: {}\n", fault.what());
    return 2;
  }
}
