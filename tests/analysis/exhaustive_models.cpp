// Small random frameworks, every input of which is tried: what the models of the analysis hold, count and cut into
// cubes.
#include "tests/analysis/each_small.h"
#include "tests/support/catch.h"
#include "tests/support/settings.h"

#include "compiler/analysis/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

using namespace msd;
using namespace msd::testing;
using analysis::Atom;
using analysis::Diagrams;
using analysis::Model;
using analysis::Node;

namespace {

struct ModelFigures {
  std::size_t frameworks = 0, inputs = 0, most = 0, contents = 0, counts = 0, cubes = 0;
};

/// The inputs of a framework without rows inside, as places of the model around its row.
class Places {
 public:
  Places(const tir::Program& p, const analysis::NumberPoints& points, Inputs& in, Model& model) {
    for (std::size_t i = 0; i < in.count(); ++i) {
      bool stands = true;
      for (std::size_t c = 0; c < in.choosable().size(); ++c) {
        const Choosable& what = in.choosable()[c];
        const std::int64_t n = in.chosen(c, i);
        const bool number = what.kind == Choosable::Kind::Fact && p[what.field].type.cls == Class::Number;
        if (!number || n == testing::kAbsent) continue;
        const auto& of = points.of(what.field);
        stands = stands && std::find(of.begin(), of.end(), n) != of.end();
      }
      if (stands) inputs_.push_back(i);
    }
    for (const Atom& a : model.atoms()) {
      const auto kind = a.kind == Atom::Kind::Given ? Choosable::Kind::Given : Choosable::Kind::Fact;
      const std::size_t from = *in.find(kind, 0, a.field);
      asked_.insert(from);
      std::vector<std::uint32_t> column;
      for (std::size_t i : inputs_) {
        const std::int64_t n = in.chosen(from, i);
        std::uint32_t wanted = n == testing::kAbsent ? analysis::kGone : static_cast<std::uint32_t>(n);
        const tir::Type& type = p[a.field].type;
        if (a.kind == Atom::Kind::Member) wanted = n >= 0 && (n >> a.detail & 1) != 0 ? 1 : 0;
        if (a.kind == Atom::Kind::Fact && type.cls == Class::Set && n >= 0) wanted = 1;
        std::uint32_t value = 0;
        while (!(a.kind == Atom::Kind::Fact && type.cls == Class::Number && n >= 0
                     ? a.values[value] != analysis::kGone && model.number(a.values[value]) == n
                     : a.values[value] == wanted))
          ++value;
        column.push_back(value);
      }
      values_.push_back(std::move(column));
    }
    // An absent set is one input, and as many places as its members that were asked for have values.
    for (std::size_t k = 0; k < inputs_.size(); ++k) {
      std::size_t weight = 1;
      for (std::size_t c = 0; c < in.choosable().size(); ++c) {
        const Choosable& what = in.choosable()[c];
        if (!asked_.contains(c) && in.chosen(c, inputs_[k]) != what.contents.front()) weight = 0;
      }
      for (const Atom& a : model.atoms()) {
        if (a.kind != Atom::Kind::Member) continue;
        if (in.chosen(*in.find(Choosable::Kind::Fact, 0, a.field), inputs_[k]) == testing::kAbsent) weight *= 2;
      }
      weights_.push_back(weight);
    }
  }

  std::size_t size() const { return inputs_.size(); }
  std::size_t input(std::size_t place) const { return inputs_[place]; }
  std::size_t weight(std::size_t place) const { return weights_[place]; }
  std::uint32_t value(std::size_t place, analysis::Variable v) const { return values_[v][place]; }

 private:
  std::vector<std::size_t> inputs_;
  std::vector<std::size_t> weights_;
  std::set<std::size_t> asked_;
  std::vector<std::vector<std::uint32_t>> values_;  // by atom, place
};

class Comparison {
 public:
  Comparison(const Compiled& compiled, Inputs& in, ModelFigures& figures)
      : p_(compiled.program), in_(in), points_(p_), model_(p_, points_, {0}, {2, 1'000'000, false}),
        d_(model_.diagrams()), figures_(figures) {}

  std::string run() {
    std::vector<std::pair<std::uint32_t, Node>> cells;
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
      if (p_.fields[i].rule.valid()) model_.cell(0, {i});
    }
    for (const tir::Require& r : p_.requires_) verdicts_.push_back(model_.requirement(r));
    model_.complete();
    if (model_.exhausted()) return "the model is exhausted";
    places_.emplace(p_, points_, in_, model_);
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
      if (p_.fields[i].rule.valid()) field({i});
    }
    for (std::size_t r = 0; r < verdicts_.size(); ++r) {
      const Column column = in_.requirement(p_.requires_[r], 0);
      each(p_.requires_[r].name, verdicts_[r], [&](std::size_t i) { return finite(column[i]); });
    }
    return std::move(out_);
  }

 private:
  static std::uint32_t finite(std::int64_t n) {
    return n == testing::kAbsent     ? analysis::kGone
           : n == testing::kRejected ? analysis::kBad
                                     : static_cast<std::uint32_t>(n);
  }

  void each(const std::string& what, Node node, const std::function<std::uint32_t(std::size_t)>& wanted) {
    for (std::size_t k = 0; k < places_->size() && out_.empty(); ++k) {
      ++figures_.contents;
      const std::uint32_t got = d_.evaluate(node, [&](analysis::Variable v) { return places_->value(k, v); });
      if (got != wanted(places_->input(k))) out_ += fmt::format("another content: {}\n", what);
    }
  }

  /// A truth: how many places it has, and its cubes, which are exact and exclude each other.
  void truth(const std::string& what, Node node, const std::function<bool(std::size_t)>& wanted) {
    std::size_t expected = 0;
    std::vector<analysis::Variable> all(d_.variables());
    for (analysis::Variable v = 0; v < all.size(); ++v) all[v] = v;
    const std::vector<analysis::Cube> cubes = d_.cubes(node, 100'000);
    for (std::size_t k = 0; k < places_->size() && out_.empty(); ++k) {
      const bool holds = wanted(places_->input(k));
      expected += holds ? places_->weight(k) : 0;
      const auto inside = std::count_if(cubes.begin(), cubes.end(), [&](const analysis::Cube& cube) {
        return std::all_of(cube.begin(), cube.end(), [&](const analysis::Choice& c) {
          return (c.values >> places_->value(k, c.variable) & 1U) != 0;
        });
      });
      if (inside != (holds ? 1 : 0)) out_ += fmt::format("{} cubes hold one place: {}\n", inside, what);
    }
    ++figures_.counts;
    figures_.cubes += cubes.size();
    const std::uint64_t counted = d_.count(node, all).getLimitedValue();
    if (out_.empty() && counted != expected)
      out_ += fmt::format("{} places are counted, there are {}: {}\n", counted, expected, what);
  }

  void field(tir::FieldId id) {
    const tir::Field& f = p_[id];
    const analysis::Symbol& symbol = model_.cell(0, id);
    const Column& column = in_.cell(0, id);
    if (f.type.cls == Class::Set) {
      each(f.name, symbol.state, [&](std::size_t i) { return column[i] >= 0 ? 1U : finite(column[i]); });
      for (std::size_t v = 0; v < symbol.members.size(); ++v) {
        const auto in = [&](std::size_t i) { return column[i] >= 0 && (column[i] >> v & 1) != 0; };
        each(f.name, symbol.members[v], [&](std::size_t i) { return in(i) ? 1U : 0U; });
        truth(f.name, symbol.members[v], in);
      }
    } else if (f.type.cls == Class::Number) {
      each(f.name, d_.map(symbol.scalar, [](std::uint32_t n) { return n >= analysis::kGone ? n : 0; }),
           [&](std::size_t i) { return column[i] >= 0 ? 0 : finite(column[i]); });
    } else {
      each(f.name, symbol.scalar, [&](std::size_t i) { return finite(column[i]); });
    }
    const tir::Rule& rule = p_[f.rule];
    if (rule.kind != tir::Rule::Kind::Classify && rule.kind != tir::Rule::Kind::Unique) return;
    const analysis::TableFunction table = model_.table(rule);
    const Inputs::Table tried = in_.table(rule, 0);
    for (std::uint32_t l = 0; l < rule.lines.size(); ++l) {
      truth(f.name + " line " + rule.lines[l].name, model_.fires(table, l),
            [&](std::size_t i) { return tried.fired[i] == static_cast<std::int64_t>(l); });
    }
  }

  const tir::Program& p_;
  Inputs& in_;
  analysis::NumberPoints points_;
  Model model_;
  Diagrams& d_;
  ModelFigures& figures_;
  std::vector<Node> verdicts_;
  std::optional<Places> places_;
  std::string out_;
};

}  // namespace

TEST_CASE("models of small frameworks count and hold what every input says") {
  Random random(settings().seed + 2);
  ModelFigures figures;
  each_small(settings().frameworks / 2, random, [&](const Compiled& compiled, Inputs& in, Random&) {
    ++figures.frameworks;
    figures.inputs += in.count();
    figures.most = std::max(figures.most, in.count());
    REQUIRE(Comparison(compiled, in, figures).run() == "");
  });
  fmt::print("seed {}: {} small frameworks, {} inputs, {} at most of one: {} contents, {} counts, {} cubes\n",
             settings().seed, figures.frameworks, figures.inputs, figures.most, figures.contents, figures.counts,
             figures.cubes);
  std::fflush(stdout);
  CHECK(figures.counts > figures.frameworks);
  CHECK(figures.cubes > figures.frameworks);
}
