// msdc sensitivity: what each choice of a design can still change, and how far its outcomes are from others.
#include "compiler/driver/fact_words.h"
#include "compiler/driver/inquiry.h"
#include "runtime/reason/sensitivity.h"
#include "runtime/report/display.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::driver {

namespace {

using eval::Aim;
using eval::CellRef;
using image::kNone;
using reason::Distance;
using reason::Influence;
using reason::Lever;
using reason::Owner;

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : ", ") + one;
  return out;
}

/// Outcomes that change in as many alternatives: values, and checks.
struct Shared {
  std::vector<std::string> values, checks;
};

class Printer {
 public:
  /// `some`: the outcomes are those that were asked for.
  Printer(Inquiry& inquiry, const reason::Ground& ground, const reason::Sensitivity& all, bool some)
      : inquiry_(inquiry), ground_(ground), all_(all), facts_(ground.facts()), words_(ground, inquiry.session().output),
        some_(some) {}

  void text() {
    for (const Owner owner : {Owner::Chosen, Owner::Judged}) {
      std::vector<CellRef> idle, unclear;
      bool first = true;
      for (const Lever& lever : all_.levers) {
        if (lever.fact.owner != owner) continue;
        if (lever.influences.empty()) {
          idle.push_back(lever.fact.cell);
          continue;
        }
        if (std::none_of(lever.influences.begin(), lever.influences.end(),
                         [](const Influence& i) { return i.settled; })) {
          unclear.push_back(lever.fact.cell);
          continue;
        }
        if (first) words_.line(0, fmt::format("what {} facts can still change", name(owner)));
        first = false;
        this->lever(lever);
      }
      if (!unclear.empty()) words_.line(0, fmt::format("undecided: what these {} facts can still change", name(owner)));
      by_row(unclear);
      if (some_) continue;
      if (!idle.empty()) words_.line(0, fmt::format("{} facts that change nothing", name(owner)));
      by_row(idle);
    }
    distances();
  }

  void json(const std::string& version) {
    report::JsonWriter json(inquiry_.session().output);
    json.open_object();
    write_head(json, "msd-sensitivity-1", facts_, version);
    json.key("facts");
    json.open_array();
    for (const Lever& lever : all_.levers) write(json, lever);
    json.close_array();
    json.key("outcomes");
    json.open_array();
    for (const Distance& distance : all_.distances) write(json, distance);
    json.close_array();
    json.close_object();
    json.newline();
  }

 private:
  std::string outcome(const Aim& aim) const {
    if (aim.require == kNone) return report::cell_name(facts_, aim.cell);
    return fmt::format("{} on {}", facts_.image().text(facts_.image().requirements()[aim.require].name),
                       report::row_name(facts_, aim.cell.row));
  }

  void lever(const Lever& lever) {
    const eval::CellFact own = eval::in_force(facts_, lever.fact.cell);
    words_.line(2, fmt::format("{} is {}", report::cell_name(facts_, lever.fact.cell),
                               lever.fact.open ? "open" : words_.value(lever.fact.cell, own)));
    // Outcomes with the same share stand together, the largest share first.
    std::map<std::uint64_t, Shared, std::greater<>> by_share;
    std::vector<std::string> undecided;
    for (const Influence& influence : lever.influences) {
      Shared& shared = by_share[lever.alternatives == 0 ? 0 : influence.changes];  // texts are not counted
      const bool check = influence.outcome.require != kNone;
      (!influence.settled ? undecided : check ? shared.checks : shared.values).push_back(outcome(influence.outcome));
    }
    for (const auto& [changes, shared] : by_share) {
      const std::string in = share(changes, lever.alternatives);
      if (!shared.values.empty()) words_.line(4, fmt::format("{}: {}", in, joined(shared.values)));
      if (!shared.checks.empty()) words_.line(4, fmt::format("{}, checks: {}", in, joined(shared.checks)));
    }
    if (!undecided.empty()) words_.line(4, "undecided: " + joined(undecided));
  }

  /// Facts, those of one row on a line.
  void by_row(const std::vector<CellRef>& cells) {
    for (std::size_t i = 0; i < cells.size();) {
      std::vector<std::string> fields;
      const eval::RowIndex row = cells[i].row;
      for (; i < cells.size() && cells[i].row == row; ++i)
        fields.emplace_back(facts_.image().text(facts_.image().fields()[cells[i].field].name));
      words_.line(2, fmt::format("{}: {}", report::row_name(facts_, row), joined(fields)));
    }
  }

  static std::string share(std::uint64_t changes, std::uint64_t of) {
    if (of == 0) return "some other";
    if (of > 9'999)
      return fmt::format("{:.4g} % of others", 100.0 * static_cast<double>(changes) / static_cast<double>(of));
    return fmt::format("{} of {}", changes, of);
  }

  void distances() {
    std::size_t near = 0;
    std::vector<std::string> fixed, undecided;
    std::vector<const Distance*> far;
    for (const Distance& one : all_.distances) {
      switch (one.state) {
      case Distance::State::Undecided: undecided.push_back(outcome(one.outcome)); break;
      case Distance::State::Fixed: fixed.push_back(outcome(one.outcome)); break;
      case Distance::State::Found:
        one.nearest.size() <= 1 && !some_ ? static_cast<void>(++near) : far.push_back(&one);
        break;
      }
    }
    if (near == 0 && far.empty() && undecided.empty() && fixed.empty()) return;
    words_.line(0, "facts to change before an outcome is another one");
    if (near != 0) words_.line(2, fmt::format("1: {}, each named above", report::counted(near, "outcome")));
    for (const Distance* one : far) {
      std::vector<std::string> names;
      for (CellRef cell : one->nearest) names.push_back(report::cell_name(facts_, cell));
      words_.line(2, fmt::format("{}: {}, by {}", names.size(), outcome(one->outcome), joined(names)));
    }
    if (!undecided.empty()) words_.line(2, "undecided: " + joined(undecided));
    if (!fixed.empty())
      words_.line(2, "never, whatever is chosen or judged: " +
                         (some_ ? joined(fixed) : report::counted(fixed.size(), "outcome")));
  }

  void write(report::JsonWriter& json, const Lever& lever) const {
    json.open_object();
    json.key("fact");
    write_fact(json, ground_, lever.fact.cell);
    json.key("open");
    json.boolean(lever.fact.open);
    json.key("alternatives");
    lever.alternatives == 0 ? json.null() : json.raw(fmt::format("{}", lever.alternatives));
    json.key("changes");
    json.open_array();
    for (const Influence& one : lever.influences) {
      json.open_object();
      json.member("outcome", outcome(one.outcome));
      json.key("in");
      one.settled ? json.raw(fmt::format("{}", one.changes)) : json.null();
      json.close_object();
    }
    json.close_array();
    json.close_object();
  }

  void write(report::JsonWriter& json, const Distance& distance) const {
    static constexpr const char* kStates[] = {"found", "fixed", "undecided"};
    json.open_object();
    json.member("outcome", outcome(distance.outcome));
    json.member("state", kStates[static_cast<int>(distance.state)]);
    json.key("nearest");
    json.open_array();
    for (CellRef cell : distance.nearest) json.text(report::cell_name(facts_, cell));
    json.close_array();
    json.close_object();
  }

  Inquiry& inquiry_;
  const reason::Ground& ground_;
  const reason::Sensitivity& all_;
  const eval::Facts& facts_;
  FactWords words_;
  bool some_;
};

}  // namespace

int sensitivity(const std::vector<std::string>& cells, const Common& options) {
  Inquiry inquiry(options);
  if (!inquiry.open(options.files.front())) return inquiry.status();
  reason::SensitivityOptions survey;
  for (const std::string& name : cells) {
    const auto cell = inquiry.cell(name);
    if (!cell) return inquiry.status();
    survey.only.push_back(*cell);
  }
  survey.per_outcome = std::max<std::uint64_t>(options.budget / 40, 1);
  survey.per_pair = std::max<std::uint64_t>(options.budget / 100, 1);
  eval::Evaluator evaluator(inquiry.facts(), {});
  const reason::Ground ground(evaluator);
  const reason::Sensitivity all = reason::sensitivity(ground, survey);
  Printer printer(inquiry, ground, all, !cells.empty());
  options.json ? printer.json(options.report.version) : printer.text();
  return inquiry.end();
}

}  // namespace msd::driver
