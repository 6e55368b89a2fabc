// Source texts and places in them. Every later stage names places by `Span`; only reports turn them into lines.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msd::source {

struct FileId {
  std::uint32_t index = UINT32_MAX;
  bool valid() const { return index != UINT32_MAX; }
  bool operator==(const FileId&) const = default;
};

/// A half-open range of bytes in one file. A default-constructed span is "nowhere".
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool valid() const { return file.valid(); }
  bool operator==(const Span&) const = default;
};

/// The smallest span that holds both; `a` if they are in different files or `b` is nowhere.
Span join(Span a, Span b);

/// One-based line and column; the column counts Unicode code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One file: its text never moves or changes once added, so views into it stay valid as long as the map lives.
struct File {
  std::string path;  ///< as reports show it
  std::string text;
  std::string name;  ///< of a file of a framework: the path from its root, wherever that lies; else as `path`
  std::vector<std::uint32_t> line_starts;
  static constexpr std::uint32_t kBlock = 256;
  std::vector<std::uint32_t> blocks;  ///< code points that begin before each block of kBlock bytes
};

/// Owns the texts. Ids are dense and given in the order of adding.
class SourceMap {
 public:
  /// Adds a text. `path` is only shown; `name` goes into images, empty: the same. O(size).
  FileId add(std::string path, std::string text, std::string name = {});
  /// Gives the memory of a text back; spans into it must no longer be read. If no later file is in the map, the id is
  /// given anew, so that a batch of designs takes no more memory than its largest one. O(1) amortized.
  void release(FileId id);

  const File& file(FileId id) const { return files_[id.index]; }
  std::size_t size() const { return files_.size(); }
  /// The text of a span; empty for "nowhere".
  std::string_view text(Span span) const;
  /// O(log lines). Offsets past the end give the end.
  LineColumn position(FileId id, std::uint32_t offset) const;

 private:
  std::deque<File> files_;
};

/// Why a file could not be read, in words that follow "cannot read `x`: ".
struct ReadError {
  std::string reason;
};

inline constexpr std::size_t kMaxFileBytes = 16U << 20U;

/// Reads a whole regular file (or standard input for "-"), refusing directories, devices and files larger than
/// `limit` bytes before reading them. Never throws.
std::optional<std::string> read_file(const std::string& path, std::size_t limit, ReadError& error);

}  // namespace msd::source
