// msdc eval --records.
#pragma once

#include "compiler/driver/commands.h"
#include "runtime/bulk/run.h"

namespace msd::driver {

/// What `msdc eval --records` reads and writes.
struct BulkOptions {
  bool wanted = false;
  bulk::Options run = {};
};
int eval_records(const Common& options, const BulkOptions& bulk);

}  // namespace msd::driver
