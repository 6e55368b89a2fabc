// The syntax tree of one file: what was written, with exact spans, nothing resolved. Every string_view points into the
// source text (SourceMap keeps it alive), except decoded texts, which the unit owns.
#pragma once

#include "compiler/parse/ast_variants.h"

#include <deque>

namespace msd::ast {

struct Unit : Declarations {
  source::FileId file;
  bool whole = true;  ///< false: reading ended early; what is missing here may well be in the file

  std::vector<VariantDecl> variants;
  std::vector<VariantStep> steps_of_change;
  std::vector<Change> changes;
  std::vector<ChangeDecl> edited;
  Declarations changed;  ///< declarations inside changes; compiler/variants puts them where they belong

  std::vector<Expr> exprs;
  std::vector<Name> names;
  std::vector<ExprId> items;
  std::deque<std::string> decoded;  ///< texts that held an escape
  std::vector<Comment> comments;    ///< all of them, in order

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
};

}  // namespace msd::ast
