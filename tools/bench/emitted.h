// The rules that chain.h writes by hand, as `msdc compile --emit` writes them in C++ and C when the benchmarks are
// built.
#pragma once

#include "tools/bench/chain.h"

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace msd::bench {

using Runs = std::vector<std::pair<std::string, std::function<void()>>>;

/// Decides the records one by one, in C++ and in C. Ends the program where an answer is not the chain's. O(records).
Runs emitted_one_by_one(std::span<const ChainRecord> records);

/// The same records as planes, by the C++ header: where they are and in blocks, in words of 64 bits and in the widest
/// vectors that this is compiled for; all decisions, and those that a design is about. After them, the same over a few
/// records again and again, so that planes stay in the first cache. Compared with what the chain says; each run decides
/// as many records as there are.
Runs emitted_planes(std::span<const ChainRecord> records, std::span<const ChainResult> chained);

}  // namespace msd::bench
