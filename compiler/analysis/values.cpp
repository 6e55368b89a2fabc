// Values: those that a field never has, fields that are always the same, fields that are each other.
#include "compiler/analysis/long_tables.h"
#include "compiler/analysis/proofs.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

std::string value_name(const tir::Program& p, const tir::Type& type, std::uint32_t value) {
  if (type.cls == Class::Bool) return value == 1 ? "yes" : "no";
  return p[type.enum_].values[value].name;
}

std::size_t value_count(const tir::Program& p, const tir::Type& type) {
  return type.cls == Class::Bool ? 2 : p[type.enum_].values.size();
}

/// Dead lines that would give the value: why it is never produced.
Claim* dead_giver(Workspace& w, tir::FieldId field, std::uint32_t value) {
  const tir::Program& p = w.program();
  for (Claim& c : w.claims()) {
    if (!(c.field == field) || c.line == UINT32_MAX) continue;
    if (c.id != Id::DeadRule && c.id != Id::IdleAddition) continue;
    const tir::ExprId outcome = p[p[field].rule].lines[c.line].outcome;
    if (!outcome.valid() || p[outcome].op != Op::Const) continue;
    const tir::Const& k = p.constants[p[outcome].x];
    if ((k.kind == tir::Const::Kind::Finite || k.kind == tir::Const::Kind::Set) && (k.mask >> value & 1U) != 0)
      return &c;
  }
  return nullptr;
}

}  // namespace

bool check_values(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Field& f = p[field];
  const Class cls = f.type.cls;
  if (cls != Class::Bool && cls != Class::Enum && cls != Class::Set) {
    if (long_table_of_constants(w, field)) return true;
    Model& model = w.model(f.row);  // the next time that it is asked for it would be another one, if it was exhausted
    const Symbol& cell = model.cell(0, field);
    if (model.exhausted()) return false;
    w.depends(model, cell);
    return true;
  }
  std::vector<std::uint32_t> missing;
  std::vector<std::uint32_t> had;
  bool bounded = false;
  const auto look = [&](Model& model) {
    missing.clear();
    had.clear();
    model.reset_bounded();
    const Symbol s = model.cell(0, field);
    const Node care = model.valid();
    bounded = model.bounded();
    Functions& d = model.functions();
    std::vector<std::uint32_t> terminals;
    if (cls == Class::Set) {
      for (std::uint32_t v = 0; v < s.members.size(); ++v) {
        if (!d.disjoint(s.members[v], care)) terminals.push_back(v);
      }
    } else {
      terminals = d.terminals(s.scalar, care);
    }
    for (std::uint32_t v = 0; v < value_count(p, f.type); ++v)
      (std::binary_search(terminals.begin(), terminals.end(), v) ? had : missing).push_back(v);
    return !d.exhausted();
  };
  Model& model = w.model(f.row);
  if (const auto given = long_table_gives(w, field)) {
    for (std::uint32_t v = 0; v < value_count(p, f.type); ++v)
      (std::binary_search(given->begin(), given->end(), v) ? had : missing).push_back(v);
  } else {
    if (!look(model)) return false;
    w.depends(model, model.cell(0, field));
  }
  bool rests = false;
  if (!missing.empty() && bounded) {
    // With rows of any number: what is missing there, too, is missing for good.
    const auto few = missing;
    const auto few_had = had;
    const bool ok = look(w.free_model(f.row));
    if (!ok && !w.last()) return false;
    rests = !ok || bounded || missing != few;
    missing = few;
    had = few_had;
  }
  w.unproduced[field.index] = missing;
  if (cls == Class::Bool ? !missing.empty() : cls == Class::Enum && had.size() == 1) {
    Claim c{Id::ConstantField, f.span, {w.name(field), had.empty() ? "absent" : value_name(p, f.type, had.front())}};
    c.field = field;
    if (!had.empty()) c.other = had.front();
    c.bounded = rests;
    c.notes.push_back({p[f.rule].span, "this gives it, for every input"});
    if (p[f.rule].value.valid()) derivations(w, p[f.rule].value, c);
    c.help = "leave the field out, or mend its rule";
    for (std::uint32_t v : missing) {
      if (dead_giver(w, field, v) != nullptr) c.caused = true;
    }
    const bool caused = c.caused;
    w.claim(std::move(c));
    if (cls == Class::Bool && !caused) return true;
  }
  for (std::uint32_t v : missing) {
    const std::string value = value_name(p, f.type, v);
    const source::Span span = cls == Class::Bool ? f.span : p[f.type.enum_].values[v].span;
    if (Claim* dead = dead_giver(w, field, v)) {
      dead->notes.push_back(
          {span, fmt::format("so `{}` is never {} `{}`", w.name(field), cls == Class::Set ? "given" : "", value)});
      if (cls != Class::Set)
        dead->notes.back().text = fmt::format("so `{}` is never `{}`", w.name(field), value);
      else
        dead->notes.back().text = fmt::format("so `{}` never has `{}`", w.name(field), value);
      continue;
    }
    Claim c{Id::UnproducedValue, span, {value, w.name(field)}};
    c.field = field;
    c.other = v;
    c.bounded = rests;
    c.notes.push_back({p[f.rule].span, "none of its rules gives it"});
    c.help = "add a rule that gives it, or remove the value";
    w.claim(std::move(c));
  }
  return true;
}

bool check_equivalents(Workspace& w, tir::RowId row) {
  const tir::Program& p = w.program();
  Model& model = w.model(row);
  Functions& d = model.functions();
  std::vector<std::pair<tir::FieldId, Node>> seen;
  struct Pair {
    tir::FieldId a, b;
    bool negated;
  };
  std::vector<Pair> pairs;
  bool bounded = false;
  // Only fields of one type are compared, and no two facts.
  std::map<std::pair<Class, std::uint32_t>, std::pair<std::size_t, bool>> types;  // fields, whether one has a rule
  const auto comparable = [&](const tir::Field& f) {
    return f.builtin == tir::Builtin::None && (f.type.cls == Class::Bool || f.type.cls == Class::Enum);
  };
  const auto type_of = [&](const tir::Field& f) -> auto& { return types[{f.type.cls, f.type.enum_.index}]; };
  for (tir::FieldId id : p[row].fields) {
    if (!comparable(p[id])) continue;
    ++type_of(p[id]).first;
    type_of(p[id]).second = type_of(p[id]).second || p[id].rule.valid();
  }
  for (tir::FieldId id : p[row].fields) {
    const tir::Field& f = p[id];
    const bool fact = !f.rule.valid();
    if (!comparable(f) || type_of(f).first < 2 || !type_of(f).second) continue;
    model.reset_bounded();
    const Node n = model.cell(0, id).scalar;
    if (d.exhausted()) return false;
    if (n.is_terminal()) continue;
    for (const auto& [other, m] : seen) {
      if (fact && !p[other].rule.valid()) continue;
      const tir::Type& t = p[other].type;
      if (t.cls != f.type.cls || !(t.enum_ == f.type.enum_)) continue;
      for (const bool negated : {false, true}) {
        if (negated && f.type.cls != Class::Bool) continue;
        const Node twin = negated ? d.map(m, [](std::uint32_t v) { return v <= 1 ? 1 - v : v; }) : m;
        if (!d.same(n, twin, model.valid())) continue;
        const auto had = d.terminals(n, model.complete());
        if (std::count_if(had.begin(), had.end(), [](std::uint32_t v) { return v < kSomeRow; }) > 1)
          pairs.push_back({other, id, negated});
      }
    }
    bounded = bounded || model.bounded();
    seen.emplace_back(id, n);
  }
  if (d.exhausted()) return false;
  for (const Pair& pair : pairs) {
    Claim c{Id::EquivalentFields,
            p[pair.b].span,
            {w.name(pair.a), w.name(pair.b), pair.negated ? "always opposites" : "always the same"}};
    c.field = pair.b;
    c.with = pair.a;
    c.negated = pair.negated;
    c.bounded = bounded;
    c.notes.push_back({p[pair.a].span, "the other one"});
    c.help = "keep one of them";
    w.claim(std::move(c));
  }
  return true;
}

}  // namespace msd::analysis
