// Kinds of row that a design has several of: the first one, and one more.
#include "compiler/ask/gather.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

std::uint32_t step_of_kind(const Moment& moment, std::uint32_t row_kind) {
  const image::Image& image = moment.image();
  const image::RowRecord& kind = image.rows()[row_kind];
  std::uint32_t out = kNone;
  for (const bool asked : {true, false}) {
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      if (!stated_by_people(field) || field.step == kNone || (asked && image.text(field.ask).empty())) continue;
      if (moment.step(field.step) < moment.step(out)) out = field.step;
    }
    if (out != kNone) break;
  }
  return out;
}

std::uint32_t first_field(const Moment& moment, std::uint32_t row_kind, const std::vector<Preset>& presets) {
  const image::RowRecord& kind = moment.image().rows()[row_kind];
  for (std::uint32_t i = 1; i < kind.header_count; ++i) {
    const image::HeaderPartRecord& part = moment.image().header_parts()[kind.header_first + i];
    if (part.kind == 1) return kind.name_field;
    if (part.kind != 2) continue;
    const bool preset =
        std::any_of(presets.begin(), presets.end(), [&](const Preset& given) { return given.field == part.field; });
    if (!preset) return part.field;
  }
  return kNone;
}

std::string no_more(const Moment& moment, std::uint32_t row_kind) {
  return fmt::format("no more {}", moment.name(moment.image().rows()[row_kind].name));
}

/// Whether a comment in the block of the row, or of the design, says that there are no more.
bool Gatherer::complete(std::uint32_t kind, RowIndex parent) const {
  const std::string wanted = "// " + no_more(moment_, kind);
  const edit::Editor editor = moment_.editor();
  return std::any_of(moment_.unit().comments.begin(), moment_.unit().comments.end(), [&](const ast::Comment& comment) {
    return moment_.sources().text(comment.span) == wanted && editor.row_around(comment.span.begin) == parent;
  });
}

void Gatherer::another(std::uint32_t kind, RowIndex parent, bool first) {
  Task task;
  task.kind = first ? Task::Kind::First : Task::Kind::Another;
  task.step = moment_.step(step_of_kind(moment_, kind));
  task.row_kind = kind;
  task.parent = parent;
  task.key = fmt::format("another {} in {}", image_.text(image_.rows()[kind].name),
                         parent == kNone ? "" : report::row_name(moment_.facts(), parent));
  if (!wishes_.skipped.contains(task.key)) tasks_.push_back(std::move(task));
}

void Gatherer::rows() {
  bool none = true;  // no row but the single ones
  for (const eval::RowFact& row : moment_.facts().rows()) none = none && image_.rows()[row.kind].single != 0;
  const std::size_t before = tasks_.size();
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    const image::RowRecord& record = image_.rows()[kind];
    if (record.single != 0) continue;
    if (record.parent == kNone) {
      // A kind that a sheet lists is asked for; others come by what refers to them, or by `add`.
      const bool listed = std::any_of(image_.sheets().begin(), image_.sheets().end(),
                                      [&](const image::SheetRecord& sheet) { return sheet.row == kind; });
      if (listed && !complete(kind, kNone)) another(kind, kNone, false);
      continue;
    }
    for (RowIndex parent : moment_.facts().of_kind(record.parent)) {
      const auto& all = moment_.facts().of_kind(kind);
      const bool some = std::any_of(all.begin(), all.end(),
                                    [&](RowIndex row) { return moment_.facts().rows()[row].parent == parent; });
      if (some && !complete(kind, parent)) another(kind, parent, false);
    }
  }
  if (!none || tasks_.size() == before) return;
  // A design without rows begins with the kind that comes first in the order of work.
  const auto first = std::min_element(tasks_.begin() + static_cast<std::ptrdiff_t>(before), tasks_.end(),
                                      [](const Task& a, const Task& b) { return a.step < b.step; });
  first->kind = Task::Kind::First;
}

std::vector<Task> Gatherer::run() {
  cells();
  requirements();
  rows();
  return std::move(tasks_);
}

std::vector<Task> gather(const Moment& moment, const Wishes& wishes) { return Gatherer(moment, wishes).run(); }

}  // namespace msd::ask
