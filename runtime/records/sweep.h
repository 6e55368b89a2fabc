// What decisions come to over all completions of some columns, a block of records at a time.
#pragma once

#include "runtime/records/batch.h"
#include "runtime/records/possible.h"

namespace msd::records {

/// The code of a column that stands at a place of its range.
inline std::uint64_t code_of(const Range& range, const Packed& packed, std::uint64_t at) {
  if (at < range.count) return range.first + at;
  return at == range.count && packed.absent != UINT64_MAX ? packed.absent : packed.rejected;
}

/// Which bit of Can::values the code of a decision sets.
class ValueBits {
 public:
  ValueBits(const Coding& coding, const Packed& packed)
      : packed_(packed), listed_(coding.cls == Class::Bool || coding.cls == Class::Enum) {}
  std::uint64_t of(std::uint64_t code) const {
    if (code == packed_.absent) return Can::kAbsent;
    if (code == packed_.rejected) return Can::kRejected;
    return std::uint64_t{1} << (listed_ ? code : 0);
  }
  /// Of all its codes.
  std::uint64_t all() const;
  bool listed() const { return listed_; }
  const Packed& packed() const { return packed_; }

 private:
  Packed packed_;
  bool listed_;
};

/// The chains that gather what comes out of each run of a batch's own, which is sliced. One for all threads.
struct SweepPlan {
  SweepPlan(const Batch& batch, bool values);

  struct Seen {
    std::uint32_t bit = 0;    ///< of Can::values
    std::uint32_t plane = 0;  ///< the records that it is set for
  };
  struct Result {
    std::uint32_t open = 0;  ///< plane: the records for which it comes to several things
    std::vector<Seen> seen;  ///< if values are asked for
  };
  std::vector<Result> results;  ///< of the batch
  // After the first run, after each later one, and when all are done: the planes of results are made then, 0 where the
  // decision is open.
  std::vector<std::uint32_t> first, next, last;
  std::uint32_t zero = 0;    ///< a plane that is always 0
  std::uint32_t planes = 0;  ///< all: those of the batch's chains stand in front
};

/// One thread's: runs the chains of its batch once for each combination of the codes of some columns, in those records
/// in which each is not known. O(combinations times a run). No allocation after the first time.
class Sweep final : public Batch::Runs {
 public:
  Sweep(const Batch& batch, const SweepPlan& plan);

  void clear() { swept_.clear(); }
  /// `at`: among the columns of the batch. `unknown`: lanes::kBlockWords words, which stay as long as it is needed.
  void add(std::size_t at, const Range& range, const std::uint64_t* unknown) { swept_.push_back({at, range, unknown}); }
  bool empty() const { return swept_.empty(); }
  void run(std::uint64_t* const* planes) override;

  // Of the block that was run last, by the place of the decision in the batch.
  const std::uint64_t* open(std::size_t result) const { return planes_[plan_.results[result].open]; }
  /// Can::values of the first `count` records.
  void values(std::size_t result, std::size_t count, std::uint64_t* to);

 private:
  struct Swept {
    std::size_t column = 0;
    Range range;
    const std::uint64_t* unknown = nullptr;
  };
  void put(const Swept& swept);
  bool step();

  const Batch& b_;
  const SweepPlan& plan_;
  std::vector<std::size_t> first_plane_;  ///< by column of the batch
  std::vector<Swept> swept_;
  AlignedWords room_;
  std::vector<std::uint64_t*> planes_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace msd::records
