#include "compiler/diff/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::diff {

namespace {

class Text {
 public:
  Text(const Diff& diff, const View& view, report::Output& output) : d_(diff), v_(view), out_(output) {}

  void print() {
    const auto& [a, b] = d_.of;
    line(0, fmt::format("{} {} -> {} {}", a.name, a.version, b.name, b.version));
    wrapped(0, fmt::format("proposed version step: {}, since {}", name(d_.level), d_.reason));
    wrapped(0, tally(d_));
    const std::vector<std::size_t> under = told_under(d_);
    for (std::size_t i = 0; i < d_.computed.size(); ++i) {
      const Computed& c = d_.computed[i];
      if (c.kind == Computed::Kind::WithoutEffect || (c.kind == Computed::Kind::Consequence && under[i] != kNone))
        continue;
      entry(c);
      for (std::size_t j = 0; j < d_.computed.size(); ++j) {
        if (under[j] == i) consequence(d_.computed[j]);
      }
    }
    idle();
    declared();
    designs();
    hints();
  }

 private:
  void line(std::size_t indent, const std::string& text) { out_.write(std::string(indent, ' ') + text + "\n"); }

  /// Breaks at blanks; what goes on stands two columns further in.
  void wrapped(std::size_t indent, const std::string& text, std::size_t hang = 2) {
    std::string rest = text;
    std::size_t in = indent;
    while (in + rest.size() > v_.columns) {
      std::size_t cut = rest.rfind(' ', v_.columns - in);
      if (cut == std::string::npos || cut == 0) cut = rest.find(' ', 1);
      if (cut == std::string::npos) break;
      line(in, rest.substr(0, cut));
      rest.erase(0, cut + 1);
      in = indent + hang;
    }
    line(in, rest);
  }

  /// A headline with a place at the end of the line, or below where there is no room.
  void headline(std::size_t indent, const std::string& text, const std::string& place) {
    if (place.empty()) return wrapped(indent, text);
    if (indent + text.size() + 2 + place.size() <= v_.columns)
      return line(indent, text + std::string(v_.columns - indent - text.size() - place.size(), ' ') + place);
    wrapped(indent, text);
    wrapped(indent + 4, place);
  }

  static std::string called(const Computed& c) {
    return (c.requirement ? "require " : "") + c.name + (c.old_name.empty() ? "" : " (was " + c.old_name + ")");
  }

  void entry(const Computed& c) {
    line(0, "");
    headline(0, fmt::format("{} {}", name(c.kind), called(c)), places(c.at, v_));
    if (c.kind == Computed::Kind::Undecided) {
      wrapped(2, c.undecided);
      return;
    }
    if (c.taken_over) wrapped(2, "for designs that leave it out: its default against the rule");
    if (!c.edits.empty()) edits(c);
    const Region& facts = *c.facts;
    wrapped(2, share(facts) + " are told apart, down to the facts" + bounded(facts) +
                   (facts.counted ? "" : ": they are too many kinds for the budget, and were searched for"));
    const bool direct = c.direct && !c.facts_only;
    matrix(facts, direct);
    if (direct) {
      line(2, "by what the rule reads");
      for (const Move& m : c.direct->moves) parts(4, m, false);
    }
    if (!c.roots.empty())
      wrapped(2, fmt::format("{}from {}", c.kind == Computed::Kind::Root ? "also " : "", fmt::join(c.roots, ", ")));
    if (!c.undecided.empty()) wrapped(2, "an example was not confirmed, and is left out: " + c.undecided);
  }

  std::string bounded(const Region& r) const {
    return r.bounded ? fmt::format(" (with at most {} rows of a kind beside each other)", d_.rows) : "";
  }

  void edits(const Computed& c) {
    for (const Edit& e : c.edits)
      wrapped(2, fmt::format("{} `{}`{}", name(e.kind), e.what, e.effect ? "" : ": without effect"));
  }

  /// Each move with the rules that make it; its parts unless they are told by what the rule reads.
  void matrix(const Region& region, bool direct) {
    for (const Move& m : region.moves) {
      line(0, "");
      std::vector<std::string> by;
      for (const Givers& g : m.by) by.push_back(givers(g));
      std::vector<std::string> what;
      if (region.counted) what.push_back(decimal(m.inputs) + (m.inputs == 1 ? " input" : " inputs"));
      if (!by.empty()) what.push_back(fmt::format("rule {}", fmt::join(by, ", ")));
      wrapped(2, fmt::format("{} -> {}{}{}", m.from, m.to, what.empty() ? "" : ": ", fmt::join(what, ", ")));
      if (!direct && region.counted) parts(4, m, true);
      if (m.example && !m.example->facts.empty())
        wrapped(4, "for instance " + fmt::format("{}", fmt::join(m.example->facts, ", ")), 4);
    }
    if (!region.whole) line(2, "… and other changes of value");
    if (direct) line(0, "");
  }

  void parts(std::size_t indent, const Move& move, bool plain) {
    if (!plain) wrapped(indent, fmt::format("{} -> {}", move.from, move.to));
    const std::size_t in = plain ? indent : indent + 2;
    std::size_t shown = 0;
    for (const Part& p : move.parts) {
      if (shown == v_.parts) break;
      ++shown;
      wrapped(in, p.conditions.empty() ? "everywhere" : "where " + fmt::format("{}", fmt::join(p.conditions, ", ")), 6);
    }
    if (shown < move.parts.size() || !move.whole)
      line(in, fmt::format("… and {}{} more (--format json)", move.parts.size() - shown, move.whole ? "" : " or"));
  }

  void consequence(const Computed& c) {
    std::vector<std::string> moves;
    for (const Move& m : c.facts->moves) moves.push_back(fmt::format("{} -> {}", m.from, m.to));
    std::string also;
    for (std::size_t i = 1; i < c.roots.size(); ++i) also += (also.empty() ? "; also from " : ", ") + c.roots[i];
    wrapped(2, fmt::format("so {}: {} ({}){}", called(c), share(*c.facts), fmt::join(moves, ", "), also), 4);
  }

  void idle() {
    bool first = true;
    for (const Computed& c : d_.computed) {
      if (c.kind != Computed::Kind::WithoutEffect) continue;
      if (first) line(0, ""), line(0, "without effect");
      first = false;
      std::vector<std::string> what;
      for (const Edit& e : c.edits) what.push_back(fmt::format("`{}` {}", e.what, name(e.kind)));
      headline(2, called(c), places(c.at, v_));
      wrapped(4, fmt::format("{}", fmt::join(what, ", ")));
      std::string proof = "equal for every input, with rows of any number";
      if (!c.reachable)
        proof = "the rule differs, but no facts lead to where it does";
      else if (!c.proved)
        proof = fmt::format("equal for every input with at most {} rows of a kind beside each other", d_.rows);
      wrapped(4, proof);
    }
  }

  void declared() {
    if (d_.declared.empty()) return;
    line(0, "");
    line(0, "declared otherwise");
    for (const Declared& d : d_.declared) {
      const char sign = d.kind == Declared::Kind::Added ? '+' : d.kind == Declared::Kind::Removed ? '-' : '~';
      std::string text = fmt::format("{} {} {}", sign, d.what, d.name);
      if (!d.detail.empty()) text += (d.kind == Declared::Kind::Changed ? ": " : " (") + d.detail;
      if (!d.detail.empty() && d.kind != Declared::Kind::Changed) text += ")";
      wrapped(2, text, 4);
    }
  }

  void designs() {
    const Designs& all = d_.designs;
    if (!all.looked_at) return;
    line(0, "");
    wrapped(0, fmt::format("designs: {} of {} change", all.changes.size(), all.count));
    for (const DesignChange& c : all.changes) {
      headline(2, c.name, c.file);
      for (const DesignCell& cell : c.cells) {
        const Givers by{cell.rule[0], cell.rule[1]};
        const std::string rule = givers(by);
        wrapped(4, fmt::format("{}: {} -> {}{}", cell.cell, cell.was, cell.is, rule.empty() ? "" : "  by " + rule), 4);
      }
      for (const std::string& f : c.gone) wrapped(4, "- " + f);
      for (const std::string& f : c.come) wrapped(4, "+ " + f);
      for (const std::string& f : c.checks) wrapped(4, f);
    }
    for (const std::string& f : all.left_out) wrapped(2, "not looked at: " + f);
  }

  void hints() {
    if (d_.hints.empty()) return;
    line(0, "");
    for (const Hint& h : d_.hints)
      wrapped(0, fmt::format("hint: {}; if it is the same {}, say --rename {}={}", h.why, h.what, h.rename.from,
                             h.rename.to));
  }

  const Diff& d_;
  const View& v_;
  report::Output& out_;
};

}  // namespace

void print_text(const Diff& diff, const View& view, report::Output& output) { Text(diff, view, output).print(); }

}  // namespace msd::diff
