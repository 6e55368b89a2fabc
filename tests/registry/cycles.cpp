// Cycles: through rows, relations, reverses and selectors, each with its path and one note for each edge.
#include "compiler/registry/cycles.h"
#include "tests/registry/build.h"

#include <random>

using namespace msd;
using namespace msd::test;

TEST_CASE("a cycle shows its path and every edge at the place of its use") {
  const auto b = build(R"(row a
row b
field a.z : bool given
field a.x : bool derived stated from z, b.y
field b.y : bool derived stated from "words" as w
field b.w : bool derived stated from a.x
)");
  CHECK(b->found() == Findings{"M0314 5:41"});
  CHECK(b->sink.all()[0].message == "these fields depend on each other: `a.x` ← `b.y` ← `b.w` ← `a.x`");
  CHECK(b->notes(b->sink.all()[0]) == Findings{"5:41 `a.x` has the parent `b.y` here",
                                               "6:38 `b.y` has the parent `b.w` here",
                                               "7:38 `b.w` has the parent `a.x` here"});
  CHECK_FALSE(b->registry.usable);
}

TEST_CASE("a field that is its own parent") {
  const auto b = build("row a\nfield a.x : bool derived stated from x\n");
  CHECK(b->found() == Findings{"M0314 3:38"});
  CHECK(b->notes(b->sink.all()[0]) == Findings{"3:38 `a.x` has the parent `a.x` here"});
}

TEST_CASE("two cycles are two findings, also where they meet") {
  CHECK(build(R"(row a
field a.p : bool derived stated from q
field a.q : bool derived stated from p
field a.r : bool derived stated from s
field a.s : bool derived stated from r
)")
            ->found() == Findings{"M0314 3:38", "M0314 5:38"});
  CHECK(build(R"(row a
field a.m : bool derived stated from q, s
field a.q : bool derived stated from m
field a.s : bool derived stated from m
)")
            ->found() == Findings{"M0314 3:38", "M0314 3:41"});
}

TEST_CASE("what hangs on a cycle is not reported with it") {
  CHECK(build(R"(row a
field a.p : bool derived stated from q
field a.q : bool derived stated from p
field a.r : bool derived stated from q
)")
            ->found() == Findings{"M0314 3:38"});
}

TEST_CASE("a cycle through relations and several rows") {
  const auto b = build(R"(row shelf
row box in shelf as boxes back shelf
row item in box as items back box
field item.w : int 0 .. 9 given
field item.fits : bool derived stated from w, box.shelf.full
field box.full : bool derived stated from items.fits
field shelf.full : bool derived stated from boxes.full
)");
  CHECK(b->found() == Findings{"M0314 8:45"});
  CHECK(b->notes(b->sink.all()[0]) == Findings{"8:45 `shelf.full` has the parent `box.full` here",
                                               "7:43 `box.full` has the parent `item.fits` here",
                                               "6:47 `item.fits` has the parent `shelf.full` here"});
}

TEST_CASE("a cycle through a relation that is itself computed, and through its reverse") {
  const auto own =
      build("row a\nrow b\nfield b.c : bool given\nfield a.best : optional b derived stated from best.c\n");
  CHECK(own->found() == Findings{"M0314 5:47"});
  CHECK(own->notes(own->sink.all()[0]) == Findings{"5:47 `a.best` has a parent that is found through `a.best` here"});
  const auto reverse = build(R"(row a
row b
field a.z : bool given
field a.to : optional b derived stated from b.busy inverse users
field b.busy : bool derived stated from users.z
)");
  CHECK(reverse->found() == Findings{"M0314 5:45"});
  CHECK(reverse->notes(reverse->sink.all()[0]) ==
        Findings{"5:45 `a.to` has the parent `b.busy` here",
                 "6:41 `b.busy` has a parent that is found through `b.users` here",
                 "5:60 `b.users` is the reverse of `a.to` here"});
}

TEST_CASE("a cycle through what names the single row") {
  const auto b = build(R"(row c single named by p.in
row p
field c.m : bool given
field p.in : optional c derived stated from m
)");
  CHECK(b->found() == Findings{"M0314 5:45"});
}

TEST_CASE("a long cycle shows its ends in the message and all its edges in the notes") {
  std::string text = "row a\n";
  for (int i = 0; i < 50; ++i) text += fmt::format("field a.f{} : bool derived stated from f{}\n", i, (i + 1) % 50);
  const auto b = build(text);
  REQUIRE(b->sink.all().size() == 1);
  CHECK(b->sink.all()[0].notes.size() == 50);
  CHECK(b->sink.all()[0].message.find("42 more") != std::string::npos);
}

TEST_CASE("a cycle of reads that closes through what is not declared") {
  const std::string head = "row a\nfield a.z : bool given\nfield a.x : bool derived from z, y\n";
  const auto allowed = checked(head + R"(field a.y : bool derived from z
  allow(undeclared_read) because "so"
derive a.x = z and y
derive a.y = z or x
)");
  CHECK(allowed->found() == Findings{"M0427 7:20"});
  CHECK(allowed->notes(allowed->sink.all()[0]) ==
        Findings{"7:20 `a.x` reads `a.y` here", "8:19 `a.y` reads `a.x` here"});
  // A declared cycle is reported once, by its declarations.
  CHECK(checked(head + "field a.y : bool derived from z, x\nderive a.x = z and y\nderive a.y = z or x\n")->found() ==
        Findings{"M0314 4:34"});
  CHECK(checked(R"(row a { id "A{n}" where k }
field a.z : bool given
field a.k : bool derived from z
derive a.k = z and id is given
)")
            ->found() == Findings{"M0427 2:25"});
}

namespace {

/// Whether a field reaches another over at least one edge: the closure by Warshall.
std::vector<std::vector<bool>> closure(const registry::Graph& graph) {
  const std::size_t n = graph.size();
  std::vector<std::vector<bool>> out(n, std::vector<bool>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (const registry::Edge& edge : graph[i]) out[i][edge.to] = true;
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) out[i][j] = out[i][j] || (out[i][k] && out[k][j]);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("cycles of random graphs: real, simple, without a common edge, and none is missed") {
  std::mt19937 random(20240817);
  std::size_t cyclic = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t n = 1 + random() % 12;
    registry::Graph graph(n);
    const std::size_t edges = random() % (2 * n + 1);
    for (std::size_t i = 0; i < edges; ++i)
      graph[random() % n].push_back({static_cast<std::uint32_t>(random() % n), {}, ""});
    const auto reach = closure(graph);
    const auto found = registry::find_cycles(graph, 1000);
    std::set<std::pair<std::uint32_t, std::uint32_t>> used;
    std::vector<bool> covered(n);
    CAPTURE(round);
    for (const registry::Cycle& cycle : found) {
      REQUIRE_FALSE(cycle.empty());
      std::set<std::uint32_t> fields;
      for (std::size_t i = 0; i < cycle.size(); ++i) {
        CHECK(cycle[i].edge->to == cycle[(i + 1) % cycle.size()].from);
        CHECK(fields.insert(cycle[i].from).second);
        CHECK(used.emplace(cycle[i].from, cycle[i].edge->to).second);
        covered[cycle[i].from] = true;
      }
      CHECK(*fields.begin() == cycle.front().from);
    }
    // Each strongly connected part has one, and without the edges of all of them nothing is left.
    registry::Graph rest(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      bool part = false;
      for (std::uint32_t j = 0; j < n; ++j) part = part || (reach[i][i] && reach[i][j] && reach[j][i] && covered[j]);
      CHECK(part == reach[i][i]);
      cyclic += reach[i][i] ? 1 : 0;
      for (const registry::Edge& edge : graph[i]) {
        if (!used.contains({i, edge.to})) rest[i].push_back(edge);
      }
    }
    const auto left = closure(rest);
    for (std::size_t i = 0; i < n; ++i) CHECK_FALSE(left[i][i]);
  }
  CHECK(cyclic > 3000);  // the graphs are no forests
}
