#include "tools/bench/models.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace msd::bench {

namespace {

/// SplitMix64, as in generate.cpp.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) { return next() % n; }

 private:
  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
  }
  std::uint64_t state_;
};

/// What conditions look at: a fact, or the outcome of a table.
struct Column {
  std::string name;
  enum class Kind { Truth, Words, Number } kind;
  std::size_t values;  ///< of Words; the constants that a number is compared with
};

class Model {
 public:
  explicit Model(std::uint64_t seed) : dice_(seed) {}

  void fact(std::size_t number) {
    const std::size_t roll = dice_.below(10);
    const std::string name = fmt::format("f{}", number);
    if (roll < 4) {
      columns_.push_back({name, Column::Kind::Truth, 2});
      head_ += fmt::format("field item.{} : bool given from \"form\" as external\n", name);
    } else if (roll < 8) {
      const std::size_t values = 3 + dice_.below(3);
      words(name, values);
      head_ += fmt::format("field item.{} : e_{} given from \"form\" as external\n", name, name);
    } else {
      columns_.push_back({name, Column::Kind::Number, 3});
      head_ += fmt::format("field item.{} : int 0 .. 1000 given from \"form\" as external\n", name);
    }
  }

  /// A table of so many rules over the columns given.
  void table(std::size_t number, const std::vector<std::size_t>& parents, std::size_t rules, bool wide) {
    const std::string name = fmt::format("t{}", number);
    const std::size_t outcomes = 3 + dice_.below(2);
    std::string body = fmt::format("classify item.{} {{\n", name);
    std::vector<bool> read(columns_.size());
    for (std::size_t i = 0; i + 1 < rules; ++i) {
      // Narrow rules first; three parts at most where tables are small.
      const std::size_t most = std::min<std::size_t>(parents.size(), wide ? 6 : 3);
      const std::size_t least = wide ? 3 : 1;
      const std::size_t parts = wide ? most - i * (most - least) / rules - dice_.below(2) : 1 + dice_.below(most);
      body += fmt::format("  r{} when {} => v{}\n", i, condition(parents, std::max<std::size_t>(parts, 1), read),
                          dice_.below(outcomes));
    }
    body += "  otherwise v0\n}\n";
    std::string from;
    for (std::size_t at : parents) {
      if (read[at]) from += (from.empty() ? "" : ", ") + columns_[at].name;
    }
    words(name, outcomes);
    head_ += fmt::format("field item.{} : e_{} classified from {}\n", name, name, from);
    tables_ += body;
  }

  /// Some of the columns from `first` on, each once.
  std::vector<std::size_t> some(std::size_t first, std::size_t count) {
    std::vector<std::size_t> all;
    for (std::size_t i = first; i < columns_.size(); ++i) all.push_back(i);
    for (std::size_t i = 0; i < count && i < all.size(); ++i) std::swap(all[i], all[i + dice_.below(all.size() - i)]);
    all.resize(std::min(count, all.size()));
    std::sort(all.begin(), all.end());
    return all;
  }

  std::size_t columns() const { return columns_.size(); }
  std::string text() const { return "framework model 1.0\n\n" + enums_ + "row item \"Item\"\n" + head_ + tables_; }

 private:
  void words(const std::string& name, std::size_t values) {
    columns_.push_back({name, Column::Kind::Words, values});
    enums_ += fmt::format("enum e_{} {{ v0", name);
    for (std::size_t v = 1; v < values; ++v) enums_ += fmt::format(", v{}", v);
    enums_ += " }\n";
  }

  std::string condition(const std::vector<std::size_t>& parents, std::size_t parts, std::vector<bool>& read) {
    std::vector<std::size_t> all = parents;
    std::string out;
    for (std::size_t i = 0; i < parts && i < all.size(); ++i) {
      std::swap(all[i], all[i + dice_.below(all.size() - i)]);
      read[all[i]] = true;
      out += (out.empty() ? "" : " and ") + part(columns_[all[i]]);
    }
    return out;
  }

  std::string part(const Column& c) {
    switch (c.kind) {
    case Column::Kind::Truth: return dice_.below(2) == 0 ? c.name : "not " + c.name;
    case Column::Kind::Number:
      return fmt::format("{} {} {}", c.name, dice_.below(2) == 0 ? "<=" : ">", 200 * (1 + dice_.below(4)));
    case Column::Kind::Words: break;
    }
    const std::size_t value = dice_.below(c.values);
    if (c.values > 3 && dice_.below(3) == 0)
      return fmt::format("{} in {{v{}, v{}}}", c.name, value, (value + 1) % c.values);
    return fmt::format("{} {} v{}", c.name, dice_.below(5) == 0 ? "!=" : "==", value);
  }

  Dice dice_;
  std::vector<Column> columns_;
  std::string enums_, head_, tables_;
};

}  // namespace

std::string layered_model(const Shape& shape) {
  Model model(shape.seed);
  for (std::size_t i = 0; i < shape.inputs; ++i) model.fact(i);
  for (std::size_t t = 0; t < shape.tables; ++t) {
    // Two to four facts near each other in the form, and up to two of the tables made last.
    const std::size_t rules = shape.rules * (t + 1) / shape.tables - shape.rules * t / shape.tables;
    std::vector<std::size_t> parents = model.some(t < 2 ? 0 : std::max(shape.inputs, model.columns() - 8), 2);
    const std::size_t facts = std::min<std::size_t>(shape.inputs, 3);
    for (std::size_t i = 0; i < facts; ++i) {
      const std::size_t at = (t * 5 + i * 2) % shape.inputs;
      if (std::find(parents.begin(), parents.end(), at) == parents.end()) parents.push_back(at);
    }
    model.table(t, parents, rules, false);
  }
  return model.text();
}

std::string service_table(std::size_t rules, std::size_t columns, std::uint64_t seed) {
  Dice dice(seed);
  const auto number = [](std::size_t c) { return c % 4 == 0; };
  const auto values = [](std::size_t c) { return 4 + c % 4 * 2; };
  std::string enums = "enum out { a, b, c, d, e, f, g, h }\n";
  std::string fields, body;
  std::vector<bool> read(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    fields += fmt::format("field rec.c{} : {} given from \"form\" as external\n", c,
                          number(c) ? "decimal 0 .. 1000" : fmt::format("e{}", c));
    if (number(c)) continue;
    enums += fmt::format("enum e{} {{", c);
    for (std::size_t v = 0; v < values(c); ++v) enums += fmt::format("{} v{}_{}", v == 0 ? "" : ",", c, v);
    enums += " }\n";
  }
  for (std::size_t r = 0; r < rules; ++r) {
    std::vector<std::size_t> tested;
    while (tested.size() < std::min<std::size_t>(5, columns)) {
      const std::size_t c = dice.below(columns);
      if (std::find(tested.begin(), tested.end(), c) == tested.end()) tested.push_back(c);
    }
    std::sort(tested.begin(), tested.end());
    std::string condition;
    for (const std::size_t c : tested) {
      read[c] = true;
      condition += condition.empty() ? "" : " and ";
      const std::size_t v = dice.below(number(c) ? 49 : values(c));
      if (number(c))
        condition += fmt::format("c{} {} {}", c, dice.below(2) == 0 ? "<=" : ">", (v + 1) * 20);
      else if (dice.below(2) == 0)
        condition += fmt::format("c{} == v{}_{}", c, c, v);
      else
        condition += fmt::format("c{} in {{v{}_{}, v{}_{}}}", c, c, v, c, (v + 1) % values(c));
    }
    body += fmt::format("  r{} when {} => {}\n", r, condition, "abcdefgh"[dice.below(8)]);
  }
  std::string from;
  for (std::size_t c = 0; c < columns; ++c) {
    if (read[c]) from += fmt::format("{}c{}", from.empty() ? "" : ", ", c);
  }
  return fmt::format("framework service 1.0\n{}row rec \"Record\"\n{}field rec.out : out classified from {}\n"
                     "classify rec.out {{\n{}  otherwise a\n}}\n",
                     enums, fields, from, body);
}

std::string wide_table(std::size_t rules, std::size_t columns, std::uint64_t seed) {
  Model model(seed);
  for (std::size_t i = 0; i < columns; ++i) model.fact(i);
  model.table(0, model.some(0, columns), rules, true);
  return model.text();
}

}  // namespace msd::bench
