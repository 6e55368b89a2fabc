#include "compiler/parse/tree.h"

namespace msd::parse {

ast::Text TreeBase::text(Node* node) {
  if (node == nullptr) return {};
  ast::Text out;
  out.span = span(node);
  std::string_view raw = words(out.span).substr(1);
  if (raw.ends_with('"')) raw.remove_suffix(1);  // an unclosed text was reported; its words still count
  out.raw = raw;
  out.value = raw;
  if (raw.find('\\') == std::string_view::npos) return out;
  std::string decoded;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      decoded += raw[i];
      continue;
    }
    const char c = raw[++i];
    decoded += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  unit_.decoded.push_back(std::move(decoded));
  out.value = unit_.decoded.back();
  return out;
}

ast::Number TreeBase::number(Node* node) const {
  const Token& token = lexed_.tokens[index(node)];
  ast::Number out;
  out.span = span(token);
  const std::string_view all = words(out.span);
  out.digits = all.substr(0, all.size() - token.unit);
  out.unit = all.substr(all.size() - token.unit);
  while (out.unit.starts_with(' ')) out.unit.remove_prefix(1);
  if (token.unit == 0) out.digits = all.substr(0, all.find_first_not_of("-0123456789."));
  return out;
}

std::string TreeBase::doc(Rule* rule) const {
  return rule->start == nullptr ? std::string() : doc_before(rule->start->getTokenIndex());
}

std::string TreeBase::doc_before(std::size_t token) const {
  const std::uint32_t end = lexed_.tokens[token].begin;
  const std::uint32_t begin = token == 0 ? 0 : lexed_.tokens[token - 1].end;
  auto it = std::lower_bound(lexed_.comments.begin(), lexed_.comments.end(), begin,
                             [](const ast::Comment& c, std::uint32_t at) { return c.span.begin < at; });
  std::string out;
  for (; it != lexed_.comments.end() && it->span.begin < end; ++it) {
    if (!it->doc) continue;
    std::string_view line = words(it->span).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);  // blanks that nobody sees say nothing
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

}  // namespace msd::parse
