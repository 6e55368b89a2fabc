// What is true of a small framework, by trying every input, against what the analysis claims of it: each claim must be
// true, and what is true must be claimed, or be told as a consequence of what is.
#pragma once

#include "compiler/analysis/analyze.h"
#include "tests/analysis/columns.h"

#include <functional>
#include <string>

namespace msd::testing {

/// How many claims of each kind were judged, and other figures, by their names.
using Tally = std::map<std::string, std::size_t>;

class Truths {
 public:
  /// `bound`: rows that the analysis looked at. The inputs have one row more inside than that.
  Truths(const tir::Program& program, const analysis::Analysis& analysis, std::size_t limit, Tally& tally);

  bool too_many() const { return in_.too_many(); }
  std::size_t inputs() const { return in_.count(); }
  /// Tables were looked at line by line: not every mask need be named.
  void line_by_line() { line_by_line_ = true; }
  /// What is wrong, one a line; empty if nothing is.
  std::string judge();

 private:
  using Claim = analysis::Claim;
  /// At most so many rows inside: as many as there are inputs for, or those that the analysis looked at.
  enum class Reach : std::uint8_t { Bound, More };

  void wrong(const std::string& what) { out_ += what + "\n"; }
  std::string name(tir::FieldId field) const;
  unsigned among(tir::RowId kind, Reach reach) const;
  Mask care(tir::RowId kind, At row, Reach reach, bool complete) const;
  /// Somewhere, in some row of the kind, `of` is 1.
  bool some(tir::RowId kind, Reach reach, bool complete, const std::function<Mask(At)>& of);
  bool same(tir::RowId kind, Reach reach, const std::function<Column(At)>& a, const std::function<Column(At)>& b);
  Reach reach(const Claim& c) const { return c.bounded ? Reach::Bound : Reach::More; }
  const Claim* find(diag::Id id, const std::function<bool(const Claim&)>& which) const;
  bool noted(source::Span span, const std::string& text) const;
  const Inputs::Table& table(tir::FieldId field, At row);

  // truths.cpp, truths_values.cpp
  bool fires(tir::FieldId field, std::uint32_t line, Reach reach, bool complete);
  void lines(tir::FieldId field);
  void additions(tir::FieldId field);
  void values(tir::FieldId field);
  void equivalents(tir::RowId row);
  void requirement(std::uint32_t index);
  void unread();
  bool changes_nothing(tir::FieldId field, Reach reach);

  // truths_conditions.cpp
  struct Part {
    tir::ExprId id;
    bool neutral;
  };
  void parts(tir::ExprId id, std::vector<Part>& out) const;
  bool inside(tir::ExprId outer, tir::ExprId inner) const;
  void conditions(tir::FieldId field);
  void requirement_parts(std::uint32_t index, tir::ExprId condition);
  using Result = std::function<Column(At)>;
  void condition(diag::Id id, tir::RowId kind, tir::ExprId condition, const std::string& where,
                 const std::function<bool(const Claim&)>& about, const Result& result,
                 const std::function<Mask(At)>& open);
  void reads(tir::FieldId field);

  // truths_proofs.cpp
  void cover(const Claim& dead);
  void count(const Claim& claim, const std::function<Mask(At)>& of);
  void witness(const Claim& claim, const std::function<Mask(At)>& of);

  const tir::Program& p_;
  const analysis::Analysis& analysis_;
  Inputs in_;
  Tally& tally_;
  std::map<std::pair<At, std::uint32_t>, Inputs::Table> tables_;
  bool line_by_line_ = false;
  std::string out_;
};

}  // namespace msd::testing
