#include "runtime/records/batch.h"

#include "runtime/records/blocks.h"
#include "runtime/records/widths.h"

#include <atomic>
#include <bit>
#include <cstring>

namespace msd::records {

namespace {

constexpr std::size_t kKept = 64;  // kernels

/// One byte of each of many numbers, and back; the largest of them.
template <class T> void take_byte(const std::uint8_t* from, std::size_t count, std::uint32_t at, std::uint8_t* to) {
  for (std::size_t i = 0; i < count; ++i) to[i] = from[i * sizeof(T) + at];
}
template <class T> void put_byte(const std::uint8_t* from, std::size_t count, std::uint32_t at, std::uint8_t* to) {
  for (std::size_t i = 0; i < count; ++i) to[i * sizeof(T) + at] = from[i];
}
template <class T> std::uint64_t largest(const std::uint8_t* from, std::size_t count) {
  T out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    out = std::max(out, code_at<T>(from, i));
  }
  return out;
}

}  // namespace

/// What is decided, and where it goes; and the first code that is none, over all threads.
struct Batch::Columns {
  bool sliced = false;  // planes, not bytes
  const std::uint8_t* const* bytes = nullptr;
  std::uint8_t* const* byte_results = nullptr;
  const std::uint64_t* const* planes = nullptr;
  std::uint64_t* const* plane_results = nullptr;
  std::size_t count = 0, stride = 0;
  std::mutex* lock = nullptr;
  Bad* bad = nullptr;
  Runs* runs = nullptr;
};

/// One thread's share: its planes lie in one piece, from a multiple of 64 bytes on.
class Batch::Worker {
 public:
  Worker(const Batch& batch, const Columns& data) : b_(batch), d_(data) {
    const bool sliced = b_.way_ == Way::Sliced;
    std::size_t inputs = 0;
    for (const std::uint32_t c : b_.columns_) inputs += b_.plan_.packed[c]->bits;
    inputs_ = inputs;
    for (const std::uint32_t d : b_.decisions_) outputs_ += of(d).bits;
    const std::size_t planes = sliced ? b_.sliced_.chains.planes : inputs + outputs_;
    // As it comes: all that is read of it is written before.
    room_.reset(new std::uint64_t[planes * lanes::kBlockWords + 8]);
    void* begin = room_.get();
    std::size_t space = (planes * lanes::kBlockWords + 8) * sizeof(std::uint64_t);
    own_ = static_cast<std::uint64_t*>(std::align(64, space - 64, begin, space));
    for (std::size_t i = 0; i < planes; ++i) planes_.push_back(own(i));
    bytes_.resize(lanes::kBlock);
    high_.resize(lanes::kBlock);
    copy_.resize(lanes::kBlock * 2);
    if (sliced) return;
    {
      const std::lock_guard<std::mutex> guard(b_.lock_);
      if (!b_.kernels_.empty()) {
        kernel_ = std::move(b_.kernels_.back());
        b_.kernels_.pop_back();
      }
    }
    if (kernel_ == nullptr) kernel_ = std::make_unique<Kernel>(b_.p_, b_.plan_);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() {
    if (kernel_ == nullptr) return;
    const std::lock_guard<std::mutex> guard(b_.lock_);
    // Room for it was made when the batch was.
    if (b_.kernels_.size() != b_.kernels_.capacity()) b_.kernels_.push_back(std::move(kernel_));
  }

  void block(std::size_t first) {
    first_ = first;
    size_ = std::min(lanes::kBlock, d_.count - first);
    if (b_.way_ == Way::Sliced)
      sliced();
    else
      one_by_one();
  }

 private:
  static constexpr bool kLittle = std::endian::native == std::endian::little;

  const Packed& of(std::uint32_t decision) const { return *b_.plan_.packed[b_.p_.columns.size() + decision]; }
  std::uint64_t* own(std::size_t plane) const { return own_ + plane * lanes::kBlockWords; }
  std::size_t words() const { return (size_ + 63) / 64; }

  void say_bad(std::uint32_t column, std::size_t record) {
    const std::lock_guard<std::mutex> guard(*d_.lock);
    if (d_.bad->column == kNone || record < d_.bad->record || (record == d_.bad->record && column < d_.bad->column))
      *d_.bad = {column, record};
  }

  /// Planes of the block from where they are given; what is not whole is copied.
  void gather() {
    std::size_t plane = 0;
    for (const std::uint32_t c : b_.columns_) {
      const Packed& packed = *b_.plan_.packed[c];
      for (std::uint32_t bit = 0; bit < packed.bits; ++bit, ++plane) {
        if (!d_.sliced)
          planes_[plane] = own(plane);
        else {
          const std::uint64_t* from = d_.planes[c] + bit * d_.stride + first_ / 64;
          // Chains write to outputs and to what is between only.
          if (size_ == lanes::kBlock)
            planes_[plane] = const_cast<std::uint64_t*>(from);
          else {
            planes_[plane] = own(plane);
            std::memcpy(own(plane), from, words() * sizeof(std::uint64_t));
          }
        }
      }
      if (!d_.sliced) slice_bytes(c, packed, plane - packed.bits);
    }
  }

  /// A block of codes: where it is given, or, what is not whole, a copy that ends in zeros.
  const std::uint8_t* whole(const std::uint8_t* from, std::uint32_t width) {
    if (size_ == lanes::kBlock) return from;
    std::memcpy(copy_.data(), from, size_ * width);
    std::memset(copy_.data() + size_ * width, 0, (lanes::kBlock - size_) * width);
    return copy_.data();
  }
  void slice_bytes(std::uint32_t column, const Packed& packed, std::size_t plane) {
    const std::uint32_t width = packed.bytes();
    const std::uint8_t* const from = d_.bytes[column] + first_ * width;
    std::uint64_t* const* const planes = planes_.data() + plane;
    std::uint64_t most = 0;
    if (width == 1) {
      most = b_.lanes_.to_planes(whole(from, width), packed.bits, planes);
    } else if (width == 2) {
      most = b_.lanes_.split(whole(from, width), bytes_.data(), high_.data());
      b_.lanes_.to_planes(bytes_.data(), 8, planes);
      b_.lanes_.to_planes(high_.data(), packed.bits - 8, planes + 8);
    } else {
      // Byte by byte, the lowest first.
      for (std::uint32_t byte = 0; byte * 8 < packed.bits; ++byte) {
        const std::uint32_t at = kLittle ? byte : width - 1 - byte;
        by_width(width, [&](auto of) { take_byte<decltype(of)>(from, size_, at, bytes_.data()); });
        std::fill(bytes_.begin() + static_cast<std::ptrdiff_t>(size_), bytes_.end(), std::uint8_t{0});
        b_.lanes_.to_planes(bytes_.data(), std::min(8U, packed.bits - byte * 8), planes + std::size_t{byte} * 8);
      }
      most = by_width(width, [&](auto of) { return largest<decltype(of)>(from, size_); });
    }
    if (most >= packed.codes) look_for_bad(column, packed, from);
  }
  void look_for_bad(std::uint32_t column, const Packed& packed, const std::uint8_t* from) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (code_at(from, i, packed.bytes()) >= packed.codes) return say_bad(column, first_ + i);
    }
  }

  void sliced() {
    gather();
    std::size_t plane = inputs_;
    for (std::size_t i = 0; i < b_.decisions_.size(); ++i) {
      for (std::uint32_t bit = 0; bit < of(b_.decisions_[i]).bits; ++bit, ++plane) {
        const bool direct = d_.sliced && size_ == lanes::kBlock;
        planes_[plane] = direct ? d_.plane_results[i] + bit * d_.stride + first_ / 64 : own(plane);
      }
    }
    if (d_.runs != nullptr)
      d_.runs->run(planes_.data());
    else
      b_.lanes_.run(b_.sliced_.chains.code.data(), b_.sliced_.chains.code.size(), planes_.data());
    scatter();
  }

  /// Planes of results to where they are wanted.
  void scatter() {
    std::size_t plane = inputs_;
    for (std::size_t i = 0; i < b_.decisions_.size(); ++i) {
      const Packed& packed = of(b_.decisions_[i]);
      if (d_.sliced) {
        for (std::uint32_t bit = 0; bit < packed.bits; ++bit, ++plane) {
          std::uint64_t* to = d_.plane_results[i] + bit * d_.stride + first_ / 64;
          if (planes_[plane] != to) std::memcpy(to, planes_[plane], words() * sizeof(std::uint64_t));
          if (size_ % 64 != 0) to[words() - 1] &= (std::uint64_t{1} << (size_ % 64)) - 1;
        }
        continue;
      }
      const std::uint32_t width = packed.bytes();
      std::uint8_t* to = d_.byte_results[i] + first_ * width;
      std::uint64_t* const* const planes = planes_.data() + plane;
      const bool full = size_ == lanes::kBlock;
      if (width == 1 && full) {
        b_.lanes_.to_bytes(planes, packed.bits, to);
      } else if (width == 2) {
        b_.lanes_.to_bytes(planes, 8, bytes_.data());
        b_.lanes_.to_bytes(planes + 8, packed.bits - 8, high_.data());
        b_.lanes_.merge(bytes_.data(), high_.data(), full ? to : copy_.data());
        if (!full) std::memcpy(to, copy_.data(), size_ * width);
      } else {
        // Eight planes at a time make a byte of each code.
        for (std::uint32_t byte = 0; byte < width; ++byte) {
          const std::uint32_t bits = std::min(8U, packed.bits - std::min(packed.bits, byte * 8));
          b_.lanes_.to_bytes(planes + std::size_t{byte} * 8, bits, bytes_.data());
          const std::uint32_t at = kLittle ? byte : width - 1 - byte;
          by_width(width, [&](auto of) { put_byte<decltype(of)>(bytes_.data(), size_, at, to); });
        }
      }
      plane += packed.bits;
    }
  }

  void one_by_one() {
    bool good = true;
    for (std::size_t r = first_; r < first_ + size_; ++r) {
      for (const std::uint32_t c : b_.columns_) {
        const Packed& packed = *b_.plan_.packed[c];
        std::uint64_t code = 0;
        if (!d_.sliced)
          code = code_at(d_.bytes[c], r, packed.bytes());
        else {
          for (std::uint32_t bit = 0; bit < packed.bits; ++bit)
            code |= (d_.planes[c][bit * d_.stride + r / 64] >> (r % 64) & 1U) << bit;
        }
        if (code >= packed.codes) {
          code = 0;
          if (!d_.sliced) say_bad(c, r), good = false;
        }
        kernel_->code(c, code);
      }
      if (!good) return;
      const std::span<const std::uint32_t> decided = kernel_->decide_codes();
      for (std::size_t i = 0; i < b_.decisions_.size(); ++i) {
        const Packed& packed = of(b_.decisions_[i]);
        const std::uint64_t code = decided[b_.decisions_[i]];
        if (!d_.sliced)
          put_code(d_.byte_results[i], r, packed.bytes(), code);
        else {
          for (std::uint32_t bit = 0; bit < packed.bits; ++bit) {
            std::uint64_t& word = d_.plane_results[i][bit * d_.stride + r / 64];
            if (r % 64 == 0) word = 0;
            word |= (code >> bit & 1U) << (r % 64);
          }
        }
      }
    }
  }

  const Batch& b_;
  const Columns& d_;
  std::unique_ptr<std::uint64_t[]> room_;
  std::uint64_t* own_ = nullptr;
  std::vector<std::uint64_t*> planes_;      // of the block at hand
  std::vector<std::uint8_t> bytes_, high_;  // of each code, and, of those of 16 bits, the high ones
  std::vector<std::uint8_t> copy_;          // of a block that is not whole
  std::size_t inputs_ = 0, outputs_ = 0, first_ = 0, size_ = 0;
  std::unique_ptr<Kernel> kernel_;
};

std::unique_ptr<Batch> Batch::make(const Program& program, const Plan& plan, std::vector<std::uint32_t> decisions,
                                   std::string& why, const lanes::Lanes& lanes, std::size_t nodes) {
  std::unique_ptr<Batch> out(new Batch(program, plan, std::move(decisions), lanes));
  std::optional<Sliced> sliced = slice(program, plan, out->decisions_, nodes, why);
  if (sliced) {
    out->columns_ = sliced->columns;
    out->sliced_ = std::move(*sliced);
    return out;
  }
  auto kernel = std::make_unique<Kernel>(program, plan);
  bool coded = kernel->coded();
  for (const std::uint32_t d : out->decisions_) {
    const std::optional<Packed>& packed = plan.packed[program.columns.size() + d];
    coded = coded && packed && packed->bits <= 32;
  }
  if (!coded) return nullptr;
  out->way_ = Way::OneByOne;
  out->kernels_.reserve(kKept);
  out->kernels_.push_back(std::move(kernel));
  for (std::uint32_t c = 0; c < program.columns.size(); ++c) {
    if (plan.packed[c]) out->columns_.push_back(c);
  }
  why.clear();
  return out;
}

void Batch::each_block(std::size_t count, std::size_t threads, const Columns& data) const {
  const std::size_t blocks = (count + lanes::kBlock - 1) / lanes::kBlock;
  std::atomic<std::size_t> next = 0;
  // All memory is there before the first thread begins.
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(blocks, 1)); ++i)
    workers.push_back(std::make_unique<Worker>(*this, data));
  in_threads(workers, [&](Worker& worker) {
    for (std::size_t at = next++; at < blocks; at = next++) worker.block(at * lanes::kBlock);
  });
}

bool Batch::bytes(const void* const* columns, std::size_t count, void* const* results, std::size_t threads,
                  Bad& bad) const {
  std::vector<const std::uint8_t*> from(p_.columns.size());
  std::vector<std::uint8_t*> to;
  for (const std::uint32_t c : columns_) from[c] = static_cast<const std::uint8_t*>(columns[c]);
  for (std::size_t i = 0; i < decisions_.size(); ++i) to.push_back(static_cast<std::uint8_t*>(results[i]));
  std::mutex lock;
  bad = {};
  Columns data;
  data.bytes = from.data();
  data.byte_results = to.data();
  data.count = count;
  data.lock = &lock;
  data.bad = &bad;
  each_block(count, threads, data);
  return bad.column == kNone;
}

void Batch::planes(const std::uint64_t* const* columns, std::size_t stride, std::size_t count,
                   std::uint64_t* const* results, std::size_t threads) const {
  Columns data;
  data.sliced = true;
  data.planes = columns;
  data.plane_results = results;
  data.count = count;
  data.stride = stride;
  each_block(count, threads, data);
}

struct Batch::Share::State {
  explicit State(const Batch& batch) : worker(batch, data) { data.lock = &lock; }
  std::mutex lock;
  Columns data;
  Worker worker;
};

Batch::Share::Share(const Batch& batch) : state_(std::make_unique<State>(batch)) {}
Batch::Share::~Share() = default;

bool Batch::Share::block(const std::uint8_t* const* columns, std::size_t count, std::uint8_t* const* results,
                         Runs* runs, Bad& bad) {
  Columns& data = state_->data;
  bad = {};
  data.bytes = columns;
  data.byte_results = results;
  data.count = count;
  data.bad = &bad;
  data.runs = runs;
  state_->worker.block(0);
  return bad.column == kNone;
}

}  // namespace msd::records
