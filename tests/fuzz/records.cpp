// Records decided by an image that stands, through the library's interface, and compared with the letter of the rules.
#include "runtime/library/msd.h"
#include "runtime/records/decide.h"
#include "tests/fuzz/support.h"
#include "tests/support/cells.h"

#include <algorithm>
#include <memory>

namespace msd::fuzz {

namespace {

constexpr std::size_t kRows = 8;  // of an image that are tried
constexpr std::size_t kRecords = 6;

struct Freed {
  void operator()(msd_image* image) const { msd_image_free(image); }
  void operator()(msd_rules* rules) const { msd_rules_free(rules); }
  void operator()(msd_decider* decider) const { msd_decider_free(decider); }
};

void same(const records::Decided& slow, const records::Decision& decision, const msd_cell& fast) {
  const std::int64_t rule = slow.line == records::kNone ? -1 : std::int64_t{slow.line} - decision.lines[0].record;
  insist(fast.state == static_cast<std::uint32_t>(slow.content.state), "the library gives another state");
  insist(fast.value == slow.content.number, "the library gives another value");
  insist(fast.rule == rule, "the library names another rule");
}

void judge_row(const image::Image& image, const msd_image* loaded, std::uint32_t row) {
  msd_rules* made = nullptr;
  insist(msd_rules_of(loaded, msd_image_row_name(loaded, row), &made) == MSD_OK, "a row that is there has no rules");
  const std::unique_ptr<msd_rules, Freed> rules(made);
  const records::Program program = records::flatten(image, row);
  records::dump(program, records::plan(program));
  const std::size_t columns = msd_column_count(made);
  const std::size_t decisions = msd_decision_count(made);
  insist(columns == program.columns.size() && decisions == program.decisions.size(), "the library has other columns");
  msd_decider* begun = nullptr;
  insist(msd_decider_new(made, &begun) == MSD_OK, "no decider");
  const std::unique_ptr<msd_decider, Freed> decider(begun);
  records::Decider slow(program);
  std::uint64_t random = image.hash();
  for (std::size_t r = 0; r < kRecords; ++r) {
    std::vector<msd_cell> record(columns), results(decisions);
    std::vector<records::Content> contents;
    for (std::size_t c = 0; c < columns; ++c) {
      msd_info info;
      insist(msd_column_info(made, c, &info) == MSD_OK, "a column without information");
      record[c] = testing::any_cell(info, r, random);
      contents.push_back({static_cast<records::Content::State>(record[c].state), record[c].value});
    }
    std::size_t bad = 0;
    // Of an enum without values there is no record.
    if (msd_decide(begun, record.data(), results.data(), &bad) != MSD_OK) continue;
    const auto wanted = slow.decide(contents);
    for (std::size_t d = 0; d < decisions; ++d) {
      same(wanted[d], program.decisions[d], results[d]);
      for (std::size_t rule = 0; rule < msd_rule_count(made, d); ++rule) msd_rule_held(begun, d, rule);
    }
  }
}

}  // namespace

void judge_records(const image::Image& image) {
  msd_image* made = nullptr;
  char why[128] = "";
  const msd_status status = msd_image_load(image.block().data(), image.block().size(), &made, why, sizeof why);
  insist(status == MSD_OK, why);
  const std::unique_ptr<msd_image, Freed> loaded(made);
  insist(msd_image_hash(made) == image.hash(), "the library gives another hash");
  std::vector<std::string_view> names;
  for (std::uint32_t row = 0; row < std::min(kRows, image.rows().size()); ++row) {
    // The library goes by names: of rows that share one, the first.
    const std::string_view name = image.text(image.rows()[row].name);
    if (std::find(names.begin(), names.end(), name) == names.end()) judge_row(image, made, row);
    names.push_back(name);
  }
}

}  // namespace msd::fuzz
