// Models of random frameworks held against the slow evaluator, place by place.
#include "tests/analysis/scene_of.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"
#include "tests/support/settings.h"

#include "compiler/analysis/witness.h"

#include <fmt/format.h>

using namespace msd;
using namespace msd::testing;
using analysis::Model;
using analysis::Node;

namespace {

constexpr std::size_t kPlaces = 12;  // of each model

/// A random place at which the model is valid: a walk down the diagram that turns away from what is not.
std::optional<Place> random_place(Model& model, Random& random) {
  analysis::Functions& d = model.functions();
  const Node care = model.complete();
  for (int attempt = 0; attempt < 20; ++attempt) {
    Place place;
    for (const analysis::Atom& a : model.atoms())
      place.push_back(static_cast<std::uint32_t>(random.below(a.values.size())));
    if (d.evaluate(care, [&](analysis::Variable v) { return place[v]; }) == 1) return place;
    // What the constraints need, over the rest at random.
    if (attempt > 4) {
      const auto fix = analysis::shortest(model, care);
      if (!fix) return std::nullopt;
      for (const auto& [v, value] : *fix) place[v] = value;
      if (d.evaluate(care, [&](analysis::Variable v) { return place[v]; }) == 1) return place;
    }
  }
  return std::nullopt;
}

Place place_of(const Model& model, const analysis::Assignment& at) {
  Place out(model.atoms().size());
  for (const auto& [v, value] : at) out[v] = value;
  return out;
}

struct Counts {
  std::size_t models = 0, places = 0, cells = 0, lines = 0, verdicts = 0, exhausted = 0, loose = 0;
};

/// What differs between the model of a row kind and the slow evaluator; empty if nothing does.
std::string difference(const Compiled& compiled, tir::RowId kind, bool circuits, Random& random, Counts& counts) {
  const tir::Program& p = compiled.program;
  const analysis::NumberPoints points(p);
  Model model(p, points, kind, {2, 200'000, false, circuits});
  if (model.loose()) return ++counts.loose, "";
  std::vector<tir::FieldId> ruled;
  for (tir::FieldId f : p[kind].fields) {
    if (!p[f].rule.valid()) continue;
    ruled.push_back(f);
    model.cell(0, f);
  }
  std::vector<std::uint32_t> required;
  std::vector<Node> verdicts;
  for (std::uint32_t r = 0; r < p.requires_.size(); ++r) {
    if (!(p.requires_[r].row == kind)) continue;
    required.push_back(r);
    verdicts.push_back(model.requirement(p.requires_[r]));
  }
  model.complete();
  if (model.exhausted()) return ++counts.exhausted, "";
  ++counts.models;
  const auto compare = [&](const Place& place) -> std::string {
    SceneOf scene(model, *compiled.image, place);
    ++counts.places;
    for (tir::FieldId f : ruled) {
      ++counts.cells;
      if (!scene.agrees(scene.cell(0, f).content, model.cell(0, f)))
        return fmt::format("cell {}.{} at\n{}", p[kind].name, p[f].name, scene.print());
    }
    for (std::size_t i = 0; i < required.size(); ++i) {
      ++counts.verdicts;
      const std::uint32_t mine =
          model.functions().evaluate(verdicts[i], [&](analysis::Variable v) { return place[v]; });
      const oracle::Holds holds = scene.requirement(required[i]);
      const bool same = mine == analysis::kBad    ? holds == oracle::Holds::Cannot
                        : mine == analysis::kGone ? holds == oracle::Holds::NotApplicable
                        : mine == 1               ? holds == oracle::Holds::Held
                                                  : holds == oracle::Holds::Broken;
      if (!same) return fmt::format("requirement {} at\n{}", p.requires_[required[i]].name, scene.print());
    }
    return {};
  };
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const auto place = random_place(model, random);
    if (!place) break;
    if (std::string found = compare(*place); !found.empty()) return found;
  }
  // Each line that can fire does so at the place that is given for it.
  std::uint32_t first = 0;
  for (std::uint32_t r = 0; r < p.rules.size(); first += static_cast<std::uint32_t>(p.rules[r].lines.size()), ++r) {
    const tir::Rule& rule = p.rules[r];
    if (!(p[rule.field].row == kind)) continue;
    if (rule.kind != tir::Rule::Kind::Classify && rule.kind != tir::Rule::Kind::Unique) continue;
    const analysis::TableFunction table = model.table(rule);
    const Node care = model.complete();
    if (model.exhausted()) return {};
    for (std::uint32_t line = 0; line < rule.lines.size(); ++line) {
      const Node fires = model.functions().both(care, model.fires(table, line));
      const auto at = analysis::shortest(model, model.functions().is(fires, 1));
      if (!at) continue;
      ++counts.lines;
      const Place place = place_of(model, *at);
      SceneOf scene(model, *compiled.image, place);
      if (scene.cell(0, rule.field).line != first + line)
        return fmt::format("line {} of {}.{} at\n{}", rule.lines[line].name, p[kind].name, p[rule.field].name,
                           scene.print());
    }
  }
  return {};
}

/// Compares the models of so many random frameworks.
void compare_models(bool circuits, std::size_t frameworks, std::uint64_t first) {
  Random random(first);
  Counts counts;
  for (std::size_t i = 0; i < frameworks; ++i) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    const Framework framework = random_framework(own);
    const Compiled compiled = compile(print(framework));
    if (!compiled.image) continue;
    for (std::uint32_t kind = 0; kind < compiled.program.rows.size(); ++kind) {
      const std::string found = difference(compiled, {kind}, circuits, own, counts);
      INFO("seed " << seed << "\n" << print(framework));
      REQUIRE(found == "");
    }
  }
  INFO(fmt::format("{} models, {} places, {} cells, {} lines, {} verdicts, {} exhausted, {} loose", counts.models,
                   counts.places, counts.cells, counts.lines, counts.verdicts, counts.exhausted, counts.loose));
  CHECK(counts.models > frameworks);
  CHECK(counts.cells > 10 * frameworks);
  CHECK(counts.lines > frameworks);
  CHECK(counts.exhausted * 10 < counts.models);
}

tir::FieldId field_of(const tir::Program& p, std::string_view name) {
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    if (p[p.fields[i].row].name + "." + p.fields[i].name == name) return {i};
  }
  return {};
}

}  // namespace

TEST_CASE("models agree with the slow evaluator on random frameworks") {
  compare_models(false, settings().frameworks / 4, settings().seed);
}

TEST_CASE("models of circuits agree with the slow evaluator, too") {
  compare_models(true, settings().frameworks / 8, settings().seed + 2);
}

TEST_CASE("what cannot happen with rows left free does not happen in any design") {
  Random random(settings().seed + 1);
  std::size_t checked = 0;
  for (std::size_t i = 0; i < settings().frameworks / 8; ++i) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    const Framework framework = random_framework(own);
    const Compiled compiled = compile(print(framework));
    if (!compiled.image) continue;
    const tir::Program& p = compiled.program;
    const analysis::NumberPoints points(p);
    DesignOptions options;
    options.max_rows = 4;
    std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> can_fire;
    for (std::uint32_t r = 0; r < p.rules.size(); ++r) {
      const tir::Rule& rule = p.rules[r];
      if (rule.kind != tir::Rule::Kind::Classify && rule.kind != tir::Rule::Kind::Unique) continue;
      Model model(p, points, p[rule.field].row, {2, 200'000, true});
      const analysis::TableFunction table = model.table(rule);
      const Node care = model.complete();
      if (!model.exhausted() && !model.bounded())
        can_fire.emplace_back(r, model.functions().terminals(table.fired, care));
    }
    for (int n = 0; n < 6; ++n) {
      const Design design = random_design(p, *compiled.image, options, own);
      const eval::Facts made = facts(design, p, *compiled.image);
      oracle::Answers answers;
      const oracle::Standing standing;
      for (const oracle::Question& q : oracle::questions(p, made)) {
        const auto all = oracle::answers_to(p, made, q, 1);
        answers[q] = all.empty() ? oracle::absent() : all[own.below(all.size())];
      }
      oracle::World world(p, made, answers, standing);
      for (const auto& [r, lines] : can_fire) {
        const tir::FieldId field = p.rules[r].field;
        std::uint32_t first = 0;
        for (std::uint32_t k = 0; k < r; ++k) first += static_cast<std::uint32_t>(p.rules[k].lines.size());
        for (eval::RowIndex row : made.of_kind(p[field].row.index)) {
          const std::uint32_t line = world.cell({row, field.index}).line;
          if (line == eval::kNone) continue;
          ++checked;
          INFO("seed " << seed << "\n" << print(framework) << print(design, p));
          INFO(p.rules[r].lines[line - first].name << " of " << p[field].name << ": is the number " << line - first);
          REQUIRE(std::find(lines.begin(), lines.end(), line - first) != lines.end());
        }
      }
    }
  }
  CHECK(checked > settings().frameworks / 2);
}

TEST_CASE("a reference leads to as many rows as a variable has values, and that is a bound") {
  // Three kinds inside each other, four rows of each: 64 that `to` may lead to, or to none.
  const Compiled compiled = compile(R"(framework made 1.0
row outer
row middle in outer as middles back owner
row inner in middle as inners back owner
row item
field inner.a : bool given
field item.to : optional inner given
field item.f : bool derived from item.to, inner.a
derive item.f = to is given and to.a
)");
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  const tir::Program& p = compiled.program;
  const analysis::NumberPoints points(p);
  const tir::FieldId to = field_of(p, "item.to");
  Model model(p, points, p[to].row, {4, 100'000});
  const std::vector<std::uint32_t> leads = model.functions().terminals(model.cell(0, to).scalar);
  CHECK(leads.size() == analysis::Functions::kMostValues);
  CHECK(leads.back() == analysis::kGone);
  CHECK(model.bounded());
  CHECK_FALSE(model.functions().never(model.functions().is(model.cell(0, field_of(p, "item.f")).scalar, 1)));
  CHECK_FALSE(model.exhausted());
}

TEST_CASE("what looks at rows that another cell made rests on the bound, too") {
  const Compiled compiled = compile(R"(framework made 1.0
row part
row item
field item.one : part given
field item.two : part given
)");
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  const tir::Program& p = compiled.program;
  const analysis::NumberPoints points(p);
  Model model(p, points, p[field_of(p, "item.one")].row, {2, 100'000});
  for (const char* name : {"item.one", "item.two"}) {
    INFO(name);
    model.reset_bounded();
    model.cell(0, field_of(p, name));
    CHECK(model.bounded());
  }
}
