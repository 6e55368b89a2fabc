#include "compiler/driver/likes.h"

#include "compiler/diagnostics/diagnostics.h"
#include "runtime/archetypes/assign.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

using archetypes::Answer;
using archetypes::Assignment;
using archetypes::Condition;
using archetypes::Filling;
using archetypes::Kind;
using image::kNone;
using report::Finding;

namespace {

constexpr std::size_t kMostCells = 6;  // that a finding shows

class Likes {
 public:
  explicit Likes(report::DesignReport& report)
      : report_(report), evaluator_(*report.evaluator), facts_(evaluator_.facts()), image_(facts_.image()),
        judge_(evaluator_) {}

  void run() {
    for (const eval::LikeFact& like : facts_.likes) {
      if (!like.faulty) one(like);
    }
  }

 private:
  std::string_view text(std::uint32_t index) const { return image_.text(index); }
  std::string row(eval::RowIndex index) const { return report::row_name(facts_, index); }
  std::string_view archetype(const eval::LikeFact& like) const {
    return text(image_.archetypes()[like.archetype].name);
  }
  std::string_view role(const eval::LikeFact& like, std::uint32_t position) const {
    return text(judge_.role(like.archetype, position).name);
  }
  std::string_view written(const Condition& c) const { return text(image_.conditions()[c.record].written); }

  report::Location in_design(eval::Place place) const {
    return {facts_.file, place.line, place.column, place.end_line, place.end_column};
  }
  report::Location in_rules(std::uint32_t place) const {
    if (place == kNone) return {};
    const image::PlaceRecord& p = image_.places()[place];
    return {std::string(image_.path(p.file)), p.line, p.column, p.end_line, p.end_column};
  }

  template <class... Args>
  Finding make(const eval::LikeFact& like, const diag::Kind<Args...>& kind, std::type_identity_t<Args>... args) {
    Finding out;
    const diag::KindInfo& info = diag::info(static_cast<diag::Id>(kind.index));
    out.code = info.code;
    out.slug = info.slug;
    out.severity = info.severity == diag::Severity::Error     ? Severity::Error
                   : info.severity == diag::Severity::Warning ? Severity::Warning
                                                              : Severity::Note;
    out.message = fmt::vformat(fmt::string_view(kind.message), fmt::make_format_args(args...));
    out.design = facts_.design_name;
    out.place = in_design(like.place);
    return out;
  }

  void about_row(Finding& out, eval::RowIndex index) {
    out.row = row(index);
    if (facts_.rows()[index].place.line != 0) out.place = in_design(facts_.rows()[index].place);
  }

  /// What the condition found, and where that is stated.
  void cells(Finding& out, const Condition& c, const Filling& filling) {
    out.notes.push_back(
        {in_rules(image_.conditions()[c.record].place), fmt::format("the archetype asks for `{}`", written(c))});
    std::size_t shown = 0;
    for (const eval::CellRef read :
         evaluator_.reads(image_.conditions()[c.record].node, archetypes::Judge::around(c, filling))) {
      if (++shown > kMostCells) break;
      const eval::Outcome& outcome = evaluator_.cell(read.row, read.field);
      const std::string value = outcome.state == eval::Outcome::State::Unknown
                                    ? report::show_possible(facts_, read.field, outcome.possible)
                                    : report::show_outcome(facts_, read.field, outcome, report::Style::Identifier);
      const eval::Place place = facts_.cell(read.row, read.field).place;
      out.notes.push_back({place.line != 0 ? in_design(place) : report::Location{},
                           fmt::format("`{}` is `{}`", report::cell_name(facts_, read), value)});
    }
  }

  void add(Finding finding) { report_.findings.push_back(std::move(finding)); }

  void one(const eval::LikeFact& like) {
    const archetypes::AssignOptions options;
    const Assignment found = archetypes::assign(judge_, like, options);
    report::LikeReport out;
    out.archetype = like.archetype;
    out.state = static_cast<report::LikeReport::State>(found.state);
    if (!found.broken.empty() && found.state != Assignment::State::Undecided)
      out.state = report::LikeReport::State::Broken;
    if (!found.fillings.empty() && found.state != Assignment::State::Ambiguous) out.rows = found.fillings[0];
    report_.likes.push_back(out);
    for (const Condition& c : found.broken) broken(like, c);
    switch (found.state) {
    case Assignment::State::Fits: return follows(like, found.fillings[0]);
    case Assignment::State::Open: open(like, found); return follows(like, found.fillings[0]);
    case Assignment::State::Ambiguous: return ambiguous(like, found);
    case Assignment::State::Unfilled: return unfilled(like, found);
    case Assignment::State::Undecided:
      return add(make(like, diag::kind::LikeUndecided, archetype(like), options.budget));
    }
  }

  void broken(const eval::LikeFact& like, const Condition& c) {
    Filling bound(image_.archetypes()[like.archetype].role_count, kNone);
    eval::Place place = like.place;
    for (const auto& one : like.roles) {
      bound[one.role] = one.row;
      if (one.role == c.role) place = one.place;
    }
    Finding out =
        make(like, diag::kind::LikeBroken, row(bound[c.role]), role(like, c.role), archetype(like), written(c));
    out.place = in_design(place);
    out.row = row(bound[c.role]);
    cells(out, c, bound);
    out.help = "name another row, or leave the role out and let it be found";
    add(std::move(out));
  }

  /// What is unusual, and what is missing, in a design that follows the archetype.
  void follows(const eval::LikeFact& like, const Filling& filling) {
    for (const Condition& c : judge_.conditions(like.archetype)) {
      if (c.kind == Kind::Must || !archetypes::Judge::applies(c, filling) || judge_.ask(c, filling) != Answer::No)
        continue;
      const image::ConditionRecord& record = image_.conditions()[c.record];
      const eval::RowIndex at = filling[c.role];
      if (c.kind == Kind::Usually) {
        Finding out = make(like, diag::kind::LikeUnusual, row(at), role(like, c.role), archetype(like), written(c));
        about_row(out, at);
        cells(out, c, filling);
        out.help = text(record.because);
        add(std::move(out));
        continue;
      }
      const std::vector<eval::RowIndex> around = archetypes::Judge::around(c, filling);
      Finding out = make(like, diag::kind::LikeLacks, report::fill(evaluator_, record.message, around));
      about_row(out, at);
      out.notes.push_back(
          {in_rules(record.place), fmt::format("`{}` expects it of its `{}`", archetype(like), role(like, c.role))});
      out.notes.push_back({in_design(like.place), fmt::format("the design follows `{}`", archetype(like))});
      insert(out, record, at, around);
      add(std::move(out));
    }
  }

  /// Offers to write what is missing into the row.
  void insert(Finding& out, const image::ConditionRecord& record, eval::RowIndex at,
              const std::vector<eval::RowIndex>& around) {
    const eval::Insertion& where = facts_.rows()[at].insertion;
    if (record.insert == kNone || where.place.line == 0) return;
    const std::string words = report::fill(evaluator_, record.insert, around, true);
    const std::string margin(where.indent, ' ');
    report::FindingFix fix;
    fix.place = in_design(where.place);
    fix.place.end_line = fix.place.line;
    fix.place.end_column = fix.place.column;
    switch (where.form) {
    case eval::Insertion::Form::Line: fix.text = fmt::format("  {}\n{}", words, margin); break;
    case eval::Insertion::Form::SameLine: fix.text = fmt::format("; {} ", words); break;
    case eval::Insertion::Form::Block: fix.text = fmt::format(" {{\n{}  {}\n{}}}", margin, words, margin); break;
    }
    fix.title = fmt::format("add `{}` to `{}`", words, row(at));
    out.fixes.push_back(std::move(fix));
  }

  void ambiguous(const eval::LikeFact& like, const Assignment& found) {
    Finding out = make(like, diag::kind::LikeAmbiguous, archetype(like));
    std::string help;
    for (const Filling& filling : found.fillings) {
      out.notes.push_back({{}, fmt::format("with {}", roles(like, filling))});
    }
    // The roles in which the ways differ are those to name.
    for (std::uint32_t r = 0; r < found.fillings[0].size(); ++r) {
      bool differ = false;
      for (const Filling& filling : found.fillings) differ = differ || filling[r] != found.fillings[0][r];
      if (!differ) continue;
      // One that may stay empty is so in some of them.
      const auto filled = std::find_if(found.fillings.begin(), found.fillings.end(),
                                       [&](const Filling& filling) { return filling[r] != kNone; });
      help += fmt::format("{}{}: {}", help.empty() ? "" : "  ", role(like, r), row((*filled)[r]));
    }
    out.help = fmt::format("name the roles: `like {} {{ {} }}`", archetype(like), help);
    add(std::move(out));
  }

  std::string roles(const eval::LikeFact& like, const Filling& filling) const {
    std::string out;
    for (std::uint32_t r = 0; r < filling.size(); ++r) {
      if (filling[r] != kNone)
        out += fmt::format("{}`{}` as `{}`", out.empty() ? "" : ", ", row(filling[r]), role(like, r));
    }
    return out;
  }

  void unfilled(const eval::LikeFact& like, const Assignment& found) {
    Finding out = make(like, diag::kind::LikeUnfilled, role(like, found.role), archetype(like));
    const image::RoleRecord& record = judge_.role(like.archetype, found.role);
    const std::string others = roles(like, found.partial);
    if (!others.empty()) out.notes.push_back({{}, fmt::format("beside {}", others)});
    if (found.nearest == kNone) {
      out.notes.push_back({in_rules(record.place), fmt::format("the role asks for a `{}`, and there is none left",
                                                               text(image_.rows()[record.row].name))});
      out.help = fmt::format("write the `{}` that plays this part, or take the `like` out",
                             text(image_.rows()[record.row].name));
    } else if (found.breaks.record != kNone) {
      Filling with = found.partial;
      with[found.role] = found.nearest;
      out.notes.push_back(
          {facts_.rows()[found.nearest].place.line != 0 ? in_design(facts_.rows()[found.nearest].place)
                                                        : report::Location{},
           fmt::format("`{}` comes nearest, and breaks `{}`", row(found.nearest), written(found.breaks))});
      cells(out, found.breaks, with);
      out.help = fmt::format("change `{}`, write the `{}` that plays this part, or take the `like` out",
                             row(found.nearest), text(image_.rows()[record.row].name));
    }
    add(std::move(out));
  }

  void open(const eval::LikeFact& like, const Assignment& found) {
    Finding out = make(like, diag::kind::LikeOpen, archetype(like));
    std::vector<eval::CellRef> needs;
    for (const Condition& c : found.open) {
      const eval::Outcome outcome =
          evaluator_.node(image_.conditions()[c.record].node, archetypes::Judge::around(c, found.fillings[0]));
      for (const eval::CellRef need : outcome.needs) {
        if (std::find(needs.begin(), needs.end(), need) == needs.end()) needs.push_back(need);
      }
      out.notes.push_back({in_rules(image_.conditions()[c.record].place),
                           fmt::format("`{}` is open for `{}`", written(c), row(found.fillings[0][c.role]))});
    }
    std::string all;
    for (std::size_t i = 0; i < needs.size() && i < kMostCells; ++i)
      all += fmt::format("{}`{}`", i == 0 ? "" : ", ", report::cell_name(facts_, needs[i]));
    if (!all.empty()) out.help = "answer " + all;
    add(std::move(out));
  }

  report::DesignReport& report_;
  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  archetypes::Judge judge_;
};

}  // namespace

void like_findings(report::DesignReport& report) { Likes(report).run(); }

}  // namespace msd::driver
