// Searches against brute force, on random small frameworks and designs: which rows a `like` finds, and how archetypes
// are ranked.
#include "runtime/archetypes/assign.h"
#include "tests/archetypes/brute.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/settings.h"
#include "tests/support/shrink.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace msd::testing;
namespace archetypes = msd::archetypes;
namespace eval = msd::eval;
namespace oracle = msd::oracle;

namespace {

constexpr std::size_t kCompletions = 16;

std::size_t frameworks() { return std::min<std::size_t>(settings().frameworks, 250); }

/// How often each outcome was met.
using Met = std::map<std::string, std::size_t>;

std::string show(const eval::Facts& facts, const Filling& filling) {
  std::string out;
  for (RowIndex row : filling)
    out += (out.empty() ? "" : " ") + (row == kNone ? "-" : std::string(facts.symbols.text(facts.rows()[row].name)));
  return "(" + out + ")";
}

/// A claim of the design's own: some roles are named.
eval::LikeFact random_like(Brute& brute, std::uint32_t archetype, Random& random) {
  eval::LikeFact out;
  out.archetype = archetype;
  std::set<RowIndex> taken;
  for (std::uint32_t r = 0; r < brute.roles(); ++r) {
    if (brute.rows(r).empty() || !random.chance(25)) continue;
    const RowIndex row = random.pick(brute.rows(r));
    if (taken.insert(row).second) out.roles.push_back({r, row, {}});
  }
  return out;
}

/// One search for a `like`, held against all fillings.
class Assigned {
 public:
  Assigned(Brute& brute, archetypes::Judge& judge, const eval::LikeFact& like, Met& met)
      : brute_(brute), judge_(judge), facts_(judge.evaluator().facts()), like_(like), met_(met),
        bound_(brute.roles(), kNone) {
    for (const auto& b : like.roles) bound_[b.role] = b.row;
  }

  std::string run() {
    const Expected wanted = expected(brute_, like_);
    const archetypes::Assignment found = archetypes::assign(judge_, like_, {});
    const State state = wanted.sure.size() == 1 ? State::Fits
                        : !wanted.sure.empty()  ? State::Ambiguous
                        : !wanted.open.empty()  ? State::Open
                                                : State::Unfilled;
    ++met_[name(state)];
    if (found.state != state) return fmt::format("{}, but the search says {}\n", name(state), name(found.state));
    if (found.broken.size() != wanted.broken)
      out_ += fmt::format("{} conditions broken between named rows, found {}\n", wanted.broken, found.broken.size());
    fillings(found, state, state == State::Open ? wanted.open : wanted.sure);
    budgets(state);
    return std::move(out_);
  }

 private:
  using State = archetypes::Assignment::State;

  static const char* name(State state) {
    static constexpr const char* kStates[] = {"fits", "open", "ambiguous", "unfilled", "undecided"};
    return kStates[static_cast<int>(state)];
  }

  void fillings(const archetypes::Assignment& found, State state, const std::vector<Filling>& all) {
    const std::size_t most = state == State::Ambiguous ? 3 : 1;
    if (found.fillings.size() != (state == State::Unfilled ? 0 : std::min(most, all.size())))
      out_ += fmt::format("{} fillings of {}\n", found.fillings.size(), all.size());
    std::set<Filling> seen;
    for (const Filling& filling : found.fillings) {
      Filling core = filling;  // without what need not be filled
      for (std::size_t r = 0; r < core.size(); ++r) {
        if (brute_.optional(r) && bound_[r] == kNone) core[r] = kNone;
      }
      if (!seen.insert(core).second) out_ += "twice " + show(facts_, core) + "\n";
      if (std::find(all.begin(), all.end(), core) == all.end()) out_ += "does not fit: " + show(facts_, filling) + "\n";
      if (state != State::Ambiguous) decorations(filling);
    }
  }

  bool good(const Filling& filling) {
    return std::none_of(brute_.conditions().begin(), brute_.conditions().end(), [&](const Brute::Condition& c) {
      return c.kind == archetypes::Kind::Must && Brute::filled(c, filling) && !Brute::filled(c, bound_) &&
             brute_.ask(c, filling) == Is::No;
    });
  }

  /// The rows in roles that need not be filled break nothing, and no free row is left out that would go there.
  void decorations(const Filling& found) {
    if (!good(found)) out_ += "breaks a condition: " + show(facts_, found) + "\n";
    for (std::size_t r = 0; r < brute_.roles(); ++r) {
      if (found[r] != kNone) continue;
      for (RowIndex row : brute_.rows(r)) {
        Filling more = found;
        more[r] = row;
        if (std::find(found.begin(), found.end(), row) == found.end() && good(more))
          out_ += "leaves out a row that goes there: " + show(facts_, found) + ", " + show(facts_, more) + "\n";
      }
    }
  }

  /// A budget that ends is said, and never gives another answer.
  void budgets(State state) {
    for (std::uint64_t budget : {0, 1, 2, 5, 20}) {
      const State small = archetypes::assign(judge_, like_, {budget}).state;
      if (small != state && small != State::Undecided)
        out_ += fmt::format("{} with a budget of {}\n", name(small), budget);
      met_["undecided"] += small == State::Undecided ? 1 : 0;
    }
  }

  Brute& brute_;
  archetypes::Judge& judge_;
  const eval::Facts& facts_;
  const eval::LikeFact& like_;
  Met& met_;
  Filling bound_;
  std::string out_;
};

/// A ranking, held step by step against the best of all fillings of those archetypes that are left.
class Ranked {
 public:
  Ranked(std::vector<Brute>& brutes, archetypes::Judge& judge, Met& met)
      : brutes_(brutes), judge_(judge), met_(met), ranking_(archetypes::rank(judge, {1'000'000})) {}

  std::string run() {
    if (ranking_.matches.size() != brutes_.size()) return "archetypes are missing\n";
    for (std::uint32_t a = 0; a < brutes_.size(); ++a) {
      left_.insert(a);
      alone_.push_back(best_score(brutes_[a], judge_, a, {}));
    }
    for (std::size_t at = 0; at < ranking_.matches.size();) at = round(at);
    return std::move(out_);
  }

 private:
  using Key = std::pair<Weight, Weight>;

  /// The matches of one place of the ranking, which begins at `at`. Returns where the next one begins.
  std::size_t round(std::size_t at) {
    std::map<std::uint32_t, Key> keys;
    Key first{INT64_MIN, 0};
    for (std::uint32_t a : left_)
      first = std::max(first, keys[a] = {best_score(brutes_[a], judge_, a, explained_), alone_[a]});
    const bool last = first.first <= 0;
    ++met_[last ? "adds nothing" : "ranked by what it adds"];
    // Those that tie for this place; or, where none adds anything, all that are left.
    const auto here = static_cast<std::size_t>(
        std::count_if(keys.begin(), keys.end(), [&](const auto& one) { return last || one.second == first; }));
    std::set<eval::CellRef> more;
    for (std::size_t i = at; i < at + here; ++i) {
      const archetypes::Match& match = ranking_.matches[i];
      if (!left_.contains(match.archetype)) {
        out_ += "an archetype comes twice\n";
        return ranking_.matches.size();
      }
      one(match, keys, at);
      for (const archetypes::Reason& reason : match.reasons) {
        const auto& reads = judge_.reads(reason.condition, match.filling);
        if (reason.weight > 0) more.insert(reads.begin(), reads.end());
      }
    }
    for (std::size_t i = at; i < at + here; ++i) left_.erase(ranking_.matches[i].archetype);
    explained_.merge(more);
    return at + here;
  }

  void one(const archetypes::Match& match, const std::map<std::uint32_t, Key>& keys, std::size_t before) {
    const Key key = keys.at(match.archetype);
    if (match.score != key.first || match.alone != key.second)
      out_ += fmt::format("archetype {} has {} ({} alone), wanted {} ({})\n", match.archetype, match.score, match.alone,
                          key.first, key.second);
    if (score(brutes_[match.archetype], judge_, match.archetype, explained_, match.filling) != match.score)
      out_ += fmt::format("archetype {} is not worth {} with {}\n", match.archetype, match.score,
                          show(judge_.evaluator().facts(), match.filling));
    // Its rank: as many as are no worse.
    std::size_t rank = before, tied = 0;
    for (const auto& [a, other] : keys) rank += other >= key ? 1 : 0, tied += other == key ? 1 : 0;
    if (match.rank != rank || match.tied != tied)
      out_ += fmt::format("archetype {} has rank {} with {} tied, wanted {} with {}\n", match.archetype, match.rank,
                          match.tied, rank, tied);
    met_["tie"] += tied > 1 ? 1 : 0;
    Weight sum = 0;
    for (const archetypes::Reason& reason : match.reasons) sum += reason.weight;
    for (std::size_t r = 0; r < match.filling.size(); ++r) {
      if (match.filling[r] != kNone)
        sum -= std::llround(std::log2(static_cast<double>(brutes_[match.archetype].rows(r).size())) * 1000);
    }
    if (sum - static_cast<Weight>(match.missing.size()) * 8000 != match.score)
      out_ += fmt::format("the reasons of archetype {} do not add up to {}\n", match.archetype, match.score);
  }

  std::vector<Brute>& brutes_;
  archetypes::Judge& judge_;
  Met& met_;
  archetypes::Ranking ranking_;
  std::set<std::uint32_t> left_;
  std::vector<Weight> alone_;
  std::set<eval::CellRef> explained_;
  std::string out_;
};

/// All differences that a framework and a design show; empty if there are none or they are too large to try.
std::string difference(const Framework& framework, const Design& design, std::uint64_t seed, Met& met) {
  const Compiled compiled = compile(print(framework));
  if (!compiled.image || compiled.program.archetypes.empty()) return {};
  const eval::Facts made = facts(design, compiled.program, *compiled.image);
  if (oracle::completions(compiled.program, made, kCompletions) > kCompletions) return {};
  oracle::Truths truths(compiled.program, made);
  eval::Evaluator evaluator(made, {});
  archetypes::Judge judge(evaluator);
  std::vector<Brute> brutes;
  for (std::uint32_t a = 0; a < compiled.program.archetypes.size(); ++a)
    brutes.emplace_back(framework, compiled.program, made, truths, a);
  std::string out;
  Random random(seed);
  for (std::uint32_t a = 0; a < brutes.size(); ++a) {
    for (int i = 0; i < 3; ++i) {
      const eval::LikeFact like = random_like(brutes[a], a, random);
      out += Assigned(brutes[a], judge, like, met).run();
    }
  }
  return out + Ranked(brutes, judge, met).run();
}

DesignOptions design_options(Random& random) {
  DesignOptions out;
  out.unknown = random.chance(50) ? 10 : 0;
  out.max_rows = 2;
  out.limit = kCompletions;
  return out;
}

}  // namespace

TEST_CASE("assignments and ranks are what brute force finds, on random frameworks and designs") {
  Random seeds(settings().seed);
  Met met;
  for (std::size_t number = 0; number < frameworks(); ++number) {
    const std::uint64_t seed = seeds.seed();
    Random random(seed);
    const Framework framework = random_framework(random);
    const Compiled compiled = compile(print(framework));
    if (!compiled.image || framework.archetypes.empty()) continue;
    for (int i = 0; i < 3; ++i) {
      const Design design = random_design(compiled.program, *compiled.image, design_options(random), random);
      const std::string found = difference(framework, design, seed, met);
      if (found.empty()) continue;
      Met ignored;
      const auto check = [&](const Framework& f, const Design& d) { return difference(f, d, seed, ignored); };
      const Failure small =
          shrink({framework, design, found}, check, std::min<std::size_t>(settings().shrinking, 2'000));
      const std::string text = print(small.framework);
      fmt::print("{}\n{}\n{}", text, print(small.design, compile(text).program), small.difference);
      FAIL("seed " << settings().seed << ": framework " << seed << ", design " << i << "; made smaller above");
    }
  }
  for (const auto& [what, times] : met) fmt::print("  {:<24} {}\n", what, times);
  for (const char* what :
       {"fits", "open", "ambiguous", "unfilled", "undecided", "ranked by what it adds", "adds nothing", "tie"}) {
    INFO(what);
    CHECK(met[what] > 0);
  }
}
