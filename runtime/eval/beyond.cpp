// Rows that are not listed: where the facts leave a relation or a kind of row open, there may be more than is known.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

/// Whether there may be more rows in a relation than are listed; then what is being evaluated rests on that.
bool Evaluator::Impl::touch_hidden(CellRef relation) {
  const auto& all = facts_.open_relations;
  if (std::find(all.begin(), all.end(), std::pair(relation.row, relation.field)) == all.end()) return false;
  assumes_ = true;
  touch({Var::Kind::Cell, relation, 0});
  return true;
}

/// Whether the rows of a relation are of this kind, or hold rows of it.
bool Evaluator::Impl::may_hold(std::uint32_t relation, std::uint32_t kind) const {
  const std::uint32_t target = image_.types()[image_.fields()[relation].type].target;
  while (kind != kNone && kind != target) kind = image_.rows()[kind].parent;
  return kind != kNone;
}

bool Evaluator::Impl::touch_relations(std::uint32_t kind) {
  bool found = false;
  for (const auto& [row, field] : facts_.open_relations) {
    if (may_hold(field, kind)) found = touch_hidden(CellRef{row, field}) || found;
  }
  return found;
}

/// Whether there may be rows of a kind that are not listed.
bool Evaluator::Impl::hidden(std::uint32_t kind) {
  const bool found = facts_.open_kind(kind);
  assumes_ = assumes_ || found;
  return touch_relations(kind) || found;
}

/// Whether what is not known may lead to rows of a kind that are not listed.
bool Evaluator::Impl::unlisted(std::uint32_t kind) {
  const bool found = facts_.reached(kind);
  assumes_ = assumes_ || found;
  return touch_relations(kind) || found;
}

/// What a cell of such a row may hold: everything that its type and its rule allow.
Val Evaluator::Impl::anything(std::uint32_t field) {
  const image::FieldRecord& f = image_.fields()[field];
  const image::TypeRecord& type = image_.types()[f.type];
  const bool stated = f.rule == kNone && f.builtin == 0;
  std::uint64_t states = type.optional != 0 || !stated ? kAbsent : 0;
  if (may_reject(field)) states |= kRejected;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return {3 | states, 0, 0};
  case Class::Enum: return {((std::uint64_t{1} << image_.enums()[type.target].value_count) - 1) | states, 0, 0};
  case Class::Number: return {kPresent | states, image_.number(type.low), image_.number(type.high)};
  case Class::Set: {
    const std::uint64_t all = (std::uint64_t{1} << image_.enums()[type.target].value_count) - 1;
    return {kPresent | states, 0, static_cast<std::int64_t>(all)};
  }
  case Class::Text:
  case Class::Id:
  case Class::Ref: return {kPresent | states, kAny, 0};
  case Class::List: {
    ListVal list;
    list.open = leads_beyond(type.target);
    for (RowIndex row : facts_.of_kind(type.target)) list.members.push_back({row, false});
    Val out = make_list(std::move(list));
    out.may |= states & kRejected;
    return out;
  }
  }
  return {};
}

bool Evaluator::Impl::reads_rejectable(std::uint32_t node) const {
  if (node == kNone) return false;
  const image::NodeRecord& n = image_.nodes()[node];
  const Op op = static_cast<Op>(n.op);
  if ((op == Op::Load || op == Op::Collect) && rejectable_[n.x]) return true;
  for (std::uint32_t key = 0; op == Op::CountDistinct && key < n.y; ++key) {
    if (reads_rejectable(image_.node_list()[n.x + key].node)) return true;
  }
  return reads_rejectable(n.a) || reads_rejectable(n.b) || reads_rejectable(n.c) || reads_rejectable(n.d);
}

/// Whether a field can be rejected at all: its table rejects, or it reads a field that can. Found once for all fields,
/// as a least fixed point: O(fields × size of the rules) at most.
bool Evaluator::Impl::may_reject(std::uint32_t field) {
  bool grew = rejectable_.empty();
  if (grew) rejectable_.resize(image_.fields().size());
  while (grew) {
    grew = false;
    for (std::uint32_t f = 0; f < rejectable_.size(); ++f) {
      const image::FieldRecord& record = image_.fields()[f];
      if (rejectable_[f]) continue;
      bool can = record.inverse_of != kNone && rejectable_[record.inverse_of];
      if (record.builtin == kId) can = can || reads_rejectable(image_.rows()[record.row].id_where);
      if (record.rule != kNone) {
        const image::RuleRecord& r = image_.rules()[record.rule];
        can = can || (r.kind == 2 && r.proven == 0) || reads_rejectable(r.where) || reads_rejectable(r.value);
        for (std::uint32_t l = r.line_first; l < r.line_first + r.line_count; ++l) {
          const image::LineRecord& line = image_.lines()[l];
          can = can || line.outcome == kNone || reads_rejectable(line.condition) || reads_rejectable(line.outcome);
        }
      }
      if (can) rejectable_[f] = grew = true;
    }
  }
  return rejectable_[field];
}

}  // namespace msd::eval
