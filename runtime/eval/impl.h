// The evaluator's inside: abstract evaluation of nodes and cells (nodes.cpp, cells.cpp, rules.cpp) under a partial
// assignment of the unknown facts, and the search that makes the answer exact (search.cpp).
#pragma once

#include "runtime/eval/abstract.h"
#include "runtime/eval/seek.h"
#include "runtime/eval/value.h"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

namespace msd::eval {

/// An unknown fact, or one question about it.
struct Var {
  enum class Kind : std::uint8_t { Cell, Member, Given, Fits, Uses } kind{};
  CellRef cell;
  std::uint32_t extra = 0;  ///< Member: the value or the row; Uses: the lexicon
  auto operator<=>(const Var&) const = default;
};

/// An assignment of some unknown facts under which an answer is decided (or stays open, with nothing left to assign).
/// The leaves of one search stand in its order: those with a common beginning of their cubes are neighbours.
struct Leaf {
  std::vector<std::pair<Var, std::int64_t>> cube;
  Val value;
  std::vector<RowIndex> list;
  std::vector<CellRef> blocked;  ///< what it still depends on, and cannot be assigned: rows that are not there
  std::uint32_t line = kNone;
  bool decided = true;
};

/// The facts that the answers of a search depend on (needs.cpp): no two completions that agree on them differ, and each
/// of them alone can make a difference. In the order of rows and fields. At most leaves × values of a fact steps where
/// the search asks in one order; past a bound a fact counts as needed.
std::vector<CellRef> essential(const std::vector<Leaf>& leaves,
                               const std::function<bool(const Leaf&, const Leaf&)>& same);

class Evaluator::Impl {
 public:
  Impl(const Facts& facts, const Options& options);

  const Outcome& outcome(CellRef cell);
  Outcome computed(CellRef cell);
  Verdict requirement(std::uint32_t require, RowIndex row);
  Outcome node_outcome(std::uint32_t node, const std::vector<RowIndex>& around);
  Outcome node_of_rule(std::uint32_t node, CellRef cell);
  std::vector<RowIndex> certain_rows(std::uint32_t node, RowIndex row);
  Explanation explain(CellRef cell);
  std::vector<CellRef> grounds(CellRef cell);
  std::vector<Round> rounds(CellRef cell);
  const Facts& facts() const { return facts_; }
  std::vector<CellRef> reads_of(std::uint32_t node, const std::vector<RowIndex>& rows);

  // seek.cpp
  Sought seek(const Quest& quest);
  Cases cases(const Quest& quest, const Aim& aim);
  std::vector<std::int64_t> contents(CellRef cell);

  // abstract.cpp
  void look_through(View& view) { view_ = &view; }
  Val seen_cell(CellRef cell);
  Val seen_node(std::uint32_t node, const std::vector<RowIndex>& rows, const Val& self);
  Val seen_rule(CellRef cell);

 private:
  using Rows = std::vector<RowIndex>;  // rows around a node, the innermost last
  using Target = std::function<Val()>;

  struct Memo {
    Val value;
    std::uint32_t epoch = 0;
    bool busy = false;
    bool assumes = false;      // it read an unknown fact, whether or not one was needed
    std::vector<Var> touched;  // what an undecided value rests on
  };
  /// What a search found.
  struct Found {
    Val value;  // finite and number: all that is possible; else one value, if decided
    bool decided = false, settled = true, open = false, exhausted = false;
    bool unasked = false;       // it was decided before every fact that it reads was known
    std::vector<Value> values;  // classes without a mask
    std::uint32_t line = kNone;
    std::vector<CellRef> needs;
    std::vector<std::pair<Var, std::int64_t>> example;  // the assumptions of the first answer
  };
  /// Where the rows of a kind lead by one of their fields.
  struct Leading {
    std::unordered_map<RowIndex, std::vector<RowIndex>>
        to;                      // by the row that they lead to, those that do so for certain
    std::vector<RowIndex> open;  // it depends on what is not known
    bool rejected = false;       // one of them leads nowhere, as its cell is rejected
  };
  // cells.cpp
  Val cell(RowIndex row, std::uint32_t field);
  void remember(Memo& memo, bool lasting, bool outer);
  Val compute_cell(RowIndex row, std::uint32_t field, std::uint32_t& line);
  Val leaf(CellRef cell);
  Val in_design(CellRef cell);
  Val unknown(CellRef cell);
  Val stated(const CellFact& fact, Class cls);
  // alone.cpp
  std::uint8_t looks_out(std::uint32_t node);
  Val aggregates(std::uint32_t index, const Rows& rows);
  // relations.cpp
  Val relation(RowIndex row, std::uint32_t field);
  const std::vector<RowIndex>& inside(RowIndex row);
  Val inverse(RowIndex row, const image::FieldRecord& field);
  const Leading& leading_by(std::uint32_t field);
  Val display_id(RowIndex row);
  // beyond.cpp
  bool may_hold(std::uint32_t relation, std::uint32_t kind) const;
  bool touch_hidden(CellRef relation);
  bool touch_relations(std::uint32_t kind);
  bool hidden(std::uint32_t kind);
  bool unlisted(std::uint32_t kind);
  bool leads_beyond(std::uint32_t kind) { return unlisted(kind) || facts_.of_kind(kind).empty(); }
  Val anything(std::uint32_t field);
  bool may_reject(std::uint32_t field);
  bool reads_rejectable(std::uint32_t node) const;
  Val constant(const image::ConstRecord& record, Class cls);
  Val asserted(CellRef cell, std::uint32_t& line);
  Outcome::Assertion compare_statement(const CellFact& fact, const Found& own, Class cls) const;
  CellRef owner(RowIndex row, std::uint32_t field) const;  // follows the inheritance of named single rows
  std::int64_t const_symbol(std::uint32_t text);

  // rules.cpp
  Val rule(RowIndex row, std::uint32_t rule, std::uint32_t& line);
  Val verdict(std::uint32_t require, RowIndex row);
  Val table(const Rows& rows, const image::RuleRecord& rule, std::uint32_t& line);
  Val unproven(const Rows& rows, const image::RuleRecord& rule, const std::uint32_t* maybe, const std::uint32_t* sure,
               Rejections rejections, std::uint32_t& line);
  Val lines(const Rows& rows, const image::RuleRecord& rule, std::uint32_t& line);
  Val attach(const Rows& rows, const image::RuleRecord& rule, std::vector<Round>* rounds);
  Val outcome_of(const Rows& rows, const image::RuleRecord& rule, std::uint32_t line);
  Rejections outcome_rejections(const Rows& rows, const image::RuleRecord& rule, Rejections all);

  // nodes.cpp
  Val eval(std::uint32_t node, const Rows& rows);
  Val eval_node(std::uint32_t node, const Rows& rows);
  Val single(const image::NodeRecord& n, const Rows& rows);
  Val load(const image::NodeRecord& n, const Rows& rows);
  Val collect(const image::NodeRecord& n, const Rows& rows);
  Val equal(const image::NodeRecord& n, const Rows& rows);
  Val compare(const image::NodeRecord& n, const Rows& rows);
  Val sets(const image::NodeRecord& n, const Rows& rows);
  Val question(const image::NodeRecord& n, const Rows& rows);
  Val asks(CellRef cell, Var::Kind kind, std::uint32_t extra);
  Val aggregate(const image::NodeRecord& n, const Rows& rows);
  Val distinct(const image::NodeRecord& n, const Rows& rows);
  Val first(const image::NodeRecord& n, const Rows& rows);
  Val join(Val a, Val b, Class cls);
  Val make_list(ListVal list);
  ListVal members_of(const Val& v) const;
  ListVal candidates(const Val& v) const;
  static Val as_set(Val v);
  bool decided(const Val& v, Class cls) const;
  Class class_of(std::uint32_t node) const { return static_cast<Class>(image_.types()[image_.nodes()[node].type].cls); }

  Class class_of_field(std::uint32_t field) const {
    return static_cast<Class>(image_.types()[image_.fields()[field].type].cls);
  }

  // search.cpp
  Found by_rule(CellRef cell);
  Value value_of(const Val& v, Class cls) const;
  Found solve(const Target& target, Class cls, const std::uint32_t* line);
  void descend(const Target& target, Class cls, const std::uint32_t* line, std::vector<Leaf>& leaves);
  std::vector<std::int64_t> domain(const Var& var);
  bool assignable(const Var& var) const;
  bool leads_to_rows(const Var& var) const;
  std::vector<std::int64_t> numbers(CellRef cell);
  std::int64_t number_step(const Var& var) const;
  static bool same_values(std::span<const Leaf> a, std::span<const Leaf> b);
  static bool same_result(const Leaf& a, const Leaf& b, Class cls);
  void touch(const Var& var) {
    if (touched_seen_.insert(var).second) touched_.push_back(var);
  }
  const std::int64_t* assigned(const Var& var) const {
    for (const auto& [v, value] : assignment_) {
      if (v == var) return &value;
    }
    return nullptr;
  }
  Outcome make_outcome(const Found& found, Class cls);
  void reject_reason(CellRef cell, const Found& found, Outcome& out);
  void assume_all(const Target& target);
  void relation_reject_reason(CellRef cell, Outcome& out);

  // seek.cpp
  /// Which facts a search takes as loose, and how many more of them it may change.
  struct Loose {
    const Quest& quest;
    bool whole;
    std::array<std::uint32_t, 2> left;
    std::vector<std::uint32_t> deviations;  // by cell: assumptions that are not as the design has it
    std::vector<std::int64_t> points;       // numbers that the wish names
  };
  bool loose(CellRef cell);
  bool left_open(CellRef cell) const;
  bool own_absent(CellRef cell);
  bool deviates(const Var& var, std::int64_t value);
  bool answers_differ(CellRef cell);
  void with_own(const Var& var, std::vector<std::int64_t>& out);
  void own_first(CellRef cell, std::vector<RowIndex>& rows) const;
  std::size_t level(CellRef cell) const;  // of what is counted; 2: not counted
  Val aimed(const Aim& aim);
  Class class_of_aim(const Aim& aim) const;
  Sought::State hunt(const Quest& quest, Sought& out);
  Sought::State hunt_below(const Quest& quest, const Var& var, Sought& out);
  void note_found(Sought& out);
  std::vector<Assumption> assumptions(const std::vector<std::pair<Var, std::int64_t>>& cube) const;

  // explain.cpp
  void failing(std::uint32_t line, std::uint32_t node, const Rows& rows, std::vector<Failure>& out);
  void leaves_behind(CellRef cell, std::vector<CellRef>& out, std::vector<CellRef>& seen);
  std::uint32_t index(CellRef cell) const {
    const RowFact& row = facts_.rows()[cell.row];
    return row.cell_first + cell.field - image_.rows()[row.kind].field_first;
  }

  const Facts& facts_;
  const image::Image& image_;
  Options options_;
  std::vector<Memo> memo_;
  std::vector<std::unique_ptr<Outcome>> outcomes_;
  std::map<CellRef, Outcome::Assertion> asserted_;
  std::vector<ListVal> lists_;
  static constexpr std::uint32_t kForever = 1;  // the epoch of what holds under every assumption
  std::uint32_t epoch_ = 2, next_epoch_ = 2;
  bool assumes_ = false;  ///< what is being evaluated read an unknown fact
  std::vector<std::pair<Var, std::int64_t>> assignment_;
  std::vector<Var> touched_;
  std::set<Var> touched_seen_;
  std::vector<std::uint8_t> looks_out_;                 // by node; counted when first asked for
  std::unordered_map<std::uint32_t, Memo> alone_;       // by node, those that look at no row around them
  std::vector<std::vector<RowIndex>> inside_;           // by row; made when first asked for
  std::unordered_map<std::uint32_t, Leading> leading_;  // by field; the same
  std::vector<bool> rejectable_;                        // by field; made when first asked for
  std::uint64_t steps_ = 0, limit_ = UINT64_MAX;
  bool exhausted_ = false, cyclic_ = false;
  bool wants_line_ = false;  ///< the search at hand goes on until it knows the line
  bool unasked_ = false;
  bool between_ = false;  ///< the search at hand left out numbers that are possible results
  Val attach_self_;
  Loose* loose_ = nullptr;  ///< facts that are not taken as the design has them
  View* view_ = nullptr;    ///< what is known besides the facts; then no search is made
  int cell_depth_ = 0;      ///< cells that are being evaluated
  std::vector<CellRef>* trace_ = nullptr;
  int rule_depth_ = 0, trace_depth_ = 0;
};

/// The way into an evaluator's inside.
struct Within {
  using Impl = Evaluator::Impl;
  static Impl& of(Evaluator& evaluator) { return *evaluator.impl_; }
};

}  // namespace msd::eval
