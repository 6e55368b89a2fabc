#include "compiler/fix/proof.h"

#include "compiler/diff/compare.h"

#include <fmt/format.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>

namespace msd::fix {

using analysis::Functions;
using analysis::Model;
using analysis::Node;
using analysis::NumberPoints;
using diff::Computed;
using diff::Declared;
using diff::Side;
using diff::Space;
using tir::FieldId;

namespace {

/// A rule or a requirement whose text is another, and whose values are the same for the rows that were looked at.
class Same {
 public:
  Same(const diff::Sides& sides, const diff::Matching& matching, const diff::Options& options)
      : s_(sides), m_(matching), options_(options) {}

  /// All fields but this one are there once, since they are known to be the same.
  std::string field(FieldId old_field, FieldId new_field) {
    std::vector<bool> shared(s_.b.fields.size(), true);
    shared[new_field.index] = false;
    Space space(s_, m_, diff::Plan{false, shared});
    const FieldId x = space.field(Side::Old, old_field);
    const FieldId y = space.field(Side::New, new_field);
    const tir::Program& p = space.program();
    const tir::Rule& a = p[p[x].rule];
    const tir::Rule& b = p[p[y].rule];
    return anywhere(space, p[y].row, diff::name_of(s_.b, new_field), [&](Model& model, diff::Regions& regions) {
      return regions.equal(x, y) && (b.lines.empty() || same_lines(model, a, b));
    });
  }

  std::string requirement(const tir::Require& old_one, const tir::Require& new_one) {
    Space space(s_, m_, diff::Plan{false, std::vector<bool>(s_.b.fields.size(), true)});
    const auto here = [&](Side side, const tir::Require& r) {
      tir::Require made;
      made.row = space.row(side, r.row);
      made.where = space.expr(side, r.where);
      made.condition = space.expr(side, r.condition);
      return made;
    };
    const tir::Require a = here(Side::Old, old_one);
    const tir::Require b = here(Side::New, new_one);
    return anywhere(space, b.row, new_one.name, [&](Model& model, diff::Regions&) {
      const Node x = model.requirement(a);
      const Node y = model.requirement(b);
      return model.functions().same(x, y, model.valid());
    });
  }

 private:
  /// What is the same with rows left free is so for any number of them; what differs then may still be the same.
  template <class Ask> std::string anywhere(Space& space, tir::RowId row, const std::string& name, Ask ask) {
    const NumberPoints points(space.program());
    const auto look = [&](bool free, bool& same) {
      const unsigned rows = diff::rows_for(points, options_.rows);
      Model model(space.program(), points, row, {rows, options_.max_nodes, free});
      diff::Regions regions(space, model, points);
      same = ask(model, regions);
      return !model.exhausted() && (!same || !model.bounded());
    };
    bool same = false;
    if (look(true, same) && same) return {};
    const bool settled = look(false, same);
    if (settled && same) return {};
    if (settled) return fmt::format("another rule of `{}` would fire", name);
    return same ? fmt::format("that `{}` stays the same is proved only for a bounded number of rows", name)
                : fmt::format("whether `{}` stays the same is not decided within the budget", name);
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

std::string words(const Computed& c) {
  if (c.kind == Computed::Kind::Undecided) return fmt::format("`{}`: {}", c.name, c.undecided);
  if (!c.facts) return fmt::format("`{}` would change", c.name);
  llvm::SmallString<32> changed, inputs;
  c.facts->changed.toStringUnsigned(changed);
  c.facts->inputs.toStringUnsigned(inputs);
  return fmt::format("`{}` would change for {} of {} inputs", c.name, std::string(changed), std::string(inputs));
}

template <class Id> Id find(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return {static_cast<std::uint32_t>(found - names.begin())};
}

std::vector<std::string> field_names(const tir::Program& p) {
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) out.push_back(diff::name_of(p, {i}));
  return out;
}

std::vector<std::string> requirement_names(const tir::Program& p) {
  std::vector<std::string> out;
  for (const tir::Require& r : p.requires_) out.push_back(p[r.row].name + "." + r.name);
  return out;
}

}  // namespace

std::string difference(const diff::Sides& sides, const diff::Options& options) {
  const diff::Diff found = diff::compare(sides, options);
  const auto other = std::find_if(found.computed.begin(), found.computed.end(),
                                  [](const Computed& c) { return c.kind != Computed::Kind::WithoutEffect; });
  if (other != found.computed.end()) return words(*other);
  if (std::string reason = of_declarations(found); !reason.empty()) return reason;

  const diff::Matching matching = diff::match(sides, options.renames);
  Same same(sides, matching, options);
  const auto fields = std::pair(field_names(sides.a), field_names(sides.b));
  const auto requirements = std::pair(requirement_names(sides.a), requirement_names(sides.b));
  for (const Computed& c : found.computed) {
    std::string reason;
    if (c.requirement) {
      if (c.proved) continue;
      reason = same.requirement(sides.a.requires_[find<tir::RequireId>(requirements.first, c.name).index],
                                sides.b.requires_[find<tir::RequireId>(requirements.second, c.name).index]);
    } else {
      reason = same.field(find<FieldId>(fields.first, c.name), find<FieldId>(fields.second, c.name));
    }
    if (!reason.empty()) return reason;
  }
  return {};
}

}  // namespace msd::fix
