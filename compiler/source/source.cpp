#include "compiler/source/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace msd::source {

Span join(Span a, Span b) {
  if (!b.valid() || (a.valid() && !(a.file == b.file))) return a;
  if (!a.valid()) return b;
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

namespace {

/// Code points that begin in a range of bytes.
std::uint32_t code_points(std::string_view text) {
  std::uint32_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

/// Code points that begin before `offset`. O(kBlock), so that columns of very long lines cost no more than others.
std::uint32_t code_points_before(const File& file, std::uint32_t offset) {
  const std::uint32_t block = offset / File::kBlock;
  return file.blocks[block] +
         code_points(std::string_view(file.text).substr(std::size_t{block} * File::kBlock, offset % File::kBlock));
}

}  // namespace

FileId SourceMap::add(std::string path, std::string text, std::string name) {
  if (name.empty()) name = path;
  File file{std::move(path), std::move(text), std::move(name), {0}, {0}};
  const std::string_view all = file.text;
  for (std::size_t i = all.find('\n'); i != std::string_view::npos; i = all.find('\n', i + 1))
    file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  for (std::size_t i = 0; i + File::kBlock <= all.size(); i += File::kBlock)
    file.blocks.push_back(file.blocks.back() + code_points(all.substr(i, File::kBlock)));
  files_.push_back(std::move(file));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

void SourceMap::release(FileId id) {
  files_[id.index] = File{};  // without a line start: released
  while (!files_.empty() && files_.back().line_starts.empty()) files_.pop_back();
}

std::string_view SourceMap::text(Span span) const {
  if (!span.valid() || span.file.index >= files_.size()) return {};
  std::string_view all = files_[span.file.index].text;
  if (span.begin > all.size()) return {};
  return all.substr(span.begin, span.end - span.begin);
}

LineColumn SourceMap::position(FileId id, std::uint32_t offset) const {
  if (id.index >= files_.size() || files_[id.index].line_starts.empty()) return {};
  const File& file = files_[id.index];
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(file.text.size()));
  auto next = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset);
  auto line = static_cast<std::uint32_t>(next - file.line_starts.begin());
  const std::uint32_t start = file.line_starts[line - 1];
  std::uint32_t column = 1 + code_points_before(file, offset) - code_points_before(file, start);
  // A byte order mark has no width.
  if (line == 1 && offset > 0 && file.text.starts_with("\xEF\xBB\xBF")) --column;
  return {line, column};
}

namespace {

/// Closes a descriptor that it owns.
class Descriptor {
 public:
  Descriptor(int fd, bool owned) : fd_(fd), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
  bool owned_;
};

/// An error of the system in words that fit into a sentence.
std::string words_of(int error) {
  switch (error) {
  case ENOENT: return "there is no such file";
  case EACCES: return "its permissions do not allow it";
  case ELOOP: return "its links lead around in a circle";
  case ENOTDIR: return "a part of its path is no folder";
  case ENAMETOOLONG: return "its name is too long";
  default: break;
  }
  std::string words = std::strerror(error);
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

std::string too_large(std::size_t limit) { return "it is larger than " + std::to_string(limit >> 20U) + " MiB"; }

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::size_t limit, ReadError& error) {
  const bool standard_input = path == "-";
  // O_NONBLOCK keeps the opening of a named pipe from waiting for a writer; regular files ignore it.
  Descriptor fd(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK),
                !standard_input);
  if (fd.get() < 0) return error.reason = words_of(errno), std::nullopt;
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return error.reason = words_of(errno), std::nullopt;
  if (S_ISDIR(status.st_mode)) return error.reason = "it is a folder", std::nullopt;
  if (!standard_input && !S_ISREG(status.st_mode)) return error.reason = "it is not a regular file", std::nullopt;
  if (S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) > limit) {
    return error.reason = too_large(limit), std::nullopt;
  }
  std::string text;
  std::size_t filled = 0;
  text.resize(S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) + 1 : 1U << 16U);
  for (;;) {
    if (filled == text.size()) text.resize(text.size() * 2);
    const ssize_t got = ::read(fd.get(), text.data() + filled, text.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error.reason = words_of(errno), std::nullopt;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > limit) return error.reason = too_large(limit), std::nullopt;
  }
  text.resize(filled);
  return text;
}

}  // namespace msd::source
