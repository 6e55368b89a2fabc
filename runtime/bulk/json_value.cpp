#include "runtime/bulk/json_value.h"

namespace msd::bulk {

using records::Content;
using State = Content::State;

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

const char* quick_word(const char* p, const Column& column, Content& out) {
  if (std::memcmp(p, "null", 4) == 0) {
    out = {};
    return column.required ? nullptr : p + 4;
  }
  if (*p != '"' || (column.cls != Class::Number && !column.rejectable)) return nullptr;
  const std::size_t size = quote_within(p + 1, kMostQuick);
  if (size >= kMostQuick) return nullptr;
  const std::string_view text(p + 1, size);
  if (column.rejectable && text == kRejectedWord) {
    out = {State::Rejected, 0};
    return p + size + 2;
  }
  if (column.cls != Class::Number) return nullptr;
  const auto found = number_of_text(column, text);
  if (!found) return nullptr;
  out = {State::Value, *found};
  return p + size + 2;
}

namespace {

template <bool kSpaced, std::size_t kBlocks> const char* set_of(const char* p, const Column& column, Content& out) {
  const auto blanks = [&] {
    if constexpr (kSpaced) p = past_blanks(p);
  };
  std::uint64_t mask = 0;
  blanks();
  for (bool first = true; *p != ']'; first = false) {
    if (!first && *p++ != ',') return nullptr;
    blanks();
    if (*p != '"') return nullptr;
    std::size_t size = 0;
    const std::uint32_t index = quick_name<kBlocks>(p + 1, column, size);
    if (index == kNoName) return nullptr;
    mask |= std::uint64_t{1} << index;
    p += size + 2;
    blanks();
  }
  out = {State::Value, static_cast<std::int64_t>(mask)};
  return p + 1;
}

}  // namespace

template <bool kSpaced> const char* quick_set(const char* p, const Column& column, Content& out) {
  switch (column.short_values.blocks()) {
  case 1: return set_of<kSpaced, 1>(p, column, out);
  case 2: return set_of<kSpaced, 2>(p, column, out);
  default: return set_of<kSpaced, 0>(p, column, out);
  }
}
template const char* quick_set<false>(const char* p, const Column& column, Content& out);
template const char* quick_set<true>(const char* p, const Column& column, Content& out);

const char* quick_number(const char* p, const Column& column, Content& out) {
  constexpr std::size_t kDigits = 9, kPlaces = 6;
  static constexpr std::int64_t kPowers[kPlaces + 1] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  if (column.dimension != Dimension::Count && column.dimension != Dimension::Ratio) return nullptr;
  const bool negative = *p == '-';
  p += negative ? 1 : 0;
  const char* const begin = p;
  std::int64_t found = 0;
  for (; digit(*p) && p < begin + kDigits; ++p) found = found * 10 + (*p - '0');
  if (p == begin || (*begin == '0' && p > begin + 1)) return nullptr;
  std::size_t places = 0;
  if (*p == '.') {
    for (++p; digit(*p) && places < kPlaces; ++p, ++places) found = found * 10 + (*p - '0');
    if (places == 0) return nullptr;
  }
  if (digit(*p) || *p == 'e' || *p == 'E' || *p == '.') return nullptr;
  found *= negative ? -kPowers[places] : kPowers[places];
  if (!fits(column, found)) return nullptr;
  out = {State::Value, found};
  return p;
}

}  // namespace msd::bulk
