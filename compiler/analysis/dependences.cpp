// monotone and independent: what happens to a computed field when one fact changes and all else stays.
#include "compiler/analysis/declared.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace msd::analysis {

using diag::Id;

namespace {

/// Two inputs that differ in the fact alone.
struct Pair {
  Assignment before, after;
};

class Dependence {
 public:
  Dependence(Model& model, const tir::Dependence& q) : p_(model.program()), q_(q), model_(model), d_(model.diagrams()) {
    model_.reset_bounded();
    content_ = model_.cell(0, q.field);
    care_ = model_.complete();
  }

  bool exhausted() const { return d_.exhausted(); }
  bool bounded() const { return model_.bounded(); }
  Model& model() { return model_; }

  std::optional<Pair> refuted() {
    for (const auto& [slot, variables] : facts()) {
      std::optional<Pair> found = q_.monotone ? order(variables) : change(variables);
      if (found || exhausted()) return found;
    }
    return std::nullopt;
  }

 private:
  /// The variables of the fact, by the row that it is in.
  std::map<Slot, std::vector<Variable>> facts() const {
    std::set<Variable> read;
    std::vector<Node> parts = content_.members;
    parts.push_back(content_.scalar);
    parts.push_back(content_.state);
    for (Node part : parts) {
      for (Variable v : d_.support(part)) read.insert(v);
    }
    std::map<Slot, std::vector<Variable>> out;
    for (Variable v : read) {
      if (model_.atoms()[v].field == q_.fact) out[model_.atoms()[v].slot];
    }
    for (Variable v = 0; v < model_.atoms().size(); ++v) {
      const auto found = out.find(model_.atoms()[v].slot);
      if (found != out.end() && model_.atoms()[v].field == q_.fact) found->second.push_back(v);
    }
    return out;
  }

  // ---- monotone
  std::int64_t rank(const tir::Type& type, std::uint32_t terminal) const {
    return type.cls == Class::Number ? model_.number(terminal) : static_cast<std::int64_t>(terminal);
  }

  /// Values of the fact in their order, each by its number in the variable.
  std::vector<std::uint32_t> values(Variable v) const {
    const std::vector<std::uint32_t>& all = model_.atoms()[v].values;
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i] < kSomeRow) out.push_back(i);
    }
    const tir::Type& type = p_[q_.fact].type;
    std::stable_sort(out.begin(), out.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rank(type, all[a]) < rank(type, all[b]); });
    return out;
  }

  /// Neighbours first; values that are further apart can tell more only where assumptions exclude those between them.
  std::optional<Pair> order(const std::vector<Variable>& variables) {
    for (Variable v : variables) {
      if (model_.atoms()[v].kind != Atom::Kind::Fact) continue;
      const std::vector<std::uint32_t> all = values(v);
      const auto assumed = d_.support(care_);
      const std::size_t furthest = std::binary_search(assumed.begin(), assumed.end(), v) ? all.size() : 2;
      for (std::size_t far = 1; far < furthest; ++far) {
        for (std::size_t i = 0; i + far < all.size(); ++i) {
          const Node wrong = falls(v, all[i], all[i + far]);
          if (exhausted()) return std::nullopt;
          const auto at = shortest(model_, wrong);
          if (!at) continue;
          Pair out{*at, *at};
          out.before.emplace_back(v, all[i]);
          out.after.emplace_back(v, all[i + far]);
          return out;
        }
      }
    }
    return std::nullopt;
  }

  /// Where the field goes the wrong way when the variable goes from one value to a higher one.
  Node falls(Variable v, std::uint32_t low, std::uint32_t high) {
    const tir::Type& type = p_[q_.field].type;
    const bool down = q_.down;
    const Node wrong =
        d_.apply(d_.restrict(content_.scalar, v, low), d_.restrict(content_.scalar, v, high),
                 [&](std::uint32_t a, std::uint32_t b) {
                   if (a >= kSomeRow || b >= kSomeRow) return 0U;
                   return (down ? rank(type, b) > rank(type, a) : rank(type, b) < rank(type, a)) ? 1U : 0U;
                 });
    return d_.both(wrong, d_.both(d_.restrict(care_, v, low), d_.restrict(care_, v, high)));
  }

  // ---- independent
  std::optional<Pair> change(const std::vector<Variable>& variables) {
    std::vector<bool> mine(d_.variables());
    for (Variable v : variables) mine[v] = true;
    std::vector<Node> parts = content_.members;
    parts.push_back(content_.cls == Class::Set ? content_.state : content_.scalar);
    for (Node part : parts) {
      const std::vector<std::uint32_t> all = d_.terminals(part, care_);
      std::vector<Node> there, possible;
      for (std::uint32_t t : all) {
        there.push_back(d_.both(care_, d_.is(part, t)));
        possible.push_back(d_.exists(there.back(), mine));
      }
      for (std::size_t j = 1; j < all.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
          const auto at = shortest(model_, d_.both(possible[i], possible[j]));
          if (exhausted()) return std::nullopt;
          if (at) return pair(*at, there[i], there[j], mine);
        }
      }
    }
    return std::nullopt;
  }

  /// Two places that agree in all but the variables that are `mine`, one in each of the truths.
  std::optional<Pair> pair(const Assignment& common, Node first, Node second, const std::vector<bool>& mine) {
    Assignment shared = common;
    Assignment own[2];
    const Node truths[2] = {first, second};
    for (int side = 0; side < 2; ++side) {
      Node n = truths[side];
      for (const auto& [variable, value] : shared) n = d_.restrict(n, variable, value);
      const auto at = shortest(model_, n);
      if (!at) return std::nullopt;
      for (const auto& choice : *at) (mine[choice.first] ? own[side] : shared).push_back(choice);
    }
    Pair out{shared, shared};
    fill(out.before, own[0], own[1]);
    fill(out.after, own[1], own[0]);
    return out;
  }

  /// What one side leaves open is as on the other side.
  static void fill(Assignment& to, const Assignment& own, const Assignment& other) {
    to.insert(to.end(), own.begin(), own.end());
    for (const auto& choice : other) {
      const bool said = std::any_of(own.begin(), own.end(), [&](const auto& c) { return c.first == choice.first; });
      if (!said) to.push_back(choice);
    }
  }

  const tir::Program& p_;
  const tir::Dependence& q_;
  Model& model_;
  Diagrams& d_;
  Symbol content_;
  Node care_;
};

/// The field reads the fact, over however many fields.
bool reaches(const Workspace& w, tir::FieldId field, tir::FieldId fact) {
  const tir::Program& p = w.program();
  std::vector<tir::FieldId> open{field};
  std::set<std::uint32_t> seen{field.index};
  while (!open.empty()) {
    const tir::FieldId at = open.back();
    open.pop_back();
    if (at == fact) return true;
    std::vector<tir::FieldId> next;
    if (p[at].rule.valid()) next = w.reads(p[p[at].rule]);
    if (p[at].builtin == tir::Builtin::Inverse) next.push_back(p[at].inverse_of);
    for (const tir::Row& row : p.rows) {
      // A display id counts rows; the row that a selector names is looked at by whoever reads the row.
      if (p[at].builtin == tir::Builtin::Id && row.id_where.valid()) {
        for (tir::FieldId f : w.reads(row.id_where)) next.push_back(f);
      }
      if (p[at].row.valid() && row.selector.valid() && &row == &p[p[at].row]) next.push_back(row.selector);
    }
    for (tir::FieldId f : next) {
      if (seen.insert(f.index).second) open.push_back(f);
    }
  }
  return false;
}

/// A cell of the row at hand, of one around it, or of a row that is there once: the model with free rows has it as it
/// is.
bool local(const tir::Program& p, tir::ExprId id) {
  const tir::Expr& e = p[id];
  if (e.op != Op::Load) return false;
  const tir::Expr& from = p[e.a];
  if (from.op == Op::Here) return true;
  if (from.op == Op::Single) return !p.rows[from.x].selector.valid();
  return from.op == Op::Load && p.fields[from.x].builtin == tir::Builtin::Back && local(p, e.a);
}

/// Where rows are left free, some part of what the field rests on no longer shows that it reads the fact.
bool hidden(const Workspace& w, tir::FieldId field, tir::FieldId fact) {
  const tir::Program& p = w.program();
  std::vector<tir::FieldId> open{field};
  std::set<std::uint32_t> seen{field.index};
  bool found = false;
  const std::function<void(tir::ExprId)> walk = [&](tir::ExprId id) {
    if (!id.valid() || found) return;
    const tir::Expr& e = p[id];
    if (local(p, id)) {
      if (seen.insert(e.x).second) open.push_back({e.x});
      return;
    }
    const bool counts = e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct || e.op == Op::First;
    if (counts || e.op == Op::Load || e.op == Op::Collect || e.op == Op::Single || e.type.cls == Class::List) {
      for (tir::FieldId read : w.reads(id)) found = found || reaches(w, read, fact);
      if (e.op == Op::Single && p.rows[e.x].selector.valid()) found = true;
      return;
    }
    for (tir::ExprId part : {e.a, e.b, e.c, e.d}) walk(part);
  };
  while (!open.empty() && !found) {
    const tir::Field& at = p[open.back()];
    open.pop_back();
    if (!at.rule.valid()) continue;
    for (tir::ExprId id : w.expressions(p[at.rule])) walk(id);
  }
  return found;
}

std::string declared(const Workspace& w, const tir::Dependence& q) {
  return fmt::format("`{} {} {} {}{}`", q.monotone ? "monotone" : "independent", w.name(q.field),
                     q.monotone ? "in" : "of", w.name(q.fact), q.monotone && q.down ? " down" : "");
}

}  // namespace

bool check_dependence(Workspace& w, std::uint32_t index) {
  const tir::Program& p = w.program();
  const tir::Dependence& q = p.dependences[index];
  if (!reaches(w, q.field, q.fact)) {
    ++w.proved;
    return true;
  }
  if (w.model(p[q.field].row).circuits()) return false;  // which cannot be asked for two places at once
  Dependence check(w.model(p[q.field].row), q);
  const std::optional<Pair> pair = check.refuted();
  if (check.exhausted()) return false;
  if (!pair) {
    bool proved = !check.bounded();
    if (!proved && !hidden(w, q.field, q.fact)) {
      Dependence any(w.free_model(p[q.field].row), q);
      proved = !any.refuted() && !any.exhausted() && !any.bounded();
      if (any.exhausted() && !w.last()) return false;
    }
    if (proved) {
      ++w.proved;
      return true;
    }
    Claim c{Id::ProvedForFew, q.span, {declared(w, q)}};
    c.dependence = index;
    c.bounded = true;
    w.claim(std::move(c));
    return true;
  }
  Claim c{q.monotone ? Id::NotMonotone : Id::NotIndependent, q.span, {w.name(q.fact)}};
  if (q.monotone) c.words.push_back(q.down ? "raise" : "lower");
  c.words.insert(q.monotone ? c.words.end() : c.words.begin(), w.name(q.field));
  c.label = "these two inputs differ in that fact alone";
  c.notes.push_back({p[p[q.field].rule].span, "the rule"});
  c.help = "mend the rule, or take this out";
  c.dependence = index;
  Model& model = check.model();
  const std::string happens = w.name(q.fact) + (q.monotone ? " is raised" : " changes");
  c.witness = witness(model, pair->before, "before " + happens, expectations(model, 0, q.field, pair->before));
  c.witness->text += witness(model, pair->after, "after " + happens, expectations(model, 0, q.field, pair->after)).text;
  if (check.exhausted()) return false;
  w.claim(std::move(c));
  return true;
}

}  // namespace msd::analysis
