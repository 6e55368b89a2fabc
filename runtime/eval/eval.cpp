#include "runtime/eval/eval.h"

#include "runtime/eval/impl.h"

#include <algorithm>
#include <utility>

namespace msd::eval {

namespace {
constexpr std::size_t kMaxValues = 64;    // that are listed as possible
constexpr std::uint64_t kLineShare = 16;  // part of the budget that may be spent on the line of a decided cell
}  // namespace

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
    } else {
      out.value = found.values.front();
    }
    return out;
  }
  out.state = Outcome::State::Unknown;
  out.line = kNone;
  out.possible.mask = found.value.may;
  if (!finite(cls)) out.possible.mask &= kAbsent | kRejected;
  out.possible.values = found.values;
  out.possible.open = found.open || found.values.size() > kMaxValues;
  if (found.values.size() > kMaxValues) {
    out.possible.values.resize(kMaxValues);
    if (cls == Class::Number) out.possible.values.back() = found.values.back();  // both ends of the range
  }
  out.needs = found.needs;
  return out;
}

/// Where a relation's rejection comes from: the first rejected cell that it is made of.
void Evaluator::Impl::relation_reject_reason(CellRef ref, Outcome& out) {
  const image::FieldRecord& f = image_.fields()[ref.field];
  std::vector<CellRef> reads;
  if (f.inverse_of != kNone) {
    for (RowIndex from : facts_.of_kind(image_.fields()[f.inverse_of].row)) reads.push_back({from, f.inverse_of});
  } else {
    reads = reads_of(image_.rows()[facts_.rows()[ref.row].kind].id_where, {ref.row});
  }
  // If each completion has another one, the first that may be rejected stands for them.
  for (bool certain : {true, false}) {
    for (CellRef read : reads) {
      const Outcome& of = outcome(read);
      if (of.state != Outcome::State::Rejected && (certain || (of.possible.mask & kRejected) == 0)) continue;
      out.rejected_by = read;
      return;
    }
  }
}

/// Where a rejection comes from: the cell's own table, or the first rejected cell that its rule reads. Where
/// completions differ in that, one of them stands for all.
void Evaluator::Impl::reject_reason(CellRef ref, const Found& found, Outcome& out) {
  out.rejected_here = true;
  if (out.line != kNone) return;
  const std::uint32_t rule_index = image_.fields()[ref.field].rule;
  const image::RuleRecord& r = image_.rules()[rule_index];
  const Rows rows{ref.row};
  const std::size_t lists = lists_.size();
  std::uint32_t line = kNone;
  assignment_ = found.example;
  assume_all([&] { return rule(ref.row, rule_index, line); });
  std::vector<std::uint32_t> nodes{r.where, r.value};
  for (std::uint32_t l = 0; l < r.line_count; ++l) {
    nodes.push_back(image_.lines()[r.line_first + l].condition);
    nodes.push_back(image_.lines()[r.line_first + l].outcome);
  }
  for (std::uint32_t node : nodes) {
    for (CellRef read : reads_of(node, rows)) {
      if (!out.rejected_here || cell(read.row, read.field).may != kRejected) continue;
      out.rejected_by = read;
      out.rejected_here = false;
    }
  }
  std::vector<std::uint32_t> matching;
  for (std::uint32_t l = 0; out.rejected_here && r.kind == 2 && l + 1 < r.line_count; ++l) {
    const std::uint32_t condition = image_.lines()[r.line_first + l].condition;
    if (condition != kNone && truth(eval(condition, rows)).yes) matching.push_back(r.line_first + l);
  }
  if (matching.size() > 1) {
    out.overlap = true;
    out.line = matching[0];
    out.line_2 = matching[1];
  }
  assignment_.clear();
  lists_.resize(lists);
  epoch_ = ++next_epoch_;
}

Outcome Evaluator::Impl::computed(CellRef ref) {
  const auto cls = class_of_field(ref.field);
  const Found found = by_rule(ref);
  Outcome out = make_outcome(found, cls);
  if (out.state == Outcome::State::Rejected) reject_reason(ref, found, out);
  return out;
}

/// What the rule of a cell gives, searched.
Evaluator::Impl::Found Evaluator::Impl::by_rule(CellRef ref) {
  std::uint32_t line = kNone;
  auto target = [&] {
    line = kNone;
    return rule(ref.row, image_.fields()[ref.field].rule, line);
  };
  const auto cls = class_of_field(ref.field);
  const bool outer = std::exchange(wants_line_, false);
  Found out = solve(target, cls, &line);
  wants_line_ = outer;
  const std::uint32_t kind = image_.rules()[image_.fields()[ref.field].rule].kind;
  const bool table = kind == 1 || kind == 2;
  if (table && out.decided && out.unasked && out.line == kNone) {
    // The value is clear, but not yet which line gives it. That may cost less: it is no more than an explanation.
    const std::uint64_t budget = std::exchange(options_.budget, options_.budget / kLineShare);
    wants_line_ = true;
    const Found with_line = solve(target, cls, &line);
    wants_line_ = outer;
    options_.budget = budget;
    if (with_line.settled) out.line = with_line.line;
  }
  if (out.line == kNoLine) out.line = kNone;
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
    const Found found = by_rule(ref);
    out = make_outcome(found, cls);
    if (out.state == Outcome::State::Rejected) reject_reason(ref, found, out);
    if (said) {
      out.assertion = compare_statement(fact, found, cls);
      if (out.assertion == Outcome::Assertion::StandsIn) {
        out.state = fact.state == CellFact::State::Absent ? Outcome::State::Absent : Outcome::State::Value;
        out.value = fact.value;
        out.origin = Origin::Stated;
        out.possible = {};
        out.needs.clear();
      }
    }
  } else {
    const Found found = solve([&] { return cell(ref.row, ref.field); }, cls, nullptr);
    out = make_outcome(found, cls);
    out.settled = !found.exhausted;  // an unknown fact may be all that its type holds
    if (out.state == Outcome::State::Rejected) relation_reject_reason(ref, out);
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

/// That it holds and that it does not apply is one answer here: no fact is needed to tell them apart.
Val Evaluator::Impl::verdict(std::uint32_t require, RowIndex row) {
  const image::RequireRecord& r = image_.requirements()[require];
  const Rows rows{row};
  const Truth applies = r.where == kNone ? Truth{true, false, false} : truth(eval(r.where, rows));
  std::uint64_t out = (applies.no ? Aim::kHolds : 0) | (applies.rejected ? Aim::kCannotSay : 0);
  if (applies.yes) {
    const Truth holds = truth(eval(r.condition, rows));
    out |= (holds.yes ? Aim::kHolds : 0) | (holds.no ? Aim::kBreaks : 0) | (holds.rejected ? Aim::kCannotSay : 0);
  }
  return {out, 0, 0};
}

Verdict Evaluator::Impl::requirement(std::uint32_t require, RowIndex row) {
  const image::RequireRecord& r = image_.requirements()[require];
  const Rows rows{row};
  auto where = [&] { return r.where == kNone ? Truth{true, false, false} : truth(eval(r.where, rows)); };
  const Found found = solve([&] { return verdict(require, row); }, Class::Enum, nullptr);
  Verdict out;
  out.settled = found.settled;
  out.exhausted = found.exhausted;
  const std::uint64_t may = found.value.may;
  using State = Verdict::State;
  if (may == Aim::kBreaks) {
    out.state = State::Broken;
  } else if (may == Aim::kCannotSay) {
    out.state = State::Rejected;
  } else if (may == Aim::kHolds) {
    auto bits = [&] {
      const Truth applies = where();
      return Val{(applies.yes ? 2ULL : 0ULL) | (applies.no ? 1ULL : 0ULL), 0, 0};
    };
    const Found applies = solve(bits, Class::Bool, nullptr);
    out.state = (applies.value.may & 2) != 0 ? State::Held : State::NotApplicable;
  } else {
    out.state = State::Open;
    out.needs = found.needs;
  }
  return out;
}

Outcome Evaluator::Impl::node_outcome(std::uint32_t node, const Rows& around) {
  const Found found = solve([&] { return eval(node, around); }, class_of(node), nullptr);
  return make_outcome(found, class_of(node));
}

Outcome Evaluator::Impl::node_of_rule(std::uint32_t node, CellRef cell) {
  const std::uint32_t index = image_.fields()[cell.field].rule;
  if (image_.rules()[index].kind != 3) return node_outcome(node, {cell.row});
  const Val before = attach_self_;
  auto target = [&] {
    attach_self_ = before;
    std::uint32_t line = kNone;
    const Val set = rule(cell.row, index, line);
    attach_self_ = as_set(set);
    attach_self_.may = kPresent;
    return eval(node, {cell.row});
  };
  const Found found = solve(target, class_of(node), nullptr);
  attach_self_ = before;
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
Outcome Evaluator::node(std::uint32_t node, RowIndex row) {
  return impl_->node_outcome(node, row == kNone ? std::vector<RowIndex>{} : std::vector<RowIndex>{row});
}
Outcome Evaluator::node(std::uint32_t node, const std::vector<RowIndex>& around) {
  return impl_->node_outcome(node, around);
}
Outcome Evaluator::node_of_rule(std::uint32_t node, RowIndex row, std::uint32_t field) {
  return impl_->node_of_rule(node, {row, field});
}
std::vector<CellRef> Evaluator::reads(std::uint32_t node, const std::vector<RowIndex>& around) {
  return impl_->reads_of(node, around);
}
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
  const Var var{kind, ref, kind == Var::Kind::Uses ? extra : 0};
  auto open = [&]() -> Val {
    assumes_ = true;
    if (const std::int64_t* value = assigned(var)) return {*value != 0 ? 2ULL : 1ULL, 0, 0};
    touch(var);
    return {3, 0, 0};
  };
  const bool leaf = f.rule == kNone && f.builtin == 0;
  const bool free = leaf && loose_ != nullptr && loose(ref);
  const bool leaf_unknown = (free && !loose_->whole) || left_open(ref);
  // What an unknown cell holds is not asked where it does not matter.
  if (leaf_unknown && (kind == Var::Kind::Given || image_.types()[f.type].optional == 0)) return open();
  const Val content = this->cell(ref.row, ref.field);
  if (content.may == kRejected || content.may == kAbsent) return content.may == kRejected ? content : Val{1, 0, 0};
  bool yes = (content.may & ~(kAbsent | kRejected)) != 0;
  bool no = false;
  if (kind == Var::Kind::Given && cls == Class::List) {
    const ListVal& list = lists_[static_cast<std::size_t>(content.low)];
    yes = !list.members.empty() || list.open;
    no = std::none_of(list.members.begin(), list.members.end(), [](const auto& m) { return m.certain; });
  } else if (kind == Var::Kind::Fits) {
    const bool own = !free || content == in_design(ref);  // the text that the design has
    const bool known = !leaf_unknown && own && fact.fit != Fit::Open;
    const Truth fits = known ? Truth{fact.fit == Fit::Yes, fact.fit == Fit::No, false} : truth(open());
    yes = fits.yes, no = fits.no;
  } else if (kind == Var::Kind::Uses) {
    const bool known = !leaf_unknown && content.low >= 0;
    const auto symbol = static_cast<std::uint32_t>(content.low);
    const bool found = known && uses_lexicon(image_, extra, facts_.symbols.text(symbol));
    const Truth uses = known ? Truth{found, !found, false} : truth(open());
    yes = uses.yes, no = uses.no;
  }
  no = no || (content.may & kAbsent) != 0;
  return {(yes ? 2ULL : 0ULL) | (no ? 1ULL : 0ULL) | (content.may & kRejected), 0, 0};
}

}  // namespace msd::eval
