// Values as the cases of a proof name them, and whether cases are all that there are.
#include "runtime/eval/assuming.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace msd::eval {

namespace {

constexpr std::int64_t kUnit = 1'000'000;  // of whole counts

Class class_of(const image::Image& image, std::uint32_t type) { return static_cast<Class>(image.types()[type].cls); }

/// The least whole count from `v` on.
std::int64_t up(std::int64_t v) { return v + (kUnit - v % kUnit) % kUnit; }

/// How many values the type names.
unsigned count_of(const image::Image& image, std::uint32_t type) {
  const Class cls = class_of(image, type);
  if (cls == Class::Bool) return 2;
  return cls == Class::Enum || cls == Class::Set ? image.enums()[image.types()[type].target].value_count : 0;
}

Val range(const std::string& word) {
  const std::size_t dots = word.find("..", 1);
  Val out{kPresent, 1, 0};
  if (dots == std::string::npos) return {};
  const char* end = word.data() + word.size();
  const auto low = std::from_chars(word.data(), word.data() + dots, out.low);
  const auto high = std::from_chars(word.data() + dots + 2, end, out.high);
  return low.ptr == word.data() + dots && high.ptr == end && out.low <= out.high ? out : Val{};
}

}  // namespace

Val both(const image::Image& image, std::uint32_t type, Val a, const Val& b) {
  const Class cls = class_of(image, type);
  a.may &= b.may;
  bool none = false;
  if (cls == Class::Set) {
    a.low |= b.low;
    a.high &= b.high;
    none = (a.low & ~a.high) != 0;
  } else if (cls == Class::Number) {
    a.low = std::max(a.low, b.low);
    a.high = std::min(a.high, b.high);
    if (image.types()[type].integer != 0) a.low = up(a.low), a.high = up(a.high) - (a.high % kUnit != 0 ? kUnit : 0);
    none = a.low > a.high;
  }
  if (none) a.may &= ~kPresent;
  return a;
}

bool exact(Class cls, const Val& val) {
  const bool several = cls == Class::Number || cls == Class::Set;
  return std::has_single_bit(val.may) && (finite(cls) || val.may != kPresent || (several && val.low == val.high));
}

bool told(const image::Image& image, std::uint32_t type, const Val& val) {
  const Class cls = class_of(image, type);
  const bool several = cls == Class::Number || cls == Class::Set;
  return cls == Class::List || (several ? exact(cls, val) : std::has_single_bit(val.may));
}

std::string value_word(const image::Image& image, std::uint32_t type, unsigned bit) {
  if (bit >= kMaxEnumValues) return bit == kMaxEnumValues ? "absent" : "rejected";
  if (class_of(image, type) == Class::Bool) return bit == 0 ? "no" : "yes";
  const image::EnumRecord& e = image.enums()[image.types()[type].target];
  return std::string(image.text(image.values()[e.value_first + bit].name));
}

Val value_of_word(const image::Image& image, std::uint32_t type, const std::string& word) {
  const Class cls = class_of(image, type);
  if (word == "absent") return {kAbsent, 0, 0};
  if (word == "rejected") return {kRejected, 0, 0};
  if (cls == Class::Number) return range(word);
  const unsigned count = count_of(image, type);
  for (unsigned bit = 0; bit < count; ++bit) {
    const std::uint64_t mask = std::uint64_t{1} << bit;
    const auto member = static_cast<std::int64_t>(mask);
    const std::string own = value_word(image, type, bit);
    if (cls != Class::Set && word == own) return {mask, 0, 0};
    if (cls == Class::Set && word == "+" + own) return {kPresent, member, -1};
    if (cls == Class::Set && word == "-" + own) return {~std::uint64_t{0}, 0, ~member};
  }
  return word == "present" && !finite(cls) ? Val{kPresent, cls == Class::Set ? 0 : kAny, -1} : Val{};
}

Val value_of_words(const image::Image& image, std::uint32_t type, const std::vector<std::string>& words) {
  Val out;
  for (const std::string& word : words) {
    const Val one = value_of_word(image, type, word);
    if (one.may == 0 || (out.may != 0 && !finite(class_of(image, type)))) return {};
    out = {out.may | one.may, one.low, one.high};
  }
  return out;
}

void Remainder::take(const Val& of) {
  const Class cls = class_of(image_, type_);
  if (cls == Class::Set && (of.low != 0 || of.high != -1) && (of.may & kPresent) != 0) {
    in_ |= static_cast<std::uint64_t>(of.low);
    out_ |= ~static_cast<std::uint64_t>(of.high);
    return;
  }
  if (cls == Class::Number && (of.may & kPresent) != 0) {
    if (of.low > left_.low || of.high < left_.low) return;
    if (of.high >= left_.high) left_.may &= ~kPresent;
    left_.low = of.high >= left_.high ? left_.high : of.high + 1;
    if (image_.types()[type_].integer != 0) left_.low = up(left_.low);
    if (left_.low > left_.high) left_.may &= ~kPresent;
    return;
  }
  left_.may &= ~of.may;
}

std::set<std::int64_t> named_numbers(const image::Image& image) {
  std::set<std::int64_t> out;
  for (const image::ConstRecord& c : image.consts()) {
    if (c.kind == 3) out.insert(image.number(c.number));
  }
  return out;
}

std::vector<Val> in_order(const image::Image& image, std::uint32_t type) {
  std::vector<Val> out;
  const Class cls = class_of(image, type);
  for (unsigned bit = 0; finite(cls) && bit < count_of(image, type); ++bit)
    out.push_back({std::uint64_t{1} << bit, 0, 0});
  if (cls != Class::Number) return out;
  std::int64_t from = image.number(image.types()[type].low);
  const std::int64_t end = image.number(image.types()[type].high);
  for (std::int64_t cut : named_numbers(image)) {
    if (cut < from || cut >= end) continue;
    if (cut > from) out.push_back({kPresent, from, cut - 1});
    out.push_back({kPresent, cut, cut});
    from = cut + 1;
  }
  out.push_back({kPresent, from, end});
  return out;
}

}  // namespace msd::eval
