// msdc test: every `test` block is a small design; its expectations are held against what evaluation gives.
#include "compiler/bind/bind.h"
#include "compiler/driver/session.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <bit>
#include <set>

namespace msd::driver {

namespace {

using eval::Outcome;
using image::kNone;
using Kind = ast::Expectation::Kind;

class OneTest {
 public:
  OneTest(const ast::TestDecl& test, const image::Image& image, Session& session, source::FileId file, diag::Sink& sink)
      : test_(test), image_(image), session_(session), file_(file), sink_(sink) {}

  /// True if every expectation holds.
  bool run() {
    bind::Options options;
    options.judged_needs_because = false;
    eval::Facts facts = bind::bind(test_.body, image_, session_.sources, file_, options, bound_);
    facts.design_name = test_.name.value;
    facts.file = session_.sources.file(file_).path;
    evaluator_.emplace(facts, eval::Options{});
    report_ = report::summarize(*evaluator_);
    evaluation_findings(report_, false);
    expected_.clear();
    const std::size_t before = sink_.all().size();
    for (const ast::Expectation& e : test_.expectations) expect(e);
    // A fault of the test itself counts unless the test expects it.
    for (const diag::Diagnostic& d : bound_.all()) {
      if (!expected_.contains(std::string(diag::info(d.id).slug))) sink_.put(d);
    }
    return sink_.all().size() == before;
  }

 private:
  void fail(const ast::Expectation& e, const std::string& wanted, const std::string& found) {
    sink_.report(diag::kind::ExpectationFails, e.span, wanted, found)
        .note(test_.name.span, fmt::format("in the test \"{}\"", test_.name.value));
  }

  eval::RowIndex row(const ast::Name& name) {
    const eval::Facts& facts = evaluator_->facts();
    std::vector<std::string_view> names;
    for (eval::RowIndex i = 0; i < facts.rows().size(); ++i) {
      if (facts.symbols.text(facts.rows()[i].name) == name.text) return i;
      names.push_back(facts.symbols.text(facts.rows()[i].name));
    }
    sink_.report(diag::kind::ExpectationNames, name.span, "row", name.text).help(diag::did_you_mean(name.text, names));
    return kNone;
  }

  std::uint32_t field(eval::RowIndex row, const ast::Name& name) {
    const image::RowRecord& kind = image_.rows()[evaluator_->facts().rows()[row].kind];
    std::vector<std::string_view> names;
    for (std::uint32_t i = kind.field_first; i < kind.field_first + kind.field_count; ++i) {
      if (image_.text(image_.fields()[i].name) == name.text) return i;
      names.push_back(image_.text(image_.fields()[i].name));
    }
    sink_.report(diag::kind::ExpectationNames, name.span, "field", name.text)
        .help(diag::did_you_mean(name.text, names));
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
    case Kind::Open: return requirement(e);
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
      for (const eval::Round& round : evaluator_->explain(at, f).rounds) {
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

  void needs(const ast::Expectation& e, const Outcome& out, const std::string& name) {
    std::set<std::string> wanted, found;
    for (const auto& path : e.needs) {
      std::string text;
      for (const ast::Name& part : path) text += (text.empty() ? "" : ".") + std::string(part.text);
      wanted.insert(text);
    }
    for (eval::CellRef ref : out.needs) found.insert(report::cell_name(evaluator_->facts(), ref));
    if (wanted == found) return;
    std::string all;
    for (const std::string& one : found) all += (all.empty() ? "" : ", ") + one;
    fail(e, fmt::format("other needs of `{}`", name), "it needs {" + all + "}");
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
    std::string all;
    for (const std::string& one : found) all += (all.empty() ? "" : ", ") + one;
    fail(e, fmt::format("`{}` to have these possible values", name), "they are {" + all + "}");
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
    if (!good) fail(e, fmt::format("`{}` {} `{}`", name, e.kind == Kind::Equal ? "==" : "!=", text), found);
  }

  std::optional<eval::Value> literal(const ast::Expectation& e, std::uint32_t f) {
    const image::TypeRecord& type = image_.types()[image_.fields()[f].type];
    const eval::Facts& facts = evaluator_->facts();
    const ast::Value& v = *e.value;
    eval::Value out;
    auto bad = [&]() -> std::optional<eval::Value> {
      sink_.report(diag::kind::ExpectationNames, v.span, "value", session_.sources.text(v.span));
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

  void requirement(const ast::Expectation& e) {
    std::uint32_t index = kNone;
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < image_.requirements().size(); ++i) {
      names.push_back(image_.text(image_.requirements()[i].name));
      if (names.back() == e.name.text) index = i;
    }
    if (index == kNone) {
      sink_.report(diag::kind::ExpectationNames, e.name.span, "requirement", e.name.text)
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
    const State wanted = e.kind == Kind::Held ? State::Held : e.kind == Kind::Broken ? State::Broken : State::Open;
    static constexpr const char* kWords[] = {"it does not apply", "it is held", "it is broken", "it is open",
                                             "it reads something rejected"};
    std::string found = "there is no such row";
    for (eval::RowIndex r : rows) {
      if (evaluator_->facts().rows()[r].kind != image_.requirements()[index].row) continue;
      const State state = evaluator_->requirement(index, r).state;
      if (state == wanted) return;
      found = kWords[static_cast<int>(state)];
    }
    fail(e,
         fmt::format("`{}` to be {}", e.name.text,
                     e.kind == Kind::Held     ? "held"
                     : e.kind == Kind::Broken ? "broken"
                                              : "open"),
         found);
  }

  void finding(const ast::Expectation& e) {
    const Severity wanted = e.severity == ast::RequireDecl::Severity::Error     ? Severity::Error
                            : e.severity == ast::RequireDecl::Severity::Warning ? Severity::Warning
                                                                                : Severity::Note;
    expected_.insert(std::string(e.name.text));
    for (const report::Finding& f : report_.findings) {
      if ((f.slug == e.name.text || f.code == e.name.text) && f.severity == wanted &&
          (!e.on.given() || f.row == e.on.text))
        return;
    }
    for (const diag::Diagnostic& d : bound_.all()) {
      if (diag::info(d.id).slug == e.name.text && static_cast<int>(d.severity) == static_cast<int>(wanted)) return;
    }
    std::string found = "nothing is found";
    if (!report_.findings.empty()) found = fmt::format("what is found is `{}`", report_.findings.front().slug);
    fail(e, fmt::format("the {} `{}`", msd::name(wanted), e.name.text), found);
  }

  void no_findings(const ast::Expectation& e) {
    if (!report_.findings.empty())
      fail(e, "no findings",
           fmt::format("there is `{}`: {}", report_.findings.front().slug, report_.findings.front().message));
  }

  const ast::TestDecl& test_;
  const image::Image& image_;
  Session& session_;
  source::FileId file_;
  diag::Sink& sink_;
  diag::Sink bound_;
  std::optional<eval::Evaluator> evaluator_;
  report::DesignReport report_;
  std::set<std::string> expected_;
};

}  // namespace

int run_tests(const Common& options) {
  Session session(options);
  std::size_t passed = 0;
  std::size_t failed = 0;
  int status = 0;
  for (const std::string& entry : options.files) {
    diag::Sink sink;
    LoadOptions load;
    load.root = options.root;
    const Compiled compiled = compile(entry, load, session.sources, sink);
    if (!compiled.image) {
      status = std::max(1, report_findings(session, sink));
      if (compiled.loaded.units.empty()) status = 2;
      continue;
    }
    std::set<std::string_view> names;
    std::size_t here = 0;
    for (const auto& unit : compiled.loaded.units) {
      for (const ast::TestDecl& test : unit->tests) {
        ++here;
        if (!names.insert(test.name.value).second) sink.report(diag::kind::TestTwice, test.name.span, test.name.value);
        OneTest(test, *compiled.image, session, unit->file, sink).run() ? ++passed : ++failed;
      }
    }
    if (here == 0) sink.report(diag::kind::NoTests, {compiled.loaded.units[0]->file, 0, 0}, entry);
    status = std::max(status, report_findings(session, sink));
  }
  if (options.report.format == report::Format::Text)
    session.output.write(fmt::format("{} passed, {} failed\n", passed, failed));
  return finish(session, failed != 0 ? std::max(status, 1) : status);
}

}  // namespace msd::driver
