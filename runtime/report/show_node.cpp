#include "runtime/report/display.h"

#include <fmt/format.h>

#include <bit>

namespace msd::report {

namespace {

using image::kNone;

/// How tightly a form binds; a looser part inside a tighter one is put into parentheses.
enum Level : int { kOr, kAnd, kNot, kCompare, kAtom };

class Printer {
 public:
  explicit Printer(const image::Image& image) : image_(image) {}

  std::string at(std::uint32_t node, Level around) {
    auto [text, level] = form(node);
    return level < around ? "(" + text + ")" : text;
  }

 private:
  using Form = std::pair<std::string, Level>;
  const image::NodeRecord& node(std::uint32_t index) const { return image_.nodes()[index]; }
  static Op op(const image::NodeRecord& n) { return static_cast<Op>(n.op); }

  std::string values(std::uint32_t type_index, std::uint64_t mask) const {
    const image::TypeRecord& type = image_.types()[type_index];
    std::string out;
    for (; mask != 0; mask &= mask - 1) {
      const auto bit = static_cast<unsigned>(std::countr_zero(mask));
      if (!out.empty()) out += ", ";
      if (static_cast<Class>(type.cls) == Class::Bool) {
        out += bit != 0 ? "yes" : "no";
      } else if (type.target != kNone && bit < image_.enums()[type.target].value_count) {
        out += image_.text(image_.values()[image_.enums()[type.target].value_first + bit].name);
      } else {
        out += "absent";
      }
    }
    return out;
  }

  std::string constant(const image::NodeRecord& n) const {
    const image::ConstRecord& record = image_.consts()[n.x];
    const image::TypeRecord& type = image_.types()[n.type];
    switch (record.kind) {
    case 0: return "absent";
    case 1: return values(n.type, static_cast<std::uint64_t>(image_.number(record.number)));
    case 2: return "{" + values(n.type, static_cast<std::uint64_t>(image_.number(record.number))) + "}";
    case 3: return print_quantity(image_.number(record.number), static_cast<Dimension>(type.dimension));
    default: return fmt::format("\"{}\"", image_.text(record.text));
    }
  }

  std::string membership(const image::NodeRecord& n) {
    const auto mask = static_cast<std::uint64_t>(image_.number(n.x));
    const image::NodeRecord& of = node(n.a);
    const std::string left = at(n.a, kCompare);
    if (static_cast<Class>(image_.types()[of.type].cls) == Class::Bool) {
      if (mask == 2) return left;
      if (mask == 1) return left + " == no";
    }
    if (std::popcount(mask) == 1) return fmt::format("{} == {}", left, values(of.type, mask));
    return fmt::format("{} in {{{}}}", left, values(of.type, mask));
  }

  Form form(std::uint32_t index) {
    const image::NodeRecord& n = node(index);
    static constexpr const char* kCompareWords[] = {"==", "!=", "<", "<=", ">", ">="};
    switch (op(n)) {
    case Op::Const: return {constant(n), kAtom};
    case Op::Here: return {"", kAtom};
    case Op::Single:
    case Op::All: return {std::string(image_.text(image_.rows()[n.x].name)), kAtom};
    case Op::Load:
    case Op::Collect: {
      const std::string from = at(n.a, kAtom);
      const std::string_view field = image_.text(image_.fields()[n.x].name);
      return {from.empty() ? std::string(field) : fmt::format("{}.{}", from, field), kAtom};
    }
    case Op::And: return {fmt::format("{} and {}", at(n.a, kAnd), at(n.b, kAnd)), kAnd};
    case Op::Or: return {fmt::format("{} or {}", at(n.a, kOr), at(n.b, kOr)), kOr};
    case Op::Not:
      if (op(node(n.a)) == Op::Some) return {quantified("no", node(n.a)), kCompare};
      return {"not " + at(n.a, kNot), kNot};
    case Op::If: return {fmt::format("if {} then {} else {}", at(n.a, kOr), at(n.b, kCompare), at(n.c, kCompare)), kOr};
    case Op::InMask: return {membership(n), kCompare};
    case Op::EqFinite:
    case Op::EqText:
    case Op::EqRow:
    case Op::EqSet: return {fmt::format("{} {} {}", at(n.a, kAtom), n.x != 0 ? "!=" : "==", at(n.b, kAtom)), kCompare};
    case Op::Compare:
      return {fmt::format("{} {} {}", at(n.a, kAtom), kCompareWords[n.x % 6], at(n.b, kAtom)), kCompare};
    case Op::Scale: {
      const auto denominator = static_cast<double>(image_.number(n.y));
      return {fmt::format("{} * {}", static_cast<double>(image_.number(n.x)) / denominator, at(n.a, kAtom)), kAtom};
    }
    case Op::HasAll: {
      const auto mask = static_cast<std::uint64_t>(image_.number(n.x));
      const std::string members = values(node(n.a).type, mask);
      return {at(n.a, kAtom) + " has " + (std::popcount(mask) == 1 ? members : "{" + members + "}"), kCompare};
    }
    case Op::HasValue: return {fmt::format("{} has {}", at(n.a, kAtom), at(n.b, kAtom)), kCompare};
    case Op::IsAbsent: return {at(n.a, kAtom) + " is absent", kCompare};
    case Op::IsGiven: return {at(n.a, kAtom) + " is given", kCompare};
    case Op::Fits: return {at(n.a, kAtom) + " fits", kCompare};
    case Op::Uses:
      return {fmt::format("{} uses {}", at(n.a, kAtom), image_.text(image_.lexicons()[n.x].name)), kCompare};
    case Op::Some: return {quantified("some", n), kCompare};
    case Op::Count: return {quantified("count", n), kCompare};
    case Op::CountDistinct: {
      std::string keys;
      for (std::uint32_t i = 0; i < n.y; ++i) {
        if (!keys.empty()) keys += ", ";
        keys += at(image_.node_list()[n.x + i].node, kAtom);
      }
      return {quantified("distinct " + (n.y == 1 ? keys : "(" + keys + ")") + " of", n), kCompare};
    }
    case Op::First: {
      const std::string head = n.c == kNone ? "first" : fmt::format("first {} of", at(n.c, kAtom));
      return {fmt::format("{} otherwise {}", quantified(head, n), n.d == kNone ? "absent" : at(n.d, kAtom)), kCompare};
    }
    case Op::SingletonSet: return {"{" + at(n.a, kAtom) + "}", kAtom};
    case Op::Union: return {fmt::format("{} with {}", at(n.a, kAtom), at(n.b, kAtom)), kCompare};
    case Op::AttachSelf: return {"the set", kAtom};
    }
    return {"", kAtom};
  }

  std::string quantified(std::string_view word, const image::NodeRecord& n) {
    std::string out = fmt::format("{} {}", word, at(n.a, kAtom));
    if (n.b != kNone) out += " where " + at(n.b, kNot);
    return out;
  }

  const image::Image& image_;
};

}  // namespace

std::string show_node(const image::Image& image, std::uint32_t node) {
  return node == image::kNone ? "always" : Printer(image).at(node, kOr);
}

}  // namespace msd::report
