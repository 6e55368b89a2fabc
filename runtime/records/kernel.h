// Records decided by tables: what a decision comes to follows from the codes of what it reads.
#pragma once

#include "runtime/lanes/lanes.h"
#include "runtime/records/packing.h"

#include <memory>

namespace msd::records {

/// Eight numbers in one register.
struct Eight {
  // NOLINTNEXTLINE(modernize-use-using): attributes of a vector go with a typedef
  typedef std::uint16_t Numbers __attribute__((vector_size(16)));
  Numbers all{};

  Eight& operator+=(const Eight& other) { return all += other.all, *this; }
  bool zero() const {
    std::uint64_t words[2];
    __builtin_memcpy(words, &all, sizeof words);
    return (words[0] | words[1]) == 0;
  }
};

/// Gives what `Decider` gives, each decision in the form that its plan says; decisions that have places, and read much
/// the same, share them. Not for several threads at once; any number of kernels may share a program and its plan, which
/// outlive them.
class Kernel {
 public:
  Kernel(const Program& program, const Plan& plan);
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  /// `columns` has a content for each column, of its type. Gives what each decision comes to; stays valid until it is
  /// asked again. O(what the decisions read, and rules / 512 of those that are rule sets). No allocation.
  std::span<const Decided> decide(std::span<const Content> columns);
  // The same, the columns one by one, all of them.
  void column(std::size_t column, const Content& content) {
    columns_[column] = content;
    codes_[column] = fast_[column].code(content);
  }
  /// As `column`, of what may be no content of its type: then says no. `state`: Content::State.
  bool take(std::size_t column, std::uint32_t state, std::int64_t number) {
    if (!fast_[column].fits(state, number)) return false;
    this->column(column, {static_cast<Content::State>(state), state == 0 ? number : 0});
    return true;
  }
  /// All columns from cells, which have a `value` and a `state`. The first one that is no content of its type, or their
  /// number; where one is none, what was taken before stays. O(columns, and the numbers that they are compared with).
  template <class Cell> std::size_t take_cells(const Cell* cells) {
    Content* const contents = next_columns_.data();
    std::uint32_t* const codes = next_codes_.data();
    const Fast* fast = fast_.data();
    const std::size_t count = columns_.size();
    for (std::size_t i = 0; i < count; ++i, ++fast) {
      const std::uint32_t state = cells[i].state;
      const std::int64_t value = cells[i].value;
      if (!fast->fits(state, value)) return i;
      contents[i] = {static_cast<Content::State>(state), state == 0 ? value : 0};
      codes[i] = fast->code(contents[i]);
    }
    columns_.swap(next_columns_);
    codes_.swap(next_codes_);
    return count;
  }
  std::span<const Decided> decide();
  /// The same, each decision given to `take(index, Decided)` in some order.
  template <class Take> void decide_each(Take take) {
    by_codes_ = false;
    decide_stages();
    for (const Stage& stage : stages_) take_stage(stage, take);
  }
  /// As `decide_each`, without decisions that come to what they did when `remember` was called last, as far as that is
  /// seen at once.
  template <class Take> void decide_changed(Take take) {
    by_codes_ = false;
    decide_stages();
    for (const Stage& stage : stages_) {
      const bool same = stage.decision == kNone && groups_[stage.group].row == groups_[stage.group].remembered;
      if (!same) take_stage(stage, take);
    }
  }
  /// What the decisions came to.
  void remember() {
    // What has no room stands in row 0, and is soon something else.
    for (Group& group : groups_) group.remembered = group.row == 0 ? UINT16_MAX : group.row;
  }

  /// The same from codes (`Packed`) alone, if the forms of all decisions go by them: a number is one of its stretch
  /// then.
  bool coded() const { return coded_; }
  void code(std::size_t column, std::uint64_t code) {
    codes_[column] = static_cast<std::uint32_t>(code);
    if (fast_[column].set) columns_[column] = unpack(plan_.codings[column], *plan_.packed[column], code);
  }
  /// The codes of all columns, of 32 bits.
  void take_codes(std::span<const std::uint32_t> codes) {
    std::copy(codes.begin(), codes.end(), codes_.begin());
    for (const std::uint32_t column : sets_)
      columns_[column] = unpack(plan_.codings[column], *plan_.packed[column], codes[column]);
  }
  /// What comes of it as codes, by decision; of sets with many values, as far as 32 bits go.
  std::span<const std::uint32_t> decide_codes();

  /// Where the codes of a record, and of its results, lie; nothing unless `coded()`, and all codes have slots.
  const std::optional<Packing>& packing() const { return packing_; }
  /// The same from a record of `packing()`; bits beyond its codes are not looked at in it, and 0 in the results. Their
  /// number, or the first column whose code is none: then nothing is decided. O(bits of the codes, and what is
  /// decided). No allocation.
  std::size_t decide_packed(const std::uint64_t* record, std::uint64_t* results);

  /// As Decider::held, of the record decided last. `letter`: this program, or one that it is a part of; it outlives
  /// the kernel. Allocates the first time.
  int held(std::size_t decision, std::size_t line, const Program& letter);

 private:
  /// A column's coding, with all that is needed in one place.
  struct Fast {
    std::int64_t low = 0, high = 0;  ///< values
    const std::int64_t* cuts = nullptr;
    std::uint32_t cut_count = 0;
    std::uint32_t states[3] = {0, kNone, kNone};  ///< codes of absent and rejected; none: it is never so
    bool number = false, set = false, coded = false;

    bool fits(std::uint32_t state, std::int64_t value) const {
      return state == 0 ? value >= low && value <= high : state <= 2 && states[state] != kNone;
    }
    std::uint32_t code(const Content& content) const {
      if (content.state != Content::State::Value) return states[static_cast<std::size_t>(content.state)];
      return number ? stretch(content.number) : static_cast<std::uint32_t>(content.number);
    }
    std::uint32_t stretch(std::int64_t value) const {
      if (cut_count > 8) return static_cast<std::uint32_t>(std::upper_bound(cuts, cuts + cut_count, value) - cuts);
      std::uint32_t out = 0;
      for (std::uint32_t i = 0; i < cut_count; ++i) out += value >= cuts[i] ? 1U : 0U;
      return out;
    }
  };
  struct Read {
    std::uint32_t source = 0;
    std::uint32_t step = 0;  ///< places between its codes
  };
  /// A column that has codes, and what they add.
  struct Columns {
    const Eight* parts = nullptr;
    std::uint32_t column = 0;
  };
  /// Decisions that share places: one for each combination of the codes that they read from outside. Where the place of
  /// a combination is, each code adds its part to: those of columns, and of earlier groups.
  struct Group {
    std::vector<std::uint32_t> members;
    std::vector<std::uint32_t> read;  ///< those of them, by their places, whose codes are asked for one by one
    std::vector<Read> reads;
    std::vector<std::uint16_t> places;  ///< which of the rows below; 0: not met yet
    std::vector<Decided> rows;          ///< one for each member
    std::vector<std::uint32_t> codes;   ///< of these
    std::vector<Eight> adds;            ///< of each row, to the places of all groups
    std::vector<std::uint64_t> packed;  ///< of each row, the words of its results
    std::uint16_t row = 0;              ///< of the record at hand
    std::uint16_t remembered = 0;       ///< see `remember`
    // Of a decision that adds to a set: rows say what it adds, places begin with the values that it asks for.
    bool of_column = false;  ///< the set is a column
    bool straight = false;   ///< of packed records: so a row says all, and where bits of the set go
    Slot from, to;
    std::vector<std::uint64_t> keep;  ///< of each row, bits of the results that are those of the set
  };
  struct Own {
    std::vector<const std::uint64_t*> rows;  ///< of rule sets
  };
  /// In the order in which they are decided: groups, single decisions, or a group of one that adds to a set.
  struct Stage {
    std::uint32_t group = kNone, decision = kNone;
  };

  /// Of a stage, all that it takes to decide it, where few rows say all. Nothing of it moves once the kernel is made.
  struct Quick {
    const std::uint16_t* places = nullptr;
    const Eight* adds = nullptr;
    const std::uint64_t *packed = nullptr, *keep = nullptr;
    std::uint16_t* row = nullptr;
    std::uint32_t word = 0, right = 0, left = 0;  ///< with `keep`: bits that are taken from the record
    bool waits = false;                           ///< its place is known when those before it are decided
    Group* group = nullptr;
  };
  /// A column whose place has room for what is none of its codes.
  struct Limited {
    Slot slot;
    std::uint64_t codes = 0;
    std::uint32_t column = 0;
  };

  static constexpr std::size_t kWrong = 7;  ///< of the last register: how many columns have a code that is none

  template <class Take> void take_stage(const Stage& stage, Take& take) {
    if (stage.decision != kNone && quick_.empty()) return take(stage.decision, decider_.decided()[stage.decision]);
    const Group& group = groups_[stage.group];
    const Decided* decided = group.rows.data() + std::size_t{group.row} * group.members.size();
    if (stage.decision != kNone) return take(stage.decision, grown(begins(stage.decision), decided->content));
    for (const std::uint32_t member : group.members) take(member, *decided++);
  }

  void group_up();
  void find_read();
  std::vector<std::uint32_t> outside(const Group& group, const Table& more) const;
  void add_up();
  void make_room();
  void find_chunks();
  void find_straight();
  void add_chunk(std::uint32_t word, std::uint32_t shift, const std::vector<std::vector<Eight>>& of_bit);
  void take_packed(std::uint32_t column);
  void unpack_record();
  template <class More, class Each> void go_quickly(Eight here, More more, Each each);
  std::size_t first_wrong(const std::uint64_t* record) const;
  std::size_t decide_unpacked(const std::uint64_t* record, std::uint64_t* results);
  std::size_t decide_quickly(const std::uint64_t* record, std::uint64_t* results);
  template <class Take> void each_chunk(const std::uint64_t* record, std::size_t registers, Take take) const;
  void decide_stages();
  void decide_rows();
  void add_columns();
  void add(std::uint32_t source, std::uint32_t code) {
    add(parts_.data() + first_part_[source] + std::size_t{code} * registers_);
  }
  void add(const Eight* parts) {
    for (std::size_t i = 0; i < registers_; ++i) at_[i] += parts[i];
  }
  template <bool packed, class Alone, class Row> void go(Alone alone, Row row);
  void fill(Group& group, std::size_t stage, std::size_t at);
  void decide_one(std::size_t decision, std::size_t stage);
  void know(std::size_t stages);
  void sample(std::size_t decision);
  std::uint32_t code(std::size_t decision, const Decided& made) const;
  Content begins(std::size_t decision);
  /// What the set that it begins with adds to its place.
  std::size_t asked(std::size_t decision, const Content& from) const {
    const std::vector<std::uint8_t>& values = plan_.tables[decision].asked;
    std::size_t out = 0;
    for (std::size_t bit = 0; bit < values.size(); ++bit)
      out |= (static_cast<std::uint64_t>(from.number) >> values[bit] & 1U) << bit;
    return out;
  }
  static Decided grown(const Content& from, const Content& adds) {
    if (from.state == Content::State::Rejected || adds.state == Content::State::Rejected)
      return {{Content::State::Rejected, 0}, kNone};
    return {{Content::State::Value, adds.number | from.number}, kNone};
  }
  void told(std::size_t decision, const Decided& made);
  Decided by_cubes(std::size_t decision, std::size_t stage);

  const Program& p_;
  const Plan& plan_;
  const lanes::Lanes& loops_ = lanes::best();
  Decider decider_;
  std::unique_ptr<Decider> letter_;  ///< of a program that this one is a part of
  std::vector<Content> columns_, next_columns_;
  std::vector<Fast> fast_;
  std::vector<std::uint32_t> sets_;                ///< columns that hold sets
  std::vector<std::uint32_t> codes_, next_codes_;  ///< of columns, then of decisions
  std::vector<Own> own_;
  std::vector<Group> groups_;
  std::vector<Stage> stages_;
  std::size_t registers_ = 1;            ///< that a number for each group needs
  std::vector<Eight> at_;                ///< by group: the place
  std::vector<Eight> parts_;             ///< what each code of each source adds to `at_`
  std::vector<std::size_t> first_part_;  ///< by source
  std::vector<Columns> coded_columns_;
  std::optional<Packing> packing_;
  std::vector<std::uint32_t> chunks_;         ///< of each word, from bit 0 on
  std::vector<Eight> chunk_parts_;            ///< by chunk, its value, and group
  std::vector<Quick> quick_;                  ///< of all stages, or of none
  std::vector<Limited> limited_, wide_;       ///< all, and those whose codes are not in a chunk
  std::vector<std::uint32_t> read_alone_;     ///< columns that decisions which stand alone ask for
  std::vector<std::uint64_t> packed_record_;  ///< the one at hand; empty: chunks would take too much room
  bool all_packed_ = false;                   ///< its codes stand there only
  std::size_t known_ = 0;                     ///< stages whose decisions the Decider knows
  bool coded_ = true;
  bool by_codes_ = false;
};

}  // namespace msd::records
