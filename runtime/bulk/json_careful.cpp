// The way for all other lines, and for what is wrong with them.
#include "runtime/bulk/json_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bulk {

using records::Content;
using State = Content::State;

namespace {

/// Appends a code point as UTF-8; surrogates and what is none become a byte that no UTF-8 has.
void put_code_point(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code >= 0xD800 && code < 0xE000) return byte(0xFF);
  if (code < 0x80) return byte(code);
  if (code < 0x800) return byte(0xC0 | code >> 6U), byte(0x80 | (code & 0x3FU));
  if (code >= 0x10000) {
    byte(0xF0 | code >> 18U), byte(0x80 | (code >> 12U & 0x3FU));
  } else {
    byte(0xE0 | code >> 12U);
  }
  byte(0x80 | (code >> 6U & 0x3FU)), byte(0x80 | (code & 0x3FU));
}

/// The extent of a JSON number (RFC 8259) at the start of a text; 0 if there is none.
std::size_t number_size(std::string_view text) {
  std::size_t at = 0;
  const auto is = [&](char c) { return at < text.size() && text[at] == c; };
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > begin;
  };
  if (is('-')) ++at;
  const bool zero = is('0');
  const std::size_t begin = at;
  if (!digits() || (zero && at > begin + 1)) return 0;
  if (is('.') && (++at, !digits())) return 0;
  if (is('e') || is('E')) {
    ++at;
    if (is('+') || is('-')) ++at;
    if (!digits()) return 0;
  }
  return at;
}

}  // namespace

struct JsonReader::Careful {
  Careful(JsonReader& of, std::string_view text, Fault& found) : reader(of), line(text), fault(found) {}

  bool fails(std::size_t place, std::string message) {
    fault = {place, std::move(message)};
    return false;
  }
  bool lacks(std::string_view what) {
    if (at >= line.size()) return fails(at, fmt::format("the line ends where {} is expected", what));
    return fails(at, fmt::format("there is {} where {} is expected", shown(sign()), what));
  }
  /// The code point that stands at `at`.
  std::string_view sign() const {
    std::size_t end = at + 1;
    while (end < line.size() && end < at + 4 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) ++end;
    return line.substr(at, end - at);
  }
  void blanks() {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r')) ++at;
  }
  bool is(char c) const { return at < line.size() && line[at] == c; }
  bool takes(char c) {
    blanks();
    if (!is(c)) return false;
    ++at;
    blanks();
    return true;
  }
  bool takes(std::string_view word) {
    if (!line.substr(at).starts_with(word)) return false;
    at += word.size();
    return true;
  }

  bool escape(std::string& out) {
    static constexpr std::string_view kSigns = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    const std::size_t begin = at++;
    if (at < line.size() && line[at] != 'u') {
      const std::size_t sign = kSigns.find(line[at++]);
      if (sign == std::string_view::npos)
        return fails(begin, "there is no such escape: " + shown(line.substr(begin, 2)));
      out += kMeant[sign];
      return true;
    }
    std::uint32_t code = 0;
    if (!hex(begin, code)) return false;
    if (code >= 0xD800 && code < 0xDC00 && line.substr(at).starts_with("\\u")) {
      const std::size_t second = at++;
      std::uint32_t low = 0;
      if (!hex(second, low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      } else {
        put_code_point(out, code);
        code = low;
      }
    }
    put_code_point(out, code);
    return true;
  }
  /// `u` and four digits.
  bool hex(std::size_t begin, std::uint32_t& code) {
    const std::string_view digits = line.substr(std::min(line.size(), at + 1), 4);
    at += 1 + digits.size();
    code = 0;
    for (char c : digits) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | (c > '9' ? 0x20 : 0)));
      if (digit == std::string_view::npos) return fails(begin, "`\\u` takes four digits of base sixteen");
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return digits.size() == 4 || fails(begin, "`\\u` takes four digits of base sixteen");
  }
  /// A text; `at` is on its first quote.
  bool text(std::string& out) {
    const std::size_t begin = at++;
    out.clear();
    while (at < line.size() && line[at] != '"') {
      if (static_cast<unsigned char>(line[at]) < 0x20)
        return fails(at, "a control character must be written as an escape");
      if (line[at] == '\\') {
        if (!escape(out)) return false;
      } else {
        out += line[at++];
      }
    }
    if (at >= line.size()) return fails(begin, "the text that begins here does not end");
    ++at;
    return true;
  }

  /// A value of the column, or none.
  bool plain(const Column& column, Content& out) {
    if (takes("null")) return out = {}, !column.required;
    if (column.cls == Class::Bool && takes("true")) return out = {State::Value, 1}, true;
    if (column.cls == Class::Bool && takes("false")) return out = {State::Value, 0}, true;
    if (column.cls != Class::Number) return false;
    const std::size_t size = number_size(line.substr(at));
    if (size == 0) return false;
    const auto number = number_of_json(column, std::string(line.substr(at, size)));
    at += size;
    if (number) out = {State::Value, *number};
    return number.has_value();
  }
  static bool of_text(const Column& column, std::string_view text, Content& out) {
    if (column.rejectable && text == kRejectedWord) return out = {State::Rejected, 0}, true;
    if (column.cls == Class::Number) {
      const auto number = number_of_text(column, text);
      if (number) out = {State::Value, *number};
      return number.has_value();
    }
    if (column.cls != Class::Enum) return false;
    const std::uint32_t index = column.values.find(text);
    if (index != kNoName) out = {State::Value, index};
    return index != kNoName;
  }
  bool set(const Column& column, Content& out) {
    std::uint64_t mask = 0;
    ++at;
    blanks();
    for (bool first = true; !is(']'); first = false) {
      if (!first && !takes(',')) return lacks("`,` or `]`");
      const std::size_t begin = at;
      if (!is('"')) return not_of(column, begin);
      std::string one;
      if (!text(one)) return false;
      const std::uint32_t index = column.values.find(one);
      if (index == kNoName) return not_of(column, begin);
      mask |= std::uint64_t{1} << index;
      blanks();
    }
    ++at;
    out = {State::Value, static_cast<std::int64_t>(mask)};
    return true;
  }
  /// What stands at a place is no content of the column.
  bool not_of(const Column& column, std::size_t begin) {
    std::size_t end = begin;
    if (end < line.size() && line[end] == '"') {
      for (++end; end < line.size() && line[end] != '"'; ++end) end += line[end] == '\\' ? 1 : 0;
      end = std::min(line.size(), end + 1);
    } else {
      while (end < line.size() && std::string_view(",}] \t\r").find(line[end]) == std::string_view::npos) ++end;
    }
    if (end == begin) return at = begin, lacks("a value");
    return fails(begin, no_content(column, line.substr(begin, end - begin)));
  }
  bool value(const Column& column, Content& out) {
    const std::size_t begin = at;
    if (is('[') && column.cls == Class::Set) return set(column, out);
    if (!is('"')) return plain(column, out) || not_of(column, begin);
    std::string given;
    if (!text(given)) return false;
    return of_text(column, given, out) || not_of(column, begin);
  }
  bool member(std::vector<bool>& has) {
    if (!is('"')) return lacks("a key");
    const std::size_t begin = at;
    std::string key;
    if (!text(key)) return false;
    const std::uint32_t index = reader.schema_.names().find(key);
    if (index == kNoName) return fails(begin, reader.schema_.no_column(key));
    if (has[index]) return fails(begin, shown(key) + " is stated twice");
    has[index] = true;
    if (!takes(':')) return lacks("`:`");
    return value(reader.schema_.columns()[index], reader.contents_[index]);
  }
  bool read() {
    std::vector<bool> has(reader.contents_.size());
    blanks();
    const std::size_t begin = at;
    if (!takes('{')) return lacks("`{`");
    if (!is('}')) {
      do {
        if (!member(has)) return false;
      } while (takes(','));
    }
    if (!takes('}')) return lacks("`,` or `}`");
    if (at < line.size()) return lacks("the end of the line");
    if (auto lacking = reader.schema_.complete(reader.contents_, has)) return fails(begin, std::move(*lacking));
    return true;
  }

  JsonReader& reader;
  std::string_view line;
  Fault& fault;
  std::size_t at = 0;
};

bool JsonReader::careful(std::string_view line, Fault& fault) { return Careful(*this, line, fault).read(); }

}  // namespace msd::bulk
