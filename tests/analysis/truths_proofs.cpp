// The proofs and witnesses that come with claims.
#include "tests/analysis/truths.h"
#include "tests/analysis/written.h"

#include "compiler/analysis/points.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::testing {

using tir::ExprId;
using tir::FieldId;

namespace {

void conjuncts(const tir::Program& p, ExprId id, std::vector<ExprId>& out) {
  if (!id.valid()) return;
  if (p[id].op != Op::And) return out.push_back(id);
  conjuncts(p, p[id].a, out);
  conjuncts(p, p[id].b, out);
}

}  // namespace

/// Why a line is dead: earlier lines that take all that it would take, none of which can be spared; or parts of its
/// condition that do not hold together, none of which can be spared.
void Truths::cover(const Claim& dead) {
  const tir::Rule& rule = p_[p_[dead.field].rule];
  const tir::RowId kind = p_[dead.field].row;
  const std::string what = fmt::format("{} line {}", name(dead.field), rule.lines[dead.line].name);
  std::vector<std::uint32_t> lines;
  std::vector<ExprId> all;
  std::vector<ExprId> against;
  conjuncts(p_, rule.lines[dead.line].condition, all);
  conjuncts(p_, rule.where, all);
  for (const diag::Label& n : dead.notes) {
    for (std::uint32_t j = 0; j < dead.line; ++j) {
      if (n.span == rule.lines[j].span && n.text == fmt::format("`{}` takes it first", rule.lines[j].name))
        lines.push_back(j);
    }
    if (n.text != "these do not hold together" && n.text != "this never holds") continue;
    for (ExprId part : all) {
      if (p_[part].span == n.span) against.push_back(part);
    }
  }
  if (lines.empty() && against.empty()) {
    // What its table reads is rejected everywhere.
    ++tally_["dead lines without a cover"];
    const bool read = some(kind, reach(dead), false, [&](At row) { return table(dead.field, row).sound; });
    if (read) wrong("no proof: " + what);
    return;
  }
  const auto left = [&](std::size_t without) {
    return some(kind, reach(dead), false, [&](At row) {
      const Inputs::Table& t = table(dead.field, row);
      Mask out = lines.empty() ? t.sound : t.live;
      for (std::size_t i = 0; i < out.size() && !lines.empty(); ++i) {
        if (t.conditions[dead.line][i] == 0) out[i] = 0;
        for (std::size_t k = 0; k < lines.size(); ++k) {
          if (k != without && t.conditions[lines[k]][i] != 0) out[i] = 0;
        }
      }
      for (std::size_t k = 0; k < against.size(); ++k) {
        if (k == without) continue;
        const Column holds = in_.evaluate(against[k], row);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i] != 0 && holds[i] == 1 ? 1 : 0;
      }
      return out;
    });
  };
  ++tally_["covers of dead lines"];
  const std::size_t size = lines.empty() ? against.size() : lines.size();
  if (left(SIZE_MAX)) wrong("the proof does not cover it: " + what);
  for (std::size_t k = 0; k < size; ++k) {
    if (dead.bounded || left(k)) continue;
    wrong("a part of the proof can be spared: " + what);
  }
}

/// `N of the M combinations of facts that the table looks at …`, against the combinations that there are.
void Truths::count(const Claim& claim, const std::function<Mask(At)>& of) {
  unsigned long long claimed = 0;
  unsigned long long whole = 0;
  bool counted = false;
  for (const diag::Label& n : claim.notes) {
    if (n.text.find("combinations of facts") == std::string::npos) continue;
    counted = counted || std::sscanf(n.text.c_str(), "%llu of the %llu combinations", &claimed, &whole) == 2;
  }
  if (!counted) return;
  const At at = in_.rows_of(p_[claim.field].row).front();
  const Inputs::Table& t = table(claim.field, at);
  const Mask care = this->care(p_[claim.field].row, at, Reach::Bound, true);
  const Mask there = of(at);
  // The line and what is claimed, or that the table does not apply, or that it is of no interest.
  Column seen(in_.count());
  for (std::size_t i = 0; i < seen.size(); ++i)
    seen[i] = care[i] == 0 ? -2 : t.fired[i] < 0 ? -1 : 2 * t.fired[i] + (there[i] != 0 ? 1 : 0);
  const analysis::NumberPoints points(p_);
  Mask stands(in_.count(), 1);  // one input for each combination
  std::size_t stride = 1;
  for (std::size_t c = 0; c < in_.choosable().size(); ++c) {
    const Choosable& what = in_.choosable()[c];
    const std::size_t n = what.contents.size();
    const auto position = [&](std::size_t i) { return i / stride % n; };
    const auto with = [&](std::size_t i, std::size_t k) { return i - position(i) * stride + k * stride; };
    /// Whether one content is as good as another.
    const auto alike = [&](std::size_t a, std::size_t b) {
      for (std::size_t i = 0; i < in_.count(); ++i) {
        if (position(i) == a && seen[i] != seen[with(i, b)]) return false;
      }
      return true;
    };
    std::vector<bool> keep(n, false);
    const bool matters = [&] {
      for (std::size_t k = 1; k < n; ++k) {
        if (!alike(0, k)) return true;
      }
      return false;
    }();
    keep[what.kind == Choosable::Kind::Given ? 1 : 0] = true;
    if (what.kind == Choosable::Kind::Rows) {
      keep.assign(n, false);
      keep[at] = true;
    } else if (matters && what.kind == Choosable::Kind::Fact) {
      const tir::Type& type = p_[what.field].type;
      std::int64_t bits = 0;  // members of a set that matter
      for (std::size_t v = 0; type.cls == Class::Set && v < p_[type.enum_].values.size(); ++v) {
        for (std::size_t k = 0; k < n; ++k) {
          if (what.contents[k] == kAbsent || (what.contents[k] >> v & 1) != 0) continue;
          if (!alike(k, k + (std::size_t{1} << v))) bits |= std::int64_t{1} << v;
        }
      }
      for (std::size_t k = 0; k < n; ++k) {
        const std::int64_t content = what.contents[k];
        keep[k] = true;
        if (type.cls == Class::Set && content != kAbsent) keep[k] = (content & ~bits) == 0;
        if (type.cls == Class::Number && content != kAbsent) {
          const auto& all = points.of(what.field);
          keep[k] = std::find(all.begin(), all.end(), content) != all.end();
        }
      }
    }
    for (std::size_t i = 0; i < in_.count(); ++i) {
      if (!keep[position(i)]) stands[i] = 0;
    }
    stride *= n;
  }
  unsigned long long here = 0;
  unsigned long long live = 0;
  for (std::size_t i = 0; i < in_.count(); ++i) {
    if (stands[i] == 0 || seen[i] < 0) continue;
    ++live;
    here += there[i] != 0 ? 1 : 0;
  }
  const std::string kind(diag::info(claim.id).slug);
  ++tally_["counts of " + kind];
  if (here != claimed || live != whole)
    wrong(fmt::format("{}: {} of the {} combinations are claimed for {}, but it is {} of {}", name(claim.field),
                      claimed, whole, kind, here, live));
}

/// A witness is certain: whatever it leaves open, what is claimed is so; and nothing of it can be spared.
void Truths::witness(const Claim& claim, const std::function<Mask(At)>& of) {
  if (!claim.witness) return wrong("no witness: " + std::string(diag::info(claim.id).slug));
  const auto scene = read_witness(*claim.witness, p_);
  if (!scene) return wrong("a witness that cannot be read:\n" + claim.witness->text);
  const auto certain = [&](const Written& w, bool& any) {
    const Mask there = of(w.focus);
    const Mask care = this->care(p_[claim.field].row, w.focus, Reach::More, false);
    any = false;
    for (std::size_t i = 0; i < in_.count(); ++i) {
      if (!w.is(in_, i)) continue;
      any = true;
      if (care[i] == 0 || there[i] == 0) return false;
    }
    return true;
  };
  bool any = false;
  if (!certain(*scene, any)) wrong("the witness is not certain:\n" + claim.witness->text);
  if (!any) return wrong("the witness is no input:\n" + claim.witness->text);
  ++tally_["witnesses"];
  for (std::size_t k = 0; k < scene->facts.size(); ++k) {
    Written less = *scene;
    less.facts.erase(less.facts.begin() + static_cast<std::ptrdiff_t>(k));
    if (certain(less, any) && any) return wrong("a fact of the witness can be spared:\n" + claim.witness->text);
  }
  if (scene->rows == 0 || scene->focus == scene->rows) return;
  Written less = *scene;
  std::erase_if(less.facts, [&](const Written::Fact& f) { return f.row == less.rows; });
  --less.rows;
  if (certain(less, any) && any) return wrong("a row of the witness can be spared:\n" + claim.witness->text);
}

}  // namespace msd::testing
