// The file as pieces, and what separators become.
#include "compiler/format/layout.h"
#include "runtime/image/types.h"
#include "runtime/report/display.h"

#include <algorithm>

namespace msd::format {

std::size_t Layout::before(std::size_t i) const {
  while (i-- > 0) {
    if (!pieces[i].comment) return i;
  }
  return kNone;
}

std::size_t Layout::token_from(std::size_t i) const {
  for (; i < pieces.size(); ++i) {
    if (!pieces[i].comment) return i;
  }
  return kNone;
}

Tok Layout::kind_before(std::size_t i) const {
  const std::size_t at = before(i);
  return at == kNone ? Tok::END : pieces[at].kind;
}

namespace {

std::uint8_t breaks_in(std::string_view blanks) {
  return static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(2, std::count(blanks.begin(), blanks.end(), '\n')));
}

std::string_view without_blanks_behind(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// A number and its unit, one blank between them.
std::string_view number(const parse::Token& token, std::string_view text, Layout& out) {
  if (token.unit == 0) return text;
  std::string_view unit = text.substr(text.size() - token.unit);
  const std::string_view digits = text.substr(0, text.size() - token.unit);
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  out.made.push_back(std::string(digits) + " " + std::string(unit));
  return out.made.back();
}

bool separates(Tok kind) { return kind == Tok::COMMA || kind == Tok::SEMI; }

}  // namespace

Layout pieces_of(const parse::Lexed& lexed, std::string_view text) {
  Layout out;
  out.pieces.reserve(lexed.tokens.size() + lexed.comments.size());
  std::size_t end = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  auto comment = lexed.comments.begin();
  const auto add = [&](Piece piece, std::size_t begin, std::size_t stop) {
    piece.breaks = out.pieces.empty() ? std::uint8_t{0} : breaks_in(text.substr(end, begin - end));
    piece.width = report::width(piece.text);
    out.pieces.push_back(piece);
    end = stop;
  };
  for (const parse::Token& token : lexed.tokens) {
    for (; comment != lexed.comments.end() && comment->span.begin < token.begin; ++comment) {
      Piece piece;
      piece.comment = true;
      piece.doc = comment->doc;
      piece.text = without_blanks_behind(text.substr(comment->span.begin, comment->span.end - comment->span.begin));
      add(piece, comment->span.begin, comment->span.end);
    }
    if (token.kind == Tok::END) break;
    Piece piece;
    piece.kind = token.kind;
    piece.unit = token.unit != 0;
    piece.text = text.substr(token.begin, token.end - token.begin);
    if (token.kind == Tok::NUMBER) piece.text = number(token, piece.text, out);
    add(piece, token.begin, token.end);
  }
  return out;
}

namespace {

/// Makes the new pieces while it walks over the old ones.
class Separators {
 public:
  explicit Separators(Layout& layout) : layout_(layout), entry_(layout.groups.size(), Tok::END) {}

  void run() {
    const std::vector<Piece>& old = layout_.pieces;
    for (std::size_t i = 0; i < old.size(); ++i) {
      if (!old[i].comment && separates(old[i].kind)) {
        separator(i);
        continue;
      }
      if (old[i].entry) {
        insert_before(old[i]);
        entry_[old[i].group] = old[i].kind;
        if (old[i].group == 0 && !out_.empty()) carry_ = std::max<std::uint8_t>(carry_, 1);
      }
      push(old[i]);
    }
    layout_.pieces = std::move(out_);
  }

 private:
  using Kind = Group::Kind;

  void push(Piece piece) {
    // A comment behind a separator that moved up stays on its line.
    if (carry_ != 0 && !(piece.comment && piece.breaks == 0)) piece.breaks = std::max(piece.breaks, carry_);
    carry_ = 0;
    out_.push_back(piece);
    if (!piece.comment) last_ = out_.size() - 1, docs_ = false;
    docs_ = docs_ || piece.doc;
  }

  /// Behind the last token, in front of the comments that stand there.
  void put(Tok kind) {
    Piece piece;
    piece.kind = kind;
    piece.text = kind == Tok::COMMA ? "," : ";";
    piece.width = 1;
    out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(last_ + 1), piece);
    ++last_;
  }

  void insert_before(const Piece& entry) {
    const Kind kind = layout_.groups[entry.group].kind;
    if ((kind != Kind::Set && kind != Kind::List) || out_.empty()) return;
    const Tok last = out_[last_].kind;
    if (last != Tok::LBRACE && last != Tok::COMMA && last != Tok::SEMI) put(Tok::COMMA);
  }

  void separator(std::size_t i) {
    const Piece& piece = layout_.pieces[i];
    if (docs_) return push(piece);  // documentation belongs to what stands behind it: nothing may move over it
    carry_ = std::max(carry_, piece.breaks);
    if (out_.empty()) return;
    const Tok kept = keeps(i);
    if (kept != Tok::END && out_[last_].kind != kept) put(kept);
  }

  /// What is left of a separator; END for nothing.
  Tok keeps(std::size_t i) const {
    const Piece& piece = layout_.pieces[i];
    if (piece.parens != 0) return piece.kind;
    std::size_t next = i;
    bool same_line = carry_ == 0;
    do {
      ++next;
      if (next < layout_.size() && (layout_.pieces[next].breaks != 0 || layout_.pieces[next].comment))
        same_line = false;
    } while (next < layout_.size() && (layout_.pieces[next].comment || separates(layout_.pieces[next].kind)));
    const Piece* behind = next < layout_.size() ? &layout_.pieces[next] : nullptr;
    const bool ends = behind == nullptr || behind->kind == Tok::RBRACE;
    switch (layout_.groups[piece.group].kind) {
    case Kind::File: return piece.kind == Tok::COMMA && !ends && !behind->entry ? Tok::COMMA : Tok::END;
    case Kind::Block: {
      // What is no cell begins a line, or stands behind a brace or a semicolon; an expectation ends where its line
      // does.
      const bool told =
          entry_[piece.group] != Tok::K_EXPECT &&
          (out_[last_].kind == Tok::LBRACE || out_[last_].kind == Tok::RBRACE || !behind || behind->kind == Tok::KEY);
      return ends || !same_line || told ? Tok::END : Tok::SEMI;
    }
    case Kind::List:
    case Kind::Set: return Tok::END;  // put in again where they belong
    case Kind::Table: return piece.kind == Tok::COMMA && !ends ? Tok::COMMA : Tok::END;
    case Kind::Plain: break;
    }
    if (ends || behind->known) return Tok::END;
    return piece.kind == Tok::SEMI && !same_line ? Tok::END : piece.kind;
  }

  Layout& layout_;
  std::vector<Tok> entry_;  // by group: what the entry at hand begins with
  std::vector<Piece> out_;
  std::size_t last_ = 0;  // the last token in out_
  std::uint8_t carry_ = 0;
  bool docs_ = false;  // documentation stands behind the last token
};

}  // namespace

void settle_separators(Layout& layout) { Separators(layout).run(); }

}  // namespace msd::format
