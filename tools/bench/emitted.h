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

}  // namespace msd::bench
