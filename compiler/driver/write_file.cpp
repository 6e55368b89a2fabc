#include "compiler/driver/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace msd::driver {

namespace {

std::string words(int error) { return std::strerror(error); }

/// 0, or the error.
int write_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return 0;
}

/// Follows links by hand: the last one may lead to a file that is still to be made, which realpath refuses.
std::string target_of(std::string path, int& error) {
  char link[PATH_MAX];
  for (int steps = 0; steps < 40; ++steps) {
    const ssize_t length = ::readlink(path.c_str(), link, sizeof link);
    if (length < 0) return path;  // no link, or nothing there: opening will tell
    const std::string to(link, static_cast<std::size_t>(length));
    const std::size_t slash = path.rfind('/');
    path = to.starts_with('/') || slash == std::string::npos ? to : path.substr(0, slash + 1) + to;
  }
  error = ELOOP;
  return path;
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

std::string write_in_place(const std::string& path, std::span<const std::byte> bytes) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return words(errno);
  int error = write_all(fd, bytes);
  if (::close(fd) != 0 && error == 0) error = errno;
  return error == 0 ? "" : words(error);
}

}  // namespace

std::string write_whole(const std::string& path, std::span<const std::byte> bytes) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return "it is a folder";
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(path, bytes);
  int error = 0;
  const std::string target = target_of(path, error);
  if (error != 0) return words(error);
  if (exists && ::access(target.c_str(), W_OK) != 0) return words(errno);

  const std::size_t slash = target.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  if (name == target.size()) return words(ENOENT);
  std::string temporary = target.substr(0, name) + ".msdc-XXXXXX.part";
  const int fd = ::mkostemps(temporary.data(), 5, O_CLOEXEC);
  if (fd < 0) return words(errno);
  error = write_all(fd, bytes);
  if (error == 0 && ::fchmod(fd, exists ? status.st_mode & 07777U : mode_of_new_files()) != 0) error = errno;
  if (error == 0 && ::fsync(fd) != 0) error = errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return {};
  ::unlink(temporary.c_str());
  return words(error);
}

}  // namespace msd::driver
