// msdc compile --emit: the rules of one kind of row in another language.
#include "compiler/driver/row_named.h"
#include "compiler/driver/session.h"
#include "compiler/driver/write_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace msd::driver {

namespace {

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
    fmt::print(stderr, "msdc: no row of `{}` has rules that a record decides\n", image.text(image.framework().name));
  else
    fmt::print(stderr, "msdc: several rows have rules: say which with --row\n  = help: {}\n", fmt::join(names, ", "));
  return image::kNone;
}

}  // namespace

int emit_rules(const EmitOptions& wanted, const Common& options) {
  Session session(options);
  diag::Sink sink;
  const std::string& target = options.files.front();
  std::optional<image::Image> image;
  int lacking = 2;  // the status if there is no image: nothing was read
  if (target.ends_with(".msd")) {
    const Compiled compiled = compile(target, session.load_options(), session.sources, sink);
    image = compiled.image;
    if (!compiled.loaded.units.empty()) lacking = 1;
  } else if (const image::Image* known = session.named(target, sink)) {
    image = *known;
  }
  const int status = report_findings(session, sink);
  if (!image) return finish(session, std::max(lacking, status));
  diag::Sink naming;
  const std::uint32_t row = chosen_row(*image, options.row, naming);
  if (row == image::kNone) {
    complain(session, naming);
    return finish(session, 2);
  }
  const records::Program program = records::flatten(*image, row);
  const emit::Emitted made = emit::emit(program, {*wanted.language, options.report.version});
  if (!made.fault.empty()) {
    fmt::print(stderr, "msdc: cannot emit the rules of `{}`: {}\n", image->text(image->rows()[row].name), made.fault);
    return finish(session, 1);
  }
  for (const records::Left& left : program.left)
    fmt::print(stderr, "msdc: left out `{}`: {}\n", image->text(image->fields()[left.field].name), left.reason);
  if (options.output == "-") {
    session.output.write(made.text);
    return finish(session, status);
  }
  const std::string fault = write_whole(options.output, std::as_bytes(std::span(made.text)));
  if (!fault.empty()) {
    fmt::print(stderr, "msdc: cannot write `{}`: {}\n", options.output, fault);
    return finish(session, 2);
  }
  return finish(session, status);
}

}  // namespace msd::driver
