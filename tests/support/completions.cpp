// All completions of a design, and what they say together.
#include "tests/support/oracle.h"

#include <algorithm>
#include <set>
#include <string>

namespace msd::oracle {

using State = Content::State;

namespace {

constexpr std::size_t kMaxNumbers = 24;
constexpr std::size_t kMaxListed = 3;  // rows that an unknown list may choose from

const std::string kFresh = "a name that nothing else has ";

template <class Visit> void each_cell(const tir::Program& program, const Facts& facts, const Visit& visit) {
  for (RowIndex row = 0; row < facts.rows().size(); ++row) {
    for (tir::FieldId field : program.rows[facts.rows()[row].kind].fields) visit(CellRef{row, field.index});
  }
}

Content number(std::int64_t value) { return {State::Value, {0, value, {}}}; }

/// Whole numbers of a count; sixteenths of the range of everything else, which must be fine enough for the constants
/// that a framework compares with.
std::vector<Content> numbers(const tir::Type& type) {
  const bool whole = type.integer && type.dimension == Dimension::Count;
  const std::int64_t step = whole ? 1'000'000 : std::max<std::int64_t>(1, (type.high - type.low) / 16);
  if (type.high - type.low < 0 || (type.high - type.low) / step >= static_cast<std::int64_t>(kMaxNumbers)) return {};
  std::vector<Content> out;
  for (std::int64_t value = type.low; value <= type.high; value += step) out.push_back(number(value));
  return out;
}

std::vector<Content> subsets(const std::vector<RowIndex>& rows) {
  if (rows.size() > kMaxListed) return {};
  std::vector<Content> out;
  for (unsigned set = 0; set < 1U << rows.size(); ++set) {
    std::vector<RowIndex> list;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if ((set >> i & 1U) != 0) list.push_back(rows[i]);
    }
    out.push_back({State::Value, {0, 0, std::move(list)}});
  }
  return out;
}

/// Names that the design or the framework mentions, and new ones.
std::vector<Content> names(const tir::Program& program, const Facts& facts, std::size_t fresh) {
  std::set<std::int64_t> known;
  for (const eval::RowFact& row : facts.rows()) known.insert(row.name);
  each_cell(program, facts, [&](CellRef cell) {
    const eval::CellFact& fact = facts.cell(cell.row, cell.field);
    if (program.fields[cell.field].type.cls == Class::Id && fact.state == eval::CellFact::State::Stated)
      known.insert(fact.value.number);
  });
  auto constant = [&](const tir::Const& c) {
    if (c.kind == tir::Const::Kind::Text) known.insert(facts.symbols.intern(c.text));
  };
  for (const tir::Const& c : program.constants) constant(c);
  for (const tir::Field& field : program.fields) {
    if (field.default_value) constant(*field.default_value);
  }
  for (std::size_t i = 0; i < fresh; ++i) known.insert(facts.symbols.intern(kFresh + std::to_string(i)));
  std::vector<Content> out;
  for (std::int64_t symbol : known) out.push_back(number(symbol));
  return out;
}

}  // namespace

bool is_fresh(const Facts& facts, std::int64_t symbol) {
  return facts.symbols.text(static_cast<std::uint32_t>(symbol)).starts_with(kFresh);
}

std::vector<Content> answers_to(const tir::Program& program, const Facts& facts, const Question& question,
                                std::size_t fresh_names) {
  if (question.kind != Question::Kind::Cell) return {truth(false), truth(true)};
  const tir::Type& type = program.fields[question.cell.field].type;
  std::vector<Content> out;
  switch (type.cls) {
  case Class::Bool: out = {truth(false), truth(true)}; break;
  case Class::Enum:
    for (std::size_t i = 0; i < program[type.enum_].values.size(); ++i)
      out.push_back({State::Value, {std::uint64_t{1} << i, 0, {}}});
    break;
  case Class::Set:
    if (program[type.enum_].values.size() > 4) return {};
    for (std::uint64_t set = 0; set < std::uint64_t{1} << program[type.enum_].values.size(); ++set)
      out.push_back({State::Value, {set, 0, {}}});
    break;
  case Class::Number: out = numbers(type); break;
  case Class::Text:
    out = {number(facts.symbols.intern(kFresh + "0")), number(facts.symbols.intern(kFresh + "1"))};
    break;
  case Class::Id: out = names(program, facts, fresh_names); break;
  case Class::Ref:
    for (RowIndex row : facts.of_kind(type.row.index)) out.push_back(number(row));
    break;
  case Class::List: out = subsets(facts.of_kind(type.row.index)); break;
  }
  if (type.optional && (!out.empty() || type.cls == Class::Ref)) out.push_back(absent());
  return out;
}

std::vector<Question> questions(const tir::Program& program, const Facts& facts) {
  std::set<Question> out;
  each_cell(program, facts, [&](CellRef cell) {
    if (open_fact(program, facts, cell) && owner(program, facts, cell) == cell)
      out.insert({Question::Kind::Cell, cell, 0});
  });
  for (const tir::Expr& e : program.exprs) {
    if (e.op != Op::IsGiven && e.op != Op::Fits && e.op != Op::Uses) continue;
    const tir::Expr& asked = program[e.a];
    if (asked.op != Op::Load) continue;
    for (RowIndex row : facts.of_kind(program.fields[asked.x].row.index)) {
      const CellRef cell = owner(program, facts, {row, asked.x});
      const bool open = open_fact(program, facts, cell);
      const bool no_template = facts.cell(cell.row, cell.field).fit == eval::Fit::Open;
      if (e.op == Op::IsGiven && open) out.insert({Question::Kind::Given, cell, 0});
      if (e.op == Op::Fits && (open || no_template)) out.insert({Question::Kind::Fits, cell, 0});
      if (e.op == Op::Uses && open) out.insert({Question::Kind::Uses, cell, e.x});
    }
  }
  return {out.begin(), out.end()};
}

namespace {

/// The questions with their answers, as the digits of a number that counts the completions.
class Completions {
 public:
  Completions(const tir::Program& program, const Facts& facts, std::size_t limit)
      : questions_(questions(program, facts)) {
    const auto fresh =
        static_cast<std::size_t>(std::count_if(questions_.begin(), questions_.end(), [&](const Question& q) {
          return q.kind == Question::Kind::Cell && program.fields[q.cell.field].type.cls == Class::Id;
        }));
    for (const Question& question : questions_) {
      answers_.push_back(answers_to(program, facts, question, fresh));
      count_ = std::min(limit + 1, answers_.back().empty() ? limit + 1 : count_ * answers_.back().size());
    }
  }

  std::size_t count() const { return count_; }
  const std::vector<Question>& all() const { return questions_; }

  Answers at(std::size_t index) const {
    Answers out;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      out.emplace(questions_[i], answers_[i][index % answers_[i].size()]);
      index /= answers_[i].size();
    }
    return out;
  }

  /// The completion that differs from this one in the answers about a cell only, which are the first ones there.
  std::size_t without(std::size_t index, CellRef cell) const {
    std::size_t out = 0;
    std::size_t weight = 1;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      const std::size_t size = answers_[i].size();
      if (questions_[i].cell != cell) out += index % size * weight;
      weight *= size;
      index /= size;
    }
    return out;
  }

 private:
  std::vector<Question> questions_;
  std::vector<std::vector<Content>> answers_;
  std::size_t count_ = 1;
};

/// A fact matters if two completions that differ in it only give different results. All that matter together settle the
/// result, and nothing that leaves one of them out does.
template <class Result>
std::vector<CellRef> essential(const Completions& completions, const std::vector<Result>& results) {
  std::set<CellRef> cells;
  for (const Question& question : completions.all()) cells.insert(question.cell);
  std::vector<CellRef> out;
  for (CellRef cell : cells) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i] == results[completions.without(i, cell)]) continue;
      out.push_back(cell);
      break;
    }
  }
  return out;
}

class Decision {
 public:
  Decision(const tir::Program& program, const Facts& facts, std::size_t limit)
      : program_(program), facts_(facts), completions_(program, facts, limit) {}

  /// One world for each completion.
  std::vector<World>& worlds() {
    for (std::size_t i = 0; i < completions_.count(); ++i) answers_.push_back(completions_.at(i));
    assertions();
    for (const Answers& answers : answers_) worlds_.emplace_back(program_, facts_, answers, standing_);
    return worlds_;
  }

  Answer run() {
    answer_.completions = completions_.count();
    worlds();
    each_cell(program_, facts_, [&](CellRef cell) { one_cell(cell); });
    for (std::uint32_t require = 0; require < program_.requires_.size(); ++require) {
      for (RowIndex row : facts_.of_kind(program_.requires_[require].row.index)) one_verdict(require, row);
    }
    return std::move(answer_);
  }

 private:
  /// Parents before children: whether a statement stands in may depend on the statements above it.
  void assertions() {
    for (tir::FieldId field : program_.order) {
      if (!program_[field].rule.valid()) continue;
      Standing here;
      for (RowIndex row : facts_.of_kind(program_[field].row.index)) {
        const eval::CellFact& fact = facts_.cell(row, field.index);
        const bool stated = fact.state == eval::CellFact::State::Stated;
        if (!stated && fact.state != eval::CellFact::State::Absent) continue;
        const Content said = stated ? Content{State::Value, fact.value} : absent();
        std::set<Content> possible;
        for (const Answers& answers : answers_)
          possible.insert(World(program_, facts_, answers, standing_).computed({row, field.index}).content);
        // A text that nobody wrote yet can be the one that is stated.
        const bool any_text = program_[field].type.cls == Class::Text && stated &&
                              std::any_of(possible.begin(), possible.end(), [&](const Content& c) {
                                return c.state == State::Value && is_fresh(facts_, c.value.number);
                              });
        if (any_text) possible.insert(said);
        auto& assertion = assertions_[{row, field.index}];
        using Assertion = CellAnswer::Assertion;
        if (possible.size() == 1) {
          assertion = possible.contains(said) ? Assertion::Holds : Assertion::Contradicted;
        } else {
          assertion = possible.contains(said) ? Assertion::StandsIn : Assertion::Contradicted;
          if (assertion == Assertion::StandsIn) here.emplace(CellRef{row, field.index}, said);
        }
      }
      standing_.merge(here);
    }
  }

  void one_cell(CellRef cell) {
    CellAnswer out;
    std::vector<Content> results;
    for (std::size_t i = 0; i < worlds_.size(); ++i) {
      const Evaluated& evaluated = worlds_[i].cell(cell);
      const std::uint32_t line = evaluated.line_2 == kNone ? evaluated.line : kNone;  // two that match: none fires
      if (i == 0) {
        out.sample = evaluated;
        out.line = line;
      } else if (out.line != line) {
        out.line.reset();
      }
      results.push_back(evaluated.content);
    }
    const std::set<Content> possible(results.begin(), results.end());
    out.possible.assign(possible.begin(), possible.end());
    if (out.possible.size() > 1) out.needs = essential(completions_, results);
    if (const auto found = assertions_.find(cell); found != assertions_.end()) out.assertion = found->second;
    answer_.cells.emplace(cell, std::move(out));
  }

  void one_verdict(std::uint32_t require, RowIndex row) {
    using Verdict = VerdictAnswer::State;
    std::vector<Holds> results;
    for (World& world : worlds_) results.push_back(world.requirement(require, row));
    const std::set<Holds> possible(results.begin(), results.end());
    VerdictAnswer out;
    const bool broken = possible.contains(Holds::Broken);
    const bool cannot = possible.contains(Holds::Cannot);
    out.state = broken || cannot                 ? Verdict::Open
                : possible.contains(Holds::Held) ? Verdict::Held
                                                 : Verdict::NotApplicable;
    if (possible.size() == 1 && broken) out.state = Verdict::Broken;
    if (possible.size() == 1 && cannot) out.state = Verdict::Rejected;
    if (out.state == Verdict::Open) {
      // Whether it holds or does not apply is the same good news.
      for (Holds& result : results) result = result == Holds::NotApplicable ? Holds::Held : result;
      out.needs = essential(completions_, results);
    }
    answer_.verdicts.emplace(std::pair{require, row}, std::move(out));
  }

  const tir::Program& program_;
  const Facts& facts_;
  Completions completions_;
  std::vector<Answers> answers_;
  Standing standing_;
  std::map<CellRef, CellAnswer::Assertion> assertions_;
  std::vector<World> worlds_;
  Answer answer_;
};

}  // namespace

class Truths::Worlds {
 public:
  Worlds(const tir::Program& program, const Facts& facts)
      : decision_(program, facts, SIZE_MAX - 1), worlds_(decision_.worlds()) {}

  Is ask(tir::ExprId value, const std::vector<RowIndex>& rows) {
    std::set<Content> possible;
    for (World& world : worlds_) possible.insert(world.expression(value, rows));
    if (possible.size() != 1 || possible.begin()->state == Content::State::Rejected) return Is::Open;
    return *possible.begin() == truth(true) ? Is::Yes : Is::No;
  }

 private:
  Decision decision_;
  std::vector<World>& worlds_;
};

Truths::Truths(const tir::Program& program, const Facts& facts) : worlds_(std::make_unique<Worlds>(program, facts)) {}
Truths::~Truths() = default;
Truths::Is Truths::ask(tir::ExprId value, const std::vector<RowIndex>& rows) { return worlds_->ask(value, rows); }

std::size_t completions(const tir::Program& program, const Facts& facts, std::size_t limit) {
  return Completions(program, facts, limit).count();
}

std::optional<Answer> decide(const tir::Program& program, const Facts& facts, std::size_t limit) {
  if (completions(program, facts, limit) > limit) return std::nullopt;
  return Decision(program, facts, limit).run();
}

}  // namespace msd::oracle
