// The largest resident set of `msdc check` on folders of 1,000 and 10,000 designs, in every output format. One JSON
// list.
//
//   bench_memory MSDC FOLDER EXAMPLE…      designs are made of the examples, below FOLDER
#include "tools/bench/generate.h"
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <string_view>

int main(int argc, char** argv) {
  using namespace msd::bench;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 3) {
    fmt::print(stderr, "usage: bench_memory MSDC FOLDER EXAMPLE…\n");
    return 2;
  }
  std::vector<std::string> examples;
  for (std::size_t i = 2; i < words.size(); ++i) examples.push_back(read_or_stop(words[i]));

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
    }
  }
  fmt::print("[{}\n]\n", document);
}
