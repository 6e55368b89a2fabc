// The style, by example. Each text on the left becomes the one on the right.
#include "compiler/format/diff.h"
#include "compiler/format/format.h"
#include "tests/support/catch.h"
#include "tests/support/formatted.h"

using msd::testing::format_fault;
using msd::testing::formatted;

namespace {

void becomes(const std::string& before, const std::string& after) {
  REQUIRE(formatted(before).has_value());
  CHECK(*formatted(before) == after);
  CHECK(*formatted(after) == after);
  CHECK(format_fault(before).empty());
}

}  // namespace

TEST_CASE("blocks") {
  becomes(R"(design a "A" uses b { module Cart middle { steward:squad "checkout" ; holds: {telemetry,} }
module Vault storage {steward: squad "keepers"} // keys
  report lost { found_in: Cart
 people_hit:20%, attempt_by: zoe


    attempt not_reproduced on staging
 attempt reproduced on lab } }
)",
          R"(design a "A" uses b {
  module Cart  middle  { steward: squad "checkout"  holds: {telemetry} }
  module Vault storage { steward: squad "keepers" }  // keys
  report lost {
    found_in: Cart
    people_hit: 20 %  attempt_by: zoe

    attempt not_reproduced on staging
    attempt reproduced     on lab
  }
}
)");
}

TEST_CASE("a row on one line stays there as long as it fits, among others of its kind longer") {
  const std::string cells =
      "one: aaaaaaaaaaaaaaaaaaaaaaaa  two: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb  three: cccccccccccccccccc"
      "  four: dddddddddddddd";
  becomes("design a uses b {\n  box x { " + cells + " }\n}\n", R"(design a uses b {
  box x {
    one:   aaaaaaaaaaaaaaaaaaaaaaaa
    two:   bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
    three: cccccccccccccccccc
    four:  dddddddddddddd
  }
}
)");
  const std::string table = "design a uses b {\n  box x { " + cells + " }\n  box y { one: a }\n}\n";
  CHECK(formatted(table)->find("box x { one") != std::string::npos);
}

TEST_CASE("a line of cells that is too long is broken before what does not fit") {
  becomes("design a uses b {\n  x: \"" + std::string(60, 'a') + "\"  y: \"" + std::string(60, 'b') + "\"  z: 1\n}\n",
          "design a uses b {\n  x: \"" + std::string(60, 'a') + "\"\n  y: \"" + std::string(60, 'b') + "\"  z: 1\n}\n");
}

TEST_CASE("a row that follows another entry on the same line needs its semicolon") {
  becomes("design a uses b { box c { x: 1; box d; box e {} ; y: 2, } }\n",
          "design a uses b { box c { x: 1;  box d;  box e {}  y: 2 } }\n");
}

TEST_CASE("values and reasons stand in columns") {
  becomes(R"(design a uses b {
  one: x because "why"
  twotwo: yy because "why not"
  three: "a value that is much wider than a column ought to be" because "so"

  four: 1
  // apart
  five: 2
})",
          R"(design a uses b {
  one:    x  because "why"
  twotwo: yy because "why not"
  three:  "a value that is much wider than a column ought to be" because "so"

  four: 1
  // apart
  five: 2
}
)");
}

TEST_CASE("tables") {
  becomes(R"(classify a.b where c {
  one when x==1=>p
 /// documentation
  twotwo when
     y in {q,r} and not z => q,r ; three when (x
     or z) and
     y => p
 otherwise=>reject "no"
})",
          R"(classify a.b where c {
  one       when x == 1                => p
  /// documentation
  twotwo    when y in {q, r} and not z => q, r
  three     when (x
      or z)
    and y => p
  otherwise                            => reject "no"
}
)");
  becomes("attach a.b from c { one when x => y; two when y => z }\n",
          "attach a.b from c {\n  one when x => y\n  two when y => z\n}\n");
  becomes("attach a.b from c { one when first x of y otherwise z=>y }\n",
          "attach a.b from c { one when first x of y otherwise z => y }\n");
}

TEST_CASE("declarations") {
  becomes(R"(


framework a 1.0; import "b"
enum c { d,e "E"
  f }
enum g {
  h,
  i // trailing
  , j
}
lexicon k {l m, "n o"}
row p "P" { id "P{n}" where q , written "p {name}"
}
field p.q "Q":decimal 1ms..2.5   h
  derived from r, "s" as (t,u,
  v), w,
  x
   default 1ms step 2
derive p.q where r = if (s) then -1 else 2*t
require u on p step 1 { v has {w,}
  otherwise error "x" hint "y" }
sheet z "Z" for p { "A" = q, "Bcd" = [q,r]
}
checklist y "Y" { one "1" needs a,b
 two "2" needs
 c,
 d }
step 1 "one" minutes 1..2 "two"
test "t" { p q { r: {s
 t} } expect q.r possible {s,
 t} }
)",
          R"(framework a 1.0
import "b"
enum c {
  d, e "E",
  f
}
enum g {
  h
  i  // trailing
  j
}
lexicon k { l, m, "n o" }
row p "P" {
  id "P{n}" where q
  written "p {name}"
}
field p.q "Q" : decimal 1 ms .. 2.5 h
  derived from r, "s" as (t, u,
    v), w,
    x
  default 1 ms  step 2
derive p.q where r = if (s) then -1 else 2 * t
require u on p step 1 {
  v has {w}
  otherwise error "x" hint "y"
}
sheet z "Z" for p {
  "A"   = q
  "Bcd" = [q, r]
}
checklist y "Y" {
  one "1" needs a, b
  two "2" needs
    c,
    d
}
step 1 "one" minutes 1 .. 2 "two"
test "t" {
  p q {
    r: {s, t}
  }
  expect q.r possible {s, t}
}
)");
}

TEST_CASE("each sentence of prose has a line of its own, what stands behind it goes on") {
  becomes(R"(framework a 1.0
sheet z "Z" prose { "one {b}." with b = each p where q == r "{s}" otherwise "t", "two {c} {d}"
 with c = count p where (q == r)  with d = each p [q, "u"]
 "three"; }
sheet y "Y" prose { "one" }
)",
          R"(framework a 1.0
sheet z "Z" prose {
  "one {b}." with b = each p where q == r "{s}" otherwise "t"
  "two {c} {d}"
    with c = count p where (q == r) with d = each p [q, "u"]
  "three"
}
sheet y "Y" prose { "one" }
)");
}

TEST_CASE("line ends of other systems and a byte order mark go; bytes in quotes stay") {
  becomes("\xEF\xBB\xBF"
          "design a uses b {\r\n\tx:\t\"\t \xC3\xA9  \" \r\n// c \t\r\n}\r\n",
          "design a uses b {\n  x: \"\t \xC3\xA9  \"\n  // c\n}\n");
}

TEST_CASE("comments stay with what they follow or precede") {
  becomes(R"(// first

enum a { // open
  b, // of b
   // of c
  c, // of c, too
  /// documents d

  d // of d
  // last
}
// behind
)",
          R"(// first

enum a {  // open
  b  // of b
  // of c
  c  // of c, too
  /// documents d

  d  // of d
  // last
}
// behind
)");
}

TEST_CASE("comments at the ends of lines stand in a column") {
  becomes("design a uses b {\n  x: 1 // one\n  yyy: 2222 // two\n}\n",
          "design a uses b {\n  x:   1     // one\n  yyy: 2222  // two\n}\n");
}

TEST_CASE("a number in front of a word that could be its unit keeps the tab between them") {
  becomes("design a uses b {\n  box c 5\td\n}\n", "design a uses b {\n  box c 5\td\n}\n");
}

TEST_CASE("a file with an error is refused with its findings") {
  msd::source::SourceMap sources;
  msd::diag::Sink sink;
  CHECK_FALSE(msd::format::format(sources, sources.add("a", "design a uses b { x: }"), {}, sink).has_value());
  CHECK(sink.errors() == 1);
}

TEST_CASE("a result that would be too large is refused") {
  msd::source::SourceMap sources;
  msd::diag::Sink sink;
  msd::format::Options options;
  options.max_bytes = 40;
  const std::string text = "design a uses b { box c { box d { x: 1 } } } // far";
  CHECK_FALSE(msd::format::format(sources, sources.add("a", text), options, sink).has_value());
  REQUIRE(sink.errors() == 1);
  CHECK(sink.all()[0].id == msd::diag::Id::FormattedTooLarge);
}

TEST_CASE("differences") {
  using msd::format::unified_diff;
  CHECK(unified_diff("f", "a\n", "a\n").empty());
  CHECK(unified_diff("f", "1\n2\n3\n4\nx:5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx: 5\n6\n7\n8\n9\n") ==
        "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-x:5\n+x: 5\n 6\n 7\n 8\n");
  CHECK(unified_diff("f", "a b", "a\nb\n") ==
        "--- f\n+++ f\n@@ -1 +1,2 @@\n-a b\n\\ No newline at end of file\n+a\n+b\n");
  CHECK(unified_diff("f", "", "a\n") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  using msd::format::unified_diff_of;
  CHECK(unified_diff_of("f", "a\nb\n", "a\nb\n").empty());
  CHECK(unified_diff_of("f", "1\nx\n2\n3\n4\n5\n6\n7\n8\ny\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nz\n9\n") ==
        "--- f\n+++ f\n@@ -1,5 +1,4 @@\n 1\n-x\n 2\n 3\n 4\n@@ -7,5 +6,5 @@\n 6\n 7\n 8\n-y\n+z\n 9\n");
}
