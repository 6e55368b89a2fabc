// Edits of a text: where they go, and that nothing else moves.
#include "compiler/edit/edit.h"
#include "tests/ask/support.h"

namespace {

struct Text {
  msd::test::Framework framework{msd::test::kShelves};
  msd::ask::Moment moment;
  explicit Text(const std::string& text) : moment(text, "d.msd", *framework.image) { REQUIRE(moment.readable()); }
  msd::eval::CellRef at(const std::string& row, const std::string& field) const {
    const auto& facts = moment.facts();
    for (msd::eval::RowIndex r = 0; r < facts.rows().size(); ++r) {
      if (facts.symbols.text(facts.rows()[r].name) != row) continue;
      const auto& kind = moment.image().rows()[facts.rows()[r].kind];
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        if (moment.name(moment.field(f).name) == field) return {r, f};
      }
    }
    FAIL("no cell " << row << "." << field);
    return {};
  }
  std::string set(const std::string& row, const std::string& field, const std::string& value,
                  const std::string& because = "") const {
    return moment.editor().set_cell(at(row, field), value, because);
  }
};

}  // namespace

TEST_CASE("a cell that is written is replaced, and nothing else moves") {
  const Text t("// first\ndesign d uses shelves {\n  house { damp: ? // why?\n    floor: 2 }  // end\n}\n");
  CHECK(t.set("house", "damp", "yes") ==
        "// first\ndesign d uses shelves {\n  house { damp: yes // why?\n    floor: 2 }  // end\n}\n");
  CHECK(t.set("house", "damp", "yes", "wet \"walls\"") == "// first\ndesign d uses shelves {\n  house { damp: yes  "
                                                          "because \"wet \\\"walls\\\"\" // why?\n    floor: 2 }  // "
                                                          "end\n}\n");
}

TEST_CASE("a cell is added behind the fields, before the rows, after their comments") {
  const Text t("design d uses shelves {\n  reader Ana\n  shelf a \"A\" {\n    piece book for Ana {\n      spot: \"x\"  "
               "// here\n    }\n  }\n}\n");
  CHECK(t.set("piece_1", "light", "\"y\"") ==
        "design d uses shelves {\n  reader Ana\n  shelf a \"A\" {\n    piece book for Ana {\n      spot: \"x\"  // "
        "here\n      light: \"y\"\n    }\n  }\n}\n");
  CHECK(t.set("a", "width", "3") == "design d uses shelves {\n  reader Ana\n  shelf a \"A\" {\n    width: 3\n    piece "
                                    "book for Ana {\n      spot: \"x\"  // here\n    }\n  }\n}\n");
}

TEST_CASE("a block on one line grows, then is opened") {
  const Text t("design d uses shelves {\n  house { damp: no }\n}\n");
  CHECK(t.set("house", "floor", "2") == "design d uses shelves {\n  house { damp: no  floor: 2 }\n}\n");
  const std::string reason(100, 'x');
  CHECK(t.set("house", "floor", "2", reason) ==
        "design d uses shelves {\n  house {\n    damp: no\n    floor: 2  because \"" + reason + "\"\n  }\n}\n");
}

TEST_CASE("a header takes its values") {
  const Text t("design d uses shelves {\n  reader Ana\n  shelf a {\n    piece ? for ?\n  }\n}\n");
  CHECK(t.set("piece_1", "sort", "book").find("piece book for ?") != std::string::npos);
  CHECK(t.set("piece_1", "reader", "Ana").find("piece ? for Ana") != std::string::npos);
  CHECK(t.set("a", "title", "\"A\"").find("shelf a \"A\" {") != std::string::npos);
}

TEST_CASE("a single row that is left out is added") {
  const Text t("design d uses shelves {\n}\n");
  CHECK(t.set("house", "damp", "no") == "design d uses shelves {\n  house {\n    damp: no\n  }\n}\n");
}

TEST_CASE("rows and comments are added where their like is") {
  const Text t("design d uses shelves { shelf a \"A\" }\n");
  CHECK(t.moment.editor().add_row(msd::image::kNone, "reader Ana", {}) ==
        "design d uses shelves {\n  shelf a \"A\"\n  reader Ana\n}\n");
  CHECK(t.moment.editor().add_comment(0, "no more piece") ==
        "design d uses shelves { shelf a \"A\" {\n  // no more piece\n} }\n");
}

TEST_CASE("line ends stay what they are") {
  const Text t("design d uses shelves {\r\n  house {\r\n    damp: no\r\n  }\r\n}\r\n");
  CHECK(t.set("house", "floor", "1") ==
        "design d uses shelves {\r\n  house {\r\n    damp: no\r\n    floor: 1\r\n  }\r\n}\r\n");
}

TEST_CASE("names and texts") {
  using namespace msd::edit;
  CHECK(name_of("Place bid") == "place_bid");
  CHECK(name_of("SeatHold") == "SeatHold");
  CHECK(name_of("  2 nights, please! ") == "n_2_nights_please");
  CHECK(name_of("absent") == "absent_");
  CHECK(name_of("é") == "");
  CHECK(words_of("place_bid") == "Place bid");
  CHECK(quoted("a \"b\" \\ c\t\n\x1b") == "\"a \\\"b\\\" \\\\ c\\t\\n\"");
}
