// One JSON document for a run: tool, designs with every row and field, findings, checklists.
#include "runtime/report/display.h"
#include "runtime/report/formats.h"
#include "runtime/report/json_parts.h"
#include "runtime/report/origin.h"
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
    for (const ChecklistState& list : report.checklists) write_checklist(json_, facts.image(), list);
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
    write_findings(json_, report.findings);
    if (!report.scenarios.empty()) {
      json_.key("scenarios");
      json_.open_array();
      for (const ScenarioReport& one : report.scenarios) write_scenario(json_, facts.image(), one);
      json_.close_array();
      json_.key("rankings");
      json_.open_array();
      for (const Ranking& ranking : report.rankings) write_ranking(json_, report, ranking);
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
    write_findings(json_, loose_);
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
    const Origin of = origin(image);
    json_.member("name", of.name);
    json_.member("version", of.version);
    json_.member("hash", of.hash);
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
    write_names(json_, "choices", q.choices);
    write_names(json_, "waiting", q.waiting);
    json_.close_object();
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
      write_names(json_, "columns", sheet.columns);
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
