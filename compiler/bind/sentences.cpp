// Sentence templates: a sentence gives its slots, slots give the sentence.
#include "compiler/bind/binder.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bind {

namespace {

struct Piece {
  std::string literal;
  std::uint32_t slot = kNone;
};

/// White space folded to single blanks, none at the ends; `from[i]` is where character i stood.
struct Folded {
  std::string text;
  std::vector<std::size_t> from;
};

Folded fold(std::string_view text) {
  Folded out;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n';
    if (blank) {
      gap = !out.text.empty();
      continue;
    }
    if (gap) out.text += ' ', out.from.push_back(i);
    gap = false;
    out.text += text[i];
    out.from.push_back(i);
  }
  out.from.push_back(text.size());
  return out;
}

/// Finds up to two ways to read a sentence. A slot takes at least one character, no blank at its ends. Work is bounded
/// by memory of dead ends: pieces × length.
class Matcher {
 public:
  Matcher(const std::vector<Piece>& pieces, const std::string& text)
      : pieces_(pieces), text_(text), dead_((pieces.size() + 1) * (text.size() + 1)) {}

  void run() {
    slots_.clear();
    step(0, 0);
  }
  const std::vector<std::vector<std::pair<std::size_t, std::size_t>>>& readings() const { return readings_; }
  std::size_t furthest() const { return furthest_; }

 private:
  bool step(std::size_t piece, std::size_t at) {
    if (readings_.size() > 1) return true;
    if (piece == pieces_.size()) {
      furthest_ = std::max(furthest_, at);
      if (at != text_.size()) return false;
      readings_.push_back(slots_);
      return true;
    }
    if (dead_[piece * (text_.size() + 1) + at]) return false;
    bool found = false;
    const Piece& p = pieces_[piece];
    if (p.slot == kNone) {
      std::size_t same = 0;
      while (same < p.literal.size() && at + same < text_.size() && text_[at + same] == p.literal[same]) ++same;
      furthest_ = std::max(furthest_, at + same);
      found = same == p.literal.size() && step(piece + 1, at + same);
    } else {
      for (std::size_t end = at + 1; end <= text_.size() && readings_.size() < 2; ++end) {
        if (text_[at] == ' ' || text_[end - 1] == ' ') continue;
        // The next literal must begin here, else longer slots are tried.
        if (piece + 1 < pieces_.size() && !std::string_view(text_).substr(end).starts_with(pieces_[piece + 1].literal))
          continue;
        if (piece + 1 == pieces_.size() && end != text_.size()) continue;
        slots_.emplace_back(at, end);
        found = step(piece + 1, end) || found;
        slots_.pop_back();
      }
    }
    if (!found) dead_[piece * (text_.size() + 1) + at] = true;
    return found;
  }

  const std::vector<Piece>& pieces_;
  const std::string& text_;
  std::vector<bool> dead_;
  std::vector<std::pair<std::size_t, std::size_t>> slots_;
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> readings_;
  std::size_t furthest_ = 0;
};

std::vector<Piece> pieces_of(const image::Image& image, std::uint32_t index) {
  const image::SentenceRecord& record = image.templates()[index];
  std::vector<Piece> out;
  for (std::uint32_t i = 0; i < record.piece_count; ++i) {
    const image::SentencePieceRecord& piece = image.sentence_pieces()[record.piece_first + i];
    out.push_back({std::string(image.text(piece.literal)), piece.slot});
  }
  return out;
}

std::string shown(const std::vector<Piece>& pieces, const image::Image& image) {
  std::string out;
  for (const Piece& p : pieces)
    out += p.slot == kNone ? p.literal : fmt::format("{{{}}}", image.text(image.fields()[p.slot].name));
  return out;
}

}  // namespace

void Binder::fill_slot(eval::RowIndex row, std::uint32_t slot, const std::string& content, source::Span span) {
  eval::CellFact& cell = facts_.cell(row, slot);
  const image::TypeRecord& type = image_.types()[image_.fields()[slot].type];
  const auto cls = static_cast<Class>(type.cls);
  eval::CellFact made;
  made.state = eval::CellFact::State::Stated;
  made.place = place(span);
  if (cls == Class::Text || cls == Class::Id) {
    made.value.number = facts_.symbols.intern(content);
  } else {
    ast::Value value;
    value.kind = ast::Value::Kind::Word;
    value.word = {content, span};
    value.span = span;
    if (!read(value, slot, made)) return;
  }
  if (cell.state == eval::CellFact::State::Stated && !(cell.value == made.value)) {
    const auto key = keys_.find({row, slot});
    const std::string old = cls == Class::Text || cls == Class::Id
                                ? std::string(facts_.symbols.text(static_cast<std::uint32_t>(cell.value.number)))
                                : "another value";
    sink_
        .report(diag::kind::SlotContradicts, key == keys_.end() ? span : key->second, text(image_.fields()[slot].name),
                old, content)
        .note(span, "the sentence is here");
    return;
  }
  if (cell.state != eval::CellFact::State::Stated) cell = made;
}

void Binder::sentence(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen) {
  const auto value = texts_.find({row, field});
  const source::Span span = value == texts_.end() ? source::Span{} : value->second->span;
  const std::vector<Piece> pieces = pieces_of(image_, chosen);
  eval::CellFact& cell = facts_.cell(row, field);
  const Folded folded = fold(facts_.symbols.text(static_cast<std::uint32_t>(cell.value.number)));
  if (folded.text.size() > 4000) {
    cell.fit = eval::Fit::No;
    sink_.report(diag::kind::SentenceMisfit, span).label("it is too long to be a sentence");
    return;
  }
  Matcher matcher(pieces, folded.text);
  matcher.run();
  auto inside = [&](std::size_t begin, std::size_t end) {
    if (value == texts_.end() || value->second->text.raw.size() != value->second->text.value.size()) return span;
    const std::uint32_t base = span.begin + 1;
    return source::Span{span.file, base + static_cast<std::uint32_t>(folded.from[begin]),
                        base + static_cast<std::uint32_t>(folded.from[std::max(begin, end)])};
  };
  if (matcher.readings().empty()) {
    cell.fit = eval::Fit::No;
    const std::size_t at = std::min(matcher.furthest(), folded.text.size());
    sink_.report(diag::kind::SentenceMisfit, inside(at, folded.text.size()))
        .label("from here on it differs")
        .help("the form is: " + shown(pieces, image_));
    return;
  }
  if (matcher.readings().size() > 1) {
    std::string readings;
    for (const auto& reading : matcher.readings()) {
      std::string one;
      std::size_t slot = 0;
      for (const Piece& p : pieces) {
        if (p.slot == kNone) continue;
        const auto [begin, end] = reading[slot++];
        one += fmt::format("{}{} = \"{}\"", one.empty() ? "" : ", ", text(image_.fields()[p.slot].name),
                           folded.text.substr(begin, end - begin));
      }
      readings += (readings.empty() ? "" : "; or ") + one;
    }
    sink_.report(diag::kind::SentenceAmbiguous, span).help("write its slots as fields instead: " + readings);
    return;
  }
  cell.fit = eval::Fit::Yes;
  std::size_t slot = 0;
  for (const Piece& p : pieces) {
    if (p.slot == kNone) continue;
    const auto [begin, end] = matcher.readings()[0][slot++];
    fill_slot(row, p.slot, folded.text.substr(begin, end - begin), inside(begin, end));
  }
}

/// All slots known: they make the sentence.
void Binder::render(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen) {
  std::string out;
  for (const Piece& p : pieces_of(image_, chosen)) {
    if (p.slot == kNone) {
      out += p.literal;
      continue;
    }
    const eval::CellFact& cell = facts_.cell(row, p.slot);
    if (cell.state != eval::CellFact::State::Stated) return;
    const image::TypeRecord& type = image_.types()[image_.fields()[p.slot].type];
    switch (static_cast<Class>(type.cls)) {
    case Class::Text:
    case Class::Id: out += facts_.symbols.text(static_cast<std::uint32_t>(cell.value.number)); break;
    case Class::Ref: out += facts_.symbols.text(facts_.rows()[static_cast<std::size_t>(cell.value.number)].name); break;
    case Class::Number: out += print_quantity(cell.value.number, static_cast<Dimension>(type.dimension)); break;
    case Class::Enum: {
      std::uint32_t bit = 0;
      while (bit < kMaxEnumValues && (cell.value.mask >> bit & 1U) == 0) ++bit;
      out += text(image_.values()[image_.enums()[type.target].value_first + bit].name);
      break;
    }
    case Class::Bool: out += cell.value.mask == 2 ? "yes" : "no"; break;
    case Class::Set: return;
    case Class::List:
      for (std::size_t i = 0; i < cell.value.list.size(); ++i) {
        out += (i == 0 ? "" : ", ") + std::string(facts_.symbols.text(facts_.rows()[cell.value.list[i]].name));
      }
      break;
    }
  }
  eval::CellFact& cell = facts_.cell(row, field);
  cell.state = eval::CellFact::State::Stated;
  cell.value.number = facts_.symbols.intern(fold(out).text);
  cell.fit = eval::Fit::Yes;
  cell.place = facts_.rows()[row].place;
}

void Binder::sentences() {
  if (image_.templates().empty()) return;
  struct Choice {
    eval::RowIndex row;
    std::uint32_t field, chosen;
  };
  std::vector<Choice> choices;
  {
    // The choice of a template reads neither the text nor its slots, so it can be evaluated before them.
    eval::Evaluator evaluator(facts_, options_.evaluation);
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t f = 0; f < kind.field_count; ++f) {
        const std::uint32_t field = kind.field_first + f;
        const image::FieldRecord& record = image_.fields()[field];
        for (std::uint32_t t = 0; t < record.template_count; ++t) {
          const std::uint32_t when = image_.templates()[record.template_first + t].when;
          if (when == kNone) {
            choices.push_back({row, field, record.template_first + t});
            break;
          }
          const eval::Outcome outcome = evaluator.node(when, row);
          if (outcome.state == eval::Outcome::State::Unknown) break;
          if (outcome.state != eval::Outcome::State::Value || outcome.value.mask != 2) continue;
          choices.push_back({row, field, record.template_first + t});
          break;
        }
      }
    }
  }
  for (const Choice& choice : choices) {
    const eval::CellFact::State state = facts_.cell(choice.row, choice.field).state;
    if (state == eval::CellFact::State::Stated) {
      sentence(choice.row, choice.field, choice.chosen);
    } else if (state == eval::CellFact::State::Missing) {
      render(choice.row, choice.field, choice.chosen);
    }
  }
}

}  // namespace msd::bind
