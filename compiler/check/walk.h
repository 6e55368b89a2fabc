// Walks over the typed IR that several stages need.
#pragma once

#include "compiler/check/tir.h"

#include <functional>

namespace msd::tir {

/// Calls `see` with the expression and all that it is made of, the keys of a distinct count among them: each before its
/// parts, these in order. Nothing for one that is not valid. Linear.
void visit(const Program& program, ExprId id, const std::function<void(const Expr&)>& see);

/// The fields that the expression reads directly, each once, in the order in which it does.
std::vector<FieldId> reads(const Program& program, ExprId id);

/// The expressions of a rule that are there: where it applies, its value, and its lines.
std::vector<ExprId> expressions(const Rule& rule);

}  // namespace msd::tir
