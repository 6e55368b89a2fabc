// The slow evaluator: the meaning of a framework, written from the language's definition over the typed IR. It knows
// concrete contents only, walks tables line by line, and treats unknown facts by trying every answer. It shares plain
// data with the runtime (facts, values), and no code.
#pragma once

#include "compiler/check/tir.h"
#include "runtime/eval/facts.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace msd::oracle {

using eval::Facts;
using eval::kNone;
using eval::RowIndex;
using eval::Value;

struct CellRef {
  RowIndex row = kNone;
  std::uint32_t field = kNone;
  auto operator<=>(const CellRef&) const = default;
};

/// What a cell holds when every fact is known.
struct Content {
  enum class State : std::uint8_t { Value, Absent, Rejected } state = State::Absent;
  Value value;
  bool operator==(const Content&) const = default;
  bool operator<(const Content& other) const;
};
Content absent();
Content rejected();
Content truth(bool yes);

/// Something that the design leaves open: the content of a cell, or one of the questions that unknown cells answer by
/// themselves (`is given`, `fits`, `uses`).
struct Question {
  enum class Kind : std::uint8_t { Cell, Given, Fits, Uses } kind{};
  CellRef cell;
  std::uint32_t lexicon = 0;  ///< Uses
  auto operator<=>(const Question&) const = default;
};
using Answers = std::map<Question, Content>;
/// Computed cells whose statement stands in for their rule.
using Standing = std::map<CellRef, Content>;

/// A cell with the story of its rule.
struct Evaluated {
  Content content;
  std::uint32_t line = kNone;    ///< the line that fired: its number among all lines of the program
  std::uint32_t line_2 = kNone;  ///< the other one, if two lines of a unique table match
  bool rejected_here = false;    ///< by its own table, not by what it reads
  std::vector<CellRef> reads;    ///< cells that the rule read directly
  std::size_t rounds = 0;        ///< attach: how many rounds added something
};

enum class Holds : std::uint8_t { NotApplicable, Held, Broken, Cannot };

/// One completion of a design: all facts are known.
class World {
 public:
  World(const tir::Program& program, const Facts& facts, const Answers& answers, const Standing& standing);

  /// The content of a cell, relations included.
  const Evaluated& cell(CellRef cell);
  /// What the cell's rule gives, whatever the design says about the cell.
  Evaluated computed(CellRef cell);
  Holds requirement(std::uint32_t require, RowIndex row);
  /// An expression over several rows, the one at hand last; kNone where a row is missing that it does not speak of.
  Content expression(tir::ExprId value, const std::vector<RowIndex>& rows) { return eval(value, rows); }

 private:
  using Rows = std::vector<RowIndex>;  // the row at hand is the last one

  Content leaf(CellRef cell);
  Content relation(CellRef cell);
  Content display_id(RowIndex row);
  Evaluated table(const tir::Rule& rule, std::uint32_t first_line, const Rows& rows);
  Evaluated attach(const tir::Rule& rule, const Rows& rows);
  Content eval(tir::ExprId id, const Rows& rows);
  Content apply(const tir::Expr& e, const Rows& rows);
  Content load(const tir::Expr& e, const Rows& rows);
  Content single(const tir::Expr& e, const Rows& rows);
  Content collect(const tir::Expr& e, const Rows& rows);
  Content question(const tir::Expr& e, const Rows& rows);
  Content ask(const tir::Expr& e, CellRef cell);
  Content some_or_count(const tir::Expr& e, const Rows& rows);
  Content distinct(const tir::Expr& e, const Rows& rows);
  Content first(const tir::Expr& e, const Rows& rows);
  Content constant(const tir::Const& c, Class cls);

  const tir::Program& program_;
  const Facts& facts_;
  const Answers& answers_;
  const Standing& standing_;
  std::vector<std::uint32_t> first_line_;  // by rule
  std::vector<std::optional<Evaluated>> memo_;
  std::vector<CellRef>* reads_ = nullptr;
  std::uint64_t attach_self_ = 0;
};

/// The row that holds the fact of a cell: a named row of a single kind takes what it leaves out from the unnamed one.
CellRef owner(const tir::Program& program, const Facts& facts, CellRef cell);
/// Whether the design leaves this fact open (a rule or a relation is no fact).
bool open_fact(const tir::Program& program, const Facts& facts, CellRef cell);

/// Everything that a design leaves open.
std::vector<Question> questions(const tir::Program& program, const Facts& facts);
/// Every answer to a question that makes a difference; none if there are too many to try.
std::vector<Content> answers_to(const tir::Program& program, const Facts& facts, const Question& question,
                                std::size_t fresh_names);

/// What all completions together say about a cell.
struct CellAnswer {
  std::vector<Content> possible;      ///< each once, in order
  std::vector<CellRef> needs;         ///< the facts that matter: two completions that differ in one only disagree
  std::optional<std::uint32_t> line;  ///< the line that fires in all completions (kNone: none does)
  enum class Assertion : std::uint8_t { None, Holds, Contradicted, StandsIn } assertion = Assertion::None;
  Evaluated sample;  ///< of the first completion
};
struct VerdictAnswer {
  enum class State : std::uint8_t { NotApplicable, Held, Broken, Open, Rejected } state{};
  std::vector<CellRef> needs;
};
struct Answer {
  std::size_t completions = 0;
  std::map<CellRef, CellAnswer> cells;
  std::map<std::pair<std::uint32_t, RowIndex>, VerdictAnswer> verdicts;
};

/// Tries all completions. None if there are more than `limit`, or too many to list.
std::optional<Answer> decide(const tir::Program& program, const Facts& facts, std::size_t limit);
/// Truths over several rows, by trying all completions.
class Truths {
 public:
  enum class Is : std::uint8_t { No, Open, Yes };
  /// The caller has made sure that there are few completions.
  Truths(const tir::Program& program, const Facts& facts);
  ~Truths();
  /// Yes, or no (absent is no), where all completions agree on one content; open where they differ or it is rejected.
  Is ask(tir::ExprId value, const std::vector<RowIndex>& rows);

 private:
  class Worlds;
  std::unique_ptr<Worlds> worlds_;
};

/// How many completions there are; more than `limit` gives limit + 1.
std::size_t completions(const tir::Program& program, const Facts& facts, std::size_t limit);
/// Names and texts that stand for all those that the design does not mention.
bool is_fresh(const Facts& facts, std::int64_t symbol);

}  // namespace msd::oracle
