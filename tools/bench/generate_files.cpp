// Writes what the benchmarks read, to look at it or to time another program with it.
//
//   bench_generate_files rules BYTES                  a rule file, to standard output
//   bench_generate_files layered INPUTS TABLES RULES  a model of many tables, to standard output
//   bench_generate_files table RULES COLUMNS          one of one table
//   bench_generate_files service RULES COLUMNS        one of one table whose rules test five columns each
//   bench_generate_files designs FOLDER COUNT EXAMPLE…
#include "tools/bench/generate.h"
#include "tools/bench/models.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
  using namespace msd::bench;
  if (argc == 3 && std::string_view(argv[1]) == "rules") {
    fmt::print("{}", rule_file(std::strtoull(argv[2], nullptr, 10)));
    return 0;
  }
  const auto number = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
  if (argc == 5 && std::string_view(argv[1]) == "layered") {
    fmt::print("{}", layered_model({number(2), number(3), number(4), 1}));
    return 0;
  }
  if (argc == 4 && std::string_view(argv[1]) == "table") {
    fmt::print("{}", wide_table(number(2), number(3), 1));
    return 0;
  }
  if (argc == 4 && std::string_view(argv[1]) == "service") {
    fmt::print("{}", service_table(number(2), number(3), 1));
    return 0;
  }
  if (argc >= 5 && std::string_view(argv[1]) == "designs") {
    std::vector<std::string> examples;
    for (int i = 4; i < argc; ++i) examples.push_back(read_or_stop(argv[i]));
    design_folder(argv[2], examples, std::strtoull(argv[3], nullptr, 10));
    return 0;
  }
  fmt::print(stderr, "usage: bench_generate_files rules BYTES | layered INPUTS TABLES RULES | table RULES COLUMNS | "
                     "service RULES COLUMNS | designs FOLDER COUNT EXAMPLE…\n");
  return 2;
}
