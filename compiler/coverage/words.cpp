#include "compiler/coverage/words.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace msd::coverage {

namespace {

constexpr std::size_t kNamedRules = 3;  // earlier rules that are named one by one

const Decision& decision(const Table& table, std::uint32_t line) {
  return line == kWhere ? table.where : table.lines[line];
}

std::string value_name(const image::Image& image, std::uint32_t type_index, std::uint32_t bit) {
  const image::TypeRecord& type = image.types()[type_index];
  if (static_cast<Class>(type.cls) == Class::Bool) return bit == 1 ? "yes" : "no";
  return std::string(image.text(image.values()[image.enums()[type.target].value_first + bit].name));
}

std::string show(const image::Image& image, const Atom& atom) {
  const std::string of = report::show_node(image, atom.node);
  if (atom.kind == Atom::Kind::Truth) return of;
  const std::string value =
      value_name(image, image.nodes()[atom.node].type, static_cast<std::uint32_t>(std::countr_zero(atom.mask)));
  return fmt::format("{} {} {}", of, atom.kind == Atom::Kind::Is ? "==" : "has", value);
}

std::string negated(const image::Image& image, std::uint32_t node) {
  static constexpr const char* kOpposite[] = {"!=", "==", ">=", ">", "<=", "<"};
  const image::NodeRecord& n = image.nodes()[node];
  const auto optional = [&](std::uint32_t of) { return image.types()[image.nodes()[of].type].optional != 0; };
  const std::string text = report::show_node(image, node);
  switch (static_cast<Op>(n.op)) {
  case Op::Not: return report::show_node(image, n.a);
  case Op::And:
  case Op::Or:
  case Op::If: return "not (" + text + ")";
  case Op::Some: return "no" + text.substr(std::string_view("some").size());
  case Op::IsGiven: return report::show_node(image, n.a) + " is not given";
  case Op::IsAbsent: return report::show_node(image, n.a) + " is not absent";
  case Op::Compare:
    if (optional(n.a) || optional(n.b)) return "not " + text;  // with an absent side neither holds
    return fmt::format("{} {} {}", report::show_node(image, n.a), kOpposite[n.x % 6], report::show_node(image, n.b));
  default: return "not " + text;
  }
}

std::string opposite(const image::Image& image, const Atom& atom) {
  return atom.kind == Atom::Kind::Truth ? negated(image, atom.node) : "not " + show(image, atom);
}

void hold(const image::Image& image, const Decision& decision, std::vector<std::string>& out) {
  for (const Cell& c : decision.cells) out.push_back(report::show_node(image, c.node));
}

/// The rules before a line that must not fire.
void earlier(const image::Image& image, const Table& table, std::uint32_t line, std::vector<std::string>& out) {
  if (table.kind != Table::Kind::First || line == 0 || line == kWhere) return;
  if (line > kNamedRules) return out.push_back(fmt::format("none of the {} rules before it", line));
  for (std::uint32_t l = 0; l < line; ++l) out.push_back("not rule " + line_name(image, table, l));
}

/// The lines that give a value as it stands.
std::vector<std::string> givers(const image::Image& image, const Table& table, std::uint64_t bit) {
  std::vector<std::string> out;
  for (std::uint32_t l = 0; table.kind != Table::Kind::Derive && l < table.lines.size(); ++l) {
    const std::uint32_t outcome = image.lines()[image.rules()[table.subject].line_first + l].outcome;
    if (outcome == kNone || static_cast<Op>(image.nodes()[outcome].op) != Op::Const) continue;
    const image::ConstRecord& c = image.consts()[image.nodes()[outcome].x];
    const auto mask = static_cast<std::uint64_t>(image.number(c.number));
    if ((c.kind == 1 || c.kind == 2) && (mask & bit) != 0) out.push_back("rule " + line_name(image, table, l));
  }
  return out;
}

report::Location location(const image::Image& image, std::uint32_t place) {
  if (place == kNone) return {};
  const image::PlaceRecord& p = image.places()[place];
  return {std::string(image.path(p.file)), p.line, p.column, p.end_line, p.end_column};
}

}  // namespace

std::string_view name(Table::Kind kind) {
  switch (kind) {
  case Table::Kind::Derive: return "derive";
  case Table::Kind::First: return "classify";
  case Table::Kind::Unique: return "unique";
  case Table::Kind::Attach: return "attach";
  case Table::Kind::Require: return "require";
  }
  return "";
}

std::string table_name(const image::Image& image, const Table& table) {
  if (table.kind == Table::Kind::Require) return std::string(image.text(image.requirements()[table.subject].name));
  return fmt::format("{}.{}", image.text(image.rows()[table.row].name), image.text(image.fields()[table.field].name));
}

report::Location place(const image::Image& image, const Table& table) {
  return location(image, table.kind == Table::Kind::Require ? image.requirements()[table.subject].place
                                                            : image.rules()[table.subject].place);
}

report::Location place(const image::Image& image, const Table& table, const Goal& goal) {
  const bool lines = table.kind != Table::Kind::Require && table.kind != Table::Kind::Derive;
  if (!lines || goal.line >= kWhere) return place(image, table);
  return location(image, image.lines()[image.rules()[table.subject].line_first + goal.line].place);
}

std::string line_name(const image::Image& image, const Table& table, std::uint32_t line) {
  if (line == kWhere) return "where";
  if (line == kNone || table.kind == Table::Kind::Require || table.kind == Table::Kind::Derive) return {};
  return std::string(image.text(image.lines()[image.rules()[table.subject].line_first + line].name));
}

std::string part_name(const image::Image& image, const Table& table, const Goal& goal) {
  switch (goal.measure) {
  case Measure::Rules: return {};
  case Measure::Values: return value_name(image, image.fields()[table.field].type, goal.part);
  case Measure::Cells: return report::show_node(image, decision(table, goal.line).cells[goal.part].node);
  case Measure::Mcdc: return show(image, decision(table, goal.line).atoms[goal.part]);
  }
  return {};
}

std::string lack(const image::Image& image, const Table& table, const Goal& goal) {
  const std::string part = part_name(image, table, goal);
  switch (goal.measure) {
  case Measure::Rules:
    if (table.kind == Table::Kind::Derive) return "is never computed";
    if (table.kind == Table::Kind::Require) return goal.holds ? "is never held" : "is never broken";
    return table.kind == Table::Kind::Attach ? "never adds" : "never fires";
  case Measure::Values: return fmt::format("`{}` never comes out", part);
  case Measure::Cells:
    if (goal.holds) return goal.line == kWhere ? "never holds" : "never holds as a whole";
    return fmt::format("never fails by `{}` alone", part);
  case Measure::Mcdc: return fmt::format("`{}` never decides where it {}", part, goal.holds ? "holds" : "fails");
  }
  return {};
}

std::vector<std::string> needs(const image::Image& image, const Table& table, const Goal& goal) {
  if (goal.measure == Measure::Values) return givers(image, table, std::uint64_t{1} << goal.part);
  std::vector<std::string> out;
  const Decision& of = decision(table, goal.line);
  if (goal.line != kWhere) hold(image, table.where, out);
  earlier(image, table, goal.line, out);
  switch (goal.measure) {
  case Measure::Rules:
    if (goal.holds)
      hold(image, of, out);
    else
      out.push_back(negated(image, of.node));
    break;
  case Measure::Values: break;
  case Measure::Cells:
    for (std::uint32_t c = 0; c < of.cells.size(); ++c) {
      const bool fails = !goal.holds && c == goal.part;
      out.push_back(fails ? negated(image, of.cells[c].node) : report::show_node(image, of.cells[c].node));
    }
    break;
  case Measure::Mcdc:
    out.push_back(goal.holds ? show(image, of.atoms[goal.part]) : opposite(image, of.atoms[goal.part]));
    out.push_back("it decides " + report::show_node(image, of.node));
    break;
  }
  return out;
}

bool implied(const Table& table, const Goal& goal) {
  switch (goal.measure) {
  case Measure::Rules:
  case Measure::Values: return false;
  // That a line holds as a whole is that its rule fires, its value is `yes`, or its requirement is held; that the only
  // cell of a requirement fails is that it is broken.
  case Measure::Cells:
    if (goal.holds) return goal.line != kWhere || goal.part != 0;
    return table.kind == Table::Kind::Require && goal.line != kWhere && table.lines[goal.line].cells.size() == 1;
  case Measure::Mcdc: {
    // An atom that is a whole cell, or the opposite of one, has the pair of that cell.
    const Decision& of = decision(table, goal.line);
    return std::any_of(of.cells.begin(), of.cells.end(), [&](const Cell& c) {
      const Term* term = &of.terms[c.term];
      if (term->kind == Term::Kind::Not) term = &of.terms[term->a];
      const auto asked = std::count_if(of.terms.begin(), of.terms.end(),
                                       [&](const Term& t) { return t.kind == Term::Kind::Atom && t.a == goal.part; });
      return term->kind == Term::Kind::Atom && term->a == goal.part && asked == 1;
    });
  }
  }
  return false;
}

}  // namespace msd::coverage
