// Records on which each decision meets every combination of what it reads.
#pragma once

#include "runtime/records/decide.h"

#include <map>

namespace msd::testing {

/// What columns hold in such records: all values of bools, enums and small sets, absent and rejected where they can be,
/// and of numbers those before, at and after each place where a comparison turns, and the ends of their range. `whole`:
/// by column, whether there is no content that the rules could tell from all of these; false for large sets.
struct Samples {
  std::vector<std::vector<records::Content>> of;
  std::vector<bool> whole;
};
Samples samples(const records::Program& program);

/// What a decision meets when it is decided: its reads, but in place of numbers that are compared with other things
/// than constants, which comparisons hold.
class Combinations {
 public:
  explicit Combinations(const records::Program& program);
  using Key = std::vector<std::int64_t>;
  /// Of what the decider has decided last, or what it was told for the reads of the decision.
  Key key(std::size_t decision, records::Decider& decider, std::span<const records::Content> columns) const;

  struct Met {
    std::vector<std::uint32_t> columns, decisions;              ///< all that it reads
    std::vector<std::uint32_t> shown_columns, shown_decisions;  ///< of which these themselves are in the key
    std::vector<std::uint32_t> comparisons;                     ///< expressions
  };
  const Met& of(std::size_t decision) const { return met_[decision]; }

 private:
  std::vector<Met> met_;
};

struct Space {
  std::vector<std::vector<records::Content>> records;
  struct Decision {
    std::size_t met = 0;    ///< combinations that some record has
    double all = 0;         ///< as if what it reads were independent of each other
    bool exhausted = true;  ///< there is no other combination of samples
  };
  std::vector<Decision> decisions;
};

/// Follows the decisions in their order with all contents of columns, and forgets what nobody reads any more, so that
/// it sees combinations and not records; of each it remembers one record. At most `most` combinations at once: what is
/// beyond is left out, and the decision is not exhausted. O(combinations times columns).
Space input_space(const records::Program& program, std::size_t most);

}  // namespace msd::testing
