#include "compiler/driver/expectations.h"

#include "compiler/bind/bind.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <set>

namespace msd::driver {

namespace {

using eval::Outcome;
using image::kNone;
using Kind = ast::Expectation::Kind;

class OneTest {
 public:
  OneTest(const ast::TestDecl& test, const image::Image& image, const Session& session, source::FileId file,
          const TestOptions& options)
      : test_(test), image_(image), session_(session), file_(file), options_(options) {}

  std::vector<report::Finding> run(const std::function<void(eval::Evaluator&)>& seen) {
    bind::Options options;
    options.judged_needs_because = false;
    options.scenarios = false;  // a test holds one set of facts against its expectations
    eval::Facts facts = bind::bind(test_.body, image_, session_.sources, file_, options, bound_);
    facts.design_name = test_.name.value;
    facts.file = session_.sources.file(file_).path;
    evaluator_.emplace(facts, options_.evaluation);
    for (const ast::Expectation& e : test_.expectations) {
      explained_ = {};
      expect(e);
      for (const diag::Diagnostic& d : sink_.take()) {
        faults_.push_back(finding_of(d));
        if (options_.explain && explained_.row != kNone) explain(faults_.back(), *evaluator_, explained_);
      }
    }
    if (seen) seen(*evaluator_);
    // A fault of the test itself counts unless the test expects it.
    for (const diag::Diagnostic& d : bound_.all()) {
      if (!expected_.contains(std::string(diag::info(d.id).slug))) faults_.push_back(finding_of(d));
    }
    return std::move(faults_);
  }

 private:
  /// What evaluation finds in all of the test; most tests do not ask.
  const report::DesignReport& whole() {
    if (!report_) {
      report_ = report::summarize(*evaluator_);
      evaluation_findings(*report_, {false});
    }
    return *report_;
  }

  report::Finding finding_of(const diag::Diagnostic& d) const { return driver::finding(d, session_.sources); }

  void fail(const ast::Expectation& e, const std::string& wanted, const std::string& found) {
    sink_.report(diag::kind::ExpectationFails, e.span, wanted, found).note(test_.name.span, "in this test");
  }

  eval::RowIndex row(const ast::Name& name) {
    const eval::Facts& facts = evaluator_->facts();
    std::vector<std::string_view> names;
    for (eval::RowIndex i = 0; i < facts.rows().size(); ++i) {
      if (facts.symbols.text(facts.rows()[i].name) == name.text) return i;
      names.push_back(facts.symbols.text(facts.rows()[i].name));
    }
    sink_.report(diag::kind::NoSuchName, name.span, "row", name.text).help(diag::did_you_mean(name.text, names));
    return kNone;
  }

  std::uint32_t field(eval::RowIndex row, const ast::Name& name) {
    const image::RowRecord& kind = image_.rows()[evaluator_->facts().rows()[row].kind];
    std::vector<std::string_view> names;
    for (std::uint32_t i = kind.field_first; i < kind.field_first + kind.field_count; ++i) {
      if (image_.text(image_.fields()[i].name) == name.text) return i;
      names.push_back(image_.text(image_.fields()[i].name));
    }
    sink_.report(diag::kind::NoSuchName, name.span, "field", name.text).help(diag::did_you_mean(name.text, names));
    return kNone;
  }

  void expect(const ast::Expectation& e) {
    switch (e.kind) {
    case Kind::Equal:
    case Kind::NotEqual:
    case Kind::Has:
    case Kind::By:
    case Kind::Absent:
    case Kind::Rejected:
    case Kind::Unknown:
    case Kind::Possible:
    case Kind::Needs: return cell(e);
    case Kind::Held:
    case Kind::Broken:
    case Kind::Open:
    case Kind::Exempt: return requirement(e);
    case Kind::Finding: return finding(e);
    case Kind::NoFindings: return no_findings(e);
    }
  }

  void cell(const ast::Expectation& e) {
    const eval::RowIndex at = row(e.row);
    if (at == kNone) return;
    const std::uint32_t f = field(at, e.field);
    if (f == kNone) return;
    const Outcome& out = evaluator_->cell(at, f);
    const eval::Facts& facts = evaluator_->facts();
    const std::string name = report::cell_name(facts, {at, f});
    if (image_.fields()[f].rule != kNone) explained_ = {at, f};
    const std::string found =
        out.state == Outcome::State::Unknown
            ? fmt::format("it may still be {}", report::show_possible(facts, f, out.possible))
            : fmt::format("it is `{}`", report::show_outcome(facts, f, out, report::Style::Identifier));
    switch (e.kind) {
    case Kind::Absent:
      if (out.state != Outcome::State::Absent) fail(e, fmt::format("`{}` to be absent", name), found);
      return;
    case Kind::Rejected:
      if (out.state != Outcome::State::Rejected) fail(e, fmt::format("`{}` to be rejected", name), found);
      expected_.insert(std::string(diag::info(diag::Id::CellRejected).slug));
      return;
    case Kind::Unknown:
      if (out.state != Outcome::State::Unknown) fail(e, fmt::format("`{}` to be unknown", name), found);
      return;
    case Kind::By: return by(e, out, name, f, at);
    case Kind::Needs: return needs(e, out, name);
    case Kind::Possible: return possible(e, out, name, f);
    default: return value(e, out, name, f, found);
    }
  }

  void by(const ast::Expectation& e, const Outcome& out, const std::string& name, std::uint32_t f, eval::RowIndex at) {
    const image::FieldRecord& field = image_.fields()[f];
    if (field.rule == kNone) return fail(e, fmt::format("a rule of `{}`", name), "it has none");
    const image::RuleRecord& rule = image_.rules()[field.rule];
    if (rule.kind == 3) {
      for (const eval::Round& round : evaluator_->rounds(at, f)) {
        for (std::uint32_t line : round.lines) {
          if (image_.text(image_.lines()[line].name) == e.name.text) return;
        }
      }
      return fail(e, fmt::format("the rule `{}` to add to `{}`", e.name.text, name), "it adds nothing");
    }
    const std::uint32_t line = out.assertion == Outcome::Assertion::None ? out.line : evaluator_->computed(at, f).line;
    const std::string fired = line == kNone ? std::string("no single rule fires")
                                            : fmt::format("`{}` fires", image_.text(image_.lines()[line].name));
    if (line == kNone || image_.text(image_.lines()[line].name) != e.name.text)
      fail(e, fmt::format("the rule `{}` of `{}` to fire", e.name.text, name), fired);
  }

  static std::string braced(const std::set<std::string>& members) {
    return fmt::format("{{{}}}", fmt::join(members, ", "));
  }

  void needs(const ast::Expectation& e, const Outcome& out, const std::string& name) {
    std::set<std::string> wanted, found;
    for (const auto& path : e.needs) {
      std::string text;
      for (const ast::Name& part : path) text += (text.empty() ? "" : ".") + std::string(part.text);
      wanted.insert(text);
    }
    for (eval::CellRef ref : out.needs) found.insert(report::cell_name(evaluator_->facts(), ref));
    if (wanted == found) return;
    fail(e, fmt::format("`{}` to need {}", name, braced(wanted)),
         found.empty() ? "it needs nothing" : "it needs " + braced(found));
  }

  void possible(const ast::Expectation& e, const Outcome& out, const std::string& name, std::uint32_t f) {
    std::set<std::string> wanted;
    for (const ast::Value& item : e.value->items) wanted.insert(std::string(session_.sources.text(item.span)));
    std::set<std::string> found;
    const image::TypeRecord& type = image_.types()[image_.fields()[f].type];
    const bool finite = static_cast<Class>(type.cls) == Class::Bool || static_cast<Class>(type.cls) == Class::Enum;
    std::uint64_t mask = out.possible.mask;
    if (out.state == Outcome::State::Value && finite) mask = out.value.mask;
    if (out.state == Outcome::State::Absent) mask = kAbsent;
    if (out.state == Outcome::State::Rejected) mask = kRejected;
    if (finite) {
      for (std::uint64_t rest = mask & ~(kAbsent | kRejected); rest != 0; rest &= rest - 1) {
        eval::Value one;
        one.mask = rest & (~rest + 1);
        found.insert(report::show_value(evaluator_->facts(), image_.fields()[f].type, one, report::Style::Identifier));
      }
    } else {
      for (const eval::Value& one : out.possible.values)
        found.insert(report::show_value(evaluator_->facts(), image_.fields()[f].type, one, report::Style::Identifier));
    }
    if ((mask & kAbsent) != 0) found.insert("absent");
    if ((mask & kRejected) != 0) found.insert("rejected");
    if (wanted == found && !out.possible.open) return;
    if (out.possible.open) found.insert("…");
    fail(e, fmt::format("`{}` to have the possible values {}", name, braced(wanted)), "they are " + braced(found));
  }

  void value(const ast::Expectation& e, const Outcome& out, const std::string& name, std::uint32_t f,
             const std::string& found) {
    // The expected value is read as a design would state it, on a copy of the cell's type.
    const auto wanted = literal(e, f);
    if (!wanted) return;
    bool good = false;
    const std::string text(session_.sources.text(e.value->span));
    if (e.kind == Kind::Has) {
      good = out.state == Outcome::State::Value && (wanted->mask & ~out.value.mask) == 0;
      if (!good) fail(e, fmt::format("`{}` to have `{}`", name, text), found);
      return;
    }
    const bool same = out.state == Outcome::State::Value && out.value == *wanted;
    good = e.kind == Kind::Equal ? same : out.state == Outcome::State::Value && !same;
    if (!good) fail(e, fmt::format("`{}` {}to be `{}`", name, e.kind == Kind::Equal ? "" : "not ", text), found);
  }

  std::string values_help(const image::TypeRecord& type, const ast::Value& v) const {
    const auto cls = static_cast<Class>(type.cls);
    std::vector<std::string_view> names;
    if (cls == Class::Bool) names = {"yes", "no"};
    if (cls == Class::Enum || cls == Class::Set) {
      const image::EnumRecord& of = image_.enums()[type.target];
      for (std::uint32_t i = 0; i < of.value_count; ++i)
        names.push_back(image_.text(image_.values()[of.value_first + i].name));
    }
    if (cls == Class::Ref || cls == Class::List) {
      for (eval::RowIndex r : evaluator_->facts().of_kind(type.target))
        names.push_back(evaluator_->facts().symbols.text(evaluator_->facts().rows()[r].name));
    }
    if (names.empty()) return fmt::format("a {} is expected", msd::name(cls));
    const std::string near = diag::did_you_mean(session_.sources.text(v.span), names);
    return near.empty() ? fmt::format("one of {}", fmt::join(names, ", ")) : near;
  }

  std::optional<eval::Value> literal(const ast::Expectation& e, std::uint32_t f) {
    const image::TypeRecord& type = image_.types()[image_.fields()[f].type];
    const eval::Facts& facts = evaluator_->facts();
    const ast::Value& v = *e.value;
    eval::Value out;
    auto bad = [&]() -> std::optional<eval::Value> {
      explained_ = {};
      sink_.report(diag::kind::NoSuchName, v.span, "value", session_.sources.text(v.span)).help(values_help(type, v));
      return std::nullopt;
    };
    auto finite = [&](const ast::Value& item) -> std::uint64_t {
      const std::string_view word = item.word.text;
      if (item.kind != ast::Value::Kind::Word) return 0;
      if (static_cast<Class>(type.cls) == Class::Bool)
        return word == "yes" || word == "true" ? 2 : word == "no" || word == "false" ? 1 : 0;
      const image::EnumRecord& of = image_.enums()[type.target];
      for (std::uint32_t i = 0; i < of.value_count; ++i) {
        if (image_.text(image_.values()[of.value_first + i].name) == word) return std::uint64_t{1} << i;
      }
      return 0;
    };
    auto reference = [&](const ast::Value& item) -> eval::RowIndex {
      for (eval::RowIndex r : facts.of_kind(type.target)) {
        if (facts.symbols.text(facts.rows()[r].name) ==
            (item.kind == ast::Value::Kind::Text ? item.text.value : item.word.text))
          return r;
      }
      return kNone;
    };
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool:
    case Class::Enum: out.mask = finite(v); return out.mask == 0 ? bad() : out;
    case Class::Set:
      if (v.kind != ast::Value::Kind::Set) return (out.mask = finite(v)) == 0 ? bad() : out;
      for (const ast::Value& item : v.items) {
        const std::uint64_t bit = finite(item);
        if (bit == 0) return bad();
        out.mask |= bit;
      }
      return out;
    case Class::Number: {
      QuantityError error;
      const auto number =
          v.kind == ast::Value::Kind::Number
              ? parse_quantity(v.number.digits, v.number.unit, static_cast<Dimension>(type.dimension), error)
              : std::nullopt;
      if (!number) return bad();
      out.number = *number;
      return out;
    }
    case Class::Text:
    case Class::Id:
      if (v.kind != ast::Value::Kind::Text && v.kind != ast::Value::Kind::Word) return bad();
      out.number = facts.symbols.intern(v.kind == ast::Value::Kind::Text ? v.text.value : v.word.text);
      return out;
    case Class::Ref: {
      const eval::RowIndex r = reference(v);
      if (r == kNone) return bad();
      out.number = r;
      return out;
    }
    case Class::List:
      for (const ast::Value& item : v.kind == ast::Value::Kind::Set ? v.items : std::vector<ast::Value>{v}) {
        const eval::RowIndex r = reference(item);
        if (r == kNone) return bad();
        out.list.push_back(r);
      }
      return out;
    }
    return bad();
  }

  static eval::Verdict::State state(Kind kind) {
    switch (kind) {
    case Kind::Held: return eval::Verdict::State::Held;
    case Kind::Broken: return eval::Verdict::State::Broken;
    case Kind::Exempt: return eval::Verdict::State::NotApplicable;
    default: return eval::Verdict::State::Open;
    }
  }

  void requirement(const ast::Expectation& e) {
    std::uint32_t index = kNone;
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < image_.requirements().size(); ++i) {
      names.push_back(image_.text(image_.requirements()[i].name));
      if (names.back() == e.name.text) index = i;
    }
    if (index == kNone) {
      sink_.report(diag::kind::NoSuchName, e.name.span, "requirement", e.name.text)
          .help(diag::did_you_mean(e.name.text, names));
      return;
    }
    std::vector<eval::RowIndex> rows = evaluator_->facts().of_kind(image_.requirements()[index].row);
    if (e.on.given()) {
      const eval::RowIndex one = row(e.on);
      if (one == kNone) return;
      rows = {one};
    }
    using State = eval::Verdict::State;
    const State wanted = state(e.kind);
    static constexpr const char* kWords[] = {"it does not apply", "it is held", "it is broken", "it is open",
                                             "it reads something rejected"};
    std::string found;
    for (eval::RowIndex r : rows) {
      if (evaluator_->facts().rows()[r].kind != image_.requirements()[index].row) continue;
      const eval::Verdict verdict = evaluator_->requirement(index, r);
      if (verdict.state == wanted) return;
      found += (found.empty() ? "" : ", ") + std::string(kWords[static_cast<int>(verdict.state)]);
      if (rows.size() > 1) found += fmt::format(" on `{}`", report::row_name(evaluator_->facts(), r));
      std::set<std::string> needs;
      for (eval::CellRef need : verdict.needs) needs.insert(report::cell_name(evaluator_->facts(), need));
      if (!needs.empty()) found += " and needs " + braced(needs);
    }
    if (found.empty())
      found = fmt::format("there is no row `{}`", image_.text(image_.rows()[image_.requirements()[index].row].name));
    fail(e,
         fmt::format("`{}` {}", e.name.text,
                     e.kind == Kind::Held     ? "to be held"
                     : e.kind == Kind::Broken ? "to be broken"
                     : e.kind == Kind::Exempt ? "not to apply"
                                              : "to be open"),
         found);
    for (const diag::Diagnostic& d : sink_.take()) {
      faults_.push_back(finding_of(d));
      if (options_.explain) explain_requirement(faults_.back(), *evaluator_, index);
    }
  }

  void finding(const ast::Expectation& e) {
    const Severity wanted = e.severity == ast::RequireDecl::Severity::Error     ? Severity::Error
                            : e.severity == ast::RequireDecl::Severity::Warning ? Severity::Warning
                                                                                : Severity::Note;
    expected_.insert(std::string(e.name.text));
    for (const report::Finding& f : whole().findings) {
      if ((f.slug == e.name.text || f.code == e.name.text) && f.severity == wanted &&
          (!e.on.given() || f.row == e.on.text))
        return;
    }
    for (const diag::Diagnostic& d : bound_.all()) {
      if (diag::info(d.id).slug == e.name.text && static_cast<int>(d.severity) == static_cast<int>(wanted)) return;
    }
    std::set<std::string> names;
    for (const report::Finding& f : whole().findings)
      names.insert(fmt::format("{} `{}`{}", msd::name(f.severity), f.slug, f.row.empty() ? "" : " on `" + f.row + "`"));
    for (const diag::Diagnostic& d : bound_.all())
      names.insert(fmt::format("{} `{}`", msd::name(static_cast<Severity>(d.severity)), diag::info(d.id).slug));
    fail(e,
         fmt::format("the {} `{}`{}", msd::name(wanted), e.name.text,
                     e.on.given() ? fmt::format(" on `{}`", e.on.text) : ""),
         names.empty() ? "nothing is found" : fmt::format("what is found is: {}", fmt::join(names, ", ")));
  }

  void no_findings(const ast::Expectation& e) {
    if (!whole().findings.empty())
      fail(e, "no findings",
           fmt::format("there is `{}`: {}", whole().findings.front().slug, whole().findings.front().message));
  }

  const ast::TestDecl& test_;
  const image::Image& image_;
  const Session& session_;
  source::FileId file_;
  TestOptions options_;
  diag::Sink sink_, bound_;
  std::vector<report::Finding> faults_;
  eval::CellRef explained_;  // the cell whose value an expectation is about, if a rule gives it
  std::optional<eval::Evaluator> evaluator_;
  std::optional<report::DesignReport> report_;
  std::set<std::string> expected_;
};

}  // namespace

std::vector<report::Finding> run_test(const ast::TestDecl& test, const image::Image& image, const Session& session,
                                      source::FileId file, const std::function<void(eval::Evaluator&)>& seen,
                                      const TestOptions& options) {
  return OneTest(test, image, session, file, options).run(seen);
}

}  // namespace msd::driver
