// Tests for the rules of a framework: as few as reach all that can be covered.
#pragma once

#include "compiler/analysis/analyze.h"
#include "compiler/coverage/coverage.h"
#include "compiler/parse/ast.h"
#include "compiler/source/source.h"

namespace msd::generate {

struct Options {
  analysis::Options analysis = {2, 1'000'000};
  std::vector<const ast::TestDecl*> tests = {};  ///< those that `begun` counts
};

struct Generated {
  std::string text;  ///< `test` blocks in the one style
  std::size_t tests = 0;
  std::size_t neighbours = 0;            ///< of the rules, without those that give the same everywhere
  std::size_t told = 0;                  ///< by these tests, and by `Options::tests`
  std::vector<std::string> untold = {};  ///< the others, in words, each with the reason
  coverage::Coverage coverage;           ///< by what `begun` had and these tests; what cannot be is marked as such
};

/// Makes tests for all goals that `begun` does not meet, and for the neighbours of rules that no test tells from them.
/// Each is evaluated, and expects what the runtime gives for the tables that it is there for. No test can be left out
/// without losing one of these. Deterministic. Costs the diagrams of the
/// framework, and an evaluation for each fact of each test.
Generated generate(const tir::Program& program, coverage::Coverage begun, source::SourceMap& sources,
                   const Options& options);

}  // namespace msd::generate
