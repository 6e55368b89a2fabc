// Which words are special where: the language reserves none, so this pass decides by their neighbours.
#include "compiler/parse/lexer.h"

#include <llvm/ADT/StringSwitch.h>

namespace msd::parse {

bool opens_declaration(Tok kind) {
  return (kind >= Tok::K_FRAMEWORK && kind <= Tok::K_TEST) || kind == Tok::K_DESIGN || kind == Tok::K_RESERVED;
}

namespace {

Tok keyword(std::string_view word) {
  return llvm::StringSwitch<Tok>(llvm::StringRef(word.data(), word.size()))
#define MSD_TOKEN(NAME, words)
#define MSD_KEYWORD(NAME, text) .Case(text, Tok::K_##NAME)
#include "compiler/parse/tokens.def"
      .Case("design", Tok::K_DESIGN)
      .Case("uses", Tok::K_USES)
      .Case("because", Tok::K_BECAUSE)
      .Case("scenario", Tok::K_RESERVED)
      .Default(Tok::WORD);
}

/// Words of a variant that go before the name of what they change.
bool changes(Tok kind) { return kind >= Tok::K_CHANGE && kind <= Tok::K_AFTER; }

/// Words that go before an operand; where no operand follows they are names (a field may be called `first`).
bool prefix(Tok kind) {
  return kind == Tok::K_SOME || kind == Tok::K_NO || kind == Tok::K_EVERY || kind == Tok::K_COUNT ||
         kind == Tok::K_DISTINCT || kind == Tok::K_FIRST || kind == Tok::K_NOT || kind == Tok::K_IF;
}

/// Words after which only a name can stand.
bool name_wanted(Tok before) {
  return before == Tok::K_ROW || before == Tok::K_ENUM || before == Tok::K_AS || before == Tok::K_BACK ||
         before == Tok::K_BY || before == Tok::K_WITH || before == Tok::K_INVERSE;
}

class Words {
 public:
  Words(Lexed& lexed, std::string_view text) : tokens_(lexed.tokens), text_(text), design_(lexed.design) {}

  void run() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (design_ || test_depth_ != 0) {
        in_block();
      } else {
        in_rules();
      }
    }
  }

 private:
  std::string_view word(std::size_t i) const {
    return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
  }
  Tok kind(std::size_t i) const { return i < tokens_.size() ? tokens_[i].kind : Tok::END; }
  Tok previous() const { return at_ == 0 ? Tok::END : tokens_[at_ - 1].kind; }

  // ---- designs and the bodies of tests
  void in_block() {
    Token& token = tokens_[at_];
    if (token.kind == Tok::LBRACE) {
      const bool set = in_field_ || sets_ != 0;
      if (set) ++sets_;
      return;
    }
    if (token.kind == Tok::RBRACE) {
      if (sets_ != 0) {
        --sets_;
        return;
      }
      in_field_ = false;
      if (test_depth_ != 0 && token.depth + 1 == test_depth_) test_depth_ = 0;
      return;
    }
    if (token.kind != Tok::WORD || sets_ != 0) return;
    const bool starts =
        token.line_start || previous() == Tok::LBRACE || previous() == Tok::RBRACE || previous() == Tok::SEMI;
    if (design_ && token.depth == 0) return design_header(token);
    if (kind(at_ + 1) == Tok::COLON) {
      token.kind = Tok::KEY;
      in_field_ = true;
    } else if (word(at_) == "because" && (kind(at_ + 1) == Tok::TEXT || (!starts && previous() != Tok::COLON))) {
      token.kind = Tok::K_BECAUSE;
    } else if (starts && previous() != Tok::COLON) {
      if (test_depth_ != 0 && token.depth == test_depth_ && word(at_) == "expect") return expectation();
      token.kind = Tok::HEAD;
      in_field_ = false;
    }
  }

  void design_header(Token& token) {
    in_field_ = false;
    if (token.line_start && word(at_) == "design") {
      token.kind = Tok::K_DESIGN;
    } else if (word(at_) == "uses" && previous() != Tok::K_DESIGN && previous() != Tok::K_USES) {
      token.kind = Tok::K_USES;
    } else if (token.line_start && opens_declaration(keyword(word(at_)))) {
      token.kind = keyword(word(at_));
    }
  }

  /// One line in the manner of rules; a set in it may go over several.
  void expectation() {
    const auto in_set = [&](const Token& token) {
      return token.depth > test_depth_ || (token.kind == Tok::RBRACE && token.depth == test_depth_);
    };
    tokens_[at_].kind = Tok::K_EXPECT;
    for (++at_; at_ < tokens_.size() && tokens_[at_].kind != Tok::END && tokens_[at_].kind != Tok::SEMI; ++at_) {
      if (tokens_[at_].line_start && !in_set(tokens_[at_])) break;
      if (tokens_[at_].kind == Tok::RBRACE && tokens_[at_].depth < test_depth_) break;
      Token& token = tokens_[at_];
      if (token.kind != Tok::WORD || previous() == Tok::DOT || kind(at_ + 1) == Tok::DOT) continue;
      const std::string_view text = word(at_);
      if (previous() == Tok::K_EXPECT && (text == "held" || text == "broken" || text == "open" || text == "exempt")) {
        token.kind = Tok::K_STATE;
      } else if (previous() == Tok::K_EXPECT && text == "no" && kind(at_ + 1) == Tok::WORD) {
        token.kind = Tok::K_NO;
      } else {
        const Tok found = keyword(text);
        const bool severity = found == Tok::K_ERROR || found == Tok::K_WARNING || found == Tok::K_NOTE;
        const bool wanted = found == Tok::K_HAS || found == Tok::K_BY || found == Tok::K_IS || found == Tok::K_ABSENT ||
                            found == Tok::K_REJECTED || found == Tok::K_UNKNOWN_STATE || found == Tok::K_POSSIBLE ||
                            found == Tok::K_NEEDS || found == Tok::K_FINDINGS || found == Tok::K_ON ||
                            (severity && previous() == Tok::K_EXPECT);
        if (wanted) token.kind = found;
      }
    }
    --at_;
  }

  // ---- declarations
  void in_rules() {
    Token& token = tokens_[at_];
    if (token.kind != Tok::WORD) return;
    const Tok found = keyword(word(at_));
    if (changing_ != Tok::END && token.depth == 1 && (edits(found) || called(found))) return;
    if (names_rule(found)) {
      token.kind = Tok::RULE;
      return;
    }
    if (found == Tok::WORD || previous() == Tok::DOT) return;
    if (found >= Tok::K_SHAPE && found <= Tok::K_FEWEST && !of_archetype(found)) return;
    if (found == Tok::K_WHEN && previous() != Tok::RULE) return;
    if (found == Tok::K_EXTERNAL && previous() != Tok::K_AS) return;
    if (opens_declaration(found)) return declaration(token, found);
    if (prefix(found) && (name_wanted(previous()) || !operand_follows())) return;
    if ((found == Tok::K_FIELDS && kind(at_ + 1) == Tok::WORD && word(at_ + 1) != "of") ||
        (found == Tok::K_FIELDS && previous() != Tok::K_FOR))
      return;
    if (found == Tok::K_EACH || found == Tok::K_WHY) {
      if (kind(at_ + 1) != Tok::WORD) return;
    }
    if (found == Tok::K_EXTERNAL && !no_field_is_meant()) return;
    if (found == Tok::K_EXPECT || (found == Tok::K_BECAUSE && kind(at_ + 1) != Tok::TEXT)) return;
    if (found == Tok::K_HOLDS && !(of_demand(changing_) && previous() == Tok::K_REPLACE)) return;
    if ((found == Tok::K_UP || found == Tok::K_DOWN) && !gives_direction(token)) return;
    if (found == Tok::K_PROSE && kind(at_ + 1) != Tok::LBRACE) return;
    if ((found == Tok::K_OR || found == Tok::K_AND) && !joins()) return;
    if (words_only_ && token.depth != 0) return;
    token.kind = found;
  }

  /// `"quoted parent" as external`; a path may begin with a row or field of that name.
  bool no_field_is_meant() const {
    return previous() == Tok::K_AS && at_ >= 2 && kind(at_ - 2) == Tok::TEXT && kind(at_ + 1) != Tok::DOT;
  }

  static bool of_demand(Tok kind) { return kind >= Tok::K_REQUIRE && kind <= Tok::K_ALWAYS; }

  /// `monotone ROW.FIELD in ROW.FACT up`
  bool gives_direction(const Token& token) const {
    return monotone_ && token.depth == 0 && at_ >= 4 && previous() == Tok::WORD && kind(at_ - 2) == Tok::DOT &&
           kind(at_ - 4) == Tok::K_IN;
  }

  /// A line of a `change` begins with what it does. True if the word is such a one.
  bool edits(Tok found) {
    const bool first = tokens_[at_].line_start || previous() == Tok::LBRACE || previous() == Tok::SEMI;
    const Tok next = kind(at_ + 1);
    const bool named = next == Tok::WORD || next == Tok::TEXT || next == Tok::COLON || next == Tok::ASSIGN;
    const bool role = changing_ == Tok::K_ARCHETYPE && found == Tok::K_IN && first;  // in ROLE add LINE
    const bool placed = placing_ && (found == Tok::K_ADD || changing_ == Tok::K_ARCHETYPE);
    if (!(changes(found) || role) || found == Tok::K_CHANGE || !named || !(first || placed)) return false;
    tokens_[at_].kind = found;
    placing_ = found == Tok::K_BEFORE || found == Tok::K_AFTER || role;
    return true;
  }

  /// Behind `remove`, `before` and `after` stands a name, even where it is a word of the language; but for an `allow`
  /// or parents, which are removed with what they hold. In a body without expressions, `allow` is told by its
  /// parenthesis.
  bool called(Tok found) {
    const Tok next = kind(at_ + 1);
    if (found == Tok::K_ALLOW && next == Tok::LPAREN && changes(previous())) {
      tokens_[at_].kind = found;
      return true;
    }
    if (found == Tok::K_BECAUSE && words_only_ && previous() == Tok::RPAREN) tokens_[at_].kind = found;
    if (previous() == Tok::K_IN && placing_) return true;
    if (previous() != Tok::K_REMOVE && previous() != Tok::K_BEFORE && previous() != Tok::K_AFTER) return false;
    if (changing_ == Tok::K_ARCHETYPE && previous() == Tok::K_REMOVE && of_archetype(found)) return false;
    const bool parents = found == Tok::K_FROM && (next == Tok::WORD || next == Tok::TEXT) && at_ + 1 < tokens_.size() &&
                         !tokens_[at_ + 1].line_start;
    return !parents;
  }

  /// Whether a word of a variant, at the begin of a line, goes before the name of a declaration.
  bool begins_change(Tok found) const {
    const Tok next = kind(at_ + 1);
    const bool margin = tokens_[at_].begin == 0 || text_[tokens_[at_].begin - 1] == '\n';
    if (margin && (next == Tok::WORD || next == Tok::TEXT || next == Tok::STRAY)) return true;
    if (next != Tok::WORD) return false;
    return opens_declaration(keyword(word(at_ + 1))) && !(found == Tok::K_ADD && keyword(word(at_ + 1)) == found);
  }

  /// What opens the parts of an archetype, by how deep it stands and what follows.
  bool of_archetype(Tok found) const {
    const Token& token = tokens_[at_];
    const Tok next = kind(at_ + 1);
    if (found == Tok::K_FEWEST) return previous() == Tok::K_PREFER;
    const std::uint32_t inside = changing_ == Tok::K_ARCHETYPE && token.depth == 1 ? 1 : 2;  // a line of a change
    if (found == Tok::K_INSERT)
      return in_archetype_ && token.depth == inside && previous() == Tok::TEXT && next == Tok::TEXT;
    if (!in_archetype_ || previous() == Tok::K_ROLE) return false;
    if (found == Tok::K_SHAPE || found == Tok::K_EXAMPLE) return token.depth == 1 && next == Tok::TEXT;
    if (found == Tok::K_ROLE) return token.depth == 1 && next == Tok::WORD;
    if (inside == 1 && !changes(previous())) return false;
    if (token.depth != inside || (wants_operand(previous()) && !token.line_start)) return false;
    return next == Tok::NUMBER || operand_follows();
  }

  /// After these an operand stands, so that a word there is a name.
  static bool wants_operand(Tok before) {
    return (before >= Tok::LPAREN && before <= Tok::GE && before != Tok::RPAREN && before != Tok::RBRACK) ||
           before == Tok::COMMA ||
           (before >= Tok::K_OR && before <= Tok::K_FIRST && before != Tok::K_ABSENT && before != Tok::K_FITS) ||
           (before >= Tok::K_MUST && before <= Tok::K_EXPECTS) || before == Tok::K_IN || before == Tok::K_WHERE ||
           before == Tok::K_OF || before == Tok::K_OTHERWISE || before == Tok::K_USES;
  }

  /// Whether a word that opens declarations has behind it what such a one begins with: a name, a text, a number. Alone
  /// on its line, or with a word of expressions behind it, it is none.
  bool begins_as_one(std::size_t i) const {
    const Tok next = kind(i + 1);
    if (next == Tok::WORD) return !tokens_[i + 1].line_start && !behind_operand(i + 1);
    return next == Tok::TEXT || next == Tok::NUMBER || next == Tok::STRAY;
  }

  /// Words that stand behind an operand, so that what is before them is none of their own kind.
  bool behind_operand(std::size_t i) const {
    switch (keyword(word(i))) {
    case Tok::K_AND:
    case Tok::K_OR:
    case Tok::K_IN:
    case Tok::K_HAS:
    case Tok::K_IS:
    case Tok::K_USES:
    case Tok::K_FITS:
    case Tok::K_WHERE:
    case Tok::K_SATISFIES:
    case Tok::K_THEN:
    case Tok::K_ELSE:
    case Tok::K_OTHERWISE:
    case Tok::K_OF:
    case Tok::K_WHEN:
    case Tok::K_FROM:
    case Tok::K_ERROR:
    case Tok::K_WARNING:
    case Tok::K_NOTE:
    case Tok::K_HINT:
    case Tok::K_ASK:
    case Tok::K_REJECT:
    case Tok::K_ALLOW:
    case Tok::K_INVERSE:
    case Tok::K_WITH:
    case Tok::K_DEFAULT:
    case Tok::K_GIVEN:
    case Tok::K_CHOSEN:
    case Tok::K_CLASSIFIED:
    case Tok::K_DERIVED:
    case Tok::K_OUTPUT:
    case Tok::K_BECAUSE: return true;
    case Tok::K_STEP: return kind(i + 1) == Tok::NUMBER;
    default: return false;
    }
  }

  /// At the start of a line in an expression, where an operand or a name is still wanted.
  bool stands_in_expression() const {
    const Tok before = previous();
    const bool wanted = wants_operand(before) ||
                        (name_wanted(before) && before != Tok::K_ROW && before != Tok::K_ENUM) ||
                        before == Tok::K_FROM || before == Tok::K_ON || before == Tok::K_FOR ||
                        before == Tok::K_DEFAULT || before == Tok::COLON || before == Tok::K_OPTIONAL;
    return wanted && !begins_as_one(at_);
  }

  void declaration(Token& token, Tok found) {
    const bool behind = changes(previous());
    const bool starts = token.depth == 0 && (token.line_start || previous() == Tok::RBRACE || previous() == Tok::END ||
                                             previous() == Tok::SEMI || behind || (found == Tok::K_ADD && placing_));
    if (changes(found) && !(starts && begins_change(found))) return;
    if (found == Tok::K_VARIANT && kind(at_ + 1) != Tok::WORD) return;
    if (found == Tok::K_STEP && !(behind && starts)) {
      const bool clause = kind(at_ + 1) == Tok::NUMBER && !(starts && kind(at_ + 2) == Tok::TEXT);
      if (clause) token.kind = Tok::K_ATSTEP;
      const bool title = kind(at_ + 1) == Tok::NUMBER && kind(at_ + 2) == Tok::TEXT;
      if (clause || !starts || (!token.line_start && !title)) return;
    }
    if (!starts || (!behind && stands_in_expression())) return;
    token.kind = found;
    placing_ = found == Tok::K_BEFORE || found == Tok::K_AFTER || (placing_ && previous() != Tok::K_ADD && behind);
    changing_ = previous() == Tok::K_CHANGE ? found : Tok::END;
    in_table_ = found == Tok::K_CLASSIFY || found == Tok::K_ATTACH;
    in_archetype_ = found == Tok::K_ARCHETYPE;
    monotone_ = found == Tok::K_MONOTONE;
    words_only_ = found == Tok::K_ENUM || found == Tok::K_LEXICON || found == Tok::K_SYSTEM;
    const bool only_named = behind && previous() != Tok::K_ADD && previous() != Tok::K_REPLACE;
    if ((found == Tok::K_TEST || found == Tok::K_DESIGN) && !only_named) open_body();
  }

  /// From here to the brace that closes it the body is a block; up to its brace nothing is special but `uses`.
  void open_body() {
    while (at_ + 1 < tokens_.size() && kind(at_ + 1) != Tok::LBRACE && kind(at_ + 1) != Tok::END &&
           !tokens_[at_ + 1].margin) {
      ++at_;
      if (tokens_[at_].kind == Tok::WORD && word(at_) == "uses" && previous() != Tok::K_DESIGN)
        tokens_[at_].kind = Tok::K_USES;
    }
    if (kind(at_ + 1) != Tok::LBRACE) return;
    ++at_;
    test_depth_ = tokens_[at_].depth + 1;
    sets_ = 0;
    in_field_ = false;
  }

  /// A rule of a table begins with its name, in front of `when`.
  bool names_rule(Tok found) const {
    return in_table_ && tokens_[at_].depth != 0 && found != Tok::K_OTHERWISE && previous() != Tok::RULE &&
           kind(at_ + 1) == Tok::WORD && word(at_ + 1) == "when";
  }

  /// `and` and `or` join what stands on both sides; elsewhere they are names.
  bool joins() const {
    const Tok before = previous();
    const bool operand = before == Tok::WORD || before == Tok::NUMBER || before == Tok::TEXT || before == Tok::RPAREN ||
                         before == Tok::RBRACE || before > Tok::K_DESIGN;
    return operand && before != Tok::K_OR && before != Tok::K_AND && before != Tok::K_NOT &&
           !(kind(at_ + 1) == Tok::WORD && word(at_ + 1) == "when");
  }

  bool operand_follows() const {
    const Tok next = kind(at_ + 1);
    if (next == Tok::LPAREN) return true;
    const Tok self = keyword(word(at_));
    if (next == Tok::NUMBER || next == Tok::TEXT || next == Tok::LBRACE)
      return self == Tok::K_IF || (self == Tok::K_NOT && next != Tok::LBRACE);
    if (next != Tok::WORD) return false;
    // What is no operand elsewhere is one in front of `of` or a dot: `distinct note of`, `count error.lines`.
    const bool key = self == Tok::K_DISTINCT || self == Tok::K_FIRST;
    if (kind(at_ + 2) == Tok::DOT || (key && kind(at_ + 2) == Tok::WORD && word(at_ + 2) == "of")) return true;
    // After `is not` and `not` a state is an operand; elsewhere the word before it is a name.
    if (behind_operand(at_ + 1)) return self == Tok::K_NOT && keyword(word(at_ + 1)) == Tok::K_GIVEN;
    const Token& after = tokens_[at_ + 1];
    if (changing_ != Tok::END && after.line_start && after.depth == 1 && changes(keyword(word(at_ + 1)))) return false;
    if (after.line_start && after.depth == 0 && opens_declaration(keyword(word(at_ + 1))) && begins_as_one(at_ + 1))
      return false;
    // A name in front of `when` begins a table's line, so this word ended the one before it.
    return !(after.line_start && kind(at_ + 2) == Tok::WORD && keyword(word(at_ + 2)) == Tok::K_WHEN);
  }

  std::vector<Token>& tokens_;
  std::string_view text_;
  bool design_;
  std::size_t at_ = 0;
  std::uint32_t test_depth_ = 0;  // depth inside of the body of a test (or misplaced design); 0: in declarations
  std::uint32_t sets_ = 0;
  bool in_table_ = false;
  bool in_archetype_ = false;
  bool monotone_ = false;
  bool words_only_ = false;  // the declaration at hand has no expressions in its body
  bool placing_ = false;     // behind `before` or `after`: `add` is still to come
  Tok changing_ = Tok::END;  // the kind of declaration that the `change` at hand is of
  bool in_field_ = false;    // the entry at hand is a cell, so a brace opens a set
};

}  // namespace

void classify_words(Lexed& lexed, std::string_view text) { Words(lexed, text).run(); }

}  // namespace msd::parse
