// What the design itself has for a fact that a search takes as loose, and how what is assumed of it differs.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

std::uint32_t cell_index(const Facts& facts, CellRef cell) {
  const RowFact& row = facts.rows()[cell.row];
  return row.cell_first + cell.field - facts.image().rows()[row.kind].field_first;
}

CellRef owner_of(const Facts& facts, CellRef cell) {
  const RowFact& fact = facts.rows()[cell.row];
  const image::FieldRecord& f = facts.image().fields()[cell.field];
  const bool inherits = facts.image().rows()[fact.kind].single != 0 && fact.named && f.rule == kNone &&
                        f.builtin == kNotBuiltin && facts.cell(cell.row, cell.field).state == CellFact::State::Missing;
  const RowIndex unnamed = inherits ? facts.single(fact.kind) : kNone;
  return {unnamed == kNone ? cell.row : unnamed, cell.field};
}
CellFact in_force(const Facts& facts, CellRef cell) {
  const image::Image& image = facts.image();
  CellFact out = facts.cell(cell.row, cell.field);
  if (out.state != CellFact::State::Missing) return out;
  const image::FieldRecord& field = image.fields()[cell.field];
  const bool optional = image.types()[field.type].optional != 0;
  out.state = optional ? CellFact::State::Absent : CellFact::State::Unknown;
  if (field.default_value == kNone) return out;
  const image::ConstRecord& constant = image.consts()[field.default_value];
  const std::int64_t number = constant.kind == 0 ? 0 : image.number(constant.number);
  out.state = constant.kind == 0 ? CellFact::State::Absent : CellFact::State::Stated;
  if (constant.kind == 1 || constant.kind == 2) out.value.mask = static_cast<std::uint64_t>(number);
  if (constant.kind == 3) out.value.number = number;
  if (constant.kind == 4) out.value.number = facts.symbols.intern(image.text(constant.text));
  return out;
}

/// Whether the design leaves a fact open.
bool Evaluator::Impl::left_open(CellRef ref) const {
  const CellFact& fact = facts_.cell(ref.row, ref.field);
  const image::FieldRecord& f = image_.fields()[ref.field];
  if (f.rule != kNone || f.builtin != kNotBuiltin) return false;
  return fact.state == CellFact::State::Unknown ||
         (fact.state == CellFact::State::Missing && f.default_value == kNone && image_.types()[f.type].optional == 0);
}

/// Whether the design has nothing for a fact; so it is with a list that is left out, whose default is no list at all.
bool Evaluator::Impl::own_absent(CellRef ref) { return !left_open(ref) && in_design(ref).may == kAbsent; }

/// Whether an assumption says of a fact what the design does not say. Of what the design leaves open nothing does.
bool Evaluator::Impl::deviates(const Var& var, std::int64_t value) {
  const CellFact& fact = facts_.cell(var.cell.row, var.cell.field);
  const std::size_t lists = lists_.size();
  if (left_open(var.cell)) return false;
  const auto cls = class_of_field(var.cell.field);
  const Val own = in_design(var.cell);
  const bool absent = own.may == kAbsent;
  bool out = false;
  switch (var.kind) {
  case Var::Kind::Cell:
    if (value == INT64_MIN || (finite(cls) && static_cast<std::uint64_t>(value) == kAbsent)) {
      out = !absent;
    } else if (finite(cls)) {
      out = static_cast<std::uint64_t>(value) != own.may;
    } else {
      out = absent || (cls != Class::Set && cls != Class::List && own.low != value);
    }
    break;
  case Var::Kind::Member: {
    bool in = !absent && cls == Class::Set && (own.low >> var.extra & 1) != 0;
    if (!absent && cls == Class::List) {
      const ListVal& list = lists_[static_cast<std::size_t>(own.low)];
      in = std::any_of(list.members.begin(), list.members.end(), [&](const auto& m) { return m.row == var.extra; });
    }
    out = in != (value != 0);
    break;
  }
  case Var::Kind::Given: {
    const bool empty = !absent && cls == Class::List && lists_[static_cast<std::size_t>(own.low)].members.empty();
    out = (absent || empty) == (value != 0);
    break;
  }
  case Var::Kind::Fits: out = fact.fit != Fit::Open && (fact.fit == Fit::Yes) != (value != 0); break;
  case Var::Kind::Uses: {
    const auto symbol = static_cast<std::uint32_t>(own.low);
    const bool uses = !absent && uses_lexicon(image_, var.extra, facts_.symbols.text(symbol));
    out = uses != (value != 0);
    break;
  }
  }
  lists_.resize(lists);
  return out;
}

/// Whether a question about a text is answered otherwise than for the text that the design has.
bool Evaluator::Impl::answers_differ(CellRef cell) {
  return std::any_of(assignment_.begin(), assignment_.end(), [&](const auto& a) {
    return a.first.cell == cell && a.first.kind != Var::Kind::Cell && a.first.kind != Var::Kind::Member &&
           deviates(a.first, a.second);
  });
}

/// The content that the design has is one of those to try, unless what is assumed of it already says otherwise.
void Evaluator::Impl::with_own(const Var& var, std::vector<std::int64_t>& out) {
  const auto cls = class_of_field(var.cell.field);
  if (var.kind != Var::Kind::Cell || finite(cls) || left_open(var.cell)) return;
  if (cls == Class::Set || cls == Class::List) {
    if (own_absent(var.cell) && out.back() != INT64_MIN) out.push_back(INT64_MIN);
    return;
  }
  const Val own = in_design(var.cell);
  if (own.may != kPresent) return;
  const auto found = std::find(out.begin(), out.end(), own.low);
  if (loose_->whole && answers_differ(var.cell)) {
    if (found != out.end()) out.erase(found);
  } else if (found == out.end()) {
    out.push_back(own.low);
    if (cls == Class::Number) std::sort(out.begin(), out.end());
  }
}

/// Rows are tried in their order. Where the design lists some in another one, these keep it, before all others.
void Evaluator::Impl::own_first(CellRef cell, std::vector<RowIndex>& rows) const {
  const std::vector<RowIndex>& own = facts_.cell(cell.row, cell.field).value.list;
  if (std::is_sorted(own.begin(), own.end())) return;
  const auto place = [&](RowIndex row) { return std::find(own.begin(), own.end(), row) - own.begin(); };
  std::stable_sort(rows.begin(), rows.end(), [&](RowIndex a, RowIndex b) { return place(a) < place(b); });
}

}  // namespace msd::eval
