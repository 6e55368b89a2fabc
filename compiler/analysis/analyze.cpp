#include "compiler/analysis/analyze.h"

#include "compiler/analysis/declared.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

class Analyzer {
 public:
  Analyzer(const tir::Program& program, const Options& options) : p_(program), w_(program, options) {}

  Analysis run() {
    if (!contradicts()) claims();
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
  /// Assumptions that leave no input: anything would be true of it, so nothing else is claimed then.
  bool contradicts() {
    if (std::none_of(p_.requires_.begin(), p_.requires_.end(), [](const tir::Require& r) { return r.assumed; }))
      return false;
    w_.begin({});
    for (std::uint32_t i = 0; i < p_.rows.size(); ++i)
      attempt({i}, p_.rows[i].span, "what the assumptions leave of `" + p_.rows[i].name + "`", {},
              [&] { return check_contradiction(w_, {i}); });
    return std::any_of(w_.claims().begin(), w_.claims().end(), [](const Claim& c) { return c.id == Id::NoInputLeft; });
  }

  void claims() {
    for (std::uint32_t i = static_cast<std::uint32_t>(p_.requires_.size()); i-- > 0;) {
      const tir::Require& r = p_.requires_[i];
      if (!r.assumed) continue;
      w_.begin({});
      attempt(r.row, r.span, "the assumption `" + r.name + "`", {}, [&] { return check_assumption(w_, i); });
    }
    for (tir::FieldId id : p_.order) {
      if (p_[id].rule.valid()) field(id);
    }
    for (tir::FieldId id : p_.order) {
      if (!p_[id].rule.valid()) continue;
      w_.begin(w_.cone(w_.reads(p_[p_[id].rule])));
      for (const Means means : {Means::Shared, Means::Search, Means::Whole}) {
        if (w_.prepare(p_[id].row, means) && find_consequences(w_, id)) break;
      }
    }
    for (std::uint32_t i = 0; i < p_.requires_.size(); ++i) {
      const tir::Require& r = p_.requires_[i];
      if (r.assumed) continue;
      w_.begin(cone({r.where, r.condition}));
      attempt(r.row, r.span, "the requirement `" + r.name + "`", {}, [&] { return check_requirement(w_, i); });
    }
    for (std::uint32_t i = 0; i < p_.rows.size(); ++i) {
      std::set<std::uint32_t> fields;
      for (tir::FieldId f : p_.rows[i].fields) fields.insert(f.index);
      w_.begin(fields);
      attempt({i}, p_.rows[i].span, "which fields of `" + p_.rows[i].name + "` are each other", {},
              [&] { return check_equivalents(w_, {i}); });
    }
    for (std::uint32_t i = 0; i < p_.properties.size(); ++i) {
      const tir::Property& q = p_.properties[i];
      w_.begin(cone({q.where, q.condition}), true);
      attempt(q.row, q.span, fmt::format("`{} {}`", q.never ? "never" : "always", q.name), {},
              [&] { return check_property(w_, i); });
    }
    for (std::uint32_t i = 0; i < p_.dependences.size(); ++i) {
      const tir::Dependence& q = p_.dependences[i];
      w_.begin(w_.cone({q.field}), true);
      attempt(p_[q.field].row, q.span, fmt::format("how `{}` goes with `{}`", w_.name(q.field), w_.name(q.fact)), {},
              [&] { return check_dependence(w_, i); });
    }
    check_unread(w_);
  }

  std::set<std::uint32_t> cone(std::initializer_list<tir::ExprId> conditions) const {
    std::set<std::uint32_t> out;
    for (const tir::ExprId condition : conditions) out.merge(w_.cone(w_.reads(condition)));
    return out;
  }

  void field(tir::FieldId id) {
    const tir::Rule& rule = p_[p_[id].rule];
    const tir::RowId row = p_[id].row;
    const std::string name = "`" + w_.name(id) + "`";
    std::set<std::uint32_t> cone = w_.cone(w_.reads(rule));
    cone.insert(id.index);
    const auto part = [&](const std::string& what, auto&& check, bool witnesses = false) {
      w_.begin(cone, witnesses);
      attempt(row, rule.span, what + name, id, [&] { return check(w_, id); });
    };
    if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique)
      part("dead rules and gaps of ", check_table, true);
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
    out.declared = p_.properties.size() + p_.dependences.size();
    out.proved = w_.proved;
    out.rows = w_.rows();
  }

  const tir::Program& p_;
  Workspace w_;
};

}  // namespace

Analysis analyze(const tir::Program& program, const Options& options) { return Analyzer(program, options).run(); }

}  // namespace msd::analysis
