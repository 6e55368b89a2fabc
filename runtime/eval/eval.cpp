#include "runtime/eval/eval.h"

#include "runtime/eval/impl.h"

#include <algorithm>
#include <utility>

namespace msd::eval {

Evaluator::Impl::Impl(const Facts& facts, const Options& options)
    : facts_(facts), image_(facts.image()), options_(options), memo_(facts.cell_count()),
      outcomes_(facts.cell_count()) {}

Outcome Evaluator::Impl::make_outcome(const Found& found, Class cls) {
  Outcome out;
  out.settled = found.settled;
  out.exhausted = found.exhausted;
  out.line = found.line;
  if (found.decided) {
    if ((found.value.may & kAbsent) != 0) {
      out.state = Outcome::State::Absent;
      out.origin = Origin::Absent;
      return out;
    }
    if ((found.value.may & kRejected) != 0) {
      out.state = Outcome::State::Rejected;
      out.origin = Origin::Rejected;
      return out;
    }
    out.state = Outcome::State::Value;
    out.origin = Origin::Computed;
    if (finite(cls)) {
      out.value.mask = found.value.may;
    } else if (cls == Class::Set) {
      out.value.mask = static_cast<std::uint64_t>(found.value.low);
    } else if (cls == Class::List) {
      out.value.list = found.values.empty() ? std::vector<RowIndex>{} : found.values.front().list;
      if (found.values.empty()) {
        for (const auto& m : lists_[static_cast<std::size_t>(found.value.low)].members) out.value.list.push_back(m.row);
      }
    } else {
      out.value.number = found.value.low;
    }
    return out;
  }
  out.state = Outcome::State::Unknown;
  out.line = kNone;
  out.possible.mask = found.value.may;
  if (!finite(cls)) out.possible.mask &= kAbsent | kRejected;
  out.possible.values = found.values;
  out.possible.open = found.open;
  out.needs = found.needs;
  return out;
}

/// Where a rejection comes from: the cell's own table, or the first rejected cell that its rule reads.
void Evaluator::Impl::reject_reason(CellRef cell, Outcome& out) {
  const image::RuleRecord& r = image_.rules()[image_.fields()[cell.field].rule];
  const Rows rows{cell.row};
  std::vector<std::uint32_t> nodes{r.where, r.value};
  for (std::uint32_t l = 0; l < r.line_count; ++l) {
    nodes.push_back(image_.lines()[r.line_first + l].condition);
    nodes.push_back(image_.lines()[r.line_first + l].outcome);
  }
  for (std::uint32_t node : nodes) {
    for (CellRef read : reads_of(node, rows)) {
      if (this->cell(read.row, read.field).may != kRejected) continue;
      out.rejected_by = read;
      out.line = kNone;
      return;
    }
  }
  out.rejected_here = true;
  if (out.line != kNone || r.kind != 2) return;
  std::vector<std::uint32_t> matching;
  for (std::uint32_t l = 0; l + 1 < r.line_count; ++l) {
    const std::uint32_t condition = image_.lines()[r.line_first + l].condition;
    if (condition != kNone && truth(eval(condition, rows)).yes) matching.push_back(r.line_first + l);
  }
  if (matching.size() < 2) return;
  out.overlap = true;
  out.line = matching[0];
  out.line_2 = matching[1];
}

Outcome Evaluator::Impl::computed(CellRef ref) {
  const image::FieldRecord& f = image_.fields()[ref.field];
  const auto cls = static_cast<Class>(image_.types()[f.type].cls);
  std::uint32_t line = kNone;
  const Found found = solve(
      [&] {
        line = kNone;
        return rule(ref.row, f.rule, line);
      },
      cls, &line);
  Outcome out = make_outcome(found, cls);
  if (out.state == Outcome::State::Rejected) reject_reason(ref, out);
  return out;
}

const Outcome& Evaluator::Impl::outcome(CellRef ref) {
  std::unique_ptr<Outcome>& slot = outcomes_[index(ref)];
  if (slot) return *slot;
  const image::FieldRecord& f = image_.fields()[ref.field];
  const auto cls = static_cast<Class>(image_.types()[f.type].cls);
  const CellFact& fact = facts_.cell(ref.row, ref.field);
  const bool said = fact.state == CellFact::State::Stated || fact.state == CellFact::State::Absent;
  Outcome out;
  if (f.rule != kNone) {
    out = computed(ref);
    if (said) {
      const bool absent = fact.state == CellFact::State::Absent;
      const bool same =
          absent ? out.state == Outcome::State::Absent : out.state == Outcome::State::Value && out.value == fact.value;
      if (same) {
        out.assertion = Outcome::Assertion::Holds;
      } else if (out.state != Outcome::State::Unknown) {
        out.assertion = Outcome::Assertion::Contradicted;
      } else {
        const bool possible = absent        ? (out.possible.mask & kAbsent) != 0
                              : finite(cls) ? (out.possible.mask & fact.value.mask) != 0
                              : out.possible.open || !out.settled
                                  ? true
                                  : std::find(out.possible.values.begin(), out.possible.values.end(), fact.value) !=
                                        out.possible.values.end();
        out.assertion = possible ? Outcome::Assertion::StandsIn : Outcome::Assertion::Contradicted;
        if (possible) {
          out.state = absent ? Outcome::State::Absent : Outcome::State::Value;
          out.value = fact.value;
          out.origin = Origin::Stated;
        }
      }
    }
  } else {
    const Found found = solve([&] { return cell(ref.row, ref.field); }, cls, nullptr);
    out = make_outcome(found, cls);
    if (out.state == Outcome::State::Value) {
      const CellRef from = owner(ref.row, ref.field);
      const bool stated_fact = facts_.cell(from.row, from.field).state == CellFact::State::Stated;
      out.origin = f.builtin != 0 || stated_fact ? Origin::Stated : Origin::Defaulted;
      if (stated_fact && f.reading == static_cast<std::uint32_t>(Reading::Judged)) out.origin = Origin::Judged;
    }
  }
  slot = std::make_unique<Outcome>(std::move(out));
  return *slot;
}

Verdict Evaluator::Impl::requirement(std::uint32_t require, RowIndex row) {
  constexpr std::uint64_t kNotApplicable = 1, kHeld = 2, kBroken = 4, kCannot = 8;
  const image::RequireRecord& r = image_.requirements()[require];
  const Rows rows{row};
  const Found found = solve(
      [&] {
        Truth where{true, false, false};
        if (r.where != kNone) where = truth(eval(r.where, rows));
        std::uint64_t out = where.no ? kNotApplicable : 0;
        if (where.rejected) out |= kCannot;
        if (where.yes) {
          const Truth holds = truth(eval(r.condition, rows));
          out |= (holds.yes ? kHeld : 0) | (holds.no ? kBroken : 0) | (holds.rejected ? kCannot : 0);
        }
        return Val{out, 0, 0};
      },
      Class::Enum, nullptr);
  Verdict out;
  out.settled = found.settled;
  out.exhausted = found.exhausted;
  const std::uint64_t may = found.value.may;
  using State = Verdict::State;
  if (may == kBroken) {
    out.state = State::Broken;
  } else if ((may & kBroken) != 0) {
    out.state = State::Open;
    out.needs = found.needs;
  } else if ((may & kCannot) != 0) {
    out.state = may == kCannot ? State::Rejected : State::Open;
    out.needs = found.needs;
  } else {
    out.state = (may & kHeld) != 0 ? State::Held : State::NotApplicable;
  }
  return out;
}

Outcome Evaluator::Impl::node_outcome(std::uint32_t node, RowIndex row) {
  const Rows rows = row == kNone ? Rows{} : Rows{row};
  const Found found = solve([&] { return eval(node, rows); }, class_of(node), nullptr);
  return make_outcome(found, class_of(node));
}

std::vector<RowIndex> Evaluator::Impl::certain_rows(std::uint32_t node, RowIndex row) {
  epoch_ = ++next_epoch_;
  const Val list = eval(node, row == kNone ? Rows{} : Rows{row});
  std::vector<RowIndex> out;
  if ((list.may & kPresent) == 0) return out;
  for (const auto& m : lists_[static_cast<std::size_t>(list.low)].members) {
    if (m.certain) out.push_back(m.row);
  }
  return out;
}

Evaluator::Evaluator(const Facts& facts, const Options& options) : impl_(std::make_unique<Impl>(facts, options)) {}
Evaluator::~Evaluator() = default;
const Outcome& Evaluator::cell(RowIndex row, std::uint32_t field) { return impl_->outcome({row, field}); }
Verdict Evaluator::requirement(std::uint32_t require, RowIndex row) { return impl_->requirement(require, row); }
Outcome Evaluator::node(std::uint32_t node, RowIndex row) { return impl_->node_outcome(node, row); }
std::vector<RowIndex> Evaluator::list(std::uint32_t node, RowIndex row) { return impl_->certain_rows(node, row); }
Explanation Evaluator::explain(RowIndex row, std::uint32_t field) { return impl_->explain({row, field}); }
std::vector<CellRef> Evaluator::grounds(RowIndex row, std::uint32_t field) { return impl_->grounds({row, field}); }
std::vector<Round> Evaluator::rounds(RowIndex row, std::uint32_t field) { return impl_->rounds({row, field}); }
Outcome Evaluator::computed(RowIndex row, std::uint32_t field) { return impl_->computed({row, field}); }
const Facts& Evaluator::facts() const { return impl_->facts(); }

namespace {
bool word_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
         byte >= 0x80;
}
}  // namespace

bool uses_lexicon(const image::Image& image, std::uint32_t lexicon, std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const image::LexiconRecord& record = image.lexicons()[lexicon];
  for (std::uint32_t i = 0; i < record.word_count; ++i) {
    const std::string_view word = image.text(image.text_list()[record.word_first + i].text);
    for (std::size_t at = word.empty() ? std::string::npos : lower.find(word); at != std::string::npos;
         at = lower.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !word_char(lower[at - 1])) && (end == lower.size() || !word_char(lower[end]))) return true;
    }
  }
  return false;
}

Val Evaluator::Impl::asks(CellRef cell, Var::Kind kind, std::uint32_t extra) {
  const CellRef ref = owner(cell.row, cell.field);
  const CellFact& fact = facts_.cell(ref.row, ref.field);
  const image::FieldRecord& f = image_.fields()[ref.field];
  const auto cls = static_cast<Class>(image_.types()[f.type].cls);
  const Val content = this->cell(ref.row, ref.field);
  const Var var{kind, ref, kind == Var::Kind::Uses ? extra : 0};
  auto open = [&]() -> Val {
    if (const std::int64_t* value = assigned(var)) return {*value != 0 ? 2ULL : 1ULL, 0, 0};
    touch(var);
    return {3, 0, 0};
  };
  const bool leaf_unknown =
      f.rule == kNone && f.builtin == 0 &&
      (fact.state == CellFact::State::Unknown ||
       (fact.state == CellFact::State::Missing && f.default_value == kNone && image_.types()[f.type].optional == 0));
  if (kind == Var::Kind::Given) {
    if (leaf_unknown) return open();
    if (cls == Class::List) {
      const ListVal& list = lists_[static_cast<std::size_t>(content.low)];
      const bool some = std::any_of(list.members.begin(), list.members.end(), [](const auto& m) { return m.certain; });
      return {some ? 2ULL : (list.members.empty() && !list.open ? 1ULL : 3ULL), 0, 0};
    }
    return {((content.may & ~(kAbsent | kRejected)) != 0 ? 2ULL : 0ULL) | ((content.may & kAbsent) != 0 ? 1ULL : 0ULL) |
                (content.may & kRejected),
            0, 0};
  }
  if (content.may == kAbsent) return {1, 0, 0};
  if (kind == Var::Kind::Fits) {
    if (leaf_unknown || fact.fit == Fit::Open) return open();
    return {fact.fit == Fit::Yes ? 2ULL : 1ULL, 0, 0};
  }
  if (leaf_unknown || content.low < 0) return open();
  return {uses_lexicon(image_, extra, facts_.symbols.text(static_cast<std::uint32_t>(content.low))) ? 2ULL : 1ULL, 0,
          0};
}

}  // namespace msd::eval
