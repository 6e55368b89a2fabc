// Random well-typed expressions over what a framework declares so far.
#pragma once

#include "tests/support/framework.h"

#include <fmt/format.h>

#include <utility>

namespace msd::testing {

using K = Sort::Kind;

class Expressions {
 protected:
  explicit Expressions(Random& random) : random_(random) {}

  static inline const std::vector<std::string> kWords = {"ada", "bob", "\"item_1\""};

  Sort any_sort() {
    static const std::vector<K> kKinds = {K::Bool,  K::Bool,  K::Bool, K::Enum, K::Enum, K::Enum, K::Set, K::Set,
                                          K::Count, K::Count, K::Time, K::Text, K::Id,   K::Ref,  K::Ref, K::List};
    Sort out{random_.pick(kKinds), 0};
    if (out.kind == K::Enum || out.kind == K::Set) out.of = random_.below(f_.enums.size());
    if (out.kind == K::Ref || out.kind == K::List) {
      do out.of = random_.below(f_.rows.size());
      while (f_.rows[out.of].single);
    }
    return out;
  }

  Tree literal(const Sort& sort) {
    Tree out{sort, {}, {}, {}};
    switch (sort.kind) {
    case K::Bool: out.words = random_.chance(50) ? "yes" : "no"; break;
    case K::Enum: out.words = random_.pick(f_.enums[sort.of]); break;
    case K::Set:
      for (const std::string& value : f_.enums[sort.of]) {
        if (random_.chance(50)) out.words += (out.words.empty() ? "" : ", ") + value;
      }
      out.words = "{" + out.words + "}";
      break;
    case K::Count: out.words = std::to_string(random_.below(4)); break;
    case K::Time: out.words = random_.chance(30) ? "0.5 ms" : fmt::format("{} ms", random_.below(5)); break;
    case K::Text: out.words = random_.chance(50) ? "\"asap\"" : "\"take your time\""; break;
    case K::Id: out.words = random_.pick(kWords); break;
    case K::Ref:
    case K::List: break;
    }
    return out;
  }

  /// Where a path may begin: a field, and what stands in front of it.
  struct Start {
    std::string words;
    std::vector<std::size_t> reads;
    Sort sort;
  };

  std::vector<Start> starts() {
    std::vector<Start> out;
    std::set<std::size_t> seen;
    for (std::size_t i = levels_.size(); i-- > 0;) {
      const std::size_t row = levels_[i];
      if (!seen.insert(row).second) continue;
      const bool inner = i + 1 == levels_.size();
      for (std::size_t f = 0; f < f_.fields.size(); ++f) {
        if (f_.fields[f].row != row || f_.fields[f].category == "output") continue;
        if (counting_ && f_.fields[f].name == "id") continue;
        if (!inner && (f_.fields[f].name == "name" || f_.fields[f].name == "id")) continue;
        out.push_back({f_.fields[f].name, {f}, f_.fields[f].sort});
      }
      out.push_back({f_.rows[row].name, {}, {K::Ref, row}});
    }
    for (const auto& [name, row] : named_) out.push_back({name, {}, {K::Ref, row}});
    if (hall_ == SIZE_MAX || seen.contains(hall_)) return out;
    for (std::size_t f = 0; f < f_.fields.size(); ++f) {
      const Field& field = f_.fields[f];
      if (field.row != hall_ || field.category == "output" || (counting_ && field.name == "id")) continue;
      out.push_back({"hall." + field.name, {f}, field.sort});
      if (!field.relation) out.push_back({field.name, {f}, field.sort});
    }
    return out;
  }

  /// All paths of at most `hops` steps over references that give this sort.
  std::vector<Tree> paths(const Sort& sort, std::size_t hops) {
    std::vector<Tree> out;
    std::vector<Start> from = starts();
    for (std::size_t hop = 0;; ++hop) {
      std::vector<Start> further;
      for (const Start& at : from) {
        if (at.sort == sort) out.push_back({sort, at.words, {}, at.reads});
        if (at.sort.kind != K::Ref || hop == hops) continue;
        for (std::size_t f = 0; f < f_.fields.size(); ++f) {
          if (f_.fields[f].row != at.sort.of || f_.fields[f].category == "output") continue;
          if (counting_ && f_.fields[f].name == "id") continue;
          Start next{at.words + "." + f_.fields[f].name, at.reads, f_.fields[f].sort};
          next.reads.push_back(f);
          further.push_back(std::move(next));
        }
      }
      if (hop == hops) return out;
      from = std::move(further);
    }
  }

  std::optional<Tree> path(const Sort& sort) {
    // Short paths are likelier.
    const auto all = paths(sort, random_.below(3));
    if (all.empty()) return std::nullopt;
    return random_.pick(all);
  }

  /// Only what is a cell: questions about it are asked of the last field.
  std::optional<Tree> cell(const Sort& sort) {
    auto all = paths(sort, random_.below(2));
    std::erase_if(all, [](const Tree& tree) { return tree.reads.empty(); });
    if (all.empty()) return std::nullopt;
    return random_.pick(all);
  }

  /// A relation to several rows.
  std::optional<Tree> list() {
    std::vector<Tree> out;
    std::vector<Tree> simple;
    for (std::size_t row = 0; row < f_.rows.size(); ++row) {
      if (f_.rows[row].single) continue;
      const auto all = paths({K::List, row}, random_.below(2));
      simple.insert(simple.end(), all.begin(), all.end());
      out.push_back({{K::List, row}, f_.rows[row].name, {}, {}});
    }
    out.insert(out.end(), simple.begin(), simple.end());
    // A list of lists or of references is the list of what its members lead to.
    for (const Tree& at : simple) {
      for (std::size_t f = 0; f < f_.fields.size(); ++f) {
        const Field& field = f_.fields[f];
        if (field.row != at.sort.of || field.category == "output") continue;
        if (field.sort.kind != K::Ref && field.sort.kind != K::List) continue;
        if (f_.rows[field.sort.of].single) continue;
        Tree next{{K::List, field.sort.of}, at.words + "." + field.name, {}, at.reads};
        next.reads.push_back(f);
        out.push_back(std::move(next));
      }
    }
    return random_.pick(out);
  }

  std::optional<Tree> value(const Sort& sort, std::size_t depth) {
    if (depth > 0 && random_.chance(20)) {
      const auto a = value(sort, depth - 1);
      const auto b = value(sort, depth - 1);
      if (a && b) return Tree{sort, "(if $ then $ else $)", {boolean(depth - 1), *a, *b}, {}};
    }
    if (random_.chance(15)) {
      if (auto out = first(sort)) return out;
    }
    if (sort.kind == K::Bool && random_.chance(60)) return boolean(depth);
    if (sort.kind == K::Count && random_.chance(50)) return counted(true);
    const auto path = this->path(sort);
    if (path && (random_.chance(60) || sort.kind == K::Ref || sort.kind == K::List)) return path;
    if (sort.kind == K::Ref || sort.kind == K::List) return std::nullopt;
    return literal(sort);
  }

  /// The first member's value.
  std::optional<Tree> first(const Sort& sort) {
    const auto list = this->list();
    if (!list || sort.kind == K::List) return std::nullopt;
    if (sort == Sort{K::Ref, list->sort.of}) {
      levels_.push_back(list->sort.of);
      Tree where = boolean(1);
      levels_.pop_back();
      return Tree{sort, "(first $ where $ otherwise absent)", {*list, where}, {}};
    }
    levels_.push_back(list->sort.of);
    const auto of = path(sort);
    Tree where = boolean(0);
    levels_.pop_back();
    if (!of) return std::nullopt;
    const auto otherwise = random_.chance(50) ? path(sort) : std::nullopt;
    Tree last = otherwise ? *otherwise : literal(sort);
    if (last.words.empty() || random_.chance(20)) last.words = "absent";
    return Tree{sort, "(first $ of $ where $ otherwise $)", {*of, *list, where, last}, {}};
  }

  Tree counted(bool plain) {
    const auto list = this->list();
    levels_.push_back(list->sort.of);
    Tree where = boolean(0);
    const auto key = path(random_.chance(50) ? Sort{K::Enum, random_.below(f_.enums.size())} : any_sort());
    const auto other = path({K::Bool, 0});
    levels_.pop_back();
    const Sort count{K::Count, 0};
    const std::size_t form = random_.below(5);
    const bool keyed = key && key->sort.kind != K::List && key->sort.kind != K::Text;
    if (form == 0 && keyed) return {count, "(distinct $ of $)", {*key, *list}, {}};
    if (form == 1 && keyed) return {count, "(distinct $ of $ where ($))", {*key, *list, where}, {}};
    if (form == 2 && keyed && other) return {count, "(distinct ($, $) of $)", {*key, *other, *list}, {}};
    if (form == 3) return {count, "(count $)", {*list}, {}};
    if (form == 4 && plain) {
      auto all = paths(count, 1);
      std::erase_if(all, [&](const Tree& t) { return f_.fields[t.reads.back()].rule.kind != Rule::Kind::None; });
      if (!all.empty()) return {count, "(2 * $)", {random_.pick(all)}, {}};
    }
    return {count, "(count $ where ($))", {*list, where}, {}};
  }

  Tree boolean(std::size_t depth) {
    const Sort sort{K::Bool, 0};
    for (int attempt = 0; attempt < 8; ++attempt) {
      const std::size_t form = random_.below(depth == 0 ? 8 : 13);
      std::optional<Tree> out;
      if (form <= 1) out = path(sort);
      if (form == 2) out = finite();
      if (form == 3) out = sets();
      if (form == 4) out = numbers();
      if (form == 5) out = identity();
      if (form == 6) out = state();
      if (form == 7) out = text();
      if (form == 8) out = Tree{sort, "(not $)", {boolean(depth - 1)}, {}};
      if (form == 9) out = Tree{sort, "($ and $)", {boolean(depth - 1), boolean(depth - 1)}, {}};
      if (form == 10) out = Tree{sort, "($ or $)", {boolean(depth - 1), boolean(depth - 1)}, {}};
      if (form == 11) out = quantified(depth - 1);
      if (form == 12 && random_.chance(40))
        out = Tree{sort, "(if $ then $ else $)", {boolean(depth - 1), boolean(depth - 1), boolean(depth - 1)}, {}};
      if (out) return *out;
    }
    return literal(sort);
  }

  std::optional<Tree> quantified(std::size_t depth) {
    const auto list = this->list();
    levels_.push_back(list->sort.of);
    Tree where = boolean(depth);
    Tree also = boolean(depth);
    levels_.pop_back();
    const Sort sort{K::Bool, 0};
    switch (random_.below(6)) {
    case 0: return Tree{sort, "(some $)", {*list}, {}};
    case 1: return Tree{sort, "(some $ where ($))", {*list, where}, {}};
    case 2: return Tree{sort, "(no $ where ($))", {*list, where}, {}};
    case 3: return Tree{sort, "(every $ where ($))", {*list, where}, {}};
    case 4: return Tree{sort, "(every $ where ($) satisfies ($))", {*list, where, also}, {}};
    default: return first({K::Bool, 0});
    }
  }

  std::optional<Tree> finite() {
    const Sort sort = random_.chance(25) ? Sort{K::Bool, 0} : Sort{K::Enum, random_.below(f_.enums.size())};
    const auto a = path(sort);
    if (!a) return std::nullopt;
    const Sort out{K::Bool, 0};
    switch (random_.below(4)) {
    case 0: return Tree{out, "($ == $)", {*a, literal(sort)}, {}};
    case 1: return Tree{out, "($ != $)", {*a, literal(sort)}, {}};
    case 2: {
      const Tree set = sort.kind == K::Bool ? Tree{sort, "{yes}", {}, {}} : literal({K::Set, sort.of});
      return Tree{out, "($ in $)", {*a, set}, {}};
    }
    default: break;
    }
    const auto b = path(sort);
    return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, b ? *b : *a}, {}};
  }

  std::optional<Tree> sets() {
    const Sort sort{K::Set, random_.below(f_.enums.size())};
    const auto a = path(sort);
    if (!a) return std::nullopt;
    const Tree b = path(sort).value_or(*a);
    const auto one = path({K::Enum, sort.of});
    const Sort out{K::Bool, 0};
    switch (random_.below(7)) {
    case 0: return Tree{out, "($ has $)", {*a, literal({K::Enum, sort.of})}, {}};
    case 1: return Tree{out, "($ has $)", {*a, literal(sort)}, {}};
    case 2: return Tree{out, "($ has $)", {*a, b}, {}};
    case 3: return Tree{out, "($ == $)", {*a, literal(sort)}, {}};
    case 4: return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, b}, {}};
    case 5: return one ? std::optional(Tree{out, "($ has $)", {*a, *one}, {}}) : std::nullopt;
    default: return one ? std::optional(Tree{out, "($ in $)", {*one, *a}, {}}) : std::nullopt;
    }
  }

  std::optional<Tree> numbers() {
    static const std::vector<std::string> kOps = {"==", "!=", "<", "<=", ">", ">="};
    static const std::vector<std::string> kFactors = {"2", "0.5", "1.5", "3"};
    const Sort sort{random_.chance(60) ? K::Count : K::Time, 0};
    const bool counting = sort.kind == K::Count && random_.chance(40);
    const auto a = counting ? std::optional(counted(false)) : path(sort);
    if (!a) return std::nullopt;
    const Sort out{K::Bool, 0};
    const std::string op = " " + random_.pick(kOps) + " ";
    const auto b = path(sort);
    switch (random_.below(5)) {
    case 0: return b ? std::optional(Tree{out, "($" + op + "$)", {*a, *b}, {}}) : std::nullopt;
    case 1:
      return b ? std::optional(Tree{out, "($" + op + random_.pick(kFactors) + " * $)", {*a, *b}, {}}) : std::nullopt;
    case 2: return Tree{out, "(" + literal(sort).words + op + "$)", {*a}, {}};
    case 3:
      if (counting) break;
      return Tree{out, "($ in {" + literal(sort).words + ", " + literal(sort).words + "})", {*a}, {}};
    default: break;
    }
    return Tree{out, "($" + op + "$)", {*a, literal(sort)}, {}};
  }

  std::optional<Tree> identity() {
    const bool names = random_.chance(50);
    const Sort sort = names ? Sort{K::Id, 0} : Sort{K::Ref, random_.below(f_.rows.size())};
    const auto a = path(sort);
    const auto b = path(sort);
    if (!a || !b) return std::nullopt;
    const Sort out{K::Bool, 0};
    if (names && random_.chance(50)) {
      if (random_.chance(30)) return Tree{out, "($ in {ada, bob})", {*a}, {}};
      return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, literal(sort)}, {}};
    }
    return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, *b}, {}};
  }

  std::optional<Tree> state() {
    const auto a = cell(any_sort());
    if (!a) return std::nullopt;
    static const std::vector<std::string> kStates = {"is absent", "is not absent", "is given", "is not given"};
    return Tree{{K::Bool, 0}, "($ " + random_.pick(kStates) + ")", {*a}, {}};
  }

  std::optional<Tree> text() {
    auto all = paths({K::Text, 0}, 1);
    std::erase_if(all, [&](const Tree& t) {
      const Field& last = f_.fields[t.reads.back()];
      return last.relation || last.rule.kind != Rule::Kind::None;
    });
    if (all.empty()) return std::nullopt;
    const Tree& a = random_.pick(all);
    const bool form = f_.fields[a.reads.back()].name == "letter";
    return Tree{{K::Bool, 0}, form ? "($ fits)" : "($ uses loud)", {a}, {}};
  }

  Random& random_;
  Framework f_;
  std::size_t hall_ = SIZE_MAX, item_ = SIZE_MAX;
  std::vector<std::size_t> levels_;
  std::vector<std::pair<std::string, std::size_t>> named_;  // rows around with a name of their own: of roles
  bool counting_ = false;
};

}  // namespace msd::testing
