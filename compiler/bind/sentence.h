// Sentence templates without designs: a sentence gives the contents of its slots, contents give the sentence.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace msd::bind {

/// A part of a template: fixed words, or a slot (then `literal` is empty).
struct Piece {
  std::string literal;
  std::uint32_t slot = image::kNone;
};

/// White space folded to single blanks, none at the ends; `from[i]` is where character i stood in the original, and
/// `from[text.size()]` its end.
struct Folded {
  std::string text;
  std::vector<std::size_t> from;
};
Folded fold_blanks(std::string_view text);

/// What each slot holds, as half-open ranges of the folded text, in the order of the slots.
using SlotRanges = std::vector<std::pair<std::size_t, std::size_t>>;

struct Match {
  std::vector<SlotRanges> readings;  ///< at most two: one is the sentence's meaning, two are an ambiguity
  std::size_t misfit = 0;            ///< without a reading: where the text leaves the template, at the start of a word
  std::string expected;              ///< what the template has there; empty for "the end of the sentence"
};

/// Reads a folded text. A slot takes at least one character and no blank at its ends. Depth-first with a memory of dead
/// ends: O(pieces × length²).
Match match_sentence(const std::vector<Piece>& pieces, const std::string& text);
/// The sentence with these contents in its slots, folded.
std::string render_sentence(const std::vector<Piece>& pieces, const std::vector<std::string>& slots);

/// A sentence longer than this is refused unread.
inline constexpr std::size_t kLongestSentence = 4000;

/// The pieces of a template of an image (record index), and its form with slots in braces.
std::vector<Piece> pieces_of(const image::Image& image, std::uint32_t index);
std::string form_of(const image::Image& image, const std::vector<Piece>& pieces);

/// A text field of a row with the template that applies to it.
struct SentenceChoice {
  eval::RowIndex row;
  std::uint32_t field, form;
};
/// All of them in a design. Their choice reads neither the texts nor their slots, so it can be made before them; where
/// it is still open there is none.
std::vector<SentenceChoice> choose_sentences(const eval::Facts& facts, const eval::Options& options);
/// The contents of the slots as a sentence shows them; empty if one is not stated.
std::vector<std::string> slot_contents(const eval::Facts& facts, eval::RowIndex row, const std::vector<Piece>& pieces);

}  // namespace msd::bind
