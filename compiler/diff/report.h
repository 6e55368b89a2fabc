// A difference as text for a terminal, as JSON, and as Markdown for the comment of a pull request.
#pragma once

#include "compiler/diff/diff.h"
#include "runtime/report/reporter.h"

#include <functional>

namespace msd::diff {

struct View {
  std::function<std::string(source::Span)> place;  ///< `rules/lanes.msd:12`; empty for nowhere
  std::size_t columns = 80;
  std::size_t parts = 4;  ///< of a move that are printed; JSON has all that were found
};

void print_text(const Diff& diff, const View& view, report::Output& output);
void print_markdown(const Diff& diff, const View& view, report::Output& output);
void print_json(const Diff& diff, const View& view, report::Output& output);

// ---- words that more than one format uses --------------------------------------------------------------------------

std::string decimal(const analysis::Count& count);
std::string_view name(Computed::Kind kind);
std::string_view name(Declared::Kind kind);
std::string_view name(Edit::Kind kind);
/// `fresh -> warranty`; empty if no line is known.
std::string givers(const Givers& givers);
/// `18 of 24 inputs`; words where nothing was counted.
std::string share(const Region& region);
/// `field` or `requirement`.
std::string_view kind_of(const Computed& computed);
/// What a difference has in numbers: `2 rules change, 3 results follow, …`.
std::string tally(const Diff& diff);
/// `old.msd:3 -> new.msd:4`, or the one that there is.
std::string places(const Places& places, const View& view);
/// Consequences by the root that they are told under: the index of the root in `diff.computed`, or kNone.
std::vector<std::size_t> told_under(const Diff& diff);

}  // namespace msd::diff
