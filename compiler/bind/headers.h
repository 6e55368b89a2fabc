// Which kind of row a header means, and the name that it gives, by the image alone.
#pragma once

#include "compiler/parse/ast.h"
#include "runtime/image/image.h"

namespace msd::bind {

/// The kind of row that begins with `word` inside a row of kind `around` (kNone: in the design itself); kNone if there
/// is none. O(kinds of row).
std::uint32_t kind_by_word(const image::Image& image, std::string_view word, std::uint32_t around);

/// Where the header of an entry says the row's name, by its position in `Entry::values`; 0 if it says none. A single
/// row may be named by a word behind its own, whatever its header says.
std::size_t name_position(const image::Image& image, const ast::Entry& entry, std::uint32_t kind);

/// That name; empty if the header says none, or if what stands there can be no name.
std::string_view name_by_header(const image::Image& image, const ast::Entry& entry, std::uint32_t kind);

}  // namespace msd::bind
