// msdc verify: certificates of claims about a framework, checked again by the checker of compiler/verify.
#include "compiler/driver/certificate_file.h"
#include "compiler/driver/open_design.h"
#include "compiler/driver/replay.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

using certificates::Certificate;
using certificates::Certificates;

class VerifyRun {
 public:
  explicit VerifyRun(const Common& options) : session_(options) {
    report::ReportOptions report = options.report;
    report.source = [this](const std::string& path) { return session_.source_text(path); };
    report.quiet = true;
    reporter_ = report::make_reporter(report, session_.output);
  }

  int run(const std::string& framework) {
    diag::Sink sink;
    compiled_ = compile(framework, session_.load_options(), session_.sources, sink);
    if (!compiled_.image) {
      reporter_->findings(findings(sink, session_.sources));
      reporter_->finish();
      return finish(session_, compiled_.loaded.units.empty() ? 2 : 1);
    }
    rules_ = rules_hash(compiled_.program, session_.sources);
    for (const std::string& path : session_.options.files) file(path);
    reporter_->finish();
    if (session_.options.report.format == report::Format::Text) session_.output.write(summary_);
    return finish(session_, status_);
  }

 private:
  void file(const std::string& path) {
    diag::Sink sink;
    source::ReadError error;
    const auto text = source::read_file(path, source::kMaxFileBytes, error);
    if (!text) {
      sink.report(diag::kind::CannotRead, {}, path, error.reason);
      status_ = 2;
      reporter_->findings(findings(sink, session_.sources));
      return;
    }
    file_ = session_.sources.add(path, *text);
    std::size_t counts[3] = {0, 0, 0};
    check(certificates::read(*text), sink, counts);
    const std::vector<report::Finding> all = findings(sink, session_.sources);
    for (const report::Finding& f : all) status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
    reporter_->findings(all);
    summary_ += fmt::format("{}: {} accepted, {} refused, {} not certified\n", path, counts[0], counts[1], counts[2]);
  }

  /// A line of the file at hand, without the blanks around it.
  source::Span line(std::size_t number) const {
    const std::string& text = session_.sources.file(file_).text;
    std::size_t begin = 0;
    for (; number != 0 && begin != std::string::npos; --number) begin = text.find('\n', begin) + 1;
    begin = std::min(text.find_first_not_of(' ', begin), text.size());
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void check(const Certificates& file, diag::Sink& sink, std::size_t (&counts)[3]) {
    const auto head = [&](const std::string& key) {
      const auto found = file.head.find(key);
      return found == file.head.end() ? std::string() : found->second;
    };
    if (!file.fault.empty()) {
      sink.report(diag::kind::CertificateSyntax, line(file.line), file.fault);
      return;
    }
    const image::Image& image = *compiled_.image;
    if (head("rules") != rules_) {
      sink.report(diag::kind::CertifiesOther, line(0),
                  fmt::format("{} {}, not {} {} as it is here", head("framework"), head("version"),
                              image.text(image.framework().name), image.text(image.framework().version)))
          .help("write them anew with `msdc lint --certify`");
      return;
    }
    if (head("claims") != std::to_string(file.all.size()))
      sink.report(diag::kind::CertificatesMissing, line(0), head("claims"), std::to_string(file.all.size()));
    OpenDesign design;
    if (file.head.contains("design") && !open(head("design"), head("facts"), sink, design)) return;
    verify::Checker checker(
        compiled_.program, image,
        [&](const std::string& test, const auto& seen) { return replay(test, image, session_, seen).empty(); },
        design.usable() ? &*design.facts : nullptr);
    for (const Certificate& c : file.all) certificate(c, checker, sink, counts);
  }

  /// The design that certificates are about, as it was then.
  bool open(const std::string& path, const std::string& hash, diag::Sink& sink, OpenDesign& design) {
    source::ReadError error;
    const auto text = source::read_file(path, source::kMaxFileBytes, error);
    std::string why;
    if (!text) {
      why = fmt::format("cannot read `{}`: {}", path, error.reason);
    } else if (text_hash(*text) != hash) {
      why = fmt::format("`{}` has other facts now", path);
    } else {
      diag::Sink own;
      design = open_design(session_, path, own);
      const bool same = design.usable() && design.image->hash() == compiled_.image->hash();
      if (!same) why = fmt::format("`{}` is not judged by this framework", path);
    }
    if (!why.empty()) sink.report(diag::kind::CertifiesOtherDesign, line(0), why);
    return why.empty();
  }

  void certificate(const Certificate& c, verify::Checker& checker, diag::Sink& sink, std::size_t (&counts)[3]) {
    const std::string claim = fmt::format("`{}`", c.words());
    if (c.kind == Certificate::Kind::None) {
      ++counts[2];
      sink.report(diag::kind::NotCertified, line(c.line), claim)
          .label(c.reason.empty() ? "nothing shows it" : c.reason);
      return;
    }
    const std::optional<std::string> fault = checker.fault(c);
    ++counts[fault ? 1 : 0];
    if (fault) {
      auto report = sink.report(diag::kind::CertificateRefused, line(c.line), claim);
      report.label(checker.fault_line() == c.line ? *fault : "");
      if (checker.fault_line() != c.line) report.note(line(checker.fault_line()), *fault);
    } else if (!session_.options.report.quiet) {
      summary_ += fmt::format("accepted: {}\n", c.words());
    }
  }

  Session session_;
  std::unique_ptr<report::Reporter> reporter_;
  Compiled compiled_;
  std::string rules_, summary_;
  source::FileId file_;
  int status_ = 0;
};

}  // namespace

int verify_certificates(const std::string& framework, const Common& options) {
  Common own = options;
  own.framework = framework;
  return VerifyRun(own).run(framework);
}

}  // namespace msd::driver
