// Random variants of random frameworks: what is taken away and put back leaves the framework as it was.
#include "tests/support/catch.h"
#include "tests/support/framework.h"
#include "tests/variants/support.h"

#include "compiler/parse/parse.h"

using namespace msd;

namespace {

/// The declarations of a framework's text, as written, with their first words.
struct Part {
  ast::DeclKind kind;
  std::string name, text;
};

std::vector<Part> parts_of(const std::string& text) {
  source::SourceMap sources;
  diag::Sink sink;
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  const ast::Unit unit = parse::parse_file(sources, sources.add("a.msd", text), options, sink);
  std::vector<Part> out;
  const auto put = [&](ast::DeclKind kind, std::string name, source::Span span) {
    out.push_back({kind, std::move(name), std::string(sources.text(span))});
  };
  for (const auto& d : unit.enums) put(ast::DeclKind::Enum, "enum " + std::string(d.name.text), d.span);
  for (const auto& d : unit.derives)
    put(ast::DeclKind::Derive, "derive " + std::string(d.row.text) + "." + std::string(d.field.text), d.span);
  for (const auto& d : unit.tables) {
    const char* word = d.kind == ast::TableDecl::Kind::Attach ? "attach " : "classify ";
    put(ast::DeclKind::Table, word + std::string(d.row.text) + "." + std::string(d.field.text), d.span);
  }
  for (const auto& d : unit.requires_) put(ast::DeclKind::Require, "require " + std::string(d.name.text), d.span);
  for (const auto& d : unit.fields)
    put(ast::DeclKind::Field, "field " + std::string(d.row.text) + "." + std::string(d.name.text), d.span);
  return out;
}

/// Takes lines of a table out and puts them back where they were.
std::string lines_back(const std::string& text, testing::Random& random) {
  source::SourceMap sources;
  diag::Sink sink;
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  const ast::Unit unit = parse::parse_file(sources, sources.add("a.msd", text), options, sink);
  std::string out;
  for (const auto& d : unit.tables) {
    if (d.lines.size() < 2 || random.chance(50)) continue;
    const std::size_t i = random.below(static_cast<unsigned>(d.lines.size() - 1));
    const std::string next(d.lines[i + 1].name.text);
    out += std::string("change ") + (d.kind == ast::TableDecl::Kind::Attach ? "attach " : "classify ") +
           std::string(d.row.text) + "." + std::string(d.field.text) + " {\n  remove " +
           std::string(d.lines[i].name.text) + "\n  before " + next + " add " +
           std::string(sources.text(d.lines[i].span)) + "\n}\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what is replaced by itself, or removed and put back in its place, changes nothing") {
  testing::Random random(7);
  std::size_t changes = 0;
  for (int i = 0; i < 150; ++i) {
    const std::string text = testing::print(testing::random_framework(random));
    const std::size_t end = text.find('\n');
    const std::string base = text.substr(end + 1);  // behind the line that names it
    REQUIRE(text.starts_with("framework "));
    const std::vector<Part> parts = parts_of(text);
    std::string variant = lines_back(text, random);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (!random.chance(30)) continue;
      ++changes;
      const bool last = p + 1 == parts.size() || parts[p + 1].kind != parts[p].kind;
      if (last || random.chance(50)) {
        if (variant.find(" " + parts[p].name.substr(parts[p].name.find(' ') + 1) + " {\n") == std::string::npos)
          variant += "replace " + parts[p].text + "\n";
      } else if (parts[p].kind == ast::DeclKind::Require) {
        variant += "remove " + parts[p].name + "\nbefore " + parts[p + 1].name + " add " + parts[p].text + "\n";
      }
    }
    INFO(text);
    INFO(variant);
    const test::Outcome made = test::vary(base, variant);
    const test::Outcome written = test::plain(base);
    REQUIRE(made.findings == written.findings);
    REQUIRE(made.forms == written.forms);
    REQUIRE(made.image == written.image);
  }
  CHECK(changes > 300);
}
