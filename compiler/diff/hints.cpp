// What may be one thing with a new name: rules that are the same once it is taken for one.
#include "compiler/diff/compare.h"

#include <fmt/format.h>

#include <functional>

namespace msd::diff {

namespace {

using tir::FieldId;

constexpr std::size_t kMostTrials = 200;

class Hints {
 public:
  Hints(const Sides& sides, const Matching& matching, const Options& options, Diff& out)
      : s_(sides), m_(matching), options_(options), out_(out) {}

  void run() {
    before_ = score(m_);
    const auto name = [](const auto& one) { return one.name; };
    each("row", m_.rows, s_.a.rows, s_.b.rows, name, name);
    each("enum", m_.enums, s_.a.enums, s_.b.enums, name, name);
    for (std::uint32_t e = 0; e < s_.a.enums.size(); ++e) {
      const std::uint32_t there = m_.enums.of(Side::Old, e);
      if (there == kNone) continue;
      each(
          "value", m_.values[e], s_.a.enums[e].values, s_.b.enums[there].values,
          [&](const auto& v) { return s_.a.enums[e].name + "." + v.name; },
          [&](const auto& v) { return s_.b.enums[there].name + "." + v.name; });
    }
    fields();
    each("lexicon", m_.lexicons, s_.a.lexicons, s_.b.lexicons, name, name);
    each(
        "requirement", m_.requires_, s_.a.requires_, s_.b.requires_,
        [&](const auto& r) { return s_.a[r.row].name + "." + r.name; },
        [&](const auto& r) { return s_.b[r.row].name + "." + r.name; });
  }

 private:
  /// How many rules and requirements are the same, to the letter.
  std::size_t score(const Matching& matching) const {
    Space names(s_, matching, Plan{true, {}});
    std::size_t out = 0;
    for (std::uint32_t i = 0; i < s_.b.fields.size(); ++i) {
      const std::uint32_t old_index = matching.fields.of(Side::New, i);
      if (old_index == kNone || !matching.apart[old_index].empty()) continue;
      const tir::Field& f = s_.a.fields[old_index];
      const tir::Field& g = s_.b.fields[i];
      if (!f.rule.valid() || !g.rule.valid()) continue;
      const FieldId here = names.field(Side::New, {i});
      out += same_text(names.rule_of(Side::Old, {old_index}, here), names.rule_of(Side::New, {i}, here)) ? 1 : 0;
    }
    for (std::uint32_t i = 0; i < s_.b.requires_.size(); ++i) {
      const std::uint32_t old_index = matching.requires_.of(Side::New, i);
      if (old_index == kNone) continue;
      const tir::Require& a = s_.a.requires_[old_index];
      const tir::Require& b = s_.b.requires_[i];
      const bool same = names.expr(Side::Old, a.where) == names.expr(Side::New, b.where) &&
                        names.expr(Side::Old, a.condition) == names.expr(Side::New, b.condition);
      out += same ? 1 : 0;
    }
    return out;
  }

  Matching with(const Rename& rename) const {
    std::vector<Rename> all = options_.renames;
    all.push_back(rename);
    return match(s_, all);
  }

  void attempt(const std::string& what, const Rename& rename, const std::function<bool(const Matching&)>& also) {
    if (++trials_ > kMostTrials) return;
    const Matching trial = with(rename);
    const std::size_t after = score(trial);
    if (after <= before_ && !also(trial)) return;
    out_.hints.push_back({what, rename,
                          after <= before_ ? fmt::format("`{}` and `{}` are the same function", rename.from, rename.to)
                                           : fmt::format("`{}` is gone, `{}` is new, and {} would be the same",
                                                         rename.from, rename.to, rules(after - before_))});
  }
  static std::string rules(std::size_t n) { return n == 1 ? "one more rule" : fmt::format("{} more rules", n); }

  template <class T, class Old, class New>
  void each(const std::string& what, const Pairs& pairs, const std::vector<T>& a, const std::vector<T>& b, Old old_name,
            New new_name) {
    for (std::uint32_t i = 0; i < a.size(); ++i) {
      for (std::uint32_t j = 0; j < b.size() && pairs.of(Side::Old, i) == kNone; ++j) {
        if (pairs.of(Side::New, j) == kNone)
          attempt(what, {old_name(a[i]), new_name(b[j])}, [](const Matching&) { return false; });
      }
    }
  }

  void fields() {
    for (std::uint32_t i = 0; i < s_.a.fields.size(); ++i) {
      const tir::Field& f = s_.a.fields[i];
      if (m_.fields.of(Side::Old, i) != kNone || f.builtin != tir::Builtin::None) continue;
      for (std::uint32_t j = 0; j < s_.b.fields.size(); ++j) {
        const tir::Field& g = s_.b.fields[j];
        if (m_.fields.of(Side::New, j) != kNone || g.builtin != tir::Builtin::None) continue;
        if (f.type.cls != g.type.cls || m_.rows.of(Side::Old, f.row.index) != g.row.index) continue;
        attempt("field", {name_of(s_.a, {i}), name_of(s_.b, {j})}, [&](const Matching& trial) {
          if (!f.rule.valid() || !g.rule.valid() || trial.fields.of(Side::Old, i) != j || !trial.apart[i].empty())
            return false;
          return OwnRules(s_, trial, options_).field({i}, {j}).state == Own::State::Same;
        });
      }
    }
  }

  const Sides& s_;
  const Matching& m_;
  const Options& options_;
  Diff& out_;
  std::size_t before_ = 0, trials_ = 0;
};

}  // namespace

void find_hints(const Sides& sides, const Matching& matching, const Options& options, Diff& out) {
  Hints(sides, matching, options, out).run();
}

}  // namespace msd::diff
