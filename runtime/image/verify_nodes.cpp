// Nodes: their operands, and the rows that stand around them.
#include "runtime/image/verify.h"

#include <algorithm>

namespace msd::image {

namespace {

bool fits(char letter, Class cls) {
  switch (letter) {
  case 'F': return cls == Class::Bool || cls == Class::Enum;
  case 'B': return cls == Class::Bool;
  case 'S': return cls == Class::Set;
  case 'N': return cls == Class::Number;
  case 'T': return cls == Class::Text || cls == Class::Id;
  case 'R': return cls == Class::Ref;
  case 'L': return cls == Class::List;
  default: return true;
  }
}

}  // namespace

void Verifier::nodes() {
  depth_.resize(image_.nodes().size());
  for (std::uint32_t i = 0; i < image_.nodes().size() && reason_.empty(); ++i) node(i);
}

void Verifier::node(std::uint32_t i) {
  const NodeRecord& n = image_.nodes()[i];
  const auto op = static_cast<Op>(n.op);
  const std::string_view operands = info(op).operands;
  const std::uint32_t parts[] = {n.a, n.b, n.c, n.d};
  std::size_t part = 0;
  for (std::size_t at = 0; at < operands.size() && part < 4; ++at, ++part) {
    const char letter = operands[at];
    const bool optional = at + 1 < operands.size() && operands[at + 1] == '?';
    if (optional) ++at;
    const std::uint32_t child = parts[part];
    require(letter == '-' ? child == kNone : (child == kNone ? optional : child < i), "node", i);
    if (!reason_.empty() || child == kNone) continue;
    require(fits(letter, class_of(child)), "node", i);
    depth_[i] = std::max(depth_[i], depth_[child] + 1);
  }
  require(depth_[i] < kMaxNodeDepth && (info(op).result == 'V' || fits(info(op).result, class_of(i))), "node", i);
  if (reason_.empty()) meaning(i, n, op);
}

void Verifier::meaning(std::uint32_t i, const NodeRecord& n, Op op) {
  const TypeRecord& type = type_of(i);
  auto row_of = [&](std::uint32_t node) { return type_of(node).target; };
  auto same = [&](std::uint32_t a, std::uint32_t b) {
    return type_of(a).cls == type_of(b).cls && type_of(a).target == type_of(b).target;
  };
  bool good = true;
  switch (op) {
  case Op::Const: good = n.x < image_.consts().size() && constant(image_.consts()[n.x], type); break;
  case Op::Here: good = n.x < 64; break;
  case Op::Single: good = n.x < image_.rows().size() && image_.rows()[n.x].single != 0 && type.target == n.x; break;
  case Op::All: good = n.x < image_.rows().size() && type.target == n.x; break;
  case Op::Load:
    good = n.x < image_.fields().size() && image_.fields()[n.x].row == row_of(n.a) &&
           image_.types()[image_.fields()[n.x].type].cls == type.cls &&
           image_.types()[image_.fields()[n.x].type].target == type.target;
    break;
  case Op::Collect: {
    good = n.x < image_.fields().size() && image_.fields()[n.x].row == row_of(n.a);
    if (!good) break;
    const TypeRecord& to = image_.types()[image_.fields()[n.x].type];
    const auto cls = static_cast<Class>(to.cls);
    good = (cls == Class::Ref || cls == Class::List) && to.target == type.target;
    break;
  }
  case Op::If: good = same(n.b, n.c) && same(n.b, i); break;
  case Op::InMask:
  case Op::HasAll: good = n.x < image_.view_numbers(); break;
  case Op::EqFinite:
  case Op::EqRow:
  case Op::EqSet: good = same(n.a, n.b) && n.x < 2; break;
  case Op::EqText: good = n.x < 2; break;
  case Op::Compare: good = n.x < 6; break;
  case Op::Scale:  // the smallest number has no counterpart
    good = n.x < image_.view_numbers() && n.y < image_.view_numbers() && image_.number(n.y) > 0 &&
           image_.number(n.x) != INT64_MIN;
    break;
  case Op::HasValue: good = type_of(n.a).target == type_of(n.b).target; break;
  case Op::Fits:
  case Op::Uses:
    good = static_cast<Op>(image_.nodes()[n.a].op) == Op::Load && (op == Op::Fits || n.x < image_.lexicons().size());
    break;
  case Op::CountDistinct: {
    good = std::uint64_t{n.x} + n.y <= image_.node_list().size();
    for (std::uint32_t k = 0; good && k < n.y; ++k) {
      const std::uint32_t key = image_.node_list()[n.x + k].node;
      good = key < i;
      if (good) depth_[i] = std::max(depth_[i], depth_[key] + 1);
    }
    break;
  }
  case Op::First:
    good = (n.c == kNone ? type.target == row_of(n.a) && static_cast<Class>(type.cls) == Class::Ref : same(n.c, i)) &&
           (n.d == kNone || same(n.d, i));
    break;
  case Op::SingletonSet: good = type.target == row_of(n.a); break;
  case Op::Union: good = same(n.a, n.b) && same(n.a, i); break;
  case Op::And:
  case Op::Or:
  case Op::Not:
  case Op::IsAbsent:
  case Op::IsGiven:
  case Op::Some:
  case Op::Count:
  case Op::AttachSelf: break;
  }
  require(good, "node", i);
}

void Verifier::scope(std::uint32_t node, std::vector<std::uint32_t>& around, std::uint32_t self) {
  if (node == kNone || !reason_.empty()) return;
  if (++walked_ > 4'000'000) return fail("its conditions are too large");
  const NodeRecord& n = image_.nodes()[node];
  if (static_cast<Op>(n.op) == Op::Load || static_cast<Op>(n.op) == Op::Collect) reads(n.x);
  switch (static_cast<Op>(n.op)) {
  case Op::Here:
    return require(n.x < around.size() && around[around.size() - 1 - n.x] == type_of(node).target, "node", node);
  case Op::AttachSelf:
    return require(self != kNone && image_.types()[image_.fields()[self].type].target == type_of(node).target, "node",
                   node);
  case Op::Some:
  case Op::Count:
  case Op::CountDistinct:
  case Op::First: {
    scope(n.a, around, self);
    around.push_back(type_of(n.a).target);
    scope(n.b, around, self);
    if (static_cast<Op>(n.op) == Op::First) scope(n.c, around, self);
    for (std::uint32_t k = 0; static_cast<Op>(n.op) == Op::CountDistinct && k < n.y; ++k)
      scope(image_.node_list()[n.x + k].node, around, self);
    around.pop_back();
    if (static_cast<Op>(n.op) == Op::First) scope(n.d, around, self);
    return;
  }
  default:
    for (std::uint32_t part : {n.a, n.b, n.c, n.d}) scope(part, around, self);
  }
}

void Verifier::scope(std::uint32_t node, std::uint32_t row, std::uint32_t self) {
  std::vector<std::uint32_t> around;
  if (row != kNone) around.push_back(row);
  scope(node, around, self);
}

void Verifier::reads(std::uint32_t index) {
  const FieldRecord& read = image_.fields()[index];
  if (ruled_ == kNone || read.rule == kNone) return;
  require(read.rank < image_.fields()[ruled_].rank, "the order of field", ruled_);
  below_ = std::max(below_, chain_[index]);
}

}  // namespace msd::image
