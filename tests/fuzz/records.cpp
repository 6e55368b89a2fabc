// Records decided by an image that stands, through the library's interface, and compared with the letter of the rules.
#include "runtime/image/sections.h"
#include "runtime/library/msd.h"
#include "runtime/records/store.h"
#include "tests/fuzz/support.h"
#include "tests/support/cells.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <optional>

namespace msd::fuzz {

namespace {

constexpr std::size_t kRows = 8;  // of an image that are tried
constexpr std::size_t kRecords = 6;

struct Freed {
  void operator()(msd_image* image) const { msd_image_free(image); }
  void operator()(msd_rules* rules) const { msd_rules_free(rules); }
  void operator()(msd_decider* decider) const { msd_decider_free(decider); }
  void operator()(msd_batch* batch) const { msd_batch_free(batch); }
};

void same(const records::Decided& slow, const records::Decision& decision, const msd_cell& fast) {
  const std::int64_t rule = slow.line == records::kNone ? -1 : std::int64_t{slow.line} - decision.lines[0].record;
  insist(fast.state == static_cast<std::uint32_t>(slow.content.state), "the library gives another state");
  insist(fast.value == slow.content.number, "the library gives another value");
  insist(fast.rule == rule, "the library names another rule");
}

/// How wide the codes of decisions are.
std::vector<std::size_t> coding_bytes(const msd_rules* rules, std::size_t decisions) {
  std::vector<std::size_t> out;
  msd_coding coding;
  for (std::size_t d = 0; d < decisions; ++d) {
    insist(msd_decision_coding(rules, d, &coding) == MSD_OK, "a decision without a coding");
    out.push_back(coding.bytes);
  }
  return out;
}

/// The same records, of each another cell not known: what is not open is what it came to as a whole.
void judge_unknown(const msd_batch* batch, const std::vector<const void*>& columns,
                   const std::vector<std::vector<std::uint64_t>>& wanted, const std::vector<std::size_t>& bytes,
                   std::size_t count, bool trusted) {
  const std::size_t words = (count + 63) / 64;
  std::vector<std::vector<std::uint64_t>> unknown(columns.size(), std::vector<std::uint64_t>(words)), results(wanted),
      open(wanted.size(), std::vector<std::uint64_t>(words)), values(wanted.size(), std::vector<std::uint64_t>(count));
  for (std::size_t r = 0; r < count && !columns.empty(); ++r)
    unknown[r % columns.size()][r / 64] |= std::uint64_t{1} << (r % 64);
  std::vector<const std::uint64_t*> missing;
  std::vector<std::uint64_t*> open_at, values_at;
  std::vector<void*> to;
  for (auto& bits : unknown) missing.push_back(bits.data());
  for (auto& bits : open) open_at.push_back(bits.data());
  for (auto& words_of : values) values_at.push_back(words_of.data());
  for (auto& codes : results) to.push_back(codes.data());
  if (msd_batch_possible(batch, columns.data(), missing.data(), count, to.data(), open_at.data(), values_at.data(),
                         nullptr, 64, 2, nullptr, nullptr) != MSD_OK)
    return;
  for (std::size_t d = 0; d < wanted.size() && trusted; ++d) {
    for (std::size_t r = 0; r < count; ++r) {
      if ((open[d][r / 64] >> (r % 64) & 1U) != 0) continue;
      const auto* const found = reinterpret_cast<const char*>(results[d].data()) + r * bytes[d];
      const auto* const whole = reinterpret_cast<const char*>(wanted[d].data()) + r * bytes[d];
      insist(std::memcmp(found, whole, bytes[d]) == 0, "a batch closes what is open");
    }
  }
}

/// Batches of a few records: whatever the rules say, they end soundly; where they are decided one by one, too, they
/// come to the same.
void judge_batch(const msd_rules* rules, const std::vector<std::vector<msd_cell>>& records,
                 const std::vector<std::vector<msd_cell>>& wanted, bool trusted) {
  std::vector<std::size_t> all(msd_decision_count(rules));
  std::iota(all.begin(), all.end(), std::size_t{0});
  msd_batch* made = nullptr;
  char why[128] = "";
  const msd_status status = msd_batch_new(rules, all.data(), all.size(), &made, why, sizeof why);
  insist((status == MSD_OK) == (made != nullptr), "a batch and a fault, or neither");
  if (made == nullptr) return;
  const std::unique_ptr<msd_batch, Freed> batch(made);
  std::vector<std::vector<std::uint64_t>> columns(msd_column_count(rules)), results(all.size());
  std::vector<const void*> from;
  std::vector<void*> to;
  msd_coding coding;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].resize(records.size());
    insist(msd_column_coding(rules, c, &coding) == MSD_OK, "a column without a coding");
    auto* const bytes = reinterpret_cast<char*>(columns[c].data());
    for (std::size_t r = 0; r < records.size(); ++r) {
      std::uint64_t code = 0;
      if (msd_column_code(rules, c, &records[r][c], &code) == MSD_OK)
        std::memcpy(bytes + r * coding.bytes, &code, coding.bytes);
    }
    from.push_back(columns[c].data());
  }
  for (auto& result : results) to.push_back((result.resize(records.size()), result.data()));
  if (msd_batch_bytes(made, from.data(), records.size(), to.data(), 1, nullptr, nullptr) != MSD_OK) return;
  judge_unknown(made, from, results, coding_bytes(rules, results.size()), records.size(), trusted);
  for (std::size_t d = 0; d < results.size(); ++d) {
    insist(msd_decision_coding(rules, d, &coding) == MSD_OK, "a decision without a coding");
    const auto* const bytes = reinterpret_cast<const char*>(results[d].data());
    for (std::size_t r = 0; r < records.size(); ++r) {
      std::uint64_t code = 0;
      std::memcpy(&code, bytes + r * coding.bytes, coding.bytes);
      msd_cell cell;
      const bool known = msd_decision_cell(rules, d, code, &cell) == MSD_OK;
      if (!trusted) continue;
      insist(known && cell.state == wanted[r][d].state, "a batch gives another state");
      msd_info info;
      msd_decision_info(rules, d, &info);
      insist(info.type == MSD_NUMBER || cell.value == wanted[r][d].value, "a batch gives another value");
    }
  }
}

/// A packed record comes to what its cells come to.
void judge_packed(const msd_rules* rules, msd_decider* decider, const std::vector<msd_cell>& record,
                  const std::vector<msd_cell>& wanted, bool trusted) {
  std::size_t words = 0, result_words = 0;
  if (msd_packed_words(rules, &words, &result_words) != MSD_OK) return;
  std::vector<std::uint64_t> packed(words), results(result_words);
  msd_slot slot;
  for (std::size_t c = 0; c < record.size(); ++c) {
    std::uint64_t code = 0;
    insist(msd_column_slot(rules, c, &slot) == MSD_OK && slot.word < words, "a column without a slot");
    if (msd_column_code(rules, c, &record[c], &code) == MSD_OK) packed[slot.word] |= code << slot.shift;
  }
  std::size_t bad = 0;
  const msd_status status = msd_decide_packed(decider, packed.data(), results.data(), &bad);
  insist(status == MSD_OK || status == MSD_NOT_CODED || (!trusted && status == MSD_BAD_RECORD), "its codes are none");
  if (status != MSD_OK) return;
  for (std::size_t d = 0; d < wanted.size(); ++d) {
    msd_rule_held(decider, d, 0);
    insist(msd_decision_slot(rules, d, &slot) == MSD_OK && slot.word < result_words, "a decision without a slot");
    const std::uint64_t code = results[slot.word] >> slot.shift & ((std::uint64_t{1} << slot.bits) - 1);
    msd_cell cell;
    const bool known = msd_decision_cell(rules, d, code, &cell) == MSD_OK;
    if (!trusted) continue;
    msd_info info;
    msd_decision_info(rules, d, &info);
    insist(known && cell.state == wanted[d].state, "a packed record comes to another state");
    insist(info.type == MSD_NUMBER || cell.value == wanted[d].value, "a packed record comes to another value");
  }
}

/// `letter`: of an image or a rules file that nobody damaged; null: what is decided is not looked at.
void judge_row(const msd_image* loaded, const char* row, const records::Program* letter) {
  msd_rules* made = nullptr;
  insist(msd_rules_of(loaded, row, &made) == MSD_OK, "a row that is there has no rules");
  const std::unique_ptr<msd_rules, Freed> rules(made);
  const std::size_t columns = msd_column_count(made);
  const std::size_t decisions = msd_decision_count(made);
  std::optional<records::Decider> slow;
  if (letter != nullptr) {
    slow.emplace(*letter);
    insist(columns == letter->columns.size() && decisions == letter->decisions.size(), "the library has other columns");
  }
  msd_decider* begun = nullptr;
  insist(msd_decider_new(made, &begun) == MSD_OK, "no decider");
  const std::unique_ptr<msd_decider, Freed> decider(begun);
  std::uint64_t random = msd_image_hash(loaded);
  std::vector<std::vector<msd_cell>> decided, given;
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
    if (slow) {
      const auto wanted = slow->decide(contents);
      for (std::size_t d = 0; d < decisions; ++d) same(wanted[d], letter->decisions[d], results[d]);
    }
    for (std::size_t d = 0; d < decisions; ++d) {
      for (std::size_t rule = 0; rule < msd_rule_count(made, d); ++rule) {
        const int held = msd_rule_held(begun, d, rule);
        insist(!slow || held == slow->held(d, rule), "the library says otherwise whether a rule held");
      }
    }
    judge_packed(made, begun, record, results, letter != nullptr);
    given.push_back(record);
    decided.push_back(results);
    // One cell that is not known.
    if (columns != 0) record[r % columns].state = MSD_UNKNOWN;
    std::vector<std::uint64_t> possible(decisions);
    msd_decide_possible(begun, record.data(), results.data(), possible.data(), 64, nullptr);
  }
  judge_batch(made, given, decided, letter != nullptr);
}

}  // namespace

namespace {

std::unique_ptr<msd_image, Freed> loaded(std::span<const std::byte> bytes, std::string& why) {
  msd_image* made = nullptr;
  char words[256] = "";
  const msd_status status = msd_image_load(bytes.data(), bytes.size(), &made, words, sizeof words);
  why = words;
  insist((status == MSD_OK) == (made != nullptr) && (status == MSD_OK) == why.empty(), "a fault, or none, unsaid");
  return std::unique_ptr<msd_image, Freed>(made);
}

}  // namespace

std::vector<std::uint64_t> rules_file(const image::Image& image, const records::Limits& limits) {
  std::vector<std::shared_ptr<const records::Rules>> all;
  for (std::uint32_t row = 0; row < image.rows().size(); ++row) {
    auto made = std::make_shared<records::Rules>();
    made->program = records::flatten(image, row);
    made->plan = records::plan(made->program, limits);
    if (!made->program.decisions.empty()) all.push_back(std::move(made));
  }
  return records::store(image, all);
}

void seal_rules(std::vector<std::uint64_t>& block) {
  auto* const header = reinterpret_cast<records::RulesHeader*>(block.data());
  const auto inside = std::as_bytes(std::span(block)).subspan(sizeof *header);
  if (header->image_size >= sizeof(image::Header) && header->image_size <= inside.size()) {
    auto* const inner = reinterpret_cast<image::Header*>(header + 1);
    inner->checksum = image::checksum(inside.first(header->image_size).subspan(sizeof *inner));
  }
  header->checksum = records::rules_checksum(std::as_bytes(std::span(block)));
}

bool judge_rules(std::span<const std::byte> block) {
  std::string why;
  const auto rules = loaded(block, why);
  if (rules == nullptr) return false;
  for (std::size_t row = 0; row < std::min(kRows, msd_image_row_count(rules.get())); ++row)
    judge_row(rules.get(), msd_image_row_name(rules.get(), row), nullptr);
  return true;
}

void judge_records(const image::Image& image) {
  std::string why;
  const auto whole = loaded(image.block(), why);
  insist(whole != nullptr, why);
  insist(msd_image_hash(whole.get()) == image.hash(), "the library gives another hash");
  std::vector<std::shared_ptr<const records::Rules>> all;
  std::vector<std::string_view> names;
  for (std::uint32_t row = 0; row < std::min(kRows, image.rows().size()); ++row) {
    // The library goes by names: of rows that share one, the first.
    const std::string_view name = image.text(image.rows()[row].name);
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(name);
    auto made = records::lay_flat(image, row);
    records::dump(made->program, made->plan);
    judge_row(whole.get(), msd_image_row_name(whole.get(), row), &made->program);
    all.push_back(std::move(made));
  }
  const std::vector<std::uint64_t> block = records::store(image, all);
  const auto of_rules = loaded(std::as_bytes(std::span(block)), why);
  insist(of_rules != nullptr, why);
  for (std::size_t row = 0; row < all.size(); ++row) {
    // Lines are counted anew in it, but stand in the same order.
    judge_row(of_rules.get(), msd_image_row_name(of_rules.get(), row), &all[row]->program);
  }
}

}  // namespace msd::fuzz
