// The scenarios of a design: bound, evaluated, and held against the baseline.
#pragma once

#include "compiler/bind/scenarios.h"
#include "compiler/driver/session.h"

namespace msd::driver {

/// Evaluates each scenario of a design and adds what it changes to `baseline`, whose findings are those of evaluation
/// alone; then ranks them all by what the framework prefers few of. A fault of binding that the baseline has as well is
/// not reported again; `bound_errors` says how many errors that of the baseline had. Costs one evaluation of the design
/// for each scenario.
void run_scenarios(const ast::Unit& unit, const ast::Design& design, const Session& session, std::size_t bound_errors,
                   report::DesignReport& baseline, diag::Sink& sink);

/// What `other` changes in `baseline`: rows, values, rules, findings, questions. Both come from `summarize` and hold
/// their findings. Rows are the same if they are called the same.
void hold_against(report::DesignReport& baseline, report::DesignReport& other, report::ScenarioReport& out);

}  // namespace msd::driver
