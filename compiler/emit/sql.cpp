// Views, one on top of the other: each adds what one field comes to. SQLite and PostgreSQL would put the expressions of
// one view into the next, each as often as it is used there, and so on: an OFFSET keeps views apart for them.
#include "compiler/emit/names.h"
#include "runtime/report/display.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::emit {

namespace {

// Words that one of the engines wants for itself, in lower case: names are written without quotes.
const std::set<std::string_view> kTakenBySql = {
    "all",       "and",          "any",      "array",        "as",      "asc",        "between",    "by",
    "case",      "cast",         "check",    "collate",      "column",  "commit",     "constraint", "create",
    "cross",     "current_date", "default",  "deferrable",   "delete",  "desc",       "distinct",   "do",
    "drop",      "else",         "end",      "escape",       "except",  "exists",     "false",      "fetch",
    "for",       "foreign",      "from",     "full",         "grant",   "group",      "having",     "id",
    "if",        "in",           "index",    "inner",        "insert",  "intersect",  "into",       "is",
    "isnull",    "join",         "key",      "lateral",      "leading", "left",       "like",       "limit",
    "localtime", "natural",      "not",      "notnull",      "null",    "offset",     "on",         "only",
    "or",        "order",        "outer",    "primary",      "records", "references", "returning",  "right",
    "row",       "rows",         "select",   "session_user", "set",     "some",       "symmetric",  "table",
    "then",      "to",           "trailing", "transaction",  "true",    "union",      "unique",     "update",
    "user",      "using",        "values",   "variadic",     "view",    "when",       "where",      "window",
    "with"};

class SqlWriter {
 public:
  SqlWriter(const Program& program, const Options& options)
      : p_(program), options_(options), spark_(options.language == Options::Language::Spark),
        names_(names(lowered(), kTakenBySql, {"_rejected", "_rule", "_line"})) {}

  std::string run() {
    base_ = fmt::format("{}_{}", identifier(p_.image.text(p_.image.framework().name), {}),
                        identifier(p_.image.text(p_.image.rows()[p_.row].name), {}));
    out_ = fmt::format(
        "-- Rules of {}.\n-- Made by msdc {}: do not edit.\n--\n"
        "-- `{}_records` is a table or a view of yours with the columns below. What is absent is NULL; numbers are\n"
        "-- whole numbers of the smallest part of their quantity; sets are sums of powers of two, one for each "
        "value.\n",
        origin(p_), options_.version, base_);
    table();
    last_ = base_ + "_records";
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    std::vector<std::string> shown{"id"};
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) {
      if (!p_.decisions[i].asked) continue;
      shown.push_back(names_.decisions[i]);
      if (!p_.decisions[i].lines.empty() && p_.decisions[i].kind != Decision::Kind::Attach)
        shown.push_back(names_.decisions[i] + "_rule");
      shown.push_back(names_.decisions[i] + "_rejected");
    }
    out_ += fmt::format("-- What the records come to.\nCREATE VIEW {} AS SELECT {}\nFROM {};\n", base_,
                        fmt::join(shown, ", "), last_);
    return std::move(out_);
  }

 private:
  /// Engines do not tell names apart by the case of their letters.
  Program lowered() const {
    Program out;
    const auto lower = [](std::string text) {
      std::transform(text.begin(), text.end(), text.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      return text;
    };
    for (Column c : p_.columns) {
      c.name = lower(c.name);
      out.columns.push_back(std::move(c));
    }
    for (const Decision& d : p_.decisions) {
      Decision one;
      one.name = lower(d.name);
      out.decisions.push_back(std::move(one));
    }
    return out;
  }

  std::string type(std::uint32_t index) const {
    switch (cls(p_, index)) {
    case Class::Bool: return "BOOLEAN";
    case Class::Enum: return spark_ ? "STRING" : "VARCHAR";
    default: return "BIGINT";
    }
  }
  static std::string quoted(std::string_view text) { return fmt::format("'{}'", text); }

  void table() {
    const std::set<std::uint32_t> sets = [&] {
      std::set<std::uint32_t> out;
      for (const Column& c : p_.columns) {
        if (cls(p_, c.type) == Class::Set) out.insert(enum_of(p_, c.type));
      }
      for (const Decision& d : p_.decisions) {
        if (cls(p_, d.type) == Class::Set) out.insert(enum_of(p_, d.type));
      }
      return out;
    }();
    for (std::uint32_t e : sets) {
      std::string all;
      std::uint64_t bit = 1;
      for (std::string_view v : values(p_, e)) {
        all += fmt::format("{}{} {}", all.empty() ? "" : ", ", bit, v);
        bit *= 2;
      }
      out_ += fmt::format("-- Of a set of {}: {}.\n", p_.image.text(p_.image.enums()[e].name), all);
    }
    out_ += fmt::format("--\n-- CREATE TABLE {}_records (\n--   id BIGINT NOT NULL", base_);
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const Column& c = p_.columns[i];
      const bool optional = p_.image.types()[c.type].optional != 0;
      const bool measure = c.kind == Column::Kind::Measure;
      out_ += fmt::format(",\n--   {} {}{}", names_.columns[i], type(c.type), optional || measure ? "" : " NOT NULL");
      if (measure)
        out_ +=
            fmt::format(",  -- {}\n--   {}_rejected BOOLEAN NOT NULL", report::printable(c.written), names_.columns[i]);
    }
    out_ += "\n-- );\n\n";
  }

  // ---- expressions: conditions are true or false, never NULL -------------------------------------------------------

  std::string truth(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    switch (e.kind) {
    case Expr::Kind::And: return fmt::format("({} AND {})", truth(e.a), truth(e.b));
    case Expr::Kind::Or: return fmt::format("({} OR {})", truth(e.a), truth(e.b));
    case Expr::Kind::Not: return fmt::format("(NOT {})", truth(e.a));
    case Expr::Kind::In: return in(e);
    case Expr::Kind::Equal: {
      const char* sign = e.x == 0 ? "=" : "<>";
      if (p_.exprs[e.a].cls == Class::Set) return fmt::format("({} {} {})", members(e.a), sign, members(e.b));
      return fmt::format("COALESCE({} {} {}, FALSE)", value(e.a), sign, value(e.b));
    }
    case Expr::Kind::Compare: {
      static constexpr const char* kSigns[] = {"=", "<>", "<", "<=", ">", ">="};
      const auto side = [&](std::uint32_t part, std::int64_t factor) {
        return factor == 1 ? value(part) : fmt::format("{} * {}", value(part), factor);
      };
      return fmt::format("COALESCE({} {} {}, FALSE)", side(e.a, e.top * e.other_bottom), kSigns[e.x],
                         side(e.b, e.other_top * e.bottom));
    }
    case Expr::Kind::HasAll: return fmt::format("(({} & {}) = {})", members(e.a), e.number, e.number);
    case Expr::Kind::Has: return fmt::format("(({} & {}) <> 0)", members(e.a), bit(e.b));
    case Expr::Kind::IsAbsent: return fmt::format("({} IS NULL)", value(e.a));
    case Expr::Kind::IsThere: return fmt::format("({} IS NOT NULL)", value(e.a));
    default: return fmt::format("COALESCE({}, FALSE)", value(index));
    }
  }

  std::string in(const Expr& e) const {
    const auto mask = static_cast<std::uint64_t>(e.number);
    const std::string a = value(e.a);
    if (p_.exprs[e.a].cls == Class::Bool) {
      switch (mask & 3U) {
      case 0: return "FALSE";
      case 1: return fmt::format("COALESCE(NOT {}, FALSE)", a);
      case 2: return fmt::format("COALESCE({}, FALSE)", a);
      default: return fmt::format("({} IS NOT NULL)", a);
      }
    }
    std::vector<std::string> all;
    const auto names = values(p_, enum_of(p_, type_of(p_, e.a)));
    for (std::size_t v = 0; v < names.size(); ++v) {
      if ((mask >> v & 1U) != 0) all.push_back(quoted(names[v]));
    }
    return all.empty() ? "FALSE" : fmt::format("COALESCE({} IN ({}), FALSE)", a, fmt::join(all, ", "));
  }

  std::string members(std::uint32_t index) const { return fmt::format("COALESCE({}, 0)", value(index)); }

  std::string bit(std::uint32_t index) const {
    std::string out = fmt::format("(CASE {}", value(index));
    if (p_.exprs[index].cls == Class::Bool) return out + " WHEN FALSE THEN 1 WHEN TRUE THEN 2 ELSE 0 END)";
    std::uint64_t one = 1;
    for (std::string_view v : values(p_, enum_of(p_, type_of(p_, index)))) {
      out += fmt::format(" WHEN {} THEN {}", quoted(v), one);
      one *= 2;
    }
    return out + " ELSE 0 END)";
  }

  std::string value(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    switch (e.kind) {
    case Expr::Kind::Const:
      if (e.absent) return nothing(e.x);
      if (e.cls == Class::Bool) return e.number == 1 ? "TRUE" : "FALSE";
      if (e.cls == Class::Enum)
        return fmt::format("CAST({} AS {})", quoted(values(p_, enum_of(p_, e.x))[static_cast<std::size_t>(e.number)]),
                           type(e.x));
      return fmt::format("CAST({} AS BIGINT)", e.number);
    case Expr::Kind::Column: return names_.columns[e.x];
    case Expr::Kind::Decision: return names_.decisions[e.x];
    case Expr::Kind::If: return fmt::format("(CASE WHEN {} THEN {} ELSE {} END)", truth(e.a), value(e.b), value(e.c));
    case Expr::Kind::Scale: return fmt::format("({} * {} / {})", value(e.a), e.top, e.bottom);
    case Expr::Kind::Single: return bit(e.a);
    case Expr::Kind::Union: return fmt::format("({} | {})", members(e.a), members(e.b));
    case Expr::Kind::Self: return set_;
    default: return truth(index);
    }
  }
  std::string nothing(std::uint32_t of) const { return fmt::format("CAST(NULL AS {})", type(of)); }

  // ---- decisions ---------------------------------------------------------------------------------------------------

  std::string rejected(const Rejecting& what) const {
    std::vector<std::string> all;
    for (std::uint32_t c : what.columns) all.push_back(names_.columns[c] + "_rejected");
    for (std::uint32_t d : what.decisions) all.push_back(names_.decisions[d] + "_rejected");
    return fmt::format("({})", fmt::join(all, " OR "));
  }

  /// The beginning of a CASE: what is not as the lines say. `gone` where the rule does not apply.
  std::string before(const Decision& d, const std::string& bad, const std::string& gone) const {
    std::string out;
    const auto rejects = [&](const Rejecting& what) {
      if (!what.none()) out += fmt::format("\n    WHEN {} THEN {}", rejected(what), bad);
    };
    if (d.where != kNone) {
      rejects(rejecting(p_, records::reads(p_, {d.where})));
      out += fmt::format("\n    WHEN NOT {} THEN {}", truth(d.where), gone);
    }
    rejects(rejecting(p_, records::reads(p_, d)));
    return out;
  }

  void view(const std::string& name, const std::string& select, const std::string& from) {
    out_ += fmt::format("CREATE VIEW {} AS SELECT t.*{}\nFROM {} t{};\n\n", name, select, from, apart());
    last_ = name;
  }

  std::string apart() const {
    return options_.language == Options::Language::Sql ? "\nLIMIT 9223372036854775807 OFFSET 0" : "";
  }

  static std::string chosen(const std::string& head, const std::string& otherwise, const std::string& as) {
    return head.empty() ? fmt::format(",\n  {} AS {}", otherwise, as)
                        : fmt::format(",\n  CASE{}\n    ELSE {} END AS {}", head, otherwise, as);
  }

  void decision(std::size_t index) {
    const Decision& d = p_.decisions[index];
    const std::string& name = names_.decisions[index];
    const std::string view_name = fmt::format("{}_{}", base_, name);
    out_ += fmt::format("-- {}\n", d.name);
    const std::string bad = chosen(before(d, "TRUE", "FALSE"), "FALSE", name + "_rejected");
    if (d.kind == Decision::Kind::Derive) {
      view(view_name, chosen(before(d, nothing(d.type), nothing(d.type)), value(d.value), name) + bad, last_);
    } else if (d.kind == Decision::Kind::Attach) {
      attach(d, name, view_name, bad);
    } else {
      lines(d, name, view_name);
    }
  }

  /// First which line: 0 is none since the rule does not apply, -1 none since what it reads is rejected.
  void lines(const Decision& d, const std::string& name, const std::string& view_name) {
    std::string which = before(d, "-1", "0");
    if (d.kind == Decision::Kind::Unique && !d.proven && d.lines.size() > 2) {
      std::vector<std::string> all;
      for (std::size_t i = 0; i + 1 < d.lines.size(); ++i)
        all.push_back(fmt::format("CASE WHEN {} THEN 1 ELSE 0 END", condition(d.lines[i])));
      which += fmt::format("\n    WHEN {} > 1 THEN -1", fmt::join(all, " + "));
    }
    std::string gives, rule, bad = fmt::format("\n    WHEN {}_line = -1 THEN TRUE", name);
    for (std::size_t i = 0; i < d.lines.size(); ++i) {
      const records::Line& line = d.lines[i];
      which += fmt::format("\n    WHEN {} THEN {}", condition(line), i + 1);
      rule += fmt::format("\n    WHEN {}_line = {} THEN {}", name, i + 1, quoted(line_name(p_, line)));
      const std::string here = fmt::format("\n    WHEN {}_line = {} THEN ", name, i + 1);
      if (line.outcome == kNone)
        bad += here + "TRUE";
      else
        gives += here + value(line.outcome);
    }
    const std::string from =
        fmt::format("(SELECT r.*,\n  CASE{}\n    ELSE -1 END AS {}_line\nFROM {} r{})", which, name, last_, apart());
    view(view_name,
         chosen(gives, nothing(d.type), name) +
             chosen(rule, spark_ ? "CAST(NULL AS STRING)" : "CAST(NULL AS VARCHAR)", name + "_rule") +
             chosen(bad, "FALSE", name + "_rejected"),
         from);
  }
  std::string condition(const records::Line& line) const {
    return line.condition == kNone ? "TRUE" : truth(line.condition);
  }

  /// Round for round: as many as there are lines, which each add once, and no more than the set has values.
  void attach(const Decision& d, const std::string& name, const std::string& view_name, const std::string& bad) {
    const std::size_t most = values(p_, enum_of(p_, d.type)).size();
    const bool grows = std::any_of(d.lines.begin(), d.lines.end(), [&](const records::Line& line) {
      return asks(line.condition) || asks(line.outcome);
    });
    const std::size_t rounds = grows ? most + 1 : 1;
    set_ = d.value == kNone ? "CAST(0 AS BIGINT)" : members(d.value);
    for (std::size_t round = 1; round <= rounds; ++round) {
      std::string next = set_;
      for (const records::Line& line : d.lines)
        next += fmt::format("\n    | CASE WHEN {} THEN {} ELSE 0 END", condition(line), members(line.outcome));
      if (round == rounds) {
        view(view_name, chosen(before(d, nothing(d.type), nothing(d.type)), fmt::format("({})", next), name) + bad,
             last_);
      } else {
        const std::string column = fmt::format("{}_round_{}", name, round);
        view(fmt::format("{}_round_{}", view_name, round), fmt::format(",\n  ({}) AS {}", next, column), last_);
        set_ = column;
      }
    }
  }
  bool asks(std::uint32_t index) const {
    if (index == kNone) return false;
    const Expr& e = p_.exprs[index];
    return e.kind == Expr::Kind::Self || asks(e.a) || asks(e.b) || asks(e.c);
  }

  const Program& p_;
  const Options& options_;
  bool spark_;
  Names names_;
  std::string base_, last_, set_, out_;
};

}  // namespace

std::string sql(const Program& program, const Options& options) { return SqlWriter(program, options).run(); }

}  // namespace msd::emit
