#include "compiler/driver/decide.h"

#include "compiler/driver/findings.h"
#include "runtime/report/display.h"
#include "runtime/report/values_json.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

using eval::Outcome;
using image::kNone;

class Decision {
 public:
  Decision(const bind::RowsOfJson& line, const eval::Options& options, report::JsonWriter& json)
      : line_(line), facts_(line.facts()), image_(facts_.image()), evaluator_(facts_, options), json_(json) {}

  void write() {
    object("values", [&](std::uint32_t f, const Outcome& out) {
      if (out.state != Outcome::State::Value && out.state != Outcome::State::Absent) return;
      json_.key(name(f));
      out.state == Outcome::State::Absent ? json_.null()
                                          : report::write_value(json_, facts_, image_.fields()[f].type, out.value);
    });
    object("rules", [&](std::uint32_t f, const Outcome& out) {
      // A supplied value that stands in for its rule was not given by one.
      const bool stands_in = out.assertion == Outcome::Assertion::StandsIn;
      if (out.line != kNone && out.state != Outcome::State::Unknown && !stands_in)
        json_.member(name(f), image_.text(image_.lines()[out.line].name));
      if (out.state == Outcome::State::Value && !stands_in) rules_that_added(f);
    });
    object("rejected", [&](std::uint32_t f, const Outcome& out) {
      if (out.state == Outcome::State::Rejected) json_.member(name(f), reason(out));
    });
    object("undetermined", [&](std::uint32_t f, const Outcome& out) {
      if (out.state == Outcome::State::Unknown) open_ = true, undetermined(f, out);
    });
  }

  /// After write().
  bool open() {
    for (std::uint32_t r = 0; r < image_.requirements().size() && !open_; ++r) {
      for (eval::RowIndex row : facts_.of_kind(image_.requirements()[r].row))
        open_ = open_ || (!line_.assumed(row) && evaluator_.requirement(r, row).state == eval::Verdict::State::Open);
    }
    return open_;
  }

  std::vector<report::Finding> findings() {
    report::DesignReport report;
    report.evaluator = &evaluator_;
    evaluation_findings(report, {false, [&](eval::RowIndex row) { return line_.assumed(row); }});
    // What is rejected, and what is not settled, is said where the fields stand.
    std::erase_if(report.findings, [](const report::Finding& f) {
      return f.code == diag::info(diag::Id::CellRejected).code || f.code == diag::info(diag::Id::NotSettled).code;
    });
    return std::move(report.findings);
  }

 private:
  Class class_of(std::uint32_t field) const {
    return static_cast<Class>(image_.types()[image_.fields()[field].type].cls);
  }
  std::string_view name(std::uint32_t field) const { return image_.text(image_.fields()[field].name); }

  /// One member of the document, filled from each computed field of the row in the order of the framework.
  template <class Visit> void object(std::string_view key, const Visit& visit) {
    json_.key(key);
    json_.open_object();
    const image::RowRecord& kind = image_.rows()[facts_.rows()[line_.row()].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image_.fields()[f].rule != kNone) visit(f, evaluator_.cell(line_.row(), f));
    }
    json_.close_object();
  }

  /// Of an `attach`: the rules that added something, in the order of the rounds.
  void rules_that_added(std::uint32_t f) {
    if (image_.rules()[image_.fields()[f].rule].kind != 3) return;
    json_.key(name(f));
    json_.open_array();
    for (const eval::Round& round : evaluator_.rounds(line_.row(), f)) {
      for (std::uint32_t line : round.lines) json_.text(image_.text(image_.lines()[line].name));
    }
    json_.close_array();
  }

  std::string reason(const Outcome& out) {
    if (!out.rejected_here) return fmt::format("`{}` is rejected", line_.key_of(out.rejected_by));
    if (out.overlap)
      return fmt::format("the rules `{}` and `{}` both match", image_.text(image_.lines()[out.line].name),
                         image_.text(image_.lines()[out.line_2].name));
    if (out.line != kNone && image_.lines()[out.line].reject != kNone)
      return report::fill(evaluator_, image_.lines()[out.line].reject, line_.row());
    return "no rule gives it a value";
  }

  void undetermined(std::uint32_t f, const Outcome& out) {
    json_.key(name(f));
    json_.open_object();
    json_.key("possible");
    report::write_possible(json_, facts_, image_.fields()[f].type, out.possible);
    json_.key("needs");
    json_.open_array();
    for (eval::CellRef need : out.needs) json_.text(line_.key_of(need));
    json_.close_array();
    flag("rejected", (out.possible.mask & kRejected) != 0);  // it may also be rejected
    // There are more values than those listed; numbers are listed as a range that holds them all.
    flag("open", out.possible.open && (class_of(f) != Class::Number || out.possible.values.size() < 2));
    flag("unsettled", !out.settled);  // not all of those listed need be possible
    json_.close_object();
  }
  void flag(std::string_view key, bool value) {
    if (!value) return;
    json_.key(key);
    json_.boolean(true);
  }

  const bind::RowsOfJson& line_;
  const eval::Facts& facts_;
  const image::Image& image_;
  eval::Evaluator evaluator_;
  report::JsonWriter& json_;
  bool open_ = false;
};

void write_findings(report::JsonWriter& json, const std::vector<report::Finding>& findings) {
  json.key("findings");
  json.open_array();
  for (const report::Finding& f : findings) {
    json.open_object();
    json.member("code", f.code);
    json.member("name", f.slug);
    json.member("severity", msd::name(f.severity));
    json.member("message", f.message);
    if (!f.help.empty()) json.member("hint", f.help);
    json.close_object();
  }
  json.close_array();
}

}  // namespace

Decided decide(std::string_view line, std::size_t number, const image::Image& image, const bind::JsonOptions& options,
               report::Output& output) {
  diag::Sink sink;
  bind::RowsOfJson row(image, options, sink);
  report::JsonWriter json(output);
  Decided out;
  json.open_object();
  json.member("line", static_cast<std::int64_t>(number));
  if (row.read(line)) {
    Decision decision(row, options.evaluation, json);
    decision.write();
    out.findings = decision.findings();
    out.open = decision.open();
  } else {
    for (const char* key : {"values", "rules", "rejected", "undetermined"}) {
      json.key(key);
      json.open_object();
      json.close_object();
    }
    out.findings = findings(sink, {});
  }
  write_findings(json, out.findings);
  json.close_object();
  json.newline();
  return out;
}

}  // namespace msd::driver
