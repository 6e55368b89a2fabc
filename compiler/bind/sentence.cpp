#include "compiler/bind/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <tuple>

namespace msd::bind {

using image::kNone;

namespace {

class Matcher {
 public:
  Matcher(const std::vector<Piece>& pieces, const std::string& text)
      : pieces_(pieces), text_(text), dead_((pieces.size() + 1) * (text.size() + 1)) {}

  Match run() {
    step(0, 0);
    Match out;
    out.readings = std::move(readings_);
    if (!out.readings.empty()) return out;
    misfit(out);
    return out;
  }

 private:
  bool step(std::size_t piece, std::size_t at) {
    if (readings_.size() > 1) return true;
    if (piece == pieces_.size()) {
      reached(piece, at, 0);
      if (at != text_.size()) return false;
      readings_.push_back(slots_);
      return true;
    }
    if (dead_[piece * (text_.size() + 1) + at]) return false;
    const bool found = pieces_[piece].slot == kNone ? literal(piece, at) : slot(piece, at);
    if (!found) dead_[piece * (text_.size() + 1) + at] = true;
    return found;
  }

  bool literal(std::size_t piece, std::size_t at) {
    const std::string& wanted = pieces_[piece].literal;
    const std::size_t same = common(wanted, at);
    reached(piece, at, same);
    return same == wanted.size() && step(piece + 1, at + same);
  }

  bool slot(std::size_t piece, std::size_t at) {
    if (at >= text_.size() || text_[at] == ' ') return reached(piece, at, 0), false;
    const bool last = piece + 1 == pieces_.size();
    bool found = false;
    for (std::size_t end = at + 1; end <= text_.size() && readings_.size() < 2; ++end) {
      if (text_[end - 1] == ' ') continue;
      if (last && end != text_.size()) continue;
      if (!last && pieces_[piece + 1].slot == kNone) {
        // The words that follow must begin here, else longer contents are tried.
        const std::string& next = pieces_[piece + 1].literal;
        const std::size_t same = common(next, end);
        reached(piece + 1, end, same);
        if (same != next.size()) continue;
      }
      slots_.emplace_back(at, end);
      found = step(piece + 1, end) || found;
      slots_.pop_back();
    }
    return found;
  }

  std::size_t common(const std::string& wanted, std::size_t at) const {
    std::size_t same = 0;
    while (same < wanted.size() && at + same < text_.size() && text_[at + same] == wanted[same]) ++same;
    return same;
  }

  /// The attempt that got furthest in the template, then had most of its next words, then was first in the text.
  void reached(std::size_t piece, std::size_t at, std::size_t same) {
    if (std::tie(piece, same) > std::tie(best_piece_, best_same_))
      best_piece_ = piece, best_same_ = same, best_at_ = at;
  }

  void misfit(Match& out) const {
    out.misfit = best_at_ + best_same_;
    if (best_piece_ == pieces_.size()) return;
    const Piece& piece = pieces_[best_piece_];
    if (piece.slot != kNone) {
      out.expected = "a word";
      return;
    }
    std::size_t same = best_same_;
    while (same > 0 && piece.literal[same - 1] != ' ') --same;
    out.misfit = best_at_ + same;
    out.expected = fold_blanks(piece.literal.substr(same)).text;
    while (out.misfit < text_.size() && text_[out.misfit] == ' ') ++out.misfit;
  }

  const std::vector<Piece>& pieces_;
  const std::string& text_;
  std::vector<bool> dead_;
  SlotRanges slots_;
  std::vector<SlotRanges> readings_;
  std::size_t best_piece_ = 0, best_same_ = 0, best_at_ = 0;
};

std::string content(const eval::Facts& facts, std::uint32_t field, const eval::Value& value) {
  const image::Image& image = facts.image();
  const image::TypeRecord& type = image.types()[image.fields()[field].type];
  auto row = [&](std::size_t index) { return std::string(facts.symbols.text(facts.rows()[index].name)); };
  auto member = [&](std::uint64_t mask) {
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(mask));
    return std::string(image.text(image.values()[image.enums()[type.target].value_first + bit].name));
  };
  std::string out;
  switch (static_cast<Class>(type.cls)) {
  case Class::Text:
  case Class::Id: return std::string(facts.symbols.text(static_cast<std::uint32_t>(value.number)));
  case Class::Ref: return row(static_cast<std::size_t>(value.number));
  case Class::Number: return print_quantity(value.number, static_cast<Dimension>(type.dimension));
  case Class::Bool: return value.mask == 2 ? "yes" : "no";
  case Class::Enum: return member(value.mask);
  case Class::Set:
    for (std::uint64_t rest = value.mask; rest != 0; rest &= rest - 1) out += (out.empty() ? "" : ", ") + member(rest);
    return out;
  case Class::List:
    for (eval::RowIndex one : value.list) out += (out.empty() ? "" : ", ") + row(one);
    return out;
  }
  return out;
}

}  // namespace

Folded fold_blanks(std::string_view text) {
  Folded out;
  std::size_t end = 0;  // of the word before
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\t' || text[i] == '\n') continue;
    if (i > end && !out.text.empty()) out.text += ' ', out.from.push_back(end);
    end = i + 1;
    out.text += text[i];
    out.from.push_back(i);
  }
  out.from.push_back(end);
  return out;
}

Match match_sentence(const std::vector<Piece>& pieces, const std::string& text) { return Matcher(pieces, text).run(); }

std::string render_sentence(const std::vector<Piece>& pieces, const std::vector<std::string>& slots) {
  std::string out;
  std::size_t next = 0;
  for (const Piece& p : pieces) out += p.slot == kNone ? p.literal : slots[next++];
  return fold_blanks(out).text;
}

std::vector<Piece> pieces_of(const image::Image& image, std::uint32_t index) {
  const image::SentenceRecord& record = image.templates()[index];
  std::vector<Piece> out;
  for (std::uint32_t i = 0; i < record.piece_count; ++i) {
    const image::SentencePieceRecord& piece = image.sentence_pieces()[record.piece_first + i];
    out.push_back({std::string(image.text(piece.literal)), piece.slot});
  }
  return out;
}

std::string form_of(const image::Image& image, const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& p : pieces)
    out += p.slot == kNone ? p.literal : fmt::format("{{{}}}", image.text(image.fields()[p.slot].name));
  return out;
}

std::vector<SentenceChoice> choose_sentences(const eval::Facts& facts, const eval::Options& options) {
  std::vector<SentenceChoice> out;
  const image::Image& image = facts.image();
  if (image.templates().empty()) return out;
  eval::Evaluator evaluator(facts, options);
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
    for (std::uint32_t field = kind.field_first; field < kind.field_first + kind.field_count; ++field) {
      const image::FieldRecord& record = image.fields()[field];
      for (std::uint32_t t = record.template_first; t < record.template_first + record.template_count; ++t) {
        const std::uint32_t when = image.templates()[t].when;
        const eval::Outcome chosen = when == kNone ? eval::Outcome{} : evaluator.node(when, row);
        if (when != kNone && chosen.state == eval::Outcome::State::Unknown) break;
        if (when != kNone && (chosen.state != eval::Outcome::State::Value || chosen.value.mask != 2)) continue;
        out.push_back({row, field, t});
        break;
      }
    }
  }
  return out;
}

std::vector<std::string> slot_contents(const eval::Facts& facts, eval::RowIndex row, const std::vector<Piece>& pieces) {
  std::vector<std::string> out;
  for (const Piece& p : pieces) {
    if (p.slot == kNone) continue;
    const eval::CellFact& cell = facts.cell(row, p.slot);
    std::string one = cell.state == eval::CellFact::State::Stated ? content(facts, p.slot, cell.value) : "";
    if (fold_blanks(one).text.empty()) return {};  // a slot is never empty
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace msd::bind
