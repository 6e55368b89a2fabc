/* msd.h: decide records by the rules of a framework, in the process that has them.
 *
 * An image (what `msdc compile FRAMEWORK -o FILE` writes) is loaded once. The rules of one kind of its rows are laid
 * flat: columns that a record holds, decisions that follow from it. docs/library.md shows how; docs/emit.md says what a
 * record is.
 *
 *   msd_image    a verified image                       may be used by any number of threads at once
 *   msd_rules    columns and decisions of one row kind  the same; keeps what it needs of its image
 *   msd_decider  decides, and remembers the last record  one thread at a time; keeps its rules alive
 *
 * No global state, no locks, nothing thrown. `msd_decide` and `msd_decide_many` allocate nothing. Functions that end in
 * _free take a null pointer, too. Texts belong to the object that they were asked of, end with a zero byte, and are
 * UTF-8.
 */
#ifndef MSD_H
#define MSD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MSD_API __attribute__((visibility("default")))
#else
#define MSD_API
#endif

/* Raised when something here is taken away or changes its meaning; what is only added does not raise it. */
#define MSD_API_VERSION 1
/* The one that the library was built with. */
MSD_API uint32_t msd_api_version(void);

/* NOLINTBEGIN(modernize-use-using): C has no other word for it */
typedef struct msd_image msd_image;
typedef struct msd_rules msd_rules;
typedef struct msd_decider msd_decider;

typedef enum msd_status {
  MSD_OK = 0,
  MSD_CANNOT_READ = 1,  /* the file */
  MSD_NOT_AN_IMAGE = 2, /* damaged, of another version of the format, or something else */
  MSD_NO_SUCH_ROW = 3,
  MSD_BAD_RECORD = 4, /* a cell is no value of its column */
  MSD_NO_MEMORY = 5
} msd_status;

/* ---- images ------------------------------------------------------------------------------------------------------ */

/* Verifies and copies `size` bytes. `why` (which may be null) gets at most `why_size` bytes that say what is wrong with
 * them, cut if need be; it is empty if nothing is. O(size). */
MSD_API msd_status msd_image_load(const void* bytes, size_t size, msd_image** image, char* why, size_t why_size);
MSD_API msd_status msd_image_load_file(const char* path, msd_image** image, char* why, size_t why_size);
MSD_API void msd_image_free(msd_image* image);
MSD_API const char* msd_image_name(const msd_image* image);
MSD_API const char* msd_image_version(const msd_image* image);
/* Of the content: equal for equal sources, on every machine. */
MSD_API uint64_t msd_image_hash(const msd_image* image);
MSD_API size_t msd_image_row_count(const msd_image* image);
/* Null beyond the last. */
MSD_API const char* msd_image_row_name(const msd_image* image, size_t row);

/* ---- rules ------------------------------------------------------------------------------------------------------- */

/* Of the kind of row with this name. A kind without rules has no decisions. */
MSD_API msd_status msd_rules_of(const msd_image* image, const char* row, msd_rules** rules);
MSD_API void msd_rules_free(msd_rules* rules);

typedef enum msd_type { MSD_BOOL = 0, MSD_ENUM = 1, MSD_SET = 2, MSD_NUMBER = 3 } msd_type;

typedef struct msd_info {
  const char* name;
  const char* measure; /* of a column that holds what is asked of other rows or texts: the expression; else null */
  msd_type type;
  int optional;      /* may be absent */
  int of_the_row;    /* of a decision: a field of the row itself; else it is here since others read it */
  size_t values;     /* MSD_ENUM and MSD_SET: how many; MSD_BOOL: 2 */
  int64_t low, high; /* MSD_NUMBER: in the smallest part of its quantity */
} msd_info;

MSD_API size_t msd_column_count(const msd_rules* rules);
MSD_API size_t msd_decision_count(const msd_rules* rules);
/* MSD_BAD_RECORD beyond the last; `info` is left as it is then. */
MSD_API msd_status msd_column_info(const msd_rules* rules, size_t column, msd_info* info);
MSD_API msd_status msd_decision_info(const msd_rules* rules, size_t decision, msd_info* info);
/* The place of a column or decision with this name; SIZE_MAX if there is none. O(log of their number). */
MSD_API size_t msd_column_named(const msd_rules* rules, const char* name);
MSD_API size_t msd_decision_named(const msd_rules* rules, const char* name);
/* Names of values: `no`, `yes`, those of the enum. Null beyond the last. */
MSD_API const char* msd_column_value(const msd_rules* rules, size_t column, size_t value);
MSD_API const char* msd_decision_value(const msd_rules* rules, size_t decision, size_t value);
/* Rules of a decision, in their order: none if it has no table. */
MSD_API size_t msd_rule_count(const msd_rules* rules, size_t decision);
MSD_API const char* msd_rule_name(const msd_rules* rules, size_t decision, size_t rule);

/* ---- records ----------------------------------------------------------------------------------------------------- */

typedef enum msd_state {
  MSD_VALUE = 0,
  MSD_ABSENT = 1,  /* of a column: if it is optional */
  MSD_REJECTED = 2 /* of a column: if it is a measure */
} msd_state;

typedef struct msd_cell {
  int64_t value;  /* MSD_BOOL: 0 or 1; MSD_ENUM: a place; MSD_SET: a mask, value 0 is bit 0; MSD_NUMBER: the number */
  uint32_t state; /* msd_state */
  int32_t rule;   /* of a result: the place of the rule that fired, -1 if none did; not read in a record */
} msd_cell;

/* For one thread at a time. */
MSD_API msd_status msd_decider_new(const msd_rules* rules, msd_decider** decider);
MSD_API void msd_decider_free(msd_decider* decider);

/* Decides one record: a cell for each column, in; a cell for each decision, out. MSD_BAD_RECORD if a cell is no value
 * of its column: then nothing is written, and `bad` (which may be null) gets the column. */
MSD_API msd_status msd_decide(msd_decider* decider, const msd_cell* record, msd_cell* results, size_t* bad);
/* The same for `count` records that lie behind each other. `done` (which may be null) gets how many were decided before
 * a bad one, which ends it. */
MSD_API msd_status msd_decide_many(msd_decider* decider, const msd_cell* records, size_t count, msd_cell* results,
                                   size_t* done, size_t* bad);

/* Whether the condition of a rule holds for the record that was decided last: 1, 0, or -1 if there is no such rule, the
 * `where` of its decision does not hold, or something that it reads is rejected. */
MSD_API int msd_rule_held(msd_decider* decider, size_t decision, size_t rule);

/* NOLINTEND(modernize-use-using) */

#ifdef __cplusplus
}
#endif
#endif
