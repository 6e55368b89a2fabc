// What both sides, compiler and runtime, say about types: classes of values, dimensions of quantities, categories.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace msd {

/// How a value is held by the evaluator.
enum class Class : std::uint8_t { Bool, Enum, Set, Number, Text, Id, Ref, List };

/// Quantities are whole numbers of the base unit of their dimension, so that arithmetic is exact.
enum class Dimension : std::uint8_t {
  Count,  ///< millionths of one
  Ratio,  ///< millionths of one; `%` is 10,000
  Time,   ///< nanoseconds
  Rate,   ///< thousandths of one a day
  Size    ///< bytes
};

enum class Category : std::uint8_t { Given, Chosen, Classified, Derived, Output };
enum class Reading : std::uint8_t { Rule, Stated, Judged };
enum class Severity : std::uint8_t { Note, Warning, Error };

enum class Op : std::uint8_t {
#define MSD_OP(Name, operands, result) Name,
#include "runtime/image/ops.def"
};

struct OpInfo {
  std::string_view name;
  std::string_view operands;  ///< as in ops.def
  char result;
};
const OpInfo& info(Op op);
inline constexpr std::uint32_t kOpCount = 0
#define MSD_OP(Name, operands, result) +1
#include "runtime/image/ops.def"
    ;

std::string_view name(Class c);
std::string_view name(Category c);
std::string_view name(Dimension d);
std::string_view name(Severity s);

/// Masks of finite values: bit i is value i (a bool has no = 0, yes = 1); two bits at the top are states of the cell.
inline constexpr unsigned kMaxEnumValues = 62;
/// Operands below each other.
inline constexpr unsigned kMaxNodeDepth = 2000;
/// Of one archetype; their rows stand around each of its conditions.
inline constexpr unsigned kMaxRoles = 24;
inline constexpr std::uint64_t kAbsent = std::uint64_t{1} << 62U;
inline constexpr std::uint64_t kRejected = std::uint64_t{1} << 63U;
/// For classes without a mask of values: bit 0 says "a value is possible".
inline constexpr std::uint64_t kPresent = 1;

/// Parses digits (`12`, `0.5`, `-3`) with a unit (`ms`, `k/s`, `%`, `M`, or none) into the base unit of `dimension`.
/// `integer_only` refuses fractions of a plain count. Errors are words: "unit", "range", "inexact".
struct QuantityError {
  enum class Kind : std::uint8_t { None, Digits, Unit, Range, Inexact } kind = Kind::None;
};
std::optional<std::int64_t> parse_quantity(std::string_view digits, std::string_view unit, Dimension dimension,
                                           QuantityError& error);
/// The dimension that a unit belongs to; none for an unknown unit. The empty unit and `k`, `M`, `G` are counts.
std::optional<Dimension> dimension_of(std::string_view unit);
/// The shortest exact form, with the largest unit that gives a whole number or few decimals: `10 ms`, `5 k/s`, `99.9
/// %`.
std::string print_quantity(std::int64_t value, Dimension dimension);

}  // namespace msd
