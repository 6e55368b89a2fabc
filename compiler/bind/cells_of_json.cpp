// JSON values → cells, by the types of their fields.
#include "compiler/bind/rows_of_json.h"
#include "runtime/image/quantity.h"

#include <llvm/Support/raw_ostream.h>

#include <fmt/format.h>

namespace msd::bind {

using image::kNone;

namespace {

/// A value as JSON, short enough for a message.
std::string shown(const llvm::json::Value& value) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << value;
  stream.flush();
  if (text.size() > 60) {
    std::size_t end = 57;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    text = text.substr(0, end) + "…";
  }
  return "`" + text + "`";
}

}  // namespace

std::string RowsOfJson::expected(const image::TypeRecord& type) const {
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return "true or false";
  case Class::Enum: return fmt::format("a value of `{}`", image_.text(image_.enums()[type.target].name));
  case Class::Set: return fmt::format("an array of values of `{}`", image_.text(image_.enums()[type.target].name));
  case Class::Number: {
    const auto dimension = static_cast<Dimension>(type.dimension);
    return fmt::format("a {} from {} to {}", msd::name(dimension), print_quantity(image_.number(type.low), dimension),
                       print_quantity(image_.number(type.high), dimension));
  }
  case Class::Text: return "a text";
  case Class::Id: return "a name, as a text";
  case Class::Ref: return fmt::format("the name of a row `{}`", name(type.target));
  case Class::List: return fmt::format("an array of names of rows `{}`", name(type.target));
  }
  return {};
}

bool RowsOfJson::wrong(const std::string& key, const llvm::json::Value& value, const image::TypeRecord& type) {
  auto report = sink_.report(diag::kind::JsonValue, {}, key, shown(value), expected(type));
  const auto cls = static_cast<Class>(type.cls);
  const auto text = value.getAsString();
  if (text && (cls == Class::Enum || cls == Class::Set)) {
    const image::EnumRecord& of = image_.enums()[type.target];
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < of.value_count; ++i)
      names.push_back(image_.text(image_.values()[of.value_first + i].name));
    report.help(diag::did_you_mean(view(*text), names));
  }
  if (cls == Class::Number && value.getAsNumber() && type.dimension != static_cast<std::uint32_t>(Dimension::Count) &&
      type.dimension != static_cast<std::uint32_t>(Dimension::Ratio))
    report.help("a quantity is a text with its unit, such as \"" +
                print_quantity(image_.number(type.high), static_cast<Dimension>(type.dimension)) + "\"");
  return false;
}

bool RowsOfJson::finite(const llvm::json::Value& value, const image::TypeRecord& type, std::uint64_t& mask) {
  if (static_cast<Class>(type.cls) == Class::Bool) {
    const auto flag = value.getAsBoolean();
    if (flag) mask = *flag ? 2 : 1;
    return static_cast<bool>(flag);
  }
  const auto text = value.getAsString();
  if (!text) return false;
  const image::EnumRecord& of = image_.enums()[type.target];
  for (std::uint32_t i = 0; i < of.value_count; ++i) {
    if (image_.text(image_.values()[of.value_first + i].name) == view(*text)) return mask = std::uint64_t{1} << i, true;
  }
  return false;
}

bool RowsOfJson::number(const llvm::json::Value& value, const image::TypeRecord& type, std::int64_t& out) {
  const auto dimension = static_cast<Dimension>(type.dimension);
  std::optional<std::int64_t> found;
  if (const auto text = value.getAsString()) {
    found = parse_quantity(view(*text), dimension);
  } else if (const auto plain = value.getAsNumber();
             plain && (dimension == Dimension::Count || dimension == Dimension::Ratio)) {
    found = millionths(*plain);
  }
  if (!found || *found < image_.number(type.low) || *found > image_.number(type.high)) return false;
  if (type.integer != 0 && dimension == Dimension::Count && *found % 1'000'000 != 0) return false;
  out = *found;
  return true;
}

/// A name that no row has yet names a row that the line says nothing else about, unless it lists the rows of that kind.
bool RowsOfJson::reference(const llvm::json::Value& value, std::uint32_t kind, const std::string& key,
                           std::int64_t& out) {
  const auto text = value.getAsString();
  if (!text || text->empty()) return false;
  std::vector<std::string_view> names;
  for (eval::RowIndex row : facts_.of_kind(kind)) {
    const std::string_view name = facts_.symbols.text(facts_.rows()[row].name);
    if (name == view(*text)) return out = row, true;
    names.push_back(name);
  }
  const image::RowRecord& record = image_.rows()[kind];
  if (given_kinds_.contains(kind) || record.parent != kNone || record.single != 0) {
    sink_.report(diag::kind::UnknownReference, {}, name(kind), view(*text))
        .help(diag::did_you_mean(view(*text), names));
    out = kNone;
    return true;  // reported; the caller leaves the cell unknown
  }
  const eval::RowIndex made = facts_.add_row(kind, kNone, view(*text), {});
  prefixes_.push_back(key + ".");
  assumed_.insert(made);
  out = made;
  return true;
}

bool RowsOfJson::read_value(const Later& later, eval::CellFact& fact) {
  const image::TypeRecord& type = image_.types()[image_.fields()[later.field].type];
  const llvm::json::Value& value = *later.value;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
  case Class::Enum: return finite(value, type, fact.value.mask);
  case Class::Set:
    if (value.getAsArray() == nullptr) return false;
    for (const llvm::json::Value& item : *value.getAsArray()) {
      std::uint64_t one = 0;
      if (!finite(item, type, one))
        return wrong(later.key, item, type), fact.state = eval::CellFact::State::Unknown, true;
      fact.value.mask |= one;
    }
    return true;
  case Class::Number: return number(value, type, fact.value.number);
  case Class::Text:
  case Class::Id:
    if (!value.getAsString()) return false;
    fact.value.number = facts_.symbols.intern(view(*value.getAsString()));
    return true;
  case Class::Ref: return reference(value, type.target, later.key, fact.value.number);
  case Class::List:
    if (value.getAsArray() == nullptr) return false;
    for (const llvm::json::Value& item : *value.getAsArray()) {
      std::int64_t row = 0;
      if (!reference(item, type.target, fmt::format("{}[{}]", later.key, fact.value.list.size()), row)) return false;
      fact.value.list.push_back(static_cast<eval::RowIndex>(row));
    }
    return true;
  }
  return false;
}

void RowsOfJson::cell(const Later& later) {
  eval::CellFact fact;
  fact.state = eval::CellFact::State::Stated;
  if (later.value->getAsNull()) {
    fact.state = eval::CellFact::State::Absent;
  } else if (!read_value(later, fact)) {
    wrong(later.key, *later.value, image_.types()[image_.fields()[later.field].type]);
  }
  // A cell with a fault is never evaluated: the line is refused as a whole.
  if (sink_.errors() == 0) facts_.cell(later.row, later.field) = std::move(fact);
}

/// What a sentence says about one of its slots; a slot that the line gives too must say the same.
void RowsOfJson::slot(eval::RowIndex row, std::uint32_t field, const std::string& content,
                      const std::string& sentence_key) {
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[field].type].cls);
  llvm::json::Value value(content);
  if (cls == Class::Bool && (content == "yes" || content == "no")) value = content == "yes";
  eval::CellFact made;
  made.state = eval::CellFact::State::Stated;
  const Later one{row, field, &value, sentence_key};
  if (!read_value(one, made)) {
    wrong(fmt::format("{}` as `{}", sentence_key, field_name(field)), value,
          image_.types()[image_.fields()[field].type]);
    return;
  }
  eval::CellFact& cell = facts_.cell(row, field);
  if (cell.state == eval::CellFact::State::Stated && !(cell.value == made.value)) {
    sink_.report(diag::kind::SlotContradicts, {}, field_name(field), slot_contents(facts_, row, {{"", field}}).front(),
                 content);
    return;
  }
  cell = std::move(made);
}

void RowsOfJson::sentence(const SentenceChoice& choice) {
  eval::CellFact& cell = facts_.cell(choice.row, choice.field);
  const std::vector<Piece> pieces = pieces_of(image_, choice.form);
  if (cell.state == eval::CellFact::State::Unknown) {
    const std::vector<std::string> slots = slot_contents(facts_, choice.row, pieces);
    if (slots.empty()) return;
    cell.state = eval::CellFact::State::Stated;
    cell.value.number = facts_.symbols.intern(render_sentence(pieces, slots));
    cell.fit = eval::Fit::Yes;
    return;
  }
  if (cell.state != eval::CellFact::State::Stated) return;
  const std::string key = key_of({choice.row, choice.field});
  const std::string text = fold_blanks(facts_.symbols.text(static_cast<std::uint32_t>(cell.value.number))).text;
  const Match match = text.size() > kLongestSentence ? Match{} : match_sentence(pieces, text);
  if (match.readings.size() != 1) {
    sink_
        .report(diag::kind::JsonValue, {}, key, shown(llvm::json::Value(text)),
                fmt::format("a sentence of the form \"{}\"", form_of(image_, pieces)))
        .help(match.readings.empty() ? "" : "it can be read in more than one way: give its slots as fields instead");
    return;
  }
  cell.fit = eval::Fit::Yes;
  std::size_t next = 0;
  for (const Piece& p : pieces) {
    if (p.slot == kNone) continue;
    const auto [begin, end] = match.readings[0][next++];
    slot(choice.row, p.slot, text.substr(begin, end - begin), key);
  }
}

void RowsOfJson::sentences() {
  for (const SentenceChoice& choice : choose_sentences(facts_, options_.evaluation)) sentence(choice);
}

}  // namespace msd::bind
