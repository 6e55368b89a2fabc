// The typed IR of every operator, precedence and associativity.
#include "tests/check/ward.h"
#include "tests/support/catch.h"

using namespace msd::test;

namespace {

std::string value(const std::string& rule, const std::string& type = "bool") {
  auto made = compile(derived(type, rule));
  std::string found;
  for (const std::string& f : made->findings()) found += f.starts_with("M0428") ? "" : f + "\n";
  if (!found.empty()) return found;
  const std::string violation = msd::check::verify(made->program());
  if (!violation.empty()) return violation;
  std::string out = made->rule("patient.x");
  if (out.starts_with("  value ")) out = out.substr(8);
  return out.substr(0, out.find('\n'));
}

struct Lowered {
  const char* rule;
  const char* ir;
};

}  // namespace

TEST_CASE("each operator of a condition has its node") {
  const std::vector<Lowered> cases = {
      {"b", "(Load patient.b (Here 0))"},
      {"not b", "(Not (Load patient.b (Here 0)))"},
      {"b and b2", "(And (Load patient.b (Here 0)) (Load patient.b2 (Here 0)))"},
      {"b or b2", "(Or (Load patient.b (Here 0)) (Load patient.b2 (Here 0)))"},
      {"t == yellow", "(InMask 0x2 (Load patient.t (Here 0)))"},
      {"t != yellow", "(InMask 0x5 (Load patient.t (Here 0)))"},
      {"yellow == t", "(InMask 0x2 (Load patient.t (Here 0)))"},
      {"b == no", "(InMask 0x1 (Load patient.b (Here 0)))"},
      {"yes != b", "(InMask 0x1 (Load patient.b (Here 0)))"},
      {"t == t2", "(EqFinite 0 (Load patient.t (Here 0)) (Load patient.t2 (Here 0)))"},
      {"b != b2", "(EqFinite 1 (Load patient.b (Here 0)) (Load patient.b2 (Here 0)))"},
      {"t in {red, green}", "(InMask 0x5 (Load patient.t (Here 0)))"},
      {"t in {t2, green}",
       "(Or (InMask 0x4 (Load patient.t (Here 0))) (EqFinite 0 (Load patient.t (Here 0)) (Load patient.t2 (Here 0))))"},
      {"wait == 5 s", "(Compare 0 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait != 5 s", "(Compare 1 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait < 5 s", "(Compare 2 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait <= 5 s", "(Compare 3 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait > 5 s", "(Compare 4 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait >= 5 s", "(Compare 5 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"5 s < wait", "(Compare 4 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"5 s >= wait", "(Compare 3 (Load patient.wait (Here 0)) (Const 5000000000))"},
      {"wait < limit", "(Compare 2 (Load patient.wait (Here 0)) (Load house.limit (Single house (Here 0))))"},
      {"wait < 2 * limit",
       "(Compare 2 (Load patient.wait (Here 0)) (Scale 2/1 (Load house.limit (Single house (Here 0)))))"},
      {"wait < 0.25 * limit",
       "(Compare 2 (Load patient.wait (Here 0)) (Scale 1/4 (Load house.limit (Single house (Here 0)))))"},
      {"age in {1, 2}",
       "(Or (Compare 0 (Load patient.age (Here 0)) (Const 1000000)) (Compare 0 (Load patient.age (Here 0)) (Const "
       "2000000)))"},
      {"s == s2", "(EqSet 0 (Load patient.s (Here 0)) (Load patient.s2 (Here 0)))"},
      {"s != {red}", "(EqSet 1 (Load patient.s (Here 0)) (Const 0x1))"},
      {"s has red", "(HasAll 0x1 (Load patient.s (Here 0)))"},
      {"red in s", "(HasAll 0x1 (Load patient.s (Here 0)))"},
      {"s has {red, green}", "(HasAll 0x5 (Load patient.s (Here 0)))"},
      {"s has t", "(HasValue (Load patient.s (Here 0)) (Load patient.t (Here 0)))"},
      {"t in s", "(HasValue (Load patient.s (Here 0)) (Load patient.t (Here 0)))"},
      {"s has s2", "(EqSet 0 (Union (Load patient.s (Here 0)) (Load patient.s2 (Here 0))) (Load patient.s (Here 0)))"},
      {"who == \"Ada\"", "(EqText 0 (Load patient.who (Here 0)) (Const \"Ada\"))"},
      {"who == Ada", "(EqText 0 (Load patient.who (Here 0)) (Const \"Ada\"))"},
      {"Ada == who", "(EqText 0 (Load patient.who (Here 0)) (Const \"Ada\"))"},
      {"who in {Ada, name}",
       "(Or (EqText 0 (Load patient.who (Here 0)) (Const \"Ada\")) (EqText 0 (Load patient.who (Here 0)) (Load "
       "patient.name (Here 0))))"},
      {"who != name", "(EqText 1 (Load patient.who (Here 0)) (Load patient.name (Here 0)))"},
      {"bed == other", "(EqRow 0 (Load patient.bed (Here 0)) (Load patient.other (Here 0)))"},
      {"t2 is absent", "(IsAbsent (Load patient.t2 (Here 0)))"},
      {"t2 is not absent", "(Not (IsAbsent (Load patient.t2 (Here 0))))"},
      {"t is given", "(IsGiven (Load patient.t (Here 0)))"},
      {"t is not given", "(Not (IsGiven (Load patient.t (Here 0))))"},
      {"says uses pain", "(Uses pain (Load patient.says (Here 0)))"},
      {"yes", "(Const 0x2)"},
      {"if b then b2 else b3", "(If (Load patient.b (Here 0)) (Load patient.b2 (Here 0)) (Load patient.b3 (Here 0)))"},
  };
  for (const Lowered& c : cases) {
    INFO(c.rule);
    CHECK(value(c.rule) == c.ir);
  }
}

TEST_CASE("each aggregate has its node, and its parts see the member first") {
  const std::string doses = "(Load patient.doses (Here 0))";
  const std::string given = "(Load dose.given_now (Here 0))";
  CHECK(value("some doses where given_now") == "(Some " + doses + " " + given + ")");
  CHECK(value("some doses") == "(Some " + doses + " (Const 0x2))");
  CHECK(value("no doses where given_now") == "(Not (Some " + doses + " " + given + "))");
  CHECK(value("every doses where given_now") == "(Not (Some " + doses + " (Not " + given + ")))");
  CHECK(value("every doses where given_now satisfies kind == red") ==
        "(Not (Some " + doses + " (And " + given + " (Not (InMask 0x1 (Load dose.kind (Here 0)))))))");
  CHECK(value("count doses > 2") == "(Compare 4 (Count " + doses + ") (Const 2000000))");
  CHECK(value("count doses where given_now > 2") == "(Compare 4 (Count " + doses + " " + given + ") (Const 2000000))");
  CHECK(value("distinct kind of doses > 1") ==
        "(Compare 4 (CountDistinct (Load dose.kind (Here 0)) " + doses + ") (Const 1000000))");
  CHECK(value("distinct (kind, given_now) of doses where (kind == red) > 1") ==
        "(Compare 4 (CountDistinct (Load dose.kind (Here 0)) " + given + " " + doses +
            " (InMask 0x1 (Load dose.kind (Here 0)))) (Const 1000000))");
  CHECK(value("first kind of doses where given_now otherwise red", "triage") ==
        "(First " + doses + " " + given + " (Load dose.kind (Here 0)) (Const 0x1))");
  CHECK(value("first beds where free otherwise bed", "bed") ==
        "(First (Load patient.beds (Here 0)) (Load bed.free (Here 0)) (Load patient.bed (Here 0)))");
  CHECK(value("first beds where free otherwise absent", "optional bed") ==
        "(First (Load patient.beds (Here 0)) (Load bed.free (Here 0)))");
  CHECK(value("some doses where (t == red and kind == t)") ==
        "(Some " + doses +
            " (And (InMask 0x1 (Load patient.t (Here 1))) (EqFinite 0 (Load dose.kind (Here 0)) (Load patient.t (Here "
            "1)))))");
  CHECK(value("some dose where given_now") == "(Some (All dose) " + given + ")");
  CHECK(value("some beds where some patient where t == red") ==
        "(Some (Load patient.beds (Here 0)) (Some (All patient) (InMask 0x1 (Load patient.t (Here 0)))))");
}

TEST_CASE("operators bind as the reference says") {
  const std::vector<std::pair<const char*, const char*>> same = {
      {"b or b2 and b3", "b or (b2 and b3)"},
      {"b and b2 or b3", "(b and b2) or b3"},
      {"b or b2 or b3", "(b or b2) or b3"},
      {"b and b2 and b3", "(b and b2) and b3"},
      {"not b and b2", "(not b) and b2"},
      {"not b or b2", "(not b) or b2"},
      {"not not b", "not (not b)"},
      {"not t == red", "not (t == red)"},
      {"not t in {red}", "not (t in {red})"},
      {"2 * wait > limit", "(2 * wait) > limit"},
      {"2 * 3 * wait > stay", "(2 * (3 * wait)) > stay"},
      {"if b then b2 else b3 or b", "if b then b2 else (b3 or b)"},
      {"some doses where given_now and b", "(some doses where given_now) and b"},
      {"some doses where not given_now or b", "(some doses where not given_now) or b"},
      {"every doses where given_now satisfies kind == red and b",
       "(every doses where given_now satisfies kind == red) and b"},
      {"count doses where given_now > 2 and b", "((count doses where given_now) > 2) and b"},
      {"not some doses where given_now", "not (some doses where given_now)"},
      {"b or some doses where kind == red", "b or (some doses where (kind == red))"},
  };
  for (const auto& [plain, explicit_form] : same) {
    INFO(plain);
    const std::string ir = value(plain);
    CHECK(ir.starts_with("("));
    CHECK(ir == value(explicit_form));
  }
  CHECK(value("b or b2 and b3") != value("(b or b2) and b3"));
  CHECK(value("some doses where (given_now and b)") != value("some doses where given_now and b"));
}

TEST_CASE("outcomes take the type of their field") {
  CHECK(value("t", "set of triage") == "(SingletonSet (Load patient.t (Here 0)))");
  CHECK(value("{t, red}", "set of triage") == "(Union (SingletonSet (Load patient.t (Here 0))) (Const 0x1))");
  CHECK(value("red", "mood") == "(Const 0x4)");
  CHECK(value("red", "triage") == "(Const 0x1)");
  CHECK(value("if b then red else m", "mood") ==
        "(If (Load patient.b (Here 0)) (Const 0x4) (Load patient.m (Here 0)))");
  CHECK(value("if b then absent else t", "optional triage") ==
        "(If (Load patient.b (Here 0)) (Const 0x0) (Load patient.t (Here 0)))");
  CHECK(value("if b then t else absent", "optional triage") ==
        "(If (Load patient.b (Here 0)) (Load patient.t (Here 0)) (Const 0x0))");
  CHECK(value("(if b then red else t) == red") ==
        "(InMask 0x1 (If (Load patient.b (Here 0)) (Const 0x1) (Load patient.t (Here 0))))");
  CHECK(value("if b then who else \"nobody\"", "text") ==
        "(If (Load patient.b (Here 0)) (Load patient.who (Here 0)) (Const \"nobody\"))");
  CHECK(value("3 * wait", "decimal 0 s .. 3 min") == "(Scale 3/1 (Load patient.wait (Here 0)))");
}
