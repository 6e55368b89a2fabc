#include "runtime/report/rankings.h"

#include "runtime/report/display.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace msd::report {

namespace {

using eval::Outcome;
using image::kNone;

constexpr std::size_t kMostNeeds = 3;  // that a line names

/// What an amount can be: all numbers between two, or nothing that compares.
struct Span {
  bool comparable = false;
  std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
};

Span span_of(const Outcome& amount) {
  if (amount.state == Outcome::State::Value) return {true, amount.value.number, amount.value.number};
  if (amount.state != Outcome::State::Unknown) return {};
  const eval::Possible& possible = amount.possible;
  const bool ends = possible.open ? possible.values.size() > 1 : !possible.values.empty();
  if (!amount.settled || !ends) return {true};
  return {true, possible.values.front().number, possible.values.back().number};
}

/// Whether a version stands before another one: for certain, or if the amounts turn out that way.
bool surely_before(const Contender& a, const Contender& b) {
  if ((a.errors == 0) != (b.errors == 0)) return a.errors == 0;
  return span_of(a.amount).high < span_of(b.amount).low;
}
bool maybe_before(const Contender& a, const Contender& b) {
  if ((a.errors == 0) != (b.errors == 0)) return a.errors == 0;
  return span_of(a.amount).low < span_of(b.amount).high;
}

}  // namespace

Candidate candidate(eval::Evaluator& evaluator, std::size_t errors) {
  Candidate out;
  out.errors = errors;
  for (const image::PreferRecord& preference : evaluator.facts().image().preferences()) {
    out.amounts.push_back(evaluator.node(preference.node, kNone));
    std::vector<std::string> needs;
    for (const eval::CellRef need : out.amounts.back().needs) needs.push_back(cell_name(evaluator.facts(), need));
    out.needs.push_back(std::move(needs));
  }
  return out;
}

void place(std::vector<Contender>& all) {
  for (Contender& one : all) {
    if (!span_of(one.amount).comparable) continue;
    one.best = one.worst = 1;
    for (const Contender& other : all) {
      if (&other == &one || !span_of(other.amount).comparable) continue;
      if (surely_before(other, one)) ++one.best;
      if (maybe_before(other, one)) ++one.worst;
    }
  }
  for (Contender& one : all) {
    if (one.best == 0 || one.best != one.worst) continue;
    one.tied = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Contender& other) {
      return other.best == one.best && other.worst == one.worst;
    }));
  }
  const auto key = [](const Contender& one) { return std::tuple(one.best == 0, one.best, one.worst, one.version); };
  std::sort(all.begin(), all.end(), [&](const Contender& a, const Contender& b) { return key(a) < key(b); });
}

std::vector<Ranking> rank(const image::Image& image, const std::vector<Candidate>& versions) {
  std::vector<Ranking> out;
  for (std::uint32_t p = 0; p < image.preferences().size(); ++p) {
    Ranking ranking;
    ranking.preference = p;
    for (std::size_t v = 0; v < versions.size(); ++v) {
      Contender one;
      one.version = v;
      one.errors = versions[v].errors;
      one.amount = versions[v].amounts[p];
      one.needs = versions[v].needs[p];
      ranking.contenders.push_back(std::move(one));
    }
    place(ranking.contenders);
    out.push_back(std::move(ranking));
  }
  return out;
}

std::string version_name(const DesignReport& report, const Contender& contender) {
  return contender.version == 0 ? "the design" : report.scenarios[contender.version - 1].name;
}

std::string amount_text(const eval::Facts& facts, const Ranking& ranking, const Contender& contender) {
  const image::Image& image = facts.image();
  const std::uint32_t type = image.nodes()[image.preferences()[ranking.preference].node].type;
  switch (contender.amount.state) {
  case Outcome::State::Value: return show_value(facts, type, contender.amount.value, Style::Identifier);
  case Outcome::State::Unknown: return show_possible_of(facts, type, contender.amount.possible);
  case Outcome::State::Absent: return "absent";
  case Outcome::State::Rejected: return "rejected";
  }
  return {};
}

std::string place_text(const Contender& contender) {
  if (contender.best == 0) return "–";
  if (contender.best == contender.worst) return fmt::format("{}", contender.best);
  return fmt::format("{} {} {}", contender.best, contender.worst == contender.best + 1 ? "or" : "to", contender.worst);
}

std::vector<std::string> ties(const DesignReport& report, const Ranking& ranking) {
  std::vector<std::string> out;
  const std::vector<Contender>& all = ranking.contenders;
  for (std::size_t i = 0; i < all.size(); i += std::max<std::size_t>(all[i].tied, 1)) {
    if (all[i].tied < 2) continue;
    std::string names;
    for (std::size_t k = 0; k < all[i].tied; ++k) names += (k == 0 ? "" : ", ") + version_name(report, all[i + k]);
    out.push_back(fmt::format("a tie for place {}: {}", all[i].best, names));
  }
  return out;
}

std::string remarks(const Contender& contender) {
  std::string out = contender.errors == 0 ? "" : counted(contender.errors, "error");
  if (contender.amount.state != Outcome::State::Unknown) return out;
  out += out.empty() ? "open" : ", open";
  for (std::size_t i = 0; i < contender.needs.size() && i < kMostNeeds; ++i)
    out += (i == 0 ? ": " : ", ") + contender.needs[i];
  if (contender.needs.size() > kMostNeeds) out += fmt::format(" and {} more", contender.needs.size() - kMostNeeds);
  return out;
}

std::string order_words(const Ranking& ranking) {
  const auto& all = ranking.contenders;
  const auto wrong = std::count_if(all.begin(), all.end(), [](const Contender& one) { return one.errors != 0; });
  return wrong == 0 || wrong == static_cast<std::ptrdiff_t>(all.size()) ? "" : ", those without errors first";
}

std::string title(const image::Image& image, const Ranking& ranking) {
  return fmt::format("fewest {}", image.text(image.preferences()[ranking.preference].label));
}

std::string step_of(const image::Image& image, const Ranking& ranking) {
  const std::uint32_t step = image.preferences()[ranking.preference].step;
  return step == kNone ? "" : print_quantity(image.number(image.steps()[step].number), Dimension::Count);
}

}  // namespace msd::report
