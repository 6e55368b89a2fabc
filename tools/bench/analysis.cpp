// What `msdc lint` costs over models of 10, 100, 1,000 and 10,000 rules, of two shapes.
//
//   bench_analysis [--json] [--most RULES] MSDC FOLDER      models are written into FOLDER
#include "tools/bench/generate.h"
#include "tools/bench/models.h"
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

using namespace msd::bench;

namespace {

constexpr std::size_t kInputs = 24;
constexpr std::size_t kColumns = 20;

struct Measured {
  Cost cost;
  std::size_t undecided = 0;
};

std::size_t occurrences(const std::string& text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

Measured lint(const std::string& msdc, const std::string& folder, const std::string& model) {
  const std::string file = folder + "/model.msd";
  std::ofstream(file) << model;
  Measured out;
  out.cost = run({"sh", "-c", "exec \"$0\" lint \"$1\" --notes >\"$1.out\"", msdc, file});
  out.undecided = occurrences(read_or_stop(file + ".out"), "[M1016]");
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  bool json = false;
  std::size_t most = 10'000;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--json")
      json = true;
    else if (word == "--most" && i + 1 < argc)
      most = std::strtoull(argv[++i], nullptr, 10);
    else
      words.emplace_back(word);
  }
  if (words.size() != 2) {
    fmt::print(stderr, "usage: bench_analysis [--json] [--most RULES] MSDC FOLDER\n");
    return 2;
  }
  std::filesystem::create_directories(words[1]);
  if (!json) fmt::print("Lint of generated models (cpu)\n{:44} {:>8} {:>8} {:>10}\n", "", "s", "MiB", "undecided");
  std::string document;
  for (std::size_t rules = 10; rules <= most; rules *= 10) {
    const std::size_t tables = std::max<std::size_t>(rules / 10, 1);
    const std::pair<std::string, std::string> models[] = {
        {fmt::format("{} rules in {} tables over {} facts", rules, tables, kInputs),
         layered_model({kInputs, tables, rules, 1})},
        {fmt::format("{} rules in one table over {} facts", rules, kColumns), wide_table(rules, kColumns, 1)}};
    for (const auto& [name, text] : models) {
      const Measured m = lint(words[0], words[1], text);
      document += fmt::format(
          "{}\n  {{\"model\": \"{}\", \"cpu_seconds\": {:.3f}, \"peak_kib\": {}, \"undecided\": {}, "
          "\"status\": {}}}",
          document.empty() ? "" : ",", name, m.cost.cpu_ms / 1e3, m.cost.peak_kib, m.undecided, m.cost.status);
      if (json) continue;
      fmt::print("{:44} {:8.2f} {:8.1f} {:10}\n", name, m.cost.cpu_ms / 1e3,
                 static_cast<double>(m.cost.peak_kib) / 1024.0, m.undecided);
      std::fflush(stdout);
    }
  }
  if (json) fmt::print("[{}\n]\n", document);
}
