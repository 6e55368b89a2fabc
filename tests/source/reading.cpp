// Reading of files: what is refused, and the words for it.
#include "compiler/source/source.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;
using msd::source::read_file;
using msd::source::ReadError;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("msd_reading_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string operator/(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string reason(const std::string& path, std::size_t limit = 1U << 20U) {
  ReadError error;
  return read_file(path, limit, error) ? "" : error.reason;
}

}  // namespace

TEST_CASE("files are read whole, byte for byte") {
  const Folder folder;
  ReadError error;
  for (const std::string& text : {std::string(), std::string("a\r\n\0b", 5), std::string(200'000, 'x')}) {
    std::ofstream(folder / "a.msd", std::ios::binary) << text;
    const auto read = read_file(folder / "a.msd", 1U << 20U, error);
    REQUIRE(read);
    CHECK(*read == text);
  }
}

TEST_CASE("what cannot be read is said in words") {
  const Folder folder;
  std::ofstream(folder / "a.msd") << "0123456789";
  CHECK(reason(folder / "a.msd", 10).empty());
  CHECK(reason(folder / "a.msd", 9).find("larger than") != std::string::npos);
  CHECK(reason(folder / "none.msd") == "there is no such file");
  CHECK(reason(folder / "a.msd/b.msd") == "a part of its path is no folder");
  CHECK(reason(folder / "") == "it is a folder");
  CHECK(reason("/dev/null") == "it is not a regular file");
  fs::create_symlink("loop.msd", folder / "loop.msd");
  CHECK(reason(folder / "loop.msd") == "its links lead around in a circle");
  CHECK(reason(folder / std::string(5000, 'x').c_str()) == "its name is too long");
}
