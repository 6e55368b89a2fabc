#include "runtime/bulk/schema.h"

#include "runtime/image/quantity.h"
#include "runtime/report/display.h"
#include "runtime/report/escape.h"

#include <fmt/format.h>

#include <cstdlib>

namespace msd::bulk {

namespace {

std::string expectation(const image::Image& image, const image::TypeRecord& type) {
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: return "true or false";
  case Class::Enum: return fmt::format("a value of `{}`", image.text(image.enums()[type.target].name));
  case Class::Set: return fmt::format("an array of values of `{}`", image.text(image.enums()[type.target].name));
  default: break;
  }
  const auto dimension = static_cast<Dimension>(type.dimension);
  return fmt::format("a {} from {} to {}", name(dimension), print_quantity(image.number(type.low), dimension),
                     print_quantity(image.number(type.high), dimension));
}

std::vector<std::string_view> values_of(const image::Image& image, const image::TypeRecord& type) {
  const auto cls = static_cast<Class>(type.cls);
  if (cls == Class::Bool) return {"false", "true", "no", "yes"};
  std::vector<std::string_view> names;
  if (cls == Class::Enum || cls == Class::Set) {
    const image::EnumRecord& of = image.enums()[type.target];
    for (std::uint32_t i = 0; i < of.value_count; ++i)
      names.push_back(image.text(image.values()[of.value_first + i].name));
  }
  return names;
}

Column column_of(const image::Image& image, const records::Column& column) {
  const image::TypeRecord& type = image.types()[column.type];
  Column out;
  out.cls = static_cast<Class>(type.cls);
  out.required = type.optional == 0;
  out.rejectable = column.kind == records::Column::Kind::Measure;
  out.dimension = static_cast<Dimension>(type.dimension);
  out.whole = type.integer != 0 && out.dimension == Dimension::Count;
  if (out.cls == Class::Number) out.low = image.number(type.low), out.high = image.number(type.high);
  out.values = Names(values_of(image, type));
  out.short_values = ShortNames(values_of(image, type));
  out.name = column.name;
  out.expected = expectation(image, type);
  if (!out.required) out.expected += " or null";
  return out;
}

std::vector<std::string_view> names_of(const records::Program& program) {
  std::vector<std::string_view> names;
  for (const records::Column& c : program.columns) names.push_back(c.name);
  return names;
}

}  // namespace

Schema::Schema(const records::Program& program, Hint hint)
    : program_(program), names_(names_of(program)), hint_(std::move(hint)) {
  for (const records::Column& c : program.columns) {
    columns_.push_back(column_of(program.image, c));
    columns_.back().key_text = report::json_string(c.name) + ":";
    columns_.back().key = Pattern(columns_.back().key_text);
  }
}

std::string Schema::no_column(std::string_view name) const {
  const std::string meant = hint_ ? hint_(name, names_of(program_)) : std::string();
  return "there is no column " + shown(name) + (meant.empty() ? "" : "; " + meant);
}

std::optional<std::string> Schema::complete(std::span<records::Content> contents, const std::vector<bool>& has) const {
  std::string lacking;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (has[i]) continue;
    contents[i] = {};
    if (columns_[i].required) lacking += fmt::format("{}`{}`", lacking.empty() ? "" : ", ", columns_[i].name);
  }
  if (lacking.empty()) return std::nullopt;
  return "there is no " + lacking;
}

std::optional<std::int64_t> number_of_text(const Column& column, std::string_view text) {
  const auto number = parse_quantity(text, column.dimension);
  return number && fits(column, *number) ? number : std::nullopt;
}

std::optional<std::int64_t> number_of_json(const Column& column, const std::string& number) {
  if (column.dimension != Dimension::Count && column.dimension != Dimension::Ratio) return std::nullopt;
  const auto found = millionths(std::strtod(number.c_str(), nullptr));
  return found && fits(column, *found) ? found : std::nullopt;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out = report::valid_utf8(text.substr(0, 4 * kMost));
  if (out.size() > kMost) {
    std::size_t end = kMost - 3;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80) --end;
    out = out.substr(0, end) + "…";
  }
  return "`" + report::printable(out) + "`";
}

std::string no_content(const Column& column, std::string_view written) {
  return fmt::format("`{}` is {}, but must be {}", column.name, shown(written), column.expected);
}

}  // namespace msd::bulk
