// What is taken out of a text, byte by byte.
#include "compiler/fix/cut.h"
#include "tests/support/catch.h"

#include <string>

using namespace msd;

namespace {

enum class What : std::uint8_t { Line, Operand, Allowed, Parent };

/// Takes out what stands between `[[` and `]]`; of several, the first first.
std::string without(What what, std::string text) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> marked;
  for (std::size_t at = text.find("[["); at != std::string::npos; at = text.find("[[")) {
    text.erase(at, 2);
    const std::size_t end = text.find("]]");
    text.erase(end, 2);
    marked.emplace_back(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end));
  }
  source::SourceMap sources;
  const source::FileId file = sources.add("a.msd", text);
  fix::Cut cut(sources, file);
  for (const auto& [begin, end] : marked) {
    const source::Span span{file, begin, end};
    const bool good = what == What::Line      ? cut.line(span)
                      : what == What::Operand ? cut.operand(span)
                      : what == What::Allowed ? cut.allowed(span)
                                              : cut.parent(span, {});
    if (!good) return "no";
  }
  return cut.text();
}

const std::string kBefore = "framework f 1\nclassify r.x {\n";
std::string table(const std::string& lines) { return kBefore + lines + "  otherwise => c\n}\n"; }
std::string condition(const std::string& words) { return table("  one when " + words + " => a\n"); }

}  // namespace

TEST_CASE("a rule goes with its line, its description and nothing else") {
  CHECK(without(What::Line, table("  one when p => a\n  [[two when q => b]]\n")) == table("  one when p => a\n"));
  CHECK(without(What::Line, table("  [[one when p => a]]\n  two when q => b\n")) == table("  two when q => b\n"));
  CHECK(without(What::Line, table("  // here\n  /// of one\n  /// and more\n  [[one when p => a]];\n")) ==
        table("  // here\n"));
  CHECK(without(What::Line, table("  [[one when p => a]]  // why\n")) == table("  // why\n"));
  CHECK(without(What::Line, table("  [[one when p\n    and q => a]]\n\n  two when q => b\n")) ==
        table("\n  two when q => b\n"));
  CHECK(without(What::Line, "classify r.x { [[one when p => a]]; two when q => b; otherwise => c }\n") ==
        "classify r.x { two when q => b; otherwise => c }\n");
  CHECK(without(What::Line, "classify r.x {\r\n  [[one when p => a]]\r\n  otherwise => c\r\n}\r\n") ==
        "classify r.x {\r\n  otherwise => c\r\n}\r\n");
}

TEST_CASE("an operand goes with one word that joins it") {
  CHECK(without(What::Operand, condition("[[p]] and q")) == condition("q"));
  CHECK(without(What::Operand, condition("p and [[q]]")) == condition("p"));
  CHECK(without(What::Operand, condition("p and [[q]] and s")) == condition("p and s"));
  CHECK(without(What::Operand, condition("[[p]] and [[q]] and s")) == condition("s"));
  CHECK(without(What::Operand, condition("p and [[q]] and [[s]]")) == condition("p"));
  CHECK(without(What::Operand, condition("p or [[q]] and s")) == condition("p or s"));
  CHECK(without(What::Operand, condition("p and [[q]] or s")) == condition("p or s"));
  CHECK(without(What::Operand, condition("p or [[q and s]]")) == condition("p"));
  CHECK(without(What::Operand, condition("p or [[q == a]]")) == condition("p"));
  CHECK(without(What::Operand, condition("[[p]]")) == "no");
  CHECK(without(What::Operand, condition("[[p]] and [[q]]")) == "no");
}

TEST_CASE("parentheses go where they say nothing any more") {
  CHECK(without(What::Operand, condition("p and ([[q]] or s)")) == condition("p and s"));
  CHECK(without(What::Operand, condition("p and ([[q]] or x == a)")) == condition("p and x == a"));
  CHECK(without(What::Operand, condition("p and ([[q]] or s or t)")) == condition("p and (s or t)"));
  CHECK(without(What::Operand, condition("p and (([[q or s]]) and t)")) == condition("p and t"));
  CHECK(without(What::Operand, condition("([[q]] or s) and p")) == condition("s and p"));
  CHECK(without(What::Operand, condition("not ([[q]] or s)")) == condition("not s"));
  CHECK(without(What::Operand, condition("not ([[q]] or x == a)")) == condition("not (x == a)"));
  CHECK(without(What::Operand, condition("p and ([[q]] or some r where s)")) == condition("p and (some r where s)"));
  CHECK(without(What::Operand, condition("x in {a, b} and [[q]] and (s or t)")) ==
        condition("x in {a, b} and (s or t)"));
}

TEST_CASE("comments inside a condition stay") {
  CHECK(without(What::Operand, table("  one when [[p]] // of p\n    and q // of q\n    => a\n")) ==
        table("  one when // of p\n    q // of q\n    => a\n"));
  CHECK(without(What::Operand, table("  one when p\n    and [[q]] // of q\n    => a\n")) ==
        table("  one when p\n    // of q\n    => a\n"));
}

TEST_CASE("names of lists go with their comma, the last one with the clause") {
  const std::string field = "field r.x : bool derived from ";
  CHECK(without(What::Parent, field + "[[a]], b\n") == field + "b\n");
  CHECK(without(What::Parent, field + "a, [[b]] step 1\n") == field + "a step 1\n");
  CHECK(without(What::Parent, field + "[[a]] step 1\n") == "field r.x : bool derived step 1\n");
  CHECK(without(What::Parent, field + "a, [[\"the label\" as b]], c\n") == field + "a, c\n");
  CHECK(without(What::Allowed, field + "a allow([[gap]]) because \"x\" step 1\n") == field + "a step 1\n");
  CHECK(without(What::Allowed, field + "a allow([[gap]], dead_rule) because \"x\"\n") ==
        field + "a allow(dead_rule) because \"x\"\n");
  CHECK(without(What::Allowed, field + "a\n  allow([[gap]]) because \"x\"\n  step 1\n") == field + "a\n  step 1\n");
}

TEST_CASE("what a variant adds goes with the edit that adds it") {
  const std::string head = "variant v 1 of f 1\n";
  CHECK(without(What::Line, head + "change classify r.x {\n  before two add [[one when p => a]]\n  remove six\n}\n") ==
        head + "change classify r.x {\n  remove six\n}\n");
  CHECK(without(What::Line, head + "/// More.\nchange classify r.x {\n  add [[one when p => a]]\n}\nremove enum e\n") ==
        head + "remove enum e\n");
  CHECK(without(What::Line, head + "change classify r.x {\n  replace [[one when p => a]]\n}\n") ==
        head + "change classify r.x {\n  remove one\n}\n");
  CHECK(without(What::Allowed, head + "change field r.x {\n  add allow([[gap]]) because \"x\"\n  remove step\n}\n") ==
        head + "change field r.x {\n  remove step\n}\n");
  CHECK(without(What::Parent, head + "change field r.x {\n  add from [[a]]\n  remove step\n}\n") ==
        head + "change field r.x {\n  remove step\n}\n");
}
