// The way for lines as programs write them.
#include "runtime/bulk/json_reader.h"

#include "runtime/bulk/json_value.h"

#include <algorithm>

namespace msd::bulk {

using records::Content;

namespace {

/// Where the next line begins, if nothing but blanks is left of this one.
const char* behind_line(const char* p) {
  if (*p != '\n') p = past_blanks(p);
  return *p == '\n' ? p + 1 : nullptr;
}

template <bool kSpaced> const char* past(const char* p) {
  if constexpr (kSpaced) return past_blanks(p);
  return p;
}

}  // namespace

JsonReader::JsonReader(const Schema& schema)
    : schema_(schema), contents_(schema.columns().size()), seen_(contents_.size()), follower_(contents_.size() + 1),
      sequence_(contents_.size()), layout_(schema, contents_) {
  for (std::uint32_t i = 0; i < contents_.size(); ++i) follower_[i] = i + 1 < contents_.size() ? i + 1 : 0;
}

const char* JsonReader::quick(const char* line) {
  const char* next = spaced_ ? read<true>(line) : read<false>(line);
  if (next != nullptr) return next;
  next = spaced_ ? read<false>(line) : read<true>(line);
  if (next != nullptr) spaced_ = !spaced_;
  return next;
}

/// With blanks anywhere, or without any.
template <bool kSpaced> const char* JsonReader::read(const char* p) {
  p = past<kSpaced>(p);
  if (contents_.empty() || *p != '{') return nullptr;
  std::size_t count = 0;
  if (!shuffled_) {
    p = layout_.read<kSpaced>(p, count);
    if (count == layout_.size() && *p == '}') {
      layout_.leave_out();
      return behind_line(p + 1);
    }
  }
  return in_any_order<kSpaced>(p, count);
}

/// The column whose key stands at `p`, which is behind the colon then; kNoName if there is none.
template <bool kSpaced> std::uint32_t JsonReader::key(const char*& p) const {
  if (*p != '"') return kNoName;
  const std::size_t size = quoted_size(p + 1, kMostQuick);
  if (size >= kMostQuick) return kNoName;
  const std::uint32_t found = schema_.names().find<true>(p + 1, size);
  p = past<kSpaced>(p + size + 2);
  return *p++ == ':' ? found : kNoName;
}

/// The members behind the first `count` ones of the layout, which are read: `p` is behind these.
template <bool kSpaced> const char* JsonReader::in_any_order(const char* p, std::size_t count) {
  if (++now_ == 0) std::fill(seen_.begin(), seen_.end(), 0), now_ = 1;
  const Column* const columns = schema_.columns().data();
  Content* const contents = contents_.data();
  std::uint32_t* const seen = seen_.data();
  std::uint32_t* const follower = follower_.data();
  std::uint32_t* const sequence = sequence_.data();
  const std::uint32_t now = now_;
  const bool shuffled = shuffled_;
  for (std::size_t i = 0; i < count; ++i) seen[sequence[i] = layout_.column(i)] = now;
  std::size_t others = 0;
  std::uint32_t before = count != 0 ? sequence[count - 1] : static_cast<std::uint32_t>(contents_.size());
  while (count == 0 || *p == ',') {
    p = past<kSpaced>(p + 1);
    std::uint32_t at = follower[before];
    if (!shuffled && columns[at].key.stands_at(p)) {
      p += columns[at].key.size();
    } else {
      at = key<kSpaced>(p);
      if (at == kNoName) return nullptr;
      others += at != follower[before] ? 1 : 0;
      follower[before] = at;
    }
    if (seen[at] == now) return nullptr;
    seen[at] = now;
    sequence[count++] = before = at;
    p = quick_value<kSpaced>(past<kSpaced>(p), columns[at], contents[at]);
    if (p == nullptr) return nullptr;
    p = past<kSpaced>(p);
  }
  if (*p != '}' || !complete(count)) return nullptr;
  shuffled_ = others * 2 > count;
  if (!shuffled_) layout_.learn(std::span(sequence_).first(count));
  return behind_line(p + 1);
}

/// Makes absent what the record at hand, of `count` members, has not; no if that may not be.
bool JsonReader::complete(std::size_t count) {
  for (std::size_t i = 0; count < contents_.size() && i < contents_.size(); ++i) {
    if (seen_[i] == now_) continue;
    if (schema_.columns()[i].required) return false;
    contents_[i] = {};
  }
  return true;
}

}  // namespace msd::bulk
