#include "runtime/records/plan.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace msd::records {

namespace {

void walk(const Program& p, std::uint32_t expr, std::set<std::uint32_t>& columns, std::set<std::uint32_t>& decisions,
          std::set<std::uint32_t>& seen) {
  if (expr == kNone || !seen.insert(expr).second) return;
  const Expr& e = p.exprs[expr];
  if (e.kind == Expr::Kind::Column) columns.insert(e.x);
  if (e.kind == Expr::Kind::Decision) decisions.insert(e.x);
  for (std::uint32_t part : {e.a, e.b, e.c}) walk(p, part, columns, decisions, seen);
}

Reads read(const Program& p, const std::vector<std::uint32_t>& exprs) {
  std::set<std::uint32_t> columns, decisions, seen;
  for (std::uint32_t e : exprs) walk(p, e, columns, decisions, seen);
  return {{columns.begin(), columns.end()}, {decisions.begin(), decisions.end()}};
}

std::string type_name(const image::Image& image, std::uint32_t index) {
  const image::TypeRecord& type = image.types()[index];
  const auto cls = static_cast<Class>(type.cls);
  std::string out = type.optional != 0 ? "optional " : "";
  switch (cls) {
  case Class::Enum: out += image.text(image.enums()[type.target].name); break;
  case Class::Set: out += fmt::format("set of {}", image.text(image.enums()[type.target].name)); break;
  default: out += name(cls); break;
  }
  return out;
}

}  // namespace

Reads reads(const Program& program, std::initializer_list<std::uint32_t> exprs) {
  return read(program, std::vector<std::uint32_t>(exprs));
}

Reads reads(const Program& program, const Decision& decision) {
  std::vector<std::uint32_t> all{decision.value};
  for (const Line& line : decision.lines) {
    all.push_back(line.condition);
    all.push_back(line.outcome);
  }
  return read(program, all);
}

std::string dump(const Program& program, const Plan& found) {
  const image::Image& image = program.image;
  std::string out = fmt::format("record {}\n", program.name);
  for (const Column& c : program.columns) {
    out +=
        fmt::format("{} {} : {}", c.kind == Column::Kind::Fact ? "fact" : "measure", c.name, type_name(image, c.type));
    if (c.kind == Column::Kind::Measure) out += fmt::format(" = {}", c.written);
    out += '\n';
  }
  for (std::size_t i = 0; i < program.decisions.size(); ++i) {
    const Decision& d = program.decisions[i];
    out += fmt::format("decision {} : {}{}\n", d.name, type_name(image, d.type), d.asked ? "" : " (read by others)");
    std::string from;
    const Reads rest = reads(program, d);
    const Reads first = reads(program, {d.where});
    std::set<std::string> names;
    for (const Reads* r : {&first, &rest}) {
      for (std::uint32_t c : r->columns) names.insert(program.columns[c].name);
      for (std::uint32_t of : r->decisions) names.insert(program.decisions[of].name);
    }
    for (const std::string& name : names) from += (from.empty() ? "" : ", ") + name;
    if (!from.empty()) out += fmt::format("  from {}\n", from);
    if (!d.lines.empty()) out += fmt::format("  {} rules\n", d.lines.size());
    const Table& table = found.tables[i];
    out += fmt::format("  {} {}\n", table.form == Table::Form::Letter ? "by the letter:" : "as", table.why);
  }
  for (const Left& l : program.left) out += fmt::format("left out {}: {}\n", l.name, l.reason);
  return out;
}

}  // namespace msd::records
