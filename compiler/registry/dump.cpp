#include "compiler/registry/build.h"

#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace msd::registry {

namespace {

using llvm::json::Array;
using llvm::json::Object;

std::string cell(const tir::Program& program, tir::FieldId id) {
  return program[program[id].row].name + "." + program[id].name;
}

std::string_view name(Reading reading) {
  switch (reading) {
  case Reading::Rule: return "";
  case Reading::Stated: return "stated";
  case Reading::Judged: return "judged";
  }
  return "";
}

std::string_view name(tir::Rule::Kind kind) {
  switch (kind) {
  case tir::Rule::Kind::Derive: return "derive";
  case tir::Rule::Kind::Classify: return "classify";
  case tir::Rule::Kind::Unique: return "unique";
  case tir::Rule::Kind::Attach: return "attach";
  }
  return "";
}

std::string version(const tir::Program& p) {
  return std::to_string(p.major) + "." + std::to_string(p.minor) + (p.patch == 0 ? "" : "." + std::to_string(p.patch));
}

std::string step_text(const tir::Program& program, const tir::Field& field) {
  return field.step.valid() ? print_quantity(program.steps[field.step.index].number, Dimension::Count) : std::string();
}

/// The type as a declaration would have it; for numbers with the range.
std::string type_text(const tir::Program& program, const tir::Type& type) {
  if (type.cls != Class::Number) return describe(type, program);
  return fmt::format("{}{} {} .. {}", type.optional ? "optional " : "", type.integer ? "int" : "decimal",
                     print_quantity(type.low, type.dimension), print_quantity(type.high, type.dimension));
}

std::string constant(const tir::Program& program, const tir::Type& type, const tir::Const& value) {
  std::string out;
  auto value_name = [&](unsigned bit) {
    return type.cls == Class::Bool ? std::string(bit != 0 ? "yes" : "no") : program[type.enum_].values[bit].name;
  };
  switch (value.kind) {
  case tir::Const::Kind::Absent: return type.cls == Class::List ? "{}" : "absent";
  case tir::Const::Kind::Finite:
  case tir::Const::Kind::Set:
    for (unsigned bit = 0; bit < kMaxEnumValues; ++bit) {
      if ((value.mask >> bit & 1U) != 0) out += (out.empty() ? "" : ", ") + value_name(bit);
    }
    return value.kind == tir::Const::Kind::Set ? "{" + out + "}" : out;
  case tir::Const::Kind::Number: return print_quantity(value.number, type.dimension);
  case tir::Const::Kind::Text: return value.text;
  }
  return out;
}

Array values(const tir::Program& program, const tir::Field& field) {
  Array out;
  if (field.type.cls == Class::Bool) {
    out.push_back(Object{{"id", "yes"}, {"label", field.true_label}});
    out.push_back(Object{{"id", "no"}, {"label", field.false_label}});
  }
  if (field.type.cls == Class::Enum || field.type.cls == Class::Set) {
    for (const tir::EnumValue& value : program[field.type.enum_].values) {
      out.push_back(Object{{"id", value.name}, {"label", value.label}});
    }
  }
  return out;
}

Array parents(const tir::Program& program, const tir::Field& field) {
  Array out;
  for (const tir::Parent& parent : field.parents) {
    Array resolved, through;
    for (tir::FieldId id : parent.fields) resolved.push_back(cell(program, id));
    for (tir::FieldId id : parent.via) through.push_back(cell(program, id));
    std::string label = parent.written;
    if (!parent.quoted && !parent.fields.empty()) label = program[parent.fields.back()].label;
    Object made{{"written", parent.written},
                {"label", std::move(label)},
                {"quoted", parent.quoted},
                {"external", parent.external},
                {"resolves", std::move(resolved)}};
    if (!through.empty()) made["through"] = std::move(through);
    out.push_back(std::move(made));
  }
  return out;
}

Object field_json(const tir::Program& program, const tir::Field& field) {
  Object type{{"text", describe(field.type, program)}, {"class", std::string(msd::name(field.type.cls))}};
  if (field.type.cls == Class::Number) {
    type["low"] = print_quantity(field.type.low, field.type.dimension);
    type["high"] = print_quantity(field.type.high, field.type.dimension);
  }
  Object out{{"row", program[field.row].name},
             {"name", field.name},
             {"label", field.label},
             {"doc", field.doc},
             {"category", std::string(msd::name(field.category))},
             {"type", std::move(type)},
             {"values", values(program, field)},
             {"parents", parents(program, field)}};
  if (field.reading != Reading::Rule) out["reading"] = std::string(name(field.reading));
  if (field.default_value) out["default"] = constant(program, field.type, *field.default_value);
  if (field.step.valid()) out["step"] = step_text(program, field);
  if (!field.ask.empty()) out["ask"] = field.ask;
  if (field.rule.valid()) out["rule"] = std::string(name(program[field.rule].kind));
  return out;
}

/// A finite field's values with their labels, one a line.
std::string values_text(const tir::Program& program, const tir::Field& field) {
  std::string out;
  const auto one = [&](std::string_view id, std::string_view label) {
    out += fmt::format("    value {} \"{}\"\n", id, label);
  };
  if (field.type.cls == Class::Bool) {
    one("yes", field.true_label);
    one("no", field.false_label);
  } else if (field.type.cls == Class::Enum || field.type.cls == Class::Set) {
    for (const tir::EnumValue& value : program[field.type.enum_].values) one(value.name, value.label);
  }
  return out;
}

/// A parent as it is listed, and the fields that stand for it.
std::string parent_text(const tir::Program& program, const tir::Parent& parent) {
  std::string out = "    from " + (parent.quoted ? "\"" + parent.written + "\"" : parent.written);
  if (parent.external) return out + " (external)\n";
  if (parent.fields.empty()) return out + " (unresolved)\n";
  out += " =";
  for (tir::FieldId resolved : parent.fields) out += " " + cell(program, resolved);
  if (!parent.via.empty()) out += " through";
  for (tir::FieldId relation : parent.via) out += " " + cell(program, relation);
  return out + "\n";
}

}  // namespace

std::string dump(const tir::Program& program) {
  std::string out = "framework " + program.name + " " + version(program) + "\n";
  for (const tir::Row& row : program.rows) {
    out += "\nrow " + row.name + " \"" + row.label + "\"\n";
    for (tir::FieldId id : row.fields) {
      const tir::Field& field = program[id];
      if (field.builtin != tir::Builtin::None) continue;
      out += "  " + field.name + " : " + type_text(program, field.type) + " " + std::string(msd::name(field.category));
      if (field.reading != Reading::Rule) out += " " + std::string(name(field.reading));
      if (field.default_value) out += " default " + constant(program, field.type, *field.default_value);
      if (field.step.valid()) out += " step " + step_text(program, field);
      if (field.rule.valid()) out += " by " + std::string(name(program[field.rule].kind));
      out += "\n" + values_text(program, field);
      for (const tir::Parent& parent : field.parents) out += parent_text(program, parent);
    }
  }
  return out;
}

std::string dump_json(const tir::Program& program) {
  Array enums, rows, fields;
  for (const tir::Enum& e : program.enums) {
    Array list;
    for (const tir::EnumValue& value : e.values)
      list.push_back(Object{{"id", value.name}, {"label", value.label}, {"doc", value.doc}});
    enums.push_back(Object{{"name", e.name}, {"label", e.label}, {"doc", e.doc}, {"values", std::move(list)}});
  }
  for (const tir::Row& row : program.rows) {
    Object made{{"name", row.name}, {"label", row.label}, {"doc", row.doc}, {"single", row.single}};
    if (row.parent.valid()) made["in"] = program[row.parent].name;
    if (!row.id_pattern.empty()) made["id"] = row.id_pattern;
    rows.push_back(std::move(made));
    for (tir::FieldId id : row.fields) {
      if (program[id].builtin == tir::Builtin::None) fields.push_back(field_json(program, program[id]));
    }
  }
  llvm::json::Value all = Object{{"framework", Object{{"name", program.name}, {"version", version(program)}}},
                                 {"enums", std::move(enums)},
                                 {"rows", std::move(rows)},
                                 {"fields", std::move(fields)},
                                 {"reasons", Object{{"label", "Why"},
                                                    {"category", std::string(msd::name(Category::Output))},
                                                    {"type", "text"},
                                                    {"written", "because \"…\""},
                                                    {"of", "any value that a design states"}}}};
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << llvm::formatv("{0:2}", all) << "\n";
  return stream.str();
}

}  // namespace msd::registry
