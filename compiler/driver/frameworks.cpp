#include "compiler/driver/embedded.h"
#include "compiler/driver/pipeline.h"

namespace msd::driver {

std::optional<image::Image> embedded(std::string_view name, diag::Sink& sink) {
  for (const EmbeddedImage& one : embedded_images()) {
    if (one.name != name) continue;
    image::Refusal refusal;
    auto image = image::Image::open_static(one.block, refusal);
    if (!image) sink.report(diag::kind::BadImage, {}, name, refusal.reason);
    return image;
  }
  return std::nullopt;
}

std::vector<std::string_view> embedded_names() {
  std::vector<std::string_view> out;
  for (const EmbeddedImage& one : embedded_images()) out.push_back(one.name);
  return out;
}

}  // namespace msd::driver
