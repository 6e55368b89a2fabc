#include "compiler/check/check.h"

#include "compiler/check/checker.h"

namespace msd::check {

Result check(registry::Registry registry, const Options&, diag::Sink& sink) {
  Checker checker(registry, sink);
  checker.templates();
  checker.rows();
  checker.derives();
  checker.tables();
  checker.requirements();
  checker.dependences();
  checker.checklists();
  checker.sheets();
  checker.archetypes();
  checker.systems();
  checker.preferences();
  checker.graph();
  checker.unused_allows();
  const bool usable = checker.usable() && registry.usable;
  return {std::move(registry.program), usable};
}

}  // namespace msd::check
