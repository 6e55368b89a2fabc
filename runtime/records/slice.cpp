#include "runtime/records/slice.h"

#include "runtime/records/rewrite.h"

#include <fmt/format.h>

#include <bit>
#include <set>

namespace msd::records {

namespace {

using Kind = Expr::Kind;
using Bits = std::vector<Bit>;

constexpr std::size_t kCombinations = 4'096;  // combinations of codes of an expression that are looked at one by one

/// What an expression comes to: of a bool, an enum or a set the bits of its value, which mean nothing where it is
/// absent.
struct Value {
  Bits bits;
  Bit absent = kNo;
};

class Slicer {
 public:
  Slicer(const Program& p, const Plan& plan, std::size_t largest)
      : p_(p), codings_(plan.codings), packed_(plan.packed), samples_(p, codings_), largest_(largest),
        planes_(codings_.size()) {}

  std::optional<Sliced> run(std::span<const std::uint32_t> decisions, std::string& why) {
    Sliced out;
    if (!decide_all(decisions, out.columns, why)) return std::nullopt;
    Bits all;
    for (const std::uint32_t d : decisions) {
      const Bits& of = planes_[p_.columns.size() + d];
      all.insert(all.end(), of.begin(), of.end());
    }
    const Circuit small = rewritten(circuit_, all);
    out.nodes = small.nodes();
    out.chains = small.chains(all);
    return out;
  }

  /// Finds the planes of the decisions, and of all that they read; which columns these are.
  bool decide_all(std::span<const std::uint32_t> decisions, std::vector<std::uint32_t>& columns, std::string& why) {
    std::vector<bool> needed(p_.decisions.size());
    std::vector<std::uint32_t> sources;
    for (const std::uint32_t d : decisions) needed[d] = true;
    for (std::size_t i = needed.size(); i-- > 0;) {
      if (!needed[i]) continue;
      for (const std::uint32_t root : roots(p_.decisions[i])) samples_.add_sources(root, sources);
      for (const std::uint32_t source : sources) {
        if (source >= p_.columns.size()) needed[source - p_.columns.size()] = true;
      }
    }
    for (const std::uint32_t source : sources) {
      if (source >= p_.columns.size()) break;
      if (!packed_[source]) return why = fmt::format("`{}` has too many values", p_.columns[source].name), false;
      columns.push_back(source);
      for (std::uint32_t bit = 0; bit < packed_[source]->bits; ++bit) planes_[source].push_back(circuit_.input());
    }
    for (std::size_t i = 0; i < needed.size(); ++i) {
      if (!needed[i]) continue;
      const std::size_t own = p_.columns.size() + i;
      if (!packed_[own] || !decide(i, planes_[own]) || circuit_.nodes() > largest_) {
        why = fmt::format("`{}` {}", p_.decisions[i].name,
                          circuit_.nodes() > largest_ ? "would take too many operations"
                                                      : "does not follow from codes alone");
        return false;
      }
    }
    return true;
  }

 private:
  static std::vector<std::uint32_t> roots(const Decision& d) {
    std::vector<std::uint32_t> out{d.where, d.value};
    for (const Line& line : d.lines) out.insert(out.end(), {line.condition, line.outcome});
    return out;
  }

  Bits constant(std::uint64_t code, std::uint32_t bits) const {
    Bits out;
    for (std::uint32_t bit = 0; bit < bits; ++bit) out.push_back((code >> bit & 1U) != 0 ? kYes : kNo);
    return out;
  }
  Bits choose(Bit condition, const Bits& then, const Bits& otherwise) {
    Bits out;
    for (std::size_t i = 0; i < then.size(); ++i) out.push_back(circuit_.choose(condition, then[i], otherwise[i]));
    return out;
  }
  Bit equals(const Bits& bits, std::uint64_t code) {
    Bit out = kYes;
    for (std::size_t i = bits.size(); i-- > 0;) out = circuit_.both(out, bits[i] ^ ((code >> i & 1U) != 0 ? 0U : 1U));
    return out;
  }

  /// Whether a source is absent, or rejected.
  Bit is(std::uint32_t source, std::uint64_t Packed::*state) {
    const std::uint64_t code = *packed_[source].*state;
    if (code == UINT64_MAX) return kNo;
    // Of a set, the one bit that no value has says that it is one of them.
    const Packed& p = *packed_[source];
    const Bits& bits = planes_[source];
    const Coding& coding = codings_[source];
    if (coding.cls != Class::Set) return among(source, [&](std::uint32_t c) { return c == code ? 1 : 0; });
    const Bit beyond = bits[coding.values];
    if (p.absent == UINT64_MAX || p.rejected == UINT64_MAX) return beyond;
    return circuit_.both(beyond, state == &Packed::rejected ? bits[0] : negated(bits[0]));
  }

  /// A function of the code of a source: 1 and 0, and -1 where it does not matter.
  template <class Of> Bit among(std::uint32_t source, Of of) {
    const std::size_t bits = planes_[source].size();
    std::vector<std::int8_t> table(std::size_t{1} << bits, -1);
    for (std::uint32_t code = 0; code < codings_[source].codes; ++code)
      table[code] = static_cast<std::int8_t>(of(code));
    return split(planes_[source], table);
  }
  /// By the bit that leaves the least to ask (Shannon's expansion); of many, by the highest.
  Bit split(const Bits& bits, const std::vector<std::int8_t>& table) {
    bool zero = false, one = false;
    for (const std::int8_t t : table) zero = zero || t == 0, one = one || t == 1;
    if (!one) return kNo;
    if (!zero) return kYes;
    std::size_t best = bits.size() - 1;
    if (bits.size() <= 5) {
      std::size_t least = SIZE_MAX;
      for (std::size_t bit = bits.size(); bit-- > 0;) {
        if (const std::size_t cost = 2 + this->cost(half(table, bit, 0)) + this->cost(half(table, bit, 1));
            cost < least)
          least = cost, best = bit;
      }
    }
    Bits rest = bits;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(best));
    const Bit then = split(rest, half(table, best, 1));
    const Bit otherwise = split(rest, half(table, best, 0));
    return circuit_.choose(bits[best], then, otherwise);
  }
  static std::vector<std::int8_t> half(const std::vector<std::int8_t>& table, std::size_t bit, std::size_t value) {
    std::vector<std::int8_t> out;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if ((i >> bit & 1U) == value) out.push_back(table[i]);
    }
    return out;
  }
  static std::size_t cost(const std::vector<std::int8_t>& table) {
    bool zero = false, one = false;
    for (const std::int8_t t : table) zero = zero || t == 0, one = one || t == 1;
    if (!zero || !one) return 0;
    std::size_t least = SIZE_MAX;
    for (std::size_t bit = 0; (std::size_t{1} << bit) < table.size(); ++bit)
      least = std::min(least, 1 + cost(half(table, bit, 0)) + cost(half(table, bit, 1)));
    return least;
  }

  // ---- expressions
  // --------------------------------------------------------------------------------------------------- That something
  // read is rejected is asked of the whole decision; here it does not matter what comes of it.

  std::optional<Bit> holds(std::uint32_t index) {
    std::map<std::uint32_t, std::optional<Bit>>& known = asks_self(index) ? holds_now_ : holds_;
    if (const auto at = known.find(index); at != known.end()) return at->second;
    const std::optional<Bit> out = fresh(index, p_.exprs[index]);
    known.emplace(index, out);
    return out;
  }
  /// Of a bool, an enum or a set.
  std::optional<Value> value(std::uint32_t index) {
    std::map<std::uint32_t, std::optional<Value>>& known = asks_self(index) ? values_now_ : values_;
    if (const auto at = known.find(index); at != known.end()) return at->second;
    const std::optional<Value> out = fresh_value(index);
    known.emplace(index, out);
    return out;
  }
  /// The set of an `attach` as it stands now: what was known of it before is no longer.
  void stands(Bits set) {
    set_ = std::move(set);
    holds_now_.clear();
    values_now_.clear();
  }

  bool asks_self(std::uint32_t index) {
    const auto [at, fresh] = self_.try_emplace(index, false);
    if (!fresh) return at->second;
    const Expr& e = p_.exprs[index];
    bool out = e.kind == Kind::Self;
    for (const std::uint32_t part : {e.a, e.b, e.c}) out = out || (part != kNone && asks_self(part));
    return self_[index] = out;
  }

  std::optional<Bit> fresh(std::uint32_t index, const Expr& e) {
    if (samples_.exact(index) && samples_.source(index) == kNone)
      return truth(samples_.value(index, {}, {})) == 1 ? kYes : kNo;
    if (samples_.exact(index) && samples_.source(index) != Samples::kSeveral) {
      const std::uint32_t source = samples_.source(index);
      return among(source, [&](std::uint32_t code) { return truth(samples_.value(index, {&source, 1}, {&code, 1})); });
    }
    const auto two = [&](auto join) -> std::optional<Bit> {
      const auto a = holds(e.a);
      const auto b = a ? holds(e.b) : a;
      return b ? std::optional(join(*a, *b)) : std::nullopt;
    };
    switch (e.kind) {
    case Kind::And: return two([&](Bit a, Bit b) { return circuit_.both(a, b); });
    case Kind::Or: return two([&](Bit a, Bit b) { return circuit_.either(a, b); });
    case Kind::Not: {
      const auto a = holds(e.a);
      return a ? std::optional(negated(*a)) : a;
    }
    case Kind::Equal: return equal(e);
    case Kind::Has:
    case Kind::HasAll: return has(e);
    case Kind::In:
    case Kind::IsAbsent:
    case Kind::IsThere: {
      const auto a = value(e.a);
      if (!a) return std::nullopt;
      if (e.kind == Kind::IsAbsent) return a->absent;
      if (e.kind == Kind::IsThere) return negated(a->absent);
      Bit out = kNo;
      for (std::uint32_t v = 0; v < 63 && v < (1U << a->bits.size()); ++v) {
        if ((static_cast<std::uint64_t>(e.number) >> v & 1U) != 0) out = circuit_.either(out, equals(a->bits, v));
      }
      return circuit_.both(out, negated(a->absent));
    }
    case Kind::Compare: return by_codes(index);
    case Kind::Column:
    case Kind::Decision:
    case Kind::If: {
      const auto a = e.cls == Class::Bool ? value(index) : std::nullopt;
      // One that is `no` or absent in any case has no bits.
      return a ? std::optional(a->bits.empty() ? kNo : circuit_.both(a->bits[0], negated(a->absent))) : std::nullopt;
    }
    default: return std::nullopt;
    }
  }

  /// -1: rejected.
  static int truth(const Content& content) {
    if (content.state == Content::State::Rejected) return -1;
    return content.state == Content::State::Value && content.number == 1 ? 1 : 0;
  }

  std::optional<Bit> equal(const Expr& e) {
    const auto a = value(e.a);
    const auto b = a ? value(e.b) : a;
    if (!b) return std::nullopt;
    const bool set = p_.exprs[e.a].cls == Class::Set;
    Bits left = set ? members(*a) : a->bits;
    Bits right = set ? members(*b) : b->bits;
    pad(left, right);
    Bit out = kYes;
    for (std::size_t i = 0; i < left.size(); ++i) out = circuit_.both(out, circuit_.same(left[i], right[i]));
    if (e.x != 0) out = negated(out);
    return set ? out : circuit_.both(out, circuit_.both(negated(a->absent), negated(b->absent)));
  }

  std::optional<Bit> has(const Expr& e) {
    const auto a = value(e.a);
    if (!a) return std::nullopt;
    const Bits of = members(*a);
    Bit out = e.kind == Kind::HasAll ? kYes : kNo;
    if (e.kind == Kind::HasAll) {
      for (std::uint32_t v = 0; v < 64; ++v) {
        if ((static_cast<std::uint64_t>(e.number) >> v & 1U) != 0)
          out = circuit_.both(out, v < of.size() ? of[v] : kNo);
      }
      return out;
    }
    const auto b = value(e.b);
    if (!b) return std::nullopt;
    for (std::size_t v = 0; v < of.size(); ++v) out = circuit_.either(out, circuit_.both(of[v], equals(b->bits, v)));
    return circuit_.both(out, negated(b->absent));
  }

  /// A comparison of several sources: all combinations of their codes, if they are few.
  std::optional<Bit> by_codes(std::uint32_t index) {
    if (!samples_.exact(index)) return std::nullopt;
    std::vector<std::uint32_t> sources;
    samples_.add_sources(index, sources);
    std::size_t count = 1;
    for (const std::uint32_t source : sources) count *= std::min<std::size_t>(codings_[source].codes, kCombinations);
    if (count > kCombinations) return std::nullopt;
    Bit out = kNo;
    std::vector<std::uint32_t> codes(sources.size());
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t rest = i;
      Bit here = kYes;
      for (std::size_t s = 0; s < sources.size(); ++s) {
        codes[s] = static_cast<std::uint32_t>(rest % codings_[sources[s]].codes);
        rest /= codings_[sources[s]].codes;
        here = circuit_.both(here, equals(planes_[sources[s]], codes[s]));
      }
      if (truth(samples_.value(index, sources, codes)) == 1) out = circuit_.either(out, here);
    }
    return out;
  }

  Bits members(const Value& v) {
    Bits out;
    for (const Bit bit : v.bits) out.push_back(circuit_.both(bit, negated(v.absent)));
    return out;
  }

  /// As many as the longer one has.
  static void pad(Bits& a, Bits& b) {
    a.resize(std::max(a.size(), b.size()), kNo);
    b.resize(a.size(), kNo);
  }

  std::optional<Value> fresh_value(std::uint32_t index) {
    const Expr& e = p_.exprs[index];
    if (e.cls == Class::Number) return std::nullopt;
    switch (e.kind) {
    case Kind::Const:
      if (e.absent) return Value{{}, kYes};
      return Value{constant(static_cast<std::uint64_t>(e.number),
                            static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(e.number)))),
                   kNo};
    case Kind::Column:
    case Kind::Decision: {
      const std::uint32_t source = samples_.source(index);
      Value out{planes_[source], is(source, &Packed::absent)};
      if (e.cls == Class::Set) out.bits.resize(codings_[source].values, kNo);
      return out;
    }
    case Kind::If: {
      const auto condition = holds(e.a);
      auto then = condition ? value(e.b) : std::nullopt;
      auto otherwise = then ? value(e.c) : then;
      if (!otherwise) return std::nullopt;
      pad(then->bits, otherwise->bits);
      return Value{choose(*condition, then->bits, otherwise->bits),
                   circuit_.choose(*condition, then->absent, otherwise->absent)};
    }
    case Kind::Single: {
      const auto a = value(e.a);
      if (!a || a->bits.size() > 6) return std::nullopt;
      Value out;
      for (std::uint32_t v = 0; v < (1U << a->bits.size()); ++v)
        out.bits.push_back(circuit_.both(equals(a->bits, v), negated(a->absent)));
      return out;
    }
    case Kind::Union: {
      const auto a = value(e.a);
      const auto b = a ? value(e.b) : a;
      if (!b) return std::nullopt;
      Bits left = members(*a);
      Bits right = members(*b);
      pad(left, right);
      for (std::size_t i = 0; i < left.size(); ++i) left[i] = circuit_.either(left[i], right[i]);
      return Value{std::move(left), kNo};
    }
    case Kind::Self: return Value{set_, kNo};
    case Kind::Scale: return std::nullopt;
    default: {
      const auto truth = holds(index);
      return truth ? std::optional(Value{{*truth}, kNo}) : std::nullopt;
    }
    }
  }

  // ---- decisions
  // -----------------------------------------------------------------------------------------------------

  Bit any_rejected(const std::vector<std::uint32_t>& sources) {
    Bit out = kNo;
    for (const std::uint32_t source : sources) out = circuit_.either(out, is(source, &Packed::rejected));
    return out;
  }

  bool decide(std::size_t decision, Bits& out) {
    const Decision& d = p_.decisions[decision];
    own_ = p_.columns.size() + decision;
    const Packed& own = *packed_[own_];
    std::vector<std::uint32_t> of_where, rest;
    samples_.add_sources(d.where, of_where);
    for (const std::uint32_t root : roots(d)) {
      if (root != d.where) samples_.add_sources(root, rest);
    }
    for (const std::uint32_t source : rest) {
      if (!packed_[source]) return false;
    }
    const auto applies = d.where == kNone ? std::optional(kYes) : holds(d.where);
    const auto found = d.kind == Decision::Kind::Derive   ? outcome(d.value, own)
                       : d.kind == Decision::Kind::Attach ? grown(d, own)
                                                          : fired(d, own);
    if (!applies || !found) return false;
    // Where a state cannot be, nothing is chosen that says so.
    const Bits rejected = constant(own.rejected, own.bits);
    out = choose(any_rejected(rest), rejected, *found);
    out = choose(*applies, out, constant(own.absent, own.bits));
    out = choose(any_rejected(of_where), rejected, out);
    return true;
  }

  /// The code of what an expression comes to.
  std::optional<Bits> outcome(std::uint32_t index, const Packed& own) {
    if (index == kNone) return constant(own.rejected, own.bits);
    const Expr& e = p_.exprs[index];
    if (e.kind == Kind::Const) return constant(e.absent ? own.absent : code_of(e), own.bits);
    if (e.cls == Class::Number) {
      // The number itself has no bits here, but one that is chosen among constants has a code.
      const auto condition = e.kind == Kind::If ? holds(e.a) : std::nullopt;
      const auto then = condition ? outcome(e.b, own) : std::nullopt;
      const auto otherwise = then ? outcome(e.c, own) : then;
      return otherwise ? std::optional(choose(*condition, *then, *otherwise)) : std::nullopt;
    }
    auto found = value(index);
    if (!found) return std::nullopt;
    found->bits.resize(own.bits, kNo);
    return choose(found->absent, constant(own.absent, own.bits), found->bits);
  }
  std::uint64_t code_of(const Expr& e) const {
    return e.cls == Class::Number ? codings_[own_].code({Content::State::Value, e.number})
                                  : static_cast<std::uint64_t>(e.number);
  }

  /// From the last line to the first, each before those behind it.
  std::optional<Bits> fired(const Decision& d, const Packed& own) {
    Bits out = constant(own.rejected, own.bits);
    Bits conditions;
    for (const Line& line : d.lines) {
      const auto condition = line.condition == kNone ? std::optional(kYes) : holds(line.condition);
      if (!condition) return std::nullopt;
      conditions.push_back(*condition);
    }
    for (std::size_t i = d.lines.size(); i-- > 0;) {
      const auto given = outcome(d.lines[i].outcome, own);
      if (!given) return std::nullopt;
      out = choose(conditions[i], *given, out);
    }
    if (d.kind == Decision::Kind::First || d.proven) return out;
    // The last line is `otherwise`.
    Bit any = kNo, several = kNo;
    for (std::size_t i = 0; i + 1 < conditions.size(); ++i) {
      several = circuit_.either(several, circuit_.both(any, conditions[i]));
      any = circuit_.either(any, conditions[i]);
    }
    return choose(several, constant(own.rejected, own.bits), out);
  }

  /// The least fixed point: each round that changes something adds a value.
  std::optional<Bits> grown(const Decision& d, const Packed& own) {
    const std::size_t values = codings_[own_].values;
    const auto from = d.value == kNone ? std::optional(Value{}) : value(d.value);
    if (!from) return std::nullopt;
    Bits begins = members(*from);
    begins.resize(values, kNo);
    stands(std::move(begins));
    std::set<std::pair<std::size_t, Bit>> joined;  // values and what adds them: each once
    for (std::size_t round = 0; round <= values; ++round) {
      Bits next = set_;
      for (const Line& line : d.lines) {
        const auto condition = line.condition == kNone ? std::optional(kYes) : holds(line.condition);
        const auto added = condition ? value(line.outcome) : std::nullopt;
        if (!added) return std::nullopt;
        const Bits all = members(*added);
        for (std::size_t v = 0; v < std::min(values, all.size()); ++v) {
          const Bit adds = circuit_.both(*condition, all[v]);
          if (joined.emplace(v, adds).second) next[v] = circuit_.either(next[v], adds);
        }
      }
      if (next == set_) break;
      stands(std::move(next));
    }
    Bits out = set_;
    stands({});
    out.resize(own.bits, kNo);
    return out;
  }

  const Program& p_;
  const std::vector<Coding>& codings_;
  const std::vector<std::optional<Packed>>& packed_;
  Samples samples_;
  std::size_t largest_;
  Circuit circuit_;
  std::vector<Bits> planes_;                                       // of sources
  std::map<std::uint32_t, std::optional<Bit>> holds_, holds_now_;  // the latter of what asks for the set as it stands
  std::map<std::uint32_t, std::optional<Value>> values_, values_now_;
  std::map<std::uint32_t, bool> self_;
  Bits set_;             // of an `attach`, as it stands
  std::size_t own_ = 0;  // the decision at hand, as a source
};

}  // namespace

bool sliceable(const Program& program, const Plan& plan, std::uint32_t decision, std::size_t largest,
               std::string& why) {
  std::vector<std::uint32_t> columns;
  return Slicer(program, plan, largest).decide_all({&decision, 1}, columns, why);
}

std::optional<Sliced> slice(const Program& program, const Plan& plan, std::span<const std::uint32_t> decisions,
                            std::size_t largest, std::string& why) {
  return Slicer(program, plan, largest).run(decisions, why);
}

}  // namespace msd::records
