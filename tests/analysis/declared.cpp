// Assumptions, never, always, monotone and independent in random frameworks, against all inputs tried one by one with
// the slow evaluator.
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/oracle.h"
#include "tests/support/random.h"
#include "tests/support/settings.h"

#include "compiler/analysis/analyze.h"

#include <fmt/format.h>

#include <set>

using namespace msd;
using namespace msd::testing;
using oracle::Content;
using State = eval::CellFact::State;

namespace {

constexpr std::int64_t kCount = 1'000'000;  // one, in the base unit of a plain number

// ---- random frameworks: one kind of row, a single row beside it, tables over their facts

class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string run() {
    std::string out =
        "framework small 1\nenum e { low, mid, high }\nrow hall \"Hall\" single\nrow item \"Item\"\n"
        "field hall.h : bool given from \"x\" as external\nfield item.a : bool given from \"x\" as external\n"
        "field item.b : e given from \"x\" as external\nfield item.n : int 0 .. 3 given from \"x\" as external\n"
        "field item.o : optional bool given from \"x\" as external\nfield item.s : set of e given from \"x\" as "
        "external\n";
    const std::vector<std::string> fields = {"item.c0", "item.c1", "item.c2"};
    for (std::size_t i = 0; i < fields.size(); ++i) out += computed(fields[i], i);
    computed_ = 0;
    for (std::size_t i = random_.below(4); i-- > 0;)
      out += fmt::format("assume as{} on item {} {{ {} otherwise error \"x\" because \"y\" }}\n", i, where(),
                         condition(2));
    if (random_.chance(30))
      out += "assume ah on hall { " + std::string(random_.chance(50) ? "" : "not ") +
             "h otherwise error \"x\" because \"y\" }\n";
    computed_ = fields.size();
    for (std::size_t i = 0; i < 4; ++i)
      out += fmt::format("{} p{} on item {} {{ {} }}\n", random_.chance(50) ? "never" : "always", i, where(),
                         condition(1));
    for (const std::string& field : fields) {
      for (const std::string fact : {"item.a", "item.b", "item.n", "item.o", "hall.h"}) {
        if (random_.chance(50))
          out += fmt::format("monotone {} in {}{}\n", field, fact, random_.chance(30) ? " down" : "");
        if (random_.chance(50)) out += fmt::format("independent {} of {}\n", field, fact);
      }
      if (random_.chance(50)) out += fmt::format("independent {} of item.s\n", field);
    }
    return out;
  }

 private:
  std::string where() { return random_.chance(40) ? "where " + condition(1) : ""; }

  std::string atom() {
    static const std::vector<std::string> kFacts = {"a",          "b == low", "b != high", "b in {mid, high}",
                                                    "n > 1",      "n <= 2",   "n == 3",    "o",
                                                    "o is given", "hall.h",   "s has mid", "s has low"};
    static const std::vector<std::string> kComputed = {"c0", "c1 == mid", "c1 in {low, high}", "c2 == high",
                                                       "c2 is given"};
    static const std::vector<std::size_t> kUpTo = {0, 1, 3, 5};
    const std::size_t own = kUpTo[computed_];
    if (own != 0 && random_.chance(35)) return kComputed[random_.below(own)];
    return random_.pick(kFacts);
  }

  std::string condition(unsigned depth) {
    if (depth == 0 || random_.chance(25)) return random_.chance(25) ? "not (" + atom() + ")" : atom();
    return "(" + condition(depth - 1) + (random_.chance(50) ? " and " : " or ") + condition(depth - 1) + ")";
  }

  std::string value(bool truth) {
    static const std::vector<std::string> kValues = {"low", "mid", "high"};
    return truth ? random_.pick(std::vector<std::string>{"yes", "no"}) : random_.pick(kValues);
  }

  std::string computed(const std::string& field, std::size_t before) {
    computed_ = before;
    const bool truth = before == 0;
    std::string rule = fmt::format("classify {} {{\n", field);
    for (std::size_t i = 0; i < 1 + random_.below(3); ++i)
      rule += fmt::format("  l{} when {} => {}\n", i, condition(2), value(truth));
    rule += "  otherwise " + (random_.chance(20) ? std::string("reject \"no\"") : "=> " + value(truth)) + "\n}\n";
    std::string parents;
    for (const std::string name : {"a", "b", "n", "o", "s", "c0", "c1", "hall.h"}) {
      if (reads(rule, name)) parents += (parents.empty() ? " from " : ", ") + name;
    }
    return fmt::format("field {} : {} classified{}\n", field, truth ? "bool" : "e", parents) + rule;
  }

  static bool reads(const std::string& text, const std::string& name) {
    const auto inner = [](char c) {
      return (std::isalnum(static_cast<unsigned char>(c)) != 0) || c == '_' || c == '.';
    };
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const bool begins = at == 0 || !inner(text[at - 1]);
      if (begins && (at + name.size() == text.size() || !inner(text[at + name.size()]))) return true;
    }
    return false;
  }

  Random& random_;
  std::size_t computed_ = 0;  // fields that may be read, out of c0, c1, c2
};

// ---- all inputs

/// A value for each fact, in the order of the program's fields; what all rules and conditions give there.
struct Input {
  std::vector<std::size_t> choices;
  std::map<std::uint32_t, Content> cells;
  std::vector<bool> breaks;                             ///< by requirement
  std::vector<std::pair<Content, Content>> properties;  ///< where, condition
  bool meets() const {
    return std::none_of(breaks.begin(), breaks.end(), [](bool b) { return b; });
  }
};

class Declared {
 public:
  explicit Declared(const Compiled& compiled) : p_(compiled.program), image_(*compiled.image) {
    for (std::uint32_t f = 0; f < p_.fields.size(); ++f) {
      if (!p_.fields[f].rule.valid() && p_.fields[f].builtin == tir::Builtin::None) facts_.push_back(f);
    }
    std::vector<std::size_t> at(facts_.size());
    for (bool more = true; more;) {
      all.push_back(evaluate(at));
      more = false;
      for (std::size_t i = 0; i < at.size() && !more; ++i) {
        more = ++at[i] < choices(facts_[i]);
        if (!more) at[i] = 0;
      }
    }
  }

  std::size_t index(tir::FieldId fact) const {
    return static_cast<std::size_t>(std::find(facts_.begin(), facts_.end(), fact.index) - facts_.begin());
  }
  /// Whether a choice is a value, and not absent.
  bool given(tir::FieldId fact, std::size_t choice) const {
    return !p_[fact].type.optional || choice + 1 < choices(fact.index);
  }

  std::vector<Input> all;

 private:
  std::size_t choices(std::uint32_t fact) const {
    const tir::Type& type = p_.fields[fact].type;
    const std::size_t values = type.cls == Class::Bool   ? 2
                               : type.cls == Class::Enum ? 3
                               : type.cls == Class::Set  ? 8
                                                         : 4;
    return values + (type.optional ? 1 : 0);
  }

  Input evaluate(const std::vector<std::size_t>& at) const {
    eval::Facts facts(image_);
    eval::RowIndex rows[2];
    for (std::uint32_t kind = 0; kind < 2; ++kind) {
      rows[kind] = facts.add_row(kind, eval::kNone, p_.rows[kind].name + "_1", {});
      facts.row(rows[kind]).named = !p_.rows[kind].single;
    }
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const tir::Field& field = p_.fields[facts_[i]];
      eval::CellFact& cell = facts.cell(rows[field.row.index], facts_[i]);
      cell.state = given({facts_[i]}, at[i]) ? State::Stated : State::Absent;
      if (cell.state == State::Absent) continue;
      if (field.type.cls == Class::Number)
        cell.value.number = static_cast<std::int64_t>(at[i]) * kCount;
      else
        cell.value.mask = field.type.cls == Class::Set ? at[i] : std::uint64_t{1} << at[i];
    }
    const oracle::Answers answers;
    const oracle::Standing standing;
    oracle::World world(p_, facts, answers, standing);
    Input out;
    out.choices = at;
    for (std::uint32_t f = 0; f < p_.fields.size(); ++f) {
      if (p_.fields[f].rule.valid()) out.cells[f] = world.cell({rows[p_.fields[f].row.index], f}).content;
    }
    for (std::uint32_t r = 0; r < p_.requires_.size(); ++r)
      out.breaks.push_back(world.requirement(r, rows[p_.requires_[r].row.index]) == oracle::Holds::Broken);
    for (const tir::Property& q : p_.properties) {
      const Content where = q.where.valid() ? world.expression(q.where, {rows[1]}) : oracle::truth(true);
      out.properties.emplace_back(where, world.expression(q.condition, {rows[1]}));
    }
    return out;
  }

  const tir::Program& p_;
  const image::Image& image_;
  std::vector<std::uint32_t> facts_;
};

bool rejected(const Content& c) { return c.state == Content::State::Rejected; }
bool yes(const Content& c) { return c == oracle::truth(true); }
bool value(const Content& c) { return c.state == Content::State::Value; }

bool broken(const tir::Property& q, const std::pair<Content, Content>& found) {
  return yes(found.first) && !rejected(found.second) && yes(found.second) == q.never;
}

/// Two inputs that differ in the fact alone break what is declared.
bool broken(const tir::Dependence& q, const Declared& inputs) {
  const std::size_t fact = inputs.index(q.fact);
  std::map<std::vector<std::size_t>, std::vector<const Input*>> alike;
  for (const Input& one : inputs.all) {
    if (!one.meets()) continue;
    std::vector<std::size_t> rest = one.choices;
    rest[fact] = 0;
    alike[rest].push_back(&one);
  }
  for (const auto& [rest, group] : alike) {
    for (const Input* low : group) {
      for (const Input* high : group) {
        const Content& a = low->cells.at(q.field.index);
        const Content& b = high->cells.at(q.field.index);
        if (!q.monotone && !(a == b)) return true;
        if (!q.monotone || low->choices[fact] >= high->choices[fact] || !value(a) || !value(b)) continue;
        if (!inputs.given(q.fact, high->choices[fact])) continue;
        if (q.down ? b.value.mask > a.value.mask : b.value.mask < a.value.mask) return true;
      }
    }
  }
  return false;
}

std::set<std::string> said(const analysis::Analysis& analysis, const tir::Program& p) {
  std::set<std::string> out;
  for (const analysis::Claim& c : analysis.claims) {
    using diag::Id;
    if (c.id == Id::NoInputLeft) out.insert("none left");
    if (c.id == Id::IdleAssumption) out.insert("idle " + p.requires_[c.requirement].name);
    if (c.id == Id::PropertyRefuted) out.insert("refuted " + p.properties[c.property].name);
    if (c.id == Id::NotMonotone || c.id == Id::NotIndependent) out.insert(fmt::format("depends {}", c.dependence));
    if (c.id == Id::ProvedForFew || c.id == Id::Undecided) out.insert("not decided: " + c.words.front());
  }
  return out;
}

std::set<std::string> expected(const Declared& inputs, const tir::Program& p) {
  std::set<std::string> out;
  if (std::none_of(inputs.all.begin(), inputs.all.end(), [](const Input& one) { return one.meets(); }))
    return {"none left"};
  std::set<std::uint32_t> idle;
  // A hall may stand without any item.
  const auto apart = [&](std::uint32_t i, std::uint32_t other) {
    return p.rows[p.requires_[i].row.index].single && !p.rows[p.requires_[other].row.index].single;
  };
  for (std::uint32_t i = static_cast<std::uint32_t>(p.requires_.size()); i-- > 0;) {
    const bool excludes = std::any_of(inputs.all.begin(), inputs.all.end(), [&](const Input& one) {
      bool alone = one.breaks[i];
      for (std::uint32_t other = 0; other < one.breaks.size(); ++other)
        alone = alone && (other == i || idle.contains(other) || apart(i, other) || !one.breaks[other]);
      return alone;
    });
    if (!excludes) idle.insert(i);
  }
  for (std::uint32_t i : idle) out.insert("idle " + p.requires_[i].name);
  for (std::uint32_t i = 0; i < p.properties.size(); ++i) {
    const bool refuted = std::any_of(inputs.all.begin(), inputs.all.end(), [&](const Input& one) {
      return one.meets() && broken(p.properties[i], one.properties[i]);
    });
    if (refuted) out.insert("refuted " + p.properties[i].name);
  }
  for (std::uint32_t i = 0; i < p.dependences.size(); ++i) {
    if (broken(p.dependences[i], inputs)) out.insert(fmt::format("depends {}", i));
  }
  return out;
}

/// A line that is said to be dead fires for no input that is left; one that fires for none is dead, or its table is no
/// table of what is left.
bool dead_for_all(const analysis::Claim& c, const Compiled& compiled, const Declared& inputs) {
  const tir::Rule& rule = compiled.program.rules[compiled.program[c.field].rule.index];
  const tir::ExprId gives = rule.lines[c.line].outcome;
  if (!gives.valid()) return true;
  // Its value comes from no other line: then it is not produced at all.
  const tir::Const& constant = compiled.program.constants[compiled.program[gives].x];
  for (std::size_t l = 0; l < rule.lines.size(); ++l) {
    const tir::ExprId other = rule.lines[l].outcome;
    if (l != c.line && other.valid() && compiled.program.constants[compiled.program[other].x].mask == constant.mask)
      return true;
  }
  return std::none_of(inputs.all.begin(), inputs.all.end(), [&](const Input& one) {
    const Content& content = one.cells.at(c.field.index);
    return one.meets() && value(content) && content.value.mask == constant.mask;
  });
}

}  // namespace

TEST_CASE("what is declared is judged as all inputs judge it") {
  Random random(settings().seed + 2);
  std::size_t compiled_ones = 0, none = 0, idle = 0, refuted = 0, depends = 0, dead = 0;
  for (std::size_t i = 0; i < settings().frameworks / 4; ++i) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    const std::string text = Writer(own).run();
    const Compiled compiled = compile(text);
    INFO("seed " << seed << "\n" << text << compiled.errors);
    REQUIRE(compiled.image);
    ++compiled_ones;
    const Declared inputs(compiled);
    const analysis::Analysis analysis = analysis::analyze(compiled.program, {});
    const std::set<std::string> wanted = expected(inputs, compiled.program);
    REQUIRE(said(analysis, compiled.program) == wanted);
    for (const analysis::Claim& c : analysis.claims) {
      if (c.id != diag::Id::DeadRule) continue;
      ++dead;
      REQUIRE(dead_for_all(c, compiled, inputs));
    }
    for (const std::string& one : wanted) {
      none += one == "none left" ? 1 : 0;
      idle += one.starts_with("idle") ? 1 : 0;
      refuted += one.starts_with("refuted") ? 1 : 0;
      depends += one.starts_with("depends") ? 1 : 0;
    }
  }
  CHECK(none > 0);
  CHECK(idle > 0);
  CHECK(refuted > compiled_ones / 2);
  CHECK(depends > compiled_ones);
  CHECK(dead > 0);
}
