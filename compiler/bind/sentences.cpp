// Sentence templates: a sentence gives its slots, slots give the sentence.
#include "compiler/bind/binder.h"

#include "compiler/bind/sentence.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bind {

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
    value.span = span;
    if (cls == Class::Number) {
      value.kind = ast::Value::Kind::Number;
      const std::size_t end = std::min(content.find_first_not_of("-0123456789."), content.size());
      const std::size_t unit = std::min(content.find_first_not_of(' ', end), content.size());
      value.number.digits = std::string_view(content).substr(0, end);
      value.number.unit = std::string_view(content).substr(unit);
    } else {
      value.kind = ast::Value::Kind::Word;
      value.word = {content, span};
    }
    if (!read(value, slot, made)) return;
  }
  if (cell.state == eval::CellFact::State::Stated && !(cell.value == made.value)) {
    const auto key = keys_.find({row, slot});
    const std::string old = slot_contents(facts_, row, {{"", slot}}).front();
    sink_
        .report(diag::kind::SlotContradicts, key == keys_.end() ? span : key->second.span,
                text(image_.fields()[slot].name), old, content)
        .note(span, "the sentence says so here");
    return;
  }
  if (cell.state != eval::CellFact::State::Stated) cell = made;
}

void Binder::sentence(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen) {
  const auto value = texts_.find({row, field});
  const source::Span span = value == texts_.end() ? source::Span{} : value->second->span;
  const std::vector<Piece> pieces = pieces_of(image_, chosen);
  eval::CellFact& cell = facts_.cell(row, field);
  const Folded folded = fold_blanks(facts_.symbols.text(static_cast<std::uint32_t>(cell.value.number)));
  const std::string form = "the form is \"" + form_of(image_, pieces) + "\"";
  cell.fit = eval::Fit::No;
  if (folded.text.size() > kLongestSentence) {
    sink_.report(diag::kind::SentenceMisfit, span).label("it is too long to be a sentence").help(form);
    return;
  }
  auto inside = [&](std::size_t begin, std::size_t end) {
    // Where escapes were decoded, places inside of the text are not known.
    if (value == texts_.end() || value->second->text.raw.size() != value->second->text.value.size()) return span;
    const std::uint32_t base = span.begin + 1;
    return source::Span{span.file, base + static_cast<std::uint32_t>(folded.from[begin]),
                        base + static_cast<std::uint32_t>(folded.from[std::max(begin, end)])};
  };
  const Match match = match_sentence(pieces, folded.text);
  if (match.readings.empty()) {
    sink_.report(diag::kind::SentenceMisfit, inside(match.misfit, folded.text.size()))
        .label(match.expected.empty() ? "the sentence ends before this" : fmt::format("expected `{}`", match.expected))
        .help(form);
    return;
  }
  if (match.readings.size() > 1) {
    sink_.report(diag::kind::SentenceAmbiguous, span)
        .help("write its slots as fields instead: " + told(pieces, match.readings[0], folded.text) + "; or " +
              told(pieces, match.readings[1], folded.text));
    return;
  }
  cell.fit = eval::Fit::Yes;
  std::size_t slot = 0;
  for (const Piece& p : pieces) {
    if (p.slot == kNone) continue;
    const auto [begin, end] = match.readings[0][slot++];
    fill_slot(row, p.slot, folded.text.substr(begin, end - begin), inside(begin, end));
  }
}

/// A reading as the fields that would state it.
std::string Binder::told(const std::vector<Piece>& pieces, const SlotRanges& reading,
                         const std::string& sentence) const {
  std::string out;
  std::size_t slot = 0;
  for (const Piece& p : pieces) {
    if (p.slot == kNone) continue;
    const auto [begin, end] = reading[slot++];
    out += fmt::format("{}{}: \"{}\"", out.empty() ? "" : "  ", text(image_.fields()[p.slot].name),
                       sentence.substr(begin, end - begin));
  }
  return "`" + out + "`";
}

/// All slots known: they make the sentence.
void Binder::render(eval::RowIndex row, std::uint32_t field, std::uint32_t chosen) {
  const std::vector<Piece> pieces = pieces_of(image_, chosen);
  const std::vector<std::string> slots = slot_contents(facts_, row, pieces);
  if (slots.empty()) return;
  eval::CellFact& cell = facts_.cell(row, field);
  cell.state = eval::CellFact::State::Stated;
  cell.value.number = facts_.symbols.intern(render_sentence(pieces, slots));
  cell.fit = eval::Fit::Yes;
  cell.place = facts_.rows()[row].place;
}

void Binder::sentences() {
  for (const SentenceChoice& choice : choose_sentences(facts_, options_.evaluation)) {
    const eval::CellFact::State state = facts_.cell(choice.row, choice.field).state;
    if (state == eval::CellFact::State::Stated) {
      sentence(choice.row, choice.field, choice.form);
    } else if (state == eval::CellFact::State::Missing) {
      render(choice.row, choice.field, choice.form);
    }
  }
}

}  // namespace msd::bind
