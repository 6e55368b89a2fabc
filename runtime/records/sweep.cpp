#include "runtime/records/sweep.h"

namespace msd::records {

namespace {

using lanes::Join;

void chain(std::vector<std::uint32_t>& code, std::uint32_t target, std::initializer_list<Joined> parts) {
  write_chain(code, target, std::span(parts.begin(), parts.size()));
}

/// A code that is not followed by the next number; the last one is followed by the first.
struct Jump {
  std::uint64_t from = 0, to = 0;
};

/// The last one jumps behind the others.
std::vector<Jump> jumps(const Range& range, const Packed& packed) {
  std::vector<std::uint64_t> ends;  // of stretches of codes: the first and the last
  if (range.count != 0) ends = {range.first, range.first + range.count - 1};
  for (std::uint64_t at = range.count; at < range.size; ++at) {
    const std::uint64_t code = code_of(range, packed, at);
    ends.insert(ends.end(), {code, code});
  }
  std::vector<Jump> out;
  for (std::size_t i = 1; i < ends.size(); i += 2) {
    const std::uint64_t to = ends[(i + 1) % ends.size()];
    if (i + 1 == ends.size() || to != ends[i] + 1) out.push_back({ends[i], to});
  }
  return out;
}

/// Makes a SweepPlan, one column and decision after the other.
class Maker {
 public:
  Maker(SweepPlan& plan, std::uint32_t planes) : plan_(plan) {
    plan_.planes = planes;
    plan_.zero = plane();
    for (std::uint32_t& temporary : temporary_) temporary = plane();
    over_ = plane();
    chain(plan_.begin, over_, {});
    chain(plan_.last, plan_.zero, {});
    chain(plan_.last, plan_.zero, {{Join::AndNot, plan_.zero}});
  }

  /// `given`: its first plane. Nothing of a column that has no codes.
  void column(const Range& range, const Packed& packed, std::uint32_t given) {
    SweepPlan::Column out;
    out.unknown = plane();
    const std::vector<Jump> all = jumps(range, packed);
    if (!all.empty()) {
      for (std::uint32_t bit = 0; bit < packed.bits; ++bit)
        chain(out.start, given + bit, {{Join::And, given + bit}, {joins(all.back().to, bit), out.unknown}});
      step(all, packed.bits, given, out);
    }
    plan_.columns.push_back(std::move(out));
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
    std::vector<Joined> differ{{Join::And, plan_.zero}};
    for (std::uint32_t bit = 0; bit < bits.packed().bits; ++bit) {
      chain(plan_.last, any[bit], {{Join::And, any[bit]}, {Join::AndNot, all[bit]}});
      differ.push_back({Join::Or, any[bit]});
    }
    out.open = plane();
    write_chain(plan_.last, out.open, differ);
    for (std::uint32_t bit = 0; bit < bits.packed().bits; ++bit)
      chain(plan_.last, made + bit, {{Join::And, all[bit]}, {Join::AndNot, out.open}});
    plan_.results.push_back(std::move(out));
  }

 private:
  std::uint32_t plane() { return plan_.planes++; }
  /// How records that get a code are joined to one of its planes.
  static Join joins(std::uint64_t code, std::uint32_t bit) { return (code >> bit & 1U) != 0 ? Join::Or : Join::AndNot; }

  /// Where all columns before it are over, one is added to the code, or it jumps; where the last one jumps, this column
  /// is over, too.
  void step(const std::vector<Jump>& all, std::uint32_t bits, std::uint32_t given, SweepPlan::Column& out) {
    const std::uint32_t here = temporary_[0];
    std::uint32_t adds = temporary_[1], more = temporary_[2];
    while (jumping_.size() < all.size()) jumping_.push_back(plane());
    chain(out.step, here, {{Join::And, over_}, {Join::And, out.unknown}});
    std::vector<Joined> added{{Join::And, here}};
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::vector<Joined> parts{{Join::And, here}};
      for (std::uint32_t bit = 0; bit < bits; ++bit)
        parts.push_back({(all[i].from >> bit & 1U) != 0 ? Join::And : Join::AndNot, given + bit});
      write_chain(out.step, jumping_[i], parts);
      added.push_back({Join::AndNot, jumping_[i]});
    }
    write_chain(out.step, adds, added);
    for (std::uint32_t bit = 0; bit < bits; ++bit) {
      const std::uint32_t plane = given + bit;
      chain(out.step, more, {{Join::And, plane}, {Join::And, adds}});
      std::vector<Joined> parts{{Join::And, plane}, {Join::Or, adds}, {Join::AndNot, more}};
      for (std::size_t i = 0; i < all.size(); ++i) parts.push_back({joins(all[i].to, bit), jumping_[i]});
      write_chain(out.step, plane, parts);
      std::swap(adds, more);
    }
    chain(out.step, over_, {{Join::And, over_}, {Join::AndNot, out.unknown}, {Join::Or, jumping_[all.size() - 1]}});
    out.reads = out.step.size() / 2;
  }

  /// The records whose code it is, in a plane of its own for the time being.
  void equal(std::uint32_t to, std::uint64_t code, std::uint32_t bits, std::uint32_t made) {
    std::vector<Joined> parts;
    for (std::uint32_t bit = 0; bit < bits; ++bit)
      parts.push_back({(code >> bit & 1U) != 0 ? Join::And : Join::AndNot, made + bit});
    for (auto* code_of : {&plan_.first, &plan_.next}) write_chain(*code_of, to, parts);
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
    std::vector<Joined> value;
    for (const std::uint64_t code : {packed.absent, packed.rejected}) {
      if (code == UINT64_MAX) continue;
      const std::uint32_t to = temporary_[value.size()];
      equal(to, code, packed.bits, made);
      gather(to, bits.of(code), out);
      value.push_back({Join::AndNot, to});
    }
    for (auto* code_of : {&plan_.first, &plan_.next}) write_chain(*code_of, temporary_[2], value);
    gather(temporary_[2], 1, out);
  }

  SweepPlan& plan_;
  std::uint32_t temporary_[3];
  std::vector<std::uint32_t> jumping_;  // records whose code jumps
  std::uint32_t over_ = 0;              // records whose columns so far have begun anew
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
  Maker maker(*this, batch.chains().planes);
  std::uint32_t made = 0;
  for (const std::uint32_t c : batch.columns()) {
    maker.column(range(batch.coding(c)), *batch.packed(c), made);
    made += batch.packed(c)->bits;
  }
  for (const std::uint32_t d : batch.decisions()) {
    const ValueBits bits(batch.coding(batch.source(d)), *batch.packed(batch.source(d)));
    maker.result(bits, made, values);
    made += bits.packed().bits;
  }
}

Sweep::Sweep(const Batch& batch, const SweepPlan& plan)
    : b_(batch), plan_(plan), planes_(plan.planes), bytes_(lanes::kBlock) {
  swept_.reserve(plan.columns.size());
  const std::size_t given = b_.chains().planes;
  room_.resize((plan.planes - given) * lanes::kBlockWords);
  for (std::size_t i = given; i < planes_.size(); ++i) planes_[i] = room_.data() + (i - given) * lanes::kBlockWords;
}

void Sweep::run(std::uint64_t* const* planes) {
  std::copy_n(planes, b_.chains().planes, planes_.begin());
  for (const std::size_t column : swept_) chains(plan_.columns[column].start);
  for (std::size_t at = 0; at < runs_; ++at) {
    if (at != 0) {
      chains(plan_.begin);
      for (const std::size_t column : swept_) chains(plan_.columns[column].step);
    }
    chains(b_.chains().code);
    chains(at == 0 ? plan_.first : plan_.next);
  }
  chains(plan_.last);
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
