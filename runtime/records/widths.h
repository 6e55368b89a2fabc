// Codes behind each other, each as wide as all of them (`Packed::bytes`), in the byte order of the machine.
#pragma once

#include <cstdint>
#include <cstring>

namespace msd::records {

/// Calls with a number of so many bytes: 1, 2, 4 or 8.
template <class Call> auto by_width(std::uint32_t bytes, Call call) {
  switch (bytes) {
  case 1: return call(std::uint8_t{});
  case 2: return call(std::uint16_t{});
  case 4: return call(std::uint32_t{});
  default: return call(std::uint64_t{});
  }
}

template <class Code> Code code_at(const std::uint8_t* codes, std::size_t record) {
  Code out;
  std::memcpy(&out, codes + record * sizeof out, sizeof out);
  return out;
}
/// The same for `count` records from `first` on.
template <class Code> void put_codes(std::uint8_t* codes, std::size_t first, std::size_t count, Code code) {
  if constexpr (sizeof code == 1) {
    std::memset(codes + first, code, count);
  } else {
    for (std::size_t i = first; i < first + count; ++i) std::memcpy(codes + i * sizeof code, &code, sizeof code);
  }
}

// By a width that is known when the program runs.
inline std::uint64_t code_at(const std::uint8_t* codes, std::size_t record, std::uint32_t bytes) {
  return by_width(bytes, [&](auto code) { return std::uint64_t{code_at<decltype(code)>(codes, record)}; });
}
inline void put_code(std::uint8_t* codes, std::size_t record, std::uint32_t bytes, std::uint64_t code) {
  by_width(bytes, [&](auto narrow) { put_codes(codes, record, 1, static_cast<decltype(narrow)>(code)); });
}

}  // namespace msd::records
