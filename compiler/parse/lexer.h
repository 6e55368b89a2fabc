// Text → tokens, with exact byte spans, comments kept aside, and braces made to balance. Written by hand because spans
// are bytes, words are special only in places, and hostile input must end early.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "compiler/parse/parse.h"

#include <vector>

namespace msd::parse {

enum class Tok : std::uint8_t {
  END = 0,
#define MSD_TOKEN(NAME, words) NAME,
#define MSD_KEYWORD(NAME, word) K_##NAME,
#include "compiler/parse/tokens.def"
  COUNT
};

struct Token {
  Tok kind{};
  bool line_start = false;    ///< first on its line
  bool margin = false;        ///< a word that opens a declaration, at the margin: what is open before it ends there
  bool unclosed = false;      ///< TEXT: its closing quote is missing, and was reported; the rest of the line is in it
  bool behind_stray = false;  ///< a closing brace before it was taken out
  std::uint8_t unit = 0;      ///< NUMBER: bytes of the unit at the end of the token
  std::uint32_t begin = 0, end = 0;
  std::uint32_t depth = 0;  ///< open braces around it; a brace itself stands outside of what it opens
  bool made() const { return begin == end && kind != Tok::END; }  ///< a brace that is missing in the text
};

struct Lexed {
  std::vector<Token> tokens;  ///< ends with END
  std::vector<ast::Comment> comments;
  std::vector<source::Span> strays;  ///< closing braces that close nothing; the parser may know better
  bool design = false;               ///< the file holds designs
  bool usable = true;                ///< false: too broken to parse at all
  std::size_t faults = 0;            ///< lexical ones that were reported
};

/// Splits one file. Reports each lexical fault once, up to a limit. Linear.
Lexed lex(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink);

/// Makes braces balance (a file that does is not touched): adds the missing ones as empty tokens, takes out those that
/// close nothing, and sets the depth of every token. Where a file does not balance, its indentation says which brace is
/// missing, if that explains the file with no more repairs than counting does. Reports each brace that is missing, up
/// to a limit. Linear.
void balance(Lexed& lexed, std::string_view text, source::FileId file, const Options& options, diag::Sink& sink);

/// The column of the first token of the line that holds `offset`, tabs counted as four. Linear in the line.
std::uint32_t indent_of(std::string_view text, std::uint32_t offset);

/// Gives words their role by where they stand. The tokens come from lex. Linear.
void classify_words(Lexed& lexed, std::string_view text);

/// The tokens of a file in their roles: lex, and classify_words if there is anything to classify. For what works on
/// tokens alone. Linear.
Lexed read_words(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink);

/// Whether a token in this role is the first of a declaration.
bool opens_declaration(Tok kind);

/// `a name`, "`{`" and so on, for messages.
std::string_view describe(Tok kind);

}  // namespace msd::parse
