#include "tests/support/equivalent.h"

#include "compiler/analysis/model.h"

#include <algorithm>

namespace msd::testing {

using analysis::Diagrams;
using analysis::Model;
using analysis::Node;
using analysis::Symbol;
using tir::Program;

namespace {

constexpr std::size_t kMaxNodes = 400'000;

bool same(const tir::Rule& a, const tir::Rule& b) {
  return a.where == b.where && a.value == b.value &&
         std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                    [](const tir::Line& x, const tir::Line& y) {
                      return x.name == y.name && x.condition == y.condition && x.outcome == y.outcome;
                    });
}

bool same(const tir::Require& a, const tir::Require& b) {
  return a.where == b.where && a.condition == b.condition && a.severity == b.severity;
}

/// Where two rules of a field, or two requirements, give something else, in a model of the mutant: it has the nodes of
/// the original, too.
class Equality {
 public:
  explicit Equality(Model& model) : model_(model), d_(model.diagrams()) {}

  Node differ(const tir::Rule& a, const tir::Rule& b) {
    Node out = differ(model_.compute(a), model_.compute(b));
    if (a.kind == tir::Rule::Kind::Attach) return d_.either(out, additions(a, b));
    if (a.kind == tir::Rule::Kind::Derive) return out;
    return d_.either(out, differ(fired(a, a), fired(b, a)));
  }
  Node differ(const tir::Require& a, const tir::Require& b) {
    return differ(model_.requirement(a), model_.requirement(b));
  }

 private:
  Node differ(Node a, Node b) {
    return d_.apply(a, b, [](std::uint32_t x, std::uint32_t y) { return x == y ? 0U : 1U; });
  }
  Node differ(const Symbol& a, const Symbol& b) {
    if (a.cls != Class::Set && a.cls != Class::List) return differ(a.scalar, b.scalar);
    Node out = differ(a.state, b.state);
    if (a.rows != b.rows) return Diagrams::yes();
    for (std::size_t i = 0; i < a.members.size() && i < b.members.size(); ++i)
      out = d_.either(out, differ(a.members[i], b.members[i]));
    return a.members.size() == b.members.size() ? out : Diagrams::yes();
  }
  /// The line that fires, by its number in `names`.
  Node fired(const tir::Rule& rule, const tir::Rule& names) {
    return d_.map(model_.table(rule).fired, [&](std::uint32_t line) {
      if (line >= rule.lines.size()) return line;
      for (std::uint32_t i = 0; i < names.lines.size(); ++i) {
        if (names.lines[i].name == rule.lines[line].name) return i;
      }
      return line;
    });
  }
  Node additions(const tir::Rule& a, const tir::Rule& b) {
    const std::vector<Node> of_a = model_.additions(a), of_b = model_.additions(b);
    Node out = Diagrams::no();
    for (std::size_t i = 0; i < a.lines.size(); ++i) {
      Node other = Diagrams::no();
      for (std::size_t k = 0; k < b.lines.size(); ++k) {
        if (b.lines[k].name == a.lines[i].name) other = of_b[k];
      }
      out = d_.either(out, differ(of_a[i], other));
    }
    return out;
  }

  Model& model_;
  Diagrams& d_;
};

}  // namespace

Equivalence equivalence(const Program& program, const Mutation& mutation) {
  Program mutant = program;
  mutation.edit(mutant);
  const analysis::NumberPoints points(mutant);
  const auto in = [&](tir::RowId row, bool any_rows, const auto& a, const auto& b) {
    Model model(mutant, points, row, {2, kMaxNodes, any_rows});
    Equality comparison(model);
    const Node differ = comparison.differ(a, b);
    const bool never = model.diagrams().disjoint(model.diagrams().is(differ, 1), model.complete());
    if (model.exhausted()) return Equivalence::Unknown;
    if (never) return model.bounded() ? Equivalence::Unknown : Equivalence::Same;
    return any_rows ? Equivalence::Unknown : Equivalence::Differs;
  };
  const auto compared = [&](tir::RowId row, const auto& a, const auto& b) {
    const Equivalence bounded = in(row, false, a, b);
    return bounded == Equivalence::Unknown ? in(row, true, a, b) : bounded;
  };
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const tir::Rule &a = program.rules[i], &b = mutant.rules[i];
    if (!same(a, b)) return compared(program[a.field].row, a, b);
  }
  for (std::size_t i = 0; i < program.requires_.size(); ++i) {
    const tir::Require &a = program.requires_[i], &b = mutant.requires_[i];
    if (same(a, b)) continue;
    mutant.requires_[i].assumed = false;  // else what breaks it would be no input
    if (a.severity == b.severity) return compared(a.row, a, b);
    // How bad it is to break it is all the same only where nothing breaks it.
    tir::Require kept = a;
    kept.condition = add_truth(mutant, true, a.span);
    return compared(a.row, a, kept) == Equivalence::Same ? Equivalence::Same : Equivalence::Differs;
  }
  return Equivalence::Unknown;  // a default
}

}  // namespace msd::testing
