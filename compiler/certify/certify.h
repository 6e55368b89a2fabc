// Claims of the analysis → certificates, which the checker in compiler/verify reads: what is claimed, with the facts
// that show it, or with cases that show it.
#pragma once

#include "compiler/analysis/analyze.h"
#include "compiler/verify/checker.h"
#include "runtime/eval/seek.h"

namespace msd::certify {

using certificates::Certificate;

struct Options {
  std::size_t most_steps = 20'000;  ///< cases that the search for one proof looks at
};

/// What is claimed, without what shows it.
Certificate statement(const tir::Program& program, const analysis::Claim& claim);

/// Searches for the cases that show the claim; the checker is left with it. False if there are none, or none were found
/// within the steps; `reason` then says so. Deterministic.
bool prove(verify::Checker& checker, Certificate& certificate, const Options& options);

/// A certificate of the claim: with a witness, with cases, or with the reason why there is none.
Certificate certify(const tir::Program& program, const analysis::Claim& claim, verify::Checker& checker,
                    const Options& options);

/// Statements of what is declared (`never`, `always`, `monotone`, `independent`) and was not refuted, nor left open.
std::vector<Certificate> kept(const tir::Program& program, const analysis::Analysis& analysis);

/// Of a design: with what it has for the facts that are `held`, and all others unknown, the cell is never as wished.
/// The claim, without cases. Values that cases cannot name (texts, names, rows) leave it open.
Certificate forbidden(const eval::Facts& facts, eval::CellRef cell, const eval::Wish& wish,
                      const std::vector<eval::CellRef>& held);

/// What a proof calls `ROW:NODE`, for people: one line for each node that it tells cases of.
std::vector<std::string> legend(const image::Image& image, const Certificate& certificate);

}  // namespace msd::certify
