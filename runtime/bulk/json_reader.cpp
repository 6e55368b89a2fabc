// The way for lines as programs write them.
#include "runtime/bulk/json_reader.h"

#include <algorithm>

namespace msd::bulk {

using records::Content;
using State = Content::State;

namespace {

std::uint32_t load32(const char* p) {
  std::uint32_t word = 0;
  std::memcpy(&word, p, sizeof word);
  return word;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

JsonReader::JsonReader(const Schema& schema)
    : schema_(schema), contents_(schema.columns().size()), seen_(contents_.size()), follower_(contents_.size() + 1) {
  for (std::uint32_t i = 0; i < contents_.size(); ++i) follower_[i] = i + 1 < contents_.size() ? i + 1 : 0;
}

inline const char* JsonReader::value(const char* p, const Column& column, Content& out) {
  switch (column.cls) {
  case Class::Bool: {
    const std::uint32_t four = load32(p);
    const bool yes = four == load32("true");
    const bool no = four == load32("fals") && p[4] == 'e';
    if (!yes && !no) break;
    out = {State::Value, yes ? 1 : 0};
    return p + 5 - (yes ? 1 : 0);
  }
  case Class::Enum: {
    if (*p != '"') break;
    const std::size_t size = quote_within(p + 1, kMostQuick);
    if (size >= kMostQuick) return nullptr;
    const std::uint32_t index = column.values.find(p + 1, size);
    if (index == kNoName) break;
    out = {State::Value, index};
    return p + size + 2;
  }
  case Class::Set:
    if (*p == '[') return set(p, column, out);
    break;
  default:
    if (*p != 'n' && *p != '"') return number(p, column, out);
    break;
  }
  return word(p, column, out);
}

const char* JsonReader::quick(const char* line) {
  const char* next = spaced_ ? read<true>(line) : read<false>(line);
  if (next != nullptr) return next;
  next = spaced_ ? read<false>(line) : read<true>(line);
  if (next != nullptr) spaced_ = !spaced_;
  return next;
}

/// The column whose key stands at `p`, which is behind the colon then; kNoName if there is none.
template <bool kSpaced> std::uint32_t JsonReader::key(const char*& p) const {
  if (*p != '"') return kNoName;
  std::size_t size = quote_within_64(p + 1);
  if (size == 64) size = quote_within(p + 1, kMostQuick);
  if (size >= kMostQuick) return kNoName;
  const std::uint32_t found = schema_.names().find<true>(p + 1, size);
  p += size + 2;
  if constexpr (kSpaced) p = past_blanks(p);
  return *p++ == ':' ? found : kNoName;
}

/// With blanks anywhere, or without any.
template <bool kSpaced> const char* JsonReader::read(const char* p) {
  if constexpr (kSpaced) p = past_blanks(p);
  if (contents_.empty() || *p != '{') return nullptr;
  if (++now_ == 0) std::fill(seen_.begin(), seen_.end(), 0), now_ = 1;
  const Column* const columns = schema_.columns().data();
  Content* const contents = contents_.data();
  std::uint32_t* const seen = seen_.data();
  std::uint32_t* const follower = follower_.data();
  const std::uint32_t now = now_;
  const bool shuffled = shuffled_;
  std::size_t count = 0, others = 0;
  auto before = static_cast<std::uint32_t>(contents_.size());
  do {
    ++p;  // `{` or `,`
    if constexpr (kSpaced) p = past_blanks(p);
    std::uint32_t at = follower[before];
    if (!shuffled && same(p, columns[at].key, columns[at].key_size)) {
      p += columns[at].key_size;
    } else {
      at = key<kSpaced>(p);
      if (at == kNoName) return nullptr;
      others += at != follower[before] ? 1 : 0;
      follower[before] = at;
    }
    if constexpr (kSpaced) p = past_blanks(p);
    if (seen[at] == now) return nullptr;
    seen[at] = now;
    ++count;
    p = value(p, columns[at], contents[at]);
    if (p == nullptr) return nullptr;
    before = at;
    if constexpr (kSpaced) p = past_blanks(p);
  } while (*p == ',');
  shuffled_ = others * 2 > count;
  if (*p++ != '}') return nullptr;
  if (*p != '\n') p = past_blanks(p);
  if (*p != '\n' || (count < contents_.size() && !complete())) return nullptr;
  return p + 1;
}

bool JsonReader::complete() {
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    if (seen_[i] == now_) continue;
    if (schema_.columns()[i].required) return false;
    contents_[i] = {};
  }
  return true;
}

/// What may stand in place of a value, or a quantity as a text.
const char* JsonReader::word(const char* p, const Column& column, Content& out) {
  if (load32(p) == load32("null")) {
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

const char* JsonReader::set(const char* p, const Column& column, Content& out) {
  std::uint64_t mask = 0;
  p = past_blanks(p + 1);
  for (bool first = true; *p != ']'; first = false) {
    if (!first && *p++ != ',') return nullptr;
    p = past_blanks(p);
    if (*p != '"') return nullptr;
    const std::size_t size = quote_within(p + 1, kMostQuick);
    if (size >= kMostQuick) return nullptr;
    const std::uint32_t index = column.values.find(p + 1, size);
    if (index == kNoName) return nullptr;
    mask |= std::uint64_t{1} << index;
    p = past_blanks(p + size + 2);
  }
  out = {State::Value, static_cast<std::int64_t>(mask)};
  return p + 1;
}

/// Up to nine digits and six decimal places: then no rounding of any double is in question.
const char* JsonReader::number(const char* p, const Column& column, Content& out) {
  constexpr std::size_t kDigits = 9, kPlaces = 6;
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
  for (; places < kPlaces; ++places) found *= 10;
  if (negative) found = -found;
  if (!fits(column, found)) return nullptr;
  out = {State::Value, found};
  return p;
}

}  // namespace msd::bulk
