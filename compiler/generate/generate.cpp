#include "compiler/generate/generate.h"

#include "compiler/analysis/witness.h"
#include "compiler/format/format.h"
#include "compiler/generate/bench.h"
#include "compiler/generate/expect.h"
#include "compiler/generate/proof.h"
#include "compiler/generate/taste.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace msd::generate {

using analysis::Diagrams;
using coverage::Claim;
using coverage::Coverage;
using coverage::Goal;
using coverage::Table;
using coverage::TableCoverage;

namespace {

/// A goal by its place: table and position in the table's goals.
using GoalId = std::pair<std::size_t, std::size_t>;

struct Draft {
  std::string facts, name;
  std::set<GoalId> meets;     ///< all goals, whoever else meets them
  std::set<GoalId> credited;  ///< those that it is there for
};

std::set<GoalId> met(const Coverage& of) {
  std::set<GoalId> out;
  for (std::size_t t = 0; t < of.tables.size(); ++t) {
    for (std::size_t g = 0; g < of.tables[t].goals.size(); ++g) {
      if (of.tables[t].goals[g].met()) out.emplace(t, g);
    }
  }
  return out;
}

class Generator {
 public:
  Generator(const tir::Program& program, Coverage begun, source::SourceMap& sources, const Options& options)
      : start_(std::move(begun)), whole_(start_), bench_(whole_.image, sources), sources_(sources),
        proof_(program, options.analysis), taste_(program), begun_(met(whole_)) {
    empty_ = coverage::begin(whole_.image, whole_.entry);
  }

  Generated run() {
    for (std::size_t t : order()) table(t);
    prune();
    credit();
    Generated out{print(), drafts_.size(), by_tests()};
    return out;
  }

 private:
  /// What is decided last comes first: on the way its tests show much of what it reads.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> out(whole_.tables.size());
    for (std::size_t t = 0; t < out.size(); ++t) out[t] = t;
    const auto rank = [&](std::size_t t) {
      const Table& table = whole_.tables[t].table;
      return table.kind == Table::Kind::Require ? UINT32_MAX : whole_.image.fields()[table.field].rank;
    };
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
    return out;
  }

  void table(std::size_t t) {
    TableCoverage& of = whole_.tables[t];
    if (std::all_of(of.goals.begin(), of.goals.end(), [](const Goal& g) { return g.met(); })) return;
    for (std::size_t g = 0; g < of.goals.size(); ++g) {
      Goal& goal = of.goals[g];
      // With fewer rows if the budget does not do for more.
      for (unsigned rows = proof_.rows(); rows != 0 && !goal.met(); --rows) {
        GoalFunctions* functions = proof_.models(of.table).with(rows);
        if (functions != nullptr) attempt({t, g}, *functions);
        if (functions != nullptr && !functions->model().exhausted()) break;
      }
      if (!goal.met() && goal.claim.answer == Claim::Answer::Unknown) goal.claim = proof_.about(of, goal);
    }
  }

  void attempt(GoalId id, GoalFunctions& functions) {
    TableCoverage& of = whole_.tables[id.first];
    analysis::Model& model = functions.model();
    Diagrams& d = model.diagrams();
    analysis::Node here = functions.where(of.goals[id.second]);
    if (here == Diagrams::no() || model.exhausted()) return;
    // One case for as many goals of the table as go together.
    std::set<GoalId> wanted{id};
    for (std::size_t g = 0; g < of.goals.size(); ++g) {
      if (of.goals[g].met() || g == id.second) continue;
      const analysis::Node both = d.both(here, functions.where(of.goals[g]));
      if (both == Diagrams::no() || model.exhausted()) continue;
      here = both;
      wanted.emplace(id.first, g);
    }
    auto at = model.exhausted() ? std::nullopt : analysis::shortest(model, here);
    if (!at) return;
    at = with_forms(model, *at);
    const std::string text = analysis::witness(model, *at, "t", {}).text;
    const std::size_t begin = text.find('\n') + 1;
    draft(text.substr(begin, text.rfind('}') - begin), id, wanted);
  }

  /// With the facts that say which form a text has, where it is asked whether it has it.
  static analysis::Assignment with_forms(analysis::Model& model, analysis::Assignment at) {
    std::set<std::uint32_t> texts, fields;
    for (const auto& [variable, value] : at) {
      const analysis::Atom& a = model.atoms()[variable];
      if (a.kind == analysis::Atom::Kind::Fits && a.slot == 0) texts.insert(a.field.index);
    }
    for (const tir::SentenceTemplate& t : model.program().templates) {
      if (!t.when.valid() || !texts.contains(t.field.index)) continue;
      for (analysis::Variable v : model.functions().support(model.truth(t.when))) {
        const analysis::Atom& a = model.atoms()[v];
        if (a.kind == analysis::Atom::Kind::Fact && a.slot == 0) fields.insert(a.field.index);
      }
    }
    return fields.empty() ? at : analysis::filled(model, std::move(at), fields);
  }

  /// Takes facts that meet the goals up, with as little as does for those that they do meet.
  void draft(const std::string& proposed, GoalId first, const std::set<GoalId>& wanted) {
    const std::string facts = in_form(proposed, first);
    std::set<GoalId> shown;
    for (const GoalId& id : goals_of(facts, wanted)) {
      if (wanted.contains(id)) shown.insert(id);
    }
    if (shown.empty()) return;
    Draft out;
    const auto good = [&](const std::string& other) {
      const std::set<GoalId> still = goals_of(other, shown);
      return std::includes(still.begin(), still.end(), shown.begin(), shown.end());
    };
    out.facts = at_limits(bench_.smaller(facts, good), good);
    const std::string named = bench_.renamed(out.facts, Taste::row_name);
    if (good(named)) out.facts = named;
    const std::size_t number = drafts_.size();
    bench_.run(out.facts, [&](eval::Evaluator& evaluator) {
      Coverage alone = empty_;
      coverage::add(alone, {}, evaluator);
      out.meets = met(alone);
      coverage::add(whole_, {coverage::Case::Kind::Test, fmt::format("generated {}", number + 1), "", 0}, evaluator);
    });
    drafts_.push_back(std::move(out));
  }

  /// With sentences of their form in place of some text; those that leave it only if the goal needs that.
  std::string in_form(const std::string& facts, GoalId goal) {
    std::vector<std::string> all;
    const auto none = [&](const std::string& other) { return all.push_back(other), false; };
    bench_.retold(
        facts, [&](const ast::Entry& e) { return taste_.sentences(e.key.text); }, none);
    all.push_back(facts);
    for (bool misfit : {false, true}) {
      for (const std::string& other : all) {
        if (bench_.misfits(other) == misfit && goals_of(other, {goal}).contains(goal)) return other;
      }
    }
    return facts;
  }

  /// With numbers at the limits that the rules name, below and above in turn.
  std::string at_limits(const std::string& facts, const std::function<bool(const std::string&)>& good) {
    const bool low = drafts_.size() % 2 == 0;
    const auto limits = [&](const ast::Entry& e) {
      const ast::Number& n = e.values[0].number;
      const bool number = e.values[0].kind == ast::Value::Kind::Number;
      return number ? taste_.limits(e.key.text, n.digits, n.unit, low) : std::vector<std::string>();
    };
    return bench_.retold(facts, limits, good);
  }

  /// The goals that facts meet, of the tables that some goals belong to.
  std::set<GoalId> goals_of(const std::string& facts, const std::set<GoalId>& some) {
    std::set<std::size_t> tables;
    for (const GoalId& id : some) tables.insert(id.first);
    Coverage few{empty_.image, {}, {}, {}};
    std::vector<std::size_t> numbers(tables.begin(), tables.end());
    for (std::size_t t : numbers) few.tables.push_back(empty_.tables[t]);
    std::set<GoalId> out;
    bench_.run(facts, [&](eval::Evaluator& evaluator) {
      coverage::add(few, {}, evaluator);
      for (const GoalId& id : met(few)) out.emplace(numbers[id.first], id.second);
    });
    return out;
  }

  /// Leaves out tests whose goals are all met by others, those that meet the fewest first.
  void prune() {
    std::map<GoalId, std::size_t> times;
    for (const GoalId& id : begun_) ++times[id];
    for (const Draft& d : drafts_) {
      for (const GoalId& id : d.meets) ++times[id];
    }
    std::vector<std::size_t> order(drafts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return drafts_[a].meets.size() < drafts_[b].meets.size(); });
    std::set<std::size_t> gone;
    for (std::size_t i : order) {
      const auto& meets = drafts_[i].meets;
      if (!std::all_of(meets.begin(), meets.end(), [&](const GoalId& id) { return times[id] > 1; })) continue;
      for (const GoalId& id : meets) --times[id];
      gone.insert(i);
    }
    std::vector<Draft> kept;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      if (!gone.contains(i)) kept.push_back(std::move(drafts_[i]));
    }
    drafts_ = std::move(kept);
  }

  /// Each goal is the business of the test that meets least, so that tests are about few tables.
  void credit() {
    std::map<GoalId, std::size_t> by;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      for (const GoalId& id : drafts_[i].meets) {
        if (begun_.contains(id)) continue;
        const auto [it, fresh] = by.try_emplace(id, i);
        if (!fresh && drafts_[i].meets.size() < drafts_[it->second].meets.size()) it->second = i;
      }
    }
    for (const auto& [id, i] : by) drafts_[i].credited.insert(id);
  }

  std::string print() {
    // In the order of the tables, and in them of the goals.
    std::vector<Draft*> all;
    for (Draft& d : drafts_) all.push_back(&d);
    std::stable_sort(all.begin(), all.end(),
                     [](const Draft* a, const Draft* b) { return *a->credited.begin() < *b->credited.begin(); });
    std::map<std::string, std::size_t> names;
    std::string text;
    for (Draft* d : all) {
      const GoalId first = *d->credited.begin();
      const Table& table = whole_.tables[first.first].table;
      std::string name = title(whole_.image, table, whole_.tables[first.first].goals[first.second]);
      if (const std::size_t n = ++names[name]; n > 1) name += fmt::format(" ({})", n);
      d->name = name;
      text += fmt::format("test \"{}\" {{\n{}{}}}\n", name, bench_.compact(d->facts), expects(*d));
    }
    return formatted(text);
  }

  /// The coverage of what was there and of the tests that are left; claims as they were made on the way.
  Coverage by_tests() {
    Coverage out = std::move(start_);
    for (const Draft& d : drafts_) {
      const coverage::Case from{coverage::Case::Kind::Test, d.name, "", 0};
      bench_.run(d.facts, [&](eval::Evaluator& evaluator) { coverage::add(out, from, evaluator); });
    }
    for (std::size_t t = 0; t < out.tables.size(); ++t) {
      for (std::size_t g = 0; g < out.tables[t].goals.size(); ++g)
        out.tables[t].goals[g].claim = std::move(whole_.tables[t].goals[g].claim);
    }
    return out;
  }

  std::string expects(const Draft& d) {
    std::set<std::size_t> tables;
    for (const GoalId& id : d.credited) tables.insert(id.first);
    std::string out;
    bench_.run(d.facts, [&](eval::Evaluator& evaluator) {
      for (std::size_t t : tables) {
        for (const std::string& e : expectations(evaluator, whole_.tables[t].table)) out += "  expect " + e + "\n";
      }
    });
    if (bench_.misfits(d.facts)) out += fmt::format("  expect error {}\n", diag::info(diag::Id::SentenceMisfit).slug);
    return out;
  }

  std::string formatted(const std::string& text) {
    const source::FileId file = sources_.add("generated", text);
    diag::Sink sink;
    const auto out = format::format(sources_, file, {parse::FileKind::Rules}, sink);
    sources_.release(file);
    std::string done = out ? *out : text;
    if (!done.empty() && done.back() != '\n') done += '\n';
    return done;
  }

  Coverage start_, whole_, empty_;
  Bench bench_;
  source::SourceMap& sources_;
  AnalysisProof proof_;
  Taste taste_;
  std::set<GoalId> begun_;
  std::vector<Draft> drafts_;
};

}  // namespace

Generated generate(const tir::Program& program, Coverage begun, source::SourceMap& sources, const Options& options) {
  return Generator(program, std::move(begun), sources, options).run();
}

}  // namespace msd::generate
