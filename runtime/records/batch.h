// Many records at once, as columns of codes.
#pragma once

#include "runtime/lanes/lanes.h"
#include "runtime/records/kernel.h"
#include "runtime/records/slice.h"

#include <memory>
#include <mutex>

namespace msd::records {

/// Decides columns of codes (`Packed`), as bytes or as planes. A plane holds one bit of each code: bit i of word w is
/// that of record 64 w + i. For any number of threads at once; the program and its plan outlive it.
class Batch {
 public:
  enum class Way : std::uint8_t {
    Sliced,   ///< boolean operations on planes
    OneByOne  ///< a kernel for each record: where some table has very many rules
  };
  struct Bad {
    std::uint32_t column = kNone;
    std::size_t record = 0;
  };

  static constexpr std::size_t kSlicedNodes = 20'000;  ///< of a circuit; what has more is faster one by one
  /// For these decisions, which `results` follow. Nothing where one of them does not follow from codes, said in `why`.
  /// `nodes`: that a table may have to be sliced.
  static std::unique_ptr<Batch> make(const Program& program, const Plan& plan, std::vector<std::uint32_t> decisions,
                                     std::string& why, const lanes::Lanes& lanes = lanes::best(),
                                     std::size_t nodes = kSlicedNodes);

  Way way() const { return way_; }
  const std::vector<std::uint32_t>& columns() const { return columns_; }  ///< that are read
  std::size_t steps() const { return sliced_.chains.steps; }  ///< Sliced: planes read for a block of records
  /// Of any column or decision; none where it cannot be in a batch.
  const std::optional<Packed>& packed(std::size_t source) const { return plan_.packed[source]; }
  const Coding& coding(std::size_t source) const { return plan_.codings[source]; }
  const std::vector<std::uint32_t>& decisions() const { return decisions_; }
  std::size_t source(std::uint32_t decision) const { return p_.columns.size() + decision; }
  const Circuit::Chains& chains() const { return sliced_.chains; }  ///< Sliced
  const lanes::Lanes& lanes() const { return lanes_; }

  /// `columns[c]`: `count` codes of column c, Packed::bytes() each, in the byte order of the machine; null where it is
  /// not read. `results` the same for each decision asked for. In blocks, by `threads` threads (at least one: the one
  /// that asks); what comes out does not depend on their number. Where a code is none of its column, says which, the
  /// first record of them, and what stands in `results` is open. O(count * steps / 64), or O(count) times a kernel.
  bool bytes(const void* const* columns, std::size_t count, void* const* results, std::size_t threads, Bad& bad) const;
  /// The same with planes: `columns[c]` holds Packed::bits planes, the lowest bit first, each of ceil(count / 64)
  /// words, a new one each `stride` words; so do `results`. Bits beyond the last record are not looked at, and 0 in
  /// results. Codes are not looked at: one that is none of its column makes its own record's results open. Faster where
  /// planes begin at multiples of 64 bytes.
  void planes(const std::uint64_t* const* columns, std::size_t stride, std::size_t count, std::uint64_t* const* results,
              std::size_t threads) const;

  /// What stands in place of the one run of the chains over a block. Gets the planes as they number them: those of
  /// columns, which it may change, filled; and makes those of results.
  struct Runs {
    virtual void run(std::uint64_t* const* planes) = 0;

   protected:
    ~Runs() = default;
  };
  /// Decides one block of bytes at a time, wherever it lies. For one thread; allocates when it is made, and then no
  /// more.
  class Share {
   public:
    explicit Share(const Batch& batch);
    ~Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    /// As `bytes`, of at most lanes::kBlock records; `runs` may be null, and is used if the batch is Sliced.
    bool block(const std::uint8_t* const* columns, std::size_t count, std::uint8_t* const* results, Runs* runs,
               Bad& bad);

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

 private:
  class Worker;
  struct Columns;

  Batch(const Program& program, const Plan& plan, std::vector<std::uint32_t> decisions, const lanes::Lanes& lanes)
      : p_(program), plan_(plan), lanes_(lanes), decisions_(std::move(decisions)) {}
  void each_block(std::size_t count, std::size_t threads, const Columns& data) const;

  const Program& p_;
  const Plan& plan_;
  const lanes::Lanes& lanes_;
  std::vector<std::uint32_t> decisions_, columns_;
  Way way_ = Way::Sliced;
  mutable std::mutex lock_;                               ///< of the kernels that no thread uses
  mutable std::vector<std::unique_ptr<Kernel>> kernels_;  ///< what they remember stays
  Sliced sliced_;
};

}  // namespace msd::records
