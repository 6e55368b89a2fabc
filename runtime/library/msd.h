/* msd.h: decide records by the rules of a framework, in the process that has them.
 *
 * An image (what `msdc compile FRAMEWORK -o FILE` writes) is loaded once. In its place may stand a rules file (the same
 * with --records), which is loaded in a small part of the time. The rules of one kind of its rows are laid flat:
 * columns that a record holds, decisions that follow from it. docs/library.md shows how; docs/emit.md says what a
 * record is.
 *
 *   msd_image    a verified image, or rules file        may be used by any number of threads at once
 *   msd_rules    columns and decisions of one row kind  the same; keeps what it needs of its image
 *   msd_decider  decides, and remembers the last record  one thread at a time; keeps its rules alive
 *
 *   msd_batch    decides columns of codes           any number of threads at once; keeps its rules alive
 *
 * No global state, nothing thrown, and no locks but in a batch, once for each thread and bad code,
 * and where conditions of a rules file are read. `msd_decide`,
 * `msd_decide_many`, `msd_decide_codes`, `msd_decide_packed` and `msd_decide_possible` allocate nothing. Functions that
 * end in _free take a null pointer, too. Texts belong to the object that they were asked of, end with a zero byte, and
 * are UTF-8.
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
  MSD_NO_MEMORY = 5,
  MSD_NOT_CODED = 6, /* what is asked for does not follow from codes */
  MSD_TOO_MANY = 7   /* completions */
} msd_status;

/* ---- images ------------------------------------------------------------------------------------------------------ */

/* Verifies and copies `size` bytes of an image or a rules file. `why` (which may be null) gets at most `why_size` bytes
 * that say what is wrong with them, cut if need be; it is empty if nothing is. O(size). */
MSD_API msd_status msd_image_load(const void* bytes, size_t size, msd_image** image, char* why, size_t why_size);
MSD_API msd_status msd_image_load_file(const char* path, msd_image** image, char* why, size_t why_size);
MSD_API void msd_image_free(msd_image* image);
MSD_API const char* msd_image_name(const msd_image* image);
MSD_API const char* msd_image_version(const msd_image* image);
/* Of the content: equal for equal sources, on every machine. Of a rules file, that of the image that it is made from.
 */
MSD_API uint64_t msd_image_hash(const msd_image* image);
/* Of a rules file, those kinds of rows that it has rules of. */
MSD_API size_t msd_image_row_count(const msd_image* image);
/* Null beyond the last. */
MSD_API const char* msd_image_row_name(const msd_image* image, size_t row);

/* ---- rules ------------------------------------------------------------------------------------------------------- */

/* Of the kind of row with this name. A kind without rules has no decisions. From an image the rules are laid flat here:
 * O(rules); from a rules file they are there. */
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
  MSD_ABSENT = 1,   /* of a column: if it is optional */
  MSD_REJECTED = 2, /* of a column: if it is a measure */
  MSD_UNKNOWN = 3 /* `msd_decide_possible` only: of a column, it is not known; of a decision, it may come to several */
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
 * `where` of its decision does not hold, or something that it reads is rejected. Of a rules file, conditions of large
 * tables are read and verified when they are asked for first, which allocates; -1 if that fails. */
MSD_API int msd_rule_held(msd_decider* decider, size_t decision, size_t rule);

/* ---- records that are not known as a whole ------------------------------------------------------------------------
 */

/* What each decision comes to if cells are not known (MSD_UNKNOWN): its cell where that is the same for all they could
 * be, else one that is MSD_UNKNOWN itself. `possible` (which may be null) gets a word for each decision: bit 62 if it
 * can be absent, bit 63 if it can be rejected, and of MSD_BOOL and MSD_ENUM a bit for each value that it can have, of
 * others bit 0 if it can have any. Exact: all completions are decided, one for each combination of codes. MSD_TOO_MANY
 * if these are more than `limit`, or if a number is not known that is more than compared with constants: then nothing
 * is written. What was decided last is not said by `msd_rule_held` afterwards. O(completions). */
MSD_API msd_status msd_decide_possible(msd_decider* decider, const msd_cell* record, msd_cell* results,
                                       uint64_t* possible, size_t limit, size_t* bad);

/* ---- codes ------------------------------------------------------------------------------------------------------- */

/* A code is a small number that stands for all cells that the rules cannot tell apart: the place of a value, the mask
 * of a set, a stretch of numbers between those that they are compared with; and one each for absent and rejected, where
 * these can be. Codes are those of these rules in this image: they may be others after any change. */
typedef struct msd_coding {
  uint64_t codes; /* all are below; 0 if there are none */
  uint32_t bits;  /* that they need */
  uint32_t bytes; /* 1, 2, 4 or 8: how wide they are in columns of bytes */
} msd_coding;

/* MSD_BAD_RECORD beyond the last. */
MSD_API msd_status msd_column_coding(const msd_rules* rules, size_t column, msd_coding* coding);
MSD_API msd_status msd_decision_coding(const msd_rules* rules, size_t decision, msd_coding* coding);
/* MSD_BAD_RECORD if the cell is none of its column, or the code none of the decision; MSD_NOT_CODED if there are none.
 * Of numbers, the cell holds one of those that the code stands for. O(log of the numbers that it is compared with). */
MSD_API msd_status msd_column_code(const msd_rules* rules, size_t column, const msd_cell* cell, uint64_t* code);
MSD_API msd_status msd_decision_cell(const msd_rules* rules, size_t decision, uint64_t code, msd_cell* cell);

/* Decides one record: a code for each column in, one for each decision out. MSD_NOT_CODED if a decision does not follow
 * from codes, or codes have more than 32 bits; MSD_BAD_RECORD as for msd_decide. */
MSD_API msd_status msd_decide_codes(msd_decider* decider, const uint32_t* codes, uint32_t* results, size_t* bad);

/* A packed record holds the codes of all columns in a few words, a packed result those of all decisions: the quickest
 * way to decide one record. Where a code lies: `bits` bits of one word, from bit `shift` on. */
typedef struct msd_slot {
  uint32_t word, shift, bits;
} msd_slot;

/* How many words of 64 bits they have, and where codes lie. MSD_BAD_RECORD beyond the last; MSD_NOT_CODED if a column
 * or a decision has no codes, or ones of more than 32 bits. */
MSD_API msd_status msd_packed_words(const msd_rules* rules, size_t* record, size_t* results);
MSD_API msd_status msd_column_slot(const msd_rules* rules, size_t column, msd_slot* slot);
MSD_API msd_status msd_decision_slot(const msd_rules* rules, size_t decision, msd_slot* slot);
/* Decides a packed record. Of its words, bits that are of no code are not looked at; in the results they are 0.
 * MSD_NOT_CODED as above, or if a decision does not follow from codes; MSD_BAD_RECORD as for msd_decide. */
MSD_API msd_status msd_decide_packed(msd_decider* decider, const uint64_t* record, uint64_t* results, size_t* bad);

/* ---- many records ------------------------------------------------------------------------------------------------ */

typedef struct msd_batch msd_batch;

/* For `count` decisions, which results follow; MSD_NOT_CODED if one does not follow from codes, which `why` says then;
 * MSD_NOT_AN_IMAGE if conditions of a rules file turn out to be damaged. */
MSD_API msd_status msd_batch_new(const msd_rules* rules, const size_t* decisions, size_t count, msd_batch** batch,
                                 char* why, size_t why_size);
MSD_API void msd_batch_free(msd_batch* batch);
/* Whether a column is read. */
MSD_API int msd_batch_reads(const msd_batch* batch, size_t column);
/* `columns[c]`: `count` codes of column c behind each other, each as wide as msd_coding says, in the byte order of the
 * machine; not looked at where the column is not read. `results` the same for the decisions of the batch. Decided by
 * `threads` threads at once, at least by the one that asks; results do not depend on their number. MSD_BAD_RECORD if a
 * code is none of its column: `bad_column` and `bad_record` (which may be null) get the first record with one, and
 * results are open. O(count). */
MSD_API msd_status msd_batch_bytes(const msd_batch* batch, const void* const* columns, size_t count,
                                   void* const* results, size_t threads, size_t* bad_column, size_t* bad_record);
/* The same with bits: `columns[c]` holds as many planes as the codes have bits, the lowest bit first, each of
 * (count + 63) / 64 words, a new one each `stride` words; bit i of word w is that of record 64 w + i. So do results,
 * where bits beyond the last record are 0. Codes are not looked at: one that is none of its column makes the results of
 * its own record open. Twice as fast where all planes begin at multiples of 64 bytes. */
MSD_API msd_status msd_batch_bits(const msd_batch* batch, const uint64_t* const* columns, size_t stride, size_t count,
                                  uint64_t* const* results, size_t threads);

/* As msd_batch_bytes, of records that are not known as a whole. `unknown[c]`: a bit for each record, bit i of word w
 * that of record 64 w + i, set where column c is not known; null where it is known of all. Its code is not looked at
 * then, but there is room for it in `columns[c]`. `unknown` may be null, too.
 *
 * Each decision d gets its codes in `results[d]`, and in `open[d]` a bit for each record, set where it may come to
 * several codes: its own is 0 then. `possible[d]` gets a word for each record as `msd_decide_possible` has it;
 * `possible` may be null. Exact, as that is: all completions are decided, one for each combination of codes that the
 * unknown columns can have, among those that the batch reads (`msd_batch_reads`). A number that may be several of the
 * same stretch is not open.
 *
 * A record with more than `limit` completions is not decided, and loses no other: its bit is set in `beyond` (which may
 * be null), all its decisions are open, and their words have the bits of all codes. Bits beyond the last record are not
 * looked at, and 0 in what is written.
 *
 * MSD_BAD_RECORD as for msd_batch_bytes; so is a column without values where it is not known. Memory does not grow with
 * `count`. O(count, and completions); a column that is not known of many records costs least. */
MSD_API msd_status msd_batch_possible(const msd_batch* batch, const void* const* columns,
                                      const uint64_t* const* unknown, size_t count, void* const* results,
                                      uint64_t* const* open, uint64_t* const* possible, uint64_t* beyond, size_t limit,
                                      size_t threads, size_t* bad_column, size_t* bad_record);

/* NOLINTEND(modernize-use-using) */

#ifdef __cplusplus
}
#endif
#endif
