// The parts of the registry stage; each works on the one Registry in turn.
#pragma once

#include "compiler/registry/lost.h"
#include "compiler/registry/registry.h"

#include <algorithm>
#include <string>

namespace msd::registry {

/// The unit and declaration behind each program field that was written (not built in), by field index.
struct FieldSource {
  const ast::Unit* unit = nullptr;
  const ast::FieldDecl* decl = nullptr;
};

/// Suggestions cost a pass over all names each, so that only so many findings get one.
inline constexpr std::size_t kMaxSuggestions = 200;

struct Work {
  Registry out;
  std::vector<FieldSource> sources;
  diag::Sink& sink;
  Lost parts_lost;

  /// Whether a declaration of that name may have been dropped by the parser.
  bool lost(std::string_view name) const { return parts_lost.word(name); }
  /// Says where a variant removed what a finding misses.
  void explain(diag::Sink::Builder report, variants::Use use, std::string_view owner, std::string_view name) const {
    if (out.removed != nullptr) out.removed->explain(report, use, owner, name);
  }
  void explain_any(diag::Sink::Builder report, std::string_view name) const {
    if (out.removed != nullptr) out.removed->explain_any(report, name);
  }
  std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates) const {
    return sink.all().size() > kMaxSuggestions ? std::string() : diag::did_you_mean(word, candidates);
  }

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

/// A number as it was written, with its unit.
std::string written(const ast::Number& number);
/// Says why a number could not be read as a quantity of `dimension`.
void report_number(const ast::Number& number, Dimension dimension, const QuantityError& error, diag::Sink& sink);

void collect(const std::vector<const ast::Unit*>& units, Work& work);  ///< declarations and rows (collect.cpp)
void declare_fields(const std::vector<const ast::Unit*>& units,
                    Work& work);   ///< types, categories, defaults (fields.cpp)
void finish_rows(Work& work);      ///< headers, selectors (rows.cpp)
void resolve_parents(Work& work);  ///< parents.cpp
void attach_rules(const std::vector<const ast::Unit*>& units, Work& work);  ///< who has a rule (rules.cpp)
void check_laws(Work& work);                                                ///< categories, origins, cycles (laws.cpp)

}  // namespace msd::registry
