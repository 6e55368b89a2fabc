// How likely a condition is to hold by chance.
#include "runtime/archetypes/rank.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace msd::archetypes {

namespace {

constexpr double kDefault = 0.75;    // that a cell with a default has it
constexpr double kReference = 0.25;  // that two references lead to one row
constexpr double kMember = 0.25;     // that a set has some value
constexpr int kMembers = 2;          // of a relation

class Shares {
 public:
  explicit Shares(const image::Image& image) : image_(image) {}

  double of(std::uint32_t node) const {
    if (node == kNone) return 1;
    const image::NodeRecord& n = image_.nodes()[node];
    switch (static_cast<Op>(n.op)) {
    case Op::Const: return (image_.number(image_.consts()[n.x].number) & 2) != 0 ? 1 : 0;
    case Op::Load: return finite(node, 2);
    case Op::InMask: return finite(n.a, static_cast<std::uint64_t>(image_.number(n.x)));
    case Op::And: return of(n.a) * of(n.b);
    case Op::Or: return 1 - (1 - of(n.a)) * (1 - of(n.b));
    case Op::Not: return 1 - of(n.a);
    case Op::If: return (of(n.b) + of(n.c)) / 2;
    case Op::Some: return 1 - std::pow(1 - of(n.b), kMembers);
    case Op::EqFinite: return turned(n.x, 1.0 / std::max(2U, values(n.a)));
    case Op::EqRow: return turned(n.x, kReference);
    case Op::EqText: return turned(n.x, kReference);
    case Op::EqSet: return turned(n.x, kMember);
    case Op::HasAll: return std::pow(kMember, std::popcount(static_cast<std::uint64_t>(image_.number(n.x))));
    case Op::HasValue: return kMember;
    case Op::Uses: return 1;  // what a text says is not looked at
    case Op::Compare:
    case Op::IsAbsent:
    case Op::IsGiven:
    case Op::Fits:
    case Op::Here:
    case Op::Single:
    case Op::All:
    case Op::Collect:
    case Op::Scale:
    case Op::Count:
    case Op::CountDistinct:
    case Op::First:
    case Op::SingletonSet:
    case Op::Union:
    case Op::AttachSelf: break;
    }
    return 0.5;
  }

 private:
  static double turned(std::uint32_t differs, double share) { return differs != 0 ? 1 - share : share; }

  unsigned values(std::uint32_t node) const {
    const image::TypeRecord& type = image_.types()[image_.nodes()[node].type];
    return static_cast<Class>(type.cls) == Class::Bool ? 2 : image_.enums()[type.target].value_count;
  }

  /// That a finite node has one of the values of a mask.
  double finite(std::uint32_t node, std::uint64_t mask) const {
    const image::NodeRecord& n = image_.nodes()[node];
    const unsigned count = values(node);
    mask &= (std::uint64_t{1} << count) - 1;
    const double even = std::popcount(mask) / static_cast<double>(std::max(1U, count));
    if (static_cast<Op>(n.op) != Op::Load || image_.fields()[n.x].default_value == kNone) return even;
    const image::ConstRecord& usual = image_.consts()[image_.fields()[n.x].default_value];
    if (usual.kind != 1 || count < 2) return even;
    const auto bit = static_cast<std::uint64_t>(image_.number(usual.number));
    const double others = (1 - kDefault) * std::popcount(mask & ~bit) / (count - 1.0);
    return others + ((mask & bit) != 0 ? kDefault : 0);
  }

  const image::Image& image_;
};

}  // namespace

double share(const image::Image& image, std::uint32_t node) { return Shares(image).of(node); }

}  // namespace msd::archetypes
