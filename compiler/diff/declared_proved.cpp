// What a framework says that its rules do: `never`, `always`, `monotone`, `independent`.
#include "compiler/diff/declared.h"

#include <algorithm>

namespace msd::diff {

void Declarations::properties() {
  const auto word = [](const tir::Property& p) { return std::string(p.never ? "never" : "always"); };
  const auto twin = [](const std::vector<tir::Property>& all, const std::string& name) -> const tir::Property* {
    const auto found = std::find_if(all.begin(), all.end(), [&](const tir::Property& p) { return p.name == name; });
    return found == all.end() ? nullptr : &*found;
  };
  for (const tir::Property& a : s_.a.properties) {
    if (twin(s_.b.properties, a.name) == nullptr)
      add(Kind::Removed, word(a), s_.a[a.row].name + "." + a.name, "", {{a.span, {}}}, Level::Minor);
  }
  for (const tir::Property& b : s_.b.properties) {
    const std::string name = s_.b[b.row].name + "." + b.name;
    const tir::Property* a = twin(s_.a.properties, b.name);
    if (a == nullptr) {
      add(Kind::Added, word(b), name, "", {{{}, b.span}}, Level::Patch);
      continue;
    }
    const Places at{{a->span, b.span}};
    if (a->never != b.never || m_.rows.of(Side::New, b.row.index) != a->row.index || !same(a->where, b.where) ||
        !same(a->condition, b.condition))
      changed(word(b), name, "it claims something else", at, Level::Patch);
    texts(word(b), name, at, {{"description", a->doc, b.doc}});
  }
}

void Declarations::dependences() {
  const auto told = [](const tir::Program& p, const tir::Dependence& d) {
    const std::string way = d.monotone ? fmt::format(" ({})", d.down ? "down" : "up") : "";
    return fmt::format("{} in {}{}", name_of(p, d.field), name_of(p, d.fact), way);
  };
  const auto word = [](const tir::Dependence& d) { return std::string(d.monotone ? "monotone" : "independent"); };
  const auto equal = [&](const tir::Dependence& a, const tir::Dependence& b) {
    return a.monotone == b.monotone && a.down == b.down && same_field(a.field, b.field) && same_field(a.fact, b.fact);
  };
  const auto& was = s_.a.dependences;
  const auto& is = s_.b.dependences;
  for (const tir::Dependence& a : was) {
    if (std::none_of(is.begin(), is.end(), [&](const tir::Dependence& b) { return equal(a, b); }))
      add(Kind::Removed, word(a), told(s_.a, a), "", {{a.span, {}}}, Level::Minor);
  }
  for (const tir::Dependence& b : is) {
    if (std::none_of(was.begin(), was.end(), [&](const tir::Dependence& a) { return equal(a, b); }))
      add(Kind::Added, word(b), told(s_.b, b), "", {{{}, b.span}}, Level::Patch);
  }
}

}  // namespace msd::diff
