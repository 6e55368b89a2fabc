#include "tests/parse/support.h"

#include "tests/support/catch.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace msd::test {

std::vector<std::string> Parsed::findings() const {
  std::vector<std::string> out;
  for (const diag::Diagnostic& d : sink.all())
    out.push_back(fmt::format("{}:{}", diag::info(d.id).code, sources.position(file, d.span.begin).line));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> announced(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::size_t at = line.find("//!");
    if (at == std::string::npos) continue;
    std::istringstream words(line.substr(at + 3));
    std::string word;
    int back = 0;
    while (words >> word) {
      if (word.front() == '-') {
        back = std::stoi(word);
      } else {
        out.push_back(fmt::format("{}:{}", word, number + back));
      }
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void check_findings(const std::string& text) {
  const Parsed parsed(text);
  CHECK(parsed.findings() == announced(text));
}

std::vector<std::filesystem::path> good_files() {
  std::vector<std::filesystem::path> out;
  for (const char* folder : {"stdlib", "rules", "docs/examples", "tests/frameworks"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(MSD_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".msd") out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace msd::test
