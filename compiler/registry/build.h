// The parts of the registry stage; each works on the one Registry in turn.
#pragma once

#include "compiler/registry/registry.h"

#include <algorithm>
#include <string>

namespace msd::registry {

/// The unit and declaration behind each program field that was written (not built in), by field index.
struct FieldSource {
  const ast::Unit* unit = nullptr;
  const ast::FieldDecl* decl = nullptr;
};

struct Work {
  Registry out;
  std::vector<FieldSource> sources;
  diag::Sink& sink;

  tir::Program& program() { return out.program; }
  std::string name(tir::FieldId id) {
    const tir::Field& field = out.program[id];
    return out.program[field.row].name + "." + field.name;
  }
  std::vector<std::string_view> row_names() const {
    std::vector<std::string_view> names;
    for (const tir::Row& row : out.program.rows) names.push_back(row.name);
    return names;
  }
  std::vector<std::string_view> field_names(tir::RowId row) const {
    std::vector<std::string_view> names;
    for (tir::FieldId id : out.program[row].fields) names.push_back(out.program[id].name);
    return names;
  }
};

/// The label that an identifier has by itself: `_` read as a space.
std::string default_label(std::string_view name);

void collect(const std::vector<const ast::Unit*>& units, Work& work);  ///< declarations and rows (collect.cpp)
void declare_fields(const std::vector<const ast::Unit*>& units,
                    Work& work);   ///< types, categories, defaults (fields.cpp)
void finish_rows(Work& work);      ///< headers, selectors (rows.cpp)
void resolve_parents(Work& work);  ///< parents.cpp
void attach_rules(const std::vector<const ast::Unit*>& units, Work& work);  ///< who has a rule (laws.cpp)
void check_laws(Work& work);                                                ///< categories, origins, cycles (laws.cpp)
std::vector<tir::Allow> read_allows(const std::vector<ast::Allow>& allows, diag::Sink& sink);

}  // namespace msd::registry
