#include "tests/diff/pair.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace msd::testing {

namespace {

using Type = Small::Type;

struct Table {
  struct Line {
    std::string name, when, gives;
  };
  std::string head;  ///< `classify`, `attach`, or `derive`
  std::vector<Line> lines;
};

class Writer {
 public:
  explicit Writer(Random& random) : r_(random) {}

  TwoVersions write() {
    const std::vector<std::pair<const char*, Type>> facts{
        {"dark", Type::Bool}, {"wet", Type::Bool}, {"hue", Type::Enum}, {"tint", Type::Enum}};
    for (const auto& [name, type] : facts) known_.push_back({type, name});
    if (r_.chance(50)) known_.push_back({Type::Int, "size"});
    TwoVersions out;
    out.facts = known_;
    std::string before, after;
    for (const char* name : {"one", "two", "three", "four"}) {
      const Type type = r_.pick(std::vector{Type::Bool, Type::Enum, Type::Enum, Type::Set});
      const Table table = make(type);
      const Table other = r_.chance(55) ? edited(table, type) : table;
      before += print(name, type, table);
      after += print(name, type, other);
      known_.push_back({type, name});
    }
    const std::string held = condition(2);
    const std::string other = r_.chance(40) ? condition(2) : held;
    out.before = framework(before) + require(held);
    out.after = framework(after) + require(other);
    return out;
  }

 private:
  std::string atom() {
    const Small& f = r_.pick(known_);
    switch (f.type) {
    case Type::Bool: return f.name;
    case Type::Enum:
      if (r_.chance(50)) return f.name + (r_.chance(70) ? " == " : " != ") + r_.pick(kValues);
      return fmt::format("{} in {{{}, {}}}", f.name, kValues[0], kValues[1 + r_.below(2)]);
    case Type::Int:
      return fmt::format("{} {} {}", f.name, r_.pick(std::vector{"<", "<=", ">", "=="}), r_.below(kHighest));
    case Type::Set: return f.name + " has " + r_.pick(kValues);
    }
    return {};
  }
  std::string condition(unsigned depth) {
    if (depth == 0 || r_.chance(30)) return r_.chance(25) ? "not (" + atom() + ")" : atom();
    return "(" + condition(depth - 1) + (r_.chance(50) ? " and " : " or ") + condition(depth - 1) + ")";
  }
  std::string outcome(Type type) { return type == Type::Bool ? (r_.chance(50) ? "yes" : "no") : r_.pick(kValues); }

  Table make(Type type) {
    Table out;
    out.head = type == Type::Set ? "attach" : type == Type::Bool ? "derive" : "classify";
    if (type == Type::Bool) {
      out.lines.push_back({"", condition(2), ""});
      return out;
    }
    const std::size_t lines = 2 + r_.below(3);
    for (std::size_t i = 0; i < lines; ++i) out.lines.push_back({fmt::format("l{}", i), condition(1), outcome(type)});
    if (type == Type::Enum) out.lines.push_back({"otherwise", "", outcome(type)});
    return out;
  }

  Table edited(Table table, Type type) {
    if (type == Type::Bool) {
      table.lines[0].when =
          r_.chance(30) ? "(" + table.lines[0].when + ") or (" + table.lines[0].when + ")" : condition(2);
      return table;
    }
    const std::size_t last = table.lines.size() - (type == Type::Enum ? 1 : 0);
    switch (r_.below(5)) {
    case 0: std::swap(table.lines[r_.below(last)], table.lines[r_.below(last)]); break;
    case 1: table.lines[r_.below(last)].when = condition(1); break;
    case 2: table.lines[r_.below(table.lines.size())].gives = outcome(type); break;
    case 3: table.lines.erase(table.lines.begin() + static_cast<std::ptrdiff_t>(r_.below(last))); break;
    default:
      table.lines.insert(table.lines.begin() + static_cast<std::ptrdiff_t>(r_.below(last)),
                         {"fresh", condition(1), outcome(type)});
    }
    return table;
  }

  std::string print(const std::string& name, Type type, const Table& table) {
    std::string body;
    for (const Table::Line& l : table.lines) {
      if (table.head == "derive")
        body = "derive thing." + name + " = " + l.when + "\n";
      else if (l.name == "otherwise")
        body += "  otherwise => " + l.gives + "\n";
      else
        body += fmt::format("  {} when {} {} {}\n", l.name, l.when, "=>", l.gives);
    }
    if (table.head != "derive") body = table.head + " thing." + name + " {\n" + body + "}\n";
    std::vector<std::string> reads;
    for (const Small& f : known_) {
      for (std::size_t at = body.find(f.name); at != std::string::npos; at = body.find(f.name, at + 1)) {
        const char end = at + f.name.size() < body.size() ? body[at + f.name.size()] : ' ';
        if ((body[at - 1] == ' ' || body[at - 1] == '(') && (end == ' ' || end == ')' || end == '\n')) {
          reads.push_back(f.name);
          break;
        }
      }
    }
    const char* types[] = {"bool", "colour", "int", "set of colour"};
    return fmt::format("field thing.{} : {} {} from {}\n{}", name, types[static_cast<int>(type)],
                       table.head == "derive" ? "derived"
                       : type == Type::Set    ? "derived"
                                              : "classified",
                       fmt::join(reads, ", "), body);
  }

  std::string framework(const std::string& rules) const {
    std::string out = "framework random 1\nenum colour { red, green, blue }\nrow thing \"Thing\"\n";
    for (const Small& f : known_) {
      const char* type = f.type == Type::Bool ? "bool" : f.type == Type::Enum ? "colour" : "int 0 .. 9";
      if (std::none_of(kComputed.begin(), kComputed.end(), [&](const char* c) { return f.name == c; }))
        out += fmt::format("field thing.{} : {} given from \"x\" as external\n", f.name, type);
    }
    return out + rules;
  }
  static std::string require(const std::string& held) {
    return "require sound on thing {\n  " + held + "\n  otherwise error \"it is not\"\n}\n";
  }

  static constexpr std::array kComputed{"one", "two", "three", "four"};
  Random& r_;
  std::vector<Small> known_;
};

}  // namespace

TwoVersions random_versions(Random& random) { return Writer(random).write(); }

}  // namespace msd::testing
