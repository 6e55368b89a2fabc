// The laws of categories and of the graph, on what is declared.
#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

/// Finds the field that a rule is for, and notes that it has one.
class RuleIndex {
 public:
  explicit RuleIndex(Work& work) : work_(work), first_(work.out.program.fields.size()) {}

  bool take(const ast::Name& row_name, const ast::Name& field_name) {
    if (!row_name.given() || !field_name.given()) return false;
    const auto row = work_.out.rows.find(std::string(row_name.text));
    const source::Span span = source::join(row_name.span, field_name.span);
    const std::string written = std::string(row_name.text) + "." + std::string(field_name.text);
    if (row == work_.out.rows.end()) {
      work_.sink.report(diag::kind::RuleForUnknown, span, written)
          .help(diag::did_you_mean(row_name.text, work_.row_names()));
      return false;
    }
    const tir::FieldId id = work_.out.field(row->second, field_name.text);
    if (!id.valid() || work_.program()[id].builtin != tir::Builtin::None) {
      work_.sink.report(diag::kind::RuleForUnknown, span, written)
          .help(diag::did_you_mean(field_name.text, work_.field_names(row->second)));
      return false;
    }
    if (first_[id.index].valid()) {
      work_.sink.report(diag::kind::TwoRules, span, written).note(first_[id.index], "the first one");
      return false;
    }
    first_[id.index] = span;
    return true;
  }

  bool has(tir::FieldId id) const { return first_[id.index].valid(); }
  source::Span place(tir::FieldId id) const { return first_[id.index]; }

 private:
  Work& work_;
  std::vector<source::Span> first_;
};

void rules_and_categories(Work& work, const RuleIndex& rules) {
  for (std::uint32_t i = 0; i < work.program().fields.size(); ++i) {
    const tir::FieldId id{i};
    tir::Field& field = work.program()[id];
    if (work.sources[i].decl == nullptr || work.sources[i].decl->categories.empty()) continue;
    const std::string name = work.name(id);
    const bool computed = field.category == Category::Classified || field.category == Category::Derived;
    if (rules.has(id) && field.category == Category::Given) {
      work.sink.report(diag::kind::GivenHasRule, rules.place(id), name).note(field.span, "declared as given here");
    }
    if (rules.has(id) && field.category == Category::Chosen && !allowed(field, "chosen_has_rule")) {
      work.sink.report(diag::kind::ChosenHasRule, rules.place(id), name).note(field.span, "declared as chosen here");
    }
    if (computed && !rules.has(id) && field.reading == Reading::Rule) {
      work.sink.report(diag::kind::NoRule, field.span, msd::name(field.category), name)
          .help("give it a rule, or say `stated` or `judged` after its category");
    }
  }
}

void parents_by_category(Work& work) {
  for (std::uint32_t i = 0; i < work.program().fields.size(); ++i) {
    tir::Field& field = work.program().fields[i];
    if (work.sources[i].decl == nullptr) continue;
    const std::string name = work.name(tir::FieldId{i});
    for (std::size_t p = 0; p < field.parents.size(); ++p) {
      for (tir::FieldId parent_id : field.parents[p].fields) {
        const tir::Field& parent = work.program()[parent_id];
        if (parent.builtin != tir::Builtin::None) continue;
        if (field.category == Category::Chosen && parent.category != Category::Given &&
            parent.category != Category::Chosen) {
          if (!allowed(field, "chosen_from_computed")) {
            work.sink
                .report(diag::kind::ChosenFromComputed, field.parents[p].span, name, msd::name(parent.category),
                        work.name(parent_id))
                .note(parent.span, "declared here");
          }
        } else if (field.category != Category::Output && parent.category == Category::Output &&
                   !allowed(field, "parent_is_output")) {
          work.sink
              .report(diag::kind::ParentIsOutput, field.parents[p].span, msd::name(field.category), name,
                      work.name(parent_id))
              .note(parent.span, "declared here");
        }
      }
    }
  }
}

void origins(Work& work) {
  tir::Program& program = work.program();
  std::vector<bool> grounded(program.fields.size());
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) grounded[i] = program.fields[i].category == Category::Given;
  for (bool more = true; more;) {
    more = false;
    for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
      if (grounded[i]) continue;
      // A reverse relation rests on what the relation rests on.
      const tir::Field& field = program.fields[i];
      if (field.builtin == tir::Builtin::Inverse && grounded[field.inverse_of.index]) grounded[i] = more = true;
      for (const tir::Parent& parent : field.parents) {
        const bool found =
            std::any_of(parent.fields.begin(), parent.fields.end(), [&](tir::FieldId f) { return grounded[f.index]; });
        if (found) grounded[i] = more = true;
      }
    }
  }
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
    if (grounded[i] || work.sources[i].decl == nullptr || work.sources[i].decl->categories.empty()) continue;
    // A field whose parents are unknown was reported for that.
    const bool broken = std::any_of(program.fields[i].parents.begin(), program.fields[i].parents.end(),
                                    [](const tir::Parent& p) { return !p.external && p.fields.empty(); });
    if (broken || allowed(program.fields[i], "hidden_assumption")) continue;
    work.sink.report(diag::kind::HiddenAssumption, program.fields[i].span, work.name(tir::FieldId{i}))
        .help("name the given facts that it rests on in `from`");
  }
}

/// Depth-first search over declared parents; each cycle is reported once, where its first edge is written.
class CycleFinder {
 public:
  explicit CycleFinder(Work& work) : work_(work), program_(work.out.program), state_(program_.fields.size()) {}

  void run() {
    for (std::uint32_t i = 0; i < program_.fields.size(); ++i) visit(i);
  }

 private:
  struct Frame {
    std::uint32_t field;
    std::vector<std::pair<std::uint32_t, source::Span>> edges;
    std::size_t next = 0;
  };

  Frame frame(std::uint32_t i) const {
    Frame out{i, {}, 0};
    for (const tir::Parent& parent : program_.fields[i].parents) {
      for (tir::FieldId id : parent.fields) out.edges.emplace_back(id.index, parent.span);
    }
    return out;
  }

  void visit(std::uint32_t root) {
    if (state_[root] != 0) return;
    std::vector<Frame> stack{frame(root)};
    state_[root] = 1;
    while (!stack.empty()) {
      Frame& top = stack.back();
      if (top.next == top.edges.size()) {
        state_[top.field] = 2;
        stack.pop_back();
        continue;
      }
      const std::uint32_t to = top.edges[top.next++].first;
      if (state_[to] == 1) {
        report(stack, to);
      } else if (state_[to] == 0) {
        state_[to] = 1;
        stack.push_back(frame(to));
      }
    }
  }

  void report(const std::vector<Frame>& stack, std::uint32_t to) {
    std::size_t begin = 0;
    while (stack[begin].field != to) ++begin;
    std::string path;
    for (std::size_t i = begin; i < stack.size(); ++i) path += "`" + work_.name(tir::FieldId{stack[i].field}) + "` ← ";
    path += "`" + work_.name(tir::FieldId{to}) + "`";
    auto out = work_.sink.report(diag::kind::Cycle, program_.fields[to].span, path);
    for (std::size_t i = begin; i < stack.size(); ++i) {
      const auto& [parent, span] = stack[i].edges[stack[i].next - 1];
      out.note(span, "`" + work_.name(tir::FieldId{stack[i].field}) + "` has the parent `" +
                         work_.name(tir::FieldId{parent}) + "` here");
    }
    work_.out.usable = false;
  }

  Work& work_;
  const tir::Program& program_;
  std::vector<std::uint8_t> state_;
};

}  // namespace

void attach_rules(const std::vector<const ast::Unit*>& units, Work& work) {
  RuleIndex rules(work);
  for (const ast::Unit* unit : units) {
    for (const auto& d : unit->derives) {
      if (rules.take(d.row, d.field)) work.out.derives.push_back({unit, &d});
    }
    for (const auto& d : unit->tables) {
      if (rules.take(d.row, d.field)) work.out.tables.push_back({unit, &d});
    }
    for (const auto& d : unit->requires_) work.out.requires_.push_back({unit, &d});
    for (const auto& d : unit->templates) work.out.templates.push_back({unit, &d});
    for (const auto& d : unit->checklists) work.out.checklists.push_back({unit, &d});
    for (const auto& d : unit->sheets) work.out.sheets.push_back({unit, &d});
  }
  rules_and_categories(work, rules);
}

void check_laws(Work& work) {
  parents_by_category(work);
  origins(work);
  CycleFinder(work).run();
}

}  // namespace msd::registry
