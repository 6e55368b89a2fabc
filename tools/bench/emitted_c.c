#include "tools/bench/emitted_c.h"

void decide_emitted_c(const struct interview_path_record* records, struct interview_path_decisions* decisions,
                      size_t count) {
  for (size_t i = 0; i < count; ++i) decisions[i] = interview_path_decide(&records[i]);
}
