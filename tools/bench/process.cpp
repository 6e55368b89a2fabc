// What a whole process costs, against a hello-world of the same run.
//
//   bench_process [--json] [--runs N] BASE PROGRAM…      each one command line, words parted by blanks
//
// Every round starts each program once, in turn, so that all of them meet the same noise. The first is the yardstick.
#include "tools/bench/spawn.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

namespace {

using namespace msd::bench;

struct Program {
  std::string shown;
  std::vector<std::string> command;
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

void table(const std::vector<Program>& programs, std::size_t runs) {
  fmt::print("Whole processes, {} runs each in turn; times in ms\n", runs);
  fmt::print("{:44} {:>7} {:>7} {:>7} {:>9} {:>8} {:>6}\n", "", "median", "least", "cpu", "x base", "x least", "MiB");
  const Program& base = programs.front();
  for (const Program& p : programs) {
    fmt::print("{:44} {:7.2f} {:7.2f} {:7.2f} {:9.2f} {:8.2f} {:6.1f}{}\n", p.shown, median(p.wall), least(p.wall),
               median(p.cpu), median(p.wall) / median(base.wall), least(p.wall) / least(base.wall),
               static_cast<double>(p.peak_kib) / 1024.0, p.status == 0 ? "" : fmt::format("  (exit {})", p.status));
  }
}

void json(const std::vector<Program>& programs, std::size_t runs) {
  fmt::print("{{\"runs\": {}, \"programs\": [", runs);
  for (const Program& p : programs) {
    fmt::print("{}\n  {{\"command\": \"{}\", \"median_ms\": {:.3f}, \"least_ms\": {:.3f}, \"cpu_ms\": {:.3f}, "
               "\"ratio\": {:.3f}, \"ratio_of_least\": {:.3f}, \"peak_kib\": {}, \"status\": {}}}",
               &p == programs.data() ? "" : ",", p.shown, median(p.wall), least(p.wall), median(p.cpu),
               median(p.wall) / median(programs.front().wall), least(p.wall) / least(programs.front().wall), p.peak_kib,
               p.status);
  }
  fmt::print("\n]}}\n");
}

}  // namespace

int main(int argc, char** argv) {
  bool as_json = false;
  std::size_t runs = 200;
  std::vector<Program> programs;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--json") {
      as_json = true;
    } else if (word == "--runs" && i + 1 < argc) {
      runs = std::max<std::size_t>(1, std::strtoull(argv[++i], nullptr, 10));
    } else {
      Program one;
      one.command = words(word);
      one.shown = short_form(one.command);
      programs.push_back(std::move(one));
    }
  }
  if (programs.empty()) {
    fmt::print(stderr, "usage: bench_process [--json] [--runs N] BASE PROGRAM…\n");
    return 2;
  }
  measure(programs, runs);
  as_json ? json(programs, runs) : table(programs, runs);
}
