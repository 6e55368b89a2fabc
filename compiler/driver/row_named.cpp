#include "compiler/driver/row_named.h"

#include "compiler/driver/session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::driver {

std::uint32_t row_named(const image::Image& image, const std::string& wanted, diag::Sink& sink) {
  std::vector<std::string_view> names;
  for (std::uint32_t k = 0; k < image.rows().size(); ++k) {
    names.push_back(image.text(image.rows()[k].name));
    if (names.back() == wanted) return k;
  }
  std::string help = diag::did_you_mean(wanted, names);
  if (help.empty()) help = fmt::format("{}", fmt::join(names, ", "));
  sink.report(diag::kind::NoSuchName, {}, "row", wanted).help(help);
  return image::kNone;
}

RowKind row_kind(Session& session, diag::Sink& sink) {
  const std::vector<std::string_view> shipped = embedded_names();
  const std::string& named = session.options.framework;
  RowKind out;
  out.image = session.named(!named.empty() || shipped.empty() ? named : std::string(shipped.front()), sink);
  if (out.image != nullptr) out.row = row_named(*out.image, session.options.row, sink);
  return out;
}

}  // namespace msd::driver
