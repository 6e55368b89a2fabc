// A framework and a design given as text, for tests of binding.
#pragma once

#include "compiler/bind/bind.h"
#include "compiler/check/check.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "tests/support/catch.h"

#include <optional>
#include <string>

namespace msd::test {

/// A framework that must compile; its image lives as long as this.
struct Framework {
  source::SourceMap sources;
  std::optional<image::Image> image;

  explicit Framework(const std::string& rules) {
    diag::Sink sink;
    const source::FileId file = sources.add("rules.msd", rules);
    parse::Options options;
    options.kind = parse::FileKind::Auto;
    const ast::Unit unit = parse::parse_file(sources, file, options, sink);
    registry::Registry registry = registry::build({&unit}, {}, sink);
    check::Result checked = check::check(std::move(registry), {}, sink);
    const image::Builder builder = lower::lower(checked.program, sources, {}, sink);
    for (const diag::Diagnostic& d : sink.all()) {
      if (d.severity == diag::Severity::Error) FAIL(diag::info(d.id).code << " " << d.message << "\n" << rules);
    }
    image::Refusal refusal;
    image = image::Image::open(builder.finish(), refusal);
    REQUIRE(image.has_value());
  }
};

/// A design that is bound to a framework, with what was found.
struct Design {
  source::SourceMap sources;
  diag::Sink sink;
  std::optional<eval::Facts> facts;

  Design(const Framework& framework, const std::string& body) {
    const source::FileId file = sources.add("design.msd", "design d uses f {\n" + body + "\n}\n");
    parse::Options options;
    options.kind = parse::FileKind::Design;
    const ast::Unit unit = parse::parse_file(sources, file, options, sink);
    REQUIRE(unit.designs.size() == 1);
    facts.emplace(bind::bind(unit.designs[0].body, *framework.image, sources, file, {}, sink));
  }

  /// The codes of what was found, in order, joined by blanks.
  std::string codes() {
    sink.finish();
    std::string out;
    for (const diag::Diagnostic& d : sink.all()) out += (out.empty() ? "" : " ") + std::string(diag::info(d.id).code);
    return out;
  }
  eval::CellRef at(const std::string& row, const std::string& field) const {
    const image::Image& image = facts->image();
    for (eval::RowIndex r = 0; r < facts->rows().size(); ++r) {
      if (facts->symbols.text(facts->rows()[r].name) != row) continue;
      const image::RowRecord& kind = image.rows()[facts->rows()[r].kind];
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        if (image.text(image.fields()[f].name) == field) return {r, f};
      }
    }
    FAIL("no cell " << row << "." << field);
    return {};
  }
  const eval::CellFact& cell(const std::string& row, const std::string& field) const {
    const eval::CellRef ref = at(row, field);
    return facts->cell(ref.row, ref.field);
  }
  std::string text(const std::string& row, const std::string& field) const {
    const eval::CellFact& fact = cell(row, field);
    if (fact.state != eval::CellFact::State::Stated) return "";
    return std::string(facts->symbols.text(static_cast<std::uint32_t>(fact.value.number)));
  }
};

}  // namespace msd::test
