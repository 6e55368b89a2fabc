#include "compiler/analysis/model.h"

#include <algorithm>

namespace msd::analysis {

namespace {

constexpr std::size_t kFewFacts = 12;

std::unique_ptr<Functions> make_functions(const Model::Options& options) {
  if (options.circuits) return std::make_unique<Circuits>(Circuits::Options{options.max_nodes, options.max_conflicts});
  return std::make_unique<Diagrams>(options.max_nodes);
}

}  // namespace

Model::Model(const tir::Program& program, const NumberPoints& points, tir::RowId focus, const Options& options)
    : p_(program), points_(points), options_(options), functions_(make_functions(options)), d_(*functions_),
      read_(program.fields.size()) {
  for (const tir::Expr& e : program.exprs) {
    const bool reads = e.op == Op::Load || e.op == Op::Collect;
    if (reads && !program.fields[e.x].rule.valid() && program.fields[e.x].builtin == tir::Builtin::None)
      read_[e.x] = true;
  }
  for (const tir::Row& r : program.rows) {
    if (!r.selector.valid()) continue;
    for (const tir::Expr& e : program.exprs) {
      const bool reads = e.op == Op::Load || e.op == Op::Collect;
      selector_read_ =
          selector_read_ || (reads && (e.x == r.selector.index || e.x == program[r.selector].inverse.index));
    }
  }
  if (program[focus].single) {
    singles_[{focus.index, kNoSlot}] = row(focus, kNoSlot);
    return;
  }
  const Slot at = row(focus, kNoSlot);
  Slot inner = at;
  for (tir::RowId up = program[focus].parent; up.valid(); up = program[up].parent) {
    const Slot outer = row(up, kNoSlot);
    rows_[inner].parent = outer;
    inner = outer;
  }
}

// ---- rows ----------------------------------------------------------------------------------------------------------

Slot Model::row(tir::RowId kind, Slot parent) {
  rows_.push_back({kind, parent});
  return static_cast<Slot>(rows_.size() - 1);
}

/// Made when it is first asked for, so that a reference stands above the rows that it may lead to.
Node Model::exists(Slot slot) {
  if (rows_[slot].certain || rows_[slot].asked) return rows_[slot].exists;
  rows_[slot].asked = true;
  const ModelRow r = rows_[slot];
  const Node before = r.after != kNoSlot ? exists(r.after) : r.parent != kNoSlot ? exists(r.parent) : Diagrams::yes();
  const Node own = atom(Atom::Kind::Exists, slot, {}, 0, {0, 1});
  return rows_[slot].exists = d_.both(before, own);
}

/// The rows of one kind in one parent: as many as the bound allows, each there only if the one before it is. The row at
/// hand, or the one around it, has rows before and behind it.
std::vector<Slot> Model::group(tir::RowId kind, Slot parent, Slot pinned) {
  bounded_ = true;
  const auto more = [&](Slot after) {
    const Slot slot = row(kind, parent);
    rows_[slot].certain = false;
    rows_[slot].exists = Diagrams::no();
    rows_[slot].after = after;
    return slot;
  };
  std::vector<Slot> out;
  if (pinned != kNoSlot) out = {more(kNoSlot), pinned};
  Slot last = kNoSlot;
  for (unsigned i = pinned == kNoSlot ? 0 : 1; i < options_.rows; ++i) out.push_back(last = more(last));
  return out;
}

/// The facts of a row of few facts stand together: what is asked of one is mostly asked of the others, too.
void Model::neighbours(Slot slot) {
  if (slot == 0) return;
  if (touched_.size() <= slot) touched_.resize(slot + 1);
  if (touched_[slot]) return;
  touched_[slot] = true;
  std::vector<tir::FieldId> facts;
  for (tir::FieldId f : p_[rows_[slot].kind].fields) {
    const Class cls = p_[f].type.cls;
    if (read_[f.index] && (cls == Class::Bool || cls == Class::Enum || cls == Class::Ref)) facts.push_back(f);
  }
  if (facts.size() > kFewFacts) return;
  exists(slot);
  for (tir::FieldId f : facts) cell(slot, f);
}

const std::vector<Slot>& Model::children(Slot parent, tir::RowId kind) {
  bounded_ = true;  // also of what was made for another cell
  const auto [found, fresh] = children_.try_emplace({parent, kind.index});
  if (!fresh) return found->second;
  Slot pinned = kNoSlot;
  for (Slot s = 0; s < rows_.size(); ++s) {
    if (rows_[s].kind == kind && rows_[s].parent == parent) pinned = s;
  }
  std::vector<Slot> made = group(kind, parent, pinned);
  return children_[{parent, kind.index}] = std::move(made);
}

const std::vector<Slot>& Model::pool(tir::RowId kind) {
  const tir::Row& r = p_[kind];
  const Slot only = r.single ? single(kind, kNoSlot) : kNoSlot;
  bounded_ = bounded_ || !r.single;  // also of what was made for another cell
  if (const auto found = pools_.find(kind.index); found != pools_.end()) return found->second;
  std::vector<Slot> all;
  if (r.single) {
    all.push_back(only);
  } else if (r.parent.valid()) {
    for (Slot parent : std::vector<Slot>(pool(r.parent))) {
      const std::vector<Slot>& inside = children(parent, kind);
      all.insert(all.end(), inside.begin(), inside.end());
    }
  } else {
    Slot pinned = kNoSlot;
    for (Slot s = 0; s < rows_.size(); ++s) {
      if (rows_[s].kind == kind) pinned = s;
    }
    all = group(kind, kNoSlot, pinned);
  }
  return pools_[kind.index] = std::move(all);
}

/// All rows of the kind, as far as one variable can tell them apart: the last ones of those that need not be there are
/// left out.
std::vector<Slot> Model::targets(tir::RowId kind) {
  constexpr std::size_t most = Functions::kMostValues - 1;  // an optional reference may lead nowhere, too
  std::vector<Slot> all = pool(kind);
  for (std::size_t i = all.size(); i-- > 0 && all.size() > most;) {
    if (!rows_[all[i]].certain) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return all;
}

Slot Model::single(tir::RowId kind, Slot selected_by) {
  // The selector's own cell is not tied to the row that it selects.
  bounded_ = bounded_ || (selector_read_ && p_[kind].selector.valid());
  const auto [found, fresh] = singles_.try_emplace({kind.index, selected_by}, kNoSlot);
  if (!fresh) return found->second;
  const Slot slot = row(kind, kNoSlot);
  rows_[slot].selected_by = selected_by;
  return singles_[{kind.index, selected_by}] = slot;
}

const std::vector<Slot>* Model::siblings(Slot slot) const {
  const ModelRow& r = rows_[slot];
  if (r.parent != kNoSlot) {
    const auto found = children_.find({r.parent, r.kind.index});
    return found == children_.end() ? nullptr : &found->second;
  }
  const auto found = pools_.find(r.kind.index);
  return found == pools_.end() ? nullptr : &found->second;
}

std::string Model::row_name(Slot slot) const {
  const tir::RowId kind = rows_[slot].kind;
  std::size_t number = 1;
  for (Slot s = 0; s < slot; ++s) number += rows_[s].kind == kind ? 1 : 0;
  return p_[kind].name + "_" + std::to_string(number);
}

// ---- atoms ---------------------------------------------------------------------------------------------------------

Node Model::atom(Atom::Kind kind, Slot slot, tir::FieldId field, std::uint32_t detail,
                 std::vector<std::uint32_t> values) {
  if (values.size() == 1) return Node::terminal(values.front());
  const Variable v = d_.variable(static_cast<unsigned>(values.size()));
  const Node node = d_.select(v, values);
  atoms_.push_back({kind, slot, field, detail, std::move(values)});
  return node;
}

Node Model::question(Atom::Kind kind, Slot slot, tir::FieldId field, std::uint32_t detail) {
  const auto [found, fresh] = asked_.try_emplace({kind, slot, field.index, detail});
  if (fresh) found->second = atom(kind, slot, field, detail, {0, 1});
  return found->second;
}

std::uint32_t Model::intern(std::int64_t number) {
  const auto [found, fresh] = number_index_.try_emplace(number, static_cast<std::uint32_t>(numbers_.size()));
  if (fresh) numbers_.push_back(number);
  return found->second;
}

std::uint32_t Model::intern(const std::string& name) {
  const auto [found, fresh] = name_index_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (fresh) names_.push_back(name);
  return found->second;
}

/// Ids are compared with each other and with constants: each constant, and as many others as the bound allows.
std::vector<std::uint32_t> Model::ids() {
  if (!id_values_.empty()) return id_values_;
  for (unsigned i = 0; i <= options_.rows; ++i) id_values_.push_back(intern("name_" + std::to_string(i + 1)));
  for (const tir::Expr& e : p_.exprs) {
    if (e.op != Op::Const || (e.type.cls != Class::Id && e.type.cls != Class::Text)) continue;
    const tir::Const& c = p_.constants[e.x];
    if (c.kind != tir::Const::Kind::Text || id_values_.size() >= 62) continue;
    const std::uint32_t value = intern(c.text);
    if (std::find(id_values_.begin(), id_values_.end(), value) == id_values_.end()) id_values_.push_back(value);
  }
  return id_values_;
}

// ---- cells ---------------------------------------------------------------------------------------------------------

const Symbol& Model::cell(Slot slot, tir::FieldId field) {
  const std::pair at{slot, field.index};
  if (const auto found = cells_.find(at); found != cells_.end()) {
    bounded_ = bounded_ || cell_bounded_[at];
    return found->second;
  }
  const bool before = std::exchange(bounded_, false);
  ++depth_;
  const tir::Field& f = p_[field];
  if (!f.rule.valid() && f.builtin == tir::Builtin::None) {
    neighbours(slot);
    if (const auto found = cells_.find(at); found != cells_.end()) {
      --depth_;
      bounded_ = bounded_ || before || cell_bounded_[at];
      return found->second;
    }
  }
  Symbol made = f.builtin != tir::Builtin::None ? relation(slot, field)
                : f.rule.valid()                ? computed(slot, p_[f.rule])
                                                : leaf(slot, field);
  --depth_;
  cell_bounded_[at] = bounded_;
  bounded_ = bounded_ || before;
  return cells_[at] = std::move(made);
}

Symbol Model::leaf(Slot slot, tir::FieldId field) {
  const tir::Type& type = p_[field].type;
  Symbol out{type.cls, {}, {}, {}, Node::terminal(1), false};
  std::vector<std::uint32_t> values;
  const auto fact = [&] {
    if (type.optional) values.push_back(kGone);
    return atom(Atom::Kind::Fact, slot, field, 0, values);
  };
  switch (type.cls) {
  case Class::Bool: values = {0, 1}; break;
  case Class::Enum:
    for (std::uint32_t i = 0; i < p_[type.enum_].values.size(); ++i) values.push_back(i);
    break;
  case Class::Number:
    bounded_ = bounded_ || !points_.exact(field);
    for (std::int64_t point : points_.of(field)) values.push_back(intern(point));
    if (type.optional && values.size() >= NumberPoints::kMost) values.pop_back();
    break;
  case Class::Text: values = {0}; break;
  case Class::Id:
    bounded_ = true;
    values = ids();
    break;
  case Class::Ref: {
    if (options_.free_rows) {
      values = {kSomeRow};
      break;
    }
    const std::vector<Slot> to = targets(type.row);
    values.assign(to.begin(), to.end());
    out.scalar = fact();
    for (Slot s : to) {
      if (!rows_[s].certain) constraints_.push_back(d_.either(d_.negate(d_.is(out.scalar, s)), exists(s)));
    }
    return out;
  }
  case Class::Set:
  case Class::List: {
    if (type.optional) out.state = atom(Atom::Kind::Fact, slot, field, 0, {1, kGone});
    const Node there = d_.is(out.state, 1);
    if (type.cls == Class::Set) {
      for (std::uint32_t i = 0; i < p_[type.enum_].values.size(); ++i)
        out.members.push_back(d_.both(there, atom(Atom::Kind::Member, slot, field, i, {0, 1})));
      return out;
    }
    if (options_.free_rows) return out;
    out.rows = pool(type.row);
    for (Slot s : out.rows) {
      const Node in = atom(Atom::Kind::Member, slot, field, s, {0, 1});
      if (!rows_[s].certain) constraints_.push_back(d_.either(d_.negate(in), exists(s)));
      out.members.push_back(d_.both(there, in));
    }
    return out;
  }
  }
  out.scalar = fact();
  return out;
}

Symbol Model::relation(Slot slot, tir::FieldId id) {
  const tir::Field& field = p_[id];
  Symbol out{field.type.cls, {}, {}, {}, Node::terminal(1), false};
  switch (field.builtin) {
  case tir::Builtin::None: break;
  case tir::Builtin::Name:
    bounded_ = true;  // rows have other names, too
    out.scalar = Node::terminal(intern(row_name(slot)));
    break;
  case tir::Builtin::Id: {
    bounded_ = true;
    const tir::Row& kind = p_[rows_[slot].kind];
    out.scalar = Node::terminal(kind.id_pattern.empty() ? kGone : intern(" id of " + row_name(slot)));
    if (!kind.id_pattern.empty() && kind.id_where.valid()) {
      const Node counts = eval(kind.id_where, {slot}).scalar;
      const std::uint32_t text = out.scalar.number();
      out.scalar = d_.map(counts, [&](std::uint32_t n) { return n == 1 ? text : n == kBad ? kBad : kGone; });
    }
    break;
  }
  case tir::Builtin::Back:
    out.scalar = Node::terminal(rows_[slot].parent == kNoSlot ? kGone : rows_[slot].parent);
    break;
  case tir::Builtin::Many:
    if (options_.free_rows) break;
    out.rows = children(slot, field.type.row);
    for (Slot s : out.rows) out.members.push_back(exists(s));
    break;
  case tir::Builtin::Inverse: return inverse(slot, field);
  }
  return out;
}

/// The rows that lead here.
Symbol Model::inverse(Slot slot, const tir::Field& field) {
  const tir::Field& forward = p_[field.inverse_of];
  Symbol out{Class::List, {}, {}, {}, Node::terminal(1), false};
  if (options_.free_rows) return out;
  out.rows = pool(forward.row);
  Node bad = Diagrams::no();
  for (Slot from : out.rows) {
    const Symbol to = cell(from, field.inverse_of);
    bad = d_.either(bad, d_.both(exists(from), is_bad(to)));
    Node leads = Diagrams::no();
    if (to.cls == Class::Ref) {
      leads = d_.is(to.scalar, slot);
    } else {
      for (std::size_t i = 0; i < to.rows.size(); ++i) {
        if (to.rows[i] == slot) leads = to.members[i];
      }
    }
    out.members.push_back(d_.both(exists(from), leads));
  }
  out.state = d_.map(bad, [](std::uint32_t n) { return n == 1 ? kBad : 1U; });
  for (Node& m : out.members) m = d_.both(d_.is(out.state, 1), m);
  return out;
}

// ---- what is not modelled ------------------------------------------------------------------------------------------

Symbol Model::free_symbol(const tir::Type& type, const std::string& key) {
  const auto [found, fresh] = free_.try_emplace(key);
  if (!fresh) return found->second;
  Symbol out{type.cls, Node::terminal(0), {}, {}, Node::terminal(1), type.cls == Class::Number};
  std::vector<std::uint32_t> values;
  switch (type.cls) {
  case Class::Bool: values = {0, 1}; break;
  case Class::Enum:
    for (std::uint32_t i = 0; i < p_[type.enum_].values.size(); ++i) values.push_back(i);
    break;
  case Class::Set:
    for (std::uint32_t i = 0; i < p_[type.enum_].values.size(); ++i)
      out.members.push_back(atom(Atom::Kind::Free, kNoSlot, {}, i, {0, 1}));
    return free_[key] = out;
  case Class::Ref: values = {kSomeRow}; break;
  case Class::Number:
  case Class::Text: values = {0}; break;
  case Class::Id: values = ids(); break;
  case Class::List: return free_[key] = out;
  }
  values.push_back(kGone);
  out.scalar = atom(Atom::Kind::Free, kNoSlot, {}, 0, values);
  return free_[key] = out;
}

/// Equal keys are equal expressions over the same rows.
std::string Model::key(tir::ExprId id, const Around& around) const {
  if (!id.valid()) return "-";
  const tir::Expr& e = p_[id];
  std::string out = "(" + std::to_string(static_cast<int>(e.op));
  switch (e.op) {
  case Op::Here: return out + "#" + (e.x < around.size() ? std::to_string(around[around.size() - 1 - e.x]) : "?") + ")";
  case Op::Const: {
    const tir::Const& c = p_.constants[e.x];
    return out + "=" + std::to_string(static_cast<int>(c.kind)) + ":" + std::to_string(c.mask) + ":" +
           std::to_string(c.number) + ":" + c.text + ")";
  }
  case Op::InMask:
  case Op::HasAll: out += "," + std::to_string(p_.numbers[e.x]); break;
  case Op::Scale: out += "," + std::to_string(p_.numbers[e.x]) + "/" + std::to_string(p_.numbers[e.y]); break;
  case Op::CountDistinct:
    for (std::uint32_t k = 0; k < e.y; ++k) {
      Around inner = around;
      inner.push_back(kNoSlot);
      out += key(p_.keys[e.x + k], inner);
    }
    break;
  default: out += "," + std::to_string(e.x); break;
  }
  const bool opens = e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct || e.op == Op::First;
  Around inner = around;
  if (opens) inner.push_back(kNoSlot);
  out += key(e.a, around) + key(e.b, opens ? inner : around);
  out += key(e.c, opens ? inner : around) + key(e.d, around);
  return out + ")";
}

/// A text that uses a word of one list of words uses a word of every list that has all of them.
void Model::uses_hang_together(Slot slot, tir::FieldId field, std::uint32_t lexicon, Node uses) {
  auto& known = uses_[{slot, field.index}];
  const auto within = [&](std::uint32_t a, std::uint32_t b) {
    const auto& words = p_.lexicons[b].words;
    return std::all_of(p_.lexicons[a].words.begin(), p_.lexicons[a].words.end(),
                       [&](const std::string& w) { return std::find(words.begin(), words.end(), w) != words.end(); });
  };
  for (const auto& [other, node] : known) {
    if (other == lexicon) return;
    if (within(lexicon, other)) constraints_.push_back(d_.either(d_.negate(uses), node));
    if (within(other, lexicon)) constraints_.push_back(d_.either(d_.negate(node), uses));
  }
  known.emplace_back(lexicon, uses);
}

Node Model::valid() {
  assume();
  bounded_ = bounded_ || assumed_bounded_;
  const Node all = d_.both(structure(), met_);
  if (!assumed_bounded_ || options_.free_rows) return all;
  // More rows than the bound allows are asked for: that is no reason to look at nothing.
  if (!(all == looked_at_)) none_left_ = d_.never(all);
  looked_at_ = all;
  return none_left_ ? structure() : all;
}

Node Model::structure() {
  for (; constrained_ < constraints_.size(); ++constrained_) valid_ = d_.both(valid_, constraints_[constrained_]);
  return valid_;
}

Node Model::complete() {
  Node out = valid();
  for (const auto& [asked, node] : asked_) {
    if (std::get<0>(asked) == Atom::Kind::Given) out = d_.both(out, node);
  }
  return out;
}

Symbol Model::anything(tir::FieldId field) {
  // A key of its own: not the same as any expression.
  return free_symbol(p_[field].type, "any " + std::to_string(field.index));
}

Symbol Model::constant(tir::FieldId field, std::uint32_t terminal) {
  return {p_[field].type.cls, Node::terminal(terminal), {}, {}, Node::terminal(1), false};
}

}  // namespace msd::analysis
