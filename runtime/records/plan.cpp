#include "runtime/records/plan.h"

#include "runtime/records/diagram.h"

#include <fmt/format.h>

#include <set>

namespace msd::records {

namespace {

using Kind = Expr::Kind;

constexpr std::size_t kSteps = std::size_t{1} << 15U;  // to find a diagram, and for each cube
constexpr std::size_t kStepsOfCube = 100;
constexpr std::size_t kAsked = 6;  // values of the set of an `attach`

class Planner {
 public:
  Planner(const Program& p, const Limits& limits)
      : p_(p), limits_(limits), out_{codings(p), {}, {}, limits.groups}, samples_(p, out_.codings) {
    out_.packed = packed(out_.codings);
  }

  Plan run() {
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) {
      Table table = places(p_.decisions[i]);
      if (table.form == Table::Form::Letter) by_cubes(i, table);
      out_.tables.push_back(std::move(table));
    }
    return std::move(out_);
  }

 private:
  Table places(const Decision& d) {
    Table table;
    table.adds = d.kind == Decision::Kind::Attach && d.where == kNone;
    std::vector<std::uint32_t> roots{d.where};
    if (!table.adds) roots.push_back(d.value);
    for (const Line& line : d.lines) roots.insert(roots.end(), {line.condition, line.outcome});
    bool exact = true;
    std::uint64_t asked = 0;
    std::set<std::uint32_t> seen;
    for (const std::uint32_t root : roots) {
      if (root == kNone) continue;
      const bool told = samples_.exact(root) || (table.adds && asks_only(root, asked, seen));
      if (!told && table.why.empty()) table.why = unsaid(root);
      exact = exact && told;
      samples_.add_sources(root, table.reads);
    }
    for (std::uint8_t v = 0; v < 62; ++v) {
      if ((asked >> v & 1U) != 0) table.asked.push_back(v);
    }
    if (exact && table.asked.size() > kAsked) table.why = "its rules ask for many values of its set", exact = false;
    if (!exact) return table;
    table.places = std::size_t{1} << table.asked.size();
    for (const std::uint32_t source : table.reads) {
      const std::size_t codes = out_.codings[source].codes;
      table.places = table.places > Table::kNever / codes ? Table::kNever : table.places * codes;
    }
    table.form = table.places <= limits_.places ? Table::Form::Places : Table::Form::Letter;
    table.why = fmt::format("{} places, one for each combination of codes", table.places);
    return table;
  }

  /// Why codes do not tell what an expression comes to.
  std::string unsaid(std::uint32_t root) {
    std::vector<std::uint32_t> sources;
    samples_.add_sources(root, sources);
    for (const std::uint32_t source : sources) {
      const bool column = source < p_.columns.size();
      const std::string& name = column ? p_.columns[source].name : p_.decisions[source - p_.columns.size()].name;
      if (!out_.codings[source].usable) return fmt::format("`{}` has too many values", name);
    }
    return "numbers that it reads are more than compared with constants, or it asks for a set as it stands";
  }

  /// Codes tell all, but for values of the set as it stands, which are asked for by name.
  bool asks_only(std::uint32_t index, std::uint64_t& asked, std::set<std::uint32_t>& seen) {
    if (samples_.exact(index) || !seen.insert(index).second) return true;
    const Expr& e = p_.exprs[index];
    const bool of_self = e.a != kNone && p_.exprs[e.a].kind == Kind::Self;
    if (of_self && e.kind == Kind::HasAll) return asked |= static_cast<std::uint64_t>(e.number), true;
    if (of_self && e.kind == Kind::Has && p_.exprs[e.b].kind == Kind::Const) {
      if (!p_.exprs[e.b].absent) asked |= std::uint64_t{1} << p_.exprs[e.b].number;
      return true;
    }
    // Truths over them; of anything else, what it gives would have to follow from codes.
    if (e.kind != Kind::And && e.kind != Kind::Or && e.kind != Kind::Not && e.kind != Kind::If) return false;
    for (const std::uint32_t part : {e.a, e.b, e.c}) {
      if (part != kNone && !asks_only(part, asked, seen)) return false;
    }
    return true;
  }

  void by_cubes(std::size_t decision, Table& table) {
    const std::optional<Cubes> found = cubes(p_, out_.codings, samples_, decision);
    if (!found) return;
    table.cubes = found->cubes.size();
    table.reads = found->reads;
    const std::size_t bytes = rule_sets_size(*found, out_.codings);
    const std::size_t of_sets = table.reads.size() * ((table.cubes + 511) / 512 + 1);
    // Tables that become small diagrams look at each cube some dozen times.
    const std::size_t steps = std::min(limits_.steps, kSteps + kStepsOfCube * table.cubes);
    std::optional<Diagram> tree = diagram(*found, out_.codings, limits_.numbers, steps);
    const std::string rest = fmt::format("{} cubes, {} sources", table.cubes, table.reads.size());
    const auto takes = [&](std::size_t more) {
      const bool room = spent_ + more <= limits_.all;
      if (room) spent_ += more;
      return room;
    };
    if (tree && (2 * tree->depth <= of_sets || bytes > limits_.bytes)) {
      if (!takes(tree->nodes.size() * sizeof tree->nodes[0])) return no_room(table);
      table.form = Table::Form::Diagram;
      table.diagram = std::move(*tree);
      table.why = fmt::format("a diagram of {} numbers, at most {} steps: cost {}, of rule sets {} ({})",
                              table.diagram.nodes.size(), table.diagram.depth, 2 * table.diagram.depth, of_sets, rest);
      for (const Cube& c : found->cubes) table.sets.lines.push_back(c.line);
    } else if (bytes <= limits_.bytes) {
      if (!takes(bytes)) return no_room(table);
      table.form = Table::Form::RuleSets;
      table.sets = rule_sets(*found, out_.codings);
      const std::string other = tree ? fmt::format("of a diagram {}", 2 * tree->depth) : "a diagram becomes too large";
      table.why = fmt::format("rule sets of {} KiB: cost {}, {} ({})", bytes / 1024, of_sets, other, rest);
    } else {
      table.why = fmt::format("rule sets would take {} MiB, and a diagram becomes too large ({})", bytes >> 20U, rest);
    }
  }

  void no_room(Table& table) const {
    table.why = fmt::format("all tables together would take more than {} MiB", limits_.all >> 20U);
  }

  const Program& p_;
  const Limits& limits_;
  std::size_t spent_ = 0;  // bytes
  Plan out_;
  Samples samples_;
};

}  // namespace

Plan plan(const Program& program, const Limits& limits) { return Planner(program, limits).run(); }

}  // namespace msd::records
