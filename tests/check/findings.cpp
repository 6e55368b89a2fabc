// What is found, exactly where, and that one mistake is one finding.
#include "tests/check/ward.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace msd::test;
using Found = std::vector<std::string>;

namespace {
struct Misread {
  const char* rule;
  Found found;
};
void check_all(const std::vector<Misread>& cases, const char* type = "bool") {
  for (const Misread& c : cases) {
    INFO(c.rule);
    CHECK(about(c.rule, type) == c.found);
  }
}
std::string help_of(const std::string& rule, const std::string& code) {
  auto made = compile(derived("bool", rule));
  for (const msd::diag::Diagnostic& d : made->sink.all()) {
    if (msd::diag::info(d.id).code == code) return d.help;
  }
  return "no " + code;
}
/// Of a whole table, without the finding that the field's `allow` silences nothing.
Found of_table(const std::string& type, const std::string& keyword, const std::string& rules) {
  auto found = compile(ruled(type, keyword, rules))->findings();
  std::erase_if(found, [](const std::string& f) { return f.starts_with("M0428"); });
  return found;
}
}  // namespace

TEST_CASE("enums do not mix, wherever a value may stand") {
  check_all({
      {"t == m", {"M0406 m"}},
      {"t != m", {"M0406 m"}},
      {"t == calm", {"M0324 calm"}},
      {"calm == t", {"M0401 calm"}},
      {"t in {red, calm, yelow}", {"M0324 calm", "M0324 yelow"}},
      {"t in {m, red}", {"M0406 m"}},
      {"t in ms", {"M0406 t"}},
      {"s has calm", {"M0324 calm"}},
      {"s has {red, calm}", {"M0324 calm"}},
      {"s has m", {"M0406 m"}},
      {"s has ms", {"M0406 ms"}},
      {"s == ms", {"M0406 ms"}},
      {"s == {m}", {"M0406 m"}},
      {"some doses where kind == calm", {"M0324 calm"}},
      {"count doses where (kind == mode) > 1", {"M0406 mode"}},
      {"(first kind of doses where given_now otherwise calm) == red", {"M0324 calm"}},
      {"(first kind of doses where given_now otherwise red) == m", {"M0406 m"}},
      {"(if b then t else m) == red", {"M0406 m"}},
      {"(if b then t else calm) == red", {"M0324 calm"}},
      {"mode == green", {"M0324 green"}},
      {"bed == doses", {"M0406 doses"}},
      {"bed == patient", {"M0406 patient"}},
      {"who == says", {"M0406 says"}},
  });
  check_all({{"m", {"M0406 m"}}, {"calm", {"M0324 calm"}}, {"if b then red else m", {"M0406 m"}}}, "triage");
  check_all({{"absent", {"M0323 absent"}},
             {"if b then absent else red", {"M0323 absent"}},
             {"if b then red else absent", {"M0323 absent"}}},
            "triage");
  check_all({{"absent", {}}, {"if b then absent else red", {}}, {"if b then red else absent", {}}}, "optional triage");
  check_all({{"m", {"M0406 m"}}, {"{red, m}", {"M0406 m"}}, {"{red, calm}", {"M0324 calm"}}}, "set of triage");
}

TEST_CASE("quantities of other dimensions do not fit, nor do units") {
  check_all({
      {"wait > pulse", {"M0406 pulse"}},
      {"wait > 2 * pulse", {"M0406 2 * pulse"}},
      {"wait in {5 s, pulse}", {"M0406 pulse"}},
      {"wait > 5", {"M0325 5"}},
      {"wait > 5 /s", {"M0325 5 /s"}},
      {"5 kB < wait", {"M0325 5 kB"}},
      {"age > 5 s", {"M0325 5 s"}},
      {"count doses > 1 s", {"M0325 1 s"}},
      {"(if b then wait else pulse) > 1 s", {"M0406 pulse"}},
      {"(first amount of doses where given_now otherwise pulse) > 1 ms", {"M0406 pulse"}},
      {"wait > t", {"M0406 t"}},
      {"2 s * wait > 5 s", {"M0327 2 s"}},
      {"2 * t == red", {"M0406 t"}},
  });
  check_all({{"pulse", {"M0406 pulse"}}, {"5 /s", {"M0325 5 /s"}}, {"t", {"M0406 t"}}}, "decimal 0 s .. 60 s");
}

TEST_CASE("a comparison that the declared range or values decide is found") {
  check_all({
      {"wait > 90 s", {"M0414 wait > 90 s"}},
      {"90 s < wait", {"M0414 90 s < wait"}},
      {"wait >= 60 s", {}},
      {"wait > 60 s", {"M0414 wait > 60 s"}},
      {"wait < 1 s", {"M0414 wait < 1 s"}},
      {"wait <= 1 s", {}},
      {"wait <= 60 s", {"M0414 wait <= 60 s"}},
      {"wait == 90 s", {"M0414 wait == 90 s"}},
      {"wait != 90 s", {"M0414 wait != 90 s"}},
      {"wait in {5 s, 90 s}", {"M0414 90 s"}},
      {"wait > stay", {"M0414 wait > stay"}},
      {"wait < stay", {"M0414 wait < stay"}},
      {"wait > 2 * stay", {"M0414 wait > 2 * stay"}},
      {"3 * wait > stay", {}},
      {"2 * wait > stay", {"M0414 2 * wait > stay"}},
      {"0.5 * wait > 30 s", {"M0414 0.5 * wait > 30 s"}},
      {"0.5 * wait >= 30 s", {}},
      {"age == 2.5", {"M0414 age == 2.5"}},
      {"age > 2.5", {}},
      {"count doses < 0", {"M0414 count doses < 0"}},
      {"t in {}", {"M0414 t in {}"}},
      {"t in {red, yellow, green}", {"M0414 t in {red, yellow, green}"}},
      {"t2 in {red, yellow, green}", {}},
      {"o == one", {"M0414 o == one"}},
      {"o != one", {"M0414 o != one"}},
      {"s has {}", {"M0414 s has {}"}},
      {"some doses where amount > 2 s", {"M0414 amount > 2 s"}},
      {"some doses where wait > 2 min", {"M0414 wait > 2 min"}},
  });
}

TEST_CASE("what is asked of a value must suit its type") {
  check_all({
      {"t and b", {"M0407 t"}},
      {"not wait", {"M0407 wait"}},
      {"if t then b else b2", {"M0407 t"}},
      {"some doses where kind", {"M0407 kind"}},
      {"t < red", {"M0408 t < red"}},
      {"b >= yes", {"M0408 b >= yes"}},
      {"beds == beds", {"M0408 beds == beds"}},
      {"s in {red}", {"M0408 s in {red}"}},
      {"beds in {bed}", {"M0408 beds in {bed}"}},
      {"t == absent", {"M0409 t == absent"}},
      {"absent != t", {"M0409 absent != t"}},
      {"t in {red, absent}", {"M0409 absent"}},
      {"t has red", {"M0410 t"}},
      {"beds has bed", {"M0410 beds"}},
      {"t in m", {"M0410 m"}},
      {"bed in beds", {"M0410 beds"}},
      {"says == \"x\"", {"M0411 says == \"x\""}},
      {"\"x\" != says", {"M0411 \"x\" != says"}},
      {"says in {\"x\"}", {"M0411 says in {\"x\"}"}},
      {"distinct id of doses > 1", {"M0411 id"}},
      {"says fits", {"M0412 says fits"}},
      {"t fits", {"M0406 t"}},
      {"says uses pian", {"M0413 pian"}},
      {"t is absent", {"M0415 t is absent"}},
      {"house is absent", {"M0415 house is absent"}},
      {"bed.free is absent", {}},
      {"t2 is absent", {}},
      {"some t where b", {"M0404 t"}},
      {"t.free", {"M0404 t"}},
      {"beds.free", {"M0405 beds.free"}},
      {"bed.fre", {"M0402 fre"}},
  });
  check_all({{"0.5 * wait", {"M0416 0.5 * wait"}},
             {"90 s", {"M0326 90 s"}},
             {"2 * wait", {"M0435 2 * wait"}},
             {"if b then 90 s else 2 * wait", {"M0326 90 s", "M0435 2 * wait"}},
             {"first amount of doses where given_now otherwise stay", {"M0435 stay"}}},
            "decimal 0 s .. 60 s");
}

TEST_CASE("the nearest name is given, or where the name would be known") {
  CHECK(help_of("wiat > 5 s", "M0401") == "did you mean `wait`?");
  CHECK(help_of("bed.fre", "M0402") == "did you mean `free`?");
  CHECK(help_of("t == yelow", "M0324") == "did you mean `yellow`?");
  CHECK(help_of("yelow == t", "M0324") == "did you mean `yellow`?");
  CHECK(help_of("says uses pian", "M0413") == "did you mean `pain`?");
  CHECK(help_of("given_now", "M0401").find("`dose` has a field of this name") != std::string::npos);
  CHECK(help_of("upset", "M0401").find("value of `mood`") != std::string::npos);
}

TEST_CASE("one mistake is one finding, and others are found beside it") {
  check_all({
      {"nothing1", {"M0401 nothing1"}},
      {"nothing1 == red", {"M0401 nothing1"}},
      {"t == nothing1.x", {"M0401 nothing1"}},
      {"nothing1.x.y.z > 5 s", {"M0401 nothing1"}},
      {"not (nothing1 and b) or nothing1.x", {"M0401 nothing1", "M0401 nothing1"}},
      {"nothing1 and nothing2", {"M0401 nothing1", "M0401 nothing2"}},
      {"nothing1 == bed.nothing2", {"M0402 nothing2"}},  // it may be a value of what is not known
      {"nothing1 == t and bed.nothing2", {"M0401 nothing1", "M0402 nothing2"}},
      {"nothing1 in bed.nothing2", {"M0402 nothing2"}},
      {"some nothing1 where nothing2", {"M0401 nothing1"}},
      {"some doses where nothing1 and t == calm", {"M0401 nothing1", "M0324 calm"}},
      {"if nothing1 then t == calm else wait > 5", {"M0401 nothing1", "M0324 calm", "M0325 5"}},
      {"count doses where (nothing1) > 1 s", {"M0401 nothing1"}},
      {"2 * nothing1 > 5 s", {"M0401 nothing1"}},
      {"(if b then nothing1 else red) == t", {"M0401 nothing1"}},
      {"t == m and wait > 5 and s has calm", {"M0406 m", "M0325 5", "M0324 calm"}},
  });
}

TEST_CASE("a table with one wrong rule has its others checked") {
  CHECK(of_table("triage", "classify",
                 "  a when nothing1    => red\n"
                 "  b when b           => calm\n"
                 "  c when t == calm   => 5 s\n"
                 "  d when b2 => red, green\n"
                 "  e when wait => m\n"
                 "  otherwise => yelow") == Found{"M0401 nothing1", "M0324 calm", "M0324 calm", "M0323 5 s",
                                                  "M0420 green", "M0407 wait", "M0406 m", "M0324 yelow"});
  CHECK(of_table("triage", "classify", "  a when b => red") == Found{"M0417 patient.x"});
  CHECK(of_table("triage", "classify", "") == Found{"M0417 patient.x"});
  CHECK(of_table("triage", "classify",
                 "  otherwise => red\n  a when b => calm\n  a when nothing1 => red\n  otherwise => yelow") ==
        Found{"M0418 a", "M0324 calm", "M0419 a", "M0401 nothing1", "M0324 yelow"});
  CHECK(of_table("text", "classify", "  otherwise => \"x\"") == Found{"M0424 patient.x"});
  CHECK(of_table("triage", "attach", "  a when b => red") == Found{"M0421 patient.x"});
  CHECK(
      of_table("set of triage", "attach",
               "  a when b => calm, red, m\n  b when b reject \"no\"\n  c when nothing1 => red\n  otherwise => red") ==
      Found{"M0324 calm", "M0406 m", "M0422 \"no\"", "M0401 nothing1", "M0422 otherwise"});
  CHECK(
      of_table("decimal 0 s .. 60 s", "classify", "  a when b => 90 s\n  b when b2 => 2 * wait\n  otherwise => age") ==
      Found{"M0326 90 s", "M0435 2 * wait", "M0406 age"});
}

TEST_CASE("attach may ask its own set whether it has a member, and nothing else") {
  const auto rule = [](const std::string& condition, const std::string& outcome = "red") {
    return of_table("set of triage", "attach", "  a when " + condition + " => " + outcome);
  };
  for (const char* good : {"x has red", "x has {red, green}", "x has t", "red in x", "t in x", "b and x has red",
                           "b or x has red", "not b and x has red", "some doses where x has kind",
                           "some doses where (given_now and x has red)", "if b then x has red else b2"}) {
    INFO(good);
    CHECK(rule(good) == Found{});
  }
  for (const char* bad : {"not x has red", "x == {red}", "x is given", "x is absent", "no doses where x has red",
                          "every doses where x has red", "(x has red) == b", "count doses where (x has red) > 1",
                          "if x has red then b else b2", "not (b or not x has red)"}) {
    INFO(bad);
    const Found found = rule(bad);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "M0423 x");
  }
  CHECK(rule("x has s") == Found{"M0423 x has s"});
  CHECK(rule("b", "x") == Found{"M0423 x"});
}

TEST_CASE("names of one declaration that are not there do not hide those of another") {
  auto made = compile(std::string(kWard) +
                      "require r on patient where nothing1 {\n  t == calm\n  otherwise error \"{nothing2}\" hint "
                      "\"{doses.kind}\"\n}\n"
                      "require r on patient {\n  nothing3\n  otherwise error \"x\"\n}\n"
                      "checklist c \"C\" { one \"One\" needs r, rr }\n"
                      "sheet a \"A\" for patient { \"T\" = nothing4  \"D\" = doses.kind  \"E\" = each t kind }\n"
                      "sheet a \"A\" for fields of patient { t, tt }\n"
                      "template patient.says for m == green \"He says {t}{m}.\"\n"
                      "template patient.t \"Is {m}.\"\n");
  CHECK(made->findings() == Found{"M0401 nothing1", "M0324 calm", "M0401 nothing2", "M0405 doses.kind", "M0429 r",
                                  "M0401 nothing3", "M0430 rr", "M0401 nothing4", "M0405 doses.kind", "M0404 t",
                                  "M0429 a", "M0402 tt", "M0324 green", "M0432 {m}", "M0433 t"});
}
