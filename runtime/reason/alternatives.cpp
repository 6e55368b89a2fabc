#include "runtime/reason/alternatives.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace msd::reason {

using eval::Assumption;
using eval::Case;
using eval::Cases;
using eval::CellFact;
using eval::CellRef;
using image::kNone;

namespace {

constexpr std::size_t kMostParts = 4'096;  // combinations of what is assumed of one fact
constexpr std::uint64_t kMany = UINT64_MAX;

std::uint64_t plus(std::uint64_t a, std::uint64_t b) { return b > kMany - a ? kMany : a + b; }
std::uint64_t two_to(std::uint64_t n) { return n < 64 ? std::uint64_t{1} << n : kMany; }

/// What is asked about a fact.
using Part = std::pair<Assumption::About, std::uint32_t>;
using Content = std::tuple<bool, int, std::uint64_t, std::uint64_t, std::int64_t, std::vector<eval::RowIndex>>;
using Contents = std::set<Content>;

Content content_of(const Case& one) {
  const eval::Wish& w = one.content;
  return {one.decided, static_cast<int>(w.kind), w.mask, w.value.mask, w.value.number, w.value.list};
}

/// The values of one fact in the terms of a search: a choice for each part, and how many values it stands for.
class Values {
 public:
  Values(const eval::Facts& facts, CellRef cell) : facts_(facts), image_(facts.image()), cell_(cell) {
    type_ = &image_.types()[image_.fields()[cell.field].type];
    cls_ = static_cast<Class>(type_->cls);
  }

  std::uint64_t alternatives() const {
    const std::uint64_t absent = type_->optional;
    switch (cls_) {
    case Class::Bool: return 1 + absent;
    case Class::Enum: return image_.enums()[type_->target].value_count - 1 + absent;
    case Class::Ref: return facts_.of_kind(type_->target).size() - 1 + absent;
    case Class::Set: return plus(two_to(image_.enums()[type_->target].value_count) - 1, absent);
    case Class::List: return plus(two_to(facts_.of_kind(type_->target).size()) - 1, absent);
    case Class::Number: return plus(static_cast<std::uint64_t>((high() - low()) / step()), absent);
    case Class::Text:
    case Class::Id: break;
    }
    return 0;
  }

  std::int64_t low() const { return image_.number(type_->low); }
  std::int64_t high() const { return image_.number(type_->high); }
  std::int64_t step() const {
    const bool whole = type_->integer != 0 && type_->dimension == static_cast<std::uint32_t>(Dimension::Count);
    return whole ? 1'000'000 : 1;
  }
  std::size_t members() const {
    return cls_ == Class::Set ? image_.enums()[type_->target].value_count : facts_.of_kind(type_->target).size();
  }
  Class cls() const { return cls_; }
  bool optional() const { return type_->optional != 0; }

 private:
  const eval::Facts& facts_;
  const image::Image& image_;
  CellRef cell_;
  const image::TypeRecord* type_;
  Class cls_;
};

class Counter {
 public:
  Counter(const eval::Facts& facts, CellRef cell, const Cases& now, const Cases& cases)
      : facts_(facts), cell_(cell), now_(now), cases_(cases), values_(facts, cell), own_(eval::in_force(facts, cell)) {}

  std::optional<std::uint64_t> run() {
    if (!cases_.settled || !now_.settled) return std::nullopt;
    for (const Case& one : now_.all) usual_.insert(content_of(one));
    std::set<Part> parts;
    for (const Case& one : cases_.all) {
      for (const Assumption& a : one.assumed) {
        if (a.cell == cell_) parts.insert({a.about, a.extra});
      }
    }
    if (parts.empty()) return 0;
    if (values_.cls() == Class::Number) return numbers();
    std::size_t combinations = 1;
    for (const Part& part : parts) {
      parts_.push_back(part);
      options_.push_back(part.first == Assumption::About::Content ? eval::contents(facts_, cell_)
                                                                  : std::vector<std::int64_t>{0, 1});
      combinations *= options_.back().size();
      if (combinations > kMostParts) return std::nullopt;
    }
    return combine();
  }

 private:
  bool open() const { return own_.state == CellFact::State::Unknown; }

  /// The design's own content in the terms of a search.
  std::int64_t own(const Part& part) const {
    const bool absent = own_.state == CellFact::State::Absent;
    const auto symbol = static_cast<std::uint32_t>(own_.value.number);
    const auto& list = own_.value.list;
    switch (part.first) {
    case Assumption::About::Content:
      if (absent) return Assumption::kNothing;
      if (values_.cls() == Class::Bool || values_.cls() == Class::Enum)
        return static_cast<std::int64_t>(own_.value.mask);
      return values_.cls() == Class::Set || values_.cls() == Class::List ? 1 : own_.value.number;
    case Assumption::About::Member:
      if (values_.cls() == Class::Set) return own_.value.mask >> part.second & 1;
      return std::find(list.begin(), list.end(), part.second) != list.end() ? 1 : 0;
    case Assumption::About::Given: return absent || (values_.cls() == Class::List && list.empty()) ? 0 : 1;
    case Assumption::About::Fits: return own_.fit == eval::Fit::Yes ? 1 : 0;
    case Assumption::About::Uses:
      return !absent && eval::uses_lexicon(facts_.image(), part.second, facts_.symbols.text(symbol)) ? 1 : 0;
    }
    return 0;
  }

  /// What may come of it where the fact's parts are as chosen.
  Contents under(const std::vector<std::int64_t>& chosen) const {
    Contents out;
    for (const Case& one : cases_.all) {
      const bool fits = std::all_of(one.assumed.begin(), one.assumed.end(), [&](const Assumption& a) {
        if (!(a.cell == cell_)) return true;
        const auto at = std::find(parts_.begin(), parts_.end(), Part{a.about, a.extra});
        return chosen[static_cast<std::size_t>(at - parts_.begin())] == a.value;
      });
      if (fits) out.insert(content_of(one));
    }
    return out;
  }

  std::uint64_t combine() {
    std::uint64_t changes = 0;
    std::vector<std::size_t> at(parts_.size());
    for (;;) {
      std::vector<std::int64_t> chosen;
      for (std::size_t i = 0; i < parts_.size(); ++i) chosen.push_back(options_[i][at[i]]);
      const std::uint64_t stands_for = weight(chosen);
      if (stands_for != 0 && under(chosen) != usual_) changes = plus(changes, stands_for);
      std::size_t i = 0;
      while (i < at.size() && ++at[i] == options_[i].size()) at[i++] = 0;
      if (i == at.size()) return changes;
    }
  }

  /// How many values a choice stands for. What a set is asked once it is absent says nothing; a text that is the
  /// design's own cannot be asked as if it were another.
  std::uint64_t weight(const std::vector<std::int64_t>& chosen) const {
    bool absent = false;
    bool is_own = false;
    bool own_answers = true;
    std::size_t asked = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].first == Assumption::About::Content) {
        absent = chosen[i] == Assumption::kNothing;
        is_own = !open() && chosen[i] == own(parts_[i]);
      } else {
        own_answers = own_answers && chosen[i] == own(parts_[i]);
        asked += parts_[i].first == Assumption::About::Member ? 1 : 0;
      }
    }
    const bool set = values_.cls() == Class::Set || values_.cls() == Class::List;
    if (!set) return is_own && !own_answers ? 0 : 1;
    if (!absent) return two_to(values_.members() - asked);
    // Absent stands once, with its members as the first choice has them.
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].first == Assumption::About::Member && chosen[i] != 0) return 0;
    }
    return 1;
  }

  /// Numbers between two that were tried are like both, or the outcome holds the number itself.
  std::optional<std::uint64_t> numbers() {
    parts_ = {{Assumption::About::Content, 0}};
    std::set<std::int64_t> tried;
    for (const Case& one : cases_.all) {
      for (const Assumption& a : one.assumed) {
        if (a.cell == cell_) {
          tried.insert(a.value);
        } else if (class_of(facts_.image(), a.cell.field) == Class::Number) {
          return std::nullopt;  // what was tried depends on the other number
        }
      }
    }
    std::uint64_t changes = 0;
    std::optional<std::pair<std::int64_t, Contents>> before;
    for (const std::int64_t value : tried) {
      const Contents here = under({value});
      if (here != usual_) changes = plus(changes, 1);
      if (value == Assumption::kNothing) continue;
      if (before && value - before->first > values_.step()) {
        const auto between = static_cast<std::uint64_t>((value - before->first) / values_.step() - 1);
        if (before->second != here || here != usual_) changes = plus(changes, between);
      }
      before = {value, here};
    }
    return changes;
  }

  const eval::Facts& facts_;
  CellRef cell_;
  const Cases& now_;
  const Cases& cases_;
  Contents usual_;
  Values values_;
  CellFact own_;
  std::vector<Part> parts_;
  std::vector<std::vector<std::int64_t>> options_;  // by part
};

}  // namespace

std::uint64_t count_alternatives(const eval::Facts& facts, CellRef cell) {
  const Values values(facts, cell);
  if (values.cls() == Class::Text || values.cls() == Class::Id) return 0;
  // The design's own content is one of all; an open fact has none, and neither has a list that was left out.
  const CellFact::State own = eval::in_force(facts, cell).state;
  const bool counted = own == CellFact::State::Stated || (own == CellFact::State::Absent && values.optional());
  return counted ? values.alternatives() : plus(values.alternatives(), 1);
}

std::optional<std::uint64_t> count_changes(const eval::Facts& facts, CellRef cell, const Cases& now,
                                           const Cases& cases) {
  return Counter(facts, cell, now, cases).run();
}

}  // namespace msd::reason
