// What an interview shows beside its questions: steps, what an answer has settled, where the design stands.
#include "compiler/ask/interview.h"
#include "compiler/ask/lines.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::ask {

using Style = Line::Style;
using report::printable;

namespace {

std::string minutes(std::int64_t low, std::int64_t high) {
  return low == high ? fmt::format("{} min", low) : fmt::format("{} to {} min", low, high);
}

struct Minutes {
  std::int64_t low = 0, high = 0;
  bool given = false;
};
Minutes of_step(const image::StepRecord& step) {
  if (step.minutes_low == kNone) return {};
  return {step.minutes_low, step.minutes_high == kNone ? step.minutes_low : step.minutes_high, true};
}

/// What is known of each computed cell, by its name.
struct Known {
  std::string value, possible;
};
std::map<std::string, Known> known(const Moment& moment, std::vector<std::string>& order) {
  std::map<std::string, Known> out;
  for (RowIndex row = 0; row < moment.facts().rows().size(); ++row) {
    const image::RowRecord& kind = moment.image().rows()[moment.facts().rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = moment.field(f);
      if (field.rule == kNone) continue;
      const eval::Outcome& outcome = moment.evaluator().cell(row, f);
      Known k;
      if (outcome.state == eval::Outcome::State::Value) {
        k.value = report::show_outcome(moment.facts(), f, outcome, report::Style::Identifier);
        if (outcome.line != kNone)
          k.value += fmt::format("  ({})", moment.name(moment.image().lines()[outcome.line].name));
      } else if (outcome.state == eval::Outcome::State::Unknown) {
        k.possible = report::show_possible(moment.facts(), f, outcome.possible);
      }
      const std::string name = report::cell_name(moment.facts(), {row, f});
      order.push_back(name);
      out.emplace(name, k);
    }
  }
  return out;
}

}  // namespace

Lines budget(const image::Image& image) {
  Lines out;
  std::int64_t low = 0, high = 0;
  for (const image::StepRecord& step : image.steps()) {
    const Minutes m = of_step(step);
    add(out, Style::Aside,
        fmt::format("  step {}  {}{}", image.number(step.number) / 1'000'000, image.text(step.title),
                    m.given ? "  · " + minutes(m.low, m.high) : ""));
    low += m.low;
    high += m.high;
  }
  if (high != 0) add(out, Style::Aside, fmt::format("  in all  {}", minutes(low, high)));
  return out;
}

Lines heading(const Moment& moment, std::int64_t number) {
  Lines out;
  const image::Image& image = moment.image();
  std::int64_t before_low = 0, before_high = 0, all_low = 0, all_high = 0;
  const image::StepRecord* found = nullptr;
  for (const image::StepRecord& step : image.steps()) {
    const Minutes m = of_step(step);
    if (image.number(step.number) == number) found = &step;
    if (found == nullptr) before_low += m.low, before_high += m.high;
    all_low += m.low;
    all_high += m.high;
  }
  if (found == nullptr) return out;
  const Minutes m = of_step(*found);
  add(out, Style::Head,
      fmt::format("step {} · {}{}", number / 1'000'000, image.text(found->title),
                  m.given ? " · " + minutes(m.low, m.high) : ""));
  add(out, Style::Aside, fmt::format("  {}", image.text(found->purpose)));
  if (all_high != 0 && before_high != 0)
    add(out, Style::Aside,
        fmt::format("  {} behind you, of {}", minutes(before_low, before_high), minutes(all_low, all_high)));
  return out;
}

Lines news(const Moment& before, const Moment& after) {
  constexpr std::size_t kMost = 12;
  Lines out;
  std::vector<std::string> order, ignored;
  const auto old = known(before, ignored);
  const auto now = known(after, order);
  for (const std::string& name : order) {
    const Known& k = now.at(name);
    const auto was = old.find(name);
    if (!k.value.empty() && (was == old.end() || was->second.value != k.value))
      add(out, Style::News, fmt::format("  {} = {}", name, k.value));
  }
  for (const std::string& name : order) {
    const Known& k = now.at(name);
    const auto was = old.find(name);
    if (!k.possible.empty() && was != old.end() && was->second.possible != k.possible)
      add(out, Style::Aside, fmt::format("  {} may still be {}", name, k.possible));
  }
  const auto& lists = after.report().checklists;
  for (std::size_t c = 0; c < lists.size(); ++c) {
    for (std::size_t i = 0; i < lists[c].items.size(); ++i) {
      if (lists[c].items[i].state != report::ItemState::State::Closed ||
          before.report().checklists[c].items[i].state == report::ItemState::State::Closed)
        continue;
      // An item of several checklists is told once.
      const Line closed{Style::News,
                        printable(fmt::format(
                            "  closed: {}", after.name(after.image().checklist_items()[lists[c].items[i].item].text)))};
      if (std::none_of(out.begin(), out.end(), [&](const Line& line) { return line.text == closed.text; }))
        out.push_back(closed);
    }
  }
  if (out.size() > kMost) {
    const std::size_t left = out.size() - kMost;
    out.resize(kMost);
    add(out, Style::Aside, fmt::format("  and {} more", left));
  }
  return out;
}

Lines standing(const Moment& moment, std::size_t skipped) {
  Lines out;
  for (const report::ChecklistState& list : moment.report().checklists) {
    const image::ChecklistRecord& record = moment.image().checklists()[list.checklist];
    std::size_t closed = 0;
    for (const report::ItemState& item : list.items) closed += item.state == report::ItemState::State::Closed ? 1 : 0;
    const bool all = closed == list.items.size();
    add(out, Style::Head,
        fmt::format("{}: {}", moment.name(record.label),
                    all ? "closed" : fmt::format("{} of {} closed", closed, list.items.size())));
    for (const report::ItemState& item : list.items) {
      if (item.state == report::ItemState::State::Closed) continue;
      const auto& names = item.broken.empty() ? item.open : item.broken;
      add(out, Style::Plain,
          fmt::format("  {}: {} ({}{})", item.state == report::ItemState::State::Broken ? "not met" : "open",
                      moment.name(moment.image().checklist_items()[item.item].text), names[0],
                      names.size() > 1 ? fmt::format(" and {} more", names.size() - 1) : ""));
    }
  }
  if (skipped != 0) add(out, Style::Plain, fmt::format("left open: {} question{}", skipped, skipped == 1 ? "" : "s"));
  return out;
}

}  // namespace msd::ask
