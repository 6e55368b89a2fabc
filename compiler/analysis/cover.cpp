#include "compiler/analysis/cover.h"

#include <algorithm>

namespace msd::analysis {

void Cover::add(Node condition) {
  const std::vector<Cube> own = d_.cubes(condition, kCubes + 1);
  exhausted_ = exhausted_ || own.size() > kCubes;
  const auto first = static_cast<std::uint32_t>(cubes_.size());
  cubes_.insert(cubes_.end(), own.begin(), own.end());
  lines_.emplace_back(first, static_cast<std::uint32_t>(cubes_.size()));
}

Cover::Masks Cover::space_of(const Cube& cube) const {
  Masks out(d_.variables());
  for (Variable v = 0; v < out.size(); ++v) out[v] = ~std::uint64_t{0} >> (64 - d_.values(v));
  for (const Choice& c : cube) out[c.variable] &= c.values;
  return out;
}

bool Cover::meets(const Masks& space, const Cube& cube) const {
  return std::all_of(cube.begin(), cube.end(), [&](const Choice& c) { return (space[c.variable] & c.values) != 0; });
}

/// Narrows the space until none of the cubes meets it. No if they cover it.
bool Cover::cut(Masks& space, std::vector<std::uint32_t> rest) {
  std::erase_if(rest, [&](std::uint32_t at) { return !meets(space, cubes_[at]); });
  steps_ += rest.size() + 1;
  if (steps_ > max_steps_) exhausted_ = true;
  if (exhausted_) return false;
  if (rest.empty()) return true;
  // The cube that can be left in the fewest ways.
  std::size_t fewest = SIZE_MAX;
  const Cube* chosen = nullptr;
  for (std::uint32_t at : rest) {
    std::size_t ways = 0;
    for (const Choice& c : cubes_[at]) ways += (space[c.variable] & ~c.values) != 0 ? 1 : 0;
    if (ways >= fewest) continue;
    fewest = ways;
    chosen = &cubes_[at];
    if (ways <= 1) break;
  }
  // Each way keeps inside the cube what the ways before it left.
  Masks part = space;
  for (const Choice& c : *chosen) {
    const std::uint64_t outside = part[c.variable] & ~c.values;
    if (outside == 0) continue;
    Masks way = part;
    way[c.variable] = outside;
    if (cut(way, rest)) return space = std::move(way), true;
    if (exhausted_) return false;
    part[c.variable] &= c.values;
  }
  return false;
}

std::optional<Cube> Cover::left(Node f, const std::vector<bool>& among) {
  const std::vector<Cube> wanted = d_.cubes(f, kCubes + 1);
  if (wanted.size() > kCubes) exhausted_ = true;
  std::vector<std::uint32_t> all;
  for (std::uint32_t line = 0; line < lines_.size() && line < among.size(); ++line) {
    for (std::uint32_t at = lines_[line].first; among[line] && at < lines_[line].second; ++at) all.push_back(at);
  }
  for (const Cube& cube : wanted) {
    Masks space = space_of(cube);
    const Masks whole = space_of({});
    if (exhausted_ || !cut(space, all)) continue;
    Cube out;
    for (Variable v = 0; v < space.size(); ++v) {
      if (space[v] != whole[v]) out.push_back({v, space[v]});
    }
    return out;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> Cover::sharing(Node f, std::uint32_t before) {
  std::vector<Masks> spaces;
  for (const Cube& cube : d_.cubes(f, kCubes)) spaces.push_back(space_of(cube));
  std::vector<std::uint32_t> out;
  for (std::uint32_t line = 0; line < before && line < lines_.size(); ++line) {
    const auto shares = [&](const Masks& space) {
      for (std::uint32_t at = lines_[line].first; at < lines_[line].second; ++at) {
        if (meets(space, cubes_[at])) return true;
      }
      return false;
    };
    if (std::any_of(spaces.begin(), spaces.end(), shares)) out.push_back(line);
  }
  return out;
}

}  // namespace msd::analysis
