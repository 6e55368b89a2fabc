// What the parser had to drop. A finding that something is missing follows from the syntax error where the missing
// thing stands in a dropped part, and is held back then.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace msd::registry {

class Lost {
 public:
  Lost() = default;
  /// Reads the syntax errors in `sink`. A dropped part reaches from the last declaration that was kept to the next one.
  /// Near-linear in the declarations of the files that have such errors, and in the size of the dropped parts.
  Lost(const std::vector<const ast::Unit*>& units, const source::SourceMap& sources, const diag::Sink& sink);

  /// Whether a word stands in a dropped part, so that a declaration of that name may have been dropped. O(1).
  bool word(std::string_view name) const { return words_.contains(std::string(name)); }
  /// Whether a declaration is incomplete: a syntax error is inside of it, or is the first thing behind it. O(errors).
  bool touches(source::Span declaration) const;

 private:
  struct Part {
    source::FileId file;
    std::uint32_t begin, end;  ///< from the end of a kept declaration to the begin of the next
    std::uint32_t error;
    bool first;  ///< nothing but white space between `begin` and the error
  };
  std::unordered_set<std::string> words_;
  std::vector<Part> parts_;
};

}  // namespace msd::registry
