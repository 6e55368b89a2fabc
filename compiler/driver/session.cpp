#include "compiler/driver/session.h"

#include "compiler/driver/places.h"

#include <fmt/format.h>

#include <cstdio>

namespace msd::driver {

Session::Session(const Common& common) : options(common) {}

report::SourceText Session::source_text(const std::string& path) const {
  for (std::size_t i = sources.size(); i-- > 0;) {
    const source::File& file = sources.file(source::FileId{static_cast<std::uint32_t>(i)});
    if (file.path == path) return driver::source_text(file);
  }
  return {};
}

LoadOptions Session::load_options() const {
  LoadOptions load;
  load.root = options.root;
  load.path = options.path;
  return load;
}

const image::Image* Session::named(const std::string& name, diag::Sink& sink, std::string_view version) {
  const std::string key = fmt::format("{} {}", name, version);
  const auto known = frameworks_.find(key);
  if (known != frameworks_.end()) return known->second ? &*known->second : nullptr;
  std::optional<image::Image>& slot = frameworks_[key];
  const std::size_t before = sink.errors();
  if (name.ends_with(".msdi") || name.ends_with(".msdr")) {
    slot = open_image(name, sink);
  } else if (name.ends_with(".msd")) {
    slot = compile(name, load_options(), sources, sink).image;
  } else {
    const auto asked = version.empty() ? std::nullopt : std::optional(read_version(version));
    const auto place = Places(options.path).find({name, asked, {}}, sink);
    if (!place && sink.errors() == before) sink.report(diag::kind::UnknownFramework, {}, name).help(unknown_help(name));
    if (place) slot = place->opened ? place->opened : compile(place->path, load_options(), sources, sink).image;
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
  const std::string& name = options.framework.empty() ? asked : options.framework;
  // The version that is asked for is that of the framework that is asked for; a variant of it has its own.
  const std::string_view version = design.version && name == asked ? design.version->digits : std::string_view();
  const image::Image* image = named(name, sink, version);
  if (image == nullptr) {
    // The fault of a framework that many designs use is reported with the first one; here the design is at fault.
    if (options.framework.empty() && sink.all().size() > before) {
      auto fault = sink.take();
      fault.back().span = design.framework.span;
      for (const auto& d : fault) sink.put(d);
    }
    return nullptr;
  }
  return judges(*image, design, sink) ? image : nullptr;
}

bool Session::judges(const image::Image& image, const ast::Design& design, diag::Sink& sink) {
  const image::FrameworkRecord& record = image.framework();
  const std::string_view asked = design.framework.text;
  std::string_view name = image.text(record.name);
  Version version{record.major, record.minor, record.patch};
  std::string_view bases = image.text(record.bases);
  while (!asked.empty() && asked != name && !bases.empty()) {
    const std::string_view base = bases.substr(0, bases.find(','));
    bases.remove_prefix(std::min(bases.size(), base.size() + 1));
    name = base.substr(0, base.find(' '));
    version = read_version(base.substr(std::min(base.size(), name.size() + 1)));
  }
  if (!asked.empty() && asked != name) {
    sink.report(diag::kind::UnknownFramework, design.framework.span, asked)
        .help(fmt::format("the framework at hand is `{}`", image.text(record.name)));
    return false;
  }
  if (!design.version || version.fits(read_version(design.version->digits))) return true;
  sink.report(diag::kind::FrameworkVersion, design.version->span, name, design.version->digits, print(version))
      .help(fmt::format("a design may ask for `{} {}.0` up to `{} {}`", name, version.major, name, print(version)));
  return false;
}

std::string Session::unknown_help(const std::string& name) const {
  const std::vector<std::string> names = Places(options.path).names();
  const std::string near = diag::did_you_mean(name, {names.begin(), names.end()});
  return near.empty() ? framework_help() : near;
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
