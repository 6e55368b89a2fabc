#include "runtime/bulk/output.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace msd::bulk {

namespace {
constexpr std::size_t kFlushAt = std::size_t{256} << 10U;
}

void Output::make_room(std::size_t size) {
  flush();
  if (buffer_.size() < size) buffer_.resize(std::max(size, kFlushAt));
}

void Output::write(std::string_view text) { wrote(std::copy(text.begin(), text.end(), room(text.size()))); }

bool Output::flush() {
  std::size_t done = 0;
  while (error_ == 0 && done < used_) {
    const ssize_t wrote = ::write(fd_, buffer_.data() + done, used_ - done);
    if (wrote >= 0) {
      done += static_cast<std::size_t>(wrote);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  used_ = 0;
  return error_ == 0;
}

}  // namespace msd::bulk
