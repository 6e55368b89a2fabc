// msd.hpp: msd.h for C++20. Objects own what they stand for; errors are exceptions of type msdlib::Error.
#pragma once

#include "msd.h"

#include <memory>
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
  const msd_rules* get() const { return rules_.get(); }

 private:
  friend class Image;
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

/// Decides records, in one thread at a time.
class Decider {
 public:
  explicit Decider(const Rules& rules) : rules_(rules), results_(rules.decisions()) {
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
  /// Whether the condition of a rule held for the last record; see msd_rule_held.
  int held(std::size_t decision, std::size_t rule) const { return msd_rule_held(decider_.get(), decision, rule); }

 private:
  struct Free {
    void operator()(msd_decider* decider) const { msd_decider_free(decider); }
  };
  Rules rules_;
  std::vector<Cell> results_;
  std::unique_ptr<msd_decider, Free> decider_;
};

}  // namespace msdlib
