#include "runtime/eval/facts.h"

namespace msd::eval {

Symbols& Symbols::operator=(const Symbols& other) {
  if (this == &other) return *this;
  index_.clear();  // its keys point into the texts
  texts_ = other.texts_;
  for (std::uint32_t symbol = 0; symbol < texts_.size(); ++symbol) index_.emplace(texts_[symbol], symbol);
  return *this;
}

std::uint32_t Symbols::intern(std::string_view text) {
  if (const auto it = index_.find(text); it != index_.end()) return it->second;
  texts_.emplace_back(text);
  const auto symbol = static_cast<std::uint32_t>(texts_.size() - 1);
  index_.emplace(texts_.back(), symbol);
  return symbol;
}

std::uint32_t Symbols::find(std::string_view text) const {
  const auto it = index_.find(text);
  return it == index_.end() ? kNone : it->second;
}

RowIndex Facts::add_row(std::uint32_t kind, RowIndex parent, std::string_view name, Place where) {
  RowFact row;
  row.kind = kind;
  row.parent = parent;
  row.name = symbols.intern(name);
  row.cell_first = static_cast<std::uint32_t>(cells_.size());
  row.place = where;
  row.written = true;
  cells_.resize(cells_.size() + image_->rows()[kind].field_count);
  const auto index = static_cast<RowIndex>(rows_.size());
  rows_.push_back(row);
  by_kind_[kind].push_back(index);
  return index;
}

RowIndex Facts::single(std::uint32_t kind) const {
  if (image_->rows()[kind].single == 0 || by_kind_[kind].empty()) return kNone;
  for (RowIndex row : by_kind_[kind]) {
    if (!rows_[row].named) return row;
  }
  return by_kind_[kind].front();
}

CellFact& Facts::cell(RowIndex row, std::uint32_t field) {
  const RowFact& fact = rows_[row];
  return cells_[fact.cell_first + field - image_->rows()[fact.kind].field_first];
}

const CellFact& Facts::cell(RowIndex row, std::uint32_t field) const {
  const RowFact& fact = rows_[row];
  return cells_[fact.cell_first + field - image_->rows()[fact.kind].field_first];
}

}  // namespace msd::eval
