#include "compiler/driver/session.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>

namespace msd::driver {

Session::Session(const Common& common) : options(common) {}

std::string_view Session::source_text(const std::string& path) const {
  for (std::size_t i = sources.size(); i-- > 0;) {
    const source::File& file = sources.file(source::FileId{static_cast<std::uint32_t>(i)});
    if (file.path == path) return file.text;
  }
  return {};
}

const image::Image* Session::named(const std::string& name, diag::Sink& sink) {
  const auto known = frameworks_.find(name);
  if (known != frameworks_.end()) return known->second ? &*known->second : nullptr;
  std::optional<image::Image>& slot = frameworks_[name];
  const std::size_t before = sink.errors();
  if (name.ends_with(".msdi")) {
    slot = open_image(name, sink);
  } else if (name.ends_with(".msd")) {
    LoadOptions load;
    load.root = options.root;
    slot = compile(name, load, sources, sink).image;
  } else {
    slot = embedded(name, sink);
    if (!slot && sink.errors() == before) {
      sink.report(diag::kind::UnknownFramework, {}, name).help(framework_help());
    }
  }
  return slot ? &*slot : nullptr;
}

const image::Image* Session::framework(const ast::Design& design, diag::Sink& sink) {
  const std::string asked(design.framework.text);
  if (options.framework.empty() && asked.empty()) {
    sink.report(diag::kind::NoUses, design.name.span, design.name.text)
        .help("write `design NAME uses FRAMEWORK {`, or give --framework");
    return nullptr;
  }
  const std::size_t before = sink.all().size();
  const image::Image* image = named(options.framework.empty() ? asked : options.framework, sink);
  if (image == nullptr) {
    // The fault of a framework that many designs use is reported with the first one; here the design is at fault.
    if (options.framework.empty() && sink.all().size() > before) {
      auto fault = sink.take();
      fault.back().span = design.framework.span;
      for (const auto& d : fault) sink.put(d);
    }
    return nullptr;
  }
  const image::FrameworkRecord& record = image->framework();
  const std::string_view name = image->text(record.name);
  if (!asked.empty() && asked != name) {
    sink.report(diag::kind::UnknownFramework, design.framework.span, asked)
        .help(fmt::format("the framework at hand is `{}`", name));
    return nullptr;
  }
  if (design.version) {
    std::uint32_t major = 0;
    std::uint32_t minor = 0;
    const std::string_view digits = design.version->digits;
    const auto [next, error] = std::from_chars(digits.data(), digits.data() + digits.size(), major);
    if (error == std::errc() && next != digits.data() + digits.size())
      std::from_chars(next + 1, digits.data() + digits.size(), minor);
    if (major != record.major || minor > record.minor) {
      sink.report(diag::kind::FrameworkVersion, design.version->span, name, digits, image->text(record.version))
          .help(fmt::format("a design may ask for `{} {}.0` up to `{} {}.{}`", name, record.major, name, record.major,
                            record.minor));
      return nullptr;
    }
  }
  return image;
}

int finish(Session& session, int status) {
  if (session.output.flush()) return status;
  fmt::print(stderr, "msdc: cannot write to standard output: {}\n", session.output.error());
  return 2;
}

bool fails(const report::Finding& finding, FailOn fail_on) {
  switch (fail_on) {
  case FailOn::Open: return finding.severity != Severity::Note || finding.code == diag::info(diag::Id::Unanswered).code;
  case FailOn::Note: return true;
  case FailOn::Warning: return finding.severity != Severity::Note;
  case FailOn::Error: return finding.severity == Severity::Error;
  case FailOn::Never: return false;
  }
  return false;
}

void complain(Session& session, diag::Sink& sink) {
  report::ReportOptions options = session.options.report;
  options.source = [&](const std::string& path) { return session.source_text(path); };
  session.output.flush();
  for (const report::Finding& f : findings(sink, session.sources))
    fmt::print(stderr, "{}\n", report::render_finding(f, options));
}

int report_findings(Session& session, diag::Sink& sink) {
  report::ReportOptions options = session.options.report;
  options.source = [&](const std::string& path) { return session.source_text(path); };
  options.quiet = true;
  int status = 0;
  const auto all = findings(sink, session.sources);
  auto reporter = report::make_reporter(options, session.output);
  reporter->findings(all);
  reporter->finish();
  for (const report::Finding& f : all) status = fails(f, session.options.fail_on) ? 1 : status;
  return status;
}

}  // namespace msd::driver
