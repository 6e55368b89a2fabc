// A C99 header without dependencies: static inline functions, one kind of cell for all.
#include "compiler/emit/c_family.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

/// `$` stands for what all names begin with.
constexpr std::string_view kCHelpers =
    R"(/// A value, or nothing: 0 or 1, the place of a value of an enum, a mask of such places, or a number.
struct $cell {
  int64_t value;
  bool there;
};
/// What a field comes to. `rule` is the place of the rule that fired, -1 if none did.
struct $decided {
  struct $cell value;
  bool rejected;
  int rule;
};

static inline struct $cell $is(int64_t value) {
  struct $cell out = {value, true};
  return out;
}
static inline struct $cell $absent(void) {
  struct $cell out = {0, false};
  return out;
}
static inline bool $holds(struct $cell a) { return a.there && a.value == 1; }
static inline bool $eq(struct $cell a, struct $cell b) { return a.there && b.there && a.value == b.value; }
static inline bool $ne(struct $cell a, struct $cell b) { return a.there && b.there && a.value != b.value; }
static inline bool $lt(struct $cell a, struct $cell b) { return a.there && b.there && a.value < b.value; }
static inline bool $le(struct $cell a, struct $cell b) { return a.there && b.there && a.value <= b.value; }
static inline struct $cell $scaled(struct $cell a, int64_t top, int64_t bottom) {
  a.value = a.there ? a.value * top / bottom : 0;
  return a;
}
static inline uint64_t $members(struct $cell a) { return a.there ? (uint64_t)a.value : 0; }
static inline uint64_t $bit(struct $cell a) { return a.there ? (uint64_t)1 << a.value : 0; }
static inline bool $in(struct $cell a, uint64_t mask) { return ($bit(a) & mask) != 0; }
static inline struct $decided $gives(struct $cell value, int rule) {
  struct $decided out = {value, false, rule};
  return out;
}
static inline struct $decided $rejects(int rule) {
  struct $decided out = {{0, false}, true, rule};
  return out;
}
static inline struct $decided $nothing(void) { return $gives($absent(), -1); }

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
static inline bool $passes(const struct $test *t, const struct $cell *a) {
  const unsigned in = (unsigned)a->there & (unsigned)(a->value >= t->low) & (unsigned)(a->value <= t->high) &
                      (unsigned)(t->mask >> ((uint64_t)a->value & 63));
  return (in & 1) != (unsigned)t->negated;
}
static inline bool $line_holds(const struct $test *tests, const int32_t *needs, const int32_t *first, int line,
                               const struct $cell *cells) {
  for (int32_t i = first[line]; i < first[line + 1]; ++i) {
    const struct $test *t = &tests[needs[i]];
    if (!$passes(t, &cells[t->source])) return false;
  }
  return true;
}
static inline int $first_line(const struct $test *tests, const int32_t *needs, const int32_t *first, int lines,
                              const struct $cell *cells) {
  for (int line = 0; line < lines; ++line) {
    if ($line_holds(tests, needs, first, line, cells)) return line;
  }
  return -1;
}
static inline int $matching(const struct $test *tests, const int32_t *needs, const int32_t *first, int lines,
                            const struct $cell *cells) {
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
               fmt::format("struct {}cell", prefix_),
               "static const char *const",
               "static const int32_t",
               fmt::format("static const struct {}test", prefix_)} {
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
    helpers(kCHelpers);
    if (any_large()) helpers(kCTableHelpers);
    structs();
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    whole();
    return std::move(out_);
  }

 private:
  void helpers(std::string_view text) {
    for (const char c : text) c == '$' ? out_ += prefix_ : out_ += c;
  }
  std::string enum_name(std::uint32_t e) const { return std::string(p_.image.text(p_.image.enums()[e].name)); }
  std::string kind(std::uint32_t type) const {
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
      out_ += fmt::format("  struct {}cell {};  // {}\n", prefix_, columns()[i], kind(c.type));
      if (measure) out_ += fmt::format("  bool {}_rejected;\n", columns()[i]);
    }
    if (p_.columns.empty()) out_ += "  bool nothing;\n";
    out_ += fmt::format("}};\n\nstruct {}decisions {{\n", prefix_);
    for (std::size_t i = 0; i < p_.decisions.size(); ++i)
      out_ += fmt::format("  struct {}decided {};  // {}\n", prefix_, decisions()[i], kind(p_.decisions[i].type));
    out_ += "};\n\n";
  }

  void whole() {
    out_ += fmt::format("static inline struct {0}decisions {0}decide(const struct {0}record *c) {{\n"
                        "  struct {0}decisions d = {{0}};\n",
                        prefix_);
    for (const std::string& name : decisions()) out_ += fmt::format("  d.{1} = {0}decide_{1}(c, &d);\n", prefix_, name);
    out_ += "  return d;\n}\n\n#endif\n";
  }

  const Words& words() const override { return words_; }
  std::string mask(std::int64_t n) const override {
    return fmt::format("UINT64_C(0x{:x})", static_cast<std::uint64_t>(n));
  }
  std::string constant(const Expr& e) const override {
    if (e.absent) return prefix_ + "absent()";
    if (e.cls == Class::Bool) return fmt::format("{}is({})", prefix_, e.number == 1);
    if (e.cls == Class::Enum)
      return fmt::format("{}is({})", prefix_, enums_.at(enum_of(p_, e.x))[static_cast<std::size_t>(e.number)]);
    if (e.cls == Class::Set) return fmt::format("{}is({})", prefix_, mask(e.number));
    return fmt::format("{}is(INT64_C({}))", prefix_, e.number);
  }
  std::string numbered(const std::string& cell) const override { return cell; }
  std::string decided(const Decision& /*d*/) const override { return fmt::format("struct {}decided", prefix_); }
  std::string gives(const std::string& cell, const std::string& rule) const override {
    return fmt::format("{}gives({}, {})", prefix_, cell, rule);
  }
  std::string rejects(const std::string& rule) const override { return fmt::format("{}rejects({})", prefix_, rule); }
  std::string nothing() const override { return prefix_ + "nothing()"; }
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
