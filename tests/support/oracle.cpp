#include "tests/support/oracle.h"

#include <algorithm>
#include <set>
#include <string>

namespace msd::oracle {

using tir::ExprId;
using State = Content::State;
using FactState = eval::CellFact::State;

__extension__ using Wide = __int128;

bool Content::operator<(const Content& other) const {
  const auto key = [](const Content& c) { return std::tie(c.state, c.value.mask, c.value.number, c.value.list); };
  return key(*this) < key(other);
}

Content absent() { return {State::Absent, {}}; }
Content rejected() { return {State::Rejected, {}}; }
Content truth(bool yes) { return {State::Value, {yes ? 2ULL : 1ULL, 0, {}}}; }

namespace {

Content finite(std::uint64_t mask) { return {State::Value, {mask, 0, {}}}; }
Content numeric(std::int64_t number) { return {State::Value, {0, number, {}}}; }
Content rows_of(std::vector<RowIndex> rows) { return {State::Value, {0, 0, std::move(rows)}}; }

bool is_rejected(const Content& c) { return c.state == State::Rejected; }
bool is_absent(const Content& c) { return c.state == State::Absent; }
/// An absent truth reads as false.
bool yes(const Content& c) { return c.state == State::Value && c.value.mask == 2; }
/// An absent set reads as empty; so does an absent list.
std::uint64_t members(const Content& c) { return c.state == State::Value ? c.value.mask : 0; }

bool letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

/// A text uses a word if it stands there as a whole, in whatever case.
bool uses(const tir::Lexicon& lexicon, std::string_view text) {
  std::string padded = " ";
  for (char c : text) padded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  padded += ' ';
  for (const std::string& word : lexicon.words) {
    for (std::size_t i = 1; i + word.size() < padded.size(); ++i) {
      if (padded.compare(i, word.size(), word) == 0 && !letter(padded[i - 1]) && !letter(padded[i + word.size()]))
        return true;
    }
  }
  return false;
}

}  // namespace

CellRef owner(const tir::Program& program, const Facts& facts, CellRef cell) {
  const tir::Field& field = program.fields[cell.field];
  const eval::RowFact& row = facts.rows()[cell.row];
  if (!program.rows[row.kind].single || !row.named) return cell;
  if (field.rule.valid() || field.builtin != tir::Builtin::None) return cell;
  if (facts.cell(cell.row, cell.field).state != FactState::Missing) return cell;
  for (RowIndex other : facts.of_kind(row.kind)) {
    if (!facts.rows()[other].named) return {other, cell.field};
  }
  return cell;
}

bool open_fact(const tir::Program& program, const Facts& facts, CellRef cell) {
  const tir::Field& field = program.fields[cell.field];
  if (field.rule.valid() || field.builtin != tir::Builtin::None) return false;
  const FactState state = facts.cell(cell.row, cell.field).state;
  if (state == FactState::Unknown) return true;
  return state == FactState::Missing && !field.default_value && !field.type.optional;
}

World::World(const tir::Program& program, const Facts& facts, const Answers& answers, const Standing& standing)
    : program_(program), facts_(facts), answers_(answers), standing_(standing), memo_(facts.cell_count()) {
  std::uint32_t line = 0;
  for (const tir::Rule& rule : program.rules) {
    first_line_.push_back(line);
    line += static_cast<std::uint32_t>(rule.lines.size());
  }
}

// ---- cells ---------------------------------------------------------------------------------------------------------

const Evaluated& World::cell(CellRef ref) {
  const eval::RowFact& row = facts_.rows()[ref.row];
  const std::size_t at = row.cell_first + ref.field - program_.rows[row.kind].fields.front().index;
  if (memo_[at]) return *memo_[at];
  const tir::Field& field = program_.fields[ref.field];
  Evaluated out;
  if (field.builtin != tir::Builtin::None) {
    out.content = relation(ref);
  } else if (!field.rule.valid()) {
    out.content = leaf(owner(program_, facts_, ref));
  } else if (const auto stands = standing_.find(ref); stands != standing_.end()) {
    out.content = stands->second;
  } else {
    out = computed(ref);
  }
  memo_[at] = std::move(out);
  return *memo_[at];
}

Content World::leaf(CellRef ref) {
  const tir::Field& field = program_.fields[ref.field];
  const eval::CellFact& fact = facts_.cell(ref.row, ref.field);
  if (open_fact(program_, facts_, ref)) return answers_.at({Question::Kind::Cell, ref, 0});
  if (fact.state == FactState::Stated) return {State::Value, fact.value};
  if (fact.state == FactState::Missing && field.default_value) return constant(*field.default_value, field.type.cls);
  return absent();
}

Content World::relation(CellRef ref) {
  const tir::Field& field = program_.fields[ref.field];
  const eval::RowFact& row = facts_.rows()[ref.row];
  switch (field.builtin) {
  case tir::Builtin::None: break;
  case tir::Builtin::Name: return numeric(row.name);
  case tir::Builtin::Id: return display_id(ref.row);
  case tir::Builtin::Back: return row.parent == kNone ? absent() : numeric(row.parent);
  case tir::Builtin::Many: {
    std::vector<RowIndex> inside;
    for (RowIndex other : facts_.of_kind(field.type.row.index)) {
      if (facts_.rows()[other].parent == ref.row) inside.push_back(other);
    }
    return rows_of(std::move(inside));
  }
  case tir::Builtin::Inverse: {
    const tir::Field& forward = program_[field.inverse_of];
    std::vector<RowIndex> from;
    bool bad = false;
    for (RowIndex other : facts_.of_kind(forward.row.index)) {
      const Content to = cell({other, field.inverse_of.index}).content;
      bad = bad || is_rejected(to);
      if (to.state != State::Value) continue;
      const bool leads = forward.type.cls == Class::List
                             ? std::count(to.value.list.begin(), to.value.list.end(), ref.row) != 0
                             : to.value.number == static_cast<std::int64_t>(ref.row);
      if (leads) from.push_back(other);
    }
    return bad ? rejected() : rows_of(std::move(from));
  }
  }
  return absent();
}

/// `{n}` counts the rows of the kind inside the same parent for which the condition holds, in the design's order.
Content World::display_id(RowIndex row) {
  const eval::RowFact& fact = facts_.rows()[row];
  const tir::Row& kind = program_.rows[fact.kind];
  if (kind.id_pattern.empty()) return absent();
  int number = 0;
  for (RowIndex other : facts_.of_kind(fact.kind)) {
    if (facts_.rows()[other].parent != fact.parent) continue;
    const Content counts = kind.id_where.valid() ? eval(kind.id_where, {other}) : truth(true);
    if (other == row && is_rejected(counts)) return rejected();
    if (other == row && !yes(counts)) return absent();
    if (yes(counts)) ++number;
    if (other == row) break;
  }
  std::string id = kind.id_pattern;
  if (const auto at = id.find("{n}"); at != std::string::npos) id.replace(at, 3, std::to_string(number));
  return numeric(facts_.symbols.intern(id));
}

Content World::constant(const tir::Const& c, Class cls) {
  switch (c.kind) {
  case tir::Const::Kind::Absent: return absent();
  case tir::Const::Kind::Finite: return finite(c.mask);
  // An empty set literal is also how an empty list is written.
  case tir::Const::Kind::Set: return cls == Class::List ? rows_of({}) : finite(c.mask);
  case tir::Const::Kind::Number: return numeric(c.number);
  case tir::Const::Kind::Text: return numeric(facts_.symbols.intern(c.text));
  }
  return absent();
}

// ---- rules ---------------------------------------------------------------------------------------------------------

Evaluated World::computed(CellRef ref) {
  const std::uint32_t index = program_.fields[ref.field].rule.index;
  const tir::Rule& rule = program_.rules[index];
  const Rows rows{ref.row};
  std::vector<CellRef> reads;
  std::vector<CellRef>* outer = std::exchange(reads_, &reads);
  Evaluated out;
  const Content where = rule.where.valid() ? eval(rule.where, rows) : truth(true);
  if (is_rejected(where)) {
    out.content = rejected();
  } else if (!yes(where)) {
    out.content = absent();
  } else {
    switch (rule.kind) {
    case tir::Rule::Kind::Derive: out.content = eval(rule.value, rows); break;
    case tir::Rule::Kind::Classify:
    case tir::Rule::Kind::Unique: out = table(rule, first_line_[index], rows); break;
    case tir::Rule::Kind::Attach: out = attach(rule, rows); break;
    }
  }
  reads_ = outer;
  out.reads = std::move(reads);
  return out;
}

Evaluated World::table(const tir::Rule& rule, std::uint32_t first_line, const Rows& rows) {
  Evaluated out;
  bool bad = false;
  std::vector<bool> matches;
  std::vector<Content> outcomes;
  for (const tir::Line& line : rule.lines) {
    const Content condition = line.condition.valid() ? eval(line.condition, rows) : truth(true);
    outcomes.push_back(line.outcome.valid() ? eval(line.outcome, rows) : absent());
    matches.push_back(yes(condition));
    bad = bad || is_rejected(condition) || is_rejected(outcomes.back());
  }
  out.content = rejected();
  if (bad) return out;
  const std::size_t fired = static_cast<std::size_t>(std::find(matches.begin(), matches.end(), true) - matches.begin());
  out.line = first_line + static_cast<std::uint32_t>(fired);
  if (rule.kind == tir::Rule::Kind::Unique) {
    // `otherwise` is for rows that no other line matches; two others that match are one too many.
    for (std::size_t i = fired + 1; i + 1 < matches.size(); ++i) {
      if (!matches[i]) continue;
      out.line_2 = first_line + static_cast<std::uint32_t>(i);
      out.rejected_here = true;
      return out;
    }
  }
  if (!rule.lines[fired].outcome.valid()) {
    out.rejected_here = true;
    return out;
  }
  out.content = outcomes[fired];
  return out;
}

/// The least set that holds what it starts from and what each matching line adds. Lines are walked from the last to the
/// first, one member of a set at a time growing: another order than the runtime's, and the same result.
Evaluated World::attach(const tir::Rule& rule, const Rows& rows) {
  Evaluated out;
  const Content start = rule.value.valid() ? eval(rule.value, rows) : absent();
  bool bad = is_rejected(start);
  const std::uint64_t outer = attach_self_;
  attach_self_ = members(start);
  for (bool grown = true; grown;) {
    grown = false;
    for (auto line = rule.lines.rbegin(); line != rule.lines.rend(); ++line) {
      const Content condition = line->condition.valid() ? eval(line->condition, rows) : truth(true);
      const Content adds = eval(line->outcome, rows);
      bad = bad || is_rejected(condition) || is_rejected(adds);
      if (!yes(condition) || (members(adds) & ~attach_self_) == 0) continue;
      attach_self_ |= members(adds);
      grown = true;
    }
    if (grown) ++out.rounds;
  }
  out.content = bad ? rejected() : finite(attach_self_);
  attach_self_ = outer;
  return out;
}

Holds World::requirement(std::uint32_t require, RowIndex row) {
  const tir::Require& r = program_.requires_[require];
  const Content where = r.where.valid() ? eval(r.where, {row}) : truth(true);
  if (is_rejected(where)) return Holds::Cannot;
  if (!yes(where)) return Holds::NotApplicable;
  const Content holds = eval(r.condition, {row});
  if (is_rejected(holds)) return Holds::Cannot;
  return yes(holds) ? Holds::Held : Holds::Broken;
}

// ---- expressions ---------------------------------------------------------------------------------------------------

Content World::eval(ExprId id, const Rows& rows) { return apply(program_[id], rows); }

Content World::apply(const tir::Expr& e, const Rows& rows) {
  switch (e.op) {
  case Op::Const: return constant(program_.constants[e.x], e.type.cls);
  case Op::Here: return numeric(rows[rows.size() - 1 - e.x]);
  case Op::Single: return single(e, rows);
  case Op::All: return rows_of(facts_.of_kind(e.x));
  case Op::Load: return load(e, rows);
  case Op::Collect: return collect(e, rows);
  case Op::IsGiven:
  case Op::Fits:
  case Op::Uses: return question(e, rows);
  case Op::Some:
  case Op::Count: return some_or_count(e, rows);
  case Op::CountDistinct: return distinct(e, rows);
  case Op::First: return first(e, rows);
  case Op::AttachSelf: return finite(attach_self_);
  default: break;
  }
  // Everything below reads its operands, all of them, and is rejected if one of them is.
  const Content a = eval(e.a, rows);
  const Content b = e.b.valid() ? eval(e.b, rows) : absent();
  const Content c = e.c.valid() ? eval(e.c, rows) : absent();
  if (is_rejected(a) || is_rejected(b) || is_rejected(c)) return rejected();
  const bool both = !is_absent(a) && !is_absent(b);
  switch (e.op) {
  case Op::And: return truth(yes(a) && yes(b));
  case Op::Or: return truth(yes(a) || yes(b));
  case Op::Not: return truth(!yes(a));
  case Op::If: return yes(a) ? b : c;
  case Op::InMask:
    return truth(!is_absent(a) && (a.value.mask & static_cast<std::uint64_t>(program_.numbers[e.x])) != 0);
  case Op::EqFinite: return truth(both && (a.value.mask == b.value.mask) == (e.x == 0));
  case Op::EqText:
  case Op::EqRow: return truth(both && (a.value.number == b.value.number) == (e.x == 0));
  case Op::EqSet: return truth((members(a) == members(b)) == (e.x == 0));
  case Op::IsAbsent: return truth(is_absent(a));
  case Op::HasAll: {
    const auto wanted = static_cast<std::uint64_t>(program_.numbers[e.x]);
    return truth((members(a) & wanted) == wanted);
  }
  case Op::HasValue: return truth(!is_absent(b) && (members(a) & b.value.mask) != 0);
  case Op::SingletonSet: return finite(members(a));
  case Op::Union: return finite(members(a) | members(b));
  case Op::Scale:
    return is_absent(a) ? absent()
                        : numeric(static_cast<std::int64_t>(static_cast<Wide>(a.value.number) * program_.numbers[e.x] /
                                                            program_.numbers[e.y]));
  case Op::Compare: {
    if (!both) return truth(false);
    // Fractions are compared without rounding: both sides times both denominators.
    const auto exact = [&](ExprId id, std::int64_t value) {
      Wide top = value;
      Wide bottom = 1;
      const tir::Expr* at = &program_[id];
      if (at->op == Op::Scale) {
        const Content of = eval(at->a, rows);
        top = static_cast<Wide>(of.value.number) * program_.numbers[at->x];
        bottom = program_.numbers[at->y];
      }
      return std::pair{top, bottom};
    };
    const auto [at, ab] = exact(e.a, a.value.number);
    const auto [bt, bb] = exact(e.b, b.value.number);
    const Wide x = at * bb;
    const Wide y = bt * ab;
    switch (e.x) {
    case 0: return truth(x == y);
    case 1: return truth(x != y);
    case 2: return truth(x < y);
    case 3: return truth(x <= y);
    case 4: return truth(x > y);
    default: return truth(x >= y);
    }
  }
  default: break;
  }
  return rejected();
}

Content World::load(const tir::Expr& e, const Rows& rows) {
  const Content from = eval(e.a, rows);
  if (from.state != State::Value) return from;
  const CellRef ref{static_cast<RowIndex>(from.value.number), e.x};
  if (reads_ != nullptr) reads_->push_back(ref);
  return cell(ref).content;
}

/// The single row that applies: the one that the nearest row around names, else the unnamed one.
Content World::single(const tir::Expr& e, const Rows& rows) {
  Content unnamed = absent();
  for (RowIndex row : facts_.of_kind(e.x)) {
    if (!facts_.rows()[row].named) unnamed = numeric(row);
  }
  const tir::FieldId selector = program_.rows[e.x].selector;
  if (!selector.valid() || !e.a.valid()) return unnamed;
  const Content from = eval(e.a, rows);
  if (from.state != State::Value) return from;
  for (auto row = static_cast<RowIndex>(from.value.number); row != kNone; row = facts_.rows()[row].parent) {
    if (facts_.rows()[row].kind != program_[selector].row.index) continue;
    if (reads_ != nullptr) reads_->push_back({row, selector.index});
    const Content named = cell({row, selector.index}).content;
    return is_absent(named) ? unnamed : named;
  }
  return unnamed;
}

Content World::collect(const tir::Expr& e, const Rows& rows) {
  const Content from = eval(e.a, rows);
  if (is_rejected(from)) return from;
  std::vector<RowIndex> out;
  bool bad = false;
  for (RowIndex row : from.value.list) {
    if (reads_ != nullptr) reads_->push_back({row, e.x});
    const Content to = cell({row, e.x}).content;
    bad = bad || is_rejected(to);
    if (to.state != State::Value) continue;
    std::vector<RowIndex> leads = to.value.list;
    if (program_.fields[e.x].type.cls == Class::Ref) leads = {static_cast<RowIndex>(to.value.number)};
    for (RowIndex one : leads) {
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    }
  }
  return bad ? rejected() : rows_of(std::move(out));
}

Content World::question(const tir::Expr& e, const Rows& rows) {
  const tir::Expr& asked = program_[e.a];
  if (asked.op != Op::Load) {
    const Content row = eval(e.a, rows);
    return is_rejected(row) ? row : truth(!is_absent(row));
  }
  const Content from = eval(asked.a, rows);
  if (is_rejected(from)) return from;
  if (is_absent(from)) return truth(false);
  const CellRef ref{static_cast<RowIndex>(from.value.number), asked.x};
  if (reads_ != nullptr) reads_->push_back(ref);
  const Content content = cell(ref).content;
  if (is_rejected(content)) return content;
  return ask(e, owner(program_, facts_, ref));
}

Content World::ask(const tir::Expr& e, CellRef ref) {
  const tir::Field& field = program_.fields[ref.field];
  const Content content = cell(ref).content;
  const bool open = open_fact(program_, facts_, ref);
  if (e.op == Op::IsGiven) {
    if (open) return answers_.at({Question::Kind::Given, ref, 0});
    return truth(!is_absent(content) && (field.type.cls != Class::List || !content.value.list.empty()));
  }
  if (is_absent(content)) return truth(false);
  if (e.op == Op::Fits) {
    const eval::Fit fit = facts_.cell(ref.row, ref.field).fit;
    if (open || fit == eval::Fit::Open) return answers_.at({Question::Kind::Fits, ref, 0});
    return truth(fit == eval::Fit::Yes);
  }
  if (open) return answers_.at({Question::Kind::Uses, ref, e.x});
  return truth(uses(program_.lexicons[e.x], facts_.symbols.text(static_cast<std::uint32_t>(content.value.number))));
}

Content World::some_or_count(const tir::Expr& e, const Rows& rows) {
  const Content from = eval(e.a, rows);
  bool bad = is_rejected(from);
  std::int64_t count = 0;
  Rows inner = rows;
  inner.push_back(kNone);
  for (RowIndex member : from.value.list) {
    inner.back() = member;
    const Content where = e.b.valid() ? eval(e.b, inner) : truth(true);
    bad = bad || is_rejected(where);
    count += yes(where) ? 1 : 0;
  }
  if (bad) return rejected();
  return e.op == Op::Some ? truth(count != 0) : numeric(count * 1'000'000);
}

Content World::distinct(const tir::Expr& e, const Rows& rows) {
  const Content from = eval(e.a, rows);
  bool bad = is_rejected(from);
  std::set<std::vector<Content>> seen;
  Rows inner = rows;
  inner.push_back(kNone);
  for (RowIndex member : from.value.list) {
    inner.back() = member;
    const Content where = e.b.valid() ? eval(e.b, inner) : truth(true);
    bad = bad || is_rejected(where);
    std::vector<Content> key;
    for (std::uint32_t i = 0; i < e.y; ++i) {
      key.push_back(eval(program_.keys[e.x + i], inner));
      bad = bad || is_rejected(key.back());
    }
    if (yes(where)) seen.insert(std::move(key));
  }
  return bad ? rejected() : numeric(static_cast<std::int64_t>(seen.size()) * 1'000'000);
}

Content World::first(const tir::Expr& e, const Rows& rows) {
  const Content from = eval(e.a, rows);
  bool bad = is_rejected(from);
  std::optional<Content> found;
  Rows inner = rows;
  inner.push_back(kNone);
  for (RowIndex member : from.value.list) {
    inner.back() = member;
    const Content where = e.b.valid() ? eval(e.b, inner) : truth(true);
    const Content value = e.c.valid() ? eval(e.c, inner) : numeric(member);
    bad = bad || is_rejected(where) || is_rejected(value);
    if (yes(where) && !found) found = value;
  }
  const Content otherwise = e.d.valid() ? eval(e.d, rows) : absent();
  if (bad || is_rejected(otherwise)) return rejected();
  return found ? *found : otherwise;
}

}  // namespace msd::oracle
