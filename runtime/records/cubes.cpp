#include "runtime/records/cubes.h"

#include <map>

namespace msd::records {

namespace {

using Kind = Expr::Kind;

constexpr std::size_t kLookedAt = std::size_t{1} << 20U;  // expressions of a decision; shared ones each time
constexpr std::size_t kOfLine = 64;                       // cubes
constexpr std::size_t kOfAll = std::size_t{1} << 17U;
constexpr std::size_t kPairs = 4'096;  // combinations of two sources that are looked at one by one

class Maker {
 public:
  Maker(const Program& p, const std::vector<Coding>& codings, Samples& samples)
      : p_(p), codings_(codings), samples_(samples) {}

  std::optional<Cubes> make(const Decision& d) {
    std::vector<std::uint32_t> of_where, rest;
    samples_.add_sources(d.where, of_where);
    for (const Line& line : d.lines) {
      samples_.add_sources(line.condition, rest);
      samples_.add_sources(line.outcome, rest);
    }
    std::vector<std::uint32_t> conditions = of_where;
    for (const Line& line : d.lines) samples_.add_sources(line.condition, conditions);
    for (const std::uint32_t source : rest) {
      // What only outcomes read counts where it can be rejected.
      if (codings_[source].rejected != kNone) insert(conditions, source);
    }
    for (const std::uint32_t source : conditions) {
      if (!codings_[source].usable) return std::nullopt;
    }
    out_.reads = conditions;
    reject(of_where);
    if (d.where != kNone && !line(kAbsentLine, d.where, false)) return std::nullopt;
    reject(rest);
    for (std::size_t i = 0; i < d.lines.size(); ++i) {
      if (!line(static_cast<std::uint32_t>(i), d.lines[i].condition, true)) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  using Product = std::vector<Test>;

  static void insert(std::vector<std::uint32_t>& into, std::uint32_t source) {
    const auto at = std::lower_bound(into.begin(), into.end(), source);
    if (at == into.end() || *at != source) into.insert(at, source);
  }
  std::uint32_t read_of(std::uint32_t source) const {
    return static_cast<std::uint32_t>(std::lower_bound(out_.reads.begin(), out_.reads.end(), source) -
                                      out_.reads.begin());
  }
  const Coding& coding(std::uint32_t read) const { return codings_[out_.reads[read]]; }

  void reject(const std::vector<std::uint32_t>& sources) {
    for (const std::uint32_t source : sources) {
      const Coding& c = codings_[source];
      if (c.rejected == kNone) continue;
      CodeSet only = none(c);
      add(only, c.rejected);
      out_.cubes.push_back({kRejectsLine, {{read_of(source), interned(std::move(only))}}});
    }
  }

  static CodeSet none(const Coding& c) { return {std::vector<std::uint64_t>(c.codes / 64 + 1)}; }
  static void add(CodeSet& set, std::uint32_t code) { set.bits[code / 64] |= std::uint64_t{1} << (code % 64); }
  std::uint32_t interned(CodeSet set) {
    const auto [at, fresh] = known_.emplace(set.bits, static_cast<std::uint32_t>(out_.sets.size()));
    if (fresh) out_.sets.push_back(std::move(set));
    return at->second;
  }

  bool line(std::uint32_t number, std::uint32_t condition, bool wanted) {
    std::vector<Product> all{{}};
    if (condition != kNone && !products(condition, wanted, all)) return false;
    for (Product& tests : all) out_.cubes.push_back({number, std::move(tests)});
    return out_.cubes.size() <= kOfAll;
  }

  bool holds(std::uint32_t expr, std::span<const std::uint32_t> sources, std::span<const std::uint32_t> codes) {
    const Content content = samples_.value(expr, sources, codes);
    return content.state == Content::State::Value && content.number == 1;
  }

  /// The places where the condition holds, or, if that is not wanted, does not.
  bool products(std::uint32_t expr, bool wanted, std::vector<Product>& out) {
    const Expr& e = p_.exprs[expr];
    out.clear();
    if (++looked_at_ > kLookedAt) return false;
    if (samples_.exact(expr) && samples_.source(expr) != Samples::kSeveral) return of_one(expr, wanted, out);
    switch (e.kind) {
    case Kind::Not: return products(e.a, !wanted, out);
    case Kind::And:
    case Kind::Or: {
      std::vector<Product> other;
      if (!products(e.a, wanted, out) || !products(e.b, wanted, other)) return false;
      if ((e.kind == Kind::And) == wanted) return meet(out, other);
      out.insert(out.end(), std::make_move_iterator(other.begin()), std::make_move_iterator(other.end()));
      return out.size() <= kOfLine;
    }
    case Kind::If: {
      std::vector<Product> then, unless;
      if (!products(e.a, true, out) || !products(e.b, wanted, then) || !meet(out, then)) return false;
      if (!products(e.a, false, then) || !products(e.c, wanted, unless) || !meet(then, unless)) return false;
      out.insert(out.end(), std::make_move_iterator(then.begin()), std::make_move_iterator(then.end()));
      return out.size() <= kOfLine;
    }
    default: return samples_.exact(expr) && of_two(expr, wanted, out);
    }
  }

  bool of_one(std::uint32_t expr, bool wanted, std::vector<Product>& out) {
    const std::uint32_t source = samples_.source(expr);
    if (source == kNone) {
      if (holds(expr, {}, {}) == wanted) out.emplace_back();
      return true;
    }
    if (!codings_[source].usable) return false;
    const auto [at, fresh] = tests_.try_emplace({expr, wanted});
    if (fresh) {
      CodeSet set = none(codings_[source]);
      for (std::uint32_t code = 0; code < codings_[source].codes; ++code) {
        if (holds(expr, {&source, 1}, {&code, 1}) == wanted) add(set, code);
      }
      at->second = {read_of(source), interned(std::move(set))};
    }
    out.push_back({at->second});
    return true;
  }

  /// Two sources beside each other, such as two enums that are compared: a cube for each code of one.
  bool of_two(std::uint32_t expr, bool wanted, std::vector<Product>& out) {
    std::vector<std::uint32_t> sources;
    samples_.add_sources(expr, sources);
    if (sources.size() != 2 || std::size_t{codings_[sources[0]].codes} * codings_[sources[1]].codes > kPairs)
      return false;
    const std::size_t first = codings_[sources[0]].codes <= codings_[sources[1]].codes ? 0 : 1;
    const Coding& one = codings_[sources[first]];
    const Coding& two = codings_[sources[1 - first]];
    for (std::uint32_t code = 0; code < one.codes; ++code) {
      CodeSet only = none(one);
      CodeSet others = none(two);
      add(only, code);
      for (std::uint32_t other = 0; other < two.codes; ++other) {
        const std::uint32_t codes[] = {first == 0 ? code : other, first == 0 ? other : code};
        if (holds(expr, sources, codes) == wanted) add(others, other);
      }
      Product tests{{read_of(sources[first]), interned(std::move(only))},
                    {read_of(sources[1 - first]), interned(std::move(others))}};
      if (tests[1].read < tests[0].read) std::swap(tests[0], tests[1]);
      out.push_back(std::move(tests));
    }
    return out.size() <= kOfLine;
  }

  bool empty(std::uint32_t set) const {
    return std::all_of(out_.sets[set].bits.begin(), out_.sets[set].bits.end(), [](std::uint64_t b) { return b == 0; });
  }

  /// All pairs of both, those left out that cannot be.
  bool meet(std::vector<Product>& into, const std::vector<Product>& with) {
    std::vector<Product> out;
    for (const Product& a : into) {
      for (const Product& b : with) {
        Product both;
        bool possible = true;
        for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
          if (j == b.size() || (i < a.size() && a[i].read < b[j].read))
            both.push_back(a[i++]);
          else if (i == a.size() || b[j].read < a[i].read)
            both.push_back(b[j++]);
          else {
            CodeSet cut = out_.sets[a[i].set];
            for (std::size_t w = 0; w < cut.bits.size(); ++w) cut.bits[w] &= out_.sets[b[j].set].bits[w];
            both.push_back({a[i].read, interned(std::move(cut))});
            ++i, ++j;
          }
          possible = possible && !empty(both.back().set);
        }
        if (possible) out.push_back(std::move(both));
        if (out.size() > kOfLine) return false;
      }
    }
    into = std::move(out);
    return true;
  }

  const Program& p_;
  const std::vector<Coding>& codings_;
  Samples& samples_;
  Cubes out_;
  std::size_t looked_at_ = 0;
  std::map<std::vector<std::uint64_t>, std::uint32_t> known_;
  std::map<std::pair<std::uint32_t, bool>, Test> tests_;
};

}  // namespace

std::optional<Cubes> cubes(const Program& program, const std::vector<Coding>& codings, Samples& samples,
                           std::size_t decision) {
  const Decision& d = program.decisions[decision];
  const bool first = d.kind == Decision::Kind::First || (d.kind == Decision::Kind::Unique && d.proven);
  if (!first) return std::nullopt;
  return Maker(program, codings, samples).make(d);
}

}  // namespace msd::records
