// Claims about middle-sized random frameworks, put to Z3: none may be refuted.
//
//   claims_smt [--frameworks N] [--seed S] [--one S] [--seconds S] [--keep FOLDER]
//
// --one: the framework of this seed alone, as a refutation names it.
// --seconds: for one question; what takes longer is counted as open. --keep: where the SMT-LIB files stay. Exits with
// 77, which the suite counts as skipped, where there is no Z3.
#include "tests/analysis/small_frameworks.h"
#include "tests/smt/questions.h"
#include "tests/support/compile.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

using namespace msd;
using namespace msd::testing;

namespace {

struct Arguments {
  std::size_t frameworks = 6;
  std::uint64_t seed = 20'260'101;
  unsigned seconds = 20;
  std::optional<std::uint64_t> one;
  std::string keep;
};

Arguments read(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view word = argv[i];
    if (word == "--frameworks") out.frameworks = std::strtoul(argv[i + 1], nullptr, 10);
    if (word == "--seed") out.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (word == "--one") out.one = std::strtoull(argv[i + 1], nullptr, 10);
    if (word == "--seconds") out.seconds = static_cast<unsigned>(std::strtoul(argv[i + 1], nullptr, 10));
    if (word == "--keep") out.keep = argv[i + 1];
  }
  return out;
}

struct Sums {
  std::size_t frameworks = 0, refused = 0, facts = 0, tables = 0, open = 0, refuted = 0;
  std::map<std::string, std::size_t> agreed;
};

/// The answers of Z3, one for each `check-sat`.
std::vector<std::string> ask(const std::string& text, const std::string& path, unsigned seconds) {
  std::ofstream(path) << fmt::format("(set-option :timeout {})\n", seconds * 1000) << text;
  std::vector<std::string> out;
  FILE* pipe = popen(("z3 '" + path + "' 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  char line[4096];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    out.emplace_back(line);
    while (!out.back().empty() && out.back().back() == '\n') out.back().pop_back();
  }
  pclose(pipe);
  return out;
}

bool judge(const Framework& framework, std::uint64_t seed, const Arguments& arguments, Sums& sums) {
  const Compiled compiled = compile(print(framework));
  if (!compiled.image) return ++sums.refused, false;
  ++sums.frameworks;
  for (const tir::Field& f : compiled.program.fields) {
    if (f.builtin == tir::Builtin::None) ++(f.rule.valid() ? sums.tables : sums.facts);
  }
  const analysis::Analysis analysis = analysis::analyze(compiled.program, {});
  const smt::Questions questions(compiled.program, analysis);
  const std::string folder = arguments.keep.empty() ? std::filesystem::temp_directory_path().string() : arguments.keep;
  const std::string path = fmt::format("{}/claims_{}.smt2", folder, seed);
  const std::vector<std::string> answers = ask(questions.text(), path, arguments.seconds);
  if (arguments.keep.empty()) std::filesystem::remove(path);
  const auto& all = questions.all();
  if (answers.size() != all.size()) {
    fmt::print("seed {}: {} questions, {} answers: {}\n", seed, all.size(), answers.size(),
               answers.empty() ? "" : answers.front());
    return ++sums.refuted, true;
  }
  const auto right = [&](std::size_t i) { return answers[i] == (all[i].exists ? "sat" : "unsat"); };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const smt::Question& q = all[i];
    std::size_t end = i + 1;
    while (q.any != 0 && end < all.size() && all[end].any == q.any) ++end;
    bool agreed = false;
    bool open = false;
    for (std::size_t k = i; k < end; ++k) {
      agreed = agreed || right(k);
      open = open || (answers[k] != "sat" && answers[k] != "unsat");
    }
    i = end - 1;
    if (agreed) {
      ++sums.agreed[q.kind];
    } else if (open) {
      ++sums.open;
    } else {
      ++sums.refuted;
      fmt::print("refuted: {} ({}): Z3 says {}\nseed {}\n{}\n", q.what, q.kind, answers[i], seed, print(framework));
      std::fflush(stdout);
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = read(argc, argv);
  if (std::system("z3 --version > /dev/null 2>&1") != 0) {
    fmt::print("skipped: no Z3 (the package `z3`) is installed\n");
    return 77;
  }
  Random random(arguments.seed);
  Sums sums;
  for (bool more = true; more;) {
    const std::uint64_t seed = arguments.one.value_or(random.seed());
    Random own(seed);
    SmallOptions options;
    options.inputs = SIZE_MAX;
    options.least_facts = 20;
    options.facts = 40;
    options.least_tables = 10;
    options.tables = 30;
    options.inside_inputs = 64;
    judge(small_framework(own, options), seed, arguments, sums);
    more = !arguments.one && sums.frameworks < arguments.frameworks;
  }
  fmt::print("{} frameworks ({} refused), {} facts, {} tables; {} claims refuted, {} open\n", sums.frameworks,
             sums.refused, sums.facts, sums.tables, sums.refuted, sums.open);
  for (const auto& [kind, number] : sums.agreed) fmt::print("  {:<32}{:>9}\n", kind, number);
  return sums.refuted == 0 ? 0 : 1;
}
