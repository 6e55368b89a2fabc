// msd.hpp: msd.h for C++20. Objects own what they stand for; errors are exceptions of type msdlib::Error.
#pragma once

#include "msd.h"

#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace msdlib {

class Error : public std::runtime_error {
 public:
  Error(msd_status status, const std::string& what) : std::runtime_error(what), status_(status) {}
  msd_status status() const { return status_; }

 private:
  msd_status status_;
};

using Cell = msd_cell;

inline Cell value(std::int64_t v) { return {v, MSD_VALUE, -1}; }
inline Cell absent() { return {0, MSD_ABSENT, -1}; }
inline Cell rejected() { return {0, MSD_REJECTED, -1}; }

/// Columns and decisions of one kind of row. Copies share; all const functions may be called from several threads.
class Rules {
 public:
  std::size_t columns() const { return msd_column_count(get()); }
  std::size_t decisions() const { return msd_decision_count(get()); }
  msd_info column(std::size_t column) const { return info(&msd_column_info, column); }
  msd_info decision(std::size_t decision) const { return info(&msd_decision_info, decision); }
  /// Throws if there is none of that name.
  std::size_t column(const std::string& name) const { return found(msd_column_named(get(), name.c_str()), name); }
  std::size_t decision(const std::string& name) const { return found(msd_decision_named(get(), name.c_str()), name); }
  /// What a cell of a decision holds, in words: `far`, `yes`, `{a, b}`, `12`, `absent`, `rejected`.
  std::string show(std::size_t decision, const Cell& cell) const {
    if (cell.state != MSD_VALUE) return cell.state == MSD_ABSENT ? "absent" : "rejected";
    const msd_info of = this->decision(decision);
    if (of.type == MSD_NUMBER) return std::to_string(cell.value);
    if (of.type != MSD_SET) return msd_decision_value(get(), decision, static_cast<std::size_t>(cell.value));
    std::string out;
    for (std::size_t v = 0; v < of.values; ++v) {
      if ((static_cast<std::uint64_t>(cell.value) >> v & 1U) != 0)
        out += (out.empty() ? "" : ", ") + std::string(msd_decision_value(get(), decision, v));
    }
    return "{" + out + "}";
  }
  /// Empty if no rule fired.
  std::string_view rule(std::size_t decision, const Cell& cell) const {
    const char* name = cell.rule < 0 ? nullptr : msd_rule_name(get(), decision, static_cast<std::size_t>(cell.rule));
    return name == nullptr ? std::string_view() : name;
  }
  /// Without codes (`codes` is 0) where a column or decision has none.
  msd_coding column_coding(std::size_t column) const { return coding(&msd_column_coding, column); }
  msd_coding decision_coding(std::size_t decision) const { return coding(&msd_decision_coding, decision); }
  /// Throws if the cell is none of the column, or the column has no codes.
  std::uint64_t code(std::size_t column, const Cell& cell) const {
    std::uint64_t out = 0;
    if (const msd_status status = msd_column_code(get(), column, &cell, &out); status != MSD_OK)
      throw Error(status, "this cell of column " + std::to_string(column) + " has no code");
    return out;
  }
  /// What a code of a decision stands for; of numbers, one of them. Throws if it has no such code.
  Cell cell(std::size_t decision, std::uint64_t code) const {
    Cell out{};
    if (const msd_status status = msd_decision_cell(get(), decision, code, &out); status != MSD_OK)
      throw Error(status, "decision " + std::to_string(decision) + " has no code " + std::to_string(code));
    return out;
  }
  const msd_rules* get() const { return rules_.get(); }
  /// Words of a packed record, and of its results; nothing where not all of them have codes. See msd_packed_words.
  struct Words {
    std::size_t record = 0, results = 0;
  };
  std::optional<Words> packed_words() const {
    Words out;
    return msd_packed_words(get(), &out.record, &out.results) == MSD_OK ? std::optional(out) : std::nullopt;
  }
  /// Where its code lies in a packed record, or in its results.
  msd_slot column_slot(std::size_t column) const { return slot(&msd_column_slot, column); }
  msd_slot decision_slot(std::size_t decision) const { return slot(&msd_decision_slot, decision); }

 private:
  friend class Image;
  msd_slot slot(msd_status (*ask)(const msd_rules*, std::size_t, msd_slot*), std::size_t at) const {
    msd_slot out{};
    const msd_status status = ask(get(), at, &out);
    if (status == MSD_NOT_CODED) throw Error(status, "records of these rules have no words");
    if (status != MSD_OK) throw Error(MSD_BAD_RECORD, "there is no number " + std::to_string(at));
    return out;
  }
  msd_coding coding(msd_status (*ask)(const msd_rules*, std::size_t, msd_coding*), std::size_t at) const {
    msd_coding out{};
    if (ask(get(), at, &out) != MSD_OK) throw Error(MSD_BAD_RECORD, "there is no number " + std::to_string(at));
    return out;
  }
  explicit Rules(msd_rules* rules) : rules_(rules, &msd_rules_free) {}
  msd_info info(msd_status (*ask)(const msd_rules*, std::size_t, msd_info*), std::size_t at) const {
    msd_info out{};
    if (ask(get(), at, &out) != MSD_OK) throw Error(MSD_BAD_RECORD, "there is no number " + std::to_string(at));
    return out;
  }
  static std::size_t found(std::size_t at, const std::string& name) {
    if (at == SIZE_MAX) throw Error(MSD_BAD_RECORD, "there is no `" + name + "`");
    return at;
  }
  std::shared_ptr<msd_rules> rules_;
};

/// A verified image. Copies share; may be used by several threads.
class Image {
 public:
  static Image load(std::span<const std::byte> bytes) {
    return made([&](msd_image** image, char* why, std::size_t size) {
      return msd_image_load(bytes.data(), bytes.size(), image, why, size);
    });
  }
  static Image load_file(const std::string& path) {
    return made([&](msd_image** image, char* why, std::size_t size) {
      return msd_image_load_file(path.c_str(), image, why, size);
    });
  }
  std::string_view name() const { return msd_image_name(image_.get()); }
  std::string_view version() const { return msd_image_version(image_.get()); }
  std::uint64_t hash() const { return msd_image_hash(image_.get()); }
  Rules rules(const std::string& row) const {
    msd_rules* out = nullptr;
    const msd_status status = msd_rules_of(image_.get(), row.c_str(), &out);
    if (status != MSD_OK) throw Error(status, "the rules of `" + row + "` cannot be had");
    return Rules(out);
  }
  const msd_image* get() const { return image_.get(); }

 private:
  explicit Image(msd_image* image) : image_(image, &msd_image_free) {}
  template <class Load> static Image made(Load load) {
    msd_image* image = nullptr;
    char why[256] = "";
    const msd_status status = load(&image, why, sizeof why);
    if (status != MSD_OK) throw Error(status, why);
    return Image(image);
  }
  std::shared_ptr<msd_image> image_;
};

/// The code in a slot of packed words.
inline std::uint64_t code_in(const msd_slot& slot, const std::uint64_t* words) {
  return words[slot.word] >> slot.shift & ((std::uint64_t{1} << slot.bits) - 1);
}
/// The same, put there in place of what it was. `code` has no more bits than the slot.
inline void put_code(const msd_slot& slot, std::uint64_t code, std::uint64_t* words) {
  words[slot.word] = (words[slot.word] & ~(((std::uint64_t{1} << slot.bits) - 1) << slot.shift)) | code << slot.shift;
}

/// What decisions can come to; see msd_decide_possible.
struct Possible {
  std::vector<Cell> cells;
  std::vector<std::uint64_t> values;
};

/// Decides records, in one thread at a time.
class Decider {
 public:
  explicit Decider(const Rules& rules)
      : rules_(rules), words_(rules.packed_words()), results_(rules.decisions()) {
    msd_decider* made = nullptr;
    if (msd_decider_new(rules.get(), &made) != MSD_OK) throw Error(MSD_NO_MEMORY, "no memory");
    decider_.reset(made);
  }
  /// Stays valid until the next record.
  std::span<const Cell> decide(std::span<const Cell> record) {
    std::size_t bad = record.size();
    if (record.size() != rules_.columns() || msd_decide(decider_.get(), record.data(), results_.data(), &bad) != MSD_OK)
      throw Error(MSD_BAD_RECORD, bad < rules_.columns()
                                      ? "the cell of `" + std::string(rules_.column(bad).name) + "` is no value of it"
                                      : "a record has a cell for each column");
    return results_;
  }
  /// Of a packed record; see msd_decide_packed. `results` has as many words as these have.
  void decide_packed(std::span<const std::uint64_t> record, std::span<std::uint64_t> results) {
    std::size_t bad = 0;
    if (!words_ || words_->record != record.size() || words_->results != results.size())
      throw Error(words_ ? MSD_BAD_RECORD : MSD_NOT_CODED, "these are not the words of a record");
    const msd_status status = msd_decide_packed(get(), record.data(), results.data(), &bad);
    if (status == MSD_BAD_RECORD)
      throw Error(status, "what the record holds for `" + std::string(rules_.column(bad).name) + "` is no code of it");
    if (status != MSD_OK) throw Error(status, "a decision does not follow from codes");
  }
  /// Of a record with cells that are MSD_UNKNOWN. MSD_OK or MSD_TOO_MANY; throws if a cell is no value of its column.
  msd_status possible(std::span<const Cell> record, std::size_t limit, Possible& out) {
    if (record.size() != rules_.columns()) throw Error(MSD_BAD_RECORD, "a record has a cell for each column");
    out.cells.resize(results_.size());
    out.values.resize(results_.size());
    std::size_t bad = 0;
    const msd_status status =
        msd_decide_possible(get(), record.data(), out.cells.data(), out.values.data(), limit, &bad);
    if (status == MSD_BAD_RECORD)
      throw Error(status, "the cell of `" + std::string(rules_.column(bad).name) + "` is no value of it");
    return status;
  }
  msd_decider* get() { return decider_.get(); }
  /// Whether the condition of a rule held for the last record; see msd_rule_held.
  int held(std::size_t decision, std::size_t rule) const { return msd_rule_held(decider_.get(), decision, rule); }

 private:
  struct Free {
    void operator()(msd_decider* decider) const { msd_decider_free(decider); }
  };
  Rules rules_;
  std::optional<Rules::Words> words_;
  std::vector<Cell> results_;
  std::unique_ptr<msd_decider, Free> decider_;
};

/// A column of codes, as wide as its coding says.
class Codes {
 public:
  Codes(const msd_coding& coding, std::size_t count)
      : width_(coding.bytes == 0 ? 1 : coding.bytes), bytes_(count * width_) {}
  void put(std::size_t record, std::uint64_t code) {
    const auto write = [&](auto narrow) { std::memcpy(bytes_.data() + record * width_, &narrow, sizeof narrow); };
    switch (width_) {
    case 1: return write(static_cast<std::uint8_t>(code));
    case 2: return write(static_cast<std::uint16_t>(code));
    case 4: return write(static_cast<std::uint32_t>(code));
    default: return write(code);
    }
  }
  std::uint64_t at(std::size_t record) const {
    const auto read = [&](auto narrow) {
      std::memcpy(&narrow, bytes_.data() + record * width_, sizeof narrow);
      return static_cast<std::uint64_t>(narrow);
    };
    switch (width_) {
    case 1: return read(std::uint8_t{});
    case 2: return read(std::uint16_t{});
    case 4: return read(std::uint32_t{});
    default: return read(std::uint64_t{});
    }
  }
  void* data() { return bytes_.data(); }
  const void* data() const { return bytes_.data(); }

 private:
  std::size_t width_;
  std::vector<std::byte> bytes_;
};

/// A bit for each record.
class Bits {
 public:
  Bits() = default;  ///< none: 0 for all
  explicit Bits(std::size_t count) : words_((count + 63) / 64) {}
  bool at(std::size_t record) const { return !words_.empty() && (words_[record / 64] >> (record % 64) & 1U) != 0; }
  void put(std::size_t record, bool set = true) {
    const std::uint64_t bit = std::uint64_t{1} << (record % 64);
    words_[record / 64] = set ? words_[record / 64] | bit : words_[record / 64] & ~bit;
  }
  std::uint64_t* data() { return words_.data(); }
  const std::uint64_t* data() const { return words_.empty() ? nullptr : words_.data(); }

 private:
  std::vector<std::uint64_t> words_;
};

/// What decisions of a batch can come to; see msd_batch_possible.
struct PossibleCodes {
  std::vector<Codes> codes;                        ///< by decision of the batch: 0 where it is open
  std::vector<Bits> open;                          ///< the same
  std::vector<std::vector<std::uint64_t>> values;  ///< the same; empty if nobody asked for it
  Bits beyond;                                     ///< records with too many completions
};

/// Decides columns of codes. Copies share; may be used by several threads.
class Batch {
 public:
  /// Nothing where a decision does not follow from codes; `why`, if there is one, says which.
  static std::optional<Batch> make(const Rules& rules, std::span<const std::size_t> decisions,
                                   std::string* why = nullptr) {
    msd_batch* made = nullptr;
    char words[256] = "";
    const msd_status status =
        msd_batch_new(rules.get(), decisions.data(), decisions.size(), &made, words, sizeof words);
    if (why != nullptr) *why = words;
    if (status == MSD_NOT_CODED) return std::nullopt;
    if (status != MSD_OK) throw Error(status, words);
    return Batch(rules, decisions, made);
  }
  bool reads(std::size_t column) const { return msd_batch_reads(batch_.get(), column) != 0; }
  /// A column for each of the rules, a result for each decision of the batch. Throws if a code is none of its column.
  void decide(std::span<const Codes> columns, std::size_t count, std::span<Codes> results,
              std::size_t threads = 1) const {
    std::vector<const void*> from;
    std::vector<void*> to;
    for (const Codes& c : columns) from.push_back(c.data());
    for (Codes& c : results) to.push_back(c.data());
    std::size_t column = 0, record = 0;
    const msd_status status = msd_batch_bytes(batch_.get(), from.data(), count, to.data(), threads, &column, &record);
    if (status == MSD_BAD_RECORD) throw bad(column, record);
    if (status != MSD_OK) throw Error(status, "no memory");
  }
  /// Of records that are not known as a whole: `unknown` has bits for each column of the rules, none where it is known
  /// of all records. Throws if a code that is known is none of its column.
  PossibleCodes possible(std::span<const Codes> columns, std::span<const Bits> unknown, std::size_t count,
                         std::size_t limit, std::size_t threads = 1, bool values = false) const {
    PossibleCodes out;
    std::vector<const void*> from;
    std::vector<const std::uint64_t*> missing;
    for (const Codes& c : columns) from.push_back(c.data());
    for (const Bits& b : unknown) missing.push_back(b.data());
    for (const std::size_t d : decisions_) {
      out.codes.emplace_back(rules_.decision_coding(d), count);
      out.open.emplace_back(count);
      if (values) out.values.emplace_back(count);
    }
    std::vector<void*> to;
    std::vector<std::uint64_t*> open, words;
    for (Codes& c : out.codes) to.push_back(c.data());
    for (Bits& b : out.open) open.push_back(b.data());
    for (auto& v : out.values) words.push_back(v.data());
    out.beyond = Bits(count);
    std::size_t column = 0, record = 0;
    const msd_status status =
        msd_batch_possible(get(), from.data(), missing.data(), count, to.data(), open.data(),
                           values ? words.data() : nullptr, out.beyond.data(), limit, threads, &column, &record);
    if (status == MSD_BAD_RECORD) throw bad(column, record);
    if (status != MSD_OK) throw Error(status, "no memory");
    return out;
  }
  const msd_batch* get() const { return batch_.get(); }

 private:
  Batch(const Rules& rules, std::span<const std::size_t> decisions, msd_batch* batch)
      : rules_(rules), decisions_(decisions.begin(), decisions.end()), batch_(batch, &msd_batch_free) {}
  Error bad(std::size_t column, std::size_t record) const {
    return {MSD_BAD_RECORD,
            "record " + std::to_string(record) + " has no code of `" + std::string(rules_.column(column).name) + "`"};
  }
  Rules rules_;
  std::vector<std::size_t> decisions_;
  std::shared_ptr<msd_batch> batch_;
};

}  // namespace msdlib
