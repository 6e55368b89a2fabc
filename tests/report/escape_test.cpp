// Escapes: what each format cannot hold does not get into it.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "tests/support/catch.h"

#include <random>

using namespace msd::report;

TEST_CASE("bytes that are no UTF-8 are replaced one by one") {
  CHECK(valid_utf8("plain é 烏 🍵") == "plain é 烏 🍵");
  CHECK(valid_utf8("a\xFF z") == "a\xEF\xBF\xBD z");
  CHECK(valid_utf8("\xC3") == "\xEF\xBF\xBD");
  CHECK(valid_utf8("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
  CHECK(valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(valid_utf8("\xF4\x90\x80\x80").size() == 12);                           // above U+10FFFF
  CHECK(valid_utf8("\xF0\x9F\x8D").size() == 9);                                // cut off
}

TEST_CASE("JSON strings") {
  CHECK(json_string("a\"b\\c\n\t\r") == R"("a\"b\\c\n\t\r")");
  CHECK(json_string(std::string_view("\0\x1f\x7f", 3)) == R"("\u0000\u001f\u007f")");
  CHECK(json_string("\xFF") == "\"\xEF\xBF\xBD\"");
}

TEST_CASE("XML text") {
  CHECK(xml_text("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
  CHECK(xml_text("a\n\r\tb") == "a&#10;&#13;&#9;b");
  CHECK(xml_text(std::string_view("\0\x1b", 2)) == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(xml_text("\xEF\xBF\xBE\xEF\xBF\xBF!") == "\xEF\xBF\xBD\xEF\xBF\xBD!");
  CHECK(xml_text("]]>") == "]]&gt;");
}

TEST_CASE("workflow commands") {
  CHECK(workflow_data("50 %: a,\r\n::error::b") == "50 %25: a,%0D%0A::error::b");
  CHECK(workflow_property("a:b,c%d\ne") == "a%3Ab%2Cc%25d%0Ae");
}

TEST_CASE("paths as URIs") {
  CHECK(path_uri("docs/a b.msd") == "docs/a%20b.msd");
  CHECK(path_uri("/x/é#?.msd") == "file:///x/%C3%A9%23%3F.msd");
  CHECK(path_uri("a:b") == "a%3Ab");
}

TEST_CASE("what a terminal would act on becomes visible") {
  CHECK(printable("\x1b[31mred") == "<U+001B>[31mred");
  CHECK(printable("a\xE2\x80\xAE"
                  "b\u200Bc\xE2\x81\xA6"
                  "d\u00AD") == "a<U+202E>b<U+200B>c<U+2066>d<U+00AD>");
  CHECK(printable("\u009B1m\u0085") == "<U+009B>1m<U+0085>");
  CHECK(printable("é烏🍵") == "é烏🍵");
}

TEST_CASE("random bytes: the results are valid, and nothing that acts is left") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const int length = std::uniform_int_distribution<int>(0, 24)(random);
    for (int i = 0; i < length; ++i) text += static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
    CAPTURE(round);
    for (const std::string& out : {valid_utf8(text), json_string(text), xml_text(text), workflow_data(text)})
      REQUIRE(valid_utf8(out) == out);
    for (const std::string& out : {json_string(text), xml_text(text), printable(text)}) {
      for (char c : out) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
    }
    REQUIRE(workflow_data(text).find_first_of("\r\n") == std::string::npos);
    REQUIRE(workflow_property(text).find_first_of("\r\n:,") == std::string::npos);
  }
}
