#include "compiler/format/format.h"

#include "compiler/format/layout.h"

#include <algorithm>
#include <stdexcept>

namespace msd::format {

namespace {

/// Whether a text reads as what was to be written: the same tokens in the same roles, the same comments.
bool reads_as(const Layout& layout, const std::string& text, const parse::Options& options) {
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add("", text);
  const Layout again = pieces_of(parse::read_words(sources, file, options, sink), sources.file(file).text);
  std::size_t at = 0;
  for (const Piece& piece : layout.pieces) {
    if (piece.gone) continue;
    if (at == again.size()) return false;
    const Piece& found = again.pieces[at++];
    if (found.kind != piece.kind || found.comment != piece.comment || found.doc != piece.doc ||
        found.text != piece.text)
      return false;
  }
  return at == again.size();
}

}  // namespace

std::optional<std::string> format(const source::SourceMap& sources, source::FileId file, const Options& options,
                                  diag::Sink& sink) {
  parse::Options parsing;
  parsing.kind = options.kind;
  const std::size_t errors = sink.errors();
  parse::parse_file(sources, file, parsing, sink);
  if (sink.errors() != errors) return std::nullopt;

  diag::Sink told;  // what there was to say, parsing said
  const parse::Lexed lexed = parse::read_words(sources, file, parsing, told);
  Layout layout = pieces_of(lexed, sources.file(file).text);
  find_structure(layout);
  settle_separators(layout);
  find_structure(layout);
  settle_breaks(layout);
  align(layout);
  std::string out;
  if (!render(layout, options.max_bytes, out)) {
    sink.report(diag::kind::FormattedTooLarge, {file, 0, 0}, sources.file(file).path, options.max_bytes >> 20U);
    return std::nullopt;
  }
  if (!reads_as(layout, out, parsing)) throw std::logic_error("a formatted text does not read as what it was");
  return out;
}

std::string one_line(std::string_view text) {
  static constexpr std::string_view kBefore = "derive a.b = ";
  source::SourceMap sources;
  diag::Sink told;  // what there was to say, parsing said
  parse::Options parsing;
  parsing.kind = parse::FileKind::Rules;
  const source::FileId file = sources.add("", std::string(kBefore).append(text).append("\n"));
  Layout layout = pieces_of(parse::read_words(sources, file, parsing, told), sources.file(file).text);
  std::erase_if(layout.pieces, [](const Piece& piece) { return piece.comment; });
  for (Piece& piece : layout.pieces) piece.breaks = 0;
  find_structure(layout);
  settle_separators(layout);
  find_structure(layout);
  std::string out;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    if (layout.pieces[i].gone) continue;
    if (i != 0) out += gap(layout, i);
    out += layout.pieces[i].text;
  }
  return out.substr(std::min(out.size(), kBefore.size()));
}

}  // namespace msd::format
