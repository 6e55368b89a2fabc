// What must be true of a formatted text, whatever the text was.
#pragma once

#include "compiler/parse/parse.h"

#include <optional>
#include <string>
#include <string_view>

namespace msd::testing {

/// The text formatted; nothing if it has an error.
std::optional<std::string> formatted(std::string_view text);

/// What is wrong with the formatted text, in words; empty if nothing is, or if the text has an error. It must be a
/// fixed point, keep every token but separators, every comment and the tree, and have no blanks where nobody sees them.
std::string format_fault(std::string_view text);

/// A printed form without its places (`12:3-12:9`).
std::string without_places(std::string_view dump);

}  // namespace msd::testing
