// What `msdc lint` costs over models of 10, 100, 1,000 and 10,000 rules, of two shapes; and over the two that the
// project has set itself limits for. One JSON list.
//
//   bench_analysis [--most RULES] MSDC FOLDER      models are written into FOLDER
#include "tools/bench/generate.h"
#include "tools/bench/models.h"
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <algorithm>
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

struct Measurable {
  std::string name, text;
  std::string shape;
  std::size_t rules = 0;
  unsigned limit = 0;  ///< seconds; 0 if there is none
};

Measurable layered(std::size_t rules, std::size_t tables) {
  return {fmt::format("{} rules in {} tables over {} facts", rules, tables, kInputs),
          layered_model({kInputs, tables, rules, 1}), "many tables", rules};
}

Measurable long_table(std::size_t rules) {
  return {fmt::format("{} rules in one table over {} facts", rules, kColumns), wide_table(rules, kColumns, 1),
          "one table", rules};
}

Measured lint(const std::string& msdc, const std::string& folder, const std::string& model) {
  const std::string file = folder + "/model.msd";
  std::ofstream(file) << model;
  Measured out;
  out.cost = run({"/bin/sh", "-c", "exec \"$0\" lint \"$1\" --notes >\"$1.out\"", msdc, file});
  out.undecided = occurrences(read_or_stop(file + ".out"), "[M1016]");
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t most = 10'000;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--most" && i + 1 < argc)
      most = std::strtoull(argv[++i], nullptr, 10);
    else
      words.emplace_back(word);
  }
  if (words.size() != 2) {
    fmt::print(stderr, "usage: bench_analysis [--most RULES] MSDC FOLDER\n");
    return 2;
  }
  std::filesystem::create_directories(words[1]);
  std::string document;
  const auto measure = [&](const Measurable& model) {
    const Measured m = lint(words[0], words[1], model.text);
    const double seconds = m.cost.cpu_ms / 1e3;
    document += fmt::format("{}\n  {{\"model\": \"{}\", \"shape\": \"{}\", \"rules\": {}, \"cpu_seconds\": {:.3f}, "
                            "\"limit_seconds\": {}, \"peak_kib\": {}, "
                            "\"undecided\": {}, \"status\": {}}}",
                            document.empty() ? "" : ",", model.name, model.shape, model.rules, seconds, model.limit,
                            m.cost.peak_kib, m.undecided, m.cost.status);
  };
  for (std::size_t rules = 10; rules <= most; rules *= 10) {
    measure(layered(rules, std::clamp<std::size_t>(rules / 10, 1, 50)));
    measure(long_table(rules));
  }
  Measurable tables = layered(500, 50);
  tables.limit = 2;
  measure(tables);
  Measurable table = long_table(4'000);
  table.limit = 10;
  measure(table);
  fmt::print("[{}\n]\n", document);
}
