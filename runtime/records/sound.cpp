#include "runtime/records/sound.h"

#include "runtime/records/cubes.h"

#include <fmt/format.h>

namespace msd::records {

namespace {

using Kind = Expr::Kind;

constexpr std::int64_t kLargest = std::int64_t{1} << 31U;  // part of a factor: products of two and a number fit

/// What is known of an expression.
struct Shape {
  Class cls{};
  std::uint8_t values = 0;    ///< all that it can come to are below: places, or places of members
  std::uint16_t depth = 0;    ///< operands below each other
  std::uint32_t earlier = 0;  ///< decisions that must be known before it
};

class Soundness {
 public:
  explicit Soundness(const Program& p) : p_(p), shapes_(p.exprs.size()) {}

  std::string run() {
    for (const Column& c : p_.columns) {
      if (!flat(c.type)) return "a column has no type";
    }
    for (const Decision& d : p_.decisions) {
      if (!flat(d.type)) return "a decision has no type";
    }
    for (const Decision& d : p_.decisions) behind_.push_back(behind(d));
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      if (!expr(p_.exprs[i], i)) return fmt::format("expression {} is not well formed", i);
    }
    for (std::size_t i = 0; i < p_.decisions.size(); ++i) {
      if (!decision(p_.decisions[i], i)) return fmt::format("decision {} is not well formed", i);
    }
    return {};
  }

 private:
  Class cls(std::uint32_t type) const { return static_cast<Class>(p_.image.types()[type].cls); }
  bool flat(std::uint32_t type) const {
    if (type >= p_.image.types().size()) return false;
    const Class c = cls(type);
    return c == Class::Bool || c == Class::Enum || c == Class::Set || c == Class::Number;
  }
  /// Of a flat type.
  std::uint8_t values(std::uint32_t type) const {
    const image::TypeRecord& record = p_.image.types()[type];
    const Class c = cls(type);
    if (c == Class::Bool) return 2;
    return c == Class::Number ? 0 : static_cast<std::uint8_t>(p_.image.enums()[record.target].value_count);
  }

  /// The least number that is above those of all its expressions.
  static std::size_t behind(const Decision& d) {
    std::size_t out = 0;
    const auto above = [&](std::uint32_t at) {
      if (at != kNone) out = std::max(out, at + std::size_t{1});
    };
    above(d.where);
    above(d.value);
    for (const Line& line : d.lines) above(line.condition), above(line.outcome);
    return out;
  }

  bool expr(const Expr& e, std::size_t index) {
    Shape& out = shapes_[index];
    out.cls = e.cls;
    if (e.kind == Kind::Decision && (e.x >= p_.decisions.size() || behind_[e.x] > index)) return false;
    for (const std::uint32_t part : {e.a, e.b, e.c}) {
      if (part == kNone) continue;
      if (part >= index) return false;
      const Shape& of = shapes_[part];
      out.depth = std::max<std::uint16_t>(out.depth, of.depth + 1);
      out.earlier = std::max(out.earlier, of.earlier);
    }
    return out.depth < kMaxNodeDepth && operands(e) && meaning(e, out);
  }

  /// As many operands as the kind has, in front.
  static bool operands(const Expr& e) {
    std::size_t wanted = 1;
    switch (e.kind) {
    case Kind::Const:
    case Kind::Column:
    case Kind::Decision:
    case Kind::Self: wanted = 0; break;
    case Kind::And:
    case Kind::Or:
    case Kind::Equal:
    case Kind::Compare:
    case Kind::Has:
    case Kind::Union: wanted = 2; break;
    case Kind::If: wanted = 3; break;
    default: break;
    }
    return (e.a != kNone) == (wanted > 0) && (e.b != kNone) == (wanted > 1) && (e.c != kNone) == (wanted > 2);
  }

  bool meaning(const Expr& e, Shape& out) const {
    const Shape none;
    const Shape& a = e.a == kNone ? none : shapes_[e.a];
    const Shape& b = e.b == kNone ? none : shapes_[e.b];
    const Shape& c = e.c == kNone ? none : shapes_[e.c];
    const bool truth = e.cls == Class::Bool;
    if (truth) out.values = 2;
    const auto finite = [](const Shape& s) { return s.cls == Class::Bool || s.cls == Class::Enum; };
    switch (e.kind) {
    case Kind::Const: return constant(e, out);
    case Kind::Column:
      if (e.x >= p_.columns.size()) return false;
      out.values = values(p_.columns[e.x].type);
      return cls(p_.columns[e.x].type) == e.cls;
    case Kind::Decision:
      out.values = values(p_.decisions[e.x].type);
      out.earlier = e.x + 1;
      return cls(p_.decisions[e.x].type) == e.cls;
    case Kind::And:
    case Kind::Or: return truth && a.cls == Class::Bool && b.cls == Class::Bool;
    case Kind::Not: return truth && a.cls == Class::Bool;
    case Kind::If:
      out.values = std::max(b.values, c.values);
      return a.cls == Class::Bool && b.cls == e.cls && c.cls == e.cls;
    case Kind::In: return truth && finite(a);
    case Kind::Equal: return truth && a.cls == b.cls && (finite(a) || a.cls == Class::Set);
    case Kind::Compare:
      return truth && a.cls == Class::Number && b.cls == Class::Number && factor(e.top, e.bottom) &&
             factor(e.other_top, e.other_bottom);
    case Kind::Scale: return e.cls == Class::Number && a.cls == Class::Number && factor(e.top, e.bottom);
    case Kind::HasAll: return truth && a.cls == Class::Set;
    case Kind::Has: return truth && a.cls == Class::Set && finite(b);
    case Kind::IsAbsent:
    case Kind::IsThere: return truth;
    case Kind::Single: out.values = a.values; return e.cls == Class::Set && finite(a);
    case Kind::Union:
      out.values = std::max(a.values, b.values);
      return e.cls == Class::Set && a.cls == Class::Set && b.cls == Class::Set;
    // It has members that the decision at hand already has, so it adds no others.
    case Kind::Self: return e.cls == Class::Set;
    }
    return false;
  }

  bool constant(const Expr& e, Shape& out) const {
    if (!flat(e.x) || cls(e.x) != e.cls) return false;
    if (e.cls == Class::Number) return true;
    out.values = values(e.x);
    if (e.absent) return true;
    if (e.number < 0) return false;
    if (e.cls == Class::Set) return (static_cast<std::uint64_t>(e.number) >> out.values) == 0;
    return e.number < out.values;
  }

  static bool factor(std::int64_t top, std::int64_t bottom) {
    return top >= -kLargest && top <= kLargest && bottom >= 1 && bottom <= kLargest;
  }

  bool decision(const Decision& d, std::size_t index) const {
    const Class wanted = cls(d.type);
    const std::uint8_t values = this->values(d.type);
    const auto condition = [&](std::uint32_t at) {
      return at == kNone || (at < shapes_.size() && shapes_[at].cls == Class::Bool && shapes_[at].earlier <= index);
    };
    const auto gives = [&](std::uint32_t at) {
      return at < shapes_.size() && shapes_[at].cls == wanted && shapes_[at].values <= values &&
             shapes_[at].earlier <= index;
    };
    const bool adds = d.kind == Decision::Kind::Attach;
    const bool derived = d.kind == Decision::Kind::Derive;
    if (!condition(d.where) || (adds && wanted != Class::Set)) return false;
    if (d.value == kNone ? derived : !gives(d.value) || !(derived || adds)) return false;
    if (derived && !d.lines.empty()) return false;
    for (const Line& line : d.lines) {
      if (line.record >= p_.image.lines().size() || !condition(line.condition)) return false;
      if (line.outcome == kNone ? adds : !gives(line.outcome)) return false;
    }
    return true;
  }

  const Program& p_;
  std::vector<Shape> shapes_;
  std::vector<std::size_t> behind_;  // by decision
};

class Forms {
 public:
  Forms(const Program& p, const Plan& plan) : p_(p), plan_(plan) {}

  std::string run() {
    if (plan_.tables.size() != p_.decisions.size()) return "tables are missing";
    if (plan_.groups > Limits{}.groups) return "there are too many groups";
    for (std::size_t i = 0; i < plan_.tables.size(); ++i) {
      if (!table(plan_.tables[i], i)) return fmt::format("the form of decision {} is not well formed", i);
    }
    return {};
  }

 private:
  bool table(const Table& t, std::size_t index) const {
    const Decision& d = p_.decisions[index];
    for (const std::uint32_t source : t.reads) {
      // Of columns, and of what is decided before.
      if (source >= p_.columns.size() + index) return false;
      if (!plan_.codings[source].usable && t.form != Table::Form::Letter) return false;
    }
    if (t.adds != (d.kind == Decision::Kind::Attach && d.where == kNone)) return false;
    const bool lines = d.kind == Decision::Kind::First || d.kind == Decision::Kind::Unique;
    switch (t.form) {
    case Table::Form::Letter: return true;
    case Table::Form::Places: return places(t);
    case Table::Form::Diagram: return lines && diagram(t, d.lines.size());
    case Table::Form::RuleSets: return lines && rule_sets(t, d.lines.size());
    }
    return false;
  }

  bool places(const Table& t) const {
    const Limits limits;
    std::size_t count = 1;
    for (const std::uint32_t source : t.reads) {
      count *= plan_.codings[source].codes;
      if (count > limits.places) return false;
    }
    if (t.asked.size() > (t.adds ? 14U : 0U) || count << t.asked.size() > limits.places) return false;
    return std::all_of(t.asked.begin(), t.asked.end(), [](std::uint8_t v) { return v < kMaxEnumValues; });
  }

  static bool line(std::uint32_t at, std::size_t lines) {
    return at < lines || at == kRejectsLine || at == kAbsentLine;
  }

  /// Nodes stand behind those that they lead to.
  bool diagram(const Table& t, std::size_t lines) const {
    const std::vector<std::uint32_t>& nodes = t.diagram.nodes;
    std::vector<bool> begins(nodes.size());
    const auto leads = [&](std::uint32_t to) {
      if ((to & Diagram::kLeaf) == 0) return to < nodes.size() && begins[to];
      return to >= (kAbsentLine | Diagram::kLeaf) || (to & ~Diagram::kLeaf) < lines;
    };
    for (std::size_t at = 0; at < nodes.size();) {
      if (nodes[at] >= t.reads.size()) return false;
      const std::size_t codes = plan_.codings[t.reads[nodes[at]]].codes;
      if (codes >= nodes.size() - at) return false;
      for (std::size_t code = 1; code <= codes; ++code) {
        if (!leads(nodes[at + code])) return false;
      }
      begins[at] = true;
      at += codes + 1;
    }
    return leads(t.diagram.root);
  }

  bool rule_sets(const Table& t, std::size_t lines) const {
    std::size_t codes = 0;
    std::vector<std::uint32_t> first;
    for (const std::uint32_t source : t.reads) {
      first.push_back(static_cast<std::uint32_t>(codes));
      codes += plan_.codings[source].codes;
    }
    const RuleSets& sets = t.sets;
    return !t.reads.empty() && sets.first == first && sets.codes == codes && sets.words % 8 == 0 &&
           sets.lines.size() <= std::size_t{sets.words} * 64 && sets.bits.size() == codes * sets.words &&
           std::all_of(sets.lines.begin(), sets.lines.end(), [&](std::uint32_t at) { return line(at, lines); });
  }

  const Program& p_;
  const Plan& plan_;
};

}  // namespace

std::string unsound(const Program& program) { return Soundness(program).run(); }
std::string unsound(const Program& program, const Plan& plan) { return Forms(program, plan).run(); }

}  // namespace msd::records
