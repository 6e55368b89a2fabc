#include "compiler/driver/fact_words.h"

#include "compiler/edit/edit.h"
#include "runtime/report/display.h"
#include "runtime/report/sheets.h"
#include "runtime/report/tally.h"
#include "runtime/report/values_json.h"

#include <fmt/format.h>

namespace msd::driver {

using eval::CellFact;
using eval::CellRef;
using image::kNone;
using reason::Owner;

namespace {

constexpr std::size_t kColumns = 80;

bool by_default(const eval::Facts& facts, CellRef cell) {
  return facts.cell(cell.row, cell.field).state == CellFact::State::Missing;
}

std::uint32_t because_of(const eval::Facts& facts, CellRef cell) {
  const CellFact& fact = facts.cell(cell.row, cell.field);
  if (fact.state == CellFact::State::Missing) return kNone;
  return fact.because != kNone ? fact.because : facts.rows()[cell.row].because;
}

const eval::Place& place_of(const eval::Facts& facts, CellRef cell) {
  const eval::Place& own = facts.cell(cell.row, cell.field).place;
  return own.line != 0 ? own : facts.rows()[cell.row].place;
}

void write_content(report::JsonWriter& json, const eval::Facts& facts, CellRef cell, const CellFact& fact) {
  if (fact.state == CellFact::State::Stated) {
    report::write_value(json, facts, facts.image().fields()[cell.field].type, fact.value);
  } else {
    json.null();
  }
}

void write_place(report::JsonWriter& json, const eval::Facts& facts, CellRef cell) {
  const eval::Place& place = place_of(facts, cell);
  if (place.line == 0) return;
  json.member("file", facts.file);
  json.member("line", place.line);
  json.member("column", place.column);
}

}  // namespace

std::string_view name(Owner owner) {
  switch (owner) {
  case Owner::Chosen: return "chosen";
  case Owner::Judged: return "judged";
  case Owner::Given: return "given";
  case Owner::Statement: return "statement";
  }
  return "";
}

std::string_view proof_name(reason::Forcing::Proof proof) {
  using Proof = reason::Forcing::Proof;
  switch (proof) {
  case Proof::Smallest: return "smallest";
  case Proof::Minimal: return "minimal";
  case Proof::Enough: return "enough";
  case Proof::Undecided: return "undecided";
  case Proof::Impossible: return "impossible";
  }
  return "";
}

std::string rule_place(const image::Image& image, std::uint32_t line) {
  const std::uint32_t index = image.lines()[line].place;
  if (index == kNone) return {};
  const image::PlaceRecord& place = image.places()[index];
  return fmt::format("{}:{}", image.path(place.file), place.line);
}

std::string outcome_words(const eval::Facts& facts, std::uint32_t field, const eval::Outcome& outcome) {
  if (outcome.state == eval::Outcome::State::Unknown)
    return "may still be " + report::show_possible(facts, field, outcome.possible);
  return "is " + report::show_outcome(facts, field, outcome, report::Style::Identifier);
}

void FactWords::line(std::size_t indent, const std::string& text) {
  std::string blanks(indent, ' ');
  for (const std::string& part : report::fold(report::printable(text), kColumns - indent - 2)) {
    output_.write(blanks + part + "\n");
    blanks = std::string(indent + 2, ' ');
  }
}

/// A place stays in one piece.
void FactWords::place_line(std::size_t indent, const std::string& place) {
  if (!place.empty()) output_.write(std::string(indent, ' ') + report::printable(place) + "\n");
}

std::string FactWords::value(CellRef cell, const CellFact& fact) const {
  if (fact.state != CellFact::State::Stated) return "absent";
  return report::show_value(facts_, facts_.image().fields()[cell.field].type, fact.value, report::Style::Identifier);
}

std::string FactWords::content(CellRef cell) const { return value(cell, eval::in_force(facts_, cell)); }

std::string FactWords::place(CellRef cell) const {
  const eval::Place& place = place_of(facts_, cell);
  return place.line == 0 ? "" : fmt::format("{}:{}:{}", facts_.file, place.line, place.column);
}

void FactWords::fact(std::size_t indent, CellRef cell) {
  const Owner owner = ground_.owner(cell);
  std::string how;
  if (owner == Owner::Judged) how = ", judged";
  if (owner == Owner::Statement) how = ", stated, where its rule leaves it open";
  if (by_default(facts_, cell))
    how += facts_.image().fields()[cell.field].default_value == kNone ? ", left out" : ", by default";
  line(indent, fmt::format("{} is {}{}", report::cell_name(facts_, cell), content(cell), how));
  if (!by_default(facts_, cell)) place_line(indent + 2, place(cell));
  if (const std::uint32_t because = because_of(facts_, cell); because != kNone)
    line(indent + 2, "because " + edit::quoted(facts_.symbols.text(because)));
}

void FactWords::facts(std::size_t indent, const std::vector<CellRef>& cells) {
  for (CellRef cell : cells) fact(indent, cell);
}

void FactWords::rule(std::size_t indent, const std::string& text, std::uint32_t line) {
  this->line(indent, text);
  place_line(indent, rule_place(facts_.image(), line));
}

void FactWords::edit(std::size_t indent, const reason::Edit& edit) {
  const std::string cell = report::cell_name(facts_, edit.cell);
  std::string to = value(edit.cell, edit.to);
  if (edit.described) {
    to = edit.to.fit == eval::Fit::Yes  ? "a text that has its form"
         : edit.to.fit == eval::Fit::No ? "a text of another form"
                                        : "another text";
    if (facts_.symbols.text(static_cast<std::uint32_t>(edit.to.value.number)) != "...")
      to += " with the words " + value(edit.cell, edit.to);
  }
  if (edit.answer) {
    line(indent, fmt::format("{}: {} (an answer to what is open)", cell, to));
    return;
  }
  line(indent, fmt::format("{}: {} in place of {}{}", cell, to, content(edit.cell),
                           edit.owner == Owner::Judged ? ", which is judged" : ""));
  if (!by_default(facts_, edit.cell)) place_line(indent + 2, place(edit.cell));
  if (const std::uint32_t because = because_of(facts_, edit.cell); because != kNone)
    line(indent + 2, "because " + edit::quoted(facts_.symbols.text(because)));
}

void write_fact(report::JsonWriter& json, const reason::Ground& ground, CellRef cell) {
  const eval::Facts& facts = ground.facts();
  json.open_object();
  json.member("fact", report::cell_name(facts, cell));
  json.key("value");
  write_content(json, facts, cell, eval::in_force(facts, cell));
  json.member("owner", name(ground.owner(cell)));
  json.key("default");
  json.boolean(by_default(facts, cell));
  write_place(json, facts, cell);
  if (const std::uint32_t because = because_of(facts, cell); because != kNone)
    json.member("because", facts.symbols.text(because));
  json.close_object();
}

void write_facts(report::JsonWriter& json, std::string_view key, const reason::Ground& ground,
                 const std::vector<CellRef>& cells) {
  json.key(key);
  json.open_array();
  for (CellRef cell : cells) write_fact(json, ground, cell);
  json.close_array();
}

void write_edit(report::JsonWriter& json, const reason::Ground& ground, const reason::Edit& edit) {
  const eval::Facts& facts = ground.facts();
  json.open_object();
  json.member("fact", report::cell_name(facts, edit.cell));
  json.key("from");
  edit.answer ? json.null() : write_content(json, facts, edit.cell, eval::in_force(facts, edit.cell));
  json.key("to");
  write_content(json, facts, edit.cell, edit.to);
  json.member("owner", name(edit.owner));
  json.key("answer");
  json.boolean(edit.answer);
  json.key("any_such_text");
  json.boolean(edit.described);
  write_place(json, facts, edit.cell);
  json.close_object();
}

void write_head(report::JsonWriter& json, std::string_view schema, const eval::Facts& facts,
                const std::string& version) {
  const image::Image& image = facts.image();
  json.member("schema", schema);
  json.key("tool");
  json.open_object();
  json.member("name", "msdc");
  json.member("version", version);
  json.close_object();
  json.member("design", facts.design_name);
  json.member("file", facts.file);
  json.key("framework");
  json.open_object();
  json.member("name", image.text(image.framework().name));
  json.member("version", image.text(image.framework().version));
  json.close_object();
}

}  // namespace msd::driver
