// Values of JSON as programs write them: no escapes, few blanks. Nothing here knows what is wrong with one.
#pragma once

#include "runtime/bulk/schema.h"

namespace msd::bulk {

// All of them read what begins at `p`, into `out`, and give where it ends; null for what is no content of the column,
// or is written otherwise. kSlack bytes behind the text may be looked at.

/// What may stand in place of a value, or a quantity as a text.
const char* quick_word(const char* p, const Column& column, records::Content& out);
/// Up to nine digits and six decimal places: then no rounding of any double is in question.
const char* quick_number(const char* p, const Column& column, records::Content& out);
/// Behind the `[`. `kSpaced`: with blanks anywhere, or without any.
template <bool kSpaced> const char* quick_set(const char* p, const Column& column, records::Content& out);

/// The size of the text in quotes that begins at `p`, which is behind the first one; kMostQuick or more if it is longer
/// than that. Without branches for texts of up to `usual` bytes, which is known before.
inline std::size_t quoted_size(const char* p, std::size_t usual) {
  std::size_t size = usual < 16 ? quote_within_16(p) : quote_within_64(p);
  if (size == (usual < 16 ? 16 : 64)) size = quote_within(p, kMostQuick);
  return size;
}

/// Which of both it is cannot be foreseen, so no branch depends on it.
[[gnu::always_inline]] inline const char* quick_bool(const char* p, records::Content& out) {
  static constexpr char kWords[2][9] = {"false\0\0", "true\0\0\0"};
  static constexpr char kMasks[2][9] = {"\xFF\xFF\xFF\xFF\xFF\0\0", "\xFF\xFF\xFF\xFF\0\0\0"};
  const unsigned yes = static_cast<unsigned char>(*p) >> 4U & 1U;  // `t` has this bit, `f` has not
  if (((load64(p) ^ load64(kWords[yes])) & load64(kMasks[yes])) != 0) return nullptr;
  out = {records::Content::State::Value, yes};
  return p + 5 - yes;
}

/// The value of the column that the text names which begins at `p`, behind its quote; and its size. kNoName: none.
/// `kBlocks`: of its ShortNames.
template <std::size_t kBlocks>
[[gnu::always_inline]] inline std::uint32_t quick_name(const char* p, const Column& column, std::size_t& size) {
  if constexpr (kBlocks != 0) return column.short_values.find<kBlocks>(p, size);
  size = quoted_size(p, column.values.longest());
  return size < kMostQuick ? column.values.find(p, size) : kNoName;
}

template <std::size_t kBlocks>
[[gnu::always_inline]] inline const char* quick_enum(const char* p, const Column& column, records::Content& out) {
  if (*p != '"') return nullptr;
  std::size_t size = 0;
  const std::uint32_t index = quick_name<kBlocks>(p + 1, column, size);
  if (index == kNoName) return nullptr;
  out = {records::Content::State::Value, index};
  return p + size + 2;
}

template <bool kSpaced>
[[gnu::always_inline]] inline const char* quick_value(const char* p, const Column& column, records::Content& out) {
  const char* next = nullptr;
  switch (column.cls) {
  case Class::Bool: next = quick_bool(p, out); break;
  case Class::Enum: {
    const std::size_t blocks = column.short_values.blocks();
    next = blocks == 1   ? quick_enum<1>(p, column, out)
           : blocks == 2 ? quick_enum<2>(p, column, out)
                         : quick_enum<0>(p, column, out);
    break;
  }
  case Class::Set:
    if (*p == '[') return quick_set<kSpaced>(p + 1, column, out);
    break;
  default:
    if (*p != 'n' && *p != '"') return quick_number(p, column, out);
    break;
  }
  return next != nullptr ? next : quick_word(p, column, out);
}

}  // namespace msd::bulk
