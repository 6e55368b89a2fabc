// Text → tokens, with exact byte spans, comments kept aside, and braces made to balance. Written by hand because spans
// are bytes, words are special only in places, and hostile input must end early (see docs/decisions/0002).
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
  bool line_start = false;  ///< first on its line
  std::uint8_t unit = 0;    ///< NUMBER: bytes of the unit at the end of the token
  std::uint32_t begin = 0, end = 0;
  std::uint32_t depth = 0;  ///< open braces around it; a brace itself stands outside of what it opens
};

struct Lexed {
  std::vector<Token> tokens;  ///< ends with END
  std::vector<ast::Comment> comments;
  bool design = false;  ///< the file holds designs
  bool usable = true;   ///< false: too broken to parse at all
  std::size_t faults = 0;
};

/// Splits one file. Reports each lexical fault once. Linear.
Lexed lex(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink);

/// Gives words their role by where they stand. The tokens come from lex. Linear.
void classify_words(Lexed& lexed, std::string_view text);

/// `a name`, "`{`" and so on, for messages.
std::string_view describe(Tok kind);

}  // namespace msd::parse
