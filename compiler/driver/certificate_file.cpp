#include "compiler/driver/certificate_file.h"

#include "compiler/driver/write_file.h"
#include "runtime/image/sections.h"

#include <fmt/format.h>

namespace msd::driver {

std::string text_hash(std::string_view text) {
  return fmt::format("{:016x}", image::checksum(std::as_bytes(std::span(text))));
}

std::string rules_hash(const tir::Program& program, const source::SourceMap& sources) {
  source::SourceMap anywhere;
  for (std::uint32_t i = 0; i < sources.size(); ++i) anywhere.add("", sources.file({i}).text);
  diag::Sink sink;
  const std::vector<std::uint64_t> block = lower::lower(program, anywhere, {}, sink).finish();
  return text_hash({reinterpret_cast<const char*>(block.data()), block.size() * sizeof(std::uint64_t)});
}

CertificateFile::CertificateFile(const Compiled& compiled, const source::SourceMap& sources) : image_(*compiled.image) {
  const image::FrameworkRecord& framework = image_.framework();
  head_ = fmt::format("framework {}\nversion {}\nrules {}\n", image_.text(framework.name),
                      image_.text(framework.version), rules_hash(compiled.program, sources));
}

void CertificateFile::of_design(const std::string& path, std::string_view text) {
  head_ += fmt::format("design {}\nfacts {}\n", path, text_hash(text));
}

void CertificateFile::add(const certify::Certificate& certificate, const std::string& message) {
  std::vector<std::string> comments{message};
  for (std::string& line : certify::legend(image_, certificate)) comments.push_back(std::move(line));
  body_ += "\n" + certificates::write(certificate, comments);
  ++claims_;
}

bool CertificateFile::write(const std::string& path) const {
  const std::string text = fmt::format("{}\n{}claims {}\n{}", certificates::kFirstLine, head_, claims_, body_);
  const std::string fault = write_whole(path, std::as_bytes(std::span(text)));
  if (!fault.empty()) fmt::print(stderr, "msdc: cannot write `{}`: {}\n", path, fault);
  return fault.empty();
}

}  // namespace msd::driver
