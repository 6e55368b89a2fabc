// Registry and trees → the typed IR: names in expressions resolved, types checked, what rules read held against the
// declared parents, the order of evaluation found. The result satisfies verify().
#pragma once

#include "compiler/registry/registry.h"

namespace msd::check {

struct Options {};

struct Result {
  tir::Program program;
  bool usable = true;  ///< no error was reported by this stage or an earlier one on which lowering depends
};

/// Types everything that the registry left as trees. Each fault is reported once and poisons only what contains it.
Result check(registry::Registry registry, const Options& options, diag::Sink& sink);

/// The invariants of a program that later stages rely on (children before parents, classes as ops.def says, ids in
/// range). Empty if it holds, else the first violation in words. For tests and debug builds. Linear.
std::string verify(const tir::Program& program);

/// For `msdc dump tir` and `msdc dump graph` (each field with the fields its rule reads and declares).
std::string dump(const tir::Program& program);
std::string dump_graph(const tir::Program& program);

}  // namespace msd::check
