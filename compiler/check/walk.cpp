#include "compiler/check/walk.h"

#include <algorithm>

namespace msd::tir {

void visit(const Program& program, ExprId id, const std::function<void(const Expr&)>& see) {
  if (!id.valid()) return;
  const Expr& e = program[id];
  see(e);
  for (std::uint32_t k = 0; e.op == Op::CountDistinct && k < e.y; ++k) visit(program, program.keys[e.x + k], see);
  for (ExprId part : {e.a, e.b, e.c, e.d}) visit(program, part, see);
}

std::vector<FieldId> reads(const Program& program, ExprId id) {
  std::vector<FieldId> out;
  visit(program, id, [&](const Expr& e) {
    const bool reads = e.op == Op::Load || e.op == Op::Collect;
    if (reads && std::find(out.begin(), out.end(), FieldId{e.x}) == out.end()) out.push_back({e.x});
  });
  return out;
}

std::vector<ExprId> expressions(const Rule& rule) {
  std::vector<ExprId> out{rule.where, rule.value};
  for (const Line& line : rule.lines) {
    out.push_back(line.condition);
    out.push_back(line.outcome);
  }
  std::erase_if(out, [](ExprId id) { return !id.valid(); });
  return out;
}

}  // namespace msd::tir
