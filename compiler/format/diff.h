// What formatting would change, for people.
#pragma once

#include <string>
#include <string_view>

namespace msd::format {

/// A unified diff with three lines of context; empty if the texts are the same. It relies on `after` being `before`
/// with other white space, commas and semicolons; of other texts it is right, but longer than need be. Linear.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

/// The same of any two texts: lines that both have, in order, stay, as many as can be. Where what lies between the
/// first and the last change is longer than 2,000 lines on both sides, all of it gives way at once. The square of that.
std::string unified_diff_of(std::string_view path, std::string_view before, std::string_view after);

}  // namespace msd::format
