// Values, cells and conditions in words. Everything that a report says about an image or a design is spelled here.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::report {

/// Identifiers are what a person writes in a file; labels are what worksheets show.
enum class Style : std::uint8_t { Identifier, Label };

/// A value of a field: `two_words` or its label "two words", `{a, b}`, `10 ms`, a text as it is, the names of rows.
std::string show_value(const eval::Facts& facts, std::uint32_t type, const eval::Value& value, Style style);
/// A cell's content; unknown is `?`, absent and rejected are those words (identifier style) or empty (label style).
std::string show_outcome(const eval::Facts& facts, std::uint32_t field, const eval::Outcome& outcome, Style style);
/// The members of a possible set, in order: `{a, b, absent}`; an open one ends in `…`.
std::string show_possible(const eval::Facts& facts, std::uint32_t field, const eval::Possible& possible);
/// The same for a type of the image, where no field holds the value.
std::string show_possible_of(const eval::Facts& facts, std::uint32_t type, const eval::Possible& possible);
/// `row.field`; an unnamed single row is called by its kind.
std::string cell_name(const eval::Facts& facts, eval::CellRef cell);
std::string row_name(const eval::Facts& facts, eval::RowIndex row);
/// A condition as it would be written in a rule file. O(nodes of the condition).
std::string show_node(const image::Image& image, std::uint32_t node);
/// A message with its slots filled from a row (kNone: from the single rows).
std::string fill(eval::Evaluator& evaluator, std::uint32_t text_template, eval::RowIndex row);
/// The same with several rows around, the innermost last. With `in_file` the result is text for a file of the design:
/// what stands between quotes is escaped, and `?` stands for what is not known or absent.
std::string fill(eval::Evaluator& evaluator, std::uint32_t text_template, const std::vector<eval::RowIndex>& around,
                 bool in_file = false);
/// The slots that a text still lacks where its template is known and some of its slots are stated: then they are what
/// is missing, not the text. Empty otherwise.
std::vector<eval::CellRef> missing_slots(eval::Evaluator& evaluator, eval::CellRef text);
/// The template of a text with the slots that are stated, the others in braces; empty if no template is known to apply.
std::string filled_form(eval::Evaluator& evaluator, eval::CellRef text);
/// Text made safe for a terminal: control characters, escapes and marks that change direction become visible.
std::string printable(std::string_view text);
/// The number of terminal columns that a UTF-8 text takes; wide characters count two, marks none.
std::size_t width(std::string_view text);

}  // namespace msd::report
