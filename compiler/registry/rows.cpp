// Headers and selectors of rows, once the fields are known.
#include "compiler/registry/build.h"

#include <map>

namespace msd::registry {

namespace {

/// A place inside of a text; the whole text where it holds escapes.
source::Span inside(const ast::Text& text, std::size_t begin, std::size_t end) {
  if (text.raw.size() != text.value.size()) return text.span;
  const auto base = text.span.begin + 1;
  return {text.span.file, base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
}

class Header {
 public:
  Header(Work& work, tir::RowId id) : work_(work), id_(id), written_(work.out.row_decls[id.index].decl->written) {}

  void run() {
    tir::Row& row = work_.program()[id_];
    if (written_.given() && written_.value.find_first_not_of(" \t") == std::string_view::npos)
      return first("\"\"", 0, written_.value.size());
    const std::string pattern = written_.given() ? std::string(written_.value) : row.name + " {name}";
    for (std::size_t at = pattern.find_first_not_of(" \t"); at < pattern.size();) {
      const std::size_t end = std::min(pattern.find_first_of(" \t", at), pattern.size());
      part(pattern.substr(at, end - at), at, end);
      at = pattern.find_first_not_of(" \t", end);
    }
    if (row.header.empty()) row.header.push_back({tir::HeaderPart::Kind::Word, row.name, {}});
  }

 private:
  void wrong(std::size_t begin, std::size_t end, std::string_view what, const std::string& why, std::string help) {
    const source::Span place = written_.given() ? inside(written_, begin, end) : work_.program()[id_].span;
    work_.sink.report(diag::kind::HeaderSlot, place, what, work_.program()[id_].name).label(why).help(std::move(help));
  }

  void part(const std::string& word, std::size_t begin, std::size_t end) {
    tir::Row& row = work_.program()[id_];
    tir::HeaderPart made;
    if (word.find_first_of("{}") == std::string::npos) {
      made.word = word;
      row.header.push_back(std::move(made));
      return;
    }
    const bool whole = word.size() > 2 && word.front() == '{' && word.find_first_of("{}", 1) == word.size() - 1;
    if (row.header.empty()) return first(word, begin, end);
    if (!whole) return wrong(begin, end, word, "a slot stands alone", "write `{field}` with spaces around it");
    const std::string slot = word.substr(1, word.size() - 2);
    made.kind = slot == "name" ? tir::HeaderPart::Kind::Name : tir::HeaderPart::Kind::Field;
    made.field = work_.out.field(id_, slot);
    if (!made.field.valid()) {
      if (work_.lost(slot)) return;
      return wrong(begin, end, word, "`" + row.name + "` has no such field",
                   work_.suggest(slot, work_.field_names(id_)));
    }
    if (work_.program()[made.field].builtin != tir::Builtin::None && slot != "name")
      return wrong(begin, end, word, "a design does not state it", {});
    for (const tir::HeaderPart& other : row.header) {
      if (other.kind != tir::HeaderPart::Kind::Word && other.field == made.field)
        return wrong(begin, end, word, "it has its place already", "take it out");
    }
    row.header.push_back(std::move(made));
  }

  void first(const std::string& word, std::size_t begin, std::size_t end) {
    const std::string& row = work_.program()[id_].name;
    wrong(begin, end, word, "the first word of a header is fixed",
          "begin with the word that opens such a row, as in `" + row + " {name}`");
    work_.program()[id_].header.push_back({tir::HeaderPart::Kind::Word, row, {}});
  }

  Work& work_;
  tir::RowId id_;
  const ast::Text& written_;
};

/// `named by ROW.FIELD`: an optional reference to this row, from another one.
void selector(Work& work, tir::RowId id) {
  const ast::RowDecl& d = *work.out.row_decls[id.index].decl;
  if (!d.selector_row.given()) return;
  const source::Span place = source::join(d.selector_row.span, d.selector_field.span);
  const std::string text = std::string(d.selector_row.text) + "." + std::string(d.selector_field.text);
  tir::Row& row = work.program()[id];
  if (!row.single) {
    work.sink.report(diag::kind::NamedNotSingle, place, row.name)
        .help("add `single`; rows of other kinds are named by themselves");
    return;
  }
  auto wrong = [&](std::string label, std::string help) {
    work.sink.report(diag::kind::BadSelector, place, text, row.name).label(std::move(label)).help(std::move(help));
  };
  const auto owner = work.out.rows.find(std::string(d.selector_row.text));
  if (owner == work.out.rows.end()) {
    if (work.lost(d.selector_row.text)) return;
    return wrong("there is no row `" + std::string(d.selector_row.text) + "`",
                 work.suggest(d.selector_row.text, work.row_names()));
  }
  const tir::FieldId field = work.out.field(owner->second, d.selector_field.text);
  if (!field.valid()) {
    if (work.lost(d.selector_field.text)) return;
    const std::string near = work.suggest(d.selector_field.text, work.field_names(owner->second));
    return wrong("`" + owner->first + "` has no such field",
                 near.empty() ? fmt::format("declare it: `field {} : optional {} given`", text, row.name) : near);
  }
  const tir::Field& found = work.program()[field];
  if (found.mistyped) return;
  const bool fits = found.type.cls == Class::Ref && found.type.row == id && found.type.optional;
  if (!fits || found.builtin != tir::Builtin::None) {
    work.sink.report(diag::kind::BadSelector, place, text, row.name)
        .label("it is " + phrase(found.type, work.program()))
        .note(found.span, "declared here")
        .help("its type has to be `optional " + row.name + "`");
    return;
  }
  row.selector = field;
}

/// Two kinds of row that may stand in the same place need different first words.
void first_words(Work& work) {
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> seen;
  for (std::uint32_t i = 0; i < work.program().rows.size(); ++i) {
    const tir::Row& row = work.program().rows[i];
    const auto [it, fresh] = seen.emplace(std::pair(row.parent.index, row.header[0].word), i);
    if (fresh) continue;
    const tir::Row& other = work.program().rows[it->second];
    const auto place = [&](std::uint32_t at) {
      const ast::Text& written = work.out.row_decls[at].decl->written;
      return written.given() ? written.span : work.program().rows[at].span;
    };
    work.sink.report(diag::kind::HeaderClash, place(i), other.name, row.name)
        .label("`" + row.header[0].word + "` opens this row")
        .note(place(it->second), "and this one")
        .help("give one of them another first word with `written \"WORD …\"`");
    work.out.usable = false;
  }
}

}  // namespace

void finish_rows(Work& work) {
  for (std::uint32_t i = 0; i < work.program().rows.size(); ++i) {
    Header(work, tir::RowId{i}).run();
    selector(work, tir::RowId{i});
  }
  first_words(work);
}

}  // namespace msd::registry
