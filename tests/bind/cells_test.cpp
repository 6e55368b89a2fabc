// Cells of every type: what is read, and what is refused with which code.
#include "tests/bind/support.h"

using msd::test::Design;
using msd::test::Framework;
using State = msd::eval::CellFact::State;

namespace {

const Framework& music() {
  static const Framework made(R"(framework f 1
enum tone { low, mid, high }
row hall "Hall" single named by piece.hall
row player "Player"
row piece "Piece" { written "piece {name} {tone} for {players}" }
field hall.seats "Seats" : int 10 .. 5000 given from "plan" as external default 100
field player.name_on_poster "Poster" : optional id given from "contract" as external
field piece.hall "Hall" : optional hall given from "plan" as external
field piece.tone "Tone" : tone given from "score" as external
field piece.players "Players" : list of player given from "plan" as external default {}
field piece.lead "Lead" : optional player given from "plan" as external
field piece.moods "Moods" : set of tone given from "score" as external default {}
field piece.loud "Loud" : bool given from "score" as external default no
field piece.title "Title" : text given from "score" as external
field piece.opus "Opus" : id given from "score" as external
field piece.length "Length" : decimal 1 s .. 2 h given from "score" as external with rest
field piece.rest "Rest" : optional decimal 0 s .. 10 min given from "score" as external
field piece.movements "Movements" : int 1 .. 20 given from "score" as external
field piece.liked "Liked" : bool derived judged from tone
field piece.grade "Grade" : tone derived from tone
derive piece.grade = tone)");
  return made;
}

std::string piece(const std::string& entries) { return "player ann\nplayer bob\npiece p { " + entries + " }"; }

}  // namespace

TEST_CASE("a value of each type is read") {
  Design d(music(), piece(R"(tone: mid  players: {ann, bob}  lead: bob  moods: {low, high}  loud: yes
    title: "A \"quick\" one"  opus: op_12  length: 3.5 min 2 s  movements: 4  grade: mid)"));
  CHECK(d.codes().empty());
  CHECK(d.cell("p", "tone").value.mask == 2);
  CHECK(d.cell("p", "players").value.list.size() == 2);
  CHECK(d.cell("p", "lead").value.number == d.at("bob", "name").row);
  CHECK(d.cell("p", "moods").value.mask == 5);
  CHECK(d.cell("p", "loud").value.mask == 2);
  CHECK(d.text("p", "title") == "A \"quick\" one");
  CHECK(d.text("p", "opus") == "op_12");
  CHECK(d.cell("p", "length").value.number == 210'000'000'000);
  CHECK(d.cell("p", "rest").value.number == 2'000'000'000);
  CHECK(d.cell("p", "movements").value.number == 4'000'000);
}

TEST_CASE("unknown, absent, left out and written differently") {
  Design d(music(), piece("tone: ?  lead: absent  loud: false  opus: \"op 12\"  moods: low  players: ann"));
  CHECK(d.codes().empty());
  CHECK(d.cell("p", "tone").state == State::Unknown);
  CHECK(d.cell("p", "lead").state == State::Absent);
  CHECK(d.cell("p", "loud").value.mask == 1);
  CHECK(d.text("p", "opus") == "op 12");
  CHECK(d.cell("p", "moods").value.mask == 1);
  CHECK(d.cell("p", "players").value.list.size() == 1);
  CHECK(d.cell("p", "title").state == State::Missing);
}

TEST_CASE("what is not of the type is refused, and the cell stays open") {
  const auto [entry, field, code] = GENERATE(table<std::string, std::string, std::string>({
      {"tone: hihg", "tone", "M0611"},
      {"tone: \"low\"", "tone", "M0610"},
      {"tone: absent", "tone", "M0611"},
      {"loud: maybe", "loud", "M0610"},
      {"loud: 1", "loud", "M0610"},
      {"moods: {low, lwo}", "moods", "M0611"},
      {"title: plain", "title", "M0610"},
      {"opus: 12", "opus", "M0610"},
      {"length: 3", "length", "M0610"},
      {"length: 3 kB", "length", "M0610"},
      {"length: 3 h", "length", "M0612"},
      {"length: 0 s", "length", "M0612"},
      {"movements: 2.5", "movements", "M0610"},
      {"movements: 21", "movements", "M0612"},
      {"movements: four", "movements", "M0610"},
      {"lead: cid", "lead", "M0608"},
      {"lead: p", "lead", "M0608"},
      {"players: {ann, cid}", "players", "M0608"},
      {"liked: yes", "", "M0613"},
      {"liked: yes because \"\"", "", "M0614"},
      {"liekd: yes", "", "M0605"},
      {"id: x", "", "M0607"},
      {"tone: low mid", "", "M0609"},
      {"tone: low  tone: mid", "", "M0606"},
  }));
  Design d(music(), piece(entry));
  CAPTURE(entry);
  CHECK(d.codes() == code);
  if (!field.empty()) CHECK(d.cell("p", field).state == State::Unknown);
}

TEST_CASE("a judged value takes its row's reason") {
  Design d(music(), "player ann\npiece p because \"played it twice\" { liked: yes }");
  CHECK(d.codes().empty());
}

TEST_CASE("faults do not hide each other") {
  Design d(music(), piece("tone: hihg  loud: maybe  length: 3  lead: cid"));
  CHECK(d.codes() == "M0611 M0610 M0610 M0608");
}
