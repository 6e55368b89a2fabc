// msdc eval: one JSON object a line in, one out.
#include "compiler/driver/decide.h"
#include "compiler/driver/row_named.h"
#include "compiler/driver/session.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>

namespace msd::driver {

namespace {

/// Gives the lines of a file descriptor, without their ends. Of a line beyond the limit a bit too much is kept, so that
/// it is refused; the rest is read and dropped.
class Lines {
 public:
  Lines(int fd, report::Output& output) : fd_(fd), output_(output) {}

  bool next(std::string& line) {
    line.clear();
    bool any = false;
    while (true) {
      if (at_ == end_ && !fill()) break;
      any = true;
      const auto* newline = static_cast<const char*>(std::memchr(buffer_ + at_, '\n', end_ - at_));
      const std::size_t stop = newline == nullptr ? end_ : static_cast<std::size_t>(newline - buffer_);
      if (line.size() <= bind::kLongestLine) line.append(buffer_ + at_, stop - at_);
      at_ = newline == nullptr ? stop : stop + 1;
      if (newline != nullptr) break;
    }
    if (line.ends_with('\r')) line.pop_back();
    if (first_ && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    first_ = false;
    return any;
  }
  int error() const { return error_; }

 private:
  bool fill() {
    // Whoever writes a line and waits for its answer gets it before more is read.
    output_.flush();
    ssize_t got = 0;
    do got = ::read(fd_, buffer_, sizeof buffer_);
    while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    at_ = 0;
    end_ = got > 0 ? static_cast<std::size_t>(got) : 0;
    return got > 0;
  }

  int fd_;
  report::Output& output_;
  char buffer_[1U << 16U];
  std::size_t at_ = 0, end_ = 0;
  int error_ = 0;
  bool first_ = true;
};

class EvalRun {
 public:
  EvalRun(Session& session, const image::Image& image, const bind::JsonOptions& options)
      : session_(session), image_(image), options_(options) {}

  void file(const std::string& path) {
    const int fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return cannot_read(path, errno);
    Lines lines(fd, session_.output);
    std::string line;
    while (!session_.output.failed() && lines.next(line)) {
      ++number_;
      if (line.find_first_not_of(" \t") == std::string::npos) continue;
      const Decided decided = decide(line, number_, image_, options_, session_.output);
      bool failed = decided.open && session_.options.fail_on == FailOn::Open;
      for (const report::Finding& f : decided.findings) failed = failed || fails(f, session_.options.fail_on);
      if (failed) status_ = std::max(status_, 1);
    }
    if (lines.error() != 0) cannot_read(path, lines.error());
    if (fd != STDIN_FILENO) ::close(fd);
  }
  int status() const { return status_; }

 private:
  void cannot_read(const std::string& path, int error) {
    session_.output.flush();
    fmt::print(stderr, "msdc: cannot read `{}`: {}\n", path, std::strerror(error));
    status_ = 2;
  }

  Session& session_;
  const image::Image& image_;
  const bind::JsonOptions& options_;
  std::size_t number_ = 0;
  int status_ = 0;
};

}  // namespace

int eval_rows(const Common& options) {
  Session session(options);
  diag::Sink sink;
  const auto [image, row] = row_kind(session, sink);
  bind::JsonOptions json;
  json.defaults = options.defaults;
  json.row = row;
  if (row == image::kNone) {
    complain(session, sink);
    return finish(session, 2);
  }
  EvalRun run(session, *image, json);
  if (options.files.empty()) run.file("-");
  for (const std::string& path : options.files) run.file(path);
  return finish(session, run.status());
}

}  // namespace msd::driver
