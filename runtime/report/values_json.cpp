#include "runtime/report/values_json.h"

#include "runtime/report/display.h"

namespace msd::report {

namespace {

constexpr std::size_t kListedNumbers = 4;

/// Each member of a mask as a value of its own.
template <class Visit> void each_bit(std::uint64_t mask, const Visit& visit) {
  for (; mask != 0; mask &= mask - 1) {
    eval::Value one;
    one.mask = mask & (~mask + 1);
    visit(one);
  }
}

}  // namespace

void write_value(JsonWriter& json, const eval::Facts& facts, std::uint32_t type_index, const eval::Value& value) {
  const image::TypeRecord& type = facts.image().types()[type_index];
  const std::string shown = show_value(facts, type_index, value, Style::Identifier);
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: json.boolean(value.mask == 2); break;
  case Class::Number:
    static_cast<Dimension>(type.dimension) == Dimension::Count ? json.raw(shown) : json.text(shown);
    break;
  case Class::Text: json.text(facts.symbols.text(static_cast<std::uint32_t>(value.number))); break;
  case Class::Set:
    json.open_array();
    each_bit(value.mask, [&](const eval::Value& one) {
      const std::string braced = show_value(facts, type_index, one, Style::Identifier);  // {member}
      json.text(std::string_view(braced).substr(1, braced.size() - 2));
    });
    json.close_array();
    break;
  case Class::List:
    json.open_array();
    for (eval::RowIndex row : value.list) json.text(row_name(facts, row));
    json.close_array();
    break;
  case Class::Enum:
  case Class::Id:
  case Class::Ref: json.text(shown); break;
  }
}

void write_possible(JsonWriter& json, const eval::Facts& facts, std::uint32_t type, const eval::Possible& possible) {
  const auto cls = static_cast<Class>(facts.image().types()[type].cls);
  json.open_array();
  if (cls == Class::Bool || cls == Class::Enum)
    each_bit(possible.mask & ~(kAbsent | kRejected),
             [&](const eval::Value& one) { write_value(json, facts, type, one); });
  if (cls == Class::Number && possible.values.size() > kListedNumbers) {
    // The points that were tried, not all that lie between them.
    json.open_object();
    json.key("from");
    write_value(json, facts, type, possible.values.front());
    json.key("to");
    write_value(json, facts, type, possible.values.back());
    json.close_object();
  } else {
    for (const eval::Value& one : possible.values) write_value(json, facts, type, one);
  }
  if ((possible.mask & kAbsent) != 0) json.null();
  json.close_array();
}

}  // namespace msd::report
