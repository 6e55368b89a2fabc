#include "tests/support/compare.h"

#include "tests/support/oracle.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace msd::testing {

using eval::kNone;
using eval::Outcome;
using eval::Verdict;
using oracle::CellAnswer;
using oracle::CellRef;
using oracle::Content;
using oracle::VerdictAnswer;

std::size_t Coverage::count(const std::string& feature) const {
  const auto found = counts_.find(feature);
  return found == counts_.end() ? 0 : found->second;
}

void Coverage::add(const Coverage& other) {
  for (const auto& [feature, count] : other.counts_) counts_[feature] += count;
}

void Coverage::framework(const tir::Program& program) {
  static constexpr const char* kRules[] = {"derive", "classify", "classify unique", "attach"};
  static constexpr const char* kBuiltins[] = {"", "name", "id", "many", "back", "inverse"};
  for (const tir::Expr& e : program.exprs) meet("operation " + std::string(info(e.op).name));
  for (const tir::Rule& rule : program.rules) {
    meet(std::string("rule ") + kRules[static_cast<int>(rule.kind)]);
    if (rule.where.valid()) meet("rule with where");
    if (rule.kind == tir::Rule::Kind::Attach && rule.value.valid()) meet("attach from");
    for (const tir::Line& line : rule.lines) {
      if (!line.outcome.valid()) meet(line.condition.valid() ? "line that rejects" : "otherwise reject");
    }
  }
  for (const tir::Field& field : program.fields) {
    meet("category " + std::string(name(field.category)));
    meet("type " + std::string(name(field.type.cls)));
    if (field.type.optional) meet("type optional");
    if (field.default_value) meet("field with default");
    if (field.builtin != tir::Builtin::None)
      meet(std::string("relation ") + kBuiltins[static_cast<int>(field.builtin)]);
  }
  for (const tir::Row& row : program.rows) {
    if (row.single) meet("row single");
    if (row.selector.valid()) meet("row named by");
    if (row.parent.valid()) meet("row inside another");
    if (row.id_where.valid()) meet("row with counted ids");
  }
  meet("requirement", program.requires_.size());
}

std::string Coverage::print() const {
  std::string out;
  for (const auto& [feature, count] : counts_) out += fmt::format("  {:<34} {}\n", feature, count);
  return out;
}

namespace {

class Comparison {
 public:
  Comparison(const tir::Program& program, const eval::Facts& facts, Coverage& coverage)
      : program_(program), facts_(facts), coverage_(coverage), runtime_(facts, {}) {}

  std::string run(const CompareOptions& options) {
    const auto answer = oracle::decide(program_, facts_, options.limit);
    if (!answer) return "too many completions\n";
    answer_ = &*answer;
    coverage_.meet(answer->completions > 1 ? "design with unknowns" : "design without unknowns");
    coverage_.meet("completions", answer->completions);
    for (const auto& [ref, expected] : answer->cells) cell(ref, expected, runtime_.cell(ref.row, ref.field));
    for (const auto& [at, expected] : answer->verdicts)
      verdict(at.first, at.second, expected, runtime_.requirement(at.first, at.second));
    other_order(options.order);
    return std::move(out_);
  }

 private:
  std::string name(CellRef ref) const {
    return std::string(facts_.symbols.text(facts_.rows()[ref.row].name)) + "." + program_.fields[ref.field].name;
  }
  std::string names(const std::vector<CellRef>& refs) const {
    std::string out;
    for (CellRef ref : refs) out += (out.empty() ? "" : ", ") + name(ref);
    return "{" + out + "}";
  }
  static std::vector<CellRef> sorted(const std::vector<eval::CellRef>& refs) {
    std::vector<CellRef> out;
    for (const eval::CellRef& ref : refs) out.push_back({ref.row, ref.field});
    std::sort(out.begin(), out.end());
    return out;
  }

  std::string show(const tir::Type& type, const Content& content) const {
    if (content.state == Content::State::Absent) return "absent";
    if (content.state == Content::State::Rejected) return "rejected";
    const eval::Value& v = content.value;
    std::string out;
    switch (type.cls) {
    case Class::Bool: return v.mask == 2 ? "yes" : v.mask == 1 ? "no" : "broken";
    case Class::Enum:
    case Class::Set:
      for (std::size_t i = 0; i < program_[type.enum_].values.size(); ++i) {
        if ((v.mask >> i & 1U) != 0) out += (out.empty() ? "" : " ") + program_[type.enum_].values[i].name;
      }
      return type.cls == Class::Set ? "{" + out + "}" : out;
    case Class::Number: return print_quantity(v.number, type.dimension);
    case Class::Text:
    case Class::Id: return "`" + std::string(facts_.symbols.text(static_cast<std::uint32_t>(v.number))) + "`";
    case Class::Ref: return row(static_cast<eval::RowIndex>(v.number));
    case Class::List:
      for (eval::RowIndex member : v.list) out += (out.empty() ? "" : " ") + row(member);
      return "[" + out + "]";
    }
    return {};
  }
  std::string row(eval::RowIndex row) const {
    return row < facts_.rows().size() ? std::string(facts_.symbols.text(facts_.rows()[row].name)) : "no row";
  }
  template <class Many> std::string show_all(const tir::Type& type, const Many& contents) const {
    std::string out;
    for (const Content& content : contents) out += (out.empty() ? "" : ", ") + show(type, content);
    return out;
  }

  template <class... Args> void differ(const std::string& what, fmt::format_string<Args...> words, Args&&... args) {
    out_ += what + ": " + fmt::format(words, std::forward<Args>(args)...) + "\n";
  }

  static bool finite(Class cls) { return cls == Class::Bool || cls == Class::Enum; }

  /// What the runtime says is possible, in the slow evaluator's words.
  std::set<Content> possible(const Outcome& found, Class cls) const {
    std::set<Content> out;
    switch (found.state) {
    case Outcome::State::Value: out.insert({Content::State::Value, found.value}); return out;
    case Outcome::State::Absent: out.insert(oracle::absent()); return out;
    case Outcome::State::Rejected: out.insert(oracle::rejected()); return out;
    case Outcome::State::Unknown: break;
    }
    if ((found.possible.mask & kAbsent) != 0) out.insert(oracle::absent());
    if ((found.possible.mask & kRejected) != 0) out.insert(oracle::rejected());
    for (std::uint64_t bit = 1; finite(cls) && bit < kAbsent; bit <<= 1U) {
      if ((found.possible.mask & bit) != 0) out.insert({Content::State::Value, {bit, 0, {}}});
    }
    for (const eval::Value& value : found.possible.values) out.insert({Content::State::Value, value});
    return out;
  }

  void cell(CellRef ref, const CellAnswer& expected, const Outcome& found) {
    const tir::Type& type = program_.fields[ref.field].type;
    const std::string at = name(ref);
    if (!found.settled) return differ(at, "not settled");
    std::set<Content> wanted(expected.possible.begin(), expected.possible.end());
    const bool decided = wanted.size() == 1;
    const bool open = std::erase_if(wanted, [&](const Content& c) {
                        const bool words = type.cls == Class::Text || type.cls == Class::Id;
                        return words && c.state == Content::State::Value && oracle::is_fresh(facts_, c.value.number);
                      }) != 0;
    if (decided == (found.state == Outcome::State::Unknown))
      return differ(at, "{} where all completions give {}", decided ? "undecided" : "decided",
                    show_all(type, expected.possible));
    const std::set<Content> got = possible(found, type.cls);
    // Of a range that is not counted in whole numbers only some values were tried.
    const bool partly = type.cls == Class::Number && type.dimension != Dimension::Count && found.possible.open;
    if (!partly && (got != wanted || found.possible.open != open))
      differ(at, "possible are {}{}, and the runtime gives {}{}", show_all(type, wanted), open ? " …" : "",
             show_all(type, got), found.possible.open ? " …" : "");
    if (sorted(found.needs) != expected.needs)
      differ(at, "needs {}, and the runtime gives {}", names(expected.needs), names(sorted(found.needs)));
    story(ref, expected, found);
    assertion(ref, expected, found);
    meet(ref, expected, found);
  }

  /// The line that fired, and where a rejection comes from.
  void story(CellRef ref, const CellAnswer& expected, const Outcome& found) {
    const std::string at = name(ref);
    const bool single = answer_->completions == 1;
    const bool decided = found.state != Outcome::State::Unknown;
    if (found.line != kNone && !found.overlap && (!expected.line || *expected.line != found.line))
      differ(at, "line {} does not always fire", found.line);
    if (found.line == kNone && decided && expected.line && *expected.line != kNone &&
        expected.assertion != CellAnswer::Assertion::StandsIn)
      differ(at, "line {} fires, and the runtime names none", *expected.line);
    if (found.state != Outcome::State::Rejected) return;
    if (single) {
      if (found.rejected_here != expected.sample.rejected_here)
        differ(at, "the rejection is {} own", expected.sample.rejected_here ? "its" : "not its");
      if (found.overlap != (expected.sample.line_2 != kNone) ||
          (found.overlap && (found.line != expected.sample.line || found.line_2 != expected.sample.line_2)))
        differ(at, "another overlap");
    }
    if (found.rejected_here) return;
    const CellRef by{found.rejected_by.row, found.rejected_by.field};
    if (by.row == kNone) return differ(at, "rejected by nothing");
    const auto& cause = answer_->cells.at(by).possible;
    const bool may_be = std::find(cause.begin(), cause.end(), oracle::rejected()) != cause.end();
    if (!may_be || (single && cause.size() != 1)) differ(at, "rejected by {}, which is not rejected", name(by));
    const auto& reads = expected.sample.reads;
    const bool relation = program_.fields[ref.field].builtin != tir::Builtin::None;
    if (single && !relation && std::find(reads.begin(), reads.end(), by) == reads.end())
      differ(at, "rejected by {}, which it does not read", name(by));
  }

  void assertion(CellRef ref, const CellAnswer& expected, const Outcome& found) {
    if (static_cast<int>(expected.assertion) != static_cast<int>(found.assertion))
      differ(name(ref), "assertion {}, and the runtime says {}", static_cast<int>(expected.assertion),
             static_cast<int>(found.assertion));
    static constexpr const char* kAssertions[] = {"", "assertion holds", "assertion contradicted",
                                                  "assertion stands in"};
    if (expected.assertion != CellAnswer::Assertion::None)
      coverage_.meet(kAssertions[static_cast<int>(expected.assertion)]);
  }

  void meet(CellRef ref, const CellAnswer& expected, const Outcome& found) {
    static constexpr const char* kStates[] = {"cell value", "cell unknown", "cell absent", "cell rejected"};
    const tir::Field& field = program_.fields[ref.field];
    coverage_.meet("cells");
    coverage_.meet(kStates[static_cast<int>(found.state)]);
    if (expected.sample.rounds > 1) coverage_.meet("attach of several rounds");
    if (found.overlap) coverage_.meet("unique overlap");
    if (found.origin == eval::Origin::Defaulted) coverage_.meet("cell defaulted");
    if (field.builtin == tir::Builtin::None && !(oracle::owner(program_, facts_, ref) == ref))
      coverage_.meet("cell taken from the unnamed row");
    if (found.state == Outcome::State::Unknown && field.rule.valid()) {
      coverage_.meet("computed cell undecided");
      if ((found.possible.mask & kAbsent) != 0) coverage_.meet("possible absent");
      if ((found.possible.mask & kRejected) != 0) coverage_.meet("possible rejected");
      if (found.possible.open) coverage_.meet("possible open");
      coverage_.meet(fmt::format("needs {}", std::min<std::size_t>(found.needs.size(), 4)));
    }
  }

  void verdict(std::uint32_t require, eval::RowIndex on, const VerdictAnswer& expected, const Verdict& found) {
    static constexpr const char* kStates[] = {"does not apply", "held", "broken", "open", "rejected"};
    static constexpr Verdict::State kRuntime[] = {Verdict::State::NotApplicable, Verdict::State::Held,
                                                  Verdict::State::Broken, Verdict::State::Open,
                                                  Verdict::State::Rejected};
    const std::string at = program_.requires_[require].name + " on " + row(on);
    const auto wanted = static_cast<std::size_t>(expected.state);
    coverage_.meet(std::string("verdict ") + kStates[wanted]);
    if (!found.settled) return differ(at, "not settled");
    if (kRuntime[wanted] != found.state) return differ(at, "{}, and the runtime says otherwise", kStates[wanted]);
    if (sorted(found.needs) != expected.needs)
      differ(at, "needs {}, and the runtime gives {}", names(expected.needs), names(sorted(found.needs)));
  }

  /// The same answers whatever was asked before.
  void other_order(std::uint64_t seed) {
    Random random(seed);
    eval::Evaluator other(facts_, {});
    std::vector<CellRef> order;
    for (const auto& [ref, expected] : answer_->cells) order.push_back(ref);
    random.shuffle(order);
    for (CellRef ref : order) {
      const Outcome& a = runtime_.cell(ref.row, ref.field);
      const Outcome& b = other.cell(ref.row, ref.field);
      const bool same = a.state == b.state && a.origin == b.origin && a.value == b.value && a.line == b.line &&
                        a.rejected_here == b.rejected_here && a.rejected_by == b.rejected_by &&
                        a.overlap == b.overlap && a.line_2 == b.line_2 && a.settled == b.settled &&
                        a.possible.mask == b.possible.mask && a.possible.values == b.possible.values &&
                        a.possible.open == b.possible.open && a.needs == b.needs && a.assertion == b.assertion;
      if (!same) differ(name(ref), "another answer when the cells are asked in another order");
    }
  }

  const tir::Program& program_;
  const eval::Facts& facts_;
  Coverage& coverage_;
  eval::Evaluator runtime_;
  const oracle::Answer* answer_ = nullptr;
  std::string out_;
};

}  // namespace

std::string compare(const tir::Program& program, const eval::Facts& facts, const CompareOptions& options,
                    Coverage& coverage) {
  return Comparison(program, facts, coverage).run(options);
}

}  // namespace msd::testing
