// msdc why-not: why a cell is not what somebody expected, and the smallest change that makes it so.
#include "compiler/driver/certificate_file.h"
#include "compiler/driver/fact_words.h"
#include "compiler/driver/inquiry.h"
#include "runtime/reason/nearest.h"
#include "runtime/report/display.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

using eval::CellFact;
using eval::CellRef;
using eval::Outcome;
using eval::Wish;
using image::kNone;
using reason::Change;
using reason::Forcing;

constexpr std::size_t kShownRules = 3;

/// `ROW.FIELD = VALUE` or `ROW.FIELD has VALUE`.
struct Question {
  std::string cell, value;
  bool has = false;
};

Question read(std::string_view text) {
  const std::size_t has = text.find(" has ");
  const std::size_t is = text.find('=');
  if (has < is) return {trimmed(text.substr(0, has)), trimmed(text.substr(has + 5)), true};
  if (is == std::string_view::npos) return {trimmed(text), {}, false};
  const std::size_t value = std::min(text.find_first_not_of('=', is), text.size());
  return {trimmed(text.substr(0, is)), trimmed(text.substr(value)), false};
}

/// The whole answer.
struct Answer {
  Outcome outcome;
  bool already = false;
  reason::Nearest nearest;
  Change change;
  Forcing forbidding;  ///< where no choice does it
};

class WhyNot {
 public:
  WhyNot(const Common& options, const std::string& question, const std::string& certificates)
      : inquiry_(options), options_(options), question_(read(question)), certificates_(certificates) {}

  int run() {
    if (!inquiry_.open(options_.files.front())) return inquiry_.status();
    if (question_.value.empty()) return inquiry_.misread(question_.cell, "ROW.FIELD = VALUE");
    const auto cell = inquiry_.cell(question_.cell);
    if (!cell) return inquiry_.status();
    cell_ = *cell;
    if (question_.has && cls() != Class::Set)
      return inquiry_.misread(question_.cell, "ROW.FIELD = VALUE: it is no set");
    if (!wish()) return inquiry_.status();
    eval::Evaluator evaluator(inquiry_.facts(), {});
    const reason::Ground ground(evaluator);
    const Answer answer = find_out(ground);
    options_.json ? print_json(ground, answer) : print_text(ground, answer);
    const bool written = certificates_.empty() || certify(answer);
    return std::max(inquiry_.end(), written ? 0 : 2);
  }

 private:
  const image::Image& image() const { return inquiry_.image(); }
  Class cls() const { return reason::class_of(image(), cell_.field); }

  /// What is asked for, as a wish and in words.
  bool wish() {
    std::string value = question_.value;
    if (question_.has && !value.starts_with('{')) value = "{" + value + "}";
    const auto fact = inquiry_.value(cell_, value);
    if (!fact) return false;
    const bool finite = cls() == Class::Bool || cls() == Class::Enum;
    if (fact->state == CellFact::State::Absent) {
      wish_.mask = kAbsent;
    } else if (finite) {
      wish_.mask = fact->value.mask;
    } else {
      wish_.kind = question_.has ? Wish::Kind::Holds : Wish::Kind::Equal;
      wish_.value = fact->value;
    }
    shown_ = fact->state == CellFact::State::Absent
                 ? "absent"
                 : report::show_value(inquiry_.facts(), image().fields()[cell_.field].type, fact->value,
                                      report::Style::Identifier);
    return true;
  }

  Answer find_out(const reason::Ground& ground) {
    eval::Evaluator& evaluator = ground.evaluator();
    Answer out;
    const bool computed = image().fields()[cell_.field].rule != kNone;
    out.outcome = computed ? evaluator.computed(cell_.row, cell_.field) : evaluator.cell(cell_.row, cell_.field);
    out.already = reason::fulfils(out.outcome, wish_, cls());
    if (out.already) return out;
    eval::Aim aim;
    aim.cell = cell_;
    reason::Budget budget(options_.budget);
    out.change = reason::smallest_change(ground, aim, wish_, budget);
    if (out.change.state == Change::State::Impossible) {
      reason::ForceOptions force;
      force.whole = true;
      for (const reason::Fact& fact : ground.all()) {
        if (!fact.open && fact.owner == reason::Owner::Given) force.candidates.push_back(fact.cell);
      }
      force.likely = reason::explaining(ground, aim);
      reason::Budget own(options_.budget);
      out.forbidding = reason::smallest_forcing(ground, aim, wish_, force, own);
    }
    reason::Budget own(options_.budget);
    out.nearest = reason::nearest_rules(ground, cell_, wish_, kShownRules, own);
    return out;
  }

  /// Writes what shows that no choice gives the value, if none does. False after a complaint.
  bool certify(const Answer& answer) {
    const auto none = [](const std::string& why) {
      return fmt::print(stderr, "msdc: nothing is certified: {}\n", why), false;
    };
    if (answer.already || answer.change.state != Change::State::Impossible)
      return none("it is not shown that no choice gives it"), true;
    const std::string& path = options_.files.front();
    source::ReadError error;
    const auto text = path == "-" ? std::nullopt : source::read_file(path, source::kMaxFileBytes, error);
    if (!text) return none("the design is in no file");
    const std::string name(image().text(image().framework().name));
    diag::Sink sink;
    Session& session = inquiry_.session();
    const Compiled compiled =
        compile(options_.framework.empty() ? name : options_.framework, session.load_options(), session.sources, sink);
    if (!compiled.image || compiled.image->hash() != image().hash())
      return none(fmt::format("the rules of `{}` are not here", name));
    verify::Checker checker(compiled.program, *compiled.image, {}, &inquiry_.facts());
    certify::Certificate made = certify::forbidden(inquiry_.facts(), cell_, wish_, answer.forbidding.facts);
    if (made.reason.empty()) certify::prove(checker, made, {});
    CertificateFile file(compiled, session.sources);
    file.of_design(path, *text);
    file.add(made, "no choice and no judgement gives it");
    return file.write(certificates_);
  }

  // ---- text
  std::string condition(std::uint32_t node) const { return "`" + report::show_node(image(), node) + "`"; }

  void print_text(const reason::Ground& ground, const Answer& answer) {
    FactWords words(ground, inquiry_.session().output);
    const std::string name = report::cell_name(ground.facts(), cell_);
    const std::string is = outcome_words(ground.facts(), cell_.field, answer.outcome);
    if (answer.already) {
      words.line(0, fmt::format("{} {}; `msdc why` says why", name, is));
      return;
    }
    words.line(0, fmt::format("{} {}{}{}", name, is, question_.has ? ", without " : ", not ", shown_));
    rules(words, answer.nearest);
    change(words, answer);
  }

  std::string rule(std::uint32_t line) const {
    return fmt::format("rule `{}`", image().text(image().lines()[line].name));
  }

  void rules(FactWords& words, const reason::Nearest& nearest) {
    const std::uint32_t index = image().fields()[cell_.field].rule;
    if (index == kNone) return;
    for (const reason::NearRule& near : nearest.rules) {
      if (near.where) {
        words.line(2, "its rule does not apply:");
      } else if (near.line == kNone) {
        words.line(2, "its rule would give it, but");
      } else {
        words.rule(2, rule(near.line) + " would give it, but", near.line);
      }
      for (const reason::Failed& part : near.failed) failed(words, part);
      for (std::uint32_t open : near.open) words.line(4, condition(open) + " is not decided");
      for (std::uint32_t line : near.before) words.rule(4, rule(line) + " fires before it", line);
    }
    if (nearest.others != 0)
      words.line(2, fmt::format("{} would give it, further away", report::counted(nearest.others, "other rule")));
    const bool derived = image().rules()[index].kind == 0;
    if (derived && nearest.giving == 0) words.line(2, "its rule is " + condition(image().rules()[index].value));
    if (!derived && nearest.giving == 0) words.line(2, "no rule of its table gives it");
  }

  void failed(FactWords& words, const reason::Failed& part) {
    const bool undecided = part.facts.proof == Forcing::Proof::Undecided && !part.itself;
    if (undecided) {
      words.line(4, condition(part.node) + " is false; undecided: by which facts");
      return;
    }
    const bool told = !part.facts.facts.empty();
    const bool always = !told && part.facts.proof == Forcing::Proof::Smallest && !part.itself;
    words.line(4, condition(part.node) + (told     ? " is false:"
                                          : always ? " is false, whatever the facts are"
                                                   : " is false"));
    words.facts(6, part.facts.facts);
  }

  void change(FactWords& words, const Answer& answer) {
    switch (answer.change.state) {
    case Change::State::Undecided:
      words.line(
          2, fmt::format("undecided after {}: whether any choice gives it", report::counted(options_.budget, "step")));
      return;
    case Change::State::Impossible: forbidden(words, answer.forbidding); return;
    case Change::State::Found: break;
    }
    words.line(2, answer.change.smallest ? "the smallest change that gives it:" : "a change that gives it:");
    for (const reason::Edit& edit : answer.change.edits) words.edit(4, edit);
    if (!answer.change.smallest)
      words.line(
          2, fmt::format("undecided after {}: whether a smaller one does", report::counted(options_.budget, "step")));
  }

  void forbidden(FactWords& words, const Forcing& forbidding) {
    using Proof = Forcing::Proof;
    if (forbidding.proof == Proof::Undecided || forbidding.proof == Proof::Impossible) {
      words.line(2, "no choice and no judgement gives it; undecided: which given facts forbid it");
    } else if (forbidding.facts.empty()) {
      words.line(2, "nothing gives it, whatever the facts are, with the rows of the design as they are");
    } else {
      words.line(2, fmt::format("no choice and no judgement gives it, as {} {} it:",
                                report::counted(forbidding.facts.size(), "given fact"),
                                forbidding.facts.size() == 1 ? "forbids" : "forbid"));
      words.facts(4, forbidding.facts);
      words.line(2, forbidding.proof == Proof::Smallest ? "no fewer do" : "undecided: whether fewer do");
    }
  }

  // ---- JSON
  void print_json(const reason::Ground& ground, const Answer& answer) {
    const eval::Facts& facts = ground.facts();
    report::JsonWriter json(inquiry_.session().output);
    json.open_object();
    write_head(json, "msd-why-not-1", facts, options_.report.version);
    json.member("cell", report::cell_name(facts, cell_));
    json.member("asked", question_.has ? "has" : "is");
    json.member("wanted", shown_);
    json.member("value", report::show_outcome(facts, cell_.field, answer.outcome, report::Style::Identifier));
    json.key("already");
    json.boolean(answer.already);
    json.key("rules");
    json.open_array();
    for (const reason::NearRule& rule : answer.nearest.rules) write_rule(json, ground, rule);
    json.close_array();
    json.member("other_rules", static_cast<std::int64_t>(answer.nearest.others));
    static constexpr const char* kStates[] = {"found", "impossible", "undecided"};
    json.member("change", answer.already ? "none" : kStates[static_cast<int>(answer.change.state)]);
    json.key("smallest");
    json.boolean(answer.change.smallest);
    json.key("edits");
    json.open_array();
    for (const reason::Edit& edit : answer.change.edits) write_edit(json, ground, edit);
    json.close_array();
    const bool impossible = !answer.already && answer.change.state == Change::State::Impossible;
    json.member("proof", impossible ? proof_name(answer.forbidding.proof) : "none");
    write_facts(json, "forbidding", ground, answer.forbidding.facts);
    json.close_object();
    json.newline();
  }

  void write_rule(report::JsonWriter& json, const reason::Ground& ground, const reason::NearRule& rule) {
    json.open_object();
    if (rule.line != kNone) json.member("rule", image().text(image().lines()[rule.line].name));
    json.key("applies");
    json.boolean(!rule.where);
    json.key("failed");
    json.open_array();
    for (const reason::Failed& part : rule.failed) {
      json.open_object();
      json.member("condition", report::show_node(image(), part.node));
      json.member("proof", part.itself ? "none" : proof_name(part.facts.proof));
      const bool shown = part.facts.proof != Forcing::Proof::Undecided;
      write_facts(json, "facts", ground, shown ? part.facts.facts : std::vector<CellRef>{});
      json.close_object();
    }
    json.close_array();
    json.key("undecided");
    json.open_array();
    for (std::uint32_t open : rule.open) json.text(report::show_node(image(), open));
    json.close_array();
    json.key("before");
    json.open_array();
    for (std::uint32_t line : rule.before) json.text(image().text(image().lines()[line].name));
    json.close_array();
    json.close_object();
  }

  Inquiry inquiry_;
  const Common& options_;
  Question question_;
  CellRef cell_;
  Wish wish_;
  std::string shown_;
  const std::string& certificates_;
};

}  // namespace

int why_not(const std::string& question, const std::string& certificates, const Common& options) {
  return WhyNot(options, question, certificates).run();
}

}  // namespace msd::driver
