// A C99 header without dependencies: static inline functions, one kind of cell for all.
#include "compiler/emit/c_family.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

/// `$` stands for what all names begin with; VALUE for a type of values, GIVEN for what it is in expressions, KIND for
/// what is put behind names for it, RULE for the type of its rules, MORE for what fills up the bytes between.
constexpr std::string_view kCTypes =
    R"(/// A column that may be absent: a value, or nothing; then `value` is 0.
struct $cellKIND {
  VALUE value;
  bool there;
};
/// What a field comes to; without a value, `value` is 0. `rule` is the place of the rule that fired, -1 if none did.
struct $decidedKIND {
  VALUE value;
  uint8_t state;
MORE  RULE rule;
};
static inline struct $decidedKIND $madeKIND(VALUE value, unsigned state, int rule) {
  struct $decidedKIND out = {value, (uint8_t)state, MADE(RULE)rule};
  return out;
}
static inline struct $decidedKIND $givesKIND(GIVEN value, int rule) { return $madeKIND((VALUE)value, $value, rule); }
static inline struct $decidedKIND $may_giveKIND(GIVEN value, unsigned there, int rule) {
  return $madeKIND((VALUE)value, there ^ 1U, rule);
}
static inline struct $decidedKIND $rejectsKIND(int rule) { return $madeKIND(0, $rejected, rule); }
static inline struct $decidedKIND $nothingKIND(void) { return $madeKIND(0, $absent, -1); }
static inline struct $decidedKIND $comes_toKIND(GIVEN value, unsigned there, unsigned rejected) {
  return $madeKIND((VALUE)((uint64_t)value & ((uint64_t)rejected - 1)), rejected << 1 | ((there | rejected) ^ 1U), -1);
}
)";

constexpr std::string_view kCHelpers =
    R"(/// Truths are numbers, 0 or 1, so that `&` and `|` join them without a branch.
static inline unsigned $yes(unsigned a) { return a; }
static inline unsigned $no(unsigned a) { return a ^ 1U; }
static inline uint64_t $bit(uint8_t a) { return UINT64_C(1) << (a & 63U); }
static inline unsigned $in(uint8_t a, uint64_t mask) { return (unsigned)(mask >> (a & 63U)) & 1U; }
static inline unsigned $has(uint64_t set, uint8_t a) { return $in(a, set); }
static inline uint64_t $when(unsigned a, uint64_t set) { return (UINT64_C(0) - a) & set; }
static inline uint64_t $at(unsigned place, unsigned condition) { return (uint64_t)condition << place; }
static inline unsigned $several(uint64_t mask) { return (mask & (mask - 1)) != 0 ? 1U : 0U; }
/// The lowest of at least one.
static inline unsigned $first(uint64_t mask) {
#ifdef __GNUC__
  return (unsigned)__builtin_ctzll(mask);
#else
  unsigned out = 0;
  for (; (mask & 1U) == 0; mask >>= 1) ++out;
  return out;
#endif
}

)";

/// For tables that are held as data.
constexpr std::string_view kCTableHelpers =
    R"(/// That a cell is there, in a range, and in a mask of the numbers below 64; or that it is not so.
struct $test {
  int32_t source;
  bool negated;
  int64_t low, high;
  uint64_t mask;
};
struct $tested {
  int64_t value;
  bool there;
};
static inline bool $passes(const struct $test *t, const struct $tested *a) {
  const unsigned in = (unsigned)a->there & (unsigned)(a->value >= t->low) & (unsigned)(a->value <= t->high) &
                      (unsigned)(t->mask >> ((uint64_t)a->value & 63));
  return (in & 1) != (unsigned)t->negated;
}
static inline bool $line_holds(const struct $test *tests, const int32_t *needs, const int32_t *first, int line,
                               const struct $tested *cells) {
  for (int32_t i = first[line]; i < first[line + 1]; ++i) {
    const struct $test *t = &tests[needs[i]];
    if (!$passes(t, &cells[t->source])) return false;
  }
  return true;
}
static inline int $first_line(const struct $test *tests, const int32_t *needs, const int32_t *first, int lines,
                              const struct $tested *cells) {
  for (int line = 0; line < lines; ++line) {
    if ($line_holds(tests, needs, first, line, cells)) return line;
  }
  return -1;
}
static inline int $matching(const struct $test *tests, const int32_t *needs, const int32_t *first, int lines,
                            const struct $tested *cells) {
  int out = 0;
  for (int line = 0; line < lines; ++line) out += $line_holds(tests, needs, first, line, cells) ? 1 : 0;
  return out;
}

)";

class CWriter final : private CFamily {
 public:
  CWriter(const Program& program, const Options& options)
      : CFamily(program, options),
        prefix_(fmt::format("{}_{}_", identifier(p_.image.text(p_.image.framework().name), {}),
                            identifier(p_.image.text(p_.image.rows()[p_.row].name), {}))),
        words_{prefix_,
               prefix_,
               "->",
               "uint64_t",
               fmt::format("struct {}tested", prefix_),
               "static const char *const",
               "static const int32_t",
               fmt::format("static const struct {}test", prefix_),
               prefix_ + "value",
               prefix_ + "absent",
               prefix_ + "rejected"} {
    const std::vector<std::uint32_t> used = used_enums(p_);
    std::vector<std::string> all;
    for (std::uint32_t e : used) {
      for (std::string_view v : values(p_, e)) all.push_back(fmt::format("{}_{}", enum_name(e), v));
    }
    const std::vector<std::string> named = identifiers({all.begin(), all.end()}, {});
    auto next = named.begin();
    for (std::uint32_t e : used) {
      for (std::size_t v = values(p_, e).size(); v > 0; --v)
        enums_[e].push_back(fmt::format("{}values_{}", prefix_, *next++));
    }
  }

  std::string run() {
    out_ = fmt::format("// Rules of {0}.\n// Made by msdc {1}: do not edit.\n#ifndef MSD_{2}H\n#define MSD_{2}H\n\n"
                       "#include <stdbool.h>\n#include <stdint.h>\n\n"
                       "static const char {2}image[] = \"{3:016x}\";\n\n",
                       origin(p_), options_.version, prefix_, p_.image.hash());
    for (const auto& [e, names] : enums_)
      out_ += fmt::format("/// Values of {}.\nenum {{ {} }};\n", enum_name(e), fmt::join(names, ", "));
    out_ += "\n";
    types();
    helpers(kCHelpers);
    if (any_large()) helpers(kCTableHelpers);
    structs();
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    whole();
    return std::move(out_);
  }

 private:
  struct Kind {
    std::string_view type, given, behind;
    bool wide;
  };
  static constexpr Kind kPlaces{"uint8_t", "unsigned", "", false}, kSets{"uint64_t", "uint64_t", "_set", true};
  static constexpr Kind kNumbers{"int64_t", "int64_t", "_number", true};

  void helpers(std::string_view text) { out_ += replaced(std::string(text), {{"$", prefix_}}); }
  void types(const Kind& kind) {
    out_ += replaced(std::string(kCTypes),
                     {{"$", prefix_},
                      {"VALUE", kind.type},
                      {"GIVEN", kind.given},
                      {"KIND", kind.behind},
                      {"RULE", rule_type(kind)},
                      {"MADE", kind.wide ? "0, 0, " : ""},
                      {"MORE", kind.wide ? "  uint8_t unused;\n  uint16_t unused_too;  // no byte is open\n" : ""}});
  }
  std::string_view rule_type(const Kind& kind) const { return kind.wide ? "int32_t" : rule_bits(); }
  void types() {
    helpers("enum { $value, $absent, $rejected };\n\n");
    out_ += "// Of bools (0 and 1) and values of enums (their places).\n";
    types(kPlaces);
    out_ += "\n// Of sets: masks of places.\n";
    types(kSets);
    out_ += "\n// Of numbers.\n";
    types(kNumbers);
    out_ += "\n";
  }
  const Kind& kind(std::uint32_t type) const {
    const Class c = cls(p_, type);
    return c == Class::Set ? kSets : c == Class::Number ? kNumbers : kPlaces;
  }
  std::string enum_name(std::uint32_t e) const { return std::string(p_.image.text(p_.image.enums()[e].name)); }
  std::string in_words(std::uint32_t type) const {
    const Class c = cls(p_, type);
    if (c == Class::Enum) return "one of " + enum_name(enum_of(p_, type));
    if (c == Class::Set) return "set of " + enum_name(enum_of(p_, type));
    return std::string(name(c));
  }

  void structs() {
    out_ +=
        fmt::format("/// What the rules look at. Numbers are whole numbers of the smallest part of their quantity.\n"
                    "struct {}record {{\n",
                    prefix_);
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const bool measure = c.kind == Column::Kind::Measure;
      if (measure) out_ += fmt::format("  /// {}\n", report::printable(c.written));
      const std::string held = can_be_absent(i) ? fmt::format("struct {}cell{}", prefix_, kind(c.type).behind)
                               : cls(p_, c.type) == Class::Bool ? "bool"
                                                                : std::string(kind(c.type).type);
      out_ += fmt::format("  {} {};  // {}\n", held, columns()[i], in_words(c.type));
      if (measure) out_ += fmt::format("  bool {}_rejected;\n", columns()[i]);
    }
    if (p_.columns.empty()) out_ += "  bool nothing;\n";
    out_ += fmt::format("}};\n\nstruct {}decisions {{\n", prefix_);
    const auto [order, filled] = in_struct();
    for (const std::size_t i : order)
      out_ +=
          fmt::format("  {} {};  // {}\n", decided(p_.decisions[i]), decisions()[i], in_words(p_.decisions[i].type));
    out_ += filled ? "  uint32_t unused;\n};\n\n" : "};\n\n";
  }

  /// Each field begins as nothing, one by one: a struct that is filled with zeros at once is copied at once, too.
  void whole() {
    const auto [order, filled] = in_struct();
    std::vector<std::string> begin;
    for (const std::size_t i : order) begin.push_back(fmt::format("{}nothing{}()", prefix_, behind(p_.decisions[i])));
    if (filled) begin.emplace_back("0");
    out_ += fmt::format("static inline struct {0}decisions {0}decide(const struct {0}record *c) {{\n"
                        "  struct {0}decisions d = {{{1}}};\n",
                        prefix_, fmt::join(begin, ", "));
    for (const std::string& name : decisions()) out_ += fmt::format("  d.{1} = {0}decide_{1}(c, &d);\n", prefix_, name);
    out_ += "  return d;\n}\n\n#endif\n";
  }

  const Words& words() const override { return words_; }
  std::string mask(std::uint64_t n) const override { return fmt::format("UINT64_C(0x{:x})", n); }
  std::string named(std::uint32_t e, std::size_t value) const override { return enums_.at(e)[value]; }
  std::string constant(const Expr& e) const override {
    if (e.cls == Class::Bool) return e.number == 1 ? "true" : "false";
    if (e.cls == Class::Enum) return named(enum_of(p_, e.x), static_cast<std::size_t>(e.number));
    if (e.cls == Class::Set) return mask(static_cast<std::uint64_t>(e.number));
    return fmt::format("INT64_C({})", e.number);
  }
  std::string empty(std::uint32_t /*type*/) const override { return "0"; }
  std::string tested(const Term& term) const override {
    return fmt::format("{{(int64_t){}, {}}}", term.of, term.there.empty() ? "true" : bare(term.there));
  }
  std::string decided(const Decision& d) const override {
    return fmt::format("struct {}decided{}", prefix_, kind(d.type).behind);
  }
  std::string row(const Decision& d, std::string_view value, std::string_view state,
                  std::string_view rule) const override {
    return fmt::format("{{{}, {}, {}{}}}", value.empty() ? "0" : value, state, wide(d) ? "0, 0, " : "", rule);
  }
  std::string behind(const Decision& d) const override { return std::string(kind(d.type).behind); }
  std::string of_rows(const Decision& d) const override { return "static const " + decided(d); }
  std::string head(const std::string& of, const std::string& name) const override {
    return fmt::format("static inline {0} {1}(const struct {2}record *c, const struct {2}decisions *d) {{\n"
                       "  (void)c;\n  (void)d;\n",
                       of, name, prefix_);
  }

  std::string prefix_;
  Words words_;
  std::map<std::uint32_t, std::vector<std::string>> enums_;
};

}  // namespace

std::string c(const Program& program, const Options& options) { return CWriter(program, options).run(); }

}  // namespace msd::emit
