#include "runtime/records/gather.h"

#include <bit>

namespace msd::records {

using Known = eval::Outcome::State;

std::optional<Content> content(const eval::Outcome& outcome, Class cls) {
  switch (outcome.state) {
  case Known::Unknown: return std::nullopt;
  case Known::Absent: return Content{};
  case Known::Rejected: return Content{Content::State::Rejected, 0};
  case Known::Value: break;
  }
  Content out{Content::State::Value, outcome.value.number};
  if (cls == Class::Bool || cls == Class::Enum) out.number = std::countr_zero(outcome.value.mask);
  if (cls == Class::Set) out.number = static_cast<std::int64_t>(outcome.value.mask);
  return out;
}

std::optional<std::vector<Content>> gather(const Program& program, eval::Evaluator& evaluator, eval::RowIndex row) {
  std::vector<eval::RowIndex> at{row};
  for (std::size_t i = 1; i < program.places.size(); ++i) {
    const Place& place = program.places[i];
    const eval::Outcome& to = evaluator.node(place.reference, at[place.from]);
    if (to.state != Known::Value) return std::nullopt;
    at.push_back(static_cast<eval::RowIndex>(to.value.number));
  }
  std::vector<Content> out;
  for (const Column& c : program.columns) {
    const auto cls = static_cast<Class>(program.image.types()[c.type].cls);
    const eval::RowIndex of = at[c.place];
    const bool fact = c.kind == Column::Kind::Fact;
    const auto one = content(fact ? evaluator.cell(of, c.field) : evaluator.node(c.node, of), cls);
    if (!one) return std::nullopt;
    out.push_back(*one);
  }
  return out;
}

}  // namespace msd::records
