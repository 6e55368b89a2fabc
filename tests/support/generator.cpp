// Random frameworks: rows and relations, then facts, then computed fields, each of which may read all that stands
// before it.
#include "tests/support/expressions.h"

#include <fmt/format.h>

#include <type_traits>

namespace msd::testing {

namespace {

const std::vector<std::string> kValues = {"red", "green", "blue", "white"};

class Generator : Expressions {
 public:
  explicit Generator(Random& random) : Expressions(random) {}

  Framework run() {
    for (std::size_t e = 0; e < 2 + random_.below(2); ++e) {
      std::vector<std::string> values = kValues;
      random_.shuffle(values);
      values.resize(2 + random_.below(3));
      f_.enums.push_back(std::move(values));
    }
    rows();
    for (std::size_t row = 0; row < f_.rows.size(); ++row) facts(row);
    if (hall_ != SIZE_MAX && random_.chance(70)) select();
    if (random_.chance(60)) {
      counting_ = true;  // what counts the rows cannot read how they are counted
      f_.rows[item_].id_where = scoped(item_, [&] { return boolean(1); });
      counting_ = false;
    }
    const std::size_t computed = 4 + random_.below(7);
    for (std::size_t i = 0; i < computed; ++i) compute();
    for (std::size_t i = 0; i < 3; ++i) {
      Requirement r;
      r.row = random_.below(f_.rows.size());
      if (random_.chance(50)) r.where = scoped(r.row, [&] { return boolean(1); });
      r.holds = scoped(r.row, [&] { return boolean(2); });
      f_.requirements.push_back(std::move(r));
    }
    const std::size_t shapes = random_.below(4);
    for (std::size_t i = 0; i < shapes; ++i) f_.archetypes.push_back(archetype(fmt::format("a{}", i)));
    return std::move(f_);
  }

 private:
  // ---- what is declared --------------------------------------------------------------------------------------------

  std::size_t row(std::string name, std::size_t parent = SIZE_MAX) {
    Kind kind;
    kind.name = std::move(name);
    kind.parent = parent;
    const std::size_t index = f_.rows.size();
    if (parent != SIZE_MAX) {
      kind.many = kind.name + "s";
      kind.back = kind.name + "_of";
      relation(parent, kind.many, {K::List, index}, "given");
      relation(index, kind.back, {K::Ref, parent}, "given");
    }
    f_.rows.push_back(std::move(kind));
    relation(index, "name", {K::Id, 0}, "given");
    relation(index, "id", {K::Text, 0}, "given");
    return index;
  }

  void relation(std::size_t row, const std::string& name, Sort sort, const std::string& category) {
    Field field;
    field.row = row;
    field.name = name;
    field.sort = sort;
    field.category = category;
    field.relation = true;
    f_.fields.push_back(std::move(field));
  }

  void rows() {
    if (random_.chance(75)) {
      hall_ = row("hall");
      f_.rows[hall_].single = true;
    }
    item_ = row("item");
    std::size_t part = SIZE_MAX;
    if (random_.chance(80)) part = row("part", item_);
    if (random_.chance(60)) row("tool");
    if (part != SIZE_MAX && random_.chance(25)) row("bolt", part);
  }

  std::string type_of(const Sort& sort, bool computed) const {
    switch (sort.kind) {
    case K::Bool: return "bool";
    case K::Enum: return fmt::format("e{}", sort.of);
    case K::Set: return fmt::format("set of e{}", sort.of);
    case K::Count: return computed ? "int 0 .. 2 G" : "int 0 .. 3";
    case K::Time: return computed ? "decimal 0 ms .. 1 s" : "decimal 0 ms .. 4 ms";
    case K::Text: return "text";
    case K::Id: return "id";
    case K::Ref: return f_.rows[sort.of].name;
    case K::List: return "list of " + f_.rows[sort.of].name;
    }
    return {};
  }

  std::size_t add(std::size_t row, Sort sort, std::string name = {}) {
    Field field;
    field.row = row;
    field.name = name.empty() ? fmt::format("f{}", f_.fields.size()) : std::move(name);
    field.sort = sort;
    field.type = type_of(sort, false);
    f_.fields.push_back(std::move(field));
    return f_.fields.size() - 1;
  }

  void inverse(std::size_t index) {
    const Field field = f_.fields[index];
    if ((field.sort.kind != K::Ref && field.sort.kind != K::List) || !random_.chance(60)) return;
    const std::string name = fmt::format("i{}", index);
    f_.fields[index].extra += " inverse " + name;
    relation(field.sort.of, name, {K::List, field.row}, field.category);
    f_.fields.back().reverses = index;
  }

  void facts(std::size_t row) {
    const std::size_t count = 2 + random_.below(4);
    std::size_t first = SIZE_MAX;
    for (std::size_t i = 0; i < count; ++i) {
      const Sort sort = any_sort();
      const std::size_t index = add(row, sort);
      Field& field = f_.fields[index];
      // A single row must be able to stand without any other.
      field.optional = random_.chance(sort.kind == K::List ? 15 : 30) || (sort.kind == K::Ref && f_.rows[row].single);
      static const std::vector<std::string> kCategories = {"chosen", "derived judged", "classified stated"};
      field.category = first == SIZE_MAX || random_.chance(60)
                           ? "given"
                           : random_.pick(kCategories) + " from " + f_.rows[row].name + "." + f_.fields[first].name;
      if (first == SIZE_MAX) first = index;
      if (random_.chance(25) && sort.kind != K::Ref) field.extra = " default " + default_of(sort);
      inverse(index);
    }
    if (row == item_ && random_.chance(40)) {
      f_.fields[add(row, {K::Text, 0}, "letter")].category = "given";
      f_.fields[add(row, {K::Text, 0}, "greeting")].category = "given";
      f_.fields.back().optional = true;
    }
  }

  std::string default_of(const Sort& sort) { return sort.kind == K::List ? "{}" : literal(sort).words; }

  void select() {
    const std::size_t index = add(item_, {K::Ref, hall_}, "chosen_hall");
    f_.fields[index].category = "given";
    f_.fields[index].optional = true;
    f_.rows[hall_].selector = index;
    inverse(index);
  }

  // ---- archetypes --------------------------------------------------------------------------------------------------

  Archetype archetype(std::string name) {
    Archetype out;
    out.name = std::move(name);
    std::vector<std::size_t> kinds;
    for (std::size_t row = 0; row < f_.rows.size(); ++row) {
      if (!f_.rows[row].single) kinds.push_back(row);
    }
    const std::size_t roles = 1 + random_.below(4);
    for (std::size_t r = 0; r < roles; ++r) {
      Role role;
      role.name = fmt::format("r{}", r);
      role.row = random_.pick(kinds);
      role.optional = r > 0 && random_.chance(25);
      named_.push_back({role.name, role.row});
      out.roles.push_back(std::move(role));
    }
    static const std::vector<std::string> kKinds = {"must", "must", "usually", "expects"};
    for (Role& role : out.roles) {
      const std::size_t conditions = 1 + random_.below(3);
      for (std::size_t c = 0; c < conditions; ++c) {
        RoleCondition condition{random_.pick(kKinds), scoped(role.row, [&] { return boolean(1); })};
        // What ties two roles is what is searched for.
        if (roles > 1 && random_.chance(40)) {
          if (auto tie = scoped(role.row, [&] { return identity(); })) condition.holds = *tie;
        }
        role.conditions.push_back(std::move(condition));
      }
    }
    named_.clear();
    return out;
  }

  // ---- computed fields ---------------------------------------------------------------------------------------------

  template <class Make> std::invoke_result_t<Make> scoped(std::size_t row, const Make& make) {
    levels_ = {row};
    auto out = make();
    levels_.clear();
    return out;
  }

  void compute() {
    const std::size_t row = random_.below(f_.rows.size());
    const Sort sort = any_sort();
    auto rule = scoped(row, [&] { return this->rule(sort, fmt::format("f{}", f_.fields.size())); });
    if (!rule) return;
    const std::size_t index = add(row, sort);
    Field& field = f_.fields[index];
    field.type = type_of(sort, true);
    field.optional = true;
    field.rule = std::move(*rule);
    const bool table = field.rule.kind == Rule::Kind::Classify || field.rule.kind == Rule::Kind::Unique;
    field.category = random_.chance(8) ? "output" : table ? "classified" : "derived";
    if (field.category != "output") inverse(index);
  }

  std::optional<Rule> rule(const Sort& sort, const std::string& name) {
    Rule out;
    if (random_.chance(35)) out.where = boolean(1);
    const bool table = sort.kind != K::Text && sort.kind != K::List && random_.chance(60);
    if (sort.kind == K::Set && random_.chance(60)) {
      out.kind = Rule::Kind::Attach;
      if (random_.chance(50)) out.value = value(sort, 1);
      const std::size_t lines = 1 + random_.below(4);
      for (std::size_t i = 0; i < lines; ++i) out.lines.push_back(attach_line(sort, name, i));
      return out;
    }
    if (!table) {
      out.kind = Rule::Kind::Derive;
      out.value = value(sort, 2);
      return out.value ? std::optional(out) : std::nullopt;
    }
    out.kind = random_.chance(35) ? Rule::Kind::Unique : Rule::Kind::Classify;
    const auto by = out.kind == Rule::Kind::Unique && random_.chance(50) ? exclusive() : std::vector<Tree>{};
    const std::size_t lines = by.empty() ? 1 + random_.below(4) : by.size();
    for (std::size_t i = 0; i < lines; ++i) {
      Line line{fmt::format("l{}", i), by.empty() ? boolean(2) : by[i], {}};
      if (!random_.chance(12)) line.gives = value(sort, 1);
      out.lines.push_back(std::move(line));
    }
    Line last{"otherwise", {}, {}};
    if (!random_.chance(25)) last.gives = value(sort, 1);
    out.lines.push_back(std::move(last));
    return out;
  }

  /// Conditions that exclude each other, as can be seen.
  std::vector<Tree> exclusive() {
    std::vector<Tree> out;
    const Sort sort{K::Enum, random_.below(f_.enums.size())};
    const auto path = this->path(sort);
    if (!path) return out;
    for (std::size_t i = 0; i + 1 < f_.enums[sort.of].size(); ++i)
      out.push_back({{K::Bool, 0}, "($ == " + f_.enums[sort.of][i] + ")", {*path}, {}});
    return out;
  }

  Line attach_line(const Sort& sort, const std::string& name, std::size_t i) {
    Line line{fmt::format("l{}", i), boolean(1), {}};
    const std::string self = name + " has " + random_.pick(f_.enums[sort.of]);
    const std::size_t form = random_.below(5);
    if (form == 0) line.when = Tree{{K::Bool, 0}, "(" + self + ")", {}, {}};
    if (form == 1) line.when = Tree{{K::Bool, 0}, "($ or " + self + ")", {*line.when}, {}};
    if (form == 2) line.when = Tree{{K::Bool, 0}, "($ and " + self + ")", {*line.when}, {}};
    if (form == 3) {
      // Inside a relation to rows of the same kind the name would mean the member.
      if (const auto list = this->list(); list && list->sort.of != levels_[0]) {
        levels_.push_back(list->sort.of);
        Tree inner = boolean(0);
        levels_.pop_back();
        line.when = Tree{{K::Bool, 0}, "(some $ where ($ and " + self + "))", {*list, inner}, {}};
      }
    }
    const auto one = random_.chance(25) ? path({K::Enum, sort.of}) : std::nullopt;
    line.gives = one ? Tree{sort, "$", {*one}, {}} : literal({K::Enum, sort.of});
    if (random_.chance(20)) line.gives = Tree{sort, "$, " + random_.pick(f_.enums[sort.of]), {*line.gives}, {}};
    return line;
  }
};

}  // namespace

Framework random_framework(Random& random) { return Generator(random).run(); }

}  // namespace msd::testing
