// Conditions of one column or decision as cells of a decision table.
#include "compiler/emit/feel.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::emit {

namespace {

constexpr std::string_view kTestSigns[] = {"", "", "< ", "<= ", "> ", ">= "};
constexpr std::uint32_t kNegated[] = {1, 0, 5, 4, 3, 2};
constexpr std::uint32_t kTurned[] = {0, 1, 4, 5, 2, 3};

}  // namespace

bool Feel::direct(std::uint32_t index) const {
  const Expr::Kind kind = p_.exprs[index].kind;
  return kind == Expr::Kind::Column || kind == Expr::Kind::Decision;
}

FeelTest Feel::tested(std::uint32_t index, std::string cell) const {
  return {value(index), type(type_of(p_, index)), std::move(cell)};
}

std::optional<FeelTest> Feel::test(std::uint32_t index, bool negated) const {
  const Expr& e = p_.exprs[index];
  switch (e.kind) {
  case Expr::Kind::Not: return test(e.a, !negated);
  case Expr::Kind::In: return test_in(e, negated);
  case Expr::Kind::Compare:
  case Expr::Kind::Equal: return test_number(e, negated);
  case Expr::Kind::IsAbsent:
  case Expr::Kind::IsThere:
    if (!direct(e.a)) return std::nullopt;
    return tested(e.a, (e.kind == Expr::Kind::IsAbsent) != negated ? "null" : "not(null)");
  case Expr::Kind::Column:
  case Expr::Kind::Decision: return tested(index, !negated ? "true" : maybe_absent(index) ? "false, null" : "false");
  default: return std::nullopt;
  }
}

std::optional<FeelTest> Feel::test_in(const Expr& e, bool negated) const {
  const std::vector<std::string> all = mask(e.a, static_cast<std::uint64_t>(e.number));
  if (!direct(e.a) || all.empty()) return std::nullopt;
  // What is absent is none of them.
  return tested(e.a, fmt::format(fmt::runtime(negated ? "not({})" : "{}"), fmt::join(all, ", ")));
}

/// A comparison with a constant, of anything but sets.
std::optional<FeelTest> Feel::test_number(const Expr& e, bool negated) const {
  const auto constant = [&](std::uint32_t part) {
    return p_.exprs[part].kind == Expr::Kind::Const && !p_.exprs[part].absent;
  };
  const bool turned = !constant(e.b);
  const std::uint32_t of = turned ? e.b : e.a;
  const std::uint32_t with = turned ? e.a : e.b;
  if (!constant(with) || !direct(of) || p_.exprs[of].cls == Class::Set) return std::nullopt;
  const std::uint32_t sign = turned ? kTurned[e.x] : e.x;
  if (p_.exprs[of].cls != Class::Number) return signed_test(of, sign, negated, value(with));
  const std::int64_t a = e.top * e.other_bottom;
  const std::int64_t b = e.other_top * e.bottom;
  if ((turned ? b : a) != 1) return std::nullopt;
  const std::int64_t number = p_.exprs[with].number * (turned ? a : b);
  FeelTest out = signed_test(of, sign, negated, fmt::format("{}", number));
  const std::uint32_t shown = negated ? kNegated[sign] : sign;
  if (shown >= 2 && !(negated && maybe_absent(of))) {
    out.bound = shown <= 3 ? FeelTest::Bound::High : FeelTest::Bound::Low;
    out.number = number;
    out.closed = shown == 3 || shown == 5;
  }
  return out;
}

/// What is absent is neither equal nor unequal, so that it fails a test and passes its negation.
FeelTest Feel::signed_test(std::uint32_t of, std::uint32_t sign, bool negated, const std::string& operand) const {
  const std::uint32_t shown = negated ? kNegated[sign] : sign;
  const bool absent = maybe_absent(of);
  if (shown == 1) return tested(of, fmt::format("not({}{})", operand, absent && !negated ? ", null" : ""));
  return tested(of, fmt::format("{}{}{}", kTestSigns[shown], operand, absent && negated ? ", null" : ""));
}

}  // namespace msd::emit
