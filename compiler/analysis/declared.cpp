// never and always: proved, or refuted with an input.
#include "compiler/analysis/declared.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

using diag::Id;

namespace {

/// The one place, and all that it leaves open, as a truth.
Node verdict_of(Functions& d, const Assignment& at) {
  Node out = Diagrams::yes();
  for (const auto& [variable, value] : at) {
    std::vector<std::uint32_t> only(d.values(variable));
    only[value] = 1;
    out = d.both(out, d.select(variable, only));
  }
  return out;
}

/// The cell as it is there, whatever else is the case; nothing if that is not the same everywhere.
std::optional<std::uint32_t> settled(Functions& d, Node n, Node there) {
  const std::vector<std::uint32_t> all = d.terminals(n, there);
  if (all.size() != 1) return std::nullopt;
  return all.front();
}

/// What the row at hand is called in front of a field, if the block names it: `%.`, or the name of a single row.
std::string owner(const Model& model, Slot slot, const Assignment& at) {
  if (slot == 0) return "%.";
  const ModelRow& row = model.rows()[slot];
  const tir::Row& kind = model.program()[row.kind];
  const bool said = std::any_of(at.begin(), at.end(), [&](const auto& choice) {
    return model.atoms()[choice.first].slot == slot && model.atoms()[choice.first].field.valid();
  });
  return kind.single && !kind.selector.valid() && said ? kind.name + "." : "";
}

}  // namespace

std::vector<std::string> expectations(Model& model, Slot slot, tir::FieldId field, const Assignment& at) {
  const tir::Program& p = model.program();
  const tir::Type type = p[field].type;
  const std::string row = owner(model, slot, at);
  std::vector<std::string> out;
  if (row.empty() || !p[field].rule.valid()) return out;
  const Symbol content = model.cell(slot, field);
  Functions& d = model.functions();
  const Node there = verdict_of(d, at);
  const std::string name = row + p[field].name;
  const bool set = type.cls == Class::Set;
  const bool plain = type.cls == Class::Bool || type.cls == Class::Enum || type.cls == Class::Number;
  if (!set && !plain) return out;
  const auto found = settled(d, set ? content.state : content.scalar, there);
  if (!found) return out;
  if (*found == kGone) return {name + " is absent"};
  if (*found == kBad) return {name + " is rejected"};
  if (plain) return {name + " == " + written(model, type, *found)};
  std::string members;
  for (std::uint32_t v = 0; v < content.members.size(); ++v) {
    const auto in = settled(d, content.members[v], there);
    if (!in) return {};
    if (*in == 1) members += (members.empty() ? "" : ", ") + p[type.enum_].values[v].name;
  }
  return {name + " == {" + members + "}"};
}

namespace {

/// Where the property is broken: it applies, and can be judged.
Node broken(Model& model, const tir::Property& q) {
  Functions& d = model.functions();
  const Node applies = q.where.valid() ? d.is(model.truth(q.where), 1) : Diagrams::yes();
  const bool never = q.never;
  const Node wrong = d.map(model.truth(q.condition), [never](std::uint32_t n) {
    return n == kBad ? 0U : (n == 1) == never ? 1U : 0U;
  });
  return d.both(d.both(applies, wrong), model.complete());
}

/// What the runtime can confirm of a place: each computed cell that the property reads.
std::vector<std::string> seen(Workspace& w, Model& model, const tir::Property& q, const Assignment& at) {
  std::vector<tir::FieldId> fields = w.reads(q.condition);
  for (tir::FieldId f : w.reads(q.where)) {
    if (std::find(fields.begin(), fields.end(), f) == fields.end()) fields.push_back(f);
  }
  std::vector<std::string> out;
  for (tir::FieldId f : fields) {
    for (Slot slot = 0; slot < model.rows().size(); ++slot) {
      if (!(model.rows()[slot].kind == w.program()[f].row)) continue;
      for (std::string& one : expectations(model, slot, f, at)) out.push_back(std::move(one));
      break;  // the row at hand, or the single one
    }
  }
  return out;
}

}  // namespace

bool check_property(Workspace& w, std::uint32_t index) {
  const tir::Program& p = w.program();
  const tir::Property& q = p.properties[index];
  const std::string_view word = q.never ? "never" : "always";
  Model& model = w.model(q.row);
  model.reset_bounded();
  const Node bad = broken(model, q);
  const bool bounded = model.bounded();
  if (model.exhausted()) return false;
  if (const auto at = shortest(model, bad)) {
    Claim c{Id::PropertyRefuted, q.span, {std::string(word), q.name}};
    c.label = q.never ? "there is an input with this" : "there is an input without this";
    c.notes.push_back({p[q.condition].span, q.never ? "this holds there" : "this does not hold there"});
    c.help = "mend the rules, or what is declared here";
    c.property = index;
    c.witness = witness(model, *at, fmt::format("{} {} is refuted", word, q.name), seen(w, model, q, *at));
    if (model.exhausted()) return false;
    w.claim(std::move(c));
    return true;
  }
  Model& free = bounded ? w.free_model(q.row) : model;
  free.reset_bounded();
  const bool proved = !bounded || (free.functions().never(broken(free, q)) && !free.exhausted() && !free.bounded());
  if (free.exhausted() && !w.last()) return false;
  if (proved) {
    ++w.proved;
    return true;
  }
  Claim c{Id::ProvedForFew, q.span, {fmt::format("`{} {}`", word, q.name)}};
  c.property = index;
  c.bounded = true;
  w.claim(std::move(c));
  return true;
}

}  // namespace msd::analysis
