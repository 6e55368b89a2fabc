#include "tests/reason/table.h"

#include <algorithm>
#include <bit>
#include <set>

namespace msd::testing {

using eval::CellFact;
using eval::CellRef;
using eval::kNone;
using oracle::Content;
using oracle::Question;
using State = Content::State;

namespace {

/// Fields that a field's value can rest on, itself included.
class Cone {
 public:
  explicit Cone(const image::Image& image) : image_(image), in_(image.fields().size()) {}

  void field(std::uint32_t f) {
    if (f == kNone || in_[f]) return;
    in_[f] = true;
    const image::FieldRecord& field = image_.fields()[f];
    this->field(field.inverse_of);
    if (field.builtin != 0) node(image_.rows()[field.row].id_where);
    if (field.rule == kNone) return;
    const image::RuleRecord& rule = image_.rules()[field.rule];
    node(rule.where);
    node(rule.value);
    for (std::uint32_t l = rule.line_first; l < rule.line_first + rule.line_count; ++l) {
      node(image_.lines()[l].condition);
      node(image_.lines()[l].outcome);
    }
  }
  bool has(std::uint32_t f) const { return in_[f]; }

 private:
  void node(std::uint32_t index) {
    if (index == kNone) return;
    const image::NodeRecord& n = image_.nodes()[index];
    const Op op = static_cast<Op>(n.op);
    if (op == Op::Load || op == Op::Collect) field(n.x);
    if (op == Op::Single) field(image_.rows()[n.x].selector);
    for (std::uint32_t key = 0; op == Op::CountDistinct && key < n.y; ++key) node(image_.node_list()[n.x + key].node);
    for (std::uint32_t part : {n.a, n.b, n.c, n.d}) node(part);
  }

  const image::Image& image_;
  std::vector<bool> in_;
};

class Tabulator {
 public:
  Tabulator(const tir::Program& program, const reason::Ground& ground, CellRef target)
      : program_(program), ground_(ground), target_(target), open_(ground.facts()) {}

  std::optional<Table> run(std::size_t limit) {
    Cone cone(ground_.facts().image());
    cone.field(target_.field);
    for (const reason::Fact& fact : ground_.all()) {
      if (!cone.has(fact.cell.field)) continue;
      if (fact.owner == reason::Owner::Statement) return std::nullopt;
      if (fact.open) continue;
      // Rows are listed in their order, here and in a search; a design may have another one.
      const auto& list = ground_.facts().cell(fact.cell.row, fact.cell.field).value.list;
      if (!std::is_sorted(list.begin(), list.end())) return std::nullopt;
      out_.facts.push_back(fact);
      open_.cell(fact.cell.row, fact.cell.field) = {};
      open_.cell(fact.cell.row, fact.cell.field).state = CellFact::State::Unknown;
    }
    if (out_.facts.size() > 14) return std::nullopt;
    std::size_t names = 0;
    for (const Question& q : oracle::questions(program_, open_)) {
      if (!cone.has(q.cell.field)) continue;
      questions_.push_back(q);
      names += program_.fields[q.cell.field].type.cls == Class::Id ? 1 : 0;
    }
    std::size_t count = 1;
    for (const Question& q : questions_) {
      answers_.push_back(oracle::answers_to(program_, ground_.facts(), q, names));
      const Content own = own_answer(q);
      auto& all = answers_.back();
      if (all.empty()) return std::nullopt;
      if (position(q) < out_.facts.size() && std::find(all.begin(), all.end(), own) == all.end()) all.push_back(own);
      count *= all.size();
      if (count > limit) return std::nullopt;
    }
    open_.symbols = ground_.facts().symbols;  // with the names that the answers brought
    for (std::size_t i = 0; i < count; ++i) out_.all.push_back(completion(i));
    return std::move(out_);
  }

 private:
  std::size_t position(const Question& q) const {
    return static_cast<std::size_t>(std::find_if(out_.facts.begin(), out_.facts.end(),
                                                 [&](const reason::Fact& fact) {
                                                   return fact.cell.row == q.cell.row &&
                                                          fact.cell.field == q.cell.field;
                                                 }) -
                                    out_.facts.begin());
  }

  /// Whether a content counts as given: of a list, if there is something in it.
  bool given(oracle::CellRef cell, const Content& content) const {
    const bool list = program_.fields[cell.field].type.cls == Class::List;
    return content.state == State::Value && !(list && content.value.list.empty());
  }

  /// What the design itself answers.
  Content own_answer(const Question& q) const {
    const CellFact own = eval::in_force(ground_.facts(), {q.cell.row, q.cell.field});
    const bool present = own.state == CellFact::State::Stated;
    switch (q.kind) {
    case Question::Kind::Cell: return content_of(own);
    case Question::Kind::Given: return oracle::truth(given(q.cell, content_of(own)));
    case Question::Kind::Fits: return oracle::truth(own.fit == eval::Fit::Yes);
    case Question::Kind::Uses: {
      const auto symbol = static_cast<std::uint32_t>(own.value.number);
      return oracle::truth(
          present && eval::uses_lexicon(ground_.facts().image(), q.lexicon, ground_.facts().symbols.text(symbol)));
    }
    }
    return {};
  }

  Completion completion(std::size_t index) {
    Completion out;
    oracle::Answers answers;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      answers.emplace(questions_[i], answers_[i][index % answers_[i].size()]);
      index /= answers_[i].size();
    }
    std::uint32_t other_content = 0;
    out.of.resize(out_.facts.size());
    for (const auto& [q, answer] : answers) {
      const std::size_t at = position(q);
      if (at == out_.facts.size()) continue;
      if (q.kind == Question::Kind::Cell) out.of[at] = answer;
      const bool no_template = q.kind == Question::Kind::Fits &&
                               eval::in_force(ground_.facts(), {q.cell.row, q.cell.field}).fit == eval::Fit::Open;
      if (no_template || answer == own_answer(q)) continue;
      out.differs |= 1U << at;
      if (q.kind == Question::Kind::Cell) other_content |= 1U << at;
    }
    for (const auto& [q, answer] : answers) {
      const std::size_t at = position(q);
      if (at == out_.facts.size() || q.kind == Question::Kind::Cell) continue;
      const Content& content = answers.at({Question::Kind::Cell, q.cell, 0});
      if (q.kind == Question::Kind::Given) out.whole = out.whole && answer == oracle::truth(given(q.cell, content));
      // What the design has is as it is; what is absent is no text.
      if (q.kind == Question::Kind::Given || (other_content >> at & 1U) != 0) continue;
      const bool no_template = q.kind == Question::Kind::Fits &&
                               eval::in_force(ground_.facts(), {q.cell.row, q.cell.field}).fit == eval::Fit::Open;
      out.whole = out.whole && (no_template || answer == own_answer(q));
    }
    oracle::World world(program_, open_, answers, standing_);
    out.content = world.computed({target_.row, target_.field}).content;
    const Class cls = program_.fields[target_.field].type.cls;
    if (out.content.state == State::Value && (cls == Class::Text || cls == Class::Id)) {
      auto& symbol = out.content.value.number;
      symbol = ground_.facts().symbols.intern(open_.symbols.text(static_cast<std::uint32_t>(symbol)));
    }
    return out;
  }

  const tir::Program& program_;
  const reason::Ground& ground_;
  CellRef target_;
  eval::Facts open_;
  Table out_;
  std::vector<Question> questions_;
  std::vector<std::vector<Content>> answers_;
  oracle::Standing standing_;
};

}  // namespace

Content content_of(const CellFact& fact) {
  if (fact.state != CellFact::State::Stated) return oracle::absent();
  return {State::Value, fact.value};
}

std::optional<Table> tabulate(const tir::Program& program, const reason::Ground& ground, CellRef target,
                              std::size_t limit) {
  return Tabulator(program, ground, target).run(limit);
}

std::optional<std::size_t> smallest_hitting(const std::vector<std::uint32_t>& sets, std::uint32_t among) {
  const std::set<std::uint32_t> once(sets.begin(), sets.end());
  std::optional<std::size_t> best;
  for (std::uint32_t chosen = 0; chosen <= among; ++chosen) {
    if ((chosen & ~among) != 0) continue;
    const auto size = static_cast<std::size_t>(std::popcount(chosen));
    if (best && size >= *best) continue;
    if (std::all_of(once.begin(), once.end(), [&](std::uint32_t set) { return (set & chosen) != 0; })) best = size;
  }
  return best;
}

std::uint32_t mask_of(const Table& table, const std::vector<CellRef>& cells) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < table.facts.size(); ++i) {
    if (std::find(cells.begin(), cells.end(), table.facts[i].cell) != cells.end()) out |= 1U << i;
  }
  return out;
}

bool fulfils(const Content& content, const eval::Wish& wish, Class cls) {
  if (content.state == State::Absent) return (wish.mask & kAbsent) != 0;
  if (content.state == State::Rejected) return (wish.mask & kRejected) != 0;
  if (cls == Class::Bool || cls == Class::Enum) return (content.value.mask & wish.mask) != 0;
  using Wished = eval::Wish::Kind;
  if (wish.kind == Wished::Holds) return (wish.value.mask & ~content.value.mask) == 0;
  return wish.kind == Wished::Any || (wish.kind == Wished::Equal && content.value == wish.value) ||
         (wish.kind == Wished::Differs && !(content.value == wish.value));
}

}  // namespace msd::testing
