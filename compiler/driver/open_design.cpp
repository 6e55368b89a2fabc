#include "compiler/driver/open_design.h"

#include "compiler/bind/bind.h"
#include "compiler/parse/parse.h"

namespace msd::driver {

OpenDesign open_design(Session& session, const std::string& path, diag::Sink& sink) {
  OpenDesign out;
  source::ReadError error;
  auto text = source::read_file(path, source::kMaxFileBytes, error);
  if (!text) {
    sink.report(diag::kind::CannotRead, {}, path, error.reason);
    out.readable = false;
    return out;
  }
  const source::FileId id = session.sources.add(path == "-" ? "<standard input>" : path, std::move(*text));
  out.start = {id, 0, 0};
  parse::Options options;
  options.kind = path == "-" ? parse::FileKind::Design : parse::FileKind::Auto;
  out.unit = parse::parse_file(session.sources, id, options, sink);
  const ast::Unit& unit = out.unit;
  if (unit.designs.empty()) {
    out.rules = !unit.order.empty() || !unit.variants.empty();
    if (sink.errors() == 0 && !out.rules) sink.report(diag::kind::NoInput, out.start, path);
    return out;
  }
  const ast::Design& design = unit.designs[0];
  out.image = session.framework(design, sink);
  if (out.image == nullptr) return out;
  out.facts = bind::bind_design(design, design.body, *out.image, session.sources, id, {}, sink);
  return out;
}

}  // namespace msd::driver
