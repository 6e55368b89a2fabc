// Findings that are known: as a text for reviews, and which of them are still there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msd::baseline {

/// A finding by what it says, not by where it stands.
struct Entry {
  std::string framework;             ///< its name
  std::string slug;                  ///< of the kind, as `allow` has it
  std::string message;               ///< only the names in it count, those between backticks
  std::string content;               ///< the piece of a rule that it is about, on one line; may be empty
  std::uint32_t begin = 0, end = 0;  ///< bytes of its line in the file that it was read from

  bool operator==(const Entry& o) const {
    return framework == o.framework && slug == o.slug && message == o.message && content == o.content;
  }
};

/// What has another name now: `row.field`, `enum.value`, or a single name.
struct Rename {
  std::string from, to;
};

struct Fault {
  std::uint32_t begin = 0, end = 0;
  std::string reason;
};
struct Read {
  std::vector<Entry> entries;
  std::optional<Fault> fault;  ///< the first line that is none of a baseline; what stands before it was read
};

/// Reads what `write` wrote, people's comments (lines that begin with `#`) among it. Linear.
Read read(std::string_view text);
/// The file: entries by framework, kind, message, content. The same entries in any order give the same text.
/// O(entries × log).
std::string write(std::vector<Entry> entries);

/// Takes the renames into the entries. Gives those that say nothing about any of them. O(entries × renames).
std::vector<Rename> rename(std::vector<Entry>& entries, const std::vector<Rename>& renames);

/// What became of each finding that there is now.
struct Known {
  std::size_t entry = SIZE_MAX;  ///< that it is; none: it is new
  bool renamed = false;          ///< known by the piece of rule that it is about, under another name
  std::size_t other = SIZE_MAX;  ///< of a new one: an entry of the same names with another content
};
struct Matched {
  std::vector<Known> now;          ///< one for each finding
  std::vector<std::size_t> stale;  ///< entries that no finding is
};

/// Each entry is one finding, of the same framework, kind, names and content. What is left then of a kind whose content
/// is a whole rule (`whole`: their slugs) is paired by content where only one finding and one entry have it, and where
/// their names differ in one. Findings are entries without a place. O((entries + findings) × log).
Matched match(const std::vector<Entry>& entries, const std::vector<Entry>& findings,
              const std::vector<std::string_view>& whole);

/// The names between the backticks of a message, in order.
std::vector<std::string> names_of(std::string_view message);

}  // namespace msd::baseline
