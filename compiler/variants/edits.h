// The pieces that members.cpp is made of: lists whose members have names, and clauses that are there or not.
#pragma once

#include "compiler/variants/copy.h"
#include "compiler/variants/members.h"

#include <list>
#include <optional>

namespace msd::variants {

inline std::string_view word(ast::Verb verb) {
  return verb == ast::Verb::Add ? "add" : verb == ast::Verb::Remove ? "remove" : "replace";
}

/// The edits of one declaration: what they share, and the words of their findings.
class Edits {
 public:
  Edits(const ast::ChangeDecl& change, std::string key, Editing& editing)
      : change_(change), key_(std::move(key)), editing_(editing) {}

  /// False after a report that the member (`what`: "value `x`") is changed a second time.
  bool once(const ast::Edit& edit, const std::string& what) { return once(edit, what, what); }
  /// The same, of several members of which the words are the same.
  bool once(const ast::Edit& edit, const std::string& name, const std::string& what);
  void missing(const ast::Edit& edit, const std::string& what, const std::vector<std::string>& names,
               std::string_view wanted);
  void no_place(const ast::Edit& edit, std::string_view member, const std::vector<std::string>& names);
  void no_order(const ast::Edit& edit, const std::string& what);
  void there(const ast::Edit& edit, const std::string& what, source::Span place);
  void gone(Use use, std::string_view owner, std::string_view name, source::Span place) {
    editing_.removed.add(use, owner, name, editing_.variant, place);
  }
  /// So many findings that looking for near names would take longer than anybody reads.
  bool crowded() const { return editing_.sink.all().size() > 200; }
  std::string subject() const { return "the " + words(change_.target); }

 private:
  const ast::ChangeDecl& change_;
  std::string key_;
  Editing& editing_;
};

/// A list while it is edited: members by name, in O(1).
template <class T> class List {
 public:
  using Name = std::string (*)(const T&);
  using Place = source::Span (*)(const T&);
  /// `member` is the word for one: "value".
  List(Edits& edits, std::string_view member, std::vector<T>& all, Name name, Place place)
      : edits_(edits), member_(member), all_(all), name_(name), place_(place) {
    for (T& one : all) put(list_.end(), std::move(one));
  }
  ~List() { all_.assign(std::make_move_iterator(list_.begin()), std::make_move_iterator(list_.end())); }
  List(const List&) = delete;
  List& operator=(const List&) = delete;

  bool has(const std::string& name) const { return by_name_.contains(name); }
  /// New members go in front of this one, where no place is named.
  void keep_last(const std::string& name) { last_ = name; }

  void add(const ast::Edit& edit, T one) {
    const std::string name = name_(one);
    if (const auto found = by_name_.find(name); found != by_name_.end())
      return edits_.there(edit, what(name), place_(*found->second));
    auto at = list_.end();
    if (edit.place) {
      const auto anchor = by_name_.find(edit.place->name);
      if (anchor == by_name_.end()) return edits_.no_place(edit, member_, names());
      at = edit.place->after ? behind(edit.place->name, anchor->second) : anchor->second;
      if (edit.place->after) behind_[edit.place->name] = name;
    } else if (const auto last = by_name_.find(last_); last != by_name_.end()) {
      at = last->second;
    }
    put(at, std::move(one));
  }
  void replace(const ast::Edit& edit, const std::string& name, T one) {
    if (!edits_.once(edit, what(name))) return;
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return edits_.missing(edit, what(name), names(), name);
    const auto at = found->second;
    by_name_.erase(found);
    *at = std::move(one);
    by_name_.emplace(name_(*at), at);
  }
  /// The member that is removed; none after a report.
  std::optional<T> remove(const ast::Edit& edit, const std::string& name) {
    if (!edits_.once(edit, what(name))) return std::nullopt;
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) {
      edits_.missing(edit, what(name), names(), name);
      return std::nullopt;
    }
    T out = std::move(*found->second);
    list_.erase(found->second);
    by_name_.erase(found);
    return out;
  }
  T* find(const std::string& name) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &*found->second;
  }
  bool empty() const { return list_.empty(); }
  void clear() {
    list_.clear();
    by_name_.clear();
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    if (edits_.crowded()) return out;
    for (const T& one : list_) out.push_back(name_(one));
    return out;
  }
  std::string what(const std::string& name) const { return fmt::format("{} `{}`", member_, name); }

 private:
  using At = typename std::list<T>::iterator;
  void put(At at, T one) {
    const std::string name = name_(one);
    by_name_.emplace(name, list_.insert(at, std::move(one)));
  }
  /// Behind a member, and behind what was put there before: the order of writing stands.
  At behind(const std::string& name, At anchor) {
    const auto last = behind_.find(name);
    const auto found = last == behind_.end() ? by_name_.end() : by_name_.find(last->second);
    return std::next(found == by_name_.end() ? anchor : found->second);
  }

  Edits& edits_;
  std::string_view member_;
  std::vector<T>& all_;
  Name name_;
  Place place_;
  std::string last_;
  std::list<T> list_;
  std::unordered_map<std::string, At> by_name_;
  std::unordered_map<std::string, std::string> behind_;  ///< the last one that was put behind a member
};

/// A clause that a declaration has once or not at all.
template <class Decl> struct Clause {
  std::string_view word;  ///< as it is written
  ast::Member member;
  bool (*has)(const Decl&);
  void (*take)(Decl& to, const Decl& partial, Copier& copy);
  void (*clear)(Decl&);  ///< none: it cannot be removed
};

/// Makes an edit of a clause. False if the edit is of none of them.
template <class Decl, std::size_t N>
bool clause(const Clause<Decl> (&all)[N], const ast::Edit& edit, Decl& d, const Decl& partial, Copier& copy,
            Edits& edits) {
  for (const Clause<Decl>& one : all) {
    const bool named = edit.member == ast::Member::Named && edit.name.text == one.word;
    if (edit.member != one.member && !named) continue;
    const std::string what = fmt::format("`{}`", one.word);
    const bool there = one.has(d);
    if (edit.place) return edits.no_order(edit, what), true;
    if (edit.verb == ast::Verb::Add) {
      if (there) return edits.there(edit, what, {}), true;
      return one.take(d, partial, copy), true;
    }
    if (!edits.once(edit, what)) return true;
    if (!there || (named && one.clear == nullptr)) return edits.missing(edit, what, {}, {}), true;
    if (edit.verb == ast::Verb::Replace) return one.take(d, partial, copy), true;
    return one.clear(d), true;
  }
  return false;
}

/// Makes an edit of an `allow`. False if the edit is of none.
bool allow(const ast::Edit& edit, std::vector<ast::Allow>& allows, const std::vector<ast::Allow>& partial,
           Edits& edits);

}  // namespace msd::variants
