#include "runtime/report/display.h"

#include <fmt/format.h>

#include <bit>

namespace msd::report {

namespace {

using image::kNone;

std::string finite_name(const image::Image& image, const image::TypeRecord& type, unsigned value, Style style) {
  if (static_cast<Class>(type.cls) == Class::Bool) {
    if (style == Style::Identifier) return value != 0 ? "yes" : "no";
    return std::string(image.text(value != 0 ? type.true_label : type.false_label));
  }
  const image::EnumRecord& record = image.enums()[type.target];
  const image::ValueRecord& entry = image.values()[record.value_first + value];
  return std::string(image.text(style == Style::Label ? entry.label : entry.name));
}

void append_joined(std::string& out, std::string_view part) {
  if (!out.empty()) out += ", ";
  out += part;
}

std::string braces(const std::string& inner, Style style) {
  return style == Style::Identifier ? "{" + inner + "}" : inner;
}

}  // namespace

std::string show_value(const eval::Facts& facts, std::uint32_t type_index, const eval::Value& value, Style style) {
  const image::Image& image = facts.image();
  const image::TypeRecord& type = image.types()[type_index];
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool:
  case Class::Enum: return finite_name(image, type, static_cast<unsigned>(std::countr_zero(value.mask)), style);
  case Class::Set: {
    std::string out;
    for (std::uint64_t rest = value.mask; rest != 0; rest &= rest - 1) {
      append_joined(out, finite_name(image, type, static_cast<unsigned>(std::countr_zero(rest)), style));
    }
    return braces(out, style);
  }
  case Class::Number: return print_quantity(value.number, static_cast<Dimension>(type.dimension));
  case Class::Text: {
    const std::string_view text = facts.symbols.text(static_cast<std::uint32_t>(value.number));
    return style == Style::Identifier ? fmt::format("\"{}\"", text) : std::string(text);
  }
  case Class::Id: return std::string(facts.symbols.text(static_cast<std::uint32_t>(value.number)));
  case Class::Ref: return row_name(facts, static_cast<eval::RowIndex>(value.number));
  case Class::List: {
    std::string out;
    for (eval::RowIndex row : value.list) append_joined(out, row_name(facts, row));
    return braces(out, style);
  }
  }
  return {};
}

std::string show_outcome(const eval::Facts& facts, std::uint32_t field, const eval::Outcome& outcome, Style style) {
  const bool words = style == Style::Identifier;
  switch (outcome.state) {
  case eval::Outcome::State::Value: return show_value(facts, facts.image().fields()[field].type, outcome.value, style);
  case eval::Outcome::State::Unknown: return "?";
  case eval::Outcome::State::Absent: return words ? "absent" : "";
  case eval::Outcome::State::Rejected: return words ? "rejected" : "";
  }
  return {};
}

std::string show_possible(const eval::Facts& facts, std::uint32_t field, const eval::Possible& possible) {
  return show_possible_of(facts, facts.image().fields()[field].type, possible);
}

std::string show_possible_of(const eval::Facts& facts, std::uint32_t type_index, const eval::Possible& possible) {
  const image::Image& image = facts.image();
  const image::TypeRecord& type = image.types()[type_index];
  const auto cls = static_cast<Class>(type.cls);
  std::string out;
  if (cls == Class::Bool || cls == Class::Enum) {
    for (std::uint64_t rest = possible.mask & ~(kAbsent | kRejected); rest != 0; rest &= rest - 1) {
      append_joined(out, finite_name(image, type, static_cast<unsigned>(std::countr_zero(rest)), Style::Identifier));
    }
  } else if (cls == Class::Number && possible.values.size() > (possible.open ? 1 : 4)) {
    // Many values of a quantity are the points that were tried, or there are more between them; what a reader wants are
    // the ends.
    out = show_value(facts, type_index, possible.values.front(), Style::Identifier) + " .. " +
          show_value(facts, type_index, possible.values.back(), Style::Identifier);
  } else {
    for (const eval::Value& value : possible.values)
      append_joined(out, show_value(facts, type_index, value, Style::Identifier));
  }
  if ((possible.mask & kAbsent) != 0) append_joined(out, "absent");
  if ((possible.mask & kRejected) != 0) append_joined(out, "rejected");
  if (possible.open && (cls != Class::Number || possible.values.size() < 2)) append_joined(out, "…");
  return "{" + out + "}";
}

std::string row_name(const eval::Facts& facts, eval::RowIndex row) {
  return std::string(facts.symbols.text(facts.rows()[row].name));
}

std::string cell_name(const eval::Facts& facts, eval::CellRef cell) {
  return fmt::format("{}.{}", row_name(facts, cell.row), facts.image().text(facts.image().fields()[cell.field].name));
}

std::string fill(eval::Evaluator& evaluator, std::uint32_t text_template, eval::RowIndex row) {
  return fill(evaluator, text_template, row == kNone ? std::vector<eval::RowIndex>{} : std::vector{row});
}

std::string fill(eval::Evaluator& evaluator, std::uint32_t text_template, const std::vector<eval::RowIndex>& around,
                 bool in_file) {
  const image::Image& image = evaluator.facts().image();
  const image::TextTemplateRecord& record = image.text_templates()[text_template];
  std::string out;
  bool quoted = false;
  for (std::uint32_t i = 0; i < record.piece_count; ++i) {
    const image::TextPieceRecord& piece = image.text_pieces()[record.piece_first + i];
    if (piece.slot == kNone) {
      const std::string_view literal = image.text(piece.literal);
      for (std::size_t at = 0; at < literal.size(); ++at)
        quoted = quoted != (literal[at] == '"' && (at == 0 || literal[at - 1] != '\\'));
      out += literal;
      continue;
    }
    const eval::Outcome outcome = evaluator.node(piece.slot, around);
    if (outcome.state == eval::Outcome::State::Value) {
      const Style style = in_file && !quoted ? Style::Identifier : Style::Label;
      const std::string shown = show_value(evaluator.facts(), image.nodes()[piece.slot].type, outcome.value, style);
      for (const char c : shown) {
        const bool escaped = in_file && quoted && (c == '"' || c == '\\');
        out += escaped ? std::string{'\\', c} : std::string(1, in_file && c == '\n' ? ' ' : c);
      }
    } else if (in_file || outcome.state == eval::Outcome::State::Unknown) {
      out += "?";
    } else {
      out += "–";
    }
  }
  return out;
}

}  // namespace msd::report
