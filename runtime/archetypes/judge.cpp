#include "runtime/archetypes/judge.h"

namespace msd::archetypes {

namespace {

/// Finds the roles whose rows a node reads. `around` rows stand around it; the first `count` are those of the roles,
/// and the next is the one at hand.
void roles_in(const image::Image& image, std::uint32_t node, std::uint32_t around, std::uint32_t count,
              std::uint32_t& out) {
  if (node == kNone) return;
  const image::NodeRecord& n = image.nodes()[node];
  const Op op = static_cast<Op>(n.op);
  if (op == Op::Here) {
    const std::uint32_t index = around - 1 - n.x;
    if (index < count) out |= 1U << index;
    return;
  }
  const bool inner = op == Op::Some || op == Op::Count || op == Op::CountDistinct || op == Op::First;
  roles_in(image, n.a, around, count, out);
  roles_in(image, n.b, around + (inner ? 1 : 0), count, out);
  roles_in(image, n.c, around + (inner ? 1 : 0), count, out);
  roles_in(image, n.d, around, count, out);
  for (std::uint32_t k = 0; op == Op::CountDistinct && k < n.y; ++k)
    roles_in(image, image.node_list()[n.x + k].node, around + 1, count, out);
}

}  // namespace

const std::vector<Condition>& Judge::conditions(std::uint32_t archetype) {
  const auto [it, fresh] = conditions_.try_emplace(archetype);
  if (!fresh) return it->second;
  const image::ArchetypeRecord& record = image().archetypes()[archetype];
  for (std::uint32_t r = 0; r < record.role_count; ++r) {
    const image::RoleRecord& of = role(archetype, r);
    for (std::uint32_t c = 0; c < of.condition_count; ++c) {
      const image::ConditionRecord& condition = image().conditions()[of.condition_first + c];
      Condition made{of.condition_first + c, r, 1U << r, static_cast<Kind>(condition.kind)};
      roles_in(image(), condition.node, record.role_count + 1, record.role_count, made.roles);
      it->second.push_back(made);
    }
  }
  return it->second;
}

bool Judge::applies(const Condition& condition, const Filling& filling) {
  for (std::uint32_t r = 0; r < filling.size(); ++r) {
    if ((condition.roles >> r & 1U) != 0 && filling[r] == kNone) return false;
  }
  return true;
}

std::vector<RowIndex> Judge::around(const Condition& condition, const Filling& filling) {
  std::vector<RowIndex> out = filling;
  out.push_back(filling[condition.role]);
  return out;
}

Judge::Key Judge::key(const Condition& condition, const Filling& filling) {
  Key out{condition.record, filling};
  // Rows of roles that it does not speak of make no difference.
  for (std::uint32_t r = 0; r < filling.size(); ++r) {
    if ((condition.roles >> r & 1U) == 0) out.second[r] = kNone;
  }
  return out;
}

const std::vector<eval::CellRef>& Judge::reads(const Condition& condition, const Filling& filling) {
  const auto [it, fresh] = reads_.try_emplace(key(condition, filling));
  if (fresh)
    it->second = evaluator_.reads(image().conditions()[condition.record].node, around(condition, it->first.second));
  return it->second;
}

Answer Judge::ask(const Condition& condition, const Filling& filling) {
  Key asked = key(condition, filling);
  const auto known = answers_.find(asked);
  if (known != answers_.end()) return known->second;
  using State = eval::Outcome::State;
  const eval::Outcome outcome =
      evaluator_.node(image().conditions()[condition.record].node, around(condition, asked.second));
  const Answer answer = outcome.state == State::Value    ? (outcome.value.mask == 2 ? Answer::Yes : Answer::No)
                        : outcome.state == State::Absent ? Answer::No
                                                         : Answer::Open;
  answers_.emplace(std::move(asked), answer);
  return answer;
}

}  // namespace msd::archetypes
