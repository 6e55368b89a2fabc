// The first stage of the build carries nothing: it compiles what msdc will carry.
#include "compiler/driver/embedded.h"

namespace msd::driver {

std::span<const EmbeddedImage> embedded_images() { return {}; }
std::span<const EmbeddedSource> embedded_sources() { return {}; }
std::span<const EmbeddedPage> embedded_pages() { return {}; }

}  // namespace msd::driver
