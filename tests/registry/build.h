// Registries from text, for the tests of the stage.
#pragma once

#include "compiler/check/check.h"
#include "compiler/parse/parse.h"
#include "compiler/registry/registry.h"
#include "tests/support/catch.h"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace msd::test {

/// A framework from one text: its trees, its registry, and what was found. Views point into it, so that it stays put.
struct Built {
  source::SourceMap sources;
  ast::Unit unit;
  diag::Sink sink;
  registry::Registry registry;

  const tir::Program& program() const { return registry.program; }

  /// `row.field`; the test fails if there is none.
  const tir::Field& field(const std::string& name) const {
    const std::size_t dot = name.find('.');
    const auto row = registry.rows.find(name.substr(0, dot));
    REQUIRE(row != registry.rows.end());
    const tir::FieldId id = registry.field(row->second, name.substr(dot + 1));
    INFO(name);
    REQUIRE(id.valid());
    return program()[id];
  }
  const tir::Row& row(const std::string& name) const {
    REQUIRE(registry.rows.contains(name));
    return program()[registry.rows.at(name)];
  }
  std::string name(tir::FieldId id) const {
    if (!id.valid()) return "none";
    return program()[program()[id].row].name + "." + program()[id].name;
  }
  std::vector<std::string> names(const std::vector<tir::FieldId>& ids) const {
    std::vector<std::string> out;
    for (tir::FieldId id : ids) out.push_back(name(id));
    return out;
  }
  std::string place(source::Span span) const {
    const auto at = sources.position(span.file, span.begin);
    return fmt::format("{}:{}", at.line, at.column);
  }
  /// Every finding as `CODE LINE:COLUMN`, in the order of the text.
  std::vector<std::string> found() const {
    std::vector<std::string> out;
    for (const auto& d : sink.all()) out.push_back(std::string(diag::info(d.id).code) + " " + place(d.span));
    return out;
  }
  /// The one finding of a kind; the test fails if there is none, or more.
  const diag::Diagnostic& only(diag::Id id) const {
    const diag::Diagnostic* out = nullptr;
    for (const auto& d : sink.all()) {
      if (d.id != id) continue;
      REQUIRE(out == nullptr);
      out = &d;
    }
    REQUIRE(out != nullptr);
    return *out;
  }
  std::vector<std::string> notes(const diag::Diagnostic& d) const {
    std::vector<std::string> out;
    for (const diag::Label& note : d.notes) out.push_back(place(note.span) + " " + note.text);
    return out;
  }
};

using Findings = std::vector<std::string>;

/// Parses `text` behind the line `framework t 1`, which is line 1.
inline std::unique_ptr<Built> parsed(const std::string& text) {
  auto out = std::make_unique<Built>();
  const source::FileId id = out->sources.add("t.msd", "framework t 1\n" + text);
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  out->unit = parse::parse_file(out->sources, id, options, out->sink);
  return out;
}

inline std::unique_ptr<Built> build(const std::string& text) {
  auto out = parsed(text);
  out->registry = registry::build({&out->unit}, {&out->sources}, out->sink);
  out->sink.finish();
  return out;
}

/// Runs the check stage too; only the findings are kept.
inline std::unique_ptr<Built> checked(const std::string& text) {
  auto out = parsed(text);
  check::check(registry::build({&out->unit}, {&out->sources}, out->sink), {}, out->sink);
  out->sink.finish();
  return out;
}

}  // namespace msd::test
