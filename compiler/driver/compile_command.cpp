// msdc compile: an image; with --emit and --records rules laid flat, in another language or as a file.
#include "compiler/driver/row_named.h"
#include "compiler/driver/session.h"
#include "compiler/driver/write_file.h"
#include "runtime/records/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::driver {

namespace {

void no_rules(const image::Image& image, const std::string& row) {
  fmt::print(stderr, "msdc: no row of `{}` has rules that a record decides{}\n", image.text(image.framework().name),
             row.empty() ? "" : fmt::format(": `{}` has none", row));
}

/// The kind that is wanted, or the only one with rules that a record decides; none after a report.
std::uint32_t chosen_row(const image::Image& image, const std::string& wanted, diag::Sink& sink) {
  if (!wanted.empty()) return row_named(image, wanted, sink);
  std::vector<std::uint32_t> kinds;
  std::vector<std::string_view> names;
  for (std::uint32_t kind = 0; kind < image.rows().size(); ++kind) {
    if (records::flatten(image, kind).decisions.empty()) continue;
    kinds.push_back(kind);
    names.push_back(image.text(image.rows()[kind].name));
  }
  if (kinds.size() == 1) return kinds.front();
  if (kinds.empty())
    no_rules(image, {});
  else
    fmt::print(stderr, "msdc: several rows have rules: say which with --row\n  = help: {}\n", fmt::join(names, ", "));
  return image::kNone;
}

struct Target {
  std::optional<image::Image> image;
  int status = 0;  ///< that the findings call for
};
/// The image of a framework's entry file.
Target compiled_text(Session& session) {
  diag::Sink sink;
  Compiled made = compile(session.options.files.front(), session.load_options(), session.sources, sink);
  const int status = report_findings(session, sink);
  if (made.image) return {std::move(made.image), status};
  return {std::nullopt, made.loaded.units.empty() ? 2 : std::max(1, status)};  // 2: nothing was read
}

/// The image of what the command names: a framework's entry file, an image, or a name.
Target compiled(Session& session) {
  const std::string& target = session.options.files.front();
  if (target.ends_with(".msd")) return compiled_text(session);
  diag::Sink sink;
  const image::Image* known = session.named(target, sink);
  const int status = report_findings(session, sink);
  if (known == nullptr) return {std::nullopt, std::max(2, status)};
  return {*known, status};
}

void tell_left(const records::Program& program) {
  for (const records::Left& left : program.left)
    fmt::print(stderr, "msdc: left out `{}`: {}\n", left.name, left.reason);
}

/// The status after writing a file.
int written(const std::string& path, std::span<const std::byte> bytes, int status) {
  const std::string fault = write_whole(path, bytes);
  if (fault.empty()) return status;
  fmt::print(stderr, "msdc: cannot write `{}`: {}\n", path, fault);
  return 2;
}

}  // namespace

int compile_image(const Common& options) {
  Session session(options);
  const auto [image, status] = compiled_text(session);
  if (!image) return finish(session, status);
  return finish(session, written(options.output, image->block(), status));
}

int emit_rules(const EmitOptions& wanted, const Common& options) {
  Session session(options);
  const auto [image, status] = compiled(session);
  if (!image) return finish(session, status);
  diag::Sink naming;
  const std::uint32_t row = chosen_row(*image, options.row, naming);
  if (row == image::kNone) {
    complain(session, naming);
    return finish(session, 2);
  }
  const records::Program program = records::flatten(*image, row);
  const emit::Emitted made = emit::emit(program, {*wanted.language, options.report.version});
  if (!made.fault.empty()) {
    fmt::print(stderr, "msdc: cannot emit the rules of `{}`: {}\n", program.name, made.fault);
    return finish(session, 1);
  }
  tell_left(program);
  if (options.output == "-") {
    session.output.write(made.text);
    return finish(session, status);
  }
  return finish(session, written(options.output, std::as_bytes(std::span(made.text)), status));
}

int compile_records(const Common& options) {
  Session session(options);
  const auto [image, status] = compiled(session);
  if (!image) return finish(session, status);
  std::vector<std::shared_ptr<const records::Rules>> rules = records::lay_flat(*image);
  if (!options.row.empty()) {
    diag::Sink naming;
    const std::uint32_t row = row_named(*image, options.row, naming);
    complain(session, naming);
    if (row == image::kNone) return finish(session, 2);
    std::erase_if(rules, [&](const auto& one) { return one->program.row != row; });
  }
  if (rules.empty()) {
    no_rules(*image, options.row);
    return finish(session, 2);
  }
  for (const auto& one : rules) tell_left(one->program);
  const std::vector<std::uint64_t> block = records::store(*image, rules);
  return finish(session, written(options.output, std::as_bytes(std::span(block)), status));
}

}  // namespace msd::driver
