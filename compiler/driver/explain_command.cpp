// msdc explain: a page of the catalogue, or why a cell of a design is what it is.
#include "compiler/driver/embedded.h"
#include "compiler/driver/inquiry.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

using image::kNone;

class Why {
 public:
  Why(Session& session, eval::Evaluator& evaluator)
      : session_(session), evaluator_(evaluator), facts_(evaluator.facts()), image_(facts_.image()) {}

  void cell(eval::CellRef ref, int depth) {
    const eval::Outcome& out = evaluator_.cell(ref.row, ref.field);
    const std::string value = out.state == eval::Outcome::State::Unknown
                                  ? "may still be " + report::show_possible(facts_, ref.field, out.possible)
                                  : "is " + report::show_outcome(facts_, ref.field, out, report::Style::Identifier);
    line(depth, fmt::format("{} {}{}", report::cell_name(facts_, ref), value, origin(ref, out)));
    if (image_.fields()[ref.field].rule == kNone || depth > 12) return;
    const eval::Explanation why = evaluator_.explain(ref.row, ref.field);
    const image::RuleRecord& rule = image_.rules()[image_.fields()[ref.field].rule];
    // The lines of a table up to the one that fires; of a sum of lines, the rounds below tell which added something.
    for (std::uint32_t l = rule.line_first; rule.kind != 0 && rule.kind != 3 && l < rule.line_first + rule.line_count;
         ++l) {
      table_line(l, why, out, depth + 1);
      if (l == why.line) break;
    }
    for (std::size_t i = 0; i < why.rounds.size(); ++i) {
      for (std::uint32_t l : why.rounds[i].lines) round(depth + 1, i + 1, l);
    }
    if (rule.kind == 0) line(depth + 1, fmt::format("= {}", report::show_node(image_, rule.value)));
    for (eval::CellRef need : out.needs) line(depth + 1, fmt::format("needs {}", report::cell_name(facts_, need)));
    for (eval::CellRef read : why.reads) {
      if (image_.fields()[read.field].builtin != 0) continue;
      if (std::find(seen_.begin(), seen_.end(), read) != seen_.end()) {
        line(depth + 1, fmt::format("{} (above)", report::cell_name(facts_, read)));
        continue;
      }
      seen_.push_back(read);
      cell(read, depth + 1);
    }
  }

 private:
  std::string condition(std::uint32_t node) const { return "`" + report::show_node(image_, node) + "`"; }

  void round(int depth, std::size_t number, std::uint32_t index) {
    const image::LineRecord& record = image_.lines()[index];
    line(depth, fmt::format("round {}: rule `{}` adds {}{}  ({})", number, image_.text(record.name),
                            report::show_node(image_, record.outcome),
                            record.condition == kNone ? "" : ": " + condition(record.condition), rule_place(index)));
  }

  void table_line(std::uint32_t index, const eval::Explanation& why, const eval::Outcome& out, int depth) {
    const image::LineRecord& record = image_.lines()[index];
    const std::string name(image_.text(record.name));
    const auto failure =
        std::find_if(why.failures.begin(), why.failures.end(), [&](const eval::Failure& f) { return f.line == index; });
    if (index == why.line) {
      line(depth, fmt::format("rule `{}`: {}  ({})", name,
                              record.condition == kNone ? "nothing before it fires" : condition(record.condition),
                              rule_place(index)));
    } else if (failure != why.failures.end()) {
      line(depth, fmt::format("not `{}`: {} is false  ({})", name, condition(failure->node), rule_place(index)));
    } else if (out.state == eval::Outcome::State::Unknown) {
      line(depth, fmt::format("may be `{}`: {}  ({})", name,
                              record.condition == kNone ? "if nothing before it fires" : condition(record.condition),
                              rule_place(index)));
    }
  }

  void line(int depth, const std::string& text) {
    session_.output.write(std::string(static_cast<std::size_t>(depth) * 2, ' ') + report::printable(text) + "\n");
  }

  std::string origin(eval::CellRef ref, const eval::Outcome& out) const {
    const eval::CellFact& fact = facts_.cell(ref.row, ref.field);
    if (fact.state == eval::CellFact::State::Stated || fact.state == eval::CellFact::State::Absent) {
      const std::uint32_t because = fact.because != kNone ? fact.because : facts_.rows()[ref.row].because;
      return fmt::format(", stated at {}:{}:{}{}", facts_.file, fact.place.line, fact.place.column,
                         because == kNone ? "" : fmt::format(" because \"{}\"", facts_.symbols.text(because)));
    }
    return out.origin == eval::Origin::Defaulted ? ", by default" : "";
  }

  std::string rule_place(std::uint32_t line) const {
    const std::uint32_t place = image_.lines()[line].place;
    if (place == kNone) return "";
    const image::PlaceRecord& p = image_.places()[place];
    return fmt::format("{}:{}", image_.path(p.file), p.line);
  }

  Session& session_;
  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  std::vector<eval::CellRef> seen_;
};

int explain_cell(Session& session, const std::string& path, const std::string& name) {
  diag::Sink sink;
  const OpenDesign design = open_design(session, path, sink);
  if (!design.usable()) {
    if (sink.errors() == 0) sink.report(diag::kind::NoInput, design.start, path);
    complain(session, sink);
    return finish(session, design.readable ? 1 : 2);
  }
  eval::Evaluator evaluator(*design.facts, {});
  const auto cell = find_cell(*design.facts, name, sink);
  if (cell) Why(session, evaluator).cell(*cell, 0);
  // What could not be read was taken as unknown; whoever reads the explanation should know.
  const bool faults = sink.errors() != 0;
  if (faults) complain(session, sink);
  return finish(session, !cell ? 2 : faults ? 1 : 0);
}

}  // namespace

int explain(const Common& options) {
  Session session(options);
  if (options.files.size() == 2) return explain_cell(session, options.files[0], options.files[1]);
  const diag::Id id = diag::find_kind(options.files[0]);
  if (id == diag::Id::Count) {
    diag::Sink sink;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < static_cast<std::size_t>(diag::Id::Count); ++i) {
      names.push_back(diag::info(static_cast<diag::Id>(i)).slug);
      names.push_back(diag::info(static_cast<diag::Id>(i)).code);
    }
    sink.report(diag::kind::NoSuchName, {}, "finding", options.files[0])
        .help(diag::did_you_mean(options.files[0], names));
    complain(session, sink);
    return finish(session, 2);
  }
  bool written = false;
  for (const EmbeddedPage& page : embedded_pages()) {
    if (page.code != diag::info(id).code) continue;
    session.output.write(page.text);
    written = true;
  }
  if (!written) session.output.write(fmt::format("{} {}\n", diag::info(id).code, diag::info(id).slug));
  return finish(session, 0);
}

}  // namespace msd::driver
