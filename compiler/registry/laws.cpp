// The laws of categories and of the graph, on what is declared.
#include "compiler/registry/build.h"
#include "compiler/registry/cycles.h"

namespace msd::registry {

namespace {

std::string_view article(Category category) { return category == Category::Output ? "an" : "a"; }

/// A choice may rest on earlier ones, and the steps are the order of work.
void order_of_choices(Work& work, tir::FieldId id, const tir::Parent& parent, tir::FieldId parent_id) {
  const tir::Program& program = work.program();
  const tir::Field& from = program[parent_id];
  const tir::StepId step = program[id].step;
  if (from.category != Category::Chosen || !from.step.valid() || !step.valid() || from.step.index <= step.index) return;
  if (allowed(work.program()[id], "chosen_from_later")) return;
  const auto number = [&](tir::StepId at) { return print_quantity(program.steps[at.index].number, Dimension::Count); };
  work.sink
      .report(diag::kind::ChosenFromLater, parent.span, work.name(id), number(step), work.name(parent_id),
              number(from.step))
      .note(from.span, fmt::format("`{}` is declared here", work.name(parent_id)))
      .help("a choice rests on earlier choices; change the step of one of them");
}

/// One parent of one field against the laws of categories.
void category(Work& work, tir::FieldId id, const tir::Parent& parent, tir::FieldId parent_id) {
  tir::Field& field = work.program()[id];
  const tir::Field& from = work.program()[parent_id];
  const auto what = [&] { return fmt::format("{} {} field", article(from.category), name(from.category)); };
  if (field.category == Category::Chosen && from.category != Category::Given && from.category != Category::Chosen) {
    if (allowed(field, "chosen_from_computed")) return;
    work.sink
        .report(diag::kind::ChosenFromComputed, parent.span, work.name(id), name(from.category), work.name(parent_id))
        .label(what())
        .note(from.span, fmt::format("`{}` is declared here", work.name(parent_id)))
        .help("a choice rests on what is given and on earlier choices only");
  } else if (field.category == Category::Chosen) {
    order_of_choices(work, id, parent, parent_id);
  } else if (field.category != Category::Output && from.category == Category::Output) {
    if (allowed(field, "parent_is_output")) return;
    work.sink.report(diag::kind::ParentIsOutput, parent.span, name(field.category), work.name(id), work.name(parent_id))
        .label(what())
        .note(from.span, fmt::format("`{}` is declared here", work.name(parent_id)))
        .help("only outputs rest on outputs; name what the output is made of");
  }
}

void parents_by_category(Work& work) {
  for (std::uint32_t i = 0; i < work.program().fields.size(); ++i) {
    if (work.sources[i].decl == nullptr || work.sources[i].decl->categories.size() != 1) continue;
    // The laws only read parents and mark allows, so that the parents stay where they are.
    const std::size_t count = work.program().fields[i].parents.size();
    for (std::size_t p = 0; p < count; ++p) {
      const tir::Parent& parent = work.program().fields[i].parents[p];
      std::vector<tir::FieldId> all = parent.via;
      all.insert(all.end(), parent.fields.begin(), parent.fields.end());
      for (std::size_t k = 0; k < all.size(); ++k) {
        if (std::find(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k), all[k]) ==
            all.begin() + static_cast<std::ptrdiff_t>(k))
          category(work, tir::FieldId{i}, parent, all[k]);
      }
    }
  }
}

/// The fields that trace back to a given one: the least fixed point, from the given ones along reversed edges. Linear.
std::vector<bool> grounded(const tir::Program& program) {
  std::vector<std::vector<std::uint32_t>> children(program.fields.size());
  std::vector<bool> out(program.fields.size());
  std::vector<std::uint32_t> work;
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
    for (const tir::Parent& parent : program.fields[i].parents) {
      for (tir::FieldId id : parent.fields) children[id.index].push_back(i);
    }
    // The reverse of a relation is filled wherever the relation is.
    if (program.fields[i].builtin == tir::Builtin::Inverse) children[program.fields[i].inverse_of.index].push_back(i);
    if (program.fields[i].category != Category::Given) continue;
    out[i] = true;
    work.push_back(i);
  }
  while (!work.empty()) {
    const std::uint32_t at = work.back();
    work.pop_back();
    for (std::uint32_t child : children[at]) {
      if (!out[child]) work.push_back(child);
      out[child] = true;
    }
  }
  return out;
}

/// A field that is not grounded has parents that are not, or none. Each chain is reported where it begins; what hangs
/// on it is named there. A chain that begins in a cycle is reported as the cycle.
class Origins {
 public:
  explicit Origins(Work& work) : work_(work), grounded_(grounded(work.out.program)) {}

  void run() {
    const std::vector<tir::FieldId> order = parents_first();
    std::vector<bool> told(grounded_.size());
    for (tir::FieldId id : order) {
      const std::uint32_t i = id.index;
      tir::Field& field = work_.program()[id];
      const ast::FieldDecl* decl = work_.sources[i].decl;
      if (grounded_[i]) continue;
      // A field whose parents are unknown was reported for that.
      const bool broken = std::any_of(field.parents.begin(), field.parents.end(),
                                      [](const tir::Parent& p) { return !p.external && p.fields.empty(); });
      if (decl == nullptr || decl->categories.empty() || broken || work_.parts_lost.touches(field.declaration)) {
        told[i] = true;
        continue;
      }
      std::uint32_t root = UINT32_MAX;
      for (const tir::Parent& parent : field.parents) {
        for (tir::FieldId from : parent.fields) {
          if (!told[from.index]) continue;
          told[i] = true;
          if (root == UINT32_MAX) root = root_.empty() ? UINT32_MAX : root_[from.index];
        }
      }
      if (allowed(field, "hidden_assumption")) continue;
      if (told[i]) {
        follow(root, id);
      } else {
        report(id);
        told[i] = true;
      }
    }
  }

 private:
  /// Fields that are not grounded, each after its parents; those that are in a cycle, or hang on one, are left out.
  std::vector<tir::FieldId> parents_first() {
    const tir::Program& program = work_.program();
    std::vector<std::uint32_t> waiting(program.fields.size());
    std::vector<std::vector<std::uint32_t>> children(program.fields.size());
    std::vector<tir::FieldId> out;
    for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
      if (grounded_[i]) continue;
      auto on = [&](tir::FieldId id) {
        children[id.index].push_back(i);
        ++waiting[i];
      };
      for (const tir::Parent& parent : program.fields[i].parents)
        std::for_each(parent.fields.begin(), parent.fields.end(), on);
      if (program.fields[i].builtin == tir::Builtin::Inverse) on(program.fields[i].inverse_of);
      if (waiting[i] == 0) out.push_back(tir::FieldId{i});
    }
    for (std::size_t at = 0; at < out.size(); ++at) {
      for (std::uint32_t child : children[out[at].index]) {
        if (--waiting[child] == 0) out.push_back(tir::FieldId{child});
      }
    }
    return out;
  }

  void report(tir::FieldId id) {
    const tir::Field& field = work_.program()[id];
    auto out = work_.sink.report(diag::kind::HiddenAssumption, field.span, work_.name(id));
    out.help("name the given facts that it rests on in `from`");
    for (const tir::Parent& parent : field.parents) {
      if (parent.external) out.note(parent.span, fmt::format("\"{}\" stands for no field", parent.written));
    }
    if (root_.empty()) root_.resize(grounded_.size(), UINT32_MAX);
    root_[id.index] = static_cast<std::uint32_t>(reports_.size());
    reports_.push_back(out);
  }

  void follow(std::uint32_t root, tir::FieldId id) {
    if (root == UINT32_MAX) return;
    root_[id.index] = root;
    reports_[root].note(work_.program()[id].span,
                        fmt::format("`{}` rests on it, and on nothing given", work_.name(id)));
  }

  Work& work_;
  std::vector<bool> grounded_;
  std::vector<diag::Sink::Builder> reports_;
  std::vector<std::uint32_t> root_;  ///< by field index, into reports_; empty until there is a report
};

/// What each field depends on, as far as it is declared.
Graph declared_graph(Work& work) {
  const tir::Program& program = work.program();
  Graph graph(program.fields.size());
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
    const tir::Field& field = program.fields[i];
    for (const tir::Parent& parent : field.parents) {
      for (tir::FieldId id : parent.fields)
        graph[i].push_back({id.index, parent.span, "has the parent `" + work.name(id) + "`"});
      for (tir::FieldId id : parent.via)
        graph[i].push_back({id.index, parent.span, "has a parent that is found through `" + work.name(id) + "`"});
    }
    if (field.builtin == tir::Builtin::Inverse)
      graph[i].push_back(
          {field.inverse_of.index, field.span, "is the reverse of `" + work.name(field.inverse_of) + "`"});
  }
  return graph;
}

void cycles(Work& work) {
  const Graph graph = declared_graph(work);
  const auto label = [&](std::uint32_t i) { return "`" + work.name(tir::FieldId{i}) + "`"; };
  for (const Cycle& cycle : find_cycles(graph)) {
    auto out = work.sink.report(diag::kind::Cycle, cycle.front().edge->place, cycle_path(cycle, label));
    for (const CycleStep& step : cycle) out.note(step.edge->place, label(step.from) + " " + step.edge->words + " here");
    work.out.usable = false;
  }
}

}  // namespace

void check_laws(Work& work) {
  parents_by_category(work);
  Origins(work).run();
  cycles(work);
}

}  // namespace msd::registry
