// Scenarios and rankings of a design as JSON.
#include "runtime/report/json_parts.h"
#include "runtime/report/rankings.h"
#include "runtime/report/values_json.h"

namespace msd::report {

namespace {

using eval::Outcome;
using image::kNone;

/// The amount of one version, decided or not.
void write_amount(JsonWriter& json, const eval::Facts& facts, std::uint32_t type, const Contender& one) {
  json.key("amount");
  one.amount.state == Outcome::State::Value ? write_value(json, facts, type, one.amount.value) : json.null();
  if (one.amount.state == Outcome::State::Rejected) {
    json.key("rejected");
    json.boolean(true);
  }
  if (one.amount.state != Outcome::State::Unknown) return;
  json.key("possible");
  write_possible(json, facts, type, one.amount.possible);
  json.key("settled");
  json.boolean(one.amount.settled);
  write_names(json, "needs", one.needs);
}

void write_contender(JsonWriter& json, const DesignReport& report, std::uint32_t type, const Contender& one) {
  json.open_object();
  json.key("scenario");
  one.version == 0 ? json.null() : json.text(version_name(report, one));
  write_amount(json, report.evaluator->facts(), type, one);
  json.member("errors", static_cast<std::int64_t>(one.errors));
  json.key("place");
  one.best == 0 || one.best != one.worst ? json.null() : json.number(static_cast<std::int64_t>(one.best));
  if (one.best != one.worst) {
    json.member("best", static_cast<std::int64_t>(one.best));
    json.member("worst", static_cast<std::int64_t>(one.worst));
  }
  json.member("tied", static_cast<std::int64_t>(one.tied));
  json.close_object();
}

}  // namespace

void write_scenario(JsonWriter& json, const image::Image& image, const ScenarioReport& one) {
  json.open_object();
  json.member("name", one.name);
  json.member("label", one.label);
  write_place(json, one.place);
  write_names(json, "named_by", one.named_by);
  write_names(json, "added", one.added);
  write_names(json, "left_out", one.left_out);
  json.key("changes");
  json.open_array();
  for (const CellChange& change : one.changes) {
    json.open_object();
    json.member("cell", change.cell);
    json.member("before", change.before);
    json.member("after", change.after);
    if (!change.rule.empty()) json.member("rule", change.rule);
    json.close_object();
  }
  json.close_array();
  json.key("come");
  write_findings(json, one.come);
  json.key("gone");
  write_findings(json, one.gone);
  json.member("questions", static_cast<std::int64_t>(one.questions));
  json.key("checklists");
  json.open_array();
  for (const ChecklistState& list : one.checklists) write_checklist(json, image, list);
  json.close_array();
  json.close_object();
}

void write_ranking(JsonWriter& json, const DesignReport& report, const Ranking& ranking) {
  const image::Image& image = report.evaluator->facts().image();
  const image::PreferRecord& preference = image.preferences()[ranking.preference];
  json.open_object();
  json.member("fewest", image.text(preference.label));
  json.member("of", image.text(preference.written));
  if (preference.step != kNone) json.member("step", step_of(image, ranking));
  json.key("versions");
  json.open_array();
  for (const Contender& one : ranking.contenders)
    write_contender(json, report, image.nodes()[preference.node].type, one);
  json.close_array();
  json.close_object();
}

}  // namespace msd::report
