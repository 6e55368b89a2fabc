// What every HTML page carries: its style and its script, with the hashes that its content security policy names. Both
// are constant, so that nothing of a design can become either.
#pragma once

#include <string_view>

namespace msd::report {

extern const std::string_view kPageStyle, kPageScript;
/// `sha256-…` of the texts above, as a policy writes it; tests/browser/page.py computes them anew.
extern const std::string_view kPageStyleHash, kPageScriptHash;

}  // namespace msd::report
