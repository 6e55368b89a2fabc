#include "tests/analysis/small_frameworks.h"

#include "tests/support/settings.h"

#include <fmt/format.h>

namespace msd::testing {

namespace {

using K = Sort::Kind;

const std::vector<std::string> kColours = {"red", "green", "blue", "white"};
const std::vector<std::string> kComparisons = {"==", "!=", "<", "<=", ">", ">="};

class Small {
 public:
  Small(Random& random, const SmallOptions& options) : random_(random), options_(options) {}

  Framework run() {
    for (std::size_t e = 0; e < 2; ++e) {
      std::vector<std::string> values = kColours;
      values.resize(2 + random_.below(3));
      f_.enums.push_back(std::move(values));
    }
    row("item", SIZE_MAX);
    facts(0, options_.least_facts + random_.below(options_.facts - options_.least_facts + 1), options_.inputs);
    if (random_.chance(options_.rows_inside)) {
      row("part", 0);
      facts(1, 1 + random_.below(2), options_.inside_inputs);
    }
    const std::size_t tables = options_.least_tables + random_.below(options_.tables - options_.least_tables + 1);
    for (std::size_t i = 0; i < tables; ++i) compute();
    for (std::size_t i = 1 + random_.below(3); i > 0; --i) requirement();
    return std::move(f_);
  }

 private:
  // ---- what is declared --------------------------------------------------------------------------------------------

  void relation(std::size_t row, const std::string& name, Sort sort) {
    Field field;
    field.row = row;
    field.name = name;
    field.sort = sort;
    field.category = "given";
    field.relation = true;
    f_.fields.push_back(std::move(field));
  }

  void row(const std::string& name, std::size_t parent) {
    Kind kind;
    kind.name = name;
    kind.parent = parent;
    const std::size_t index = f_.rows.size();
    if (parent != SIZE_MAX) {
      kind.many = name + "s";
      kind.back = "owner";
      parts_ = f_.fields.size();
      relation(parent, kind.many, {K::List, index});
      owner_ = f_.fields.size();
      relation(index, kind.back, {K::Ref, parent});
    }
    f_.rows.push_back(std::move(kind));
  }

  std::size_t contents(const Sort& sort, std::size_t top) const {
    switch (sort.kind) {
    case K::Bool: return 2;
    case K::Enum: return f_.enums[sort.of].size();
    case K::Set: return std::size_t{1} << f_.enums[sort.of].size();
    default: return top + 1;
    }
  }

  Sort sort(bool computed) {
    const std::size_t n = random_.below(20);
    Sort out{n < 8 ? K::Bool : n < 14 ? K::Enum : n < 17 ? K::Count : K::Set, 0};
    if (computed && out.kind == K::Count && random_.chance(50)) out.kind = K::Enum;
    if (out.kind == K::Enum || out.kind == K::Set) out.of = random_.below(f_.enums.size());
    return out;
  }

  std::string type_of(const Sort& sort, std::size_t top) const {
    switch (sort.kind) {
    case K::Bool: return "bool";
    case K::Enum: return fmt::format("e{}", sort.of);
    case K::Set: return fmt::format("set of e{}", sort.of);
    default: return fmt::format("int 0 .. {}", top);
    }
  }

  void facts(std::size_t row, std::size_t count, std::size_t room) {
    for (std::size_t i = 0; i < count; ++i) {
      Field field;
      field.row = row;
      field.name = fmt::format("{}{}", row == 0 ? "a" : "p", i);
      field.sort = sort(false);
      const std::size_t top = 1 + random_.below(5);
      field.type = type_of(field.sort, top);
      field.category = "given";
      field.optional = random_.chance(25);
      const std::size_t n = contents(field.sort, top) + (field.optional ? 1 : 0);
      if (n > room) continue;
      room /= n;
      if (random_.chance(15)) field.extra = " default " + literal(field.sort, 1).words;
      f_.fields.push_back(std::move(field));
    }
  }

  // ---- rules -------------------------------------------------------------------------------------------------------

  void compute() {
    row_ = f_.rows.size() > 1 && random_.chance(25) ? 1 : 0;
    Field field;
    field.row = row_;
    field.name = fmt::format("f{}", f_.fields.size());
    field.sort = sort(true);
    field.type = type_of(field.sort, 10);
    field.optional = true;
    self_ = field.name;
    field.rule = rule(field.sort);
    const bool table = field.rule.kind == Rule::Kind::Classify || field.rule.kind == Rule::Kind::Unique;
    field.category = table ? "classified" : "derived";
    f_.fields.push_back(std::move(field));
  }

  Rule rule(const Sort& sort) {
    Rule out;
    if (random_.chance(20)) out.where = boolean(1);
    if (sort.kind == K::Set && random_.chance(70)) {
      out.kind = Rule::Kind::Attach;
      if (random_.chance(30)) out.value = value(sort, 0);
      for (std::size_t i = 0, n = 1 + random_.below(3); i < n; ++i) out.lines.push_back(addition(sort, i));
      return out;
    }
    if (random_.chance(sort.kind == K::Bool ? 55 : 15)) {
      out.kind = Rule::Kind::Derive;
      out.value = sort.kind == K::Bool ? boolean(2) : value(sort, 2);
      return out;
    }
    out.kind = random_.chance(30) ? Rule::Kind::Unique : Rule::Kind::Classify;
    const auto by = out.kind == Rule::Kind::Unique && random_.chance(75) ? exclusive() : std::vector<Tree>{};
    const std::size_t lines = by.empty() ? 1 + random_.below(5) : by.size();
    for (std::size_t i = 0; i < lines; ++i) {
      Line line{fmt::format("l{}", i), by.empty() ? condition() : by[i], {}};
      if (!random_.chance(8)) line.gives = value(sort, 0);
      out.lines.push_back(std::move(line));
    }
    Line last{"otherwise", {}, {}};
    if (!random_.chance(40)) last.gives = value(sort, 0);
    out.lines.push_back(std::move(last));
    return out;
  }

  /// Lines that mostly exclude each other: by the values of one field, and by one truth besides.
  std::vector<Tree> exclusive() {
    std::vector<Tree> out;
    const Sort sort{K::Enum, random_.below(f_.enums.size())};
    const auto path = this->path(sort);
    if (!path) return out;
    const bool both = random_.chance(40);
    const Tree also = boolean(0);
    for (const std::string& value : f_.enums[sort.of]) {
      if (random_.chance(10)) continue;
      const Tree is{{K::Bool, 0}, "($ == " + value + ")", {*path}, {}};
      if (!both) {
        out.push_back(is);
        continue;
      }
      out.push_back({{K::Bool, 0}, "($ and $)", {is, also}, {}});
      out.push_back({{K::Bool, 0}, "($ and (not $))", {is, also}, {}});
    }
    return out;
  }

  /// What a person writes: a conjunction of a few simple questions.
  Tree condition() {
    if (random_.chance(25)) return boolean(2);
    Tree out = boolean(0);
    for (std::size_t i = random_.below(3); i > 0; --i) out = {{K::Bool, 0}, "($ and $)", {out, boolean(0)}, {}};
    return out;
  }

  Line addition(const Sort& sort, std::size_t i) {
    Line line{fmt::format("l{}", i), boolean(1), literal({K::Enum, sort.of}, 0)};
    if (random_.chance(30))
      line.when =
          Tree{{K::Bool, 0}, "($ or " + self_ + " has " + random_.pick(f_.enums[sort.of]) + ")", {*line.when}, {}};
    return line;
  }

  void requirement() {
    Requirement r;
    r.row = row_ = f_.rows.size() > 1 && random_.chance(20) ? 1 : 0;
    if (random_.chance(50)) r.where = boolean(1);
    r.holds = boolean(2);
    f_.requirements.push_back(std::move(r));
  }

  // ---- expressions -------------------------------------------------------------------------------------------------

  Tree literal(const Sort& sort, std::size_t top) {
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
    default: out.words = std::to_string(random_.below(top + 1)); break;
    }
    return out;
  }

  std::optional<Tree> path(const Sort& sort) {
    std::vector<Tree> all;
    for (std::size_t i = 0; i < f_.fields.size(); ++i) {
      const Field& f = f_.fields[i];
      if (!(f.sort == sort) || f.relation) continue;
      if (f.row == row_) all.push_back({sort, f.name, {}, {i}});
      if (f.row == 0 && row_ == 1) all.push_back({sort, "owner." + f.name, {}, {owner_, i}});
    }
    if (all.empty()) return std::nullopt;
    return random_.pick(all);
  }

  Tree value(const Sort& sort, std::size_t depth) {
    if (depth > 0 && random_.chance(40))
      return {sort, "(if $ then $ else $)", {boolean(depth - 1), value(sort, depth - 1), value(sort, depth - 1)}, {}};
    if (random_.chance(depth > 0 ? 60 : 12)) {
      if (const auto path = this->path(sort)) return *path;
    }
    return literal(sort, 5);
  }

  Tree boolean(std::size_t depth) {
    const Sort sort{K::Bool, 0};
    for (int attempt = 0; attempt < 8; ++attempt) {
      const std::size_t form = random_.below(depth == 0 ? 9 : 15);
      std::optional<Tree> out;
      if (form <= 2) out = path(sort);
      if (form == 3 || form == 4) out = finite();
      if (form == 5) out = numbers();
      if (form == 6) out = sets();
      if (form == 7) out = state();
      if (form == 8 && parts_ != SIZE_MAX && row_ == 0) out = aggregate();
      if (form == 9) out = Tree{sort, "(not $)", {boolean(depth - 1)}, {}};
      if (form == 10 || form == 11) out = Tree{sort, "($ and $)", {boolean(depth - 1), boolean(depth - 1)}, {}};
      if (form == 12 || form == 13) out = Tree{sort, "($ or $)", {boolean(depth - 1), boolean(depth - 1)}, {}};
      if (form == 14 && random_.chance(40))
        out = Tree{sort, "(if $ then $ else $)", {boolean(depth - 1), boolean(depth - 1), boolean(depth - 1)}, {}};
      if (out) return *out;
    }
    return literal(sort, 1);
  }

  std::optional<Tree> finite() {
    const Sort sort{K::Enum, random_.below(f_.enums.size())};
    const auto a = path(sort);
    if (!a) return std::nullopt;
    const Sort out{K::Bool, 0};
    const std::string value = random_.pick(f_.enums[sort.of]);
    switch (random_.below(5)) {
    case 0:
    case 1: return Tree{out, "($ == " + value + ")", {*a}, {}};
    case 2: return Tree{out, "($ != " + value + ")", {*a}, {}};
    case 3: return Tree{out, "($ in {" + value + ", " + random_.pick(f_.enums[sort.of]) + "})", {*a}, {}};
    default: return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, *path(sort)}, {}};
    }
  }

  std::optional<Tree> numbers() {
    const Sort sort{K::Count, 0};
    const auto a = path(sort);
    if (!a) return std::nullopt;
    const Sort out{K::Bool, 0};
    const std::string op = " " + random_.pick(kComparisons) + " ";
    switch (random_.below(6)) {
    case 0: return Tree{out, "($" + op + "$)", {*a, *path(sort)}, {}};
    case 1: return Tree{out, "($" + op + (random_.chance(50) ? "2" : "0.5") + " * $)", {*a, *path(sort)}, {}};
    default: return Tree{out, fmt::format("(${}{})", op, random_.below(6)), {*a}, {}};
    }
  }

  std::optional<Tree> sets() {
    const Sort sort{K::Set, random_.below(f_.enums.size())};
    const auto a = path(sort);
    if (!a) return std::nullopt;
    const Sort out{K::Bool, 0};
    const auto one = path({K::Enum, sort.of});
    switch (random_.below(5)) {
    case 0: return Tree{out, "($ == $)", {*a, literal(sort, 0)}, {}};
    case 1: return Tree{out, random_.chance(50) ? "($ == $)" : "($ != $)", {*a, *path(sort)}, {}};
    case 2:
      if (one) return Tree{out, "($ has $)", {*a, *one}, {}};
      [[fallthrough]];
    default: return Tree{out, "($ has " + random_.pick(f_.enums[sort.of]) + ")", {*a}, {}};
    }
  }

  std::optional<Tree> state() {
    const auto a = path(sort(false));
    if (!a || !random_.chance(60)) return std::nullopt;
    static const std::vector<std::string> kStates = {"is absent", "is not absent", "is given", "is not given"};
    return Tree{{K::Bool, 0}, "($ " + random_.pick(kStates) + ")", {*a}, {}};
  }

  std::optional<Tree> aggregate() {
    const Sort out{K::Bool, 0};
    const Tree list{{K::List, 1}, "parts", {}, {parts_}};
    row_ = 1;
    const Tree where = boolean(0);
    const Tree also = boolean(0);
    const auto key = path({random_.chance(50) ? K::Bool : K::Enum, 0});
    row_ = 0;
    const std::string against = fmt::format(" {} {})", random_.pick(kComparisons), random_.below(3));
    switch (random_.below(7)) {
    case 0: return Tree{out, "(some $)", {list}, {}};
    case 1: return Tree{out, "(some $ where ($))", {list, where}, {}};
    case 2: return Tree{out, "(no $ where ($))", {list, where}, {}};
    case 3: return Tree{out, "(every $ where ($) satisfies ($))", {list, where, also}, {}};
    case 4:
      if (key) return Tree{out, "((distinct $ of $)" + against, {*key, list}, {}};
      [[fallthrough]];
    case 5: return Tree{out, "((count $ where ($))" + against, {list, where}, {}};
    default: return Tree{out, "((count $)" + against, {list}, {}};
    }
  }

  Random& random_;
  const SmallOptions& options_;
  Framework f_;
  std::size_t row_ = 0, parts_ = SIZE_MAX, owner_ = SIZE_MAX;
  std::string self_;
};

}  // namespace

Framework small_framework(Random& random, const SmallOptions& options) { return Small(random, options).run(); }

Framework smallest(Framework framework, const std::string& found,
                   const std::function<std::string(const Framework&)>& difference) {
  const std::string kind = found.substr(0, found.find(':'));
  std::size_t tries = settings().shrinking / 20;
  for (bool changed = true; changed && tries > 0;) {
    changed = false;
    for (const Framework& less : smaller(framework)) {
      if (tries-- == 0) break;
      const std::string now = difference(less);
      if (now.empty() || now.substr(0, now.find(':')) != kind) continue;
      framework = less;
      changed = true;
      break;
    }
  }
  return framework;
}

}  // namespace msd::testing
