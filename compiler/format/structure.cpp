// Which braces are bodies and which are sets, and where entries begin.
#include "compiler/format/layout.h"

namespace msd::format {

namespace {

using Kind = Group::Kind;

/// Words and signs behind which an operand stands, so that a brace there opens a set.
bool wants_operand(Tok before) {
  switch (before) {
  case Tok::K_IN:
  case Tok::K_HAS:
  case Tok::EQ:
  case Tok::NE:
  case Tok::LT:
  case Tok::LE:
  case Tok::GT:
  case Tok::GE:
  case Tok::COMMA:
  case Tok::LPAREN:
  case Tok::LBRACK:
  case Tok::LBRACE:
  case Tok::ASSIGN:
  case Tok::ARROW:
  case Tok::COLON:
  case Tok::STAR:
  case Tok::K_AND:
  case Tok::K_OR:
  case Tok::K_NOT:
  case Tok::K_IF:
  case Tok::K_THEN:
  case Tok::K_ELSE:
  case Tok::K_WHERE:
  case Tok::K_WHEN:
  case Tok::K_FROM:
  case Tok::K_DEFAULT:
  case Tok::K_SATISFIES:
  case Tok::K_OTHERWISE:
  case Tok::K_POSSIBLE:
  case Tok::K_NEEDS: return true;
  default: return false;
  }
}

/// Whether what stands on a new line goes on with the entry of the line before.
bool goes_on(Tok before, Tok at) {
  if (before == Tok::LBRACE) return false;
  if (changes(before)) return true;
  if (before != Tok::K_NEEDS && wants_operand(before)) return true;
  switch (before) {
  case Tok::K_NEEDS:
  case Tok::DOT:
  case Tok::DOTDOT:
  case Tok::K_SOME:
  case Tok::K_NO:
  case Tok::K_EVERY:
  case Tok::K_OF:
  case Tok::K_COUNT:
  case Tok::K_DISTINCT:
  case Tok::K_FIRST:
  case Tok::K_BECAUSE:
  case Tok::K_HINT:
  case Tok::K_ASK: return true;
  default: break;
  }
  switch (at) {
  case Tok::TEXT:
  case Tok::NUMBER:
  case Tok::COMMA:
  case Tok::SEMI:
  case Tok::DOT:
  case Tok::DOTDOT:
  case Tok::COLON:
  case Tok::LBRACE:
  case Tok::LPAREN:
  case Tok::RPAREN:
  case Tok::LBRACK:
  case Tok::RBRACK:
  case Tok::STAR:
  case Tok::ASSIGN:
  case Tok::ARROW:
  case Tok::EQ:
  case Tok::NE:
  case Tok::LT:
  case Tok::LE:
  case Tok::GT:
  case Tok::GE:
  case Tok::K_AND:
  case Tok::K_OR:
  case Tok::K_WHERE:
  case Tok::K_OTHERWISE:
  case Tok::K_THEN:
  case Tok::K_ELSE:
  case Tok::K_SATISFIES:
  case Tok::K_REJECT:
  case Tok::K_FROM:
  case Tok::K_IN:
  case Tok::K_HAS:
  case Tok::K_IS:
  case Tok::K_NEEDS:
  case Tok::K_INSERT:
  case Tok::K_BECAUSE: return true;
  default: return false;
  }
}

bool begins_clause(Tok at) {
  return at == Tok::K_DEFAULT || at == Tok::K_WITH || at == Tok::K_INVERSE || at == Tok::K_ATSTEP || at == Tok::K_ASK ||
         at == Tok::K_ALLOW;
}

class Structure {
 public:
  explicit Structure(Layout& layout) : layout_(layout), pieces_(layout.pieces) {}

  void run() {
    layout_.groups.assign(1, Group{});
    states_.assign(1, State{});
    group_ = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      piece.group = group_;
      piece.parens = states_[group_].parens;
      piece.entry = piece.known = piece.clause = false;
      if (piece.comment) continue;
      token(i);
      last_ = i;
    }
  }

 private:
  struct State {
    std::uint32_t parens = 0;
    std::uint32_t firsts = 0;  // `first` whose `otherwise` is still to come
    Tok entry = Tok::END;      // what the entry at hand begins with
    bool item = false;         // in prose: behind an `each` whose part is still to come
    bool fresh = false;        // nothing but comments and separators since the brace or the last separator
  };
  const Group& group() const { return layout_.groups[group_]; }
  State& state() { return states_[group_]; }
  Tok before() const { return last_ == kNone ? Tok::END : pieces_[last_].kind; }
  Tok kind(std::size_t i) const { return i == kNone ? Tok::END : pieces_[i].kind; }

  void token(std::size_t i) {
    Piece& piece = pieces_[i];
    switch (piece.kind) {
    case Tok::RBRACE: return close(i);
    case Tok::COMMA:
    case Tok::SEMI:
      if (state().parens == 0) state().fresh = true;
      return;
    case Tok::RPAREN:
    case Tok::RBRACK:
      if (state().parens != 0) --state().parens;
      piece.parens = state().parens;
      return;
    default: break;
    }
    if (state().parens == 0) begin_entry(i);
    piece.clause = group_ == 0 && state().parens == 0 && of_ == Tok::K_FIELD && begins_clause(piece.kind);
    state().fresh = false;
    if (group().of == Tok::K_PROSE && state().parens == 0) part_of_sentence(piece.kind);
    if (piece.kind == Tok::K_FIRST) ++state().firsts;
    if (piece.kind == Tok::K_OTHERWISE && state().firsts != 0) --state().firsts;
    if (piece.kind == Tok::LPAREN || piece.kind == Tok::LBRACK) ++state().parens;
    if (piece.kind == Tok::LBRACE) open(i);
  }

  /// What an `each` lists is a text, a list in brackets, the path that ends it, or `why` and a path.
  void part_of_sentence(Tok at) {
    if (at == Tok::K_EACH) {
      state().item = true;
    } else if (at == Tok::K_WHY || at == Tok::LBRACK || at == Tok::K_OTHERWISE || at == Tok::K_WITH ||
               (at == Tok::TEXT && !wants_operand(before())) || (at == Tok::WORD && before() == Tok::WORD)) {
      state().item = false;
    }
  }

  void begin_entry(std::size_t i) {
    Piece& piece = pieces_[i];
    piece.known = known(i);
    piece.entry = piece.known;
    if (group().kind == Kind::Plain && group().of != Tok::K_PROSE && !piece.entry)
      piece.entry = before() == Tok::LBRACE || (breaks_before(i) && (!goes_on(before(), piece.kind) || of_role(i)));
    if (!piece.entry) return;
    state().entry = piece.kind;
    state().firsts = 0;
    if (group().kind == Kind::File) declaration(i);
  }

  /// A comment ends a line, so that what stands behind it begins one.
  bool breaks_before(std::size_t i) const { return pieces_[i].breaks != 0 || i == 0; }

  /// Behind such a word stands what the change is of, on whatever line.
  static bool changes(Tok at) { return at >= Tok::K_CHANGE && at <= Tok::K_AFTER; }

  /// Whether an entry begins here, whatever the lines are.
  bool known(std::size_t i) const {
    const Tok at = pieces_[i].kind;
    const bool fresh = states_[group_].fresh;
    switch (group().kind) {
    case Kind::File:
      return parse::opens_declaration(at) && !changes(before()) &&
             (breaks_before(i) || last_ == kNone || before() == Tok::RBRACE || fresh);
    case Kind::Block:
      if (at == Tok::KEY || at == Tok::HEAD || at == Tok::K_EXPECT) return true;
      if (at <= Tok::K_DESIGN || at == Tok::K_BECAUSE) return false;
      return breaks_before(i) ||
             (states_[group_].entry != Tok::K_EXPECT && (fresh || before() == Tok::LBRACE || before() == Tok::RBRACE));
    case Kind::Table: return at == Tok::RULE || (at == Tok::K_OTHERWISE && states_[group_].firsts == 0);
    case Kind::List: return group().of == Tok::K_ENUM ? at != Tok::TEXT : before() != Tok::DOT && at != Tok::DOT;
    case Kind::Set: return fresh || before() == Tok::LBRACE || adjacent(at);
    case Kind::Plain: break;
    }
    const Tok next = kind(layout_.token_from(i + 1));
    switch (group().of) {
    case Tok::K_ROW: return (at == Tok::K_ID || at == Tok::K_WRITTEN) && next == Tok::TEXT;
    case Tok::K_SHEET: return at == Tok::TEXT && next == Tok::ASSIGN;
    case Tok::K_PROSE:
      return at == Tok::TEXT && !states_[group_].item && (fresh || before() == Tok::LBRACE || !wants_operand(before()));
    case Tok::K_CHECKLIST: {
      const std::size_t label = layout_.token_from(i + 1);
      return next == Tok::TEXT && kind(layout_.token_from(label + 1)) == Tok::K_NEEDS;
    }
    case Tok::K_ARCHETYPE:
      return at == Tok::K_MUST || at == Tok::K_USUALLY || at == Tok::K_EXPECTS || at == Tok::K_SHAPE ||
             at == Tok::K_EXAMPLE || (at == Tok::K_ROLE && before() != Tok::K_OPTIONAL) ||
             (at == Tok::K_OPTIONAL && next == Tok::K_ROLE);
    case Tok::K_REQUIRE:
    case Tok::K_ASSUME:
    case Tok::K_NEVER:
    case Tok::K_ALWAYS: return before() == Tok::LBRACE || (at == Tok::K_OTHERWISE && states_[group_].firsts == 0);
    default: return false;
    }
  }

  /// `in ROLE add …`, in the change of an archetype.
  bool of_role(std::size_t i) const { return group().of == Tok::K_CHANGE && pieces_[i].kind == Tok::K_IN; }

  /// What a declaration is of: of an addition or a replacement, what is added or replaced.
  Tok subject(std::size_t i) const {
    Tok at = pieces_[i].kind;
    for (std::size_t j = i; (at == Tok::K_BEFORE || at == Tok::K_AFTER) && ++j < pieces_.size();) {
      if (pieces_[j].kind == Tok::LBRACE) return at;
      if (pieces_[j].kind == Tok::K_ADD) at = Tok::K_ADD, i = j;
    }
    const std::size_t next = layout_.token_from(i + 1);
    return (at == Tok::K_ADD || at == Tok::K_REPLACE) && next != kNone ? pieces_[next].kind : at;
  }

  /// Two values of a set without a separator between them.
  bool adjacent(Tok at) const {
    const auto value = [](Tok kind) {
      return kind == Tok::WORD || kind == Tok::TEXT || kind == Tok::NUMBER || kind == Tok::UNKNOWN;
    };
    return (value(before()) || before() == Tok::RBRACE) && (value(at) || at == Tok::LBRACE);
  }

  /// Finds the body of the declaration that begins here, if it has one.
  void declaration(std::size_t i) {
    of_ = subject(i);
    body_ = kNone;
    words_ = of_ == Tok::K_ENUM || of_ == Tok::K_LEXICON;
    list_ = words_ || of_ == Tok::K_SYSTEM;
    prose_ = false;
    std::size_t depth = 0, last = i, open = kNone, end = kNone;
    for (std::size_t j = i + 1; j < pieces_.size(); ++j) {
      const Piece& piece = pieces_[j];
      if (piece.comment) continue;
      if (depth == 0 && j != i && begins(j, last)) break;
      if (piece.kind == Tok::LBRACE && depth++ == 0) open = j, before_open_ = last;
      if (piece.kind == Tok::RBRACE && depth != 0 && --depth == 0) end = j;
      if (depth == 0 && of_ == Tok::K_SHEET && piece.kind == Tok::K_FIELDS) list_ = true;
      prose_ = prose_ || (depth == 0 && of_ == Tok::K_SHEET && piece.kind == Tok::K_PROSE);
      if (piece.kind != Tok::COMMA && piece.kind != Tok::SEMI) last = j;
    }
    if (open == kNone || end != last) return;  // something stands behind the last braces: no body
    switch (of_) {
    case Tok::K_FIELD:
    case Tok::K_DERIVE:
    case Tok::K_MONOTONE:
    case Tok::K_INDEPENDENT:
    case Tok::K_TEMPLATE: return;
    case Tok::K_ENUM:
    case Tok::K_ROW:
    case Tok::K_CLASSIFY:
    case Tok::K_ATTACH:
    case Tok::K_REQUIRE:
    case Tok::K_ASSUME:
    case Tok::K_NEVER:
    case Tok::K_ALWAYS:
    case Tok::K_LEXICON:
    case Tok::K_CHECKLIST:
    case Tok::K_SHEET:
    case Tok::K_ARCHETYPE:
    case Tok::K_SYSTEM:
    case Tok::K_TEST:
    case Tok::K_DESIGN: body_ = open; return;
    default: body_ = wants_operand(pieces_[before_open_].kind) ? kNone : open;
    }
  }

  bool begins(std::size_t j, std::size_t last) const {
    if (!parse::opens_declaration(pieces_[j].kind) || changes(pieces_[last].kind)) return false;
    const Tok before = pieces_[j - 1].comment ? Tok::END : pieces_[j - 1].kind;
    return pieces_[j].breaks != 0 || pieces_[last].kind == Tok::RBRACE || before == Tok::COMMA || before == Tok::SEMI;
  }

  void open(std::size_t i) {
    Group made;
    made.open = i;
    made.parent = group_;
    made.depth = group().depth + 1;
    made.of = prose_ && group_ == 0 ? Tok::K_PROSE : of_;
    made.kind = kind_of(i);
    made.words = made.kind == Kind::List && words_;
    pieces_[i].opens = layout_.groups.size();
    group_ = layout_.groups.size();
    layout_.groups.push_back(made);
    states_.push_back({});
  }

  Kind kind_of(std::size_t i) const {
    switch (group().kind) {
    case Kind::File:
      if (i != body_) return Kind::Set;
      if (list_) return Kind::List;
      if (of_ == Tok::K_CLASSIFY || of_ == Tok::K_ATTACH) return Kind::Table;
      return of_ == Tok::K_TEST || of_ == Tok::K_DESIGN ? Kind::Block : Kind::Plain;
    case Kind::Block: {
      const Tok entry = states_[group_].entry;
      return entry == Tok::KEY || entry == Tok::K_EXPECT ? Kind::Set : Kind::Block;
    }
    case Kind::Plain: return wants_operand(before()) || states_[group_].parens != 0 ? Kind::Set : Kind::Plain;
    case Kind::Table:
    case Kind::List:
    case Kind::Set: break;
    }
    return Kind::Set;
  }

  void close(std::size_t i) {
    if (group_ == 0) return;  // no file that parses has it
    layout_.groups[group_].close = i;
    pieces_[i].closes = group_;
    group_ = layout_.groups[group_].parent;
    pieces_[i].group = group_;
    pieces_[i].parens = states_[group_].parens;
  }

  Layout& layout_;
  std::vector<Piece>& pieces_;
  std::vector<State> states_;  // by group
  std::size_t group_ = 0, last_ = kNone;
  Tok of_ = Tok::END;
  std::size_t body_ = kNone, before_open_ = 0;
  bool list_ = false, words_ = false, prose_ = false;
};

}  // namespace

void find_structure(Layout& layout) { Structure(layout).run(); }

}  // namespace msd::format
