// Open cells: what waits for an answer, what a sheet would show empty, what is written as `?`.
#include "compiler/ask/gather.h"

#include <algorithm>

namespace msd::ask {

using State = eval::CellFact::State;

std::vector<CellRef> slots_of(const Moment& moment, CellRef text) {
  const image::Image& image = moment.image();
  const image::FieldRecord& field = moment.field(text.field);
  std::vector<CellRef> out;
  for (std::uint32_t i = 0; i < field.template_count; ++i) {
    const image::SentenceRecord& form = image.templates()[field.template_first + i];
    if (form.when != kNone) {
      const eval::Outcome chosen = moment.evaluator().node(form.when, text.row);
      if (chosen.state == eval::Outcome::State::Unknown) return {};
      if (chosen.state != eval::Outcome::State::Value || chosen.value.mask != 2) continue;
    }
    for (std::uint32_t p = 0; p < form.piece_count; ++p) {
      const std::uint32_t slot = image.sentence_pieces()[form.piece_first + p].slot;
      if (slot != kNone) out.push_back({text.row, slot});
    }
    return out;
  }
  return out;
}

eval::Facts with_cell(const eval::Facts& facts, CellRef cell, const eval::CellFact& fact) {
  eval::Facts out = facts;
  out.cell(cell.row, cell.field) = fact;
  return out;
}

void Gatherer::cell(CellRef ref, std::size_t waiting) {
  const image::FieldRecord& field = moment_.field(ref.field);
  const eval::CellFact& fact = moment_.cell(ref);
  if (!stated_by_people(field) || fact.state == State::Stated || fact.state == State::Absent) return;
  // A slot is asked for in its turn.
  const image::RowRecord& kind = image_.rows()[field.row];
  for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
    if (f == ref.field || image_.fields()[f].template_count == 0) continue;
    const std::vector<CellRef> slots = slots_of(moment_, {ref.row, f});
    if (std::find(slots.begin(), slots.end(), ref) != slots.end()) return cell({ref.row, f}, waiting);
  }
  if (field.template_count != 0) {
    // A sentence is asked for slot by slot, once it is known which form it has; where no form applies, as a text.
    const std::vector<CellRef> slots = slots_of(moment_, ref);
    bool begun = false;
    for (CellRef slot : slots) {
      const State state = moment_.cell(slot).state;
      if (state == State::Stated) {
        begun = true;
      } else {
        return put(slot, waiting, begun);
      }
    }
    if (slots.empty() && form_is_open(ref)) return;
  }
  put(ref, waiting, false);
}

/// Whether it is not known yet which template applies.
bool Gatherer::form_is_open(CellRef text) const {
  const image::FieldRecord& field = moment_.field(text.field);
  for (std::uint32_t i = 0; i < field.template_count; ++i) {
    const std::uint32_t when = image_.templates()[field.template_first + i].when;
    if (when != kNone && moment_.evaluator().node(when, text.row).state == eval::Outcome::State::Unknown) return true;
  }
  return false;
}

void Gatherer::put(CellRef ref, std::size_t waiting, bool begun) {
  const std::string key = report::cell_name(moment_.facts(), ref);
  if (wishes_.skipped.contains(key)) return;
  const auto [at, fresh] = by_cell_.emplace(ref, tasks_.size());
  if (fresh) {
    Task task;
    task.kind = Task::Kind::Cell;
    task.step = moment_.step(moment_.field(ref.field).step);
    task.cell = ref;
    task.key = key;
    tasks_.push_back(std::move(task));
  }
  // A sentence that was begun is ended before anything else.
  tasks_[at->second].waiting += waiting + (begun ? kBegun : 0);
}

void Gatherer::cells() {
  for (const report::Question& question : moment_.report().questions) cell(question.cell, question.waiting.size());
  for (RowIndex row = 0; row < moment_.facts().rows().size(); ++row) {
    const image::RowRecord& kind = image_.rows()[moment_.facts().rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) of_row({row, f});
  }
  for (const image::SheetRecord& sheet : image_.sheets()) shown(sheet);
}

void Gatherer::of_row(CellRef ref) {
  const image::FieldRecord& field = moment_.field(ref.field);
  if (!stated_by_people(field)) return;
  const eval::CellFact& fact = moment_.cell(ref);
  const auto reading = static_cast<Reading>(field.reading);
  const bool optional = moment_.type(ref.field).optional != 0;
  if (fact.state == State::Stated) {
    const bool reason = fact.because != kNone || moment_.facts().rows()[ref.row].because != kNone;
    if (reading != Reading::Judged || reason) return;
    Task task;
    task.kind = Task::Kind::Reason;
    task.step = moment_.step(field.step);
    task.cell = ref;
    task.key = "why " + report::cell_name(moment_.facts(), ref);
    if (!wishes_.skipped.contains(task.key)) tasks_.push_back(std::move(task));
  } else if (fact.state == State::Unknown && !fact.faulty) {
    cell(ref, 0);
  } else if (fact.state == State::Missing) {
    const bool plain = static_cast<Category>(field.category) == Category::Given || reading == Reading::Stated;
    const bool asked = image_.text(field.ask).empty() == false;
    if (plain && asked && field.default_value == kNone && !optional) cell(ref, 0);
    if (wishes_.more && (asked || optional || field.default_value != kNone)) cell(ref, 0);
  }
}

/// The cells of a sheet that would be empty.
void Gatherer::shown(const image::SheetRecord& sheet) {
  if (sheet.row == kNone) return;
  std::vector<std::uint32_t> fields;
  for (std::uint32_t i = 0; i < sheet.field_count; ++i)
    fields.push_back(image_.field_list()[sheet.field_first + i].field);
  for (std::uint32_t i = 0; i < sheet.column_count; ++i)
    fields_of(image_.sheet_columns()[sheet.column_first + i].cell, fields);
  for (RowIndex row : moment_.facts().of_kind(sheet.row)) {
    if (sheet.where != kNone) {
      const eval::Outcome where = moment_.evaluator().node(sheet.where, row);
      if (where.state != eval::Outcome::State::Value || where.value.mask != 2) continue;
    }
    for (std::uint32_t f : fields) {
      const image::FieldRecord& field = moment_.field(f);
      if (field.row != sheet.row) continue;
      const bool empty = moment_.cell({row, f}).state == State::Missing && field.default_value == kNone &&
                         moment_.type(f).optional == 0;
      if (empty) cell({row, f}, 0);
    }
  }
}

/// The fields of the row at hand that a cell of a sheet shows.
void Gatherer::fields_of(std::uint32_t cell, std::vector<std::uint32_t>& out) const {
  const image::CellRecord& record = image_.cells()[cell];
  if (record.value != kNone) {
    const image::NodeRecord& node = image_.nodes()[record.value];
    if (static_cast<Op>(node.op) == Op::Load && node.a != kNone &&
        static_cast<Op>(image_.nodes()[node.a].op) == Op::Here && image_.nodes()[node.a].x == 0)
      out.push_back(node.x);
  }
  // The parts of `each` are cells of other rows, whose fields are not of this kind.
  for (std::uint32_t i = 0; i < record.part_count; ++i) fields_of(record.part_first + i, out);
}

}  // namespace msd::ask
