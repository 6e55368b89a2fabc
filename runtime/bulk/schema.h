// What a record may hold, made ready for reading it.
#pragma once

#include "runtime/bulk/pattern.h"
#include "runtime/bulk/short_names.h"
#include "runtime/records/decide.h"

#include <functional>
#include <optional>

namespace msd::bulk {

/// A record longer than this is refused unread.
inline constexpr std::size_t kLongestRecord = std::size_t{16} << 20U;

/// What stands for the content of a measure that is rejected, in JSON as a text.
inline constexpr std::string_view kRejectedWord = "!rejected";

/// What is wrong with a record. The place is in bytes from its start.
struct Fault {
  std::size_t at = 0;
  std::string message;
};

struct Column {
  std::string key_text;  ///< `"name":`
  Pattern key{""};       ///< the same
  Class cls{};
  bool required = false;    ///< never absent
  bool rejectable = false;  ///< a measure
  Names values;             ///< of an enum or a set; of a bool `false` and `true`, then `no` and `yes`
  ShortNames short_values;  ///< the same, of an enum or a set
  Dimension dimension{};
  bool whole = false;  ///< Number: no fractions of a plain count
  std::int64_t low = 0, high = 0;
  std::string_view name;
  std::string expected;  ///< in words that follow "must be"
};

/// Words for a name that is none, given the names that there are: which one may be meant. Empty if none comes near.
using Hint = std::function<std::string(std::string_view name, const std::vector<std::string_view>& names)>;

/// Does not change once it is made, so any number of readers may share it.
class Schema {
 public:
  /// The program outlives it. `hint` may be none. O(names).
  explicit Schema(const records::Program& program, Hint hint = nullptr);
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  const std::vector<Column>& columns() const { return columns_; }
  /// The column of that name; kNoName if there is none.
  const Names& names() const { return names_; }
  const records::Program& program() const { return program_; }

  /// Words of a message: that there is no column of that name. O(what the hint costs).
  std::string no_column(std::string_view name) const;
  /// Makes absent what `has` says false of; faults name the required columns among that. None: all is well.
  std::optional<std::string> complete(std::span<records::Content> contents, const std::vector<bool>& has) const;

 private:
  const records::Program& program_;
  std::vector<Column> columns_;
  Names names_;
  Hint hint_;
};

/// A number in base units, if it is one of the column's.
inline bool fits(const Column& column, std::int64_t number) {
  return number >= column.low && number <= column.high && !(column.whole && number % 1'000'000 != 0);
}
/// The number that digits with or without a unit write: `2.5`, `10 ms`.
std::optional<std::int64_t> number_of_text(const Column& column, std::string_view text);
/// The number that a JSON number writes; only counts and ratios are written so.
std::optional<std::int64_t> number_of_json(const Column& column, const std::string& number);

/// Words of a message: that what is written is no content of the column.
std::string no_content(const Column& column, std::string_view written);
/// A piece of input for a message: safe, short, in backticks.
std::string shown(std::string_view text);

}  // namespace msd::bulk
