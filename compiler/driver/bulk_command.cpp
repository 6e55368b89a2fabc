// msdc eval --records: flat records in, decisions out.
#include "compiler/driver/bulk_command.h"

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/driver/row_named.h"
#include "compiler/driver/session.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>

namespace msd::driver {

namespace {

using Clock = std::chrono::steady_clock;

/// On a terminal, once the work takes long: one line that is written over itself.
class ProgressLine {
 public:
  void show(const bulk::Progress& progress) {
    if (!terminal_) return;
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(500);
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const double records = static_cast<double>(progress.records - passed_);
    fmt::print(stderr, "\r{} records, {:.0f} a second, {:.1f} MB\x1b[K", progress.records, records / seconds,
               static_cast<double>(progress.bytes) / 1e6);
    std::fflush(stderr);
    shown_ = true;
  }
  void clear() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
    shown_ = false;
  }
  explicit ProgressLine(std::uint64_t passed) : passed_(passed) {}

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
  std::uint64_t passed_;
  Clock::time_point begin_ = Clock::now(), next_ = begin_ + std::chrono::seconds(2);
};

/// Which name may be meant; the last one is remembered, since what one record has wrong the next ones mostly have, too.
class Meant {
 public:
  std::string operator()(std::string_view name, const std::vector<std::string_view>& names) {
    if (name != name_ || name_.empty()) {
      name_ = name;
      meant_ = diag::did_you_mean(name, names);
    }
    return meant_;
  }

 private:
  std::string name_, meant_;
};

bulk::Options with_hints(bulk::Options options) {
  options.hint = Meant();
  return options;
}

class BulkRun {
 public:
  BulkRun(const records::Program& program, const bulk::Options& options)
      : from_(options.from), line_(options.from),
        run_(
            program, with_hints(options), STDOUT_FILENO, [this](const bulk::Problem& p) { tell(p); },
            [this](const bulk::Progress& progress) { line_.show(progress); }) {}

  /// False where nothing more is to be read.
  bool file(const std::string& path, bool stop) {
    name_ = path == "-" ? "standard input" : path;
    const int fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return cannot_read(errno), !stop;
    using End = bulk::Run::End;
    const End end = run_.file(fd);
    if (fd != STDIN_FILENO) ::close(fd);
    if (end == End::Unreadable) cannot_read(run_.error());
    if (end == End::BadHeader) status_ = 2;
    if (end == End::Done) return true;
    return !stop && end != End::Unwritable;
  }

  int status() {
    line_.clear();
    const bool written = run_.finish();
    line_.clear();
    const bulk::Progress& progress = run_.progress();
    if (!written) {
      // Who closed the pipe knows that there is more.
      if (run_.error() != EPIPE)
        fmt::print(stderr, "msdc: cannot write to standard output: {}\n", std::strerror(run_.error()));
      return 2;
    }
    if (progress.bad != 0) {
      fmt::print(stderr, "msdc: {} of {} records {} bad\n", progress.bad, progress.records,
                 progress.bad == 1 ? "is" : "are");
      status_ = std::max(status_, 1);
    }
    if (progress.records < from_ && status_ < 2) {
      fmt::print(stderr, "msdc: there are only {} records, so none to begin from after {}\n", progress.records, from_);
      status_ = 2;
    }
    return status_;
  }

 private:
  void tell(const bulk::Problem& problem) {
    line_.clear();
    fmt::print(stderr, "msdc: {}:{}:{}: {}\n", name_, problem.line, problem.column, problem.message);
  }
  void cannot_read(int error) {
    line_.clear();
    fmt::print(stderr, "msdc: cannot read `{}`: {}\n", name_, std::strerror(error));
    status_ = 2;
  }

  std::uint64_t from_;
  std::string name_;
  ProgressLine line_;
  bulk::Run run_;
  int status_ = 0;
};

}  // namespace

int eval_records(const Common& options, const BulkOptions& bulk) {
  Session session(options);
  diag::Sink sink;
  const auto [image, row] = row_kind(session, sink);
  if (row == image::kNone) {
    complain(session, sink);
    return finish(session, 2);
  }
  const records::Program program = records::flatten(*image, row);
  if (program.decisions.empty()) {
    fmt::print(stderr, "msdc: `{}` has no rules that a record decides\n", options.row);
    return finish(session, 2);
  }
  BulkRun run(program, bulk.run);
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  for (const std::string& path : files) {
    if (!run.file(path, bulk.run.stop)) break;
  }
  return run.status();
}

}  // namespace msd::driver
