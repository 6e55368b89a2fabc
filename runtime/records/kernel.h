// Records decided by tables: what a decision comes to follows from the codes of what it reads.
#pragma once

#include "runtime/records/plan.h"

namespace msd::records {

/// Gives what `Decider` gives, each decision in the form that its plan says. Not for several threads at once; any
/// number of kernels may share a program and its plan, which outlive them.
class Kernel {
 public:
  Kernel(const Program& program, const Plan& plan);

  /// `columns` has a content for each column, of its type. Gives what each decision comes to; stays valid until it is
  /// asked again. O(what the decisions read, and rules / 512 of those that are rule sets). No allocation.
  std::span<const Decided> decide(std::span<const Content> columns);
  // The same, the columns one by one, all of them.
  void column(std::size_t column, const Content& content) {
    columns_[column] = content;
    if (const Coding& c = plan_.codings[column]; c.usable) codes_[column] = c.code(content);
  }
  std::span<const Decided> decide();
  /// The same from codes alone, if the forms of all decisions go by codes (`coded`): contents of columns are not known
  /// then, and a number is one of its stretch. What stands in `codes` for columns stays as it is.
  bool coded() const { return coded_; }
  std::span<const Decided> decide_codes();
  std::span<std::uint32_t> codes() { return codes_; }  ///< of columns, then of decisions; of those that have codes

  /// As Decider::held, of the record decided last.
  int held(std::size_t decision, std::size_t line) { return decider_.held(decision, line); }

 private:
  struct Read {
    std::uint32_t source = 0;
    std::uint32_t step = 0;  ///< places between its codes
  };
  struct Place {
    std::int64_t number = 0;
    std::uint32_t line = kNone;
    std::uint16_t code = 0;  ///< of what is given
    Content::State state{};
    bool known = false;
  };
  struct Own {
    std::vector<Read> reads;
    std::vector<Place> places;
    std::vector<const std::uint64_t*> rows;  ///< of rule sets
    bool simple = false;                     ///< places that hold all there is to know
    bool coded = false;                      ///< what it comes to has a code
  };

  void decide_one(std::size_t decision);
  Place& fill(std::size_t decision, std::size_t at, std::uint64_t begins);
  Decided grown(std::size_t decision);
  Decided by_cubes(std::size_t decision);

  const Program& p_;
  const Plan& plan_;
  Decider decider_;
  std::vector<Content> columns_;
  std::vector<std::uint32_t> codes_;
  std::vector<Own> own_;
  bool coded_ = true;
  bool by_codes_ = false;
};

}  // namespace msd::records
