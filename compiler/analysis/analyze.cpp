#include "compiler/analysis/analyze.h"

#include "compiler/analysis/workspace.h"

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

class Analyzer {
 public:
  Analyzer(const tir::Program& program, const Options& options) : p_(program), w_(program, options) {}

  Analysis run() {
    for (tir::FieldId id : p_.order) {
      if (p_[id].rule.valid()) field(id);
    }
    for (tir::FieldId id : p_.order) {
      if (!p_[id].rule.valid()) continue;
      w_.begin(w_.cone(w_.reads(p_[p_[id].rule])));
      if (!w_.prepare(p_[id].row, Means::Shared)) w_.prepare(p_[id].row, Means::Search);
      find_consequences(w_, id);
    }
    for (std::uint32_t i = 0; i < p_.requires_.size(); ++i) {
      const tir::Require& r = p_.requires_[i];
      std::set<std::uint32_t> cone;
      for (const tir::ExprId condition : {r.where, r.condition}) cone.merge(w_.cone(w_.reads(condition)));
      w_.begin(cone);
      attempt(r.row, r.span, "the requirement `" + r.name + "`", {}, [&] { return check_requirement(w_, i); });
    }
    for (std::uint32_t i = 0; i < p_.rows.size(); ++i) {
      std::set<std::uint32_t> fields;
      for (tir::FieldId f : p_.rows[i].fields) fields.insert(f.index);
      w_.begin(fields);
      attempt({i}, p_.rows[i].span, "which fields of `" + p_.rows[i].name + "` are each other", {},
              [&] { return check_equivalents(w_, {i}); });
    }
    check_unread(w_);
    Analysis out;
    figures(out.figures);
    for (Claim& c : w_.take()) {
      if (!c.caused) out.claims.push_back(std::move(c));
    }
    std::stable_sort(out.claims.begin(), out.claims.end(), [](const Claim& a, const Claim& b) {
      return diag::info(a.id).severity > diag::info(b.id).severity;
    });
    return out;
  }

 private:
  void field(tir::FieldId id) {
    const tir::Rule& rule = p_[p_[id].rule];
    const tir::RowId row = p_[id].row;
    const std::string name = "`" + w_.name(id) + "`";
    std::set<std::uint32_t> cone = w_.cone(w_.reads(rule));
    cone.insert(id.index);
    const auto part = [&](const std::string& what, auto&& check) {
      w_.begin(cone);
      attempt(row, rule.span, what + name, id, [&] { return check(w_, id); });
    };
    if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique)
      part("dead rules and gaps of ", check_table);
    if (rule.kind == tir::Rule::Kind::Attach) part("dead rules of ", check_attach);
    part("the values of ", check_values);
    part("the conditions of ", check_conditions);
    part("what is read by ", check_reads);
  }

  /// What no means decide is named.
  template <class Check>
  void attempt(tir::RowId row, source::Span span, const std::string& what, tir::FieldId field, Check check) {
    for (const Means means : {Means::Shared, Means::Cone, Means::Search, Means::Whole}) {
      if (!w_.prepare(row, means)) continue;
      if (means == Means::Search && field.valid()) w_.too_wide(field);
      if (check()) return;
    }
    ++w_.undecided;
    Claim c{Id::Undecided, span, {what}};
    c.help = "a larger --budget may decide it";
    w_.claim(std::move(c));
  }

  void figures(Figures& out) const {
    for (const tir::Field& f : p_.fields) {
      if (f.builtin != tir::Builtin::None) continue;
      ++out.fields;
      if (f.rule.valid())
        ++out.by_rule;
      else if (f.reading == Reading::Stated)
        ++out.stated;
      else if (f.reading == Reading::Judged)
        ++out.judged;
    }
    out.rules = p_.rules.size();
    for (const tir::Rule& r : p_.rules) out.lines += r.lines.size();
    out.requirements = p_.requires_.size();
    out.undecided = w_.undecided;
    out.rows = w_.rows();
  }

  const tir::Program& p_;
  Workspace w_;
};

}  // namespace

Analysis analyze(const tir::Program& program, const Options& options) { return Analyzer(program, options).run(); }

}  // namespace msd::analysis
