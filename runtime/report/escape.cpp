#include "runtime/report/escape.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned byte(char c) { return static_cast<unsigned char>(c); }

/// The length of the well-formed sequence that begins here; 0 if there is none (Unicode Standard, table 3-7).
std::size_t sequence(std::string_view rest) {
  const unsigned lead = byte(rest[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || rest.size() < length) return 0;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(rest[1]) < low || byte(rest[1]) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(rest[i]) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

std::string workflow(std::string_view text, bool property) {
  std::string out;
  for (char c : valid_utf8(text)) {
    switch (c) {
    case '%': out += "%25"; break;
    case '\r': out += "%0D"; break;
    case '\n': out += "%0A"; break;
    case ':': out += property ? "%3A" : ":"; break;
    case ',': out += property ? "%2C" : ","; break;
    default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence(text.substr(at));
    out += length == 0 ? kReplacement : text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char c : valid_utf8(text)) {
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\t': out += "\\t"; break;
    case '\r': out += "\\r"; break;
    default:
      if (byte(c) < 0x20 || byte(c) == 0x7F) {
        out += fmt::format("\\u{:04x}", byte(c));
      } else {
        out += c;
      }
    }
  }
  return out + "\"";
}

std::string xml_text(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string out;
  for (std::size_t at = 0; at < valid.size(); ++at) {
    const char c = valid[at];
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\n': out += "&#10;"; break;
    case '\r': out += "&#13;"; break;
    case '\t': out += "&#9;"; break;
    default:
      if (byte(c) < 0x20) {
        out += kReplacement;
      } else if (valid.compare(at, 3, "\xEF\xBF\xBE") == 0 || valid.compare(at, 3, "\xEF\xBF\xBF") == 0) {
        out += kReplacement;  // U+FFFE and U+FFFF are no characters of XML
        at += 2;
      } else {
        out += c;
      }
    }
  }
  return out;
}

std::string workflow_data(std::string_view text) { return workflow(text, false); }
std::string workflow_property(std::string_view text) { return workflow(text, true); }

std::string path_uri(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (char c : path) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' ||
                       c == '.' || c == '-' || c == '_' || c == '~';
    plain ? out += c : out += fmt::format("%{:02X}", byte(c));
  }
  return out;
}

}  // namespace msd::report
