// Whether two versions of a framework are the same to everybody who uses it.
#pragma once

#include "compiler/diff/diff.h"

#include <string>

namespace msd::fix {

/// Empty if it is proved that the new version gives what the old one gives, on every input and with rows of any number:
/// the same values, the same verdicts, and by the same rule wherever a rule of the old one is still there. Else what is
/// not the same, or what was not decided, in words. What fields list as parents and allow may be less than it was.
/// Costs what `diff::compare` costs, and a model for each rule whose text is another.
std::string difference(const diff::Sides& sides, const diff::Options& options);

}  // namespace msd::fix
