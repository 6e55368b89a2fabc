#include "compiler/bind/rows_of_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bind {

using image::kNone;
using llvm::json::Object;

namespace {

enum Builtin : std::uint32_t { kNotBuiltin, kName, kId, kMany, kBack, kInverse };

constexpr int kDeepest = 64;           // brackets inside each other
constexpr unsigned kAssumedDepth = 3;  // references followed from rows that the line gives
constexpr std::size_t kMostAssumed = 64;

/// Brackets inside texts count too; no sensible line comes near the limit.
bool deep(std::string_view line) {
  int depth = 0;
  for (char c : line) {
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    if (depth > kDeepest) return true;
  }
  return false;
}

/// `[1:30, byte=30]: Invalid JSON value` in our words: `invalid JSON value at column 30`.
std::string complaint(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::size_t comma = text.find(',');
  const std::size_t end = text.find("]: ");
  if (!text.starts_with('[') || colon > comma || comma > end || end == std::string::npos) return text;
  std::string words = text.substr(end + 3);
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a')
    words[0] = static_cast<char>(words[0] + 32);
  return fmt::format("{} at column {}", words, text.substr(colon + 1, comma - colon - 1));
}

/// What a key, as it is written between its quotes, stands for.
std::string meant(std::string_view written) {
  if (written.find('\\') == std::string_view::npos) return std::string(written);
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(fmt::format("\"{}\"", written));
  if (!value) {
    llvm::consumeError(value.takeError());
    return std::string(written);
  }
  return value->getAsString()->str();
}

/// The first key that one object of a well-formed document holds twice, as it is written the second time; empty if
/// there is none. The parser would silently take the last one. O(size × log keys).
std::string_view repeated_key(std::string_view json) {
  std::vector<std::set<std::string>> objects;
  std::string_view text;
  for (std::size_t at = 0; at < json.size(); ++at) {
    switch (json[at]) {
    case '{':
    case '[': objects.emplace_back(); break;
    case '}':
    case ']': objects.pop_back(); break;
    case ':':
      if (!objects.back().insert(meant(text)).second) return text;
      break;
    case '"': {
      const std::size_t begin = ++at;
      while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
      text = json.substr(begin, at - begin);
      break;
    }
    default: break;
    }
  }
  return {};
}

/// Objects keep no order; keys are taken sorted, so that equal lines give equal reports.
std::vector<std::pair<std::string_view, const llvm::json::Value*>> sorted(const Object& object) {
  std::vector<std::pair<std::string_view, const llvm::json::Value*>> out;
  for (const auto& [key, value] : object) out.emplace_back(view(key), &value);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

}  // namespace

std::uint32_t RowsOfJson::field_of(std::uint32_t kind, std::string_view name) const {
  const image::RowRecord& row = image_.rows()[kind];
  for (std::uint32_t f = row.field_first; f < row.field_first + row.field_count; ++f) {
    if (field_name(f) == name) return f;
  }
  return kNone;
}

std::uint32_t RowsOfJson::kind_of(std::string_view wanted) const {
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (name(k) == wanted) return k;
  }
  return kNone;
}

std::string RowsOfJson::key_of(eval::CellRef cell) const {
  const std::string field(field_name(cell.field));
  const eval::RowFact& row = facts_.rows()[cell.row];
  if (cell.row == row_ || image_.rows()[row.kind].single == 0) return prefixes_[cell.row] + field;
  // A field of a single row needs no qualification where no other row that the line names has it.
  std::size_t meanings = field_of(options_.row, field) != kNone ? 1 : 0;
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (k != options_.row && image_.rows()[k].single != 0 && field_of(k, field) != kNone) ++meanings;
  }
  return meanings < 2 ? field : prefixes_[cell.row] + field;
}

eval::RowIndex RowsOfJson::add(std::uint32_t kind, eval::RowIndex parent, const Object* object, std::string prefix) {
  std::string own;
  if (object != nullptr) {
    if (const auto text = object->getString("name")) own = text->str();
  }
  const bool named = !own.empty();
  for (std::size_t n = facts_.of_kind(kind).size() + 1; own.empty(); ++n) {
    own = fmt::format("{}_{}", name(kind), n);
    for (eval::RowIndex other : facts_.of_kind(kind)) {
      if (facts_.symbols.text(facts_.rows()[other].name) == own) own.clear();
    }
  }
  for (eval::RowIndex other : facts_.of_kind(kind)) {
    if (named && facts_.symbols.text(facts_.rows()[other].name) == own)
      sink_.report(diag::kind::RowTwice, {}, name(kind), own);
  }
  const eval::RowIndex row = facts_.add_row(kind, parent, own, {});
  facts_.row(row).named = named || image_.rows()[kind].single == 0;
  prefixes_.push_back(std::move(prefix));
  return row;
}

void RowsOfJson::members(std::uint32_t kind, eval::RowIndex parent, const llvm::json::Value& value,
                         const std::string& key) {
  const llvm::json::Array* rows = value.getAsArray();
  if (rows == nullptr) {
    sink_.report(diag::kind::JsonShape, {}, fmt::format("`{}`", key), "an array of objects");
    return;
  }
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const std::string path = fmt::format("{}[{}]", key, i);
    if (const Object* inner = (*rows)[i].getAsObject()) {
      keys(add(kind, parent, inner, path + "."), *inner, false);
    } else {
      sink_.report(diag::kind::JsonShape, {}, fmt::format("`{}`", path), "an object");
    }
  }
}

void RowsOfJson::later(eval::RowIndex row, std::uint32_t field, const llvm::json::Value& value, std::string key) {
  const auto [it, fresh] = seen_.emplace(std::pair(row, field), key);
  if (!fresh) {
    sink_.report(diag::kind::KeyTwice, {}, key).help(fmt::format("`{}` gives the same field", it->second));
    return;
  }
  later_.push_back({row, field, &value, std::move(key)});
}

void RowsOfJson::keys(eval::RowIndex row, const Object& object, bool top) {
  const std::uint32_t kind = facts_.rows()[row].kind;
  for (const auto& [key, value] : sorted(object)) {
    const std::string path = prefixes_[row] + std::string(key);
    const std::uint32_t field = field_of(kind, key);
    if (field == kNone) {
      top ? other_key(key, *value) : unknown_key(kind, path, false);
      continue;
    }
    const image::FieldRecord& record = image_.fields()[field];
    switch (record.builtin) {
    case kNotBuiltin: later(row, field, *value, path); break;
    case kName:
      if (!value->getAsString()) sink_.report(diag::kind::JsonShape, {}, fmt::format("`{}`", path), "a text");
      break;
    case kMany:
      supplied_.emplace(row, field);
      members(image_.types()[record.type].target, row, *value, path);
      break;
    default: sink_.report(diag::kind::RelationStated, {}, path); break;
    }
  }
}

void RowsOfJson::unknown_key(std::uint32_t kind, std::string_view key, bool top) {
  std::vector<std::string_view> known;
  auto add_fields = [&](std::uint32_t k, bool own) {
    const image::RowRecord& row = image_.rows()[k];
    for (std::uint32_t f = row.field_first; f < row.field_first + row.field_count; ++f) {
      if (image_.fields()[f].builtin == kNotBuiltin || (own && image_.fields()[f].builtin == kMany))
        known.push_back(field_name(f));
    }
  };
  add_fields(kind, true);
  for (std::uint32_t k = 0; top && k < image_.rows().size(); ++k) {
    if (image_.rows()[k].single != 0 && k != kind) add_fields(k, false);
    if (image_.rows()[k].single == 0 && image_.rows()[k].parent == kNone) known.push_back(name(k));
  }
  const std::size_t dot = key.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? key : key.substr(dot + 1);
  sink_.report(diag::kind::UnknownKey, {}, name(kind), key).help(diag::did_you_mean(last, known));
}

/// `row.field` for the row of the line itself or a single row.
void RowsOfJson::qualified(std::string_view key, const llvm::json::Value& value) {
  const std::size_t dot = key.find('.');
  const std::uint32_t kind = kind_of(key.substr(0, dot));
  const bool own = kind == options_.row;
  if (kind == kNone || (!own && image_.rows()[kind].single == 0)) return unknown_key(options_.row, key, true);
  const std::uint32_t field = field_of(kind, key.substr(dot + 1));
  if (field == kNone) return unknown_key(kind, key, false);
  if (image_.fields()[field].builtin != kNotBuiltin) {
    sink_.report(diag::kind::RelationStated, {}, key);
    return;
  }
  later(own ? row_ : facts_.single(kind), field, value, std::string(key));
}

/// A key of the line that is no field of its row: a field of a single row, or the rows of another kind.
void RowsOfJson::other_key(std::string_view key, const llvm::json::Value& value) {
  if (key.find('.') != std::string_view::npos) return qualified(key, value);
  std::vector<std::uint32_t> found;
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (image_.rows()[k].single == 0) continue;
    const std::uint32_t field = field_of(k, key);
    if (field != kNone && image_.fields()[field].builtin == kNotBuiltin) found.push_back(field);
  }
  const std::uint32_t kind = kind_of(key);
  if (found.empty() && kind != kNone && image_.rows()[kind].parent == kNone && image_.rows()[kind].single == 0) {
    given_kinds_.insert(kind);
    return members(kind, kNone, value, std::string(key));
  }
  if (found.empty()) return unknown_key(options_.row, key, true);
  auto full = [&](std::uint32_t field) { return fmt::format("{}.{}", name(image_.fields()[field].row), key); };
  if (found.size() > 1) {
    sink_.report(diag::kind::JsonAmbiguousKey, {}, key, full(found[0]), full(found[1])).help("write the one you mean");
    return;
  }
  later(facts_.single(image_.fields()[found[0]].row), found[0], value, std::string(key));
}

/// What is not said is not known: without --defaults also what has a default.
void RowsOfJson::unknowns(eval::RowIndex row) {
  const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
  const bool single = kind.single != 0 && facts_.rows()[row].named;
  for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
    const image::FieldRecord& field = image_.fields()[f];
    if (field.builtin == kMany && !supplied_.contains({row, f})) facts_.open_relations.emplace_back(row, f);
    eval::CellFact& fact = facts_.cell(row, f);
    if (field.builtin != kNotBuiltin || field.rule != kNone || fact.state != eval::CellFact::State::Missing) continue;
    // A further row of a single kind takes what it leaves out from the unnamed one.
    if (single || (options_.defaults && field.default_value != kNone)) continue;
    // A line gives the single rows that apply to its row; it chooses none by name.
    const image::TypeRecord& type = image_.types()[field.type];
    if (static_cast<Class>(type.cls) == Class::Ref && image_.rows()[type.target].selector == f) continue;
    fact.state = eval::CellFact::State::Unknown;
  }
}

std::uint32_t RowsOfJson::outermost(std::uint32_t kind) const {
  while (image_.rows()[kind].parent != kNone) kind = image_.rows()[kind].parent;
  return kind;
}

/// The line is all there is of its own kind; of other kinds only what it lists.
void RowsOfJson::unlisted() {
  facts_.unlisted.assign(image_.rows().size(), eval::Unlisted::None);
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    const std::uint32_t top = outermost(k);
    if (top != outermost(options_.row) && image_.rows()[top].single == 0 && !given_kinds_.contains(top))
      facts_.unlisted[k] = eval::Unlisted::Rows;
  }
}

/// What is not known may lead to unlisted rows of a kind, to what stands inside those, and to what those refer to.
void RowsOfJson::reach(std::uint32_t kind) {
  if (facts_.reached(kind) || image_.rows()[kind].single != 0) return;
  facts_.unlisted[kind] = eval::Unlisted::Reached;
  const image::RowRecord& row = image_.rows()[kind];
  for (std::uint32_t f = row.field_first; f < row.field_first + row.field_count; ++f) {
    const image::FieldRecord& field = image_.fields()[f];
    const image::TypeRecord& type = image_.types()[field.type];
    const bool refers = static_cast<Class>(type.cls) == Class::Ref || static_cast<Class>(type.cls) == Class::List;
    if (field.builtin == kMany || (refers && field.builtin == kNotBuiltin && facts_.open_kind(type.target)))
      reach(type.target);
  }
}

/// Whether some rule of the framework goes on from where a reference leads.
bool RowsOfJson::followed(std::uint32_t field) {
  if (followed_.empty()) {
    followed_.resize(image_.fields().size());
    for (const image::NodeRecord& n : image_.nodes()) {
      if (static_cast<Op>(n.op) == Op::Load || static_cast<Op>(n.op) == Op::Collect) followed_[n.x] = true;
    }
  }
  return followed_[field];
}

/// An unknown reference may lead to a row that the line does not list, unless it lists the rows of that kind.
void RowsOfJson::assume(eval::RowIndex row, std::uint32_t field, unsigned depth) {
  const image::FieldRecord& record = image_.fields()[field];
  const image::TypeRecord& type = image_.types()[record.type];
  if (record.builtin != kNotBuiltin || record.rule != kNone || static_cast<Class>(type.cls) != Class::Ref) return;
  if (facts_.cell(row, field).state != eval::CellFact::State::Unknown) return;
  const image::RowRecord& target = image_.rows()[type.target];
  if (given_kinds_.contains(type.target) || target.parent != kNone || target.single != 0) return;
  if (!followed(field)) return;
  if (depth >= kAssumedDepth || assumed_.size() >= kMostAssumed) return reach(type.target);
  const eval::RowIndex made = add(type.target, kNone, nullptr, prefixes_[row] + std::string(field_name(field)) + ".");
  assumed_.insert(made);
  unknowns(made);
  for (std::uint32_t f = target.field_first; f < target.field_first + target.field_count; ++f)
    assume(made, f, depth + 1);
}

void RowsOfJson::assumptions() {
  const std::size_t given = facts_.rows().size();
  for (eval::RowIndex row = 0; row < given; ++row) {
    const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) assume(row, f, 0);
  }
}

void RowsOfJson::singles() {
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (image_.rows()[k].single == 0 || image_.rows()[k].parent != kNone) continue;
    const eval::RowIndex single = facts_.add_row(k, kNone, name(k), {});
    facts_.row(single).named = false;
    prefixes_.push_back(k == options_.row ? std::string() : std::string(name(k)) + ".");
    if (k == options_.row) row_ = single;
  }
}

bool RowsOfJson::read(std::string_view line) {
  if (line.size() > kLongestLine || deep(line)) {
    sink_.report(diag::kind::JsonSyntax, {},
                 line.size() > kLongestLine ? "it is longer than 16 MiB" : "it is nested too deep");
    return false;
  }
  auto parsed = llvm::json::parse(llvm::StringRef(line.data(), line.size()));
  if (!parsed) {
    sink_.report(diag::kind::JsonSyntax, {}, complaint(llvm::toString(parsed.takeError())));
    return false;
  }
  tree_ = std::move(*parsed);
  const Object* object = tree_->getAsObject();
  if (object == nullptr) {
    sink_.report(diag::kind::JsonShape, {}, "a line", "one JSON object");
    return false;
  }
  if (const std::string_view twice = repeated_key(line); !twice.empty()) {
    sink_.report(diag::kind::KeyTwice, {}, twice);
    return false;
  }
  singles();
  if (row_ == kNone) {
    // A row that stands inside others gets ones around it of which nothing is known.
    std::vector<std::uint32_t> around;
    for (std::uint32_t k = image_.rows()[options_.row].parent; k != kNone; k = image_.rows()[k].parent)
      around.push_back(k);
    eval::RowIndex parent = kNone;
    for (auto it = around.rbegin(); it != around.rend(); ++it) {
      parent = add(*it, parent, nullptr, std::string(name(*it)) + ".");
      assumed_.insert(parent);
    }
    row_ = add(options_.row, parent, object, "");
  }
  keys(row_, *object, true);
  for (const Later& one : later_) cell(one);
  const std::size_t given = facts_.rows().size();
  for (eval::RowIndex row = 0; row < given; ++row) unknowns(row);
  unlisted();
  assumptions();
  // A relation that is left out may hold any number of rows.
  for (const auto& [row, relation] : facts_.open_relations)
    reach(image_.types()[image_.fields()[relation].type].target);
  if (sink_.errors() == 0) sentences();
  return sink_.errors() == 0;
}

}  // namespace msd::bind
