// Tables as cubes and as an image: equivalent to their conditions over all values, first match kept, bytes stable.
#include "compiler/lower/lower.h"

#include "compiler/lower/cubes.h"
#include "tests/support/catch.h"
#include "tests/support/checked.h"

#include <bit>
#include <random>

using namespace msd;
using test::compile;

namespace {

const std::string kHead =
    "framework dice 1\n"
    "enum side { one, two, three }\n"
    "enum coin { heads, tails }\n"
    "row throw_ \"Throw\"\n"
    "field throw_.a \"A\" : side given from \"x\" as external\n"
    "field throw_.b \"B\" : optional side given from \"x\" as external\n"
    "field throw_.c \"C\" : coin given from \"x\" as external\n"
    "field throw_.d \"D\" : bool given from \"x\" as external\n"
    "field throw_.e \"E\" : optional bool given from \"x\" as external\n"
    "field throw_.out \"Out\" : int 0 .. 99 classified from a, b, c, d, e allow(unread_parent) because \"random\"\n";

/// The value of a finite node: a bit number, or none if absent.
using Value = std::optional<unsigned>;

/// An evaluator of its own, straight over the typed IR.
class Throw {
 public:
  Throw(const tir::Program& program, const std::vector<Value>& cells) : p_(program), cells_(cells) {}

  Value value(tir::ExprId id) const {
    const tir::Expr& e = p_[id];
    switch (e.op) {
    case Op::Const: return p_.constants[e.x].mask == 0 ? Value{} : Value(std::countr_zero(p_.constants[e.x].mask));
    case Op::Load: return cells_[e.x];
    case Op::Not: return bit(!truth(e.a));
    case Op::And: return bit(truth(e.a) && truth(e.b));
    case Op::Or: return bit(truth(e.a) || truth(e.b));
    case Op::If: return value(truth(e.a) ? e.b : e.c);
    case Op::InMask: {
      const Value of = value(e.a);
      return bit(of && (static_cast<std::uint64_t>(p_.numbers[e.x]) >> *of & 1U) != 0);
    }
    case Op::EqFinite: {
      const Value left = value(e.a);
      const Value right = value(e.b);
      return bit(left && right && (*left == *right) == (e.x == 0));
    }
    case Op::IsAbsent: return bit(!value(e.a).has_value());
    default: FAIL("an operation that the random conditions do not have"); return {};
    }
  }
  bool truth(tir::ExprId id) const { return value(id) == Value(1U); }

  /// The first line whose condition is true.
  std::uint32_t line(const tir::Rule& rule) const {
    std::uint32_t i = 0;
    while (rule.lines[i].condition.valid() && !truth(rule.lines[i].condition)) ++i;
    return i;
  }

 private:
  static Value bit(bool b) { return b ? 1U : 0U; }
  const tir::Program& p_;
  const std::vector<Value>& cells_;
};

std::string condition(std::mt19937& random, int depth) {
  const auto pick = [&](auto... words) {
    const char* all[] = {words...};
    return std::string(all[random() % sizeof...(words)]);
  };
  if (depth == 0) {
    return pick("a == one", "a != two", "a in {one, three}", "b == two", "b != two", "b in {two, three}", "b is absent",
                "b is not absent", "c == heads", "c != heads", "d", "d == no", "e", "e == no", "e != no", "e is absent",
                "a == b", "a != b", "d == e", "yes", "no", "(if d then a else b) == one",
                "(if e then d else c == tails)");
  }
  const std::string left = condition(random, depth - 1);
  const std::string right = condition(random, static_cast<int>(random() % static_cast<unsigned>(depth)));
  switch (random() % 4) {
  case 0: return "not (" + left + ")";
  case 1: return "(" + left + " and " + right + ")";
  case 2: return "(" + left + " or " + right + ")";
  default: return "((" + left + ") and not (" + right + "))";
  }
}

std::string table(std::mt19937& random, unsigned lines, int depth) {
  std::string out = kHead + "classify throw_.out {\n";
  for (unsigned i = 0; i < lines; ++i)
    out += "  r" + std::to_string(i) + " when " + condition(random, depth) + " => " + std::to_string(i) + "\n";
  return out + "  otherwise => 99\n}\n";
}

/// Every combination of values, absent ones among them where a cell may be.
std::vector<std::vector<Value>> all_cells(const tir::Program& p) {
  std::vector<std::vector<Value>> out{std::vector<Value>(p.fields.size())};
  for (std::uint32_t f = 0; f < p.fields.size(); ++f) {
    const tir::Field& field = p.fields[f];
    const bool finite = field.type.cls == Class::Bool || field.type.cls == Class::Enum;
    if (field.builtin != tir::Builtin::None || !finite) continue;
    const std::size_t count = field.type.cls == Class::Bool ? 2 : p[field.type.enum_].values.size();
    std::vector<std::vector<Value>> next;
    for (const auto& cells : out) {
      for (unsigned v = 0; v < count; ++v) next.push_back(cells), next.back()[f] = v;
      if (field.type.optional) next.push_back(cells);
    }
    out = std::move(next);
  }
  return out;
}

std::uint32_t first_line(const lower::TableCubes& made, const Throw& row) {
  for (std::size_t i = 0; i < made.cubes.size(); ++i) {
    bool inside = true;
    for (const auto& [column, mask] : made.cubes[i]) {
      const lower::Column& of = made.columns[column];
      inside = inside && (mask >> row.value(of.node).value_or(of.values) & 1U) != 0;
    }
    if (inside) return made.lines[i];
  }
  return UINT32_MAX;
}

std::uint32_t first_line(const image::Image& image, const Throw& row) {
  const image::TableRecord& table = image.tables()[image.rules()[0].table];
  std::vector<std::uint32_t> alive(table.words, 0xFFFFFFFFU);
  for (std::uint32_t c = table.column_first; c < table.column_first + table.column_count; ++c) {
    const image::ColumnRecord& column = image.columns()[c];
    const std::uint32_t values = column.alive_count / table.words - 1;
    const std::uint32_t value = row.value(tir::ExprId{column.node}).value_or(values);
    for (std::uint32_t w = 0; w < table.words; ++w)
      alive[w] &= image.words()[column.alive_first + value * table.words + w].bits;
  }
  for (std::uint32_t cube = 0; cube < table.cube_count; ++cube) {
    if ((alive[cube / 32] >> cube % 32 & 1U) != 0) return image.cubes()[table.cube_first + cube].line;
  }
  return UINT32_MAX;
}

image::Image open(const test::Compiled& made, const lower::Options& options = {}) {
  diag::Sink sink;
  const image::Builder builder = lower::lower(made.program(), made.sources, options, sink);
  CHECK(sink.errors() == 0);
  image::Refusal refusal;
  auto image = image::Image::open(builder.finish(), refusal);
  INFO(refusal.reason);
  REQUIRE(image.has_value());
  return *image;
}

}  // namespace

TEST_CASE("cubes and images of random tables take the line that the conditions take") {
  const unsigned seed = 20260214;
  std::mt19937 random(seed);
  std::vector<bool> fired(12);
  for (int round = 0; round < 150; ++round) {
    const unsigned lines = 1 + static_cast<unsigned>(random() % 11);
    const std::string text = table(random, lines, static_cast<int>(random() % 5));
    INFO("seed " << seed << ", round " << round << "\n" << text);
    auto made = compile(text);
    REQUIRE(made->checked.usable);
    REQUIRE(check::verify(made->program()).empty());
    const tir::Program& p = made->program();
    const tir::Rule& rule = p.rules.at(0);
    // A limit of two makes nearly every condition a column of its own; the answer must not change.
    for (const std::size_t limit : {std::size_t{4096}, std::size_t{2}}) {
      const lower::TableCubes cubes = lower::make_cubes(p, rule, limit);
      lower::Options options;
      options.max_cubes = limit;
      const image::Image image = open(*made, options);
      for (const auto& cells : all_cells(p)) {
        const Throw row(p, cells);
        const std::uint32_t wanted = row.line(rule);
        fired[wanted] = true;
        if (first_line(cubes, row) != wanted) FAIL("the cubes take line " << first_line(cubes, row));
        if (first_line(image, row) != wanted) FAIL("the image takes line " << first_line(image, row));
      }
    }
  }
  // The rounds are worth something only if lines beyond the first few fire as well.
  for (std::size_t line = 0; line < 6; ++line) CHECK(fired[line]);
}

TEST_CASE("equal questions share a column, and a condition that asks nothing has none") {
  auto made = compile(kHead + "classify throw_.out {\n"
                              "  p when a == one and d => 1\n"
                              "  q when a != one and not d => 2\n"
                              "  r when a == b => 3\n"
                              "  s when a == b and a in {two, three} => 4\n"
                              "  t when no => 5\n"
                              "  u when yes => 6\n"
                              "  otherwise => 7\n}\n");
  REQUIRE(made->checked.usable);
  const lower::TableCubes cubes = lower::make_cubes(made->program(), made->program().rules.at(0), 4096);
  CHECK(cubes.columns.size() == 3);
  CHECK(cubes.lines == std::vector<std::uint32_t>{0, 1, 2, 3, 5, 6});
  CHECK(cubes.cubes[4].empty());
}

TEST_CASE("an enum of 62 values keeps its last value and absence apart") {
  std::string text = "framework big 1\nenum many { v0";
  for (int i = 1; i < 62; ++i) text += ", v" + std::to_string(i);
  text += " }\nrow r \"R\"\n"
          "field r.m \"M\" : optional many given from \"x\" as external\n"
          "field r.out \"Out\" : int 0 .. 9 classified from m\n"
          "classify r.out {\n  last when m == v61 => 1\n  first when m == v0 => 2\n  none when m is absent => 3\n"
          "  other when m != v61 => 4\n  otherwise => 5\n}\n";
  auto made = compile(text);
  REQUIRE(made->checked.usable);
  const image::Image image = open(*made);
  const tir::Program& p = made->program();
  for (unsigned v = 0; v <= 62; ++v) {
    std::vector<Value> cells(p.fields.size());
    for (std::uint32_t f = 0; f < p.fields.size(); ++f) {
      if (p.fields[f].name == "m" && v < 62) cells[f] = v;
    }
    const std::uint32_t wanted = v == 61 ? 0 : v == 0 ? 1 : v == 62 ? 2 : 3;
    CHECK(first_line(image, Throw(p, cells)) == wanted);
  }
}

TEST_CASE("a unique table says which rules clash, and which could not be told apart") {
  const auto found = [](const std::string& lines) {
    auto made = compile(kHead + "classify throw_.out unique {\n" + lines + "  otherwise => 9\n}\n");
    REQUIRE(made->checked.usable);
    diag::Sink sink;
    const image::Builder builder = lower::lower(made->program(), made->sources, {}, sink);
    std::vector<std::string> out;
    for (const diag::Diagnostic& d : sink.all()) out.push_back(std::string(diag::info(d.id).code) + " " + d.message);
    out.push_back(builder.rules.at(0).proven != 0 ? "proven" : "checked at run time");
    return out;
  };
  using Found = std::vector<std::string>;
  CHECK(found("  p when a == one => 1\n  q when a == two => 2\n") == Found{"proven"});
  CHECK(found("  p when a == one and d => 1\n  q when a == one and not d => 2\n  r when a != one => 3\n") ==
        Found{"proven"});
  CHECK(found("  p when a == one or b == one => 1\n  q when a == two and b == two => 2\n") == Found{"proven"});
  CHECK(found("  p when a == one => 1\n  q when d => 2\n") ==
        Found{"M0502 the rules `p` and `q` of a unique table match together", "checked at run time"});
  // One report for each line that clashes, not for each pair.
  CHECK(found("  p when a == one => 1\n  q when d => 2\n  r when a == one and d => 3\n") ==
        Found{"M0502 the rules `p` and `q` of a unique table match together",
              "M0502 the rules `p` and `r` of a unique table match together", "checked at run time"});
  const Found open = found("  p when a == b => 1\n  q when a != b => 2\n");
  CHECK(open == Found{"M0501 the rules `p` and `q` of a unique table could not be proved to exclude each other",
                      "checked at run time"});
}

TEST_CASE("an image holds what the program declares, and equal programs give equal bytes") {
  std::mt19937 random(7);
  const std::string text =
      table(random, 5, 3) + "require fair on throw_ { a == one or d otherwise error \"{name} is not\" }\n";
  auto one = compile(text);
  auto two = compile(text);
  const image::Image image = open(*one);
  const image::Image again = open(*two);
  REQUIRE(image.block().size() == again.block().size());
  CHECK(std::equal(image.block().begin(), image.block().end(), again.block().begin()));

  const tir::Program& p = one->program();
  CHECK(image.text(image.framework().name) == p.name);
  REQUIRE(image.enums().size() == p.enums.size());
  for (std::size_t i = 0; i < p.enums.size(); ++i) {
    CHECK(image.text(image.enums()[i].name) == p.enums[i].name);
    CHECK(image.enums()[i].value_count == p.enums[i].values.size());
  }
  REQUIRE(image.fields().size() == p.fields.size());
  for (std::size_t i = 0; i < p.fields.size(); ++i) {
    CHECK(image.text(image.fields()[i].name) == p.fields[i].name);
    CHECK(image.types()[image.fields()[i].type].cls == static_cast<std::uint32_t>(p.fields[i].type.cls));
  }
  REQUIRE(image.nodes().size() == p.exprs.size());
  for (std::size_t i = 0; i < p.exprs.size(); ++i)
    CHECK(image.nodes()[i].op == static_cast<std::uint32_t>(p.exprs[i].op));
  REQUIRE(image.requirements().size() == 1);
  CHECK(image.text(image.requirements()[0].name) == "fair");
}
