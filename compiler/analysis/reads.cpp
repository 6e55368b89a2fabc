// What is read without effect, or not at all.
#include "compiler/analysis/effects.h"
#include "compiler/analysis/long_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

std::vector<std::uint32_t> finite_values(const tir::Program& p, const tir::Type& type) {
  std::vector<std::uint32_t> out;
  const std::size_t n = type.cls == Class::Bool ? 2 : type.cls == Class::Enum ? p[type.enum_].values.size() : 0;
  for (std::uint32_t v = 0; v < n; ++v) out.push_back(v);
  return out;
}

/// The rule gives the same if it takes one and the same value for what it reads: the read is without effect.
class ReadCheck {
 public:
  ReadCheck(Workspace& w, tir::FieldId field)
      : w_(w), p_(w.program()), field_(field), rule_(p_[p_[field].rule]), model_(w.model(p_[field].row)),
        d_(model_.functions()) {}

  bool run() {
    model_.reset_bounded();
    // What is left of a long table is asked of its diagram, if that can be made.
    if (!is_long(w_, rule_))
      try_places();
    else if (!model_.circuits())
      long_table_reads(w_, field_);
    std::vector<tir::FieldId> asked;  // not by value
    for (tir::ExprId id : tir::expressions(rule_)) {
      for (tir::FieldId f : w_.asks(id)) asked.push_back(f);
    }
    std::vector<tir::FieldId> without;
    for (tir::FieldId read : w_.reads(rule_)) {
      if (std::find(asked.begin(), asked.end(), read) != asked.end()) continue;
      if (!makes_a_difference(read)) without.push_back(read);
    }
    if (d_.exhausted()) return false;
    for (tir::FieldId read : without) claim(read);
    return true;
  }

 private:
  /// Shown by places that are as good as any.
  void try_places() {
    Effects effects(w_, model_, field_);
    const Node valid = model_.valid();
    for (std::size_t k = 0; k < Functions::kPlaces && effects.open() && !d_.exhausted(); ++k) {
      if (d_.sample(valid, k) == 1) effects.look([&](Node n) { return d_.sample(n, k); });
    }
    for (tir::FieldId read : w_.reads(rule_)) {
      if (effects.makes_a_difference(read)) w_.effective[field_.index][read.index] = true;
    }
  }

  std::vector<Node> nodes(const Symbol& s) const {
    std::vector<Node> out = s.members;
    out.push_back(s.whole());
    return out;
  }
  std::vector<Node> with(tir::FieldId read, std::uint32_t v) {
    model_.override_field(read, model_.constant(read, v));
    std::vector<Node> after = nodes(model_.compute(rule_));
    model_.plain();
    return after;
  }
  bool same(const std::vector<Node>& after) {
    for (std::size_t i = 0; i < before_.size() && i < after.size(); ++i) {
      if (d_.exhausted() || !d_.same(before_[i], after[i], model_.valid())) return false;
    }
    return !d_.exhausted();
  }
  /// What no input has, but would be rejected if one had it, is a guard.
  bool guards(const std::vector<Node>& after) {
    const Node rejected = d_.both(d_.is(after.back(), kBad), d_.negate(d_.is(before_.back(), kBad)));
    return !d_.disjoint(rejected, model_.valid());
  }

  bool makes_a_difference(tir::FieldId read) {
    const std::vector<std::uint32_t> values = finite_values(p_, p_[read].type);
    const std::map<std::uint32_t, bool>& known = w_.effective[field_.index];
    if (const auto found = known.find(read.index); found != known.end()) return found->second;
    if (values.empty()) return true;
    if (before_.empty()) before_ = nodes(model_.compute(rule_));
    const auto is_same = [&](std::uint32_t v) { return same(with(read, v)); };
    if (std::none_of(values.begin(), values.end(), is_same)) return true;
    return std::any_of(values.begin(), values.end(), [&](std::uint32_t v) { return guards(with(read, v)); });
  }

  void claim(tir::FieldId read) {
    if (Claim* root = w_.any_of(field_)) {
      root->notes.push_back(
          {p_[read].span, fmt::format("so `{}` reads `{}` without effect", w_.name(field_), w_.name(read))});
      return;
    }
    Claim c{Id::ReadWithoutEffect, rule_.span, {w_.name(field_), w_.name(read)}};
    c.field = field_;
    c.with = read;
    const std::vector<std::uint32_t> values = finite_values(p_, p_[read].type);
    const auto unseen =
        std::find_if(values.begin(), values.end(), [&](std::uint32_t v) { return same(with(read, v)); });
    if (unseen != values.end()) c.other = *unseen;
    c.bounded = model_.bounded();
    c.notes.push_back({p_[read].span, "any value of it leads to the same"});
    c.help = "leave it out of the rule and of the parents";
    // A constant parent is a finding of its own.
    c.caused = std::any_of(w_.claims().begin(), w_.claims().end(),
                           [&](const Claim& o) { return o.id == Id::ConstantField && o.field == read; });
    w_.claim(std::move(c));
  }

  Workspace& w_;
  const tir::Program& p_;
  tir::FieldId field_;
  const tir::Rule& rule_;
  Model& model_;
  Functions& d_;
  std::vector<Node> before_;
};

}  // namespace

bool check_reads(Workspace& workspace, tir::FieldId field) { return ReadCheck(workspace, field).run(); }

void check_unread(Workspace& w) {
  const tir::Program& p = w.program();
  std::set<std::uint32_t> read;
  std::set<std::uint32_t> shown;
  for (const tir::Expr& e : p.exprs) {
    if (e.op == Op::Load || e.op == Op::Collect) read.insert(e.x);
    // Whoever asks for the single row that applies asks its selector.
    if (e.op == Op::Single && p.rows[e.x].selector.valid()) read.insert(p.rows[e.x].selector.index);
  }
  for (const tir::Sheet& sheet : p.sheets) {
    for (tir::FieldId f : sheet.fields) shown.insert(f.index);
  }
  for (const tir::Row& row : p.rows) {
    for (const tir::HeaderPart& part : row.header) {
      if (part.kind == tir::HeaderPart::Kind::Field) shown.insert(part.field.index);
    }
    if (row.selector.valid()) shown.insert(row.selector.index);
  }
  for (const tir::SentenceTemplate& t : p.templates) {
    shown.insert(t.field.index);
    for (const tir::SentencePiece& piece : t.pieces) {
      if (piece.slot.valid()) shown.insert(piece.slot.index);
    }
  }
  for (const tir::Field& f : p.fields) {
    if (f.inverse.valid()) shown.insert(f.inverse.index);  // read by its other direction
    if (f.builtin == tir::Builtin::Inverse && read.contains(static_cast<std::uint32_t>(&f - p.fields.data())))
      read.insert(f.inverse_of.index);
    if (f.with.valid()) shown.insert(f.with.index);
    if (f.rule.valid()) continue;
    // Whoever answers a question looks at what the answer rests on.
    for (const tir::Parent& parent : f.parents) {
      for (tir::FieldId on : parent.fields) shown.insert(on.index);
    }
  }
  std::set<std::uint32_t> ruled;  // read by rules and requirements, not only by sheets and texts
  for (const tir::Rule& rule : p.rules) {
    for (tir::FieldId f : w.reads(rule)) ruled.insert(f.index);
  }
  for (const tir::Require& r : p.requires_) {
    for (tir::ExprId id : {r.where, r.condition}) {
      for (tir::FieldId f : w.reads(id)) ruled.insert(f.index);
    }
  }
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    const tir::Field& f = p.fields[i];
    if (f.builtin != tir::Builtin::None) continue;
    if (!read.contains(i) && !shown.contains(i)) {
      Claim c{Id::UnreadField, f.span, {w.name({i})}};
      c.field = {i};
      c.label = f.rule.valid() ? "its rule computes it for nobody" : "designs state it for nobody";
      c.help = "read it in a rule, show it in a sheet, or leave it out";
      w.claim(std::move(c));
      continue;
    }
    if (f.rule.valid() || !ruled.contains(i) || w.undecided != 0 || w.influential().contains(i)) continue;
    if (f.type.cls == Class::Ref || f.type.cls == Class::List) continue;   // rows are looked at through it
    if (f.type.cls == Class::Number && !w.cut(tir::FieldId{i})) continue;  // one value stands for all of them
    Claim c{Id::FactChangesNothing, f.span, {w.name({i})}};
    c.field = {i};
    c.label = "no computed value and no verdict depends on it";
    c.help = "mend the rules that read it, or leave it out";
    c.bounded = true;
    for (Claim& o : w.claims()) {
      if (o.id != Id::ReadWithoutEffect || o.words[1] != w.name({i})) continue;
      c.notes.push_back({o.span, fmt::format("`{}` reads it", o.words[0])});
      o.caused = true;
    }
    w.claim(std::move(c));
  }
}

/// A line that would be reached if a value of what it reads were produced is dead for that reason alone.
bool find_consequences(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Rule& rule = p[p[field].rule];
  Model& model = w.model(p[field].row);
  Functions& d = model.functions();
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<bool>> revived;  // of a long table, by read and value
  const std::vector<tir::FieldId> reads = w.reads(rule);
  for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
    Claim* dead = w.find(Id::DeadRule, field, i);
    if (dead == nullptr) continue;
    for (tir::FieldId read : reads) {
      const auto found = w.unproduced.find(read.index);
      if (found == w.unproduced.end() || read == field || dead->caused) continue;
      for (std::uint32_t v : found->second) {
        if (p[read].type.cls == Class::Set) {
          Symbol with = model.cell(0, read);
          if (v >= with.members.size()) continue;
          with.members[v] = Functions::yes();
          model.override_field(read, with);
        } else {
          model.override_field(read, model.constant(read, v));
        }
        bool alive = false;
        if (rule.kind == tir::Rule::Kind::Attach) {
          alive = !d.disjoint(model.additions(rule)[i], model.complete());
        } else if (is_long(w, rule) && !model.circuits()) {
          const auto [lines, fresh] = revived.try_emplace({read.index, v});
          if (fresh) lines->second = long_table_fires(w, field);
          alive = lines->second[i];
        } else {
          alive = !d.disjoint(model.fires(model.table(rule), i), model.complete());
        }
        model.plain();
        if (d.exhausted()) return false;
        if (!alive) continue;
        // The claim that the value is not produced, or that the field is constant, has this as a note.
        for (Claim& root : w.claims()) {
          const bool line_gives = root.id == Id::DeadRule && root.field == read && root.line != UINT32_MAX;
          const bool about = root.field == read && (root.id == Id::UnproducedValue || root.id == Id::ConstantField);
          if (root.caused || &root == dead) continue;
          if (!about && !line_gives) continue;
          root.notes.push_back(
              {rule.lines[i].span, fmt::format("so `{}` of `{}` never fires", rule.lines[i].name, w.name(field))});
          // What followed from the dead line follows from this.
          for (const diag::Label& n : dead->notes) {
            if (n.text.starts_with("so ")) root.notes.push_back(n);
          }
          dead->caused = true;
          break;
        }
        if (dead->caused) break;
      }
    }
  }
  return !d.exhausted();
}

}  // namespace msd::analysis
