// The typed IR and the graph as text.
#include "compiler/check/check.h"

#include <fmt/format.h>

#include <set>

namespace msd::check {

namespace {

using tir::ExprId;
using tir::FieldId;
using tir::Program;

std::string cell(const Program& p, FieldId id) { return p[p[id].row].name + "." + p[id].name; }

std::string show(const Program& p, ExprId id) {
  if (!id.valid()) return "-";
  const tir::Expr& e = p[id];
  std::string out = fmt::format("({}", info(e.op).name);
  switch (e.op) {
  case Op::Load:
  case Op::Collect: out += " " + cell(p, FieldId{e.x}); break;
  case Op::Single:
  case Op::All: out += " " + p.rows[e.x].name; break;
  case Op::Const: {
    const tir::Const& c = p.constants[e.x];
    out += c.kind == tir::Const::Kind::Text     ? fmt::format(" \"{}\"", c.text)
           : c.kind == tir::Const::Kind::Number ? fmt::format(" {}", c.number)
                                                : fmt::format(" {:#x}", c.mask);
    break;
  }
  case Op::InMask:
  case Op::HasAll: out += fmt::format(" {:#x}", static_cast<std::uint64_t>(p.numbers[e.x])); break;
  case Op::Scale: out += fmt::format(" {}/{}", p.numbers[e.x], p.numbers[e.y]); break;
  case Op::Here:
  case Op::Compare:
  case Op::EqFinite:
  case Op::EqText:
  case Op::EqRow:
  case Op::EqSet: out += fmt::format(" {}", e.x); break;
  case Op::Uses: out += " " + p.lexicons[e.x].name; break;
  case Op::CountDistinct:
    for (std::uint32_t i = 0; i < e.y; ++i) out += " " + show(p, p.keys[e.x + i]);
    break;
  case Op::And:
  case Op::Or:
  case Op::Not:
  case Op::If:
  case Op::HasValue:
  case Op::IsAbsent:
  case Op::IsGiven:
  case Op::Fits:
  case Op::Some:
  case Op::Count:
  case Op::First:
  case Op::SingletonSet:
  case Op::Union:
  case Op::AttachSelf: break;
  }
  for (ExprId part : {e.a, e.b, e.c, e.d}) {
    if (part.valid()) out += " " + show(p, part);
  }
  return out + ")";
}

void collect(const Program& p, ExprId id, std::set<std::uint32_t>& out) {
  if (!id.valid()) return;
  const tir::Expr& e = p[id];
  if (e.op == Op::Load || e.op == Op::Collect) out.insert(e.x);
  if (e.op == Op::CountDistinct) {
    for (std::uint32_t i = 0; i < e.y; ++i) collect(p, p.keys[e.x + i], out);
  }
  for (ExprId part : {e.a, e.b, e.c, e.d}) collect(p, part, out);
}

}  // namespace

std::string dump(const Program& p) {
  std::string out;
  for (FieldId id : p.order) {
    if (!p[id].rule.valid()) continue;
    const tir::Rule& rule = p[p[id].rule];
    static constexpr const char* kKinds[] = {"derive", "classify", "unique", "attach"};
    out += fmt::format("{} {}\n", kKinds[static_cast<int>(rule.kind)], cell(p, id));
    if (rule.where.valid()) out += "  where " + show(p, rule.where) + "\n";
    if (rule.value.valid()) out += "  value " + show(p, rule.value) + "\n";
    for (const tir::Line& line : rule.lines) {
      out += fmt::format("  {} when {} => {}\n", line.name, show(p, line.condition),
                         line.outcome.valid() ? show(p, line.outcome) : "reject");
    }
  }
  for (const tir::Require& r : p.requires_) {
    out += fmt::format("{} {} on {}\n  where {}\n  holds {}\n", r.assumed ? "assume" : "require", r.name, p[r.row].name,
                       show(p, r.where), show(p, r.condition));
  }
  for (const tir::Property& r : p.properties) {
    out += fmt::format("{} {} on {}\n  where {}\n  holds {}\n", r.never ? "never" : "always", r.name, p[r.row].name,
                       show(p, r.where), show(p, r.condition));
  }
  for (const tir::Dependence& d : p.dependences) {
    out += fmt::format("{} {} {} {}{}\n", d.monotone ? "monotone" : "independent", cell(p, d.field),
                       d.monotone ? "in" : "of", cell(p, d.fact),
                       !d.monotone ? ""
                       : d.down    ? " down"
                                   : " up");
  }
  for (const tir::Archetype& archetype : p.archetypes) {
    out += fmt::format("archetype {}\n", archetype.name);
    for (const tir::Role& role : archetype.roles) {
      out += fmt::format("  {}role {} : {}\n", role.optional ? "optional " : "", role.name, p[role.row].name);
      static constexpr const char* kWords[] = {"must", "usually", "expects"};
      for (const tir::RoleCondition& c : role.conditions) {
        out += fmt::format("    {}{}{} {}\n", kWords[static_cast<int>(c.kind)], c.name.empty() ? "" : " ", c.name,
                           show(p, c.value));
      }
    }
  }
  for (const tir::System& system : p.systems) {
    out += fmt::format("system {}\n", system.name);
    for (std::uint32_t one : system.archetypes) out += "  " + p.archetypes[one].name + "\n";
  }
  for (const tir::Preference& one : p.preferences) out += fmt::format("prefer fewest {}\n", show(p, one.value));
  return out;
}

std::string dump_graph(const Program& p) {
  std::string out;
  for (FieldId id : p.order) {
    const tir::Field& field = p[id];
    if (field.builtin != tir::Builtin::None) continue;
    out += fmt::format("{} ({})\n", cell(p, id), name(field.category));
    std::set<std::uint32_t> reads;
    if (field.rule.valid()) {
      const tir::Rule& rule = p[field.rule];
      collect(p, rule.where, reads);
      collect(p, rule.value, reads);
      for (const tir::Line& line : rule.lines) {
        collect(p, line.condition, reads);
        collect(p, line.outcome, reads);
      }
    }
    for (std::uint32_t read : reads) out += "  reads " + cell(p, FieldId{read}) + "\n";
    for (const tir::Parent& parent : field.parents) {
      for (FieldId to : parent.fields) out += "  parent " + cell(p, to) + "\n";
      if (parent.external) out += "  external \"" + parent.written + "\"\n";
    }
  }
  return out;
}

std::string verify(const Program& p) {
  if (p.order.size() != p.fields.size()) return "the order does not hold every field";
  for (std::uint32_t i = 0; i < p.exprs.size(); ++i) {
    const tir::Expr& e = p.exprs[i];
    const ExprId parts[] = {e.a, e.b, e.c, e.d};
    std::size_t part = 0;
    const std::string_view operands = info(e.op).operands;
    for (std::size_t at = 0; at < operands.size() && part < 4; ++at, ++part) {
      const char letter = operands[at];
      const bool optional = at + 1 < operands.size() && operands[at + 1] == '?';
      if (optional) ++at;
      const ExprId child = parts[part];
      if (letter == '-' ? child.valid() : (!child.valid() && !optional))
        return fmt::format("node {} has the wrong operands", i);
      if (child.valid() && child.index >= i) return fmt::format("node {} comes before its part", i);
      if (!child.valid() || letter == 'V') continue;
      const Class cls = p[child].type.cls;
      const bool good = letter == 'F'   ? cls == Class::Bool || cls == Class::Enum
                        : letter == 'B' ? cls == Class::Bool
                        : letter == 'S' ? cls == Class::Set
                        : letter == 'N' ? cls == Class::Number
                        : letter == 'T' ? cls == Class::Text || cls == Class::Id
                        : letter == 'R' ? cls == Class::Ref
                                        : cls == Class::List;
      if (!good) return fmt::format("node {} ({}) has an operand of class {}", i, info(e.op).name, name(cls));
    }
  }
  return {};
}

}  // namespace msd::check
