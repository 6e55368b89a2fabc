// Random small frameworks and designs: forcing sets are minimum, changes smallest, proofs and shares right, all against
// the slow evaluator that tries every completion.
#include "runtime/reason/alternatives.h"
#include "runtime/reason/change.h"
#include "tests/reason/table.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"
#include "tests/support/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

using namespace msd::testing;
using msd::Class;
using msd::eval::CellRef;
using msd::reason::Change;
using msd::reason::Forcing;
using msd::reason::Ground;
using msd::reason::Owner;
namespace eval = msd::eval;
namespace oracle = msd::oracle;
namespace reason = msd::reason;

namespace {

constexpr std::size_t kLimit = 3'000;  // completions of one cell

struct Counts {
  std::size_t forced = 0, changed = 0, impossible = 0, shares = 0;
  std::map<std::size_t, std::size_t> sizes, judged, chosen, forbidding;
};

/// One cell of one design against all its completions. What differs, one line each.
class Check {
 public:
  Check(const Compiled& compiled, const Ground& ground, CellRef cell, Counts& counts)
      : program_(compiled.program), ground_(ground), cell_(cell), counts_(counts),
        cls_(reason::class_of(*compiled.image, cell.field)) {
    aim_.cell = cell;
  }

  std::string run(Random& random) {
    table_ = tabulate(program_, ground_, cell_, kLimit);
    if (!table_ || table_->facts.empty()) return {};
    why();
    why_not(random);
    for (std::size_t i = 0; i < table_->facts.size(); ++i) share(i);
    return out_;
  }

 private:
  std::uint32_t owned_by(Owner owner) const {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < table_->facts.size(); ++i) out |= table_->facts[i].owner == owner ? 1U << i : 0;
    return out;
  }

  template <class... Args> void wrong(fmt::format_string<Args...> form, Args&&... args) {
    out_ += fmt::format(form, std::forward<Args>(args)...) + "\n";
  }

  void why() {
    const eval::Outcome outcome = ground_.evaluator().computed(cell_.row, cell_.field);
    if (outcome.state == eval::Outcome::State::Unknown) return;
    ++counts_.forced;
    const eval::Wish other = reason::wish_against(outcome, cls_);
    std::vector<std::uint32_t> ways;
    for (const Completion& one : table_->all) {
      if (fulfils(one.content, other, cls_)) ways.push_back(one.differs);
    }
    const std::uint32_t all = (1U << table_->facts.size()) - 1;
    const auto size = msd::testing::smallest_hitting(ways, all);
    reason::ForceOptions options;
    for (const reason::Fact& fact : ground_.all()) {
      if (!fact.open) options.candidates.push_back(fact.cell);
    }
    options.likely = reason::explaining(ground_, aim_);
    reason::Budget budget(50'000'000);
    const Forcing found = reason::smallest_forcing(ground_, aim_, other, options, budget);
    if (found.proof != Forcing::Proof::Smallest) return wrong("why: proof {}", static_cast<int>(found.proof));
    const std::uint32_t facts = mask_of(*table_, found.facts);
    if (std::popcount(facts) != static_cast<int>(found.facts.size()))
      return wrong("why: facts that it does not rest on");
    if (!size || found.facts.size() != *size)
      return wrong("why: {} facts, the fewest are {}", found.facts.size(), size ? static_cast<int>(*size) : -1);
    for (std::uint32_t way : ways) {
      if ((way & facts) == 0) return wrong("why: its facts do not force it");
    }
    ++counts_.sizes[*size];
  }

  /// A content that may come of it, or any value of a small type.
  std::optional<eval::Wish> some_wish(Random& random) {
    const oracle::Content content = random.pick(table_->all).content;
    eval::Wish out;
    if ((cls_ == Class::Bool || cls_ == Class::Enum) && random.chance(40)) {
      const auto& type = program_.fields[cell_.field].type;
      const std::size_t values = cls_ == Class::Bool ? 2 : program_[type.enum_].values.size();
      out.mask = std::uint64_t{1} << random.below(values);
      return out;
    }
    using State = oracle::Content::State;
    if (content.state == State::Rejected) return std::nullopt;
    if (content.state == State::Absent) {
      out.mask = msd::kAbsent;
    } else if (cls_ == Class::Bool || cls_ == Class::Enum) {
      out.mask = content.value.mask;
    } else {
      const bool word = cls_ == Class::Text || cls_ == Class::Id;
      if (word && oracle::is_fresh(ground_.facts(), content.value.number)) return std::nullopt;
      out.kind = cls_ == Class::Set && random.chance(30) ? eval::Wish::Kind::Holds : eval::Wish::Kind::Equal;
      out.value = content.value;
    }
    return out;
  }

  void why_not(Random& random) {
    const auto wish = some_wish(random);
    if (!wish) return;
    const std::uint32_t given = owned_by(Owner::Given);
    const std::uint32_t judged = owned_by(Owner::Judged);
    std::optional<std::pair<int, int>> best;
    std::vector<std::uint32_t> ways;
    for (const Completion& one : table_->all) {
      if (!one.whole || !fulfils(one.content, *wish, cls_)) continue;
      ways.push_back(one.differs & given);
      if ((one.differs & given) != 0) continue;
      const std::pair cost{std::popcount(one.differs & judged), std::popcount(one.differs & ~judged)};
      if (!best || cost < *best) best = cost;
    }
    reason::Budget budget(50'000'000);
    const Change found = reason::smallest_change(ground_, aim_, *wish, budget);
    if (!best) return impossible(found, *wish, ways, given);
    if (found.state != Change::State::Found || !found.smallest)
      return wrong("why not: state {}, but {} judged and {} chosen do it", static_cast<int>(found.state), best->first,
                   best->second);
    std::pair<int, int> cost{0, 0};
    for (const reason::Edit& edit : found.edits) {
      if (edit.answer) continue;
      ++(edit.owner == Owner::Judged ? cost.first : cost.second);
      if (edit.owner == Owner::Given) return wrong("why not: changes a given fact");
    }
    if (cost != *best)
      return wrong("why not: {} judged and {} chosen, the fewest are {} and {}", cost.first, cost.second, best->first,
                   best->second);
    apply(found, *wish);
    ++counts_.changed;
    ++counts_.judged[static_cast<std::size_t>(cost.first)];
    ++counts_.chosen[static_cast<std::size_t>(cost.second)];
  }

  /// With the change made, every completion of what is still open is as wished.
  void apply(const Change& change, const eval::Wish& wish) {
    const eval::Facts facts = reason::changed(ground_, change.edits);
    const auto answer = oracle::decide(program_, facts, 4'000);
    if (!answer) return;
    for (const oracle::Content& content : answer->cells.at({cell_.row, cell_.field}).possible) {
      if (!fulfils(content, wish, cls_)) return wrong("why not: the change does not give it");
    }
  }

  void impossible(const Change& found, const eval::Wish& wish, const std::vector<std::uint32_t>& ways,
                  std::uint32_t given) {
    if (found.state != Change::State::Impossible)
      return wrong("why not: state {}, but nothing does it", static_cast<int>(found.state));
    ++counts_.impossible;
    reason::ForceOptions options;
    options.whole = true;
    for (const reason::Fact& fact : ground_.all()) {
      if (!fact.open && fact.owner == Owner::Given) options.candidates.push_back(fact.cell);
    }
    reason::Budget budget(50'000'000);
    const Forcing proof = reason::smallest_forcing(ground_, aim_, wish, options, budget);
    const auto size = msd::testing::smallest_hitting(ways, given);
    if (proof.proof != Forcing::Proof::Smallest || !size || proof.facts.size() != *size)
      return wrong("why not: {} facts forbid it (proof {}), the fewest are {}", proof.facts.size(),
                   static_cast<int>(proof.proof), size ? static_cast<int>(*size) : -1);
    const std::uint32_t facts = mask_of(*table_, proof.facts);
    for (std::uint32_t way : ways) {
      if ((way & facts) == 0) return wrong("why not: its facts do not forbid it");
    }
    ++counts_.forbidding[*size];
  }

  /// The share of a fact's other contents that change the outcome, everything else being as it is.
  void share(std::size_t position) {
    const reason::Fact& fact = table_->facts[position];
    const auto& type = program_.fields[fact.cell.field].type;
    const auto own_list = eval::in_force(ground_.facts(), fact.cell).value.list;
    const bool counted = type.cls != Class::Text && type.cls != Class::Id &&
                         (type.cls != Class::Number || (type.integer && type.dimension == msd::Dimension::Count)) &&
                         std::is_sorted(own_list.begin(), own_list.end());
    if (!counted) return;
    std::map<oracle::Content, std::set<oracle::Content>> results;
    std::set<oracle::Content> now;
    for (const Completion& one : table_->all) {
      if (!one.whole || (one.differs & ~(1U << position)) != 0) continue;
      results[one.of[position]].insert(one.content);
      if (one.differs == 0) now.insert(one.content);
    }
    const auto expected = static_cast<std::uint64_t>(
        std::count_if(results.begin(), results.end(), [&](const auto& r) { return r.second != now; }));
    eval::Quest quest;
    quest.whole = true;
    const auto now_cases = eval::cases(ground_.facts(), quest, {aim_});
    quest.holds = ground_.holds(eval::Hold::Held, eval::Hold::Held, eval::Hold::Held, eval::Hold::Held);
    ground_.set(quest.holds, fact.cell, eval::Hold::Free);
    const auto cases = eval::cases(ground_.facts(), quest, {aim_});
    const auto found = reason::count_changes(ground_.facts(), fact.cell, now_cases.front(), cases.front());
    if (!found) return;
    ++counts_.shares;
    if (reason::count_alternatives(ground_.facts(), fact.cell) != results.size() - 1)
      wrong("share: {} alternatives, there are {}", reason::count_alternatives(ground_.facts(), fact.cell),
            results.size() - 1);
    if (*found != expected) wrong("share of {}: {}, it is {}", position, *found, expected);
  }

  const msd::tir::Program& program_;
  const Ground& ground_;
  CellRef cell_;
  Counts& counts_;
  Class cls_;
  eval::Aim aim_;
  std::optional<Table> table_;
  std::string out_;
};

}  // namespace

TEST_CASE("reasons agree with trying everything on random small designs") {
  Random seeds(settings().seed + 2);
  Counts counts;
  std::size_t cells = 0;
  for (std::size_t i = 0; i < settings().frameworks; ++i) {
    const std::uint64_t seed = seeds.seed();
    Random random(seed);
    const Framework framework = random_framework(random);
    const Compiled compiled = compile(print(framework));
    if (!compiled.image) continue;
    for (std::size_t d = 0; d < 3; ++d) {
      DesignOptions shape;
      shape.max_rows = 1 + random.below(2);
      shape.unknown = random.chance(30) ? 10 : 0;
      const Design design = random_design(compiled.program, *compiled.image, shape, random);
      const eval::Facts made = facts(design, compiled.program, *compiled.image);
      eval::Evaluator evaluator(made, {});
      const Ground ground(evaluator);
      for (eval::RowIndex row = 0; row < made.rows().size(); ++row) {
        const auto& kind = compiled.image->rows()[made.rows()[row].kind];
        for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
          if (compiled.image->fields()[f].rule == eval::kNone) continue;
          ++cells;
          const std::string wrong = Check(compiled, ground, {row, f}, counts).run(random);
          if (wrong.empty()) continue;
          fmt::print("{}\n{}\n{}", print(framework), print(design, compiled.program), wrong);
          FAIL("seed " << settings().seed << ": framework " << seed << ", design " << d << ", field "
                       << compiled.program.fields[f].name << " of row " << made.symbols.text(made.rows()[row].name));
        }
      }
    }
  }
  fmt::print("seed {}: {} computed cells; {} forced, {} changed, {} impossible, {} shares\n", settings().seed, cells,
             counts.forced, counts.changed, counts.impossible, counts.shares);
  for (const auto& [what, sizes] :
       {std::pair("forcing facts", &counts.sizes), std::pair("judged changes", &counts.judged),
        std::pair("chosen changes", &counts.chosen), std::pair("forbidding facts", &counts.forbidding)}) {
    for (const auto& [size, times] : *sizes) fmt::print("  {} {}: {}\n", size, what, times);
  }
  if (settings().frameworks < 500) return;
  for (const std::size_t size : {0U, 1U, 2U, 3U}) CHECK(counts.sizes[size] != 0);
  for (const std::size_t size : {0U, 1U, 2U}) {
    CHECK(counts.chosen[size] != 0);
    CHECK(counts.forbidding[size] != 0);
  }
  CHECK(counts.judged[1] != 0);
  CHECK(counts.shares != 0);
}
