// Frameworks as text, and the ways to make one smaller.
#include "tests/support/framework.h"

#include <fmt/format.h>

#include <functional>

namespace msd::testing {

std::string print(const Tree& tree) {
  std::string out;
  std::size_t next = 0;
  for (char c : tree.words) {
    if (c == '$') {
      out += print(tree.parts[next++]);
    } else {
      out += c;
    }
  }
  return out;
}

namespace {

void reads_of(const Tree& tree, std::set<std::size_t>& out) {
  out.insert(tree.reads.begin(), tree.reads.end());
  for (const Tree& part : tree.parts) reads_of(part, out);
}

/// Calls `visit` for every expression of a rule.
template <class R, class Visit> void each_tree(R& rule, const Visit& visit) {
  if (rule.where) visit(*rule.where);
  if (rule.value) visit(*rule.value);
  for (auto& line : rule.lines) {
    if (line.when) visit(*line.when);
    if (line.gives) visit(*line.gives);
  }
}

std::set<std::size_t> reads_of(const Rule& rule) {
  std::set<std::size_t> out;
  each_tree(rule, [&](const Tree& tree) { reads_of(tree, out); });
  return out;
}

class Printer {
 public:
  explicit Printer(const Framework& framework) : f_(framework), grounded_(framework.fields.size()) {}

  std::string run() {
    out_ = "framework made 1.0\n\nlexicon loud { asap, late, \"drop everything\" }\n";
    for (std::size_t e = 0; e < f_.enums.size(); ++e) out_ += fmt::format("enum e{} {{ {} }}\n", e, join(f_.enums[e]));
    for (const Kind& row : f_.rows) {
      if (row.present) kind(row);
    }
    out_ += "\n";
    for (std::size_t i = 0; i < f_.fields.size(); ++i) {
      if (f_.fields[i].present) field(i);
    }
    sentence();
    for (std::size_t i = 0; i < f_.requirements.size(); ++i) {
      const Requirement& r = f_.requirements[i];
      if (!r.present) continue;
      out_ += fmt::format("require q{} on {}{} {{\n  {}\n  otherwise error \"broken\"\n}}\n", i, f_.rows[r.row].name,
                          where(r.where), print(r.holds));
    }
    for (const Archetype& archetype : f_.archetypes) {
      if (archetype.present) shape(archetype);
    }
    return std::move(out_);
  }

 private:
  void shape(const Archetype& archetype) {
    out_ += fmt::format("archetype {} {{\n", archetype.name);
    for (const Role& role : archetype.roles) {
      out_ += fmt::format("  {}role {} : {} {{\n", role.optional ? "optional " : "", role.name, f_.rows[role.row].name);
      std::size_t expected = 0;
      for (const RoleCondition& c : role.conditions) {
        if (!c.present) continue;
        const std::string holds = print(c.holds);
        if (c.kind == "must") out_ += fmt::format("    must {}\n", holds);
        if (c.kind == "usually") out_ += fmt::format("    usually {} because \"made so\"\n", holds);
        if (c.kind == "expects") out_ += fmt::format("    expects x{} ({}) otherwise \"no\"\n", expected++, holds);
      }
      out_ += "  }\n";
    }
    out_ += "}\n";
  }

  static std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
  }
  static std::string where(const std::optional<Tree>& tree) { return tree ? " where " + print(*tree) : ""; }
  std::string name(const Field& field) const { return f_.rows[field.row].name + "." + field.name; }

  void kind(const Kind& row) {
    out_ += "row " + row.name;
    if (row.parent != SIZE_MAX)
      out_ += fmt::format(" in {} as {} back {}", f_.rows[row.parent].name, row.many, row.back);
    if (row.single) out_ += " single";
    if (row.selector != SIZE_MAX && f_.fields[row.selector].present)
      out_ += " named by " + name(f_.fields[row.selector]);
    if (row.id_where) out_ += " { id \"N{n}\" where " + print(*row.id_where) + " }";
    out_ += "\n";
  }

  void field(std::size_t index) {
    const Field& field = f_.fields[index];
    const bool given = field.category.starts_with("given");
    if (field.relation) {
      grounded_[index] = field.reverses == SIZE_MAX ? given : grounded_[field.reverses];
      return;
    }
    out_ +=
        fmt::format("field {} : {}{} {}", name(field), field.optional ? "optional " : "", field.type, field.category);
    if (field.rule.kind == Rule::Kind::None) {
      grounded_[index] = true;
    } else {
      std::string from;
      for (std::size_t read : reads_of(field.rule)) {
        if (read == index || f_.fields[read].name == "name" || f_.fields[read].name == "id") continue;
        from += (from.empty() ? " from " : ", ") + name(f_.fields[read]);
        grounded_[index] = grounded_[index] || grounded_[read];
      }
      out_ += from;
      if (!grounded_[index]) out_ += " allow(hidden_assumption) because \"made so\"";
    }
    out_ += field.extra + "\n";
    rule(field);
  }

  void rule(const Field& field) {
    const Rule& rule = field.rule;
    switch (rule.kind) {
    case Rule::Kind::None: return;
    case Rule::Kind::Derive:
      out_ += fmt::format("derive {}{} = {}\n", name(field), where(rule.where), print(*rule.value));
      return;
    case Rule::Kind::Classify: out_ += "classify " + name(field); break;
    case Rule::Kind::Unique: out_ += "classify " + name(field) + " unique"; break;
    case Rule::Kind::Attach:
      out_ += "attach " + name(field);
      if (rule.value) out_ += " from " + print(*rule.value);
      break;
    }
    out_ += where(rule.where) + " {\n";
    for (const Line& line : rule.lines) {
      const std::string gives = line.gives ? print(*line.gives) : "reject \"no\"";
      out_ += line.when ? fmt::format("  {} when {} => {}\n", line.name, print(*line.when), gives)
                        : fmt::format("  otherwise {}\n", gives);
    }
    out_ += "}\n";
  }

  /// The one text that has a form.
  void sentence() {
    const Field* letter = nullptr;
    bool slot = false;
    for (const Field& field : f_.fields) {
      if (!field.present) continue;
      if (field.name == "letter") letter = &field;
      slot = slot || field.name == "greeting";
    }
    if (letter != nullptr && slot) out_ += "template " + name(*letter) + " \"Dear {greeting}, thanks.\"\n";
  }

  const Framework& f_;
  std::vector<bool> grounded_;
  std::string out_;
};

/// A plain value of a sort; empty if there is none.
std::string plain(const Framework& f, const Sort& sort) {
  switch (sort.kind) {
  case Sort::Kind::Bool: return "yes";
  case Sort::Kind::Enum: return f.enums[sort.of].front();
  case Sort::Kind::Set: return "{" + f.enums[sort.of].front() + "}";
  case Sort::Kind::Count: return "1";
  case Sort::Kind::Time: return "1 ms";
  case Sort::Kind::Text: return "\"x\"";
  case Sort::Kind::Id: return "ada";
  case Sort::Kind::Ref:
  case Sort::Kind::List: return "";
  }
  return "";
}

class Smaller {
 public:
  explicit Smaller(const Framework& framework) : f_(framework) {}

  std::vector<Framework> run() {
    for (std::size_t i = 0; i < f_.requirements.size(); ++i) {
      if (f_.requirements[i].present) change([&](Framework& f) { f.requirements[i].present = false; });
    }
    for (std::size_t i = f_.fields.size(); i-- > 0;) {
      if (!f_.fields[i].present || f_.fields[i].relation) continue;
      change([&](Framework& f) { f.fields[i].present = false; });
    }
    for (std::size_t i = f_.rows.size(); i-- > 0;) rows(i);
    for (std::size_t i = f_.fields.size(); i-- > 0;) {
      if (f_.fields[i].present && !f_.fields[i].relation) field(i);
    }
    for (std::size_t i = 0; i < f_.requirements.size(); ++i) {
      if (!f_.requirements[i].present) continue;
      if (f_.requirements[i].where) change([&](Framework& f) { f.requirements[i].where.reset(); });
      expressions([i](Framework& f) { return std::vector<Tree*>{&f.requirements[i].holds}; });
      if (f_.requirements[i].where)
        expressions([i](Framework& f) { return std::vector<Tree*>{&*f.requirements[i].where}; });
    }
    for (std::size_t i = 0; i < f_.archetypes.size(); ++i) {
      if (f_.archetypes[i].present) shape(i);
    }
    return std::move(out_);
  }

 private:
  void change(const std::function<void(Framework&)>& edit) {
    out_.push_back(f_);
    edit(out_.back());
  }

  void shape(std::size_t i) {
    change([&](Framework& f) { f.archetypes[i].present = false; });
    for (std::size_t r = 0; r < f_.archetypes[i].roles.size(); ++r) {
      const std::vector<RoleCondition>& conditions = f_.archetypes[i].roles[r].conditions;
      for (std::size_t c = 0; c < conditions.size(); ++c) {
        if (!conditions[c].present) continue;
        change([&](Framework& f) { f.archetypes[i].roles[r].conditions[c].present = false; });
        expressions([=](Framework& f) { return std::vector<Tree*>{&f.archetypes[i].roles[r].conditions[c].holds}; });
      }
    }
  }

  void rows(std::size_t i) {
    if (!f_.rows[i].present) return;
    change([&](Framework& f) {
      f.rows[i].present = false;
      for (Field& field : f.fields) field.present = field.present && field.row != i;
    });
    if (f_.rows[i].id_where) change([&](Framework& f) { f.rows[i].id_where.reset(); });
    if (f_.rows[i].selector != SIZE_MAX) change([&](Framework& f) { f.rows[i].selector = SIZE_MAX; });
  }

  void field(std::size_t i) {
    const Rule& rule = f_.fields[i].rule;
    if (!f_.fields[i].extra.empty()) change([&](Framework& f) { f.fields[i].extra.clear(); });
    if (f_.fields[i].optional) change([&](Framework& f) { f.fields[i].optional = false; });
    if (f_.fields[i].category != "given" && rule.kind == Rule::Kind::None)
      change([&](Framework& f) { f.fields[i].category = "given"; });
    if (rule.kind == Rule::Kind::None) return;
    change([&](Framework& f) {
      f.fields[i].rule = {};
      f.fields[i].category = "given";
    });
    if (rule.where) change([&](Framework& f) { f.fields[i].rule.where.reset(); });
    if (rule.value && rule.kind == Rule::Kind::Attach) change([&](Framework& f) { f.fields[i].rule.value.reset(); });
    for (std::size_t l = 0; l < rule.lines.size(); ++l) {
      if (rule.lines[l].when)
        change([&](Framework& f) {
          auto& lines = f.fields[i].rule.lines;
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(l));
        });
    }
    expressions([i](Framework& f) {
      std::vector<Tree*> out;
      each_tree(f.fields[i].rule, [&](Tree& tree) { out.push_back(&tree); });
      return out;
    });
  }

  /// All trees below a root, in an order that does not depend on the copy.
  static void all(Tree& tree, std::vector<Tree*>& out) {
    out.push_back(&tree);
    for (Tree& part : tree.parts) all(part, out);
  }

  void expressions(const std::function<std::vector<Tree*>(Framework&)>& roots) {
    auto trees = [&](Framework& f) {
      std::vector<Tree*> out;
      for (Tree* root : roots(f)) all(*root, out);
      return out;
    };
    Framework copy = f_;
    const std::size_t count = trees(copy).size();
    for (std::size_t at = 0; at < count; ++at) {
      const Tree tree = *trees(copy)[at];
      for (const Tree& part : tree.parts) {
        if (part.sort == tree.sort) change([&](Framework& f) { *trees(f)[at] = part; });
      }
      const std::string value = plain(f_, tree.sort);
      if (value.empty() || tree.words == value || tree.words == "no") continue;
      change([&](Framework& f) { *trees(f)[at] = {tree.sort, value, {}, {}}; });
      if (value == "yes") change([&](Framework& f) { *trees(f)[at] = {tree.sort, "no", {}, {}}; });
    }
  }

  const Framework& f_;
  std::vector<Framework> out_;
};

}  // namespace

std::string print(const Framework& framework) { return Printer(framework).run(); }

std::vector<Framework> smaller(const Framework& framework) { return Smaller(framework).run(); }

}  // namespace msd::testing
