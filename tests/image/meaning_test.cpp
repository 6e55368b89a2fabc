// Records whose indices are all in range, and that still make no sense together.
#include "tests/fuzz/support.h"
#include "tests/image/edited.h"
#include "tests/support/catch.h"

using namespace msd;
using image::kNone;
using image::Section;
using test::Edited;

namespace {

const image::Image& ward() { return fuzz::base(0).image; }

/// The first record that fits.
template <class Records, class Fits> std::size_t find(const Records& records, Fits fits) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (fits(records[i])) return i;
  }
  FAIL("the framework for these tests has no such record");
  return 0;
}

image::Image image_of(const char* text) {
  source::SourceMap sources;
  diag::Sink sink;
  const driver::Compiled out = fuzz::compile_text(text, sources, sink);
  REQUIRE(out.image.has_value());
  return *out.image;
}

std::size_t node_of(Op op) {
  return find(ward().nodes(), [&](const auto& n) { return n.op == static_cast<std::uint32_t>(op); });
}
std::string node_fault(std::size_t node) { return "node " + std::to_string(node) + " is not well formed"; }

std::size_t type_of(Class cls) {
  return find(ward().types(), [&](const auto& t) { return t.cls == static_cast<std::uint32_t>(cls); });
}

std::string with(Section section, std::size_t record, std::string_view member, std::uint32_t value) {
  Edited edited(ward());
  std::uint32_t& word = edited.at(section, record, member);
  REQUIRE(word != value);
  word = value;
  return edited.mend().reason();
}

}  // namespace

TEST_CASE("the framework for these tests has every operation") {
  for (std::uint32_t op = 0; op < kOpCount; ++op) {
    INFO(info(static_cast<Op>(op)).name);
    const auto nodes = ward().nodes();
    CHECK(std::any_of(nodes.begin(), nodes.end(), [&](const auto& n) { return n.op == op; }));
  }
}

TEST_CASE("an expression never leads back into itself") {
  for (std::size_t i = 0; i < ward().nodes().size(); ++i) {
    const image::NodeRecord& node = ward().nodes()[i];
    const std::pair<const char*, std::uint32_t> parts[] = {{"a", node.a}, {"b", node.b}, {"c", node.c}, {"d", node.d}};
    for (const auto& [name, child] : parts) {
      if (child == kNone) continue;
      CHECK(with(Section::nodes, i, name, static_cast<std::uint32_t>(i)) == node_fault(i));
      CHECK(with(Section::nodes, i, name, static_cast<std::uint32_t>(ward().nodes().size() - 1)) != "accepted");
    }
  }
}

TEST_CASE("every operand has the class that its operation wants") {
  for (std::size_t i = 0; i < ward().nodes().size(); ++i) {
    const image::NodeRecord& node = ward().nodes()[i];
    const std::string_view wants = info(static_cast<Op>(node.op)).operands;
    if (node.a == kNone || wants[0] == 'V') continue;
    // The first operand becomes another one of a class that does not fit.
    for (std::uint32_t other = 0; other < i; ++other) {
      const auto cls = ward().types()[ward().nodes()[other].type].cls;
      if (cls == ward().types()[ward().nodes()[node.a].type].cls) continue;
      const bool finite = wants[0] == 'F' && cls <= static_cast<std::uint32_t>(Class::Enum);
      const bool words = wants[0] == 'T' && (cls == static_cast<std::uint32_t>(Class::Text) ||
                                             cls == static_cast<std::uint32_t>(Class::Id));
      if (finite || words) continue;
      CHECK(with(Section::nodes, i, "a", other) == node_fault(i));
      break;
    }
    if (wants[0] != '-' && wants.substr(0, 2) != "R?") CHECK(with(Section::nodes, i, "a", kNone) == node_fault(i));
  }
}

TEST_CASE("an operation gives what its type says") {
  const auto boolean = static_cast<std::uint32_t>(type_of(Class::Bool));
  const auto number = static_cast<std::uint32_t>(type_of(Class::Number));
  for (const Op op : {Op::And, Op::Or, Op::Not, Op::InMask, Op::Compare, Op::HasAll, Op::IsGiven, Op::Fits, Op::Some})
    CHECK(with(Section::nodes, node_of(op), "type", number) == node_fault(node_of(op)));
  for (const Op op : {Op::Here, Op::Single, Op::All, Op::Collect, Op::Scale, Op::Count, Op::CountDistinct, Op::Union})
    CHECK(with(Section::nodes, node_of(op), "type", boolean) == node_fault(node_of(op)));
}

TEST_CASE("the plain numbers of a node name what there is") {
  for (const Op op : {Op::Const, Op::Here, Op::Single, Op::All, Op::Load, Op::Collect, Op::InMask, Op::HasAll,
                      Op::Compare, Op::Scale, Op::EqFinite, Op::EqText, Op::EqRow, Op::EqSet, Op::Uses}) {
    INFO(info(op).name);
    CHECK(with(Section::nodes, node_of(op), "x", 0xFFFFFFF0U) == node_fault(node_of(op)));
  }
  CHECK(with(Section::nodes, node_of(Op::Scale), "y", 0) == node_fault(node_of(Op::Scale)));  // number 0 is 0
  CHECK(with(Section::nodes, node_of(Op::CountDistinct), "x", 0xFFFFFFF0U) == node_fault(node_of(Op::CountDistinct)));
  CHECK(with(Section::nodes, node_of(Op::CountDistinct), "y", 0xFFFFFFF0U) == node_fault(node_of(Op::CountDistinct)));
  CHECK(with(Section::nodes, node_of(Op::Here), "x", 60) == node_fault(node_of(Op::Here)));
}

TEST_CASE("types, rows and fields belong together") {
  CHECK(with(Section::types, type_of(Class::Enum), "target", 99).starts_with("type "));
  CHECK(with(Section::types, type_of(Class::Ref), "target", kNone).starts_with("type "));
  CHECK(with(Section::types, type_of(Class::Bool), "target", 0).starts_with("type "));
  CHECK(with(Section::rows, 0, "field_first", 1).starts_with("the field group of row 0"));
  CHECK(with(Section::rows, 1, "field_count", 1) == "row 1 is not well formed");
  CHECK(with(Section::rows, 1, "field_count", ward().rows()[1].field_count - 1) ==
        "the field group of row 2 is not well formed");
  CHECK(with(Section::rows, 1, "name_field", ward().rows()[0].name_field) == "row 1 is not well formed");
  CHECK(with(Section::rows, 0, "header_count", 0) == "the header of row 0 is not well formed");
  CHECK(with(Section::fields, 0, "row", 1) == "field 0 is not well formed");
  const std::size_t child = find(ward().rows(), [](const auto& r) { return r.parent != kNone; });
  CHECK(with(Section::rows, child, "parent", kNone).find("row") != std::string::npos);
  CHECK(with(Section::rows, child, "parent", static_cast<std::uint32_t>(child)) == "rows stand inside themselves");
  CHECK(with(Section::rows, child, "many", kNone) == "row " + std::to_string(child) + " is not well formed");
  CHECK(with(Section::rows, child, "back", kNone) == "row " + std::to_string(child) + " is not well formed");
  CHECK(with(Section::rows, child, "many", ward().rows()[child].back).starts_with("the relation of row "));
  CHECK(with(Section::rows, child, "back", ward().rows()[child].many).starts_with("the relation of row "));
  const std::size_t ruled = find(ward().fields(), [](const auto& f) { return f.rule != kNone && f.rule != 0; });
  CHECK(with(Section::fields, ruled, "rule", 0).starts_with("the rule of field "));
  const std::size_t defaulted = find(ward().fields(), [](const auto& f) { return f.default_value != kNone; });
  CHECK(with(Section::consts, ward().fields()[defaulted].default_value, "kind", 4).find("not well formed") !=
        std::string::npos);
}

TEST_CASE("a framework is one, and no larger than it may be") {
  Edited none(ward());
  none.at(Section::enums, 0, "value_count") = 0;
  CHECK(none.mend().reason() != "accepted");  // its values are named by masks
  // The section of frameworks, emptied: what follows then lies where it should not.
  Edited empty(ward());
  empty.count(Section::frameworks) = 0;
  CHECK(empty.mend().reason() == "section 1 does not lie where it should");
  image::Refusal refusal;
  CHECK_FALSE(image::Image::open(image::Builder().finish(), refusal));
  CHECK(refusal.reason == "it holds no framework, or several");
}

TEST_CASE("tables fit their rules") {
  const std::size_t tabled = find(ward().rules(), [](const auto& r) { return r.table != kNone; });
  const image::RuleRecord& rule = ward().rules()[tabled];
  const image::TableRecord& table = ward().tables()[rule.table];
  const std::string fault = "table " + std::to_string(rule.table) + " is not well formed";
  CHECK(with(Section::tables, rule.table, "words", table.words + 1) == fault);
  CHECK(with(Section::tables, rule.table, "cube_count", 0) == fault);
  CHECK(with(Section::cubes, table.cube_first, "line", rule.line_count).starts_with("cube "));
  CHECK(
      with(Section::cubes, table.cube_first, "line", rule.line_count - 1).starts_with("cube "));  // no longer in order
  CHECK(with(Section::columns, table.column_first, "alive_count", 1).starts_with("column "));
  const std::uint32_t last = rule.line_first + rule.line_count - 1;
  // Without a last line for what is left, a table would not be total.
  CHECK(with(Section::lines, last, "condition", ward().lines()[rule.line_first].condition) ==
        "rule " + std::to_string(tabled) + " is not well formed");
}

TEST_CASE("cells of sheets do not hold themselves") {
  const std::size_t each = find(ward().cells(), [](const auto& c) { return c.part_count != 0; });
  const std::string fault = "cell " + std::to_string(each) + " is not well formed";
  CHECK(with(Section::cells, each, "part_first", static_cast<std::uint32_t>(each)) == fault);
  const std::size_t plain = find(ward().cells(), [](const auto& c) { return c.value != kNone && c.part_count == 0; });
  CHECK(with(Section::cells, plain, "value", kNone) == "cell " + std::to_string(plain) + " is not well formed");
  CHECK(with(Section::sheets, 0, "row", kNone) == "sheet 0 is not well formed");
}

TEST_CASE("a rule reads only what is evaluated before it") {
  const image::Image image = image_of("framework tiny 1\n"
                                      "row box \"Box\" single\n"
                                      "field box.size : int 0 .. 10 given from \"tape\" as external\n"
                                      "field box.big : bool derived from size\n"
                                      "field box.sure : bool derived from big\n"
                                      "derive box.big = size > 3\n"
                                      "derive box.sure = not big\n");
  const auto field = [&](std::string_view name) {
    return static_cast<std::uint32_t>(find(image.fields(), [&](const auto& f) { return image.text(f.name) == name; }));
  };
  const auto fault = [](std::uint32_t of) {
    return "the order of field " + std::to_string(of) + " is not well formed";
  };
  const std::uint32_t big = field("big"), sure = field("sure");
  Edited late(image);
  late.at(Section::fields, big, "rank") = image.fields()[sure].rank;
  CHECK(late.mend().reason() == fault(sure));
  // Itself, so that it would never end.
  const std::size_t load =
      find(image.nodes(), [&](const auto& n) { return n.op == static_cast<std::uint32_t>(Op::Load) && n.x == big; });
  Edited itself(image);
  itself.at(Section::nodes, load, "x") = sure;
  CHECK(itself.mend().reason() == fault(sure));
}

TEST_CASE("fields rest on each other in chains of bounded length") {
  const auto chain = [](int length) {
    std::string text = "framework long 1\nrow box \"Box\" single\nfield box.f0 : bool given from \"x\" as external\n";
    for (int i = 1; i <= length; ++i) {
      text += "field box.f" + std::to_string(i) + " : bool derived from f" + std::to_string(i - 1) + "\n";
      text += "derive box.f" + std::to_string(i) + " = not f" + std::to_string(i - 1) + "\n";
    }
    source::SourceMap sources;
    diag::Sink sink;
    fuzz::compile_text(text, sources, sink);
    return sink.all().empty() ? std::string() : sink.all()[0].message;
  };
  CHECK(chain(1'000) == "");
  const std::string refused = chain(3'000);
  INFO(refused);
  CHECK(refused.find(" rests on too many others, one after the other") != std::string::npos);
}

TEST_CASE("a factor has a counterpart") {
  const std::size_t scaled = node_of(Op::Scale);
  Edited edited(ward());
  const std::uint32_t number = ward().nodes()[scaled].x;
  const std::int64_t smallest = INT64_MIN;
  std::memcpy(edited.bytes(Section::numbers) + number * sizeof smallest, &smallest, sizeof smallest);
  CHECK(edited.mend().reason() != "accepted");
}
