// Frameworks with long tables, records of whatever rules, and codes behind each other.
#pragma once

#include "tests/support/random.h"

#include "runtime/records/coding.h"

#include <string>

namespace msd::testing {

/// Wide tables: a few columns, many rules of a few tests.
std::string wide_table(std::size_t rules, std::size_t columns, Random& random);
/// Many columns and decisions, some of which read those in front of them, and sets that grow: of a column, which is
/// read again, and of none. Packed records and results have several words.
std::string many_decisions(std::size_t count, Random& random);
/// So many bools, each turned over by a decision of its own, and a set that gets a value for each of them.
std::string turned(std::size_t bools);
/// A tariff: a rule for each combination of three columns, and one test more.
std::string tariff(std::size_t values);

/// Numbers often at what they are compared with, or beside it.
std::vector<std::vector<records::Content>> random_records(const records::Program& p,
                                                          const std::vector<records::Coding>& codings,
                                                          std::size_t count, Random& random);

/// The code of a record among codes of so many bytes.
void put_code(std::vector<std::uint64_t>& words, std::uint32_t bytes, std::size_t at, std::uint64_t code);
std::uint64_t code_at(const std::vector<std::uint64_t>& words, std::uint32_t bytes, std::size_t at);

}  // namespace msd::testing
