// The catalogue of a framework: its archetypes and systems, as text or as one JSON document.
#pragma once

#include "runtime/report/reporter.h"

namespace msd::report {

enum class Catalogue : std::uint8_t { Archetypes, Systems };

/// Prints every part that the framework gives them, expressions as they were written. O(size of the catalogue).
void show_catalogue(const image::Image& image, Catalogue what, bool json, Output& output);

/// A text with slots as its author wrote it: `{role.field}`, `{{` for a brace. `roles` is the archetype that it belongs
/// to.
std::string show_slots(const image::Image& image, std::uint32_t text_template, const image::ArchetypeRecord& roles);

}  // namespace msd::report
