// A C++17 header without dependencies; everything in it can be evaluated at compile time.
#include "compiler/emit/c_family.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

constexpr std::string_view kCppHelpers = R"(/// A value, or nothing.
template <class T> struct cell {
  T value{};
  bool there = false;
};
/// What a field comes to. `rule` is the place of the rule that fired, -1 if none did.
template <class T> struct decided {
  cell<T> value{};
  bool rejected = false;
  int rule = -1;
};

namespace detail {
template <class T> constexpr cell<T> is(T v) { return {v, true}; }
constexpr bool holds(cell<bool> a) { return a.there && a.value; }
template <class T> constexpr bool eq(cell<T> a, cell<T> b) { return a.there && b.there && a.value == b.value; }
template <class T> constexpr bool ne(cell<T> a, cell<T> b) { return a.there && b.there && a.value != b.value; }
constexpr bool lt(cell<std::int64_t> a, cell<std::int64_t> b) { return a.there && b.there && a.value < b.value; }
constexpr bool le(cell<std::int64_t> a, cell<std::int64_t> b) { return a.there && b.there && a.value <= b.value; }
constexpr cell<std::int64_t> scaled(cell<std::int64_t> a, std::int64_t top, std::int64_t bottom) {
  return {a.value * top / bottom, a.there};
}
constexpr std::uint64_t members(cell<std::uint64_t> a) { return a.there ? a.value : 0; }
template <class T> constexpr std::uint64_t bit(cell<T> a) {
  return a.there ? std::uint64_t{1} << static_cast<unsigned>(a.value) : 0;
}
template <class T> constexpr bool in(cell<T> a, std::uint64_t mask) { return (bit(a) & mask) != 0; }
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
template <class T> constexpr cell<std::int64_t> number(cell<T> a) {
  return {static_cast<std::int64_t>(a.value), a.there};
}
constexpr bool holds(const test& t, const cell<std::int64_t>& a) {
  const unsigned in = unsigned{a.there} & unsigned{a.value >= t.low} & unsigned{a.value <= t.high} &
                      static_cast<unsigned>(t.mask >> (static_cast<std::uint64_t>(a.value) & 63));
  return (in & 1) != unsigned{t.negated};
}
constexpr bool line_holds(const test* tests, const std::int32_t* needs, const std::int32_t* first, int line,
                          const cell<std::int64_t>* cells) {
  for (std::int32_t i = first[line]; i < first[line + 1]; ++i) {
    const test& t = tests[needs[i]];
    if (!holds(t, cells[t.source])) return false;
  }
  return true;
}
constexpr int first_line(const test* tests, const std::int32_t* needs, const std::int32_t* first, int lines,
                         const cell<std::int64_t>* cells) {
  for (int line = 0; line < lines; ++line) {
    if (line_holds(tests, needs, first, line, cells)) return line;
  }
  return -1;
}
constexpr int matching(const test* tests, const std::int32_t* needs, const std::int32_t* first, int lines,
                       const cell<std::int64_t>* cells) {
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
    out_ = fmt::format("// Rules of {}.\n// Made by msdc {}: do not edit.\n#pragma once\n\n#include <cstdint>\n\n"
                       "namespace {} {{\n\ninline constexpr char image[] = \"{:016x}\";\n\n",
                       origin(p_), options_.version, space, p_.image.hash());
    enums();
    out_ += kCppHelpers;
    if (any_large()) out_ += kCppTableHelpers;
    out_ += "\n/// What the rules look at. Numbers are whole numbers of the smallest part of their quantity; sets are "
            "masks.\n"
            "struct record {\n";
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const bool measure = c.kind == Column::Kind::Measure;
      if (measure) out_ += fmt::format("  /// {}\n", report::printable(c.written));
      out_ += fmt::format("  cell<{}> {}{{}};\n", type(c.type), columns()[i]);
      if (measure) out_ += fmt::format("  bool {}_rejected = false;\n", columns()[i]);
    }
    out_ += "};\n\nstruct decisions {\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i)
      out_ += fmt::format("  decided<{}> {}{{}};\n", type(p_.decisions[i].type), decisions()[i]);
    out_ += "};\n\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    out_ += "constexpr decisions decide(const record& c) {\n  decisions d{};\n";
    for (const std::string& name : decisions()) out_ += fmt::format("  d.{0} = decide_{0}(c, d);\n", name);
    out_ += fmt::format("  return d;\n}}\n\n}}  // namespace {}\n", space);
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
                              "cell<std::int64_t>",
                              "inline constexpr const char*",
                              "inline constexpr std::int32_t",
                              "inline constexpr detail::test"};
    return kWords;
  }
  std::string mask(std::int64_t n) const override {
    return fmt::format("std::uint64_t{{0x{:x}}}", static_cast<std::uint64_t>(n));
  }
  std::string constant(const Expr& e) const override {
    if (e.absent) return fmt::format("cell<{}>{{}}", type(e.x));
    if (e.cls == Class::Bool) return fmt::format("detail::is({})", e.number == 1);
    if (e.cls == Class::Enum)
      return fmt::format("detail::is({}::{})", enumeration(enum_of(p_, e.x)),
                         enums_.at(enum_of(p_, e.x)).values[static_cast<std::size_t>(e.number)]);
    if (e.cls == Class::Set) return fmt::format("detail::is({})", mask(e.number));
    return fmt::format("detail::is(std::int64_t{{{}}})", e.number);
  }
  std::string numbered(const std::string& cell) const override { return fmt::format("detail::number({})", cell); }
  std::string decided(const Decision& d) const override { return fmt::format("decided<{}>", type(d.type)); }
  std::string gives(const std::string& cell, const std::string& rule) const override {
    return fmt::format("{{{}, false, {}}}", cell, rule);
  }
  std::string rejects(const std::string& rule) const override { return fmt::format("{{{{}}, true, {}}}", rule); }
  std::string nothing() const override { return "{}"; }
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
