// Bytes on their way to a file descriptor.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace msd::bulk {

class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}
  /// A place for up to `size` bytes, behind what was written; `wrote` says how far it was used.
  char* room(std::size_t size) {
    if (buffer_.size() - used_ < size) make_room(size);
    return buffer_.data() + used_;
  }
  void wrote(const char* to) { used_ = static_cast<std::size_t>(to - buffer_.data()); }
  void write(std::string_view text);
  /// False once anything failed; `error` says why. What is written after that is dropped.
  bool flush();
  /// 0, or what `write` says is wrong.
  int error() const { return error_; }

 private:
  void make_room(std::size_t size);

  int fd_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  int error_ = 0;
};

}  // namespace msd::bulk
