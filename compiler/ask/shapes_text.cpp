// The rows that archetypes ask for, in the words of a file.
#include "compiler/ask/reading.h"
#include "compiler/ask/shapes.h"
#include "compiler/ask/task.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

std::string Shapes::likes() const {
  std::string out;
  for (const Like& like : likes_) {
    const image::ArchetypeRecord& record = image_.archetypes()[like.archetype];
    out += fmt::format("  like {} {{", image_.text(record.name));
    for (std::uint32_t r = 0; r < record.role_count; ++r) {
      const image::RoleRecord& role = image_.roles()[record.role_first + r];
      if (like.parts[r] != SIZE_MAX && first_field(moment_, role.row, {}) == image_.rows()[role.row].name_field)
        out +=
            fmt::format("{}{}: {}", out.back() == '{' ? " " : "  ", image_.text(role.name), parts_[like.parts[r]].name);
    }
    out += " }\n";
  }
  return out;
}

bool Shapes::in_header(const image::RowRecord& kind, std::uint32_t field) const {
  for (std::uint32_t i = 0; i < kind.header_count; ++i) {
    const image::HeaderPartRecord& part = image_.header_parts()[kind.header_first + i];
    if (part.kind == 2 && part.field == field) return true;
  }
  return false;
}

std::string Shapes::entry(const std::pair<const std::uint32_t, Fact>& fact) const {
  return fmt::format("{}: {}{}", image_.text(image_.fields()[fact.first].name), fact.second.value,
                     fact.second.because.empty() ? "" : "  because " + edit::quoted(fact.second.because));
}

std::string Shapes::rows() const {
  std::string out;
  for (const Part& part : parts_) {
    const image::RoleRecord& role = image_.roles()[part.role];
    NewRow row;
    row.kind = role.row;
    row.name = part.name;
    row.words = image_.text(role.label);
    std::vector<std::pair<std::uint32_t, std::string>> presets;
    std::vector<std::string> body;
    std::string lines;
    for (const auto& fact : part.facts) {
      if (in_header(image_.rows()[row.kind], fact.first)) {
        presets.emplace_back(fact.first, fact.second.value);
      } else {
        lines += "    " + entry(fact) + "\n";
      }
    }
    const std::string header = header_of(moment_, row, presets, body);
    for (const Child& child : part.children) {
      NewRow made;
      made.kind = child.kind;
      std::vector<std::pair<std::uint32_t, std::string>> given;
      for (const auto& [field, fact] : child.facts) given.emplace_back(field, fact.value);
      std::vector<std::string> inside;
      lines += "    " + header_of(moment_, made, given, inside);
      if (!inside.empty()) lines += fmt::format(" {{ {} }}", fmt::join(inside, "  "));
      lines += "\n";
    }
    for (const std::string& insert : part.inserts) lines += "    " + insert + "\n";
    const std::string doc = first_line(image_.text(role.doc));
    if (!doc.empty()) out += "  /// " + doc + "\n";
    out += "  " + header + (lines.empty() ? "" : " {\n" + lines + "  }") + "\n\n";
  }
  if (out.ends_with("\n\n")) out.pop_back();
  return out;
}

std::string open_slots(const Moment& moment) {
  if (!moment.readable()) return moment.text();
  std::vector<std::string> lines;
  std::string_view rest = moment.text();
  for (std::size_t end = 0; !rest.empty(); rest.remove_prefix(end)) {
    end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    lines.emplace_back(rest.substr(0, end));
  }
  const eval::Facts& facts = moment.facts();
  for (RowIndex row = 0; row < facts.rows().size(); ++row) {
    const image::RowRecord& kind = moment.image().rows()[facts.rows()[row].kind];
    const std::uint32_t at = facts.rows()[row].place.line;
    if (at == 0 || lines[at - 1].find(kOpenSlot) == std::string::npos) continue;
    for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
      std::string known;
      for (CellRef slot : slots_of(moment, {row, f})) {
        if (facts.cell(slot.row, slot.field).state != eval::CellFact::State::Stated) continue;
        std::string value = report::show_value(facts, moment.field(slot.field).type,
                                               facts.cell(slot.row, slot.field).value, report::Style::Label);
        if (value.find(kOpenSlot) != std::string::npos) continue;
        if (class_of(moment, slot.field) == Class::Text) value = edit::quoted(value);
        known += fmt::format("  {}: {}", moment.name(moment.field(slot.field).name), value);
      }
      const std::size_t quote = lines[at - 1].find('"');
      if (slots_of(moment, {row, f}).empty() || quote == std::string::npos) continue;
      lines[at - 1] =
          std::string(trimmed(lines[at - 1].substr(0, quote)).empty() ? "" : lines[at - 1].substr(0, quote));
      while (lines[at - 1].ends_with(' ')) lines[at - 1].pop_back();
      lines[at - 1] += (known.empty() ? "" : " {" + known.substr(1) + " }") + "\n";
    }
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

}  // namespace msd::ask
