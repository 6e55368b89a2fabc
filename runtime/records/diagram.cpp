#include "runtime/records/diagram.h"

#include <map>

namespace msd::records {

namespace {

constexpr std::uint32_t kAny = kNone;  // no test of this read

class Expansion {
 public:
  Expansion(const Cubes& cubes, const std::vector<Coding>& codings, std::size_t numbers, std::size_t steps)
      : cubes_(cubes), codings_(codings), numbers_(numbers), steps_(steps), seen_(cubes.reads.size() + 1) {
    const std::size_t reads = cubes.reads.size();
    std::vector<std::size_t> tested(reads);
    test_.assign(cubes.cubes.size() * reads, kAny);
    for (std::size_t i = 0; i < cubes.cubes.size(); ++i) {
      for (const Test& test : cubes.cubes[i].tests) {
        test_[i * reads + test.read] = test.set;
        ++tested[test.read];
      }
    }
    for (std::uint32_t read = 0; read < reads; ++read) order_.push_back(read);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return tested[a] > tested[b]; });
    last_.resize(cubes.cubes.size());
    for (std::size_t level = 0; level < reads; ++level) {
      for (std::size_t i = 0; i < last_.size(); ++i) {
        if (test(i, level) != kAny) last_[i] = level + 1;
      }
    }
  }

  std::optional<Diagram> run() {
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < cubes_.cubes.size(); ++i) {
      all.push_back(i);
      if (last_[i] == 0) break;
    }
    out_.root = state(0, std::move(all));
    if (gave_up_) return std::nullopt;
    out_.depth = depth(out_.root);
    return std::move(out_);
  }

 private:
  std::uint32_t test(std::size_t cube, std::size_t level) const {
    return test_[cube * cubes_.reads.size() + order_[level]];
  }

  /// Cubes that still can match, up to the first that surely does.
  std::uint32_t state(std::size_t level, std::vector<std::uint32_t> alive) {
    if (gave_up_) return 0;
    if (alive.empty()) return Diagram::kLeaf | (kRejectsLine & ~Diagram::kLeaf);
    if (last_[alive.front()] <= level) return Diagram::kLeaf | (cubes_.cubes[alive.front()].line & ~Diagram::kLeaf);
    while (std::all_of(alive.begin(), alive.end(), [&](std::uint32_t i) { return test(i, level) == kAny; })) ++level;
    if (const auto known = seen_[level].find(alive); known != seen_[level].end()) return known->second;
    const std::uint32_t read = order_[level];
    std::vector<std::uint32_t> node{read};
    std::vector<std::uint32_t> next;
    for (std::uint32_t code = 0; code < codings_[cubes_.reads[read]].codes; ++code) {
      next.clear();
      for (const std::uint32_t i : alive) {
        if (const std::uint32_t set = test(i, level); set != kAny && !cubes_.sets[set].has(code)) continue;
        next.push_back(i);
        if (last_[i] <= level + 1) break;
      }
      steps_ -= std::min(steps_, alive.size());
      gave_up_ = gave_up_ || steps_ == 0;
      node.push_back(state(level + 1, next));
      if (gave_up_) return 0;
    }
    std::uint32_t made = node[1];
    if (std::any_of(node.begin() + 2, node.end(), [&](std::uint32_t to) { return to != node[1]; })) made = unique(node);
    seen_[level].emplace(std::move(alive), made);
    return made;
  }

  std::uint32_t unique(const std::vector<std::uint32_t>& node) {
    const auto [at, fresh] = made_.emplace(node, static_cast<std::uint32_t>(out_.nodes.size()));
    if (fresh) out_.nodes.insert(out_.nodes.end(), node.begin(), node.end());
    gave_up_ = gave_up_ || out_.nodes.size() > numbers_;
    return at->second;
  }

  /// Nodes stand behind those that they lead to.
  std::size_t depth(std::uint32_t root) const {
    std::map<std::uint32_t, std::size_t> below;
    std::size_t at = 0;
    while (at < out_.nodes.size()) {
      const std::uint32_t codes = codings_[cubes_.reads[out_.nodes[at]]].codes;
      std::size_t most = 0;
      for (std::uint32_t c = 1; c <= codes; ++c) {
        if (const std::uint32_t to = out_.nodes[at + c]; (to & Diagram::kLeaf) == 0)
          most = std::max(most, below.at(to));
      }
      below[static_cast<std::uint32_t>(at)] = most + 1;
      at += codes + 1;
    }
    return (root & Diagram::kLeaf) != 0 ? 0 : below.at(root);
  }

  const Cubes& cubes_;
  const std::vector<Coding>& codings_;
  std::size_t numbers_, steps_;
  std::vector<std::uint32_t> test_;   // by cube and read: its set
  std::vector<std::uint32_t> order_;  // of reads
  std::vector<std::size_t> last_;     // by cube: behind the last level that it tests
  std::vector<std::map<std::vector<std::uint32_t>, std::uint32_t>> seen_;  // by level
  std::map<std::vector<std::uint32_t>, std::uint32_t> made_;
  Diagram out_;
  bool gave_up_ = false;
};

std::uint32_t words_of(const Cubes& cubes) { return static_cast<std::uint32_t>((cubes.cubes.size() + 511) / 512 * 8); }

}  // namespace

std::optional<Diagram> diagram(const Cubes& cubes, const std::vector<Coding>& codings, std::size_t numbers,
                               std::size_t steps) {
  return Expansion(cubes, codings, numbers, steps).run();
}

std::size_t rule_sets_size(const Cubes& cubes, const std::vector<Coding>& codings) {
  std::size_t codes = 0;
  for (const std::uint32_t source : cubes.reads) codes += codings[source].codes;
  return codes * words_of(cubes) * sizeof(std::uint64_t);
}

RuleSets rule_sets(const Cubes& cubes, const std::vector<Coding>& codings) {
  RuleSets out;
  out.words = words_of(cubes);
  for (const std::uint32_t source : cubes.reads) {
    out.first.push_back(out.codes);
    out.codes += codings[source].codes;
  }
  out.bits.resize(std::size_t{out.codes} * out.words);
  // All cubes are alive at first; each test takes those away that it does not want.
  for (std::size_t i = 0; i < cubes.cubes.size(); ++i) {
    out.lines.push_back(cubes.cubes[i].line);
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    std::size_t test = 0;
    for (std::uint32_t read = 0; read < cubes.reads.size(); ++read) {
      const std::vector<Test>& tests = cubes.cubes[i].tests;
      const CodeSet* set = test < tests.size() && tests[test].read == read ? &cubes.sets[tests[test++].set] : nullptr;
      std::uint64_t* word = out.bits.data() + (i / 512 * out.codes + out.first[read]) * 8 + i / 64 % 8;
      for (std::uint32_t code = 0; code < codings[cubes.reads[read]].codes; ++code, word += 8) {
        if (set == nullptr || set->has(code)) *word |= bit;
      }
    }
  }
  return out;
}

}  // namespace msd::records
