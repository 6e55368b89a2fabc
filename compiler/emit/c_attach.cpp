// Sets that rules add to, in C and C++: round for round, as often as one round can make rules of the next one hold.
#include "compiler/emit/c_family.h"

#include <fmt/format.h>

namespace msd::emit {

namespace {

constexpr std::size_t kRounds = 4;  // that are written out
constexpr std::uint64_t kAny = UINT64_MAX;

/// The values that an expression asks the set for as it stands.
std::uint64_t asked(const Program& p, std::uint32_t index) {
  if (index == kNone) return 0;
  const Expr& e = p.exprs[index];
  if (e.kind == Expr::Kind::Self) return kAny;
  const bool self = e.a != kNone && p.exprs[e.a].kind == Expr::Kind::Self;
  if (self && e.kind == Expr::Kind::HasAll) return static_cast<std::uint64_t>(e.number);
  return asked(p, e.a) | asked(p, e.b) | asked(p, e.c);
}

std::uint64_t added(const Program& p, std::uint32_t index) {
  const Expr& e = p.exprs[index];
  if (e.kind == Expr::Kind::Const) return e.absent ? 0 : static_cast<std::uint64_t>(e.number);
  if (e.kind == Expr::Kind::Union) return added(p, e.a) | added(p, e.b);
  const bool one = e.kind == Expr::Kind::Single && p.exprs[e.a].kind == Expr::Kind::Const && !p.exprs[e.a].absent;
  return one ? std::uint64_t{1} << static_cast<std::uint64_t>(p.exprs[e.a].number) : kAny;
}

/// By round: the lines that may add something that they did not add in the one before. Nothing where there is no end.
std::vector<std::vector<std::size_t>> rounds(const Program& p, const Decision& d) {
  std::vector<std::vector<std::size_t>> out;
  std::uint64_t changed = kAny;
  while (changed != 0) {
    if (out.size() == kRounds) return {};
    std::vector<std::size_t> round;
    std::uint64_t adds = 0;
    for (std::size_t i = 0; i < d.lines.size(); ++i) {
      const std::uint64_t asks = asked(p, d.lines[i].condition) | asked(p, d.lines[i].outcome);
      if (!out.empty() && (asks & changed) == 0) continue;
      round.push_back(i);
      adds |= added(p, d.lines[i].outcome);
    }
    changed = adds;
    if (round.empty()) break;
    out.push_back(std::move(round));
  }
  return out;
}

}  // namespace

void CFamily::adds(const records::Line& line, const char* indent) {
  const std::string all = members(line.outcome);
  out_ +=
      fmt::format("{}next |= {};  // {}\n", indent,
                  line.condition == kNone ? all : fmt::format("{}({}, {})", helper("when"), condition(line), bare(all)),
                  line_name(p_, line));
}

void CFamily::attach(const Decision& d, const std::string& rejected) {
  const std::string begin = d.value == kNone ? mask(0) : bare(members(d.value));
  const auto all = rounds(p_, d);
  if (all.empty()) {
    out_ += fmt::format("  {0} next = {1};\n  {0} set = 0;\n  do {{\n    set = next;\n", words().mask, begin);
    for (const records::Line& line : d.lines) adds(line, "    ");
    out_ += "  } while (next != set);\n";
  } else {
    out_ += fmt::format("  {} next = {};\n", words().mask, begin);
    bool asks = false;
    for (const records::Line& line : d.lines) asks = asks || (asked(p_, line.condition) | asked(p_, line.outcome)) != 0;
    for (std::size_t round = 0; round < all.size(); ++round) {
      if (asks) out_ += fmt::format("  {}set = next;\n", round == 0 ? words().mask + " " : "");
      for (const std::size_t line : all[round]) adds(d.lines[line], "  ");
    }
  }
  out_ += fmt::format("  return {};\n", comes_to(d, {"next", ""}, rejected));
}

}  // namespace msd::emit
