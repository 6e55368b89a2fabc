#include "runtime/bulk/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::bulk {

using records::Content;
using State = Content::State;

namespace {

bool set_of(const Column& column, std::string_view text, Content& out) {
  std::uint64_t mask = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    const std::uint32_t index = column.values.find(text.substr(0, end));
    if (index == kNoName) return false;
    mask |= std::uint64_t{1} << index;
    if (end + 1 == text.size()) return false;  // nothing behind the last `|`
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  out = {State::Value, static_cast<std::int64_t>(mask)};
  return true;
}

}  // namespace

CsvReader::CsvReader(const Schema& schema) : schema_(schema), contents_(schema.columns().size()) {}

/// The field at `at`, which then is on the comma behind it or at the end.
bool CsvReader::next(std::string_view record, std::size_t& at, Field& field, Fault& fault) {
  field.at = at;
  field.quoted = at < record.size() && record[at] == '"';
  if (!field.quoted) {
    const std::size_t end = std::min(record.find_first_of(",\"", at), record.size());
    if (end < record.size() && record[end] == '"') {
      fault = {end, "a quote may only stand around a whole field, or be doubled inside one that has quotes"};
      return false;
    }
    field.text = record.substr(at, end - at);
    at = end;
    return true;
  }
  unquoted_.clear();
  for (++at;; ++at) {
    const std::size_t quote = record.find('"', at);
    if (quote == std::string_view::npos) {
      fault = {field.at, "the quotes that begin here are not closed"};
      return false;
    }
    unquoted_ += record.substr(at, quote - at);
    at = quote + 1;
    if (at >= record.size() || record[at] == ',') break;
    if (record[at] != '"') {
      fault = {at, "a quote may only stand around a whole field, or be doubled inside one that has quotes"};
      return false;
    }
    unquoted_ += '"';
  }
  field.text = unquoted_;
  return true;
}

bool CsvReader::content(const Column& column, const Field& field, Content& out) {
  if (field.text.empty() && !field.quoted && !(column.required && column.cls == Class::Set)) {
    out = {};
    return !column.required;
  }
  if (column.rejectable && field.text == kRejectedWord) return out = {State::Rejected, 0}, true;
  if (column.cls == Class::Set) return set_of(column, field.text, out);
  if (column.cls == Class::Number) {
    const auto number = number_of_text(column, field.text);
    if (number) out = {State::Value, *number};
    return number.has_value();
  }
  const std::uint32_t index = column.values.find(field.text);
  if (index == kNoName) return false;
  out = {State::Value, column.cls == Class::Bool ? index & 1U : index};
  return true;
}

bool CsvReader::header(std::string_view record, Fault& fault) {
  std::vector<bool> has(contents_.size());
  Field field;
  order_.clear();
  for (std::size_t at = 0;; ++at) {
    if (!next(record, at, field, fault)) return false;
    const std::uint32_t index = schema_.names().find(field.text);
    if (index == kNoName) return fault = {field.at, schema_.no_column(field.text)}, false;
    if (has[index]) return fault = {field.at, shown(field.text) + " is named twice"}, false;
    has[index] = true;
    order_.push_back(index);
    if (at >= record.size()) break;
  }
  if (auto lacking = schema_.complete(contents_, has)) return fault = {0, std::move(*lacking)}, false;
  return true;
}

bool CsvReader::read(std::string_view record, Fault& fault) {
  std::size_t fields = 0;
  Field field;
  for (std::size_t at = 0;; ++at) {
    if (!next(record, at, field, fault)) return false;
    if (fields == order_.size()) {
      fault = {field.at, fmt::format("the record has more than the {} fields that the header names", order_.size())};
      return false;
    }
    const Column& column = schema_.columns()[order_[fields]];
    if (!content(column, field, contents_[order_[fields++]]))
      return fault = {field.at, no_content(column, field.text)}, false;
    if (at >= record.size()) break;
  }
  if (fields == order_.size()) return true;
  fault = {record.size(), fmt::format("the record has {} fields, but the header names {}", fields, order_.size())};
  return false;
}

}  // namespace msd::bulk
