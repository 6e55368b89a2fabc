#include "compiler/diff/edits.h"

#include <algorithm>

namespace msd::diff {

namespace {

using Lines = std::vector<tir::Line>;

Lines::const_iterator find(const Lines& lines, const std::string& name) {
  return std::find_if(lines.begin(), lines.end(), [&](const tir::Line& l) { return l.name == name; });
}

bool same_line(const tir::Line& a, const tir::Line& b) { return a.condition == b.condition && a.outcome == b.outcome; }

/// Where an old line belongs among the new ones: behind the nearest line that stood before it and is still there.
Lines::iterator place_of(const std::string& name, const Lines& old_lines, Lines& lines) {
  for (auto it = find(old_lines, name); it != old_lines.begin();) {
    --it;
    const auto there = find(lines, it->name);
    if (there != lines.end()) return lines.begin() + (there - lines.begin()) + 1;
  }
  return lines.begin();
}

/// The lines of both, in the new order, that are not on a longest run in the old one.
std::vector<std::string> moved(const Lines& old_lines, const Lines& new_lines) {
  std::vector<std::pair<std::string, std::ptrdiff_t>> both;
  for (const tir::Line& l : new_lines) {
    const auto there = find(old_lines, l.name);
    if (there != old_lines.end()) both.emplace_back(l.name, there - old_lines.begin());
  }
  std::vector<std::size_t> length(both.size(), 1), before(both.size(), SIZE_MAX);
  std::size_t best = 0;
  for (std::size_t i = 0; i < both.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (both[j].second < both[i].second && length[j] + 1 > length[i]) length[i] = length[j] + 1, before[i] = j;
    }
    if (length[i] > length[best]) best = i;
  }
  std::vector<bool> stays(both.size());
  for (std::size_t i = both.empty() ? SIZE_MAX : best; i != SIZE_MAX; i = before[i]) stays[i] = true;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < both.size(); ++i) {
    if (!stays[i]) out.push_back(both[i].first);
  }
  return out;
}

}  // namespace

bool same_text(const tir::Rule& a, const tir::Rule& b) {
  return a.kind == b.kind && a.where == b.where && a.value == b.value &&
         std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                    [](const tir::Line& x, const tir::Line& y) { return x.name == y.name && same_line(x, y); });
}

std::vector<Edit> edits(const tir::Rule& a, const tir::Rule& b) {
  std::vector<Edit> out;
  const Places whole{{a.span, b.span}};
  if (a.kind != b.kind) out.push_back({Edit::Kind::Rewritten, "the kind of rule", whole, true});
  if (!(a.where == b.where)) out.push_back({Edit::Kind::Rewritten, "where", whole, true});
  if (!(a.value == b.value)) out.push_back({Edit::Kind::Rewritten, "the value", whole, true});
  std::vector<const tir::Line*> gone;
  for (const tir::Line& l : a.lines) {
    const auto there = find(b.lines, l.name);
    if (there == b.lines.end()) {
      gone.push_back(&l);
    } else if (!same_line(l, *there)) {
      out.push_back({Edit::Kind::Rewritten, l.name, {{l.span, there->span}}, true});
    }
  }
  for (const tir::Line& l : b.lines) {
    if (find(a.lines, l.name) != a.lines.end()) continue;
    const auto same = std::find_if(gone.begin(), gone.end(), [&](const tir::Line* g) { return same_line(*g, l); });
    if (same == gone.end()) {
      out.push_back({Edit::Kind::Added, l.name, {{{}, l.span}}, true});
      continue;
    }
    out.push_back({Edit::Kind::Renamed, (*same)->name + " -> " + l.name, {{(*same)->span, l.span}}, false});
    gone.erase(same);
  }
  for (const tir::Line* l : gone) out.push_back({Edit::Kind::Removed, l->name, {{l->span, {}}}, true});
  for (const std::string& name : moved(a.lines, b.lines))
    out.push_back({Edit::Kind::Moved, name, {{find(a.lines, name)->span, find(b.lines, name)->span}}, true});
  return out;
}

tir::Rule without(const Edit& edit, const tir::Rule& a, const tir::Rule& b) {
  tir::Rule out = b;
  const auto take_out = [&] {
    const auto there = find(out.lines, edit.what);
    if (there != out.lines.end()) out.lines.erase(there);
  };
  const auto old_line = find(a.lines, edit.what);
  switch (edit.kind) {
  case Edit::Kind::Renamed: break;
  case Edit::Kind::Added: take_out(); break;
  case Edit::Kind::Removed: out.lines.insert(place_of(edit.what, a.lines, out.lines), *old_line); break;
  case Edit::Kind::Moved: {
    const tir::Line line = *find(out.lines, edit.what);
    take_out();
    out.lines.insert(place_of(edit.what, a.lines, out.lines), line);
    break;
  }
  case Edit::Kind::Rewritten:
    if (old_line != a.lines.end()) {
      const auto there = out.lines.begin() + (find(out.lines, edit.what) - out.lines.begin());
      there->condition = old_line->condition;
      there->outcome = old_line->outcome;
    } else if (edit.what == "where") {
      out.where = a.where;
    } else if (edit.what == "the value") {
      out.value = a.value;
    } else {
      out.kind = a.kind;
    }
    break;
  }
  return out;
}

}  // namespace msd::diff
