/* Decides one record by the rules of a row:   decide IMAGE ROW [COLUMN=VALUE]...
 * Columns that are not named are absent where they may be, else their first value. Prints what each field comes to. */
#include <msd.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, const char *of) {
  fprintf(stderr, "decide: %s: %s\n", what, of);
  return 1;
}

/* The value of a column in words; 0 if it has none like that. */
static int read_value(const msd_rules *rules, size_t column, const msd_info *info, const char *word, msd_cell *cell) {
  size_t v;
  char *end = NULL;
  cell->state = MSD_VALUE;
  if (info->type == MSD_NUMBER) {
    cell->value = strtoll(word, &end, 10);
    return end != word && *end == '\0';
  }
  for (v = 0; v < info->values; ++v) {
    if (strcmp(word, msd_column_value(rules, column, v)) != 0) continue;
    cell->value = info->type == MSD_SET ? (int64_t)1 << v : (int64_t)v;
    return 1;
  }
  return 0;
}

static void show(const msd_rules *rules, size_t decision, const msd_info *info, const msd_cell *cell) {
  const char *rule = cell->rule < 0 ? NULL : msd_rule_name(rules, decision, (size_t)cell->rule);
  size_t v;
  printf("%s = ", info->name);
  if (cell->state != MSD_VALUE) {
    printf("%s", cell->state == MSD_ABSENT ? "absent" : "rejected");
  } else if (info->type == MSD_NUMBER) {
    printf("%lld", (long long)cell->value);
  } else if (info->type == MSD_SET) {
    printf("{");
    for (v = 0; v < info->values; ++v) {
      if (cell->value >> v & 1) printf(" %s", msd_decision_value(rules, decision, v));
    }
    printf(" }");
  } else {
    printf("%s", msd_decision_value(rules, decision, (size_t)cell->value));
  }
  printf(rule == NULL ? "\n" : " by %s\n", rule);
}

static int decide(const msd_rules *rules, msd_decider *decider, int count, char **words) {
  size_t columns = msd_column_count(rules), decisions = msd_decision_count(rules), i, bad = 0;
  msd_cell *record = calloc(columns + 1, sizeof *record), *results = calloc(decisions + 1, sizeof *results);
  msd_info info;
  int status = record == NULL || results == NULL;
  for (i = 0; status == 0 && i < columns; ++i) {
    msd_column_info(rules, i, &info);
    record[i].state = info.optional ? MSD_ABSENT : MSD_VALUE;
    record[i].value = info.type == MSD_NUMBER && !info.optional ? info.low : 0;
  }
  for (; status == 0 && count > 0; --count, ++words) {
    char *equals = strchr(*words, '=');
    if (equals == NULL) {
      status = fail("not COLUMN=VALUE", *words);
      continue;
    }
    *equals = '\0';
    i = msd_column_named(rules, *words);
    if (i == SIZE_MAX)
      status = fail("no such column", *words);
    else if (msd_column_info(rules, i, &info) != MSD_OK || !read_value(rules, i, &info, equals + 1, &record[i]))
      status = fail("no value of its column", equals + 1);
  }
  if (status == 0 && msd_decide(decider, record, results, &bad) != MSD_OK) {
    msd_column_info(rules, bad, &info);
    status = fail("no value of its column", info.name);
  }
  for (i = 0; status == 0 && i < decisions; ++i) {
    if (msd_decision_info(rules, i, &info) == MSD_OK && info.of_the_row) show(rules, i, &info, &results[i]);
  }
  free(record);
  free(results);
  return status;
}

int main(int argc, char **argv) {
  msd_image *image = NULL;
  msd_rules *rules = NULL;
  msd_decider *decider = NULL;
  char why[256];
  int status = 1;
  if (argc < 3) return fail("usage", "decide IMAGE ROW [COLUMN=VALUE]...");
  if (msd_image_load_file(argv[1], &image, why, sizeof why) != MSD_OK) return fail(argv[1], why);
  if (msd_rules_of(image, argv[2], &rules) != MSD_OK)
    status = fail("no such row", argv[2]);
  else if (msd_decider_new(rules, &decider) == MSD_OK)
    status = decide(rules, decider, argc - 3, argv + 3);
  msd_decider_free(decider);
  msd_rules_free(rules);
  msd_image_free(image);
  return status;
}
