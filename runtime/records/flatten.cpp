#include "runtime/records/program.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace msd::records {

namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 31U;  // part of a factor
constexpr std::size_t kLongest = 56;                       // letters of a measure's name

class Flattener {
 public:
  Flattener(const image::Image& image, std::uint32_t row) : image_(image) {
    out_.image = image;
    out_.row = row;
    out_.name = image_.text(image_.rows()[row].name);
    out_.places.push_back({row, kNone, kNone, ""});
  }

  Program run() {
    const image::RowRecord& kind = image_.rows()[out_.row];
    std::vector<std::uint32_t> fields;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image_.fields()[f].rule != kNone) names_.emplace(image_.text(image_.fields()[f].name));
    }
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      if (image_.fields()[f].rule != kNone) fields.push_back(f);
    }
    std::sort(fields.begin(), fields.end(),
              [&](std::uint32_t a, std::uint32_t b) { return image_.fields()[a].rank < image_.fields()[b].rank; });
    for (std::uint32_t f : fields) {
      const std::optional<std::uint32_t> made = decision(0, f);
      if (made)
        out_.decisions[*made].asked = true;
      else
        out_.left.push_back({std::string(image_.text(image_.fields()[f].name)),
                             fmt::format("it gives {}", what(image_.fields()[f].type))});
    }
    return std::move(out_);
  }

 private:
  const image::NodeRecord& node(std::uint32_t index) const { return image_.nodes()[index]; }
  static Op op(const image::NodeRecord& n) { return static_cast<Op>(n.op); }
  Class cls(std::uint32_t type) const { return static_cast<Class>(image_.types()[type].cls); }
  static bool flat(Class c) { return c == Class::Bool || c == Class::Enum || c == Class::Set || c == Class::Number; }
  std::string what(std::uint32_t type) const {
    switch (cls(type)) {
    case Class::Text: return "a text";
    case Class::Id: return "a name";
    case Class::Ref: return "a row";
    default: return "rows";
    }
  }

  /// An expression that is there once.
  std::uint32_t add(const Expr& e) {
    const auto key =
        std::tuple(e.kind, e.cls, e.absent, e.a, e.b, e.c, e.x, e.number, e.top, e.bottom, e.other_top, e.other_bottom);
    const auto [found, fresh] = exprs_.try_emplace(key, static_cast<std::uint32_t>(out_.exprs.size()));
    if (fresh) out_.exprs.push_back(e);
    return found->second;
  }

  // ---- places and columns ------------------------------------------------------------------------------------------

  /// The place of the row that a reference leads to, if each record has just one.
  std::optional<std::uint32_t> place(std::uint32_t from, std::uint32_t reference) {
    const image::NodeRecord& n = node(reference);
    if (op(n) == Op::Here) return n.x == 0 ? std::optional(from) : std::nullopt;
    std::uint32_t base = 0;
    std::uint32_t kind = kNone;
    if (op(n) == Op::Single) {
      kind = n.x;
      const bool selected = image_.rows()[kind].selector != kNone && n.a != kNone;
      if (selected) {
        const auto at = place(from, n.a);
        if (!at) return std::nullopt;
        base = *at;
      }
      if (kind == out_.row && !selected) return 0;
      return found(base, kind, {from, reference},
                   selected ? kind : kind + static_cast<std::uint32_t>(image_.rows().size()));
    }
    if (op(n) != Op::Load || image_.fields()[n.x].builtin == 0 || image_.rows()[image_.fields()[n.x].row].back != n.x)
      return std::nullopt;
    const auto at = place(from, n.a);
    if (!at) return std::nullopt;
    kind = image_.rows()[image_.fields()[n.x].row].parent;
    return found(*at, kind, {from, reference}, kind);
  }

  /// `reference`: a node, and the place that it is evaluated at.
  std::uint32_t found(std::uint32_t base, std::uint32_t kind, std::pair<std::uint32_t, std::uint32_t> reference,
                      std::uint32_t key) {
    const auto [known, fresh] = places_.try_emplace({base, key}, static_cast<std::uint32_t>(out_.places.size()));
    if (fresh) {
      std::string prefix = out_.places[base].prefix + std::string(image_.text(image_.rows()[kind].name)) + ".";
      while (std::any_of(out_.places.begin(), out_.places.end(), [&](const Place& p) { return p.prefix == prefix; }))
        prefix.insert(prefix.size() - 1, "_");
      out_.places.push_back({kind, reference.first, reference.second, std::move(prefix)});
    }
    return known->second;
  }

  /// `key`: what it is, of its place.
  std::uint32_t column(const std::string& key, Column made) {
    const auto [known, fresh] =
        columns_.try_emplace({made.place, key}, static_cast<std::uint32_t>(out_.columns.size()));
    if (fresh) {
      made.name = unique(made.name);
      out_.columns.push_back(std::move(made));
    }
    Expr e{Expr::Kind::Column};
    e.x = known->second;
    e.cls = cls(out_.columns[e.x].type);
    return add(e);
  }

  std::uint32_t measure(std::uint32_t at, std::uint32_t index) {
    Column made{Column::Kind::Measure};
    made.place = at;
    made.node = index;
    made.type = node(index).type;
    made.written = out_.places[at].prefix + report::show_node(image_, index);
    made.name = named(made.written);
    return column(identity(index), std::move(made));
  }

  /// Words for an expression: its letters and digits.
  static std::string named(const std::string& written) {
    std::string out;
    for (const char c : written) {
      const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (word)
        out += c;
      else if (!out.empty() && out.back() != '_')
        out += '_';
    }
    if (out.size() > kLongest) out.resize(kLongest);
    while (!out.empty() && out.back() == '_') out.pop_back();
    if (out.empty() || (out.front() >= '0' && out.front() <= '9')) out.insert(0, "measure_");
    return out;
  }

  /// A name that no field of the row has, and no column so far.
  std::string unique(const std::string& name) {
    std::string out = name;
    for (unsigned n = 2; !names_.insert(out).second; ++n) out = fmt::format("{}_{}", name, n);
    return out;
  }

  /// Equal expressions have equal texts.
  std::string identity(std::uint32_t index) const {
    if (index == kNone) return "-";
    const image::NodeRecord& n = node(index);
    std::string out = fmt::format("({} {} {}", n.op, n.type, n.x);
    if (op(n) == Op::CountDistinct) {
      out = fmt::format("({} {}", n.op, n.type);
      for (std::uint32_t i = 0; i < n.y; ++i) out += identity(image_.node_list()[n.x + i].node);
    } else {
      out += fmt::format(" {}", n.y);
    }
    for (std::uint32_t part : {n.a, n.b, n.c, n.d}) out += identity(part);
    return out + ")";
  }

  // ---- expressions -------------------------------------------------------------------------------------------------

  /// None where the value is no part of a record.
  std::optional<std::uint32_t> expr(std::uint32_t at, std::uint32_t index) {
    const auto key = std::pair(at, index);
    if (const auto known = made_.find(key); known != made_.end()) return known->second;
    std::optional<std::uint32_t> out = structure(at, index);
    if (!out && flat(cls(node(index).type)) && !asks_self(index)) out = measure(at, index);
    return made_[key] = out;
  }

  bool asks_self(std::uint32_t index) const {
    const image::NodeRecord& n = node(index);
    if (op(n) == Op::AttachSelf) return true;
    for (std::uint32_t part : {n.a, n.b, n.c, n.d}) {
      if (part != kNone && asks_self(part)) return true;
    }
    return false;
  }

  std::optional<std::uint32_t> load(std::uint32_t at, std::uint32_t index) {
    const image::NodeRecord& n = node(index);
    const auto to = place(at, n.a);
    if (!to || !flat(cls(n.type))) return std::nullopt;
    const image::FieldRecord& field = image_.fields()[n.x];
    if (field.rule != kNone) {
      const auto made = decision(*to, n.x);
      if (!made) return std::nullopt;
      Expr e{Expr::Kind::Decision};
      e.cls = cls(n.type);
      e.x = *made;
      return add(e);
    }
    if (field.builtin != 0) return std::nullopt;
    Column fact{Column::Kind::Fact};
    fact.place = *to;
    fact.field = n.x;
    fact.type = field.type;
    fact.name = out_.places[*to].prefix + std::string(image_.text(field.name));
    fact.written = fact.name;
    const std::string key = fact.name;
    return column(key, std::move(fact));
  }

  std::optional<std::uint32_t> structure(std::uint32_t at, std::uint32_t index) {
    const image::NodeRecord& n = node(index);
    Expr e;
    e.cls = cls(n.type);
    e.node = index;
    const auto operands = [&](Expr::Kind kind,
                              std::initializer_list<std::uint32_t> all) -> std::optional<std::uint32_t> {
      e.kind = kind;
      std::uint32_t* to[] = {&e.a, &e.b, &e.c};
      std::size_t i = 0;
      for (std::uint32_t part : all) {
        const auto made = expr(at, part);
        if (!made) return std::nullopt;
        *to[i++] = *made;
      }
      return add(e);
    };
    switch (op(n)) {
    case Op::Const: return constant(n, e);
    case Op::Load: return load(at, index);
    case Op::And: return operands(Expr::Kind::And, {n.a, n.b});
    case Op::Or: return operands(Expr::Kind::Or, {n.a, n.b});
    case Op::Not: return operands(Expr::Kind::Not, {n.a});
    case Op::If: return operands(Expr::Kind::If, {n.a, n.b, n.c});
    case Op::InMask: e.number = image_.number(n.x); return operands(Expr::Kind::In, {n.a});
    case Op::EqFinite:
    case Op::EqSet: e.x = n.x; return operands(Expr::Kind::Equal, {n.a, n.b});
    case Op::Compare: {
      e.x = n.x;
      std::uint32_t a = n.a;
      std::uint32_t b = n.b;
      if (!factor(a, e.top, e.bottom) || !factor(b, e.other_top, e.other_bottom)) return std::nullopt;
      return operands(Expr::Kind::Compare, {a, b});
    }
    case Op::Scale: {
      std::uint32_t a = index;
      if (!factor(a, e.top, e.bottom)) return std::nullopt;
      return operands(Expr::Kind::Scale, {a});
    }
    case Op::HasAll: e.number = image_.number(n.x); return operands(Expr::Kind::HasAll, {n.a});
    case Op::HasValue: return operands(Expr::Kind::Has, {n.a, n.b});
    case Op::IsAbsent: return operands(Expr::Kind::IsAbsent, {n.a});
    case Op::IsGiven: return operands(Expr::Kind::IsThere, {n.a});
    case Op::SingletonSet: return operands(Expr::Kind::Single, {n.a});
    case Op::Union: return operands(Expr::Kind::Union, {n.a, n.b});
    case Op::AttachSelf: e.kind = Expr::Kind::Self; return add(e);
    case Op::Here:
    case Op::Single:
    case Op::All:
    case Op::Collect:
    case Op::EqText:
    case Op::EqRow:
    case Op::Fits:
    case Op::Uses:
    case Op::Some:
    case Op::Count:
    case Op::CountDistinct:
    case Op::First: return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> constant(const image::NodeRecord& n, Expr e) {
    const image::ConstRecord& record = image_.consts()[n.x];
    if (!flat(e.cls)) return std::nullopt;
    e.kind = Expr::Kind::Const;
    e.node = kNone;
    e.x = n.type;
    if (record.kind == 0) {
      e.absent = true;
    } else {
      e.number = image_.number(record.number);
      if (record.kind == 1) e.number = __builtin_ctzll(static_cast<unsigned long long>(e.number));
    }
    return add(e);
  }

  /// Goes through scaled operands to what is scaled. No if the factors are so large that products would not fit 128
  /// bits.
  bool factor(std::uint32_t& at, std::int64_t& top, std::int64_t& bottom) const {
    while (op(node(at)) == Op::Scale) {
      const std::int64_t shared = std::gcd(image_.number(node(at).x), image_.number(node(at).y));
      if (__builtin_mul_overflow(top, image_.number(node(at).x) / shared, &top) ||
          __builtin_mul_overflow(bottom, image_.number(node(at).y) / shared, &bottom))
        return false;
      const std::int64_t again = std::gcd(top, bottom);
      top /= again;
      bottom /= again;
      if (std::abs(top) > kLargest || bottom > kLargest) return false;
      at = node(at).a;
    }
    return true;
  }

  // ---- decisions ---------------------------------------------------------------------------------------------------

  /// None if what it gives is no part of a record, or its rule asks what only rows can answer while its set grows.
  std::optional<std::uint32_t> decision(std::uint32_t at, std::uint32_t field) {
    const auto key = std::pair(at, field);
    if (const auto known = decisions_.find(key); known != decisions_.end()) return known->second;
    return decisions_[key] = decide(at, field);
  }

  std::optional<std::uint32_t> decide(std::uint32_t at, std::uint32_t field) {
    const image::FieldRecord& f = image_.fields()[field];
    const image::RuleRecord& rule = image_.rules()[f.rule];
    if (!flat(cls(f.type))) return std::nullopt;
    Decision made;
    made.place = at;
    made.field = field;
    made.type = f.type;
    made.rule = f.rule;
    made.asked = false;
    made.proven = rule.proven != 0;
    made.kind = static_cast<Decision::Kind>(rule.kind);
    made.name = out_.places[at].prefix + std::string(image_.text(f.name));
    const auto part = [&](std::uint32_t index, std::uint32_t& to) {
      if (index == kNone) return true;
      const auto e = expr(at, index);
      if (e) to = *e;
      return e.has_value();
    };
    bool good = part(rule.where, made.where) && part(rule.value, made.value);
    for (std::uint32_t i = 0; good && i < rule.line_count; ++i) {
      const image::LineRecord& record = image_.lines()[rule.line_first + i];
      Line line;
      line.record = rule.line_first + i;
      good = part(record.condition, line.condition) && part(record.outcome, line.outcome);
      made.lines.push_back(line);
    }
    if (!good) return std::nullopt;
    out_.decisions.push_back(std::move(made));
    return static_cast<std::uint32_t>(out_.decisions.size() - 1);
  }

  const image::Image& image_;
  Program out_;
  using Key = std::tuple<Expr::Kind, Class, bool, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                         std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::map<Key, std::uint32_t> exprs_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> places_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> columns_;
  std::set<std::string> names_;  ///< of columns, and of the row's fields
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::optional<std::uint32_t>> made_, decisions_;
};

}  // namespace

Program flatten(const image::Image& image, std::uint32_t row) { return Flattener(image, row).run(); }

}  // namespace msd::records
