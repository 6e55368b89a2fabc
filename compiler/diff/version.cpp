#include "compiler/diff/compare.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::diff {

std::string_view name(Level level) {
  switch (level) {
  case Level::None: return "none";
  case Level::Patch: return "patch";
  case Level::Minor: return "minor";
  case Level::Major: return "major";
  }
  return {};
}

namespace {

std::string reason_of(const Computed& c) {
  if (c.kind == Computed::Kind::Undecided) return fmt::format("`{}` could not be compared", c.name);
  if (c.kind == Computed::Kind::WithoutEffect) return fmt::format("the text of `{}` changes, without effect", c.name);
  if (c.taken_over) return fmt::format("`{}` is another where designs leave it out", c.name);
  if (!c.requirement) return fmt::format("`{}` changes for inputs that both take", c.name);
  return c.level == Level::Major ? fmt::format("`{}` fails designs that passed", c.name)
                                 : fmt::format("`{}` is judged otherwise", c.name);
}

std::string reason_of(const Declared& d) {
  switch (d.kind) {
  case Declared::Kind::Added: return fmt::format("the {} `{}` is new", d.what, d.name);
  case Declared::Kind::Removed: return fmt::format("the {} `{}` is gone", d.what, d.name);
  case Declared::Kind::Changed: return fmt::format("the {} `{}` is declared otherwise: {}", d.what, d.name, d.detail);
  }
  return {};
}

}  // namespace

void propose(Diff& out) {
  out.level = Level::None;
  out.reason = "nothing is different";
  std::size_t more = 0;
  const auto look = [&](Level level, const auto& one) {
    if (level < out.level || level == Level::None) return;
    if (level == out.level) return void(++more);
    out.level = level;
    out.reason = reason_of(one);
    more = 0;
  };
  for (const Computed& c : out.computed) look(c.level, c);
  for (const Declared& d : out.declared) look(d.level, d);
  if (more != 0) out.reason += fmt::format(", and {} more", more);
}

Diff compare(const Sides& sides, const Options& options) {
  Diff out;
  for (Side side : kSides) {
    const tir::Program& p = sides.of(side);
    out.of[at(side)] = {p.name, p.patch == 0 ? fmt::format("{}.{}", p.major, p.minor)
                                             : fmt::format("{}.{}.{}", p.major, p.minor, p.patch)};
  }
  const Matching matching = match(sides, options.renames);
  out.unused = matching.unused;
  compare_computed(sides, matching, options, out);
  compare_declared(sides, matching, out);
  find_hints(sides, matching, options, out);
  propose(out);
  return out;
}

}  // namespace msd::diff
