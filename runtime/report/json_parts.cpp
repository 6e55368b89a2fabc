#include "runtime/report/json_parts.h"

namespace msd::report {

namespace {

std::string_view name(ItemState::State state) {
  switch (state) {
  case ItemState::State::Closed: return "closed";
  case ItemState::State::Open: return "open";
  case ItemState::State::Broken: return "broken";
  }
  return "";
}

}  // namespace

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  json.key(key);
  json.open_array();
  for (const std::string& value : values) json.text(value);
  json.close_array();
}

void write_checklist(JsonWriter& json, const image::Image& image, const ChecklistState& list) {
  const image::ChecklistRecord& record = image.checklists()[list.checklist];
  json.open_object();
  json.member("name", image.text(record.name));
  json.member("label", image.text(record.label));
  json.key("conditions");
  json.open_array();
  for (const ItemState& item : list.items) {
    json.open_object();
    json.member("name", image.text(image.checklist_items()[item.item].name));
    json.member("text", image.text(image.checklist_items()[item.item].text));
    json.member("state", name(item.state));
    write_names(json, "broken", item.broken);
    write_names(json, "open", item.open);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

void write_place(JsonWriter& json, const Location& at) {
  if (!at.file.empty()) json.member("file", at.file);
  if (!at.given()) return;
  json.member("line", at.line);
  json.member("column", at.column);
  json.key("end");
  json.open_object();
  json.member("line", at.end_line);
  json.member("column", at.end_column);
  json.close_object();
}

void write_findings(JsonWriter& json, const std::vector<Finding>& findings) {
  json.open_array();
  for (const Finding& f : findings) {
    json.open_object();
    json.member("code", f.code);
    json.member("name", f.slug);
    json.member("severity", msd::name(f.severity));
    json.member("message", f.message);
    write_place(json, f.place);
    if (!f.label.empty()) json.member("label", f.label);
    json.member("hint", f.help);
    json.key("notes");
    json.open_array();
    for (const FindingNote& note : f.notes) {
      json.open_object();
      json.member("text", note.text);
      write_place(json, note.place);
      json.close_object();
    }
    json.close_array();
    if (!f.witness.empty()) json.member("witness", f.witness);
    if (!f.fixes.empty()) {
      json.key("fixes");
      json.open_array();
      for (const FindingFix& fix : f.fixes) {
        json.open_object();
        json.member("title", fix.title);
        write_place(json, fix.place);
        json.member("text", fix.text);
        json.key("safe");
        json.boolean(fix.safe);
        json.close_object();
      }
      json.close_array();
    }
    const std::pair<std::string_view, const std::string*> about[] = {{"design", &f.design},
                                                                     {"row", &f.row},
                                                                     {"field", &f.field},
                                                                     {"requirement", &f.requirement},
                                                                     {"step", &f.step}};
    for (const auto& [key, text] : about) {
      if (!text->empty()) json.member(key, *text);
    }
    json.close_object();
  }
  json.close_array();
}

}  // namespace msd::report
