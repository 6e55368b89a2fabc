#include "compiler/driver/findings.h"

#include "compiler/driver/likes.h"
#include "runtime/report/display.h"

#include <algorithm>

namespace msd::driver {

using image::kNone;
using report::Finding;

report::SourceText source_text(const source::File& file) {
  return {file.text, file.line_starts, file.blocks, source::File::kBlock};
}

report::Location location(source::Span span, const source::SourceMap& sources) {
  report::Location out;
  if (!span.valid()) return out;
  out.file = sources.file(span.file).path;
  const auto begin = sources.position(span.file, span.begin);
  const auto end = sources.position(span.file, span.end);
  out.line = begin.line;
  out.column = begin.column;
  out.end_line = end.line;
  out.end_column = end.column;
  return out;
}

namespace {

Severity severity(diag::Severity s) {
  switch (s) {
  case diag::Severity::Note: return Severity::Note;
  case diag::Severity::Warning: return Severity::Warning;
  case diag::Severity::Error: return Severity::Error;
  }
  return Severity::Error;
}

class Evaluation {
 public:
  explicit Evaluation(report::DesignReport& report)
      : report_(report), evaluator_(*report.evaluator), facts_(evaluator_.facts()), image_(facts_.image()) {}

  void run(const EvaluationOptions& options) {
    auto ignored = [&](eval::RowIndex row) { return options.ignore && options.ignore(row); };
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      if (ignored(row)) continue;
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t i = 0; i < kind.field_count; ++i) {
        if (image_.fields()[kind.field_first + i].rule != kNone) cell({row, kind.field_first + i});
      }
    }
    for (std::uint32_t r = 0; r < image_.requirements().size(); ++r) {
      for (eval::RowIndex row : facts_.of_kind(image_.requirements()[r].row)) {
        if (!ignored(row)) requirement(r, row);
      }
    }
    like_findings(report_);
    for (const report::Question& q : report_.questions) {
      if (options.questions) unanswered(q);
    }
    std::stable_sort(report_.findings.begin(), report_.findings.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
  }

  /// The rule that fired, the rules before it, and the facts behind both. What failed in each of the rules before it is
  /// shown only where none of them fired; `msdc explain` shows it always.
  void explain(Finding& out, eval::CellRef ref) {
    const eval::Explanation why = evaluator_.explain(ref.row, ref.field);
    const bool fired = why.line != kNone && image_.lines()[why.line].condition != kNone;
    for (const eval::Failure& failure : why.failures) {
      if (fired) break;
      const image::LineRecord& line = image_.lines()[failure.line];
      out.notes.push_back(
          {in_rules(line.place), fmt::format("rule `{}` does not fire: `{}` is false", image_.text(line.name),
                                             report::show_node(image_, failure.node))});
    }
    if (why.line != kNone) {
      const image::LineRecord& line = image_.lines()[why.line];
      out.notes.push_back(
          {in_rules(line.place), line.condition == kNone
                                     ? fmt::format("rule `{}` fires, as none before it does", image_.text(line.name))
                                     : fmt::format("rule `{}` fires: `{}`", image_.text(line.name),
                                                   report::show_node(image_, line.condition))});
    }
    if (fired && !why.failures.empty()) {
      std::string names;
      for (const eval::Failure& failure : why.failures)
        names += (names.empty() ? "`" : ", `") + std::string(image_.text(image_.lines()[failure.line].name)) + "`";
      out.notes.push_back({{}, "before it, no rule fires: " + names});
    }
    for (const eval::Round& round : why.rounds) {
      for (std::uint32_t index : round.lines) {
        const image::LineRecord& line = image_.lines()[index];
        out.notes.push_back({in_rules(line.place), fmt::format("rule `{}` adds to the set", image_.text(line.name))});
      }
    }
    std::string silent;
    for (eval::CellRef fact : evaluator_.grounds(ref.row, ref.field)) {
      const eval::Place place = facts_.cell(fact.row, fact.field).place;
      const std::string is = fmt::format("`{}` is `{}`", report::cell_name(facts_, fact),
                                         shown(fact, evaluator_.cell(fact.row, fact.field)));
      if (place.line != 0) {
        out.notes.push_back({in_design(place), is});
      } else {
        silent += (silent.empty() ? "" : ", ") + is;
      }
    }
    if (!silent.empty()) out.notes.push_back({{}, "where nothing is said: " + silent});
  }

  void requires_what(Finding& out, std::uint32_t index) {
    const image::RequireRecord& record = image_.requirements()[index];
    std::string what = fmt::format("it requires `{}`", report::show_node(image_, record.condition));
    if (record.where != kNone) what += fmt::format(" where `{}`", report::show_node(image_, record.where));
    out.notes.push_back({in_rules(record.place), what});
  }

 private:
  template <class... Args> Finding make(const diag::Kind<Args...>& kind, std::type_identity_t<Args>... args) {
    Finding out;
    const diag::KindInfo& info = diag::info(static_cast<diag::Id>(kind.index));
    out.code = info.code;
    out.slug = info.slug;
    out.severity = severity(info.severity);
    out.message = fmt::vformat(fmt::string_view(kind.message), fmt::make_format_args(args...));
    out.design = facts_.design_name;
    return out;
  }

  report::Location in_design(eval::Place place) const {
    return {facts_.file, place.line, place.column, place.end_line, place.end_column};
  }
  report::Location in_rules(std::uint32_t place) const {
    if (place == kNone) return {};
    const image::PlaceRecord& p = image_.places()[place];
    return {std::string(image_.path(p.file)), p.line, p.column, p.end_line, p.end_column};
  }
  /// A row that is not written is shown at the design's header.
  report::Location of_row(eval::RowIndex row) const {
    const eval::Place& place = facts_.rows()[row].place;
    return in_design(place.line != 0 ? place : facts_.place);
  }
  void about(Finding& out, eval::CellRef cell) const {
    out.row = report::row_name(facts_, cell.row);
    out.field = image_.text(image_.fields()[cell.field].name);
    out.step = step_of(image_, cell.field);
  }
  std::string shown(eval::CellRef cell, const eval::Outcome& outcome) const {
    return outcome.state == eval::Outcome::State::Unknown
               ? report::show_possible(facts_, cell.field, outcome.possible)
               : report::show_outcome(facts_, cell.field, outcome, report::Style::Identifier);
  }

  void cell(eval::CellRef ref) {
    const eval::Outcome& outcome = evaluator_.cell(ref.row, ref.field);
    using State = eval::Outcome::State;
    if (outcome.assertion == eval::Outcome::Assertion::Contradicted) {
      contradicted(ref, outcome);
    } else if (outcome.state == State::Rejected && outcome.rejected_here) {
      rejected(ref, outcome);
    } else if (beyond_range(ref, outcome)) {
      out_of_range(ref, outcome);
    }
    if (outcome.exhausted) {
      Finding out = make(diag::kind::NotSettled, report::cell_name(facts_, ref));
      out.place = of_row(ref.row);
      out.help = "answer more of the facts it rests on";
      about(out, ref);
      report_.findings.push_back(std::move(out));
    }
  }

  void contradicted(eval::CellRef ref, const eval::Outcome& outcome) {
    const eval::CellFact& fact = facts_.cell(ref.row, ref.field);
    eval::Outcome stated;
    stated.state =
        fact.state == eval::CellFact::State::Absent ? eval::Outcome::State::Absent : eval::Outcome::State::Value;
    stated.value = fact.value;
    Finding out = make(diag::kind::AssertionFails, report::cell_name(facts_, ref),
                       report::show_outcome(facts_, ref.field, stated, report::Style::Identifier), shown(ref, outcome));
    out.place = in_design(fact.place);
    out.label = "stated here";
    about(out, ref);
    explain(out, ref);
    out.help = "take the statement out, or change the facts that it rests on";
    report_.findings.push_back(std::move(out));
  }

  const image::TypeRecord& type(eval::CellRef ref) const { return image_.types()[image_.fields()[ref.field].type]; }

  /// Whether a rule gave a number that its field's declaration leaves no room for.
  bool beyond_range(eval::CellRef ref, const eval::Outcome& outcome) const {
    if (outcome.state != eval::Outcome::State::Value || static_cast<Class>(type(ref).cls) != Class::Number)
      return false;
    const std::int64_t value = outcome.value.number;
    return value < image_.number(type(ref).low) || value > image_.number(type(ref).high);
  }

  void out_of_range(eval::CellRef ref, const eval::Outcome& outcome) {
    const auto dimension = static_cast<Dimension>(type(ref).dimension);
    Finding out = make(diag::kind::ComputedRange, report::cell_name(facts_, ref), shown(ref, outcome),
                       print_quantity(image_.number(type(ref).low), dimension),
                       print_quantity(image_.number(type(ref).high), dimension));
    out.place = of_row(ref.row);
    about(out, ref);
    explain(out, ref);
    out.help = "change the facts that it rests on, or declare a wider range";
    report_.findings.push_back(std::move(out));
  }

  void rejected(eval::CellRef ref, const eval::Outcome& outcome) {
    Finding out;
    if (outcome.overlap) {
      out = make(diag::kind::UniqueOverlap, report::cell_name(facts_, ref),
                 image_.text(image_.lines()[outcome.line].name), image_.text(image_.lines()[outcome.line_2].name));
    } else {
      std::string reason = "no rule gives it a value";
      if (outcome.line != kNone && image_.lines()[outcome.line].reject != kNone)
        reason = report::fill(evaluator_, image_.lines()[outcome.line].reject, ref.row);
      out = make(diag::kind::CellRejected, report::cell_name(facts_, ref), reason);
    }
    out.place = of_row(ref.row);
    about(out, ref);
    explain(out, ref);
    if (outcome.overlap) {
      const image::LineRecord& other = image_.lines()[outcome.line_2];
      out.notes.insert(out.notes.begin() + 1,
                       {in_rules(other.place), fmt::format("rule `{}` fires too: `{}`", image_.text(other.name),
                                                           report::show_node(image_, other.condition))});
      out.help = "make the conditions of the two rules exclude each other";
    }
    report_.findings.push_back(std::move(out));
  }

  void requirement(std::uint32_t index, eval::RowIndex row) {
    const eval::Verdict verdict = evaluator_.requirement(index, row);
    const image::RequireRecord& record = image_.requirements()[index];
    if (verdict.state == eval::Verdict::State::Broken) {
      Finding out = make(diag::kind::RequirementBroken, report::fill(evaluator_, record.message, row));
      out.slug = out.requirement = image_.text(record.name);
      out.severity = static_cast<Severity>(record.severity);
      out.place = of_row(row);
      out.row = report::row_name(facts_, row);
      out.help = report::fill(evaluator_, record.hint, row);
      if (record.step != kNone)
        out.step = print_quantity(image_.number(image_.steps()[record.step].number), Dimension::Count);
      out.notes.push_back({in_rules(record.place), fmt::format("required by `{}`", image_.text(record.name))});
      report_.findings.push_back(std::move(out));
    }
    if (verdict.exhausted) {
      Finding out = make(diag::kind::NotSettled,
                         fmt::format("{} on {}", image_.text(record.name), report::row_name(facts_, row)));
      out.place = of_row(row);
      report_.findings.push_back(std::move(out));
    }
  }

  void unanswered(const report::Question& q) {
    if (facts_.cell(q.cell.row, q.cell.field).faulty) return;
    const std::size_t n = q.waiting.size();
    Finding out = make(diag::kind::Unanswered, report::cell_name(facts_, q.cell),
                       n == 1 ? std::string("one answer") : fmt::format("{} answers", n), n == 1 ? "s" : "");
    out.question = true;
    const eval::Place place = facts_.cell(q.cell.row, q.cell.field).place;
    out.place = place.line != 0 ? in_design(place) : of_row(q.cell.row);
    about(out, q.cell);
    for (const std::string& name : q.waiting) out.notes.push_back({{}, waiting(name)});
    out.help = q.text;
    if (!q.choices.empty()) {
      std::string all;
      for (const std::string& choice : q.choices) all += (all.empty() ? "" : ", ") + choice;
      out.help += " (" + all + ")";
    }
    report_.findings.push_back(std::move(out));
  }

  /// A waiting cell with what it may still be; a requirement by its name.
  std::string waiting(const std::string& name) {
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t i = 0; i < kind.field_count; ++i) {
        const eval::CellRef ref{row, kind.field_first + i};
        if (image_.fields()[ref.field].rule == kNone || report::cell_name(facts_, ref) != name) continue;
        return fmt::format("`{}` may still be {}", name, shown(ref, evaluator_.cell(row, ref.field)));
      }
    }
    return fmt::format("`{}` is open", name);
  }

  report::DesignReport& report_;
  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
};

}  // namespace

std::string step_of(const image::Image& image, std::uint32_t field) {
  const std::uint32_t step = image.fields()[field].step;
  return step == kNone ? "" : print_quantity(image.number(image.steps()[step].number), Dimension::Count);
}

Finding finding(const diag::Diagnostic& d, const source::SourceMap& sources) {
  Finding out;
  out.code = diag::info(d.id).code;
  out.slug = diag::info(d.id).slug;
  out.severity = severity(d.severity);
  out.message = d.message;
  out.place = location(d.span, sources);
  out.label = d.label;
  for (const diag::Label& note : d.notes) out.notes.push_back({location(note.span, sources), note.text});
  out.help = d.help;
  for (const diag::Fix& fix : d.fixes)
    out.fixes.push_back({location(fix.span, sources), fix.text, fix.title, fix.safe});
  out.witness = d.witness;
  return out;
}

std::vector<Finding> findings(diag::Sink& sink, const source::SourceMap& sources) {
  sink.finish();
  std::vector<Finding> out;
  for (const diag::Diagnostic& d : sink.all()) out.push_back(finding(d, sources));
  return out;
}

void explain(Finding& finding, eval::Evaluator& evaluator, eval::CellRef cell) {
  report::DesignReport report;
  report.evaluator = &evaluator;
  Evaluation(report).explain(finding, cell);
}

void explain_requirement(Finding& finding, eval::Evaluator& evaluator, std::uint32_t requirement) {
  report::DesignReport report;
  report.evaluator = &evaluator;
  Evaluation(report).requires_what(finding, requirement);
}

void evaluation_findings(report::DesignReport& report, const EvaluationOptions& options) {
  Evaluation(report).run(options);
}

}  // namespace msd::driver
