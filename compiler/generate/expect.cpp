#include "compiler/generate/expect.h"

#include "compiler/coverage/words.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

namespace msd::generate {

using coverage::Goal;
using coverage::Measure;
using coverage::Table;
using eval::Outcome;

namespace {

constexpr std::size_t kTitle = 80;

std::string quoted(std::string text) {
  if (text.size() > kTitle) text = text.substr(0, kTitle - 3) + "...";
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string what(const image::Image& image, const Table& table, const Goal& goal) {
  const std::string name = coverage::table_name(image, table);
  const std::string line = coverage::line_name(image, table, goal.line);
  const std::string part = coverage::part_name(image, table, goal);
  const std::string of = line.empty() ? name : name + ": " + line;
  switch (goal.measure) {
  case Measure::Rules:
    if (table.kind == Table::Kind::Require) return name + (goal.holds ? " is held" : " is broken");
    return line.empty() ? name + " is computed" : of;
  case Measure::Values: return fmt::format("{} {} {}", name, table.kind == Table::Kind::Attach ? "has" : "is", part);
  case Measure::Cells: return goal.holds ? of + " holds" : fmt::format("{} fails by {}", of, part);
  case Measure::Mcdc: return fmt::format("{} {} by {}", of, goal.holds ? "turns" : "turns without", part);
  }
  return of;
}

void of_rule(eval::Evaluator& evaluator, const Table& table, eval::RowIndex row, std::vector<std::string>& out) {
  const eval::Facts& facts = evaluator.facts();
  const image::Image& image = facts.image();
  const Outcome& cell = evaluator.cell(row, table.field);
  const std::string name = report::cell_name(facts, {row, table.field});
  switch (cell.state) {
  case Outcome::State::Unknown: return;
  case Outcome::State::Absent: out.push_back(name + " is absent"); break;
  case Outcome::State::Rejected: out.push_back(name + " is rejected"); break;
  case Outcome::State::Value:
    out.push_back(name + " == " + report::show_outcome(facts, table.field, cell, report::Style::Identifier));
    break;
  }
  if (table.kind == Table::Kind::Attach) {
    if (cell.state != Outcome::State::Value) return;
    for (const eval::Round& round : evaluator.rounds(row, table.field)) {
      for (std::uint32_t line : round.lines)
        out.push_back(fmt::format("{} by {}", name, image.text(image.lines()[line].name)));
    }
  } else if (cell.line != image::kNone && table.kind != Table::Kind::Derive) {
    out.push_back(fmt::format("{} by {}", name, image.text(image.lines()[cell.line].name)));
  }
}

void of_requirement(eval::Evaluator& evaluator, const Table& table, eval::RowIndex row, std::vector<std::string>& out) {
  const eval::Facts& facts = evaluator.facts();
  const image::Image& image = facts.image();
  const image::RequireRecord& require = image.requirements()[table.subject];
  const eval::Verdict verdict = evaluator.requirement(table.subject, row);
  const std::string name(image.text(require.name));
  if (verdict.state == eval::Verdict::State::NotApplicable)
    out.push_back(fmt::format("exempt {} on {}", name, report::row_name(facts, row)));
  if (verdict.state == eval::Verdict::State::Held)
    out.push_back(fmt::format("held {} on {}", name, report::row_name(facts, row)));
  if (verdict.state == eval::Verdict::State::Broken)
    out.push_back(fmt::format("{} {} on {}", msd::name(static_cast<Severity>(require.severity)), name,
                              report::row_name(facts, row)));
}

}  // namespace

std::string title(const image::Image& image, const Table& table, const Goal& goal) {
  return quoted(what(image, table, goal));
}

std::string title(const image::Image& image, const Table& table, const Neighbour& neighbour) {
  return quoted(named(image, table, neighbour));
}

std::string named(const image::Image& image, const Table& table, const Neighbour& neighbour) {
  const std::string line = coverage::line_name(image, table, neighbour.line);
  const std::string of = coverage::table_name(image, table) + (line.empty() ? "" : ": " + line);
  return fmt::format("{} {}", of, words(image, table, neighbour));
}

std::vector<std::string> expectations(eval::Evaluator& evaluator, const Table& table) {
  std::vector<std::string> out;
  for (eval::RowIndex row : evaluator.facts().of_kind(table.row)) {
    if (table.kind == Table::Kind::Require) {
      of_requirement(evaluator, table, row, out);
    } else {
      of_rule(evaluator, table, row, out);
    }
  }
  return out;
}

}  // namespace msd::generate
