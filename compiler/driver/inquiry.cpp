#include "compiler/driver/inquiry.h"

#include "compiler/bind/bind.h"
#include "compiler/edit/edit.h"
#include "compiler/parse/parse.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

using eval::CellFact;
using eval::CellRef;
using image::kNone;

namespace {

bool same(const diag::Diagnostic& a, const diag::Diagnostic& b) { return a.id == b.id && a.message == b.message; }

/// Errors that only the changed text has. Their places are in no file that anybody could open.
std::vector<diag::Diagnostic> only_now(std::vector<diag::Diagnostic> faults,
                                       const std::vector<diag::Diagnostic>& before) {
  std::erase_if(faults, [&](const diag::Diagnostic& fault) {
    return fault.severity != diag::Severity::Error ||
           std::any_of(before.begin(), before.end(), [&](const auto& old) { return same(fault, old); });
  });
  for (diag::Diagnostic& fault : faults) {
    fault.span = {};
    fault.label.clear();
    fault.notes.clear();
    fault.fixes.clear();
  }
  return faults;
}

/// The row of other facts of the same design that has the same name.
eval::RowIndex same_row(const eval::Facts& from, eval::RowIndex row, const eval::Facts& to) {
  const eval::RowFact& wanted = from.rows()[row];
  const std::string_view name = from.symbols.text(wanted.name);
  for (eval::RowIndex other : to.of_kind(wanted.kind)) {
    if (to.rows()[other].named == wanted.named && to.symbols.text(to.rows()[other].name) == name) return other;
  }
  return kNone;
}

}  // namespace

std::optional<CellRef> find_cell(const eval::Facts& facts, std::string_view name, diag::Sink& sink) {
  const image::Image& image = facts.image();
  const std::size_t dot = name.rfind('.');
  const std::string_view wanted = name.substr(0, dot);
  std::vector<std::string_view> rows;
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    rows.push_back(facts.symbols.text(facts.rows()[row].name));
    if (dot == std::string_view::npos || rows.back() != wanted) continue;
    const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
    std::vector<std::string_view> fields;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      fields.push_back(image.text(image.fields()[f].name));
      if (fields.back() == name.substr(dot + 1)) return CellRef{row, f};
    }
    sink.report(diag::kind::NoSuchName, {}, "field", name.substr(dot + 1))
        .help(diag::did_you_mean(name.substr(dot + 1), fields));
    return std::nullopt;
  }
  sink.report(diag::kind::NoSuchName, {}, "row", wanted)
      .help(dot == std::string_view::npos ? "write ROW.FIELD" : diag::did_you_mean(wanted, rows));
  return std::nullopt;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

std::string as_written(const image::Image& image, std::uint32_t field, std::string_view value) {
  const auto cls = static_cast<Class>(image.types()[image.fields()[field].type].cls);
  const bool plain = value == "?" || value == "absent" || value.starts_with('"');
  const bool words = cls == Class::Text || (cls == Class::Id && !edit::is_name(value));
  return words && !plain ? edit::quoted(value) : std::string(value);
}

bool Inquiry::refuse(int status) {
  complain(session_, sink_);
  status_ = finish(session_, status);
  return false;
}

bool Inquiry::open(const std::string& path) {
  design_ = open_design(session_, path, sink_);
  if (!design_.readable) return refuse(2);
  if (design_.usable()) return true;
  if (sink_.errors() == 0) sink_.report(diag::kind::NoInput, design_.start, path);
  return refuse(1);
}

std::optional<CellRef> Inquiry::cell(std::string_view name) {
  auto out = find_cell(facts(), name, sink_);
  if (!out) refuse(2);
  return out;
}

std::optional<CellRef> Inquiry::fact(std::string_view name) {
  const auto out = cell(name);
  if (!out || image().fields()[out->field].rule == kNone) return out;
  std::string rests;
  for (CellRef read : eval::Evaluator(facts(), {}).explain(out->row, out->field).reads) {
    if (image().fields()[read.field].builtin == 0)
      rests += (rests.empty() ? "`" : ", `") + report::cell_name(facts(), read) + "`";
  }
  sink_.report(diag::kind::NotAFact, {}, name)
      .help(rests.empty() ? "only facts can be others" : "change what it rests on: " + rests);
  refuse(2);
  return std::nullopt;
}

int Inquiry::misread(std::string_view question, std::string_view form) {
  sink_.report(diag::kind::NoSuchName, {}, "value in", question).help(fmt::format("write {}", form));
  refuse(2);
  return status_;
}

std::optional<Inquiry::Restated> Inquiry::restated(const std::vector<std::pair<CellRef, std::string>>& cells) {
  // A name of its own: places in the design's file are shown from the file as it is.
  const std::string path = std::string(session_.sources.file(design_.unit.file).path) + " with changes";
  ast::Unit unit = design_.unit;
  eval::Facts now = facts();
  std::vector<diag::Diagnostic> faults;
  for (const auto& [cell, value] : cells) {
    const edit::Editor editor(unit, unit.designs[0], session_.sources, now);
    const CellRef at{same_row(facts(), cell.row, now), cell.field};
    const source::FileId id = session_.sources.add(path, editor.set_cell(at, value, {}));
    diag::Sink sink;
    parse::Options parsing;
    parsing.kind = parse::FileKind::Design;
    unit = parse::parse_file(session_.sources, id, parsing, sink);
    const bool broken = unit.designs.size() != 1 || !only_now(sink.all(), sink_.all()).empty();
    bind::Options binding;
    binding.judged_needs_because = false;
    const std::size_t rows = now.rows().size();
    if (!broken)
      now = bind::bind_design(unit.designs[0], unit.designs[0].body, image(), session_.sources, id, binding, sink);
    faults = only_now(sink.take(), sink_.all());
    const eval::RowIndex row = broken ? kNone : same_row(facts(), cell.row, now);
    if (!broken && now.rows().size() == rows && row != kNone && !now.cell(row, cell.field).faulty) continue;
    if (broken || faults.empty()) {
      sink_.report(diag::kind::NoSuchName, {}, "value", value).help("name one that the cell could have");
    } else {
      sink_.put(std::move(faults.front()));
    }
    refuse(2);
    return std::nullopt;
  }
  std::vector<report::Finding> findings;
  for (const diag::Diagnostic& fault : faults) findings.push_back(finding(fault, session_.sources));
  return Restated{std::move(now), std::move(findings)};
}

std::optional<CellFact> Inquiry::value(CellRef cell, std::string_view value) {
  const auto stated = restated({{cell, as_written(image(), cell.field, value)}});
  if (!stated) return std::nullopt;
  const eval::Facts* other = &stated->facts;
  const std::string name = report::cell_name(facts(), cell);
  const auto at = find_cell(*other, name, sink_);
  CellFact out = at ? other->cell(at->row, at->field) : CellFact{};
  const Class cls = static_cast<Class>(image().types()[image().fields()[cell.field].type].cls);
  const auto number = static_cast<std::uint32_t>(out.value.number);
  if (out.state == CellFact::State::Stated && (cls == Class::Text || cls == Class::Id))
    out.value.number = facts().symbols.intern(other->symbols.text(number));
  if (out.state == CellFact::State::Stated && cls == Class::Ref) out.value.number = same_row(*other, number, facts());
  for (eval::RowIndex& row : out.value.list) row = same_row(*other, row, facts());
  if (!at || (out.state != CellFact::State::Stated && out.state != CellFact::State::Absent)) {
    sink_.report(diag::kind::NoSuchName, {}, "value", value).help("name one that the cell could have");
    refuse(2);
    return std::nullopt;
  }
  return out;
}

int Inquiry::end() {
  const bool faults = sink_.errors() != 0;
  if (faults) complain(session_, sink_);
  return finish(session_, faults ? 1 : 0);
}

}  // namespace msd::driver
