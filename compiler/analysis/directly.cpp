#include "compiler/analysis/directly.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

constexpr std::size_t kNodes = 200'000;  ///< of the diagrams of one table

/// The same program, in which this rule is the only one: what others compute is a fact.
tir::Program alone(const tir::Program& program, tir::FieldId field) {
  tir::Program out = program;
  for (std::size_t i = 0; i < out.fields.size(); ++i) {
    tir::Field& f = out.fields[i];
    if (i == field.index || !f.rule.valid()) continue;
    f.rule = {};
    f.default_value.reset();
  }
  return out;
}

/// Values of one variable that no condition tells apart are one: the first of them stands for all.
class Classes {
 public:
  Classes(Diagrams& d, Variable v, const std::vector<Node>& conditions) : d_(d), v_(v) {
    for (std::uint32_t value = 0; value < d.values(v); ++value) {
      std::vector<Node> seen;
      for (Node c : conditions) seen.push_back(d.restrict(c, v, value));
      const auto found = std::find(seen_.begin(), seen_.end(), seen);
      members_.resize(std::max<std::size_t>(members_.size(), static_cast<std::size_t>(found - seen_.begin()) + 1));
      members_[static_cast<std::size_t>(found - seen_.begin())].push_back(value);
      if (found == seen_.end()) seen_.push_back(std::move(seen));
    }
  }
  /// Where one of each class holds, its first one does.
  Node fold(Node truth) {
    Node out = Diagrams::no();
    for (const std::vector<std::uint32_t>& values : members_) {
      Node any = Diagrams::no();
      for (std::uint32_t value : values) any = d_.either(any, d_.restrict(truth, v_, value));
      std::vector<std::uint32_t> first(d_.values(v_), 0);
      first[values.front()] = 1;
      out = d_.either(out, d_.both(d_.select(v_, first), any));
    }
    return out;
  }

 private:
  Diagrams& d_;
  Variable v_;
  std::vector<std::vector<Node>> seen_;  ///< what is left of the conditions, by class
  std::vector<std::vector<std::uint32_t>> members_;
};

}  // namespace

std::optional<Combinations> combinations(const Workspace& workspace, tir::FieldId field, std::uint32_t line) {
  const tir::Program program = alone(workspace.program(), field);
  const NumberPoints points(program);
  Model model(program, points, program[field].row, {workspace.rows(), kNodes, true});
  Diagrams& d = model.diagrams();
  const tir::Rule& rule = program[program[field].rule];
  const TableFunction table = model.table(rule);
  const Node applies = d.is(d.both(table.live, model.complete()), 1);
  const Node here = d.both(model.fires(table, line), applies);
  std::vector<Node> conditions;
  std::vector<bool> others(d.variables(), true);
  for (const tir::Line& l : rule.lines) {
    if (!l.condition.valid()) continue;
    conditions.push_back(d.is(model.truth(l.condition), 1));
    others.resize(d.variables(), true);
    for (Variable v : d.support(conditions.back())) others[v] = false;
  }
  std::vector<Variable> among;
  Node of[2] = {d.exists(here, others), d.exists(applies, others)};
  for (Variable v = 0; v < others.size() && !d.exhausted(); ++v) {
    if (others[v]) continue;
    among.push_back(v);
    Classes classes(d, v, conditions);
    for (Node& n : of) n = classes.fold(n);
  }
  if (d.exhausted() || among.empty()) return std::nullopt;
  return Combinations{d.count(of[0], among), d.count(of[1], among)};
}

std::string told_directly(const Workspace& workspace, tir::FieldId field, std::uint32_t line) {
  const auto found = combinations(workspace, field, line);
  if (!found) return {};
  return fmt::format("{} of the {} combinations of what its conditions read end here", decimal(found->here),
                     decimal(found->all));
}

}  // namespace msd::analysis
