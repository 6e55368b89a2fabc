// The largest resident set of `msdc check` on folders of 1,000 and 10,000 designs, in every output format.
//
//   bench_memory [--json] MSDC FOLDER EXAMPLE…      designs are made of the examples, below FOLDER
#include "tools/bench/generate.h"
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <string_view>

int main(int argc, char** argv) {
  using namespace msd::bench;
  bool json = false;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--json") {
      json = true;
    } else {
      words.emplace_back(argv[i]);
    }
  }
  if (words.size() < 3) {
    fmt::print(stderr, "usage: bench_memory [--json] MSDC FOLDER EXAMPLE…\n");
    return 2;
  }
  std::vector<std::string> examples;
  for (std::size_t i = 2; i < words.size(); ++i) examples.push_back(read_or_stop(words[i]));

  if (!json)
    fmt::print("Memory of one process over a folder\n{:28} {:>8} {:>10} {:>10}\n", "", "MiB", "s", "designs/s");
  std::string document;
  for (const std::size_t count : {std::size_t{1000}, std::size_t{10000}}) {
    const std::string folder = fmt::format("{}/{}", words[1], count);
    design_folder(folder, examples, count);
    for (const std::string_view format : {"text", "json", "sarif", "github", "junit"}) {
      const Cost cost = run({words[0], "check", folder, "--format", std::string(format)});
      const double seconds = cost.wall_ms / 1e3;
      const double rate = static_cast<double>(count) / seconds;
      document += fmt::format("{}\n  {{\"designs\": {}, \"format\": \"{}\", \"peak_kib\": {}, \"seconds\": {:.3f}, "
                              "\"designs_per_second\": {:.0f}, \"status\": {}}}",
                              document.empty() ? "" : ",", count, format, cost.peak_kib, seconds, rate, cost.status);
      if (json) continue;
      fmt::print("{:28} {:8.1f} {:10.2f} {:10.0f}\n", fmt::format("{} designs, {}", count, format),
                 static_cast<double>(cost.peak_kib) / 1024.0, seconds, rate);
    }
  }
  if (json) fmt::print("[{}\n]\n", document);
}
