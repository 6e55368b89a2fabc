#include "runtime/bulk/writer.h"

#include "runtime/report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bulk {

using records::Content;
using records::Decided;
using State = Content::State;

namespace {

constexpr std::size_t kSpelled = 64;
constexpr std::size_t kChunk = 64;  // bytes are copied in such pieces, up to one too many: few texts need a second one
constexpr std::size_t kLongestNumber = 64;

char* copy(char* to, const char* from, std::size_t size) {
  std::memcpy(to, from, kChunk);
  for (std::size_t done = kChunk; done < size; done += kChunk) std::memcpy(to + done, from + done, kChunk);
  return to + size;
}

// Of a decision with few values, in front of these.
constexpr std::size_t kAbsent = 0, kRejected = 1, kFirstValue = 2;

/// Without branches: what a decision comes to cannot be foreseen.
std::size_t place(const Content& content) {
  static_assert(kAbsent == static_cast<std::size_t>(State::Absent) - 1);
  static_assert(kRejected == static_cast<std::size_t>(State::Rejected) - 1);
  const std::size_t state = static_cast<std::size_t>(content.state) - 1;
  const std::size_t value = static_cast<std::size_t>(content.number) + kFirstValue;
  return content.state == State::Value ? value : state;
}

template <std::size_t kSize> char* put_text(char* to, const char (&text)[kSize]) {
  std::memcpy(to, text, kSize - 1);
  return to + (kSize - 1);
}

}  // namespace

Writer::Writer(const records::Program& program, Form form, bool trace) : program_(program), form_(form), trace_(trace) {
  longest_ = 256;
  for (std::uint32_t i = 0; i < program.decisions.size(); ++i) {
    if (!program.decisions[i].asked) continue;
    Decision made;
    made.index = i;
    prepare(made);
    decisions_.push_back(std::move(made));
  }
  texts_.append(kChunk, '\0');
}

Writer::Piece Writer::keep(std::string_view text) {
  const Piece piece{static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())};
  texts_ += text;
  return piece;
}

void Writer::prepare(Decision& made) {
  const records::Decision& decision = program_.decisions[made.index];
  const image::TypeRecord& type = program_.image.types()[decision.type];
  made.cls = static_cast<Class>(type.cls);
  made.type = decision.type;
  const bool json = form_ == Form::Ndjson;
  const std::string name = report::json_string(decision.name) + ":";
  made.before = json ? name : "";
  made.after = ",";
  made.contents = {keep(json ? name + "null," : ","), keep(json ? "" : "!rejected,")};
  made.null = keep(name + "null,");
  made.no_rule = keep(json ? "" : ",");
  std::size_t value = json ? name.size() + 5 : 10;
  std::size_t rule = value;
  std::uint32_t values = made.cls == Class::Bool ? 2 : 0;
  if (made.cls == Class::Enum || made.cls == Class::Set) values = program_.image.enums()[type.target].value_count;
  for (std::uint32_t v = 0; v < values; ++v) {
    made.contents.push_back(keep(spell(made, v)));
    const std::size_t size = made.contents.back().size;
    value = made.cls == Class::Set ? value + size : std::max(value, size);
  }
  if (made.cls == Class::Set) {
    made.before_set = keep(json ? name + "[" : "");
    made.empty_set = keep(json ? name + "[]," : "\"\",");
  } else if (values == 0) {
    made.spelled.resize(kSpelled);
    value = name.size() + kLongestNumber;
  }
  made.first_line = decision.lines.empty() ? 0 : decision.lines.front().record;
  for (const records::Line& line : decision.lines) made.first_line = std::min(made.first_line, line.record);
  for (const records::Line& line : decision.lines) {
    const std::string_view fired = program_.image.text(program_.image.lines()[line.record].name);
    const Piece piece = keep(json ? name + report::json_string(fired) + "," : std::string(fired) + ",");
    made.rules.resize(std::max<std::size_t>(made.rules.size(), line.record - made.first_line + 1));
    made.rules[line.record - made.first_line] = piece;
    rule = std::max<std::size_t>(rule, piece.size);
  }
  longest_ += value + 2 * rule + 3 * kChunk;
  made.finite = made.cls != Class::Set && values != 0;
}

/// A value of a set with what parts it from the next one, any other with what stands before and behind it.
std::string Writer::spell(const Decision& decision, std::int64_t number) const {
  const image::Image& image = program_.image;
  const image::TypeRecord& type = image.types()[decision.type];
  const bool json = form_ == Form::Ndjson;
  std::string out = decision.before;
  const auto value = static_cast<std::uint32_t>(number);
  const auto name = [&](std::uint32_t of) {
    return image.text(image.values()[image.enums()[type.target].value_first + of].name);
  };
  const auto text = [&](std::string_view word) { out += json ? report::json_string(word) : std::string(word); };
  switch (decision.cls) {
  case Class::Bool: out += number != 0 ? "true" : "false"; break;
  case Class::Enum: text(name(value)); break;
  case Class::Set: return json ? report::json_string(name(value)) + "," : std::string(name(value)) + "|";
  default: {
    const auto dimension = static_cast<Dimension>(type.dimension);
    const std::string quantity = print_quantity(number, dimension);
    dimension == Dimension::Count ? void(out += quantity) : text(quantity);
  }
  }
  return out + decision.after;
}

/// What one comes to; of a rejected one, nothing in JSON.
char* Writer::content(Decision& decision, const Content& content, char* to) const {
  if (decision.finite) return put(to, decision.contents[place(content)]);
  return content.state == State::Value ? value(decision, content.number, to)
                                       : put(to, decision.contents[place(content)]);
}

/// Of a decision with many.
char* Writer::value(Decision& decision, std::int64_t number, char* to) const {
  if (decision.cls == Class::Set) {
    auto mask = static_cast<std::uint64_t>(number);
    if (mask == 0) return put(to, decision.empty_set);
    to = put(to, decision.before_set);
    for (; mask != 0; mask &= mask - 1) {
      const auto value = static_cast<std::size_t>(std::countr_zero(mask));
      to = put(to, decision.contents[kFirstValue + value]);
    }
    if (form_ == Form::Ndjson) to[-1] = ']', ++to;
    to[-1] = ',';
    return to;
  }
  const std::uint64_t hash = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U;
  Spelled& spelled = decision.spelled[hash >> 58U];
  static_assert(kSpelled == std::size_t{1} << 6U);
  if (spelled.text.empty() || spelled.number != number) spelled = {number, spell(decision, number)};
  return std::copy(spelled.text.begin(), spelled.text.end(), to);
}

char* Writer::put(char* to, Piece piece) const { return copy(to, texts_.data() + piece.at, piece.size); }

void Writer::header(Output& output) const {
  if (form_ != Form::Csv) return;
  std::string line;
  for (const Decision& d : decisions_) line += program_.decisions[d.index].name + ",";
  for (const Decision& d : decisions_) line += trace_ ? program_.decisions[d.index].name + "_rule," : "";
  output.write(line + "error\n");
}

void Writer::record(std::span<const Decided> decided, Output& output) {
  char* const to = output.room(longest_);
  output.wrote(form_ == Form::Csv ? csv(decided, to) : json(decided, to));
}

char* Writer::json(std::span<const Decided> decided, char* to) {
  bool rejects = false;
  to = put_text(to, "{\"values\":{");
  for (Decision& d : decisions_) {
    const Content made = decided[d.index].content;
    rejects |= made.state == State::Rejected;
    to = content(d, made, to);
  }
  const auto close = [&] { to -= to[-1] == ',' ? 1 : 0; };
  close();
  if (trace_) {
    to = put_text(to, "},\"rules\":{");
    for (const Decision& d : decisions_) {
      const std::uint32_t line = decided[d.index].line;
      if (line != records::kNone) to = put(to, d.rules[line - d.first_line]);
    }
    close();
  }
  if (!rejects) return put_text(to, "},\"rejected\":{}}\n");
  to = put_text(to, "},\"rejected\":{");
  for (const Decision& d : decisions_) {
    if (decided[d.index].content.state != State::Rejected) continue;
    const std::uint32_t line = decided[d.index].line;
    to = put(to, line == records::kNone ? d.null : d.rules[line - d.first_line]);
  }
  close();
  return put_text(to, "}}\n");
}

char* Writer::csv(std::span<const Decided> decided, char* to) {
  for (Decision& d : decisions_) {
    to = content(d, decided[d.index].content, to);
  }
  for (std::size_t i = 0; trace_ && i < decisions_.size(); ++i) {
    const Decision& d = decisions_[i];
    const std::uint32_t line = decided[d.index].line;
    to = put(to, line == records::kNone ? d.no_rule : d.rules[line - d.first_line]);
  }
  *to = '\n';
  return to + 1;
}

void Writer::fault(std::string_view message, Output& output) const {
  if (form_ == Form::Ndjson) return output.write("{\"error\":" + report::json_string(message) + "}\n");
  std::string line(decisions_.size() * (trace_ ? 2 : 1), ',');
  line += '"';
  for (char c : message) line += c == '"' ? "\"\"" : std::string(1, c);
  output.write(line + "\"\n");
}

}  // namespace msd::bulk
