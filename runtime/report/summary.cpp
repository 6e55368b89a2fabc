// Checklists, open requirements and questions of one design.
#include "runtime/report/display.h"
#include "runtime/report/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace msd::report {

namespace {

using eval::CellRef;
using eval::Outcome;
using eval::Verdict;
using image::kNone;

/// Why a cell is asked for: what waits for it.
using Waiting = std::map<CellRef, std::vector<std::string>>;

class Summary {
 public:
  explicit Summary(eval::Evaluator& evaluator)
      : evaluator_(evaluator), facts_(evaluator.facts()), image_(evaluator.facts().image()) {}

  DesignReport run() {
    DesignReport out;
    out.evaluator = &evaluator_;
    cells();  // first: what a cell may still be says more than which requirements are open for it
    requirements(out);
    checklists(out);
    questions(out);
    return out;
  }

 private:
  /// A sentence of which some slots are stated is asked for by the slots that are not.
  void wait(CellRef need, const std::string& name) {
    const std::vector<CellRef> slots = missing_slots(evaluator_, need);
    for (CellRef slot : slots) {
      form_.emplace(slot, need);
      add(slot, name);
    }
    if (slots.empty()) add(need, name);
  }
  void add(CellRef cell, const std::string& name) {
    std::vector<std::string>& names = waiting_[cell];
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  struct Standing {
    std::vector<std::string> broken, open;
  };

  void requirements(DesignReport& out) {
    standing_.resize(image_.requirements().size());
    for (std::uint32_t r = 0; r < image_.requirements().size(); ++r) {
      const image::RequireRecord& record = image_.requirements()[r];
      for (eval::RowIndex row : facts_.of_kind(record.row)) {
        const Verdict verdict = evaluator_.requirement(r, row);
        const std::string name = fmt::format("{} on {}", image_.text(record.name), row_name(facts_, row));
        // A requirement over a rejected cell cannot be judged, so its condition is not closed either.
        if (verdict.state == Verdict::State::Broken || verdict.state == Verdict::State::Rejected) {
          standing_[r].broken.push_back(name);
        } else if (verdict.state == Verdict::State::Open) {
          standing_[r].open.push_back(name);
          ++out.open_requirements;
          for (CellRef need : verdict.needs) wait(need, name);
        }
      }
    }
  }

  void cells() {
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t i = 0; i < kind.field_count; ++i) {
        const std::uint32_t field = kind.field_first + i;
        if (image_.fields()[field].rule == kNone) continue;
        const Outcome& outcome = evaluator_.cell(row, field);
        if (outcome.state != Outcome::State::Unknown) continue;
        for (CellRef need : outcome.needs) wait(need, cell_name(facts_, {row, field}));
      }
    }
  }

  void checklists(DesignReport& out) const {
    for (std::uint32_t c = 0; c < image_.checklists().size(); ++c) {
      const image::ChecklistRecord& record = image_.checklists()[c];
      ChecklistState state;
      state.checklist = c;
      for (std::uint32_t i = 0; i < record.item_count; ++i) state.items.push_back(item(record.item_first + i));
      out.checklists.push_back(std::move(state));
    }
  }

  ItemState item(std::uint32_t index) const {
    const image::ChecklistItemRecord& record = image_.checklist_items()[index];
    ItemState state;
    state.item = index;
    for (std::uint32_t n = 0; n < record.need_count; ++n) {
      const Standing& standing = standing_[image_.require_list()[record.need_first + n].require];
      state.broken.insert(state.broken.end(), standing.broken.begin(), standing.broken.end());
      state.open.insert(state.open.end(), standing.open.begin(), standing.open.end());
    }
    state.state = !state.broken.empty() ? ItemState::State::Broken
                  : !state.open.empty() ? ItemState::State::Open
                                        : ItemState::State::Closed;
    return state;
  }

  std::vector<std::string> choices(std::uint32_t field) const {
    const image::TypeRecord& type = image_.types()[image_.fields()[field].type];
    const auto cls = static_cast<Class>(type.cls);
    std::vector<std::string> out;
    if (cls == Class::Bool) out = {"yes", "no"};
    if (cls == Class::Enum || cls == Class::Set) {
      const image::EnumRecord& values = image_.enums()[type.target];
      for (std::uint32_t i = 0; i < values.value_count; ++i)
        out.emplace_back(image_.text(image_.values()[values.value_first + i].name));
    }
    if (type.optional != 0) out.emplace_back("absent");
    return out;
  }

  std::string question(CellRef cell) const {
    const image::FieldRecord& field = image_.fields()[cell.field];
    const std::string_view ask = image_.text(field.ask);
    if (!ask.empty()) return std::string(ask);
    if (const auto text = form_.find(cell); text != form_.end())
      return fmt::format("which {} completes \"{}\"?", image_.text(field.name), filled_form(evaluator_, text->second));
    return fmt::format("what is \"{}\" of {}?", image_.text(field.label), row_name(facts_, cell.row));
  }

  /// The order of work: by step, then along the graph, then in the design's order.
  void questions(DesignReport& out) const {
    for (const auto& [cell, names] : waiting_) {
      out.questions.push_back({cell, question(cell), choices(cell.field), names});
    }
    auto key = [&](const Question& q) {
      const image::FieldRecord& field = image_.fields()[q.cell.field];
      const std::int64_t step = field.step == kNone ? INT64_MAX : image_.number(image_.steps()[field.step].number);
      return std::tuple(step, field.rank, q.cell.row, q.cell.field);
    };
    std::sort(out.questions.begin(), out.questions.end(),
              [&](const Question& a, const Question& b) { return key(a) < key(b); });
  }

  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  std::vector<Standing> standing_;
  Waiting waiting_;
  std::map<CellRef, CellRef> form_;  // a slot that is asked for → the text that it completes
};

}  // namespace

DesignReport summarize(eval::Evaluator& evaluator) { return Summary(evaluator).run(); }

}  // namespace msd::report
