// What rules read, held against what their fields declare; and the order of evaluation.
#include "compiler/check/checker.h"

#include <algorithm>

namespace msd::check {

using tir::FieldId;

namespace {
/// Reading a row's name needs no declaration, nor does walking over a given relation. Who asks which row a given
/// reference leads to reads it like any other fact.
bool free_to_read(const tir::Field& field, bool walked) {
  if (field.builtin == tir::Builtin::Name || field.builtin == tir::Builtin::Id) return true;
  const bool relation = field.type.cls == Class::Ref || field.type.cls == Class::List;
  return relation && field.category == Category::Given && (walked || field.builtin != tir::Builtin::None);
}
}  // namespace

void Checker::reads_against_parents(FieldId id) {
  tir::Field& field = program_[id];
  std::set<std::uint32_t> declared, read, told;
  // A parent that is not known was reported; the read may be what it meant.
  bool complete = !registry_.lost.touches(field.declaration);
  for (const tir::Parent& parent : field.parents) {
    complete = complete && (parent.external || !parent.fields.empty());
    for (FieldId from : parent.fields) declared.insert(from.index);
    for (FieldId from : parent.via) declared.insert(from.index);
  }
  for (const Read& r : field_reads_[id.index]) {
    read.insert(r.field.index);
    if (declared.contains(r.field.index) || free_to_read(program_[r.field], r.walked)) continue;
    if (!complete || !told.insert(r.field.index).second || registry::allowed(field, "undeclared_read")) continue;
    sink_.report(diag::kind::UndeclaredRead, r.span, field_name(id), field_name(r.field))
        .note(field.span, "its parents are declared here")
        .help(field.parents.empty() ? "add `from " + parent_name(id, r.field) + "`"
                                    : "add `" + parent_name(id, r.field) + "` to `from`");
  }
  for (const tir::Parent& parent : field.parents) {
    for (FieldId from : parent.fields) {
      if (read.contains(from.index) || registry::allowed(field, "unread_parent")) continue;
      sink_.report(diag::kind::UnreadParent, parent.span, field_name(id), field_name(from))
          .note(program_[field.rule].span, "its rule")
          .help("take it out of `from`, or use it in the rule");
    }
  }
}

std::string Checker::parent_name(FieldId of, FieldId parent) const {
  return program_[of].row == program_[parent].row ? program_[parent].name : field_name(parent);
}

void Checker::graph() {
  field_reads_.resize(program_.fields.size());
  for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
    // The rule of a given field is a fault by itself.
    const bool due = program_.fields[i].rule.valid() && program_.fields[i].category != Category::Given;
    if (due && sound_.contains(i)) reads_against_parents(FieldId{i});
  }
  read_cycles();
  if (usable_) order();
}

registry::Graph Checker::read_graph() const {
  registry::Graph graph(program_.fields.size());
  for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
    for (const Read& r : field_reads_[i]) {
      const std::string words = program_.fields[i].builtin == tir::Builtin::Id ? " counts by `" : " reads `";
      graph[i].push_back({r.field.index, r.span, words.substr(1) + field_name(r.field) + "`"});
    }
    if (program_.fields[i].builtin == tir::Builtin::Inverse)
      graph[i].push_back({program_.fields[i].inverse_of.index, program_.fields[i].span,
                          "is the reverse of `" + field_name(program_.fields[i].inverse_of) + "`"});
  }
  return graph;
}

bool Checker::declared(const registry::CycleStep& step) const {
  const tir::Field& field = program_.fields[step.from];
  if (field.builtin == tir::Builtin::Inverse) return true;
  return std::any_of(field.parents.begin(), field.parents.end(), [&](const tir::Parent& parent) {
    const FieldId to{step.edge->to};
    return std::find(parent.fields.begin(), parent.fields.end(), to) != parent.fields.end() ||
           std::find(parent.via.begin(), parent.via.end(), to) != parent.via.end();
  });
}

/// A cycle of declared parents was reported with the declarations; this one closes through what is not declared.
void Checker::read_cycles() {
  const registry::Graph graph = read_graph();
  const auto label = [&](std::uint32_t i) { return "`" + field_name(FieldId{i}) + "`"; };
  for (const registry::Cycle& cycle : registry::find_cycles(graph)) {
    usable_ = false;
    if (std::all_of(cycle.begin(), cycle.end(), [&](const auto& step) { return declared(step); })) continue;
    auto report = sink_.report(diag::kind::ReadCycle, cycle.front().edge->place, registry::cycle_path(cycle, label));
    for (const registry::CycleStep& step : cycle)
      report.note(step.edge->place, label(step.from) + " " + step.edge->words + " here");
  }
}

/// Depth first, so that what is read comes before what reads it. There is no cycle any more.
void Checker::order() {
  std::vector<std::vector<std::uint32_t>> edges(program_.fields.size());
  for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
    for (const Read& r : field_reads_[i]) edges[i].push_back(r.field.index);
    if (program_.fields[i].builtin == tir::Builtin::Inverse) edges[i].push_back(program_.fields[i].inverse_of.index);
  }
  std::vector<bool> seen(program_.fields.size());
  struct Frame {
    std::uint32_t field;
    std::size_t next;
  };
  for (std::uint32_t root = 0; root < program_.fields.size(); ++root) {
    if (seen[root]) continue;
    seen[root] = true;
    std::vector<Frame> stack{{root, 0}};
    while (!stack.empty()) {
      Frame& top = stack.back();
      if (top.next == edges[top.field].size()) {
        program_.order.push_back(FieldId{top.field});
        stack.pop_back();
        continue;
      }
      const std::uint32_t to = edges[top.field][top.next++];
      if (!seen[to]) stack.push_back({to, 0});
      seen[to] = true;
    }
  }
}

void Checker::unused_allows() {
  for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
    // A rule with a fault of its own was not held against its parents.
    const bool ruled = has_rule_.contains(i);
    if (!ruled || sound_.contains(i)) registry::unused_allows(program_.fields[i].allows, "M04", sink_);
  }
  // No finding about a requirement can be allowed so far.
  for (const tir::Require& require : program_.requires_) registry::unused_allows(require.allows, "M0", sink_);
  for (const tir::Property& one : program_.properties) registry::unused_allows(one.allows, "M0", sink_);
  for (const tir::Dependence& one : program_.dependences) registry::unused_allows(one.allows, "M0", sink_);
}

}  // namespace msd::check
