// Inputs of any size for the benchmarks, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace msd::bench {

/// A framework in one file of at least `bytes` bytes: enums, rows, fields, derivations, tables, requirements and tests
/// in about the shares that real ones have. It compiles without a finding. The same number gives the same text. Linear.
std::string rule_file(std::size_t bytes);

/// One design made of an example: its name gets `number` as a suffix, and now and then a cell that gives a reason is
/// written `?` instead, so that some of the designs are half written. `example` begins its design with `design NAME`.
std::string design(std::string_view example, std::uint64_t number);

/// Writes `count` designs, made of the examples in turn, into a new folder and its subfolders of a hundred. Stops the
/// program with a message if it cannot.
void design_folder(const std::string& folder, const std::vector<std::string>& examples, std::size_t count);

/// A whole file; stops the program with a message if it cannot be read.
std::string read_or_stop(const std::string& path);

}  // namespace msd::bench
