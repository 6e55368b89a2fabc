#include "compiler/generate/taste.h"

#include <array>

namespace msd::generate {

std::int64_t written_step(std::int64_t number, Dimension dimension) {
  const std::string text = print_quantity(number, dimension);
  const std::size_t end = text.find_first_not_of("-0123456789.");
  std::string one(text.substr(0, end));
  const std::size_t point = one.find('.');
  std::size_t unit = end == std::string::npos ? text.size() : end;
  while (unit < text.size() && text[unit] == ' ') ++unit;
  one = point == std::string::npos ? "1" : "0." + std::string(one.size() - point - 2, '0') + "1";
  QuantityError error;
  return parse_quantity(one, std::string_view(text).substr(unit), dimension, error).value_or(1);
}

namespace {

/// Something that a slot may hold.
std::string content(const tir::Program& program, const tir::Field& slot) {
  switch (slot.type.cls) {
  case Class::Bool: return "yes";
  case Class::Enum: return program[slot.type.enum_].values.front().name;
  case Class::Number: return print_quantity(slot.type.low, slot.type.dimension);
  case Class::Ref: return program[slot.type.row].name + "_1";
  default: return slot.name;
  }
}

/// The next number that is shorter to write, away from the limit that this one is a base unit beside.
std::vector<std::string> rounder(std::int64_t value, Dimension dimension) {
  std::vector<std::string> out;
  const std::size_t size = print_quantity(value, dimension).size();
  for (int side : {-1, 1}) {
    const std::int64_t limit = value + side;
    if (print_quantity(limit, dimension).size() + 2 > size) continue;
    out.push_back(print_quantity(limit - side * written_step(limit, dimension), dimension));
  }
  return out;
}

}  // namespace

Taste::Taste(const tir::Program& program) {
  for (const tir::SentenceTemplate& t : program.templates) {
    std::string text;
    for (const tir::SentencePiece& p : t.pieces) text += p.slot.valid() ? content(program, program[p.slot]) : p.literal;
    std::string quoted = "\"";
    for (char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    sentences_[program[t.field].name].push_back(quoted + '"');
  }
  for (const tir::Field& f : program.fields) {
    if (f.type.cls == Class::Number) limits_[f.name].dimension = f.type.dimension;
  }
  for (const tir::Expr& e : program.exprs) {
    if (e.op != Op::Compare) continue;
    for (const auto& [constant, other] : {std::pair{e.a, e.b}, std::pair{e.b, e.a}}) {
      if (program[constant].op == Op::Const) compared(program, other, program.constants[program[constant].x].number);
    }
  }
}

void Taste::compared(const tir::Program& program, tir::ExprId with, std::int64_t constant) {
  if (!with.valid()) return;
  const tir::Expr& e = program[with];
  if (e.op == Op::Load) {
    const tir::Field& field = program.fields[e.x];
    limits_[field.name].constants.insert(constant);
  }
  if (e.op != Op::Load && e.op != Op::Count && e.op != Op::CountDistinct) {
    for (tir::ExprId part : {e.a, e.b, e.c, e.d}) compared(program, part, constant);
  }
}

const std::vector<std::string>& Taste::sentences(std::string_view field) const {
  static const std::vector<std::string> kNone;
  const auto found = sentences_.find(field);
  return found == sentences_.end() ? kNone : found->second;
}

std::vector<std::string> Taste::limits(std::string_view field, std::string_view digits, std::string_view unit,
                                       bool low_first) const {
  const auto known = limits_.find(field);
  if (known == limits_.end()) return {};
  const auto& [dimension, constants] = known->second;
  QuantityError error;
  const auto value = parse_quantity(digits, unit, dimension, error);
  if (!value || constants.contains(*value)) return {};
  if (constants.empty()) return rounder(*value, dimension);
  const auto above = constants.upper_bound(*value);
  std::vector<std::string> out;
  if (above != constants.begin()) {
    const std::int64_t below = *std::prev(above);
    out.push_back(print_quantity(below + written_step(below, dimension), dimension));
  }
  if (above != constants.end()) out.push_back(print_quantity(*above, dimension));
  if (out.size() == 2 && !low_first) std::swap(out[0], out[1]);
  return out;
}

std::string Taste::row_name(const std::string& kind, std::size_t n) {
  static constexpr std::array kMore{"another", "third", "fourth", "fifth", "sixth"};
  const bool vowel = std::string_view("aeiou").find(kind[0]) != std::string_view::npos;
  if (n == 1) return (vowel ? "an_" : "a_") + kind;
  return n - 2 < kMore.size() ? std::string(kMore[n - 2]) + "_" + kind : kind + "_" + std::to_string(n);
}

}  // namespace msd::generate
