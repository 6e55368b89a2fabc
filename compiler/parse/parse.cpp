#include "compiler/parse/parse.h"

#include "compiler/parse/tree.h"

#include <algorithm>
#include <stdexcept>

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

bool inside(source::Span span, const std::vector<source::Span>& places) {
  return std::any_of(places.begin(), places.end(), [&](source::Span place) {
    return place.file == span.file && place.begin <= span.begin && span.begin < place.end;
  });
}

/// Reports closing braces that close nothing, but for those whose opening one was missed already.
void strays(const Lexed& lexed, const Findings& findings, diag::Sink& sink) {
  std::vector<std::uint32_t> missed = findings.missing_braces;
  for (source::Span stray : lexed.strays) {
    const auto opener = std::find_if(missed.begin(), missed.end(), [&](std::uint32_t at) { return at < stray.begin; });
    if (opener != missed.end()) {
      missed.erase(opener);
      continue;
    }
    sink.report(diag::kind::StrayBrace, stray, "}");
  }
}

/// Drops reports that another one explains: the lexical faults of what was not read for another reason, and a brace
/// that is never closed where the same line has a syntax error about a brace, or a sign in its place.
class Explained {
 public:
  Explained(const source::SourceMap& sources, source::FileId file, const Findings& findings, std::size_t first,
            diag::Sink& sink)
      : sources_(sources), file_(file), findings_(findings), first_(first), sink_(sink) {}

  void drop() {
    std::vector<diag::Diagnostic> all = sink_.take();
    for (std::size_t i = first_; i < all.size(); ++i) {
      if (all[i].id == diag::Id::StrayCharacter) signs_.push_back(all[i].span.begin);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i < first_ || !explained(all[i])) sink_.put(std::move(all[i]));
    }
  }

 private:
  bool explained(const diag::Diagnostic& d) const {
    if (d.id == diag::Id::ReservedDeclaration || d.id == diag::Id::TooManyErrors) return false;
    if (inside(d.span, findings_.swallowed)) return true;
    return d.id == diag::Id::UnclosedBrace &&
           (on_line(d.span.begin, findings_.wrong_braces) || on_line(d.span.begin, signs_));
  }
  /// Whether one of the places stands on the line of `at`, not before it.
  bool on_line(std::uint32_t at, const std::vector<std::uint32_t>& places) const {
    const std::uint32_t line = sources_.position(file_, at).line;
    return std::any_of(places.begin(), places.end(), [&](std::uint32_t place) {
      return place >= at && sources_.position(file_, place).line == line;
    });
  }

  const source::SourceMap& sources_;
  source::FileId file_;
  const Findings& findings_;
  std::size_t first_;
  diag::Sink& sink_;
  std::vector<std::uint32_t> signs_;
};

}  // namespace

Lexed read_words(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink) {
  const std::string_view text = sources.file(file).text;
  Lexed lexed = lex(sources, file, options, sink);
  lexed.design = options.kind == FileKind::Design || (options.kind == FileKind::Auto && is_design(lexed, text));
  if (lexed.usable) classify_words(lexed, text);
  return lexed;
}

ast::Unit parse_file(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink) {
  ast::Unit unit;
  unit.file = file;
  const std::string_view text = sources.file(file).text;
  const std::size_t first = sink.all().size();
  unit.whole = false;
  const Lexed lexed = read_words(sources, file, options, sink);
  unit.comments = lexed.comments;
  if (!lexed.usable) {
    // Reading ended at the limit of errors; those that were only collected belong to them.
    for (std::size_t i = 0; i < std::min<std::size_t>(lexed.strays.size(), options.max_errors); ++i)
      sink.report(diag::kind::StrayBrace, lexed.strays[i], "}");
    return unit;
  }
  // The last token is the end of the file; separators alone are nothing, too.
  if (std::all_of(lexed.tokens.begin(), lexed.tokens.end() - 1, [](const Token& t) { return t.kind == Tok::SEMI; })) {
    if (lexed.faults == 0)
      sink.report(diag::kind::EmptyFile, {file, 0, 0})
          .help("a design begins with `design`, a framework's file with a declaration");
    return unit;
  }
  Findings findings;
  const Job job{lexed, text, file, options, sink, first, unit, findings};
  try {
    lexed.design ? build_design(job) : build_rules(job);
    unit.whole = true;
  } catch (const TooDeep& deep) {
    const Token& at = lexed.tokens[std::min(deep.token, lexed.tokens.size() - 1)];
    sink.report(diag::kind::TooDeep, {file, at.begin, at.end}, options.max_depth)
        .help("the rest of the file is not looked at");
  } catch (const TooManyFaults&) {
    // Reported where it was thrown.
  } catch (const std::exception& fault) {
    // No exception of the parser's library goes further than this; one that comes here is a fault of our own.
    throw std::logic_error(std::string("the parser gave up: ") + fault.what());
  }
  if (unit.whole) strays(lexed, findings, sink);
  if (sink.all().size() > first + 1) Explained(sources, file, findings, first, sink).drop();
  check_file(unit, !lexed.design, sink);
  return unit;
}

}  // namespace msd::parse
