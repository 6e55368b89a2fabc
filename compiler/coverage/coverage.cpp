#include "compiler/coverage/coverage.h"

#include "compiler/coverage/proof.h"

#include <algorithm>
#include <tuple>

namespace msd::coverage {

namespace {

void pairs(Measure measure, std::uint32_t line, std::size_t parts, std::vector<Goal>& out) {
  for (std::uint32_t part = 0; part < parts; ++part) {
    out.push_back({measure, line, part, true});
    out.push_back({measure, line, part, false});
  }
}

/// Values of a finite field, members of a set.
std::uint32_t values_of(const image::Image& image, std::uint32_t field) {
  if (field == kNone) return 0;
  const image::TypeRecord& type = image.types()[image.fields()[field].type];
  const auto cls = static_cast<Class>(type.cls);
  if (cls == Class::Bool) return 2;
  return cls == Class::Enum || cls == Class::Set ? image.enums()[type.target].value_count : 0;
}

std::vector<Goal> goals(const image::Image& image, const Table& table) {
  std::vector<Goal> out;
  for (std::uint32_t line = 0; line < table.lines.size(); ++line) {
    out.push_back({Measure::Rules, line, 0, true});
    if (table.kind == Table::Kind::Require) out.push_back({Measure::Rules, line, 0, false});
  }
  for (std::uint32_t bit = 0; bit < values_of(image, table.field); ++bit)
    out.push_back({Measure::Values, kNone, bit, true});
  pairs(Measure::Cells, kWhere, table.where.cells.size(), out);
  for (std::uint32_t line = 0; line < table.lines.size(); ++line)
    pairs(Measure::Cells, line, table.lines[line].cells.size(), out);
  pairs(Measure::Mcdc, kWhere, table.where.atoms.size(), out);
  for (std::uint32_t line = 0; line < table.lines.size(); ++line)
    pairs(Measure::Mcdc, line, table.lines[line].atoms.size(), out);
  return out;
}

auto order(const Goal& g) { return std::tuple(g.measure, g.line >= kWhere ? 0 : g.line + 1, g.part, !g.holds); }

bool impossible(const Goal& goal) { return !goal.met() && goal.claim.answer == Claim::Answer::Impossible; }

}  // namespace

std::string_view name(Measure measure) {
  switch (measure) {
  case Measure::Rules: return "rules";
  case Measure::Values: return "values";
  case Measure::Cells: return "cells";
  case Measure::Mcdc: return "MC/DC";
  }
  return "";
}

Goal& TableCoverage::goal(Measure measure, std::uint32_t line, std::uint32_t part, bool holds) {
  const Goal wanted{measure, line, part, holds};
  return *std::lower_bound(goals.begin(), goals.end(), wanted,
                           [](const Goal& a, const Goal& b) { return order(a) < order(b); });
}

std::string_view counted(Measure measure) { return measure == Measure::Mcdc ? "MC/DC pairs" : name(measure); }

Count& Count::operator+=(const Count& other) {
  covered += other.covered;
  all += other.all;
  impossible += other.impossible;
  return *this;
}

Count count(const TableCoverage& table, Measure measure) {
  Count out;
  const bool paired = measure == Measure::Cells || measure == Measure::Mcdc;
  for (std::size_t i = 0; i < table.goals.size(); ++i) {
    const Goal& goal = table.goals[i];
    if (goal.measure != measure) continue;
    const Goal& other = paired ? table.goals[++i] : goal;
    if (impossible(goal) || impossible(other)) {
      ++out.impossible;
      continue;
    }
    ++out.all;
    if (goal.met() && other.met()) ++out.covered;
  }
  return out;
}

Count count(const Coverage& coverage, Measure measure) {
  Count out;
  for (const TableCoverage& table : coverage.tables) out += count(table, measure);
  return out;
}

Coverage begin(const image::Image& image, std::string entry) {
  Coverage out{image, std::move(entry), {}, {}};
  for (Table& table : tables(image)) {
    std::vector<Goal> all = goals(image, table);
    const std::size_t lines = table.lines.size();
    out.tables.push_back({std::move(table), std::move(all), std::vector<std::size_t>(lines)});
  }
  return out;
}

void prove(Coverage& coverage, Proof& proof) {
  for (TableCoverage& table : coverage.tables) {
    for (Goal& goal : table.goals) {
      if (!goal.met()) goal.claim = proof.about(table, goal);
    }
  }
}

}  // namespace msd::coverage
