// Faults in expressions.
#include "tests/support/mutants.h"

#include "compiler/generate/taste.h"

#include <bit>

namespace msd::testing {

using tir::Const;
using tir::Expr;
using tir::ExprId;
using tir::Program;
using tir::Type;

ExprId add_node(Program& program, Expr expr) {
  program.exprs.push_back(expr);
  return ExprId{static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

ExprId add_constant(Program& program, Const constant, const Type& type, source::Span span) {
  program.constants.push_back(std::move(constant));
  Expr out;
  out.op = Op::Const;
  out.type = type;
  out.x = static_cast<std::uint32_t>(program.constants.size() - 1);
  out.span = span;
  return add_node(program, out);
}

ExprId add_truth(Program& program, bool truth, source::Span span) {
  Type type;
  type.cls = Class::Bool;
  return add_constant(program, {Const::Kind::Finite, truth ? 2ULL : 1ULL, 0, {}}, type, span);
}

ExprId add_not(Program& program, ExprId of) {
  Expr out;
  out.op = Op::Not;
  out.type.cls = Class::Bool;
  out.a = of;
  out.span = program[of].span;
  return add_node(program, out);
}

namespace {

unsigned values(const Program& program, const Type& type) {
  return type.cls == Class::Bool ? 2 : static_cast<unsigned>(program[type.enum_].values.size());
}

std::string value_name(const Program& program, const Type& type, unsigned bit) {
  return type.cls == Class::Bool ? (bit == 1 ? "yes" : "no") : program[type.enum_].values[bit].name;
}

/// The tree with one node of it changed for another: the nodes above it are made anew, behind all others.
ExprId rebuilt(Program& program, ExprId node, ExprId target, ExprId with) {
  if (node == target) return with;
  Expr copy = program[node];
  bool changed = false;
  for (ExprId* child : {&copy.a, &copy.b, &copy.c, &copy.d}) {
    if (!child->valid()) continue;
    const ExprId now = rebuilt(program, *child, target, with);
    changed = changed || !(now == *child);
    *child = now;
  }
  return changed ? add_node(program, copy) : node;
}

class Nodes {
 public:
  Nodes(const Program& program, const Root& root, std::vector<Mutation>& out) : p_(program), root_(root), out_(out) {}

  void visit(ExprId id) {
    if (!id.valid()) return;
    const Expr& e = p_[id];
    node(id, e);
    for (ExprId child : {e.a, e.b, e.c, e.d}) {
      // A constant changes by a step of what it is compared with.
      if (e.op == Op::Compare) step_ = step(p_[child == e.a ? e.b : e.a].type);
      if (e.op != Op::Compare && child.valid()) step_ = step(p_[child].type);
      visit(child);
    }
  }

 private:
  using Make = std::function<ExprId(Program&)>;

  void add(std::string kind, ExprId target, std::string what, Make make) {
    out_.push_back({std::move(kind), root_.place, std::move(what), p_[target].span,
                    [slot = root_.slot, target, make = std::move(make)](Program& program) {
                      const ExprId with = make(program);
                      const ExprId now = rebuilt(program, slot(program), target, with);
                      slot(program) = now;
                    }});
  }
  /// The node with something of it changed.
  void change(std::string kind, ExprId id, std::string what, std::function<void(Program&, Expr&)> edit) {
    add(std::move(kind), id, std::move(what), [id, edit = std::move(edit)](Program& program) {
      Expr copy = program[id];
      edit(program, copy);
      return add_node(program, copy);
    });
  }
  void instead(std::string kind, ExprId id, std::string what, ExprId part) {
    add(std::move(kind), id, std::move(what), [part](Program&) { return part; });
  }

  void node(ExprId id, const Expr& e) {
    switch (e.op) {
    case Op::And: both(id, e, "drop_conjunct", "and_to_or", Op::Or); break;
    case Op::Or: both(id, e, "drop_disjunct", "or_to_and", Op::And); break;
    case Op::Not: instead(p_[e.a].op == Op::Some ? "no_to_some" : "drop_not", id, {}, e.a); break;
    case Op::If:
      instead("always_then", id, {}, e.b);
      instead("always_else", id, {}, e.c);
      change("swap_branches", id, {}, [](Program&, Expr& x) { std::swap(x.b, x.c); });
      break;
    case Op::InMask: membership(id, e); break;
    case Op::HasAll: members(id, e); break;
    case Op::Compare: comparison(id, e); break;
    case Op::EqFinite:
    case Op::EqText:
    case Op::EqRow:
    case Op::EqSet: change("change_comparison", id, {}, [](Program&, Expr& x) { x.x ^= 1U; }); break;
    case Op::Scale:
      change("change_factor", id, "doubled", [](Program& program, Expr& x) {
        program.numbers.push_back(program.numbers[x.x] * 2);
        x.x = static_cast<std::uint32_t>(program.numbers.size() - 1);
      });
      break;
    case Op::Const: constant(id, e); break;
    case Op::Some:
    case Op::Count:
    case Op::CountDistinct:
    case Op::First: aggregate(id, e); break;
    case Op::Load: load(id, e); break;
    case Op::Union:
      instead("drop_member", id, "the first operand", e.b);
      instead("drop_member", id, "the second operand", e.a);
      break;
    default: break;
    }
    const bool condition = e.type.cls == Class::Bool && e.op != Op::Const && e.op != Op::Not && e.op != Op::If;
    if (condition && !root_.outcome) add("negate", id, {}, [id](Program& program) { return add_not(program, id); });
  }

  void both(ExprId id, const Expr& e, const std::string& drop, const std::string& turn, Op other) {
    instead(drop, id, "the first operand", e.b);
    instead(drop, id, "the second operand", e.a);
    change(turn, id, {}, [other](Program&, Expr& x) { x.op = other; });
  }

  void mask(std::string kind, ExprId id, std::string what, std::uint64_t mask) {
    change(std::move(kind), id, std::move(what), [mask](Program& program, Expr& x) {
      program.numbers.push_back(static_cast<std::int64_t>(mask));
      x.x = static_cast<std::uint32_t>(program.numbers.size() - 1);
    });
  }

  void membership(ExprId id, const Expr& e) {
    const auto all = static_cast<std::uint64_t>(p_.numbers[e.x]);
    const Type& type = p_[e.a].type;
    if (type.cls == Class::Bool) return mask("change_value", id, {}, all ^ 3U);
    for (unsigned bit = 0; bit < values(p_, type); ++bit) {
      const std::uint64_t one = std::uint64_t{1} << bit;
      const std::string name = value_name(p_, type, bit);
      if ((all & one) == 0) mask("widen_in", id, name, all | one);
      if ((all & one) != 0 && std::popcount(all) > 1) mask("narrow_in", id, name, all & ~one);
      if (std::popcount(all) == 1 && (all & one) == 0) mask("change_value", id, name, one);
    }
  }

  void members(ExprId id, const Expr& e) {
    const auto all = static_cast<std::uint64_t>(p_.numbers[e.x]);
    const Type& type = p_[e.a].type;
    for (unsigned bit = 0; bit < values(p_, type); ++bit) {
      const std::uint64_t one = std::uint64_t{1} << bit;
      if ((all & one) == 0) mask("change_value", id, value_name(p_, type, bit), one);
      if ((all & one) != 0 && std::popcount(all) > 1) mask("drop_member", id, value_name(p_, type, bit), all & ~one);
    }
  }

  /// Its neighbours in strictness; the opposite is `negate`.
  void comparison(ExprId id, const Expr& e) {
    static constexpr const char* kNames[] = {"==", "!=", "<", "<=", ">", ">="};
    static constexpr std::uint32_t kNeighbour[] = {5, 2, 3, 2, 5, 4};
    const std::uint32_t to = kNeighbour[e.x % 6];
    change("change_comparison", id, kNames[to], [to](Program&, Expr& x) { x.x = to; });
  }

  static std::int64_t step(const Type& type) {
    return type.dimension == Dimension::Count && type.integer ? 1'000'000 : 1;
  }

  void constant(ExprId id, const Expr& e) {
    const Const& c = p_.constants[e.x];
    auto put = [&](const std::string& kind, const std::string& what, Const value) {
      add(kind, id, what,
          [value, type = e.type, span = e.span](Program& program) { return add_constant(program, value, type, span); });
    };
    const std::string kind = root_.outcome ? "change_outcome" : "change_constant";
    if (c.kind == Const::Kind::Number) {
      const std::int64_t step = e.type.integer ? step_ : generate::written_step(c.number, e.type.dimension);
      Const up = c, down = c;
      up.number += step, down.number -= step;
      put(kind, "one step up", up);
      put(kind, "one step down", down);
    }
    if (c.kind == Const::Kind::Finite && (root_.outcome || e.type.cls == Class::Enum)) {
      for (unsigned bit = 0; bit < values(p_, e.type); ++bit) {
        Const value = c;
        value.mask = std::uint64_t{1} << bit;
        if (value.mask != c.mask) put(kind, value_name(p_, e.type, bit), value);
      }
    }
    if (c.kind != Const::Kind::Set) return;
    for (unsigned bit = 0; bit < values(p_, e.type); ++bit) {
      Const value = c;
      value.mask ^= std::uint64_t{1} << bit;
      put((c.mask >> bit & 1U) != 0 ? "drop_member" : "add_member", value_name(p_, e.type, bit), value);
    }
  }

  void aggregate(ExprId id, const Expr& e) {
    const bool asks = e.b.valid() && p_[e.b].op != Op::Const;
    if (e.op == Op::Some && asks) {
      add("some_to_every", id, {}, [id](Program& program) {
        Expr every = program[id];
        every.b = add_not(program, every.b);
        return add_not(program, add_node(program, every));
      });
      change("drop_where", id, {}, [](Program& program, Expr& x) { x.b = add_truth(program, true, x.span); });
    } else if (asks) {
      change("drop_where", id, {}, [](Program&, Expr& x) { x.b = {}; });
    }
    if (e.op != Op::CountDistinct) return;
    for (std::uint32_t k = 0; e.y > 1 && k < e.y; ++k) {
      change("drop_key", id, "key " + std::to_string(k + 1), [k](Program& program, Expr& x) {
        const std::vector<ExprId> all(program.keys.begin() + x.x, program.keys.begin() + x.x + x.y);
        x.x = static_cast<std::uint32_t>(program.keys.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) {
          if (i != k) program.keys.push_back(all[i]);
        }
        --x.y;
      });
    }
    change("distinct_to_count", id, {}, [](Program&, Expr& x) { x.op = Op::Count, x.x = x.y = 0; });
  }

  /// The nearest other field of the row and the type that is decided before.
  void load(ExprId id, const Expr& e) {
    const tir::Field& read = p_.fields[e.x];
    if (read.builtin != tir::Builtin::None || !root_.before.valid()) return;
    for (tir::FieldId other : p_.order) {
      const tir::Field& f = p_[other];
      if (other == root_.before) return;
      const bool alike = f.row == read.row && f.builtin == tir::Builtin::None && f.type.cls == read.type.cls &&
                         f.type.enum_ == read.type.enum_ && f.type.row == read.type.row &&
                         f.type.dimension == read.type.dimension && f.type.optional == read.type.optional;
      if (!alike || other.index == e.x) continue;
      return change("read_another", id, f.name, [other](Program&, Expr& x) { x.x = other.index; });
    }
  }

  const Program& p_;
  const Root& root_;
  std::vector<Mutation>& out_;
  std::int64_t step_ = 1;
};

}  // namespace

Const other_value(const Program& program, const Const& constant, const Type& type) {
  Const out = constant;
  if (constant.kind == Const::Kind::Finite) {
    const unsigned bit = (static_cast<unsigned>(std::countr_zero(constant.mask)) + 1) % values(program, type);
    out.mask = std::uint64_t{1} << bit;
  } else if (constant.kind == Const::Kind::Number) {
    const std::int64_t step = type.dimension == Dimension::Count && type.integer ? 1'000'000 : 1;
    out.number += constant.number + step <= type.high ? step : -step;
  } else if (constant.kind == Const::Kind::Set) {
    out.mask ^= 1U;
  }
  return out;
}

void mutate_nodes(const Program& program, const Root& root, ExprId node, std::vector<Mutation>& out) {
  Nodes(program, root, out).visit(node);
}

}  // namespace msd::testing
