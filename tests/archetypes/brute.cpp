#include "tests/archetypes/brute.h"

#include <algorithm>
#include <cmath>

namespace msd::testing {

namespace {

/// Whether a text has a word.
bool says(const std::string& text, const std::string& word) {
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !letter(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !letter(text[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

/// The condition of a made role that was compiled to this one: those that are present, in their order.
const RoleCondition& made(const Role& role, std::size_t number) {
  std::size_t seen = 0;
  for (const RoleCondition& c : role.conditions) {
    if (c.present && seen++ == number) return c;
  }
  return role.conditions.front();
}

}  // namespace

Brute::Brute(const Framework& framework, const tir::Program& program, const eval::Facts& facts, oracle::Truths& truths,
             std::uint32_t archetype)
    : facts_(facts), truths_(truths) {
  const tir::Archetype& of = program.archetypes[archetype];
  const auto source = std::find_if(framework.archetypes.begin(), framework.archetypes.end(),
                                   [&](const Archetype& a) { return a.name == of.name; });
  const image::ArchetypeRecord& record = facts.image().archetypes()[archetype];
  for (std::size_t r = 0; r < of.roles.size(); ++r) {
    roles_.push_back(&of.roles[r]);
    const image::RoleRecord& role = facts.image().roles()[record.role_first + r];
    for (std::size_t c = 0; c < of.roles[r].conditions.size(); ++c) {
      Condition condition;
      condition.kind = static_cast<archetypes::Kind>(of.roles[r].conditions[c].kind);
      condition.role = r;
      condition.value = of.roles[r].conditions[c].value;
      condition.record = role.condition_first + static_cast<std::uint32_t>(c);
      const std::string text = print(made(source->roles[r], c).holds);
      for (std::size_t other = 0; other < of.roles.size(); ++other) {
        if (other == r || says(text, of.roles[other].name)) condition.roles.push_back(other);
      }
      conditions_.push_back(std::move(condition));
    }
  }
}

bool Brute::filled(const Condition& condition, const Filling& filling) {
  return std::all_of(condition.roles.begin(), condition.roles.end(),
                     [&](std::size_t r) { return filling[r] != kNone; });
}

Is Brute::ask(const Condition& condition, const Filling& filling) {
  Filling spoken(filling.size(), kNone);
  for (std::size_t r : condition.roles) spoken[r] = filling[r];
  const auto [at, fresh] = known_.try_emplace({condition.record, spoken}, Is::Open);
  if (fresh) {
    std::vector<RowIndex> around = spoken;
    around.push_back(filling[condition.role]);
    at->second = truths_.ask(condition.value, around);
  }
  return at->second;
}

void Brute::each(const Filling& from, const std::function<void(const Filling&)>& visit) const {
  Filling now = from;
  const std::function<void(std::size_t)> go = [&](std::size_t role) {
    if (role == roles_.size()) return visit(now);
    go(role + 1);
    if (from[role] != kNone) return;
    for (RowIndex row : rows(role)) {
      if (std::find(now.begin(), now.end(), row) != now.end()) continue;
      now[role] = row;
      go(role + 1);
      now[role] = kNone;
    }
  };
  go(0);
}

Expected expected(Brute& brute, const eval::LikeFact& like) {
  Expected out;
  Filling bound(brute.roles(), kNone);
  for (const auto& b : like.roles) bound[b.role] = b.row;
  for (const Brute::Condition& c : brute.conditions()) {
    if (c.kind == archetypes::Kind::Must && Brute::filled(c, bound) && brute.ask(c, bound) == Is::No) ++out.broken;
  }
  brute.each(bound, [&](const Filling& filling) {
    bool sure = true;
    for (std::size_t r = 0; r < brute.roles(); ++r) {
      // What need not be filled is left out here, so that each choice of the others comes once.
      if (bound[r] == kNone && (filling[r] == kNone) != brute.optional(r)) return;
    }
    for (const Brute::Condition& c : brute.conditions()) {
      if (c.kind != archetypes::Kind::Must || !Brute::filled(c, filling) || Brute::filled(c, bound)) continue;
      const Is is = brute.ask(c, filling);
      if (is == Is::No) return;
      sure = sure && is == Is::Yes;
    }
    (sure ? out.sure : out.open).push_back(filling);
  });
  return out;
}

namespace {

constexpr double kMeets[] = {1.0, 0.9, 0.7};

Weight bits(double ratio) { return std::llround(std::log2(ratio) * 1000); }

/// What a condition weighs.
Weight weight(const Brute::Condition& c, Is is, const image::Image& image) {
  const double share = archetypes::share(image, image.conditions()[c.record].node);
  const double chance = std::min(255.0 / 256, std::max(1.0 / 256, share));
  const double meets = kMeets[static_cast<int>(c.kind)];
  if (is == Is::Yes) return std::max<Weight>(0, bits(meets / chance));
  if (is == Is::No && c.kind != archetypes::Kind::Must) return std::min<Weight>(0, bits((1 - meets) / (1 - chance)));
  return 0;
}

/// What it counts where cells are explained already.
Weight counted(const Brute::Condition& c, Is is, archetypes::Judge& judge, std::uint32_t archetype,
               const std::set<eval::CellRef>& explained, const Filling& filling) {
  const Weight full = weight(c, is, judge.image());
  if (is != Is::Yes) return full;
  const auto& all = judge.conditions(archetype);
  const auto same = std::find_if(all.begin(), all.end(), [&](const auto& other) { return other.record == c.record; });
  const auto& reads = judge.reads(*same, filling);
  if (reads.empty()) return full;
  Weight halves = 0;
  for (eval::CellRef cell : reads) halves += explained.contains(cell) ? 1 : 2;
  return full * halves / (2 * static_cast<Weight>(reads.size()));
}

}  // namespace

std::optional<Weight> score(Brute& brute, archetypes::Judge& judge, std::uint32_t archetype,
                            const std::set<eval::CellRef>& explained, const Filling& filling) {
  Weight out = 0;
  bool missing = false;
  bool decorated = false;
  for (std::size_t r = 0; r < brute.roles(); ++r) {
    if (filling[r] != kNone) out -= bits(static_cast<double>(brute.rows(r).size()));
    if (filling[r] == kNone && !brute.optional(r)) out -= 8000, missing = true;
    decorated = decorated || (brute.optional(r) && filling[r] != kNone);
  }
  if (missing && decorated) return std::nullopt;
  for (const Brute::Condition& c : brute.conditions()) {
    if (filling[c.role] == kNone) continue;
    if (Brute::filled(c, filling)) {
      const Is is = brute.ask(c, filling);
      if (is == Is::No && c.kind == archetypes::Kind::Must) return std::nullopt;
      out += counted(c, is, judge, archetype, explained, filling);
    } else if (c.kind == archetypes::Kind::Must) {
      const bool out_of_place = std::any_of(c.roles.begin(), c.roles.end(),
                                            [&](std::size_t r) { return filling[r] == kNone && !brute.optional(r); });
      if (out_of_place) out -= weight(c, Is::Yes, judge.image());
    }
  }
  return out;
}

Weight best_score(Brute& brute, archetypes::Judge& judge, std::uint32_t archetype,
                  const std::set<eval::CellRef>& explained) {
  std::optional<Weight> best;
  brute.each(Filling(brute.roles(), kNone), [&](const Filling& filling) {
    const auto one = score(brute, judge, archetype, explained, filling);
    if (one && (!best || *one > *best)) best = one;
  });
  return *best;
}

}  // namespace msd::testing
