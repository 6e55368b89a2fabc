// Findings → repairs: what of them is an edit that takes something out, and the texts that a set of edits makes.
#pragma once

#include "compiler/diagnostics/diagnostics.h"

#include <map>
#include <string>
#include <vector>

namespace msd::fix {

struct Repair {
  diag::Id id{};
  source::Span span;               ///< what is taken out
  std::string edit;                ///< in the words of a report: "remove the rule `x` of `row.field`"
  std::vector<std::string> names;  ///< that the finding has
};

/// The repairs of those findings that have one, in their order, none twice. Linear.
std::vector<Repair> repairs_of(const std::vector<diag::Diagnostic>& findings, const source::SourceMap& sources);

/// Text by index of file: only files that are other than they were.
using Texts = std::map<std::uint32_t, std::string>;

/// What a set of repairs makes. A file that was formatted is so again. Linear in the sizes of the files.
struct Applied {
  Texts texts;
  std::vector<std::size_t> refused;  ///< repairs, by their place in `chosen`, that cannot be made beside the others
};
Applied apply(const std::vector<Repair>& all, const std::vector<std::size_t>& chosen, const source::SourceMap& sources);

}  // namespace msd::fix
