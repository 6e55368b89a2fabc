// What a whole process costs, against a hello-world of the same run. One JSON object.
//
//   bench_process [--runs N] BASE [--start] [--designs N] PROGRAM…     each one command line, words parted by
//   blanks
//
// Every round starts each program once, in turn, so that all of them meet the same noise. The first is the yardstick.
// `--start` marks the program that does nothing but start; one behind `--designs N` goes through N designs, and what
// each of them costs beyond that start is a figure of its own.
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

using namespace msd::bench;

constexpr int kLimit = 3;  // milliseconds that a design may cost beyond the start of the program

struct Program {
  std::string shown;
  std::vector<std::string> command;
  std::size_t designs = 0;  // that it goes through, if that is asked for
  bool start = false;       // it only starts
  std::vector<double> wall, cpu, ratio;
  long peak_kib = 0;
  int status = 0;
};

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> out;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end != 0) out.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return out;
}

/// The file names of a command line without their folders.
std::string short_form(const std::vector<std::string>& command) {
  std::string out;
  for (const std::string& word : command) out += (out.empty() ? "" : " ") + word.substr(word.rfind('/') + 1);
  return out;
}

void measure(std::vector<Program>& programs, std::size_t runs) {
  for (Program& p : programs) run(p.command);  // the first run fills the caches of the system
  for (std::size_t round = 0; round < runs; ++round) {
    double base = 0;
    for (Program& p : programs) {
      const Cost cost = run(p.command);
      if (&p == programs.data()) base = cost.wall_ms;
      p.wall.push_back(cost.wall_ms);
      p.cpu.push_back(cost.cpu_ms);
      p.ratio.push_back(cost.wall_ms / base);
      p.peak_kib = std::max(p.peak_kib, cost.peak_kib);
      p.status = std::max(p.status, cost.status);
    }
  }
}

/// What one design costs beyond the start of the program, by a measure over all runs.
template <class Measure> double each(const Program& p, const std::vector<Program>& programs, Measure measure) {
  const auto start = std::find_if(programs.begin(), programs.end(), [](const Program& one) { return one.start; });
  const double before = start == programs.end() ? 0 : measure(start->wall);
  return (measure(p.wall) - before) / static_cast<double>(p.designs);
}

void print(const std::vector<Program>& programs, std::size_t runs) {
  fmt::print("{{\"runs\": {}, \"programs\": [", runs);
  for (const Program& p : programs) {
    fmt::print("{}\n  {{\"command\": \"{}\", \"median_ms\": {:.3f}, \"least_ms\": {:.3f}, \"cpu_ms\": {:.3f}, "
               "\"ratio\": {:.3f}, \"ratio_of_least\": {:.3f}, \"peak_kib\": {}, \"status\": {}",
               &p == programs.data() ? "" : ",", p.shown, median(p.wall), least(p.wall), median(p.cpu),
               median(p.wall) / median(programs.front().wall), least(p.wall) / least(programs.front().wall), p.peak_kib,
               p.status);
    if (p.designs != 0) {
      fmt::print(", \"designs\": {}, \"design_ms\": {:.3f}, \"design_least_ms\": {:.3f}, \"design_limit_ms\": {}",
                 p.designs, each(p, programs, median), each(p, programs, least), kLimit);
    }
    fmt::print("}}");
  }
  fmt::print("\n]}}\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t runs = 200;
  std::vector<Program> programs;
  Program next;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--runs" && i + 1 < argc) {
      runs = std::max<std::size_t>(1, std::strtoull(argv[++i], nullptr, 10));
    } else if (word == "--start") {
      next.start = true;
    } else if (word == "--designs" && i + 1 < argc) {
      next.designs = std::strtoull(argv[++i], nullptr, 10);
    } else {
      Program one = std::exchange(next, {});
      one.command = words(word);
      one.shown = short_form(one.command);
      programs.push_back(std::move(one));
    }
  }
  if (programs.empty()) {
    fmt::print(stderr, "usage: bench_process [--runs N] BASE [--start] [--designs N] PROGRAM…\n");
    return 2;
  }
  measure(programs, runs);
  print(programs, runs);
}
