// What a design says of the archetypes that it follows, judged.
#pragma once

#include "runtime/report/document.h"

namespace msd::driver {

/// Judges each `like` of the design: fills `report.likes`, and adds a finding for whatever does not fit, is unusual,
/// lacks or is open.
void like_findings(report::DesignReport& report);

}  // namespace msd::driver
