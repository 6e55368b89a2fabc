// An interview in memory: a framework and a design given as text, answers given as lines.
#pragma once

#include "compiler/ask/begin.h"
#include "compiler/ask/interview.h"
#include "tests/bind/support.h"

namespace msd::test {

/// Rows of every sort: single, with a name and a label, without a name, a child; a table, a sentence, a checklist.
inline const char* const kShelves = R"(framework shelves 1.0
enum sort { /// what is read
  book, /// what is looked at
  picture }
enum care { gloves "Gloves", none "None" }
row house "House" single
row shelf "Shelf" { written "shelf {name} {title}" }
row piece "Piece" in shelf as pieces back on { written "piece {sort} for {reader}" }
row reader "Reader" { written "reader {name}" }
step 1 "Rooms" minutes 2 .. 4 "say what there is"
step 2 "Pieces" minutes 3 .. 3 "say what stands there"
field house.damp "Damp" : bool given from "visit" as external step 1 ask "is it damp?"
field house.floor "Floor" : int 0 .. 9 given from "visit" as external step 1 ask "on which floor?"
field shelf.title "Title" : text output from "list" as external step 1
  allow(hidden_assumption) because "a label"
field shelf.width "Width" : optional decimal 0 .. 10 given from "list" as external step 1
field piece.sort "Sort" : sort given from "list" as external step 2 ask "a book or a picture?"
field piece.reader "Reader" : reader given from "list" as external step 2 ask "who wants it?" inverse pieces
field piece.old "Old" : bool derived judged from sort default no step 2 ask "is it old?"
field piece.care "Care" : care classified from sort, old, house.damp step 2
field piece.sentence "Sentence" : text output from sort step 2 ask "what is said of it?"
field piece.spot : text output from sort step 2
field piece.light : text output from sort step 2
template piece.sentence for sort == picture "It hangs at {spot} in {light}."
classify piece.care {
  damp when house.damp => gloves
  old when old => gloves
  book when sort == book => none
  otherwise reject "a picture of {on.name} that is not old has no care"
}
require filled on shelf step 2 {
  some pieces where sort == picture
  otherwise error "{name} has no picture" hint "add one" ask "which picture stands on {name}?"
}
require said on piece where sort == picture step 2 {
  sentence is given
  otherwise error "nothing is said of it" ask "what is said of it?"
}
require cared on piece step 2 { care is given otherwise error "no care" }
checklist done "Done" { filled "each shelf is filled" needs filled, said, cared  dry "the house is known" needs known }
require known on house step 1 { damp is given and floor is given otherwise error "unknown house" }
sheet shelves "Shelves" for shelf { "Name" = name }
)";

struct Interviewed {
  Framework framework;
  ask::Interview interview;

  explicit Interviewed(const std::string& body = "", const char* rules = kShelves)
      : framework(rules), interview("design d uses shelves {\n" + body + "}\n", "d.msd", *framework.image) {
    REQUIRE(interview.usable());
  }
  /// The question at hand: its first line that is one.
  std::string asked() {
    for (const ask::Line& line : interview.question())
      if (line.style == ask::Line::Style::Question) return line.text;
    return "";
  }
  /// Everything that is printed with the question.
  std::string shown() { return all(interview.question()); }
  std::string say(const std::string& line) { return all(interview.answer(line)); }
  bool has(const std::string& text) const { return interview.text().find(text) != std::string::npos; }

 private:
  static std::string all(const ask::Lines& lines) {
    std::string out;
    for (const ask::Line& line : lines) out += line.text + "\n";
    return out;
  }
};

}  // namespace msd::test
