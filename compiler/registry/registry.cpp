#include "compiler/registry/registry.h"

#include "compiler/registry/build.h"

namespace msd::registry {

tir::FieldId Registry::field(tir::RowId row, std::string_view name) const {
  const auto& names = row_fields[row.index];
  const auto it = names.find(std::string(name));
  return it == names.end() ? tir::FieldId{} : it->second;
}

Registry build(const std::vector<const ast::Unit*>& units, const Options& options, diag::Sink& sink) {
  Work work{{}, {}, sink, options.sources == nullptr ? Lost() : Lost(units, *options.sources, sink)};
  work.out.removed = options.removed;
  collect(units, work);
  declare_fields(units, work);
  finish_rows(work);
  resolve_parents(work);
  attach_rules(units, work);
  check_laws(work);
  for (const tir::Field& field : work.program().fields) unused_allows(field.allows, "M03", sink);
  work.out.lost = std::move(work.parts_lost);
  return std::move(work.out);
}

}  // namespace msd::registry
