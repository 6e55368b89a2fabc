// What variants took away, so that a later stage can say so where something of it is still used.
#pragma once

#include "compiler/diagnostics/diagnostics.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace msd::variants {

/// The kinds of names that other declarations use.
enum class Use : std::uint8_t { Enum, Value, Row, Field, Require, Lexicon, Step, Archetype };

class Removed {
 public:
  /// Notes a removal. `owner` is the enum of a value and the row of a field, else empty. The last removal counts.
  void add(Use use, std::string_view owner, std::string_view name, std::string_view variant, source::Span place);
  /// Where a name is not known: a note at its removal, if a variant removed it, and what to do. True then. O(1) on
  /// average.
  bool explain(diag::Sink::Builder& report, Use use, std::string_view owner, std::string_view name) const;
  /// The same for a name in an expression that could have been a field of any row, a row, or a value of any enum.
  bool explain_any(diag::Sink::Builder& report, std::string_view name) const;

 private:
  struct Removal {
    std::string variant;
    source::Span place;
  };
  std::unordered_map<std::string, Removal> all_;
};

}  // namespace msd::variants
