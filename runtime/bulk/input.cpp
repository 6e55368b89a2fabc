#include "runtime/bulk/input.h"

#include "runtime/bulk/schema.h"

#include <algorithm>
#include <cerrno>
#include <new>
#include <unistd.h>

namespace msd::bulk {

namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;
constexpr std::size_t kNoEnd = SIZE_MAX;

}  // namespace

/// A place in the buffer: that of the line end that ends the record, or none.
std::size_t Input::line_end(std::size_t from) {
  const auto* found = static_cast<const char*>(std::memchr(buffer_.get() + from, '\n', end_ - from));
  return found == nullptr ? kNoEnd : static_cast<std::size_t>(found - buffer_.get());
}

std::size_t Input::csv_end(std::size_t from) {
  const char* const text = buffer_.get();
  if (state_ == State::Begin) {  // without quotes a line is a record
    const std::size_t line = line_end(from);
    if (line != kNoEnd && std::memchr(text + from, '"', line - from) == nullptr) return line;
  }
  for (std::size_t i = from; i < end_; ++i) {
    const char c = text[i];
    if (state_ == State::Quoted) {
      if (c == '"') state_ = State::Closed;
    } else if (c == '\n') {
      return state_ = State::Begin, i;
    } else if (c == '"' && state_ != State::Plain) {
      state_ = State::Quoted;
    } else {
      state_ = c == ',' ? State::Begin : State::Plain;
    }
  }
  return kNoEnd;
}

Input::Got Input::next(std::string_view& record) {
  while (at_ < end_) {
    const std::size_t from = at_ + searched_;
    std::size_t end = form_ == Form::Csv ? csv_end(from) : line_end(from);
    const bool whole = end != kNoEnd || ended_;
    const std::size_t next = end != kNoEnd ? end + 1 : end_;
    end = std::min(end, end_);
    const std::size_t size = (whole ? end : end_) - at_;
    const bool too_long = size > kLongestRecord;
    if (!whole && !dropping_ && !too_long) return searched_ = end_ - at_, Got::More;
    const char* const begin = buffer_.get() + at_;
    const std::size_t line = next_line_;
    if (form_ == Form::Csv) {
      next_line_ += static_cast<std::size_t>(std::count(begin, begin + (next - at_), '\n'));
    } else if (whole) {
      ++next_line_;
    }
    at_ = next;
    searched_ = 0;
    const bool dropped = dropping_;
    dropping_ = !whole;
    if (dropped) continue;
    line_ = line;
    if (too_long) return Got::TooLong;
    record = {begin, size};
    if (record.ends_with('\r')) record.remove_suffix(1);
    return Got::Record;
  }
  return Got::More;
}

void Input::make_room() {
  if (at_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
  }
  if (end_ + kBlock / 4 <= room_) return;
  room_ = std::min(std::max(kBlock, room_ * 2), kLongestRecord + 2 * kBlock);
  auto* grown = static_cast<char*>(std::realloc(buffer_.get(), room_ + kSlack));
  if (grown == nullptr) throw std::bad_alloc();
  static_cast<void>(buffer_.release());
  buffer_.reset(grown);
}

bool Input::fill() {
  if (ended_) return false;
  make_room();
  do {
    ssize_t got = 0;
    do got = ::read(fd_, buffer_.get() + end_, room_ - end_);
    while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno, end_ = at_;  // what is half there is no record
    ended_ = got <= 0;
    if (got > 0) end_ += static_cast<std::size_t>(got), bytes_ += static_cast<std::uint64_t>(got);
  } while (first_ && !ended_ && end_ < 3 && std::string_view("\xEF\xBB\xBF").starts_with({buffer_.get(), end_}));
  if (first_ && std::string_view(buffer_.get(), end_).starts_with("\xEF\xBB\xBF")) at_ = 3;
  first_ = false;
  std::memset(buffer_.get() + end_, 0, kSlack);
  return at_ < end_;
}

}  // namespace msd::bulk
