// A line that somebody typed → a value as a design writes it.
#pragma once

#include "compiler/ask/moment.h"

namespace msd::ask {

struct Answer {
  std::string value;    ///< as it is written in a design
  std::string because;  ///< empty: none given
  std::string error;    ///< why the line is no answer; empty if it is one
  /// Rows that the answer names and that are not there yet, all of the kind that the field refers to: their words.
  std::vector<std::string> new_rows;
};

/// Reads an answer to a field: the numbers of choices, their identifiers or labels, quantities with units, texts, names
/// of rows. After a value that is no text, `because …` gives a reason. The line is UTF-8 without control characters.
Answer read_answer(const Moment& moment, std::uint32_t field, std::string_view line);

/// A choice as it is offered: what is written, its label where that says more, what it means.
struct Choice {
  std::string value, label, meaning;
};
/// The closed choices of a field, in the order of their numbers: values, or the rows there are. Empty for other types.
std::vector<Choice> choices_of(const Moment& moment, std::uint32_t field);

/// Blanks at both ends left out.
std::string_view trimmed(std::string_view text);
/// The first line of a doc comment.
std::string first_line(std::string_view doc);

/// The header of a new row: its word, its name and label made of `words`, its presets, `?` where a person decides.
/// `first` and `value`: a header field whose value is known. What of the presets has no place in it goes to `body`.
struct NewRow {
  std::uint32_t kind = kNone;
  std::string words;
  std::string name;  ///< empty: made of the words
  std::uint32_t first = kNone;
  std::string value;
};
std::string header_of(const Moment& moment, const NewRow& row,
                      const std::vector<std::pair<std::uint32_t, std::string>>& presets,
                      std::vector<std::string>& body);

}  // namespace msd::ask
