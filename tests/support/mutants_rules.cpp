// Faults in tables, requirements and defaults.
#include "tests/support/mutants.h"

#include <utility>

namespace msd::testing {

using tir::ExprId;
using tir::Program;

namespace {

class Rules {
 public:
  explicit Rules(const Program& program) : p_(program) {}

  std::vector<Mutation> run() {
    for (std::uint32_t i = 0; i < p_.rules.size(); ++i) rule(i);
    for (std::uint32_t i = 0; i < p_.requires_.size(); ++i) requirement(i);
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) field(i);
    return std::move(out_);
  }

 private:
  using Edit = std::function<void(Program&)>;

  void add(std::string kind, std::string place, std::string what, source::Span span, Edit edit) {
    out_.push_back({std::move(kind), std::move(place), std::move(what), span, std::move(edit)});
  }

  std::string cell(tir::FieldId id) const { return p_[p_[id].row].name + "." + p_[id].name; }

  // ---- rules -------------------------------------------------------------------------------------------------------

  void rule(std::uint32_t i) {
    const tir::Rule& r = p_.rules[i];
    const std::string place = cell(r.field);
    where(r.where, {[i](Program& p) -> ExprId& { return p.rules[i].where; }, place + " where", r.field});
    if (r.value.valid()) {
      const bool set = r.kind == tir::Rule::Kind::Attach;
      mutate_nodes(p_, {[i](Program& p) -> ExprId& { return p.rules[i].value; }, place, r.field}, r.value, out_);
      if (set) add("drop_from", place, {}, p_[r.value].span, [i](Program& p) { p.rules[i].value = {}; });
    }
    for (std::uint32_t l = 0; l < r.lines.size(); ++l) line(i, l);
  }

  void line(std::uint32_t i, std::uint32_t l) {
    const tir::Rule& r = p_.rules[i];
    const tir::Line& line = r.lines[l];
    const std::string place = cell(r.field) + " rule " + line.name;
    const bool attach = r.kind == tir::Rule::Kind::Attach;
    const bool last = !attach && l + 1 == r.lines.size();
    if (!last) {
      add("drop_line", place, {}, line.span,
          [i, l](Program& p) { p.rules[i].lines.erase(p.rules[i].lines.begin() + l); });
    }
    if (r.kind == tir::Rule::Kind::Classify && l + 2 < r.lines.size()) {
      add("swap_lines", place, "with " + r.lines[l + 1].name, line.span,
          [i, l](Program& p) { std::swap(p.rules[i].lines[l], p.rules[i].lines[l + 1]); });
    }
    if (line.condition.valid()) {
      mutate_nodes(p_, {[i, l](Program& p) -> ExprId& { return p.rules[i].lines[l].condition; }, place, r.field},
                   line.condition, out_);
      for (bool truth : {true, false}) {
        add(truth ? "always" : "never", place, {}, p_[line.condition].span, [i, l, truth](Program& p) {
          const source::Span span = p[p.rules[i].lines[l].condition].span;
          p.rules[i].lines[l].condition = add_truth(p, truth, span);
        });
      }
    }
    outcome(i, l, place);
  }

  void outcome(std::uint32_t i, std::uint32_t l, const std::string& place) {
    const tir::Rule& r = p_.rules[i];
    const tir::Line& line = r.lines[l];
    if (line.outcome.valid()) {
      mutate_nodes(p_, {[i, l](Program& p) -> ExprId& { return p.rules[i].lines[l].outcome; }, place, r.field, true},
                   line.outcome, out_);
      if (r.kind != tir::Rule::Kind::Attach) {
        add("outcome_to_reject", place, {}, line.span, [i, l](Program& p) {
          p.rules[i].lines[l].outcome = {};
          p.rules[i].lines[l].reject.pieces = {{"planted", {}}};
        });
      }
      return;
    }
    const tir::Type type = p_[r.field].type;
    if (type.cls != Class::Enum && type.cls != Class::Bool) return;
    add("reject_to_outcome", place, {}, line.span, [i, l, type](Program& p) {
      const source::Span span = p.rules[i].lines[l].span;
      p.rules[i].lines[l].outcome = add_constant(p, {tir::Const::Kind::Finite, 1, 0, {}}, type, span);
    });
  }

  void where(ExprId condition, const Root& root) {
    if (!condition.valid()) return;
    mutate_nodes(p_, root, condition, out_);
    add("drop_where", root.place, {}, p_[condition].span, [slot = root.slot](Program& p) { slot(p) = {}; });
  }

  // ---- requirements, defaults --------------------------------------------------------------------------------------

  void requirement(std::uint32_t i) {
    const tir::Require& r = p_.requires_[i];
    const std::string place = "requirement " + r.name;
    where(r.where, {[i](Program& p) -> ExprId& { return p.requires_[i].where; }, place + " where", {}});
    mutate_nodes(p_, {[i](Program& p) -> ExprId& { return p.requires_[i].condition; }, place, {}}, r.condition, out_);
    for (bool truth : {true, false}) {
      add(truth ? "always" : "never", place, {}, p_[r.condition].span, [i, truth](Program& p) {
        const source::Span span = p[p.requires_[i].condition].span;
        p.requires_[i].condition = add_truth(p, truth, span);
      });
    }
    add("change_severity", place, {}, r.span, [i](Program& p) {
      Severity& s = p.requires_[i].severity;
      s = s == Severity::Error ? Severity::Warning : Severity::Error;
    });
  }

  void field(std::uint32_t i) {
    const tir::Field& f = p_.fields[i];
    if (!f.default_value) return;
    const std::string place = p_[f.row].name + "." + f.name;
    add("drop_default", place, {}, f.span, [i](Program& p) { p.fields[i].default_value.reset(); });
    const auto kind = f.default_value->kind;
    if (kind == tir::Const::Kind::Absent || kind == tir::Const::Kind::Text) return;
    add("change_default", place, {}, f.span,
        [i](Program& p) { p.fields[i].default_value = other_value(p, *p.fields[i].default_value, p.fields[i].type); });
  }

  const Program& p_;
  std::vector<Mutation> out_;
};

}  // namespace

std::vector<Mutation> mutations(const Program& program) { return Rules(program).run(); }

}  // namespace msd::testing
