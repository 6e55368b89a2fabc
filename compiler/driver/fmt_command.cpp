// msdc fmt
#include "compiler/driver/session.h"
#include "compiler/driver/write_file.h"
#include "compiler/format/diff.h"
#include "compiler/format/format.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <span>

namespace msd::driver {

namespace {

class FmtRun {
 public:
  FmtRun(const Common& options, const FmtOptions& fmt) : session_(options), fmt_(fmt) {}

  int run() {
    for (const std::string& argument : session_.options.files) {
      diag::Sink sink;
      for_each_file(argument, sink, [this](const std::string& path) {
        file(path);
        return !session_.output.failed();
      });
      if (sink.errors() != 0) {
        complain(session_, sink);
        status_ = 2;
      }
    }
    if (!session_.options.report.quiet && !piped_) summary();
    return finish(session_, status_);
  }

 private:
  void file(const std::string& path) {
    const bool pipe = path == "-";
    piped_ = piped_ || pipe;
    diag::Sink sink;
    source::ReadError error;
    auto text = source::read_file(path, source::kMaxFileBytes, error);
    if (!text) {
      sink.report(diag::kind::CannotRead, {}, path, error.reason);
      complain(session_, sink);
      status_ = 2;
      return;
    }
    const std::string name = pipe ? "<standard input>" : path;
    const source::FileId id = session_.sources.add(name, std::move(*text));
    if (const auto formatted = format::format(session_.sources, id, {}, sink)) {
      done(path, name, session_.sources.file(id).text, *formatted);
    } else {
      ++refused_;
      complain(session_, sink);
      status_ = std::max(status_, 1);
    }
    session_.sources.release(id);
  }

  void done(const std::string& path, const std::string& name, const std::string& before, const std::string& after) {
    const bool same = before == after;
    ++(same ? kept_ : changed_);
    if (fmt_.check && !same) status_ = std::max(status_, 1);
    if (fmt_.diff) {
      session_.output.write(format::unified_diff(name, before, after));
    } else if (fmt_.check) {
      if (!same) session_.output.write(fmt::format("would change: {}\n", report::printable(name)));
    } else if (path == "-") {
      session_.output.write(after);
    } else if (!same) {
      write(path, after);
    }
  }

  void write(const std::string& path, const std::string& text) {
    const std::string fault = write_whole(path, std::as_bytes(std::span(text)));
    if (fault.empty()) {
      if (!session_.options.report.quiet) session_.output.write(fmt::format("formatted {}\n", report::printable(path)));
      return;
    }
    --changed_;
    session_.output.flush();
    fmt::print(stderr, "msdc: cannot write `{}`: {}\n", report::printable(path), fault);
    status_ = 2;
  }

  void summary() {
    if (kept_ + changed_ + refused_ == 0) return;
    std::string out =
        fmt::format("{} {}, {} unchanged", changed_, fmt_.check || fmt_.diff ? "would change" : "formatted", kept_);
    if (refused_ != 0) out += fmt::format(", {} left alone for {} errors", refused_, refused_ == 1 ? "its" : "their");
    session_.output.flush();
    fmt::print(stderr, "{}\n", out);
  }

  Session session_;
  FmtOptions fmt_;
  std::size_t changed_ = 0, kept_ = 0, refused_ = 0;
  bool piped_ = false;
  int status_ = 0;
};

}  // namespace

int format_files(const Common& options, const FmtOptions& fmt) { return FmtRun(options, fmt).run(); }

}  // namespace msd::driver
