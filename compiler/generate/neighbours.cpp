#include "compiler/generate/neighbours.h"

#include "compiler/generate/taste.h"

#include <bit>

namespace msd::generate {

using coverage::Table;
using tir::Expr;
using tir::ExprId;
using tir::Program;
using Kind = Neighbour::Kind;
using Slot = Neighbour::Slot;

namespace {

constexpr std::int64_t kOne = 1'000'000;  // numbers are in millionths

bool aggregate(Op op) { return op == Op::Some || op == Op::Count || op == Op::CountDistinct || op == Op::First; }

/// The neighbours of one expression.
class OneSlot {
 public:
  OneSlot(Program& program, const Neighbour& like, std::vector<Neighbour>& out)
      : p_(program), like_(like), out_(out), condition_(like.slot == Slot::Condition) {}

  void run() { visit(like_.own, !condition_); }

  /// The whole with `part` changed.
  void add(Kind kind, ExprId part, ExprId with, std::uint32_t value = 0) {
    Neighbour one = like_;
    one.kind = kind;
    one.part = part;
    one.value = value;
    one.other = rebuilt(like_.own, part, with);
    out_.push_back(one);
  }

  ExprId node(Expr expr) {
    p_.exprs.push_back(expr);
    return ExprId{static_cast<std::uint32_t>(p_.exprs.size() - 1)};
  }

 private:
  /// `inner`: coverage does not ask whether this condition decides, so that is asked here.
  void visit(ExprId id, bool inner) {
    if (!id.valid()) return;
    const Expr e = p_[id];
    switch (e.op) {
    case Op::And:
    case Op::Or:
      visit(e.a, inner);
      visit(e.b, inner);
      return;
    case Op::Not: return visit(e.a, inner);
    case Op::If:
      visit(e.a, inner);
      visit(e.b, inner);
      visit(e.c, inner);
      return;
    case Op::Const: return;
    case Op::InMask: membership(id, e, inner); break;
    case Op::Compare:
      limits(id, e);
      if (inner) decides(id);
      break;
    case Op::Some: every(id, e); break;
    case Op::CountDistinct: keys(id, e); break;
    default: break;
    }
    const bool own = e.op == Op::InMask || e.op == Op::Compare;
    if (inner && !own && e.type.cls == Class::Bool) decides(id);
    visit(e.a, false);
    visit(e.b, aggregate(e.op));
    visit(e.c, false);
    visit(e.d, false);
  }

  ExprId truth(bool yes, source::Span span) {
    p_.constants.push_back({tir::Const::Kind::Finite, yes ? 2ULL : 1ULL, 0, {}});
    Expr out;
    out.op = Op::Const;
    out.type.cls = Class::Bool;
    out.x = static_cast<std::uint32_t>(p_.constants.size() - 1);
    out.span = span;
    return node(out);
  }

  void decides(ExprId id) {
    const source::Span span = p_[id].span;
    add(Kind::Always, id, truth(true, span));
    add(Kind::Never, id, truth(false, span));
  }

  ExprId with_mask(Expr e, std::uint64_t mask) {
    p_.numbers.push_back(static_cast<std::int64_t>(mask));
    e.x = static_cast<std::uint32_t>(p_.numbers.size() - 1);
    return node(e);
  }

  void membership(ExprId id, const Expr& e, bool inner) {
    const tir::Type type = p_[e.a].type;
    if (type.cls != Class::Enum) {
      if (inner) decides(id);
      return;
    }
    const auto all = static_cast<std::uint64_t>(p_.numbers[e.x]);
    const auto values = static_cast<std::uint32_t>(p_[type.enum_].values.size());
    // Of what leaves out one value the list is what it leaves out.
    const bool but_one = static_cast<std::uint32_t>(std::popcount(all)) + 1 == values && values > 2;
    for (std::uint32_t bit = 0; bit < values; ++bit) {
      const std::uint64_t one = std::uint64_t{1} << bit;
      const bool in = (all & one) != 0;
      if (!in) add(Kind::Wider, id, with_mask(e, all | one), bit);
      if (in && (inner || but_one) && all != one) add(Kind::Narrower, id, with_mask(e, all & ~one), bit);
      if (in && inner && all == one) decides(id);
    }
  }

  /// The numbers at which a comparison turns: on, and one step beside.
  void limits(ExprId id, const Expr& e) {
    static constexpr std::uint32_t kTouching[] = {5, 2, 3, 2, 5, 4};  // `<` for `<=` and so on
    Expr touching = e;
    touching.x = kTouching[e.x % 6];
    add(Kind::Limit, id, node(touching));
    for (ExprId side : {e.a, e.b}) {
      if (p_[side].op != Op::Const || p_.constants[p_[side].x].kind != tir::Const::Kind::Number) continue;
      const ExprId with = side == e.a ? e.b : e.a;
      // The step away from where the touching comparison turns; of equalities both ways.
      const bool up = (e.x == 3 || e.x == 4) == (side == e.b);
      for (std::int64_t sign : {1, -1}) {
        if (e.x > 1 && (sign > 0) != up) continue;
        Expr stepped = e;
        (side == e.a ? stepped.a : stepped.b) = beside(side, p_[with].type, sign);
        add(Kind::Limit, id, node(stepped));
      }
    }
  }

  /// The constant one step up or down, of what it is compared with.
  ExprId beside(ExprId constant, const tir::Type& with, std::int64_t sign) {
    Expr out = p_[constant];
    tir::Const number = p_.constants[out.x];
    const bool whole = with.integer && with.dimension == Dimension::Count;
    number.number += sign * (whole ? kOne : with.integer ? 1 : written_step(number.number, with.dimension));
    p_.constants.push_back(number);
    out.x = static_cast<std::uint32_t>(p_.constants.size() - 1);
    return node(out);
  }

  ExprId negated(ExprId id) {
    Expr out;
    out.op = Op::Not;
    out.type.cls = Class::Bool;
    out.a = id;
    out.span = p_[id].span;
    return node(out);
  }

  void every(ExprId id, const Expr& e) {
    if (!e.b.valid() || p_[e.b].op == Op::Const) return;
    Expr other = e;
    other.b = negated(e.b);
    add(Kind::Every, id, negated(node(other)));
  }

  void keys(ExprId id, const Expr& e) {
    for (std::uint32_t k = 0; e.y > 1 && k < e.y; ++k) {
      Expr fewer = e;
      fewer.x = static_cast<std::uint32_t>(p_.keys.size());
      fewer.y = e.y - 1;
      for (std::uint32_t i = 0; i < e.y; ++i) {
        if (i != k) p_.keys.push_back(ExprId{p_.keys[e.x + i]});
      }
      add(Kind::Key, id, node(fewer), k);
    }
    Expr count = e;
    count.op = Op::Count;
    count.x = count.y = 0;
    add(Kind::Key, id, node(count), coverage::kNone);
  }

  /// The nodes above the changed one are made anew.
  ExprId rebuilt(ExprId id, ExprId part, ExprId with) {
    if (id == part) return with;
    Expr copy = p_[id];
    bool changed = false;
    for (ExprId* child : {&copy.a, &copy.b, &copy.c, &copy.d}) {
      if (!child->valid()) continue;
      const ExprId now = rebuilt(*child, part, with);
      changed = changed || !(now == *child);
      *child = now;
    }
    return changed ? node(copy) : id;
  }

  Program& p_;
  const Neighbour like_;
  std::vector<Neighbour>& out_;
  bool condition_;
};

class OneTable {
 public:
  OneTable(Program& program, const Table& table) : p_(program), table_(table) {}

  std::vector<Neighbour> run() {
    if (table_.kind == Table::Kind::Require) {
      const tir::Require require = p_.requires_[table_.subject];
      slot(Slot::Condition, coverage::kWhere, require.where);
      slot(Slot::Condition, 0, require.condition);
    } else {
      rule(tir::Rule(p_.rules[table_.subject]));
    }
    return std::move(out_);
  }

 private:
  void slot(Slot slot, std::uint32_t line, ExprId own) {
    if (own.valid()) OneSlot(p_, {slot, Kind::Wider, line, own}, out_).run();
  }

  void rule(const tir::Rule& rule) {
    slot(Slot::Condition, coverage::kWhere, rule.where);
    const bool truth = rule.kind == tir::Rule::Kind::Derive && p_[rule.field].type.cls == Class::Bool;
    slot(truth ? Slot::Condition : Slot::Value, truth ? 0 : coverage::kNone, rule.value);
    for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
      slot(Slot::Condition, i, rule.lines[i].condition);
      const bool next = i + 1 < rule.lines.size() && rule.lines[i + 1].condition.valid();
      if (rule.kind == tir::Rule::Kind::Classify && next) order(rule, i);
      slot(Slot::Outcome, i, rule.lines[i].outcome);
    }
  }

  /// A line that comes behind the next one holds only where that does not.
  void order(const tir::Rule& rule, std::uint32_t i) {
    Expr no;
    no.op = Op::Not;
    no.type.cls = Class::Bool;
    no.a = rule.lines[i + 1].condition;
    no.span = rule.lines[i].span;
    OneSlot to(p_, {Slot::Condition, Kind::Order, i, rule.lines[i].condition}, out_);
    Expr both = no;
    both.op = Op::And;
    both.a = rule.lines[i].condition;
    both.b = to.node(no);
    to.add(Kind::Order, rule.lines[i].condition, to.node(both));
  }

  Program& p_;
  const Table& table_;
  std::vector<Neighbour> out_;
};

}  // namespace

std::vector<std::vector<Neighbour>> neighbours(Program& program, const std::vector<coverage::TableCoverage>& of) {
  std::vector<std::vector<Neighbour>> out;
  for (const coverage::TableCoverage& one : of) out.push_back(OneTable(program, one.table).run());
  return out;
}

}  // namespace msd::generate
