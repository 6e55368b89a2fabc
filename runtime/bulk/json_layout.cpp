#include "runtime/bulk/json_layout.h"

#include "runtime/bulk/json_value.h"

#include <numeric>

namespace msd::bulk {

using Width = Pattern::Width;

Layout::Layout(const Schema& schema, std::span<records::Content> contents) : schema_(schema), contents_(contents) {
  std::vector<std::uint32_t> all(contents.size());
  std::iota(all.begin(), all.end(), 0U);
  learn(all);
}

Layout::Kind Layout::kind(const Column& column) {
  if (column.cls == Class::Bool) return Kind::Bool;
  if (column.cls != Class::Enum || column.short_values.blocks() == 0) return Kind::Other;
  return column.short_values.blocks() == 1 ? Kind::Enum16 : Kind::Enum32;
}

template <Width kWidth, Layout::Kind kKind> const char* Layout::member(const char* p, const Step& step) {
  if (!step.text.stands_at<kWidth>(p)) return nullptr;
  p += step.text.size();
  const char* next = nullptr;
  if constexpr (kKind == Kind::Bool) next = quick_bool(p, step.out);
  if constexpr (kKind == Kind::Enum16) next = quick_enum<1>(p, step.column, step.out);
  if constexpr (kKind == Kind::Enum32) next = quick_enum<2>(p, step.column, step.out);
  if constexpr (kKind == Kind::Other) return quick_value<false>(p, step.column, step.out);
  return next != nullptr ? next : quick_word(p, step.column, step.out);
}

const char* Layout::spaced_member(const char* p, const Step& step) {
  if (*p != (step.first ? '{' : ',')) return nullptr;
  p = past_blanks(p + 1);
  if (!step.column.key.stands_at(p)) return nullptr;
  p = quick_value<true>(past_blanks(p + step.column.key.size()), step.column, step.out);
  return p != nullptr ? past_blanks(p) : nullptr;
}

template <Width kWidth> Layout::Read Layout::member_of(const Column& column) {
  switch (kind(column)) {
  case Kind::Bool: return member<kWidth, Kind::Bool>;
  case Kind::Enum16: return member<kWidth, Kind::Enum16>;
  case Kind::Enum32: return member<kWidth, Kind::Enum32>;
  default: return member<kWidth, Kind::Other>;
  }
}

void Layout::learn(std::span<const std::uint32_t> columns) {
  std::vector<bool> has(contents_.size());
  steps_.clear();
  for (const std::uint32_t index : columns) {
    const Column& column = schema_.columns()[index];
    const bool first = steps_.empty();
    has[index] = true;
    const Pattern text((first ? "{" : ",") + column.key_text);
    const Read reads = text.width() == Width::Bytes    ? member_of<Width::Bytes>(column)
                       : text.width() == Width::Words  ? member_of<Width::Words>(column)
                       : text.width() == Width::Blocks ? member_of<Width::Blocks>(column)
                                                       : member_of<Width::None>(column);
    steps_.push_back({text, column, contents_[index], index, first, reads, spaced_member});
  }
  left_out_.clear();
  for (std::uint32_t i = 0; i < has.size(); ++i) {
    if (!has[i]) left_out_.push_back(i);
  }
}

}  // namespace msd::bulk
