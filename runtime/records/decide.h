// Records decided one by one, by the letter of the rules: what every faster way is held against.
#pragma once

#include "runtime/records/program.h"

#include <span>

namespace msd::records {

/// What a column or a decision holds.
struct Content {
  enum class State : std::uint8_t { Value, Absent, Rejected } state = State::Absent;
  std::int64_t number = 0;  ///< Bool, Enum: the place of the value; Set: its mask; Number: in base units; else 0
  bool operator==(const Content&) const = default;
};

struct Decided {
  Content content;
  std::uint32_t line = kNone;  ///< of the image: the one that fired, also if it rejects
  bool operator==(const Decided&) const = default;
};

/// Not for several threads at once; any number of them may share a program, which outlives them.
class Decider {
 public:
  explicit Decider(const Program& program);
  /// `columns` has a content for each column, of its type. Gives what each decision comes to; stays valid until it is
  /// asked again. O(expressions), of an `attach` times the values of its set. No allocation after the first time.
  std::span<const Decided> decide(std::span<const Content> columns);
  /// Whether the condition of a line of a table held for the record decided last: 1 or 0, or -1 where the rule does not
  /// apply, or what it reads is rejected.
  int held(std::size_t decision, std::size_t line);

  /// Whether any record was ever begun.
  bool begun() const { return now_ != 0; }

  // The same step by step, for who knows some of the decisions: they are made known in their order.
  void begin(std::span<const Content> columns);
  Decided decision(std::size_t index) { return decision(p_.decisions[index]); }
  void know(std::size_t index, const Decided& decided) { decided_[index] = decided; }
  std::span<const Decided> decided() const { return decided_; }
  /// What an `attach` comes to that begins with this set in place of its own.
  Content grown(std::size_t index, std::uint64_t from);
  Content value(std::uint32_t index) { return expr(index); }

 private:
  Content expr(std::uint32_t index);
  Content fresh(const Expr& e);
  Content compared(const Expr& e, Content a, Content b) const;
  Decided decision(const Decision& d);
  Decided lines(const Decision& d);
  Content attach(const Decision& d, Content from);

  const Program& p_;
  std::span<const Content> columns_;
  std::vector<Decided> decided_;
  std::vector<Content> known_;
  std::vector<std::uint32_t> when_;  ///< by expression: the record that it is known of
  std::vector<bool> self_;           ///< by expression: it asks for the set as it stands
  Content set_;
  std::uint32_t now_ = 0;
};

}  // namespace msd::records
