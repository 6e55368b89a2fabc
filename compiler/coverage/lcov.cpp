// LCOV records, as `genhtml` and the services that read coverage take them.
#include "compiler/coverage/report.h"
#include "compiler/coverage/words.h"

#include <fmt/format.h>

#include <map>

namespace msd::coverage {

namespace {

/// Of one line of a file.
struct Branch {
  bool reached = false;
  std::size_t hits = 0;
};

struct File {
  std::map<std::uint32_t, std::size_t> lines;                              // hits
  std::map<std::uint32_t, std::vector<Branch>> branches;                   // two each, in order
  std::map<std::string, std::pair<std::uint32_t, std::size_t>> functions;  // line, hits
};

using Files = std::map<std::string, File>;

bool counts(const Goal& goal) { return goal.met() || goal.claim.answer != Claim::Answer::Impossible; }

void rules(const Coverage& coverage, const TableCoverage& table, Files& files) {
  std::size_t all = 0;
  for (const Goal& goal : table.goals) {
    if (goal.measure != Measure::Rules || !counts(goal)) continue;
    const report::Location at = place(coverage.image, table.table, goal);
    files[at.file].lines[at.line] += goal.hits;
    all += goal.hits;
  }
  const report::Location at = place(coverage.image, table.table);
  auto [it, fresh] = files[at.file].functions.try_emplace(table_name(coverage.image, table.table), at.line, 0);
  it->second.second += all;
}

/// A pair for each cell, and for each requirement one of held and broken.
void branches(const Coverage& coverage, const TableCoverage& table, Files& files) {
  const bool require = table.table.kind == Table::Kind::Require;
  for (std::size_t i = 0; i + 1 < table.goals.size(); ++i) {
    const Goal& goal = table.goals[i];
    if (goal.measure != Measure::Cells && !(require && goal.measure == Measure::Rules)) continue;
    const Goal& other = table.goals[++i];
    if (!counts(goal) || !counts(other)) continue;
    const report::Location at = place(coverage.image, table.table, goal);
    const bool reached = goal.line == kWhere ? goal.met() || other.met() : table.evaluated[goal.line] != 0;
    std::vector<Branch>& to = files[at.file].branches[at.line];
    to.push_back({reached, goal.hits});
    to.push_back({reached, other.hits});
  }
}

std::string record(const std::string& path, const File& file) {
  std::string out = fmt::format("TN:msdc\nSF:{}\n", path);
  std::size_t found = file.functions.size();
  std::size_t hit = 0;
  for (const auto& [name, at] : file.functions) out += fmt::format("FN:{},{}\n", at.first, name);
  for (const auto& [name, at] : file.functions) {
    out += fmt::format("FNDA:{},{}\n", at.second, name);
    hit += at.second != 0 ? 1 : 0;
  }
  out += fmt::format("FNF:{}\nFNH:{}\n", found, hit);
  found = hit = 0;
  for (const auto& [line, all] : file.branches) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      out += fmt::format("BRDA:{},{},{},{}\n", line, i / 2, i % 2, all[i].reached ? std::to_string(all[i].hits) : "-");
      hit += all[i].hits != 0 ? 1 : 0;
    }
    found += all.size();
  }
  out += fmt::format("BRF:{}\nBRH:{}\n", found, hit);
  hit = 0;
  for (const auto& [line, hits] : file.lines) {
    out += fmt::format("DA:{},{}\n", line, hits);
    hit += hits != 0 ? 1 : 0;
  }
  return out + fmt::format("LF:{}\nLH:{}\nend_of_record\n", file.lines.size(), hit);
}

}  // namespace

std::string render_lcov(const std::deque<Coverage>& all) {
  Files files;
  for (const Coverage& coverage : all) {
    for (const TableCoverage& table : coverage.tables) {
      rules(coverage, table, files);
      branches(coverage, table, files);
    }
  }
  std::string out;
  for (const auto& [path, file] : files) out += record(path, file);
  return out;
}

}  // namespace msd::coverage
