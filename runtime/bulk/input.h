// Bytes of a file descriptor, taken apart into records.
#pragma once

#include "runtime/bulk/scan.h"

#include <cstdlib>
#include <memory>
#include <string_view>

namespace msd::bulk {

enum class Form : std::uint8_t {
  Ndjson,  ///< a line each
  Csv      ///< RFC 4180: a line each, but for line ends between quotes
};

/// Holds a block at a time, and more only while a record does not fit into one. A byte order mark at the start is left
/// out. Closes nothing.
class Input {
 public:
  Input(int fd, Form form) : fd_(fd), form_(form) {}

  enum class Got : std::uint8_t {
    Record,
    TooLong,  ///< it is read to its end and dropped, as more of it comes
    More      ///< what is there holds no whole record: `fill`, or all is done
  };
  /// The next record of what is there, without its line end; valid until `fill`. Amortised O(bytes).
  Got next(std::string_view& record);
  /// Reads once, more if there is nothing but a start of a record. False at the end, or after an error.
  bool fill();

  /// What was not given yet, with kSlack bytes of 0 behind it.
  const char* rest() const { return buffer_.get() + at_; }
  /// Whether nothing is known of the rest, so that a record may end in it. False also where there is none.
  bool fresh() const { return at_ < end_ && searched_ == 0 && !dropping_; }
  /// Counts the rest up to `to` as given: one line.
  void take_line(const char* to) {
    at_ = static_cast<std::size_t>(to - buffer_.get());
    line_ = next_line_++;
  }
  /// The line that the record given last begins in, from 1.
  std::size_t line() const { return line_; }
  /// 0, or what `read` says is wrong.
  int error() const { return error_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  struct Free {
    void operator()(char* block) const { std::free(block); }
  };
  std::size_t line_end(std::size_t from);
  std::size_t csv_end(std::size_t from);
  void make_room();

  int fd_;
  Form form_;
  std::unique_ptr<char, Free> buffer_;
  std::size_t room_ = 0, at_ = 0, end_ = 0;
  std::size_t searched_ = 0;  ///< bytes of the rest that are known to hold no end of a record
  enum class State : std::uint8_t { Begin, Plain, Quoted, Closed } state_{};  ///< Csv: behind those
  std::size_t line_ = 0, next_line_ = 1;
  bool dropping_ = false, ended_ = false, first_ = true;
  int error_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace msd::bulk
