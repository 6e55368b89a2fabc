#include "compiler/driver/skeletons.h"

namespace msd::driver {

namespace {

// A small framework that has one of everything a first rule needs. Its words are there to be replaced.
constexpr const char* kEntry = R"(/// What this framework judges, in a sentence.
framework NAME 1.0

import "vocabulary"
import "rules"
)";

constexpr const char* kVocabulary =
    R"(// What a design talks about: values, rows, fields. `msdc ask` shows the doc comments beside the choices.

/// How much an item weighs.
enum weight {
  /// one person lifts it
  light
  /// one person does not
  heavy
}

/// Who carries it.
enum carrier {
  /// a person by themselves
  one "One person"
  /// two people
  two "Two people"
}

/// A thing that has to be carried. A design writes `item piano { … }`.
row item "Item" {
  id "I{n}"
  written "item {name}"
}

step 1 "What there is" minutes 2 .. 3 "list the items"
step 2 "Who carries it" minutes 1 .. 2 "let the table decide"

/// How heavy it is. A given field is a fact that the design states; `ask` is how it is asked for.
field item.weight "Weight" : weight
  given from "prompt" as external
  step 1
  ask "can one person lift it?"

/// Who carries it. A classified field is computed, by the table in rules/.
field item.carrier "Carrier" : carrier
  classified from weight
  step 2

/// what there is, and who carries it
sheet items "Items" for item {
  "Item"    = name
  "Weight"  = weight
  "Carrier" = carrier
}
)";

constexpr const char* kRules =
    R"(// What follows from what a design states. The first rule whose condition holds gives the value.

classify item.carrier {
  together when weight == heavy => two
  otherwise one
}

/// An item whose weight nobody knows is carried by nobody.
require weight_known on item step 1 {
  weight is given
  otherwise error "nobody says how heavy {name} is" hint "write weight: light, or heavy"
  ask "how heavy is {name}?"
}

/// When to stop.
checklist done "Done" {
  weights "each item has its weight" needs weight_known
}
)";

constexpr const char* kTests = R"(// Facts in, expected values and findings out. `msdc test NAME.msd` runs them.

test "a heavy item is carried by two" {
  item piano { weight: heavy }
  expect piano.carrier == two
  expect piano.carrier by together
  expect held weight_known on piano
}

test "an item whose weight is not known leaves its carrier open" {
  item crate { }
  expect crate.carrier possible {one, two}
  expect open weight_known on crate
}
)";

std::string named(std::string text, const std::string& name) {
  const std::string slot = "NAME";
  for (std::size_t at = text.find(slot); at != std::string::npos; at = text.find(slot, at + name.size()))
    text.replace(at, slot.size(), name);
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> framework_skeleton(const std::string& name) {
  return {{".msdroot", ""},
          {name + ".msd", named(kEntry, name)},
          {"vocabulary/items.msd", kVocabulary},
          {"rules/carrying.msd", kRules},
          {"rules/carrying_tests.msd", named(kTests, name)}};
}

}  // namespace msd::driver
