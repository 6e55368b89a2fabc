// One JSON document for a run: tool, designs with every row and field, findings, checklists.
#include "runtime/report/display.h"
#include "runtime/report/formats.h"
#include "runtime/report/json_writer.h"
#include "runtime/report/sheets.h"
#include "runtime/report/values_json.h"

namespace msd::report {

namespace {

using eval::Outcome;
using image::kNone;

std::string_view name(eval::Origin origin) {
  switch (origin) {
  case eval::Origin::Stated: return "stated";
  case eval::Origin::Defaulted: return "defaulted";
  case eval::Origin::Computed: return "computed";
  case eval::Origin::Judged: return "judged";
  case eval::Origin::Unknown: return "unknown";
  case eval::Origin::Absent: return "absent";
  case eval::Origin::Rejected: return "rejected";
  }
  return "";
}

std::string_view name(ItemState::State state) {
  switch (state) {
  case ItemState::State::Closed: return "closed";
  case ItemState::State::Open: return "open";
  case ItemState::State::Broken: return "broken";
  }
  return "";
}

class JsonReporter final : public Reporter {
 public:
  JsonReporter(const ReportOptions& options, Output& output) : options_(options), output_(output), json_(output) {
    json_.open_object();
    json_.member("schema", "msd-check-1");
    json_.key("tool");
    json_.open_object();
    json_.member("name", "msdc");
    json_.member("version", options_.version);
    json_.close_object();
  }

  void findings(const std::vector<Finding>& findings) override {
    loose_.insert(loose_.end(), findings.begin(), findings.end());
  }

  void design(const DesignReport& report) override {
    eval::Evaluator& evaluator = *report.evaluator;
    const eval::Facts& facts = evaluator.facts();
    begin_designs(&facts.image());
    json_.newline();
    json_.open_object();
    json_.member("name", facts.design_name);
    json_.member("label", facts.design_label);
    json_.member("file", facts.file);
    framework(facts.image());
    json_.member("line", facts.place.line);
    rows(evaluator);
    json_.key("checklists");
    json_.open_array();
    for (const ChecklistState& list : report.checklists) checklist(facts.image(), list);
    json_.close_array();
    json_.key("questions");
    json_.open_array();
    for (const Question& q : report.questions) question(facts, q);
    json_.close_array();
    json_.key("likes");
    json_.open_array();
    for (const LikeReport& like : report.likes) this->like(facts, like);
    json_.close_array();
    json_.key("findings");
    array(report.findings);
    if (!report.scenarios.empty()) {
      json_.key("scenarios");
      json_.open_array();
      for (const ScenarioReport& one : report.scenarios) scenario(facts.image(), one);
      json_.close_array();
    }
    if (options_.sheets) sheets(evaluator);
    json_.close_object();
    output_.flush();
  }

  void finish() override {
    begin_designs(nullptr);
    json_.close_array();
    json_.key("findings");
    array(loose_);
    json_.close_object();
    json_.newline();
    output_.flush();
  }

 private:
  /// The framework of the document is that of its first design; each design names its own.
  void begin_designs(const image::Image* image) {
    if (begun_) return;
    begun_ = true;
    if (image != nullptr) {
      framework(*image);
    } else {
      json_.key("framework");
      json_.null();
    }
    json_.key("designs");
    json_.open_array();
  }

  void framework(const image::Image& image) {
    json_.key("framework");
    json_.open_object();
    json_.member("name", image.text(image.framework().name));
    json_.member("version", image.text(image.framework().version));
    json_.member("hash", fmt::format("{:016x}", image.hash()));
    json_.close_object();
  }

  void rows(eval::Evaluator& evaluator) {
    const eval::Facts& facts = evaluator.facts();
    const image::Image& image = facts.image();
    json_.key("rows");
    json_.open_array();
    for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
      const eval::RowFact& fact = facts.rows()[row];
      const image::RowRecord& kind = image.rows()[fact.kind];
      json_.open_object();
      json_.member("row", image.text(kind.name));
      json_.member("name", row_name(facts, row));
      const std::string id = show_outcome(facts, kind.id_field, evaluator.cell(row, kind.id_field), Style::Label);
      if (!id.empty()) json_.member("id", id);
      if (fact.parent != kNone) json_.member("parent", row_name(facts, fact.parent));
      if (fact.place.line != 0) json_.member("line", fact.place.line);
      json_.key("fields");
      json_.open_object();
      for (std::uint32_t i = 0; i < kind.field_count; ++i) {
        const image::FieldRecord& field = image.fields()[kind.field_first + i];
        if (kind.field_first + i == kind.name_field || kind.field_first + i == kind.id_field) continue;
        json_.key(image.text(field.name));
        cell(evaluator, row, kind.field_first + i);
      }
      json_.close_object();
      json_.close_object();
    }
    json_.close_array();
  }

  void cell(eval::Evaluator& evaluator, eval::RowIndex row, std::uint32_t index) {
    const eval::Facts& facts = evaluator.facts();
    const image::Image& image = facts.image();
    const image::FieldRecord& field = image.fields()[index];
    const Outcome& outcome = evaluator.cell(row, index);
    json_.open_object();
    json_.key("value");
    outcome.state == Outcome::State::Value ? write_value(json_, facts, field.type, outcome.value) : json_.null();
    json_.member("category", msd::name(static_cast<Category>(field.category)));
    json_.member("origin", name(outcome.origin));
    if (outcome.line != kNone) json_.member("rule", image.text(image.lines()[outcome.line].name));
    if (outcome.state == Outcome::State::Unknown && field.rule != kNone) {
      json_.key("possible");
      write_possible(json_, facts, field.type, outcome.possible);
      for (const auto& [key, holds] : {std::pair("open", outcome.possible.open),
                                       std::pair("rejected", (outcome.possible.mask & kRejected) != 0)}) {
        if (!holds) continue;
        json_.key(key);
        json_.boolean(true);
      }
      json_.key("needs");
      json_.open_array();
      for (eval::CellRef need : outcome.needs) json_.text(cell_name(facts, need));
      json_.close_array();
      json_.key("settled");
      json_.boolean(outcome.settled);
    }
    json_.close_object();
  }

  void names(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key);
    json_.open_array();
    for (const std::string& value : values) json_.text(value);
    json_.close_array();
  }

  void checklist(const image::Image& image, const ChecklistState& list) {
    const image::ChecklistRecord& record = image.checklists()[list.checklist];
    json_.open_object();
    json_.member("name", image.text(record.name));
    json_.member("label", image.text(record.label));
    json_.key("conditions");
    json_.open_array();
    for (const ItemState& item : list.items) {
      json_.open_object();
      json_.member("name", image.text(image.checklist_items()[item.item].name));
      json_.member("text", image.text(image.checklist_items()[item.item].text));
      json_.member("state", name(item.state));
      names("broken", item.broken);
      names("open", item.open);
      json_.close_object();
    }
    json_.close_array();
    json_.close_object();
  }

  void scenario(const image::Image& image, const ScenarioReport& one) {
    json_.open_object();
    json_.member("name", one.name);
    json_.member("label", one.label);
    place(one.place);
    names("added", one.added);
    names("left_out", one.left_out);
    json_.key("changes");
    json_.open_array();
    for (const CellChange& change : one.changes) {
      json_.open_object();
      json_.member("cell", change.cell);
      json_.member("before", change.before);
      json_.member("after", change.after);
      if (!change.rule.empty()) json_.member("rule", change.rule);
      json_.close_object();
    }
    json_.close_array();
    json_.key("come");
    array(one.come);
    json_.key("gone");
    array(one.gone);
    json_.member("questions", static_cast<std::int64_t>(one.questions));
    json_.key("checklists");
    json_.open_array();
    for (const ChecklistState& list : one.checklists) checklist(image, list);
    json_.close_array();
    json_.close_object();
  }

  void like(const eval::Facts& facts, const LikeReport& like) {
    static constexpr const char* kStates[] = {"fits", "open", "ambiguous", "unfilled", "undecided", "broken"};
    const image::ArchetypeRecord& archetype = facts.image().archetypes()[like.archetype];
    json_.open_object();
    json_.member("archetype", facts.image().text(archetype.name));
    json_.member("state", kStates[static_cast<int>(like.state)]);
    json_.key("roles");
    json_.open_object();
    for (std::uint32_t r = 0; r < like.rows.size(); ++r) {
      json_.key(facts.image().text(facts.image().roles()[archetype.role_first + r].name));
      like.rows[r] == kNone ? json_.null() : json_.text(row_name(facts, like.rows[r]));
    }
    json_.close_object();
    json_.close_object();
  }

  void question(const eval::Facts& facts, const Question& q) {
    json_.open_object();
    json_.member("cell", cell_name(facts, q.cell));
    json_.member("text", q.text);
    names("choices", q.choices);
    names("waiting", q.waiting);
    json_.close_object();
  }

  void place(const Location& at) {
    if (!at.file.empty()) json_.member("file", at.file);
    if (!at.given()) return;
    json_.member("line", at.line);
    json_.member("column", at.column);
    json_.key("end");
    json_.open_object();
    json_.member("line", at.end_line);
    json_.member("column", at.end_column);
    json_.close_object();
  }

  void array(const std::vector<Finding>& findings) {
    json_.open_array();
    for (const Finding& f : findings) {
      json_.open_object();
      json_.member("code", f.code);
      json_.member("name", f.slug);
      json_.member("severity", msd::name(f.severity));
      json_.member("message", f.message);
      place(f.place);
      if (!f.label.empty()) json_.member("label", f.label);
      json_.member("hint", f.help);
      json_.key("notes");
      json_.open_array();
      for (const FindingNote& note : f.notes) {
        json_.open_object();
        json_.member("text", note.text);
        place(note.place);
        json_.close_object();
      }
      json_.close_array();
      if (!f.witness.empty()) json_.member("witness", f.witness);
      if (!f.fixes.empty()) {
        json_.key("fixes");
        json_.open_array();
        for (const FindingFix& fix : f.fixes) {
          json_.open_object();
          json_.member("title", fix.title);
          place(fix.place);
          json_.member("text", fix.text);
          json_.key("safe");
          json_.boolean(fix.safe);
          json_.close_object();
        }
        json_.close_array();
      }
      const std::pair<std::string_view, const std::string*> about[] = {{"design", &f.design},
                                                                       {"row", &f.row},
                                                                       {"field", &f.field},
                                                                       {"requirement", &f.requirement},
                                                                       {"step", &f.step}};
      for (const auto& [key, text] : about) {
        if (!text->empty()) json_.member(key, *text);
      }
      json_.close_object();
    }
    json_.close_array();
  }

  void sheets(eval::Evaluator& evaluator) {
    const image::Image& image = evaluator.facts().image();
    json_.key("sheets");
    json_.open_array();
    for (std::uint32_t i = 0; i < image.sheets().size(); ++i) {
      const FilledSheet sheet = fill_sheet(evaluator, i);
      json_.open_object();
      json_.member("name", image.text(image.sheets()[i].name));
      json_.member("label", image.text(image.sheets()[i].label));
      names("columns", sheet.columns);
      json_.key("rows");
      json_.open_array();
      for (const auto& row : sheet.rows) {
        json_.open_array();
        for (const SheetCell& cell : row) {
          json_.open_array();
          for (const std::string& line : cell.lines) json_.text(line);
          json_.close_array();
        }
        json_.close_array();
      }
      json_.close_array();
      json_.key("sentences");
      json_.open_array();
      for (const Sentence& sentence : sheet.sentences) json_.text(sentence.text);
      json_.close_array();
      json_.close_object();
    }
    json_.close_array();
  }

  ReportOptions options_;
  Output& output_;
  JsonWriter json_;
  std::vector<Finding> loose_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Reporter> make_json_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<JsonReporter>(options, output);
}

}  // namespace msd::report
