#include "compiler/analysis/cover.h"

#include <algorithm>

namespace msd::analysis {

namespace {

std::uint64_t all_values(unsigned values) { return ~std::uint64_t{0} >> (64 - values); }
std::uint32_t lowest(std::uint64_t bits) { return static_cast<std::uint32_t>(__builtin_ctzll(bits)); }

std::size_t count(std::uint64_t bits) { return static_cast<std::size_t>(__builtin_popcountll(bits)); }
/// One value is left.
bool single(std::uint64_t values) { return (values & (values - 1)) == 0; }

/// Calls `with` for each bit, the lowest first.
template <class With> void each(std::uint64_t bits, With with) {
  for (; bits != 0; bits &= bits - 1) with(lowest(bits));
}

}  // namespace

// ---- lines ---------------------------------------------------------------------------------------------------------

/// Room for so many words of cubes; cubes that are not there yet allow everything.
void Cover::widen(std::size_t words) {
  if (words <= words_) return;
  const std::size_t wide = std::max(words, words_ * 2);
  for (Variable v : asked_) {
    Bits more(d_.values(v) * wide, ~std::uint64_t{0});
    for (std::size_t value = 0; value < d_.values(v); ++value)
      std::copy_n(allow_[v].begin() + static_cast<std::ptrdiff_t>(value * words_), words_,
                  more.begin() + static_cast<std::ptrdiff_t>(value * wide));
    allow_[v] = std::move(more);
  }
  words_ = wide;
}

void Cover::add(Node condition) {
  const std::vector<Cube> own = d_.cubes(condition, kCubes + 1);
  exhausted_ = exhausted_ || own.size() > kCubes;
  if (exhausted_) return;
  allow_.resize(d_.variables());
  widen((line_.size() + own.size() + 63) / 64);
  for (const Cube& cube : own) {
    const std::size_t at = line_.size();
    line_.push_back(lines());
    for (const Choice& c : cube) {
      if (allow_[c.variable].empty()) {
        asked_.push_back(c.variable);
        allow_[c.variable].assign(d_.values(c.variable) * words_, ~std::uint64_t{0});
      }
      each(all_values(d_.values(c.variable)) & ~c.values, [&](std::uint32_t value) {
        allow_[c.variable][value * words_ + at / 64] &= ~(std::uint64_t{1} << (at % 64));
      });
    }
  }
  ends_.push_back(static_cast<std::uint32_t>(line_.size()));
  conditions_.push_back(condition);
}

Cover::Masks Cover::space_of(const Cube& cube) const {
  Masks out(d_.variables());
  for (Variable v = 0; v < out.size(); ++v) out[v] = all_values(d_.values(v));
  for (const Choice& c : cube) out[c.variable] &= c.values;
  return out;
}

std::uint64_t Cover::allowed(std::uint32_t cube, Variable v, std::uint64_t among) const {
  std::uint64_t out = 0;
  each(among, [&](std::uint32_t value) { out |= std::uint64_t{allows(cube, v, value)} << value; });
  return out;
}

std::size_t Cover::rows(const Masks& masks, Variable v, std::array<const std::uint64_t*, 64>& out) const {
  std::size_t n = 0;
  each(masks[v], [&](std::uint32_t value) { out[n++] = allow_[v].data() + value * words_; });
  return n;
}

/// Leaves out the cubes that share nothing with the space since the variable was narrowed.
void Cover::meet(Space& space, Variable v) const {
  std::array<const std::uint64_t*, 64> row;
  const std::size_t n = rows(space.masks, v, row);
  std::size_t kept = 0;
  for (Word word : space.rest) {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < n; ++i) any |= row[i][word.at];
    word.bits &= any;
    word.one &= any;
    if (word.bits != 0) space.rest[kept++] = word;
  }
  space.rest.resize(kept);
}

Cover::Bits Cover::first_lines(std::uint32_t before) const {
  const std::size_t cubes = before == 0 ? 0 : ends_[before - 1];
  Bits out(cubes / 64, ~std::uint64_t{0});
  if (cubes % 64 != 0) out.push_back(~std::uint64_t{0} >> (64 - cubes % 64));
  return out;
}

Cover::Space Cover::start(const Cube& cube, const Bits& among) const {
  Space out{space_of(cube), {}};
  for (std::size_t word = 0; word < among.size(); ++word) {
    if (among[word] != 0) out.rest.push_back({static_cast<std::uint32_t>(word), among[word]});
  }
  for (const Choice& c : cube) {
    if (c.variable < allow_.size() && !allow_[c.variable].empty()) meet(out, c.variable);
  }
  return out;
}

// ---- the search ----------------------------------------------------------------------------------------------------

/// In how many variables the space can leave each cube: one that cannot be left takes all.
Cover::State Cover::ways(Space& space, std::uint32_t& taker) {
  if (space.rest.empty()) return State::Left;
  for (Word& word : space.rest) word.one = word.two = word.more = 0;
  std::array<const std::uint64_t*, 64> row;
  for (Variable v : asked_) {
    if (single(space.masks[v])) continue;
    const std::size_t n = rows(space.masks, v, row);
    for (Word& word : space.rest) {
      std::uint64_t all = row[0][word.at];
      for (std::size_t i = 1; i < n; ++i) all &= row[i][word.at];
      const std::uint64_t way = word.bits & ~all;
      word.more |= word.two & way;
      word.two |= word.one & way;
      word.one |= way;
    }
    steps_ += space.rest.size();
  }
  if (steps_ > max_steps_) exhausted_ = true;
  State out = State::Open;
  for (const Word& word : space.rest) {
    if (word.bits != word.one) return taker = word.at * 64 + lowest(word.bits & ~word.one), State::Taken;
    if ((word.one & ~word.two) != 0) out = State::Forced;
  }
  return out;
}

/// Removes the values that the cubes allow of which this variable is the only way out. No if one of them takes all.
bool Cover::force(Space& space, Variable v, std::vector<Removed>& removed, std::uint32_t& taker) const {
  std::array<const std::uint64_t*, 64> row;
  const std::size_t n = rows(space.masks, v, row);
  std::uint64_t& values = space.masks[v];
  const std::uint64_t before = values;
  for (const Word& word : space.rest) {
    std::uint64_t those = word.one & ~word.two;
    if (those == 0) continue;
    std::uint64_t all = row[0][word.at];
    for (std::size_t i = 1; i < n; ++i) all &= row[i][word.at];
    for (those &= ~all; those != 0; those &= those - 1) {
      const std::uint32_t cube = word.at * 64 + lowest(those);
      const std::uint64_t own = allowed(cube, v, values);
      if (own == values) return taker = cube, false;
      each(own, [&](std::uint32_t value) { removed.push_back({v, value, cube}); });
      values &= ~own;
    }
  }
  if (values != before) meet(space, v);
  return true;
}

/// Narrows the space as long as some cube leaves one way only.
Cover::State Cover::narrow(Space& space, std::vector<Removed>& removed, std::uint32_t& taker) {
  for (;;) {
    const State state = ways(space, taker);
    if (state != State::Forced || exhausted_) return state;
    for (Variable v : asked_) {
      if (!single(space.masks[v]) && !force(space, v, removed, taker)) return State::Taken;
    }
  }
}

/// The variable that most of the cubes with two ways out can be left in, and the value that most of those allow.
std::pair<Variable, std::uint64_t> Cover::branch(const Space& space) const {
  const auto few = [](const Word& word) { return word.two & ~word.more; };
  const bool any = std::any_of(space.rest.begin(), space.rest.end(), [&](const Word& word) { return few(word) != 0; });
  std::array<const std::uint64_t*, 64> row;
  std::array<std::size_t, 64> allowing;
  std::size_t most = 0;
  std::pair<Variable, std::uint64_t> out{0, 0};
  for (Variable v : asked_) {
    if (single(space.masks[v])) continue;
    const std::size_t n = rows(space.masks, v, row);
    std::size_t here = 0;
    std::fill_n(allowing.begin(), n, 0);
    for (const Word& word : space.rest) {
      std::uint64_t all = row[0][word.at];
      for (std::size_t i = 1; i < n; ++i) all &= row[i][word.at];
      const std::uint64_t way = (any ? few(word) : word.bits) & ~all;
      if (way == 0) continue;
      here += count(way);
      for (std::size_t i = 0; i < n; ++i) allowing[i] += count(way & row[i][word.at]);
    }
    if (here <= most) continue;
    most = here;
    std::uint64_t values = space.masks[v];
    for (std::size_t best = static_cast<std::size_t>(
             std::max_element(allowing.begin(), allowing.begin() + static_cast<std::ptrdiff_t>(n)) - allowing.begin());
         best > 0; --best)
      values &= values - 1;
    out = {v, values & ~(values - 1)};
  }
  return out;
}

/// Values of the variable that all of these cubes allow.
std::uint64_t Cover::common(const Bits& cubes, Variable v) const {
  std::uint64_t out = all_values(d_.values(v));
  for (unsigned value = 0; value < d_.values(v); ++value) {
    const std::uint64_t* row = allow_[v].data() + value * words_;
    for (std::size_t word = 0; word < cubes.size(); ++word) {
      if ((cubes[word] & ~row[word]) == 0) continue;
      out &= ~(std::uint64_t{1} << value);
      break;
    }
  }
  return out;
}

/// Adds the cubes for which values were removed that the others do not allow.
void Cover::explain(const std::vector<Removed>& removed, Bits& used) const {
  for (auto at = removed.rbegin(); at != removed.rend(); ++at) {
    const std::uint64_t* row = allow_[at->variable].data() + at->value * words_;
    bool needed = false;
    for (std::size_t word = 0; word < used.size() && !needed; ++word) needed = (used[word] & ~row[word]) != 0;
    if (needed) used[at->cube / 64] |= std::uint64_t{1} << (at->cube % 64);
  }
}

/// Narrows the space at this depth until no cube shares a place with it. No if they take all of it: then `used` take
/// it.
bool Cover::cut(std::size_t depth, Bits& used) {
  std::vector<Removed> removed;
  std::uint32_t taker = 0;
  const State state = narrow(spaces_[depth], removed, taker);
  if (exhausted_) return false;
  if (state == State::Left) return true;
  used.assign((line_.size() + 63) / 64, 0);
  if (state == State::Taken) {
    used[taker / 64] |= std::uint64_t{1} << (taker % 64);
    return explain(removed, used), false;
  }
  if (spaces_.size() == depth + 1) spaces_.emplace_back();
  Space& space = spaces_[depth];
  const auto [v, value] = branch(space);
  Bits other;
  for (const std::uint64_t values : {space.masks[v] & ~value, value}) {
    Bits& own = values == value ? other : used;
    Space& part = spaces_[depth + 1];
    part = space;
    part.masks[v] = values;
    meet(part, v);
    if (cut(depth + 1, own)) return std::swap(space, spaces_[depth + 1]), true;
    if (exhausted_) return false;
    // Where the cubes do without the restriction, they take all of the space.
    if ((space.masks[v] & ~common(own, v)) != 0) continue;
    if (values == value) used.swap(other);
    return explain(removed, used), false;
  }
  for (std::size_t word = 0; word < used.size(); ++word) used[word] |= other[word];
  return explain(removed, used), false;
}

}  // namespace msd::analysis
