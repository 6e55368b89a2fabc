/* The emitted C header, decided by a C compiler. */
#pragma once

#include <interview_path.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
void decide_emitted_c(const struct interview_path_record* records, struct interview_path_decisions* decisions,
                      size_t count);
#ifdef __cplusplus
}
#endif
