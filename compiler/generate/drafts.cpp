#include "compiler/generate/drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::generate {

std::optional<Draft> Workshop::draft(const std::string& proposed, AimId first, const std::set<AimId>& wanted,
                                     std::size_t number) {
  const std::string facts = in_form(proposed, first);
  std::set<AimId> those;
  for (const AimId& id : shown(facts, wanted)) {
    if (wanted.contains(id)) those.insert(id);
  }
  if (those.empty()) return std::nullopt;
  Draft out;
  const auto good = [&](const std::string& other) {
    const std::set<AimId> still = shown(other, those);
    return std::includes(still.begin(), still.end(), those.begin(), those.end());
  };
  out.facts = at_limits(bench_.smaller(facts, good), number % 2 == 0, good);
  const std::string named = bench_.renamed(out.facts, Taste::row_name);
  if (good(named)) out.facts = named;
  bench_.run(out.facts, [&](eval::Evaluator& evaluator) {
    out.meets = aims_.shown(evaluator);
    aims_.add({coverage::Case::Kind::Test, fmt::format("generated {}", number + 1), "", 0}, evaluator, out.meets);
  });
  return out;
}

/// With sentences of their form in place of some text; those that leave it only if the aim needs that.
std::string Workshop::in_form(const std::string& facts, AimId aim) {
  std::vector<std::string> all;
  const auto none = [&](const std::string& other) { return all.push_back(other), false; };
  bench_.retold(
      facts, [&](const ast::Entry& e) { return taste_.sentences(e.key.text); }, none);
  all.push_back(facts);
  for (bool misfit : {false, true}) {
    for (const std::string& other : all) {
      if (bench_.misfits(other) == misfit && shown(other, {aim}).contains(aim)) return other;
    }
  }
  return facts;
}

/// With numbers at the limits that the rules name, below and above in turn.
std::string Workshop::at_limits(const std::string& facts, bool low,
                                const std::function<bool(const std::string&)>& good) {
  const auto limits = [&](const ast::Entry& e) {
    const ast::Number& n = e.values[0].number;
    const bool number = e.values[0].kind == ast::Value::Kind::Number;
    return number ? taste_.limits(e.key.text, n.digits, n.unit, low) : std::vector<std::string>();
  };
  return bench_.retold(facts, limits, good);
}

std::set<AimId> Workshop::shown(const std::string& facts, const std::set<AimId>& some) {
  std::set<AimId> out;
  bench_.run(facts, [&](eval::Evaluator& evaluator) { out = aims_.shown(evaluator, some); });
  return out;
}

void leave_out(std::vector<Draft>& drafts, const std::set<AimId>& begun) {
  std::map<AimId, std::size_t> times;
  for (const AimId& id : begun) ++times[id];
  for (const Draft& d : drafts) {
    for (const AimId& id : d.meets) ++times[id];
  }
  std::vector<std::size_t> order(drafts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return drafts[a].meets.size() < drafts[b].meets.size(); });
  std::set<std::size_t> gone;
  for (std::size_t i : order) {
    const auto& meets = drafts[i].meets;
    if (!std::all_of(meets.begin(), meets.end(), [&](const AimId& id) { return times[id] > 1; })) continue;
    for (const AimId& id : meets) --times[id];
    gone.insert(i);
  }
  std::vector<Draft> kept;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!gone.contains(i)) kept.push_back(std::move(drafts[i]));
  }
  drafts = std::move(kept);
}

void credit(std::vector<Draft>& drafts, const std::set<AimId>& begun) {
  std::map<AimId, std::size_t> by;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    for (const AimId& id : drafts[i].meets) {
      if (begun.contains(id)) continue;
      const auto [it, fresh] = by.try_emplace(id, i);
      if (!fresh && drafts[i].meets.size() < drafts[it->second].meets.size()) it->second = i;
    }
  }
  for (const auto& [id, i] : by) drafts[i].credited.insert(id);
}

}  // namespace msd::generate
