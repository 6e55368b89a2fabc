// What an interview asks: a question about a cell or a row in words, with its choices and the form of an answer.
#include "compiler/ask/interview.h"
#include "compiler/ask/lines.h"
#include "compiler/ask/reading.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

using Style = Line::Style;

namespace {

/// The row of a cell, with the rows around it: `shelf`, or `shelf, piece_2`.
std::string where(const Moment& moment, RowIndex row) {
  const RowIndex parent = moment.facts().rows()[row].parent;
  return (parent == kNone ? "" : where(moment, parent) + ", ") + report::row_name(moment.facts(), row);
}

/// A label in the middle of a sentence.
std::string inside(std::string_view label) {
  std::string out(label);
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!out.empty() && upper(out[0]) && (out.size() == 1 || !upper(out[1])))
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

void choices(Lines& out, const std::vector<Choice>& all) {
  std::size_t wide = 0;
  for (const Choice& choice : all) wide = std::max(wide, report::width(choice.value));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Choice& choice = all[i];
    std::string line = fmt::format("{:>4}  {}", i + 1, choice.value);
    const bool label =
        choice.label != choice.value && !choice.label.empty() && edit::name_of(choice.label) != choice.value;
    const std::string more = !choice.meaning.empty() ? choice.meaning : label ? choice.label : "";
    if (!more.empty()) line += std::string(wide - report::width(choice.value) + 3, ' ') + more;
    add(out, Style::Choice, line);
  }
}

/// What kind of answer a field takes, where it is no closed choice.
std::string form(const Moment& moment, std::uint32_t field) {
  const image::TypeRecord& type = moment.type(field);
  const auto dimension = static_cast<Dimension>(type.dimension);
  const std::string_view target =
      type.target == kNone ? ""
      : static_cast<Class>(type.cls) == Class::Ref || static_cast<Class>(type.cls) == Class::List
          ? moment.name(moment.image().rows()[type.target].name)
          : "";
  const bool makes = !target.empty() && moment.image().rows()[type.target].parent == kNone &&
                     moment.image().rows()[type.target].single == 0;
  std::string out;
  switch (static_cast<Class>(type.cls)) {
  case Class::Text: return "a text";
  case Class::Id: return "a name";
  case Class::Number:
    out = fmt::format("a {} from {} to {}", name(dimension), print_quantity(moment.image().number(type.low), dimension),
                      print_quantity(moment.image().number(type.high), dimension));
    break;
  case Class::Set: out = "several numbers, or none"; break;
  case Class::Ref: out = makes ? fmt::format("a number, or the name of a new {}", target) : "a number"; break;
  case Class::List:
    out = makes ? fmt::format("several numbers, or names of new {}s; or none", target) : "several numbers, or none";
    break;
  default: break;
  }
  if (type.optional != 0) out += out.empty() ? "or none" : "; or none";
  return out;
}

/// The body of a question about a field: its meaning, the choices, the form of an answer.
void field_lines(Lines& out, const Moment& moment, std::uint32_t field) {
  const std::string doc = first_line(moment.name(moment.field(field).doc));
  if (!doc.empty()) add(out, Style::Aside, "  " + doc);
  choices(out, choices_of(moment, field));
  const std::string how = form(moment, field);
  if (!how.empty()) add(out, Style::Aside, "  " + how);
}

/// The sentence that a slot belongs to, with what is known of it.
std::string sentence(const Moment& moment, CellRef slot) {
  const image::RowRecord& kind = moment.image().rows()[moment.facts().rows()[slot.row].kind];
  for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
    const auto slots = slots_of(moment, {slot.row, f});
    if (std::find(slots.begin(), slots.end(), slot) != slots.end())
      return report::filled_form(moment.evaluator(), {slot.row, f});
  }
  return {};
}

/// What is wrong and what helps, of a task that is about a fault.
struct Wrong {
  std::string message, hint, ask;
};
Wrong wrong_of(const Moment& moment, const Task& task) {
  const image::Image& image = moment.image();
  if (task.require != kNone) {
    const image::RequireRecord& record = image.requirements()[task.require];
    auto text = [&](std::uint32_t which) { return report::fill(moment.evaluator(), which, task.on); };
    return {text(record.message), text(record.hint), text(record.ask)};
  }
  if (task.rejected.row == kNone) return {};
  const eval::Outcome& outcome = moment.evaluator().cell(task.rejected.row, task.rejected.field);
  std::string why;
  if (outcome.line != kNone && image.lines()[outcome.line].reject != kNone)
    why = report::fill(moment.evaluator(), image.lines()[outcome.line].reject, task.rejected.row);
  return {
      fmt::format("{} is rejected{}{}", report::cell_name(moment.facts(), task.rejected), why.empty() ? "" : ": ", why),
      "", ""};
}

Lines ask_cell(const Moment& moment, const Task& task) {
  Lines out;
  const image::FieldRecord& field = moment.field(task.cell.field);
  const std::string row = where(moment, task.cell.row);
  const std::string_view ask = moment.name(field.ask);
  const std::string form_text = sentence(moment, task.cell);
  if (!form_text.empty()) {
    add(out, Style::Question, fmt::format("{}: what is {{{}}}?", row, moment.name(field.name)));
    add(out, Style::Plain, "  " + form_text);
  } else if (!ask.empty()) {
    add(out, Style::Question, fmt::format("{}: {}", row, ask));
  } else {
    add(out, Style::Question, fmt::format("{}: what is \"{}\"?", row, moment.name(field.label)));
  }
  const Wrong wrong = wrong_of(moment, task);
  if (!wrong.message.empty())
    add(out, Style::Aside, "  " + wrong.message + (wrong.hint.empty() ? "" : ": " + wrong.hint));
  field_lines(out, moment, task.cell.field);
  const eval::Outcome& now = moment.evaluator().cell(task.cell.row, task.cell.field);
  if (now.state == eval::Outcome::State::Value)
    add(out, Style::Aside,
        "  now: " + report::show_outcome(moment.facts(), task.cell.field, now, report::Style::Identifier));
  if (static_cast<Reading>(field.reading) == Reading::Judged)
    add(out, Style::Aside, "  an opinion: a reason is asked for, or comes at once: … because …");
  return out;
}

Lines ask_row(const Moment& moment, const Task& task) {
  Lines out;
  const image::RowRecord& kind = moment.image().rows()[task.row_kind];
  const std::string label = inside(moment.name(kind.label));
  const bool child = task.parent != kNone;
  const auto& all = moment.facts().of_kind(task.row_kind);
  const bool some = std::any_of(all.begin(), all.end(),
                                [&](RowIndex row) { return moment.facts().rows()[row].parent == task.parent; });
  const std::uint32_t field = first_field(moment, task.row_kind, task.presets);
  const bool name = field == kind.name_field;
  if (task.kind == Task::Kind::Missing) {
    const Wrong wrong = wrong_of(moment, task);
    add(out, Style::Question, wrong.ask.empty() ? wrong.message : wrong.ask);
    if (!wrong.hint.empty()) add(out, Style::Aside, "  " + wrong.hint);
    std::string facts;
    for (const Preset& preset : task.presets)
      facts += fmt::format(" {}: {}", moment.name(moment.field(preset.field).name), preset.value);
    add(out, Style::Aside,
        fmt::format("  a new row, {}{}{}{}", label, child ? " in " + where(moment, task.parent) : "",
                    facts.empty() ? "" : ", with", facts));
  } else {
    const std::string at = child ? " of " + where(moment, task.parent) : "";
    add(out, Style::Question,
        task.kind == Task::Kind::First ? fmt::format("the first {}: what is it called?", label)
        : some                         ? fmt::format("another {}{}?", label, at)
                                       : fmt::format("any {}{}?", label, at));
  }
  const std::string doc = first_line(moment.name(kind.doc));
  if (name && !doc.empty()) add(out, Style::Aside, "  " + doc);
  if (name && some) {
    std::string have;
    for (RowIndex row : all) have += (have.empty() ? "" : ", ") + report::row_name(moment.facts(), row);
    add(out, Style::Aside, "  so far: " + have);
  }
  if (!name && field != kNone) {
    if (!moment.name(moment.field(field).ask).empty())
      add(out, Style::Plain, fmt::format("  {}", moment.name(moment.field(field).ask)));
    field_lines(out, moment, field);
  }
  const std::string what = name ? "a name, or a few words" : field == kNone ? "yes" : "";
  const std::string empty = task.kind == Task::Kind::Another   ? "nothing: no more"
                            : task.kind == Task::Kind::Missing ? "nothing: later"
                                                               : "";
  if (!what.empty() || !empty.empty())
    add(out, Style::Aside, "  " + what + (what.empty() || empty.empty() ? "" : "; ") + empty);
  return out;
}

}  // namespace

Lines asked(const Moment& moment, const Task& task) {
  switch (task.kind) {
  case Task::Kind::Cell: return ask_cell(moment, task);
  case Task::Kind::First:
  case Task::Kind::Missing:
  case Task::Kind::Another: return ask_row(moment, task);
  case Task::Kind::Reason: {
    Lines out;
    const eval::Outcome& value = moment.evaluator().cell(task.cell.row, task.cell.field);
    add(out, Style::Question,
        fmt::format("why is {} {}?", report::cell_name(moment.facts(), task.cell),
                    report::show_outcome(moment.facts(), task.cell.field, value, report::Style::Identifier)));
    add(out, Style::Aside, "  a few words");
    return out;
  }
  case Task::Kind::Repair: break;
  }
  Lines out;
  const Wrong wrong = wrong_of(moment, task);
  add(out, Style::Question, wrong.message + "; what do you want to change?");
  if (!wrong.hint.empty()) add(out, Style::Aside, "  " + wrong.hint);
  for (std::size_t i = 0; i < task.cells.size(); ++i) {
    const eval::Outcome& value = moment.evaluator().cell(task.cells[i].row, task.cells[i].field);
    add(out, Style::Choice,
        fmt::format("{:>4}  {} = {}", i + 1, report::cell_name(moment.facts(), task.cells[i]),
                    report::show_outcome(moment.facts(), task.cells[i].field, value, report::Style::Identifier)));
  }
  add(out, Style::Aside, "  a number; nothing: leave it so");
  return out;
}

}  // namespace msd::ask
