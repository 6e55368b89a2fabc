// All rules together: what has changed down to the facts, and what follows from what.
#include "compiler/check/walk.h"
#include "compiler/diff/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace msd::diff {

using analysis::Model;
using analysis::NumberPoints;
using tir::FieldId;

namespace {

class Comparison {
 public:
  Comparison(const Sides& sides, const Matching& matching, const Options& options, Diff& out)
      : s_(sides), m_(matching), options_(options), out_(out) {}

  void run() {
    OwnRules rules(s_, m_, options_);
    const auto pairs = ordered();
    for (const auto& [old_index, new_index] : pairs) own_.emplace(new_index, rules.field({old_index}, {new_index}));
    for (std::uint32_t i = 0; i < s_.b.requires_.size(); ++i) {
      const std::uint32_t old_index = m_.requires_.of(Side::New, i);
      if (old_index == kNone || m_.rows.of(Side::Old, s_.a.requires_[old_index].row.index) == kNone) continue;
      own_requirements_.emplace(i, rules.requirement(s_.a.requires_[old_index], s_.b.requires_[i]));
    }
    share();
    space_ = std::make_unique<Space>(s_, m_, Plan{false, shared_});
    take_requirements();
    points_ = std::make_unique<NumberPoints>(space_->program());
    out_.rows = rows_for(*points_, options_.rows);
    for (const auto& [old_index, new_index] : pairs) field({old_index}, {new_index});
    for (const auto& [i, own] : own_requirements_) requirement(i, own);
    std::stable_sort(out_.computed.begin(), out_.computed.end(),
                     [](const Computed& a, const Computed& b) { return a.kind < b.kind; });
  }

 private:
  /// Both computed, or one of them known without being stated, parents first.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ordered() const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    for (FieldId id : s_.b.order) {
      const std::uint32_t old_index = m_.fields.of(Side::New, id.index);
      if (old_index == kNone || !m_.apart[old_index].empty()) continue;
      const auto known = [](const tir::Field& f, const tir::Field& other) {
        return f.rule.valid() || (other.rule.valid() && f.default_value);
      };
      const tir::Field& f = s_.a.fields[old_index];
      if ((f.rule.valid() || s_.b[id].rule.valid()) && known(f, s_.b[id]) && known(s_.b[id], f))
        out.emplace_back(old_index, id.index);
    }
    return out;
  }

  /// Whether the field, of the new side, is the same on both in all that it rests on.
  bool same(std::uint32_t new_index) const {
    const std::uint32_t old_index = m_.fields.of(Side::New, new_index);
    if (old_index == kNone || !m_.apart[old_index].empty()) return false;
    const bool ruled = s_.b.fields[new_index].rule.valid();
    if (ruled != s_.a.fields[old_index].rule.valid()) return false;
    return !ruled || shared_[new_index];
  }
  bool reads_the_same(const std::vector<tir::ExprId>& old_parts, const std::vector<tir::ExprId>& new_parts) const {
    for (std::uint32_t f : reads(s_.b, new_parts)) {
      if (!same(f)) return false;
    }
    for (std::uint32_t f : reads(s_.a, old_parts)) {
      const std::uint32_t there = m_.fields.of(Side::Old, f);
      if (there == kNone || !same(there)) return false;
    }
    return true;
  }
  void share() {
    shared_.assign(s_.b.fields.size(), false);
    for (FieldId id : s_.b.order) {
      const auto found = own_.find(id.index);
      if (found == own_.end()) continue;
      const std::uint32_t old_index = m_.fields.of(Side::New, id.index);
      shared_[id.index] = !found->second.taken_over && found->second.state == Own::State::Same &&
                          reads_the_same(parts_of(s_.a, {old_index}), parts_of(s_.b, id));
    }
  }

  static std::vector<tir::ExprId> parts_of(const tir::Program& p, FieldId field) {
    return p[field].rule.valid() ? tir::expressions(p[p[field].rule]) : std::vector<tir::ExprId>();
  }
  static source::Span place_of(const tir::Program& p, FieldId field) {
    return p[field].rule.valid() ? p[p[field].rule].span : p[field].span;
  }

  void take_requirements() {
    for (Side side : kSides) {
      for (const tir::Require& r : s_.of(side).requires_) {
        tir::Require made;
        made.name = r.name;
        made.row = space_->row(side, r.row);
        made.where = space_->expr(side, r.where);
        made.condition = space_->expr(side, r.condition);
        requires_[at(side)].push_back(std::move(made));
      }
    }
  }

  /// One model for each kind of row and means; a new one for what the last one had no room for.
  Model& model(tir::RowId row, bool circuits, bool anew) {
    auto& slot = models_[{row.index, circuits}];
    if (slot == nullptr || anew || slot->exhausted())
      slot = std::make_unique<Model>(space_->program(), *points_, row,
                                     Model::Options{out_.rows, options_.max_nodes, false, circuits});
    return *slot;
  }
  /// Diagrams count what is different; what is too wide for them, or rests on what is, is searched for.
  template <class Look>
  std::optional<Region> attempt(tir::RowId row, const std::vector<std::uint32_t>& new_reads, Look look) {
    const bool wide = !options_.counts || std::any_of(new_reads.begin(), new_reads.end(),
                                                      [&](std::uint32_t f) { return wide_.contains(f); });
    for (const bool circuits : {false, true}) {
      for (const bool anew : {false, true}) {
        if (wide && !circuits) continue;
        Model& m = model(row, circuits, anew);
        Regions regions(*space_, m, *points_);
        if (auto found = look(regions)) return found;
      }
    }
    return std::nullopt;
  }

  /// What follows is told by its counts; where it is, the root says.
  static RegionOptions listed(const Own& own) {
    RegionOptions out;
    out.small_only = own.state == Own::State::Same;
    return out;
  }

  Computed begin(const Own& own, std::string name, std::string old_name, Places places) const {
    Computed c;
    c.name = std::move(name);
    if (old_name != c.name) c.old_name = std::move(old_name);
    c.at = places;
    c.edits = own.edits;
    c.facts_only = own.facts_only;
    c.taken_over = own.taken_over;
    return c;
  }

  void field(FieldId old_field, FieldId new_field) {
    const Own& own = own_.at(new_field.index);
    const bool shared = shared_[new_field.index];
    if (own.same_text && shared) return;
    Computed c = begin(own, name_of(s_.b, new_field), name_of(s_.a, old_field),
                       {{place_of(s_.a, old_field), place_of(s_.b, new_field)}});
    if (shared) {
      without_effect(std::move(c), true);
      return;
    }
    const FieldId x = space_->field(Side::Old, old_field);
    const FieldId y = space_->field(Side::New, new_field);
    const std::vector<std::uint32_t> new_reads = reads(s_.b, parts_of(s_.b, new_field));
    if (s_.b[new_field].type.cls == Class::Text)
      c.undecided = "what texts say is not compared";
    else
      c.facts = attempt(space_->program()[y].row, new_reads, [&](Regions& r) { return r.fields(x, y, listed(own)); });
    if (c.facts && !c.facts->counted) wide_.insert(new_field.index);
    judge(
        std::move(c), own, space_->program()[y].row, [&] { changed_[new_field.index] = out_.computed.size(); },
        new_reads, reads(s_.a, parts_of(s_.a, old_field)));
  }

  void requirement(std::uint32_t new_index, const Own& own) {
    const std::uint32_t old_index = m_.requires_.of(Side::New, new_index);
    const tir::Require& a = s_.a.requires_[old_index];
    const tir::Require& b = s_.b.requires_[new_index];
    const std::vector<tir::ExprId> old_parts{a.where, a.condition}, new_parts{b.where, b.condition};
    const bool rests = reads_the_same(old_parts, new_parts);
    if (own.same_text && rests) return;
    Computed c = begin(own, s_.b[b.row].name + "." + b.name, s_.a[a.row].name + "." + a.name, {{a.span, b.span}});
    c.requirement = true;
    if (own.state == Own::State::Same && rests) return without_effect(std::move(c), true);
    const std::vector<std::uint32_t> read = reads(s_.b, new_parts);
    c.facts = attempt(space_->row(Side::New, b.row), read, [&](Regions& r) {
      return r.requirements(requires_[0][old_index], requires_[1][new_index], listed(own));
    });
    severity_ = b.severity;
    judge(
        std::move(c), own, space_->row(Side::New, b.row), [] {}, read, reads(s_.a, old_parts));
  }

  void without_effect(Computed c, bool proved) {
    if (c.edits.empty()) return;
    c.kind = Computed::Kind::WithoutEffect;
    c.proved = proved;
    c.level = Level::Patch;
    for (Edit& e : c.edits) e.effect = false;
    out_.computed.push_back(std::move(c));
  }

  /// Says what the comparison down to the facts makes of it.
  template <class Note>
  void judge(Computed c, const Own& own, tir::RowId row, Note note, const std::vector<std::uint32_t>& new_reads,
             const std::vector<std::uint32_t>& old_reads) {
    if (!c.facts) {
      c.kind = Computed::Kind::Undecided;
      if (c.undecided.empty()) c.undecided = "where it changes does not fit into the budget; a larger --budget may do";
      c.level = Level::Major;
      note();
      out_.computed.push_back(std::move(c));
      return;
    }
    if (c.facts->same()) {
      c.reachable = own.state != Own::State::Differs;
      const bool outright = !c.facts->bounded && own.state != Own::State::SameHere;
      return without_effect(std::move(c), outright);
    }
    c.level = level_of(c);
    if (own.state == Own::State::Differs || own.state == Own::State::Undecided) {
      c.kind = Computed::Kind::Root;
      if (own.direct) c.direct = reachable(own, row, !c.facts->counted);
      if (c.direct && c.direct->moves.empty()) {
        // What its own text changes is nowhere to be met: it changes for what it reads.
        c.kind = Computed::Kind::Consequence;
        c.direct.reset();
      }
    } else {
      c.kind = Computed::Kind::Consequence;
    }
    c.roots = roots(new_reads, old_reads);
    note();
    out_.computed.push_back(std::move(c));
  }

  Level level_of(const Computed& c) const {
    if (!c.requirement) return Level::Major;
    const bool stricter = std::any_of(c.facts->moves.begin(), c.facts->moves.end(),
                                      [](const Move& m) { return m.to == "broken" || m.to == "not judged"; });
    return (stricter || !c.facts->whole) && severity_ == Severity::Error ? Level::Major : Level::Minor;
  }

  std::optional<Region> reachable(const Own& own, tir::RowId row, bool circuits) {
    Region out = *own.direct;
    if (own.facts_only) return out;
    Model& m = model(row, circuits, false);
    Reach reach(own, *space_, m);
    for (Move& move : out.moves) {
      std::erase_if(move.parts, [&](const Part& part) { return !reach.possible(part); });
    }
    std::erase_if(out.moves, [](const Move& move) { return move.parts.empty(); });
    return out;
  }

  /// The roots behind what is read: what has changed by its own rule, or what that rests on.
  std::vector<std::string> roots(const std::vector<std::uint32_t>& new_reads,
                                 const std::vector<std::uint32_t>& old_reads) const {
    std::set<std::size_t> found;
    const auto add = [&](std::uint32_t new_index) {
      const auto at = changed_.find(new_index);
      if (at != changed_.end()) found.insert(at->second);
    };
    std::vector<std::string> out;
    const auto name = [&](const std::string& one) {
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    };
    for (std::uint32_t f : new_reads) {
      add(f);
      // What one side states and the other computes has no region of its own where it has no default.
      const std::uint32_t old_index = m_.fields.of(Side::New, f);
      const bool mixed = old_index != kNone && s_.a.fields[old_index].rule.valid() != s_.b.fields[f].rule.valid();
      if (mixed && !own_.contains(f)) name(name_of(s_.b, {f}));
    }
    for (std::uint32_t f : old_reads) {
      if (const std::uint32_t there = m_.fields.of(Side::Old, f); there != kNone) add(there);
    }
    for (std::size_t i : found) {
      const Computed& parent = out_.computed[i];
      if (parent.kind != Computed::Kind::Consequence) name(parent.name);
      for (const std::string& root : parent.roots) name(root);
    }
    return out;
  }

  const Sides& s_;
  const Matching& m_;
  const Options& options_;
  Diff& out_;
  std::map<std::uint32_t, Own> own_, own_requirements_;  ///< by new index
  std::vector<bool> shared_;
  std::unique_ptr<Space> space_;
  std::unique_ptr<NumberPoints> points_;
  std::vector<tir::Require> requires_[2];
  std::map<std::pair<std::uint32_t, bool>, std::unique_ptr<Model>> models_;  ///< by kind of row, and circuits or not
  std::set<std::uint32_t> wide_;                  ///< new fields that do not fit into diagrams
  std::map<std::uint32_t, std::size_t> changed_;  ///< by new field: where it is in `out_.computed`
  Severity severity_{};
};

}  // namespace

void compare_computed(const Sides& sides, const Matching& matching, const Options& options, Diff& out) {
  Comparison(sides, matching, options, out).run();
}

}  // namespace msd::diff
