// Escapes for what people look at: HTML, Markdown, DOT, Mermaid. All start from what a terminal may show.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Signs that mean something to Markdown only where a line or the content of a list's item begins.
std::size_t opening_sign(std::string_view text) {
  if (text.empty()) return std::string_view::npos;
  if (text[0] == '-' || text[0] == '+' || text[0] == '=') return 0;
  std::size_t at = 0;
  while (at < text.size() && digit(text[at])) ++at;
  const bool number = at != 0 && at < text.size() && (text[at] == '.' || text[at] == ')');
  return number && (at + 1 == text.size() || text[at + 1] == ' ') ? at : std::string_view::npos;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (char c : printable(valid_utf8(text))) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: out += c;
    }
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  const std::string safe = printable(valid_utf8(text));
  const std::size_t opening = opening_sign(safe);
  std::string out;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char c = safe[at];
    // An empty comment keeps GitHub from taking what follows for somebody's name, an issue or an address.
    if (c == '@' || c == '#') {
      out += c == '#' && at == 0 ? "\\#<!-- -->" : fmt::format("{}<!-- -->", c);
    } else if (c == ':' && safe.compare(at, 3, "://") == 0) {
      out += ":<!-- -->";
    } else if (c == '.' && at >= 3 && safe.compare(at - 3, 3, "www") == 0) {
      out += "<!-- -->.";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      if (at == opening || std::string_view("\\`*_[]|~$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string dot_text(std::string_view text) {
  std::string out;
  for (char c : printable(valid_utf8(text))) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string mermaid_text(std::string_view text) {
  std::string out;
  for (char c : printable(valid_utf8(text))) {
    if (std::string_view("\"#&<>`%;\\{}[]()|*_~").find(c) != std::string_view::npos) {
      out += fmt::format("#{};", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace msd::report
