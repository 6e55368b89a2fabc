// Sentence templates as reports need them: which slots are still missing.
#include "runtime/report/display.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

using eval::CellFact;
using eval::Outcome;
using image::kNone;

/// The template that applies to a text of a row; none if it has none or its choice is still open.
const image::SentenceRecord* template_of(eval::Evaluator& evaluator, eval::CellRef text) {
  const image::Image& image = evaluator.facts().image();
  const image::FieldRecord& field = image.fields()[text.field];
  for (std::uint32_t i = 0; i < field.template_count; ++i) {
    const image::SentenceRecord& record = image.templates()[field.template_first + i];
    if (record.when == kNone) return &record;
    const Outcome chosen = evaluator.node(record.when, text.row);
    if (chosen.state == Outcome::State::Unknown) return nullptr;
    if (chosen.state == Outcome::State::Value && chosen.value.mask == 2) return &record;
  }
  return nullptr;
}

}  // namespace

std::vector<eval::CellRef> missing_slots(eval::Evaluator& evaluator, eval::CellRef text) {
  const eval::Facts& facts = evaluator.facts();
  std::vector<eval::CellRef> missing;
  if (facts.cell(text.row, text.field).state != CellFact::State::Missing) return missing;
  const image::SentenceRecord* form = template_of(evaluator, text);
  if (form == nullptr) return missing;
  bool some = false;
  for (std::uint32_t i = 0; i < form->piece_count; ++i) {
    const std::uint32_t slot = facts.image().sentence_pieces()[form->piece_first + i].slot;
    if (slot == kNone) continue;
    const bool stated = facts.cell(text.row, slot).state == CellFact::State::Stated;
    some = some || stated;
    if (!stated) missing.push_back({text.row, slot});
  }
  return some ? missing : std::vector<eval::CellRef>{};
}

std::string filled_form(eval::Evaluator& evaluator, eval::CellRef text) {
  const eval::Facts& facts = evaluator.facts();
  const image::Image& image = facts.image();
  const image::SentenceRecord* form = template_of(evaluator, text);
  std::string out;
  for (std::uint32_t i = 0; form != nullptr && i < form->piece_count; ++i) {
    const image::SentencePieceRecord& piece = image.sentence_pieces()[form->piece_first + i];
    if (piece.slot == kNone) {
      out += image.text(piece.literal);
      continue;
    }
    const CellFact& fact = facts.cell(text.row, piece.slot);
    out += fact.state == CellFact::State::Stated
               ? show_value(facts, image.fields()[piece.slot].type, fact.value, Style::Label)
               : fmt::format("{{{}}}", image.text(image.fields()[piece.slot].name));
  }
  return out;
}

}  // namespace msd::report
