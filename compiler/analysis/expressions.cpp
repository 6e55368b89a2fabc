// Expressions as diagrams: the meaning of each operation as ops.def states it, over all facts at once.
#include "compiler/analysis/model.h"

#include <algorithm>

namespace msd::analysis {

using tir::ExprId;

namespace {

__extension__ using Wide = __int128;

bool holds(std::uint32_t comparison, Wide x, Wide y) {
  switch (comparison) {
  case 0: return x == y;
  case 1: return x != y;
  case 2: return x < y;
  case 3: return x <= y;
  case 4: return x > y;
  default: return x >= y;
  }
}

std::uint32_t logical(bool b) { return b ? 1 : 0; }

}  // namespace

Symbol Model::evaluate(ExprId id) { return eval(id, {0}); }
Node Model::truth(ExprId id) { return d_.either(evaluate(id).scalar, Diagrams::no()); }

Node Model::guard(const Symbol& set, Node n) {
  if (set.state.is_terminal() && set.state.number() != kBad) return n;
  return d_.where(d_.is(set.state, kBad), Node::terminal(kBad), n);
}

Node Model::is_bad(const Symbol& s) { return d_.is(s.whole(), kBad); }
Node Model::is_gone(const Symbol& s) { return d_.is(s.whole(), kGone); }
Node Model::present(const Symbol& s) { return d_.negate(d_.either(is_bad(s), is_gone(s))); }

Symbol Model::gone(const tir::Type& type, const tir::Program& program) {
  Symbol out{type.cls, Node::terminal(kGone), {}, {}, Node::terminal(kGone), false};
  if (type.cls == Class::Set) out.members.assign(program[type.enum_].values.size(), Diagrams::no());
  return out;
}

Symbol Model::eval(ExprId id, const Around& around) {
  if (depth_ == 0) {
    for (const auto& [part, truth] : replaced_) {
      if (part == id) return boolean(truth ? Diagrams::yes() : Diagrams::no());
    }
  }
  if (d_.exhausted()) return gone(p_[id].type, p_);
  return operation(id, around);
}

Symbol Model::operation(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  switch (e.op) {
  case Op::Const: return constant(e);
  case Op::Here: return {Class::Ref, Node::terminal(around[around.size() - 1 - e.x]), {}, {}, Node::terminal(1), false};
  case Op::Single: return single(e, around);
  case Op::Load: return load(id, around);
  case Op::All:
  case Op::Collect: return list(id, around);
  case Op::And:
  case Op::Or: {
    // One after the other: in the order in which columns are met they are told, whatever compiles this.
    const Node b = eval(e.b, around).scalar;
    const Node a = eval(e.a, around).scalar;
    return boolean(e.op == Op::And ? d_.both(a, b) : d_.either(a, b));
  }
  case Op::Not: return boolean(d_.negate(eval(e.a, around).scalar));
  case Op::If: {
    const Node condition = eval(e.a, around).scalar;
    const Symbol then = eval(e.b, around);
    return conditional(condition, then, eval(e.c, around));
  }
  case Op::InMask: return boolean(d_.among(eval(e.a, around).scalar, static_cast<std::uint64_t>(p_.numbers[e.x])));
  case Op::EqFinite:
  case Op::EqText:
  case Op::EqRow: {
    const Node a = eval(e.a, around).scalar;
    const Node b = eval(e.b, around).scalar;
    if (options_.free_rows && e.op == Op::EqRow) return free_symbol(e.type, key(id, around));
    if (e.op == Op::EqFinite && b.is_terminal() && b.number() < 64) {
      const std::uint64_t value = std::uint64_t{1} << b.number();
      return boolean(d_.among(a, e.x == 0 ? value : ~value));
    }
    return boolean(d_.apply(a, b, [&](std::uint32_t x, std::uint32_t y) {
      if (x == kBad || y == kBad) return kBad;
      return logical(x != kGone && y != kGone && (x == y) == (e.x == 0));
    }));
  }
  case Op::Compare: return compare(id, around);
  case Op::Scale: {
    Symbol from = eval(e.a, around);
    const std::int64_t top = p_.numbers[e.x];
    const std::int64_t bottom = p_.numbers[e.y];
    from.scalar = d_.map(from.scalar, [&](std::uint32_t n) {
      if (n == kGone || n == kBad || from.free) return n;
      return intern(static_cast<std::int64_t>(static_cast<Wide>(numbers_[n]) * top / bottom));
    });
    return from;
  }
  case Op::IsAbsent: {
    const Symbol a = eval(e.a, around);
    const Node n = a.whole();
    return boolean(d_.map(n, [](std::uint32_t v) { return v == kBad ? kBad : logical(v == kGone); }));
  }
  case Op::IsGiven:
  case Op::Fits:
  case Op::Uses: return question(id, around);
  case Op::EqSet:
  case Op::HasAll:
  case Op::HasValue:
  case Op::SingletonSet:
  case Op::Union:
  case Op::AttachSelf: return set_operation(e, around);
  case Op::Some:
  case Op::Count:
  case Op::CountDistinct:
  case Op::First: return aggregate(id, around);
  }
  return gone(e.type, p_);
}

Symbol Model::constant(const tir::Expr& e) {
  const tir::Const& c = p_.constants[e.x];
  Symbol out{e.type.cls, Node::terminal(kGone), {}, {}, Node::terminal(1), false};
  switch (c.kind) {
  case tir::Const::Kind::Absent: return gone(e.type, p_);
  case tir::Const::Kind::Finite:
    out.scalar = Node::terminal(static_cast<std::uint32_t>(__builtin_ctzll(c.mask)));
    break;
  case tir::Const::Kind::Number: out.scalar = Node::terminal(intern(c.number)); break;
  case tir::Const::Kind::Text: out.scalar = Node::terminal(e.type.cls == Class::Id ? intern(c.text) : 0); break;
  case tir::Const::Kind::Set:
    if (e.type.cls == Class::Set) {
      for (std::uint32_t i = 0; i < p_[e.type.enum_].values.size(); ++i)
        out.members.push_back(Node::terminal(logical((c.mask >> i & 1U) != 0)));
    }
    break;
  }
  return out;
}

Symbol Model::conditional(Node condition, const Symbol& then, const Symbol& otherwise, bool strict) {
  const auto either_of = [&](Node a, Node b) {
    return strict ? d_.choose(condition, a, b) : d_.where(condition, a, b);
  };
  Symbol out{then.cls, {}, {}, {}, Node::terminal(1), then.free || otherwise.free};
  if (then.cls != Class::Set && then.cls != Class::List) {
    out.scalar = either_of(then.scalar, otherwise.scalar);
    return out;
  }
  out.state = either_of(then.state, otherwise.state);
  const Node there = d_.is(out.state, 1);
  const Node other = d_.negate(condition);
  if (then.cls == Class::Set || then.rows == otherwise.rows) {
    out.rows = then.rows;
    for (std::size_t i = 0; i < std::max(then.members.size(), otherwise.members.size()); ++i) {
      const Node a = i < then.members.size() ? then.members[i] : Diagrams::no();
      const Node b = i < otherwise.members.size() ? otherwise.members[i] : Diagrams::no();
      out.members.push_back(d_.where(there, d_.where(condition, a, b), Diagrams::no()));
    }
    return out;
  }
  // Only one of the two is there at a place, so that one behind the other keeps the order of both.
  for (const auto& [side, holds] : {std::pair{&then, condition}, std::pair{&otherwise, other}}) {
    for (std::size_t i = 0; i < side->rows.size(); ++i) {
      out.rows.push_back(side->rows[i]);
      out.members.push_back(d_.where(there, d_.both(holds, side->members[i]), Diagrams::no()));
    }
  }
  return out;
}

Symbol Model::load(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  const tir::FieldId field{e.x};
  if (depth_ == 0 && !overridden_.empty()) {
    if (const auto found = overridden_.find(field.index); found != overridden_.end()) return found->second;
  }
  const Node from = eval(e.a, around).scalar;
  if (from.is_terminal() && from.number() < kSomeRow) return cell(from.number(), field);
  Symbol out = gone(e.type, p_);
  if (options_.free_rows) {
    const Symbol there = free_symbol(e.type, key(id, around));
    const Node leads = d_.map(from, [](std::uint32_t n) { return n == kGone ? 0U : n == kBad ? kBad : 1U; });
    return conditional(leads, there, out);
  }
  for (std::uint32_t slot : d_.terminals(from)) {
    if (slot >= kSomeRow) continue;
    const Symbol& there = cell(slot, field);
    const Node leads = d_.is(from, slot);
    // What stands in rows that the reference does not lead to does not count.
    out = conditional(leads, there, out, false);
  }
  if (e.type.cls == Class::Set || e.type.cls == Class::List) {
    out.state = d_.where(d_.is(from, kBad), Node::terminal(kBad), out.state);
  } else {
    out.scalar = d_.where(d_.is(from, kBad), Node::terminal(kBad), out.scalar);
  }
  return out;
}

/// The single row that applies to a row: one of its own, if the nearest row around it can select one.
Symbol Model::single(const tir::Expr& e, const Around& around) {
  const tir::RowId kind{e.x};
  Symbol out{Class::Ref, {}, {}, {}, Node::terminal(1), false};
  const tir::FieldId selector = p_[kind].selector;
  Slot selects = kNoSlot;
  if (selector.valid() && e.a.valid()) {
    const Node from = eval(e.a, around).scalar;
    if (!from.is_terminal() || from.number() >= kSomeRow) {
      // The row around is not one row: any single row of the kind.
      if (options_.free_rows)
        return free_symbol(e.type, key({static_cast<std::uint32_t>(&e - p_.exprs.data())}, around));
      out.scalar = d_.map(from, [&](std::uint32_t n) {
        if (n >= kSomeRow) return n;
        Slot at = n;
        while (at != kNoSlot && !(rows_[at].kind == p_[selector].row)) at = rows_[at].parent;
        return at == kNoSlot ? single(kind, kNoSlot) : single(kind, at);
      });
      return out;
    }
    for (Slot at = from.number(); at != kNoSlot; at = rows_[at].parent) {
      if (rows_[at].kind == p_[selector].row) {
        selects = at;
        break;
      }
    }
  }
  out.scalar = Node::terminal(single(kind, selects));
  return out;
}

/// `is given`, `fits`, `uses`: of a cell whose row is known, or of every row that it may be.
Symbol Model::question(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  const tir::Expr& asked = p_[e.a];
  if (asked.op != Op::Load) {
    const Symbol row = eval(e.a, around);
    const Node n = row.cls == Class::List ? row.state : row.scalar;
    return boolean(d_.map(n, [](std::uint32_t v) { return v == kBad ? kBad : logical(v != kGone); }));
  }
  const tir::FieldId field{asked.x};
  const Node from = eval(asked.a, around).scalar;
  const auto at = [&](Slot slot) -> Node {
    const Symbol& content = cell(slot, field);
    Node there = d_.negate(d_.either(is_gone(content), Diagrams::no()));
    const Node bad = is_bad(content);
    const tir::Field& f = p_[field];
    const bool fact = !f.rule.valid() && f.builtin == tir::Builtin::None;
    if (e.op == Op::IsGiven) {
      if (content.cls == Class::List && !options_.free_rows) {
        Node any = Diagrams::no();
        for (Node m : content.members) any = d_.either(any, m);
        there = any;
      } else if (content.cls == Class::List) {
        there = free_symbol(e.type, key(id, around)).scalar;
      }
      // A computed cell is not there before it is decided, which is another matter than what it will be.
      if ((fact || f.rule.valid()) && !f.type.optional && !f.default_value && content.cls != Class::List)
        there = d_.both(there, question(Atom::Kind::Given, slot, field, 0));
    } else {
      const bool uses = e.op == Op::Uses;
      const Node answer = question(uses ? Atom::Kind::Uses : Atom::Kind::Fits, slot, field, uses ? e.x : 0);
      if (uses) uses_hang_together(slot, field, e.x, answer);
      there = d_.both(there, answer);
    }
    return d_.where(bad, Node::terminal(kBad), there);
  };
  if (from.is_terminal() && from.number() < kSomeRow) return boolean(at(from.number()));
  if (options_.free_rows) return free_symbol(e.type, key(id, around));
  Node out = d_.map(from, [](std::uint32_t n) { return n == kBad ? kBad : 0U; });
  for (std::uint32_t slot : d_.terminals(from)) {
    if (slot < kSomeRow) out = d_.where(d_.is(from, slot), at(slot), out);
  }
  return boolean(out);
}

/// Fractions are compared without rounding.
Symbol Model::compare(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  struct Side {
    Symbol symbol;
    std::int64_t top = 1, bottom = 1;
  };
  const auto side = [&](ExprId of) -> Side {
    const tir::Expr& s = p_[of];
    if (s.op != Op::Scale) return {eval(of, around)};
    return {eval(s.a, around), p_.numbers[s.x], p_.numbers[s.y]};
  };
  const Side a = side(e.a);
  const Side b = side(e.b);
  if (a.symbol.free || b.symbol.free) {
    const Node there = d_.both(d_.negate(is_gone(a.symbol)), d_.negate(is_gone(b.symbol)));
    return boolean(d_.both(there, free_symbol(e.type, key(id, around)).scalar));
  }
  return boolean(d_.apply(a.symbol.scalar, b.symbol.scalar, [&](std::uint32_t x, std::uint32_t y) {
    if (x == kBad || y == kBad) return kBad;
    if (x == kGone || y == kGone) return 0U;
    return logical(holds(e.x, static_cast<Wide>(numbers_[x]) * a.top * b.bottom,
                         static_cast<Wide>(numbers_[y]) * b.top * a.bottom));
  }));
}

Symbol Model::set_operation(const tir::Expr& e, const Around& around) {
  if (e.op == Op::AttachSelf) return {Class::Set, {}, attach_self_, {}, Node::terminal(1), false};
  const Symbol a = eval(e.a, around);
  switch (e.op) {
  case Op::HasAll: {
    Node all = Diagrams::yes();
    for (std::size_t i = 0; i < a.members.size(); ++i) {
      if ((static_cast<std::uint64_t>(p_.numbers[e.x]) >> i & 1U) != 0) all = d_.both(all, a.members[i]);
    }
    return boolean(guard(a, all));
  }
  case Op::HasValue: {
    const Node value = eval(e.b, around).scalar;
    Node any = d_.map(value, [](std::uint32_t n) { return n == kBad ? kBad : 0U; });
    for (std::uint32_t i = 0; i < a.members.size(); ++i) any = d_.either(any, d_.both(d_.is(value, i), a.members[i]));
    return boolean(guard(a, any));
  }
  case Op::SingletonSet: {
    Symbol out{Class::Set, {}, {}, {}, d_.map(a.scalar, [](std::uint32_t n) { return n == kBad ? kBad : 1U; }), false};
    for (std::uint32_t i = 0; i < p_[e.type.enum_].values.size(); ++i) out.members.push_back(d_.is(a.scalar, i));
    return out;
  }
  case Op::EqSet:
  case Op::Union: {
    const Symbol b = eval(e.b, around);
    const Node bad = d_.either(is_bad(a), is_bad(b));
    if (e.op == Op::EqSet) {
      Node equal = Diagrams::yes();
      for (std::size_t i = 0; i < a.members.size() && i < b.members.size(); ++i)
        equal = d_.both(equal, d_.choose(a.members[i], b.members[i], d_.negate(b.members[i])));
      if (e.x != 0) equal = d_.negate(equal);
      return boolean(d_.where(bad, Node::terminal(kBad), equal));
    }
    Symbol out{Class::Set, {}, {}, {}, d_.map(bad, [](std::uint32_t n) { return n == 1 ? kBad : 1U; }), false};
    const Node there = d_.is(out.state, 1);
    for (std::size_t i = 0; i < a.members.size() && i < b.members.size(); ++i)
      out.members.push_back(d_.both(there, d_.either(a.members[i], b.members[i])));
    return out;
  }
  default: return gone(e.type, p_);
  }
}

}  // namespace msd::analysis
