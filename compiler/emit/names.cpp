#include "compiler/emit/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::emit {

namespace {

__extension__ using Wide = __int128;

Bounds hull(const Bounds& a, const Bounds& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), a.wide || b.wide};
}

Bounds times(const Bounds& a, std::int64_t top, std::int64_t bottom) {
  if (a.wide) return a;
  const Wide x = static_cast<Wide>(a.low) * top / bottom;
  const Wide y = static_cast<Wide>(a.high) * top / bottom;
  const Wide low = std::min(x, y);
  const Wide high = std::max(x, y);
  if (low < INT64_MIN || high > INT64_MAX) return {0, 0, true};
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high), false};
}

bool beyond(const Bounds& b, std::int64_t most) { return b.wide || b.high > most || b.low < -most; }

}  // namespace

std::string identifier(std::string_view name, const std::set<std::string_view>& taken) {
  std::string out;
  for (const char c : name) out += c == '.' || c == '-' ? '_' : c;
  if (taken.contains(out)) out += '_';
  return out;
}

std::vector<std::string> identifiers(const std::vector<std::string_view>& names,
                                     const std::set<std::string_view>& taken, const std::vector<std::string>& behind) {
  std::vector<std::string> out;
  std::set<std::string> used;
  for (std::string_view name : names) {
    std::string made = identifier(name, taken);
    const auto is_used = [&](const std::string& end) { return used.contains(made + end); };
    while (is_used("") || std::any_of(behind.begin(), behind.end(), is_used)) made += '_';
    used.insert(made);
    for (const std::string& end : behind) used.insert(made + end);
    out.push_back(std::move(made));
  }
  return out;
}

Names names(const Program& program, const std::set<std::string_view>& taken, const std::vector<std::string>& behind) {
  std::vector<std::string_view> all;
  for (const Column& c : program.columns) all.push_back(c.name);
  for (const Decision& d : program.decisions) all.push_back(d.name);
  Names out;
  out.columns = identifiers(all, taken, behind);
  const auto first = out.columns.begin() + static_cast<std::ptrdiff_t>(program.columns.size());
  out.decisions.assign(first, out.columns.end());
  out.columns.erase(first, out.columns.end());
  return out;
}

std::vector<std::uint32_t> used_enums(const Program& program) {
  std::set<std::uint32_t> out;
  for (std::uint32_t i = 0; i < program.exprs.size(); ++i) out.insert(enum_of(program, type_of(program, i)));
  for (const Column& c : program.columns) out.insert(enum_of(program, c.type));
  for (const Decision& d : program.decisions) out.insert(enum_of(program, d.type));
  out.erase(kNone);
  return {out.begin(), out.end()};
}

std::uint32_t type_of(const Program& program, std::uint32_t expr) {
  const Expr& e = program.exprs[expr];
  if (e.kind == Expr::Kind::Const) return e.x;
  if (e.kind == Expr::Kind::Column) return program.columns[e.x].type;
  if (e.kind == Expr::Kind::Decision) return program.decisions[e.x].type;
  return program.image.nodes()[e.node].type;
}

Class cls(const Program& program, std::uint32_t type) { return static_cast<Class>(program.image.types()[type].cls); }

std::uint32_t enum_of(const Program& program, std::uint32_t type) {
  const Class c = cls(program, type);
  return c == Class::Enum || c == Class::Set ? program.image.types()[type].target : kNone;
}

std::vector<std::string_view> values(const Program& program, std::uint32_t enum_index) {
  const image::EnumRecord& e = program.image.enums()[enum_index];
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < e.value_count; ++i)
    out.push_back(program.image.text(program.image.values()[e.value_first + i].name));
  return out;
}

std::string_view line_name(const Program& program, const records::Line& line) {
  return program.image.text(program.image.lines()[line.record].name);
}

std::string origin(const Program& program) {
  const image::Image& image = program.image;
  return fmt::format("{} {}, row {}, image {:016x}", image.text(image.framework().name),
                     image.text(image.framework().version), image.text(image.rows()[program.row].name), image.hash());
}

Bounds bounds(const Program& program, std::uint32_t index) {
  const Expr& e = program.exprs[index];
  const auto of_type = [&](std::uint32_t type) -> Bounds {
    const image::TypeRecord& t = program.image.types()[type];
    return {program.image.number(t.low), program.image.number(t.high), false};
  };
  switch (e.kind) {
  case Expr::Kind::Const: return e.absent ? Bounds{} : Bounds{e.number, e.number, false};
  case Expr::Kind::Column: return of_type(program.columns[e.x].type);
  case Expr::Kind::Decision: return of_type(program.decisions[e.x].type);
  case Expr::Kind::If: return hull(bounds(program, e.b), bounds(program, e.c));
  case Expr::Kind::Scale: return times(bounds(program, e.a), e.top, e.bottom);
  default: return {};
  }
}

std::string too_wide(const Program& program, std::int64_t most) {
  for (std::size_t i = 0; i < program.exprs.size(); ++i) {
    const Expr& e = program.exprs[i];
    const bool compare = e.kind == Expr::Kind::Compare;
    if (!compare && e.kind != Expr::Kind::Scale && !(e.kind == Expr::Kind::Column && e.cls == Class::Number)) continue;
    bool wide = false;
    if (compare) {
      const auto factor = [&](std::int64_t a, std::int64_t b) {
        std::int64_t out = 0;
        return __builtin_mul_overflow(a, b, &out) ? INT64_MAX : out;
      };
      wide = beyond(times(bounds(program, e.a), factor(e.top, e.other_bottom), 1), most) ||
             beyond(times(bounds(program, e.b), factor(e.other_top, e.bottom), 1), most);
    } else if (e.kind == Expr::Kind::Scale) {
      wide = beyond(times(bounds(program, e.a), e.top, 1), most);
    } else {
      wide = beyond(bounds(program, static_cast<std::uint32_t>(i)), most);
    }
    if (!wide) continue;
    for (std::uint32_t c : records::reads(program, {static_cast<std::uint32_t>(i)}).columns) {
      if (cls(program, program.columns[c].type) == Class::Number)
        return fmt::format("the numbers of `{}` are too wide for it", program.columns[c].name);
    }
    return "numbers are compared that are too wide for it";
  }
  return {};
}

Rejecting rejecting(const Program& program, const records::Reads& reads) {
  Rejecting out;
  for (std::uint32_t c : reads.columns) {
    if (program.columns[c].kind == Column::Kind::Measure) out.columns.push_back(c);
  }
  out.decisions = reads.decisions;
  return out;
}

Emitted emit(const Program& program, const Options& options) {
  using Language = Options::Language;
  const bool wide = options.language == Language::Json || options.language == Language::JavaScript;
  if (std::string fault = wide ? "" : too_wide(program, INT64_MAX - 1); !fault.empty()) return {{}, fault};
  switch (options.language) {
  case Language::Json: return {json(program, options), {}};
  case Language::JavaScript: return {javascript(program, options), {}};
  case Language::Cpp: return {cpp(program, options), {}};
  case Language::C: return {c(program, options), {}};
  case Language::Dmn: return {dmn(program, options), {}};
  case Language::Sql:
  case Language::DuckDb:
  case Language::Spark: break;
  }
  return {sql(program, options), {}};
}

}  // namespace msd::emit
