#include "compiler/diff/space.h"

#include <algorithm>

namespace msd::diff {

using tir::EnumId;
using tir::FieldId;
using tir::RowId;

Space::Space(const Sides& sides, const Matching& matching, const Plan& plan) : s_(sides), m_(matching) {
  for (Side side : kSides) exprs_[at(side)].resize(s_.of(side).exprs.size());
  enums();
  rows();
  lexicons();
  fields(plan);
  finish_rows();
  finish_fields();
}

// ---- declarations --------------------------------------------------------------------------------------------------

/// The new values in their order, then those that only the old side has.
void Space::enums() {
  for (Side side : kSides) {
    enums_[at(side)].resize(s_.of(side).enums.size());
    values_[at(side)].resize(s_.of(side).enums.size());
  }
  const auto open = [&](tir::Enum e) {
    e.doc.clear();
    p_.enums.push_back(std::move(e));
    for (Side side : kSides) missing_[at(side)].push_back(0);
    return EnumId{static_cast<std::uint32_t>(p_.enums.size() - 1)};
  };
  for (std::uint32_t i = 0; i < s_.b.enums.size(); ++i) {
    const EnumId here = enums_[1][i] = open(s_.b.enums[i]);
    for (std::uint32_t v = 0; v < s_.b.enums[i].values.size(); ++v) values_[1][i].push_back(v);
    const std::uint32_t old_index = m_.enums.of(Side::New, i);
    if (old_index == kNone) continue;
    enums_[0][old_index] = here;
    const Pairs& values = m_.values[old_index];
    for (std::uint32_t v = 0; v < s_.b.enums[i].values.size(); ++v) {
      if (values.of(Side::New, v) == kNone) missing_[0][here.index] |= std::uint64_t{1} << v;
    }
    for (std::uint32_t v = 0; v < s_.a.enums[old_index].values.size(); ++v) {
      std::uint32_t to = values.of(Side::Old, v);
      if (to == kNone) {
        to = static_cast<std::uint32_t>(p_.enums[here.index].values.size());
        p_.enums[here.index].values.push_back(s_.a.enums[old_index].values[v]);
        missing_[1][here.index] |= std::uint64_t{1} << to;
      }
      values_[0][old_index].push_back(to);
    }
  }
  for (std::uint32_t i = 0; i < s_.a.enums.size(); ++i) {
    if (m_.enums.of(Side::Old, i) != kNone) continue;
    enums_[0][i] = open(s_.a.enums[i]);
    for (std::uint32_t v = 0; v < s_.a.enums[i].values.size(); ++v) values_[0][i].push_back(v);
  }
}

void Space::rows() {
  const auto open = [&](Side side, std::uint32_t index) {
    tir::Row row;
    row.name = s_.of(side).rows[index].name;
    row.single = s_.of(side).rows[index].single;
    p_.rows.push_back(std::move(row));
    for (Side s : kSides) row_from_[at(s)].push_back(kNone);
    row_from_[at(side)].back() = index;
    return RowId{static_cast<std::uint32_t>(p_.rows.size() - 1)};
  };
  for (Side side : kSides) rows_[at(side)].resize(s_.of(side).rows.size());
  for (std::uint32_t i = 0; i < s_.b.rows.size(); ++i) {
    rows_[1][i] = open(Side::New, i);
    if (const std::uint32_t old_index = m_.rows.of(Side::New, i); old_index != kNone) {
      rows_[0][old_index] = rows_[1][i];
      row_from_[0].back() = old_index;
    }
  }
  for (std::uint32_t i = 0; i < s_.a.rows.size(); ++i) {
    if (m_.rows.of(Side::Old, i) == kNone) rows_[0][i] = open(Side::Old, i);
  }
}

/// Lists of the same words are one, whatever else is said of them.
void Space::lexicons() {
  const auto sorted = [](const tir::Lexicon& l) {
    std::vector<std::string> words = l.words;
    std::sort(words.begin(), words.end());
    return words;
  };
  for (Side side : kSides) lexicons_[at(side)].resize(s_.of(side).lexicons.size(), kNone);
  const auto add = [&](Side side, std::uint32_t i) {
    p_.lexicons.push_back(s_.of(side).lexicons[i]);
    return lexicons_[at(side)][i] = static_cast<std::uint32_t>(p_.lexicons.size() - 1);
  };
  for (std::uint32_t i = 0; i < s_.b.lexicons.size(); ++i) {
    const std::uint32_t here = add(Side::New, i);
    const std::uint32_t old_index = m_.lexicons.of(Side::New, i);
    if (old_index != kNone && sorted(s_.a.lexicons[old_index]) == sorted(s_.b.lexicons[i]))
      lexicons_[0][old_index] = here;
  }
  for (std::uint32_t i = 0; i < s_.a.lexicons.size(); ++i) {
    if (lexicons_[0][i] == kNone) add(Side::Old, i);
  }
}

FieldId Space::add(Side side, FieldId id, bool as_fact) {
  const tir::Field& from = s_.of(side)[id];
  tir::Field field;
  field.name = from.name;
  field.row = row(side, from.row);
  field.type = type(side, from.type);
  field.category = from.category;
  field.reading = from.reading;
  field.builtin = from.builtin;
  field.default_value = from.default_value;
  field.span = from.span;
  if (as_fact && from.rule.valid()) field.default_value.reset();
  p_.fields.push_back(std::move(field));
  for (Side s : kSides) from_[at(s)].push_back({});
  from_[at(side)].back() = id;
  return {static_cast<std::uint32_t>(p_.fields.size() - 1)};
}

void Space::fields(const Plan& plan) {
  for (Side side : kSides) fields_[at(side)].resize(s_.of(side).fields.size());
  std::vector<FieldId> taken_over;
  for (std::uint32_t i = 0; i < s_.b.fields.size(); ++i) {
    const tir::Field& f = s_.b.fields[i];
    const FieldId here = fields_[1][i] = add(Side::New, {i}, plan.direct);
    const std::uint32_t old_index = m_.fields.of(Side::New, i);
    if (old_index == kNone || !m_.apart[old_index].empty()) continue;
    const tir::Field& g = s_.a.fields[old_index];
    const bool facts = !f.rule.valid() && !g.rule.valid();
    if (plan.direct || facts || (f.rule.valid() && g.rule.valid() && plan.shared[i])) {
      fields_[0][old_index] = here;
      from_[0][here.index] = {old_index};
      tir::Type& t = p_.fields[here.index].type;
      t.optional = t.optional || g.type.optional;
      t.low = std::max(t.low, g.type.low);
      t.high = std::min(t.high, g.type.high);
      continue;
    }
    const FieldId apart = fields_[0][old_index] = add(Side::Old, {old_index}, false);
    if (f.rule.valid() == g.rule.valid()) continue;
    const FieldId fact = f.rule.valid() ? apart : here;
    if (p_.fields[fact.index].default_value)
      taken_over.push_back(fact);
    else
      tied_.push_back({fact, f.rule.valid() ? here : apart});
  }
  for (std::uint32_t i = 0; i < s_.a.fields.size(); ++i) {
    if (!fields_[0][i].valid()) fields_[0][i] = add(Side::Old, {i}, plan.direct);
  }
  // Rules are taken over once all fields are there.
  for (std::uint32_t i = 0; !plan.direct && i < p_.fields.size(); ++i) {
    const Side side = from_[1][i].valid() ? Side::New : Side::Old;
    const FieldId from = source(side, {i});
    const bool left_out = std::find(taken_over.begin(), taken_over.end(), FieldId{i}) != taken_over.end();
    if (left_out || s_.of(side)[from].rule.valid()) compute({i}, rule_of(side, from, {i}));
  }
}

void Space::compute(FieldId here, tir::Rule rule) {
  rule.field = here;
  p_.rules.push_back(std::move(rule));
  p_.fields[here.index].rule = {static_cast<std::uint32_t>(p_.rules.size() - 1)};
}

tir::Rule Space::rule_of(Side side, FieldId id, FieldId here) {
  const tir::Field& from = s_.of(side)[id];
  if (from.rule.valid()) return rule(side, s_.of(side)[from.rule], here);
  tir::Rule out;
  out.field = here;
  out.span = from.span;
  tir::Const value = *from.default_value;
  value.mask = mask(side, from.type, value.mask);
  tir::Expr e;
  e.op = Op::Const;
  e.type = type(side, from.type);
  e.x = constant(std::move(value));
  e.span = from.span;
  p_.exprs.push_back(e);
  out.value = {static_cast<std::uint32_t>(p_.exprs.size() - 1)};
  return out;
}

void Space::finish_rows() {
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i) {
    const Side side = row_from_[1][i] != kNone ? Side::New : Side::Old;
    const tir::Row& from = s_.of(side).rows[row_from_[at(side)][i]];
    tir::Row& row = p_.rows[i];
    const auto field = [&](FieldId id) { return id.valid() ? this->field(side, id) : FieldId{}; };
    if (from.parent.valid()) row.parent = this->row(side, from.parent);
    row.many = field(from.many);
    row.back = field(from.back);
    row.selector = field(from.selector);
    row.id_pattern = from.id_pattern;
    if (from.id_where.valid()) row.id_where = expr(side, from.id_where);
    row.name_field = field(from.name_field);
    row.id_field = field(from.id_field);
    head(side, {i});
  }
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) p_.rows[p_.fields[i].row.index].fields.push_back({i});
}

void Space::head(Side side, RowId here) {
  const tir::Row& from = s_.of(side).rows[row_from_[at(side)][here.index]];
  p_.rows[here.index].name = from.name;
  p_.rows[here.index].header = from.header;
  for (tir::HeaderPart& part : p_.rows[here.index].header) {
    if (part.field.valid()) part.field = field(side, part.field);
  }
}

void Space::finish_fields() {
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    const Side side = from_[1][i].valid() ? Side::New : Side::Old;
    const tir::Field& from = s_.of(side)[source(side, {i})];
    if (from.inverse_of.valid()) p_.fields[i].inverse_of = field(side, from.inverse_of);
    if (from.inverse.valid()) p_.fields[i].inverse = field(side, from.inverse);
  }
}

void Space::speak(Side side) {
  const tir::Program& from = s_.of(side);
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i) {
    if (row_from_[at(side)][i] != kNone) head(side, {i});
  }
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    if (!from_[at(side)][i].valid()) continue;
    p_.fields[i].name = from[from_[at(side)][i]].name;
    if (!p_.fields[i].rule.valid() && !from[from_[at(side)][i]].rule.valid())
      p_.fields[i].default_value = from[from_[at(side)][i]].default_value;
  }
  for (std::uint32_t e = 0; e < from.enums.size(); ++e) {
    for (std::uint32_t v = 0; v < from.enums[e].values.size(); ++v)
      p_.enums[enums_[at(side)][e].index].values[values_[at(side)][e][v]].name = from.enums[e].values[v].name;
  }
}

}  // namespace msd::diff
