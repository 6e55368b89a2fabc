#include "runtime/eval/abstract.h"

#include "runtime/eval/impl.h"

namespace msd::eval {

Abstract::Abstract(const Facts& facts, View& view) : evaluator_(std::make_unique<Evaluator>(facts, Options{})) {
  Within::of(*evaluator_).look_through(view);
}
Abstract::~Abstract() = default;

Val Abstract::cell(CellRef cell) { return Within::of(*evaluator_).seen_cell(cell); }
Val Abstract::node(std::uint32_t node, const std::vector<RowIndex>& rows) {
  return Within::of(*evaluator_).seen_node(node, rows, {});
}
Val Abstract::node(std::uint32_t node, const std::vector<RowIndex>& rows, const Val& self) {
  return Within::of(*evaluator_).seen_node(node, rows, self);
}
Val Abstract::rule(CellRef cell) { return Within::of(*evaluator_).seen_rule(cell); }

Val Evaluator::Impl::seen_cell(CellRef ref) { return cell(ref.row, ref.field); }

Val Evaluator::Impl::seen_node(std::uint32_t node, const Rows& rows, const Val& self) {
  attach_self_ = self;
  return eval(node, rows);
}

Val Evaluator::Impl::seen_rule(CellRef ref) {
  std::uint32_t line = kNone;
  return rule(ref.row, image_.fields()[ref.field].rule, line);
}

}  // namespace msd::eval
