// The record and its decisions as data, for tools.
#include "compiler/emit/names.h"
#include "runtime/report/json_writer.h"

#include <fmt/format.h>

namespace msd::emit {

namespace {

std::string_view word(Expr::Kind kind) {
  switch (kind) {
  case Expr::Kind::Const: return "constant";
  case Expr::Kind::Column: return "column";
  case Expr::Kind::Decision: return "decision";
  case Expr::Kind::And: return "and";
  case Expr::Kind::Or: return "or";
  case Expr::Kind::Not: return "not";
  case Expr::Kind::If: return "if";
  case Expr::Kind::In: return "in";
  case Expr::Kind::Equal: return "equal";
  case Expr::Kind::Compare: return "compare";
  case Expr::Kind::Scale: return "scale";
  case Expr::Kind::HasAll: return "has_all";
  case Expr::Kind::Has: return "has";
  case Expr::Kind::IsAbsent: return "is_absent";
  case Expr::Kind::IsThere: return "is_there";
  case Expr::Kind::Single: return "set_of";
  case Expr::Kind::Union: return "union";
  case Expr::Kind::Self: return "set_so_far";
  }
  return "";
}

std::string_view word(Decision::Kind kind) {
  switch (kind) {
  case Decision::Kind::Derive: return "derive";
  case Decision::Kind::First: return "first";
  case Decision::Kind::Unique: return "unique";
  case Decision::Kind::Attach: return "attach";
  }
  return "";
}

class JsonProgram {
 public:
  explicit JsonProgram(const Program& program) : p_(program) {}

  std::string run(const Options& options) {
    const image::Image& image = p_.image;
    w_.open_object();
    w_.member("framework", image.text(image.framework().name));
    w_.member("version", image.text(image.framework().version));
    w_.member("image", fmt::format("{:016x}", image.hash()));
    w_.member("made_by", "msdc " + options.version);
    w_.member("row", image.text(image.rows()[p_.row].name));
    w_.key("columns");
    w_.open_array();
    for (const Column& c : p_.columns) {
      w_.newline();
      w_.open_object();
      w_.member("name", c.name);
      type(c.type);
      if (c.kind == Column::Kind::Measure) w_.member("measure", c.written);
      w_.close_object();
    }
    w_.close_array();
    w_.key("decisions");
    w_.open_array();
    for (const Decision& d : p_.decisions) decision(d);
    w_.close_array();
    w_.close_object();
    w_.newline();
    return out_.kept();
  }

 private:
  void type(std::uint32_t index) {
    const image::TypeRecord& t = p_.image.types()[index];
    w_.member("type", name(cls(p_, index)));
    w_.key("optional");
    w_.boolean(t.optional != 0);
    if (cls(p_, index) == Class::Number) {
      w_.member("dimension", name(static_cast<Dimension>(t.dimension)));
      w_.member("low", p_.image.number(t.low));
      w_.member("high", p_.image.number(t.high));
    }
    if (enum_of(p_, index) == kNone) return;
    w_.member("enum", p_.image.text(p_.image.enums()[enum_of(p_, index)].name));
    w_.key("values");
    w_.open_array();
    for (std::string_view v : values(p_, enum_of(p_, index))) w_.text(v);
    w_.close_array();
  }

  void decision(const Decision& d) {
    w_.newline();
    w_.open_object();
    w_.member("name", d.name);
    type(d.type);
    w_.member("kind", word(d.kind));
    w_.key("of_the_row");
    w_.boolean(d.asked);
    if (d.kind == Decision::Kind::Unique) w_.key("proved_unique"), w_.boolean(d.proven);
    part("where", d.where);
    part("value", d.value);
    if (!d.lines.empty()) {
      w_.key("rules");
      w_.open_array();
      for (const records::Line& line : d.lines) {
        w_.newline();
        w_.open_object();
        w_.member("name", line_name(p_, line));
        part("when", line.condition);
        if (line.outcome == kNone) w_.key("rejects"), w_.boolean(true);
        part("gives", line.outcome);
        w_.close_object();
      }
      w_.close_array();
    }
    w_.close_object();
  }

  void part(std::string_view key, std::uint32_t index) {
    if (index == kNone) return;
    w_.key(key);
    expr(index);
  }

  /// Values of finite types by name.
  void mask(std::uint32_t type, std::uint64_t of) {
    w_.open_array();
    if (cls(p_, type) == Class::Bool) {
      for (unsigned v = 0; v < 2; ++v) {
        if ((of >> v & 1U) != 0) w_.boolean(v == 1);
      }
    } else {
      const auto names = values(p_, enum_of(p_, type));
      for (std::size_t v = 0; v < names.size(); ++v) {
        if ((of >> v & 1U) != 0) w_.text(names[v]);
      }
    }
    w_.close_array();
  }

  void expr(std::uint32_t index) {
    const Expr& e = p_.exprs[index];
    w_.open_object();
    w_.member("is", word(e.kind));
    if (e.kind == Expr::Kind::Const) {
      w_.key("value");
      if (e.absent)
        w_.null();
      else if (e.cls == Class::Set)
        mask(e.x, static_cast<std::uint64_t>(e.number));
      else if (e.cls == Class::Bool)
        w_.boolean(e.number == 1);
      else if (e.cls == Class::Enum)
        w_.text(values(p_, enum_of(p_, e.x))[static_cast<std::size_t>(e.number)]);
      else
        w_.number(e.number);
    }
    if (e.kind == Expr::Kind::Column) w_.member("name", p_.columns[e.x].name);
    if (e.kind == Expr::Kind::Decision) w_.member("name", p_.decisions[e.x].name);
    if (e.kind == Expr::Kind::In || e.kind == Expr::Kind::HasAll) {
      w_.key("values");
      mask(type_of(p_, e.a), static_cast<std::uint64_t>(e.number));
    }
    if (e.kind == Expr::Kind::Equal) w_.member("sign", e.x == 0 ? "==" : "!=");
    if (e.kind == Expr::Kind::Compare) {
      static constexpr const char* kSigns[] = {"==", "!=", "<", "<=", ">", ">="};
      w_.member("sign", kSigns[e.x]);
    }
    if (e.top != 1 || e.bottom != 1) factor("factor", e.top, e.bottom);
    if (e.other_top != 1 || e.other_bottom != 1) factor("other_factor", e.other_top, e.other_bottom);
    if (e.a != kNone) {
      w_.key("of");
      w_.open_array();
      for (std::uint32_t part : {e.a, e.b, e.c}) {
        if (part != kNone) expr(part);
      }
      w_.close_array();
    }
    w_.close_object();
  }

  void factor(std::string_view key, std::int64_t top, std::int64_t bottom) {
    w_.key(key);
    w_.open_array();
    w_.number(top);
    w_.number(bottom);
    w_.close_array();
  }

  const Program& p_;
  report::Output out_;
  report::JsonWriter w_{out_};
};

}  // namespace

std::string json(const Program& program, const Options& options) { return JsonProgram(program).run(options); }

}  // namespace msd::emit
