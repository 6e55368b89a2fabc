// Records decided by tables: what a decision comes to follows from the codes of what it reads.
#pragma once

#include "runtime/lanes/lanes.h"
#include "runtime/records/plan.h"

#include <memory>

namespace msd::records {

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
    const Decided* const told = decider_.decided().data();
    for (const Stage& stage : stages_) {
      if (stage.group == kNone) {
        take(stage.decision, told[stage.decision]);
        continue;
      }
      const Group& group = groups_[stage.group];
      const Decided* decided = group.rows.data() + std::size_t{group.row} * group.members.size();
      for (const std::uint32_t member : group.members) take(member, *decided++);
    }
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
    const std::uint16_t* parts = nullptr;
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
    std::vector<std::uint16_t> adds;    ///< of each row, to the places of all groups
    std::uint16_t row = 0;              ///< of the record at hand
  };
  struct Own {
    std::vector<Read> reads;
    std::vector<std::uint32_t> places;       ///< of an `attach` that begins with a set
    std::vector<Content> met;                ///< what these say, from 1 on
    std::vector<const std::uint64_t*> rows;  ///< of rule sets
  };
  /// In the order in which they are decided: groups, or single decisions.
  struct Stage {
    std::uint32_t group = kNone, decision = kNone;
  };

  void group_up();
  void find_read();
  std::vector<std::uint32_t> outside(const Group& group, const Table& more) const;
  void add_up();
  void decide_stages();
  template <class Count> void add_columns(std::size_t first, Count lanes);
  void add(std::uint32_t source, std::uint32_t code) {
    add(parts_.data() + first_part_[source] + std::size_t{code} * lanes_);
  }
  void add(const std::uint16_t* parts) {
    std::size_t v = 0;
    do {
      for (std::size_t i = 0; i < kLanes; ++i) at_[v + i] = static_cast<std::uint16_t>(at_[v + i] + parts[v + i]);
      v += kLanes;
    } while (v != lanes_);
  }
  void fill(Group& group, std::size_t stage, std::size_t at);
  void decide_one(std::size_t decision, std::size_t stage);
  void know(std::size_t stages);
  void sample(std::size_t decision);
  std::uint32_t code(std::size_t decision, const Decided& made) const;
  Decided grown(std::size_t decision, std::size_t stage);
  Decided by_cubes(std::size_t decision, std::size_t stage);

  static constexpr std::size_t kLanes = 8;  // 16 bits each, one register

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
  std::size_t lanes_ = kLanes;           ///< groups, and what is missing to whole registers
  std::vector<std::uint16_t> at_;        ///< by group: the place
  std::vector<std::uint16_t> parts_;     ///< what each code of each source adds to `at_`
  std::vector<std::size_t> first_part_;  ///< by source
  std::vector<Columns> coded_columns_;
  std::size_t known_ = 0;  ///< stages whose decisions the Decider knows
  bool coded_ = true;
  bool by_codes_ = false;
};

}  // namespace msd::records
