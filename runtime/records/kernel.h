// Records decided by tables: what a decision comes to follows from the codes of what it reads.
#pragma once

#include "runtime/records/plan.h"

namespace msd::records {

/// Gives what `Decider` gives, each decision in the form that its plan says; decisions that have places, and read much the
/// same, share them. Not for several threads at once; any number of kernels may share a program and its plan, which outlive
/// them.
class Kernel {
 public:
  Kernel(const Program& program, const Plan& plan);

  /// `columns` has a content for each column, of its type. Gives what each decision comes to; stays valid until it is
  /// asked again. O(what the decisions read, and rules / 512 of those that are rule sets). No allocation.
  std::span<const Decided> decide(std::span<const Content> columns);
  // The same, the columns one by one, all of them.
  void column(std::size_t column, const Content& content) {
    columns_[column] = content;
    codes_[column] = fast_[column].code(content.state, content.number);
  }
  /// As `column`, of what may be no content of its type: then says no.
  bool take(std::size_t column, std::uint32_t state, std::int64_t number) {
    const Fast& f = fast_[column];
    if (state == 0 ? number < f.low || number > f.high : state > 2 || f.states[state] == kNone) return false;
    this->column(column, {static_cast<Content::State>(state), state == 0 ? number : 0});
    return true;
  }
  std::span<const Decided> decide();

  /// The same from codes (`Packed`) alone, if the forms of all decisions go by them: a number is one of its stretch then.
  bool coded() const { return coded_; }
  void code(std::size_t column, std::uint64_t code) {
    codes_[column] = static_cast<std::uint32_t>(code);
    if (fast_[column].set) columns_[column] = fast_[column].of_set(code);
  }
  std::span<const Decided> decide_codes();

  /// As Decider::held, of the record decided last.
  int held(std::size_t decision, std::size_t line) { return decider_.held(decision, line); }

 private:
  /// A column's coding, with all that is needed in one place.
  struct Fast {
    std::int64_t low = 0, high = 0;  ///< values
    const std::int64_t* cuts = nullptr;
    std::uint32_t cut_count = 0;
    std::uint32_t states[3] = {0, kNone, kNone};  ///< codes of absent and rejected; none: it is never so
    bool number = false, set = false;

    std::uint32_t code(Content::State state, std::int64_t value) const {
      if (state != Content::State::Value) return states[static_cast<std::size_t>(state)];
      if (!number) return static_cast<std::uint32_t>(value);
      if (cut_count > 8) return static_cast<std::uint32_t>(std::upper_bound(cuts, cuts + cut_count, value) - cuts);
      std::uint32_t out = 0;
      for (std::uint32_t i = 0; i < cut_count; ++i) out += value >= cuts[i] ? 1U : 0U;
      return out;
    }
    Content of_set(std::uint64_t code) const {
      const auto value = static_cast<std::int64_t>(code);
      if (value <= high) return {Content::State::Value, value};
      return {value == high + 1 && states[1] != kNone ? Content::State::Absent : Content::State::Rejected, 0};
    }
  };
  struct Read {
    std::uint32_t source = 0;
    std::uint32_t step = 0;  ///< places between its codes
  };
  /// What a decision came to for some codes.
  struct Met {
    Decided decided;
    std::uint32_t code = 0;
  };
  /// Decisions that share places: one for each combination of the codes that they read from outside.
  struct Group {
    std::vector<std::uint32_t> members;
    std::vector<Read> reads;
    std::vector<std::uint32_t> places;  ///< for each member the index of a Met; 0: not met yet
  };
  struct Own {
    std::vector<Read> reads;
    std::vector<std::uint32_t> places;       ///< of an `attach` that begins with a set
    std::vector<const std::uint64_t*> rows;  ///< of rule sets
    std::vector<Met> met{{}};                ///< of which 0 stands for none
  };
  /// In the order in which they are decided: groups, or single decisions.
  struct Stage {
    std::uint32_t group = kNone, decision = kNone;
  };

  void group_up();
  std::vector<std::uint32_t> outside(const Group& group, const Table& more) const;
  void decide_stages();
  void decide_group(Group& group);
  void decide_one(std::size_t decision);
  void sample(std::size_t decision);
  /// The index of a Met, or 0 if there is no more room for one.
  std::uint32_t meet(std::size_t decision, const Decided& made);
  std::uint32_t code(std::size_t decision, const Decided& made) const;
  Decided grown(std::size_t decision);
  Decided by_cubes(std::size_t decision);

  const Program& p_;
  const Plan& plan_;
  Decider decider_;
  std::vector<Content> columns_;
  std::vector<Fast> fast_;
  std::vector<std::uint32_t> codes_;  ///< of columns, then of decisions
  std::vector<Own> own_;
  std::vector<Group> groups_;
  std::vector<Stage> stages_;
  bool coded_ = true;
  bool by_codes_ = false;
};

}  // namespace msd::records
