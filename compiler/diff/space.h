// Two frameworks in one: what both declare is there once, so that one model holds the functions of both over the same
// variables, and equal functions are equal handles.
#pragma once

#include "compiler/diff/match.h"

#include <map>
#include <tuple>

namespace msd::diff {

/// What a space makes of the fields that rules compute.
struct Plan {
  /// None is computed: each is a fact that rules may read. For comparing one rule with another, whatever else changed.
  bool direct = false;
  /// By new field: its rule gives the same on both sides, and so does all that it reads: it is there once.
  std::vector<bool> shared;
};

/// A field that one side states, without a default, and the other computes: both are there, and only places where they
/// agree are inputs of both.
struct Tied {
  tir::FieldId fact, computed;
};

class Space {
 public:
  /// The declarations of both. O(declarations).
  Space(const Sides& sides, const Matching& matching, const Plan& plan);

  /// The program to make models of: complete once all that is compared was asked for by `rule` and `expr`.
  const tir::Program& program() const { return p_; }
  /// What a side's field is here; its old and its new rule are two fields, unless they are shared.
  tir::FieldId field(Side side, tir::FieldId id) const { return fields_[at(side)][id.index]; }
  tir::RowId row(Side side, tir::RowId id) const { return rows_[at(side)][id.index]; }
  /// The field of a side that is this one here; not valid if there is none.
  tir::FieldId source(Side side, tir::FieldId here) const { return from_[at(side)][here.index]; }
  /// The type that a side's own field has.
  const tir::Type& type_in(Side side, tir::FieldId id) const { return s_.of(side)[id].type; }
  /// Whether designs of this side state the field: it has it, and no rule for it.
  bool states(Side side, tir::FieldId here) const {
    const tir::FieldId id = source(side, here);
    return id.valid() && !s_.of(side)[id].rule.valid() && s_.of(side)[id].builtin == tir::Builtin::None;
  }
  bool has_row(Side side, tir::RowId here) const { return row_from_[at(side)][here.index] != kNone; }

  /// A side's expression here: equal expressions are one, whichever side they come from. O(size), each part once.
  tir::ExprId expr(Side side, tir::ExprId id);
  /// The rule of a side's field here, as that of `here`. Of a fact it is one that gives the default: what holds in
  /// designs that leave it out.
  tir::Rule rule_of(Side side, tir::FieldId id, tir::FieldId here);
  /// Adds a field that nothing reads, like `like` of a side, computed by a rule that `rule` has made.
  tir::FieldId add_rule(Side side, tir::FieldId like, tir::Rule rule);

  /// Values that only the other side has: no inputs of both. By enum here.
  std::uint64_t missing(Side side, tir::EnumId here) const { return missing_[at(side)][here.index]; }
  const std::vector<Tied>& tied() const { return tied_; }
  /// From now on the program calls everything as this side does. O(declarations).
  void speak(Side side);

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                         std::uint32_t, std::uint32_t, std::uint32_t>;
  void enums();
  void rows();
  void fields(const Plan& plan);
  void lexicons();
  void finish_rows();
  void finish_fields();
  tir::FieldId add(Side side, tir::FieldId id, bool as_fact);
  tir::Rule rule(Side side, const tir::Rule& rule, tir::FieldId field);
  void compute(tir::FieldId here, tir::Rule rule);
  tir::Type type(Side side, const tir::Type& type) const;
  std::uint64_t mask(Side side, const tir::Type& type, std::uint64_t bits) const;
  std::uint32_t number(std::int64_t value);
  std::uint32_t constant(tir::Const constant);
  void head(Side side, tir::RowId here);

  const Sides& s_;
  const Matching& m_;
  tir::Program p_;
  std::vector<tir::EnumId> enums_[2];
  std::vector<std::vector<std::uint32_t>> values_[2];
  std::vector<std::uint64_t> missing_[2];
  std::vector<tir::RowId> rows_[2];
  std::vector<std::uint32_t> row_from_[2];
  std::vector<tir::FieldId> fields_[2], from_[2];
  std::vector<std::uint32_t> lexicons_[2];
  std::vector<tir::ExprId> exprs_[2];
  std::vector<Tied> tied_;
  std::map<Key, tir::ExprId> known_;
  std::map<std::int64_t, std::uint32_t> numbers_;
  std::map<std::tuple<int, std::uint64_t, std::int64_t, std::string>, std::uint32_t> constants_;
};

}  // namespace msd::diff
