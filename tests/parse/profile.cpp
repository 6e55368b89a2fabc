// The grammars decide by few tokens: no second look with the full context, no ambiguity. It keeps reading fast, and
// says that no text can be read in two ways.
#include "MsdBlock.h"
#include "MsdRules.h"
#include "compiler/parse/antlr.h"
#include "tests/parse/support.h"
#include "tests/support/catch.h"

using namespace msd;

namespace {

struct Figures {
  std::size_t decisions = 0, fall_backs = 0, ambiguities = 0, errors = 0;
  long long longest = 0;  ///< tokens looked ahead at
};

template <class P, class Start> Figures profile(const std::string& text, bool design, Start start) {
  source::SourceMap sources;
  diag::Sink sink;
  const auto file = sources.add("test.msd", text);
  parse::Lexed lexed = parse::lex(sources, file, {}, sink);
  lexed.design = design;
  parse::classify_words(lexed, sources.file(file).text);
  parse::TokenFeed feed(lexed.tokens);
  antlr4::CommonTokenStream stream(&feed);
  P::ready();
  P parser(&stream);
  parser.removeErrorListeners();
  parser.setProfile(true);
  start(parser);
  Figures out;
  out.errors = parser.getNumberOfSyntaxErrors() + sink.errors();
  for (const auto& decision : parser.getParseInfo().getDecisionInfo()) {
    out.decisions += static_cast<std::size_t>(decision.invocations);
    out.fall_backs += static_cast<std::size_t>(decision.LL_Fallback);
    out.ambiguities += decision.ambiguities.size();
    out.longest = std::max<long long>(out.longest, decision.SLL_MaxLook);
  }
  return out;
}

Figures profile(const std::string& text) {
  const bool design = test::Parsed(text).unit.designs.size() == 1;
  if (design) return profile<grammar::MsdBlock>(text, true, [](auto& parser) { parser.designFile(); });
  return profile<grammar::MsdRules>(text, false, [](auto& parser) { parser.rulesFile(); });
}

}  // namespace

TEST_CASE("no full-context look and no ambiguity in any file of the repository") {
  std::size_t decisions = 0;
  for (const auto& path : test::good_files()) {
    INFO(path);
    const Figures found = profile(test::slurp(path));
    CHECK(found.errors == 0);
    CHECK(found.fall_backs == 0);
    CHECK(found.ambiguities == 0);
    CHECK(found.longest <= 3);
    decisions += found.decisions;
  }
  CHECK(decisions > 0);
}

TEST_CASE("a design costs no prediction at all") {
  const std::string text = "design a \"A\" uses b 1.0 {\n  row x y \"z\" because \"w\" { k: v because \"r\" l: {1, 2, "
                           "{3}} m: ? n: \"t\" o }\n}\n";
  const Figures found = profile(text);
  CHECK(found.errors == 0);
  CHECK(found.decisions == 0);
}
