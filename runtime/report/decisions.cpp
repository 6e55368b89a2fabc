// Graphs of designs and frameworks, from what evaluation explains and the registry declares.
#include "runtime/report/display.h"
#include "runtime/report/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::report {

namespace {

using eval::CellRef;
using eval::Outcome;
using image::kNone;

class Decisions {
 public:
  explicit Decisions(eval::Evaluator& evaluator)
      : evaluator_(evaluator), facts_(evaluator.facts()), image_(facts_.image()) {}

  Graph run() {
    for (eval::RowIndex row = 0; row < facts_.rows().size(); ++row) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        if (image_.fields()[f].rule != kNone) reads_of({row, f});
      }
    }
    // The map is in the order of rows and fields, which is that of the worksheets.
    Graph out;
    out.title = facts_.design_label.empty() ? facts_.design_name : facts_.design_label;
    std::map<CellRef, std::uint32_t> index;
    for (const auto& [cell, used] : seen_) {
      if (!used) continue;
      index.emplace(cell, static_cast<std::uint32_t>(out.nodes.size()));
      out.nodes.push_back(node(cell, group(out, cell.row)));
    }
    for (const auto& [from, to, waits] : edges_) out.edges.push_back({index.at(from), index.at(to), waits});
    return out;
  }

 private:
  struct Edge {
    CellRef from, to;
    bool waits;
  };

  void reads_of(CellRef cell) {
    const Outcome& outcome = evaluator_.cell(cell.row, cell.field);
    std::vector<CellRef> reads;
    const std::vector<std::uint32_t> asked = where_not(cell, outcome);
    for (CellRef read : evaluator_.explain(cell.row, cell.field).reads) {
      const bool told = asked.empty() || std::find(asked.begin(), asked.end(), read.field) != asked.end();
      if (told && shown(read) && read != cell) reads.push_back(read);
    }
    for (CellRef read : reads) add(read, cell, false);
    for (CellRef need : outcome.needs) {
      if (need != cell && std::find(reads.begin(), reads.end(), need) == reads.end()) add(need, cell, true);
    }
    seen_.emplace(cell, false);
  }

  /// The fields that the `where` of a rule asks, if that is what leaves the cell absent: nothing else led there.
  std::vector<std::uint32_t> where_not(CellRef cell, const Outcome& outcome) {
    std::vector<std::uint32_t> fields;
    const std::uint32_t where = image_.rules()[image_.fields()[cell.field].rule].where;
    if (outcome.state != Outcome::State::Absent || where == kNone) return fields;
    const Outcome holds = evaluator_.node(where, cell.row);
    if (holds.state == Outcome::State::Value && holds.value.mask == 2) return fields;
    std::vector<std::uint32_t> nodes{where};
    while (!nodes.empty()) {
      const image::NodeRecord& n = image_.nodes()[nodes.back()];
      nodes.pop_back();
      if (static_cast<Op>(n.op) == Op::Load) fields.push_back(n.x);
      for (std::uint32_t part : {n.a, n.b, n.c, n.d}) {
        if (part != kNone) nodes.push_back(part);
      }
    }
    return fields;
  }

  /// Names, ids and relations are the ways that rules walk, not what they decide by.
  bool shown(CellRef cell) const {
    const image::FieldRecord& field = image_.fields()[cell.field];
    const auto cls = static_cast<Class>(image_.types()[field.type].cls);
    return field.builtin == 0 && cls != Class::Ref && cls != Class::List;
  }

  void add(CellRef from, CellRef to, bool waits) {
    edges_.push_back({from, to, waits});
    seen_[from] = true;
    seen_[to] = true;
  }

  std::uint32_t group(Graph& out, eval::RowIndex row) {
    const auto [it, fresh] = groups_.emplace(row, static_cast<std::uint32_t>(out.groups.size()));
    if (fresh) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[row].kind];
      std::string name = row_name(facts_, row);
      if (kind.single != 0 && name == image_.text(kind.name)) name.clear();
      out.groups.push_back({std::string(image_.text(kind.label)), std::move(name)});
    }
    return it->second;
  }

  GraphNode node(CellRef cell, std::uint32_t group) {
    const image::FieldRecord& field = image_.fields()[cell.field];
    const Outcome& outcome = evaluator_.cell(cell.row, cell.field);
    GraphNode out;
    out.id = fmt::format("c{}-{}", cell.row, cell.field);
    out.title = image_.text(field.label);
    out.full = cell_name(facts_, cell);
    out.category = static_cast<Category>(field.category);
    out.group = group;
    out.cell = cell;
    out.value = show_outcome(facts_, cell.field, outcome, Style::Label);
    if (outcome.line != kNone) out.rule = image_.text(image_.lines()[outcome.line].name);
    for (const eval::Round& round : evaluator_.rounds(cell.row, cell.field)) {
      for (std::uint32_t line : round.lines)
        out.rule += (out.rule.empty() ? "" : ", ") + std::string(image_.text(image_.lines()[line].name));
    }
    const bool ruled = field.rule != kNone;
    const std::uint32_t own = facts_.cell(cell.row, cell.field).because;
    if (own != kNone) out.reason = facts_.symbols.text(own);
    switch (outcome.state) {
    case Outcome::State::Unknown:
      out.kind = NodeKind::Open;
      out.value = ruled ? show_possible(facts_, cell.field, outcome.possible) : "?";
      break;
    case Outcome::State::Absent: out.kind = NodeKind::Absent, out.value = "–"; break;
    case Outcome::State::Rejected: out.kind = NodeKind::Rejected, out.value = "rejected"; break;
    case Outcome::State::Value:
      out.kind = outcome.origin == eval::Origin::Defaulted ? NodeKind::Default
                 : ruled                                   ? NodeKind::Computed
                                                           : NodeKind::Fact;
      if (out.value.empty()) out.value = "none";
    }
    return out;
  }

  eval::Evaluator& evaluator_;
  const eval::Facts& facts_;
  const image::Image& image_;
  std::map<CellRef, bool> seen_;  // whether an edge begins or ends there
  std::map<eval::RowIndex, std::uint32_t> groups_;
  std::vector<Edge> edges_;
};

std::string type_words(const image::Image& image, std::uint32_t index) {
  const image::TypeRecord& type = image.types()[index];
  const std::string_view target = type.target == kNone ? std::string_view() : [&]() -> std::string_view {
    const auto cls = static_cast<Class>(type.cls);
    const bool row = cls == Class::Ref || cls == Class::List;
    return image.text(row ? image.rows()[type.target].name : image.enums()[type.target].name);
  }();
  switch (static_cast<Class>(type.cls)) {
  case Class::Enum:
  case Class::Ref: return std::string(target);
  case Class::Set: return fmt::format("set of {}", target);
  case Class::List: return fmt::format("list of {}", target);
  case Class::Bool:
  case Class::Number:
  case Class::Text:
  case Class::Id: return std::string(name(static_cast<Class>(type.cls)));
  }
  return {};
}

}  // namespace

Graph decision_graph(eval::Evaluator& evaluator) { return Decisions(evaluator).run(); }

Graph framework_graph(const image::Image& image) {
  Graph out;
  out.title = fmt::format("{} {}", image.text(image.framework().name), image.text(image.framework().version));
  std::vector<std::uint32_t> index(image.fields().size(), kNone);
  for (std::uint32_t r = 0; r < image.rows().size(); ++r) {
    const image::RowRecord& row = image.rows()[r];
    for (std::uint32_t f = row.field_first; f < row.field_first + row.field_count; ++f) {
      const image::FieldRecord& field = image.fields()[f];
      if (field.builtin != 0) continue;
      index[f] = static_cast<std::uint32_t>(out.nodes.size());
      GraphNode node;
      node.id = fmt::format("f{}", f);
      node.title = image.text(field.label);
      node.value = type_words(image, field.type);
      node.full = fmt::format("{}.{}", image.text(row.name), image.text(field.name));
      node.category = static_cast<Category>(field.category);
      node.kind = field.rule != kNone ? NodeKind::Computed : NodeKind::Fact;
      node.group = static_cast<std::uint32_t>(out.groups.size());
      out.nodes.push_back(std::move(node));
    }
    out.groups.push_back({"", std::string(image.text(row.label))});
  }
  for (std::uint32_t f = 0; f < image.fields().size(); ++f) {
    const image::FieldRecord& field = image.fields()[f];
    for (std::uint32_t p = 0; p < field.parent_count && index[f] != kNone; ++p) {
      const image::ParentRecord& parent = image.parents()[field.parent_first + p];
      for (std::uint32_t i = 0; i < parent.field_count; ++i) {
        const std::uint32_t from = index[image.field_list()[parent.field_first + i].field];
        const GraphEdge edge{from, index[f], false};
        if (from != kNone && from != edge.to && std::find(out.edges.begin(), out.edges.end(), edge) == out.edges.end())
          out.edges.push_back(edge);
      }
    }
  }
  return out;
}

}  // namespace msd::report
