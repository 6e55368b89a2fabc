// The summary: a line a table, and on demand what is missing and what it needs.
#include "compiler/coverage/report.h"
#include "compiler/coverage/words.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::coverage {

namespace {

constexpr std::size_t kMeasureColumn = 10;
constexpr std::size_t kWord = 20;

std::string of(const Count& count) {
  return count.all + count.impossible == 0 ? "-" : fmt::format("{}/{}", count.covered, count.all);
}

std::string percent(const Count& count) {
  return count.all == 0 ? "-" : fmt::format("{} %", count.covered * 100 / count.all);
}

class Text {
 public:
  Text(const Coverage& coverage, const ReportOptions& options)
      : coverage_(coverage), image_(coverage.image), options_(options) {}

  std::string run() {
    head();
    summary();
    if (options_.missing)
      list("not covered", [](const Goal& g) { return !g.met() && g.claim.answer != Claim::Answer::Impossible; });
    if (options_.impossible)
      list("cannot be", [](const Goal& g) { return !g.met() && g.claim.answer == Claim::Answer::Impossible; });
    return std::move(out_);
  }

 private:
  static std::string number(std::size_t n, std::string_view what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  }

  void head() {
    const auto designs = static_cast<std::size_t>(std::count_if(
        coverage_.cases.begin(), coverage_.cases.end(), [](const Case& c) { return c.kind == Case::Kind::Design; }));
    out_ += fmt::format("coverage of {} {} by {}", image_.text(image_.framework().name),
                        image_.text(image_.framework().version), number(coverage_.cases.size() - designs, "test"));
    if (designs != 0) out_ += " and " + number(designs, "design");
    out_ += "\n";
  }

  static bool complete(const TableCoverage& table) {
    return std::all_of(kMeasures.begin(), kMeasures.end(), [&](Measure m) {
      const Count c = count(table, m);
      return c.covered == c.all;
    });
  }

  void line(std::string_view name, const std::function<std::string(Measure)>& cell) {
    std::string shown(name);
    if (shown.size() > width_) shown = shown.substr(0, width_ - 3) + "...";
    out_ += fmt::format("  {:<{}}", shown, width_);
    for (Measure m : kMeasures) out_ += fmt::format("{:>{}}", cell(m), kMeasureColumn);
    out_ += "\n";
  }

  void summary() {
    std::size_t whole = 0;
    std::vector<std::string> names;
    width_ = std::string_view("all tables").size();
    for (const TableCoverage& table : coverage_.tables) {
      names.push_back(table_name(image_, table.table));
      if (!complete(table) && !options_.totals) width_ = std::max(width_, names.back().size());
    }
    const std::size_t measures = kMeasures.size() * kMeasureColumn + 2;
    width_ = std::min(width_, options_.columns > measures + kWord ? options_.columns - measures : kWord);
    line("", [](Measure m) { return std::string(name(m)); });
    for (std::size_t i = 0; i < names.size(); ++i) {
      const TableCoverage& table = coverage_.tables[i];
      if (complete(table)) {
        ++whole;
      } else if (!options_.totals) {
        line(names[i], [&](Measure m) { return of(count(table, m)); });
      }
    }
    if (whole != 0 && !options_.totals)
      out_ += fmt::format("  {}{} covered in all of these\n", whole == names.size() ? "" : "…and ",
                          whole == 1 ? "1 table is" : fmt::format("{} tables are", whole));
    line("all tables", [&](Measure m) { return of(count(coverage_, m)); });
    line("", [&](Measure m) { return percent(count(coverage_, m)); });
    std::size_t impossible = 0;
    for (Measure m : kMeasures) impossible += count(coverage_, m).impossible;
    if (impossible != 0)
      out_ += fmt::format("  {} that cannot be {} not count\n", impossible, impossible == 1 ? "does" : "do");
  }

  // ---- what is missing ---------------------------------------------------------------------------------------------

  void list(std::string_view title, const std::function<bool(const Goal&)>& wanted) {
    bool titled = false;
    for (const TableCoverage& table : coverage_.tables) {
      std::vector<const Goal*> goals;
      for (const Goal& goal : table.goals) {
        if (wanted(goal) && !implied(table.table, goal)) goals.push_back(&goal);
      }
      if (goals.empty()) continue;
      // Line by line, values behind them.
      std::stable_sort(goals.begin(), goals.end(), [](const Goal* a, const Goal* b) { return rank(*a) < rank(*b); });
      if (!titled) out_ += fmt::format("\n{}\n", title);
      titled = true;
      header(table.table);
      for (const Goal* goal : goals) entry(table.table, *goal);
    }
  }

  static std::uint64_t rank(const Goal& goal) {
    return goal.line == kWhere ? 0 : goal.line == kNone ? UINT64_MAX : std::uint64_t{goal.line} + 1;
  }

  void header(const Table& table) {
    const report::Location at = place(image_, table);
    const std::string what = fmt::format("  {} {}", coverage::name(table.kind), table_name(image_, table));
    const std::string where = fmt::format("{}:{}", at.file, at.line);
    const bool fits = report::width(what) + 2 + report::width(where) <= options_.columns;
    out_ += what + (fits ? "  " : "\n    ") + where + "\n";
  }

  void entry(const Table& table, const Goal& goal) {
    const std::string line = line_name(image_, table, goal.line);
    std::string text = lack(image_, table, goal);
    if (!line.empty()) text = goal.line == kWhere ? "`where` " + text : "rule " + line + " " + text;
    const std::uint32_t at = place(image_, table, goal).line;
    wrapped(fmt::format("{:>6}  ", goal.measure == Measure::Values ? std::string() : std::to_string(at)), text);
    std::string conditions;
    for (const std::string& need : needs(image_, table, goal)) conditions += (conditions.empty() ? "" : "; ") + need;
    if (!conditions.empty()) wrapped("        needs: ", conditions);
    if (!goal.claim.because.empty()) wrapped("        as: ", goal.claim.because);
  }

  /// Words behind a head, further lines below the first word.
  void wrapped(const std::string& head, std::string_view text) {
    std::string line = head;
    bool first = true;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(' '), text.size());
      const std::string_view word = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!first && report::width(line) + 1 + report::width(word) > options_.columns) {
        out_ += line + "\n";
        line = std::string(head.size(), ' ');
        first = true;
      }
      line += (first ? "" : " ") + std::string(word);
      first = false;
    }
    out_ += line + "\n";
  }

  const Coverage& coverage_;
  const image::Image& image_;
  const ReportOptions& options_;
  std::size_t width_ = 0;
  std::string out_;
};

}  // namespace

std::string render_text(const Coverage& coverage, const ReportOptions& options) {
  return Text(coverage, options).run();
}

std::string render(const std::deque<Coverage>& all, const ReportOptions& options) {
  switch (options.form) {
  case Form::Json: return render_json(all, options);
  case Form::Lcov: return render_lcov(all);
  case Form::Text: break;
  }
  std::string out;
  for (const Coverage& one : all) out += (out.empty() ? "" : "\n") + render_text(one, options);
  return out;
}

}  // namespace msd::coverage
