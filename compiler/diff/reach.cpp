#include "compiler/diff/reach.h"

#include <algorithm>

namespace msd::diff {

using analysis::Choice;
using analysis::Diagrams;
using analysis::Node;
using tir::FieldId;

namespace {

std::uint32_t in(const Choice& c, std::uint32_t value) { return static_cast<std::uint32_t>(c.values >> value & 1U); }

}  // namespace

bool Reach::possible(const Part& part) {
  for (Side side : kSides) {
    Node where = Diagrams::yes();
    for (const Choice& c : part.cube) where = d_.both(where, choice(c, side));
    if (!d_.disjoint(where, model_.valid()) || d_.exhausted()) return true;
  }
  return false;
}

Node Reach::choice(const Choice& c, Side side) {
  using Kind = analysis::Atom::Kind;
  const analysis::Atom& atom = own_.atoms[c.variable];
  if ((atom.kind != Kind::Fact && atom.kind != Kind::Member) || !around(atom.slot)) return Diagrams::yes();
  const FieldId from = own_.space->source(side, atom.field);
  if (!from.valid()) return Diagrams::yes();
  const FieldId here = whole_.field(side, from);
  const tir::Type& type = own_.space->program()[atom.field].type;
  const analysis::Symbol cell = model_.cell(atom.slot, here);
  if (atom.kind == Kind::Member) {
    if (type.cls != Class::Set || atom.detail >= cell.members.size()) return Diagrams::yes();
    return d_.map(cell.members[atom.detail], [&](std::uint32_t n) { return in(c, n == 1 ? 1 : 0); });
  }
  if (type.cls != Class::Bool && type.cls != Class::Enum) return Diagrams::yes();
  return d_.map(cell.scalar, [&](std::uint32_t n) {
    const auto found = std::find(atom.values.begin(), atom.values.end(), n);
    return found == atom.values.end() ? 0U : in(c, static_cast<std::uint32_t>(found - atom.values.begin()));
  });
}

/// The row at hand and those that it is in have the same slots in every model.
bool Reach::around(analysis::Slot slot) const {
  for (analysis::Slot up = 0; up != analysis::kNoSlot; up = model_.rows()[up].parent) {
    if (up == slot) return true;
  }
  return false;
}

}  // namespace msd::diff
