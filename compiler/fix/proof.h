// Whether two versions of a framework are the same to everybody who uses it.
#pragma once

#include "compiler/diff/diff.h"

#include <string>

namespace msd::fix {

/// Empty if it is proved that the new version gives what the old one gives, on every input and with rows of any number:
/// the same values, the same verdicts, and by the same rule wherever a rule of the old one is still there. Else what is
/// not the same, or what was not decided, in words. What fields list as parents and allow may be less than it was.
/// Each rule whose text is another is compared with its old version as `diff::compare` does, in one space, down to the
/// facts; what stands the same in all else is there once. Costs a model or two for each of them.
std::string difference(const diff::Sides& sides, const diff::Options& options);

}  // namespace msd::fix
