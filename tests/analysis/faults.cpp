// Faults planted in the rules of frameworks that are right: each is reported by the analysis, or changes nothing.
#include "tests/analysis/columns.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/mutants.h"

#include "compiler/analysis/analyze.h"

#include <fmt/format.h>

#include <cstdio>
#include <set>

using namespace msd;
using namespace msd::testing;

namespace {

// Nothing is said of it beyond its rules: they leave no gap, do not overlap, and give each value at one place.
const char* const kParcels = R"(framework parcels 1.0
enum size { small, large, huge }
enum way { bike, van, lorry, crane }
enum fee { none, low, middle, high }
row item
field item.size   : size given
field item.weight : int 0 .. 9 given
field item.urgent : bool given
field item.marked : optional bool given
field item.heavy : bool derived from item.weight
derive item.heavy = weight >= 5
field item.light : bool derived from item.weight
derive item.light = weight < 5
field item.way : way classified from item.size, item.heavy, item.light
classify item.way unique {
  a when size == small and light => bike
  b when size == small and heavy => van
  c when size == large => lorry
  d when size == huge => crane
  otherwise reject "no way"
}
field item.fee : fee classified from item.way, item.urgent, item.marked
classify item.fee unique {
  a when way in {bike, van} and not urgent => none
  b when way in {bike, van} and urgent => low
  c when way in {lorry, crane} and marked is absent => middle
  d when way in {lorry, crane} and marked is not absent => high
  otherwise reject "no fee"
}
require told on item where fee == high {
  urgent or weight > 2
  otherwise warning "somebody has to know"
}
)";

// First matches, a set and rows inside, with what must come out of them declared beside.
const char* const kClaims = R"(framework claims 1.0
enum outcome { refund, exchange, no_claim }
enum flag { late, broken, many }
row item
row part in item as parts back owner
field part.loose : bool given
field item.days   : int 0 .. 9 given
field item.broken : bool given
field item.vip    : bool given default no
field item.open : bool derived from item.parts, part.loose
derive item.open = some parts where loose
field item.outcome : outcome classified from item.days, item.broken, item.vip
classify item.outcome {
  fresh    when days <= 2             => refund
  warranty when days <= 6 and broken  => exchange
  kind     when vip and days < 9      => exchange
  otherwise no_claim
}
field item.flags : optional set of flag derived from item.days, item.broken, item.open
attach item.flags where days > 1 {
  old   when days > 6             => late
  bad   when broken               => broken
  loose when open and not broken  => many
}
always refunds_are_fresh on item { (outcome == refund and days <= 2) or (outcome != refund and days > 2) }
always exchanges on item where days > 2 {
  (outcome == exchange and ((days <= 6 and broken) or (vip and days < 9))) or
  (outcome == no_claim and not ((days <= 6 and broken) or (vip and days < 9)))
}
always old_is_late on item where days > 1 { (flags has late and days > 6) or (not (flags has late) and days <= 6) }
always bad_is_broken on item where days > 1 { (flags has broken and broken) or (not (flags has broken) and not broken) }
always loose_is_many on item where days > 1 {
  (flags has many and open and not broken) or (not (flags has many) and (broken or not open))
}
always new_has_none on item { (flags is absent and days <= 1) or (flags is not absent and days > 1) }
always open_is_loose on item { (open and (count parts where loose) > 0) or (not open and (no parts where loose)) }
)";

struct Told {
  std::size_t planted = 0, reported = 0, equivalent = 0, missed = 0;
};

/// What is claimed, in words.
std::set<std::string> claims(const tir::Program& p) {
  std::set<std::string> out;
  for (const analysis::Claim& c : analysis::analyze(p, {}).claims) {
    std::string words(diag::info(c.id).slug);
    for (const std::string& word : c.words) words += " " + word;
    out.insert(words);
  }
  return out;
}

/// Every computed cell and every verdict is the same for every input.
bool equivalent(const tir::Program& p, const tir::Program& q) {
  Inputs before(p, 2, 1U << 20U);
  Inputs after(q, 2, 1U << 20U);
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    if (!p.fields[i].rule.valid()) continue;
    for (At row : before.rows_of(p.fields[i].row)) {
      if (before.cell(row, {i}) != after.cell(row, {i})) return false;
    }
  }
  for (std::size_t i = 0; i < p.requires_.size(); ++i) {
    for (At row : before.rows_of(p.requires_[i].row)) {
      if (before.requirement(p.requires_[i], row) != after.requirement(q.requires_[i], row)) return false;
    }
  }
  return true;
}

bool is_error_or_warning(const std::string& claim) {
  for (const char* note :
       {"masked_rule", "equivalent_fields", "redundant_after", "table_is_total", "unread_field", "proved_for_few"}) {
    if (claim.starts_with(note)) return false;
  }
  return true;
}

/// Of a requirement only that it says nothing any more can be found out; of a default, of a severity, nothing.
bool is_rule_fault(const Mutation& m) {
  if (m.kind == "change_default" || m.kind == "drop_default" || m.kind == "change_severity") return false;
  return !m.place.starts_with("requirement") || m.kind == "always" || m.kind == "never";
}

void plant(const std::string& name, const std::string& text, std::map<std::string, Told>& kinds) {
  const Compiled compiled = compile(text);
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  const std::set<std::string> right = claims(compiled.program);
  for (const std::string& claim : right) {
    INFO(name << ": " << claim);
    CHECK_FALSE(is_error_or_warning(claim));
  }
  std::vector<Mutation> all = mutations(compiled.program);
  for (std::uint32_t r = 0; r < compiled.program.rules.size(); ++r) {
    const tir::Rule& rule = compiled.program.rules[r];
    for (std::uint32_t l = 0; l < rule.lines.size(); ++l) {
      if (!rule.lines[l].condition.valid()) continue;
      all.push_back({"double_line", compiled.program[rule.field].name + " rule " + rule.lines[l].name, "",
                     rule.lines[l].span, [r, l](tir::Program& p) {
                       auto& lines = p.rules[r].lines;
                       const tir::Line copy = lines[l];
                       lines.insert(lines.begin() + l, copy);
                     }});
    }
  }
  for (const Mutation& m : all) {
    if (!is_rule_fault(m)) continue;
    tir::Program faulty = compiled.program;
    m.edit(faulty);
    std::vector<std::string> more;
    for (const std::string& claim : claims(faulty)) {
      if (!right.contains(claim)) more.push_back(claim);
    }
    Told& tally = kinds[m.kind];
    ++tally.planted;
    if (!more.empty()) {
      ++tally.reported;
    } else if (equivalent(compiled.program, faulty)) {
      ++tally.equivalent;
    } else {
      ++tally.missed;
      UNSCOPED_INFO(name << ": " << m.name());
      CHECK(more.size() > 0);
    }
  }
}

}  // namespace

TEST_CASE("planted faults are reported or change nothing") {
  std::map<std::string, Told> kinds;
  plant("parcels", kParcels, kinds);
  plant("claims", kClaims, kinds);
  Told sum;
  fmt::print("{:<22}{:>8}{:>10}{:>12}{:>8}\n", "kind of fault", "planted", "reported", "equivalent", "missed");
  for (const auto& [kind, t] : kinds) {
    fmt::print("{:<22}{:>8}{:>10}{:>12}{:>8}\n", kind, t.planted, t.reported, t.equivalent, t.missed);
    sum.planted += t.planted, sum.reported += t.reported, sum.equivalent += t.equivalent, sum.missed += t.missed;
  }
  fmt::print("{:<22}{:>8}{:>10}{:>12}{:>8}\n", "all", sum.planted, sum.reported, sum.equivalent, sum.missed);
  std::fflush(stdout);
  CHECK(sum.missed == 0);
  CHECK(sum.planted >= 40);
  CHECK(kinds.size() >= 20);
}
