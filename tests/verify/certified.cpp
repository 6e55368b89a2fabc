#include "tests/verify/certified.h"

#include <algorithm>
#include <stdexcept>

namespace msd::testing {

Certified::Certified(Compiled compiled, const CertifyOptions& options) : compiled_(std::move(compiled)) {
  const image::Image& of = *compiled_.image;
  checker_ = std::make_unique<verify::Checker>(program(), of, [&](const std::string& test, const auto& seen) {
    return driver::replay(test, of, session_, seen).empty();
  });
  if (!options.analysed) return;
  const analysis::Analysis found = analysis::analyze(program(), {2, options.max_nodes});
  for (const analysis::Claim& claim : found.claims)
    all_.push_back(certify::certify(program(), claim, *checker_, {options.most_steps}));
  for (certificates::Certificate& made : certify::kept(program(), found)) {
    certify::prove(*checker_, made, {options.most_steps});
    all_.push_back(std::move(made));
  }
}

const certificates::Certificate& Certified::of(const std::string& words) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& c) { return c.words() == words; });
  if (found != all_.end()) return *found;
  std::string what = "no claim `" + words + "` among";
  for (const certificates::Certificate& c : all_) what += "\n  " + c.words();
  throw std::runtime_error(what);
}

}  // namespace msd::testing
