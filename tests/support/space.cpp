#include "tests/support/space.h"

#include <algorithm>
#include <set>

namespace msd::testing {

namespace {

using records::Content;
using records::kNone;
using State = Content::State;

std::int64_t coded(const Content& c) {
  return c.state == State::Value ? c.number : c.state == State::Absent ? INT64_MIN : INT64_MIN + 1;
}
Content decoded(std::int64_t code) {
  if (code == INT64_MIN) return {};
  return code == INT64_MIN + 1 ? Content{State::Rejected, 0} : Content{State::Value, code};
}

/// One decision: what is met on the way to it.
class Way {
 public:
  Way(const records::Program& program, const Combinations& combinations, const Samples& samples, std::size_t target,
      std::size_t most)
      : p_(program), c_(combinations), samples_(samples), target_(target), most_(most), decider_(program),
        columns_(program.columns.size()) {
    needed_.insert(target);
    for (std::size_t i = target + 1; i-- > 0;) {
      if (needed_.contains(i)) needed_.insert(c_.of(i).decisions.begin(), c_.of(i).decisions.end());
    }
    states_[{}] = Choice(p_.columns.size(), kFree);
  }

  /// Places among the samples, by column.
  using Choice = std::vector<std::uint16_t>;
  static constexpr std::uint16_t kFree = UINT16_MAX;

  std::map<Combinations::Key, Choice> run() {
    for (std::size_t i : needed_) {
      for (std::uint32_t column : c_.of(i).columns) {
        if (std::find(live_.begin(), live_.end(), column) == live_.end()) introduce(column);
      }
      if (i != target_) decide(i);
    }
    std::map<Combinations::Key, Choice> out;
    for (const auto& [state, choice] : states_) {
      tell(state);
      out.try_emplace(c_.key(target_, decider_, columns_), choice);
    }
    return out;
  }
  bool exhausted() const { return exhausted_; }

 private:
  using State = Combinations::Key;  ///< contents of what is live

  void introduce(std::uint32_t column) {
    const std::vector<Content>& all = samples_.of[column];
    exhausted_ = exhausted_ && samples_.whole[column];
    const std::size_t kept = std::max<std::size_t>(1, most_ / all.size());
    const std::size_t step = (states_.size() + kept - 1) / kept;
    exhausted_ = exhausted_ && step == 1;
    std::map<State, Choice> next;
    std::size_t number = 0;
    for (auto& [state, choice] : states_) {
      if (number++ % step != 0) continue;
      for (std::size_t i = 0; i < all.size(); ++i) {
        State more = state;
        more.push_back(coded(all[i]));
        Choice chosen = choice;
        chosen[column] = static_cast<std::uint16_t>(i);
        next.try_emplace(std::move(more), std::move(chosen));
      }
    }
    live_.push_back(column);
    states_ = std::move(next);
  }

  /// Makes known what is live.
  void tell(const State& state) {
    for (std::size_t i = 0; i < live_.size(); ++i) {
      if (live_[i] < columns_.size()) columns_[live_[i]] = decoded(state[i]);
    }
    decider_.begin(columns_);
    for (std::size_t i = 0; i < live_.size(); ++i) {
      if (live_[i] >= columns_.size()) decider_.know(live_[i] - columns_.size(), {decoded(state[i]), kNone});
    }
  }

  /// Adds what it comes to, and forgets what no later one reads.
  void decide(std::size_t decision) {
    std::set<std::size_t> later;
    for (auto at = needed_.upper_bound(decision); at != needed_.end(); ++at) {
      later.insert(c_.of(*at).columns.begin(), c_.of(*at).columns.end());
      for (std::uint32_t d : c_.of(*at).decisions) later.insert(columns_.size() + d);
    }
    std::vector<std::size_t> kept;  // places among what is live
    for (std::size_t i = 0; i < live_.size(); ++i) {
      if (later.contains(live_[i])) kept.push_back(i);
    }
    std::map<State, Choice> next;
    for (auto& [state, choice] : states_) {
      tell(state);
      State left;
      for (std::size_t i : kept) left.push_back(state[i]);
      left.push_back(coded(decider_.decision(decision).content));
      next.try_emplace(std::move(left), std::move(choice));
    }
    std::vector<std::size_t> live;
    for (std::size_t i : kept) live.push_back(live_[i]);
    live.push_back(columns_.size() + decision);
    live_ = std::move(live);
    states_ = std::move(next);
  }

  const records::Program& p_;
  const Combinations& c_;
  const Samples& samples_;
  std::size_t target_, most_;
  bool exhausted_ = true;
  records::Decider decider_;
  std::vector<Content> columns_;
  std::set<std::size_t> needed_;
  std::vector<std::size_t> live_;  ///< columns, and behind them decisions
  std::map<State, Choice> states_;
};

/// How many contents a decision can have, by its type; of numbers, those that it was seen to have.
double contents(const records::Program& p, std::size_t decision, const std::set<std::int64_t>& seen) {
  const image::TypeRecord& type = p.image.types()[p.decisions[decision].type];
  const auto cls = static_cast<Class>(type.cls);
  if (cls == Class::Number) return static_cast<double>(seen.size());
  if (cls == Class::Bool) return 2 + 2;
  const std::uint32_t values = p.image.enums()[type.target].value_count;
  return 2 + (cls == Class::Set ? static_cast<double>(std::uint64_t{1} << values) : values);
}

double all_combinations(const records::Program& p, const Combinations::Met& met, const Samples& known,
                        const std::vector<std::set<std::int64_t>>& seen) {
  double out = 1;
  for (std::uint32_t c : met.shown_columns) out *= static_cast<double>(known.of[c].size());
  for (std::uint32_t d : met.shown_decisions) out *= contents(p, d, seen[d]);
  for (std::size_t i = 0; i < met.comparisons.size(); ++i) out *= 2;
  // Of the others, whether they are there.
  const auto hidden = [](const std::vector<std::uint32_t>& shown, std::uint32_t one) {
    return std::find(shown.begin(), shown.end(), one) == shown.end();
  };
  for (std::uint32_t c : met.columns) {
    std::set<State> states;
    for (const Content& content : known.of[c]) states.insert(content.state);
    if (hidden(met.shown_columns, c)) out *= static_cast<double>(states.size());
  }
  for (std::uint32_t d : met.decisions) out *= hidden(met.shown_decisions, d) ? 3 : 1;
  return out;
}

}  // namespace

Combinations::Combinations(const records::Program& p) {
  for (const records::Decision& d : p.decisions) {
    Met met;
    std::set<std::uint32_t> columns, decisions, loose, loose_decisions, seen;
    std::vector<std::uint32_t> open{d.where, d.value};
    for (const records::Line& line : d.lines) open.insert(open.end(), {line.condition, line.outcome});
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i] == kNone || !seen.insert(open[i]).second) continue;
      const records::Expr& e = p.exprs[open[i]];
      if (e.kind == records::Expr::Kind::Column) columns.insert(e.x);
      if (e.kind == records::Expr::Kind::Decision) decisions.insert(e.x);
      open.insert(open.end(), {e.a, e.b, e.c});
      if (e.kind != records::Expr::Kind::Compare) continue;
      met.comparisons.push_back(open[i]);
      if (p.exprs[e.a].kind == records::Expr::Kind::Const || p.exprs[e.b].kind == records::Expr::Kind::Const) continue;
      const records::Reads of = records::reads(p, {e.a, e.b});
      loose.insert(of.columns.begin(), of.columns.end());
      loose_decisions.insert(of.decisions.begin(), of.decisions.end());
    }
    const auto number = [&](std::uint32_t type) {
      return static_cast<Class>(p.image.types()[type].cls) == Class::Number;
    };
    met.columns.assign(columns.begin(), columns.end());
    met.decisions.assign(decisions.begin(), decisions.end());
    for (std::uint32_t c : columns) {
      if (!number(p.columns[c].type) || !loose.contains(c)) met.shown_columns.push_back(c);
    }
    for (std::uint32_t c : decisions) {
      if (!number(p.decisions[c].type) || !loose_decisions.contains(c)) met.shown_decisions.push_back(c);
    }
    if (met.shown_columns.size() + met.shown_decisions.size() == columns.size() + decisions.size())
      met.comparisons.clear();
    met_.push_back(std::move(met));
  }
}

Combinations::Key Combinations::key(std::size_t decision, records::Decider& decider,
                                    std::span<const Content> columns) const {
  const Met& met = met_[decision];
  Key out;
  for (std::uint32_t c : met.shown_columns) out.push_back(coded(columns[c]));
  for (std::uint32_t d : met.shown_decisions) out.push_back(coded(decider.decided()[d].content));
  for (std::uint32_t e : met.comparisons) out.push_back(coded(decider.value(e)));
  // Of the others, whether they are there.
  for (std::uint32_t c : met.columns) out.push_back(static_cast<std::int64_t>(columns[c].state));
  for (std::uint32_t d : met.decisions) out.push_back(static_cast<std::int64_t>(decider.decided()[d].content.state));
  return out;
}

Space input_space(const records::Program& program, std::size_t most) {
  const Combinations combinations(program);
  const Samples known = samples(program);
  Space out;
  std::vector<std::map<Combinations::Key, Way::Choice>> met;
  std::vector<std::set<std::int64_t>> values(program.decisions.size());
  for (std::size_t i = 0; i < program.decisions.size(); ++i) {
    Way way(program, combinations, known, i, most);
    met.push_back(way.run());
    out.decisions.push_back({met.back().size(), 1, way.exhausted()});
  }
  records::Decider decider(program);
  std::vector<std::set<Combinations::Key>> covered(program.decisions.size());
  for (std::size_t i = program.decisions.size(); i-- > 0;) {
    for (const auto& [key, choice] : met[i]) {
      if (covered[i].contains(key)) continue;
      std::vector<Content> record;
      for (std::size_t c = 0; c < choice.size(); ++c) {
        const std::vector<Content>& all = known.of[c];
        record.push_back(all[choice[c] == Way::kFree ? (out.records.size() + c) % all.size() : choice[c]]);
      }
      const auto decided = decider.decide(record);
      for (std::size_t k = 0; k < covered.size(); ++k) {
        covered[k].insert(combinations.key(k, decider, record));
        values[k].insert(coded(decided[k].content));
      }
      out.records.push_back(std::move(record));
    }
  }
  for (std::size_t i = 0; i < program.decisions.size(); ++i) {
    Space::Decision& d = out.decisions[i];
    d.met = 0;
    for (const auto& [key, choice] : met[i]) d.met += covered[i].contains(key) ? 1 : 0;
    d.all = all_combinations(program, combinations.of(i), known, values);
  }
  return out;
}

}  // namespace msd::testing
