// Exact quantities: decimal digits and a unit to whole numbers of the base unit, and back.
#include "runtime/image/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace msd {

namespace {

__extension__ using Wide = __int128;

struct Unit {
  std::string_view word;
  Dimension dimension;
  std::int64_t factor;  ///< base units in one
};

constexpr std::int64_t kDay = 1000;  // thousandths of one a day
constexpr std::int64_t kMicro = 1'000'000;
constexpr std::array kUnits = {
    Unit{"", Dimension::Count, kMicro},
    Unit{"k", Dimension::Count, 1000 * kMicro},
    Unit{"M", Dimension::Count, 1'000'000 * kMicro},
    Unit{"G", Dimension::Count, 1'000'000'000 * kMicro},
    Unit{"%", Dimension::Ratio, kMicro / 100},
    Unit{"ns", Dimension::Time, 1},
    Unit{"us", Dimension::Time, 1000},
    Unit{"ms", Dimension::Time, 1'000'000},
    Unit{"s", Dimension::Time, 1'000'000'000},
    Unit{"min", Dimension::Time, 60'000'000'000},
    Unit{"h", Dimension::Time, 3'600'000'000'000},
    Unit{"d", Dimension::Time, 86'400'000'000'000},
    Unit{"/d", Dimension::Rate, kDay},
    Unit{"/h", Dimension::Rate, 24 * kDay},
    Unit{"/min", Dimension::Rate, 1440 * kDay},
    Unit{"/s", Dimension::Rate, 86'400 * kDay},
    Unit{"k/d", Dimension::Rate, 1000 * kDay},
    Unit{"k/h", Dimension::Rate, 24'000 * kDay},
    Unit{"k/min", Dimension::Rate, 1'440'000 * kDay},
    Unit{"k/s", Dimension::Rate, 86'400'000 * kDay},
    Unit{"M/d", Dimension::Rate, 1'000'000 * kDay},
    Unit{"M/h", Dimension::Rate, 24'000'000 * kDay},
    Unit{"M/min", Dimension::Rate, 1'440'000'000 * kDay},
    Unit{"M/s", Dimension::Rate, 86'400'000'000 * kDay},
    Unit{"B", Dimension::Size, 1},
    Unit{"kB", Dimension::Size, 1000},
    Unit{"MB", Dimension::Size, 1'000'000},
    Unit{"GB", Dimension::Size, 1'000'000'000},
    Unit{"TB", Dimension::Size, 1'000'000'000'000},
    Unit{"KiB", Dimension::Size, std::int64_t{1} << 10U},
    Unit{"MiB", Dimension::Size, std::int64_t{1} << 20U},
    Unit{"GiB", Dimension::Size, std::int64_t{1} << 30U},
    Unit{"TiB", Dimension::Size, std::int64_t{1} << 40U},
};

const Unit* find_unit(std::string_view word) {
  const auto* it = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.word == word; });
  return it == kUnits.end() ? nullptr : it;
}

struct Decimal {
  Wide mantissa = 0;
  int places = 0;
  bool negative = false;
};

QuantityError::Kind parse_decimal(std::string_view digits, Decimal& out) {
  using Kind = QuantityError::Kind;
  out.negative = digits.starts_with('-');
  if (out.negative) digits.remove_prefix(1);
  if (digits.find('.') != std::string_view::npos) {  // zeros at the end of a fraction say nothing
    while (digits.ends_with('0')) digits.remove_suffix(1);
  }
  bool point = false;
  bool any = false;
  for (char c : digits) {
    if (c == '.') {
      if (point) return Kind::Digits;
      point = true;
    } else if (c >= '0' && c <= '9') {
      if (out.mantissa > static_cast<Wide>(INT64_MAX) * 1'000'000) return point ? Kind::Inexact : Kind::Range;
      out.mantissa = out.mantissa * 10 + (c - '0');
      out.places += point ? 1 : 0;
      any = true;
    } else {
      return Kind::Digits;
    }
  }
  return any ? Kind::None : Kind::Digits;
}

std::string decimal_text(std::int64_t value, std::int64_t factor) {
  const bool negative = value < 0;
  const auto magnitude = negative ? -static_cast<Wide>(value) : static_cast<Wide>(value);
  std::string out = std::to_string(static_cast<std::uint64_t>(magnitude / factor));
  Wide rest = magnitude % factor;
  if (rest != 0) {
    out += '.';
    for (int i = 0; i < 20 && rest != 0; ++i) {
      rest *= 10;
      out += static_cast<char>('0' + static_cast<int>(rest / factor));
      rest %= factor;
    }
    if (rest != 0) return {};  // not a finite decimal in this unit
  }
  return negative ? "-" + out : out;
}

}  // namespace

std::optional<Dimension> dimension_of(std::string_view unit) {
  const Unit* found = find_unit(unit);
  if (found == nullptr) return std::nullopt;
  return found->dimension;
}

std::optional<std::int64_t> parse_quantity(std::string_view digits, std::string_view unit, Dimension dimension,
                                           QuantityError& error) {
  using Kind = QuantityError::Kind;
  const Unit* found = find_unit(unit);
  // A ratio may be written as a plain number: 0.5 is 50 %.
  const bool plain_ratio = dimension == Dimension::Ratio && unit.empty();
  if (found == nullptr || (found->dimension != dimension && !plain_ratio)) return error.kind = Kind::Unit, std::nullopt;
  Decimal decimal;
  error.kind = parse_decimal(digits, decimal);
  if (error.kind != Kind::None) return std::nullopt;
  Wide value = decimal.mantissa;
  Wide factor = found->factor;
  for (; decimal.places > 0 && factor % 10 == 0; --decimal.places) factor /= 10;
  for (; decimal.places > 0 && value % 10 == 0; --decimal.places) value /= 10;
  // What is left of the decimal places must divide the product.
  Wide divisor = 1;
  for (; decimal.places > 0; --decimal.places) {
    divisor *= 10;
    if (divisor > INT64_MAX) return error.kind = Kind::Inexact, std::nullopt;
  }
  if (value != 0 && factor > (static_cast<Wide>(INT64_MAX) * divisor) / value)
    return error.kind = Kind::Range, std::nullopt;
  const Wide product = value * factor;
  if (product % divisor != 0) return error.kind = Kind::Inexact, std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(product / divisor);
  return decimal.negative ? -magnitude : magnitude;
}

std::optional<std::int64_t> parse_quantity(std::string_view text, Dimension dimension) {
  const std::size_t end = std::min(text.find_first_not_of("-0123456789."), text.size());
  const std::size_t unit = std::min(text.find_first_not_of(' ', end), text.size());
  QuantityError error;
  return parse_quantity(text.substr(0, end), text.substr(unit), dimension, error);
}

std::optional<std::int64_t> millionths(double number) {
  const double scaled = std::round(number * 1e6);
  if (std::abs(scaled) < 9e15 && scaled / 1e6 == number) return static_cast<std::int64_t>(scaled);
  return std::nullopt;
}

std::string print_quantity(std::int64_t value, Dimension dimension) {
  if (value == 0) {  // the same in every unit
    static constexpr std::string_view kZero[] = {"0", "0 %", "0 s", "0 /s", "0 B"};
    return std::string(kZero[static_cast<std::size_t>(dimension)]);
  }
  const Unit* best = nullptr;
  std::string best_text;
  for (const Unit& unit : kUnits) {
    if (unit.dimension != dimension) continue;
    // Counts read best without a factor, days and binary sizes only where they come out whole.
    if (dimension == Dimension::Count && !unit.word.empty()) continue;
    const std::string text = decimal_text(value, unit.factor);
    if (text.empty()) continue;
    const bool shorter = best == nullptr || text.size() < best_text.size() ||
                         (text.size() == best_text.size() && unit.factor > best->factor);
    if (shorter) {
      best = &unit;
      best_text = text;
    }
  }
  if (best == nullptr) return std::to_string(value);
  return best->word.empty() ? best_text : best_text + " " + std::string(best->word);
}

}  // namespace msd
