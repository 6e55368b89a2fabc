// JUnit XML: a test suite for each design, a test case for each checklist condition and each finding.
#include "runtime/report/escape.h"
#include "runtime/report/formats.h"
#include "runtime/report/origin.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

std::string place(const Finding& f) {
  return f.place.given() ? fmt::format("{}:{}:{}: ", f.place.file, f.place.line, f.place.column) : std::string();
}

std::string case_of(const Finding& f, std::string_view group) {
  const std::string name = f.row.empty() ? f.slug : fmt::format("{} on {}", f.slug, f.row);
  std::string out = fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(group),
                                xml_text(fmt::format("{} {}", f.code, name)));
  if (f.severity == Severity::Note) return out + "/>\n";
  return out + fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                           msd::name(f.severity), xml_text(f.message),
                           xml_text(place(f) + f.message + (f.help.empty() ? "" : "\nhelp: " + f.help)));
}

class JunitReporter final : public Reporter {
 public:
  explicit JunitReporter(Output& output) : output_(output) {
    output_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"msdc\">\n");
  }

  void findings(const std::vector<Finding>& findings) override { suite("files", findings, {}, {}); }

  void design(const DesignReport& report) override {
    const eval::Facts& facts = report.evaluator->facts();
    std::string conditions;
    for (const ChecklistState& list : report.checklists) {
      for (const ItemState& item : list.items) conditions += condition(facts, list, item);
    }
    suite(facts.design_name, report.findings, properties(origin(facts.image())), conditions);
    output_.flush();
  }

  void finish() override {
    output_.write("</testsuites>\n");
    output_.flush();
  }

 private:
  std::string condition(const eval::Facts& facts, const ChecklistState& list, const ItemState& item) {
    const image::Image& image = facts.image();
    ++cases_;
    std::string out = fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                                  xml_text(image.text(image.checklists()[list.checklist].name)),
                                  xml_text(image.text(image.checklist_items()[item.item].name)));
    if (item.state == ItemState::State::Closed) return out + "/>\n";
    // What is broken is a finding already; the condition itself is a summary, so it is marked as not run to its end.
    const auto& names = item.state == ItemState::State::Broken ? item.broken : item.open;
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    ++skipped_;
    return out + fmt::format(">\n      <skipped message=\"{}: {}\"/>\n    </testcase>\n",
                             item.state == ItemState::State::Broken ? "broken" : "open", xml_text(all));
  }

  static std::string properties(const Origin& of) {
    return fmt::format("    <properties>\n      <property name=\"framework\" value=\"{} {}\"/>\n"
                       "      <property name=\"image\" value=\"{}\"/>\n    </properties>\n",
                       xml_text(of.name), xml_text(of.version), of.hash);
  }

  void suite(std::string_view name, const std::vector<Finding>& findings, const std::string& properties,
             const std::string& conditions) {
    if (findings.empty() && conditions.empty()) return;
    std::size_t failures = 0;
    std::string body = properties + conditions;
    for (const Finding& f : findings) {
      body += case_of(f, name);
      if (f.severity != Severity::Note) ++failures;
    }
    output_.write(
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n{}  </testsuite>\n",
                    xml_text(name), findings.size() + cases_, failures, skipped_, body));
    cases_ = skipped_ = 0;
  }

  Output& output_;
  std::size_t cases_ = 0, skipped_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_junit_reporter(const ReportOptions&, Output& output) {
  return std::make_unique<JunitReporter>(output);
}

}  // namespace msd::report
