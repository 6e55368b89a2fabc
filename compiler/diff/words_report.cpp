#include "compiler/diff/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

std::string decimal(const analysis::Count& count) {
  const std::string digits = analysis::decimal(count);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string_view name(Computed::Kind kind) {
  switch (kind) {
  case Computed::Kind::Root: return "changed";
  case Computed::Kind::Consequence: return "consequence";
  case Computed::Kind::WithoutEffect: return "without effect";
  case Computed::Kind::Undecided: return "undecided";
  }
  return {};
}

std::string_view name(Declared::Kind kind) {
  switch (kind) {
  case Declared::Kind::Added: return "added";
  case Declared::Kind::Removed: return "removed";
  case Declared::Kind::Changed: return "changed";
  }
  return {};
}

std::string_view name(Edit::Kind kind) {
  switch (kind) {
  case Edit::Kind::Added: return "added";
  case Edit::Kind::Removed: return "removed";
  case Edit::Kind::Rewritten: return "rewritten";
  case Edit::Kind::Moved: return "moved";
  case Edit::Kind::Renamed: return "renamed";
  }
  return {};
}

std::string givers(const Givers& g) {
  if (g.from.empty()) return g.to;
  return g.to.empty() || g.from == g.to ? g.from : g.from + " -> " + g.to;
}

std::string share(const Region& region) {
  if (!region.counted) return "inputs that were not counted";
  return fmt::format("{} of {} inputs", decimal(region.changed), decimal(region.inputs));
}

std::string_view kind_of(const Computed& computed) { return computed.requirement ? "requirement" : "field"; }

std::string places(const Places& at, const View& view) {
  const std::string was = view.place(at.span[0]);
  const std::string is = view.place(at.span[1]);
  if (was.empty() || is.empty() || was == is) return was.empty() ? is : was;
  return was + " -> " + is;
}

std::vector<std::size_t> told_under(const Diff& diff) {
  std::vector<std::size_t> out(diff.computed.size(), kNone);
  for (std::size_t i = 0; i < diff.computed.size(); ++i) {
    const Computed& c = diff.computed[i];
    if (c.kind != Computed::Kind::Consequence || c.roots.empty()) continue;
    for (std::size_t j = 0; j < diff.computed.size(); ++j) {
      if (!diff.computed[j].requirement && diff.computed[j].name == c.roots.front() &&
          diff.computed[j].kind != Computed::Kind::Consequence)
        out[i] = j;
    }
  }
  return out;
}

std::string tally(const Diff& diff) {
  std::size_t roots = 0, follow = 0, idle = 0, undecided = 0;
  for (const Computed& c : diff.computed) {
    roots += c.kind == Computed::Kind::Root ? 1 : 0;
    follow += c.kind == Computed::Kind::Consequence ? 1 : 0;
    undecided += c.kind == Computed::Kind::Undecided ? 1 : 0;
    idle += c.kind == Computed::Kind::WithoutEffect
                ? c.edits.size()
                : static_cast<std::size_t>(
                      std::count_if(c.edits.begin(), c.edits.end(), [](const Edit& e) { return !e.effect; }));
  }
  std::vector<std::string> parts;
  const auto add = [&](std::size_t n, const char* one, const char* more) {
    if (n != 0) parts.push_back(fmt::format("{} {}", n, n == 1 ? one : more));
  };
  add(roots, "result changes by its own rule", "results change by their own rules");
  add(follow, "follows", "follow");
  add(diff.declared.size(), "declaration differs", "declarations differ");
  add(idle, "edit is without effect", "edits are without effect");
  add(undecided, "result was not compared", "results were not compared");
  return parts.empty() ? "no difference" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace msd::diff
