// Sentences and templates: reading is the inverse of rendering, ambiguity is seen, and a misfit has its place.
#include "compiler/bind/sentence.h"
#include "tests/bind/support.h"

#include <random>

using msd::bind::fold_blanks;
using msd::bind::Match;
using msd::bind::match_sentence;
using msd::bind::Piece;
using msd::bind::render_sentence;
using msd::test::Design;
using msd::test::Framework;

namespace {

/// `a {} b` as pieces; slots are numbered.
std::vector<Piece> pieces(const std::string& form) {
  std::vector<Piece> out;
  std::uint32_t slot = 0;
  std::size_t at = 0;
  while (at < form.size()) {
    const std::size_t next = std::min(form.find("{}", at), form.size());
    if (next > at) out.push_back({form.substr(at, next - at), msd::image::kNone});
    if (next < form.size()) out.push_back({"", slot++});
    at = next + 2;
  }
  return out;
}

std::vector<std::string> contents(const Match& match, const std::string& text, std::size_t reading = 0) {
  std::vector<std::string> out;
  for (const auto& [begin, end] : match.readings[reading]) out.push_back(text.substr(begin, end - begin));
  return out;
}

/// All ways to read a text, by trying every end of every slot: slow and obvious.
std::size_t readings(const std::vector<Piece>& form, std::size_t piece, const std::string& text, std::size_t at) {
  if (piece == form.size()) return at == text.size() ? 1 : 0;
  if (form[piece].slot == msd::image::kNone)
    return text.compare(at, form[piece].literal.size(), form[piece].literal) == 0
               ? readings(form, piece + 1, text, at + form[piece].literal.size())
               : 0;
  std::size_t found = 0;
  for (std::size_t end = at + 1; end <= text.size(); ++end) {
    if (text[at] != ' ' && text[end - 1] != ' ') found += readings(form, piece + 1, text, end);
  }
  return found;
}

}  // namespace

TEST_CASE("blanks are folded, and places are kept") {
  const auto folded = fold_blanks("  a \t b\n\nc ");
  CHECK(folded.text == "a b c");
  CHECK(folded.from == std::vector<std::size_t>{2, 3, 6, 7, 9, 10});
  CHECK(fold_blanks(" \n").text.empty());
}

TEST_CASE("a sentence gives its slots") {
  const auto form = pieces("Key {} maps to {} within {}.");
  const std::string text = "Key k1 maps to one result. within a day.";
  const Match match = match_sentence(form, text);
  REQUIRE(match.readings.size() == 1);
  CHECK(contents(match, text) == std::vector<std::string>{"k1", "one result.", "a day"});
}

TEST_CASE("slots are never empty and begin and end with a word") {
  CHECK(match_sentence(pieces("a {} b"), "a  b").readings.empty());
  CHECK(match_sentence(pieces("{}"), "").readings.empty());
  CHECK(match_sentence(pieces("{} x"), " x").readings.empty());
}

TEST_CASE("two readings are both given") {
  const auto form = pieces("{} may open {}");
  const std::string text = "a may open b may open c";
  const Match match = match_sentence(form, text);
  REQUIRE(match.readings.size() == 2);
  CHECK(contents(match, text, 0) == std::vector<std::string>{"a", "b may open c"});
  CHECK(contents(match, text, 1) == std::vector<std::string>{"a may open b", "c"});
}

TEST_CASE("a misfit is at the first word that is wrong") {
  const auto form = pieces("Action {} is valid only if {} holds on {}.");
  const auto [text, rest, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"Acton x is valid only if y holds on z.", "Acton x is valid only if y holds on z.", "Action"},
      {"Action x is valid onyl if y holds on z.", "onyl if y holds on z.", "only if"},
      {"Action x is valid only if y holds in z.", "in z.", "on"},
      {"Action x is valid only if y holds on z", "", "."},
      {"Action x", "", "is valid only if"},
  }));
  CAPTURE(text);
  const Match match = match_sentence(form, text);
  REQUIRE(match.readings.empty());
  CHECK(text.substr(match.misfit) == rest);
  CHECK(match.expected == expected);
}

TEST_CASE("random templates and slots: rendering what was read gives the sentence again") {
  std::mt19937 random(20240607);
  auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  // Few words, so that fixed words often occur inside of slots.
  const std::vector<std::string> words{"a", "b", "ab", "a b", "is", "is a", ".", "x"};
  std::size_t unique = 0;
  std::size_t ambiguous = 0;
  std::size_t misfits = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<Piece> form;
    std::vector<std::string> slots;
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0 || below(2) == 0)
        form.push_back({(i > 0 ? " " : "") + words[below(words.size())] + " ", msd::image::kNone});
      form.push_back({"", static_cast<std::uint32_t>(i)});
      slots.push_back(words[below(words.size())] + (below(3) == 0 ? " " + words[below(words.size())] : ""));
    }
    if (below(2) == 0) form.push_back({".", msd::image::kNone});
    std::string text = render_sentence(form, slots);
    if (below(5) == 0) text.erase(below(text.size()), 1), text = fold_blanks(text).text;
    CAPTURE(round, text);
    const std::size_t ways = readings(form, 0, text, 0);
    const Match match = match_sentence(form, text);
    REQUIRE(match.readings.size() == std::min<std::size_t>(ways, 2));
    for (std::size_t i = 0; i < match.readings.size(); ++i)
      REQUIRE(render_sentence(form, contents(match, text, i)) == text);
    if (ways == 0) REQUIRE(match.misfit <= text.size());
    ++(ways == 0 ? misfits : ways == 1 ? unique : ambiguous);
  }
  CHECK(unique > 500);
  CHECK(ambiguous > 100);
  CHECK(misfits > 100);
}

TEST_CASE("a hostile sentence takes bounded work") {
  const auto form = pieces("{} a {} a {} a {} a {}.");
  std::string text;
  while (text.size() < msd::bind::kLongestSentence - 2) text += "a ";
  CHECK(match_sentence(form, fold_blanks(text).text).readings.empty());
}

namespace {

const Framework& notes() {
  static const Framework made(R"(framework f 1
enum kind { limit, owner }
row team "Team"
row note "Note" { written "note {name} {kind} {words}" }
field note.kind "Kind" : kind given from "x" as external
field note.words "Words" : text given from "x" as external
field note.subject "Subject" : text given from "x" as external
field note.most "Most" : decimal 0 s .. 1 h given from "x" as external
field note.strict "Strict" : bool given from "x" as external
field note.team "Team" : team given from "x" as external
template note.words for kind == limit "{subject} takes at most {most}, strictly: {strict}."
template note.words for kind == owner "{subject} belongs to {team}.")");
  return made;
}

}  // namespace

TEST_CASE("a design's sentence fills slots of every type, and slots make the sentence") {
  Design d(notes(), R"(team core
note n1 limit "The  search takes at most 2 s, strictly: yes."
note n2 limit { subject: "The search"  most: 2 s  strict: yes }
note n3 owner "The index belongs to core.")");
  CHECK(d.codes().empty());
  CHECK(d.text("n1", "subject") == "The search");
  CHECK(d.cell("n1", "strict").value.mask == 2);
  CHECK(d.cell("n3", "team").value.number == d.at("core", "name").row);
  CHECK(d.text("n2", "words") == "The search takes at most 2 s, strictly: yes.");
  CHECK(d.cell("n2", "words").fit == msd::eval::Fit::Yes);
}

TEST_CASE("a slot that is no value of its field, and one that says something else") {
  CHECK(Design(notes(), "note n limit \"It takes at most long, strictly: yes.\"").codes() == "M0610");
  CHECK(Design(notes(), "note n owner \"It belongs to nobody.\"").codes() == "M0608");
  CHECK(Design(notes(), "note n limit \"It takes at most 2 s, strictly: yes.\" { strict: no }").codes() == "M0617");
  CHECK(Design(notes(), "note n limit \"It takes at most 2 s, strictly: yes.\" { most: 2000 ms }").codes().empty());
}

TEST_CASE("the place of a misfit inside a text") {
  Design d(notes(), "note n limit \"It takes  at least 2 s, strictly: yes.\"");
  CHECK(d.codes() == "M0615");
  CHECK(d.sources.text(d.sink.all()[0].span) == "least 2 s, strictly: yes.");
}
