// Records decided by tables: what a decision comes to is remembered by the codes of what it reads.
#pragma once

#include "runtime/records/decide.h"

namespace msd::records {

/// Gives what `Decider` gives. A code stands for all contents that the rules cannot tell apart: a value of a bool, an
/// enum or a small set, a stretch of numbers between those that they are compared with, absent, rejected. A decision
/// with few enough combinations has a place for each, filled by the Decider when it is first met; an `attach` has one
/// for what its rules come to, for each combination of the few values of its set that they ask for. Others are decided
/// by the Decider each time. Not for several threads at once; any number of kernels may share a program, which outlives
/// them.
class Kernel {
 public:
  explicit Kernel(const Program& program);
  /// `columns` has a content for each column, of its type. Gives what each decision comes to; stays valid until it is
  /// asked again. O(what the decisions read). No allocation.
  std::span<const Decided> decide(std::span<const Content> columns);
  /// As Decider::held, of the record decided last.
  int held(std::size_t decision, std::size_t line) { return decider_.held(decision, line); }
  /// Decisions that have places.
  std::size_t tables() const;

 private:
  /// How contents of a column or a decision become codes.
  struct Coding {
    bool usable = true;
    Class cls{};
    std::uint32_t codes = 0;
    std::uint32_t absent = 0, rejected = 0;  ///< their codes, where they can be
    std::vector<std::int64_t> cuts;          ///< of numbers, ascending: a stretch begins at each
  };
  struct Read {
    std::uint32_t source = 0;  ///< a column, or behind them all a decision
    std::uint32_t step = 0;    ///< places between codes
  };
  struct Place {
    std::int64_t number = 0;
    std::uint32_t line = kNone;
    std::uint16_t code = 0;  ///< of what is given
    Content::State state{};
    bool known = false;
  };
  struct Table {
    std::vector<Read> reads;
    std::vector<Place> places;  ///< none: decided each time
    bool adds = false;          ///< an `attach` that begins with `value`
    std::uint32_t value = kNone;
    std::vector<std::uint8_t> asked;  ///< values of the set that its rules ask for
  };

  void code_sources();
  void make_table(std::size_t decision);
  static std::uint32_t code(const Coding& coding, const Content& content);
  Decided place(std::size_t decision);

  const Program& p_;
  Decider decider_;
  std::vector<Coding> codings_;       ///< of columns, then of decisions
  std::vector<std::uint32_t> codes_;  ///< of the record at hand
  std::vector<Table> tables_;
};

}  // namespace msd::records
