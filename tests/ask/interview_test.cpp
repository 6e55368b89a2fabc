// Which question comes, what an answer does, how wrong input is met.
#include "tests/ask/support.h"

using msd::test::Interviewed;

TEST_CASE("a design from nothing is asked to its end in the order of work") {
  Interviewed i;
  CHECK(i.asked() == "the first shelf: what is it called?");
  CHECK(i.say("").find("type an answer") != std::string::npos);
  i.say("North wall");
  CHECK(i.has("shelf north_wall \"North wall\""));
  CHECK(i.asked() == "house: is it damp?");
  i.say("2");
  CHECK(i.asked() == "house: on which floor?");
  i.say("3");
  CHECK(i.has("house {\n    damp: no\n    floor: 3\n  }"));
  CHECK(i.asked() == "another shelf?");
  i.say("");
  CHECK(i.has("// no more shelf"));
  CHECK(i.asked() == "which picture stands on north_wall?");
  CHECK(i.shown().find("a new row, piece in north_wall, with sort: picture") != std::string::npos);
  i.say("Ana");
  CHECK(i.has("piece picture for Ana"));
  CHECK(i.has("reader Ana"));
  CHECK(i.asked() == "north_wall, piece_1: is it old?");
  CHECK(i.shown().find("piece_1.care is rejected: a picture of north_wall that is not old has no care") !=
        std::string::npos);
  CHECK(i.say("yes").find("piece_1.care = gloves  (old)") != std::string::npos);
  CHECK(i.asked() == "why is piece_1.old yes?");
  i.say("the frame is worn");
  CHECK(i.has("old: yes  because \"the frame is worn\""));
  CHECK(i.asked() == "north_wall, piece_1: what is {spot}?");
  i.say("the \"far\" end");
  CHECK(i.shown().find("It hangs at the \"far\" end in {light}.") != std::string::npos);
  CHECK(i.say("the dark").find("closed: each shelf is filled") != std::string::npos);
  CHECK(i.asked() == "another piece of north_wall?");
  i.say("");
  CHECK(i.interview.done());
  CHECK(i.interview.summary()[0].text == "Done: closed");
}

TEST_CASE("wrong input changes nothing and gets one line") {
  Interviewed i("  house { damp: no  floor: ? }\n  shelf a \"A\"\n");
  CHECK(i.asked() == "house: on which floor?");
  const std::string before = i.interview.text();
  CHECK(i.say("") == "type an answer; `skip` leaves it for later, `quit` ends\n");
  CHECK(i.say("12") == "`12` is out of range; type a count from 0 to 9\n");
  CHECK(i.say("1.5") == "`1.5` is no whole number; type one from 0 to 9\n");
  CHECK(i.say("3 ms") == "`3 ms` is no count; type one from 0 to 9\n");
  CHECK(i.say("99999999999999999999999999") == "`99999999999999999999999999` is no count; type one from 0 to 9\n");
  CHECK(i.say("a\x1b[2J") == "that line holds control characters\n");
  CHECK(i.say(std::string(9000, 'x')) == "that line is longer than 8000 bytes\n");
  CHECK(i.say(":frobnicate") == "there is no word `:frobnicate`; `help` shows them\n");
  CHECK(i.say("why not") == "nothing was answered yet that could have a reason\n");
  CHECK(i.interview.text() == before);
  CHECK(i.asked() == "house: on which floor?");
}

TEST_CASE("a name that another row has is refused") {
  Interviewed i("  house { damp: no  floor: 1 }\n  shelf a \"A\"\n");
  CHECK(i.asked() == "another shelf?");
  CHECK(i.say("a").find("twice") != std::string::npos);
  i.say("house");
  CHECK(i.has("shelf house_shelf \"House\""));
  CHECK(i.asked() == "another shelf?");
  CHECK(i.say("***") == "a name needs a letter from a to z, or a digit\n");
  CHECK(i.asked() == "another shelf?");
}

TEST_CASE("undo, skip, more, why, add") {
  Interviewed i("  shelf a \"A\"\n");
  const std::string before = i.interview.text();
  CHECK(i.asked() == "house: is it damp?");
  i.say("yes because the wall is wet");
  CHECK(i.has("damp: yes because \"the wall is wet\""));
  i.say(":why the cellar is below");
  CHECK(i.has("damp: yes because \"the cellar is below\""));
  i.say("undo");
  i.say("undo");
  CHECK(i.interview.text() == before);
  CHECK(i.say("undo") == "there is nothing to take back\n");
  i.say("skip");
  CHECK(i.interview.text() == before);
  CHECK(i.asked() == "house: on which floor?");
  i.say("undo");
  CHECK(i.asked() == "house: is it damp?");
  i.say("no");
  i.say("4");
  CHECK(i.asked() == "another shelf?");
  i.say("more");
  CHECK(i.asked() == "a: what is \"Width\"?");
  i.say("none");
  CHECK(i.has("width: absent"));
  CHECK(i.say(":add reder").find("did you mean `reader`?") != std::string::npos);
  i.say(":add reader");
  CHECK(i.asked() == "any reader?");
  i.say("Ben");
  CHECK(i.has("reader Ben"));
  i.say("quit");
  CHECK(i.interview.quit());
}

TEST_CASE("what is stated and breaks a requirement can be changed") {
  Interviewed i(R"(  house { damp: no  floor: 1 }
  reader Ana
  shelf a "A" {
    piece picture for Ana { spot: "x"  light: "y"  old: no because "new" }
    // no more piece
  }
  // no more shelf
  // no more reader
)");
  CHECK(i.asked() ==
        "piece_1.care is rejected: a picture of a that is not old has no care; what do you want to change?");
  CHECK(i.say("77").find("type a number from 1 to") != std::string::npos);
  const std::string shown = i.shown();
  CHECK(shown.find("1  house.damp = no") != std::string::npos);
  CHECK(shown.find("piece_1.old = no") != std::string::npos);
  i.say("1");
  CHECK(i.asked() == "house: is it damp?");
  i.say("yes");
  CHECK(i.interview.done());
}

TEST_CASE("the question that settles the most comes first") {
  // With a damp house every piece is decided; the floor decides nothing.
  Interviewed i("  house { floor: ?  damp: ? }\n  reader Ana\n  shelf a \"A\" {\n    piece book for Ana\n  }\n");
  CHECK(i.asked() == "house: is it damp?");
}

TEST_CASE("a design that somebody else changes is read anew") {
  Interviewed i("  shelf a \"A\"\n");
  CHECK(i.interview.replace("design d uses shelves { shelf b \"B\"; house { damp: no } }\n"));
  CHECK(i.asked() == "house: on which floor?");
  CHECK_FALSE(i.interview.replace("design d uses shelves { shelf"));
  CHECK(i.has("shelf b"));
}
