#include "compiler/analysis/effects.h"

#include "compiler/analysis/long_tables.h"

#include <algorithm>

namespace msd::analysis {

namespace {

/// Looks at cells of the row at hand only.
bool own_row(const tir::Program& p, tir::ExprId id) {
  if (!id.valid()) return true;
  const tir::Expr& e = p[id];
  switch (e.op) {
  case Op::Load: return p[e.a].op == Op::Here && p[e.a].x == 0;
  case Op::Const:
  case Op::AttachSelf: return true;
  case Op::And:
  case Op::Or:
  case Op::Not:
  case Op::If:
  case Op::InMask:
  case Op::EqFinite:
  case Op::Compare:
  case Op::Scale:
  case Op::IsAbsent:
  case Op::EqSet:
  case Op::HasAll:
  case Op::HasValue:
  case Op::SingletonSet:
  case Op::Union: break;
  default: return false;
  }
  return own_row(p, e.a) && own_row(p, e.b) && own_row(p, e.c) && own_row(p, e.d);
}

}  // namespace

Effects::Effects(Workspace& workspace, Model& model, tir::FieldId field)
    : w_(workspace), model_(model), field_(field), rule_(w_.program()[w_.program()[field].rule]) {
  const tir::Program& p = w_.program();
  const std::vector<tir::ExprId> all = tir::expressions(rule_);
  possible_ = std::all_of(all.begin(), all.end(), [&](tir::ExprId id) { return own_row(p, id); });
  for (tir::FieldId read : w_.reads(rule_)) {
    const tir::Type& type = p[read].type;
    const std::size_t values = type.cls == Class::Bool ? 2 : type.cls == Class::Enum ? p[type.enum_].values.size() : 0;
    reads_.push_back({read, std::vector<bool>(values, true)});
  }
}

bool Effects::open() const {
  return possible_ && std::any_of(reads_.begin(), reads_.end(), [](const Read& read) {
           return std::find(read.same.begin(), read.same.end(), true) != read.same.end();
         });
}

bool Effects::makes_a_difference(tir::FieldId field) const {
  return std::any_of(reads_.begin(), reads_.end(), [&](const Read& read) {
    return read.field == field && !read.same.empty() &&
           std::find(read.same.begin(), read.same.end(), true) == read.same.end();
  });
}

/// The same cell with what it holds at a place.
Symbol Effects::at(const Symbol& cell, const Place& place) const {
  const auto value = [&](Node n) { return Node::terminal(place(n)); };
  Symbol out = cell;
  if (!cell.several()) out.scalar = value(cell.scalar);
  for (Node& m : out.members) m = value(m);
  out.state = value(cell.state);
  return out;
}

Effects::Content Effects::content(const Symbol& symbol) const {
  std::vector<Node> all = symbol.members;
  all.push_back(symbol.whole());
  Content out;
  for (Node n : all) {
    if (!n.is_terminal()) return {};
    out.push_back(n.number());
  }
  return out;
}

/// What the rule gives with the content that stands in for what it reads. Lines behind the one that fires are not
/// looked at in a long table: that one of them is rejected is another difference, or none that counts.
Effects::Content Effects::result() {
  if (rule_.kind != tir::Rule::Kind::Classify || !is_long(w_, rule_)) return content(model_.compute(rule_));
  if (rule_.where.valid()) {
    const Node where = model_.truth(rule_.where);
    if (!where.is_terminal()) return {};
    if (where != Functions::yes()) return {where == Functions::no() ? kGone : kBad};
  }
  for (const tir::Line& line : rule_.lines) {
    const Node holds = line.condition.valid() ? model_.truth(line.condition) : Functions::yes();
    if (!holds.is_terminal()) return {};
    if (holds == Functions::no()) continue;
    if (holds != Functions::yes() || !line.outcome.valid()) return {kBad};
    return content(model_.evaluate(line.outcome));
  }
  return {kGone};
}

void Effects::look(const Place& place) {
  if (!open()) return;
  const auto cell = [&](tir::FieldId read) { return at(model_.cell(0, read), place); };
  for (const Read& read : reads_) {
    const Symbol content = cell(read.field);
    if (content.free || content.cls == Class::List) return void(possible_ = false);
    model_.override_field(read.field, content);
  }
  const Content before = result();
  for (Read& read : reads_) {
    if (before.empty() || before.back() == kBad) break;
    for (std::uint32_t v = 0; v < read.same.size(); ++v) {
      if (!read.same[v]) continue;
      model_.override_field(read.field, model_.constant(read.field, v));
      const Content after = result();
      read.same[v] = after.empty() || after == before;
    }
    model_.override_field(read.field, cell(read.field));
  }
  model_.plain();
}

}  // namespace msd::analysis
