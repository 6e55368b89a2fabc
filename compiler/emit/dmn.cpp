// A decision model: DMN 1.3, as its tools read it.
#include "compiler/emit/dmn_parts.h"
#include "runtime/report/escape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace msd::emit {

namespace {

class DmnWriter {
 public:
  DmnWriter(const Program& program, const Options& options) : p_(program), options_(options), f_(program) {}

  std::string run() {
    const std::string_view framework = p_.image.text(p_.image.framework().name);
    const std::string_view row = p_.image.text(p_.image.rows()[p_.row].name);
    out_ = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"\n"
                       "             xmlns:dmndi=\"https://www.omg.org/spec/DMN/20191111/DMNDI/\"\n"
                       "             xmlns:dc=\"http://www.omg.org/spec/DMN/20180521/DC/\"\n"
                       "             xmlns:di=\"http://www.omg.org/spec/DMN/20180521/DI/\"\n"
                       "             id=\"model\" name=\"{0} {1}\" namespace=\"urn:msd:{0}:{1}\"\n"
                       "             exporter=\"msdc\" exporterVersion=\"{2}\">\n"
                       "  <description>Rules of {3}.\nMade by msdc {2}: do not edit.</description>\n",
                       text(framework), text(row), text(options_.version), text(origin(p_)));
    types();
    for (std::size_t i = 0; i < p_.columns.size(); ++i) column(i);
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) decision(i);
    out_ += dmn_diagram(nodes_) + "</definitions>\n";
    return std::move(out_);
  }

 private:
  static std::string text(std::string_view of) { return report::xml_text(of); }

  // ---- types -------------------------------------------------------------------------------------------------------

  std::string one_of(std::uint32_t e) const {
    return fmt::format("one_of_{}", p_.image.text(p_.image.enums()[e].name));
  }

  std::string decided(const Decision& d) const {
    return fmt::format("{}_{}", has_rules(d) ? "ruled" : "decided", f_.type(d.type));
  }
  static bool has_rules(const Decision& d) {
    return d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
  }

  void types() {
    std::set<std::uint32_t> enums, sets;
    const auto use = [&](std::uint32_t type) {
      if (enum_of(p_, type) != kNone) enums.insert(enum_of(p_, type));
      if (cls(p_, type) == Class::Set) sets.insert(enum_of(p_, type));
    };
    for (const Column& c : p_.columns) use(c.type);
    for (const Decision& d : p_.decisions) use(d.type);
    for (std::uint32_t e : enums) {
      std::vector<std::string> all;
      for (std::string_view v : values(p_, e)) all.push_back(fmt::format("\"{}\"", v));
      out_ += fmt::format("  <itemDefinition id=\"type-{0}\" name=\"{0}\">\n    <typeRef>string</typeRef>\n"
                          "    <allowedValues id=\"values-{0}\">\n      <text>{1}</text>\n    </allowedValues>\n"
                          "  </itemDefinition>\n",
                          one_of(e), text(fmt::format("{}", fmt::join(all, ","))));
    }
    for (std::uint32_t e : sets)
      out_ += fmt::format("  <itemDefinition id=\"type-set_of_{0}\" name=\"set_of_{0}\" isCollection=\"true\">\n"
                          "    <typeRef>one_of_{0}</typeRef>\n  </itemDefinition>\n",
                          p_.image.text(p_.image.enums()[e].name));
    std::set<std::string> made;
    for (const Decision& d : p_.decisions) {
      if (made.insert(decided(d)).second) context(d);
    }
  }

  /// What a decision comes to.
  void context(const Decision& d) {
    const std::string name = decided(d);
    out_ += fmt::format("  <itemDefinition id=\"type-{0}\" name=\"{0}\">\n", name);
    const auto part = [&](std::string_view of, std::string_view type) {
      out_ += fmt::format("    <itemComponent id=\"type-{0}-{1}\" name=\"{1}\">\n      <typeRef>{2}</typeRef>\n"
                          "    </itemComponent>\n",
                          name, of, type);
    };
    part("value", f_.type(d.type));
    if (has_rules(d)) part("rule", "string");
    part("rejected", "boolean");
    out_ += "  </itemDefinition>\n";
  }

  // ---- nodes -------------------------------------------------------------------------------------------------------

  void input(const std::string& name, std::string_view type, const std::string& described) {
    out_ += fmt::format("  <inputData id=\"input-{0}\" name=\"{0}\">\n    <description>{2}</description>\n"
                        "    <variable id=\"variable-{0}\" name=\"{0}\" typeRef=\"{1}\"/>\n  </inputData>\n",
                        name, type, text(described));
    nodes_.push_back({fmt::format("input-{}", name), {}});
  }

  void column(std::size_t index) {
    const Column& c = p_.columns[index];
    const bool measure = c.kind == Column::Kind::Measure;
    const bool always = !measure && p_.image.types()[c.type].optional == 0;
    input(f_.names().columns[index],
          always && cls(p_, c.type) == Class::Enum ? one_of(enum_of(p_, c.type)) : f_.type(c.type), c.written);
    rejected_at_.push_back(measure ? nodes_.size() : 0);
    at_.push_back(nodes_.size() - 1);
    if (measure) input(f_.names().columns[index] + "_rejected", "boolean", c.written + ": it is rejected");
  }

  void decision(std::size_t index) {
    const Decision& d = p_.decisions[index];
    const std::string& name = f_.names().decisions[index];
    out_ += fmt::format("  <decision id=\"decision-{0}\" name=\"{0}\">\n    <description>{1}</description>\n"
                        "    <variable id=\"variable-{0}\" name=\"{0}\" typeRef=\"{2}\"/>\n",
                        name, text(d.name), decided(d));
    requirements(d, name);
    if (has_rules(d))
      table(dmn_table(p_, f_, d), name, f_.type(d.type));
    else if (d.kind == Decision::Kind::Attach)
      literal(name, attach(d));
    else
      literal(name, whole(d, f_.value(d.value)));
    out_ += "  </decision>\n";
  }

  void requirements(const Decision& d, const std::string& name) {
    std::set<std::size_t> from;
    for (const records::Reads& reads : {records::reads(p_, {d.where}), records::reads(p_, d)}) {
      for (std::uint32_t c : reads.columns) from.insert(at_[c]);
      for (std::uint32_t c : rejecting(p_, reads).columns) from.insert(rejected_at_[c]);
      for (std::uint32_t other : reads.decisions) from.insert(at_[p_.columns.size() + other]);
    }
    DmnNode node{fmt::format("decision-{}", name), {}};
    for (std::size_t source : from) {
      const std::string id = fmt::format("requirement-{}-{}", name, node.requires_.size() + 1);
      out_ += fmt::format("    <informationRequirement id=\"{}\">\n      <required{} href=\"#{}\"/>\n"
                          "    </informationRequirement>\n",
                          id, nodes_[source].id.starts_with("input-") ? "Input" : "Decision", nodes_[source].id);
      node.requires_.push_back({id, source});
    }
    at_.push_back(nodes_.size());
    nodes_.push_back(std::move(node));
  }

  // ---- expressions -------------------------------------------------------------------------------------------------

  void literal(const std::string& name, const std::string& expression) {
    std::vector<std::string> lines;  // a new line is no sign to be escaped here
    std::size_t from = 0;
    for (std::size_t end = 0; end != std::string::npos; from = end + 1) {
      end = expression.find('\n', from);
      lines.push_back(text(expression.substr(from, end - from)));
    }
    out_ += fmt::format("    <literalExpression id=\"literal-{}\">\n      <text>{}</text>\n    </literalExpression>\n",
                        name, fmt::join(lines, "\n"));
  }

  /// The context of a decision without rules.
  std::string whole(const Decision& d, const std::string& value) const {
    std::string out;
    const auto rejects = [&](const records::Reads& reads) {
      const std::string any = f_.rejected(rejecting(p_, reads));
      if (!any.empty()) out += fmt::format("if {} then {{value: null, rejected: true}} else ", any);
    };
    if (d.where != kNone) {
      rejects(records::reads(p_, {d.where}));
      out += fmt::format("if not({}) then {{value: null, rejected: false}} else ", f_.condition(d.where));
    }
    rejects(records::reads(p_, d));
    return out + fmt::format("{{value: {}, rejected: false}}", value);
  }

  /// Round for round, each from the set of the one before. Each round but the last adds what a rule gives that asks for
  /// the set, or a value.
  std::string attach(const Decision& d) {
    const auto asks = [&](std::uint32_t index) { return index != kNone && asks_self(index); };
    const auto growing = static_cast<std::size_t>(
        std::count_if(d.lines.begin(), d.lines.end(), [&](const records::Line& l) { return asks(l.condition); }));
    const bool gives_more =
        std::any_of(d.lines.begin(), d.lines.end(), [&](const records::Line& l) { return asks(l.outcome); });
    const std::size_t most = values(p_, enum_of(p_, d.type)).size();
    const std::size_t rounds = 1 + (gives_more ? most : std::min(growing, most));
    std::string out = fmt::format("{{\n  set_0: {}", d.value == kNone ? "[]" : f_.members(d.value));
    for (std::size_t round = 1; round <= rounds; ++round) {
      f_.set(fmt::format("set_{}", round - 1));
      std::string all = f_.set();
      for (const records::Line& line : d.lines) {
        const std::string gives = f_.members(line.outcome);
        all += line.condition == kNone
                   ? fmt::format(",\n    {}", gives)
                   : fmt::format(",\n    if {} then {} else []", f_.condition(line.condition), gives);
      }
      out += fmt::format(",\n  set_{}: union({})", round, all);
    }
    return out + fmt::format(",\n  result: {}\n}}.result", whole(d, fmt::format("set_{}", rounds)));
  }
  bool asks_self(std::uint32_t index) const {
    const Expr& e = p_.exprs[index];
    const auto asks = [&](std::uint32_t part) { return part != kNone && asks_self(part); };
    return e.kind == Expr::Kind::Self || asks(e.a) || asks(e.b) || asks(e.c);
  }

  void table(DmnTable t, const std::string& name, const std::string& type) {
    if (t.inputs.empty()) t.inputs.push_back({"true", "boolean"});  // some tools want one
    out_ += fmt::format("    <decisionTable id=\"table-{}\" hitPolicy=\"FIRST\">\n", name);
    for (std::size_t i = 0; i < t.inputs.size(); ++i)
      out_ += fmt::format("      <input id=\"table-{0}-input-{1}\">\n"
                          "        <inputExpression id=\"table-{0}-expression-{1}\" typeRef=\"{2}\">\n"
                          "          <text>{3}</text>\n        </inputExpression>\n      </input>\n",
                          name, i + 1, t.inputs[i].type, text(t.inputs[i].expression));
    for (const auto& [output, of] :
         {std::pair<std::string, std::string>{"value", type}, {"rule", "string"}, {"rejected", "boolean"}})
      out_ += fmt::format("      <output id=\"table-{0}-{1}\" name=\"{1}\" typeRef=\"{2}\"/>\n", name, output, of);
    for (std::size_t r = 0; r < t.rules.size(); ++r)
      rule(t.rules[r], t.inputs.size(), fmt::format("table-{}-rule-{}", name, r + 1));
    out_ += "    </decisionTable>\n";
  }

  void rule(const DmnTable::Rule& r, std::size_t inputs, const std::string& id) {
    out_ += fmt::format("      <rule id=\"{}\">\n", id);
    if (!r.description.empty()) out_ += fmt::format("        <description>{}</description>\n", text(r.description));
    for (std::size_t i = 0; i < inputs; ++i)
      out_ += fmt::format("        <inputEntry id=\"{0}-in-{1}\"><text>{2}</text></inputEntry>\n", id, i + 1,
                          i < r.cells.size() ? text(r.cells[i]) : "-");
    std::size_t place = 0;
    for (const std::string& given : {r.value, r.rule, std::string(r.rejected ? "true" : "false")})
      out_ += fmt::format("        <outputEntry id=\"{0}-out-{1}\"><text>{2}</text></outputEntry>\n", id, ++place,
                          text(given));
    out_ += "      </rule>\n";
  }

  const Program& p_;
  const Options& options_;
  Feel f_;
  std::vector<DmnNode> nodes_;
  std::vector<std::size_t> at_;           ///< nodes of columns, then of decisions
  std::vector<std::size_t> rejected_at_;  ///< by column: the node that says whether it is rejected
  std::string out_;
};

}  // namespace

std::string dmn(const Program& program, const Options& options) { return DmnWriter(program, options).run(); }

}  // namespace msd::emit
