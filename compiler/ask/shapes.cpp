#include "compiler/ask/shapes.h"

#include "compiler/ask/reading.h"
#include "compiler/ask/task.h"
#include "runtime/archetypes/judge.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::ask {

Shapes::Shapes(const Moment& moment, const std::vector<std::uint32_t>& archetypes,
               const std::set<std::uint32_t>& lacking)
    : moment_(moment), image_(moment.image()), lacking_(lacking) {
  for (std::uint32_t archetype : archetypes) add(archetype);
}

/// The field of the row at hand that a node loads, if people state it.
std::uint32_t Shapes::field_here(std::uint32_t index) const {
  const image::NodeRecord& n = node(index);
  if (op(index) != Op::Load || n.a == kNone || op(n.a) != Op::Here || node(n.a).x != 0) return kNone;
  return stated_by_people(image_.fields()[n.x]) ? n.x : kNone;
}

/// The name of the row that fills the role which a node stands for, if it stands for one.
std::string Shapes::role_here(const Like& like, std::uint32_t index, std::uint32_t depth) const {
  if (op(index) != Op::Here || node(index).x <= depth) return {};
  // The rows of the roles stand around, in their order, the last one innermost.
  const std::size_t out = node(index).x - depth;
  if (out > like.parts.size()) return {};
  const std::size_t part = like.parts[like.parts.size() - out];
  return part == SIZE_MAX ? "" : parts_[part].name;
}

void Shapes::facts(const Like& like, std::uint32_t index, std::uint32_t kind, std::uint32_t depth,
                   const std::string& because, Facts& out) const {
  const image::NodeRecord& n = node(index);
  std::uint32_t field = kNone;
  std::string value;
  std::uint64_t mask = 0;
  switch (op(index)) {
  case Op::And:
    facts(like, n.a, kind, depth, because, out);
    facts(like, n.b, kind, depth, because, out);
    return;
  case Op::Load: field = field_here(index), mask = 2; break;
  case Op::Not: field = field_here(n.a), mask = 1; break;
  case Op::InMask: field = field_here(n.a), mask = static_cast<std::uint64_t>(image_.number(n.x)); break;
  case Op::EqRow:
    for (const auto& [left, right] : {std::pair(n.a, n.b), std::pair(n.b, n.a)}) {
      if (n.x != 0 || field_here(left) == kNone) continue;
      field = field_here(left);
      value = role_here(like, right, depth);
    }
    if (value.empty()) return;
    break;
  default: return;
  }
  if (field == kNone || image_.fields()[field].row != kind) return;
  const image::FieldRecord& record = image_.fields()[field];
  if (value.empty()) {
    const Class cls = class_of(moment_, field);
    if ((cls != Class::Bool && cls != Class::Enum) || mask == 0 || (mask & (mask - 1)) != 0) return;
    if (op(index) == Op::Not && cls != Class::Bool) return;
    eval::Value one;
    one.mask = mask;
    value = report::show_value(moment_.facts(), record.type, one, report::Style::Identifier);
    // What holds by default needs no words.
    const bool by_default =
        record.default_value != kNone &&
        image_.number(image_.consts()[record.default_value].number) == static_cast<std::int64_t>(mask);
    if (by_default) return;
  }
  const bool judged = static_cast<Reading>(record.reading) == Reading::Judged;
  out.try_emplace(field, Fact{value, judged ? because : ""});
}

/// Whether a condition ties its row to that of a role which gets none.
bool Shapes::ties_to_nobody(const Like& like, std::uint32_t index, std::uint32_t depth) const {
  const image::NodeRecord& n = node(index);
  if (op(index) == Op::And) return ties_to_nobody(like, n.a, depth) || ties_to_nobody(like, n.b, depth);
  if (op(index) != Op::EqRow) return false;
  const auto nobody = [&](std::uint32_t side) {
    return op(side) == Op::Here && node(side).x > depth && role_here(like, side, depth).empty();
  };
  return nobody(n.a) || nobody(n.b);
}

/// Whether a condition speaks of a role that lacks a tie.
bool Shapes::ties_to_lacking(std::uint32_t archetype, std::uint32_t condition) const {
  if (lacking_.empty()) return false;
  archetypes::Judge judge(moment_.evaluator());
  const std::uint32_t first = image_.archetypes()[archetype].role_first;
  for (const archetypes::Condition& c : judge.conditions(archetype)) {
    if (c.record != condition) continue;
    return std::any_of(lacking_.begin(), lacking_.end(), [&](std::uint32_t role) {
      return role >= first && role - first < image_.archetypes()[archetype].role_count &&
             (c.roles >> (role - first) & 1U) != 0;
    });
  }
  return false;
}

/// `some RELATION where …` over rows inside the row at hand asks for one of them.
void Shapes::children(const Like& like, std::uint32_t index, Part& out) const {
  const image::NodeRecord& n = node(index);
  if (op(index) == Op::And) {
    children(like, n.a, out);
    children(like, n.b, out);
    return;
  }
  if (op(index) == Op::Or) {
    either(like, n.a, n.b, out);
    return;
  }
  if (op(index) != Op::Some || n.b == kNone || op(n.a) != Op::Load || ties_to_nobody(like, n.b, 1)) return;
  const image::NodeRecord& load = node(n.a);
  if (op(load.a) != Op::Here || node(load.a).x != 0) return;
  for (std::uint32_t kind = 0; kind < image_.rows().size(); ++kind) {
    if (image_.rows()[kind].many != load.x) continue;
    Child child;
    child.kind = kind;
    facts(like, n.b, kind, 1, "", child.facts);
    // Two conditions on the same row ask for one.
    const auto same = std::find_if(out.children.begin(), out.children.end(), [&](const Child& other) {
      return other.kind == kind && std::all_of(child.facts.begin(), child.facts.end(), [&](const auto& fact) {
               const auto there = other.facts.find(fact.first);
               return there == other.facts.end() || there->second.value == fact.second.value;
             });
    });
    if (child.facts.empty()) return;
    if (same == out.children.end()) {
      out.children.push_back(std::move(child));
    } else {
      same->facts.merge(child.facts);
    }
  }
}

/// Of two ways to be tied, the one that a row inside can say; where both can, such a row with what they have in common.
void Shapes::either(const Like& like, std::uint32_t left, std::uint32_t right, Part& out) const {
  Part one, other;
  children(like, left, one);
  children(like, right, other);
  if (one.children.empty()) std::swap(one, other);
  if (one.children.size() != 1 || other.children.size() > 1) return;
  Child child = one.children[0];
  if (!other.children.empty()) {
    if (other.children[0].kind != child.kind) return;
    const Facts& theirs = other.children[0].facts;
    std::erase_if(child.facts, [&](const auto& fact) {
      const auto there = theirs.find(fact.first);
      return there == theirs.end() || there->second.value != fact.second.value;
    });
  }
  out.children.push_back(std::move(child));
}

/// What an archetype would insert, with the names of rows in it and the mark for what else it would show.
std::string Shapes::inserted(const Like& like, std::uint32_t text) const {
  const image::TextTemplateRecord& record = image_.text_templates()[text];
  std::string out;
  for (std::uint32_t i = 0; i < record.piece_count; ++i) {
    const image::TextPieceRecord& piece = image_.text_pieces()[record.piece_first + i];
    if (piece.slot == kNone) {
      out += image_.text(piece.literal);
      continue;
    }
    const image::NodeRecord& n = node(piece.slot);
    std::string name;
    if (op(piece.slot) == Op::Load && n.a != kNone && n.x == image_.rows()[image_.fields()[n.x].row].name_field) {
      name = role_here(like, n.a, 0);
      if (op(n.a) == Op::Here && node(n.a).x == 0) name = parts_.back().name;
    }
    out += name.empty() ? kOpenSlot : name;
  }
  return out;
}

/// What the conditions of a role leave of the values of each finite field of its row.
void Shapes::allowed(std::uint32_t index, std::map<std::uint32_t, std::uint64_t>& out) const {
  const image::NodeRecord& n = node(index);
  if (op(index) == Op::And) {
    allowed(n.a, out);
    allowed(n.b, out);
    return;
  }
  std::uint64_t mask = 2;
  std::uint32_t load = index;
  if (op(index) == Op::Not) mask = 1, load = n.a;
  if (op(index) == Op::InMask) mask = static_cast<std::uint64_t>(image_.number(n.x)), load = n.a;
  const image::NodeRecord& of = node(load);
  if (op(load) != Op::Load || of.a == kNone || op(of.a) != Op::Here || node(of.a).x != 0) return;
  if (class_of(moment_, of.x) != Class::Bool && class_of(moment_, of.x) != Class::Enum) return;
  out.try_emplace(of.x, ~std::uint64_t{0}).first->second &= mask;
}

std::map<std::uint32_t, std::uint64_t> Shapes::allowed_in(std::uint32_t role_index) const {
  std::map<std::uint32_t, std::uint64_t> out;
  const image::RoleRecord& role = image_.roles()[role_index];
  for (std::uint32_t c = 0; c < role.condition_count; ++c) {
    const image::ConditionRecord& condition = image_.conditions()[role.condition_first + c];
    if (condition.kind == 0) allowed(condition.node, out);
  }
  return out;
}

/// The part that is the same one in an archetype read before: the same words, and conditions that go together.
std::size_t Shapes::shared(std::uint32_t role_index, const Like& like) const {
  const image::RoleRecord& role = image_.roles()[role_index];
  const auto mine = allowed_in(role_index);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const image::RoleRecord& other = image_.roles()[parts_[i].role];
    if (std::find(like.parts.begin(), like.parts.end(), i) != like.parts.end()) continue;
    if (other.name != role.name || other.label != role.label || other.row != role.row) continue;
    const auto theirs = allowed_in(parts_[i].role);
    // Both leave a value, and neither fixes what people state where the other does not.
    auto goes_with = [&](const auto& some, const auto& others) {
      return std::all_of(some.begin(), some.end(), [&](const auto& one) {
        const auto there = others.find(one.first);
        const bool fixed = (one.second & (one.second - 1)) == 0 && stated_by_people(image_.fields()[one.first]);
        return there == others.end() ? !fixed : fixed ? there->second == one.second : (there->second & one.second) != 0;
      });
    };
    const bool agree = goes_with(mine, theirs) && goes_with(theirs, mine);
    if (agree) return i;
  }
  return SIZE_MAX;
}

void Shapes::add(std::uint32_t archetype) {
  const image::ArchetypeRecord& record = image_.archetypes()[archetype];
  Like like;
  like.archetype = archetype;
  like.parts.assign(record.role_count, SIZE_MAX);
  // Names first, since conditions speak of rows that come later.
  for (std::uint32_t r = 0; r < record.role_count; ++r) {
    const image::RoleRecord& role = image_.roles()[record.role_first + r];
    const image::RowRecord& kind = image_.rows()[role.row];
    if (role.optional != 0 || kind.single != 0 || kind.parent != kNone) continue;
    Part part;
    part.role = record.role_first + r;
    std::size_t at = shared(part.role, like);
    if (at == SIZE_MAX) {
      const std::string plain(image_.text(role.name));
      part.name = plain;
      auto taken = [&](const Part& other) { return other.name == part.name; };
      for (int n = 2; std::any_of(parts_.begin(), parts_.end(), taken); ++n) part.name = fmt::format("{}_{}", plain, n);
      at = parts_.size();
      parts_.push_back(std::move(part));
    }
    like.parts[r] = at;
  }
  for (std::uint32_t r = 0; r < record.role_count; ++r) {
    if (like.parts[r] == SIZE_MAX) continue;
    const image::RoleRecord& role = image_.roles()[record.role_first + r];
    Part part = parts_[like.parts[r]];
    for (std::uint32_t c = 0; c < role.condition_count; ++c) {
      const image::ConditionRecord& condition = image_.conditions()[role.condition_first + c];
      const std::string_view why = image_.text(condition.because);
      const std::string because = first_line(!why.empty()                    ? why
                                             : image_.text(role.doc).empty() ? image_.text(role.label)
                                                                             : image_.text(role.doc));
      if (condition.kind == 2) {
        if (condition.insert == kNone) continue;
        parts_.push_back(part);  // the row at hand, for the slots
        std::string text = inserted(like, condition.insert);
        parts_.pop_back();
        if (std::find(part.inserts.begin(), part.inserts.end(), text) == part.inserts.end())
          part.inserts.push_back(std::move(text));
        continue;
      }
      facts(like, condition.node, role.row, 0, because, part.facts);
      if (condition.kind == 0 || ties_to_lacking(archetype, role.condition_first + c))
        children(like, condition.node, part);
    }
    parts_[like.parts[r]] = std::move(part);
  }
  likes_.push_back(std::move(like));
}

}  // namespace msd::ask
