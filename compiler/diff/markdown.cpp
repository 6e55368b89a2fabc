#include "compiler/diff/report.h"
#include "runtime/report/escape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::diff {

namespace {

class Markdown {
 public:
  Markdown(const Diff& diff, const View& view, report::Output& output) : d_(diff), v_(view), out_(output) {}

  void print() {
    const auto& [a, b] = d_.of;
    line(fmt::format("### {} {} → {} {}: **{}**", text(a.name), text(a.version), text(b.name), text(b.version),
                     name(d_.level)));
    line("");
    line(fmt::format("{}, since {}.", tally(d_), text(d_.reason)));
    const std::vector<std::size_t> under = told_under(d_);
    for (std::size_t i = 0; i < d_.computed.size(); ++i) {
      const Computed& c = d_.computed[i];
      if (c.kind == Computed::Kind::WithoutEffect || (c.kind == Computed::Kind::Consequence && under[i] != kNone))
        continue;
      entry(c, i, under);
    }
    idle();
    declared();
    designs();
    for (const Hint& h : d_.hints) {
      line("");
      line(fmt::format("> {}; if it is the same {}, say {}", text(h.why), text(h.what),
                       code("--rename " + h.rename.from + "=" + h.rename.to)));
    }
  }

 private:
  static std::string text(const std::string& words) { return report::markdown_text(words); }
  /// Words between backticks, which no words of the user's can end.
  static std::string code(const std::string& words) {
    std::string out;
    for (char c : words) out += c == '`' ? '\'' : c == '\n' ? ' ' : c == '|' ? '/' : c;
    return "`" + out + "`";
  }
  void line(const std::string& words) { out_.write(words + "\n"); }

  void entry(const Computed& c, std::size_t index, const std::vector<std::size_t>& under) {
    line("");
    const std::string place = places(c.at, v_);
    line(fmt::format("#### {} {}{}", c.kind == Computed::Kind::Root ? "" : std::string(name(c.kind)) + ":",
                     code((c.requirement ? "require " : "") + c.name), place.empty() ? "" : "  " + code(place)));
    line("");
    if (c.kind == Computed::Kind::Undecided) {
      line(fmt::format("Not compared: {}.", text(c.undecided)));
      return;
    }
    if (c.taken_over) line("- for designs that leave it out: its default against the rule");
    for (const Edit& e : c.edits)
      line(fmt::format("- {} {}{}", name(e.kind), code(e.what), e.effect ? "" : ", without effect"));
    line(fmt::format("- {}{}", share(*c.facts),
                     c.facts->bounded ? fmt::format(", with at most {} rows of a kind beside each other", d_.rows)
                                      : ""));
    line("");
    matrix(*c.facts);
    where(c);
    std::vector<std::string> follow;
    for (std::size_t j = 0; j < d_.computed.size(); ++j) {
      if (under[j] != index) continue;
      const Computed& f = d_.computed[j];
      follow.push_back(fmt::format("{} ({})", code((f.requirement ? "require " : "") + f.name), share(*f.facts)));
    }
    if (!follow.empty()) {
      line("");
      line(fmt::format("What follows: {}.", fmt::join(follow, ", ")));
    }
  }

  void matrix(const Region& region) {
    line("| old | new | inputs | rules | for instance |");
    line("| --- | --- | ---: | --- | --- |");
    for (const Move& m : region.moves) {
      std::vector<std::string> by, facts;
      for (const Givers& g : m.by) by.push_back(code(givers(g)));
      if (m.example) {
        for (const std::string& f : m.example->facts) facts.push_back(code(f));
      }
      line(fmt::format("| {} | {} | {} | {} | {} |", code(m.from), code(m.to), region.counted ? decimal(m.inputs) : "",
                       fmt::join(by, ", "), fmt::join(facts, ", ")));
    }
  }

  void where(const Computed& c) {
    const Region& region = c.direct && !c.facts_only ? *c.direct : *c.facts;
    line("");
    line("<details><summary>where</summary>");
    line("");
    for (const Move& m : region.moves) {
      line(fmt::format("- {} → {}", code(m.from), code(m.to)));
      std::size_t shown = 0;
      for (const Part& p : m.parts) {
        if (shown++ == v_.parts) break;
        std::vector<std::string> all;
        for (const std::string& one : p.conditions) all.push_back(code(one));
        line(fmt::format("  - {}", all.empty() ? "everywhere" : fmt::format("{}", fmt::join(all, " and "))));
      }
      if (m.parts.size() > v_.parts || !m.whole) line("  - …");
    }
    line("");
    line("</details>");
  }

  void idle() {
    bool first = true;
    for (const Computed& c : d_.computed) {
      if (c.kind != Computed::Kind::WithoutEffect) continue;
      if (first) line(""), line("#### Without effect"), line("");
      first = false;
      std::vector<std::string> what;
      for (const Edit& e : c.edits) what.push_back(fmt::format("{} {}", code(e.what), name(e.kind)));
      line(fmt::format(
          "- {}: {}{}", code(c.name), fmt::join(what, ", "),
          c.proved || !c.reachable ? "" : fmt::format(" (with at most {} rows of a kind beside each other)", d_.rows)));
    }
  }

  void designs() {
    const Designs& all = d_.designs;
    if (!all.looked_at) return;
    line("");
    line(fmt::format("#### Designs: {} of {} change", all.changes.size(), all.count));
    for (const DesignChange& c : all.changes) {
      line("");
      line(fmt::format("{} ({})", text(c.name), code(c.file)));
      line("");
      for (const DesignCell& cell : c.cells) {
        const std::string by = givers({cell.rule[0], cell.rule[1]});
        line(fmt::format("- {}: {} → {}{}", code(cell.cell), code(cell.was), code(cell.is),
                         by.empty() ? "" : " by " + code(by)));
      }
      for (const std::string& f : c.gone) line("- gone: " + text(f));
      for (const std::string& f : c.come) line("- new: " + text(f));
      for (const std::string& f : c.checks) line("- " + text(f));
    }
    for (const std::string& f : all.left_out) line("\nNot looked at: " + text(f));
  }

  void declared() {
    if (d_.declared.empty()) return;
    line("");
    line("#### Declared otherwise");
    line("");
    for (const Declared& d : d_.declared)
      line(fmt::format("- {} {} {}{}", name(d.kind), d.what, code(d.name),
                       d.detail.empty() ? "" : ": " + text(d.detail)));
  }

  const Diff& d_;
  const View& v_;
  report::Output& out_;
};

}  // namespace

void print_markdown(const Diff& diff, const View& view, report::Output& output) {
  Markdown(diff, view, output).print();
}

}  // namespace msd::diff
