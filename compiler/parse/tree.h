// What both tree builders share: tokens to names, texts, numbers, values, blocks. Only they include this.
#pragma once

#include "compiler/parse/antlr.h"

#include <algorithm>
#include <utility>

namespace msd::parse {

class TreeBase {
 public:
  explicit TreeBase(const Job& job)
      : lexed_(job.lexed), text_(job.text), file_(job.file), sink_(job.sink), unit_(job.unit) {}

 protected:
  using Node = antlr4::tree::TerminalNode;
  using Rule = antlr4::ParserRuleContext;

  static std::size_t index(Node* node) { return node->getSymbol()->getTokenIndex(); }
  source::Span span(const Token& t) const { return {file_, t.begin, t.end}; }
  source::Span span(Node* node) const { return node == nullptr ? source::Span{} : span(lexed_.tokens[index(node)]); }
  /// From the first to the last token of a rule.
  source::Span span(Rule* rule) const {
    if (rule == nullptr || rule->start == nullptr) return {};
    const Token& first = lexed_.tokens[rule->start->getTokenIndex()];
    const Token& last = rule->stop == nullptr ? first : lexed_.tokens[rule->stop->getTokenIndex()];
    return {file_, first.begin, std::max(first.end, last.end)};
  }
  std::string_view words(source::Span s) const { return text_.substr(s.begin, s.end - s.begin); }
  ast::Name name(Rule* rule) const {
    if (rule == nullptr) return {};
    const source::Span s = span(rule);
    return {words(s), s};
  }
  ast::Name name(Node* node) const { return node == nullptr ? ast::Name{} : ast::Name{words(span(node)), span(node)}; }
  Tok kind(Node* node) const { return lexed_.tokens[index(node)].kind; }

  ast::Text text(Node* node);
  ast::Number number(Node* node) const;
  /// Doc comments directly in front of a token.
  std::string doc(Rule* rule) const;
  std::string doc_before(std::size_t token) const;
  /// Stands for a reason that could not be read: the word that announced it.
  ast::Text reason(Node* because) const {
    const source::Span s = span(because);
    return {words(s), words(s), s};
  }

  // A builder is instantiated for either grammar; P is the parser class.
  template <class P> ast::Value atom(typename P::AtomContext* context) {
    ast::Value out;
    out.span = span(static_cast<Rule*>(context));
    if (context->word() != nullptr) {
      out.kind = ast::Value::Kind::Word;
      out.word = name(static_cast<Rule*>(context->word()));
    } else if (context->TEXT() != nullptr && lexed_.tokens[index(context->TEXT())].unclosed) {
      out.kind = ast::Value::Kind::Unknown;  // where it was meant to end nobody knows
      lost_ = true;
    } else if (context->TEXT() != nullptr) {
      out.kind = ast::Value::Kind::Text;
      out.text = text(context->TEXT());
    } else if (context->NUMBER() != nullptr) {
      out.kind = ast::Value::Kind::Number;
      out.number = number(context->NUMBER());
    } else {
      out.kind = ast::Value::Kind::Unknown;
    }
    return out;
  }

  template <class P> ast::Value set(typename P::SetContext* context) {
    ast::Value out;
    out.kind = ast::Value::Kind::Set;
    out.span = span(static_cast<Rule*>(context));
    for (auto* item : context->value()) out.items.push_back(value<P>(item));
    return out;
  }

  template <class P> ast::Value value(typename P::ValueContext* context) {
    return context->atom() != nullptr ? atom<P>(context->atom()) : set<P>(context->set());
  }

  template <class P> ast::Entry entry(typename P::EntryContext* context) {
    ast::Entry out;
    out.span = span(static_cast<Rule*>(context));
    out.doc = doc(context);
    if (context->because() != nullptr) out.because = text(context->because()->TEXT());
    if (context->KEY() != nullptr) {
      out.kind = ast::Entry::Kind::Field;
      out.key = name(context->KEY());
      for (auto* one : context->value()) out.values.push_back(value<P>(one));
      return out;
    }
    out.kind = ast::Entry::Kind::Row;
    ast::Value head;
    head.kind = ast::Value::Kind::Word;
    head.word = name(context->HEAD());
    head.span = head.word.span;
    out.values.push_back(head);
    for (auto* more : context->atom()) out.values.push_back(atom<P>(more));
    if (context->block() != nullptr) out.body = block<P>(context->block());
    return out;
  }

  /// Takes in an entry, or what there is of it: of a field without its reason the value was read.
  template <class P> void take(typename P::EntryContext* item, ast::Block& out) {
    const bool whole = item->exception == nullptr;
    out.damaged = out.damaged || !whole;
    if (whole) {
      out.entries.push_back(entry<P>(item));
      out.damaged = std::exchange(lost_, false) || out.damaged;
    } else if (item->KEY() != nullptr && item->because() != nullptr && !item->value().empty()) {
      out.entries.push_back(entry<P>(item));
      out.entries.back().because = reason(item->because()->K_BECAUSE());
    } else if (item->KEY() != nullptr) {
      out.lost.push_back(name(item->KEY()));
    } else {
      out.lost_more = true;
    }
  }

  template <class P> ast::Block block(typename P::BlockContext* context) {
    ast::Block out;
    out.span = span(static_cast<Rule*>(context));
    out.damaged = out.lost_more = context->exception != nullptr;
    for (auto* item : context->entry()) take<P>(item, out);
    return out;
  }

  template <class P> void design(typename P::DesignContext* context) {
    if (context->exception != nullptr || context->block() == nullptr) return;
    ast::Design out;
    out.span = span(static_cast<Rule*>(context));
    out.doc = doc(context);
    const auto words = context->word();
    if (!words.empty()) out.name = name(static_cast<Rule*>(words[0]));
    if (context->TEXT() != nullptr) out.label = text(context->TEXT());
    if (words.size() > 1) out.framework = name(static_cast<Rule*>(words[1]));
    if (context->NUMBER() != nullptr) out.version = number(context->NUMBER());
    out.body = block<P>(context->block());
    unit_.order.push_back({ast::DeclKind::Design, static_cast<std::uint32_t>(unit_.designs.size())});
    unit_.designs.push_back(std::move(out));
  }

  const Lexed& lexed_;
  std::string_view text_;
  source::FileId file_;
  diag::Sink& sink_;
  ast::Unit& unit_;
  bool lost_ = false;  // a value of the entry at hand could not be read
};

}  // namespace msd::parse
