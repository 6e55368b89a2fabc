#include "compiler/fix/propose.h"

#include "compiler/diff/reach.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::fix {

using analysis::Atom;
using analysis::kGone;
using analysis::Model;
using analysis::Node;
using analysis::NumberPoints;
using diff::Side;
using diff::Space;
using tir::FieldId;

namespace {

/// Conditions of rules, from the places of a model in which all that the table reads is a fact.
class Written {
 public:
  Written(const Model& model, const NumberPoints& points) : model_(model), points_(points), words_(model, points) {}

  /// Empty where no condition of a rule says it.
  std::string condition(const analysis::Choice& choice) const {
    const Atom& atom = model_.atoms()[choice.variable];
    const bool yes = (choice.values >> 1U & 1U) != 0;
    switch (atom.kind) {
    case Atom::Kind::Given: return name(atom) + (yes ? " is given" : " is not given");
    case Atom::Kind::Fits:
    case Atom::Kind::Uses: return words_.condition(choice);
    case Atom::Kind::Member:
      return model_.program()[atom.field].type.cls == Class::Set ? words_.condition(choice) : std::string();
    case Atom::Kind::Fact: return fact(atom, choice.values);
    default: return {};
    }
  }

 private:
  std::string name(const Atom& atom) const {
    const std::string at = words_.row(atom.slot);
    return (at.empty() ? "" : at + ".") + model_.program()[atom.field].name;
  }

  std::string fact(const Atom& atom, std::uint64_t values) const {
    const tir::Type& type = model_.program()[atom.field].type;
    const auto taken = [&](std::size_t i) { return (values >> i & 1U) != 0; };
    bool gone = false;
    for (std::size_t i = 0; i < atom.values.size(); ++i) gone = gone || (atom.values[i] == kGone && taken(i));
    std::vector<std::string> parts;
    if (type.cls == Class::Number)
      parts = numbers(atom, values);
    else if (type.cls == Class::Bool || type.cls == Class::Enum)
      parts = finite(atom, values);
    else if (type.cls == Class::Set)
      return name(atom) + (taken(1) ? " is given" : " is absent");
    else
      return {};
    if (gone) parts.push_back(name(atom) + " is absent");
    if (parts.size() < 2) return parts.empty() ? std::string() : parts.front();
    return fmt::format("({})", fmt::join(parts, " or "));
  }

  std::vector<std::string> finite(const Atom& atom, std::uint64_t values) const {
    const tir::Type& type = model_.program()[atom.field].type;
    std::vector<std::string> in;
    std::size_t all = 0;
    for (std::size_t i = 0; i < atom.values.size(); ++i) {
      if (atom.values[i] == kGone) continue;
      ++all;
      if ((values >> i & 1U) != 0) in.push_back(words_.value(type, atom.values[i]));
    }
    if (in.empty()) return {};
    if (in.size() == all) return {name(atom) + " is given"};
    if (type.cls == Class::Bool) return {in.front() == "yes" ? name(atom) : "not " + name(atom)};
    if (in.size() == 1) return {name(atom) + " == " + in.front()};
    return {fmt::format("{} in {{{}}}", name(atom), fmt::join(in, ", "))};
  }

  std::vector<std::string> numbers(const Atom& atom, std::uint64_t values) const {
    std::size_t count = atom.values.size();
    if (count != 0 && atom.values.back() == kGone) --count;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < count; ++i) {
      if ((values >> i & 1U) == 0) continue;
      std::size_t last = i;
      while (last + 1 < count && (values >> (last + 1) & 1U) != 0) ++last;
      parts.push_back(run(atom, i, last, count));
      i = last;
    }
    return parts;
  }

  /// What is between two constants stands for all that lies between them.
  std::string run(const Atom& atom, std::size_t first, std::size_t last, std::size_t count) const {
    const tir::Type& type = model_.program()[atom.field].type;
    const auto shown = [&](std::size_t i) { return print_quantity(model_.number(atom.values[i]), type.dimension); };
    const auto cut = [&](std::size_t i) { return points_.cut(atom.field, model_.number(atom.values[i])); };
    if (first == last && cut(first)) return name(atom) + " == " + shown(first);
    std::vector<std::string> both;
    if (first != 0) both.push_back(name(atom) + (cut(first) ? " >= " + shown(first) : " > " + shown(first - 1)));
    if (last + 1 != count) both.push_back(name(atom) + (cut(last) ? " <= " + shown(last) : " < " + shown(last + 1)));
    if (both.empty()) return name(atom) + " is given";
    return fmt::format("{}", fmt::join(both, " and "));
  }

  const Model& model_;
  const NumberPoints& points_;
  diff::Words words_;
};

std::vector<std::string> values_of(const tir::Program& p, const tir::Type& type) {
  std::vector<std::string> out;
  if (type.cls == Class::Bool) out = {"yes", "no"};
  if (type.cls == Class::Enum) {
    for (const tir::EnumValue& v : p[type.enum_].values) out.push_back(v.name);
  }
  return out;
}

}  // namespace

Proposal propose(const tir::Program& program, FieldId field, const ProposeOptions& options) {
  const diff::Sides sides{program, program};
  const diff::Matching matching = diff::match(sides, {});
  diff::Own own;
  own.space = std::make_shared<Space>(sides, matching, diff::Plan{true, {}});
  const FieldId here = own.space->add_rule(Side::New, field, own.space->rule_of(Side::New, field, {}));
  const tir::Program& p = own.space->program();
  const NumberPoints points(p);
  Model model(p, points, p[here].row, {diff::rows_for(points, options.rows), options.max_nodes, false});
  const tir::Rule& rule = p[p[here].rule];
  const analysis::TableFunction table = model.table(rule);
  const Node gap = model.fires(table, static_cast<std::uint32_t>(rule.lines.size() - 1));
  const Node care = model.complete();
  Proposal out;
  out.values = values_of(program, program[field].type);
  if (model.exhausted()) return out;
  const diff::Cover cover = diff::cover(model.diagrams(), model.diagrams().both(gap, care), care, options.rules);
  own.atoms = model.atoms();

  Space whole(sides, matching, diff::Plan{false, std::vector<bool>(program.fields.size(), true)});
  const NumberPoints whole_points(whole.program());
  Model facts(whole.program(), whole_points, whole.row(Side::New, program[field].row),
              {diff::rows_for(whole_points, options.rows), options.max_nodes, false});
  diff::Reach reach(own, whole, facts);
  const Written written(model, points);
  for (const analysis::Cube& cube : cover.cubes) {
    diff::Part part;
    part.cube = cube;
    if (!reach.possible(part)) continue;
    std::vector<std::string> conditions;
    for (const analysis::Choice& choice : cube) conditions.push_back(written.condition(choice));
    const bool said =
        std::none_of(conditions.begin(), conditions.end(), [](const std::string& c) { return c.empty(); });
    if (said && !conditions.empty())
      out.conditions.push_back(fmt::format("{}", fmt::join(conditions, " and ")));
    else
      out.whole = false;
  }
  out.whole = out.whole && cover.whole && !model.exhausted() && !facts.exhausted();
  return out;
}

}  // namespace msd::fix
