#include "compiler/diff/match.h"

#include <fmt/format.h>

#include <functional>
#include <map>

namespace msd::diff {

namespace {

using tir::Program;
using Names = std::vector<std::string>;

constexpr std::size_t kMostValues = 62;

/// The names that the old framework's things have in the new one.
class Renamer {
 public:
  explicit Renamer(const std::vector<Rename>& renames) : renames_(renames), used_(renames.size()) {}
  const std::string& operator()(const std::string& name) {
    for (std::size_t i = 0; i < renames_.size(); ++i) {
      if (renames_[i].from == name) return used_[i] = true, renames_[i].to;
    }
    return name;
  }
  std::vector<Rename> unused() const {
    std::vector<Rename> out;
    for (std::size_t i = 0; i < renames_.size(); ++i) {
      if (!used_[i]) out.push_back(renames_[i]);
    }
    return out;
  }

 private:
  const std::vector<Rename>& renames_;
  std::vector<bool> used_;
};

Pairs pair_up(const Names& old_names, const Names& new_names) {
  Pairs out;
  out.to[0].assign(old_names.size(), kNone);
  out.to[1].assign(new_names.size(), kNone);
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < new_names.size(); ++i) index.emplace(new_names[i], i);
  for (std::uint32_t i = 0; i < old_names.size(); ++i) {
    const auto found = index.find(old_names[i]);
    if (found == index.end() || out.to[1][found->second] != kNone) continue;
    out.to[0][i] = found->second;
    out.to[1][found->second] = i;
  }
  return out;
}

void unpair(Pairs& pairs, std::uint32_t old_index) {
  const std::uint32_t there = std::exchange(pairs.to[0][old_index], kNone);
  if (there != kNone) pairs.to[1][there] = kNone;
}

template <class T> Names names(const std::vector<T>& all, const std::function<std::string(const T&)>& name) {
  Names out;
  out.reserve(all.size());
  for (const T& one : all) out.push_back(name(one));
  return out;
}

class Matcher {
 public:
  Matcher(const Sides& sides, const std::vector<Rename>& renames) : a_(sides.a), b_(sides.b), rename_(renames) {}

  Matching run() {
    enums();
    rows();
    fields();
    const auto plain = [](const auto& one) { return one.name; };
    m_.lexicons = pair_up(names<tir::Lexicon>(a_.lexicons, [&](const auto& l) { return rename_(l.name); }),
                          names<tir::Lexicon>(b_.lexicons, plain));
    m_.requires_ =
        pair_up(names<tir::Require>(a_.requires_, [&](const auto& r) { return requirement(r); }),
                names<tir::Require>(b_.requires_, [&](const auto& r) { return b_[r.row].name + "." + r.name; }));
    m_.unused = rename_.unused();
    return std::move(m_);
  }

 private:
  void enums() {
    m_.enums = pair_up(names<tir::Enum>(a_.enums, [&](const auto& e) { return rename_(e.name); }),
                       names<tir::Enum>(b_.enums, [](const auto& e) { return e.name; }));
    m_.values.resize(a_.enums.size());
    for (std::uint32_t i = 0; i < a_.enums.size(); ++i) {
      const std::uint32_t there = m_.enums.to[0][i];
      if (there == kNone) continue;
      const tir::Enum& e = a_.enums[i];
      const auto renamed = [&](const tir::EnumValue& v) {
        const std::string whole = e.name + "." + v.name;
        const std::string& to = rename_(whole);
        return to == whole ? v.name : to.substr(to.rfind('.') + 1);
      };
      m_.values[i] = pair_up(names<tir::EnumValue>(e.values, renamed),
                             names<tir::EnumValue>(b_.enums[there].values, [](const auto& v) { return v.name; }));
      std::size_t all = b_.enums[there].values.size();
      for (std::uint32_t to : m_.values[i].to[0]) all += to == kNone ? 1 : 0;
      // More values than a variable of a diagram has: two enums of one name.
      if (all > kMostValues) unpair(m_.enums, i);
    }
  }

  void rows() {
    m_.rows = pair_up(names<tir::Row>(a_.rows, [&](const auto& r) { return rename_(r.name); }),
                      names<tir::Row>(b_.rows, [](const auto& r) { return r.name; }));
    const auto parted = [&](std::uint32_t i) {
      const tir::Row& x = a_.rows[i];
      const tir::Row& y = b_.rows[m_.rows.to[0][i]];
      if (x.single != y.single || x.parent.valid() != y.parent.valid()) return true;
      return x.parent.valid() && m_.rows.to[0][x.parent.index] != y.parent.index;
    };
    for (bool again = true; again;) {
      again = false;
      for (std::uint32_t i = 0; i < a_.rows.size(); ++i) {
        if (m_.rows.to[0][i] == kNone || !parted(i)) continue;
        unpair(m_.rows, i);
        again = true;
      }
    }
  }

  std::string row_in_new(tir::RowId row) const {
    const std::uint32_t there = m_.rows.to[0][row.index];
    return there == kNone ? "-" + a_[row].name : b_.rows[there].name;
  }

  void fields() {
    const auto old_name = [&](const tir::Field& f) {
      const std::string whole = a_[f.row].name + "." + f.name;
      const std::string& to = rename_(whole);
      return to == whole ? row_in_new(f.row) + "." + f.name : to;
    };
    const auto new_name = [&](const tir::Field& f) { return b_[f.row].name + "." + f.name; };
    m_.fields = pair_up(names<tir::Field>(a_.fields, old_name), names<tir::Field>(b_.fields, new_name));
    m_.apart.resize(a_.fields.size());
    for (std::uint32_t i = 0; i < a_.fields.size(); ++i) {
      if (m_.fields.to[0][i] != kNone) m_.apart[i] = differs(a_.fields[i], b_.fields[m_.fields.to[0][i]]);
    }
  }

  std::string differs(const tir::Field& x, const tir::Field& y) const {
    const auto types = [&] {
      return fmt::format("its type was `{}` and is `{}`", type_of(a_, x.type), type_of(b_, y.type));
    };
    const tir::Type& s = x.type;
    const tir::Type& t = y.type;
    if (m_.rows.to[0][x.row.index] != y.row.index) return "it stands in another row";
    if (x.builtin != y.builtin) return "it is a relation on one side only";
    if (s.cls != t.cls) return types();
    switch (s.cls) {
    case Class::Enum:
    case Class::Set: return m_.enums.to[0][s.enum_.index] == t.enum_.index ? "" : types();
    case Class::Ref:
    case Class::List: return m_.rows.to[0][s.row.index] == t.row.index ? "" : types();
    case Class::Number:
      if (s.dimension != t.dimension || s.integer != t.integer) return types();
      return s.low > t.high || t.low > s.high ? "no number is in both of its ranges" : "";
    default: return {};
    }
  }

  std::string requirement(const tir::Require& r) {
    const std::string whole = a_[r.row].name + "." + r.name;
    const std::string& to = rename_(whole);
    if (to != whole) return to;
    return row_in_new(r.row) + "." + rename_(r.name);
  }

  const Program& a_;
  const Program& b_;
  Renamer rename_;
  Matching m_;
};

}  // namespace

Matching match(const Sides& sides, const std::vector<Rename>& renames) { return Matcher(sides, renames).run(); }

std::string name_of(const Program& program, tir::FieldId field) {
  return program[program[field].row].name + "." + program[field].name;
}

std::string type_of(const Program& program, const tir::Type& type) {
  std::string out = type.optional ? "optional " : "";
  switch (type.cls) {
  case Class::Bool: return out + "bool";
  case Class::Enum: return out + program[type.enum_].name;
  case Class::Set: return out + "set of " + program[type.enum_].name;
  case Class::Ref: return out + program[type.row].name;
  case Class::List: return out + "list of " + program[type.row].name;
  case Class::Number:
    return out + (type.dimension == Dimension::Count ? (type.integer ? "int" : "decimal")
                                                     : std::string(name(type.dimension)));
  default: return out + std::string(name(type.cls));
  }
}

}  // namespace msd::diff
