// Where lines end. The author's breaks between entries are kept; those inside an entry where they read well; lines that
// are too long are broken. Every rule looks at tokens and breaks only, so that the result, read again, is left alone.
#include "compiler/format/layout.h"

#include <algorithm>

namespace msd::format {

namespace {

using Kind = Group::Kind;

bool compares(Tok kind) {
  return kind == Tok::EQ || kind == Tok::NE || kind == Tok::LT || kind == Tok::LE || kind == Tok::GT || kind == Tok::GE;
}

/// What stands on the line of the token before it, wherever the author put it.
bool joins(Tok before, Tok at) {
  switch (at) {
  case Tok::COMMA:
  case Tok::SEMI:
  case Tok::DOT:
  case Tok::DOTDOT:
  case Tok::COLON:
  case Tok::STAR:
  case Tok::LBRACE:
  case Tok::RPAREN:
  case Tok::RBRACK: return true;
  default: break;
  }
  if (changes(before)) return true;
  switch (before) {
  case Tok::DOT:
  case Tok::DOTDOT:
  case Tok::STAR:
  case Tok::LPAREN:
  case Tok::LBRACK:
  case Tok::RULE:
  case Tok::K_WHEN:
  case Tok::K_NOT:
  case Tok::K_ALLOW:
  case Tok::K_BECAUSE:
  case Tok::K_HINT:
  case Tok::K_ASK: return true;
  default: return compares(before) || compares(at);
  }
}

class Breaks {
 public:
  explicit Breaks(Layout& layout) : layout_(layout), pieces_(layout.pieces) {}

  void run() {
    find_multi();
    inside_entries();
    between_entries();
    measure();
    long_lines();
    blank_lines();
    drop_separators();
  }

 private:
  Group& group_of(std::size_t i) { return layout_.groups[pieces_[i].group]; }
  void at_least_one(std::size_t i) { pieces_[i].breaks = std::max<std::uint8_t>(pieces_[i].breaks, 1); }

  /// A body over several lines is one with any break in it; a set one with a break behind its brace, or a comment.
  void find_multi() {
    std::vector<std::size_t> breaks(pieces_.size() + 1), comments(pieces_.size() + 1);
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      breaks[i + 1] = breaks[i] + pieces_[i].breaks;
      comments[i + 1] = comments[i] + (pieces_[i].comment ? 1 : 0);
    }
    for (Group& group : layout_.groups) {
      if (group.kind == Kind::File || group.close == kNone || group.close == group.open + 1) continue;
      const bool comment = comments[group.close] != comments[group.open];
      group.multi = comment || (group.kind == Kind::Set ? pieces_[group.open + 1].breaks != 0
                                                        : breaks[group.close + 1] != breaks[group.open + 1]);
    }
    std::vector<std::size_t> lines(layout_.groups.size());
    for (const Piece& piece : pieces_) {
      if (piece.entry && ++lines[piece.group] > 1 && layout_.groups[piece.group].kind == Kind::Table)
        layout_.groups[piece.group].multi = true;
    }
  }

  void inside_entries() {
    for (std::size_t i = 1; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      if (piece.comment || piece.breaks == 0 || pieces_[i - 1].comment || piece.kind == Tok::RBRACE) continue;
      const Tok before = pieces_[i - 1].kind;
      const Kind kind = group_of(i).kind;
      if (piece.entry) {
        if (kind == Kind::Set && !group_of(i).multi) piece.breaks = 0;
      } else if (joins(before, piece.kind) || kind == Kind::Set || kind == Kind::List ||
                 (kind == Kind::Block && piece.kind != Tok::K_BECAUSE)) {
        piece.breaks = 0;
      } else if (before == Tok::K_AND || before == Tok::K_OR) {
        piece.breaks = 0;
        if (!pieces_[i - 2].comment) pieces_[i - 1].breaks = 1;
      }
    }
  }

  void between_entries() {
    std::vector<Tok> entry(layout_.groups.size(), Tok::END);
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      const Group& group = group_of(i);
      if (piece.opens != kNone && pieces_[i].opens < layout_.groups.size()) open(layout_.groups[piece.opens]);
      if (!piece.entry) {
        // Behind a row that has a body of its own.
        if (!piece.comment && group.kind == Kind::Plain && i > 0 && ended_body(i - 1) && piece.breaks != 0)
          at_least_one(i);
        continue;
      }
      const Tok before = std::exchange(entry[piece.group], piece.kind);
      if (group.kind == Kind::File ? i != 0 : group.multi && owns_line(piece, before)) at_least_one(i);
    }
  }

  bool ended_body(std::size_t i) const {
    return pieces_[i].closes != kNone && layout_.groups[pieces_[i].closes].kind != Kind::Set;
  }

  /// In a body of several lines: whether an entry cannot share a line with the one before it.
  bool owns_line(const Piece& piece, Tok before) const {
    switch (layout_.groups[piece.group].kind) {
    case Kind::Block: return piece.kind != Tok::KEY || (before != Tok::KEY && before != Tok::END);
    case Kind::Table: return true;
    case Kind::Plain: return piece.known;
    case Kind::File:
    case Kind::List:
    case Kind::Set: break;
    }
    return false;
  }

  void open(const Group& group) {
    if (group.close == kNone) return;
    if (!group.multi) {
      if (group.close == group.open + 1) pieces_[group.close].breaks = 0;
      return;
    }
    Piece& first = pieces_[group.open + 1];
    if (!first.comment || first.breaks != 0) at_least_one(group.open + 1);
    at_least_one(group.close);
  }

  // ---- lines that are too long

  /// Widths of everything before a piece, were it all on one line.
  void measure() {
    sum_.assign(pieces_.size() + 1, 0);
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      sum_[i + 1] = sum_[i] + (i == 0 ? 0 : gap(layout_, i).size()) + pieces_[i].width;
  }
  /// From the begin of a piece to the end of the one before `end`.
  std::size_t width(std::size_t begin, std::size_t end) const {
    return sum_[end] - sum_[begin + 1] + pieces_[begin].width;
  }
  /// With its indentation, without a comment behind it.
  std::size_t line_width(std::size_t begin, std::size_t end) const {
    const Piece& first = pieces_[begin];
    if (end - begin > 1 && pieces_[end - 1].comment) --end;
    return 2 * (layout_.groups[first.group].depth + (first.entry || first.kind == Tok::RBRACE ? 0 : 1)) +
           width(begin, end);
  }

  void long_lines() {
    std::size_t before = kNone;
    for (std::size_t begin = 0; begin < pieces_.size();) {
      const std::size_t end = line_end(layout_, begin);
      if (line_width(begin, end) > limit(before, begin, end) && (fill(begin, end) || break_body(begin, end))) continue;
      before = begin;
      begin = end;
    }
  }

  /// A row on one line that may be part of a table.
  bool row(std::size_t begin, std::size_t end) const {
    return pieces_[begin].kind == Tok::HEAD && whole_entry(layout_, begin, end) && line_width(begin, end) <= kTableLine;
  }
  bool same_table(std::size_t a, std::size_t b) const {
    return pieces_[a].text == pieces_[b].text && pieces_[a].group == pieces_[b].group;
  }
  std::size_t limit(std::size_t before, std::size_t begin, std::size_t end) const {
    if (!row(begin, end)) return kLine;
    const bool above = before != kNone && pieces_[begin].breaks == 1 && row(before, begin) && same_table(before, begin);
    const bool below =
        end < pieces_.size() && pieces_[end].breaks == 1 && row(end, line_end(layout_, end)) && same_table(begin, end);
    return above || below ? kTableLine : kLine;
  }

  /// Breaks a line of several entries before each that does not fit on it any more.
  bool fill(std::size_t begin, std::size_t end) {
    const std::size_t group = pieces_[begin].group;
    if (layout_.groups[group].kind == Kind::File || pieces_[begin].kind == Tok::RBRACE) return false;
    return fill(begin, end, group);
  }
  bool fill(std::size_t begin, std::size_t end, std::size_t group) {
    const std::size_t indent = 2 * layout_.groups[group].depth;
    bool any = false;
    std::size_t line = begin, entry = begin;
    const auto place = [&](std::size_t next) {
      if (entry != line && indent + width(line, next) > kLine) {
        pieces_[entry].breaks = 1;
        line = entry;
        any = true;
      }
      entry = next;
    };
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (pieces_[i].entry && pieces_[i].group == group) place(i);
    }
    if (pieces_[end - 1].comment) --end;
    if (entry < end) place(end);
    return any;
  }

  /// Gives the outermost body on a line lines of its own.
  bool break_body(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (pieces_[i].opens == kNone) continue;
      Group& group = layout_.groups[pieces_[i].opens];
      if (group.kind == Kind::Set || group.multi || group.close == kNone || group.close == group.open + 1) continue;
      group.multi = true;
      pieces_[group.open + 1].breaks = pieces_[group.close].breaks = 1;
      bool single = group.kind == Kind::List;
      for (std::size_t j = group.open + 2; j < group.close; ++j)
        single = single && (pieces_[j].entry || pieces_[j].kind == Tok::COMMA);
      for (std::size_t j = group.open + 2; j < group.close && !single; ++j) {
        if (pieces_[j].entry && pieces_[j].group == pieces_[i].opens) pieces_[j].breaks = 1;
      }
      return true;
    }
    return false;
  }

  // ---- the rest

  /// One blank line at most, between entries only.
  void blank_lines() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      if (i == 0) piece.breaks = 0;
      if (piece.breaks < 2) continue;
      const Kind kind = group_of(i).kind;
      const std::size_t next = piece.comment ? layout_.token_from(i) : i;
      const bool between = kind != Kind::Set && (next == kNone || pieces_[next].entry ||
                                                 (piece.comment && pieces_[next].kind == Tok::RBRACE));
      const std::size_t before = layout_.before(i);
      const bool first = before != kNone && pieces_[before].opens == pieces_[i].group && before + 2 >= i &&
                         pieces_[i].group != 0 && (before + 1 == i || pieces_[before + 1].breaks == 0);
      if (!between || first) piece.breaks = 1;
    }
  }

  /// What separates at the end of a line is not written, where the line does it.
  void drop_separators() {
    std::vector<bool> shared(layout_.groups.size());
    for (std::size_t i = 1; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (piece.entry && piece.breaks == 0 && pieces_[piece.group == 0 ? i : i - 1].opens != piece.group)
        shared[piece.group] = true;
    }
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      const Group& group = group_of(i);
      const bool ends = i + 1 == pieces_.size() || pieces_[i + 1].breaks != 0 || pieces_[i + 1].comment;
      if (piece.kind == Tok::SEMI && group.kind == Kind::Block && ends && piece.breaks == 0) piece.gone = true;
      if (piece.kind == Tok::COMMA && group.kind == Kind::List && group.words && group.multi && piece.breaks == 0 &&
          !shared[piece.group])
        piece.gone = true;
    }
  }

  Layout& layout_;
  std::vector<Piece>& pieces_;
  std::vector<std::size_t> sum_;
};

}  // namespace

std::size_t line_end(const Layout& layout, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < layout.size() && layout.pieces[end].breaks == 0) ++end;
  return end;
}

bool whole_entry(const Layout& layout, std::size_t begin, std::size_t end) {
  const Piece& first = layout.pieces[begin];
  if (!first.entry) return false;
  for (std::size_t i = begin + 1; i < end; ++i) {
    const Piece& piece = layout.pieces[i];
    if (piece.entry && piece.group == first.group) return false;
    if (piece.opens != kNone && layout.groups[piece.opens].close >= end) return false;
    if (piece.closes == first.group) return false;
  }
  const std::size_t next = layout.token_from(end);
  return next == kNone || layout.pieces[next].entry || layout.pieces[next].closes == first.group;
}

void settle_breaks(Layout& layout) { Breaks(layout).run(); }

}  // namespace msd::format
