#include "compiler/analysis/witness.h"

#include <algorithm>
#include <set>

namespace msd::analysis {

namespace {

using Kind = Atom::Kind;

bool is_identifier(const std::string& s) {
  return !s.empty() && (s[0] < '0' || s[0] > '9') && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// What a fact has that is left out.
bool is_default(const Model& model, const tir::Field& f, std::uint32_t content) {
  if (!f.default_value) return false;
  switch (f.type.cls) {
  case Class::Bool:
  case Class::Enum: return content < 64 && f.default_value->mask == std::uint64_t{1} << content;
  case Class::Number: return content != kGone && f.default_value->number == model.number(content);
  case Class::Set: return content == 1;  // whether it is there; members are atoms of their own
  default: return false;
  }
}

class Writer {
 public:
  Writer(const Model& model, const Assignment& at) : model_(model), p_(model.program()) {
    for (const auto& [variable, value] : at) values_[variable] = value;
    for (Variable v = 0; v < model.atoms().size(); ++v) {
      const Atom& a = model.atoms()[v];
      const auto found = values_.find(v);
      if (found == values_.end() || a.slot == kNoSlot) continue;
      if (a.kind == Kind::Exists)
        there_[a.slot] = a.values[found->second] == 1;
      else
        cells_[{a.slot, a.field.index}].push_back(v);
    }
    for (const auto& [cell, atoms] : cells_) {
      for (Variable v : atoms) refers(model.atoms()[v], values_[v]);
    }
  }

  Witness write(const std::string& title, const std::vector<std::string>& expectations) {
    order();
    std::string body;
    std::vector<std::string> bare;
    for (Slot s : top_) {
      const std::string written = row(s, 1);
      if (s != 0 && written.find('\n') + 1 == written.size()) bare.push_back(written);
      body += written;
    }
    for (std::string e : expectations) {
      for (std::size_t i = e.find('%'); i != std::string::npos; i = e.find('%', i + 1)) e.replace(i, 1, names_.at(0));
      body += "  expect " + e + "\n";
    }
    return {"test \"" + title + "\" {\n" + body + "}\n", names_.at(0), facts_, std::move(bare)};
  }

 private:
  void refers(const Atom& a, std::uint32_t value) {
    if (a.kind == Kind::Member && p_[a.field].type.cls == Class::List && a.values[value] == 1) there_[a.detail] = true;
    if (a.kind == Kind::Fact && p_[a.field].type.cls == Class::Ref && a.values[value] < kSomeRow)
      there_[a.values[value]] = true;
  }

  bool is_there(Slot s) {
    if (model_.rows()[s].certain) {
      // The row at hand and those around it; a single row only if something is said of it.
      if (!p_[model_.rows()[s].kind].single || s == 0) return true;
      return std::any_of(cells_.begin(), cells_.end(), [&](const auto& c) { return c.first.first == s; });
    }
    const auto found = there_.find(s);
    return found != there_.end() && found->second;
  }

  /// Which rows are written, in which order, and what they are called.
  void order() {
    std::map<Slot, std::vector<Slot>> inside;
    for (Slot s = 0; s < model_.rows().size(); ++s) {
      if (!is_there(s)) continue;
      for (Slot up = s; model_.rows()[up].parent != kNoSlot; up = model_.rows()[up].parent) there_[up] = true;
    }
    for (Slot s = 0; s < model_.rows().size(); ++s) {
      if (!is_there(s) && !(there_.contains(s) && there_[s])) continue;
      const Slot parent = model_.rows()[s].parent;
      (parent == kNoSlot ? top_ : inside[parent]).push_back(s);
    }
    // Rows that stand before the row at hand were made for that.
    const auto by_place = [&](std::vector<Slot>& all) {
      std::stable_sort(all.begin(), all.end(), [&](Slot a, Slot b) { return place(a) < place(b); });
    };
    by_place(top_);
    for (auto& [parent, all] : inside) by_place(all);
    inside_ = std::move(inside);
    std::map<std::uint32_t, unsigned> count;
    bool unnamed = false;
    const std::function<void(Slot)> name = [&](Slot s) {
      const tir::Row& kind = p_[model_.rows()[s].kind];
      const unsigned number = ++count[model_.rows()[s].kind.index];
      if (kind.single && !unnamed_of(s))
        names_[s] = kind.name + "_" + std::to_string(number);
      else if (kind.single)
        names_[s] = kind.name;
      else
        names_[s] = has_name(kind) ? model_.row_name(s) : kind.name + "_" + std::to_string(number);
      unnamed = false;
      for (Slot c : inside_[s]) name(c);
    };
    for (Slot s : top_) name(s);
  }
  std::int64_t place(Slot s) const {
    const std::vector<Slot>* all = model_.siblings(s);
    if (all == nullptr) return p_[model_.rows()[s].kind].single ? -1 : static_cast<std::int64_t>(s);
    return std::find(all->begin(), all->end(), s) - all->begin();
  }
  bool has_name(const tir::Row& kind) const {
    return kind.header.empty() || std::any_of(kind.header.begin(), kind.header.end(), [](const tir::HeaderPart& h) {
             return h.kind == tir::HeaderPart::Kind::Name;
           });
  }
  /// One single row of each kind stands without a name: the first.
  bool unnamed_of(Slot s) {
    for (Slot other : top_) {
      if (model_.rows()[other].kind == model_.rows()[s].kind) return other == s;
    }
    return true;
  }

  std::string row(Slot s, unsigned depth) {
    const tir::Row& kind = p_[model_.rows()[s].kind];
    const std::string indent(std::size_t{2} * depth, ' ');
    std::string out = indent;
    std::set<std::uint32_t> said;
    if (kind.header.empty() || kind.single) {
      out += kind.name;
      if (!kind.single || names_[s] != kind.name) out += " " + names_[s];
    } else {
      // Everything up to the name; what comes behind it may be left out.
      std::size_t end = 1;
      for (std::size_t i = 0; i < kind.header.size(); ++i) {
        if (kind.header[i].kind == tir::HeaderPart::Kind::Name) end = i + 1;
      }
      for (std::size_t i = 0; i < end; ++i) {
        const tir::HeaderPart& part = kind.header[i];
        if (i != 0) out += ' ';
        switch (part.kind) {
        case tir::HeaderPart::Kind::Word: out += part.word; break;
        case tir::HeaderPart::Kind::Name: out += names_[s]; break;
        case tir::HeaderPart::Kind::Field: {
          const std::string value = content(s, part.field, true);
          said.insert(part.field.index);
          out += value.empty() ? "?" : value;
          break;
        }
        }
      }
    }
    std::string body;
    for (tir::FieldId f : kind.fields) {
      if (said.contains(f.index)) continue;
      const std::string value = content(s, f);
      if (value.empty()) continue;
      body += indent + "  " + p_[f].name + ": " + value + "\n";
      facts_.push_back(names_[s] + "." + p_[f].name + ": " + value);
    }
    body += selections(s, indent);
    for (Slot c : inside_[s]) body += row(c, depth + 1);
    return out + (body.empty() ? (kind.single ? " {}\n" : "\n") : " {\n" + body + indent + "}\n");
  }

  /// A single row with a name is the one that a row has selected.
  std::string selections(Slot s, const std::string& indent) {
    for (Slot other : top_) {
      const ModelRow& r = model_.rows()[other];
      const tir::Row& kind = p_[r.kind];
      if (r.selected_by == s && kind.single && names_[other] != kind.name)
        return indent + "  " + p_[kind.selector].name + ": " + names_[other] + "\n";
    }
    return {};
  }

  /// Empty: nothing is said.
  std::string content(Slot s, tir::FieldId field, bool in_header = false) {
    const auto found = cells_.find({s, field.index});
    if (found == cells_.end()) return {};
    const tir::Field& f = p_[field];
    if (f.rule.valid() || f.builtin != tir::Builtin::None) return {};
    std::optional<std::uint32_t> fact;
    std::optional<bool> given;
    std::optional<bool> fits;
    std::map<std::uint32_t, bool> uses;
    std::vector<std::string> members;
    bool set = false;
    for (Variable v : found->second) {
      const Atom& a = model_.atoms()[v];
      const std::uint32_t value = a.values[values_[v]];
      switch (a.kind) {
      case Kind::Fact: fact = value; break;
      case Kind::Given: given = value == 1; break;
      case Kind::Fits: fits = value == 1; break;
      case Kind::Uses: uses[a.detail] = value == 1; break;
      case Kind::Member:
        set = true;
        if (value != 1) break;
        if (f.type.cls == Class::List) members.push_back(names_[a.detail]);
        break;
      default: break;
      }
    }
    if (given && !*given) return {};
    if (fact && *fact == kGone) return f.default_value ? "absent" : "";
    if (f.type.cls == Class::Set || f.type.cls == Class::List) {
      if (!set && !given && !fact) return {};
      if (f.type.cls == Class::Set) {
        const std::uint64_t mask = members_of(found->second, f);
        if (!in_header && f.default_value && mask == f.default_value->mask) return {};
        members.clear();
        for (std::size_t i = 0; i < p_[f.type.enum_].values.size(); ++i) {
          if ((mask >> i & 1U) != 0) members.push_back(p_[f.type.enum_].values[i].name);
        }
      }
      std::string out = "{";
      for (const std::string& m : members) out += (out.size() > 1 ? ", " : "") + m;
      return out + "}";
    }
    if (f.type.cls == Class::Text) return text(uses);
    if (!fact && given) return some_value(f.type);
    if (!fact || (!in_header && is_default(model_, f, *fact))) return {};
    if (f.type.cls == Class::Ref) return names_.contains(*fact) ? names_[*fact] : "";
    return written(model_, f.type, *fact);
  }

  /// Of members of which nothing is said, those that the default has are in.
  std::uint64_t members_of(const std::vector<Variable>& atoms, const tir::Field& set) {
    std::uint64_t out = set.default_value ? set.default_value->mask : 0;
    for (Variable v : atoms) {
      const Atom& a = model_.atoms()[v];
      if (a.kind != Kind::Member) continue;
      const std::uint64_t bit = std::uint64_t{1} << a.detail;
      out = a.values[values_[v]] == 1 ? out | bit : out & ~bit;
    }
    return out;
  }

  std::string some_value(const tir::Type& type) const {
    switch (type.cls) {
    case Class::Bool: return "yes";
    case Class::Enum: return p_[type.enum_].values.front().name;
    case Class::Number: return print_quantity(type.low, type.dimension);
    case Class::Id: return "name_1";
    case Class::Ref:
      for (const auto& [slot, name] : names_) {
        if (model_.rows()[slot].kind == type.row) return name;
      }
      return {};
    default: return {};
    }
  }

  /// A text with the words that it uses, and none of those that it does not.
  std::string text(const std::map<std::uint32_t, bool>& uses) const {
    std::string out;
    for (const auto& [lexicon, wanted] : uses) {
      if (!wanted) continue;
      for (const std::string& word : p_.lexicons[lexicon].words) {
        const bool clean = std::none_of(uses.begin(), uses.end(), [&](const auto& other) {
          const auto& words = p_.lexicons[other.first].words;
          return !other.second && std::any_of(words.begin(), words.end(),
                                              [&](const std::string& w) { return word.find(w) != std::string::npos; });
        });
        if (!clean) continue;
        out += (out.empty() ? "" : " ") + word;
        break;
      }
    }
    return '"' + (out.empty() ? std::string("so and so") : out) + '"';
  }

  const Model& model_;
  const tir::Program& p_;
  std::map<Variable, std::uint32_t> values_;
  std::map<std::pair<Slot, std::uint32_t>, std::vector<Variable>> cells_;
  std::map<Slot, bool> there_;
  std::map<Slot, std::vector<Slot>> inside_;
  std::vector<Slot> top_;
  std::map<Slot, std::string> names_;
  std::vector<std::string> facts_;
};

}  // namespace

unsigned cost(const Model& model, Variable v, std::uint32_t value) {
  const Atom& a = model.atoms()[v];
  const std::uint32_t content = a.values[value];
  switch (a.kind) {
  case Kind::Exists: return content == 1 ? 64 : 0;
  case Kind::Given: return content == 1 ? 8 : 0;
  case Kind::Fits: return content == 1 ? 0 : 8;
  case Kind::Uses: return content == 1 ? 8 : 0;
  case Kind::Member: {
    const tir::Field& set = model.program()[a.field];
    if (set.default_value && set.type.cls == Class::Set)
      return (set.default_value->mask >> a.detail & 1U) == content ? 0 : 8;
    return content == 1 ? 9 : 8;
  }
  case Kind::Free: return 0;
  case Kind::Fact: break;
  }
  const tir::Field& f = model.program()[a.field];
  if (content == kGone) return f.default_value ? 9 : 0;
  if (is_default(model, f, content)) return 0;
  return 8 + (value == 0 ? 0 : 1);
}

std::string written(const Model& model, const tir::Type& type, std::uint32_t terminal) {
  if (terminal == kGone) return "absent";
  switch (type.cls) {
  case Class::Bool: return terminal == 1 ? "yes" : "no";
  case Class::Enum: return model.program()[type.enum_].values[terminal].name;
  case Class::Number: return print_quantity(model.number(terminal), type.dimension);
  case Class::Id: return is_identifier(model.name(terminal)) ? model.name(terminal) : '"' + model.name(terminal) + '"';
  case Class::Ref: return model.row_name(terminal);
  default: return "?";
  }
}

std::optional<Assignment> shortest(Model& model, Node truth) {
  return model.functions().cheapest(truth, [&](Variable v, std::uint32_t value) { return cost(model, v, value); });
}

Assignment cheapest_of(const Model& model, const Cube& cube) {
  Assignment out;
  for (const Choice& c : cube) {
    std::uint32_t best = UINT32_MAX;
    for (std::uint32_t value = 0; value < model.atoms()[c.variable].values.size(); ++value) {
      if ((c.values >> value & 1U) == 0) continue;
      if (best == UINT32_MAX || cost(model, c.variable, value) < cost(model, c.variable, best)) best = value;
    }
    out.emplace_back(c.variable, best);
  }
  return out;
}

Assignment filled(const Model& model, Assignment at, const std::set<std::uint32_t>& fields) {
  std::vector<bool> named(model.atoms().size());
  for (const auto& [v, value] : at) named[v] = true;
  for (Variable v = 0; v < named.size(); ++v) {
    const Atom& a = model.atoms()[v];
    if (named[v] || a.slot != 0 || a.kind != Kind::Fact || !fields.contains(a.field.index)) continue;
    const Class cls = model.program()[a.field].type.cls;
    if (cls == Class::Bool || cls == Class::Enum || cls == Class::Number) at.emplace_back(v, 0);
  }
  return at;
}

Witness witness(const Model& model, const Assignment& at, const std::string& title,
                const std::vector<std::string>& expectations) {
  return Writer(model, at).write(title, expectations);
}

}  // namespace msd::analysis
