// Trees of a framework and of a variant of it → trees of one framework. No later stage knows of variants, but for the
// list of what was removed.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "compiler/variants/removed.h"

#include <memory>
#include <string>
#include <vector>

namespace msd::variants {

using Units = std::vector<std::unique_ptr<ast::Unit>>;

struct Options {
  std::string base;     ///< name and version of the framework that is changed, for messages: "`ward` 1.2"
  std::string variant;  ///< name of the variant
};

/// Applies the changes that stand in `variant` to `base`, in the order of the units and of the text in them. Gives the
/// base's units as they are now, then the variant's, whose own declarations are additions. Texts and places stay those
/// of the file that they were written in, so all units must live as long as any of them; `Unit::order` is empty after
/// this. Every change that cannot be made is reported and left out. Linear, on average, in the sizes of both.
Units apply(Units base, Units variant, const Options& options, Removed& removed, diag::Sink& sink);

/// Reports the changes in the units of a framework that is no variant.
void refuse(const Units& units, diag::Sink& sink);

}  // namespace msd::variants
