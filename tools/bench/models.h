// Frameworks of any number of rules for the benchmark of the analysis, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace msd::bench {

struct Shape {
  std::size_t inputs = 24;
  std::size_t tables = 50;
  std::size_t rules = 500;  ///< of all tables, with the last ones, which take what is left
  std::uint64_t seed = 1;
};

/// A framework of one row: facts of three kinds (two-valued, of three to five values, numbers), and tables that read a
/// few facts and a few of the tables before them. Conditions have one to three parts. Linear.
std::string layered_model(const Shape& shape);

/// One first-match table over `columns` facts: rules of a few parts, the narrow ones first, as such tables grow.
/// Linear.
std::string wide_table(std::size_t rules, std::size_t columns, std::uint64_t seed);

/// One first-match table over `columns` facts, of which each rule tests five: enums of four to ten values and numbers,
/// one of four columns each. Few records match any one rule. Linear.
std::string service_table(std::size_t rules, std::size_t columns, std::uint64_t seed);

}  // namespace msd::bench
