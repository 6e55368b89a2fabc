#include "runtime/report/reporter.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace msd::report {

namespace {
constexpr std::size_t kFlushAt = 1U << 16U;
}

void Output::write(std::string_view text) {
  if (failed_) return;
  pending_ += text;
  if (pending_.size() >= kFlushAt) flush();
}

bool Output::flush() {
  if (fd_ == kKeeps) return true;
  std::size_t done = 0;
  while (!failed_ && done < pending_.size()) {
    const ssize_t wrote = ::write(fd_, pending_.data() + done, pending_.size() - done);
    if (wrote >= 0) {
      done += static_cast<std::size_t>(wrote);
    } else if (errno != EINTR) {
      failed_ = true;
      error_ = std::strerror(errno);
    }
  }
  pending_.clear();
  return !failed_;
}

}  // namespace msd::report
