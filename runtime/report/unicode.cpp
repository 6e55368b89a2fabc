#include "runtime/report/display.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

/// Decodes one code point and moves on; bytes that are no UTF-8 give U+FFFD one by one.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0x80) return byte;
  unsigned more = 0;
  char32_t code = 0;
  if ((byte & 0xE0U) == 0xC0) {
    more = 1;
    code = byte & 0x1FU;
  } else if ((byte & 0xF0U) == 0xE0) {
    more = 2;
    code = byte & 0x0FU;
  } else if ((byte & 0xF8U) == 0xF0) {
    more = 3;
    code = byte & 0x07U;
  } else {
    return 0xFFFD;
  }
  if (at + more > text.size()) return 0xFFFD;
  for (unsigned i = 0; i < more; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80) return 0xFFFD;
    code = (code << 6U) | (next & 0x3FU);
  }
  at += more;
  return code;
}

bool in(char32_t code, char32_t low, char32_t high) { return code >= low && code <= high; }

/// Controls, and marks that reorder or hide what follows (bidirectional controls, zero-width ones, line separators).
bool harmful(char32_t code) {
  return code < 0x20 || in(code, 0x7F, 0x9F) || code == 0xAD || in(code, 0x200B, 0x200F) || in(code, 0x2028, 0x202E) ||
         in(code, 0x2060, 0x206F) || code == 0xFEFF || code == 0x61C;
}

bool zero_width(char32_t code) {
  return in(code, 0x300, 0x36F) || in(code, 0x1AB0, 0x1AFF) || in(code, 0x20D0, 0x20FF) || in(code, 0xFE00, 0xFE0F);
}

// The East Asian wide and emoji blocks (Unicode Standard Annex 11), in whole ranges.
bool wide(char32_t code) {
  return in(code, 0x1100, 0x115F) || in(code, 0x2E80, 0x303E) || in(code, 0x3041, 0xA4CF) || in(code, 0xAC00, 0xD7A3) ||
         in(code, 0xF900, 0xFAFF) || in(code, 0xFE30, 0xFE6F) || in(code, 0xFF00, 0xFF60) || in(code, 0xFFE0, 0xFFE6) ||
         in(code, 0x1F300, 0x1F64F) || in(code, 0x1F900, 0x1F9FF) || in(code, 0x20000, 0x3FFFD);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    if (code == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else if (harmful(code)) {
      out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(code));
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (!zero_width(code)) columns += wide(code) ? 2 : 1;
  }
  return columns;
}

}  // namespace msd::report
