// Which findings a baseline knows.
#include "compiler/baseline/baseline.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace msd::baseline {

namespace {

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// Replaces each `from` that stands alone. True if there was one.
bool replace_words(std::string& text, std::string_view from, std::string_view to) {
  bool any = false;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const bool begins = at == 0 || !in_word(text[at - 1]);
    const std::size_t end = at + from.size();
    if (!begins || (end < text.size() && in_word(text[end]))) {
      at = end;
      continue;
    }
    text.replace(at, from.size(), to);
    at += to.size();
    any = true;
  }
  return any;
}

/// A name in a message: the thing itself, or what is in it.
bool rename_name(std::string& name, const Rename& r) {
  if (name == r.from) return name = r.to, true;
  if (name.starts_with(r.from + ".")) return name.replace(0, r.from.size(), r.to), true;
  if (r.from.find('.') == std::string::npos || name != last_part(r.from)) return false;
  name = last_part(r.to);
  return true;
}

bool rename_message(std::string& message, const Rename& r) {
  bool any = false;
  std::string out;
  std::size_t at = 0;
  for (bool inside = false;; inside = !inside) {
    const std::size_t tick = message.find('`', at);
    std::string part = message.substr(at, tick - at);
    if (inside && tick != std::string::npos) any = rename_name(part, r) || any;
    out += part;
    if (tick == std::string::npos) break;
    out += '`';
    at = tick + 1;
  }
  message = std::move(out);
  return any;
}

using Names = std::vector<std::string>;
using Exact = std::tuple<std::string, std::string, Names, std::string>;
Exact exact(const Entry& e) { return {e.framework, e.slug, names_of(e.message), e.content}; }
using ByContent = std::tuple<std::string, std::string, std::string>;
ByContent by_content(const Entry& e) { return {e.framework, e.slug, e.content}; }
using ByNames = std::tuple<std::string, std::string, Names>;
ByNames by_names(const Entry& e) { return {e.framework, e.slug, names_of(e.message)}; }

bool one_name_differs(const Entry& a, const Entry& b) {
  const Names x = names_of(a.message);
  const Names y = names_of(b.message);
  if (x.size() != y.size()) return false;
  std::size_t differ = 0;
  for (std::size_t i = 0; i < x.size(); ++i) differ += x[i] != y[i] ? 1 : 0;
  return differ == 1;
}

}  // namespace

std::vector<std::string> names_of(std::string_view message) {
  std::vector<std::string> out;
  for (std::size_t at = message.find('`'); at != std::string_view::npos; at = message.find('`', at)) {
    const std::size_t end = message.find('`', at + 1);
    if (end == std::string_view::npos) break;
    out.emplace_back(message.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return out;
}

std::vector<Rename> rename(std::vector<Entry>& entries, const std::vector<Rename>& renames) {
  std::vector<Rename> idle;
  for (const Rename& r : renames) {
    bool any = false;
    for (Entry& e : entries) {
      if (e.framework == r.from) any = true, e.framework = r.to;
      any = rename_message(e.message, r) || any;
      any = replace_words(e.content, last_part(r.from), last_part(r.to)) || any;
    }
    if (!any) idle.push_back(r);
  }
  return idle;
}

Matched match(const std::vector<Entry>& entries, const std::vector<Entry>& findings,
              const std::vector<std::string_view>& whole) {
  const auto pairs = [&](const Entry& e) {
    return !e.content.empty() && std::find(whole.begin(), whole.end(), e.slug) != whole.end();
  };
  Matched out;
  out.now.resize(findings.size());
  std::map<Exact, std::vector<std::size_t>> all;
  for (std::size_t i = entries.size(); i-- > 0;) all[exact(entries[i])].push_back(i);
  std::vector<bool> used(entries.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto found = all.find(exact(findings[i]));
    if (found == all.end() || found->second.empty()) continue;
    used[out.now[i].entry = found->second.back()] = true;
    found->second.pop_back();
  }
  struct Pair {
    std::vector<std::size_t> entries, findings;
  };
  std::map<ByContent, Pair> contents;
  std::map<ByNames, std::size_t> names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (used[i]) continue;
    if (pairs(entries[i])) contents[by_content(entries[i])].entries.push_back(i);
    names.emplace(by_names(entries[i]), i);
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (out.now[i].entry == SIZE_MAX && pairs(findings[i])) contents[by_content(findings[i])].findings.push_back(i);
  }
  for (const auto& [key, pair] : contents) {
    if (pair.entries.size() != 1 || pair.findings.size() != 1) continue;
    if (!one_name_differs(entries[pair.entries[0]], findings[pair.findings[0]])) continue;
    used[pair.entries[0]] = true;
    out.now[pair.findings[0]] = {pair.entries[0], true, SIZE_MAX};
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (out.now[i].entry != SIZE_MAX) continue;
    if (const auto found = names.find(by_names(findings[i])); found != names.end() && !used[found->second])
      out.now[i].other = found->second;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!used[i]) out.stale.push_back(i);
  }
  return out;
}

}  // namespace msd::baseline
