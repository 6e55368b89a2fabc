// One mistake, one finding, at its place, and nothing that follows from it: designs.
#include "tests/parse/support.h"
#include "tests/support/catch.h"

using msd::test::check_findings;

TEST_CASE("five mistakes in a hotel") {
  check_findings(R"(design seaside "Seaside hotel" uses hotel {
  desk {
    currency = EUR                        //! M0201
    nights: 3 because                     //! M0201
    open: yes because "day and night"
  }
  room sea "Sea view" {
    beds:                                 //! M0201
    floor: 4 )                            //! M0201
    view: { sea, yard                     //! M0202
  }
  room yard {
    beds: 2
    price: 80 €                           //! M0115
  }
}
)");
}

TEST_CASE("braces that are missing, told by the indentation") {
  check_findings(R"(design fleet "Vans" uses transport {
  depot north {                           //! M0202
    vans: 12
  depot south {
    vans: 7
    driver anna { shift: early
    driver bert { shift: late }
    //!-2 M0202
  }
  route coast                             //! M0201
    from: north
    to: south
    stop ferry {
      minutes: 20
    }
  }
}
)");
}

TEST_CASE("one brace too many") {
  check_findings(R"(design library uses lending {
  branch main {
    books: 40000
  }
  }                                       //! M0203
  branch east {
    books: 9000
    opens: {9, 10}
  }
}
)");
}

TEST_CASE("the last brace is missing, and the first") {
  check_findings(R"(design garden uses planting {             //! M0202
  bed north { crop: leek }
  bed south { crop: bean }
)");
  check_findings(R"(design garden uses planting               //! M0201
  bed north { crop: leek }
  bed south { crop: bean }
}
)");
}

TEST_CASE("texts in a design") {
  check_findings(R"(design school uses timetable {
  class a {
    room: "12
    //!-1 M0113
    note: "two lines
      of text" because "they are"
    //!-2 M0113
    hint: "a \d tab"                       //! M0114
    name: 'first'                         //! M0115
    head: “Ms Lee”                        //! M0115
    size: 24
  }
}
)");
}

TEST_CASE("headers of designs") {
  check_findings(R"(desing school uses timetable {            //! M0204
  class a { size: 3 }
}
)");
  check_findings(R"(design school use timetable {             //! M0201
  class a { size: 3 }
}
)");
  check_findings(R"(design school uses timetable 1.0.0.0 {    //! M0201
  class a { size: 3 }
}
)");
  check_findings(R"(design "School" uses timetable {          //! M0201
  class a { size: 3 }
}
)");
}

TEST_CASE("what does not belong into the file of a design") {
  check_findings(R"(design school uses timetable {
  class a { size: 3 }
}
enum day { mon, tue }                     //! M0206
field class.size : int 0 .. 9 given
design other uses timetable {             //! M0207
  class b { size: 4 }
}
)");
  check_findings(R"(design school uses timetable {
  class a { size: 3 }
}
class b { size: 4 }                       //! M0212
)");
  check_findings(R"(design school uses timetable {
  class a { size: 3 }
}
scenario crowded of school {              //! M0205
  class a { size: 300 }
}
)");
}

TEST_CASE("values of every kind, wrong") {
  check_findings(R"(design kiln uses pottery {
  firing bisque {
    peak: 10
    hold: 20mins                          //! M0118
    rate: == 3                            //! M0201
    clay: {red, {white}
    //!-1 M0202
    cone: .. 6                            //! M0201
    gas: ?
    by: anna => bert                      //! M0201
    at: : noon                            //! M0201
  }
}
)");
}

TEST_CASE("a design on one line, and one without any indentation") {
  check_findings("design a uses b { row x { y: 1 } row z { y 2 = } }  //! M0201\n");
  check_findings(R"(design a uses b {
row x {
y: 1
z = 2                                     //! M0201
}
row y {
y:                                        //! M0201
}
}
)");
}

TEST_CASE("line ends of other systems change nothing") {
  const std::string text = "design a uses b {\r\n  row x {\r\n    y = 1 //! M0201\r\n    z: \"open\r\n    //!-1 "
                           "M0113\r\n    q:  //! M0201\r\n  "
                           "}\r\n}\r\n";
  check_findings(text);
  check_findings("\xEF\xBB\xBF" + text);
}
