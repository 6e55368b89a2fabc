// Long tables are checked line by line, without a diagram of the whole. Here every table counts as long: the claims
// are those of the ordinary check, which tests/analysis/exhaustive.cpp holds against every input.
#include "tests/analysis/small_frameworks.h"
#include "tests/analysis/truths.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/settings.h"

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <set>

using namespace msd;
using namespace msd::testing;

namespace {

struct Sums {
  std::size_t frameworks = 0, claims = 0, witnesses = 0, masks = 0;
};

/// All but the notes and the witness: those name other lines and facts where several would do.
std::string text(const analysis::Claim& c) {
  std::string out(diag::info(c.id).slug);
  for (const std::string& word : c.words) out += " " + word;
  return out + fmt::format(" at {}, part {}{}", c.span.begin, c.part.valid() ? c.part.index + 1 : 0,
                           c.bounded ? ", bounded" : "");
}

std::map<std::string, std::size_t> texts(const analysis::Analysis& analysis) {
  std::map<std::string, std::size_t> out;
  for (const analysis::Claim& c : analysis.claims) {
    if (c.id != diag::Id::MaskedRule) ++out[text(c)];
  }
  return out;
}

/// Of each line that others mask at least one of these is named, and none that is not.
std::string masks(const analysis::Analysis& wanted, const analysis::Analysis& got, Sums& sums) {
  std::set<std::string> all;
  std::set<std::pair<std::uint32_t, std::uint32_t>> lines;
  for (const analysis::Claim& c : wanted.claims) {
    if (c.id != diag::Id::MaskedRule) continue;
    all.insert(text(c));
    lines.emplace(c.field.index, c.line);
  }
  for (const analysis::Claim& c : got.claims) {
    if (c.id != diag::Id::MaskedRule) continue;
    ++sums.masks;
    if (!all.contains(text(c))) return "only as a long table: " + text(c) + "\n";
    lines.erase({c.field.index, c.line});
  }
  return lines.empty() ? "" : "a line that is masked, but not in a long table\n";
}

std::string difference(const Framework& framework, Sums& sums) {
  const Compiled compiled = compile(print(framework));
  if (!compiled.image || compiled.program.rows.empty()) return {};
  ++sums.frameworks;
  const analysis::Analysis wanted = analysis::analyze(compiled.program, {});
  analysis::Options options;
  options.long_table = 0;
  const analysis::Analysis got = analysis::analyze(compiled.program, options);
  const auto before = texts(wanted);
  const auto after = texts(got);
  std::string out;
  for (const auto& [claim, number] : before) {
    sums.claims += number;
    const auto found = after.find(claim);
    if (found == after.end() || found->second != number) out += "not as a long table: " + claim + "\n";
  }
  for (const auto& [claim, number] : after) {
    if (!before.contains(claim)) out += "only as a long table: " + claim + "\n";
  }
  out += masks(wanted, got, sums);
  // Covers and witnesses, each against every input.
  Tally tally;
  Truths truths(compiled.program, got, std::size_t{1} << 20U, tally);
  if (truths.too_many() || !out.empty()) return out;
  truths.line_by_line();
  out = truths.judge();
  sums.witnesses += tally["witnesses"];
  return out;
}

}  // namespace

TEST_CASE("claims about long tables are those about short ones") {
  Random random(settings().seed + 4);
  Sums sums;
  std::size_t failures = 0;
  while (sums.frameworks < settings().frameworks / 6 && failures < 5) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    SmallOptions options;
    options.inputs = 512;
    const Framework framework = small_framework(own, options);
    const std::string found = difference(framework, sums);
    if (found.empty()) continue;
    ++failures;
    Sums none;
    const Framework less = smallest(framework, found, [&](const Framework& f) { return difference(f, none); });
    fmt::print("seed {}\n{}{}\n", seed, print(less), difference(less, none));
    std::fflush(stdout);
    CHECK(found == "");
  }
  fmt::print("seed {}: {} small frameworks, {} claims the same, {} witnesses, {} masks\n", settings().seed,
             sums.frameworks, sums.claims, sums.witnesses, sums.masks);
  std::fflush(stdout);
  CHECK(sums.claims > sums.frameworks);
  CHECK(sums.witnesses > 0);
  CHECK(sums.masks > 0);
}
