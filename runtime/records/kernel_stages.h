// Of a kernel: how it goes through its stages. For the files that define it only.
#pragma once

#include "runtime/records/kernel.h"

#include <utility>

namespace msd::records {

/// Places are added up in `at_` before; of a packed record, those of groups that are `straight` with the values that
/// are asked for. Calls `alone(decision)` behind each decision that is made by itself, and `row(group)` when the row of
/// a group is known that says all, as it does for those that are straight in a packed record.
template <bool packed, class Alone, class Row> void Kernel::go(Alone alone, Row row) {
  known_ = 0;
  // Few groups have their places in one register, which they do not leave but where somebody else adds to them.
  const bool one = registers_ == 1;
  Eight here = at_[0];
  const auto alone_with = [&](auto make) {
    if (one) at_[0] = here;
    make();
    if (one) here = at_[0];
  };
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const Stage& stage = stages_[i];
    if (stage.group == kNone) {
      alone_with([&] { decide_one(stage.decision, i); });
      alone(stage.decision);
      continue;
    }
    Group& group = groups_[stage.group];
    std::size_t at = one ? here.all[stage.group] : at_[stage.group / 8].all[stage.group % 8];
    const bool grows = stage.decision != kNone && !(packed && group.straight);
    Content from;
    if (grows) {
      if (!group.of_column) know(i);
      from = begins(stage.decision);
      at += asked(stage.decision, from);
    }
    group.row = group.places[at];
    if (group.row == 0) fill(group, i, at);
    if (grows) {
      alone_with([&] { told(stage.decision, grown(from, group.rows[group.row].content)); });
      alone(stage.decision);
      continue;
    }
    const Eight* const adds = group.adds.data() + group.row * registers_;
    if (one)
      here += *adds;
    else
      add(adds);
    row(group);
  }
}

/// Where rows say all (`quick_`): finds the row of each group, whose place is that in `here` and `more(step)` behind
/// it, and calls `each(step, row)`.
template <class More, class Each> void Kernel::go_quickly(Eight here, More more, Each each) {
  const Quick* step = quick_.data();
  const Quick* const end = step + quick_.size();
  Eight places = here;  // as they are before those that do not wait for each other
  const auto take = [&](auto lane) {
    if (step == end) return false;
    if (step->waits) places = here;
    const std::size_t at = places.all[decltype(lane)::value] + more(*step);
    std::size_t row = step->places[at];
    if (row == 0) {
      fill(*step->group, lane, at);
      row = step->group->row;
    }
    *step->row = static_cast<std::uint16_t>(row);
    here += step->adds[row];
    each(*step, row);
    ++step;
    return true;
  };
  // Written out, as a number is taken out of a register in much less time if its place is known before.
  const auto all = [&]<std::size_t... lane>(std::index_sequence<lane...>) {
    return (take(std::integral_constant<std::size_t, lane>()) && ...);
  };
  all(std::make_index_sequence<kWrong>());
}

}  // namespace msd::records
