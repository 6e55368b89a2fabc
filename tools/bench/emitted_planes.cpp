// Compiled for the processor at hand: nothing that is measured beside it, as the chain, may be used here.
#include "tools/bench/emitted.h"
#include "tools/bench/emitted_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <interview_path.hpp>
#include <memory>

namespace msd::bench {

namespace {

namespace batch = interview_path::batch;
using Word = std::uint64_t;
/// Words in a W.
template <class W> constexpr std::size_t kWordsOf = sizeof(W) / 8;
#ifdef __AVX512F__
using Vector __attribute__((vector_size(64))) = Word;
#elif defined(__AVX2__)
using Vector __attribute__((vector_size(32))) = Word;
#else
using Vector __attribute__((vector_size(16))) = Word;
#endif

/// Planes of some of the records, and room for what they come to; each plane begins at a multiple of 64 bytes.
struct Planes {
  explicit Planes(std::span<const ChainRecord> records) : words((records.size() + 511) / 512 * 8) {
    const std::size_t all = words * (batch::inputs + batch::outputs);
    room.resize(2 * all + 8);
    data = room.data();
    while (reinterpret_cast<std::uintptr_t>(data) % 64 != 0) ++data;
    blocks = data + all;
    for (unsigned k = 0; k < batch::inputs; ++k) in.push_back(data + k * words);
    for (unsigned k = 0; k < batch::outputs; ++k) out.push_back(data + (batch::inputs + k) * words);
    for (std::size_t i = 0; i < records.size(); ++i) {
      batch::codes(made<interview_path::record>(records[i]), [&](const batch::planes& of, Word code) {
        for (unsigned bit = 0; bit < of.bits; ++bit)
          data[(of.first + bit) * words + i / 64] |= (code >> bit & 1U) << (i % 64);
      });
    }
  }
  /// Planes of columns to blocks of W, and what blocks come to back to planes.
  template <class W> void to_blocks() {
    constexpr std::size_t step = kWordsOf<W>;
    for (std::size_t w = 0; w < words; ++w)
      for (unsigned k = 0; k < batch::inputs; ++k) blocks[(w / step * batch::inputs + k) * step + w % step] = in[k][w];
  }
  template <class W> void from_blocks() {
    constexpr std::size_t step = kWordsOf<W>;
    for (std::size_t w = 0; w < words; ++w)
      for (unsigned k = 0; k < batch::outputs; ++k)
        out[k][w] = results()[(w / step * batch::outputs + k) * step + w % step];
  }
  Word* results() { return blocks + words * batch::inputs; }
  Word code(const batch::planes& of, std::size_t record) const {
    Word found = 0;
    for (unsigned bit = 0; bit < of.bits; ++bit)
      found |= (out[of.first + bit][record / 64] >> (record % 64) & 1U) << bit;
    return found;
  }

  std::size_t words;
  std::vector<Word> room;
  Word *data = nullptr, *blocks = nullptr;
  std::vector<const Word*> in;
  std::vector<Word*> out;
};

bool about_a_design(unsigned k) {
  const auto of = [k](const batch::planes& planes) { return k >= planes.first && k < planes.first + planes.bits; };
  namespace results = batch::results;
  return of(results::read_path) || of(results::write_shape) || of(results::base_mechanism) ||
         of(results::required_companions);
}

/// The tables only: what is not stored is not computed.
template <class W> void tables(const W* in, W* out, std::size_t blocks) {
  for (std::size_t block = 0; block < blocks; ++block) {
    const W* from = in + block * batch::inputs;
    W* to = out + block * batch::outputs;
    batch::word<W>([&](unsigned k, W& plane) { plane = from[k]; },
                   [&](unsigned k, const W& plane) {
                     if (about_a_design(k)) to[k] = plane;
                   });
  }
}

void check(const Planes& planes, std::span<const ChainResult> chained, bool all, const std::string& name) {
  namespace results = batch::results;
  const auto is = [&](const batch::planes& of, std::size_t i, std::int32_t wanted) {
    const Word code = planes.code(of, i);
    return wanted == (code == of.rejected ? kRejected : code == of.absent ? kAbsent : static_cast<std::int32_t>(code));
  };
  for (std::size_t i = 0; i < chained.size(); ++i) {
    const ChainResult& r = chained[i];
    const bool same =
        is(results::read_path, i, r.read_path) && is(results::write_shape, i, r.write_shape) &&
        is(results::base_mechanism, i, r.base_mechanism) &&
        is(results::required_companions, i, r.required_companions) &&
        (!all ||
         (is(results::retained, i, r.retained) && is(results::critical_now, i, r.critical_now) &&
          is(results::path_kind, i, r.path_kind) && is(results::cross_service_write, i, r.cross_service_write) &&
          is(results::context_bounded_staleness_allowed, i, r.bounded_staleness_allowed) &&
          is(results::staleness_allowed, i, r.staleness_allowed) && is(results::evolution, i, r.evolution) &&
          is(results::cross_service_atomicity_required, i, r.cross_service_atomicity_required) &&
          is(results::context_holder_may_crash, i, r.holder_may_crash)));
    if (same) continue;
    fmt::print(stderr, "bench_records: {}: record {} differs from the chain's\n", name, i);
    std::exit(1);
  }
}

/// Runs `times` as often as there are records for.
template <class W>
void add_planes(Runs& runs, const std::string& what, std::span<const ChainRecord> records,
                std::span<const ChainResult> chained, std::size_t times) {
  auto planes = std::make_shared<Planes>(records);
  planes->to_blocks<W>();
  const std::size_t blocks = planes->words / kWordsOf<W>;
  const auto from = [planes] { return reinterpret_cast<const W*>(planes->blocks); };
  const auto to = [planes] { return reinterpret_cast<W*>(planes->results()); };
  const auto add = [&](const std::string& name, bool all, bool in_blocks, auto once) {
    for (unsigned k = 0; k < batch::outputs; ++k) std::fill_n(planes->out[k], planes->words, ~Word{0});
    std::fill_n(planes->results(), planes->words * batch::outputs, ~Word{0});
    once();
    if (in_blocks) planes->from_blocks<W>();
    check(*planes, chained, all, name);
    runs.emplace_back(fmt::format("emitted, {} bits, {}, {}", sizeof(W) * 8, name, what), [once, times] {
      for (std::size_t i = 0; i < times; ++i) once();
    });
  };
  add("planes where they are", true, false,
      [planes] { batch::decide<W>(planes->in.data(), planes->out.data(), planes->words); });
  add("blocks", true, true, [from, to, blocks] { batch::decide_blocks<W>(from(), to(), blocks); });
  add("blocks, 4 decisions", false, true, [from, to, blocks] { tables<W>(from(), to(), blocks); });
}

}  // namespace

Runs emitted_planes(std::span<const ChainRecord> records, std::span<const ChainResult> chained) {
  constexpr std::size_t kFew = 2'048;  // whose planes fit a first cache
  Runs out;
  add_planes<Word>(out, "all records", records, chained, 1);
  add_planes<Vector>(out, "all records", records, chained, 1);
  const std::span<const ChainRecord> few = records.first(std::min(records.size(), kFew));
  add_planes<Word>(out, "in the first cache", few, chained.first(few.size()), records.size() / few.size());
  add_planes<Vector>(out, "in the first cache", few, chained.first(few.size()), records.size() / few.size());
  return out;
}

}  // namespace msd::bench
