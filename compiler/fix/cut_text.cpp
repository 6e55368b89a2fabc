// The text that is left.
#include "compiler/fix/cut.h"

#include <algorithm>

namespace msd::fix {

namespace {

struct Piece {
  std::uint32_t begin, end;
  bool gone;
  std::string_view instead;
  parse::Tok kind;
};

std::size_t lines(std::string_view blanks) {
  return static_cast<std::size_t>(std::count(blanks.begin(), blanks.end(), '\n'));
}

std::string_view indentation(std::string_view blanks) { return blanks.substr(blanks.rfind('\n') + 1); }

/// Without the comma, the word or the sign that went first, what stood in front of it belongs to what is left there.
bool closes(parse::Tok kind) {
  using parse::Tok;
  return kind == Tok::COMMA || kind == Tok::K_AND || kind == Tok::K_OR || kind == Tok::RPAREN;
}

/// Blanks in place of what was taken out between two pieces that stay: `first` stood before it, `last` behind it.
std::string between(std::string_view first, std::string_view last, parse::Tok taken) {
  const std::size_t before = lines(first);
  const std::size_t behind = lines(last);
  if (before != 0 && behind != 0) {
    const std::string_view more = before > behind ? first : last;
    return std::string(more.substr(0, more.rfind('\n') + 1)).append(indentation(last));
  }
  if (before != 0) return std::string(first);
  if (behind != 0) return std::string(last);
  return std::string(closes(taken) ? last : first);
}

}  // namespace

std::string Cut::text() const {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < lexed_.tokens.size(); ++i) {
    const parse::Token& t = lexed_.tokens[i];
    if (t.kind != Tok::END) pieces.push_back({t.begin, t.end, gone_[i], instead_[i], t.kind});
  }
  for (std::size_t i = 0; i < lexed_.comments.size(); ++i) {
    const source::Span s = lexed_.comments[i].span;
    pieces.push_back({s.begin, s.end, gone_comments_[i], {}, Tok::END});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });

  std::string out;
  std::uint32_t at = 0;  // what stands before it is written, or taken out
  for (std::size_t i = 0; i < pieces.size();) {
    if (!pieces[i].gone) {
      out.append(text_.substr(at, pieces[i].begin - at));
      out.append(pieces[i].instead.empty() ? text_.substr(pieces[i].begin, pieces[i].end - pieces[i].begin)
                                           : pieces[i].instead);
      at = pieces[i++].end;
      continue;
    }
    const Piece& first = pieces[i];
    while (i < pieces.size() && pieces[i].gone) ++i;
    const std::uint32_t end = i < pieces.size() ? pieces[i].begin : static_cast<std::uint32_t>(text_.size());
    const std::uint32_t from = pieces[i - 1].end;
    out += between(text_.substr(at, first.begin - at), text_.substr(from, end - from), first.kind);
    at = end;
  }
  return out.append(text_.substr(std::min<std::size_t>(at, text_.size())));
}

}  // namespace msd::fix
