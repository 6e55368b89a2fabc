// Records as JSON objects, one a line.
#pragma once

#include "runtime/bulk/json_layout.h"

namespace msd::bulk {

/// Not for several threads at once.
class JsonReader {
 public:
  explicit JsonReader(const Schema& schema);
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  /// Reads the line that begins at `line`, with its line end, if it is written as most are: no escapes, few blanks.
  /// Gives where the next one begins; null if the line is written otherwise, is no record, or does not end before the
  /// first byte that is 0. There are kSlack bytes of 0 behind the text. The same keys in the same order as in the
  /// record before, at first those of all columns, are the fastest. O(size).
  const char* quick(const char* line);
  /// Reads any line, without its line end, and says what is wrong with it; what `quick` takes it takes, too, and gives
  /// the same. O(size).
  bool careful(std::string_view line, Fault& fault);

  /// Of the record read last.
  std::span<const records::Content> contents() const { return contents_; }

 private:
  struct Careful;

  template <bool kSpaced> const char* read(const char* p);
  template <bool kSpaced> const char* in_any_order(const char* p, std::size_t count);
  template <bool kSpaced> std::uint32_t key(const char*& p) const;
  bool complete(std::size_t count);

  const Schema& schema_;
  std::vector<records::Content> contents_;
  std::vector<std::uint32_t> seen_;      ///< by column: the record that it was last seen in
  std::vector<std::uint32_t> follower_;  ///< by column: which one came next, the last time; behind them, the first
  std::vector<std::uint32_t> sequence_;  ///< the columns of the record at hand, in its order
  Layout layout_;                        ///< of a record before
  std::uint32_t now_ = 0;
  bool shuffled_ = false;  ///< most keys of the record before stood behind others than before
  bool spaced_ = false;    ///< the record before had blanks
};

}  // namespace msd::bulk
