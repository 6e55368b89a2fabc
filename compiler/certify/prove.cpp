// The search for the cases that show a claim: splits on what makes most of the rest easy, until each case is closed.
#include "compiler/certify/certify.h"

#include <algorithm>
#include <bit>

namespace msd::certify {

namespace {

using certificates::Case;
using eval::Atom;
using eval::Val;

constexpr std::size_t kMostCandidates = 24;
constexpr std::size_t kMostCuts = 6;

class Search {
 public:
  Search(verify::Checker& checker, const Options& options)
      : checker_(checker), now_(checker.now()), image_(now_.image()), options_(options),
        numbers_(eval::named_numbers(image_)) {}

  /// The cases of the claim, those of a case behind it. None where no more can be told apart.
  std::optional<std::vector<Case>> solve(std::size_t depth) {
    if (closed()) return std::vector<Case>();
    if (out_of_steps() || depth > certificates::kMostDepth) return std::nullopt;
    const std::vector<Split> all = candidates();
    const Split* best = nullptr;
    Outlook first;
    for (const Split& split : all) {
      const Outlook outlook = look(split, first.rest);
      if (outlook.rest < first.rest) best = &split, first = outlook;
      if (first.rest == 0 || out_of_steps()) break;
    }
    if (best == nullptr) return std::nullopt;
    std::vector<Case> out;
    for (const std::vector<Val>& together : grouped(*best, first)) {
      Case made{depth, now_.name(best->atom), words(best->atom, together), 0};
      const auto before = now_.assume(best->atom, united(together));
      std::optional<std::vector<Case>> inner = solve(depth + 1);
      now_.restore(best->atom, before);
      if (!inner) return std::nullopt;
      out.push_back(std::move(made));
      out.insert(out.end(), std::make_move_iterator(inner->begin()), std::make_move_iterator(inner->end()));
    }
    return out;
  }

  bool out_of_steps() const { return steps_ > options_.most_steps; }

 private:
  struct Split {
    Atom atom;
    std::vector<Val> cases;
  };
  /// What is left after a split: how much over all cases, and which of them are closed.
  struct Outlook {
    std::size_t rest = SIZE_MAX;
    std::vector<bool> closed;
  };

  bool closed() {
    ++steps_;
    return checker_.closed();
  }

  Class cls(const Atom& atom) const { return static_cast<Class>(image_.types()[now_.type(atom)].cls); }

  /// One case for each value; a set or a number can be split at each member, or each number that rules name.
  void splits(const Atom& atom, const Val& now, std::vector<Split>& out) const {
    const bool several = cls(atom) == Class::Set || cls(atom) == Class::Number;
    std::vector<Val> states;
    for (std::uint64_t rest = now.may; rest != 0; rest &= rest - 1) {
      const std::uint64_t bit = rest & ~(rest - 1);
      if (!several || bit != kPresent) states.push_back({bit, eval::finite(cls(atom)) ? 0 : eval::kAny, 0});
    }
    if (!several && states.size() > 1) out.push_back({atom, states});
    if (!several || (now.may & kPresent) == 0) return;
    if (cls(atom) == Class::Set) {
      for (auto rest = static_cast<std::uint64_t>(now.high & ~now.low); rest != 0; rest &= rest - 1) {
        const auto member = static_cast<std::int64_t>(rest & ~(rest - 1));
        out.push_back({atom, {{kPresent, member, -1}, {~std::uint64_t{0}, 0, ~member}}});
      }
      return;
    }
    std::size_t cuts = 0;
    for (auto cut = numbers_.lower_bound(now.low); cut != numbers_.end() && *cut <= now.high && now.low != now.high;
         ++cut) {
      if (++cuts > kMostCuts) break;
      Split split{atom, {}};
      if (now.low < *cut) split.cases.push_back({kPresent, now.low, *cut - 1});
      split.cases.push_back({kPresent, *cut, *cut});
      if (*cut < now.high) split.cases.push_back({kPresent, *cut + 1, now.high});
      split.cases.insert(split.cases.end(), states.begin(), states.end());
      out.push_back(std::move(split));
    }
    if (cuts == 0 && !states.empty()) {
      states.insert(states.begin(), {kPresent, now.low, now.high});
      out.push_back({atom, std::move(states)});
    }
  }

  /// Of what was met in the case at hand, first things first.
  std::vector<Split> candidates() const {
    std::vector<std::pair<std::size_t, const Atom*>> order;
    for (const auto& [atom, met] : now_.met) order.emplace_back(met.order, &atom);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Split> out;
    for (const auto& [position, atom] : order) splits(*atom, now_.met.at(*atom).now, out);
    if (out.size() > kMostCandidates) out.resize(kMostCandidates);
    return out;
  }

  Outlook look(const Split& split, std::size_t most) {
    Outlook out{0, {}};
    for (const Val& val : split.cases) {
      const auto before = now_.assume(split.atom, val);
      out.closed.push_back(closed());
      if (!out.closed.back()) out.rest += 1 + now_.met.size();
      now_.restore(split.atom, before);
      if (out.rest >= most || out_of_steps()) break;
    }
    out.closed.resize(split.cases.size());
    return out;
  }

  /// Values of a bool or an enum that are closed at once go together as far as they are closed together; so do the
  /// others, if there are both.
  std::vector<std::vector<Val>> grouped(const Split& split, const Outlook& outlook) {
    std::vector<std::vector<Val>> out;
    if (!eval::finite(cls(split.atom))) {
      for (const Val& val : split.cases) out.push_back({val});
      return out;
    }
    std::vector<Val> open;
    for (std::size_t i = 0; i < split.cases.size(); ++i) {
      if (!outlook.closed[i]) {
        open.push_back(split.cases[i]);
        continue;
      }
      if (!out.empty()) {
        std::vector<Val> more = out.back();
        more.push_back(split.cases[i]);
        const auto before = now_.assume(split.atom, united(more));
        const bool together = closed();
        now_.restore(split.atom, before);
        if (together) out.back() = std::move(more);
        if (together) continue;
      }
      out.push_back({split.cases[i]});
    }
    if (!open.empty() && !out.empty()) {
      out.push_back(std::move(open));
    } else {
      for (const Val& val : open) out.push_back({val});
    }
    return out;
  }

  static Val united(const std::vector<Val>& all) {
    Val out = all.front();
    for (const Val& val : all) out.may |= val.may;
    return out;
  }

  std::vector<std::string> words(const Atom& atom, const std::vector<Val>& all) const {
    std::vector<std::string> out;
    const std::uint32_t type = now_.type(atom);
    for (const Val& val : all) {
      const bool present = !eval::finite(cls(atom)) && (val.may & kPresent) != 0;
      const auto bit = static_cast<unsigned>(std::countr_zero(val.may));
      if (cls(atom) == Class::Set && present && val.low > 0)
        out.push_back("+" +
                      eval::value_word(image_, type,
                                       static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(val.low)))));
      else if (cls(atom) == Class::Set && present && val.high != -1)
        out.push_back("-" +
                      eval::value_word(image_, type,
                                       static_cast<unsigned>(std::countr_one(static_cast<std::uint64_t>(val.high)))));
      else if (cls(atom) == Class::Number && present)
        out.push_back(std::to_string(val.low) + ".." + std::to_string(val.high));
      else
        out.push_back(present ? "present" : eval::value_word(image_, type, bit));
    }
    return out;
  }

  verify::Checker& checker_;
  eval::Assuming& now_;
  const image::Image& image_;
  const Options& options_;
  std::set<std::int64_t> numbers_;
  std::size_t steps_ = 0;
};

}  // namespace

bool prove(verify::Checker& checker, Certificate& certificate, const Options& options) {
  certificate.kind = Certificate::Kind::None;
  certificate.reason = "the checker cannot take it up";
  if (!checker.take(certificate)) return false;
  Search search(checker, options);
  std::optional<std::vector<Case>> found = search.solve(1);
  certificate.reason = search.out_of_steps() ? "no proof by cases was found within the budget"
                                             : "it does not follow from what the checker looks at";
  if (!found) return false;
  certificate.kind = Certificate::Kind::Cases;
  certificate.cases = std::move(*found);
  certificate.reason.clear();
  return true;
}

}  // namespace msd::certify
