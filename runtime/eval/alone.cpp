// Questions about the whole design: an aggregate that looks at no row around it is the same wherever it is asked. It is
// evaluated once, and again only under other assumptions, if it rests on any.
#include "runtime/eval/impl.h"

#include <algorithm>
#include <utility>

namespace msd::eval {

namespace {
constexpr std::uint8_t kNotCounted = 0xFF, kBound = 0xFE;  // kBound: to what is being evaluated, by more than rows
}  // namespace

/// How many rows around a node it looks at: 0 if to none.
std::uint8_t Evaluator::Impl::looks_out(std::uint32_t node) {
  if (node == kNone) return 0;
  if (looks_out_.empty()) looks_out_.assign(image_.nodes().size(), kNotCounted);
  if (looks_out_[node] != kNotCounted) return looks_out_[node];
  const image::NodeRecord& n = image_.nodes()[node];
  const auto op = static_cast<Op>(n.op);
  const bool aggregate = op == Op::Some || op == Op::Count || op == Op::CountDistinct || op == Op::First;
  std::uint8_t out = op == Op::AttachSelf ? kBound : 0;
  if (op == Op::Here) out = n.x + 1 < kBound ? static_cast<std::uint8_t>(n.x + 1) : kBound;
  const auto with = [&](std::uint32_t part, bool inside) {
    const std::uint8_t far = looks_out(part);
    out = std::max<std::uint8_t>(out, inside && far != 0 && far != kBound ? far - 1 : far);
  };
  with(n.a, false);
  with(n.b, aggregate);
  with(n.c, aggregate);
  with(n.d, false);
  for (std::uint32_t k = 0; op == Op::CountDistinct && k < n.y; ++k) with(image_.node_list()[n.x + k].node, true);
  return looks_out_[node] = out;
}

Val Evaluator::Impl::aggregates(std::uint32_t index, const Rows& rows) {
  const image::NodeRecord& n = image_.nodes()[index];
  const auto evaluated = [&](const Rows& around) {
    switch (static_cast<Op>(n.op)) {
    case Op::CountDistinct: return distinct(n, around);
    case Op::First: return first(n, around);
    default: return aggregate(n, around);
    }
  };
  // Who asks what is read wants to see it; a list is a handle, which does not outlive a search.
  const bool traced = trace_ != nullptr && rule_depth_ == trace_depth_;
  if (traced || class_of(index) == Class::List || looks_out(index) != 0) return evaluated(rows);
  if (const auto known = alone_.find(index); known != alone_.end()) {
    const Memo& memo = known->second;
    if (memo.epoch == kForever || memo.epoch == epoch_) {
      assumes_ = assumes_ || memo.assumes;
      for (const Var& var : memo.touched) touch(var);
      return memo.value;
    }
  }
  Memo memo;
  const bool outer = std::exchange(assumes_, false);
  auto touched = std::exchange(touched_, {});
  auto seen = std::exchange(touched_seen_, {});
  memo.value = evaluated({});
  const bool done = decided(memo.value, class_of(index));
  if (!done) memo.touched = std::exchange(touched_, {});
  touched_ = std::move(touched);
  touched_seen_ = std::move(seen);
  for (const Var& var : memo.touched) touch(var);
  remember(memo, done, outer);
  const Val out = memo.value;
  alone_[index] = std::move(memo);
  return out;
}

}  // namespace msd::eval
