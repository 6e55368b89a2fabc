#include "compiler/fix/proof.h"

#include "compiler/check/walk.h"
#include "compiler/diff/compare.h"

#include <fmt/format.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>

namespace msd::fix {

using analysis::Functions;
using analysis::Model;
using analysis::Node;
using analysis::NumberPoints;
using diff::Declared;
using diff::Side;
using diff::Space;
using tir::FieldId;

namespace {

std::string counted(const std::string& name, const std::optional<diff::Region>& region) {
  if (!region) return fmt::format("`{}` would change", name);
  if (region->changed == 0) return fmt::format("another rule of `{}` would fire", name);
  llvm::SmallString<32> changed, inputs;
  region->changed.toStringUnsigned(changed);
  region->inputs.toStringUnsigned(inputs);
  return fmt::format("`{}` would change for {} of {} inputs", name, std::string(changed), std::string(inputs));
}

/// Rules and requirements, one against its other version. What they read is taken to be the same: where that holds of
/// each in turn, parents before children, all of it is.
class Same {
 public:
  Same(const diff::Sides& sides, const diff::Matching& matching, const diff::Options& options)
      : s_(sides), m_(matching), options_(options), names_(sides, matching, diff::Plan{true, {}}) {}

  std::string field(FieldId old_field, FieldId new_field) {
    const FieldId here = names_.field(Side::New, new_field);
    const std::string name = diff::name_of(s_.b, new_field);
    if (!s_.a[old_field].rule.valid() || !s_.b[new_field].rule.valid())
      return s_.a[old_field].rule.valid() == s_.b[new_field].rule.valid() ? "" : counted(name, std::nullopt);
    if (diff::same_text(names_.rule_of(Side::Old, old_field, here), names_.rule_of(Side::New, new_field, here)))
      return {};
    if (s_.b[new_field].type.cls == Class::Text) return fmt::format("what the texts of `{}` say is not compared", name);
    // Where a value that is read may be none, the values that it may have do not say it all.
    const bool known = !diff::reads_rejected(s_.a, tir::expressions(s_.a[s_.a[old_field].rule])) &&
                       !diff::reads_rejected(s_.b, tir::expressions(s_.b[s_.b[new_field].rule]));
    if (known && alone(old_field, new_field)) return {};
    // All fields but this one are there once.
    std::vector<bool> shared(s_.b.fields.size(), true);
    shared[new_field.index] = false;
    Space space(s_, m_, diff::Plan{false, shared});
    return compared(space, space.field(Side::Old, old_field), space.field(Side::New, new_field), name);
  }

  std::string requirement(const tir::Require& old_one, const tir::Require& new_one) {
    const auto same = [&](tir::ExprId x, tir::ExprId y) {
      return names_.expr(Side::Old, x) == names_.expr(Side::New, y);
    };
    if (same(old_one.where, new_one.where) && same(old_one.condition, new_one.condition)) return {};
    Space space(s_, m_, diff::Plan{false, std::vector<bool>(s_.b.fields.size(), true)});
    const auto here = [&](Side side, const tir::Require& r) {
      tir::Require made;
      made.name = r.name;
      made.row = space.row(side, r.row);
      made.where = space.expr(side, r.where);
      made.condition = space.expr(side, r.condition);
      return made;
    };
    const tir::Require a = here(Side::Old, old_one);
    const tir::Require b = here(Side::New, new_one);
    const std::string name = s_.b[new_one.row].name + "." + new_one.name;
    return anywhere(
        space, b.row, name,
        [&](Model& model, diff::Regions&) {
          const Node x = model.requirement(a);
          const Node y = model.requirement(b);
          return model.functions().same(x, y, model.valid());
        },
        [&](diff::Regions& regions) { return regions.requirements(a, b, few()); });
  }

 private:
  static diff::RegionOptions few() {
    diff::RegionOptions out;
    out.parts = 1;
    out.moves = 1;
    out.examples = false;
    return out;
  }

  /// The question whether two fields of a space hold the same, and by the same lines.
  static auto asks(Space& space, FieldId x, FieldId y) {
    return [&space, x, y](Model& model, diff::Regions& regions) {
      const tir::Program& p = space.program();
      const tir::Rule& b = p[p[y].rule];
      return regions.equal(x, y) && (b.lines.empty() || same_lines(model, p[p[x].rule], b));
    };
  }

  /// Whether the two are the same whatever they read holds, with rows of any number.
  bool alone(FieldId old_field, FieldId new_field) {
    Space space(s_, m_, diff::Plan{true, {}});
    const tir::Rule a = space.rule_of(Side::Old, old_field, {});
    const tir::Rule b = space.rule_of(Side::New, new_field, {});
    const FieldId x = space.add_rule(Side::Old, old_field, a);
    const FieldId y = space.add_rule(Side::New, new_field, b);
    const NumberPoints points(space.program());
    bool same = false;
    return look(space, points, space.program()[y].row, true, same, asks(space, x, y)) && same;
  }

  std::string compared(Space& space, FieldId x, FieldId y, const std::string& name) {
    return anywhere(space, space.program()[y].row, name, asks(space, x, y),
                    [&](diff::Regions& regions) { return regions.fields(x, y, few()); });
  }

  /// Asks one model. Whether the answer counts.
  template <class Ask>
  bool look(Space& space, const NumberPoints& points, tir::RowId row, bool free, bool& same, Ask ask) {
    Model model(space.program(), points, row, {diff::rows_for(points, options_.rows), options_.max_nodes, free});
    diff::Regions regions(space, model, points);
    same = ask(model, regions);
    exhausted_ = model.exhausted();
    return !exhausted_ && (!same || !model.bounded());
  }

  /// What is the same with rows left free is so for any number of them; what differs then may still be the same.
  template <class Ask, class Count>
  std::string anywhere(Space& space, tir::RowId row, const std::string& name, Ask ask, Count count) {
    const NumberPoints points(space.program());
    bool same = false;
    if (look(space, points, row, true, same, ask) && same) return {};
    std::string reason;
    const bool settled = look(space, points, row, false, same, [&](Model& model, diff::Regions& regions) {
      if (ask(model, regions)) return true;
      reason = counted(name, count(regions));
      return false;
    });
    if (settled) return same ? std::string() : reason;
    return exhausted_ ? fmt::format("whether `{}` stays the same is not decided within the budget", name)
                      : fmt::format("that `{}` stays the same is proved only for a bounded number of rows", name);
  }

  /// Each line that is still there fires where it did; of a table, nothing comes to a line that is gone.
  static bool same_lines(Model& model, const tir::Rule& a, const tir::Rule& b) {
    Functions& f = model.functions();
    const bool table = a.kind != tir::Rule::Kind::Attach;
    const auto fires = [&](const tir::Rule& rule) {
      if (!table) return model.additions(rule);
      std::vector<Node> out;
      const analysis::TableFunction function = model.table(rule);
      for (std::uint32_t i = 0; i < rule.lines.size(); ++i) out.push_back(model.fires(function, i));
      return out;
    };
    const std::vector<Node> was = fires(a);
    const std::vector<Node> is = fires(b);
    const Node care = model.valid();
    for (std::size_t i = 0; i < a.lines.size(); ++i) {
      const auto there =
          std::find_if(b.lines.begin(), b.lines.end(), [&](const tir::Line& l) { return l.name == a.lines[i].name; });
      const bool stays = there != b.lines.end();
      if (stays && !f.same(was[i], is[static_cast<std::size_t>(there - b.lines.begin())], care)) return false;
      if (!stays && table && !f.disjoint(was[i], care)) return false;
    }
    return true;
  }

  const diff::Sides& s_;
  const diff::Matching& m_;
  const diff::Options& options_;
  Space names_;             ///< for the texts
  bool exhausted_ = false;  ///< the last model that was asked
};

std::string of_declarations(const diff::Diff& found) {
  for (const Declared& d : found.declared) {
    const bool less = d.kind == Declared::Kind::Changed && d.what == "field" && d.detail.starts_with("no longer") &&
                      d.detail.find("; now ") == std::string::npos;
    if (less) continue;
    if (d.kind == Declared::Kind::Changed)
      return fmt::format("the {} `{}` would be declared otherwise: {}", d.what, d.name, d.detail);
    return fmt::format("the {} `{}` would be {}", d.what, d.name, d.kind == Declared::Kind::Added ? "new" : "gone");
  }
  return {};
}

}  // namespace

std::string difference(const diff::Sides& sides, const diff::Options& options) {
  const diff::Matching matching = diff::match(sides, options.renames);
  diff::Diff declared;
  diff::compare_declared(sides, matching, declared);
  if (std::string reason = of_declarations(declared); !reason.empty()) return reason;

  Same same(sides, matching, options);
  for (const FieldId field : sides.b.order) {
    const std::uint32_t before = matching.fields.of(Side::New, field.index);
    if (before == diff::kNone) continue;  // a field that is new was reported
    if (std::string reason = same.field({before}, field); !reason.empty()) return reason;
  }
  for (std::uint32_t i = 0; i < sides.b.requires_.size(); ++i) {
    const std::uint32_t before = matching.requires_.of(Side::New, i);
    if (before == diff::kNone) continue;
    if (std::string reason = same.requirement(sides.a.requires_[before], sides.b.requires_[i]); !reason.empty())
      return reason;
  }
  return {};
}

}  // namespace msd::fix
