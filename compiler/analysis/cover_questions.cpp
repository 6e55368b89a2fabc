// What is asked of a cover.
#include "compiler/analysis/cover.h"

#include <algorithm>

namespace msd::analysis {

namespace {

constexpr std::size_t kFewestSteps = 2'000'000;  // of the questions that leave lines out

}  // namespace

std::optional<Cube> Cover::left(Node f, std::uint32_t before) { return left(f, first_lines(before)); }

std::optional<Cube> Cover::left(Node f, const Bits& among) {
  const std::vector<Cube> wanted = d_.cubes(f, kCubes + 1);
  exhausted_ = exhausted_ || wanted.size() > kCubes;
  used_.assign((line_.size() + 63) / 64, 0);
  Bits used;
  for (const Cube& cube : wanted) {
    if (exhausted_) return std::nullopt;
    if (spaces_.empty()) spaces_.emplace_back();
    spaces_.front() = start(cube, among);
    if (!cut(0, used)) {
      for (std::size_t word = 0; word < used_.size() && !exhausted_; ++word) used_[word] |= used[word];
      continue;
    }
    Cube out;
    const Masks all = whole();
    const Masks& masks = spaces_.front().masks;
    for (Variable v = 0; v < masks.size(); ++v) {
      if (masks[v] != all[v]) out.push_back({v, masks[v]});
    }
    return out;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> Cover::lines_of(const Bits& cubes) const {
  std::vector<std::uint32_t> out;
  for (std::size_t word = 0; word < cubes.size(); ++word) {
    for (std::uint64_t bits = cubes[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t line = line_[word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits))];
      if (out.empty() || out.back() != line) out.push_back(line);
    }
  }
  return out;
}

std::vector<std::uint32_t> Cover::takers() const { return lines_of(used_); }

std::vector<std::uint32_t> Cover::fewest(Node f, const std::vector<std::uint32_t>& lines) const {
  Cover few(d_, kFewestSteps);
  for (std::uint32_t line : lines) few.add(conditions_[line]);
  std::vector<std::uint32_t> kept(lines.size());  // into `lines`
  for (std::uint32_t i = 0; i < kept.size(); ++i) kept[i] = i;
  const auto cubes = [&](const std::vector<std::uint32_t>& of, std::uint32_t but) {
    Bits out((few.line_.size() + 63) / 64, 0);
    for (std::uint32_t i : of) {
      for (std::uint32_t at = i == 0 ? 0 : few.ends_[i - 1]; at < few.ends_[i] && i != but; ++at)
        out[at / 64] |= std::uint64_t{1} << (at % 64);
    }
    return out;
  };
  for (std::size_t k = 0; k < kept.size() && !few.exhausted();) {
    if (few.left(f, cubes(kept, kept[k])) || few.exhausted()) {
      ++k;
      continue;
    }
    // What the proof did not use goes with it; what was found to be needed is among the rest.
    kept = few.takers();
  }
  std::vector<std::uint32_t> out;
  for (std::uint32_t i : kept) out.push_back(lines[i]);
  return out;
}

/// The cubes of the first lines that share a place with a cube.
Cover::Bits Cover::meeting(const Cube& cube, std::uint32_t before) const {
  Bits out = first_lines(before);
  const Space space = start(cube, out);
  std::fill(out.begin(), out.end(), 0);
  for (const Word& word : space.rest) out[word.at] = word.bits;
  return out;
}

std::vector<std::uint32_t> Cover::sharing(Node f, std::uint32_t before) const {
  Bits all((line_.size() + 63) / 64, 0);
  for (const Cube& cube : d_.cubes(f, kCubes)) {
    const Bits own = meeting(cube, before);
    for (std::size_t word = 0; word < own.size(); ++word) all[word] |= own[word];
  }
  return lines_of(all);
}

std::optional<std::uint32_t> Cover::alone(Node f, std::uint32_t before) const {
  const std::vector<Cube> wanted = d_.cubes(f, kCubes);
  // Lines of one cube only: others would have to be looked at together.
  std::optional<std::uint32_t> out;
  Bits all = first_lines(before);
  for (const Cube& cube : wanted) {
    const Masks masks = space_of(cube);
    for (Variable v : asked_) {
      for (std::uint64_t values = masks[v]; values != 0; values &= values - 1) {
        const std::uint64_t* row = allow_[v].data() + static_cast<std::size_t>(__builtin_ctzll(values)) * words_;
        for (std::size_t word = 0; word < all.size(); ++word) all[word] &= row[word];
      }
    }
  }
  const std::vector<std::uint32_t> those = lines_of(all);
  if (!those.empty()) out = those.front();
  return out;
}

std::uint32_t Cover::first(const std::vector<std::uint32_t>& place) const {
  for (std::size_t word = 0; word * 64 < line_.size(); ++word) {
    std::uint64_t all = ~std::uint64_t{0};
    for (Variable v : asked_) all &= allow_[v][place[v] * words_ + word];
    if (all == 0) continue;
    const std::size_t cube = word * 64 + static_cast<std::size_t>(__builtin_ctzll(all));
    return cube < line_.size() ? line_[cube] : lines();
  }
  return lines();
}

}  // namespace msd::analysis
