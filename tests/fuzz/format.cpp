// Fuzz entry for formatting: what parses without an error formats to a fixed point with the same tokens, comments,
// tree.
#include "tests/fuzz/support.h"
#include "tests/support/formatted.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = msd::testing::format_fault({reinterpret_cast<const char*>(data), size});
  msd::fuzz::insist(fault.empty(), fault);
  return 0;
}
