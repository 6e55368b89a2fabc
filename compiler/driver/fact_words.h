// Facts in words and as JSON, as the commands that reason about a design show them: what they are, whose, and where.
#pragma once

#include "runtime/reason/change.h"
#include "runtime/report/json_writer.h"

namespace msd::driver {

/// Lines of at most 80 columns.
class FactWords {
 public:
  FactWords(const reason::Ground& ground, report::Output& output)
      : ground_(ground), facts_(ground.facts()), output_(output) {}

  /// Text folded behind `indent` blanks, its further lines two blanks deeper.
  void line(std::size_t indent, const std::string& text);
  /// A fact with its content, whose it is, its place and its reason.
  void fact(std::size_t indent, eval::CellRef cell);
  /// Several of them, or that there are none.
  void facts(std::size_t indent, const std::vector<eval::CellRef>& cells);
  /// A sentence about a line of a table, and its place.
  void rule(std::size_t indent, const std::string& text, std::uint32_t line);
  /// What a change makes of a fact.
  void edit(std::size_t indent, const reason::Edit& edit);

  /// The value as a design would have it.
  std::string value(eval::CellRef cell, const eval::CellFact& fact) const;
  /// `FILE:LINE:COLUMN` of a fact, or of the row that leaves it out; empty if it is written nowhere.
  std::string place(eval::CellRef cell) const;

 private:
  std::string content(eval::CellRef cell) const;
  void place_line(std::size_t indent, const std::string& place);
  const reason::Ground& ground_;
  const eval::Facts& facts_;
  report::Output& output_;
};

/// `chosen`, `judged`, `given` or `statement`.
std::string_view name(reason::Owner owner);

/// `{"fact": …, "value": …, "owner": …, "place": …, "because": …}`.
void write_fact(report::JsonWriter& json, const reason::Ground& ground, eval::CellRef cell);
void write_facts(report::JsonWriter& json, std::string_view key, const reason::Ground& ground,
                 const std::vector<eval::CellRef>& cells);
void write_edit(report::JsonWriter& json, const reason::Ground& ground, const reason::Edit& edit);
/// `schema`, `tool`, `design`, `file` and `framework`, inside an object that is open.
void write_head(report::JsonWriter& json, std::string_view schema, const eval::Facts& facts,
                const std::string& version);

/// `FILE:LINE` of a line of a table; empty if it is not known.
std::string rule_place(const image::Image& image, std::uint32_t line);
/// `is VALUE` or `may still be {…}`.
std::string outcome_words(const eval::Facts& facts, std::uint32_t field, const eval::Outcome& outcome);
/// One word for JSON.
std::string_view proof_name(reason::Forcing::Proof proof);

}  // namespace msd::driver
