// Lines that have the same keys in the same order as the one before.
#pragma once

#include "runtime/bulk/schema.h"

namespace msd::bulk {

/// What a line is expected to look like, member by member, each with the function that reads just such a one.
class Layout {
 public:
  /// At first, that of a line with all columns in their order. The values go to `contents`, by column; both are where
  /// they are for good. O(columns).
  Layout(const Schema& schema, std::span<records::Content> contents);

  /// Lines look like this from now on. O(columns).
  void learn(std::span<const std::uint32_t> columns);
  /// Reads members from the `{` on, as long as they are the expected ones and have contents of their columns. Gives
  /// what is behind the last of them, and their number. `kSpaced`: with blanks anywhere, or without any. O(size).
  template <bool kSpaced> const char* read(const char* p, std::size_t& count) const {
    const Step* at = steps_.data();
    const Step* const end = at + steps_.size();
    for (; at != end; ++at) {
      const char* const next = kSpaced ? at->read_spaced(p, *at) : at->read(p, *at);
      if (next == nullptr) break;
      p = next;
    }
    count = static_cast<std::size_t>(at - steps_.data());
    return p;
  }
  /// A line with all of them has been read: the other columns are absent. O(their number).
  void leave_out() const {
    for (const std::uint32_t column : left_out_) contents_[column] = {};
  }
  std::size_t size() const { return steps_.size(); }
  /// The column of a member.
  std::uint32_t column(std::size_t member) const { return steps_[member].index; }

 private:
  struct Step;
  /// From what stands in front of the member to what stands behind it; null where another one does.
  using Read = const char* (*)(const char* p, const Step& step);
  struct Step {
    Pattern text;  ///< `{"name":`, behind the first one `,"name":`
    const Column& column;
    records::Content& out;
    std::uint32_t index;
    bool first;
    Read read, read_spaced;
  };
  enum class Kind : std::uint8_t { Bool, Enum16, Enum32, Other };

  template <Pattern::Width kWidth, Kind kKind> static const char* member(const char* p, const Step& step);
  template <Pattern::Width kWidth> static Read member_of(const Column& column);
  static const char* spaced_member(const char* p, const Step& step);
  static Kind kind(const Column& column);

  const Schema& schema_;
  std::span<records::Content> contents_;
  std::vector<Step> steps_;
  std::vector<std::uint32_t> left_out_;
};

}  // namespace msd::bulk
