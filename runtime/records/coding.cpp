#include "runtime/records/coding.h"

#include <bit>
#include <set>

namespace msd::records {

namespace {

using Kind = Expr::Kind;
__extension__ using Wide = __int128;

constexpr std::uint32_t kCodes = 1U << 14U;  // of one source
constexpr std::uint32_t kSmallSet = 6;       // values

bool direct(const Expr& e) { return e.kind == Kind::Column || e.kind == Kind::Decision; }

std::uint32_t source_of(const Program& p, const Expr& e) {
  return e.x + (e.kind == Kind::Decision ? static_cast<std::uint32_t>(p.columns.size()) : 0);
}

std::uint32_t value_count(const Program& p, std::uint32_t type_index) {
  const image::TypeRecord& type = p.image.types()[type_index];
  const auto cls = static_cast<Class>(type.cls);
  return cls == Class::Bool                        ? 2
         : cls == Class::Enum || cls == Class::Set ? p.image.enums()[type.target].value_count
                                                   : 0;
}

/// Where a comparison of a source with a constant turns: the first number on the other side.
void add_cuts(std::set<std::int64_t>& cuts, Wide factor, Wide constant) {
  if (factor == 0) return;  // it never turns
  if (factor < 0) factor = -factor, constant = -constant;
  Wide floor = constant / factor;
  const bool exact = floor * factor == constant;
  if (!exact && constant < 0) --floor;
  for (const Wide cut : {floor, floor + 1}) {
    if ((exact || cut != floor) && cut >= INT64_MIN && cut <= INT64_MAX) cuts.insert(static_cast<std::int64_t>(cut));
  }
}

/// What can become of columns and decisions, seen from their types and from how the rules are written.
class States {
 public:
  explicit States(const Program& p) : p_(p), exprs_(p.exprs.size()) {
    for (const Column& c : p.columns) {
      const bool optional = p.image.types()[c.type].optional != 0;
      sources_.push_back((optional ? kAbsent : 0U) | (c.kind == Column::Kind::Measure ? kRejected : 0U));
    }
    for (std::uint32_t i = 0; i < p.exprs.size(); ++i) exprs_[i] = static_cast<std::uint8_t>(expr(p.exprs[i]));
    know(p.decisions.size());
  }
  bool can_be_absent(std::size_t source) const { return (sources_[source] & kAbsent) != 0; }
  bool can_be_rejected(std::size_t source) const { return (sources_[source] & kRejected) != 0; }

 private:
  static constexpr unsigned kAbsent = 1, kRejected = 2;

  unsigned expr(const Expr& e) {
    const auto rejected = [&](std::uint32_t part) { return part == kNone ? 0U : exprs_[part] & kRejected; };
    switch (e.kind) {
    case Kind::Const: return e.absent ? kAbsent : 0U;
    case Kind::Column: return sources_[e.x];
    case Kind::Decision: know(e.x + std::size_t{1}); return sources_[p_.columns.size() + e.x];
    case Kind::If: return exprs_[e.b] | exprs_[e.c] | rejected(e.a);
    case Kind::Scale: return exprs_[e.a];
    default: return rejected(e.a) | rejected(e.b);
    }
  }
  /// What decisions read stands in front of who reads them.
  void know(std::size_t decisions) {
    while (sources_.size() < p_.columns.size() + decisions)
      sources_.push_back(decision(p_.decisions[sources_.size() - p_.columns.size()]));
  }
  unsigned decision(const Decision& d) const {
    unsigned out = d.where != kNone ? kAbsent : 0U;
    const auto add = [&](std::uint32_t index, bool gives) {
      if (index != kNone) out |= exprs_[index] & (gives ? kAbsent | kRejected : kRejected);
    };
    const bool table = d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
    add(d.where, false);
    add(d.value, d.kind == Decision::Kind::Derive);
    bool always = !table;
    for (const Line& line : d.lines) {
      add(line.condition, false);
      add(line.outcome, table);
      if (line.outcome == kNone) out |= kRejected;
      always = always || line.condition == kNone;
    }
    return !always || (d.kind == Decision::Kind::Unique && !d.proven) ? out | kRejected : out;
  }

  const Program& p_;
  std::vector<unsigned> sources_;
  std::vector<std::uint8_t> exprs_;
};

/// What follows from the type of a source, from where numbers turn, and from what it can be.
void finish(const Program& p, std::size_t source, Coding& c) {
  const bool decided = source >= p.columns.size();
  const std::uint32_t type = decided ? p.decisions[source - p.columns.size()].type : p.columns[source].type;
  c.cls = static_cast<Class>(p.image.types()[type].cls);
  c.values = value_count(p, type);
  const bool number = c.cls == Class::Number;
  c.low = number ? p.image.number(p.image.types()[type].low) : 0;
  c.high = number                ? p.image.number(p.image.types()[type].high)
           : c.cls == Class::Set ? static_cast<std::int64_t>((std::uint64_t{1} << c.values) - 1)
                                 : std::int64_t{c.values} - 1;
  if (c.cls == Class::Set && c.values > kSmallSet) return;
  c.codes = c.cls == Class::Set      ? 1U << c.values
            : c.cls == Class::Number ? static_cast<std::uint32_t>(c.cuts.size()) + 1
                                     : c.values;
  if (c.can_be_absent) c.absent = c.codes++;
  if (c.can_be_rejected) c.rejected = c.codes++;
  c.usable = c.codes <= kCodes;
}

}  // namespace

Content Coding::sample(std::uint32_t code) const {
  if (code == absent) return {};
  if (code == rejected) return {Content::State::Rejected, 0};
  if (cls != Class::Number) return {Content::State::Value, code};
  if (code != 0) return {Content::State::Value, cuts[code - 1]};
  return {Content::State::Value, cuts.empty() ? 0 : std::max(cuts.front(), INT64_MIN + 1) - 1};
}

std::vector<Coding> codings(const Program& p) {
  std::vector<Coding> out(p.columns.size() + p.decisions.size());
  std::vector<std::set<std::int64_t>> cuts(out.size());
  for (const Expr& e : p.exprs) {
    if (e.kind != Kind::Compare) continue;
    const Expr& a = p.exprs[e.a];
    const Expr& b = p.exprs[e.b];
    const Wide left = static_cast<Wide>(e.top) * e.other_bottom;
    const Wide right = static_cast<Wide>(e.other_top) * e.bottom;
    if (direct(a) && b.kind == Kind::Const && !b.absent) add_cuts(cuts[source_of(p, a)], left, right * b.number);
    if (direct(b) && a.kind == Kind::Const && !a.absent) add_cuts(cuts[source_of(p, b)], right, left * a.number);
  }
  const auto pass_on = [&](std::uint32_t index) {
    if (index == kNone || !direct(p.exprs[index])) return;
    Coding& c = out[source_of(p, p.exprs[index])];
    c.passed_on = c.passed_on || p.exprs[index].cls == Class::Number;
  };
  for (const Expr& e : p.exprs) {
    if (e.kind == Kind::Compare) {
      if (p.exprs[e.b].kind != Kind::Const) pass_on(e.a);
      if (p.exprs[e.a].kind != Kind::Const) pass_on(e.b);
    } else if (e.kind == Kind::If || e.kind == Kind::Scale) {
      // No other operation takes numbers and tells more of them than that they are there.
      for (const std::uint32_t part : {e.a, e.b, e.c}) pass_on(part);
    }
  }
  for (const Decision& d : p.decisions) {
    pass_on(d.value);
    for (const Line& line : d.lines) pass_on(line.outcome);
  }
  const States can(p);
  for (std::size_t i = 0; i < out.size(); ++i) {
    Coding& c = out[i];
    c.can_be_absent = can.can_be_absent(i);
    c.can_be_rejected = can.can_be_rejected(i);
    c.cuts.assign(cuts[i].begin(), cuts[i].end());
    finish(p, i, c);
  }
  return out;
}

bool complete(const Program& p, std::vector<Coding>& codings) {
  if (codings.size() != p.columns.size() + p.decisions.size()) return false;
  for (std::size_t i = 0; i < codings.size(); ++i) {
    Coding& c = codings[i];
    const bool usable = c.usable;
    finish(p, i, c);
    const bool ascend = std::adjacent_find(c.cuts.begin(), c.cuts.end(), std::greater_equal<>()) == c.cuts.end();
    if (c.usable != usable || !ascend || (c.cls != Class::Number && !c.cuts.empty())) return false;
  }
  return true;
}

std::vector<std::optional<Packed>> packed(const std::vector<Coding>& codings) {
  std::vector<std::optional<Packed>> out(codings.size());
  for (std::size_t i = 0; i < codings.size(); ++i) {
    const Coding& c = codings[i];
    Packed made;
    if (c.cls == Class::Set) {
      made.codes = std::uint64_t{1} << c.values;
      if (c.can_be_absent) made.absent = made.codes++;
      if (c.can_be_rejected) made.rejected = made.codes++;
    } else if (c.usable) {
      made.codes = c.codes;
      if (c.absent != kNone) made.absent = c.absent;
      if (c.rejected != kNone) made.rejected = c.rejected;
    } else
      continue;
    made.bits = static_cast<std::uint32_t>(std::bit_width(made.codes - 1));
    out[i] = made;
  }
  return out;
}

Samples::Samples(const Program& program, const std::vector<Coding>& codings)
    : p_(program), codings_(codings), decider_(program), columns_(program.columns.size()), exact_(program.exprs.size()),
      source_(program.exprs.size(), kNone), seen_(program.exprs.size()) {
  for (std::size_t i = 0; i < p_.exprs.size(); ++i) {
    const Expr& e = p_.exprs[i];
    if (direct(e)) source_[i] = source_of(p_, e);
    bool exact = e.kind != Kind::Self && !(direct(e) && (e.cls == Class::Number || !codings[source_[i]].usable));
    const bool asks = e.kind == Kind::IsAbsent || e.kind == Kind::IsThere;
    for (const std::uint32_t part : {e.a, e.b, e.c}) {
      if (part == kNone) continue;
      // A number itself, but compared with a constant only.
      const std::uint32_t other = part == e.a ? e.b : e.a;
      const bool compared = e.kind == Kind::Compare && other != kNone && p_.exprs[other].kind == Kind::Const;
      const bool coded = direct(p_.exprs[part]) && codings[source_[part]].usable;
      exact = exact && (exact_[part] || ((asks || compared) && coded));
      if (source_[part] != kNone)
        source_[i] = source_[i] == kNone || source_[i] == source_[part] ? source_[part] : kSeveral;
    }
    exact_[i] = exact;
  }
}

void Samples::add_sources(std::uint32_t expr, std::vector<std::uint32_t>& sources) {
  if (++walk_ == 0) {  // it began anew
    std::fill(seen_.begin(), seen_.end(), 0);
    walk_ = 1;
  }
  walk(expr, sources);
}

/// Each expression once: parts may be shared.
void Samples::walk(std::uint32_t expr, std::vector<std::uint32_t>& sources) {
  if (expr == kNone || source_[expr] == kNone || seen_[expr] == walk_) return;
  seen_[expr] = walk_;
  if (source_[expr] != kSeveral) {
    const auto at = std::lower_bound(sources.begin(), sources.end(), source_[expr]);
    if (at == sources.end() || *at != source_[expr]) sources.insert(at, source_[expr]);
    return;
  }
  for (const std::uint32_t part : {p_.exprs[expr].a, p_.exprs[expr].b, p_.exprs[expr].c}) walk(part, sources);
}

Content Samples::value(std::uint32_t expr, std::span<const std::uint32_t> sources,
                       std::span<const std::uint32_t> codes) {
  decider_.begin(columns_);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Content content = codings_[sources[i]].sample(codes[i]);
    if (sources[i] < columns_.size())
      columns_[sources[i]] = content;
    else
      decider_.know(sources[i] - columns_.size(), {content, kNone});
  }
  return decider_.value(expr);
}

}  // namespace msd::records
