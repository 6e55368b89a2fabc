// Literals by the type that is expected: exact quantities, units, ranges, values of enums.
#include "tests/registry/build.h"

using namespace msd;
using namespace msd::test;

namespace {

/// A field of `type` with the default `value`.
std::unique_ptr<Built> with_default(const std::string& type, const std::string& value) {
  return build("enum e { a, b, c }\nrow r\nfield r.f : " + type + " given default " + value + "\n");
}

std::int64_t number(const std::string& type, const std::string& value) {
  const auto b = with_default(type, value);
  INFO(type << " default " << value);
  REQUIRE(b->found().empty());
  REQUIRE(b->field("r.f").default_value.has_value());
  CHECK(b->field("r.f").default_value->kind == tir::Const::Kind::Number);
  return b->field("r.f").default_value->number;
}

std::string fault(const std::string& type, const std::string& value) {
  const auto b = with_default(type, value);
  INFO(type << " default " << value);
  REQUIRE(b->sink.all().size() == 1);
  CHECK_FALSE(b->field("r.f").default_value.has_value());
  return std::string(diag::info(b->sink.all()[0].id).code);
}

}  // namespace

TEST_CASE("quantities are whole numbers of the base unit, exactly") {
  CHECK(number("int 0 .. 10", "7") == 7'000'000);
  CHECK(number("decimal 0 .. 10", "0.1") == 100'000);
  CHECK(number("decimal 0 .. 10", "0.000001") == 1);
  CHECK(number("decimal 0 .. 10", "0.10000000000000000000000000000") == 100'000);
  CHECK(number("decimal 0 .. 10", "3.0") == 3'000'000);
  CHECK(number("int 0 .. 10 M", "2 M") == 2'000'000'000'000);
  CHECK(number("decimal 0 .. 10 k", "1.5 k") == 1'500'000'000);
  CHECK(number("decimal -5 .. 5", "-2.5") == -2'500'000);
  CHECK(number("decimal 0 ns .. 1 h", "1 ns") == 1);
  CHECK(number("decimal 0 ns .. 1 h", "0.1 us") == 100);
  CHECK(number("decimal 0 ms .. 60 s", "1.25 s") == 1'250'000'000);
  CHECK(number("decimal 0 s .. 2 d", "1 d") == std::int64_t{86'400} * 1'000'000'000);
  CHECK(number("decimal 0 % .. 100 %", "99.9 %") == 999'000);
  CHECK(number("decimal 0 % .. 100 %", "0.5") == 500'000);
  CHECK(number("decimal 0 /s .. 10 k/s", "1 /s") == 86'400'000);
  CHECK(number("decimal 0 /d .. 10 k/s", "0.001 /d") == 1);
  CHECK(number("decimal 0 /d .. 10 k/s", "5 k/s") == 5 * number("decimal 0 /d .. 10 k/s", "1 k/s"));
  CHECK(number("decimal 0 B .. 1 TiB", "1 KiB") == 1024);
  CHECK(number("decimal 0 B .. 1 TiB", "0.5 KiB") == 512);
  CHECK(number("decimal 0 B .. 1 TiB", "1 kB") == 1000);
}

TEST_CASE("units of one dimension agree with each other") {
  CHECK(number("decimal 0 ns .. 2 d", "90 min") == number("decimal 0 ns .. 2 d", "1.5 h"));
  CHECK(number("decimal 0 ns .. 2 d", "1000 us") == number("decimal 0 ns .. 2 d", "1 ms"));
  CHECK(number("decimal 0 /d .. 10 k/s", "60 /min") == number("decimal 0 /d .. 10 k/s", "1 /s"));
  CHECK(number("decimal 0 B .. 1 TiB", "1024 MiB") == number("decimal 0 B .. 1 TiB", "1 GiB"));
}

TEST_CASE("the bounds of a range belong to it") {
  CHECK(number("decimal 1 ms .. 2 ms", "1 ms") == 1'000'000);
  CHECK(number("decimal 1 ms .. 2 ms", "2 ms") == 2'000'000);
  CHECK(fault("decimal 1 ms .. 2 ms", "0.999999 ms") == "M0326");
  CHECK(fault("decimal 1 ms .. 2 ms", "2.000001 ms") == "M0326");
  CHECK(fault("decimal -3 .. 3", "-4") == "M0326");
}

TEST_CASE("a range keeps its bounds, and a plain zero takes the unit of the other one") {
  const auto b = build("row r\nfield r.f : decimal 0 .. 5 ms given\nfield r.g : int -2 .. 3 given\n");
  CHECK(b->found().empty());
  CHECK(b->field("r.f").type.dimension == Dimension::Time);
  CHECK(b->field("r.f").type.low == 0);
  CHECK(b->field("r.f").type.high == 5'000'000);
  CHECK(b->field("r.g").type.integer);
  CHECK(b->field("r.g").type.low == -2'000'000);
  CHECK(build("row r\nfield r.f : decimal 5 ms .. 5 us given\n")->found() == Findings{"M0328 3:21"});
  CHECK(build("row r\nfield r.f : decimal 1 .. 5 ms given\n")->found() == Findings{"M0325 3:21"});
  CHECK(build("row r\nfield r.f : decimal 1 kB .. 5 ms given\n")->found() == Findings{"M0325 3:21"});
  CHECK(build("row r\nfield r.f : int 0.5 .. 5 given\n")->found() == Findings{"M0327 3:17"});
}

TEST_CASE("a unit of another dimension does not fit") {
  CHECK(fault("decimal 0 s .. 4 h", "90 MB") == "M0325");
  CHECK(fault("decimal 0 s .. 4 h", "90") == "M0325");
  CHECK(fault("int 0 .. 9", "3 s") == "M0325");
  CHECK(fault("decimal 0 /s .. 9 /s", "3 s") == "M0325");
}

TEST_CASE("what has no exact form is an error, never rounded") {
  CHECK(fault("decimal 0 .. 9", "0.0000001") == "M0327");
  CHECK(fault("decimal 0 s .. 9 s", "0.1 ns") == "M0327");
  CHECK(fault("decimal 0 B .. 9 kB", "0.3 B") == "M0327");
  CHECK(fault("decimal 0 B .. 9 kB", "0.3 KiB") == "M0327");
  CHECK(fault("int 0 .. 9", "2.5") == "M0327");
}

TEST_CASE("64 bits hold a quantity or it is too large") {
  CHECK(number("int 0 .. 9223372036854", "9223372036854") == std::int64_t{9'223'372'036'854} * 1'000'000);
  CHECK(build("row r\nfield r.f : int 0 .. 9223372036855 given\n")->found() == Findings{"M0327 3:22"});
  CHECK(fault("int 0 .. 9", "999999999999999999999999999999") == "M0327");
  CHECK(build("row r\nfield r.f : int 0 .. 9 given default 999999999999999999999999999999\n")
            ->only(diag::Id::BadQuantity)
            .message == "`999999999999999999999999999999` is too large");
  // So many digits are a fault of the text already.
  CHECK(fault("int 0 .. 9", std::string(60, '9')) == "M0117");
  CHECK(fault("decimal 0 s .. 4 h", "99999999999 d") == "M0327");
  CHECK(fault("decimal 0 B .. 1 TiB", "9223372036854775808 B") == "M0327");
}

TEST_CASE("finite literals are one bit, or the members of a set") {
  CHECK(with_default("e", "b")->field("r.f").default_value->mask == 2);
  CHECK(with_default("set of e", "{a, c}")->field("r.f").default_value->mask == 5);
  CHECK(with_default("set of e", "{}")->field("r.f").default_value->mask == 0);
  CHECK(with_default("set of e", "c")->field("r.f").default_value->mask == 4);
  CHECK(with_default("bool", "yes")->field("r.f").default_value->mask == 2);
  CHECK(with_default("bool", "true")->field("r.f").default_value->mask == 2);
  CHECK(with_default("bool", "no")->field("r.f").default_value->mask == 1);
  CHECK(fault("e", "d") == "M0324");
  CHECK(fault("set of e", "{a, d}") == "M0324");
  CHECK(fault("bool", "maybe") == "M0324");
  CHECK(fault("e", "\"a\"") == "M0323");
  CHECK(fault("set of e", "{a, 1}") == "M0323");
  CHECK(fault("e", "{a}") == "M0323");
}

TEST_CASE("the same word is a value of two enums") {
  const auto b = build("enum e { x, y }\nenum f { y, x }\nrow r\nfield r.e : e given default x\n"
                       "field r.f : f given default x\n");
  CHECK(b->found().empty());
  CHECK(b->field("r.e").default_value->mask == 1);
  CHECK(b->field("r.f").default_value->mask == 2);
}

TEST_CASE("absent is a value of what is optional only") {
  CHECK(with_default("optional e", "absent")->field("r.f").default_value->kind == tir::Const::Kind::Absent);
  CHECK(with_default("optional int 0 .. 5", "absent")->found().empty());
  CHECK(fault("e", "absent") == "M0323");
  CHECK(fault("int 0 .. 5", "?") == "M0323");
}

TEST_CASE("texts are quoted, ids may be words, rows have no literal") {
  CHECK(with_default("text", "\"a b\"")->field("r.f").default_value->text == "a b");
  CHECK(with_default("id", "some_name")->field("r.f").default_value->text == "some_name");
  CHECK(with_default("id", "\"some name\"")->field("r.f").default_value->text == "some name");
  CHECK(with_default("list of r", "{}")->found().empty());
  CHECK(fault("text", "word") == "M0323");
  CHECK(fault("r", "x") == "M0323");
  CHECK(fault("list of r", "{x}") == "M0323");
}

TEST_CASE("a value that is near is suggested, few values are named") {
  CHECK(build("enum e { warm, cold }\nrow r\nfield r.f : e given default wram\n")->only(diag::Id::UnknownValue).help ==
        "did you mean `warm`?");
  CHECK(build("enum e { warm, cold }\nrow r\nfield r.f : e given default lukewarmish\n")
            ->only(diag::Id::UnknownValue)
            .help == "its values are `warm` and `cold`");
}
