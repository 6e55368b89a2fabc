#include "compiler/ask/reading.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace msd::ask {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

/// Takes `because …` off the end of a line.
std::string take_reason(std::string_view& line) {
  constexpr std::string_view kWord = " because ";
  const std::size_t at = line.find(kWord);
  if (at == std::string_view::npos) return {};
  const std::string reason = unquoted(trimmed(line.substr(at + kWord.size())));
  line = trimmed(line.substr(0, at));
  return reason;
}

class Reader {
 public:
  Reader(const Moment& moment, std::uint32_t field)
      : moment_(moment), type_(moment.type(field)), choices_(choices_of(moment, field)) {}

  Answer read(std::string_view line) {
    Answer out;
    const auto cls = static_cast<Class>(type_.cls);
    if (cls == Class::Text) {
      out.value = edit::quoted(unquoted(line));
      if (out.value == "\"\"") out.error = "a text is not empty";
      return out;
    }
    out.because = take_reason(line);
    if (type_.optional != 0 && (same(line, "none") || same(line, "absent"))) {
      out.value = "absent";
      return out;
    }
    switch (cls) {
    case Class::Bool:
    case Class::Enum: out.value = choice(line, out.error); break;
    case Class::Set: several(line, out, false); break;
    case Class::Number: number(line, out); break;
    case Class::Id: {
      const std::string id = unquoted(line);
      out.value = edit::is_name(id) ? id : edit::quoted(id);
      break;
    }
    case Class::Ref: out.value = reference(line, out); break;
    case Class::List: several(line, out, true); break;
    case Class::Text: break;
    }
    return out;
  }

 private:
  /// One of the choices: by number, identifier, label, or the beginning of exactly one identifier.
  std::string choice(std::string_view word, std::string& error) const {
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (fault == std::errc() && end == word.data() + word.size()) {
      if (number >= 1 && number <= choices_.size()) return choices_[number - 1].value;
      error = fmt::format("there is no choice {}; the numbers go from 1 to {}", number, choices_.size());
      return {};
    }
    const Choice* begun = nullptr;
    bool several_begin = false;
    for (const Choice& c : choices_) {
      if (same(word, c.value) || same(word, c.label)) return c.value;
      if (word.empty() || word.size() >= c.value.size() || !same(word, c.value.substr(0, word.size()))) continue;
      several_begin = begun != nullptr;
      begun = &c;
    }
    if (begun != nullptr && !several_begin) return begun->value;
    std::vector<std::string_view> known;
    for (const Choice& c : choices_) known.push_back(c.value);
    const std::string near = diag::did_you_mean(word, known);
    error = fmt::format("`{}` is none of the choices{}", word.substr(0, 60),
                        near.empty() ? "; type a number from the list" : "; " + near);
    return {};
  }

  void several(std::string_view line, Answer& out, bool rows) {
    std::string values;
    std::string rest(line);
    std::replace_if(
        rest.begin(), rest.end(), [](char c) { return c == '{' || c == '}' || c == ','; }, ' ');
    std::string_view words = trimmed(rest);
    if (same(words, "none") || same(words, "-")) words = {};
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      const std::string_view word = words.substr(0, end);
      const std::string value = rows ? reference(word, out) : choice(word, out.error);
      if (!out.error.empty()) return;
      if (("," + values + ",").find(", " + value + ",") == std::string::npos && values != value)
        values += (values.empty() ? "" : ", ") + value;
      words = trimmed(words.substr(end));
    }
    out.value = "{" + values + "}";
  }

  std::string reference(std::string_view word, Answer& out) const {
    std::string error;
    const std::string known = choices_.empty() ? "" : choice(word, error);
    if (!known.empty()) return known;
    const bool number =
        !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const image::RowRecord& kind = moment_.image().rows()[type_.target];
    if (number || kind.parent != kNone || kind.single != 0) {
      out.error = choices_.empty() ? fmt::format("there is no {} yet", moment_.name(kind.name)) : error;
      return {};
    }
    const std::string name = edit::name_of(unquoted(word));
    if (name.empty()) {
      out.error = "a name needs a letter from a to z, or a digit";
      return {};
    }
    out.new_rows.emplace_back(unquoted(word));
    return name;
  }

  void number(std::string_view line, Answer& out) const {
    const auto dimension = static_cast<Dimension>(type_.dimension);
    const std::string range = fmt::format("from {} to {}", print_quantity(moment_.image().number(type_.low), dimension),
                                          print_quantity(moment_.image().number(type_.high), dimension));
    const std::size_t end = std::min(line.find_first_not_of("-0123456789."), line.size());
    const std::string_view digits = line.substr(0, end);
    const std::string_view unit = trimmed(line.substr(end));
    QuantityError fault;
    const auto value = digits.size() > ast::kMaxDigits ? std::nullopt : parse_quantity(digits, unit, dimension, fault);
    if (!value) {
      out.error = fmt::format("`{}` is no {}; type one {}", line.substr(0, 60), name(dimension), range);
    } else if (type_.integer != 0 && dimension == Dimension::Count && *value % 1'000'000 != 0) {
      out.error = fmt::format("`{}` is no whole number; type one {}", line.substr(0, 60), range);
    } else if (*value < moment_.image().number(type_.low) || *value > moment_.image().number(type_.high)) {
      out.error = fmt::format("`{}` is out of range; type a {} {}", line.substr(0, 60), name(dimension), range);
    } else {
      out.value = std::string(digits) + (unit.empty() ? "" : " " + std::string(unit));
    }
  }

  const Moment& moment_;
  const image::TypeRecord& type_;
  std::vector<Choice> choices_;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r");
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::string first_line(std::string_view doc) { return std::string(trimmed(doc.substr(0, doc.find('\n')))); }

std::vector<Choice> choices_of(const Moment& moment, std::uint32_t field) {
  const image::Image& image = moment.image();
  const image::TypeRecord& type = moment.type(field);
  std::vector<Choice> out;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
    // Labels that only say yes and no again, or true and false, say nothing.
    for (const bool yes : {true, false}) {
      std::string label(image.text(yes ? type.true_label : type.false_label));
      if (same(label, yes ? "yes" : "no") || same(label, yes ? "true" : "false")) label.clear();
      out.push_back({yes ? "yes" : "no", label, {}});
    }
    break;
  case Class::Enum:
  case Class::Set: {
    const image::EnumRecord& values = image.enums()[type.target];
    for (std::uint32_t i = 0; i < values.value_count; ++i) {
      const image::ValueRecord& value = image.values()[values.value_first + i];
      out.push_back({std::string(image.text(value.name)), std::string(image.text(value.label)),
                     first_line(image.text(value.doc))});
    }
    break;
  }
  case Class::Ref:
  case Class::List:
    for (RowIndex row : moment.facts().of_kind(type.target)) {
      if (moment.facts().rows()[row].named) out.push_back({report::row_name(moment.facts(), row), {}, {}});
    }
    break;
  default: break;
  }
  return out;
}

Answer read_answer(const Moment& moment, std::uint32_t field, std::string_view line) {
  return Reader(moment, field).read(trimmed(line));
}

std::string header_of(const Moment& moment, const NewRow& row,
                      const std::vector<std::pair<std::uint32_t, std::string>>& presets,
                      std::vector<std::string>& body) {
  const image::Image& image = moment.image();
  const image::RowRecord& kind = image.rows()[row.kind];
  std::vector<std::string> parts{std::string(image.text(image.header_parts()[kind.header_first].word))};
  std::size_t keep = 1;  // parts that must stand; what is unknown at the end is left out
  bool labelled = row.words.empty();
  std::vector<bool> used(presets.size());
  for (std::uint32_t i = 1; i < kind.header_count; ++i) {
    const image::HeaderPartRecord& part = image.header_parts()[kind.header_first + i];
    if (part.kind == 0) {
      parts.emplace_back(image.text(part.word));
      continue;
    }
    const bool text = part.kind == 2 && class_of(moment, part.field) == Class::Text;
    std::string value = part.kind != 1 ? "" : row.name.empty() ? edit::name_of(row.words) : row.name;
    if (part.kind == 2 && part.field == row.first) value = row.value;
    for (std::size_t p = 0; part.kind == 2 && p < presets.size(); ++p) {
      if (presets[p].first == part.field) value = presets[p].second, used[p] = true;
    }
    // The words that name a row are its label as well.
    if (value.empty() && text && !labelled && image.fields()[part.field].template_count == 0) {
      value = edit::quoted(edit::is_name(row.words) ? edit::words_of(row.words) : row.words);
      labelled = true;
    }
    const bool wanted =
        !value.empty() || (part.kind == 2 && !text && image.fields()[part.field].default_value == kNone &&
                           moment.type(part.field).optional == 0);
    parts.push_back(value.empty() ? "?" : value);
    if (wanted) keep = parts.size();
  }
  for (std::size_t p = 0; p < presets.size(); ++p) {
    if (!used[p])
      body.push_back(fmt::format("{}: {}", image.text(image.fields()[presets[p].first].name), presets[p].second));
  }
  parts.resize(keep);
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " ") + part;
  return out;
}

}  // namespace msd::ask
