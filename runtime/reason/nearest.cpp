#include "runtime/reason/nearest.h"

#include <algorithm>

namespace msd::reason {

using eval::CellRef;
using eval::Hold;
using eval::Outcome;
using eval::Sought;
using eval::Wish;
using image::kNone;

namespace {

constexpr std::uint64_t kPart = 16;  // of the budget, for the facts of one part

class Nearby {
 public:
  Nearby(const Ground& ground, CellRef cell, const Wish& wish, Budget& budget)
      : ground_(ground), evaluator_(ground.evaluator()), image_(ground.facts().image()),
        rule_(image_.rules()[image_.fields()[cell.field].rule]), cell_(cell), wish_(wish), budget_(budget) {}

  Nearest run(std::size_t most) {
    Nearest out;
    if (rule_.where != kNone && truth(rule_.where) == Truth::No) {
      NearRule where;
      where.where = true;
      parts(rule_.where, where);
      out.rules.push_back(std::move(where));
    }
    if (rule_.kind == 0 && class_of(image_, cell_.field) == Class::Bool && wish_.mask == 2) {
      NearRule value;
      parts(rule_.value, value);
      out.rules.push_back(std::move(value));
      out.giving = 1;
    }
    std::vector<NearRule> lines;
    for (std::uint32_t l = rule_.line_first; l < rule_.line_first + rule_.line_count; ++l) {
      if (may_give(image_.lines()[l])) lines.push_back(line(l));
    }
    out.giving += lines.size();
    std::stable_sort(lines.begin(), lines.end(),
                     [](const NearRule& a, const NearRule& b) { return a.distance() < b.distance(); });
    out.others = lines.size() - std::min(lines.size(), most);
    lines.resize(std::min(lines.size(), most));
    std::move(lines.begin(), lines.end(), std::back_inserter(out.rules));
    for (NearRule& rule : out.rules) {
      for (Failed& part : rule.failed) facts(part);
    }
    return out;
  }

 private:
  enum class Truth : std::uint8_t { No, Yes, Open };

  Truth truth(std::uint32_t node) {
    const Outcome outcome = evaluator_.node(node, cell_.row);
    if (outcome.state == Outcome::State::Unknown) return Truth::Open;
    return outcome.state == Outcome::State::Value && outcome.value.mask == 2 ? Truth::Yes : Truth::No;
  }

  /// Whether a node reads the set that a rule is attaching to.
  bool reads_itself(std::uint32_t node) const {
    if (node == kNone) return false;
    const image::NodeRecord& n = image_.nodes()[node];
    return static_cast<Op>(n.op) == Op::AttachSelf || reads_itself(n.a) || reads_itself(n.b) || reads_itself(n.c) ||
           reads_itself(n.d);
  }

  bool may_give(const image::LineRecord& record) {
    if (record.outcome == kNone) return (wish_.mask & kRejected) != 0;
    Wish wish = wish_;
    const auto& type = image_.types()[image_.nodes()[record.outcome].type];
    // A line adds one value or several: it must add some of what is wished for.
    if (rule_.kind == 3) {
      if (wish.kind != Wish::Kind::Holds && wish.kind != Wish::Kind::Equal) return false;
      if (static_cast<Class>(type.cls) == Class::Enum) {
        wish = {Wish::Kind::None, wish_.value.mask, {}};
      } else {
        for (std::uint64_t rest = wish_.value.mask; rest != 0; rest &= rest - 1) {
          if (may_be(record.outcome, {Wish::Kind::Holds, 0, {rest & (~rest + 1), 0, {}}})) return true;
        }
        return false;
      }
    }
    return may_be(record.outcome, wish);
  }

  bool may_be(std::uint32_t node, const Wish& wish) {
    const auto cls = static_cast<Class>(image_.types()[image_.nodes()[node].type].cls);
    if (static_cast<Op>(image_.nodes()[node].op) == Op::Const)
      return fulfils(evaluator_.node(node, cell_.row), wish, cls);
    eval::Quest quest;
    quest.aim.node = node;
    quest.aim.around = {cell_.row};
    quest.wish = wish;
    quest.whole = true;
    quest.open_counts = true;
    quest.holds = ground_.holds(Hold::Free, Hold::Free, Hold::Free, Hold::Free);
    return seek(ground_, quest, budget_, budget_.left() / kPart + 1).state != Sought::State::None;
  }

  NearRule line(std::uint32_t index) {
    NearRule out;
    out.line = index;
    if (image_.lines()[index].condition != kNone) parts(image_.lines()[index].condition, out);
    const bool in_order = rule_.kind == 1 || (rule_.kind == 2 && image_.lines()[index].condition == kNone);
    for (std::uint32_t l = rule_.line_first; in_order && l < index; ++l) {
      if (truth(image_.lines()[l].condition) == Truth::Yes) out.before.push_back(l);
    }
    return out;
  }

  void parts(std::uint32_t node, NearRule& out) {
    const image::NodeRecord& n = image_.nodes()[node];
    if (static_cast<Op>(n.op) == Op::And) {
      parts(n.a, out);
      parts(n.b, out);
      return;
    }
    if (reads_itself(node)) {
      if (!added(out.line)) out.failed.push_back({node, true, {}});
      return;
    }
    const Truth is = truth(node);
    if (is == Truth::No) out.failed.push_back({node, false, {}});
    if (is == Truth::Open) out.open.push_back(node);
  }

  /// Whether a line of an attach rule has added something.
  bool added(std::uint32_t line) {
    const auto rounds = evaluator_.rounds(cell_.row, cell_.field);
    return std::any_of(rounds.begin(), rounds.end(), [&](const eval::Round& round) {
      return std::find(round.lines.begin(), round.lines.end(), line) != round.lines.end();
    });
  }

  void facts(Failed& part) {
    if (part.itself) return;
    eval::Aim aim;
    aim.node = part.node;
    aim.around = {cell_.row};
    ForceOptions options;
    for (const Fact& fact : ground_.all()) {
      if (!fact.open) options.candidates.push_back(fact.cell);
    }
    options.likely = explaining(ground_, aim);
    const std::uint64_t share = budget_.left() / kPart;
    Budget own(share);
    part.facts = smallest_forcing(ground_, aim, {Wish::Kind::None, 2, {}}, options, own);
    budget_.spend(share - own.left());
  }

  const Ground& ground_;
  eval::Evaluator& evaluator_;
  const image::Image& image_;
  const image::RuleRecord& rule_;
  CellRef cell_;
  Wish wish_;
  Budget& budget_;
};

}  // namespace

Nearest nearest_rules(const Ground& ground, CellRef cell, const Wish& wish, std::size_t most, Budget& budget) {
  if (ground.facts().image().fields()[cell.field].rule == kNone) return {};
  return Nearby(ground, cell, wish, budget).run(most);
}

}  // namespace msd::reason
