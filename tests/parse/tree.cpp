// The tree: what each span covers, read alone, is the same thing again; comments and documentation; the dump.
#include "tests/parse/support.h"
#include "tests/support/catch.h"

#include <fmt/format.h>

using namespace msd;
using ast::ExprId;
using ast::Unit;
using test::Parsed;

namespace {

/// An expression without its places, in prefix form.
std::string shape(const Unit& unit, ExprId id) {
  if (!id.valid()) return "-";
  const ast::Expr& e = unit[id];
  std::string out = fmt::format("({}{}{}{} {} {}{}", static_cast<int>(e.kind), static_cast<int>(e.compare),
                                static_cast<int>(e.quantifier), e.negated ? "!" : "", e.name.text, e.text.raw,
                                std::string(e.number.digits) + std::string(e.number.unit));
  for (std::uint32_t i = 0; i < e.names_count; ++i) out += "." + std::string(unit.names[e.names_begin + i].text);
  for (std::uint32_t i = 0; i < e.items_count; ++i) out += " " + shape(unit, unit.items[e.items_begin + i]);
  for (ExprId child : {e.a, e.b, e.c, e.d}) out += " " + shape(unit, child);
  return out + ")";
}

bool within(source::Span inner, source::Span outer) {
  return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

/// The text of every expression, as the value of a rule of its own, is the same expression.
void check_expressions(const Parsed& parsed) {
  for (std::uint32_t i = 0; i < parsed.unit.exprs.size(); ++i) {
    const ast::Expr& e = parsed.unit.exprs[i];
    for (ExprId child : {e.a, e.b, e.c, e.d}) {
      if (child.valid()) REQUIRE(within(parsed.unit[child].span, e.span));
    }
    REQUIRE(within(e.op, e.span));
    const std::string text(parsed.text(e.span));
    const Parsed alone("derive a.b = " + text + "\n");
    INFO(text);
    REQUIRE(alone.findings().empty());
    REQUIRE(alone.unit.derives.size() == 1);
    REQUIRE(shape(alone.unit, alone.unit.derives[0].value) == shape(parsed.unit, ExprId{i}));
  }
}

template <class Decls> void spans(const Decls& decls, std::vector<source::Span>& out) {
  for (const auto& d : decls) out.push_back(d.span);
}

std::vector<source::Span> declarations(const Unit& u) {
  std::vector<source::Span> out;
  spans(u.frameworks, out), spans(u.imports, out), spans(u.enums, out), spans(u.rows, out), spans(u.fields, out);
  spans(u.derives, out), spans(u.tables, out), spans(u.requires_, out), spans(u.dependences, out),
      spans(u.templates, out);
  spans(u.lexicons, out), spans(u.steps, out), spans(u.checklists, out), spans(u.sheets, out), spans(u.archetypes, out),
      spans(u.systems, out), spans(u.preferences, out), spans(u.tests, out);
  spans(u.designs, out);
  return out;
}

/// The dump of a unit without places.
std::string without_places(const Parsed& parsed) {
  std::string out;
  const std::string dump = parse::dump(parsed.unit, parsed.sources);
  for (std::size_t i = 0; i < dump.size(); ++i) {
    if (dump[i] >= '0' && dump[i] <= '9') continue;
    out += dump[i];
  }
  return out;
}

void check_entries(const Parsed& parsed, const ast::Block& block) {
  std::uint32_t at = block.span.begin;
  for (const ast::Entry& entry : block.entries) {
    REQUIRE(within(entry.span, block.span));
    REQUIRE(entry.span.begin >= at);
    at = entry.span.end;
    const ast::Name& head = entry.kind == ast::Entry::Kind::Field ? entry.key : entry.values[0].word;
    REQUIRE(parsed.text(entry.span).substr(0, head.text.size()) == head.text);
    for (const ast::Value& value : entry.values) {
      REQUIRE(within(value.span, entry.span));
      if (value.kind == ast::Value::Kind::Text)
        REQUIRE(parsed.text(value.span) == "\"" + std::string(value.text.raw) + "\"");
      if (value.kind == ast::Value::Kind::Word) REQUIRE(parsed.text(value.span) == value.word.text);
    }
    if (entry.because.given()) REQUIRE(within(entry.because.span, entry.span));
    if (entry.body) {
      REQUIRE(parsed.text(entry.body->span).front() == '{');
      REQUIRE(parsed.text(entry.body->span).back() == '}');
      check_entries(parsed, *entry.body);
    }
  }
}

}  // namespace

TEST_CASE("the span of every node, read alone, is that node again: all files of the repository") {
  std::size_t declared = 0;
  for (const auto& path : test::good_files()) {
    INFO(path);
    const Parsed parsed(test::slurp(path));
    REQUIRE(parsed.findings().empty());
    check_expressions(parsed);
    for (source::Span span : declarations(parsed.unit)) {
      const std::string text(parsed.text(span));
      INFO(text);
      const Parsed alone(text);
      REQUIRE(alone.findings().empty());
      REQUIRE(alone.unit.order.size() == 1);
      REQUIRE(alone.text(declarations(alone.unit)[0]) == text);
      ++declared;
    }
    for (const ast::Design& design : parsed.unit.designs) check_entries(parsed, design.body);
    for (const ast::TestDecl& one : parsed.unit.tests) check_entries(parsed, one.body);
  }
  CHECK(declared > 400);
}

TEST_CASE("parentheses belong to what is around them") {
  const Parsed parsed("derive a.b = (x or y) and not (z) and (w == 1)\n");
  const Unit& unit = parsed.unit;
  const ast::Expr& all = unit[unit.derives[0].value];
  CHECK(parsed.text(all.span) == "(x or y) and not (z) and (w == 1)");
  CHECK(parsed.text(unit[all.b].span) == "w == 1");
  CHECK(parsed.text(unit[all.a].span) == "(x or y) and not (z)");
  CHECK(parsed.text(unit[unit[all.a].b].span) == "not (z)");
  check_expressions(parsed);
}

TEST_CASE("declarations know their documentation, wherever comments stand") {
  const Parsed parsed(R"(/// What it is.
/// Two lines.
enum e { // plain
  /// first
  a
  // not documentation
  b /// last
  c
}
// nothing
/// A row.

row r "R"
)");
  const Unit& unit = parsed.unit;
  CHECK(parsed.findings().empty());
  CHECK(unit.enums[0].doc == "What it is.\nTwo lines.");
  CHECK(unit.enums[0].values[0].doc == "first");
  CHECK(unit.enums[0].values[1].doc.empty());
  CHECK(unit.enums[0].values[2].doc == "last");
  CHECK(unit.rows[0].doc == "A row.");
  CHECK(unit.comments.size() == 8);
}

TEST_CASE("every comment is kept, in files that are wrong as well") {
  const char* const texts[] = {"// a\nenum e = // b\n3 // c\nenum f { x // d\n}\n", "// a\n// b\n/// c\n//d",
                               "design d uses f { // a\n r = // b\n } // c\n } // d\n",
                               "variant x { // a\n \"open // not one\n } // b\n // c\n // d\n"};
  for (const char* text : texts) {
    const Parsed parsed(text);
    INFO(text);
    CHECK(!parsed.findings().empty());
    CHECK(parsed.unit.comments.size() == 4);
  }
}

TEST_CASE("texts are decoded, and keep what was written") {
  const Parsed parsed("enum e { a \"q\\\"b\\\\c\\nd\\te\" b \"plain é\" }\n");
  const auto& values = parsed.unit.enums[0].values;
  CHECK(values[0].label.value == "q\"b\\c\nd\te");
  CHECK(values[0].label.raw == "q\\\"b\\\\c\\nd\\te");
  CHECK(parsed.text(values[0].label.span) == "\"q\\\"b\\\\c\\nd\\te\"");
  CHECK(values[1].label.value == "plain é");
  CHECK(values[1].label.value == values[1].label.raw);
}

TEST_CASE("what is lost is marked in the block that it was lost from") {
  const Parsed parsed("design d uses f {\n a { x: 1 }\n b { x = 1\n y: 2 }\n c { z: 1 because\n d e { } }\n}\n");
  CHECK(parsed.findings() == std::vector<std::string>{"M0201:3", "M0201:5"});
  const Parsed open("design d uses f {\n a { x: \"open }\n b { x: \"closed\" }\n}\n");
  CHECK(open.findings() == std::vector<std::string>{"M0113:2"});
  CHECK(open.unit.designs[0].body.entries[0].body->damaged);
  CHECK(open.unit.designs[0].body.entries[0].body->entries[0].values[0].kind == ast::Value::Kind::Unknown);
  CHECK(!open.unit.designs[0].body.entries[1].body->damaged);
  const ast::Block& body = parsed.unit.designs[0].body;
  REQUIRE(body.entries.size() == 3);
  CHECK(!body.damaged);
  CHECK(!body.entries[0].body->damaged);
  CHECK(body.entries[1].body->damaged);
  CHECK(body.entries[2].body->damaged);
  CHECK(body.entries[1].body->entries.size() == 1);
  // The value was read, only its reason was not.
  CHECK(body.entries[2].body->entries.size() == 2);
  CHECK(body.entries[2].body->entries[0].because.given());
}

TEST_CASE("the dump is the same every time, and does not depend on the place of a declaration in its line") {
  for (const auto& path : test::good_files()) {
    const std::string text = test::slurp(path);
    const Parsed once(text);
    const Parsed again(text);
    const std::string dump = parse::dump(once.unit, once.sources);
    CHECK(dump == parse::dump(again.unit, again.sources));
    CHECK(std::count(dump.begin(), dump.end(), '\n') >= static_cast<long>(once.unit.order.size()));
    const Parsed moved("\n\n\n" + text);
    CHECK(without_places(moved) == without_places(once));
    std::string other;
    for (char c : text) other += c == '\n' ? "\r\n" : std::string(1, c);
    const Parsed ends(other);
    CHECK(parse::dump(ends.unit, ends.sources) == dump);
  }
}
