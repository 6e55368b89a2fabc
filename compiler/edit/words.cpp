// Literals and names as a design writes them.
#include "compiler/edit/edit.h"

#include <algorithm>

namespace msd::edit {

namespace {
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    }
  }
  return out + '"';
}

bool is_name(std::string_view word) {
  // `absent` is a value of every optional field, so no row is called so.
  return !word.empty() && letter(word[0]) && word != "absent" &&
         std::all_of(word.begin(), word.end(), [](char c) { return letter(c) || digit(c); });
}

std::string name_of(std::string_view words) {
  constexpr std::size_t kLongest = 60;
  if (is_name(words)) return std::string(words.substr(0, kLongest));
  std::string out;
  for (const char c : words) {
    if (letter(c) || digit(c)) {
      out += lower(c);
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  out.resize(std::min(out.size(), kLongest));
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (!out.empty() && digit(out[0])) out = "n_" + out;
  if (out == "absent") out += "_";
  return out;
}

std::string words_of(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace msd::edit
