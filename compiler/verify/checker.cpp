#include "compiler/verify/checker.h"

#include "compiler/check/walk.h"

#include <algorithm>
#include <charconv>

namespace msd::verify {

using eval::exact, eval::Truth, eval::Val;

namespace {

/// Kinds of claims, each with the words that it has.
constexpr std::string_view kClaims =
    "|dead_rule field line|table_is_total field line|gap field line at|masked_rule field line other at"
    "|overlap field line other at|unproduced_value field value|constant_field field value|equivalent_fields field with"
    "|equivalent_fields field with opposite|redundant_condition field part|redundant_condition field line part"
    "|redundant_condition requirement part|redundant_after_earlier_rules field line part|unread_field field"
    "|read_without_effect field with value|idle_addition field line|contradictory_requirement requirement"
    "|requirement_always_holds requirement|requirement_never_applies requirement|idle_assumption requirement"
    "|no_input_left row|property_holds property|property_refuted property at|monotone field with"
    "|monotone field with opposite|independent field with|not_monotone field with at"
    "|not_monotone field with opposite at|not_independent field with at|";

/// A number of a claim, which counts from `base` on.
std::uint32_t number(const std::string& word, std::uint32_t base) {
  std::uint32_t out = kNone;
  std::from_chars(word.data(), word.data() + word.size(), out);
  return out == kNone || out < base ? kNone : out - base;
}

}  // namespace

// ---- what is claimed

std::uint32_t Checker::field(const std::string& name) const {
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i)
    if (name == p_[p_.fields[i].row].name + "." + p_.fields[i].name) return i;
  return kNone;
}

bool Checker::take(const Certificate& c) {
  kind_ = c.claim;
  field_ = field(c.word("field"));
  with_ = field(c.word("with"));
  line_ = number(c.word("line"), 1);
  other_ = number(c.word("other"), 1);
  part_ = number(c.word("part"), 0);
  wanted_ = c.word("opposite").empty();
  where_ = root_ = kNone;
  rule_ = nullptr;
  members_.clear();
  instead_ = {};
  values_.clear();
  std::uint32_t row = kNone;
  const auto about = [&](const auto& all, const std::string& name) {
    for (const auto& r : all)
      if (r.name == name) row = r.row.index, where_ = r.where.index, root_ = r.condition.index;
  };
  about(p_.requires_, c.word("requirement"));
  about(p_.properties, c.word("property"));
  for (const tir::Property& q : p_.properties) wanted_ = wanted_ && !(q.never && root_ == q.condition.index);
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i)
    if (p_.rows[i].name == c.word("row")) row = i;
  if (field_ != kNone) row = p_.fields[field_].row.index;
  if (field_ != kNone && p_.fields[field_].rule.valid()) {
    rule_ = &p_[p_.fields[field_].rule];
    where_ = rule_->where.index;
    if (line_ != kNone && line_ >= rule_->lines.size()) return false;
    root_ = line_ == kNone ? rule_->value.index : rule_->lines[line_].condition.index;
  }
  std::string words = "|" + kind_;
  for (const auto& [key, value] : c.about) words += " " + key;
  const bool formed = words.find('|', 1) == std::string::npos && kClaims.find(words + "|") != std::string::npos;
  if ((c.has("with") && with_ == kNone) || (c.has("line") && (rule_ == nullptr || line_ == kNone))) return false;
  if (is("forbidden") ? design_ == nullptr || !hold_given(c) : row == kNone || !formed) return false;
  if (!is("forbidden")) now_ = std::make_unique<eval::Assuming>(image_, row);
  for (const auto& [key, word] : c.about)
    if (key == "value")
      values_.push_back(eval::value_of_word(image_, image_.fields()[with_ == kNone ? field_ : with_].type, word));
  const bool valued = std::ranges::all_of(values_, [](const Val& v) { return v.may != 0; });
  return valued && (!c.has("part") || place_part());
}

/// Finds the condition that a part stands in: the whole one, or that of an aggregate, which is then looked at for any
/// member. What is taken for the part is what changes nothing in an `and` or an `or`.
bool Checker::place_part() {
  std::uint32_t top = part_, inner = kNone;
  for (std::uint32_t i = part_; i < p_.exprs.size(); ++i) {
    const tir::Expr& e = p_.exprs[i];
    if (e.a.index != top && e.b.index != top && e.c.index != top && e.d.index != top) continue;
    if (top == part_ && (e.op == Op::And || e.op == Op::Or)) instead_.may = e.op == Op::And ? 2 : 1;
    if (e.a.index != top && (e.op == Op::Some || e.op == Op::Count || e.op == Op::CountDistinct || e.op == Op::First)) {
      if (e.b.index != top) return false;
      inner = inner == kNone ? top : inner;
      members_.push_back(eval::kStranger);
    }
    top = i;
  }
  members_.insert(members_.begin(), now_->row);
  if (instead_.may == 0 || (top != root_ && (top != where_ || line_ != kNone))) return false;
  if (top == where_ || inner != kNone) where_ = kNone;
  root_ = inner == kNone ? top : inner;
  return true;
}

/// Of the design only what is held counts, which must be given: neither chosen nor judged.
bool Checker::hold_given(const Certificate& c) {
  const auto meant = [](const auto& w) { return w.first == "cell" || w.first == "value" || w.first == "held"; };
  if (!std::ranges::all_of(c.about, meant)) return false;
  now_ = std::make_unique<eval::Assuming>(*design_);
  for (eval::RowIndex row = 0; row < now_->facts.rows().size(); ++row) {
    for (tir::FieldId id : p_.rows[now_->facts.rows()[row].kind].fields) {
      const tir::Field& own = p_[id];
      const std::string name = now_->name({false, id.index, {row}});
      if (name == c.word("cell")) field_ = id.index, now_->row = row;
      if (own.builtin != tir::Builtin::None) continue;
      const bool given = !own.rule.valid() && own.category != Category::Chosen && own.category != Category::Output &&
                         own.reading != Reading::Judged;
      if (c.has("held", name) && !given) return false;
      eval::CellFact& fact = now_->facts.cell(row, id.index);
      if (!c.has("held", name))
        fact = {own.rule.valid() ? eval::CellFact::State::Missing : eval::CellFact::State::Unknown};
    }
  }
  return field_ != kNone;
}

// ---- whether it holds in the case at hand

bool Checker::closed() {
  now_->met.clear();
  now_->impossible = false;
  return holds() || excluded();
}

/// What is assumed contradicts the rules, or breaks an assumption that the framework declares.
bool Checker::excluded() {
  for (const auto& [atom, val] : now_->assumed())
    atom.node ? now_->node(atom.id, atom.rows, {}) : now_->cell(atom.rows.front(), atom.id);
  for (const tir::Require& r : p_.requires_) {
    if (!r.assumed || (is("idle_assumption") && r.condition.index == root_)) continue;
    for (eval::RowIndex row : now_->facts.of_kind(r.row.index)) {
      const Truth applies = truth(r.where.index, row), kept = truth(r.condition.index, row);
      if (applies.yes && !applies.no && !applies.rejected && !kept.yes && !kept.rejected) now_->impossible = true;
    }
  }
  return now_->impossible;
}

bool Checker::holds() {
  if (is("monotone") || is("independent")) return goes_with();
  if (is("read_without_effect") || is("idle_addition")) return same_without();
  if (part_ != kNone) return same_without_part();
  if (is("no_input_left")) return false;
  const Val own = field_ == kNone ? Val{} : now_->cell(now_->row, field_);
  const auto never = [&](const Val& v) { return eval::both(image_, image_.fields()[field_].type, own, v).may == 0; };
  if (is("forbidden")) return std::ranges::any_of(values_, never);
  if (is("unproduced_value")) return never(values_.front());
  if (is("constant_field"))
    return eval::finite(cls(field_)) && (own.may & ~(values_.front().may | kAbsent | kRejected)) == 0;
  if (is("equivalent_fields")) {
    const tir::Type &a = p_.fields[field_].type, &b = p_.fields[with_].type;
    const std::uint64_t other = now_->cell(now_->row, with_).may;
    const std::uint64_t turned = (other & ~std::uint64_t{3}) | (other & 1U) << 1U | (other >> 1U & 1U);
    const bool comparable = a.cls == b.cls && a.enum_ == b.enum_ && (a.cls == Class::Bool || wanted_);
    return comparable && eval::finite(a.cls) && exact(a.cls, own) && own.may == (wanted_ ? other : turned);
  }
  const bool total = is("table_is_total");
  if (total && (line_ + 1 != rule_->lines.size() || rule_->lines[line_].outcome.valid())) return false;
  if (is("dead_rule") || total) {
    bool out = !truth(where_).yes || !truth(root_, own).yes;
    for (std::uint32_t i = 0; i < rule_->lines.size() && rule_->kind != tir::Rule::Kind::Attach; ++i) {
      const Truth other = truth(rule_->lines[i].condition.index);
      out = out || (!other.no && (i < line_ || !other.yes));  // it fires before, or the table is rejected
    }
    return out;
  }
  if (root_ == kNone || field_ != kNone) return false;
  if (!truth(where_).yes || is("requirement_never_applies")) return !truth(where_).yes;
  return wanted_ && !is("contradictory_requirement") ? !truth(root_).no : !truth(root_).yes;
}

/// The rule gives the same with one value for what it reads; its set is the same without what a line adds.
bool Checker::same_without() {
  const bool adds = is("idle_addition");
  if (rule_ == nullptr || (adds && rule_->kind != tir::Rule::Kind::Attach)) return false;
  const Val before = now_->rule(field_);
  const std::uint32_t outcome = adds ? rule_->lines[line_].outcome.index : kNone;
  now_->change(outcome, with_, adds ? Val{kPresent, 0, 0} : values_.front());
  const Val after = now_->rule(field_);
  now_->change_nothing();
  if (!adds) return exact(cls(field_), before) && before == after;
  // The least set without the line: if the line adds nothing to it, it is the least one with it, too.
  const Val added = now_->node(outcome, {now_->row}, after);
  const Truth holds = truth(root_, after);
  const bool nothing = (added.may & kPresent) == 0 || (added.high & ~after.low) == 0;
  return !holds.rejected && (added.may & kRejected) == 0 && (!holds.yes || nothing || !truth(where_).yes);
}

/// A condition comes to the same without a part, wherever nothing that is read is rejected and earlier rules leave
/// over.
bool Checker::same_without_part() {
  if (!truth(where_).yes) return true;
  for (std::uint32_t i = 0; is("redundant_after_earlier_rules") && i < line_; ++i)
    if (rule_->kind != tir::Rule::Kind::Attach && !truth(rule_->lines[i].condition.index).no) return true;
  const Val self = field_ == kNone ? Val{} : now_->cell(now_->row, field_);
  const Val before = now_->node(root_, members_, self);
  now_->change(part_, kNone, instead_);
  const Val then = now_->node(root_, members_, self);
  now_->change_nothing();
  const Truth a = eval::truth(before), b = eval::truth(then);
  const bool absent = ((before.may | then.may) & kAbsent) != 0;  // which is not `no` where it is a value
  return (!a.no && !b.no) || (!a.yes && !b.yes && !absent);
}

/// The field is the same whatever the fact is; or goes with it step by step, and rests on it in no other way.
bool Checker::goes_with() {
  for (const auto& [atom, val] : now_->assumed())
    if (reaches(atom)) return false;
  if (!reaches({false, field_, {}})) return true;
  if (cls(with_) == Class::Ref) return false;  // cells of the row that it leads to are others then
  if (exact(cls(field_), now_->cell(now_->row, field_))) return true;
  const auto& rows = now_->facts.of_kind(p_.fields[with_].row.index);
  if (is("independent") || rows.empty()) return false;
  auto met = now_->met;
  std::erase_if(met, [&](const auto& m) { return reaches(m.first); });
  const auto of = [&](const Val& v) { return eval::finite(cls(field_)) ? static_cast<std::int64_t>(v.may) : v.low; };
  const eval::Atom fact{false, with_, {rows.front()}};
  std::optional<std::int64_t> last;
  bool out = true;
  for (const Val& step : eval::in_order(image_, image_.fields()[with_].type)) {
    const auto before = now_->assume(fact, step);
    now_->impossible = false;
    const Val val = now_->cell(now_->row, field_);
    const bool counts = !excluded() && (val.may & ~(kAbsent | kRejected)) != 0;
    out = out && (!counts || (exact(cls(field_), val) && (!last || (wanted_ ? *last <= of(val) : *last >= of(val)))));
    if (counts) last = of(val);
    now_->restore(fact, before);
  }
  now_->impossible = false;
  now_->met = met;
  return out;
}

/// Whether what an atom is rests on the fact `with`, over however many fields.
bool Checker::reaches(const eval::Atom& atom) const {
  std::vector<tir::FieldId> open;
  std::vector<bool> seen(p_.fields.size());
  const auto enter = [&](tir::FieldId id) {
    if (id.valid() && !seen[id.index]) open.push_back(id), seen[id.index] = true;
  };
  const auto look = [&](tir::ExprId id) {
    tir::visit(p_, id, [&](const tir::Expr& e) {
      if (e.op == Op::Load || e.op == Op::Collect) enter({e.x});
      if (e.op == Op::Single) enter(p_.rows[e.x].selector);
    });
  };
  atom.node ? look({atom.id}) : enter({atom.id});
  while (!open.empty()) {
    const tir::Field& f = p_[open.back()];
    open.pop_back();
    if (f.rule.valid()) std::ranges::for_each(tir::expressions(p_[f.rule]), look);
    if (f.builtin == tir::Builtin::Id) look(p_[f.row].id_where);
    enter(f.inverse_of);
  }
  return seen[with_];
}

/// Nothing reads the field or shows it: no expression, header, sheet or sentence, no row that it selects, no question.
bool Checker::unread() const {
  const auto is = [&](tir::FieldId id) {
    return id.valid() && (id.index == field_ || p_[id].inverse_of.index == field_);
  };
  std::vector<tir::FieldId> used;
  for (const tir::Expr& e : p_.exprs)
    if (e.op == Op::Load || e.op == Op::Collect) used.push_back({e.x});
  for (const tir::Field& f : p_.fields) {
    used.push_back(f.with);
    for (const tir::Parent& on : f.parents)
      if (!f.rule.valid()) used.insert(used.end(), on.fields.begin(), on.fields.end());
  }
  for (const tir::Row& r : p_.rows) {
    used.push_back(r.selector);
    for (const tir::HeaderPart& part : r.header) used.push_back(part.field);
  }
  for (const tir::Sheet& sheet : p_.sheets) used.insert(used.end(), sheet.fields.begin(), sheet.fields.end());
  for (const tir::SentenceTemplate& t : p_.templates) {
    used.push_back(t.field);
    for (const tir::SentencePiece& piece : t.pieces) used.push_back(piece.slot);
  }
  return std::none_of(used.begin(), used.end(), is);
}

// ---- certificates

/// The cases from `begin` to `end` show the claim in the case at hand: it holds at once, or in each case of one atom.
bool Checker::shown(const std::vector<Case>& all, std::size_t begin, std::size_t end) {
  if (closed()) return true;
  if (begin == end) return refuse("the claim does not follow in this case");
  const eval::Atom* found = now_->met_as(all[begin].of);
  if (found == nullptr) return refuse("`" + all[begin].of + "` is nothing that is open in this case");
  const eval::Atom atom = *found;
  eval::Remainder left(image_, now_->type(atom), now_->met[atom].now);
  for (std::size_t i = begin, next = begin; i < end; i = next) {
    fault_line_ = all[i].line;
    while (++next < end && all[next].depth > all[begin].depth) {}
    const Val now = eval::value_of_words(image_, now_->type(atom), all[i].values);
    if (all[i].depth != all[begin].depth || all[i].of != all[begin].of || now.may == 0)
      return refuse("it is no case beside the others: each has other values of the same thing");
    left.take(now);
    const auto before = now_->assume(atom, now);
    if (!shown(all, i + 1, next)) return false;
    now_->restore(atom, before);
  }
  return left.empty() || refuse("these cases leave out what `" + all[begin].of + "` may be, too");
}

std::optional<std::string> Checker::fault(const Certificate& c) {
  why_ = "it does not show the claim";
  fault_line_ = c.line;
  if (!take(c)) return "it is about nothing that there is";
  const bool good = c.has("at") ? witnessed(c) : is("unread_field") ? unread() : shown(c.cases, 0, c.cases.size());
  return good ? std::nullopt : std::optional(why_);
}

}  // namespace msd::verify
