#include "runtime/lanes/lanes.h"

#include <array>

namespace msd::lanes {

extern const Lanes kGeneric;
#if defined(__x86_64__)
extern const Lanes kAvx2;
extern const Lanes kAvx512;
#endif

std::span<const Lanes* const> all() {
  struct Found {
    std::array<const Lanes*, 3> lanes{&kGeneric};
    std::size_t count = 1;
  };
  static const Found found = [] {
    Found out;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) out.lanes[out.count++] = &kAvx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) out.lanes[out.count++] = &kAvx512;
#endif
    return out;
  }();
  return {found.lanes.data(), found.count};
}

}  // namespace msd::lanes
