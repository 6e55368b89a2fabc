// What rules read, held against what their fields declare; and the order of evaluation.
#include "compiler/check/checker.h"

#include <algorithm>

namespace msd::check {

using tir::FieldId;

namespace {
/// Reading a row's name or walking over a given relation needs no declaration.
bool free_to_read(const tir::Field& field) {
  if (field.builtin == tir::Builtin::Name || field.builtin == tir::Builtin::Id) return true;
  const bool relation = field.type.cls == Class::Ref || field.type.cls == Class::List;
  return relation && field.category == Category::Given;
}
}  // namespace

void Checker::graph() {
  tir::Program& p = program_;
  field_reads_.resize(p.fields.size());
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    tir::Field& field = p.fields[i];
    if (!field.rule.valid()) continue;
    std::set<std::uint32_t> declared, read;
    for (const tir::Parent& parent : field.parents) {
      for (FieldId id : parent.fields) declared.insert(id.index);
      for (FieldId id : parent.via) declared.insert(id.index);
    }
    std::set<std::uint32_t> told;
    for (const Read& r : field_reads_[i]) {
      read.insert(r.field.index);
      if (declared.contains(r.field.index) || free_to_read(p[r.field]) || !told.insert(r.field.index).second) continue;
      if (registry::allowed(field, "undeclared_read")) continue;
      sink_.report(diag::kind::UndeclaredRead, r.span, field_name(FieldId{i}), field_name(r.field))
          .note(field.span, "its parents are declared here")
          .help("add it to `from`");
    }
    for (const tir::Parent& parent : field.parents) {
      for (FieldId id : parent.fields) {
        // What a given relation leads over counts as read when the rule ranges over it.
        if (read.contains(id.index) || registry::allowed(field, "unread_parent")) continue;
        sink_.report(diag::kind::UnreadParent, parent.span, field_name(FieldId{i}), field_name(id))
            .help("take it out of `from`, or use it in the rule");
      }
    }
  }

  // Edges: what rules read, and for a reverse relation the relation that it reverses.
  std::vector<std::vector<Read>> edges = field_reads_;
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    if (p.fields[i].builtin == tir::Builtin::Inverse) edges[i].push_back({p.fields[i].inverse_of, p.fields[i].span});
  }
  std::vector<std::uint8_t> state(p.fields.size());
  struct Frame {
    std::uint32_t field;
    std::size_t next;
  };
  for (std::uint32_t root = 0; root < p.fields.size(); ++root) {
    if (state[root] != 0) continue;
    std::vector<Frame> stack{{root, 0}};
    state[root] = 1;
    while (!stack.empty()) {
      Frame& top = stack.back();
      if (top.next == edges[top.field].size()) {
        state[top.field] = 2;
        p.order.push_back(FieldId{top.field});
        stack.pop_back();
        continue;
      }
      const std::uint32_t to = edges[top.field][top.next++].field.index;
      if (state[to] == 0) {
        state[to] = 1;
        stack.push_back({to, 0});
      } else if (state[to] == 1) {
        std::size_t begin = 0;
        while (stack[begin].field != to) ++begin;
        std::string path;
        for (std::size_t i = begin; i < stack.size(); ++i) path += "`" + field_name(FieldId{stack[i].field}) + "` ← ";
        auto report = sink_.report(diag::kind::ReadCycle, edges[stack[begin].field][stack[begin].next - 1].span,
                                   path + "`" + field_name(FieldId{to}) + "`");
        for (std::size_t i = begin; i < stack.size(); ++i) {
          const Read& edge = edges[stack[i].field][stack[i].next - 1];
          report.note(edge.span,
                      "`" + field_name(FieldId{stack[i].field}) + "` reads `" + field_name(edge.field) + "` here");
        }
        usable_ = false;
      }
    }
  }
}

void Checker::unused_allows() {
  for (const tir::Field& field : program_.fields) {
    for (const tir::Allow& allow : field.allows) {
      for (std::size_t i = 0; i < allow.slugs.size(); ++i) {
        if (!allow.used[i]) sink_.report(diag::kind::AllowUnused, allow.span, allow.slugs[i]).help("take it out");
      }
    }
  }
  for (const tir::Require& require : program_.requires_) {
    for (const tir::Allow& allow : require.allows) {
      for (const std::string& slug : allow.slugs)
        sink_.report(diag::kind::AllowUnused, allow.span, slug).help("take it out");
    }
  }
}

}  // namespace msd::check
