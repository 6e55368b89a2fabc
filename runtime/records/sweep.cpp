#include "runtime/records/sweep.h"

namespace msd::records {

namespace {

using lanes::Join;

struct Part {
  Join join;
  std::uint32_t plane;
};

/// A chain that joins planes one after the other to ones.
void chain(std::vector<std::uint32_t>& code, std::uint32_t target, std::span<const Part> parts) {
  code.insert(code.end(), {target, static_cast<std::uint32_t>(parts.size())});
  for (const Part& part : parts)
    code.insert(code.end(), {1U << lanes::kJoinBits | static_cast<std::uint32_t>(part.join), part.plane});
}
void chain(std::vector<std::uint32_t>& code, std::uint32_t target, std::initializer_list<Part> parts) {
  chain(code, target, std::span(parts.begin(), parts.size()));
}

/// Makes a SweepPlan, one decision after the other.
class Maker {
 public:
  Maker(SweepPlan& plan, std::uint32_t planes) : plan_(plan) {
    plan_.planes = planes;
    plan_.zero = plane();
    for (std::uint32_t& temporary : temporary_) temporary = plane();
    chain(plan_.last, plan_.zero, {});
    chain(plan_.last, plan_.zero, {{Join::AndNot, plan_.zero}});
  }

  /// `made`: the first plane that a run gives of it.
  void result(const ValueBits& bits, std::uint32_t made, bool values) {
    SweepPlan::Result out;
    std::vector<std::uint32_t> all, any;
    for (std::uint32_t bit = 0; bit < bits.packed().bits; ++bit) {
      all.push_back(plane());
      any.push_back(plane());
      chain(plan_.first, all[bit], {{Join::And, made + bit}});
      chain(plan_.first, any[bit], {{Join::And, made + bit}});
      chain(plan_.next, all[bit], {{Join::And, all[bit]}, {Join::And, made + bit}});
      chain(plan_.next, any[bit], {{Join::And, any[bit]}, {Join::Or, made + bit}});
    }
    if (values) seen(bits, made, out);
    // Open where a bit is set in some, and not in all.
    std::vector<Part> differ{{Join::And, plan_.zero}};
    for (std::uint32_t bit = 0; bit < bits.packed().bits; ++bit) {
      chain(plan_.last, any[bit], {{Join::And, any[bit]}, {Join::AndNot, all[bit]}});
      differ.push_back({Join::Or, any[bit]});
    }
    out.open = plane();
    chain(plan_.last, out.open, differ);
    for (std::uint32_t bit = 0; bit < bits.packed().bits; ++bit)
      chain(plan_.last, made + bit, {{Join::And, all[bit]}, {Join::AndNot, out.open}});
    plan_.results.push_back(std::move(out));
  }

 private:
  std::uint32_t plane() { return plan_.planes++; }

  /// The records whose code it is, in a plane of its own for the time being.
  void equal(std::uint32_t to, std::uint64_t code, std::uint32_t bits, std::uint32_t made) {
    std::vector<Part> parts;
    for (std::uint32_t bit = 0; bit < bits; ++bit)
      parts.push_back({(code >> bit & 1U) != 0 ? Join::And : Join::AndNot, made + bit});
    for (auto* code_of : {&plan_.first, &plan_.next}) chain(*code_of, to, parts);
  }
  /// From a plane of the run at hand to one over all runs.
  void gather(std::uint32_t from, std::uint64_t value, SweepPlan::Result& out) {
    const std::uint32_t to = plane();
    chain(plan_.first, to, {{Join::And, from}});
    chain(plan_.next, to, {{Join::And, to}, {Join::Or, from}});
    out.seen.push_back({static_cast<std::uint32_t>(std::countr_zero(value)), to});
  }
  void seen(const ValueBits& bits, std::uint32_t made, SweepPlan::Result& out) {
    const Packed& packed = bits.packed();
    if (bits.listed()) {
      for (std::uint64_t code = 0; code < packed.codes; ++code) {
        equal(temporary_[0], code, packed.bits, made);
        gather(temporary_[0], bits.of(code), out);
      }
      return;
    }
    // A value is what is neither absent nor rejected.
    std::vector<Part> value;
    for (const std::uint64_t code : {packed.absent, packed.rejected}) {
      if (code == UINT64_MAX) continue;
      const std::uint32_t to = temporary_[value.size()];
      equal(to, code, packed.bits, made);
      gather(to, bits.of(code), out);
      value.push_back({Join::AndNot, to});
    }
    for (auto* code_of : {&plan_.first, &plan_.next}) chain(*code_of, temporary_[2], value);
    gather(temporary_[2], 1, out);
  }

  SweepPlan& plan_;
  std::uint32_t temporary_[3];
};

}  // namespace

std::uint64_t ValueBits::all() const {
  std::uint64_t out = 0;
  if (!listed_) out = 1;
  for (std::uint64_t code = 0; listed_ && code < packed_.codes; ++code) out |= of(code);
  if (packed_.absent != UINT64_MAX) out |= Can::kAbsent;
  if (packed_.rejected != UINT64_MAX) out |= Can::kRejected;
  return out;
}

SweepPlan::SweepPlan(const Batch& batch, bool values) {
  std::uint32_t made = 0;
  for (const std::uint32_t c : batch.columns()) made += batch.packed(c)->bits;
  Maker maker(*this, batch.chains().planes);
  for (const std::uint32_t d : batch.decisions()) {
    const ValueBits bits(batch.coding(batch.source(d)), *batch.packed(batch.source(d)));
    maker.result(bits, made, values);
    made += bits.packed().bits;
  }
}

Sweep::Sweep(const Batch& batch, const SweepPlan& plan)
    : b_(batch), plan_(plan), planes_(plan.planes), bytes_(lanes::kBlock) {
  std::size_t first = 0;
  for (const std::uint32_t c : b_.columns()) {
    first_plane_.push_back(first);
    first += b_.packed(c)->bits;
  }
  swept_.reserve(b_.columns().size());
  const std::size_t given = b_.chains().planes;
  room_.resize((plan.planes - given) * lanes::kBlockWords);
  for (std::size_t i = given; i < planes_.size(); ++i) planes_[i] = room_.data() + (i - given) * lanes::kBlockWords;
}

/// The code at hand, where the column is not known.
void Sweep::put(const Swept& swept) {
  const Packed& packed = *b_.packed(b_.columns()[swept.column]);
  const std::uint64_t code = code_of(swept.range, packed, swept.range.at);
  for (std::uint32_t bit = 0; bit < packed.bits; ++bit) {
    std::uint64_t* const plane = planes_[first_plane_[swept.column] + bit];
    const std::uint64_t set = (code >> bit & 1U) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t w = 0; w < lanes::kBlockWords; ++w)
      plane[w] = (plane[w] & ~swept.unknown[w]) | (set & swept.unknown[w]);
  }
}

/// The next combination, as a counter counts; no if there is none.
bool Sweep::step() {
  for (Swept& swept : swept_) {
    const bool over = ++swept.range.at == swept.range.size;
    if (over) swept.range.at = 0;
    put(swept);
    if (!over) return true;
  }
  return false;
}

void Sweep::run(std::uint64_t* const* planes) {
  const lanes::Lanes& lanes = b_.lanes();
  const std::vector<std::uint32_t>& chains = b_.chains().code;
  std::copy_n(planes, b_.chains().planes, planes_.begin());
  for (const Swept& swept : swept_) put(swept);
  const std::vector<std::uint32_t>* gather = &plan_.first;
  do {
    lanes.run(chains.data(), chains.size(), planes_.data());
    lanes.run(gather->data(), gather->size(), planes_.data());
    gather = &plan_.next;
  } while (step());
  lanes.run(plan_.last.data(), plan_.last.size(), planes_.data());
}

void Sweep::values(std::size_t result, std::size_t count, std::uint64_t* to) {
  std::fill_n(to, count, std::uint64_t{0});
  for (std::uint32_t byte = 0; byte < 8; ++byte) {
    const std::uint64_t* planes[8];
    std::fill_n(planes, 8, planes_[plan_.zero]);
    bool any = false;
    for (const SweepPlan::Seen& seen : plan_.results[result].seen) {
      if (seen.bit / 8 != byte) continue;
      planes[seen.bit % 8] = planes_[seen.plane];
      any = true;
    }
    if (!any) continue;
    b_.lanes().to_bytes(planes, 8, bytes_.data());
    for (std::size_t r = 0; r < count; ++r) to[r] |= std::uint64_t{bytes_[r]} << (byte * 8);
  }
}

}  // namespace msd::records
