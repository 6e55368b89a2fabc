// Lines in, lines out: an interview's side of a terminal or a pipe.
#pragma once

#include "compiler/ask/interview.h"
#include "runtime/report/reporter.h"

#include <string>

namespace msd::driver {

/// Reads lines from a file descriptor. A line that is too long is read to its end and dropped.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd) {}
  enum class Got : std::uint8_t { Line, TooLong, NotText, End };
  /// Waits for a line; the last one may lack its line end. `line` is UTF-8 without its line end.
  Got read(std::string& line);

 private:
  int fd_;
  std::string pending_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// Writes the lines of an interview, in colours where they are wanted.
void show(report::Output& output, const ask::Lines& lines, bool color);

}  // namespace msd::driver
