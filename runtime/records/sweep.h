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

/// The chains that stand around those of a batch, which is sliced: they put the next completion of each record into the
/// planes of columns, and gather what comes out. One for all threads.
struct SweepPlan {
  SweepPlan(const Batch& batch, bool values);

  struct Column {
    std::uint32_t unknown = 0;  ///< plane: the records that it is not known of
    // Its first code there; and its next one where all columns before it have begun anew, as a counter counts.
    std::vector<std::uint32_t> start, step;
    std::size_t reads = 0;  ///< planes that a step reads
  };
  std::vector<Column> columns;  ///< of the batch
  struct Seen {
    std::uint32_t bit = 0;    ///< of Can::values
    std::uint32_t plane = 0;  ///< the records that it is set for
  };
  struct Result {
    std::uint32_t open = 0;  ///< plane: the records for which it comes to several things
    std::vector<Seen> seen;  ///< if values are asked for
  };
  std::vector<Result> results;  ///< of the batch
  // Before each step; after the first run, after each later one, and when all are done: the planes of results are made
  // then, 0 where the decision is open.
  std::vector<std::uint32_t> begin, first, next, last;
  std::uint32_t zero = 0;    ///< a plane that is always 0
  std::uint32_t planes = 0;  ///< all: those of the batch's chains stand in front
};

/// One thread's: runs the chains of its batch again and again, each time with the next completion of each record. A
/// record that is through begins anew, which changes nothing. O(completions of the record that has most, times a run).
/// No allocation after it is made.
class Sweep final : public Batch::Runs {
 public:
  Sweep(const Batch& batch, const SweepPlan& plan);

  /// Of the next block: no column is swept, and all is run once.
  void clear() {
    swept_.clear();
    runs_ = 1;
  }
  /// `column`: among those of the batch. `unknown`: lanes::kBlockWords words, which stay as long as they are needed.
  void add(std::size_t column, std::uint64_t* unknown) {
    swept_.push_back(column);
    planes_[plan_.columns[column].unknown] = unknown;
  }
  bool empty() const { return swept_.empty(); }
  /// How many completions a record has at most.
  void runs(std::size_t runs) { runs_ = runs; }
  void run(std::uint64_t* const* planes) override;

  // Of the block that was run last, by the place of the decision in the batch.
  const std::uint64_t* open(std::size_t result) const { return planes_[plan_.results[result].open]; }
  /// Can::values of the first `count` records.
  void values(std::size_t result, std::size_t count, std::uint64_t* to);

 private:
  void chains(const std::vector<std::uint32_t>& code) { b_.lanes().run(code.data(), code.size(), planes_.data()); }

  const Batch& b_;
  const SweepPlan& plan_;
  std::vector<std::size_t> swept_;
  std::size_t runs_ = 1;
  AlignedWords room_;
  std::vector<std::uint64_t*> planes_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace msd::records
