// Long tables of C and C++: held as data, since compilers take much longer over code.
#include "compiler/emit/c_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace msd::emit {

namespace {

/// What a value has to be for a test: in a range, and in a mask of the numbers below 64. Without branches, since what
/// the outcome is cannot be foreseen.
struct Range {
  std::string low = "INT64_MIN", high = "INT64_MAX";
  std::uint64_t mask = UINT64_MAX;
};
constexpr std::uint32_t kNotEqual = 1;

/// Of a comparison with a number; `!=` is the negation of `==`.
Range range(std::uint32_t sign, std::int64_t number) {
  Range out;
  if (sign <= kNotEqual || sign >= 4) out.low = fmt::format("{}", sign == 4 ? number + 1 : number);
  if (sign <= 3) out.high = fmt::format("{}", sign == 2 ? number - 1 : number);
  return out;
}

Range one_of(std::int64_t mask) { return {"0", "63", static_cast<std::uint64_t>(mask)}; }

std::size_t place(std::map<std::string, std::size_t>& places, std::vector<std::string>& all, const std::string& text) {
  const auto [at, fresh] = places.try_emplace(text, all.size());
  if (fresh) all.push_back(text);
  return at->second;
}

}  // namespace

class CFamily::Holder {
 public:
  explicit Holder(const CFamily& family) : f_(family), p_(family.p_) {}

  Held run(const Decision& d) {
    std::map<std::uint32_t, std::size_t> outcomes;
    for (const records::Line& line : d.lines) {
      out_.needs.emplace_back();
      if (line.condition != kNone) conjuncts(line.condition);
      std::size_t gives = SIZE_MAX;
      if (line.outcome != kNone) {
        const auto [at, fresh] = outcomes.try_emplace(line.outcome, out_.outcomes.size());
        if (fresh) out_.outcomes.push_back(line.outcome);
        gives = at->second;
      }
      out_.gives.push_back(gives);
    }
    for (std::size_t& gives : out_.gives) gives = std::min(gives, out_.outcomes.size());
    return std::move(out_);
  }

 private:
  void conjuncts(std::uint32_t index) {
    const Expr& e = p_.exprs[index];
    if (e.kind != Expr::Kind::And) return test(index, false);
    conjuncts(e.a);
    conjuncts(e.b);
  }

  void test(std::uint32_t index, bool negated) {
    const Expr& e = p_.exprs[index];
    const auto constant = [&](std::uint32_t part) {
      return p_.exprs[part].kind == Expr::Kind::Const && !p_.exprs[part].absent;
    };
    switch (e.kind) {
    case Expr::Kind::Not: return test(e.a, !negated);
    case Expr::Kind::In: return add(f_.term(e.a), one_of(e.number), negated);
    case Expr::Kind::IsAbsent: return add(f_.term(e.a), {}, !negated);
    case Expr::Kind::IsThere: return add(f_.term(e.a), {}, negated);
    case Expr::Kind::Equal:
      if (p_.exprs[e.a].cls == Class::Set || (e.x == kNotEqual && negated)) break;
      if (constant(e.b)) return compare(f_.term(e.a), e.x, p_.exprs[e.b].number, negated);
      if (constant(e.a)) return compare(f_.term(e.b), e.x, p_.exprs[e.a].number, negated);
      break;
    case Expr::Kind::Compare: {
      if (e.x == kNotEqual && negated) break;
      static constexpr std::uint32_t kTurned[] = {0, 1, 4, 5, 2, 3};
      const std::int64_t a = e.top * e.other_bottom;
      const std::int64_t b = e.other_top * e.bottom;
      if (constant(e.b)) return compare(f_.side(e.a, a), e.x, p_.exprs[e.b].number * b, negated);
      if (constant(e.a)) return compare(f_.side(e.b, b), kTurned[e.x], p_.exprs[e.a].number * a, negated);
      break;
    }
    case Expr::Kind::Column:
    case Expr::Kind::Decision: return add(f_.term(index), one_of(2), negated);
    default: break;
    }
    add({f_.truth(index), ""}, one_of(2), negated);
  }

  /// What is absent fails both `==` and `!=`: unequal is what is there and not equal.
  void compare(const Term& cell, std::uint32_t sign, std::int64_t number, bool negated) {
    if (sign == kNotEqual) add(cell, {}, false);
    add(cell, range(sign, number), negated || sign == kNotEqual);
  }

  void add(const Term& cell, const Range& range, bool negated) {
    const std::size_t source = place(cells_, out_.cells, f_.tested(cell));
    const std::string test =
        fmt::format("{{{}, {}, {}, {}, 0x{:x}}}", source, negated, range.low, range.high, range.mask);
    out_.needs.back().push_back(place(tests_, out_.tests, test));
  }

  const CFamily& f_;
  const Program& p_;
  Held out_;
  std::map<std::string, std::size_t> cells_, tests_;
};

CFamily::Held CFamily::held(const Decision& d) const { return Holder(*this).run(d); }

void CFamily::data(const Decision& d, const std::string& name, const Held& held) {
  const std::string& before = words().functions;
  out_ += fmt::format("{} {}tests_of_{}[] = {{\n", words().tests, before, name);
  for (const std::string& test : held.tests) out_ += fmt::format("  {},\n", test);
  out_ += fmt::format("  {{0, false, 0, 0, 0}},\n}};\n{} {}needs_of_{}[] = {{\n", words().numbers, before, name);
  std::vector<std::size_t> first{0};
  for (std::size_t i = 0; i < d.lines.size(); ++i) {
    out_ += "  ";
    for (std::size_t test : held.needs[i]) out_ += fmt::format("{}, ", test);
    out_ += fmt::format(" // {}\n", line_name(p_, d.lines[i]));
    first.push_back(first.back() + held.needs[i].size());
  }
  out_ += fmt::format("  0,\n}};\n{0} {1}first_of_{2}[] = {{{3}}};\n{0} {1}gives_of_{2}[] = {{{4}}};\n",
                      words().numbers, before, name, fmt::join(first, ", "), fmt::join(held.gives, ", "));
}

void CFamily::search(const Decision& d, const std::string& name, const Held& held) {
  const std::string& before = words().functions;
  out_ += fmt::format("  const {} cells[] = {{{}}};\n", words().tested,
                      held.cells.empty() ? tested({"0", ""}) : fmt::format("{}", fmt::join(held.cells, ", ")));
  const std::string of = fmt::format("{0}tests_of_{1}, {0}needs_of_{1}, {0}first_of_{1}", before, name);
  if (counts(d))
    out_ += fmt::format("  if ({}matching({}, {}, cells) > 1) return {};\n", words().helpers, of, d.lines.size() - 1,
                        rejects(d, "-1"));
  out_ += fmt::format(
      "  const int rule = {}first_line({}, {}, cells);\n  switch (rule < 0 ? -1 : {}gives_of_{}[rule]) {{\n",
      words().helpers, of, d.lines.size(), before, name);
  for (std::size_t i = 0; i < held.outcomes.size(); ++i)
    out_ += fmt::format("  case {}: return {};\n", i, gives(d, term(held.outcomes[i]), "rule"));
  out_ += fmt::format("  default: return {};\n  }}\n", rejects(d, "rule"));
}

}  // namespace msd::emit
