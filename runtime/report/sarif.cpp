// SARIF 2.1.0: one run; results are written as they come.
#include "runtime/report/formats.h"
#include "runtime/report/json_writer.h"
#include "runtime/report/origin.h"

#include <map>

namespace msd::report {

namespace {

std::string_view level(Severity severity) {
  switch (severity) {
  case Severity::Error: return "error";
  case Severity::Warning: return "warning";
  case Severity::Note: return "note";
  }
  return "none";
}

class SarifReporter final : public Reporter {
 public:
  SarifReporter(const ReportOptions& options, Output& output)
      : version_(options.version), output_(output), json_(output) {
    json_.open_object();
    json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.member("version", "2.1.0");
    json_.key("runs");
    json_.open_array();
    json_.open_object();
    json_.member("columnKind", "unicodeCodePoints");
    json_.key("results");
    json_.open_array();
  }

  void findings(const std::vector<Finding>& findings) override {
    for (const Finding& f : findings) result(f);
  }

  void design(const DesignReport& report) override {
    add_origin(origins_, report.evaluator->facts().image());
    findings(report.findings);
    output_.flush();
  }

  void finish() override {
    json_.close_array();
    json_.newline();
    tool();
    if (!origins_.empty()) properties();
    json_.close_object();
    json_.close_array();
    json_.close_object();
    json_.newline();
    output_.flush();
  }

 private:
  /// Members of an object have no order, so the rules are listed when all results are known.
  void tool() {
    json_.key("tool");
    json_.open_object();
    json_.key("driver");
    json_.open_object();
    json_.member("name", "msdc");
    json_.member("version", version_);
    json_.key("rules");
    json_.open_array();
    for (const std::string& id : rules_) {
      json_.open_object();
      json_.member("id", id);
      json_.close_object();
    }
    json_.close_array();
    json_.close_object();
    json_.close_object();
  }

  /// Which rules judged, exactly: the format has no member for it.
  void properties() {
    json_.key("properties");
    json_.open_object();
    json_.key("frameworks");
    json_.open_array();
    for (const Origin& one : origins_) {
      json_.open_object();
      json_.member("name", one.name);
      json_.member("version", one.version);
      json_.member("hash", one.hash);
      json_.close_object();
    }
    json_.close_array();
    json_.close_object();
  }

  /// The place of a finding's rule in the list.
  std::int64_t rule(const std::string& id) {
    const auto [it, fresh] = indices_.emplace(id, static_cast<std::int64_t>(rules_.size()));
    if (fresh) rules_.push_back(id);
    return it->second;
  }

  void message(std::string_view key, std::string_view text) {
    json_.key(key);
    json_.open_object();
    json_.member("text", text);
    json_.close_object();
  }

  void physical(const Location& at) {
    json_.key("physicalLocation");
    json_.open_object();
    json_.key("artifactLocation");
    json_.open_object();
    json_.member("uri", path_uri(at.file));
    json_.close_object();
    if (at.given()) region("region", at);
    json_.close_object();
  }

  void region(std::string_view key, const Location& at) {
    json_.key(key);
    json_.open_object();
    json_.member("startLine", at.line);
    json_.member("startColumn", at.column);
    json_.member("endLine", at.end_line);
    json_.member("endColumn", at.end_column);
    json_.close_object();
  }

  void fix(const FindingFix& f) {
    json_.open_object();
    message("description", f.title);
    json_.key("artifactChanges");
    json_.open_array();
    json_.open_object();
    json_.key("artifactLocation");
    json_.open_object();
    json_.member("uri", path_uri(f.place.file));
    json_.close_object();
    json_.key("replacements");
    json_.open_array();
    json_.open_object();
    region("deletedRegion", f.place);
    message("insertedContent", f.text);
    json_.close_object();
    json_.close_array();
    json_.close_object();
    json_.close_array();
    json_.close_object();
  }

  void result(const Finding& f) {
    json_.newline();
    json_.open_object();
    json_.member("ruleId", f.code);
    json_.member("ruleIndex", rule(f.code));
    json_.member("level", level(f.severity));
    if (!f.baseline.empty()) json_.member("baselineState", f.baseline);
    message("message", f.help.empty() ? f.message : f.message + "\nhelp: " + f.help);
    json_.key("locations");
    json_.open_array();
    if (!f.place.file.empty()) {
      json_.open_object();
      physical(f.place);
      json_.close_object();
    }
    json_.close_array();
    json_.key("relatedLocations");
    json_.open_array();
    for (const FindingNote& note : f.notes) {
      if (!note.place.given()) continue;
      json_.open_object();
      physical(note.place);
      message("message", note.text);
      json_.close_object();
    }
    json_.close_array();
    if (!f.step.empty()) {
      json_.key("properties");
      json_.open_object();
      json_.member("step", f.step);
      json_.close_object();
    }
    if (!f.fixes.empty()) {
      json_.key("fixes");
      json_.open_array();
      for (const FindingFix& one : f.fixes) fix(one);
      json_.close_array();
    }
    json_.close_object();
  }

  std::string version_;
  std::vector<std::string> rules_;
  std::vector<Origin> origins_;
  std::map<std::string, std::int64_t> indices_;
  Output& output_;
  JsonWriter json_;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<SarifReporter>(options, output);
}

}  // namespace msd::report
