// Long tables of C and C++: held as data, since compilers take much longer over code.
#include "compiler/emit/c_family.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace msd::emit {

namespace {

constexpr std::size_t kLines = 100;  // more of them are long

// Signs of tests besides those of comparisons, as the helpers of the two languages know them.
constexpr std::uint32_t kIn = 6;
constexpr std::uint32_t kThere = 7;

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
    case Expr::Kind::In: return add(f_.value(e.a), kIn, negated, e.number);
    case Expr::Kind::IsAbsent: return add(f_.value(e.a), kThere, !negated, 0);
    case Expr::Kind::IsThere: return add(f_.value(e.a), kThere, negated, 0);
    case Expr::Kind::Equal:
      if (p_.exprs[e.a].cls == Class::Set) break;
      if (constant(e.b)) return add(f_.value(e.a), e.x, negated, p_.exprs[e.b].number);
      if (constant(e.a)) return add(f_.value(e.b), e.x, negated, p_.exprs[e.a].number);
      break;
    case Expr::Kind::Compare: {
      static constexpr std::uint32_t kTurned[] = {0, 1, 4, 5, 2, 3};
      const std::int64_t a = e.top * e.other_bottom;
      const std::int64_t b = e.other_top * e.bottom;
      if (constant(e.b)) return add(f_.side(e.a, a), e.x, negated, p_.exprs[e.b].number * b);
      if (constant(e.a)) return add(f_.side(e.b, b), kTurned[e.x], negated, p_.exprs[e.a].number * a);
      break;
    }
    case Expr::Kind::Column:
    case Expr::Kind::Decision: return add(f_.value(index), kIn, negated, 2);
    default: break;
    }
    add(fmt::format("{}({})", f_.helper("is"), f_.bare(index)), kIn, negated, 2);
  }

  void add(const std::string& cell, std::uint32_t sign, bool negated, std::int64_t number) {
    const std::size_t source = place(cells_, out_.cells, f_.numbered(cell));
    out_.needs.back().push_back(
        place(tests_, out_.tests, fmt::format("{{{}, {}, {}, {}}}", source, sign, negated, number)));
  }

  const CFamily& f_;
  const Program& p_;
  Held out_;
  std::map<std::string, std::size_t> cells_, tests_;
};

bool CFamily::large(const Decision& d) {
  return (d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique) && d.lines.size() > kLines;
}

bool CFamily::any_large() const { return std::any_of(p_.decisions.begin(), p_.decisions.end(), large); }

CFamily::Held CFamily::held(const Decision& d) const { return Holder(*this).run(d); }

void CFamily::data(const Decision& d, const std::string& name, const Held& held) {
  const std::string& before = words().functions;
  out_ += fmt::format("{} {}tests_of_{}[] = {{\n", words().tests, before, name);
  for (const std::string& test : held.tests) out_ += fmt::format("  {},\n", test);
  out_ += fmt::format("  {{0, 0, false, 0}},\n}};\n{} {}needs_of_{}[] = {{\n", words().numbers, before, name);
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
  out_ += fmt::format("  const {} cells[] = {{{}}};\n", words().cell,
                      held.cells.empty() ? numbered(fmt::format("{}(false)", helper("is")))
                                         : fmt::format("{}", fmt::join(held.cells, ", ")));
  const std::string of = fmt::format("{0}tests_of_{1}, {0}needs_of_{1}, {0}first_of_{1}", before, name);
  if (counts(d))
    out_ += fmt::format("  if ({}matching({}, {}, cells) > 1) return {};\n", words().helpers, of, d.lines.size() - 1,
                        rejects("-1"));
  out_ += fmt::format(
      "  const int rule = {}first_line({}, {}, cells);\n  switch (rule < 0 ? -1 : {}gives_of_{}[rule]) {{\n",
      words().helpers, of, d.lines.size(), before, name);
  for (std::size_t i = 0; i < held.outcomes.size(); ++i)
    out_ += fmt::format("  case {}: return {};\n", i, gives(value(held.outcomes[i]), "rule"));
  out_ += fmt::format("  default: return {};\n  }}\n", rejects("rule"));
}

}  // namespace msd::emit
