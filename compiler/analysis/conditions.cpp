// Conditions that change nothing: parts that the others imply, and parts that matter only to inputs that earlier rules
// take.
#include "compiler/analysis/long_tables.h"

#include <fmt/format.h>

#include <functional>

namespace msd::analysis {

namespace {

using diag::Id;
using tir::ExprId;

struct Part {
  ExprId id;
  bool neutral;  ///< true among the parts of an `and`, false among those of an `or`
};

/// The operands of the `and` and `or` of an expression, the outer ones first.
void parts(const tir::Program& p, ExprId id, std::vector<Part>& out) {
  if (!id.valid()) return;
  const tir::Expr& e = p[id];
  if (e.op == Op::And || e.op == Op::Or) {
    for (ExprId side : {e.a, e.b}) {
      if (p[side].op != e.op) out.push_back({side, e.op == Op::And});
      parts(p, side, out);
    }
    return;
  }
  if (e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct || e.op == Op::First) parts(p, e.a, out);
  if (e.op != Op::Load) {
    for (ExprId side : {e.a, e.b, e.c, e.d}) parts(p, side, out);
  }
}

bool inside(const tir::Program& p, ExprId outer, ExprId inner) {
  if (!outer.valid()) return false;
  if (outer == inner) return true;
  const tir::Expr& e = p[outer];
  for (ExprId side : {e.a, e.b, e.c, e.d}) {
    if (inside(p, side, inner)) return true;
  }
  return false;
}

using Same = std::function<bool(Node, Node)>;

/// Parts of `condition` without which `result` is the same; each found is left out for the next. `result` is asked with
/// parts replaced.
std::vector<Part> redundant(Model& model, ExprId condition, const Same& same, const std::function<Node()>& result) {
  const tir::Program& p = model.program();
  Functions& d = model.functions();
  std::vector<Part> all;
  parts(p, condition, all);
  std::vector<Part> found;
  if (all.empty()) return found;
  const Node before = result();
  for (const Part& part : all) {
    bool covered = false;
    for (const Part& other : found) covered = covered || inside(p, other.id, part.id);
    if (covered) continue;
    model.replace(part.id, part.neutral);
    const Node after = result();
    if (!d.exhausted() && same(after, before) && !d.exhausted())
      found.push_back(part);
    else
      model.undo_replace();
  }
  model.plain();
  return found;
}

std::vector<Part> redundant(Model& model, ExprId condition, Node care, const std::function<Node()>& result) {
  return redundant(
      model, condition, [&](Node a, Node b) { return model.functions().same(a, b, care); }, result);
}

/// What earlier lines leave over, for tables of any length.
class Open {
 public:
  Open(Workspace& w, Model& model, const tir::Rule& rule, const TableFunction& table, Node care)
      : d_(model.functions()), table_(table), applies_(d_.both(table.live, care)) {
    if (rule.lines.size() <= w.long_table() || model.circuits()) return;
    cover_.emplace(model.diagrams(), w.cover_steps());
    for (Node condition : table.conditions) cover_->add(condition);
  }
  bool exhausted() const { return cover_ && cover_->exhausted(); }
  /// The two are the same for all inputs that come to the line at hand.
  bool same(Node a, Node b) {
    if (!cover_) return d_.same(a, b, d_.both(applies_, d_.negate(earlier_)));
    return !cover_->left(d_.both(d_.differs(a, b), applies_), static_cast<std::uint32_t>(line_)) &&
           !cover_->exhausted();
  }
  void next() {
    if (!cover_) earlier_ = d_.either(earlier_, table_.conditions[line_]);
    ++line_;
  }

 private:
  Functions& d_;
  const TableFunction& table_;
  Node applies_;
  Node earlier_ = Functions::no();
  std::optional<Cover> cover_;
  std::size_t line_ = 0;
};

}  // namespace

bool check_conditions(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Rule& rule = p[p[field].rule];
  Model& model = w.model(p[field].row);
  Functions& d = model.functions();
  std::vector<Claim> made;
  const auto claim = [&](Id id, const Part& part, std::uint32_t line, const std::string& where, bool bounded) {
    Claim c{id, p[part.id].span, {where}};
    c.field = field;
    c.line = line;
    c.part = part.id;
    c.bounded = bounded;
    c.label =
        part.neutral ? "the rest of the condition implies it" : "the rest of the condition holds whenever it does";
    if (id == Id::RedundantAfter) c.label = "it matters only for inputs that earlier rules take";
    c.help = "leave it out";
    made.push_back(std::move(c));
  };
  const auto is_table = rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
  model.reset_bounded();
  const TableFunction table = is_table ? model.conditions(rule) : TableFunction{};
  const Node care = model.valid();  // a fact that is left out is a case of its own
  Open open(w, model, rule, table, care);
  for (std::uint32_t i = 0; i < rule.lines.size() && !d.exhausted() && !open.exhausted(); ++i) {
    const tir::Line& line = rule.lines[i];
    if (is_table) {
      if (w.find(Id::DeadRule, field, i) == nullptr && line.condition.valid()) {
        const std::string where = fmt::format("the rule `{}` of `{}`", line.name, w.name(field));
        const auto result = [&] { return d.is(model.truth(line.condition), 1); };
        const Node applies = d.both(table.live, care);
        const std::vector<Part> own = redundant(model, line.condition, applies, result);
        for (const Part& part : own) claim(Id::RedundantCondition, part, i, where, model.bounded());
        // The earlier lines already said no to the rest.
        const Same same = [&](Node a, Node b) { return open.same(a, b); };
        for (const Part& part : redundant(model, line.condition, same, result)) {
          bool said = false;
          for (const Part& o : own) said = said || inside(p, o.id, part.id);
          if (!said) claim(Id::RedundantAfter, part, i, where, model.bounded());
        }
      }
      open.next();
      continue;
    }
    if (w.find(Id::DeadRule, field, i) != nullptr || !line.condition.valid()) continue;
    const auto result = [&] { return model.additions(rule)[i]; };
    for (const Part& part : redundant(model, line.condition, care, result))
      claim(Id::RedundantCondition, part, i, fmt::format("the rule `{}` of `{}`", line.name, w.name(field)),
            model.bounded());
  }
  if (rule.where.valid()) {
    const auto result = [&] { return d.is(model.truth(rule.where), 1); };
    for (const Part& part : redundant(model, rule.where, care, result))
      claim(Id::RedundantCondition, part, UINT32_MAX, fmt::format("where `{}` applies", w.name(field)),
            model.bounded());
  }
  if (rule.kind == tir::Rule::Kind::Derive && p[field].type.cls == Class::Bool) {
    const auto result = [&] { return model.compute(rule).scalar; };
    for (const Part& part : redundant(model, rule.value, care, result))
      claim(Id::RedundantCondition, part, UINT32_MAX, fmt::format("`{}`", w.name(field)), model.bounded());
  }
  if (d.exhausted() || open.exhausted()) return false;
  for (Claim& c : made) w.claim(std::move(c));
  return true;
}

namespace {

/// Asks whether a computed cell is there, which a design that leaves its facts out does not answer.
bool keeps_open(const Workspace& w, ExprId condition) {
  for (tir::FieldId f : w.asks(condition)) {
    if (w.program()[f].rule.valid()) return true;
  }
  return false;
}

}  // namespace

bool check_requirement(Workspace& w, std::uint32_t index) {
  const tir::Program& p = w.program();
  const tir::Require& r = p.requires_[index];
  Model& model = w.model(r.row);
  Functions& d = model.functions();
  const auto verdicts = [&](Model& m) {
    const Node verdict = m.requirement(r);
    const std::vector<std::uint32_t> all = m.functions().terminals(verdict, m.valid());
    struct {
      bool held = false, broken = false;
    } out;
    for (std::uint32_t t : all) {
      out.held = out.held || t == 1;
      out.broken = out.broken || t == 0;
    }
    return out;
  };
  model.reset_bounded();
  const auto few = verdicts(model);
  const bool bounded = model.bounded();
  const Node verdict = model.requirement(r);
  w.depends(model, verdict);
  if (d.exhausted()) return false;
  bool rests = false;
  if (bounded && (!few.held || !few.broken)) {
    Model& free = w.free_model(r.row);
    free.reset_bounded();
    const auto any = verdicts(free);
    if (free.exhausted() && !w.last()) return false;
    rests = free.exhausted() || free.bounded() || any.held != few.held || any.broken != few.broken;
  }
  std::vector<Claim> made;
  const auto claim = [&](Id id, source::Span span, const std::string& help) {
    Claim c{id, span, {r.name}};
    c.bounded = rests;
    c.requirement = index;
    c.help = help;
    made.push_back(std::move(c));
  };
  if (!few.held && !few.broken) {
    claim(Id::NeverApplies, r.span, "remove it, or mend its `where`");
    if (r.where.valid()) made.back().notes.push_back({p[r.where].span, "this never holds"});
  } else if (!few.held) {
    claim(Id::ContradictoryRequirement, r.span, "no design can meet it where it applies: mend its condition");
    made.back().notes.push_back({p[r.condition].span, "this never holds where the requirement applies"});
  } else if (!few.broken && keeps_open(w, r.condition)) {
    // It is never broken, but it stays open until what it asks for is decided.
  } else if (!few.broken) {
    claim(Id::AlwaysHolds, r.span, "no design can break it: remove it, or mend its condition");
    made.back().notes.push_back({p[r.condition].span, "this always holds where the requirement applies"});
  } else {
    const Node care = model.valid();
    for (const ExprId condition : {r.where, r.condition}) {
      const auto result = [&] { return model.requirement(r); };
      for (const Part& part : redundant(model, condition, care, result)) {
        Claim c{Id::RedundantCondition, p[part.id].span, {fmt::format("the requirement `{}`", r.name)}};
        c.bounded = bounded;
        c.requirement = index;
        c.part = part.id;
        c.label = "every verdict is the same without it";
        c.help = "leave it out";
        made.push_back(std::move(c));
      }
    }
  }
  if (d.exhausted()) return false;
  for (Claim& c : made) w.claim(std::move(c));
  return true;
}

}  // namespace msd::analysis
