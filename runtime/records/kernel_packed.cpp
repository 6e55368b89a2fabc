// Of a kernel: records whose codes lie one behind another in words.
#include "runtime/records/kernel_stages.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace msd::records {

namespace {

constexpr std::size_t kChunkRoom = std::size_t{1} << 16U;  // registers of all chunks; 16 bytes each
constexpr std::size_t kResults = 1'024;                    // words of all groups

}  // namespace

/// What a code adds to places is its multiple, so each bit of it adds its own part. Those of a chunk are added up here
/// for all its values, and the number of its codes that are none.
void Kernel::find_chunks() {
  packing_ = records::packing(p_, plan_);
  if (!packing_ || !coded_) return packing_.reset();
  for (std::uint32_t c = 0; c < packing_->columns.size(); ++c) {
    const Slot& slot = packing_->columns[c];
    if (plan_.packed[c]->codes != std::uint64_t{1} << slot.bits) limited_.push_back({slot, plan_.packed[c]->codes, c});
  }
  // Where the sums of all chunks would take too much room, or rows of results, codes are taken one by one. So there are
  // some thousands of columns at most, and kWrong does not come round to 0.
  constexpr std::size_t kOfWord = (64 + Slot::kChunk - 1) / Slot::kChunk << Slot::kChunk;
  if (packing_->record > kChunkRoom / kOfWord / registers_ || packing_->results * groups_.size() > kResults) return;
  packed_record_.resize(packing_->record);
  std::vector<std::vector<Eight>> of_bit(packing_->record * 64);  // empty: it adds nothing
  const auto add = [&](const Slot& slot, std::uint32_t bit, auto change) {
    std::vector<Eight>& parts = of_bit[std::size_t{slot.word} * 64 + slot.shift + bit];
    parts.resize(registers_);
    change(parts);
  };
  for (const Columns& c : coded_columns_) {
    const Slot& slot = packing_->columns[c.column];
    for (std::uint32_t bit = 0; bit < slot.bits; ++bit) {
      const Eight* const one = c.parts + (std::size_t{1} << bit) * registers_;
      if (std::all_of(one, one + registers_, [](const Eight& part) { return part.zero(); })) continue;
      add(slot, bit, [&](std::vector<Eight>& parts) {
        for (std::size_t r = 0; r < registers_; ++r) parts[r] += one[r];
      });
    }
  }
  find_straight();
  for (const Stage& stage : stages_) {
    if (stage.group == kNone || !groups_[stage.group].straight) continue;
    const std::vector<std::uint8_t>& asked = plan_.tables[stage.decision].asked;
    const std::uint32_t value = p_.decisions[stage.decision].value;
    for (std::size_t bit = 0; bit < asked.size() && value != kNone; ++bit) {
      add(packing_->columns[p_.exprs[value].x], asked[bit], [&](std::vector<Eight>& parts) {
        parts[stage.group / 8].all[stage.group % 8] += static_cast<std::uint16_t>(1U << bit);
      });
    }
  }

  for (std::uint32_t word = 0; word < packing_->record; ++word) {
    std::uint32_t used = 0;  // bits of the word that say something
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      if (!of_bit[word * 64 + bit].empty()) used = bit + 1;
    }
    for (const Limited& l : limited_) {
      if (l.slot.word == word) used = std::max(used, l.slot.shift + l.slot.bits);
    }
    chunks_.push_back((used + Slot::kChunk - 1) / Slot::kChunk);
    for (std::uint32_t chunk = 0; chunk < chunks_.back(); ++chunk) add_chunk(word, chunk * Slot::kChunk, of_bit);
  }
  for (const Limited& limited : limited_) {
    if (!limited.slot.in_chunk()) wide_.push_back(limited);
  }

  // What is made by itself asks for codes.
  std::vector<bool> read(p_.columns.size());
  for (const Stage& stage : stages_) {
    if (stage.decision == kNone || (stage.group != kNone && groups_[stage.group].straight)) continue;
    const Table& table = plan_.tables[stage.decision];
    for (const std::uint32_t source : table.reads) {
      if (source < read.size()) read[source] = true;
    }
    const std::uint32_t value = p_.decisions[stage.decision].value;
    if (value != kNone && p_.exprs[value].kind == Expr::Kind::Column) read[p_.exprs[value].x] = true;
  }
  for (std::uint32_t c = 0; c < read.size(); ++c) {
    if (read[c]) read_alone_.push_back(c);
  }
}

/// Of those groups that add to a set: where this is a column which is nothing but a mask, and nobody reads what comes
/// of it, the words of the results are the set's and the row's together.
void Kernel::find_straight() {
  std::vector<bool> read(plan_.codings.size());
  for (std::size_t i = 0; i < plan_.tables.size(); ++i) {
    for (const std::uint32_t source : plan_.tables[i].reads) read[source] = true;
    const std::uint32_t value = p_.decisions[i].value;
    if (value != kNone && p_.exprs[value].kind == Expr::Kind::Decision)
      read[p_.columns.size() + p_.exprs[value].x] = true;
  }
  for (const Stage& stage : stages_) {
    if (stage.group == kNone || stage.decision == kNone || read[p_.columns.size() + stage.decision]) continue;
    const Table& table = plan_.tables[stage.decision];
    Group& group = groups_[stage.group];
    const std::uint32_t value = p_.decisions[stage.decision].value;
    if (value == kNone) {
      group.straight = true;
      continue;
    }
    if (!group.of_column) continue;
    const std::uint32_t column = p_.exprs[value].x;
    const Packed& from = *plan_.packed[column];
    group.from = packing_->columns[column];
    group.to = packing_->decisions[stage.decision];
    group.straight = from.absent == UINT64_MAX && from.rejected == UINT64_MAX &&
                     from.codes == std::uint64_t{1} << from.bits && group.from.bits <= group.to.bits &&
                     std::all_of(table.asked.begin(), table.asked.end(), [&](std::uint8_t v) { return v < from.bits; });
  }
}

void Kernel::add_chunk(std::uint32_t word, std::uint32_t shift, const std::vector<std::vector<Eight>>& of_bit) {
  const std::uint32_t bits = std::min(Slot::kChunk, 64 - shift);
  const std::size_t begin = chunk_parts_.size();
  chunk_parts_.resize(begin + (registers_ << Slot::kChunk));
  for (std::size_t value = 0; value < std::size_t{1} << bits; ++value) {
    Eight* const to = chunk_parts_.data() + begin + value * registers_;
    for (std::uint32_t bit = 0; bit < bits; ++bit) {
      const std::vector<Eight>& parts = of_bit[word * 64 + shift + bit];
      for (std::size_t r = 0; r < parts.size() && (value >> bit & 1U) != 0; ++r) to[r] += parts[r];
    }
    for (const Limited& l : limited_) {
      const Slot& slot = l.slot;
      if (slot.word != word || slot.shift < shift || slot.shift >= shift + bits || !slot.in_chunk()) continue;
      const std::uint64_t code = value >> (slot.shift - shift) & ((std::uint64_t{1} << slot.bits) - 1);
      if (code >= l.codes) ++to[registers_ - 1].all[kWrong];
    }
  }
}

void Kernel::take_packed(std::uint32_t column) { code(column, packing_->columns[column].in(packed_record_.data())); }

void Kernel::unpack_record() {
  if (!std::exchange(all_packed_, false)) return;
  by_codes_ = true;
  known_ = 0;
  decider_.begin(columns_);
  for (std::uint32_t c = 0; c < p_.columns.size(); ++c) take_packed(c);
}

/// Calls `take(parts)` for the value of each chunk.
template <class Take> void Kernel::each_chunk(const std::uint64_t* record, std::size_t registers, Take take) const {
  constexpr std::uint64_t kMask = (1U << Slot::kChunk) - 1;
  const Eight* parts = chunk_parts_.data();
  for (const std::uint32_t count : chunks_) {
    std::uint64_t word = *record++;
    for (std::uint32_t chunk = 0; chunk < count; ++chunk) {
      take(parts + (word & kMask) * registers);
      word >>= Slot::kChunk;
      parts += (kMask + 1) * registers;
    }
  }
}

/// The first column whose code is none, of those that are looked at.
std::size_t Kernel::first_wrong(const std::uint64_t* record) const {
  const auto is_wrong = [&](const Limited& l) { return l.slot.in(record) >= l.codes; };
  const auto found = std::find_if(limited_.begin(), limited_.end(), is_wrong);
  return found == limited_.end() ? p_.columns.size() : found->column;
}

/// Where rows say all, and results have one word. What else is to be known of the record is found when it is asked for.
std::size_t Kernel::decide_quickly(const std::uint64_t* record, std::uint64_t* results) {
  Eight here;
  each_chunk(record, 1, [&](const Eight* parts) { here += *parts; });
  if (here.all[kWrong] != 0) return first_wrong(record);
  all_packed_ = true;
  for (std::size_t word = 0; word < packed_record_.size(); ++word) packed_record_[word] = record[word];
  std::uint64_t result = 0;
  go_quickly(
      here, [](const Quick&) { return std::size_t{0}; },
      [&](const Quick& step, std::size_t row) {
        result |= step.packed[row];
        if (step.keep != nullptr) result |= record[step.word] >> step.right << step.left & step.keep[row];
      });
  *results = result;
  return p_.columns.size();
}

std::size_t Kernel::decide_unpacked(const std::uint64_t* record, std::uint64_t* results) {
  if (const std::size_t column = first_wrong(record); column != p_.columns.size()) return column;
  for (std::uint32_t c = 0; c < p_.columns.size(); ++c) code(c, packing_->columns[c].in(record));
  const std::span<const std::uint32_t> decided = decide_codes();
  std::fill_n(results, packing_->results, std::uint64_t{0});
  for (std::size_t d = 0; d < decided.size(); ++d) packing_->decisions[d].put(decided[d], results);
  return p_.columns.size();
}

std::size_t Kernel::decide_packed(const std::uint64_t* record, std::uint64_t* results) {
  if (packed_record_.empty()) return decide_unpacked(record, results);
  if (!quick_.empty()) return decide_quickly(record, results);
  std::fill_n(at_.begin(), registers_, Eight{});
  each_chunk(record, registers_, [&](const Eight* parts) { add(parts); });
  bool wrong = at_.back().all[kWrong] != 0;
  for (const Limited& limited : wide_) wrong |= limited.slot.in(record) >= limited.codes;
  if (wrong) return first_wrong(record);
  all_packed_ = true;
  std::copy_n(record, packed_record_.size(), packed_record_.begin());
  decider_.begin(columns_);
  for (const std::uint32_t c : read_alone_) take_packed(c);
  const std::size_t words = packing_->results;
  std::fill_n(results, words, std::uint64_t{0});
  std::uint32_t* const codes = codes_.data() + p_.columns.size();
  go<true>([&](std::uint32_t decision) { packing_->decisions[decision].put(codes[decision], results); },
           [&](const Group& group) {
             const std::uint64_t* const row = group.packed.data() + group.row * words;
             for (std::size_t word = 0; word < words; ++word) results[word] |= row[word];
             if (group.straight) {
               results[group.to.word] |=
                   record[group.from.word] >> group.from.shift << group.to.shift & group.keep[group.row];
               return;
             }
             const std::uint32_t* const code = group.codes.data() + std::size_t{group.row} * group.members.size();
             for (const std::uint32_t place : group.read) codes[group.members[place]] = code[place];
           });
  return p_.columns.size();
}

}  // namespace msd::records
