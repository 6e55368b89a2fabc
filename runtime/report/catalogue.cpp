#include "runtime/report/catalogue.h"

#include "runtime/report/display.h"
#include "runtime/report/json_writer.h"

namespace msd::report {

namespace {

using image::Image;
using image::kNone;

enum Kind : std::uint32_t { kMust, kUsually, kExpects };

/// A path in a slot; slots hold nothing else.
std::string path(const Image& image, std::uint32_t node, const image::ArchetypeRecord& roles) {
  const image::NodeRecord& n = image.nodes()[node];
  switch (static_cast<Op>(n.op)) {
  case Op::Here:
    // The row that fills the role is the innermost; the rows of all roles stand around it in their order.
    if (n.x == 0 || n.x > roles.role_count) return {};
    return std::string(image.text(image.roles()[roles.role_first + roles.role_count - n.x].name));
  case Op::Single: return std::string(image.text(image.rows()[n.x].name));
  case Op::Load: {
    const std::string from = path(image, n.a, roles);
    return (from.empty() ? "" : from + ".") + std::string(image.text(image.fields()[n.x].name));
  }
  default: return show_node(image, node);
  }
}

class Printer {
 public:
  Printer(const Image& image, Output& output) : image_(image), json_(output), output_(output) {}

  void json(Catalogue what) {
    json_.open_object();
    json_.key("framework");
    json_.open_object();
    json_.member("name", text(image_.framework().name));
    json_.member("version", text(image_.framework().version));
    json_.close_object();
    json_.key(what == Catalogue::Archetypes ? "archetypes" : "systems");
    json_.open_array();
    if (what == Catalogue::Archetypes) {
      for (const image::ArchetypeRecord& one : image_.archetypes()) archetype_json(one);
    } else {
      for (const image::SystemRecord& one : image_.systems()) system_json(one);
    }
    json_.close_array();
    json_.close_object();
    json_.newline();
  }

  void text_form(Catalogue what) {
    if (what == Catalogue::Archetypes) {
      for (const image::ArchetypeRecord& one : image_.archetypes()) archetype_text(one);
    } else {
      for (const image::SystemRecord& one : image_.systems()) system_text(one);
    }
  }

 private:
  std::string_view text(std::uint32_t index) const { return image_.text(index); }

  void begin(std::uint32_t name, std::uint32_t label, std::uint32_t doc) {
    json_.open_object();
    json_.member("name", text(name));
    json_.member("label", text(label));
    json_.member("doc", text(doc));
  }
  void place(std::uint32_t index) {
    if (index == kNone) return;
    json_.member("file", image_.path(image_.places()[index].file));
    json_.member("line", static_cast<std::int64_t>(image_.places()[index].line));
    json_.member("column", static_cast<std::int64_t>(image_.places()[index].column));
  }
  void texts(std::string_view key, std::uint32_t first, std::uint32_t count) {
    json_.key(key);
    json_.open_array();
    for (std::uint32_t i = 0; i < count; ++i) json_.text(text(image_.text_list()[first + i].text));
    json_.close_array();
  }

  template <class Each> void conditions(const image::RoleRecord& role, Kind kind, Each each) {
    for (std::uint32_t c = 0; c < role.condition_count; ++c) {
      const image::ConditionRecord& record = image_.conditions()[role.condition_first + c];
      if (record.kind == kind) each(record);
    }
  }

  void archetype_json(const image::ArchetypeRecord& a) {
    begin(a.name, a.label, a.doc);
    json_.member("section", text(a.section));
    texts("shapes", a.shape_first, a.shape_count);
    json_.key("roles");
    json_.open_array();
    for (std::uint32_t r = 0; r < a.role_count; ++r) role_json(a, image_.roles()[a.role_first + r]);
    json_.close_array();
    texts("examples", a.example_first, a.example_count);
    place(a.place);
    json_.close_object();
  }

  void role_json(const image::ArchetypeRecord& a, const image::RoleRecord& role) {
    begin(role.name, role.label, role.doc);
    json_.member("row", text(image_.rows()[role.row].name));
    json_.key("optional");
    json_.boolean(role.optional != 0);
    json_.key("must");
    json_.open_array();
    conditions(role, kMust, [&](const auto& c) { json_.text(text(c.written)); });
    json_.close_array();
    json_.key("usually");
    json_.open_array();
    conditions(role, kUsually, [&](const auto& c) {
      json_.open_object();
      json_.member("condition", text(c.written));
      json_.member("because", text(c.because));
      json_.close_object();
    });
    json_.close_array();
    json_.key("expects");
    json_.open_array();
    conditions(role, kExpects, [&](const auto& c) {
      json_.open_object();
      json_.member("name", text(c.name));
      json_.member("condition", text(c.written));
      json_.member("message", show_slots(image_, c.message, a));
      json_.key("insert");
      c.insert == kNone ? json_.null() : json_.text(show_slots(image_, c.insert, a));
      json_.close_object();
    });
    json_.close_array();
    place(role.place);
    json_.close_object();
  }

  void system_json(const image::SystemRecord& s) {
    begin(s.name, s.label, s.doc);
    json_.key("archetypes");
    json_.open_array();
    for (std::uint32_t i = 0; i < s.archetype_count; ++i) json_.text(archetype_name(s, i));
    json_.close_array();
    place(s.place);
    json_.close_object();
  }

  std::string_view archetype_name(const image::SystemRecord& s, std::uint32_t i) const {
    return text(image_.archetypes()[image_.archetype_list()[s.archetype_first + i].archetype].name);
  }

  template <class... Args> void line(fmt::format_string<Args...> form, Args&&... args) {
    output_.write(fmt::format(form, std::forward<Args>(args)...));
  }
  std::string shown(std::uint32_t index) const { return printable(text(index)); }
  /// A quoted text.
  static std::string quoted(std::string_view words) {
    std::string out = "\"";
    for (const char c : printable(words)) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return out + '"';
  }
  std::string label(std::uint32_t index) const { return quoted(text(index)); }

  void doc(std::uint32_t index, std::string_view indent) {
    std::string_view rest = text(index);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line("{}/// {}\n", indent, printable(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void archetype_text(const image::ArchetypeRecord& a) {
    doc(a.doc, "");
    line("archetype {} {}{}\n", text(a.name), label(a.label),
         text(a.section).empty() ? "" : fmt::format(" in {}", text(a.section)));
    for (std::uint32_t i = 0; i < a.shape_count; ++i)
      line("  shape {}\n", label(image_.text_list()[a.shape_first + i].text));
    for (std::uint32_t r = 0; r < a.role_count; ++r) {
      const image::RoleRecord& role = image_.roles()[a.role_first + r];
      doc(role.doc, "  ");
      line("  {}role {} {} : {}\n", role.optional != 0 ? "optional " : "", text(role.name), label(role.label),
           text(image_.rows()[role.row].name));
      conditions(role, kMust, [&](const auto& c) { line("    must {}\n", shown(c.written)); });
      conditions(role, kUsually, [&](const auto& c) {
        line("    usually {}\n      because {}\n", shown(c.written), label(c.because));
      });
      conditions(role, kExpects, [&](const auto& c) {
        line("    expects {} ({})\n      otherwise {}\n", text(c.name), shown(c.written),
             quoted(show_slots(image_, c.message, a)));
        if (c.insert != kNone) line("      insert {}\n", quoted(show_slots(image_, c.insert, a)));
      });
    }
    for (std::uint32_t i = 0; i < a.example_count; ++i)
      line("  example {}\n", label(image_.text_list()[a.example_first + i].text));
    line("\n");
  }

  void system_text(const image::SystemRecord& s) {
    doc(s.doc, "");
    line("system {} {}\n", text(s.name), label(s.label));
    for (std::uint32_t i = 0; i < s.archetype_count; ++i) line("  {}\n", archetype_name(s, i));
  }

  const Image& image_;
  JsonWriter json_;
  Output& output_;
};

}  // namespace

std::string show_slots(const Image& image, std::uint32_t text_template, const image::ArchetypeRecord& roles) {
  std::string out;
  const image::TextTemplateRecord& text = image.text_templates()[text_template];
  for (std::uint32_t i = 0; i < text.piece_count; ++i) {
    const image::TextPieceRecord& piece = image.text_pieces()[text.piece_first + i];
    if (piece.slot != kNone) {
      out += "{" + path(image, piece.slot, roles) + "}";
      continue;
    }
    for (const char c : image.text(piece.literal)) out += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
  }
  return out;
}

void show_catalogue(const Image& image, Catalogue what, bool json, Output& output) {
  Printer printer(image, output);
  json ? printer.json(what) : printer.text_form(what);
}

}  // namespace msd::report
