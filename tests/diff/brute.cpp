// What `compare` says of two versions of small frameworks, held against the slow evaluator on every input there is.
#include "tests/diff/pair.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/oracle.h"
#include "tests/support/settings.h"

#include "compiler/diff/diff.h"
#include "compiler/diff/report.h"
#include "compiler/driver/replay.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>

using namespace msd;
using namespace msd::testing;

namespace {

using Input = std::map<std::string, std::string>;  ///< facts as conditions write them; ints as digits

std::vector<Input> all_inputs(const std::vector<Small>& facts) {
  std::vector<Input> out{{}};
  for (const Small& f : facts) {
    std::vector<std::string> values{"no", "yes"};
    if (f.type == Small::Type::Enum) values = kValues;
    if (f.type == Small::Type::Int) {
      values.clear();
      for (int i = 0; i <= kHighest; ++i) values.push_back(std::to_string(i));
    }
    std::vector<Input> next;
    for (const Input& in : out) {
      for (const std::string& v : values) {
        next.push_back(in);
        next.back()[f.name] = v;
      }
    }
    out = std::move(next);
  }
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::string plain;
  for (char c : text) plain += c == '{' || c == '}' || c == ',' ? ' ' : c;
  std::istringstream in(plain);
  std::vector<std::string> out;
  for (std::string w; in >> w;) out.push_back(w);
  return out;
}

bool compares(int value, const std::string& sign, int with) {
  if (sign == "<") return value < with;
  if (sign == "<=") return value <= with;
  if (sign == ">") return value > with;
  if (sign == ">=") return value >= with;
  return value == with;
}

/// `size in 2 .. 5`, `size > 2 and < 5`, `size == 1`; several behind `or`.
bool number_holds(const std::vector<std::string>& w, const Input& in) {
  const int value = std::stoi(in.at(w[0]));
  bool run = true;
  bool any = false;
  for (std::size_t i = 1; i < w.size();) {
    if (w[i] == "or") {
      any = any || run;
      run = true;
      i += 2;  // the name again
    } else if (w[i] == "and") {
      ++i;
    } else if (w[i] == "in") {
      run = run && value >= std::stoi(w[i + 1]) && value <= std::stoi(w[i + 3]);
      i += 4;
    } else {
      run = run && compares(value, w[i], std::stoi(w[i + 1]));
      i += 2;
    }
  }
  return any || run;
}

/// A condition as `Words` writes it. Throws where it is of no known form.
bool holds(const std::string& condition, const Input& in) {
  const std::vector<std::string> w = words_of(condition);
  if (w.size() == 1) return in.at(w[0]) == "yes";
  if (w.size() == 2 && w[0] == "not") return in.at(w[1]) == "no";
  if (w[0] == "size") return number_holds(w, in);
  const std::string& value = in.at(w[0]);
  if (w.size() == 3 && w[1] == "==") return value == w[2];
  if (w.size() == 3 && w[1] == "!=") return value != w[2];
  if (w.size() > 3 && w[1] == "in") return std::find(w.begin() + 2, w.end(), value) != w.end();
  throw std::runtime_error("no known condition: " + condition);
}

bool holds(const diff::Part& part, const Input& in) {
  return std::all_of(part.conditions.begin(), part.conditions.end(), [&](const auto& c) { return holds(c, in); });
}

/// One version, evaluated slowly.
class Slow {
 public:
  explicit Slow(const Compiled& c) : c_(c) {}

  eval::Facts facts(const Input& in) const {
    eval::Facts out(*c_.image);
    const eval::RowIndex row = out.add_row(0, eval::kNone, "it", {});
    for (tir::FieldId f : c_.program.rows[0].fields) {
      const auto found = in.find(c_.program[f].name);
      if (found == in.end()) continue;
      eval::CellFact& cell = out.cell(row, f.index);
      cell.state = eval::CellFact::State::Stated;
      const std::string& v = found->second;
      switch (c_.program[f].type.cls) {
      case Class::Bool: cell.value.mask = v == "yes" ? 2 : 1; break;
      case Class::Enum:
        cell.value.mask = std::uint64_t{1} << (std::find(kValues.begin(), kValues.end(), v) - kValues.begin());
        break;
      default: cell.value.number = std::stoll(v) * 1'000'000;
      }
    }
    return out;
  }

  /// The words of what a field holds; of a set, its members.
  std::map<std::string, std::vector<std::string>> cells(const Input& in) const {
    const eval::Facts f = facts(in);
    const oracle::Answers answers;
    const oracle::Standing standing;
    oracle::World world(c_.program, f, answers, standing);
    std::map<std::string, std::vector<std::string>> out;
    for (tir::FieldId id : c_.program.rows[0].fields) {
      const tir::Field& field = c_.program[id];
      if (!field.rule.valid()) continue;
      const oracle::Content content = world.cell({0, id.index}).content;
      REQUIRE(content.state == oracle::Content::State::Value);
      std::vector<std::string> words;
      for (std::uint32_t v = 0; v < 3; ++v) {
        if ((content.value.mask >> v & 1U) == 0) continue;
        words.push_back(field.type.cls == Class::Bool ? (v == 1 ? "yes" : "no") : kValues[v]);
      }
      out["thing." + field.name] = words;
    }
    const oracle::Holds held = world.requirement(0, 0);
    out["thing.sound"] = {held == oracle::Holds::Held ? "held" : "broken"};
    return out;
  }

 private:
  const Compiled& c_;
};

std::size_t number(const analysis::Count& n) { return static_cast<std::size_t>(n.getZExtValue()); }

struct Seen {
  std::size_t pairs = 0, changed = 0, followed = 0, idle = 0, parts = 0, counts = 0, examples = 0, searched = 0;
};

/// What is wrong with what is said of one result.
std::string wrong_with(const diff::Computed* said, const std::string& name, bool set, const std::vector<Input>& inputs,
                       const std::vector<std::map<std::string, std::vector<std::string>>>& before,
                       const std::vector<std::map<std::string, std::vector<std::string>>>& after, Seen& seen) {
  std::size_t changed = 0;
  const bool told = said != nullptr && said->kind != diff::Computed::Kind::WithoutEffect;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& was = before[i].at(name);
    const auto& is = after[i].at(name);
    changed += was != is ? 1 : 0;
    if (!told) {
      if (was != is) return "a change is not told";
      continue;
    }
    // What the moves say of this input, against what there is to say.
    std::multimap<std::string, std::string> moves, expected;
    for (const diff::Move& m : said->facts->moves) {
      for (const diff::Part& p : m.parts) {
        if (holds(p, inputs[i])) moves.emplace(m.from, m.to), ++seen.parts;
      }
    }
    if (!set && was != is) expected.emplace(was.front(), is.front());
    for (const std::string& v : kValues) {
      const bool had = std::find(was.begin(), was.end(), v) != was.end();
      const bool has = std::find(is.begin(), is.end(), v) != is.end();
      if (set && had != has) expected.emplace((had ? "with " : "without ") + v, (has ? "with " : "without ") + v);
    }
    if (moves != expected) return fmt::format("input {} has {} moves, {} expected", i, moves.size(), expected.size());
  }
  if (!told) return {};
  if (changed == 0) return "a change is told that is none";
  const diff::Region& r = *said->facts;
  if (!r.whole || r.bounded) return "it is said to rest on a bound";
  std::size_t sum = 0;
  for (const diff::Move& m : r.moves) {
    std::size_t inside = 0;
    for (const diff::Part& p : m.parts) inside += number(p.inputs);
    if (inside != number(m.inputs)) return "the parts of a move do not add up";
    sum += inside;
  }
  if (!set && sum != number(r.changed)) return "the moves do not add up";
  if (!inputs.front().contains("size")) {
    ++seen.counts;
    if (number(r.changed) * inputs.size() != changed * number(r.inputs))
      return fmt::format("{} of {} inputs are counted, {} of {} expected", number(r.changed), number(r.inputs), changed,
                         inputs.size());
  }
  return {};
}

/// Both images give what the examples of a result say.
void replay_examples(const diff::Computed& said, const Compiled& a, const Compiled& b, driver::Session& session,
                     std::size_t& count) {
  for (const diff::Move& m : said.facts->moves) {
    REQUIRE(m.example);
    for (const auto& [test, image] : {std::pair{m.example->test[0], &*a.image}, {m.example->test[1], &*b.image}}) {
      const auto faults = driver::replay(test, *image, session);
      INFO(test << (faults.empty() ? "" : faults.front().message));
      REQUIRE(faults.empty());
      ++count;
    }
  }
}

/// What a difference says in short: results, and what changes to what by which lines.
std::set<std::string> in_short(const diff::Diff& d) {
  std::set<std::string> out;
  for (const diff::Computed& c : d.computed) {
    if (c.kind == diff::Computed::Kind::WithoutEffect) {
      out.insert(fmt::format("{} without effect", c.name));
      continue;
    }
    for (const diff::Move& m : c.facts->moves) {
      std::set<std::string> by;
      for (const diff::Givers& g : m.by) by.insert(g.from + ">" + g.to);
      out.insert(fmt::format("{} {} {} by {}", c.name, m.from, m.to, fmt::join(by, ", ")));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("differences of random frameworks are those of every input") {
  Random random(settings().seed);
  Seen seen;
  driver::Common common;
  driver::Session session(common);
  for (std::size_t i = 0; i < settings().frameworks / 3; ++i) {
    Random own(random.seed());
    const TwoVersions two = random_versions(own);
    const Compiled a = compile(two.before);
    const Compiled b = compile(two.after);
    INFO(two.before << "\n" << two.after << "\n" << a.errors << b.errors);
    REQUIRE(a.image);
    REQUIRE(b.image);
    ++seen.pairs;
    const diff::Sides sides{a.program, b.program};
    const diff::Diff found = diff::compare(sides, {});
    const std::vector<Input> inputs = all_inputs(two.facts);
    std::vector<std::map<std::string, std::vector<std::string>>> before, after;
    for (const Input& in : inputs) {
      before.push_back(Slow(a).cells(in));
      after.push_back(Slow(b).cells(in));
    }
    for (const auto& cell : before.front()) {
      const std::string& name = cell.first;
      const diff::Computed* said = nullptr;
      for (const diff::Computed& c : found.computed) {
        if (c.name == name) said = &c;
      }
      const bool set = std::any_of(b.program.fields.begin(), b.program.fields.end(), [&](const tir::Field& f) {
        return "thing." + f.name == name && f.type.cls == Class::Set;
      });
      const std::string fault = wrong_with(said, name, set, inputs, before, after, seen);
      INFO(name << ": " << fault);
      REQUIRE(fault.empty());
      if (said == nullptr) continue;
      REQUIRE(said->kind != diff::Computed::Kind::Undecided);
      seen.changed += said->kind == diff::Computed::Kind::Root ? 1 : 0;
      seen.followed += said->kind == diff::Computed::Kind::Consequence ? 1 : 0;
      seen.idle += said->kind == diff::Computed::Kind::WithoutEffect ? 1 : 0;
      if (!said->facts || said->kind == diff::Computed::Kind::WithoutEffect) continue;
      replay_examples(*said, a, b, session, seen.examples);
    }
    // A search tells the same changes.
    diff::Options searched;
    searched.counts = false;
    const diff::Diff again = diff::compare(sides, searched);
    REQUIRE(in_short(again) == in_short(found));
    for (const diff::Computed& c : again.computed) {
      if (c.kind == diff::Computed::Kind::WithoutEffect) continue;
      REQUIRE_FALSE(c.facts->counted);
      replay_examples(c, a, b, session, seen.searched);
    }
  }
  INFO(fmt::format("{} pairs: {} changed, {} followed, {} idle, {} parts, {} counts, {} examples, {} of a search",
                   seen.pairs, seen.changed, seen.followed, seen.idle, seen.parts, seen.counts, seen.examples,
                   seen.searched));
  CHECK(seen.changed > seen.pairs / 2);
  CHECK(seen.followed > seen.pairs / 4);
  CHECK(seen.idle > seen.pairs / 10);
  CHECK(seen.counts > seen.pairs / 4);
  CHECK(seen.examples > seen.pairs);
  CHECK(seen.searched > seen.pairs);
}
