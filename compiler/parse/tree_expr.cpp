// Expressions.
#include "compiler/parse/tree_rules.h"

namespace msd::parse {

using ast::ExprId;
using ast::ExprKind;

/// A long chain of `and` or `or` becomes a balanced tree, so that no later stage recurses as deep as the chain is long.
ExprId RulesTree::balanced(const std::vector<Part>& parts, const std::vector<source::Span>& ops, ExprKind kind,
                           std::size_t begin, std::size_t end) {
  if (end - begin == 1) return parts[begin].expr;
  const std::size_t middle = begin + (end - begin + 1) / 2;
  ast::Expr out;
  out.kind = kind;
  out.a = balanced(parts, ops, kind, begin, middle);
  out.b = balanced(parts, ops, kind, middle, end);
  out.op = ops[middle - 1];
  out.span = source::join(parts[begin].span, parts[end - 1].span);
  return add(out);
}

ExprId RulesTree::expr(P::ExprContext* context) {
  return context->conditional() != nullptr ? conditional(context->conditional()) : disjunction(context->disjunction());
}

ExprId RulesTree::conditional(P::ConditionalContext* context) {
  ast::Expr out;
  out.kind = ExprKind::If;
  out.span = span(static_cast<Rule*>(context));
  out.op = span(context->K_IF());
  out.a = expr(context->expr(0));
  out.b = expr(context->expr(1));
  out.c = expr(context->expr(2));
  return add(out);
}

ExprId RulesTree::disjunction(P::DisjunctionContext* context) {
  std::vector<Part> parts;
  std::vector<source::Span> ops;
  for (auto* part : context->andExpr()) parts.push_back({conjunction(part), span(static_cast<Rule*>(part))});
  for (auto* op : context->K_OR()) ops.push_back(span(op));
  return balanced(parts, ops, ExprKind::Or, 0, parts.size());
}

ExprId RulesTree::conjunction(P::AndExprContext* context) {
  std::vector<Part> parts;
  std::vector<source::Span> ops;
  for (auto* part : context->notExpr()) parts.push_back({negation(part), span(static_cast<Rule*>(part))});
  for (auto* op : context->K_AND()) ops.push_back(span(op));
  return balanced(parts, ops, ExprKind::And, 0, parts.size());
}

ExprId RulesTree::negated(const std::vector<Node*>& nots, ExprId inner, source::Span inner_span) {
  // Two negations undo each other, but both are written: one node each, up to a pair.
  ExprId at = inner;
  for (std::size_t i = 0; !nots.empty() && i < 1 + (nots.size() + 1) % 2; ++i) {
    ast::Expr out;
    out.kind = ExprKind::Not;
    out.op = span(nots[nots.size() - 1 - i]);
    out.a = at;
    out.span = source::join(out.op, inner_span);
    at = add(out);
  }
  return at;
}

ExprId RulesTree::negation(P::NotExprContext* context) {
  auto* form = context->quantifier();
  if (form != nullptr) return negated(context->K_NOT(), quantifier(form), span(static_cast<Rule*>(form)));
  return negated(context->K_NOT(), condition(context->condition()), span(static_cast<Rule*>(context->condition())));
}

ExprId RulesTree::filter(P::FilterContext* context) {
  auto* form = context->innerQuantifier();
  if (form != nullptr) return negated(context->K_NOT(), quantifier(form), span(static_cast<Rule*>(form)));
  return negated(context->K_NOT(), condition(context->condition()), span(static_cast<Rule*>(context->condition())));
}

ExprId RulesTree::condition(P::ConditionContext* context) {
  const auto operands = context->operand();
  const ExprId left = operand(operands[0]);
  ast::Expr out;
  out.span = span(static_cast<Rule*>(context));
  out.a = left;
  if (operands.size() > 1) out.b = operand(operands[1]);
  if (context->compareOp() != nullptr) {
    out.kind = ExprKind::Compare;
    out.op = span(static_cast<Rule*>(context->compareOp()));
    out.compare = static_cast<ast::CompareOp>(
        static_cast<int>(lexed_.tokens[context->compareOp()->start->getTokenIndex()].kind) - static_cast<int>(Tok::EQ));
  } else if (context->K_IN() != nullptr) {
    out.kind = ExprKind::In;
    out.op = span(context->K_IN());
  } else if (context->K_HAS() != nullptr) {
    out.kind = ExprKind::Has;
    out.op = span(context->K_HAS());
  } else if (context->K_IS() != nullptr) {
    out.kind = context->K_ABSENT() != nullptr ? ExprKind::IsAbsent : ExprKind::IsGiven;
    out.negated = context->K_NOT() != nullptr;
    out.op = span(context->K_IS());
  } else if (context->K_USES() != nullptr) {
    out.kind = ExprKind::Uses;
    out.op = span(context->K_USES());
    out.name = name(context->name());
  } else if (context->K_FITS() != nullptr) {
    out.kind = ExprKind::Fits;
    out.op = span(context->K_FITS());
  } else {
    return left;
  }
  return add(out);
}

ExprId RulesTree::relation(P::RelationContext* context) {
  while (context->relation() != nullptr) context = context->relation();
  return path_expr(context->path());
}

template <class Context> ast::Expr RulesTree::quantified(Context* context) {
  ast::Expr out;
  out.kind = ExprKind::Quantifier;
  out.span = span(static_cast<Rule*>(context));
  Node* word = context->K_SOME() != nullptr ? context->K_SOME()
               : context->K_NO() != nullptr ? context->K_NO()
                                            : context->K_EVERY();
  out.op = span(word);
  out.quantifier = context->K_SOME() != nullptr ? ast::QuantifierOp::Some
                   : context->K_NO() != nullptr ? ast::QuantifierOp::No
                                                : ast::QuantifierOp::Every;
  out.a = relation(context->relation());
  if (context->filter() != nullptr) out.b = filter(context->filter());
  return out;
}

ExprId RulesTree::quantifier(P::QuantifierContext* context) {
  ast::Expr out = quantified(context);
  if (context->notExpr() != nullptr) out.c = negation(context->notExpr());
  return add(out);
}

ExprId RulesTree::quantifier(P::InnerQuantifierContext* context) { return add(quantified(context)); }

ExprId RulesTree::simple(P::SimpleContext* context) {
  return context->path() != nullptr ? path_expr(context->path()) : expr(context->expr());
}

ExprId RulesTree::path_expr(P::PathContext* context) {
  ast::Expr out;
  out.kind = ExprKind::Path;
  out.span = span(static_cast<Rule*>(context));
  out.op = out.span;
  out.names_begin = static_cast<std::uint32_t>(unit_.names.size());
  check_length(context);
  for (auto* part : context->name()) unit_.names.push_back(name(static_cast<Rule*>(part)));
  out.names_count = static_cast<std::uint32_t>(unit_.names.size()) - out.names_begin;
  return add(out);
}

void RulesTree::items(const std::vector<ExprId>& parts, ast::Expr& out) {
  out.items_begin = static_cast<std::uint32_t>(unit_.items.size());
  out.items_count = static_cast<std::uint32_t>(parts.size());
  unit_.items.insert(unit_.items.end(), parts.begin(), parts.end());
}

ExprId RulesTree::basic(P::BasicContext* context) {
  if (auto* paren = dynamic_cast<P::BasicParenContext*>(context)) return expr(paren->expr());
  if (auto* path = dynamic_cast<P::BasicPathContext*>(context)) return path_expr(path->path());
  ast::Expr out;
  out.kind = ExprKind::Set;
  out.span = span(static_cast<Rule*>(context));
  out.op = out.span;
  std::vector<ExprId> parts;
  for (auto* part : dynamic_cast<P::BasicSetContext*>(context)->operand()) parts.push_back(operand(part));
  items(parts, out);
  return add(out);
}

ExprId RulesTree::operand(P::OperandContext* context) {
  ast::Expr out;
  out.span = span(static_cast<Rule*>(context));
  out.op = out.span;
  if (auto* plain = dynamic_cast<P::OperandBasicContext*>(context)) return basic(plain->basic());
  if (auto* count = dynamic_cast<P::OperandCountContext*>(context)) {
    out.kind = ExprKind::Count;
    out.op = span(count->K_COUNT());
    out.a = relation(count->relation());
    if (count->simple() != nullptr) out.b = simple(count->simple());
  } else if (auto* distinct = dynamic_cast<P::OperandDistinctContext*>(context)) {
    out.kind = ExprKind::Distinct;
    out.op = span(distinct->K_DISTINCT());
    std::vector<ExprId> keys;
    for (auto* key : distinct->path()) keys.push_back(path_expr(key));
    items(keys, out);
    out.a = relation(distinct->relation());
    if (distinct->simple() != nullptr) out.b = simple(distinct->simple());
  } else if (auto* first = dynamic_cast<P::OperandFirstContext*>(context)) {
    out.kind = ExprKind::First;
    out.op = span(first->K_FIRST());
    const ExprId head = path_expr(first->path());
    if (first->relation() != nullptr) {
      out.c = head;
      out.a = relation(first->relation());
    } else {
      out.a = head;
    }
    if (first->notExpr() != nullptr) out.b = negation(first->notExpr());
    out.d = operand(first->operand());
  } else if (auto* number = dynamic_cast<P::OperandNumberContext*>(context)) {
    out.number = this->number(number->NUMBER());
    out.kind = ExprKind::Number;
    if (number->operand() != nullptr) {
      out.kind = ExprKind::Scale;
      out.op = span(number->STAR());
      out.a = operand(number->operand());
    }
  } else if (auto* quoted = dynamic_cast<P::OperandTextContext*>(context)) {
    out.kind = ExprKind::Text;
    out.text = text(quoted->TEXT());
  }
  return add(out);
}

}  // namespace msd::parse
