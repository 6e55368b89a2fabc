// A framework from a text in memory, through the stages up to the typed IR.
#pragma once

#include "compiler/check/check.h"
#include "compiler/parse/parse.h"
#include "compiler/registry/registry.h"

#include <memory>
#include <string>
#include <vector>

namespace msd::test {

struct Compiled {
  source::SourceMap sources;
  diag::Sink sink;
  ast::Unit unit;
  check::Result checked;

  const tir::Program& program() const { return checked.program; }
  /// `CODE the text it points at`, sorted by place.
  std::vector<std::string> findings() {
    sink.finish();
    std::vector<std::string> out;
    for (const diag::Diagnostic& d : sink.all())
      out.push_back(std::string(diag::info(d.id).code) + " " + std::string(sources.text(d.span)));
    return out;
  }
  /// `CODE line`, sorted by place.
  std::vector<std::string> lines() {
    sink.finish();
    std::vector<std::string> out;
    for (const diag::Diagnostic& d : sink.all()) {
      const auto at = sources.position(d.span.file, d.span.begin);
      out.push_back(std::string(diag::info(d.id).code) + " " + std::to_string(at.line));
    }
    return out;
  }
  /// The rule lines of the dump for one field, without its head.
  std::string rule(const std::string& field) const {
    const std::string all = check::dump(checked.program);
    const std::string head = " " + field + "\n";
    const std::size_t at = all.find(head);
    if (at == std::string::npos) return "no rule of " + field;
    std::size_t end = at + head.size();
    while (all.compare(end, 2, "  ") == 0) end = all.find('\n', end) + 1;
    return all.substr(at + head.size(), end - at - head.size());
  }
};

/// Its parts refer to each other, so it stays where it was made.
inline std::unique_ptr<Compiled> compile(std::string text) {
  auto out = std::make_unique<Compiled>();
  const source::FileId file = out->sources.add("test.msd", std::move(text));
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  out->unit = parse::parse_file(out->sources, file, options, out->sink);
  out->checked = check::check(registry::build({&out->unit}, {}, out->sink), {}, out->sink);
  return out;
}

}  // namespace msd::test
