#include "compiler/bind/rows_of_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace msd::bind {

using image::kNone;

namespace {
std::string_view view(llvm::StringRef text) { return {text.data(), text.size()}; }
bool deep(std::string_view line) {
  int depth = 0;
  for (char c : line) {
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    if (depth > 64) return true;
  }
  return false;
}
}  // namespace

std::uint32_t RowsOfJson::field_of(std::uint32_t kind, std::string_view name) const {
  const image::RowRecord& row = image_.rows()[kind];
  for (std::uint32_t f = row.field_first; f < row.field_first + row.field_count; ++f) {
    if (image_.text(image_.fields()[f].name) == name) return f;
  }
  return kNone;
}

std::uint32_t RowsOfJson::kind_of(std::string_view name) const {
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (image_.text(image_.rows()[k].name) == name) return k;
  }
  return kNone;
}

void RowsOfJson::bad(std::uint32_t field) {
  errors_.push_back(fmt::format("`{}` has no value of its type", image_.text(image_.fields()[field].name)));
}

eval::RowIndex RowsOfJson::add(std::uint32_t kind, eval::RowIndex parent, const llvm::json::Object& object) {
  std::string name;
  if (const auto text = object.getString("name")) name = text->str();
  const bool named = !name.empty();
  if (!named) name = fmt::format("{}_{}", image_.text(image_.rows()[kind].name), facts_.of_kind(kind).size() + 1);
  for (eval::RowIndex other : facts_.of_kind(kind)) {
    if (facts_.symbols.text(facts_.rows()[other].name) == name)
      errors_.push_back(fmt::format("two rows are called `{}`", name));
  }
  const eval::RowIndex row = facts_.add_row(kind, parent, name, {});
  facts_.row(row).named = named && image_.rows()[kind].single != 0 ? true : image_.rows()[kind].single == 0;
  return row;
}

void RowsOfJson::keys(eval::RowIndex row, const llvm::json::Object& object, bool top) {
  const std::uint32_t kind = facts_.rows()[row].kind;
  // Objects keep no order; keys are taken sorted, so that equal lines give equal reports.
  std::vector<std::pair<std::string_view, const llvm::json::Value*>> sorted;
  for (const auto& [key, value] : object) sorted.emplace_back(view(key), &value);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [key, value] : sorted) {
    const std::uint32_t field = field_of(kind, key);
    if (field == kNone) {
      if (top) {
        other_key(key, *value);
      } else {
        errors_.push_back(fmt::format("`{}` has no field `{}`", image_.text(image_.rows()[kind].name), key));
      }
      continue;
    }
    const image::FieldRecord& record = image_.fields()[field];
    if (record.builtin == 1) continue;
    if (record.builtin == 3) {
      const llvm::json::Array* members = value->getAsArray();
      supplied_.emplace_back(row, field);
      if (members == nullptr) {
        errors_.push_back(fmt::format("`{}` must be an array of objects", key));
        continue;
      }
      for (const llvm::json::Value& member : *members) {
        const llvm::json::Object* inner = member.getAsObject();
        if (inner == nullptr) {
          errors_.push_back(fmt::format("`{}` must hold objects", key));
          continue;
        }
        keys(add(image_.types()[record.type].target, row, *inner), *inner, false);
      }
    } else if (record.builtin != 0) {
      errors_.push_back(fmt::format("`{}` follows from other rows and cannot be given", key));
    } else {
      later_.push_back({row, field, value});
    }
  }
}

/// A key of the line that is no field of its row: a field of a single row, or the rows of another kind.
void RowsOfJson::other_key(std::string_view key, const llvm::json::Value& value) {
  if (const std::size_t dot = key.find('.'); dot != std::string_view::npos) {
    const std::uint32_t kind = kind_of(key.substr(0, dot));
    const std::uint32_t field = kind == kNone ? kNone : field_of(kind, key.substr(dot + 1));
    if (field == kNone || image_.rows()[kind].single == 0) {
      errors_.push_back(fmt::format("`{}` is no field of a single row", key));
    } else {
      later_.push_back({facts_.single(kind), field, &value});
    }
    return;
  }
  if (const std::uint32_t kind = kind_of(key);
      kind != kNone && image_.rows()[kind].parent == kNone && value.getAsArray() != nullptr) {
    supplied_kinds_.insert(kind);
    for (const llvm::json::Value& member : *value.getAsArray()) {
      if (const llvm::json::Object* inner = member.getAsObject()) {
        keys(add(kind, kNone, *inner), *inner, false);
      } else {
        errors_.push_back(fmt::format("`{}` must hold objects", key));
      }
    }
    return;
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (image_.rows()[k].single == 0) continue;
    const std::uint32_t field = field_of(k, key);
    if (field != kNone && image_.fields()[field].builtin == 0) found.push_back(field);
  }
  if (found.empty()) {
    errors_.push_back(fmt::format("`{}` has no field `{}`", options_.row, key));
  } else if (found.size() > 1) {
    errors_.push_back(fmt::format("`{0}` can be `{1}.{0}` or `{2}.{0}`", key,
                                  image_.text(image_.rows()[image_.fields()[found[0]].row].name),
                                  image_.text(image_.rows()[image_.fields()[found[1]].row].name)));
  } else {
    later_.push_back({facts_.single(image_.fields()[found[0]].row), found[0], &value});
  }
}

bool RowsOfJson::finite(const llvm::json::Value& value, const image::TypeRecord& type, std::uint64_t& mask) {
  if (static_cast<Class>(type.cls) == Class::Bool) {
    const auto flag = value.getAsBoolean();
    if (flag) mask = *flag ? 2 : 1;
    return flag.hasValue();
  }
  const auto text = value.getAsString();
  if (!text) return false;
  const image::EnumRecord& of = image_.enums()[type.target];
  for (std::uint32_t i = 0; i < of.value_count; ++i) {
    if (image_.text(image_.values()[of.value_first + i].name) == view(*text)) return mask = std::uint64_t{1} << i, true;
  }
  return false;
}

bool RowsOfJson::reference(const llvm::json::Value& value, std::uint32_t kind, std::int64_t& out) {
  const auto text = value.getAsString();
  if (!text) return false;
  for (eval::RowIndex row : facts_.of_kind(kind)) {
    if (facts_.symbols.text(facts_.rows()[row].name) == view(*text)) return out = row, true;
  }
  return false;
}

void RowsOfJson::cell(const Later& later) {
  eval::CellFact& fact = facts_.cell(later.row, later.field);
  const image::TypeRecord& type = image_.types()[image_.fields()[later.field].type];
  const llvm::json::Value& value = *later.value;
  if (value.getAsNull()) {
    fact.state = eval::CellFact::State::Absent;
    return;
  }
  fact.state = eval::CellFact::State::Stated;
  bool good = false;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
  case Class::Enum: good = finite(value, type, fact.value.mask); break;
  case Class::Set:
    if (const llvm::json::Array* items = value.getAsArray()) {
      good = true;
      for (const llvm::json::Value& item : *items) {
        std::uint64_t one = 0;
        good = finite(item, type, one) && good;
        fact.value.mask |= one;
      }
    }
    break;
  case Class::Number: {
    const auto dimension = static_cast<Dimension>(type.dimension);
    QuantityError error;
    std::optional<std::int64_t> found;
    if (const auto text = value.getAsString()) {
      const std::string_view all = view(*text);
      const std::size_t end = all.find_first_not_of("-0123456789.");
      const std::size_t unit = end == std::string_view::npos ? end : all.find_first_not_of(' ', end);
      found = parse_quantity(all.substr(0, end), unit == std::string_view::npos ? std::string_view() : all.substr(unit),
                             dimension, error);
    } else if (const auto number = value.getAsNumber();
               number && (dimension == Dimension::Count || dimension == Dimension::Ratio)) {
      const double scaled = *number * 1e6;
      if (std::abs(scaled) < 9e18 && scaled == std::floor(scaled)) found = static_cast<std::int64_t>(scaled);
    }
    good = found && *found >= image_.number(type.low) && *found <= image_.number(type.high);
    if (good) fact.value.number = *found;
    break;
  }
  case Class::Text:
  case Class::Id:
    if (const auto text = value.getAsString()) {
      fact.value.number = facts_.symbols.intern(view(*text));
      good = true;
    }
    break;
  case Class::Ref: good = reference(value, type.target, fact.value.number); break;
  case Class::List:
    if (const llvm::json::Array* items = value.getAsArray()) {
      good = true;
      for (const llvm::json::Value& item : *items) {
        std::int64_t row = 0;
        good = reference(item, type.target, row) && good;
        fact.value.list.push_back(static_cast<eval::RowIndex>(row));
      }
    }
    break;
  }
  if (!good) {
    fact = {};
    bad(later.field);
  }
}

std::uint32_t RowsOfJson::outermost(std::uint32_t kind) const {
  while (image_.rows()[kind].parent != kNone) kind = image_.rows()[kind].parent;
  return kind;
}

/// A relation that was not supplied: any number of rows may stand there, with all that stands inside them.
void RowsOfJson::open(eval::RowIndex row, std::uint32_t relation) {
  facts_.open_relations.emplace_back(row, relation);
  std::vector<std::uint32_t> inside{image_.types()[image_.fields()[relation].type].target};
  while (!inside.empty()) {
    const std::uint32_t kind = inside.back();
    inside.pop_back();
    if (facts_.open_kinds[kind]) continue;
    facts_.open_kinds[kind] = true;
    for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
      if (image_.rows()[k].parent == kind) inside.push_back(k);
    }
  }
}

/// What is not said is not known: without --defaults also what has a default.
void RowsOfJson::unknowns() {
  // The line is all there is of its own kind; of other kinds only what was given as an array is.
  facts_.open_kinds.assign(image_.rows().size(), false);
  const std::uint32_t own = outermost(facts_.rows()[row_].kind);
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    const std::uint32_t top = outermost(k);
    facts_.open_kinds[k] = top != own && image_.rows()[top].single == 0 && !supplied_kinds_.contains(top);
  }
  for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
    const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      const image::FieldRecord& field = image_.fields()[f];
      if (field.builtin == 3 && std::find(supplied_.begin(), supplied_.end(), std::pair(row, f)) == supplied_.end())
        open(row, f);
      eval::CellFact& fact = facts_.cell(row, f);
      if (field.builtin != 0 || field.rule != kNone || fact.state != eval::CellFact::State::Missing) continue;
      // A line gives the single rows that apply to its row, so it chooses none by name.
      const std::uint32_t target = image_.types()[field.type].target;
      const bool selects =
          static_cast<Class>(image_.types()[field.type].cls) == Class::Ref && image_.rows()[target].selector == f;
      if (selects) continue;
      if (!options_.defaults || field.default_value == kNone) fact.state = eval::CellFact::State::Unknown;
    }
  }
}

bool RowsOfJson::read(std::string_view line) {
  if (deep(line)) return errors_.push_back("the line is nested too deep"), false;
  auto parsed = llvm::json::parse(llvm::StringRef(line.data(), line.size()));
  if (!parsed) {
    errors_.push_back("this is not JSON: " + llvm::toString(parsed.takeError()));
    return false;
  }
  tree_ = std::move(*parsed);
  const llvm::json::Object* object = tree_->getAsObject();
  if (object == nullptr) return errors_.push_back("a line must be one JSON object"), false;
  const std::uint32_t kind = kind_of(options_.row);
  for (std::uint32_t k = 0; k < image_.rows().size(); ++k) {
    if (image_.rows()[k].single == 0 || image_.rows()[k].parent != kNone) continue;
    const eval::RowIndex single = facts_.add_row(k, kNone, image_.text(image_.rows()[k].name), {});
    facts_.row(single).named = false;
    if (k == kind) row_ = single;
  }
  // A row that stands inside others gets unknown ones around it.
  std::vector<std::uint32_t> around;
  for (std::uint32_t k = image_.rows()[kind].parent; k != kNone; k = image_.rows()[k].parent) around.push_back(k);
  eval::RowIndex parent = kNone;
  for (auto it = around.rbegin(); it != around.rend(); ++it) parent = add(*it, parent, {});
  if (row_ == kNone) row_ = add(kind, parent, *object);
  keys(row_, *object, true);
  for (const Later& later : later_) cell(later);
  unknowns();
  return errors_.empty();
}

}  // namespace msd::bind
