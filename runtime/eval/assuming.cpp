#include "runtime/eval/assuming.h"

#include <algorithm>

namespace msd::eval {

namespace {

constexpr std::int64_t kOne = 1'000'000;  // counts are in millionths

Op op_of(const image::NodeRecord& n) { return static_cast<Op>(n.op); }

bool counts(Op op) { return op == Op::Some || op == Op::Count || op == Op::CountDistinct; }

/// Whether something may be assumed of such a node: what it is follows from no other part that could be told apart.
bool asks(const image::NodeRecord& n) {
  switch (op_of(n)) {
  case Op::Load:
  case Op::Compare:
  case Op::EqFinite:
  case Op::EqText:
  case Op::EqRow:
  case Op::EqSet:
  case Op::IsAbsent:
  case Op::IsGiven:
  case Op::Fits:
  case Op::Uses:
  case Op::Some:
  case Op::Count:
  case Op::CountDistinct:
  case Op::First: return true;
  default: return false;
  }
}

}  // namespace

Assuming::Assuming(const image::Image& image, std::uint32_t kind) : facts(image), any_design_(true) {
  const auto name = [&](std::uint32_t k) { return text(image.rows()[k].name); };
  // A row of a kind of which there is one is that one, unless others can be selected in its place.
  const bool named = image.rows()[kind].single == 0 || image.rows()[kind].selector != kNone;
  std::vector<std::uint32_t> around;
  for (std::uint32_t k = kind; k != kNone && named; k = image.rows()[k].parent) around.insert(around.begin(), k);
  for (std::uint32_t k : around) row = add(k, row, name(k));
  const std::size_t count = facts.rows().size();
  for (std::uint32_t k = 0; k < image.rows().size(); ++k) {
    if (image.rows()[k].single == 0) continue;
    const RowIndex unnamed = add(k, kNone, name(k));
    facts.row(unnamed).named = false;
    if (k == kind && !named) row = unnamed;
    // Where none is selected, the row that would be is not there: who lists all rows must not find it.
    const bool listed = std::any_of(image.nodes().begin(), image.nodes().end(),
                                    [&](const image::NodeRecord& n) { return op_of(n) == Op::All && n.x == k; });
    const std::uint32_t selector = listed ? kNone : image.rows()[k].selector;
    for (RowIndex from = 0; from < count && selector != kNone; ++from) {
      if (facts.rows()[from].kind != image.fields()[selector].row) continue;
      const RowIndex to = add(k, kNone, name(facts.rows()[from].kind) + "." + text(image.fields()[selector].name));
      selected_[{from, selector}] = to;
    }
  }
  facts.unlisted.assign(image.rows().size(), Unlisted::Reached);
  prepare();
}

Assuming::Assuming(Facts of) : facts(std::move(of)) { prepare(); }

/// A row of which nothing is known.
RowIndex Assuming::add(std::uint32_t kind, RowIndex parent, const std::string& called) {
  const RowIndex made = facts.add_row(kind, parent, called, {});
  const image::RowRecord& r = image().rows()[kind];
  for (std::uint32_t f = r.field_first; f < r.field_first + r.field_count; ++f) {
    const image::FieldRecord& own = image().fields()[f];
    if (own.rule == kNone) facts.cell(made, f).state = CellFact::State::Unknown;
    if (own.builtin == kMany) facts.open_relations.emplace_back(made, f);
  }
  return made;
}

/// Names of rows that tell them apart, and which nodes say the same.
void Assuming::prepare() {
  std::set<std::string> taken;
  for (const RowFact& r : facts.rows()) {
    std::string own(facts.symbols.text(r.name));
    for (char& c : own) {
      if (std::string_view(" \t,:#").find(c) != std::string_view::npos) c = '_';
    }
    if (!taken.insert(own).second) own += "#" + std::to_string(names_.size());
    names_.push_back(std::move(own));
  }
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  const auto same = [&](std::uint32_t node) { return node == kNone ? kNone : same_[node]; };
  for (const image::NodeRecord& n : image().nodes()) {
    std::vector<std::uint32_t> says{n.op, n.x, n.y, same(n.a), same(n.b), same(n.c), same(n.d)};
    if (op_of(n) == Op::Const) {
      const image::ConstRecord& c = image().consts()[n.x];
      says = {n.op, c.kind, c.number, c.text, image().types()[n.type].cls};
    }
    if (op_of(n) == Op::CountDistinct) {
      says[1] = 0;
      for (std::uint32_t k = 0; k < n.y; ++k) says.push_back(same(image().node_list()[n.x + k].node));
    }
    same_.push_back(known.try_emplace(std::move(says), static_cast<std::uint32_t>(same_.size())).first->second);
  }
  for (const image::NodeRecord& n : image().nodes()) {
    asked_.emplace_back();
    if (counts(op_of(n))) conjuncts(n.b, asked_.back());
  }
  // The set of an `attach` rule grows while it is evaluated: what asks it is not one and the same.
  const std::vector<bool> self = having([](auto, const image::NodeRecord& n) { return op_of(n) == Op::AttachSelf; });
  for (std::size_t i = 0; i < self.size(); ++i) asked_of_.push_back(!self[i] && asks(image().nodes()[i]));
}

/// What is asked of each row that counts, sorted by the nodes that say so.
void Assuming::conjuncts(std::uint32_t node, std::set<std::uint32_t>& out) const {
  if (node == kNone) return;
  const image::NodeRecord& n = image().nodes()[node];
  if (op_of(n) != Op::And) return void(out.insert(same_[node]));
  conjuncts(n.a, out);
  conjuncts(n.b, out);
}

/// By node: whether it, or some part of it, is so.
template <class Test> std::vector<bool> Assuming::having(const Test& test) const {
  std::vector<bool> out;
  const auto has = [&](std::uint32_t part) { return part != kNone && out[part]; };
  for (std::uint32_t i = 0; i < image().nodes().size(); ++i) {
    const image::NodeRecord& n = image().nodes()[i];
    bool found = test(i, n) || has(n.a) || has(n.b) || has(n.c) || has(n.d);
    for (std::uint32_t k = 0; op_of(n) == Op::CountDistinct && k < n.y; ++k)
      found = found || has(image().node_list()[n.x + k].node);
    out.push_back(found);
  }
  return out;
}

// ---- what is assumed

std::optional<Val> Assuming::assume(const Atom& atom, const Val& val) {
  now_.reset();
  const auto [found, fresh] = assumed_.try_emplace(atom, val);
  if (fresh) return std::nullopt;
  const Val before = found->second;
  found->second = both(image(), type(atom), before, val);
  return before;
}

void Assuming::restore(const Atom& atom, const std::optional<Val>& before) {
  now_.reset();
  if (before)
    assumed_[atom] = *before;
  else
    assumed_.erase(atom);
}

void Assuming::change(std::uint32_t part, std::uint32_t field, const Val& val) {
  now_.reset();
  part_ = part;
  field_ = field;
  instead_ = val;
  changed_.clear();
  if (part == kNone && field == kNone) return;
  changed_ = having([&](std::uint32_t i, const image::NodeRecord& n) {
    return i == part || ((op_of(n) == Op::Load || op_of(n) == Op::Collect) && n.x == field);
  });
}

// ---- evaluation

Abstract& Assuming::now() {
  View& view = *this;
  if (!now_) now_ = std::make_unique<Abstract>(facts, view);
  return *now_;
}

Val Assuming::cell(RowIndex of, std::uint32_t field) { return now().cell({of, field}); }
Val Assuming::node(std::uint32_t node, const std::vector<RowIndex>& around, const Val& self) {
  const bool any = std::find(around.begin(), around.end(), kStranger) != around.end();
  members_ = any ? around : std::vector<RowIndex>();
  return now().node(node, around, self);
}
Val Assuming::rule(std::uint32_t field) { return now().rule({row, field}); }

Val Assuming::cell(CellRef cell, const Val& found) {
  const image::FieldRecord& f = image().fields()[cell.field];
  const auto cls = static_cast<Class>(image().types()[f.type].cls);
  Val val = found;
  // In any design, a row may be called anything.
  if (any_design_ && f.builtin != 0 && (cls == Class::Id || cls == Class::Text)) val = {found.may | kPresent, kAny, 0};
  if (const auto to = selected_.find(cell); to != selected_.end()) val.low = to->second;
  return known({false, cell.field, {cell.row}}, kNone, val);
}

Val Assuming::node(std::uint32_t node, const std::vector<RowIndex>& around, bool direct, const Val& found) {
  const image::NodeRecord& n = image().nodes()[node];
  const bool here = direct && !changed_.empty();
  if (here && node == part_) return instead_;
  if (here && op_of(n) == Op::Load && n.x == field_) return {instead_.may | (found.may & kAbsent), 0, 0};
  if (!asked_of_[node] || (here && changed_[node])) return found;
  // A row that stands for those that are not listed is another one each time, but for the members that were asked for.
  const bool listed = std::find(around.begin(), around.end(), kStranger) == around.end();
  if (!listed && !(direct && around == members_)) return found;
  if (listed && op_of(n) == Op::Load && op_of(image().nodes()[n.a]) == Op::Here) return found;  // which is a cell
  return known({true, same_[node], around}, node, found);
}

/// What is counted of the same rows cannot be fewer if less is asked of them: what is assumed of other counts, of
/// `some` and of distinct ones bounds this one.
Val Assuming::counted(const Atom& atom, Val found) const {
  const image::NodeRecord& n = image().nodes()[atom.id];
  if (!counts(op_of(n))) return found;
  std::int64_t least = 0;
  std::int64_t most = INT64_MAX;
  for (const auto& [other, val] : assumed_) {
    if (!other.node || other.rows != atom.rows) continue;
    const image::NodeRecord& o = image().nodes()[other.id];
    if (!counts(op_of(o)) || same_[o.a] != same_[n.a]) continue;
    const auto& mine = asked_[atom.id];
    const auto& theirs = asked_[other.id];
    const bool some = op_of(o) == Op::Some;
    const bool known = some ? val.may == 2 || val.may == 1 : val.may == kPresent;
    if (!known) continue;
    const std::int64_t low = some ? (val.may == 2 ? kOne : 0) : val.low;
    const std::int64_t high = some ? (val.may == 1 ? 0 : INT64_MAX) : val.high;
    if (std::includes(theirs.begin(), theirs.end(), mine.begin(), mine.end())) least = std::max(least, low);
    if (op_of(o) == Op::CountDistinct && high >= kOne) continue;  // of equal ones there may be more
    if (std::includes(mine.begin(), mine.end(), theirs.begin(), theirs.end())) most = std::min(most, high);
  }
  if (op_of(n) == Op::Some) {
    if (least >= kOne && (found.may & 2) != 0) found.may &= ~std::uint64_t{1};
    if (most < kOne && (found.may & 1) != 0) found.may &= ~std::uint64_t{2};
    return found;
  }
  if (op_of(n) == Op::CountDistinct) least = std::min(least, kOne);
  if (std::max(found.low, least) > std::min(found.high, most)) return found;
  found.low = std::max(found.low, least);
  found.high = std::min(found.high, most);
  return found;
}

/// What is found, as far as it is as it is assumed.
Val Assuming::known(const Atom& atom, std::uint32_t seen, const Val& found) {
  Val out = atom.node ? counted(atom, found) : found;
  if (const auto by = assumed_.find(atom); by != assumed_.end()) {
    const Val now = both(image(), type(atom), out, by->second);
    impossible = impossible || now.may == 0;
    if (now.may != 0) out = now;
  }
  if (told(image(), type(atom), out)) return out;
  const auto [at, fresh] = met.try_emplace(atom, Met{out, seen, noted_});
  ++noted_;
  if (!fresh) at->second.now = out, at->second.node = seen;
  return out;
}

std::uint32_t Assuming::type(const Atom& atom) const {
  return atom.node ? image().nodes()[atom.id].type : image().fields()[atom.id].type;
}

const Atom* Assuming::met_as(const std::string& called) const {
  const auto found = std::find_if(met.begin(), met.end(), [&](const auto& m) { return name(m.first) == called; });
  return found == met.end() ? nullptr : &found->first;
}

std::string Assuming::name(const Atom& atom) const {
  std::string out;
  for (RowIndex r : atom.rows) out += (out.empty() ? "" : ",") + (r == kStranger ? "any" : names_[r]);
  return out + (atom.node ? ":" + std::to_string(atom.id) : "." + text(image().fields()[atom.id].name));
}

}  // namespace msd::eval
