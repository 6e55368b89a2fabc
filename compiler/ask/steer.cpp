// The words that steer an interview: undo, skip, more, list, why, add, help, quit.
#include "compiler/ask/interview.h"
#include "compiler/ask/reading.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

using Style = Line::Style;

namespace {

const Lines& help() {
  static const Lines kHelp{
      {Style::Plain, "Type the number of a choice, its name, or the beginning of its name. Several: `1, 3`."},
      {Style::Plain, "A reason may follow at once: `2 because two holders cannot share a seat`."},
      {Style::Plain, "Where rows are listed, a new name makes a new row."},
      {Style::Plain, "  undo         take the last answer back"},
      {Style::Plain, "  skip         leave this question open; the next interview asks it again"},
      {Style::Plain, "  more         ask also what has a default or may be left out; again: stop that"},
      {Style::Plain, "  list         what is still to be asked"},
      {Style::Plain, "  why REASON   give the last answer a reason"},
      {Style::Plain, "  add KIND     add a row of a kind"},
      {Style::Plain, "  quit         end here; everything that was answered is in the file"},
      {Style::Plain, "Where a text is asked for, `why` and `add` need a colon before them: `:why REASON`."},
      {Style::Plain, "A text that is one of these words is put into quotes: \"more\"."},
  };
  return kHelp;
}

/// Whether the answer to a task is free text, so that two words may well be one.
bool free_text(const Moment& moment, const Task& task) {
  if (task.kind == Task::Kind::Reason) return true;
  if (task.kind == Task::Kind::Repair) return false;
  if (task.kind != Task::Kind::Cell) {
    const std::uint32_t field = first_field(moment, task.row_kind, task.presets);
    return field != kNone && (field == moment.image().rows()[task.row_kind].name_field ||
                              choices_of(moment, field).empty() || class_of(moment, field) == Class::Ref);
  }
  const Class cls = class_of(moment, task.cell.field);
  return cls == Class::Text || cls == Class::Id || cls == Class::Ref || cls == Class::List;
}

}  // namespace

Lines Interview::command(std::string_view word, std::string_view rest, bool& known) {
  known = true;
  const bool colon = word.size() > 1 && word.front() == ':';
  if (colon) word.remove_prefix(1);
  const bool two = colon || !now_ || !free_text(*moment_, task());
  if (rest.empty()) {
    if (word == "undo" || word == "back") return undo();
    if (word == "skip") return now_ ? skip() : Lines{};
    if (word == "list") return list();
    if (word == "help" || word == "?") return help();
    if (word == "quit" || word == "exit") return quit_ = true, Lines{};
    if (word == "more") {
      wishes_.more = !wishes_.more;
      choose();
      return {{Style::Aside, wishes_.more ? "what has a default or may be left out is asked as well"
                                          : "what has a default or may be left out is not asked"}};
    }
  }
  if (two && word == "add") return add(rest);
  if (two && word == "why") {
    for (RowIndex row = 0; row < moment_->facts().rows().size(); ++row) {
      if (last_field_ == kNone || report::row_name(moment_->facts(), row) != last_row_) continue;
      return take_reason({row, last_field_}, rest);
    }
    return {{Style::Wrong, "nothing was answered yet that could have a reason"}};
  }
  if (colon) return {{Style::Wrong, report::printable(fmt::format("there is no word `:{}`; `help` shows them", word))}};
  known = false;
  return {};
}

Lines Interview::undo() {
  if (past_.empty()) return {{Style::Wrong, "there is nothing to take back"}};
  Past past = std::move(past_.back());
  past_.pop_back();
  wishes_.skipped = std::move(past.skipped);
  if (past.text != moment_->text()) moment_ = std::make_unique<Moment>(std::move(past.text), path_, image_);
  last_field_ = kNone;
  choose();
  return {{Style::Aside, "taken back"}};
}

Lines Interview::list() const {
  Lines out;
  std::vector<const Task*> open;
  for (const Task& task : tasks_) open.push_back(&task);
  std::stable_sort(open.begin(), open.end(), [](const Task* a, const Task* b) { return a->step < b->step; });
  for (const Task* task : open) {
    const bool step = task->step != INT64_MAX;
    out.push_back({Style::Plain, report::printable((step ? fmt::format("  step {}  ", task->step / 1'000'000)
                                                         : std::string("          ")) +
                                                   task->key)});
  }
  if (out.empty()) out.push_back({Style::Plain, "nothing is left to ask"});
  return out;
}

/// A row of a kind that nobody asked about; a kind that stands in another row goes into the row at hand.
Lines Interview::add(std::string_view wanted) {
  std::vector<std::string_view> kinds;
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    const image::RowRecord& record = image_.rows()[kind];
    if (record.single != 0) continue;
    kinds.push_back(image_.text(record.name));
    if (image_.text(record.name) != wanted) continue;
    Task task;
    task.kind = Task::Kind::Another;
    task.step = shown_step_;
    task.row_kind = kind;
    if (record.parent != kNone) {
      RowIndex at = !now_                            ? kNone
                    : now_->kind == Task::Kind::Cell ? now_->cell.row
                    : now_->parent != kNone          ? now_->parent
                                                     : now_->on;
      while (at != kNone && moment_->facts().rows()[at].kind != record.parent) at = moment_->facts().rows()[at].parent;
      const auto& all = moment_->facts().of_kind(record.parent);
      if (at == kNone && all.size() == 1) at = all[0];
      if (at == kNone)
        return {{Style::Wrong, report::printable(fmt::format("a {} stands in a {}; add it while one is asked about",
                                                             wanted, image_.text(image_.rows()[record.parent].name)))}};
      task.parent = at;
    }
    now_ = task;
    return {};
  }
  const std::string near = diag::did_you_mean(wanted, kinds);
  return {{Style::Wrong, report::printable(fmt::format("there is no kind of row `{}`{}", wanted.substr(0, 60),
                                                       near.empty() ? "" : "; " + near))}};
}

Lines Interview::summary() const { return standing(*moment_, wishes_.skipped.size()); }

}  // namespace msd::ask
