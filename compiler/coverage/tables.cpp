#include "compiler/coverage/tables.h"

#include <algorithm>
#include <bit>

namespace msd::coverage {

namespace {

class Taker {
 public:
  explicit Taker(const image::Image& image) : image_(image) {}

  Decision decision(std::uint32_t node) {
    out_ = {};
    out_.node = node;
    if (node != kNone) {
      const std::uint32_t whole = term(node);
      cells(node, whole);
      std::erase_if(out_.cells, [&](const Cell& c) { return out_.terms[c.term].kind == Term::Kind::Const; });
    }
    return std::move(out_);
  }

 private:
  const image::NodeRecord& at(std::uint32_t node) const { return image_.nodes()[node]; }
  Op op(std::uint32_t node) const { return static_cast<Op>(at(node).op); }
  Class cls(std::uint32_t node) const { return static_cast<Class>(image_.types()[at(node).type].cls); }

  std::uint32_t add(Term term) {
    out_.terms.push_back(term);
    return static_cast<std::uint32_t>(out_.terms.size() - 1);
  }

  std::uint32_t atom(Atom wanted) {
    const auto it = std::find_if(out_.atoms.begin(), out_.atoms.end(), [&](const Atom& a) {
      return a.kind == wanted.kind && a.mask == wanted.mask && same(a.node, wanted.node);
    });
    const auto index = static_cast<std::uint32_t>(it - out_.atoms.begin());
    if (it == out_.atoms.end()) out_.atoms.push_back(wanted);
    return add({Term::Kind::Atom, index});
  }

  /// Equal expressions ask the same.
  bool same(std::uint32_t a, std::uint32_t b) const {
    if (a == b) return true;
    if (a == kNone || b == kNone) return false;
    const image::NodeRecord& x = at(a);
    const image::NodeRecord& y = at(b);
    if (x.op != y.op || x.type != y.type || !same_parameters(x, y)) return false;
    return same(x.a, y.a) && same(x.b, y.b) && same(x.c, y.c) && same(x.d, y.d);
  }

  bool same_parameters(const image::NodeRecord& x, const image::NodeRecord& y) const {
    switch (static_cast<Op>(x.op)) {
    case Op::InMask:
    case Op::HasAll: return image_.number(x.x) == image_.number(y.x);
    case Op::Scale: return image_.number(x.x) == image_.number(y.x) && image_.number(x.y) == image_.number(y.y);
    case Op::Const: {
      const image::ConstRecord& c = image_.consts()[x.x];
      const image::ConstRecord& d = image_.consts()[y.x];
      return c.kind == d.kind && image_.number(c.number) == image_.number(d.number) && c.text == d.text;
    }
    case Op::CountDistinct:
      if (x.y != y.y) return false;
      for (std::uint32_t i = 0; i < x.y; ++i) {
        if (!same(image_.node_list()[x.x + i].node, image_.node_list()[y.x + i].node)) return false;
      }
      return true;
    default: return x.x == y.x && x.y == y.y;
    }
  }

  std::uint32_t term(std::uint32_t node) {
    const image::NodeRecord& n = at(node);
    switch (op(node)) {
    case Op::Const: {
      const auto mask = static_cast<std::uint64_t>(image_.number(image_.consts()[n.x].number));
      return add({Term::Kind::Const, mask == 2 ? 1U : 0U});
    }
    case Op::Not: return add({Term::Kind::Not, term(n.a)});
    case Op::And:
    case Op::Or: {
      const std::uint32_t a = term(n.a);
      const std::uint32_t b = term(n.b);
      return add({op(node) == Op::And ? Term::Kind::And : Term::Kind::Or, a, b});
    }
    case Op::If: {
      const std::uint32_t a = term(n.a);
      const std::uint32_t b = term(n.b);
      return add({Term::Kind::If, a, b, term(n.c)});
    }
    case Op::InMask: return membership(node);
    case Op::HasAll: return each(Atom::Kind::Has, Term::Kind::And, n.a, mask_of(n));
    default: return atom({Atom::Kind::Truth, node});
    }
  }

  std::uint64_t mask_of(const image::NodeRecord& n) const { return static_cast<std::uint64_t>(image_.number(n.x)); }

  /// What leaves out one value (`x != c`) or none asks that one thing.
  std::uint32_t membership(std::uint32_t node) {
    const image::NodeRecord& n = at(node);
    const std::uint64_t mask = mask_of(n);
    if (cls(n.a) == Class::Bool && mask == 2) return term(n.a);
    if (cls(n.a) != Class::Enum) return atom({Atom::Kind::Truth, node});
    const std::uint32_t values = image_.enums()[image_.types()[at(n.a).type].target].value_count;
    const auto among = static_cast<std::uint32_t>(std::popcount(mask));
    if (among != 1 && (among == 0 || among + 1 >= values)) return atom({Atom::Kind::Truth, node});
    return each(Atom::Kind::Is, Term::Kind::Or, n.a, mask);
  }

  std::uint32_t each(Atom::Kind kind, Term::Kind joined, std::uint32_t node, std::uint64_t mask) {
    std::uint32_t out = kNone;
    for (; mask != 0; mask &= mask - 1) {
      const std::uint32_t one = atom({kind, node, mask & (~mask + 1)});
      out = out == kNone ? one : add({joined, out, one});
    }
    return out == kNone ? add({Term::Kind::Const, 1}) : out;
  }

  void cells(std::uint32_t node, std::uint32_t of) {
    if (op(node) != Op::And) return out_.cells.push_back({node, of});
    const Term both = out_.terms[of];
    cells(at(node).a, both.a);
    cells(at(node).b, both.b);
  }

  const image::Image& image_;
  Decision out_;
};

Table::Kind kind_of(std::uint32_t rule_kind) {
  switch (rule_kind) {
  case 0: return Table::Kind::Derive;
  case 1: return Table::Kind::First;
  case 2: return Table::Kind::Unique;
  default: return Table::Kind::Attach;
  }
}

}  // namespace

std::vector<Table> tables(const image::Image& image) {
  Taker taker(image);
  std::vector<Table> out;
  for (std::uint32_t i = 0; i < image.rules().size(); ++i) {
    const image::RuleRecord& rule = image.rules()[i];
    const image::FieldRecord& field = image.fields()[rule.field];
    Table table{kind_of(rule.kind), i, rule.field, field.row, taker.decision(rule.where), {}};
    if (table.kind == Table::Kind::Derive) {
      const bool truth = static_cast<Class>(image.types()[field.type].cls) == Class::Bool;
      table.lines.push_back(taker.decision(truth ? rule.value : kNone));
    }
    for (std::uint32_t l = 0; l < rule.line_count; ++l)
      table.lines.push_back(taker.decision(image.lines()[rule.line_first + l].condition));
    out.push_back(std::move(table));
  }
  for (std::uint32_t i = 0; i < image.requirements().size(); ++i) {
    const image::RequireRecord& require = image.requirements()[i];
    Table table{Table::Kind::Require, i, kNone, require.row, taker.decision(require.where), {}};
    table.lines.push_back(taker.decision(require.condition));
    out.push_back(std::move(table));
  }
  return out;
}

}  // namespace msd::coverage
