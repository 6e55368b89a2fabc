// Records as CSV (RFC 4180).
#pragma once

#include "runtime/bulk/schema.h"

namespace msd::bulk {

/// A field without quotes that is empty is absent; of a set that is never absent it is the empty one. The values of a
/// set are parted by `|`. Not for several threads at once.
class CsvReader {
 public:
  explicit CsvReader(const Schema& schema);

  /// The first record: names of columns, in any order; optional ones may be left out. O(size).
  bool header(std::string_view record, Fault& fault);
  /// Another one, without its line end. O(size).
  bool read(std::string_view record, Fault& fault);
  /// Whether an empty line is a record; else it is none.
  bool takes_empty() const { return order_.size() == 1; }

  /// Of the record read last.
  std::span<const records::Content> contents() const { return contents_; }

 private:
  struct Field {
    std::size_t at = 0;
    std::string_view text;  ///< without its quotes; valid until the next one
    bool quoted = false;
  };
  bool next(std::string_view record, std::size_t& at, Field& field, Fault& fault);
  static bool content(const Column& column, const Field& field, records::Content& out);

  const Schema& schema_;
  std::vector<std::uint32_t> order_;  ///< the column of each field
  std::vector<records::Content> contents_;
  std::string unquoted_;
};

}  // namespace msd::bulk
