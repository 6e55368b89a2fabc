// Headers and selectors of rows, once the fields are known.
#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

void header(Work& work, tir::RowId id) {
  tir::Row& row = work.program()[id];
  const ast::RowDecl& d = *work.out.row_decls[id.index].decl;
  const std::string pattern = d.written.given() ? std::string(d.written.value) : row.name + " {name}";
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(pattern.find(' ', at), pattern.size());
    const std::string word = pattern.substr(at, end - at);
    at = end;
    tir::HeaderPart part;
    if (word.size() > 2 && word.front() == '{' && word.back() == '}') {
      const std::string slot = word.substr(1, word.size() - 2);
      part.kind = slot == "name" ? tir::HeaderPart::Kind::Name : tir::HeaderPart::Kind::Field;
      part.field = work.out.field(id, slot);
      const bool usable =
          part.field.valid() && (work.program()[part.field].builtin == tir::Builtin::None || slot == "name");
      if (!usable || row.header.empty()) {
        work.sink.report(diag::kind::HeaderSlot, d.written.span, row.name, slot)
            .help(row.header.empty() ? "a header begins with a fixed word"
                                     : diag::did_you_mean(slot, work.field_names(id)));
        continue;
      }
    } else {
      part.kind = tir::HeaderPart::Kind::Word;
      part.word = word;
    }
    row.header.push_back(std::move(part));
  }
  if (row.header.empty()) row.header.push_back({tir::HeaderPart::Kind::Word, row.name, {}});
}

void selector(Work& work, tir::RowId id) {
  const ast::RowDecl& d = *work.out.row_decls[id.index].decl;
  if (!d.selector_row.given()) return;
  tir::Row& row = work.program()[id];
  if (!row.single) work.sink.report(diag::kind::NoFields, d.selector_row.span, row.name).help("add `single`");
  const auto owner = work.out.rows.find(std::string(d.selector_row.text));
  const tir::FieldId field =
      owner == work.out.rows.end() ? tir::FieldId{} : work.out.field(owner->second, d.selector_field.text);
  const bool good = field.valid() && work.program()[field].type.cls == Class::Ref &&
                    work.program()[field].type.row == id && work.program()[field].type.optional &&
                    !work.program()[field].inverse_of.valid();
  if (!good) {
    const std::string written = std::string(d.selector_row.text) + "." + std::string(d.selector_field.text);
    work.sink.report(diag::kind::BadSelector, source::join(d.selector_row.span, d.selector_field.span), written,
                     row.name);
    return;
  }
  row.selector = field;
}

}  // namespace

void finish_rows(Work& work) {
  tir::Program& program = work.program();
  for (std::uint32_t i = 0; i < program.rows.size(); ++i) {
    header(work, tir::RowId{i});
    selector(work, tir::RowId{i});
  }
  for (std::uint32_t i = 0; i < program.rows.size(); ++i) {
    for (std::uint32_t j = 0; j < i; ++j) {
      const tir::Row& a = program.rows[j];
      const tir::Row& b = program.rows[i];
      if (!(a.parent == b.parent) || a.header[0].word != b.header[0].word) continue;
      work.sink.report(diag::kind::HeaderClash, b.span, a.name, b.name).note(a.span, "the other row");
      work.out.usable = false;
    }
  }
}

}  // namespace msd::registry
