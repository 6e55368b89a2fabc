// SARIF 2.1.0: one run; results are written as they come.
#include "runtime/report/formats.h"
#include "runtime/report/json_writer.h"

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

/// A path as a relative URI: bytes outside of the unreserved set are escaped (RFC 3986).
std::string uri(std::string_view path) {
  std::string out;
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
    plain ? out += c : out += fmt::format("%{:02X}", byte);
  }
  return out;
}

class SarifReporter final : public Reporter {
 public:
  SarifReporter(const ReportOptions& options, Output& output) : output_(output), json_(output) {
    json_.open_object();
    json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.member("version", "2.1.0");
    json_.key("runs");
    json_.open_array();
    json_.open_object();
    json_.key("tool");
    json_.open_object();
    json_.key("driver");
    json_.open_object();
    json_.member("name", "msdc");
    json_.member("version", options.version);
    json_.close_object();
    json_.close_object();
    json_.member("columnKind", "unicodeCodePoints");
    json_.key("results");
    json_.open_array();
  }

  void findings(const std::vector<Finding>& findings) override {
    for (const Finding& f : findings) result(f);
  }

  void design(const DesignReport& report) override {
    findings(report.findings);
    output_.flush();
  }

  void finish() override {
    json_.close_array();
    json_.close_object();
    json_.close_array();
    json_.close_object();
    json_.newline();
    output_.flush();
  }

 private:
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
    json_.member("uri", uri(at.file));
    json_.close_object();
    if (at.given()) {
      json_.key("region");
      json_.open_object();
      json_.member("startLine", at.line);
      json_.member("startColumn", at.column);
      json_.member("endLine", at.end_line);
      json_.member("endColumn", at.end_column);
      json_.close_object();
    }
    json_.close_object();
  }

  void result(const Finding& f) {
    json_.newline();
    json_.open_object();
    json_.member("ruleId", f.code);
    json_.member("level", level(f.severity));
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
    json_.close_object();
  }

  Output& output_;
  JsonWriter json_;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif_reporter(const ReportOptions& options, Output& output) {
  return std::make_unique<SarifReporter>(options, output);
}

}  // namespace msd::report
