// Everything that was measured, for programs: each goal with the cases that meet it.
#include "compiler/coverage/report.h"
#include "compiler/coverage/words.h"
#include "runtime/report/json_writer.h"

namespace msd::coverage {

namespace {

std::string_view key(Measure measure) { return measure == Measure::Mcdc ? "mcdc" : name(measure); }

std::string_view one(Measure measure) {
  switch (measure) {
  case Measure::Rules: return "rule";
  case Measure::Values: return "value";
  case Measure::Cells: return "cell";
  case Measure::Mcdc: return "condition";
  }
  return "";
}

std::string_view state(const Goal& goal) {
  if (goal.met()) return "met";
  switch (goal.claim.answer) {
  case Claim::Answer::Unknown: return "missing";
  case Claim::Answer::Reachable: return "reachable";
  case Claim::Answer::Impossible: return "impossible";
  }
  return "";
}

class Json {
 public:
  explicit Json(report::Output& output) : json_(output) {}

  void run(const std::deque<Coverage>& all, const ReportOptions& options) {
    json_.open_object();
    json_.member("schema", "msd-coverage-1");
    json_.key("tool");
    json_.open_object();
    json_.member("name", "msdc");
    json_.member("version", options.version);
    json_.close_object();
    json_.key("frameworks");
    json_.open_array();
    for (const Coverage& coverage : all) framework(coverage);
    json_.close_array();
    json_.close_object();
    json_.newline();
  }

 private:
  void counts(const auto& of) {
    for (Measure m : kMeasures) {
      const Count c = count(of, m);
      json_.key(key(m));
      json_.open_object();
      json_.member("covered", static_cast<std::int64_t>(c.covered));
      json_.member("all", static_cast<std::int64_t>(c.all));
      json_.member("impossible", static_cast<std::int64_t>(c.impossible));
      json_.close_object();
    }
  }

  void framework(const Coverage& coverage) {
    const image::Image& image = coverage.image;
    json_.newline();
    json_.open_object();
    json_.member("name", image.text(image.framework().name));
    json_.member("version", image.text(image.framework().version));
    json_.member("hash", fmt::format("{:016x}", image.hash()));
    json_.member("entry", coverage.entry);
    json_.key("cases");
    json_.open_array();
    for (const Case& c : coverage.cases) {
      json_.open_object();
      json_.member("kind", c.kind == Case::Kind::Test ? "test" : "design");
      json_.member("name", c.name);
      json_.member("file", c.file);
      json_.member("line", c.line);
      json_.close_object();
    }
    json_.close_array();
    json_.key("totals");
    json_.open_object();
    counts(coverage);
    json_.close_object();
    json_.key("tables");
    json_.open_array();
    for (const TableCoverage& table : coverage.tables) this->table(image, table);
    json_.close_array();
    json_.close_object();
  }

  void table(const image::Image& image, const TableCoverage& of) {
    const report::Location at = place(image, of.table);
    json_.newline();
    json_.open_object();
    json_.member("kind", coverage::name(of.table.kind));
    json_.member("name", table_name(image, of.table));
    json_.member("file", at.file);
    json_.member("line", at.line);
    counts(of);
    json_.key("goals");
    json_.open_array();
    for (const Goal& goal : of.goals) this->goal(image, of.table, goal);
    json_.close_array();
    json_.close_object();
  }

  void goal(const image::Image& image, const Table& table, const Goal& goal) {
    json_.open_object();
    json_.member("measure", one(goal.measure));
    if (const std::string rule = line_name(image, table, goal.line); !rule.empty()) json_.member("rule", rule);
    json_.member("line", place(image, table, goal).line);
    if (const std::string part = part_name(image, table, goal); !part.empty()) json_.member("part", part);
    if (goal.measure != Measure::Values) {
      json_.key("holds");
      json_.boolean(goal.holds);
    }
    json_.member("state", state(goal));
    json_.member("hits", static_cast<std::int64_t>(goal.hits));
    json_.key("cases");
    json_.open_array();
    for (std::uint32_t c : goal.cases) json_.number(c);
    json_.close_array();
    if (!goal.met()) {
      json_.key("needs");
      json_.open_array();
      for (const std::string& need : needs(image, table, goal)) json_.text(need);
      json_.close_array();
    }
    if (!goal.claim.because.empty()) json_.member("because", goal.claim.because);
    json_.close_object();
  }

  report::JsonWriter json_;
};

}  // namespace

std::string render_json(const std::deque<Coverage>& all, const ReportOptions& options) {
  report::Output output;
  Json(output).run(all, options);
  return output.kept();
}

}  // namespace msd::coverage
