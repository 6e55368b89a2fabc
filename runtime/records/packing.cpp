#include "runtime/records/packing.h"

#include <algorithm>

namespace msd::records {

namespace {

/// The words that these need; none if one of them cannot be in it.
std::optional<std::size_t> lay(std::span<const std::optional<Packed>> sources, std::vector<Slot>& slots) {
  std::uint32_t word = 0, used = 0;
  for (const std::optional<Packed>& source : sources) {
    if (!source || source->bits > 32) return std::nullopt;
    const std::uint32_t next = (used + Slot::kChunk - 1) / Slot::kChunk * Slot::kChunk;
    if (source->bits <= Slot::kChunk && used + source->bits > next) used = next;
    if (used + source->bits > 64) ++word, used = 0;
    // One code alone needs no bits, and a shift by all 64 is none.
    slots.push_back({word, source->bits == 0 ? 0 : used, source->bits});
    used += source->bits;
  }
  return std::size_t{word} + 1;
}

}  // namespace

std::optional<Packing> packing(const Program& program, const Plan& plan) {
  Packing out;
  const std::span<const std::optional<Packed>> sources(plan.packed);
  const auto record = lay(sources.first(program.columns.size()), out.columns);
  const auto results = lay(sources.subspan(program.columns.size()), out.decisions);
  if (!record || !results) return std::nullopt;
  out.record = *record;
  out.results = *results;
  return out;
}

}  // namespace msd::records
