#include "compiler/emit/dmn_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

class DmnTableMaker {
 public:
  DmnTableMaker(const Program& program, const Feel& feel, const Decision& decision)
      : p_(program), f_(feel), d_(decision) {}

  DmnTable run() {
    if (d_.where != kNone) {
      rejects(rejecting(p_, records::reads(p_, {d_.where})));
      rule("the rule does not apply").cells = cells({{input(f_.condition(d_.where), "boolean"), "false"}});
    }
    rejects(rejecting(p_, records::reads(p_, d_)));
    unique();
    for (const records::Line& line : d_.lines) {
      const std::vector<std::string> when = line.condition == kNone ? std::vector<std::string>{} : row(line.condition);
      DmnTable::Rule& made = rule({});
      made.cells = when;
      made.rule = fmt::format("\"{}\"", line_name(p_, line));
      made.rejected = line.outcome == kNone;
      if (!made.rejected) made.value = f_.value(line.outcome);
      if (line.condition == kNone) return std::move(out_);
    }
    rule("no rule holds").rejected = true;
    return std::move(out_);
  }

 private:
  using Cells = std::map<std::size_t, std::string>;

  std::size_t input(const std::string& expression, const std::string& type) {
    const auto [at, fresh] = places_.try_emplace(expression, out_.inputs.size());
    if (fresh) out_.inputs.push_back({expression, type});
    return at->second;
  }
  static std::vector<std::string> cells(const Cells& of) {
    std::vector<std::string> out(of.empty() ? 0 : of.rbegin()->first + 1, "-");
    for (const auto& [at, cell] : of) out[at] = cell;
    return out;
  }
  DmnTable::Rule& rule(std::string description) {
    out_.rules.push_back({std::move(description), {}});
    return out_.rules.back();
  }

  void rejects(const Rejecting& what) {
    const std::string any = f_.rejected(what);
    if (any.empty()) return;
    DmnTable::Rule& made = rule("what it reads is rejected");
    made.cells = cells({{input(any, "boolean"), "true"}});
    made.rejected = true;
  }

  /// Two lines before the last one that match reject, unless it is proved that there are none.
  void unique() {
    if (d_.kind != Decision::Kind::Unique || d_.proven || d_.lines.size() < 3) return;
    std::vector<std::string> all;
    for (std::size_t i = 0; i + 1 < d_.lines.size(); ++i)
      all.push_back(d_.lines[i].condition == kNone ? "true" : f_.condition(d_.lines[i].condition));
    DmnTable::Rule& made = rule("two rules hold");
    made.cells = cells({{input(fmt::format("count([{}][item = true]) > 1", fmt::join(all, ", ")), "boolean"), "true"}});
    made.rejected = true;
  }

  /// Each test of one column or decision in the column of that; what is left in columns of its own.
  std::vector<std::string> row(std::uint32_t condition) {
    Cells of;
    bounds_.clear();
    conjuncts(condition, of);
    return cells(of);
  }

  void conjuncts(std::uint32_t index, Cells& of) {
    const Expr& e = p_.exprs[index];
    if (e.kind == Expr::Kind::And) {
      conjuncts(e.a, of);
      conjuncts(e.b, of);
      return;
    }
    if (const std::optional<FeelTest> test = f_.test(index)) {
      const std::size_t at = input(test->input, test->type);
      if (of.try_emplace(at, test->cell).second) {
        bounds_[at] = *test;
        return;
      }
      if (interval(bounds_[at], *test, of[at])) return;
    }
    of[input(f_.condition(index), "boolean")] = "true";
  }

  /// A lower and an upper bound in one cell.
  static bool interval(FeelTest& known, const FeelTest& other, std::string& cell) {
    using Bound = FeelTest::Bound;
    if (known.bound == Bound::None || other.bound == Bound::None || known.bound == other.bound) return false;
    const FeelTest& low = known.bound == Bound::Low ? known : other;
    const FeelTest& high = known.bound == Bound::Low ? other : known;
    if (low.number >= high.number) return false;
    cell = fmt::format("{}{}..{}{}", low.closed ? '[' : '(', low.number, high.number, high.closed ? ']' : ')');
    known.bound = Bound::None;
    return true;
  }

  const Program& p_;
  const Feel& f_;
  const Decision& d_;
  DmnTable out_;
  std::map<std::string, std::size_t> places_;
  std::map<std::size_t, FeelTest> bounds_;  ///< of the row at hand
};

}  // namespace

DmnTable dmn_table(const Program& program, const Feel& feel, const Decision& decision) {
  return DmnTableMaker(program, feel, decision).run();
}

}  // namespace msd::emit
