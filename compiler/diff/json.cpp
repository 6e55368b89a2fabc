#include "compiler/diff/report.h"
#include "runtime/report/json_writer.h"

#include <algorithm>

namespace msd::diff {

namespace {

class Json {
 public:
  Json(const Diff& diff, const View& view, report::Output& output) : d_(diff), v_(view), w_(output) {}

  void print() {
    w_.open_object();
    w_.key("old"), framework(d_.of[0]);
    w_.key("new"), framework(d_.of[1]);
    w_.key("step");
    w_.open_object();
    w_.member("level", name(d_.level));
    w_.member("reason", d_.reason);
    w_.close_object();
    w_.member("rows", d_.rows);
    w_.key("results");
    w_.open_array();
    for (const Computed& c : d_.computed) computed(c);
    w_.close_array();
    w_.key("declarations");
    w_.open_array();
    for (const Declared& d : d_.declared) declared(d);
    w_.close_array();
    w_.key("renames");
    w_.open_array();
    for (const Hint& h : d_.hints) {
      w_.open_object();
      w_.member("what", h.what);
      w_.member("old", h.rename.from);
      w_.member("new", h.rename.to);
      w_.member("why", h.why);
      w_.close_object();
    }
    w_.close_array();
    if (d_.designs.looked_at) designs();
    w_.close_object();
    w_.newline();
  }

 private:
  void framework(const Framework& f) {
    w_.open_object();
    w_.member("name", f.name);
    w_.member("version", f.version);
    w_.close_object();
  }

  void count(std::string_view key, const analysis::Count& n) {
    std::string digits = decimal(n);
    std::erase(digits, ',');
    w_.key(key);
    w_.raw(digits);
  }
  void flag(std::string_view key, bool value) {
    w_.key(key);
    w_.boolean(value);
  }
  void list(std::string_view key, const std::vector<std::string>& all) {
    w_.key(key);
    w_.open_array();
    for (const std::string& one : all) w_.text(one);
    w_.close_array();
  }
  void at(const Places& places) {
    for (Side side : kSides) {
      const std::string place = v_.place(places.span[diff::at(side)]);
      if (!place.empty()) w_.member(side == Side::Old ? "old_place" : "new_place", place);
    }
  }

  void computed(const Computed& c) {
    w_.open_object();
    w_.member("kind", kind_of(c));
    w_.member("name", c.name);
    if (!c.old_name.empty()) w_.member("old_name", c.old_name);
    w_.member("change", name(c.kind));
    w_.member("level", name(c.level));
    if (c.taken_over) flag("default_against_rule", true);
    at(c.at);
    w_.key("edits");
    w_.open_array();
    for (const Edit& e : c.edits) {
      w_.open_object();
      w_.member("edit", name(e.kind));
      w_.member("what", e.what);
      flag("effect", e.effect);
      at(e.at);
      w_.close_object();
    }
    w_.close_array();
    if (c.kind == Computed::Kind::WithoutEffect) {
      flag("reachable", c.reachable);
      flag("any_number_of_rows", c.proved);
    }
    if (!c.undecided.empty()) w_.member("undecided", c.undecided);
    if (!c.roots.empty()) list("from", c.roots);
    if (c.facts && c.kind != Computed::Kind::WithoutEffect) w_.key("facts"), region(*c.facts, true);
    if (c.direct && !c.facts_only) w_.key("direct"), region(*c.direct, false);
    w_.close_object();
  }

  void region(const Region& r, bool counts) {
    w_.open_object();
    counts = counts && r.counted;
    if (counts) count("inputs", r.inputs), count("changed", r.changed);
    if (!r.counted) flag("counted", false);
    flag("bounded", r.bounded);
    flag("whole", r.whole);
    w_.key("moves");
    w_.open_array();
    for (const Move& m : r.moves) move(m, counts);
    w_.close_array();
    w_.close_object();
  }

  void move(const Move& m, bool counts) {
    w_.open_object();
    w_.member("old", m.from);
    w_.member("new", m.to);
    if (counts) count("inputs", m.inputs);
    flag("whole", m.whole);
    w_.key("rules");
    w_.open_array();
    for (const Givers& g : m.by) {
      w_.open_object();
      if (!g.from.empty()) w_.member("old", g.from);
      if (!g.to.empty()) w_.member("new", g.to);
      w_.close_object();
    }
    w_.close_array();
    w_.key("where");
    w_.open_array();
    for (const Part& p : m.parts) {
      w_.open_object();
      list("all", p.conditions);
      if (counts) count("inputs", p.inputs);
      w_.close_object();
    }
    w_.close_array();
    if (m.example) {
      w_.key("example");
      w_.open_object();
      list("facts", m.example->facts);
      w_.member("old_test", m.example->test[0]);
      w_.member("new_test", m.example->test[1]);
      w_.close_object();
    }
    w_.close_object();
  }

  void declared(const Declared& d) {
    w_.open_object();
    w_.member("kind", d.what);
    w_.member("name", d.name);
    w_.member("change", name(d.kind));
    if (!d.detail.empty()) w_.member("detail", d.detail);
    w_.member("level", name(d.level));
    at(d.at);
    w_.close_object();
  }

  void designs() {
    w_.key("designs");
    w_.open_object();
    w_.member("judged", static_cast<std::int64_t>(d_.designs.count));
    w_.key("changed");
    w_.open_array();
    for (const DesignChange& c : d_.designs.changes) {
      w_.open_object();
      w_.member("name", c.name);
      w_.member("file", c.file);
      w_.key("cells");
      w_.open_array();
      for (const DesignCell& cell : c.cells) {
        w_.open_object();
        w_.member("cell", cell.cell);
        w_.member("old", cell.was);
        w_.member("new", cell.is);
        if (!cell.rule[0].empty()) w_.member("old_rule", cell.rule[0]);
        if (!cell.rule[1].empty()) w_.member("new_rule", cell.rule[1]);
        w_.close_object();
      }
      w_.close_array();
      list("findings_gone", c.gone);
      list("findings_new", c.come);
      list("checklists", c.checks);
      w_.close_object();
    }
    w_.close_array();
    list("left_out", d_.designs.left_out);
    w_.close_object();
  }

  const Diff& d_;
  const View& v_;
  report::JsonWriter w_;
};

}  // namespace

void print_json(const Diff& diff, const View& view, report::Output& output) { Json(diff, view, output).print(); }

}  // namespace msd::diff
