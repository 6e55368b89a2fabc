// What records mean together: enough that evaluation of whatever passes is total and stays inside the image.
#include "runtime/image/sections.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::image {

namespace {

constexpr std::uint32_t kMaxNodeDepth = 2000;

class Verifier {
 public:
  explicit Verifier(const Image& image) : image_(image) {}

  std::string run() {
    if (image_.frameworks().size() != 1) return "it holds no framework, or several";
    if (image_.block().size() > (std::size_t{1} << 30U)) return "it is too large";
    // Each step reads what the ones before it have found to be sound, so the first fault ends it all.
    for (const auto step : {&Verifier::types, &Verifier::rows, &Verifier::fields, &Verifier::nodes, &Verifier::rules,
                            &Verifier::tables, &Verifier::rest, &Verifier::archetypes}) {
      (this->*step)();
      if (!reason_.empty()) break;
    }
    return reason_;
  }

 private:
  void fail(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }
  void require(bool good, std::string_view what, std::size_t index) {
    if (!good) fail(fmt::format("{} {} is not well formed", what, index));
  }
  Class class_of(std::uint32_t node) const { return static_cast<Class>(image_.types()[image_.nodes()[node].type].cls); }
  const TypeRecord& type_of(std::uint32_t node) const { return image_.types()[image_.nodes()[node].type]; }

  void types() {
    for (std::size_t i = 0; i < image_.enums().size(); ++i)
      require(image_.enums()[i].value_count <= kMaxEnumValues, "enum", i);
    for (std::size_t i = 0; i < image_.types().size(); ++i) {
      const TypeRecord& t = image_.types()[i];
      const auto cls = static_cast<Class>(t.cls);
      const bool of_enum = cls == Class::Enum || cls == Class::Set;
      const bool of_row = cls == Class::Ref || cls == Class::List;
      const bool good = of_enum  ? t.target < image_.enums().size()
                        : of_row ? t.target < image_.rows().size()
                                 : t.target == kNone;
      require(good && image_.number(t.low) <= image_.number(t.high), "type", i);
    }
    require(image_.lexicons().size() <= 64, "lexicon", 64);
  }

  void rows() {
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < image_.rows().size(); ++i) {
      const RowRecord& row = image_.rows()[i];
      require(row.field_first == next, "the field group of row", i);
      next += row.field_count;
      auto own = [&](std::uint32_t field) {
        return field >= row.field_first && field < row.field_first + row.field_count;
      };
      require(own(row.name_field) && own(row.id_field), "row", i);
      require((row.parent == kNone) == (row.back == kNone) && (row.parent == kNone) == (row.many == kNone), "row", i);
      std::size_t steps = 0;
      for (std::uint32_t at = row.parent; at != kNone && reason_.empty(); at = image_.rows()[at].parent) {
        if (++steps > image_.rows().size()) fail("rows stand inside themselves");
      }
      require(row.header_count > 0, "the header of row", i);
    }
    require(next == image_.fields().size(), "the last field group", 0);
  }

  void fields() {
    for (std::size_t i = 0; i < image_.rows().size(); ++i) {
      const RowRecord& row = image_.rows()[i];
      for (std::uint32_t f = 0; f < row.field_count; ++f)
        require(image_.fields()[row.field_first + f].row == i, "field", row.field_first + f);
      if (row.selector != kNone) {
        const TypeRecord& type = image_.types()[image_.fields()[row.selector].type];
        require(row.single != 0 && static_cast<Class>(type.cls) == Class::Ref && type.target == i,
                "the selector of row", i);
      }
      if (row.parent == kNone) continue;
      const TypeRecord& many = image_.types()[image_.fields()[row.many].type];
      const TypeRecord& back = image_.types()[image_.fields()[row.back].type];
      require(static_cast<Class>(many.cls) == Class::List && many.target == i &&
                  image_.fields()[row.many].row == row.parent && image_.fields()[row.many].builtin == 3,
              "the relation of row", i);
      require(static_cast<Class>(back.cls) == Class::Ref && back.target == row.parent &&
                  image_.fields()[row.back].row == i && image_.fields()[row.back].builtin == 4,
              "the relation of row", i);
    }
    for (std::size_t i = 0; i < image_.fields().size(); ++i) field(i);
  }

  void field(std::size_t i) {
    const FieldRecord& f = image_.fields()[i];
    const TypeRecord& type = image_.types()[f.type];
    const auto cls = static_cast<Class>(type.cls);
    require(f.with == kNone || image_.fields()[f.with].row == f.row, "field", i);
    if (f.builtin == 5) {
      require(cls == Class::List && f.inverse_of != kNone, "field", i);
      if (f.inverse_of != kNone) {
        const FieldRecord& of = image_.fields()[f.inverse_of];
        const TypeRecord& of_type = image_.types()[of.type];
        const auto of_cls = static_cast<Class>(of_type.cls);
        require((of_cls == Class::Ref || of_cls == Class::List) && of_type.target == f.row && of.row == type.target &&
                    of.builtin == 0,
                "field", i);
      }
    }
    if (f.of_scenario != 0) require(cls == Class::Id && f.builtin == 0, "field", i);
    if (f.builtin == 1) require(cls == Class::Id, "field", i);
    if (f.builtin == 2) require(cls == Class::Text, "field", i);
    if (f.builtin == 3 || f.builtin == 4) {
      // Only the relations that a row record names are made from containment.
      bool named = false;
      for (const RowRecord& row : image_.rows()) named = named || row.many == i || row.back == i;
      require(named, "field", i);
    }
    require(f.builtin == 0 || f.rule == kNone, "field", i);
    if (f.default_value != kNone) require(constant(image_.consts()[f.default_value], type), "the default of field", i);
    if (f.rule != kNone) require(image_.rules()[f.rule].field == i, "the rule of field", i);
    for (std::uint32_t t = 0; t < f.template_count; ++t)
      require(image_.templates()[f.template_first + t].field == i, "the templates of field", i);
  }

  std::uint64_t all_values(const TypeRecord& type) const {
    if (static_cast<Class>(type.cls) == Class::Bool) return 3;
    return type.target < image_.enums().size() ? (std::uint64_t{1} << image_.enums()[type.target].value_count) - 1 : 0;
  }

  bool constant(const ConstRecord& c, const TypeRecord& type) const {
    const auto mask = static_cast<std::uint64_t>(image_.number(c.number));
    switch (static_cast<Class>(type.cls)) {
    case Class::Bool:
    case Class::Enum:
      return c.kind == 0 || (c.kind == 1 && mask != 0 && (mask & (mask - 1)) == 0 && (mask & ~all_values(type)) == 0);
    case Class::Set: return c.kind == 0 || (c.kind == 2 && (mask & ~all_values(type)) == 0);
    case Class::Number: return c.kind == 0 || c.kind == 3;
    case Class::Text:
    case Class::Id: return c.kind == 0 || c.kind == 4;
    case Class::Ref: return c.kind == 0;
    case Class::List: return c.kind == 0 || (c.kind == 2 && mask == 0);  // an empty list is written as an empty set
    }
    return false;
  }

  static bool fits(char letter, Class cls) {
    switch (letter) {
    case 'F': return cls == Class::Bool || cls == Class::Enum;
    case 'B': return cls == Class::Bool;
    case 'S': return cls == Class::Set;
    case 'N': return cls == Class::Number;
    case 'T': return cls == Class::Text || cls == Class::Id;
    case 'R': return cls == Class::Ref;
    case 'L': return cls == Class::List;
    default: return true;
    }
  }

  void nodes() {
    depth_.resize(image_.nodes().size());
    for (std::uint32_t i = 0; i < image_.nodes().size() && reason_.empty(); ++i) node(i);
  }

  void node(std::uint32_t i) {
    const NodeRecord& n = image_.nodes()[i];
    const auto op = static_cast<Op>(n.op);
    const std::string_view operands = info(op).operands;
    const std::uint32_t parts[] = {n.a, n.b, n.c, n.d};
    std::size_t part = 0;
    for (std::size_t at = 0; at < operands.size() && part < 4; ++at, ++part) {
      const char letter = operands[at];
      const bool optional = at + 1 < operands.size() && operands[at + 1] == '?';
      if (optional) ++at;
      const std::uint32_t child = parts[part];
      require(letter == '-' ? child == kNone : (child == kNone ? optional : child < i), "node", i);
      if (!reason_.empty() || child == kNone) continue;
      require(fits(letter, class_of(child)), "node", i);
      depth_[i] = std::max(depth_[i], depth_[child] + 1);
    }
    require(depth_[i] < kMaxNodeDepth && (info(op).result == 'V' || fits(info(op).result, class_of(i))), "node", i);
    if (reason_.empty()) meaning(i, n, op);
  }

  void meaning(std::uint32_t i, const NodeRecord& n, Op op) {
    const TypeRecord& type = type_of(i);
    auto row_of = [&](std::uint32_t node) { return type_of(node).target; };
    auto same = [&](std::uint32_t a, std::uint32_t b) {
      return type_of(a).cls == type_of(b).cls && type_of(a).target == type_of(b).target;
    };
    bool good = true;
    switch (op) {
    case Op::Const: good = n.x < image_.consts().size() && constant(image_.consts()[n.x], type); break;
    case Op::Here: good = n.x < 64; break;
    case Op::Single: good = n.x < image_.rows().size() && image_.rows()[n.x].single != 0 && type.target == n.x; break;
    case Op::All: good = n.x < image_.rows().size() && type.target == n.x; break;
    case Op::Load:
      good = n.x < image_.fields().size() && image_.fields()[n.x].row == row_of(n.a) &&
             image_.types()[image_.fields()[n.x].type].cls == type.cls &&
             image_.types()[image_.fields()[n.x].type].target == type.target;
      break;
    case Op::Collect: {
      good = n.x < image_.fields().size() && image_.fields()[n.x].row == row_of(n.a);
      if (!good) break;
      const TypeRecord& to = image_.types()[image_.fields()[n.x].type];
      const auto cls = static_cast<Class>(to.cls);
      good = (cls == Class::Ref || cls == Class::List) && to.target == type.target;
      break;
    }
    case Op::If: good = same(n.b, n.c) && same(n.b, i); break;
    case Op::InMask:
    case Op::HasAll: good = n.x < image_.view_numbers(); break;
    case Op::EqFinite:
    case Op::EqRow:
    case Op::EqSet: good = same(n.a, n.b) && n.x < 2; break;
    case Op::EqText: good = n.x < 2; break;
    case Op::Compare: good = n.x < 6; break;
    case Op::Scale: good = n.x < image_.view_numbers() && n.y < image_.view_numbers() && image_.number(n.y) > 0; break;
    case Op::HasValue: good = type_of(n.a).target == type_of(n.b).target; break;
    case Op::Fits:
    case Op::Uses:
      good = static_cast<Op>(image_.nodes()[n.a].op) == Op::Load && (op == Op::Fits || n.x < image_.lexicons().size());
      break;
    case Op::CountDistinct: {
      good = std::uint64_t{n.x} + n.y <= image_.node_list().size();
      for (std::uint32_t k = 0; good && k < n.y; ++k) {
        const std::uint32_t key = image_.node_list()[n.x + k].node;
        good = key < i;
        if (good) depth_[i] = std::max(depth_[i], depth_[key] + 1);
      }
      break;
    }
    case Op::First:
      good = (n.c == kNone ? type.target == row_of(n.a) && static_cast<Class>(type.cls) == Class::Ref : same(n.c, i)) &&
             (n.d == kNone || same(n.d, i));
      break;
    case Op::SingletonSet: good = type.target == row_of(n.a); break;
    case Op::Union: good = same(n.a, n.b) && same(n.a, i); break;
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::IsAbsent:
    case Op::IsGiven:
    case Op::Some:
    case Op::Count:
    case Op::AttachSelf: break;
    }
    require(good, "node", i);
  }

  /// Walks a tree with the rows that stand around it: `Here` must name one of them, of its kind.
  void scope(std::uint32_t node, std::vector<std::uint32_t>& around, std::uint32_t self) {
    if (node == kNone || !reason_.empty()) return;
    if (++walked_ > 4'000'000) return fail("its conditions are too large");
    const NodeRecord& n = image_.nodes()[node];
    switch (static_cast<Op>(n.op)) {
    case Op::Here:
      return require(n.x < around.size() && around[around.size() - 1 - n.x] == type_of(node).target, "node", node);
    case Op::AttachSelf:
      return require(self != kNone && image_.types()[image_.fields()[self].type].target == type_of(node).target, "node",
                     node);
    case Op::Some:
    case Op::Count:
    case Op::CountDistinct:
    case Op::First: {
      scope(n.a, around, self);
      around.push_back(type_of(n.a).target);
      scope(n.b, around, self);
      if (static_cast<Op>(n.op) == Op::First) scope(n.c, around, self);
      for (std::uint32_t k = 0; static_cast<Op>(n.op) == Op::CountDistinct && k < n.y; ++k)
        scope(image_.node_list()[n.x + k].node, around, self);
      around.pop_back();
      if (static_cast<Op>(n.op) == Op::First) scope(n.d, around, self);
      return;
    }
    default:
      for (std::uint32_t part : {n.a, n.b, n.c, n.d}) scope(part, around, self);
    }
  }
  void scope(std::uint32_t node, std::uint32_t row, std::uint32_t self = kNone) {
    std::vector<std::uint32_t> around;
    if (row != kNone) around.push_back(row);
    scope(node, around, self);
  }

  void rules() {
    for (std::size_t i = 0; i < image_.rules().size() && reason_.empty(); ++i) {
      const RuleRecord& rule = image_.rules()[i];
      const FieldRecord& field = image_.fields()[rule.field];
      const TypeRecord& type = image_.types()[field.type];
      const bool attach = rule.kind == 3;
      require(field.rule == i && (!attach || static_cast<Class>(type.cls) == Class::Set), "rule", i);
      auto boolean = [&](std::uint32_t node) { return node == kNone || class_of(node) == Class::Bool; };
      auto outcome = [&](std::uint32_t node) {
        const auto wanted = static_cast<Class>(type.cls);
        const bool words = (wanted == Class::Text || wanted == Class::Id) &&
                           (class_of(node) == Class::Text || class_of(node) == Class::Id);
        return words || (type_of(node).cls == type.cls && type_of(node).target == type.target);
      };
      require(boolean(rule.where) && (rule.value == kNone ? rule.kind != 0 : outcome(rule.value)), "rule", i);
      if (!reason_.empty()) return;
      scope(rule.where, field.row);
      scope(rule.value, field.row);
      for (std::uint32_t l = 0; l < rule.line_count && reason_.empty(); ++l) {
        const LineRecord& line = image_.lines()[rule.line_first + l];
        require(boolean(line.condition) && (line.outcome == kNone ? !attach : outcome(line.outcome)), "line",
                rule.line_first + l);
        if (!reason_.empty()) return;
        scope(line.condition, field.row, attach ? rule.field : kNone);
        scope(line.outcome, field.row);
        text_template(line.reject, field.row);
      }
      const bool classify = rule.kind == 1 || rule.kind == 2;
      require(!classify ||
                  (rule.line_count > 0 && image_.lines()[rule.line_first + rule.line_count - 1].condition == kNone),
              "rule", i);
    }
  }

  void tables() {
    for (std::size_t i = 0; i < image_.rules().size() && reason_.empty(); ++i) {
      const RuleRecord& rule = image_.rules()[i];
      if (rule.table == kNone) continue;
      const TableRecord& table = image_.tables()[rule.table];
      require(table.words == (table.cube_count + 31) / 32 && table.cube_count > 0 && rule.kind != 0 && rule.kind != 3,
              "table", rule.table);
      std::uint32_t last = 0;
      for (std::uint32_t c = 0; c < table.cube_count && reason_.empty(); ++c) {
        const std::uint32_t line = image_.cubes()[table.cube_first + c].line;
        require(line < rule.line_count && line >= last, "cube", table.cube_first + c);
        last = line;
      }
      for (std::uint32_t c = 0; c < table.column_count && reason_.empty(); ++c) {
        const ColumnRecord& column = image_.columns()[table.column_first + c];
        const Class cls = class_of(column.node);
        require(cls == Class::Bool || cls == Class::Enum, "column", table.column_first + c);
        if (!reason_.empty()) return;
        const std::uint64_t values = cls == Class::Bool ? 2 : image_.enums()[type_of(column.node).target].value_count;
        require(column.alive_count == (values + 1) * table.words, "column", table.column_first + c);
        scope(column.node, image_.fields()[rule.field].row);
      }
    }
  }

  void text_template(std::uint32_t index, std::uint32_t row) {
    if (index == kNone || !reason_.empty()) return;
    const TextTemplateRecord& text = image_.text_templates()[index];
    for (std::uint32_t i = 0; i < text.piece_count; ++i) scope(image_.text_pieces()[text.piece_first + i].slot, row);
  }

  void cell(std::uint32_t index, std::uint32_t row, int depth) {
    if (!reason_.empty()) return;
    const CellRecord& c = image_.cells()[index];
    require(depth < 64 &&
                c.part_first + std::uint64_t{c.part_count} <= index + (c.part_count == 0 ? image_.cells().size() : 0),
            "cell", index);
    require((c.kind == 0 || c.kind == 1 || c.kind == 4) == (c.value != kNone) && (c.kind == 2) == (c.text != kNone),
            "cell", index);
    if (c.kind == 1 && c.value != kNone)
      require(static_cast<Op>(image_.nodes()[c.value].op) == Op::Load, "cell", index);
    const bool each = c.kind == 4;
    if (each && c.value != kNone) {
      const bool parts = c.part_count == 1 || (c.part_count == 2 && image_.cells()[c.part_first + 1].kind == 2);
      require(class_of(c.value) == Class::List && parts, "cell", index);
    }
    require(c.where == kNone || (each && class_of(c.where) == Class::Bool), "cell", index);
    if (!reason_.empty()) return;
    scope(c.value, row);
    text_template(c.text, row);
    const std::uint32_t inner = each ? type_of(c.value).target : row;
    if (c.where != kNone) scope(c.where, inner);
    for (std::uint32_t i = 0; i < c.part_count; ++i) cell(c.part_first + i, i == 0 || !each ? inner : row, depth + 1);
  }

  void rest() {
    for (std::size_t i = 0; i < image_.rows().size() && reason_.empty(); ++i) {
      require(image_.rows()[i].id_where == kNone || class_of(image_.rows()[i].id_where) == Class::Bool, "row", i);
      if (reason_.empty()) scope(image_.rows()[i].id_where, static_cast<std::uint32_t>(i));
      for (std::uint32_t h = 0; h < image_.rows()[i].header_count; ++h) {
        const HeaderPartRecord& part = image_.header_parts()[image_.rows()[i].header_first + h];
        require(part.kind != 2 || (part.field != kNone && image_.fields()[part.field].row == i), "the header of row",
                i);
      }
    }
    for (std::size_t i = 0; i < image_.requirements().size() && reason_.empty(); ++i) {
      const RequireRecord& r = image_.requirements()[i];
      require(class_of(r.condition) == Class::Bool && (r.where == kNone || class_of(r.where) == Class::Bool),
              "requirement", i);
      scope(r.where, r.row);
      scope(r.condition, r.row);
      for (std::uint32_t text : {r.message, r.hint, r.ask}) text_template(text, r.row);
    }
    for (std::size_t i = 0; i < image_.templates().size() && reason_.empty(); ++i) {
      const SentenceRecord& t = image_.templates()[i];
      const std::uint32_t row = image_.fields()[t.field].row;
      require(t.when == kNone || class_of(t.when) == Class::Bool, "template", i);
      if (reason_.empty()) scope(t.when, row);
      for (std::uint32_t p = 0; p < t.piece_count; ++p) {
        const std::uint32_t slot = image_.sentence_pieces()[t.piece_first + p].slot;
        require(slot == kNone || (image_.fields()[slot].row == row && image_.fields()[slot].builtin == 0), "template",
                i);
      }
    }
    for (std::size_t i = 0; i < image_.sheets().size() && reason_.empty(); ++i) {
      const SheetRecord& s = image_.sheets()[i];
      require((s.kind == 2) == (s.row == kNone) && (s.where == kNone || class_of(s.where) == Class::Bool), "sheet", i);
      if (reason_.empty()) scope(s.where, s.row);
      for (std::uint32_t c = 0; c < s.column_count; ++c)
        cell(image_.sheet_columns()[s.column_first + c].cell, s.row, 0);
      for (std::uint32_t f = 0; f < s.field_count; ++f)
        require(image_.fields()[image_.field_list()[s.field_first + f].field].row == s.row, "sheet", i);
      // A sentence is a list, so that what reads it needs to know no other form.
      for (std::uint32_t c = 0; s.kind == 2 && c < s.column_count; ++c)
        require(image_.cells()[image_.sheet_columns()[s.column_first + c].cell].kind == 3, "sheet", i);
    }
  }

  void archetypes() {
    for (std::size_t i = 0; i < image_.archetypes().size() && reason_.empty(); ++i) {
      const ArchetypeRecord& archetype = image_.archetypes()[i];
      require(archetype.role_count > 0 && archetype.role_count <= kMaxRoles, "archetype", i);
      std::vector<std::uint32_t> around;
      for (std::uint32_t r = 0; r < archetype.role_count; ++r)
        around.push_back(image_.roles()[archetype.role_first + r].row);
      for (std::uint32_t r = 0; r < archetype.role_count && reason_.empty(); ++r) {
        const RoleRecord& role = image_.roles()[archetype.role_first + r];
        around.push_back(role.row);
        for (std::uint32_t c = 0; c < role.condition_count; ++c) condition(role.condition_first + c, around);
        around.pop_back();
      }
    }
    for (std::size_t i = 0; i < image_.preferences().size() && reason_.empty(); ++i) {
      require(class_of(image_.preferences()[i].node) == Class::Number, "preference", i);
      if (reason_.empty()) scope(image_.preferences()[i].node, kNone);
    }
  }

  void condition(std::uint32_t index, std::vector<std::uint32_t>& around) {
    const ConditionRecord& c = image_.conditions()[index];
    require(class_of(c.node) == Class::Bool && (c.kind == 2 || (c.message == kNone && c.insert == kNone)) &&
                (c.kind != 2 || c.message != kNone),
            "condition", index);
    scope(c.node, around, kNone);
    for (std::uint32_t text : {c.message, c.insert}) {
      if (text == kNone || !reason_.empty()) continue;
      const TextTemplateRecord& pieces = image_.text_templates()[text];
      for (std::uint32_t i = 0; i < pieces.piece_count; ++i)
        scope(image_.text_pieces()[pieces.piece_first + i].slot, around, kNone);
    }
  }

  const Image& image_;
  std::string reason_;
  std::vector<std::uint32_t> depth_;
  std::size_t walked_ = 0;
};

}  // namespace

std::string verify_meaning(const Image& image) { return Verifier(image).run(); }

}  // namespace msd::image
