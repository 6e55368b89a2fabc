#include "runtime/reason/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::reason {

using eval::Assumption;
using eval::CellFact;
using eval::CellRef;
using eval::Hold;
using eval::Sought;
using image::kNone;

namespace {

constexpr std::uint32_t kAny = UINT32_MAX;

/// Makes facts of what a search assumed.
class Writer {
 public:
  explicit Writer(const Ground& ground) : ground_(ground), facts_(ground.facts()), image_(facts_.image()) {}

  Edit edit(const Fact& fact, const std::vector<Assumption>& assumed) {
    Edit out{fact.cell, fact.owner, fact.open, {}, false};
    CellFact& to = out.to;
    const Class cls = class_of(image_, fact.cell.field);
    start(fact, to, cls);
    for (const Assumption& one : assumed) {
      switch (one.about) {
      case Assumption::About::Content: content(one, to, cls); break;
      case Assumption::About::Member: member(one, to, cls); break;
      case Assumption::About::Given:
        if (one.value == 0) to.state = CellFact::State::Absent;
        break;
      case Assumption::About::Fits: to.fit = one.value != 0 ? eval::Fit::Yes : eval::Fit::No; break;
      case Assumption::About::Uses: break;
      }
    }
    if (cls == Class::Text && to.state == CellFact::State::Stated) text(fact, assumed, out);
    return out;
  }

 private:
  /// What the fact is now; an open one begins with the first content of its type.
  void start(const Fact& fact, CellFact& to, Class cls) {
    to = eval::in_force(facts_, fact.cell);
    if (to.state != CellFact::State::Unknown) return;
    to.state = CellFact::State::Stated;
    if (cls == Class::Set || cls == Class::List) return;
    const auto all = eval::contents(facts_, fact.cell);
    if (!all.empty()) content({Assumption::About::Content, fact.cell, 0, all.front()}, to, cls);
  }

  void content(const Assumption& one, CellFact& to, Class cls) {
    if (one.value == Assumption::kNothing) {
      to.state = CellFact::State::Absent;
      to.value = {};
      return;
    }
    to.state = CellFact::State::Stated;
    if (cls == Class::Bool || cls == Class::Enum) {
      to.value.mask = static_cast<std::uint64_t>(one.value);
    } else if (cls != Class::Set && cls != Class::List) {
      to.value.number = one.value <= Assumption::kSomeNew ? word(one.value) : one.value;
    }
  }

  void member(const Assumption& one, CellFact& to, Class cls) {
    if (one.value != 0) to.state = CellFact::State::Stated;
    if (cls == Class::Set) {
      const std::uint64_t bit = std::uint64_t{1} << one.extra;
      to.value.mask = one.value != 0 ? to.value.mask | bit : to.value.mask & ~bit;
      return;
    }
    auto& rows = to.value.list;
    const auto at = std::find(rows.begin(), rows.end(), one.extra);
    if (one.value == 0 && at != rows.end()) rows.erase(at);
    // In the order in which a search has them.
    const auto& own = facts_.cell(one.cell.row, one.cell.field).value.list;
    const bool in_order = std::is_sorted(own.begin(), own.end());
    const auto behind = [&](eval::RowIndex row) {
      return row > one.extra && (in_order || std::find(own.begin(), own.end(), row) == own.end());
    };
    if (one.value != 0 && at == rows.end()) rows.insert(std::find_if(rows.begin(), rows.end(), behind), one.extra);
  }

  /// A name of its own for each new one.
  std::int64_t word(std::int64_t value) {
    const auto known = words_.find(value);
    if (known != words_.end()) return known->second;
    std::string name;
    do name = fmt::format("new_{}", ++last_);
    while (facts_.symbols.find(name) != kNone);
    return words_[value] = ground_.facts().symbols.intern(name);
  }

  /// A text is looked at by its form and by words of lexicons only.
  void text(const Fact& fact, const std::vector<Assumption>& assumed, Edit& out) {
    const CellFact& own = ground_.facts().cell(fact.cell.row, fact.cell.field);
    const bool kept = own.state == CellFact::State::Stated && out.to.value == own.value && out.to.fit == own.fit;
    std::string words;
    bool asked = false;
    for (const Assumption& one : assumed) {
      if (one.about != Assumption::About::Uses) continue;
      asked = true;
      const image::LexiconRecord& lexicon = image_.lexicons()[one.extra];
      if (one.value != 0 && lexicon.word_count != 0)
        words += (words.empty() ? "" : " ") + std::string(image_.text(image_.text_list()[lexicon.word_first].text));
    }
    if (kept && !asked) return;
    out.described = true;
    out.to.value.number = ground_.facts().symbols.intern(words.empty() ? "..." : words);
  }

  const Ground& ground_;
  const eval::Facts& facts_;
  const image::Image& image_;
  std::map<std::int64_t, std::int64_t> words_;
  int last_ = 0;
};

class Changer {
 public:
  Changer(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish, Budget& budget)
      : ground_(ground), budget_(budget) {
    quest_.aim = aim;
    quest_.wish = wish;
    quest_.whole = true;
    quest_.holds = ground.holds(Hold::First, Hold::Second, Hold::Held, Hold::Free);
  }

  Change run() {
    Change out;
    Sought best = within(kAny, kAny);
    if (best.state == Sought::State::None) out.state = Change::State::Impossible;
    if (best.state == Sought::State::Undecided) out.state = Change::State::Undecided;
    if (best.state != Sought::State::Found) return out;
    out.smallest = shrink(best);
    out.edits = spared(edits(best));
    for (std::size_t i = 0; i < out.edits.size(); ++i) spare_members(out.edits, i);
    return out;
  }

 private:
  Sought within(std::uint32_t chosen, std::uint32_t judged) {
    quest_.most = {chosen, judged};
    return seek(ground_, quest_, budget_);
  }

  std::uint32_t count(const Sought& sought, Owner owner) const {
    return static_cast<std::uint32_t>(std::count_if(sought.changed.begin(), sought.changed.end(), [&](CellRef cell) {
      return (ground_.owner(cell) == Owner::Judged) == (owner == Owner::Judged);
    }));
  }

  /// The fewest judged facts, then the fewest chosen ones. False if the budget ended before that was clear.
  bool shrink(Sought& best) {
    for (std::uint32_t judged = 0; judged < count(best, Owner::Judged); ++judged) {
      Sought fewer = within(kAny, judged);
      if (fewer.state == Sought::State::Undecided) return false;
      if (fewer.state == Sought::State::Found) best = std::move(fewer);
    }
    const std::uint32_t judged = count(best, Owner::Judged);
    for (std::uint32_t chosen = 0; chosen < count(best, Owner::Chosen); ++chosen) {
      Sought fewer = within(chosen, judged);
      if (fewer.state == Sought::State::Undecided) return false;
      if (fewer.state == Sought::State::Found) best = std::move(fewer);
    }
    return true;
  }

  /// What the search assumed of the facts that it changed, and of those that the design leaves open.
  std::vector<Edit> edits(const Sought& sought) const {
    Writer writer(ground_);
    std::vector<Edit> out;
    for (const Fact& fact : ground_.all()) {
      std::vector<Assumption> of;
      std::copy_if(sought.assumed.begin(), sought.assumed.end(), std::back_inserter(of),
                   [&](const Assumption& one) { return one.cell == fact.cell; });
      const bool changes = std::binary_search(sought.changed.begin(), sought.changed.end(), fact.cell);
      if (changes || (fact.open && !of.empty())) out.push_back(writer.edit(fact, of));
    }
    return out;
  }

  /// Without the answers that the wish does not wait for.
  std::vector<Edit> spared(std::vector<Edit> all) const {
    for (std::size_t i = all.size(); i-- > 0;) {
      if (!all[i].answer) continue;
      std::vector<Edit> fewer = all;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (comes_true(fewer)) all = std::move(fewer);
    }
    return all;
  }

  /// A set keeps the members that the wish does not wait for, and gets no others.
  void spare_members(std::vector<Edit>& all, std::size_t at) const {
    const CellRef cell = all[at].cell;
    if (class_of(ground_.facts().image(), cell.field) != Class::Set || all[at].to.state != CellFact::State::Stated)
      return;
    const std::uint64_t own = eval::in_force(ground_.facts(), cell).value.mask;
    for (std::uint64_t rest = all[at].to.value.mask ^ own; rest != 0; rest &= rest - 1) {
      std::vector<Edit> fewer = all;
      fewer[at].to.value.mask ^= rest & (~rest + 1);
      if (comes_true(fewer)) all = std::move(fewer);
    }
  }

  bool comes_true(const std::vector<Edit>& edits) const {
    const eval::Facts facts = changed(ground_, edits);
    eval::Evaluator evaluator(facts, {});
    const eval::Aim& aim = quest_.aim;
    const image::Image& image = facts.image();
    if (aim.require != kNone || aim.node != kNone) return false;
    const bool computed = image.fields()[aim.cell.field].rule != kNone;
    const eval::Outcome outcome =
        computed ? evaluator.computed(aim.cell.row, aim.cell.field) : evaluator.cell(aim.cell.row, aim.cell.field);
    return fulfils(outcome, quest_.wish, class_of(image, aim.cell.field));
  }

  const Ground& ground_;
  Budget& budget_;
  eval::Quest quest_;
};

}  // namespace

eval::Facts changed(const Ground& ground, const std::vector<Edit>& edits) {
  eval::Facts out = ground.facts();
  for (const Fact& fact : ground.all()) {
    if (fact.owner == Owner::Statement) out.cell(fact.cell.row, fact.cell.field) = {};
  }
  for (const Edit& edit : edits) out.cell(edit.cell.row, edit.cell.field) = edit.to;
  return out;
}

Change smallest_change(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish, Budget& budget) {
  return Changer(ground, aim, wish, budget).run();
}

}  // namespace msd::reason
