// Writes what the benchmarks read, to look at it or to time another program with it.
//
//   bench_generate_files rules BYTES                  a rule file, to standard output
//   bench_generate_files designs FOLDER COUNT EXAMPLE…
#include "tools/bench/generate.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
  using namespace msd::bench;
  if (argc == 3 && std::string_view(argv[1]) == "rules") {
    fmt::print("{}", rule_file(std::strtoull(argv[2], nullptr, 10)));
    return 0;
  }
  if (argc >= 5 && std::string_view(argv[1]) == "designs") {
    std::vector<std::string> examples;
    for (int i = 4; i < argc; ++i) examples.push_back(read_or_stop(argv[i]));
    design_folder(argv[2], examples, std::strtoull(argv[3], nullptr, 10));
    return 0;
  }
  fmt::print(stderr, "usage: bench_generate_files rules BYTES | designs FOLDER COUNT EXAMPLE…\n");
  return 2;
}
