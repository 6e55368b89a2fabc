// A C++17 header without dependencies; everything in it can be evaluated at compile time.
#include "compiler/emit/batch.h"
#include "compiler/emit/c_family.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

constexpr std::string_view kCppHelpers = R"(/// A column that may be absent: a value, or nothing; then `value` is T{}.
template <class T> struct cell {
  T value{};
  bool there = false;
};
enum class content : std::uint8_t { value, absent, rejected };
/// What a field comes to; without a value, `value` is T{}. `rule` is the place of the rule that fired, -1 if none did.
template <class T> struct decided {
  T value{};
  content state = content::absent;
  std::RULE rule = -1;
  constexpr bool there() const { return state == content::value; }
  constexpr bool rejected() const { return state == content::rejected; }
};

/// Of sets and numbers. No byte of it is open, so that compilers need not copy it as a whole.
template <class T> struct decided_wide {
  T value{};
  content state = content::absent;
  std::uint8_t unused = 0;
  std::uint16_t unused_too = 0;
  std::int32_t rule = -1;
  constexpr bool there() const { return state == content::value; }
  constexpr bool rejected() const { return state == content::rejected; }
};
template <> struct decided<std::uint64_t> : decided_wide<std::uint64_t> {};
template <> struct decided<std::int64_t> : decided_wide<std::int64_t> {};

namespace detail {
/// Truths are numbers, 0 or 1, so that `&` and `|` join them without a branch.
constexpr unsigned yes(unsigned a) { return a; }
constexpr unsigned no(unsigned a) { return a ^ 1U; }
template <class T> constexpr std::uint64_t bit(T a) { return std::uint64_t{1} << (static_cast<unsigned>(a) & 63U); }
template <class T> constexpr unsigned in(T a, std::uint64_t mask) {
  return static_cast<unsigned>(mask >> (static_cast<unsigned>(a) & 63U)) & 1U;
}
template <class T> constexpr unsigned has(std::uint64_t set, T a) { return in(a, set); }
constexpr std::uint64_t when(unsigned a, std::uint64_t set) { return (std::uint64_t{0} - a) & set; }
template <class T> constexpr decided<T> made(T value, content state, int rule) {
  decided<T> out{};
  out.value = value;
  out.state = state;
  out.rule = static_cast<decltype(out.rule)>(rule);
  return out;
}
template <class T> constexpr decided<T> gives(T value, int rule) { return made(value, content::value, rule); }
template <class T> constexpr decided<T> may_give(T value, unsigned there, int rule) {
  return made(value, static_cast<content>(no(there)), rule);
}
template <class T> constexpr decided<T> rejects(int rule) { return made(T{}, content::rejected, rule); }
template <class T> constexpr decided<T> nothing() { return {}; }
template <class T> constexpr decided<T> comes_to(T value, unsigned there, unsigned rejected) {
  return made(static_cast<T>(when(no(rejected), static_cast<std::uint64_t>(value))),
              static_cast<content>(rejected << 1U | (no(there) & no(rejected))), -1);
}
constexpr std::uint64_t at(unsigned place, unsigned condition) { return std::uint64_t{condition} << place; }
constexpr unsigned several(std::uint64_t mask) { return (mask & (mask - 1)) != 0 ? 1U : 0U; }
/// The lowest of at least one.
constexpr unsigned first(std::uint64_t mask) {
#ifdef __GNUC__
  return static_cast<unsigned>(__builtin_ctzll(mask));
#else
  unsigned out = 0;
  for (; (mask & 1U) == 0; mask >>= 1) ++out;
  return out;
#endif
}
}  // namespace detail
)";

/// For tables that are held as data.
constexpr std::string_view kCppTableHelpers = R"(
namespace detail {
/// That a cell is there, in a range, and in a mask of the numbers below 64; or that it is not so.
struct test {
  std::int32_t source;
  bool negated;
  std::int64_t low, high;
  std::uint64_t mask;
};
struct tested {
  std::int64_t value;
  bool there;
};
template <class T> constexpr tested number(T value, unsigned there) {
  return {static_cast<std::int64_t>(value), there != 0};
}
constexpr bool holds(const test& t, const tested& a) {
  const unsigned in = unsigned{a.there} & unsigned{a.value >= t.low} & unsigned{a.value <= t.high} &
                      static_cast<unsigned>(t.mask >> (static_cast<std::uint64_t>(a.value) & 63));
  return (in & 1) != unsigned{t.negated};
}
constexpr bool line_holds(const test* tests, const std::int32_t* needs, const std::int32_t* first, int line,
                          const tested* cells) {
  for (std::int32_t i = first[line]; i < first[line + 1]; ++i) {
    const test& t = tests[needs[i]];
    if (!holds(t, cells[t.source])) return false;
  }
  return true;
}
constexpr int first_line(const test* tests, const std::int32_t* needs, const std::int32_t* first, int lines,
                         const tested* cells) {
  for (int line = 0; line < lines; ++line) {
    if (line_holds(tests, needs, first, line, cells)) return line;
  }
  return -1;
}
constexpr int matching(const test* tests, const std::int32_t* needs, const std::int32_t* first, int lines,
                       const tested* cells) {
  int out = 0;
  for (int line = 0; line < lines; ++line) out += line_holds(tests, needs, first, line, cells) ? 1 : 0;
  return out;
}
}  // namespace detail
)";

class CppWriter final : private CFamily {
 public:
  CppWriter(const Program& program, const Options& options) : CFamily(program, options) {
    const std::vector<std::uint32_t> used = used_enums(p_);
    std::vector<std::string_view> types;
    for (std::uint32_t e : used) types.push_back(p_.image.text(p_.image.enums()[e].name));
    const std::vector<std::string> named = identifiers(types, taken_by_c_family());
    for (std::size_t i = 0; i < used.size(); ++i)
      enums_[used[i]] = {named[i], identifiers(values(p_, used[i]), taken_by_c_family())};
  }

  std::string run() {
    const std::string space =
        fmt::format("{}_{}", identifier(p_.image.text(p_.image.framework().name), taken_by_c_family()),
                    identifier(p_.image.text(p_.image.rows()[p_.row].name), taken_by_c_family()));
    out_ = fmt::format("// Rules of {}.\n// Made by msdc {}: do not edit.\n#pragma once\n\n#include "
                       "<cstddef>\n#include <cstdint>\n#include <cstring>\n\n"
                       "namespace {} {{\n\ninline constexpr char image[] = \"{:016x}\";\n\n",
                       origin(p_), options_.version, space, p_.image.hash());
    enums();
    out_ += replaced(std::string(kCppHelpers), {{"RULE", rule_bits()}});
    if (any_large()) out_ += kCppTableHelpers;
    out_ += "\n/// What the rules look at. Numbers are whole numbers of the smallest part of their quantity; sets are "
            "masks.\n"
            "struct record {\n";
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const bool measure = c.kind == Column::Kind::Measure;
      if (measure) out_ += fmt::format("  /// {}\n", report::printable(c.written));
      out_ += fmt::format("  {} {}{{}};\n", can_be_absent(i) ? fmt::format("cell<{}>", type(c.type)) : type(c.type),
                          columns()[i]);
      if (measure) out_ += fmt::format("  bool {}_rejected = false;\n", columns()[i]);
    }
    out_ += "};\n\nstruct decisions {\n";
    const auto [order, filled] = in_struct();
    for (const std::size_t i : order) out_ += fmt::format("  {} {}{{}};\n", decided(p_.decisions[i]), decisions()[i]);
    out_ += filled ? "  std::uint32_t unused = 0;\n};\n\n" : "};\n\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    out_ += "constexpr decisions decide(const record& c) {\n  decisions d{};\n";
    for (const std::string& name : decisions()) out_ += fmt::format("  d.{0} = decide_{0}(c, d);\n", name);
    out_ += fmt::format("  return d;\n}}\n\n{}}}  // namespace {}\n", cpp_batch(p_, {columns(), decisions()}), space);
    return std::move(out_);
  }

 private:
  std::string enumeration(std::uint32_t e) const { return "values::" + enums_.at(e).type; }
  std::string type(std::uint32_t index) const {
    switch (cls(p_, index)) {
    case Class::Bool: return "bool";
    case Class::Enum: return enumeration(enum_of(p_, index));
    case Class::Set: return "std::uint64_t";
    default: return "std::int64_t";
    }
  }
  void enums() {
    if (enums_.empty()) return;
    out_ += "namespace values {\n";
    for (const auto& [e, names] : enums_)
      out_ += fmt::format("enum class {} : std::uint8_t {{ {} }};\n", names.type, fmt::join(names.values, ", "));
    out_ += "}  // namespace values\n\n";
  }

  const Words& words() const override {
    static const Words kWords{"detail::",
                              "",
                              ".",
                              "std::uint64_t",
                              "detail::tested",
                              "inline constexpr const char*",
                              "inline constexpr std::int32_t",
                              "inline constexpr detail::test",
                              "content::value",
                              "content::absent",
                              "content::rejected"};
    return kWords;
  }
  std::string mask(std::uint64_t n) const override { return fmt::format("std::uint64_t{{0x{:x}}}", n); }
  std::string named(std::uint32_t e, std::size_t value) const override {
    return fmt::format("{}::{}", enumeration(e), enums_.at(e).values[value]);
  }
  std::string constant(const Expr& e) const override {
    if (e.cls == Class::Bool) return e.number == 1 ? "true" : "false";
    if (e.cls == Class::Enum) return named(enum_of(p_, e.x), static_cast<std::size_t>(e.number));
    if (e.cls == Class::Set) return mask(static_cast<std::uint64_t>(e.number));
    return fmt::format("std::int64_t{{{}}}", e.number);
  }
  std::string empty(std::uint32_t type_index) const override { return type(type_index) + "{}"; }
  std::string tested(const Term& term) const override {
    return fmt::format("detail::number({}, {})", bare(term.of), term.there.empty() ? "true" : bare(term.there));
  }
  std::string decided(const Decision& d) const override { return fmt::format("decided<{}>", type(d.type)); }
  std::string row(const Decision& d, std::string_view value, std::string_view state,
                  std::string_view rule) const override {
    if (value.empty()) value = "{}";
    return wide(d) ? fmt::format("detail::made<{}>({}, {}, {})", type(d.type), value, state, rule)
                   : fmt::format("{{{}, {}, {}}}", value, state, rule);
  }
  std::string behind(const Decision& d) const override { return fmt::format("<{}>", type(d.type)); }
  std::string of_rows(const Decision& d) const override { return "inline constexpr " + decided(d); }
  std::string head(const std::string& of, const std::string& name) const override {
    return fmt::format("constexpr {} {}([[maybe_unused]] const record& c, [[maybe_unused]] const decisions& d) {{\n",
                       of, name);
  }
  struct EnumNames {
    std::string type;
    std::vector<std::string> values;
  };
  std::map<std::uint32_t, EnumNames> enums_;
};

}  // namespace

std::string cpp(const Program& program, const Options& options) { return CppWriter(program, options).run(); }

}  // namespace msd::emit
