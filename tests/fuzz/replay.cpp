// Drives a fuzz entry without libFuzzer: replays files, then random changes of them, the same ones for the same seed.
//
//   PROGRAM [--dictionary tokens.def] [--changes N] [--seed S] FILE-OR-FOLDER…
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) std::fprintf(stderr, "cannot read %s\n", path.c_str()), std::exit(2);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

/// Files in the order of their names.
std::vector<fs::path> files(const std::vector<std::string>& arguments) {
  std::vector<fs::path> out;
  for (const std::string& argument : arguments) {
    if (!fs::is_directory(argument)) {
      out.emplace_back(argument);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argument))
      if (entry.is_regular_file()) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Every quoted word of the file of tokens.
std::vector<std::string> dictionary(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t begin = line.find('"');
    const std::size_t end = line.rfind('"');
    if (line.starts_with("MSD_KEYWORD") && begin < end) out.push_back(line.substr(begin + 1, end - begin - 1) + " ");
  }
  for (const char* sign : {"{", "}", "(", ")", "=>", "==", "=", "..", "?", ":", "\"", "\n", "//", "///"})
    out.emplace_back(sign);
  return out;
}

class Changer {
 public:
  Changer(std::vector<Bytes> corpus, std::vector<std::string> words, std::uint64_t seed)
      : corpus_(std::move(corpus)), words_(std::move(words)), random_(seed) {}

  Bytes next() {
    Bytes out = corpus_[below(corpus_.size())];
    for (std::size_t i = 1 + below(4); i > 0; --i) change(out);
    if (out.size() > 8192) out.resize(8192);
    return out;
  }

 private:
  // The distributions of the standard library differ between libraries; the engine does not.
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void change(Bytes& out) {
    const std::size_t at = below(out.size() + 1);
    const std::size_t length = std::min(below(below(2) == 0 ? 8 : 200), out.size() - at);
    const auto begin = out.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    switch (below(6)) {
    case 0: out.erase(begin, end); break;
    case 1: {
      const Bytes copy(begin, end);
      const std::size_t to = below(out.size() + 1);
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(to), copy.begin(), copy.end());
      break;
    }
    case 2: {
      const std::string& word = words_[below(words_.size())];
      out.insert(begin, word.begin(), word.end());
      break;
    }
    case 3:
      if (at < out.size()) out[at] = static_cast<std::uint8_t>(out[at] ^ (1U << below(8)));
      break;
    case 4:
      if (at < out.size()) out[at] = static_cast<std::uint8_t>(random_());
      break;
    case 5: {
      const Bytes& other = corpus_[below(corpus_.size())];
      const std::size_t from = below(other.size() + 1);
      const std::size_t count = std::min<std::size_t>(below(300), other.size() - from);
      const auto first = other.begin() + static_cast<std::ptrdiff_t>(from);
      const Bytes piece(first, first + static_cast<std::ptrdiff_t>(count));
      out.insert(begin, piece.begin(), piece.end());
      break;
    }
    }
  }

  std::vector<Bytes> corpus_;
  std::vector<std::string> words_;
  std::mt19937_64 random_;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths, words{" "};
  std::size_t changes = 0;
  std::uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.starts_with("--") && i + 1 < argc) {
      const std::string value = argv[++i];
      if (argument == "--dictionary") words = dictionary(value);
      if (argument == "--changes") changes = std::stoul(value);
      if (argument == "--seed") seed = std::stoull(value);
    } else {
      paths.push_back(argument);
    }
  }
  std::vector<Bytes> corpus;
  for (const fs::path& path : files(paths)) {
    corpus.push_back(read(path));
    std::printf("%s\n", path.c_str()), std::fflush(stdout);  // the last line names the culprit of a crash
    LLVMFuzzerTestOneInput(corpus.back().data(), corpus.back().size());
  }
  if (corpus.empty()) return std::fprintf(stderr, "no corpus\n"), 2;
  const std::string last = fs::path(argv[0]).filename().string() + "-last-input";
  Changer changer(corpus, words, seed);
  for (std::size_t i = 0; i < changes; ++i) {
    const Bytes input = changer.next();
    // What is being tried is left behind if the program ends here.
    std::ofstream(last, std::ios::binary)
        .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  fs::remove(last);
  std::printf("%zu files, %zu changes\n", corpus.size(), changes);
  return 0;
}
