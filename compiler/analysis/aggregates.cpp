// Lists of rows, and what is said of them together.
#include "compiler/analysis/model.h"

#include <algorithm>

namespace msd::analysis {

using tir::ExprId;

Symbol Model::list(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  if (e.op == Op::Collect) return collect(id, around);
  Symbol out{Class::List, {}, {}, {}, Node::terminal(1), false};
  out.rows = pool(tir::RowId{e.x});
  for (Slot s : out.rows) out.members.push_back(exists(s));
  return out;
}

/// What the members of a list lead to, in the order in which they lead there. A row stands once for each way to it:
/// the first is its place, and whoever counts takes it once.
Symbol Model::collect(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  const Symbol from = eval(e.a, around);
  Symbol out{Class::List, {}, {}, {}, Node::terminal(1), false};
  Node bad = is_bad(from);
  for (std::size_t i = 0; i < from.rows.size(); ++i) {
    if (from.members[i] == Diagrams::no()) continue;
    const Symbol to = cell(from.rows[i], tir::FieldId{e.x});
    bad = d_.either(bad, d_.both(from.members[i], is_bad(to)));
    const auto lead = [&](Slot slot, Node where) {
      const Node in = d_.both(from.members[i], where);
      if (in == Diagrams::no()) return;
      out.rows.push_back(slot);
      out.members.push_back(in);
    };
    if (to.cls == Class::Ref) {
      for (std::uint32_t slot : d_.terminals(to.scalar)) {
        if (slot < kSomeRow) lead(slot, d_.is(to.scalar, slot));
      }
    } else {
      for (std::size_t k = 0; k < to.rows.size(); ++k) lead(to.rows[k], to.members[k]);
    }
  }
  out.state = d_.map(bad, [](std::uint32_t n) { return n == 1 ? kBad : 1U; });
  const Node there = d_.is(out.state, 1);
  for (Node& m : out.members) m = d_.both(there, m);
  return out;
}

/// Each row once, at its first place.
Symbol Model::once(const Symbol& list) {
  Symbol out = list;
  out.rows.clear();
  out.members.clear();
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const auto at = std::find(out.rows.begin(), out.rows.end(), list.rows[i]);
    if (at == out.rows.end()) {
      out.rows.push_back(list.rows[i]);
      out.members.push_back(list.members[i]);
    } else {
      Node& m = out.members[static_cast<std::size_t>(at - out.rows.begin())];
      m = d_.either(m, list.members[i]);
    }
  }
  return out;
}

Symbol Model::aggregate(ExprId id, const Around& around) {
  const tir::Expr& e = p_[id];
  if (options_.free_rows) {
    Symbol out = free_symbol(e.type, key(id, around));
    if (e.op != Op::First) {
      // A count, or whether there is one, is never absent.
      if (e.op == Op::Some)
        out = boolean(d_.is(out.scalar, 1));
      else
        out.scalar = Node::terminal(0);
    }
    return out;
  }
  Symbol from = eval(e.a, around);
  if (e.op != Op::First) from = once(from);
  std::vector<Node> in;
  Node bad = is_bad(from);
  Around inner = around;
  inner.push_back(kNoSlot);
  for (std::size_t i = 0; i < from.rows.size(); ++i) {
    if (from.members[i] == Diagrams::no()) {
      in.push_back(Diagrams::no());
      continue;
    }
    inner.back() = from.rows[i];
    const Node where = e.b.valid() ? eval(e.b, inner).scalar : Diagrams::yes();
    bad = d_.either(bad, d_.both(from.members[i], d_.is(where, kBad)));
    in.push_back(d_.both(from.members[i], d_.is(where, 1)));
  }
  if (e.op == Op::CountDistinct) return distinct(e, from, in, bad, around);
  if (e.op == Op::First) return first(e, from, in, bad, around);
  if (e.op == Op::Some) {
    Node any = Diagrams::no();
    for (Node n : in) any = d_.either(any, n);
    return boolean(d_.where(bad, Node::terminal(kBad), any));
  }
  Node sum = Node::terminal(0);
  for (Node n : in) sum = d_.apply(sum, n, [](std::uint32_t a, std::uint32_t b) { return a + (b == 1 ? 1 : 0); });
  sum = d_.map(sum, [&](std::uint32_t n) { return intern(static_cast<std::int64_t>(n) * 1'000'000); });
  return {Class::Number, d_.where(bad, Node::terminal(kBad), sum), {}, {}, Node::terminal(1), false};
}

Node Model::same(const Symbol& a, const Symbol& b) {
  const auto equal = [](std::uint32_t x, std::uint32_t y) { return x == y ? 1U : 0U; };
  if (a.cls != Class::Set && a.cls != Class::List) return d_.apply(a.scalar, b.scalar, equal);
  Node all = d_.apply(a.state, b.state, equal);
  if (a.cls == Class::List && a.rows != b.rows) bounded_ = true;  // the order of two lists is not compared
  for (std::size_t i = 0; i < a.members.size() && i < b.members.size(); ++i)
    all = d_.both(all, d_.apply(a.members[i], b.members[i], equal));
  return all;
}

/// A member counts if no earlier one that is in has the same keys.
Symbol Model::distinct(const tir::Expr& e, const Symbol& from, const std::vector<Node>& in, Node bad,
                       const Around& around) {
  std::vector<std::vector<Symbol>> keys(from.rows.size());
  Around inner = around;
  inner.push_back(kNoSlot);
  for (std::size_t i = 0; i < from.rows.size(); ++i) {
    inner.back() = from.rows[i];
    for (std::uint32_t k = 0; k < e.y; ++k) {
      keys[i].push_back(eval(p_.keys[e.x + k], inner));
      bad = d_.either(bad, d_.both(from.members[i], is_bad(keys[i].back())));
    }
  }
  Node sum = Node::terminal(0);
  for (std::size_t i = 0; i < from.rows.size(); ++i) {
    Node seen = Diagrams::no();
    for (std::size_t j = 0; j < i; ++j) {
      Node equal = d_.both(in[i], in[j]);
      for (std::uint32_t k = 0; k < e.y && equal != Diagrams::no(); ++k)
        equal = d_.both(equal, same(keys[i][k], keys[j][k]));
      seen = d_.either(seen, equal);
    }
    const Node counts = d_.both(in[i], d_.negate(seen));
    sum = d_.apply(sum, counts, [](std::uint32_t a, std::uint32_t b) { return a + (b == 1 ? 1 : 0); });
  }
  sum = d_.map(sum, [&](std::uint32_t n) { return intern(static_cast<std::int64_t>(n) * 1'000'000); });
  return {Class::Number, d_.where(bad, Node::terminal(kBad), sum), {}, {}, Node::terminal(1), false};
}

Symbol Model::first(const tir::Expr& e, const Symbol& from, const std::vector<Node>& in, Node bad,
                    const Around& around) {
  Symbol out = e.d.valid() ? eval(e.d, around) : gone(e.type, p_);
  bad = d_.either(bad, is_bad(out));
  Around inner = around;
  inner.push_back(kNoSlot);
  for (std::size_t i = from.rows.size(); i-- > 0;) {
    inner.back() = from.rows[i];
    Symbol value{Class::Ref, Node::terminal(from.rows[i]), {}, {}, Node::terminal(1), false};
    if (e.c.valid()) value = eval(e.c, inner);
    bad = d_.either(bad, d_.both(from.members[i], is_bad(value)));
    out = conditional(in[i], value, out, false);
  }
  if (out.several()) {
    out.state = d_.where(bad, Node::terminal(kBad), out.state);
    const Node there = d_.is(out.state, 1);
    for (Node& m : out.members) m = d_.both(there, m);
  } else {
    out.scalar = d_.where(bad, Node::terminal(kBad), out.scalar);
  }
  return out;
}

}  // namespace msd::analysis
