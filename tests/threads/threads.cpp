// Several threads and the library: some decide by shared rules, each with its own decider, while others load images,
// lay their rules flat, decide and free them.
//
//   threads IMAGE ROW [RECORDS]      IMAGE: or a rules file
#include "runtime/library/msd.hpp"
#include "tests/support/cells.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <thread>

namespace {

using Record = std::vector<msd_cell>;

struct Work {
  std::vector<Record> records, results;
  std::vector<std::vector<int>> held;  // by record, or none of it
  // The same packed, where all follows from codes.
  std::vector<std::vector<std::uint64_t>> packed, packed_results;
};

/// Whether the first rule of each decision held, for the record decided last.
std::vector<int> held(const msdlib::Rules& rules, const msdlib::Decider& decider) {
  std::vector<int> out;
  for (std::size_t d = 0; d < rules.decisions(); ++d) out.push_back(decider.held(d, 0));
  return out;
}
constexpr std::size_t kAsked = 16;  // one record in so many is asked why

bool same(std::span<const msd_cell> found, const Record& wanted) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (found[i].value != wanted[i].value || found[i].state != wanted[i].state || found[i].rule != wanted[i].rule)
      return false;
  }
  return found.size() == wanted.size();
}

/// Adds a record in words, and what comes of it.
void pack(const msdlib::Rules& rules, const Record& record, msdlib::Decider& decider, Work& work) {
  const auto words = rules.packed_words();
  if (!words) return;
  std::vector<std::uint64_t> packed(words->record), results(words->results);
  for (std::size_t c = 0; c < record.size(); ++c)
    msdlib::put_code(rules.column_slot(c), rules.code(c, record[c]), packed.data());
  if (msd_decide_packed(decider.get(), packed.data(), results.data(), nullptr) != MSD_OK) return;
  work.packed.push_back(std::move(packed));
  work.packed_results.push_back(std::move(results));
}

Work work_of(const msdlib::Rules& rules, std::size_t count) {
  Work out;
  msdlib::Decider decider(rules);
  std::uint64_t random = 1;
  for (std::size_t i = 0; i < count; ++i) {
    Record record;
    for (std::size_t c = 0; c < rules.columns(); ++c)
      record.push_back(msd::testing::any_cell(rules.column(c), i % 8, random));
    const auto results = decider.decide(record);
    out.results.emplace_back(results.begin(), results.end());
    out.held.push_back(i % kAsked == 0 ? held(rules, decider) : std::vector<int>());
    pack(rules, record, decider, out);
    out.records.push_back(std::move(record));
  }
  return out;
}

std::vector<std::byte> contents(const char* path) {
  std::vector<std::byte> out;
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return out;
  std::byte buffer[1U << 16U];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) != 0;)
    out.insert(out.end(), buffer, buffer + got);
  std::fclose(file);
  return out;
}

class Threads {
 public:
  Threads(std::vector<std::byte> bytes, std::string row, std::size_t records)
      : bytes_(std::move(bytes)), damaged_(bytes_), row_(std::move(row)) {
    damaged_.back() ^= std::byte{1};
    // The image is shared, too, until some thread is the last one that uses it.
    image_ = msdlib::Image::load(bytes_);
    rules_ = std::make_unique<msdlib::Rules>(image_->rules(row_));
    work_ = work_of(*rules_, records);
    make_batch();
    // Loaded anew: what stands aside in a rules file was not asked for yet, and all threads may ask at once.
    image_ = msdlib::Image::load(bytes_);
  }

  int run() {
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kDeciding; ++t) threads.emplace_back([this, t] { decide(t); });
    for (std::size_t t = 0; t < kLoading; ++t) threads.emplace_back([this] { load(); });
    while (laid_ < kDeciding) std::this_thread::yield();
    image_.reset();  // its rules stay
    for (std::thread& thread : threads) thread.join();
    std::printf("%zu records decided, %zu in batches, %zu images loaded and freed, %zu differ\n", decided_.load(),
                many_.load(), loaded_.load(), wrong_.load());
    return wrong_ == 0 && decided_ >= kDeciding * work_.records.size() && loaded_ >= kLoading ? 0 : 1;
  }

 private:
  static constexpr std::size_t kDeciding = 4, kLoading = 2;

  void decide(std::size_t thread) {
    const msdlib::Rules own = image_->rules(row_);
    ++laid_;
    msdlib::Decider shared_decider(*rules_), own_decider(own);
    const std::size_t count = work_.records.size();
    for (std::size_t i = 0; i < count; ++i, ++decided_) {
      const std::size_t at = (i + thread * count / kDeciding) % count;  // not all at the same one
      msdlib::Decider& decider = i % 2 == 0 ? shared_decider : own_decider;
      wrong_ += same(decider.decide(work_.records[at]), work_.results[at]) ? 0 : 1;
      const msdlib::Rules& rules = i % 2 == 0 ? *rules_ : own;
      if (at % kAsked == 0) wrong_ += held(rules, decider) == work_.held[at] ? 0 : 1;
      if (work_.packed.empty()) continue;
      std::vector<std::uint64_t> results(work_.packed_results[at].size());
      decider.decide_packed(work_.packed[at], results);
      wrong_ += results == work_.packed_results[at] ? 0 : 1;
      if (at % kAsked == 0) wrong_ += held(rules, decider) == work_.held[at] ? 0 : 1;
    }
    if (batch_) decide_many();
    --deciding_;
  }

  /// The records again and again, as columns of codes, if the rules follow from these.
  void make_batch() {
    std::vector<std::size_t> all;
    for (std::size_t d = 0; d < rules_->decisions(); ++d) all.push_back(d);
    batch_ = msdlib::Batch::make(*rules_, all);
    for (std::size_t c = 0; batch_ && c < rules_->columns(); ++c) {
      columns_.emplace_back(rules_->column_coding(c), kBatch);
      for (std::size_t i = 0; i < kBatch && rules_->column_coding(c).codes != 0; ++i)
        columns_.back().put(i, rules_->code(c, work_.records[i % work_.records.size()][c]));
    }
  }
  /// Shared by all threads, each of which has two of its own.
  void decide_many() {
    std::vector<msdlib::Codes> results;
    for (std::size_t d = 0; d < rules_->decisions(); ++d) results.emplace_back(rules_->decision_coding(d), kBatch);
    batch_->decide(columns_, kBatch, results, 2);
    for (std::size_t d = 0; d < results.size(); ++d) {
      const bool number = rules_->decision(d).type == MSD_NUMBER;
      for (std::size_t i = 0; i < kBatch; ++i) {
        const msd_cell found = rules_->cell(d, results[d].at(i));
        const msd_cell& wanted = work_.results[i % work_.records.size()][d];
        wrong_ += found.state == wanted.state && (number || found.value == wanted.value) ? 0 : 1;
      }
    }
    // The same without some cells: what is not open is what it was.
    std::vector<msdlib::Bits> unknown(columns_.size());
    for (std::size_t i = 0; i < kBatch && !unknown.empty(); i += 3) {
      msdlib::Bits& bits = unknown[i % unknown.size()];
      if (bits.data() == nullptr) bits = msdlib::Bits(kBatch);
      bits.put(i);
    }
    const msdlib::PossibleCodes possible = batch_->possible(columns_, unknown, kBatch, 64, 2);
    for (std::size_t d = 0; d < results.size(); ++d) {
      for (std::size_t i = 0; i < kBatch; ++i)
        wrong_ += possible.open[d].at(i) || possible.codes[d].at(i) == results[d].at(i) ? 0 : 1;
    }
    many_ += kBatch;
  }

  void load() {
    do {
      const msdlib::Rules rules = msdlib::Image::load(bytes_).rules(row_);  // its image is gone
      msdlib::Decider decider(rules);
      wrong_ += same(decider.decide(work_.records[0]), work_.results[0]) ? 0 : 1;
      wrong_ += refused() ? 0 : 1;
      ++loaded_;
    } while (deciding_ != 0);
  }

  bool refused() const {
    char why[128];
    msd_image* image = nullptr;
    const msd_status status = msd_image_load(damaged_.data(), damaged_.size(), &image, why, sizeof why);
    return status == MSD_NOT_AN_IMAGE && image == nullptr && std::strstr(why, "checksum") != nullptr;
  }

  std::vector<std::byte> bytes_, damaged_;
  std::string row_;
  std::optional<msdlib::Image> image_;
  std::unique_ptr<msdlib::Rules> rules_;
  Work work_;
  static constexpr std::size_t kBatch = 10'000;  // several blocks
  std::optional<msdlib::Batch> batch_;
  std::vector<msdlib::Codes> columns_;
  std::atomic<std::size_t> deciding_ = kDeciding, laid_ = 0, decided_ = 0, many_ = 0, loaded_ = 0, wrong_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "threads IMAGE ROW [RECORDS]\n"), 2;
  std::vector<std::byte> bytes = contents(argv[1]);
  if (bytes.empty()) return std::fprintf(stderr, "cannot read %s\n", argv[1]), 2;
  return Threads(std::move(bytes), argv[2], argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 2'000).run();
}
