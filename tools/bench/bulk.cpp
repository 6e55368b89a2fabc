// `msdc eval --records` beside simdjson, which reads all fields of the same lines and decides nothing. Each round runs
// every program once, in turn, on one core. One JSON list.
//
//   bench_bulk [--runs N] [--records N] MSDC IMAGE ROW FOLDER
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sched.h>

namespace {

namespace fs = std::filesystem;
using namespace msd::bench;

struct Line {
  std::string name;
  std::string base;  ///< the line that it is compared with
  std::vector<std::string> command;
  std::string file;
  std::vector<double> times;
  long peak_kib = 0;
};

void write_records(const std::string& generator, const std::string& image, const std::string& row, std::size_t count,
                   const std::string& form, const std::string& file) {
  const std::string command = fmt::format("'{}' '{}' '{}' {} {} > '{}'", generator, image, row, count, form, file);
  if (std::system(command.c_str()) == 0) return;  // NOLINT: a benchmark, by its own user
  fmt::print(stderr, "bench_bulk: cannot make {}\n", file);
  std::exit(2);
}

void stay_on_one_core() {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(sched_getcpu(), &set);
  sched_setaffinity(0, sizeof set, &set);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t runs = 11, records = 200'000;
  std::vector<std::string> rest;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--runs" && i + 1 < argc)
      runs = std::strtoul(argv[++i], nullptr, 10);
    else if (word == "--records" && i + 1 < argc)
      records = std::strtoul(argv[++i], nullptr, 10);
    else
      rest.push_back(word);
  }
  if (rest.size() != 4) return fmt::print(stderr, "bench_bulk [--runs N] [--records N] MSDC IMAGE ROW FOLDER\n"), 2;
  const fs::path here = fs::path(argv[0]).parent_path();
  const std::string reader = here / "bench_bulk_reader";
  const std::string folder = rest[3];
  fs::create_directories(folder);
  std::vector<Line> lines;
  for (const std::string form : {"ordered", "mixed", "csv"}) {
    const std::string file = folder + "/" + form;
    write_records(here / "bench_bulk_records", rest[1], rest[2], records, form, file);
    const std::string base = "simdjson, " + form;
    if (form != "csv" && fs::exists(reader)) lines.push_back({base, base, {reader, file}, file, {}, 0});
    std::vector<std::string> command{rest[0], "eval", "--records", "--framework", rest[1], "--row", rest[2], file};
    if (form == "csv") command.insert(command.end(), {"--read", "csv", "--write", "csv"});
    lines.push_back({"msdc, " + form, base, command, file, {}, 0});
    if (form == "ordered") {
      command.emplace_back("--trace");
      lines.push_back({"msdc, ordered, with --trace", base, command, file, {}, 0});
    }
  }
  stay_on_one_core();
  for (std::size_t round = 0; round < runs; ++round) {
    for (Line& line : lines) {
      const Cost cost = run(line.command);
      if (cost.status != 0) return fmt::print(stderr, "bench_bulk: {} ends with {}\n", line.name, cost.status), 2;
      line.times.push_back(cost.cpu_ms);
      line.peak_kib = std::max(line.peak_kib, cost.peak_kib);
    }
  }
  for (const Line& line : lines) {
    const double best = least(line.times);
    const auto bytes = static_cast<double>(fs::file_size(line.file));
    double ratio = 0;
    for (const Line& other : lines) {
      if (other.name == line.base) ratio = least(other.times) / best;
    }
    const double count = static_cast<double>(records);
    fmt::print("{}\n  {{\"name\": \"{}\", \"records\": {}, \"records_a_second\": {:.0f}, \"bytes_a_line\": {:.0f}, "
               "\"ratio\": {:.3f}, \"peak_kib\": {}}}",
               &line == lines.data() ? "[" : ",", line.name, records, count / best * 1e3, bytes / count, ratio,
               line.peak_kib);
  }
  fmt::print("\n]\n");
  return 0;
}
