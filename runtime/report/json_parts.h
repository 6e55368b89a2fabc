// Parts of the JSON document of a run, which is described in the language reference.
#pragma once

#include "runtime/report/document.h"
#include "runtime/report/json_writer.h"

namespace msd::report {

/// `"key": ["a", "b"]`
void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& values);
/// An object: name, label, conditions with their states.
void write_checklist(JsonWriter& json, const image::Image& image, const ChecklistState& list);
/// Members of the object at hand: file, line, column, end; those that are known.
void write_place(JsonWriter& json, const Location& at);
/// An array of findings.
void write_findings(JsonWriter& json, const std::vector<Finding>& findings);

/// An object: what a scenario changes.
void write_scenario(JsonWriter& json, const image::Image& image, const ScenarioReport& one);
/// An object: the versions of a design in the order that one preference of the framework puts them in.
void write_ranking(JsonWriter& json, const DesignReport& report, const Ranking& ranking);

}  // namespace msd::report
