// Spaces between pieces, indentation, and the text that comes of it.
#include "compiler/format/layout.h"
#include "runtime/image/types.h"

namespace msd::format {

namespace {

using Kind = Group::Kind;

/// A word that a number with one blank behind it would take for its unit.
bool reads_as_unit(const Layout& layout, std::size_t i) {
  if (layout.pieces[i].kind == Tok::KEY || !dimension_of(layout.pieces[i].text)) return false;
  return i + 1 == layout.size() || layout.pieces[i + 1].kind != Tok::DOT;
}

}  // namespace

std::string_view gap(const Layout& layout, std::size_t i) {
  const Piece& at = layout.pieces[i];
  const Piece& before = layout.pieces[i - 1];
  if (at.comment) return "  ";
  switch (at.kind) {
  case Tok::COMMA:
  case Tok::SEMI:
  case Tok::DOT:
  case Tok::RPAREN:
  case Tok::RBRACK: return "";
  case Tok::COLON: return before.kind == Tok::KEY ? "" : " ";
  case Tok::LPAREN:
    if (before.kind == Tok::K_ALLOW) return "";
    break;
  default: break;
  }
  if (before.kind == Tok::DOT || before.kind == Tok::LPAREN || before.kind == Tok::LBRACK) return "";
  const std::size_t braces = before.opens != kNone ? before.opens : at.closes;
  if (braces != kNone) {
    const Group& group = layout.groups[braces];
    return group.kind == Kind::Set || group.close == group.open + 1 ? "" : " ";
  }
  if (at.entry) {
    const Kind kind = layout.groups[at.group].kind;
    if (kind == Kind::Block || kind == Kind::Plain) return "  ";
  }
  if (at.clause) return "  ";
  if (before.kind == Tok::NUMBER && !before.unit && at.kind <= Tok::HEAD && reads_as_unit(layout, i)) return "\t";
  return " ";
}

std::vector<std::size_t> indents(const Layout& layout) {
  const std::vector<Piece>& pieces = layout.pieces;
  std::vector<std::size_t> out(pieces.size());
  std::vector<std::size_t> base(layout.groups.size());   // of the lines of a group
  std::vector<std::size_t> start(layout.groups.size());  // of the line on which the entry at hand begins
  std::size_t line = 0;                                  // the indentation of the line at hand
  bool goes_on = false;  // the line at hand goes on with an enumeration from the one before
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    const std::size_t next = layout.token_from(i);
    const Group& group = layout.groups[piece.group];
    const std::size_t at = base[piece.group];
    if (i == 0 || piece.breaks != 0) {
      const Piece* token = next == kNone ? nullptr : &pieces[next];
      if (piece.closes != kNone) {
        line = base[piece.closes] - 2;
        goes_on = false;
      } else if (token == nullptr || token->entry || token->closes != kNone || group.kind == Kind::Set ||
                 group.kind == Kind::List) {
        line = at;
        goes_on = false;
      } else {
        const Tok before = layout.kind_before(i);
        std::size_t wanted = at + 2 + 2 * std::size_t{token->parens};
        if (before == Tok::COMMA) {
          wanted = std::max(wanted, goes_on ? line : line + 2);
          goes_on = true;
        } else {
          goes_on = before == Tok::K_NEEDS || before == Tok::ASSIGN || before == Tok::ARROW || before == Tok::K_FROM;
        }
        line = wanted;
      }
    }
    out[i] = line;
    if (piece.entry) start[piece.group] = line;
    if (piece.opens != kNone) {
      const bool set = layout.groups[piece.opens].kind == Kind::Set;
      base[piece.opens] = (set ? line : start[piece.group]) + 2;
    }
  }
  return out;
}

bool render(const Layout& layout, std::size_t limit, std::string& out) {
  const std::vector<std::size_t> indent = indents(layout);
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const Piece& piece = layout.pieces[i];
    if (piece.gone) continue;
    if (i != 0) {
      if (piece.breaks != 0) {
        out.append(piece.breaks, '\n');
      } else {
        out += gap(layout, i);
      }
    }
    out.append(i == 0 || piece.breaks != 0 ? indent[i] : piece.pad, ' ');
    out += piece.text;
    if (out.size() > limit) return false;
  }
  if (!out.empty()) out += '\n';
  return true;
}

}  // namespace msd::format
