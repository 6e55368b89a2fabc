// What a generated test says: its name, and what it expects of the tables that it is there for.
#pragma once

#include "compiler/generate/neighbours.h"

#include <string>
#include <vector>

namespace msd::generate {

/// The name of a test by the first goal that it is there for. Fit to stand between quotes.
std::string title(const image::Image& image, const coverage::Table& table, const coverage::Goal& goal);

std::string title(const image::Image& image, const coverage::Table& table, const Neighbour& neighbour);
/// The same as a whole, however long.
std::string named(const image::Image& image, const coverage::Table& table, const Neighbour& neighbour);

/// What evaluation gives for a table on each of its rows, as expectations, one each: the value and the rule that fired,
/// the rules that added, whether a requirement is held, broken or does not apply. Rows of which nothing is known are
/// left out.
std::vector<std::string> expectations(eval::Evaluator& evaluator, const coverage::Table& table);

}  // namespace msd::generate
