// What the analysis claims about a framework, each with its proof or its witness.
#pragma once

#include "compiler/analysis/witness.h"
#include "compiler/diagnostics/diagnostics.h"

namespace msd::analysis {

struct Claim {
  diag::Id id{};
  source::Span span;
  std::vector<std::string> words;  ///< the arguments of the kind's message
  std::string label;
  std::vector<diag::Label> notes;  ///< the proof, or what follows from it
  std::string help;
  std::optional<Witness> witness;   ///< of a positive claim: not to be printed before the runtime has replayed it
  std::optional<Witness> fuller;    ///< the same with more facts, where the runtime does not settle what is left open
  bool bounded = false;             ///< rests on the bound on rows: with more rows it may be otherwise
  tir::FieldId field;               ///< what it is about, if it is about a field's rule
  std::uint32_t line = UINT32_MAX;  ///< the line of the rule
  std::uint32_t requirement = UINT32_MAX;
  std::uint32_t property = UINT32_MAX;
  std::uint32_t dependence = UINT32_MAX;
  std::uint32_t other = UINT32_MAX;  ///< the other line of an overlap or a mask; the value that is never, or always
  tir::FieldId with;                 ///< the other field, of two that are the same, or the one that is read
  bool negated = false;              ///< the two fields are opposites
  tir::ExprId part;                  ///< the part of a condition that changes nothing
  bool caused = false;               ///< it follows from another claim, which has it as a note
};

}  // namespace msd::analysis
