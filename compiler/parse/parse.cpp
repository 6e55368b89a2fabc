#include "compiler/parse/parse.h"

#include "compiler/parse/tree.h"

#include <exception>

namespace msd::parse {

namespace {

bool is_design(const Lexed& lexed, std::string_view text) {
  return !lexed.tokens.empty() && lexed.tokens[0].kind == Tok::WORD &&
         text.substr(lexed.tokens[0].begin, lexed.tokens[0].end - lexed.tokens[0].begin) == "design";
}

/// What the shape of the file as a whole must be.
void check_file(const ast::Unit& unit, bool rules, diag::Sink& sink) {
  if (rules && !unit.designs.empty() && unit.order.size() > unit.designs.size()) {
    sink.report(diag::kind::MixedFile, unit.designs[0].name.span).help("give the design a file of its own");
  }
  if (rules) return;
  for (std::size_t i = 1; i < unit.designs.size(); ++i) {
    sink.report(diag::kind::SeveralDesigns, unit.designs[i].name.span)
        .note(unit.designs[0].name.span, "the first one")
        .help("give each design a file of its own");
  }
}

}  // namespace

ast::Unit parse_file(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink) {
  ast::Unit unit;
  unit.file = file;
  const std::string_view text = sources.file(file).text;
  Lexed lexed = lex(sources, file, options, sink);
  unit.whole = false;
  if (!lexed.usable) return unit;
  if (lexed.tokens.size() == 1) {
    if (lexed.faults == 0)
      sink.report(diag::kind::EmptyFile, {file, 0, 0})
          .help("a design begins with `design`, a framework's file with a declaration");
    return unit;
  }
  lexed.design = options.kind == FileKind::Design || (options.kind == FileKind::Auto && is_design(lexed, text));
  classify_words(lexed, text);
  const Job job{lexed, text, file, options, sink, unit};
  const std::size_t before = sink.all().size();
  try {
    lexed.design ? build_design(job) : build_rules(job);
    unit.whole = true;
  } catch (const TooDeep&) {
    sink.report(diag::kind::TooDeep, {file, 0, 0}, options.max_depth);
  } catch (const TooManyFaults&) {
    // Reported where it was thrown.
  } catch (const std::exception& fault) {
    // The one place where an exception of the parser's library could come out; after a report it is a consequence.
    if (sink.all().size() == before) sink.report(diag::kind::ParserFault, {file, 0, 0}, fault.what());
  }
  unit.comments = std::move(lexed.comments);
  check_file(unit, !lexed.design, sink);
  return unit;
}

}  // namespace msd::parse
