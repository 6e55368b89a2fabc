#include "compiler/bind/headers.h"

namespace msd::bind {

using image::kNone;

std::uint32_t kind_by_word(const image::Image& image, std::string_view word, std::uint32_t around) {
  for (std::uint32_t kind = 0; kind < image.rows().size(); ++kind) {
    const image::RowRecord& row = image.rows()[kind];
    if (row.parent == around && image.text(image.header_parts()[row.header_first].word) == word) return kind;
  }
  return kNone;
}

std::size_t name_position(const image::Image& image, const ast::Entry& entry, std::uint32_t kind) {
  const image::RowRecord& row = image.rows()[kind];
  for (std::uint32_t i = 1; i < row.header_count && i < entry.values.size(); ++i) {
    if (image.header_parts()[row.header_first + i].kind == 1) return i;
  }
  const bool word = entry.values.size() > 1 && entry.values[1].kind == ast::Value::Kind::Word;
  return row.single != 0 && row.header_count == 1 && word ? 1 : 0;
}

std::string_view name_by_header(const image::Image& image, const ast::Entry& entry, std::uint32_t kind) {
  const std::size_t at = name_position(image, entry, kind);
  if (at == 0) return {};
  const ast::Value& value = entry.values[at];
  if (value.kind == ast::Value::Kind::Word) return value.word.text;
  return value.kind == ast::Value::Kind::Text ? value.text.value : std::string_view();
}

}  // namespace msd::bind
