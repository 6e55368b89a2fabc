// Rows: headers, names, kinds, single rows and further ones.
#include "tests/bind/support.h"

using msd::test::Design;
using msd::test::Framework;

namespace {

const Framework& trains() {
  static const Framework made(R"(framework f 1
enum side { left, right }
row yard "Yard" single
row rail "Rail" single named by train.rail
row train "Train" { written "train {name} {side} via {stop}" }
row car "Car" in train as cars back train { written "car {name} {side}" }
row stop "Stop"
field yard.wide "Wide" : bool given from "plan" as external default no
field rail.speed "Speed" : int 1 .. 300 given from "plan" as external default 80
field train.rail "Rail" : optional rail given from "plan" as external
field train.side "Side" : side given from "plan" as external
field train.stop "Stop" : optional stop given from "plan" as external inverse trains
field car.side "Side" : side given from "plan" as external)");
  return made;
}

std::vector<std::string> names(const Design& d) {
  std::vector<std::string> out;
  for (const msd::eval::RowFact& row : d.facts->rows()) out.emplace_back(d.facts->symbols.text(row.name));
  return out;
}

}  // namespace

TEST_CASE("headers give names and fields, and may end early") {
  Design d(trains(), "stop north\ntrain a left via north {\n car c1 right\n car\n}\ntrain b right\ntrain");
  CHECK(d.codes().empty());
  CHECK(names(d) == std::vector<std::string>{"north", "a", "c1", "car_2", "b", "train_3", "yard", "rail"});
  CHECK(d.cell("a", "side").value.mask == 1);
  CHECK(d.cell("a", "stop").value.number == d.at("north", "name").row);
  CHECK(d.cell("c1", "side").value.mask == 2);
  CHECK(d.facts->rows()[d.at("c1", "name").row].parent == d.at("a", "name").row);
}

TEST_CASE("a reference may point forward, and made names give way to written ones") {
  Design d(trains(), "train\ntrain b left via north\nstop north\ntrain train_1");
  CHECK(d.codes().empty());
  CHECK(d.cell("b", "stop").value.number == d.at("north", "name").row);
  CHECK(names(d)[0] != "train_1");
}

TEST_CASE("a single row is there even if it is not written; named ones stand beside it") {
  Design d(trains(), "rail { speed: 100 }\nrail fast { speed: 250 }\ntrain a { rail: fast }");
  CHECK(d.codes().empty());
  CHECK(d.facts->of_kind(d.facts->rows()[d.at("fast", "name").row].kind).size() == 2);
  CHECK(d.cell("a", "rail").value.number == d.at("fast", "name").row);
  CHECK_FALSE(d.facts->rows()[d.at("yard", "name").row].written);
}

TEST_CASE("what is wrong with rows") {
  const auto [body, code] = GENERATE(table<std::string, std::string>({
      {"trian a", "M0601"},
      {"car c", "M0601"},
      {"stop s { car c }", "M0601"},
      {"train a left to north", "M0602"},
      {"stop north left", "M0602"},
      {"train 12", "M0602"},
      {"stop a\nstop a", "M0603"},
      {"yard {}\nyard {}", "M0603"},
      {"yard big {}", "M0604"},
      {"train a { cars: {} }", "M0607"},
      {"stop s { trains: {} }", "M0607"},
      {"train a { car c { train: a } }", "M0607"},
      {"side: left", "M0618"},
      {"stop a\ntrain a", "M0619"},
      {"stop yard", "M0619"},
      {"train a {\n car a\n}", "M0619"},
      {"stop a because \"\"", "M0614"},
  }));
  CAPTURE(body);
  Design d(trains(), body);
  CHECK(d.codes() == code);
}

TEST_CASE("the place of a fault is the word that is wrong") {
  Design d(trains(), "train a middle via north");
  d.sink.finish();
  REQUIRE(d.sink.all().size() == 2);
  CHECK(d.sources.text(d.sink.all()[0].span) == "middle");
  CHECK(d.sources.text(d.sink.all()[1].span) == "north");
}
