#include "compiler/driver/terminal.h"

#include "runtime/report/escape.h"

#include <array>
#include <cerrno>
#include <unistd.h>

namespace msd::driver {

LineReader::Got LineReader::read(std::string& line) {
  line.clear();
  bool too_long = false;
  while (true) {
    const std::size_t end = pending_.find('\n', at_);
    const std::size_t upto = end == std::string::npos ? pending_.size() : end;
    if (line.size() + (upto - at_) > ask::kLongestLine) too_long = true;
    if (!too_long) line.append(pending_, at_, upto - at_);
    if (end != std::string::npos) {
      at_ = end + 1;
      break;
    }
    pending_.clear();
    at_ = 0;
    if (ended_) {
      if (line.empty() && !too_long) return Got::End;
      break;
    }
    std::array<char, 4096> block{};
    ssize_t got = -1;
    do {
      got = ::read(fd_, block.data(), block.size());
    } while (got < 0 && errno == EINTR);
    ended_ = got <= 0;
    if (got > 0) pending_.assign(block.data(), static_cast<std::size_t>(got));
  }
  if (too_long) return Got::TooLong;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return report::valid_utf8(line) == line ? Got::Line : Got::NotText;
}

void show(report::Output& output, const ask::Lines& lines, bool color) {
  for (const ask::Line& line : lines) {
    const char* code = "";
    switch (line.style) {
    case ask::Line::Style::Plain:
    case ask::Line::Style::Choice: break;
    case ask::Line::Style::Head: code = "\x1b[1;36m"; break;
    case ask::Line::Style::Question: code = "\x1b[1m"; break;
    case ask::Line::Style::Aside: code = "\x1b[2m"; break;
    case ask::Line::Style::News: code = "\x1b[32m"; break;
    case ask::Line::Style::Wrong: code = "\x1b[31m"; break;
    }
    const bool colored = color && *code != '\0';
    // A blank line before what begins something.
    const bool begins = line.style == ask::Line::Style::Head || line.style == ask::Line::Style::Question;
    output.write((begins ? "\n" : "") + std::string(colored ? code : "") + line.text + (colored ? "\x1b[0m" : "") +
                 "\n");
  }
}

}  // namespace msd::driver
