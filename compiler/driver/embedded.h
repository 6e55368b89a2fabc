// The images that are linked into the program; made by the build (tools/cmake/embed.cmake).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace msd::driver {

struct EmbeddedImage {
  std::string_view name;
  std::span<const std::byte> block;
};

/// A file that a shipped framework was compiled from; `path` is relative to the root of its imports.
struct EmbeddedSource {
  std::string_view path;
  const char* begin;
  const char* end;
};

/// A page of docs/diagnostics.
struct EmbeddedPage {
  std::string_view code, text;
};

/// Defined by the program: empty in the first stage of the build, the shipped frameworks in msdc.
std::span<const EmbeddedImage> embedded_images();
std::span<const EmbeddedSource> embedded_sources();
std::span<const EmbeddedPage> embedded_pages();

}  // namespace msd::driver
