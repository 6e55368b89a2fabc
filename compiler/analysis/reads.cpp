// What is read without effect, or not at all.
#include "compiler/analysis/workspace.h"

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

}  // namespace

/// The rule gives the same if it takes one and the same value for what it reads: the read is without effect.
bool check_reads(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Rule& rule = p[p[field].rule];
  Model& model = w.model(p[field].row);
  Functions& d = model.functions();
  const auto nodes = [&](const Symbol& s) {
    std::vector<Node> out = s.members;
    out.push_back(s.whole());
    return out;
  };
  model.reset_bounded();
  const std::vector<Node> before = nodes(model.compute(rule));
  std::vector<Claim> made;
  std::vector<tir::FieldId> asked;  // not by value
  for (tir::ExprId id : tir::expressions(rule)) {
    for (tir::FieldId f : w.asks(id)) asked.push_back(f);
  }
  const auto with = [&](tir::FieldId read, std::uint32_t v) {
    model.override_field(read, model.constant(read, v));
    std::vector<Node> after = nodes(model.compute(rule));
    model.plain();
    return after;
  };
  // What no input has, but would be rejected if one had it, is a guard.
  const auto guards = [&](const std::vector<Node>& after) {
    const Node rejected = d.both(d.is(after.back(), kBad), d.negate(d.is(before.back(), kBad)));
    return !d.disjoint(rejected, model.valid());
  };
  for (tir::FieldId read : w.reads(rule)) {
    if (std::find(asked.begin(), asked.end(), read) != asked.end()) continue;
    std::vector<std::vector<Node>> by_value;
    for (std::uint32_t v : finite_values(p, p[read].type)) by_value.push_back(with(read, v));
    for (const std::vector<Node>& after : by_value) {
      bool same = !d.exhausted();
      for (std::size_t i = 0; i < before.size() && i < after.size() && same; ++i) {
        same = d.same(before[i], after[i], model.valid());
      }
      if (!same) continue;
      if (std::any_of(by_value.begin(), by_value.end(), guards)) break;
      if (Claim* root = w.any_of(field)) {
        root->notes.push_back(
            {p[read].span, fmt::format("so `{}` reads `{}` without effect", w.name(field), w.name(read))});
        break;
      }
      Claim c{Id::ReadWithoutEffect, rule.span, {w.name(field), w.name(read)}};
      c.field = field;
      c.with = read;
      c.other = finite_values(p, p[read].type)[static_cast<std::size_t>(&after - by_value.data())];
      c.bounded = model.bounded();
      c.notes.push_back({p[read].span, "any value of it leads to the same"});
      c.help = "leave it out of the rule and of the parents";
      // A constant parent is a finding of its own.
      c.caused = std::any_of(w.claims().begin(), w.claims().end(),
                             [&](const Claim& o) { return o.id == Id::ConstantField && o.field == read; });
      made.push_back(std::move(c));
      break;
    }
  }
  if (d.exhausted()) return false;
  for (Claim& c : made) w.claim(std::move(c));
  return true;
}

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
void find_consequences(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Rule& rule = p[p[field].rule];
  Model& model = w.model(p[field].row);
  Functions& d = model.functions();
  for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
    Claim* dead = w.find(Id::DeadRule, field, i);
    if (dead == nullptr) continue;
    for (tir::FieldId read : w.reads(rule)) {
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
        } else {
          alive = !d.disjoint(model.fires(model.table(rule), i), model.complete());
        }
        model.plain();
        if (!alive || d.exhausted()) continue;
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
}

}  // namespace msd::analysis
