#include "compiler/diff/words.h"

#include "compiler/analysis/witness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

using analysis::Atom;
using analysis::kBad;
using analysis::kGone;
using analysis::kNoSlot;
using analysis::Slot;
using Kind = Atom::Kind;

std::string Words::row(Slot slot) const {
  if (slot == 0) return {};
  const tir::Row& kind = model_.program()[model_.rows()[slot].kind];
  if (kind.single) return kind.name;
  for (Slot up = model_.rows()[0].parent; up != kNoSlot; up = model_.rows()[up].parent) {
    if (up == slot) return kind.name;
  }
  return model_.row_name(slot);
}

std::string Words::name(const Atom& atom) const {
  const std::string at = row(atom.slot);
  return (at.empty() ? "" : at + ".") + model_.program()[atom.field].name;
}

std::string Words::value(const tir::Type& type, std::uint32_t terminal) const {
  if (terminal == kBad) return "rejected";
  if (terminal == kGone) return "absent";
  if (type.cls == Class::Ref) {
    const std::string name = row(terminal);
    return name.empty() ? "itself" : name;
  }
  return analysis::written(model_, type, terminal);
}

/// One value, some, or all but some.
std::string Words::finite(const std::string& name, const Atom& atom, std::uint64_t values) const {
  const tir::Type& type = model_.program()[atom.field].type;
  std::vector<std::string> in, out;
  bool gone = false;
  for (std::size_t i = 0; i < atom.values.size(); ++i) {
    const bool taken = (values >> i & 1U) != 0;
    if (atom.values[i] == kGone) {
      gone = taken;
      continue;
    }
    (taken ? in : out).push_back(value(type, atom.values[i]));
  }
  if (in.empty()) return name + " is absent";
  std::string says;
  if (type.cls == Class::Bool) {
    says = in.size() == 2 ? name + " is given" : (in.front() == "yes" ? name : "not " + name);
  } else if (out.empty()) {
    says = name + " is given";
  } else if (out.size() < in.size() && !gone) {
    says = out.size() == 1 ? name + " != " + out.front() : fmt::format("{} not in {{{}}}", name, fmt::join(out, ", "));
  } else {
    says = in.size() == 1 ? name + " == " + in.front() : fmt::format("{} in {{{}}}", name, fmt::join(in, ", "));
  }
  return gone ? says + " or absent" : says;
}

/// A run of points: what is between two constants stands for all that lies between them.
std::string Words::run(const std::string& name, const Atom& atom, std::size_t first, std::size_t last,
                       std::size_t count) const {
  const tir::Type& type = model_.program()[atom.field].type;
  const auto shown = [&](std::size_t i) { return print_quantity(model_.number(atom.values[i]), type.dimension); };
  const auto cut = [&](std::size_t i) { return points_.cut(atom.field, model_.number(atom.values[i])); };
  if (first == last && cut(first)) return name + " == " + shown(first);
  std::string low, high;
  if (first != 0) low = cut(first) ? ">= " + shown(first) : "> " + shown(first - 1);
  if (last + 1 != count) high = cut(last) ? "<= " + shown(last) : "< " + shown(last + 1);
  if (low.empty() && high.empty()) return name + " is given";
  if (low.empty()) return name + " " + high;
  if (high.empty()) return name + " " + low;
  if (low.starts_with(">=") && high.starts_with("<=")) return name + " in " + shown(first) + " .. " + shown(last);
  return name + " " + low + " and " + high;
}

std::string Words::numbers(const std::string& name, const Atom& atom, std::uint64_t values) const {
  std::size_t count = atom.values.size();
  const bool optional = count != 0 && atom.values.back() == kGone;
  if (optional) --count;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < count; ++i) {
    if ((values >> i & 1U) == 0) continue;
    std::size_t last = i;
    while (last + 1 < count && (values >> (last + 1) & 1U) != 0) ++last;
    parts.push_back(run(name, atom, i, last, count));
    i = last;
  }
  if (optional && (values >> count & 1U) != 0) parts.push_back(parts.empty() ? name + " is absent" : "absent");
  return fmt::format("{}", fmt::join(parts, " or "));
}

std::string Words::condition(const analysis::Choice& choice) const {
  const Atom& atom = model_.atoms()[choice.variable];
  const bool yes = (choice.values >> 1U & 1U) != 0;
  const auto truth = [&](const std::string& words) { return yes ? words : "not (" + words + ")"; };
  switch (atom.kind) {
  case Kind::Exists: return yes ? "there is " + row(atom.slot) : "there is no " + row(atom.slot);
  case Kind::Given: return name(atom) + (yes ? " is given" : " is not given");
  case Kind::Fits: return truth(name(atom) + " fits");
  case Kind::Uses: return truth(name(atom) + " uses " + model_.program().lexicons[atom.detail].name);
  case Kind::Free: return truth("what is not looked at holds");
  case Kind::Member: {
    const tir::Type& type = model_.program()[atom.field].type;
    const std::string member =
        type.cls == Class::Set ? model_.program()[type.enum_].values[atom.detail].name : row(atom.detail);
    return truth(name(atom) + " has " + (member.empty() ? "itself" : member));
  }
  case Kind::Fact: break;
  }
  const tir::Type& type = model_.program()[atom.field].type;
  if (type.cls == Class::Set || type.cls == Class::List || type.cls == Class::Text) {
    const bool there = (choice.values & 1U) != 0;
    return name(atom) + (there ? " is given" : " is absent");
  }
  if (type.cls == Class::Number) return numbers(name(atom), atom, choice.values);
  return finite(name(atom), atom, choice.values);
}

std::vector<std::string> Words::conditions(const analysis::Cube& cube) const {
  std::vector<std::string> out;
  for (const analysis::Choice& c : cube) out.push_back(condition(c));
  return out;
}

}  // namespace msd::diff
