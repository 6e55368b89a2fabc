// Many records of which not all is known, as columns of codes: what decisions can come to.
#pragma once

#include "runtime/records/batch.h"

namespace msd::records {

/// What is given, and where it goes. Bits: bit i of word w is that of record 64 w + i; bits beyond the last record are
/// not looked at, and 0 where they are written.
struct HalfKnown {
  const void* const* columns = nullptr;  ///< as Batch::bytes wants them; codes that are not known are not looked at
  /// By column: bits of the records that it is not known of, or null where it is known of all. Not looked at where the
  /// column is not read. May be null.
  const std::uint64_t* const* unknown = nullptr;
  std::size_t count = 0;                   ///< records
  void* const* results = nullptr;          ///< by decision of the batch: codes, 0 where it is open
  std::uint64_t* const* open = nullptr;    ///< by decision: bits
  std::uint64_t* const* values = nullptr;  ///< by decision: Can::values of each record; may be null
  /// Bits of the records that have more than `limit` completions; may be null. All decisions of such a record are open,
  /// and what they can be is all that their codes allow.
  std::uint64_t* beyond = nullptr;
  std::size_t limit = 0;
};

/// Decides all completions of each record, one for each combination of codes that its columns which are not known can
/// have, among those that the batch reads: as `possible` does for one record, but of a number it tells stretches apart
/// only. As Batch::bytes otherwise: several threads, the first bad code that is known; a column without any code is bad
/// where it is not known.
///
/// Where the batch is sliced, the records of a block are completed in step: it is run as often as the one of them with
/// most completions has some. Records with so many that this does not pay are laid out, each completion as a record of
/// a block of its own; and so are all where the batch is decided one by one. O(count, and completions), each times what
/// a record takes in a batch. Memory does not grow with `count`.
bool possible(const Batch& batch, const HalfKnown& data, std::size_t threads, Batch::Bad& bad);

}  // namespace msd::records
