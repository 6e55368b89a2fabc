#include "runtime/records/batch_possible.h"

#include "runtime/records/blocks.h"
#include "runtime/records/sweep.h"
#include "runtime/records/widths.h"

#include <atomic>
#include <bit>
#include <cstring>

namespace msd::records {

namespace {

using lanes::kBlock;
using lanes::kBlockWords;

/// Calls with the number of each bit that is set.
template <class Call> void each_bit(const std::uint64_t* words, std::size_t count, Call call) {
  for (std::size_t w = 0; w < count; ++w) {
    for (std::uint64_t left = words[w]; left != 0; left &= left - 1)
      call(w * 64 + static_cast<std::size_t>(std::countr_zero(left)));
  }
}

/// What all threads share.
struct Job {
  Job(const Batch& of, const HalfKnown& what) : batch(of), data(what), limit(std::min(what.limit, SIZE_MAX - 1)) {
    for (const std::uint32_t c : batch.columns()) {
      ranges.push_back(range(batch.coding(c)));
      given = given || unknown(c) != nullptr;
    }
    for (const std::uint32_t d : batch.decisions())
      bits.emplace_back(batch.coding(batch.source(d)), *batch.packed(batch.source(d)));
    const bool values = data.values != nullptr;
    if (batch.way() == Batch::Way::Sliced && (given || values)) sweeps.emplace(batch, values);
  }

  const std::uint64_t* unknown(std::uint32_t column) const {
    return data.unknown == nullptr ? nullptr : data.unknown[column];
  }
  void say_bad(const Batch::Bad& found) {
    const std::lock_guard<std::mutex> guard(lock);
    if (bad.column == kNone || found.record < bad.record || (found.record == bad.record && found.column < bad.column))
      bad = found;
    failed = true;
  }

  const Batch& batch;
  const HalfKnown& data;
  std::size_t limit;
  std::vector<Range> ranges;        // by column of the batch
  std::vector<ValueBits> bits;      // by decision of the batch
  std::optional<SweepPlan> sweeps;  // if there is something to sweep
  bool given = false;               // some column is not known of all records
  std::mutex lock;
  Batch::Bad bad;
  std::atomic<bool> failed = false;  // what comes out is of no use
};

/// One thread's.
class Worker {
  static constexpr std::size_t kFew = 64;  // runs for which it may not pay to look at records one by one
  static constexpr double kLaidOut = 0.5;  // planes, for each column

 public:
  explicit Worker(Job& job)
      : j_(job), b_(job.batch), share_(job.batch), columns_(b_.columns().size()), results_(b_.decisions().size()) {
    for (const std::uint32_t c : b_.columns()) from_.resize(std::max<std::size_t>(from_.size(), c + 1));
    for (std::size_t i = 0; i < columns_.size() && j_.given; ++i) {
      columns_[i].codes.resize(kBlock * packed_column(i).bytes());
      columns_[i].unknown.resize(kBlockWords);
      columns_[i].swept.resize(kBlockWords);
    }
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (j_.given) results_[i].codes.resize(kBlock * j_.bits[i].packed().bytes());
      to_.push_back(nullptr);
    }
    if (j_.given) {
      partly_.reserve(columns_.size());
      expanded_.resize(kBlockWords);
      completions_.resize(kBlock);
      pieces_.reserve(kBlock);
    }
    if (j_.sweeps) sweep_.emplace(b_, *j_.sweeps);
  }

  void block(std::size_t first) {
    first_ = first;
    size_ = std::min(kBlock, j_.data.count - first);
    words_ = (size_ + 63) / 64;
    find_unknown();
    choose();
    if (!decide_known() || j_.failed) return;
    fill_bits();
    expand();
  }
  /// What is still to be decided; behind the last block.
  void finish() {
    if (!j_.failed) flush();
  }

 private:
  struct Column {
    std::vector<std::uint8_t> codes;            // of a block, or of completions
    std::vector<std::uint64_t> unknown, swept;  // records of the block: all, and those that are not laid out
  };
  struct Result {
    std::vector<std::uint8_t> codes;  // of completions
    // Of the record whose completions do not all lie in one block.
    std::uint64_t code = 0, values = 0;
    bool open = false;
  };
  /// Completions of a record that lie together.
  struct Piece {
    std::size_t record = 0;
    std::size_t from = 0;  // that went before, of the record
    std::uint32_t lane = 0, count = 0;
    std::size_t stride = 0;  // completions after which the column at hand takes its next code
    bool last = false;
  };

  const Packed& packed_column(std::size_t at) const { return *b_.packed(b_.columns()[at]); }
  const std::uint8_t* given_codes(std::size_t at) const {
    return static_cast<const std::uint8_t*>(j_.data.columns[b_.columns()[at]]);
  }

  void find_unknown() {
    partly_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::uint64_t* const given = j_.unknown(b_.columns()[i]);
      if (given == nullptr) continue;
      Column& column = columns_[i];
      std::fill(std::copy_n(given + first_ / 64, words_, column.unknown.begin()), column.unknown.end(),
                std::uint64_t{0});
      if (size_ % 64 != 0) column.unknown[words_ - 1] &= (std::uint64_t{1} << (size_ % 64)) - 1;
      if (std::any_of(column.unknown.begin(), column.unknown.end(), [](std::uint64_t word) { return word != 0; }))
        partly_.push_back(i);
    }
  }

  /// How many completions each record has that is not known as a whole; whether it is swept, or laid out.
  void choose() {
    if (sweep_) sweep_->clear();
    if (!j_.given) return;
    std::fill(expanded_.begin(), expanded_.end(), std::uint64_t{0});
    if (partly_.empty()) return;
    std::size_t runs = 1, missing = 0;
    for (const std::size_t i : partly_) {
      runs = runs > kFew ? runs : runs * std::min(j_.ranges[i].size, kFew + 1);
      for (std::size_t w = 0; w < words_; ++w)
        missing += static_cast<std::size_t>(std::popcount(columns_[i].unknown[w]));
    }
    // Where these are enough for all, and take less than a look at each cell, it does not matter what each record has.
    const bool all = sweep_ && runs <= std::min(kFew, j_.limit) &&
                     run_cost() * static_cast<double>(runs) <= static_cast<double>(missing);
    if (!all) {
      count_completions();
      runs = sweep_ ? most_runs() : 0;
      each_bit(expanded_.data(), words_, [&](std::size_t r) {
        if (completions_[r] <= runs) expanded_[r / 64] &= ~(std::uint64_t{1} << (r % 64));
      });
    }
    if (runs == 0) return;
    sweep_->runs(runs);
    for (const std::size_t i : partly_) {
      for (std::size_t w = 0; w < words_; ++w) columns_[i].swept[w] = columns_[i].unknown[w] & ~expanded_[w];
      sweep_->add(i, columns_[i].swept.data());
    }
  }
  void count_completions() {
    for (const std::size_t i : partly_) {
      for (std::size_t w = 0; w < words_; ++w) expanded_[w] |= columns_[i].unknown[w];
    }
    each_bit(expanded_.data(), words_, [&](std::size_t r) { completions_[r] = 1; });
    for (const std::size_t i : partly_) {
      const std::size_t size = std::max<std::size_t>(j_.ranges[i].size, 1), most = j_.limit / size;
      each_bit(columns_[i].unknown.data(), words_, [&](std::size_t r) {
        completions_[r] = completions_[r] > most ? j_.limit + 1 : completions_[r] * size;
      });
    }
  }
  // What it takes, counted in planes of 64 words that are read: a run; and to lay out a completion and to decide it.
  double run_cost() const {
    std::size_t out = b_.steps() + j_.sweeps->next.size() / 2;
    for (const std::size_t i : partly_) out += j_.sweeps->columns[i].reads;
    return static_cast<double>(out);
  }
  double lane_cost() const { return kLaidOut * static_cast<double>(columns_.size()); }
  /// Records with up to so many completions are swept: as many as make it all take least.
  std::size_t most_runs() const {
    struct Group {
      std::size_t most = 0;
      double all = 0;
    } groups[65];  // of records, by the bits of their completions
    each_bit(expanded_.data(), words_, [&](std::size_t r) {
      const std::size_t completions = completions_[r];
      if (completions > j_.limit) return;
      Group& group = groups[std::bit_width(completions)];
      group.most = std::max(group.most, completions);
      group.all += static_cast<double>(completions);
    });
    const double run = run_cost(), lane = lane_cost();
    double left = 0;
    for (const Group& group : groups) left += group.all * lane;
    double least = left;
    std::size_t out = 0;
    for (const Group& group : groups) {
      if (group.most == 0) continue;
      left -= group.all * lane;
      const double cost = left + run * static_cast<double>(group.most);
      if (cost < least) least = cost, out = group.most;
    }
    return out;
  }

  /// All records of the block, those that are completed elsewhere with any code. No if a code is bad.
  bool decide_known() {
    Batch::Bad bad;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      from_[b_.columns()[i]] = given_codes(i) + first_ * packed_column(i).bytes();
    for (const std::size_t i : partly_) {
      Column& column = columns_[i];
      const std::uint32_t c = b_.columns()[i];
      by_width(packed_column(i).bytes(), [&](auto code) {
        std::memcpy(column.codes.data(), from_[c], size_ * sizeof code);
        for (std::size_t w = 0; w < words_; ++w) {
          if (column.unknown[w] == ~std::uint64_t{0})
            put_codes(column.codes.data(), w * 64, 64, decltype(code){0});
          else
            each_bit(&column.unknown[w], 1,
                     [&](std::size_t bit) { put_codes(column.codes.data(), w * 64 + bit, 1, decltype(code){0}); });
        }
      });
      from_[c] = column.codes.data();
      if (j_.ranges[i].size == 0) {
        // Of a type without values.
        std::size_t w = 0;
        while (column.unknown[w] == 0) ++w;
        j_.say_bad({c, first_ + w * 64 + static_cast<std::size_t>(std::countr_zero(column.unknown[w]))});
      }
    }
    for (std::size_t i = 0; i < results_.size(); ++i)
      to_[i] = static_cast<std::uint8_t*>(j_.data.results[i]) + first_ * j_.bits[i].packed().bytes();
    swept_ = sweep_ && (!sweep_->empty() || j_.data.values != nullptr);
    if (share_.block(from_.data(), size_, to_.data(), swept_ ? &*sweep_ : nullptr, bad)) return true;
    bad.record += first_;
    j_.say_bad(bad);
    return false;
  }

  /// What stands beside the codes, as if nothing were to be completed yet.
  void fill_bits() {
    const std::size_t word = first_ / 64;
    if (j_.data.beyond != nullptr) std::fill_n(j_.data.beyond + word, words_, std::uint64_t{0});
    for (std::size_t i = 0; i < results_.size(); ++i) {
      std::uint64_t* const open = j_.data.open[i] + word;
      std::fill_n(open, words_, std::uint64_t{0});
      if (swept_ && j_.given) {
        for (std::size_t w = 0; w < words_; ++w) open[w] = sweep_->open(i)[w] & ~expanded_[w];
        if (size_ % 64 != 0) open[words_ - 1] &= (std::uint64_t{1} << (size_ % 64)) - 1;
      }
      if (j_.data.values == nullptr) continue;
      std::uint64_t* const values = j_.data.values[i] + first_;
      if (swept_)
        sweep_->values(i, size_, values);
      else
        by_width(j_.bits[i].packed().bytes(), [&](auto code) {
          for (std::size_t r = 0; r < size_; ++r) values[r] = j_.bits[i].of(code_at<decltype(code)>(to_[i], r));
        });
    }
  }

  /// Lays out the completions of the records that are not decided yet.
  void expand() {
    if (partly_.empty()) return;
    each_bit(expanded_.data(), words_, [&](std::size_t r) {
      if (completions_[r] <= j_.limit)
        add(first_ + r, completions_[r]);
      else
        leave(first_ + r);
    });
  }
  void leave(std::size_t record) {
    const std::uint64_t bit = std::uint64_t{1} << (record % 64);
    if (j_.data.beyond != nullptr) j_.data.beyond[record / 64] |= bit;
    for (std::size_t i = 0; i < results_.size(); ++i) write(i, record, 0, true, j_.bits[i].all());
  }
  void add(std::size_t record, std::size_t completions) {
    for (std::size_t from = 0; from < completions;) {
      const std::size_t count = std::min(completions - from, kBlock - lanes_);
      pieces_.push_back({record, from, static_cast<std::uint32_t>(lanes_), static_cast<std::uint32_t>(count), 1,
                         from + count == completions});
      lanes_ += count;
      from += count;
      if (lanes_ == kBlock) flush();
    }
  }

  /// Decides what is laid out.
  void flush() {
    if (pieces_.empty()) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      by_width(packed_column(i).bytes(), [&](auto code) { lay_out<decltype(code)>(i); });
      from_[b_.columns()[i]] = columns_[i].codes.data();
    }
    for (std::size_t i = 0; i < results_.size(); ++i) to_[i] = results_[i].codes.data();
    Batch::Bad bad;  // there is none: codes that are known were looked at before
    share_.block(from_.data(), lanes_, to_.data(), nullptr, bad);
    for (std::size_t i = 0; i < results_.size(); ++i)
      by_width(j_.bits[i].packed().bytes(), [&](auto code) { join<decltype(code)>(i); });
    pieces_.clear();
    lanes_ = 0;
  }
  /// A column of the completions.
  template <class Code> void lay_out(std::size_t at) {
    const std::uint8_t* const given = given_codes(at);
    const std::uint64_t* const unknown = j_.unknown(b_.columns()[at]);
    std::uint8_t* const to = columns_[at].codes.data();
    for (Piece& piece : pieces_) {
      if (unknown == nullptr || (unknown[piece.record / 64] >> (piece.record % 64) & 1U) == 0) {
        put_codes(to, piece.lane, piece.count, code_at<Code>(given, piece.record));
        continue;
      }
      const Range& range = j_.ranges[at];
      std::uint64_t place = piece.from / piece.stride % range.size;
      std::size_t left = piece.stride - piece.from % piece.stride;  // with the same code
      for (std::size_t done = 0; done < piece.count;) {
        const std::size_t now = std::min<std::size_t>(left, piece.count - done);
        put_codes(to, piece.lane + done, now, static_cast<Code>(code_of(range, packed_column(at), place)));
        done += now;
        left = piece.stride;
        if (++place == range.size) place = 0;
      }
      piece.stride *= range.size;
    }
  }
  /// What a decision comes to over the completions of each record.
  template <class Code> void join(std::size_t at) {
    Result& result = results_[at];
    const bool wanted = j_.data.values != nullptr;
    for (const Piece& piece : pieces_) {
      const auto first = code_at<Code>(result.codes.data(), piece.lane);
      if (piece.from == 0) {
        result.code = first;
        result.values = 0;
        result.open = false;
      }
      for (std::size_t lane = piece.lane; lane < piece.lane + piece.count; ++lane) {
        const auto code = code_at<Code>(result.codes.data(), lane);
        result.open = result.open || code != result.code;
        if (wanted) result.values |= j_.bits[at].of(code);
      }
      if (piece.last) write(at, piece.record, result.code, result.open, result.values);
    }
  }
  void write(std::size_t at, std::size_t record, std::uint64_t code, bool open, std::uint64_t values) {
    auto* const codes = static_cast<std::uint8_t*>(j_.data.results[at]);
    put_code(codes, record, j_.bits[at].packed().bytes(), open ? 0 : code);
    if (open) j_.data.open[at][record / 64] |= std::uint64_t{1} << (record % 64);
    if (j_.data.values != nullptr) j_.data.values[at][record] = values;
  }

  Job& j_;
  const Batch& b_;
  Batch::Share share_;
  std::optional<Sweep> sweep_;
  std::vector<const std::uint8_t*> from_;  // by column
  std::vector<std::uint8_t*> to_;          // by decision of the batch
  std::vector<Column> columns_;            // of the batch
  std::vector<Result> results_;            // of the batch
  std::vector<std::size_t> partly_;        // columns of the batch that are not known of all records of the block
  std::vector<std::uint64_t> expanded_;    // records of the block that are completed elsewhere
  std::vector<std::size_t> completions_;   // of these
  std::vector<Piece> pieces_;              // that are laid out; they may be of earlier blocks
  std::size_t lanes_ = 0;                  // that they take
  std::size_t first_ = 0, size_ = 0, words_ = 0;
  bool swept_ = false;
};

}  // namespace

bool possible(const Batch& batch, const HalfKnown& data, std::size_t threads, Batch::Bad& bad) {
  Job job(batch, data);
  const std::size_t blocks = (data.count + kBlock - 1) / kBlock;
  std::atomic<std::size_t> next = 0;
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(blocks, 1)); ++i)
    workers.push_back(std::make_unique<Worker>(job));
  in_threads(workers, [&](Worker& worker) {
    for (std::size_t at = next++; at < blocks; at = next++) worker.block(at * kBlock);
    worker.finish();
  });
  bad = job.bad;
  return bad.column == kNone;
}

}  // namespace msd::records
