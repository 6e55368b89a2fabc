#include "compiler/ask/interview.h"

#include "compiler/ask/reading.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

using Style = Line::Style;

namespace {
Line wrong(const std::string& text) { return {Style::Wrong, report::printable(text)}; }
}  // namespace

Interview::Interview(std::string text, std::string path, const image::Image& image)
    : path_(std::move(path)), image_(image), moment_(std::make_unique<Moment>(std::move(text), path_, image)) {
  if (!usable()) return;
  tidy_ = tidied(moment_->text()) == moment_->text();
  choose();
}

void Interview::choose() {
  tasks_ = gather(*moment_, wishes_);
  now_.reset();
  if (!tasks_.empty()) now_ = tasks_[first(*moment_, tasks_)];
}

Lines Interview::opening() const {
  const image::FrameworkRecord& framework = image_.framework();
  Lines out{{Style::Head, report::printable(fmt::format("{} · {} {}",
                                                        moment_->design().label.given() ? moment_->design().label.value
                                                                                        : moment_->design().name.text,
                                                        image_.text(framework.name), image_.text(framework.version)))}};
  for (Line& line : budget(image_)) out.push_back(std::move(line));
  out.push_back({Style::Aside, "type an answer, or: undo, skip, more, list, why REASON, add KIND, help, quit"});
  return out;
}

Lines Interview::question() {
  Lines out;
  if (!now_) return out;
  if (now_->step != shown_step_) {
    out = heading(*moment_, now_->step);
    shown_step_ = now_->step;
  }
  for (Line& line : asked(*moment_, task())) out.push_back(std::move(line));
  return out;
}

Lines Interview::accept(std::string text) {
  if (tidy_) text = tidied(text);
  auto after = std::make_unique<Moment>(std::move(text), path_, image_);
  const auto faults = after->readable() ? after->faults() : std::vector<diag::Diagnostic>{};
  if (!after->readable() || !faults.empty()) {
    if (faults.empty()) return {wrong("that does not fit into the design")};
    return {wrong(faults[0].message + (faults[0].label.empty() ? "" : ": " + faults[0].label) +
                  (faults[0].help.empty() ? "" : "; " + faults[0].help))};
  }
  past_.push_back({moment_->text(), wishes_.skipped});
  Lines out = news(*moment_, *after);
  moment_ = std::move(after);
  choose();
  return out;
}

bool Interview::replace(std::string text) {
  auto after = std::make_unique<Moment>(std::move(text), path_, image_);
  if (!after->readable() || !after->faults().empty()) return false;
  past_.push_back({moment_->text(), wishes_.skipped});
  moment_ = std::move(after);
  choose();
  return true;
}

std::string Interview::with_new_rows(std::string text, std::uint32_t field,
                                     const std::vector<std::string>& words) const {
  for (const std::string& name : words) {
    const Moment between(text, path_, image_);
    if (!between.readable()) break;
    std::vector<std::string> body;
    const std::string header = header_of(between, {between.type(field).target, name, {}, kNone, {}}, {}, body);
    text = between.editor().add_row(kNone, header, body);
  }
  return text;
}

Lines Interview::take_cell(CellRef cell, std::string_view line) {
  const Answer answer = read_answer(*moment_, cell.field, line);
  if (!answer.error.empty()) return {wrong(answer.error)};
  const std::string row = report::row_name(moment_->facts(), cell.row);
  std::string text = moment_->editor().set_cell(cell, answer.value, answer.because);
  Lines out = accept(with_new_rows(std::move(text), cell.field, answer.new_rows));
  if (out.empty() || out[0].style != Style::Wrong) last_row_ = row, last_field_ = cell.field;
  return out;
}

Lines Interview::take_reason(CellRef cell, std::string_view line) {
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  if (trimmed(line).empty()) return {wrong("a reason is a few words; without one the value is an opinion")};
  return accept(moment_->editor().set_reason(cell, std::string(trimmed(line))));
}

Lines Interview::take_row(const Task& task, std::string_view line) {
  const edit::Editor editor = moment_->editor();
  NewRow row;
  row.kind = task.row_kind;
  const std::uint32_t field = first_field(*moment_, task.row_kind, task.presets);
  const bool none = line.empty() || line == "no" || line == "none" || line == "-";
  if (none && task.kind == Task::Kind::Another) {
    Lines out = accept(editor.add_comment(task.parent, no_more(*moment_, task.row_kind)));
    return out;
  }
  if (none && task.kind == Task::Kind::Missing && line.empty()) return skip();
  if (line.empty()) return {wrong("type an answer; `skip` leaves it for later, `quit` ends")};
  std::vector<std::string> new_rows;
  if (field == image_.rows()[task.row_kind].name_field) {
    row.words = line.size() >= 2 && line.front() == '"' && line.back() == '"' ? line.substr(1, line.size() - 2) : line;
    if (edit::name_of(row.words).empty()) return {wrong("a name needs a letter from a to z, or a digit")};
    // A name stands for one row in the whole design; what is called like a row of another kind gets its kind behind.
    for (const eval::RowFact& other : moment_->facts().rows()) {
      if (other.kind != row.kind && moment_->facts().symbols.text(other.name) == edit::name_of(row.words))
        row.name = fmt::format("{}_{}", edit::name_of(row.words), image_.text(image_.rows()[row.kind].name));
    }
  } else if (field != kNone) {
    const Answer answer = read_answer(*moment_, field, line);
    if (!answer.error.empty()) return {wrong(answer.error)};
    row.first = field;
    row.value = answer.value;
    new_rows = answer.new_rows;
  } else if (line != "y" && line != "yes") {
    return {wrong("type yes for one more, or nothing")};
  }
  std::vector<std::pair<std::uint32_t, std::string>> presets;
  for (const Preset& preset : task.presets) presets.emplace_back(preset.field, preset.value);
  std::vector<std::string> body;
  const std::string header = header_of(*moment_, row, presets, body);
  std::string text = editor.add_row(task.parent, header, body);
  return accept(field == kNone ? text : with_new_rows(std::move(text), field, new_rows));
}

Lines Interview::skip() {
  past_.push_back({moment_->text(), wishes_.skipped});
  wishes_.skipped.insert(task().key);
  choose();
  return {{Style::Aside, "left open"}};
}

Lines Interview::take(std::string_view line) {
  switch (task().kind) {
  case Task::Kind::Reason: return take_reason(task().cell, line);
  case Task::Kind::First:
  case Task::Kind::Missing:
  case Task::Kind::Another: return take_row(Task(task()), line);
  case Task::Kind::Repair: {
    if (line.empty()) return skip();
    std::size_t number = 0;
    for (const char c : line) number = c >= '0' && c <= '9' && number < 1000 ? number * 10 + (c - '0') : 1000;
    if (number < 1 || number > task().cells.size())
      return {wrong(fmt::format("type a number from 1 to {}, or nothing to leave it so", task().cells.size()))};
    Task change;
    change.kind = Task::Kind::Cell;
    change.step = task().step;
    change.cell = task().cells[number - 1];
    change.key = report::cell_name(moment_->facts(), change.cell);
    now_ = change;
    return {};
  }
  case Task::Kind::Cell: break;
  }
  const CellRef cell = task().cell;
  if (line.empty()) {
    const bool loose = moment_->field(cell.field).default_value != kNone || moment_->type(cell.field).optional != 0;
    if (loose) return skip();
    return {wrong("type an answer; `skip` leaves it for later, `quit` ends")};
  }
  return take_cell(cell, line);
}

Lines Interview::answer(std::string_view line) {
  if (line.size() > kLongestLine) return {wrong(fmt::format("that line is longer than {} bytes", kLongestLine))};
  const bool control = std::any_of(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r') || c == 0x7F;
  });
  if (control) return {wrong("that line holds control characters")};
  line = trimmed(line);
  bool known = false;
  const std::size_t end = std::min(line.find(' '), line.size());
  Lines out = command(line.substr(0, end), trimmed(line.substr(end)), known);
  if (known || !now_) return out;
  return take(line);
}

}  // namespace msd::ask
