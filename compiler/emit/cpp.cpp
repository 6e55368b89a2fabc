// A C++17 header without dependencies; everything in it can be evaluated at compile time.
#include "compiler/emit/names.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace msd::emit {

namespace {

const std::set<std::string_view> kTakenByCpp = {"alignas",
                                                "alignof",
                                                "and",
                                                "and_eq",
                                                "asm",
                                                "auto",
                                                "bitand",
                                                "bitor",
                                                "bool",
                                                "break",
                                                "case",
                                                "catch",
                                                "cell",
                                                "char",
                                                "class",
                                                "compl",
                                                "concept",
                                                "const",
                                                "constexpr",
                                                "continue",
                                                "co_await",
                                                "co_return",
                                                "co_yield",
                                                "decide",
                                                "decided",
                                                "decisions",
                                                "decltype",
                                                "default",
                                                "delete",
                                                "do",
                                                "double",
                                                "dynamic_cast",
                                                "else",
                                                "enum",
                                                "explicit",
                                                "export",
                                                "extern",
                                                "false",
                                                "float",
                                                "for",
                                                "friend",
                                                "goto",
                                                "if",
                                                "inline",
                                                "int",
                                                "long",
                                                "mutable",
                                                "namespace",
                                                "new",
                                                "noexcept",
                                                "not",
                                                "not_eq",
                                                "nullptr",
                                                "operator",
                                                "or",
                                                "or_eq",
                                                "private",
                                                "protected",
                                                "public",
                                                "record",
                                                "register",
                                                "reinterpret_cast",
                                                "requires",
                                                "return",
                                                "short",
                                                "signed",
                                                "sizeof",
                                                "static",
                                                "static_assert",
                                                "static_cast",
                                                "struct",
                                                "switch",
                                                "template",
                                                "this",
                                                "thread_local",
                                                "throw",
                                                "true",
                                                "try",
                                                "typedef",
                                                "typeid",
                                                "typename",
                                                "union",
                                                "unsigned",
                                                "using",
                                                "value",
                                                "virtual",
                                                "void",
                                                "volatile",
                                                "wchar_t",
                                                "while",
                                                "xor",
                                                "xor_eq",
                                                "unix",
                                                "linux",
                                                "NULL",
                                                "EOF"};

constexpr std::size_t kLines = 100;  // of one function: compilers take much longer over one long chain

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

class CppWriter {
 public:
  CppWriter(const Program& program, const Options& options)
      : p_(program), options_(options), names_(names(p_, kTakenByCpp, {"_rejected"})) {
    const std::vector<std::uint32_t> used = used_enums(p_);
    std::vector<std::string_view> types;
    for (std::uint32_t e : used) types.push_back(p_.image.text(p_.image.enums()[e].name));
    const std::vector<std::string> named = identifiers(types, kTakenByCpp);
    for (std::size_t i = 0; i < used.size(); ++i)
      enums_[used[i]] = {named[i], identifiers(values(p_, used[i]), kTakenByCpp)};
  }

  std::string run() {
    const std::string space = fmt::format("{}_{}", identifier(p_.image.text(p_.image.framework().name), kTakenByCpp),
                                          identifier(p_.image.text(p_.image.rows()[p_.row].name), kTakenByCpp));
    out_ = fmt::format("// Rules of {}.\n// Made by msdc {}: do not edit.\n#pragma once\n\n#include <cstdint>\n\n"
                       "namespace {} {{\n\ninline constexpr char image[] = \"{:016x}\";\n\n",
                       origin(p_), options_.version, space, p_.image.hash());
    enums();
    out_ += kCppHelpers;
    out_ += "\n/// What the rules look at. Numbers are whole numbers of the smallest part of their quantity; sets are "
            "masks.\n"
            "struct record {\n";
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const bool measure = c.kind == Column::Kind::Measure;
      if (measure) out_ += fmt::format("  /// {}\n", report::printable(c.written));
      out_ += fmt::format("  cell<{}> {}{{}};\n", type(c.type), names_.columns[i]);
      if (measure) out_ += fmt::format("  bool {}_rejected = false;\n", names_.columns[i]);
    }
    out_ += "};\n\nstruct decisions {\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i)
      out_ += fmt::format("  decided<{}> {}{{}};\n", type(p_.decisions[i].type), names_.decisions[i]);
    out_ += "};\n\n";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    out_ += "constexpr decisions decide(const record& c) {\n  decisions d{};\n";
    for (const std::string& name : names_.decisions) out_ += fmt::format("  d.{0} = decide_{0}(c, d);\n", name);
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
  static std::string mask(std::int64_t n) {
    return fmt::format("std::uint64_t{{0x{:x}}}", static_cast<std::uint64_t>(n));
  }

  void enums() {
    if (enums_.empty()) return;
    out_ += "namespace values {\n";
    for (const auto& [e, names] : enums_)
      out_ += fmt::format("enum class {} : std::uint8_t {{ {} }};\n", names.type, fmt::join(names.values, ", "));
    out_ += "}  // namespace values\n\n";
  }

  // ---- expressions -------------------------------------------------------------------------------------------------

  std::string truth(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    switch (e.kind) {
    case Expr::Kind::And: return fmt::format("({} && {})", truth(e.a), truth(e.b));
    case Expr::Kind::Or: return fmt::format("({} || {})", truth(e.a), truth(e.b));
    case Expr::Kind::Not: return "!" + truth(e.a);
    case Expr::Kind::In: return fmt::format("detail::in({}, {})", value(e.a), mask(e.number));
    case Expr::Kind::Equal:
      if (p_.exprs[e.a].cls == Class::Set)
        return fmt::format("(detail::members({}) {} detail::members({}))", value(e.a),
                           e.x == 0 ? "==" : "!=", value(e.b));
      return fmt::format("detail::{}({}, {})", e.x == 0 ? "eq" : "ne", value(e.a), value(e.b));
    case Expr::Kind::Compare: return compare(e);
    case Expr::Kind::HasAll: return fmt::format("((detail::members({0}) & {1}) == {1})", value(e.a), mask(e.number));
    case Expr::Kind::Has: return fmt::format("((detail::members({}) & detail::bit({})) != 0)", value(e.a), value(e.b));
    case Expr::Kind::IsAbsent: return fmt::format("!{}.there", value(e.a));
    case Expr::Kind::IsThere: return fmt::format("{}.there", value(e.a));
    default: return fmt::format("detail::holds({})", value(index));
    }
  }

  std::string compare(const Expr& e) const {
    const auto side = [&](std::uint32_t index, std::int64_t factor) {
      return factor == 1 ? value(index) : fmt::format("detail::scaled({}, {}, 1)", value(index), factor);
    };
    const std::string a = side(e.a, e.top * e.other_bottom);
    const std::string b = side(e.b, e.other_top * e.bottom);
    static constexpr const char* kNames[] = {"eq", "ne", "lt", "le", "lt", "le"};
    return fmt::format("detail::{}({}, {})", kNames[e.x], e.x < 4 ? a : b, e.x < 4 ? b : a);
  }

  /// A cell.
  std::string value(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    switch (e.kind) {
    case Expr::Kind::Const:
      if (e.absent) return fmt::format("cell<{}>{{}}", type(e.x));
      if (e.cls == Class::Bool) return fmt::format("detail::is({})", e.number == 1);
      if (e.cls == Class::Enum)
        return fmt::format("detail::is({}::{})", enumeration(enum_of(p_, e.x)),
                           enums_.at(enum_of(p_, e.x)).values[static_cast<std::size_t>(e.number)]);
      if (e.cls == Class::Set) return fmt::format("detail::is({})", mask(e.number));
      return fmt::format("detail::is(std::int64_t{{{}}})", e.number);
    case Expr::Kind::Column: return "c." + names_.columns[e.x];
    case Expr::Kind::Decision: return fmt::format("d.{}.value", names_.decisions[e.x]);
    case Expr::Kind::If: return fmt::format("({} ? {} : {})", truth(e.a), value(e.b), value(e.c));
    case Expr::Kind::Scale: return fmt::format("detail::scaled({}, {}, {})", value(e.a), e.top, e.bottom);
    case Expr::Kind::Single: return fmt::format("detail::is(detail::bit({}))", value(e.a));
    case Expr::Kind::Union:
      return fmt::format("detail::is(detail::members({}) | detail::members({}))", value(e.a), value(e.b));
    case Expr::Kind::Self: return "detail::is(set)";
    default: return fmt::format("detail::is({})", truth(index));
    }
  }

  // ---- decisions ---------------------------------------------------------------------------------------------------

  std::string result(std::uint32_t outcome, const std::string& rule) const {
    return outcome == kNone ? fmt::format("{{{{}}, true, {}}}", rule)
                            : fmt::format("{{{}, false, {}}}", value(outcome), rule);
  }

  std::string rejected(const Rejecting& what) const {
    std::vector<std::string> all;
    for (std::uint32_t c : what.columns) all.push_back(fmt::format("c.{}_rejected", names_.columns[c]));
    for (std::uint32_t d : what.decisions) all.push_back(fmt::format("d.{}.rejected", names_.decisions[d]));
    return fmt::format("{}", fmt::join(all, " || "));
  }

  void decision(std::size_t index) {
    const Decision& d = p_.decisions[index];
    const std::string& name = names_.decisions[index];
    const std::string gives = fmt::format("decided<{}>", type(d.type));
    const bool table = d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
    const std::string takes = "([[maybe_unused]] const record& c, [[maybe_unused]] const decisions& d";
    if (table) {
      std::vector<std::string> all;
      for (const records::Line& line : d.lines) all.push_back(fmt::format("\"{}\"", line_name(p_, line)));
      out_ += fmt::format("inline constexpr const char* rules_of_{}[] = {{{}}};\n", name, fmt::join(all, ", "));
      for (std::size_t from = kLines; from < d.lines.size(); from += kLines) part(d, name, takes, gives, from);
    }
    out_ += fmt::format("constexpr {} decide_{}{}) {{\n", gives, name, takes);
    const auto rejects = [&](const Rejecting& what) {
      if (!what.none()) out_ += fmt::format("  if ({}) return {{{{}}, true, -1}};\n", rejected(what));
    };
    if (d.where != kNone) {
      rejects(rejecting(p_, records::reads(p_, {d.where})));
      out_ += fmt::format("  if (!{}) return {{}};\n", truth(d.where));
    }
    rejects(rejecting(p_, records::reads(p_, d)));
    if (d.kind == Decision::Kind::Derive) {
      out_ += fmt::format("  return {};\n", result(d.value, "-1"));
    } else if (d.kind == Decision::Kind::Attach) {
      attach(d);
    } else {
      unique(d);
      lines(d, 0);
      for (std::size_t from = kLines; from < d.lines.size(); from += kLines) {
        out_ +=
            fmt::format("  if (const {} more = part_{}_of_{}(c, d); more.rule >= 0) return more;\n", gives, from, name);
      }
      if (d.lines.empty() || d.lines.back().condition != kNone || d.lines.size() > kLines)
        out_ += "  return {{}, true, -1};\n";
    }
    out_ += "}\n\n";
  }

  void part(const Decision& d, const std::string& name, const std::string& takes, const std::string& gives,
            std::size_t from) {
    out_ += fmt::format("constexpr {} part_{}_of_{}{}) {{\n", gives, from, name, takes);
    lines(d, from);
    out_ += "  return {};\n}\n";
  }

  void lines(const Decision& d, std::size_t from) {
    for (std::size_t i = from; i < std::min(from + kLines, d.lines.size()); ++i) {
      const records::Line& line = d.lines[i];
      const std::string gives = result(line.outcome, fmt::format("{}", i));
      if (line.condition == kNone)
        out_ += fmt::format("  return {};  // {}\n", gives, line_name(p_, line));
      else
        out_ += fmt::format("  if ({}) return {};  // {}\n", truth(line.condition), gives, line_name(p_, line));
      if (line.condition == kNone) return;
    }
  }

  /// Two lines before the last one that match reject, unless it is proved that there are none.
  void unique(const Decision& d) {
    if (d.kind != Decision::Kind::Unique || d.proven || d.lines.size() < 3) return;
    std::vector<std::string> all;
    for (std::size_t i = 0; i + 1 < d.lines.size(); ++i)
      all.push_back(fmt::format("int{{{}}}", d.lines[i].condition == kNone ? "true" : truth(d.lines[i].condition)));
    out_ += fmt::format("  if ({} > 1) return {{{{}}, true, -1}};\n", fmt::join(all, " + "));
  }

  void attach(const Decision& d) {
    out_ += fmt::format("  std::uint64_t next = {};\n  std::uint64_t set = 0;\n  do {{\n    set = next;\n",
                        d.value == kNone ? "0" : fmt::format("detail::members({})", value(d.value)));
    for (const records::Line& line : d.lines)
      out_ += fmt::format("    if ({}) next |= detail::members({});  // {}\n",
                          line.condition == kNone ? "true" : truth(line.condition), value(line.outcome),
                          line_name(p_, line));
    out_ += "  } while (next != set);\n  return {{set, true}, false, -1};\n";
  }

  const Program& p_;
  const Options& options_;
  Names names_;
  struct EnumNames {
    std::string type;
    std::vector<std::string> values;
  };
  std::map<std::uint32_t, EnumNames> enums_;
  std::string out_;
};

}  // namespace

std::string cpp(const Program& program, const Options& options) { return CppWriter(program, options).run(); }

}  // namespace msd::emit
